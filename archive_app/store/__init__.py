"""The catalogue on disk. ``archive.Archive`` is the way in; only this package knows SQL."""
