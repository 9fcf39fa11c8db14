"""What is SQLite's alone: connections, settings, full text, errors. Another engine would stand beside it."""
