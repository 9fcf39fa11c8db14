"""PDF files with text: characters and their places, columns and paragraphs, what repeats on every page."""
