"""Clean text: what a person sees of a source, paragraph by paragraph, with the place of each.

``Source.text`` is made by ``ReadingText`` in every importer, so that the evidence of every importer
counts characters in the same way: paragraphs parted by one blank line, one blank between words,
Unicode NFC, nothing invisible.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]")
_BLANKS = re.compile(r"[^\S\n]+")
_ALL_BLANKS = re.compile(r"\s+")
_EMPTY_LINES = re.compile(r"\n[\s]*\n|\u2029")

# Soft hyphen, zero-width space, word joiner, byte order mark, overrides that turn text round, and
# controls that no one sees (the tab and the line feed are blanks and stay).
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202d\u202e\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")

# A joiner shapes letters of Arabic and Indic scripts and joins pictures; beside Latin, Greek and
# Cyrillic letters or blanks it is left over from a layout.
_JOINER = re.compile(
    "(?<![\u0590-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]|[\u200c\u200d](?=\\s|$)"
)

_LINE_JOIN = re.compile(r"(?<=\w)-$")


def clean(text: str) -> str:
    """A text in NFC whose lines end with a line feed and which holds nothing invisible; its lines stay."""
    text = _BREAKS.sub("\n", text)
    text = _JOINER.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """One paragraph of clean text: white space of any kind becomes one blank."""
    return _ALL_BLANKS.sub(" ", clean(text)).strip()


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its edges; empty where it holds nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def split_paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of a plain text, in the groups that blank lines make.

    A line is a paragraph, except where the text was wrapped at a fixed width: there lines are joined.

    Args:
        text: Clean or raw text.

    Returns:
        Groups in order; each holds one or more paragraphs, cleaned, none empty.
    """
    groups = []
    for chunk in _EMPTY_LINES.split(clean(text)):
        lines = [line for line in (_BLANKS.sub(" ", part).strip() for part in chunk.split("\n")) if line]
        if lines:
            groups.append(lines)
    width = _wrap_width(groups)
    return [_unwrap(lines, width) for lines in groups] if width else groups


class ReadingText:
    """Builds ``Source.text`` and tells where each paragraph came to stand in it."""

    SEPARATOR = "\n\n"

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, paragraph: str) -> tuple[int, int]:
        """Add a paragraph (cleaned here) and return its span; an empty one adds nothing and spans nothing."""
        line = clean_line(paragraph)
        if not line:
            return self._length, self._length
        start = self._length + (len(self.SEPARATOR) if self._parts else 0)
        self._parts.append(line)
        self._length = start + len(line)
        return start, self._length

    @property
    def text(self) -> str:
        """All paragraphs added so far, parted by blank lines."""
        return self.SEPARATOR.join(self._parts)


def _wrap_width(groups: list[list[str]]) -> int:
    """The width a text was wrapped at, 0 when its lines are paragraphs."""
    lines = [line for group in groups for line in group if " " in line]
    if not lines:
        return 0
    width = max(map(len, lines))
    if not 50 <= width <= 110:
        return 0
    breaks = full = 0
    for group in groups:
        for line, following in pairwise(group):
            breaks += 1
            full += _is_full(line, following, width)
    return width if full >= 3 and full >= 0.6 * breaks else 0


def _is_full(line: str, following: str, width: int) -> bool:
    # The next word would not have stood on this line (two characters of slack for indents).
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - 2


def _unwrap(lines: list[str], width: int) -> list[str]:
    paragraphs = [lines[0]]
    for line, following in pairwise(lines):
        if not _is_full(line, following, width):
            paragraphs.append(following)
        elif _LINE_JOIN.search(paragraphs[-1]):
            # The hyphen may belong to the word; it stays, and nothing is lost.
            paragraphs[-1] += following
        else:
            paragraphs[-1] += " " + following
    return paragraphs
