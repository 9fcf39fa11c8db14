"""Clean text: what a person sees of a source, paragraph by paragraph, with the place of each.

``Source.text`` is made by ``ReadingText`` in every importer, so that the evidence of every importer
counts characters in the same way: paragraphs parted by one blank line, one blank between words,
Unicode NFC, nothing invisible.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from archive_app.formats.reading.page_lines import without_page_lines

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]")
_BLANKS = re.compile(r"[^\S\n]+")
_ALL_BLANKS = re.compile(r"\s+")

# Soft hyphen, zero-width space, word joiner, byte order mark, overrides that turn text round, and
# controls that no one sees (the tab and the line feed are blanks and stay).
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202d\u202e\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")

# A joiner shapes letters of Arabic and Indic scripts and joins pictures; beside Latin, Greek and
# Cyrillic letters or blanks it is left over from a layout.
_JOINER = re.compile(
    "(?<![\u0590-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]|[\u200c\u200d](?=\\s|$)"
)

_LINE_JOIN = re.compile(r"(?<=\w)[-‐¬]$")
_SOFT_BREAK = re.compile("\u00ad[ \t]*\r?\n[ \t]*")
_WIDE_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{4,}|\t+[ \t]*)(?=\S)")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WHOLE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


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

    A line is a paragraph, except where the text was wrapped at a fixed width: there lines are joined, and words that
    were parted at a line's end are whole again. Page numbers and running heads of a scan are left out.

    Args:
        text: Clean or raw text.

    Returns:
        Groups in order; each holds one or more paragraphs, cleaned, none empty.
    """
    lines = clean(_SOFT_BREAK.sub("", text)).replace("\u2029", "\n\n").split("\n")
    groups: list[list[str]] = []
    open_group = False
    for line in without_page_lines(lines):
        if not line.strip():
            open_group = False
            continue
        if not open_group:
            groups.append([])
            open_group = True
        groups[-1].append(line)
    shown = [[_one_line(line, first=number == 0) for line in group] for number, group in enumerate(groups)]
    width = _wrap_width(shown)
    if not width:
        return shown
    words = words_of_lines(line for group in shown for line in group)
    return [_unwrap(lines, _indented(group), width, words) for lines, group in zip(shown, groups, strict=True)]


def _one_line(line: str, *, first: bool) -> str:
    """A line without tabs and runs of blanks; in the head of a page a wide gap parts two lines."""
    line = line.strip()
    if first and len(line) <= 120:
        line = _WIDE_GAP.sub(" | ", line)
    return _BLANKS.sub(" ", line).strip()


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
    lines = [line for group in groups if len(group) > 1 for line in group if " " in line]
    if not lines:
        return 0
    lengths = sorted(map(len, lines))
    width = lengths[-1]
    # One long line (an address, a heading) among many does not tell the width.
    if len(lengths) > 20 and width > lengths[-len(lengths) // 20 - 1] + 8:
        width = lengths[-len(lengths) // 20 - 1]
    if not 30 <= width <= 110:
        return 0
    breaks = full = 0
    for group in groups:
        for line, following in pairwise(group):
            breaks += 1
            full += _is_full(line, following, width)
    if width < 50:
        return width if full >= 8 and full >= 0.75 * breaks else 0
    return width if full >= 3 and full >= 0.6 * breaks else 0


def _is_full(line: str, following: str, width: int) -> bool:
    # The next word would not have stood on this line (with some slack: people break lines by eye).
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - max(2, width // 12) or bool(
        _LINE_JOIN.search(line)
    )


def _indented(lines: list[str]) -> list[bool]:
    """Which lines are set in, where only some of a group are: each begins a paragraph."""
    indents = [line[:1] in " \t\u3000" for line in lines]
    return indents if not all(indents) and 2 * sum(indents) < len(indents) + 2 else [False] * len(lines)


def _unwrap(lines: list[str], indented: list[bool], width: int, words: frozenset[str]) -> list[str]:
    paragraphs = [lines[0]]
    for number, (line, following) in enumerate(pairwise(lines), 1):
        if indented[number] or not _is_full(line, following, width):
            paragraphs.append(following)
        elif _LINE_JOIN.search(paragraphs[-1]):
            paragraphs[-1] = _joined(paragraphs[-1], following, words)
        else:
            paragraphs[-1] += " " + following
    return paragraphs


def joined_lines(lines: Sequence[str], words: frozenset[str]) -> str:
    """One paragraph of its lines; a word that a line's end parted is whole again.

    Args:
        lines: In order, none empty.
        words: Those of the text, as ``words_of_lines`` gives them.
    """
    text = lines[0]
    for line in lines[1:]:
        if text.endswith("\u00ad"):
            text = _joined(text[:-1] + "-", line, words)
        elif _LINE_JOIN.search(text):
            text = _joined(text, line, words)
        else:
            text += " " + line
    return text


def words_of_lines(lines: Iterable[str]) -> frozenset[str]:
    """The words inside lines, where no line's end parts them; they tell which hyphens belong to a word."""
    found: set[str] = set()
    for line in lines:
        found.update(word.casefold() for word in _WHOLE_WORD.findall(line.rstrip("-")))
    return frozenset(found)


def _joined(before: str, after: str, words: frozenset[str]) -> str:
    """A word parted at a line's end, whole again; a hyphen that belongs to the word stays."""
    left = _LAST_WORD.search(before[:-1])
    right = _FIRST_WORD.match(after)
    if left is None or right is None:
        return before + after
    one, other = left[0].casefold(), right[0].casefold()
    if f"{one}-{other}" in words or not right[0][0].islower() or before[-2].isdigit():
        return before + after
    if one + other not in words and one in words and other in words and len(one) > 3 and len(other) > 3:
        return before + after  # "well-" and "known" are words of this text
    return before[:-1] + after
