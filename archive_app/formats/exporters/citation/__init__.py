"""Citations for reference managers: CSL-JSON, RIS, BibTeX, all made from the same items."""

from __future__ import annotations

from archive_app.formats.exporters.citation.bibtex import BIBTEX
from archive_app.formats.exporters.citation.csl_json import CSL_JSON
from archive_app.formats.exporters.citation.ris import RIS

__all__ = ["BIBTEX", "CSL_JSON", "RIS"]
