"""What importers share in reading an article: clean text, language, mentions of videos, captions, furniture.

Importers do not know each other; what two of them need stands here, one module for each question.
"""
