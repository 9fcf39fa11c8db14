"""Entries of bibliographies (RIS, BibTeX, CSL-JSON) as items; what their three importers share."""
