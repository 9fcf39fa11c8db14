"""Word documents (DOCX): opened within limits, and cut into blocks in the order of their text."""
