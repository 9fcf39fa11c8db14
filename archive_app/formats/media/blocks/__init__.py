"""Finds the blocks of metadata in media files, container by container: bytes in, bytes out, nothing decoded.

Every walker reads heads and the blocks asked for, never pixels, and believes no length beyond the file. What is broken
ends the walk; what was found before stays.
"""
