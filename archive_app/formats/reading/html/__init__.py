"""Reads a saved web page into one draft: what it says, where it says so, and how sure we may be.

``reader.read_page`` is the door. The rules are about pages in general (element names, class and microdata
vocabularies, the order of things on a page); none is about one site.
"""
