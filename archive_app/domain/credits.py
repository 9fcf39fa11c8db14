"""Understands a printed credit line: who is named, in which role, under which licence, and what kind of picture.

The line itself is never changed. ``parse_credit`` gives the normalised line, the parties with their places in the
line, and literals that concatenate to exactly what was printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive_app.domain.credit_find import find_credit
from archive_app.domain.credit_grammar import read_line
from archive_app.domain.credit_reading import Atom, Reading
from archive_app.domain.credit_roles import assign
from archive_app.domain.names import KnownName, NameIndex, vocabulary_names
from archive_app.domain.records import CREDIT_FLAGS, Credit, CreditParty

__all__ = [
    "KnownName",
    "NameIndex",
    "ParsedCredit",
    "as_json",
    "find_credit",
    "parse_credit",
    "vocabulary_names",
]

_BLANKS = re.compile(r"[\s\x00-\x1f]+")
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
_EMPTY_BRACKETS = re.compile(r"[(\[（【<]\s*[,;/|:–-]*\s*[)\]）】>]")
_AROUND_SLASH = re.compile(r"\s*/\s*")
_BEFORE_COMMA = re.compile(r"\s+(?=[,;])")
_DOUBLED = re.compile(r"([,;|/·–-])(?:\s*[,;|/·–-])+(?=\s|$|(?<=/)\w)")
_LEADING = " \t,;|/·•–—-=＝:：.…_"
_TRAILING = " \t,;|/·•–—-=＝:："
_LONGEST = 2000
_PAIRS = {"(": ")", "[": "]", "（": "）", "【": "】"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_KEPT_STOPS = re.compile(r"(?:\b(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros|LLC|e\.V|S\.A|S\.L|S\.p\.A)|\b[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class ParsedCredit:
    """A credit line and what it says: ``credit`` is the normalised line, ``value`` what a record keeps."""

    text: str
    value: Credit
    _drops: tuple[tuple[int, int], ...] = ()

    @property
    def credit(self) -> str:
        """The line without label, licence, copyright year, outer brackets and closing full stop."""
        return _normalised(self.text, self._drops)


def parse_credit(line: str, *, known: NameIndex | None = None) -> ParsedCredit:
    """Parses any text as a credit line; never raises.

    Args:
        line: The line as printed, with its label and brackets.
        known: Names to recognise; the vocabulary's by default. Add a catalogue's authorities to a copy of it.
            What is longer than any credit line is taken as a text that names nobody.

    Returns:
        The parsed line. Parties carry the authority's id where ``known`` has one.
    """
    if len(line) > _LONGEST:
        return ParsedCredit(line, Credit(literals=(line,)))
    index = known if known is not None else vocabulary_names()
    found = index.readings.get(line)
    if isinstance(found, ParsedCredit):  # agencies' lines come again and again
        return found
    parsed = _parsed(line, index)
    index.readings[line] = parsed
    return parsed


def _parsed(line: str, index: NameIndex) -> ParsedCredit:
    reading = read_line(line, index)
    parties = tuple(_party(atom, line) for atom in assign(reading))
    value = Credit(
        parties=parties,
        flags=_flags(reading),
        licence=reading.licence,
        year=reading.year,
        medium=reading.medium,
        literals=_literals(line, parties),
    )
    return ParsedCredit(line, value, tuple(reading.drops))


def as_json(parsed: ParsedCredit) -> dict[str, object]:
    """The form that ``archive-app credit`` prints; licence, year and medium are null where the line says none."""
    value = parsed.value
    return {
        "text": parsed.text,
        "credit": parsed.credit,
        "parties": [{"name": party.name, "role": party.role, "kind": party.kind} for party in value.parties],
        "flags": list(value.flags),
        "licence": value.licence or None,
        "year": value.year,
        "medium": value.medium or None,
        "literal": list(value.literals),
    }


def _party(atom: Atom, line: str) -> CreditParty:
    known = atom.name.known
    return CreditParty(
        name=line[atom.start : atom.end],
        role=atom.role or "unknown",
        kind=atom.kind,
        start=atom.start,
        end=atom.end,
        authority_id=known.authority_id if known else None,
    )


def _flags(reading: Reading) -> tuple[str, ...]:
    return tuple(flag for flag in CREDIT_FLAGS if flag in reading.flags)


def _literals(line: str, parties: tuple[CreditParty, ...]) -> tuple[str, ...]:
    cuts = sorted({0, len(line), *(place for party in parties for place in (party.start, party.end))})
    return tuple(line[a:b] for a, b in pairwise(cuts))


def _normalised(line: str, drops: Sequence[tuple[int, int]]) -> str:
    kept = _clean(_without(line, drops)) if drops else _clean(line)
    if not any(c.isalnum() for c in kept) and any(c.isalnum() for c in line):
        # Nothing but a label or a licence was printed; then that is the credit.
        kept = _clean(line.replace("©", " "))
    return kept


def _without(line: str, drops: Sequence[tuple[int, int]]) -> str:
    pieces = []
    at = 0
    for start, end in sorted(drops):
        if start >= at:
            pieces.append(line[at:start])
            pieces.append(" ")
        at = max(at, end)
    pieces.append(line[at:])
    return "".join(pieces)


def _clean(text: str) -> str:
    text = _spaced(text if text.isascii() else text.translate(_INVISIBLE))
    if "(" in text or "[" in text or "<" in text or "（" in text:
        text = _EMPTY_BRACKETS.sub(" ", text)
    if "/" in text:
        text = _AROUND_SLASH.sub("/", text)
    text = _DOUBLED.sub(r"\1", text)
    if " ," in text or " ;" in text:
        text = _BEFORE_COMMA.sub("", text)
    text = text.strip(" \t")
    while True:
        before = text
        text = text.lstrip(_LEADING).rstrip(_TRAILING)
        if text and text[0] in _PAIRS and _closes(text) in {-1, len(text) - 1}:
            text = text[1:].removesuffix(_PAIRS[text[0]])
        if text and text[-1] in _CLOSING and text.count(text[-1]) > text.count(_CLOSING[text[-1]]):
            text = text[:-1]
        if text and text[-1] in _PAIRS:
            text = text[:-1]
        if text.endswith((".", "。")) and not _KEPT_STOPS.search(text):
            text = text[:-1]
        if text == before:
            return _spaced(text)


def _spaced(text: str) -> str:
    """The text with single blanks; only a blank and printable signs stand in most."""
    return text if text.isprintable() and "  " not in text else _BLANKS.sub(" ", text)


def _closes(text: str) -> int:
    """Where the bracket that opens the text closes; -1 if it does not."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character == text[0]) - (character == _PAIRS[text[0]])
        if depth == 0:
            return place
    return -1
