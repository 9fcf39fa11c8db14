"""The reading text of one item while it is put together, and the evidence that quotes it or the decoded source."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

from archive_app.domain.records import Evidence
from archive_app.formats.reading.paragraphs import ReadingText, clean_line
from archive_app.formats.wire.item import Said

VERSION = "wire-1"
"""Of the rules in this package; stands in ``Evidence.version``."""

_LONGEST_QUOTE = 400


class Sheet:
    """What a person reads of an item, line by line; used once."""

    def __init__(self, raw: str, importer: str) -> None:
        """Begin an empty sheet over a decoded source.

        Args:
            raw: The decoded source.
            importer: The first half of each evidence's method.
        """
        self.raw = raw
        self.importer = importer
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The reading text so far."""
        return ReadingText.SEPARATOR.join(self._parts)

    def line(self, text: str) -> tuple[int, int]:
        """Add a paragraph and return its span; an empty one adds nothing."""
        line = clean_line(text)
        return self.block(line) if line else (self._length, self._length)

    def block(self, text: str) -> tuple[int, int]:
        """Add text as it is (the reading text of a page) and return its span."""
        start = self._length + (len(ReadingText.SEPARATOR) if self._parts else 0)
        self._parts.append(text)
        self._length = start + len(text)
        return start, self._length

    def seen(self, field: str, span: tuple[int, int], said: Said, confidence: float | None = None) -> Evidence:
        """Evidence that quotes the reading text."""
        start, end = span
        sure = said.confidence if confidence is None else confidence
        return Evidence(field, self.text[start:end], self._method(said.how), sure, "text", start, end, VERSION)

    def shown(self, field: str, said: Said) -> Evidence:
        """Add a value to the reading text as a paragraph, and the evidence for it."""
        return self.seen(field, self.line(said.text), said)

    def stated(self, field: str, said: Said) -> Evidence:
        """Evidence for a value that a person does not see printed: its place in the decoded source, if it has one."""
        start, end = self._find(said)
        method = self._method(said.how)
        if start < 0:
            quote = clean_line(said.printed or said.text)[:_LONGEST_QUOTE]
            return Evidence(field, quote, method, said.confidence, "", -1, -1, VERSION)
        return Evidence(field, self.raw[start:end], method, said.confidence, "raw", start, end, VERSION)

    def _method(self, how: str) -> str:
        return f"{self.importer}:{how or 'stated'}"

    def _find(self, said: Said) -> tuple[int, int]:
        if said.start < 0 or said.end <= said.start:
            return -1, -1
        for value in dict.fromkeys((said.printed, said.text)):
            if not value:
                continue
            for spelling in spellings(value):
                place = self.raw.find(spelling, said.start, said.end)
                if place >= 0:
                    return place, place + len(spelling)
        whole = self.raw[said.start : said.end]
        if len(whole) > _LONGEST_QUOTE or not whole.strip():
            return -1, -1
        begin = said.start + len(whole) - len(whole.lstrip())
        return begin, begin + len(whole.strip())


def spellings(value: str) -> Iterator[str]:
    """The ways in which a value may be written in XML or JSON."""
    in_json = json.dumps(value, ensure_ascii=False)[1:-1]
    in_ascii = json.dumps(value)[1:-1]
    escaped = html.escape(value)
    yield from dict.fromkeys(
        (
            value,
            html.escape(value, quote=False),
            escaped,
            escaped.replace("&#x27;", "&apos;"),
            in_json,
            in_json.replace("/", "\\/"),
            in_ascii,
            in_ascii.replace("/", "\\/"),
        )
    )
