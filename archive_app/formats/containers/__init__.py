"""What the importers of web containers share: a page among the files that were kept with it.

MHTML, Safari's web archives, WARC and WACZ all hold pages and pictures by address. ``pages`` turns one page of such a
file into a draft, ``shelf`` finds the pictures that it shows, ``warc_records`` reads the records of a WARC.
"""
