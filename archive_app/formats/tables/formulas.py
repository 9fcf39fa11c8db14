"""Cells that a spreadsheet would take for formulas: how the export defuses them, and the import takes that back."""

from __future__ import annotations

import re

MARKER = "'"
# The full-width forms count as the plain ones in spreadsheets set to an East Asian language.
_FORMULA = re.compile(r"[=+\-@\t\r\n\x00＝＋－＠]")
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,15})?", re.ASCII)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text (OWASP ASVS 1.2.10); negative numbers are none."""
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def defused(text: str) -> str:
    """The text as no spreadsheet runs it: with an apostrophe before a formula."""
    return f"{MARKER}{text}" if is_formula(text) else text


def undefused(text: str) -> str:
    """The text without the apostrophe that our own export puts before a formula; any other apostrophe stays."""
    return text[1:] if text[:1] == MARKER and is_formula(text[1:]) else text
