"""Values with the place they were read at, and how witnesses of one value are weighed.

A value that stands in the reading text is quoted from there; one that only metadata has is looked up in the
decoded source as it is escaped there.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from archive_app.domain.records import Evidence
from archive_app.formats.reading.html.page import Page, one_line

VERSION = "html-1"

_QUOTES = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(f"[{_CJK}]|[^\\W{_CJK}_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stands in the reading text (-1: only in the source, or nowhere).

    ``method`` names the witness; ``confidence`` is how sure it is by itself.
    """

    text: str
    method: str
    confidence: float
    start: int = -1
    end: int = -1

    def evidence(self, page: Page, field: str, confidence: float | None = None) -> Evidence:
        """This value as evidence for a field of a record."""
        sure = round(self.confidence if confidence is None else confidence, 3)
        if self.start >= 0:
            quote = page.text[self.start : self.end]
            return Evidence(field, quote, self.method, sure, "text", self.start, self.end, VERSION)
        start, end = raw_place(page, self.text)
        if start >= 0:
            return Evidence(field, page.source[start:end], self.method, sure, "raw", start, end, VERSION)
        return Evidence(field, self.text, self.method, sure, "", -1, -1, VERSION)


def raw_place(page: Page, value: str) -> tuple[int, int]:
    """Where a value stands in the decoded source, in one of the ways it may be written there; (-1, -1) if nowhere."""
    if not value:
        return -1, -1
    in_json = json.dumps(value, ensure_ascii=False)[1:-1]
    spellings = (
        value,
        html.escape(value, quote=False),
        html.escape(value),
        in_json,
        in_json.replace("/", "\\/"),
        json.dumps(value)[1:-1],
        json.dumps(value)[1:-1].replace("/", "\\/"),
        html.escape(value).replace("&#x27;", "&#039;"),
        html.escape(value).replace("&#x27;", "&#39;"),
    )
    for spelling in dict.fromkeys(spellings):
        place = page.source.find(spelling)
        if place >= 0:
            return place, place + len(spelling)
    return -1, -1


def folded(text: str) -> str:
    """The text for comparison: compatibility forms, quotes and dashes unified, one case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return one_line(text.translate(_QUOTES)).casefold()


def tokens(text: str) -> list[str]:
    """The words of a text for comparison; each Han or Kana character counts as one."""
    return _WORD.findall(folded(text))


class Likeness:
    """A text ready to be compared with many others."""

    def __init__(self, text: str) -> None:
        self.folded = folded(text)
        self._words = Counter(_WORD.findall(self.folded))
        self._total = self._words.total()

    def to(self, other: Likeness) -> float:
        """How alike two texts are: 1 for the same words, 0 for none in common (F1 over words)."""
        total = self._total + other._total
        if not total:
            return 0.0
        theirs = other._words
        return 2.0 * sum(min(count, theirs[word]) for word, count in self._words.items() if word in theirs) / total


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, as ``Likeness.to``."""
    return Likeness(one).to(Likeness(other))


def squeezed(text: str) -> str:
    """Letters and digits alone, for containment; accents stay, unlike in ``names.name_key``: one text, not one name."""
    return "".join(tokens(text))
