"""Partial and uncertain dates: the one door to reading, ordering, showing and typing them.

Dates that describe the world are stored as EDTF strings (``domain.edtf``). This module gathers what the
rest of the program needs, and adds the date words of the search language (search.md §1.4).
"""

from __future__ import annotations

from archive_app.domain.edtf import PartialDate, Point, earliest, is_valid, latest, parse, sort_key

__all__ = ["PartialDate", "Point", "earliest", "is_valid", "latest", "parse", "sort_key"]
