"""What exporters share: what one is, what a format carries and loses, names of files, texts, and validation."""
