"""From lines to blocks: paragraphs, headings by their size, captions below pictures; running heads are left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.header_lines import header_line, is_publisher
from archive_app.formats.reading.page_lines import is_page_number
from archive_app.formats.reading.paragraphs import joined_lines, words_of_lines
from archive_app.formats.reading.pdf.columns import Line, lines_in_order
from archive_app.formats.reading.pdf.pages import PdfPage
from archive_app.formats.reading.role_table import SENTENCE_STOP

_EDGE = 0.1
"""So much of a page's height at its head and foot may hold running heads and page numbers."""

_HEADLINE = 1.2
_HEADING = 1.1
_SMALLER = 0.95
_LONGEST_HEADLINE = 250
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    near: bool = False  # right below the paragraph before it

    @property
    def size(self) -> float:
        return median(line.size for line in self.lines)


def blocks_of(pages: Sequence[PdfPage]) -> list[Block]:
    """The blocks of a file's text, in reading order.

    Args:
        pages: As read, with the places of their pieces.
    """
    lines = [line for number, page in enumerate(pages) for line in lines_in_order(page.pieces, number)]
    lines = _without_furniture(lines, pages)
    if not lines:
        return []
    words = words_of_lines(line.text for line in lines)
    paragraphs = _paragraphs(lines)
    for paragraph in paragraphs:
        paragraph.text = joined_lines([line.text for line in paragraph.lines], words)
    paragraphs = _across_edges(paragraphs, words)
    usual = _usual_size(paragraphs)
    headline = _headline(paragraphs, usual)
    blocks = []
    group = 0
    for number, paragraph in enumerate(paragraphs):
        group += not paragraph.near
        kind, level, role = "text", 0, ""
        if number == headline:
            kind, level, role = "heading", 1, "headline"
        elif _is_caption(paragraph, pages, usual):
            kind = "caption"
        elif number == headline + 1 and headline >= 0 and _is_lead(paragraph, usual):
            role = "standfirst"
        elif paragraph.size >= _HEADING * usual and len(paragraph.text) <= 120 and number > headline:
            kind, level = ("heading", 3) if not header_line(paragraph.text, "") else ("text", 0)
        blocks.append(Block(paragraph.text, kind, group, level, role=role))
    return blocks


def _without_furniture(lines: list[Line], pages: Sequence[PdfPage]) -> list[Line]:
    """The lines without page numbers, and without what stands at the edge of several pages."""
    edge: dict[int, str] = {}
    for place, line in enumerate(lines):
        height = pages[line.page].height
        if line.bottom > (1 - _EDGE) * height or line.top < _EDGE * height:
            edge[place] = _DIGITS.sub("#", " ".join(line.text.casefold().split()))
    seen: dict[str, set[int]] = defaultdict(set)
    for place, key in edge.items():
        seen[key].add(lines[place].page)
    first = 0  # a running head that opens the text may name the paper
    dropped = {
        place
        for place, key in edge.items()
        if is_page_number(lines[place].text) or (len(seen[key]) > 1 and place != first)
    }
    return [line for place, line in enumerate(lines) if place not in dropped]


def _paragraphs(lines: Sequence[Line]) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.column].append(line)
    pitch = _pitch(columns.values())
    for column in columns.values():
        left = median(line.left for line in column)
        right = sorted(line.right for line in column)[-max(1, len(column) // 5)]
        found.append(_Paragraph([column[0]]))
        for before, line in pairwise(column):
            apart = before.bottom - line.bottom
            usual = pitch.get(round(line.size), 1.25 * line.size)
            same = abs(before.size - line.size) <= 0.08 * max(before.size, line.size)
            indent = line.left > left + 0.6 * line.size and before.left <= left + 0.3 * line.size
            ended = before.right < right - 0.2 * (right - left) and SENTENCE_STOP.search(before.text) is not None
            ended = ended or (line is not column[-1] and line.page == lines[0].page and _is_header(before, line, right))
            if same and apart <= 1.3 * usual and not (indent and len(column) > 3) and not ended:
                found[-1].lines.append(line)
            else:
                found.append(_Paragraph([line], near=apart <= 1.5 * max(usual, line.size)))
    return found


def _is_header(before: Line, line: Line, right: float) -> bool:
    """Whether a line above the text says who or when, so that it is no part of a paragraph with its neighbour."""
    return any(
        one.right < right - 2 * one.size and len(one.text) < 90 and header_line(one.text, "") is not None
        for one in (before, line)
    )


def _pitch(columns: object) -> dict[int, float]:
    """The usual distance of lines, by their size."""
    distances: dict[int, list[float]] = defaultdict(list)
    for column in columns:  # type: ignore[attr-defined]
        for before, line in pairwise(column):
            if round(before.size) == round(line.size) and 0 < before.bottom - line.bottom < 3 * line.size:
                distances[round(line.size)].append(before.bottom - line.bottom)
    # The smaller half: within paragraphs lines stand closer than between them.
    return {size: sorted(found)[len(found) // 3] for size, found in distances.items() if len(found) >= 2}


def _across_edges(paragraphs: list[_Paragraph], words: frozenset[str]) -> list[_Paragraph]:
    """Paragraphs that go on in the next column or page are whole again."""
    found: list[_Paragraph] = []
    for paragraph in paragraphs:
        before = next((other for other in reversed(found) if abs(other.size - paragraph.size) < 0.5), None)
        if (
            before is not None
            and (before.lines[-1].page, before.lines[-1].column) != (paragraph.lines[0].page, paragraph.lines[0].column)
            and paragraph is not before
            and len(before.text) > 60
            and not SENTENCE_STOP.search(before.text)
            and (paragraph.text[:1].islower() or before.text.endswith(("-", "\u00ad")))
        ):
            before.text = joined_lines([before.text, paragraph.text], words)
            before.lines += paragraph.lines
        else:
            found.append(paragraph)
    return found


def _usual_size(paragraphs: Sequence[_Paragraph]) -> float:
    """The size of most of the text."""
    counts: Counter[float] = Counter()
    for paragraph in paragraphs:
        counts[round(2 * paragraph.size) / 2] += len(paragraph.text)
    return max(counts, key=lambda size: (counts[size], -size))


def _headline(paragraphs: Sequence[_Paragraph], usual: float) -> int:
    """The place of the largest words on the first page with text; -1 when none are larger than the rest."""
    page = paragraphs[0].lines[0].page
    best = -1
    for number, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if paragraph.lines[0].page != page or not 4 <= len(text) <= _LONGEST_HEADLINE:
            continue
        if paragraph.size < _HEADLINE * usual or sum(map(str.isalpha, text)) < 0.5 * len(text.replace(" ", "")):
            continue
        line = header_line(text, "")
        if is_publisher(text) or (line is not None and not line.names):
            continue
        if best < 0 or paragraph.size > 1.02 * paragraphs[best].size:
            best = number
    return best


def _is_lead(paragraph: _Paragraph, usual: float) -> bool:
    return paragraph.size >= 1.04 * usual and len(paragraph.text) > 40 and header_line(paragraph.text, "") is None


def _is_caption(paragraph: _Paragraph, pages: Sequence[PdfPage], usual: float) -> bool:
    """Whether small words stand right below a picture."""
    first = paragraph.lines[0]
    if paragraph.size > _SMALLER * usual or len(paragraph.text) > 500:
        return False
    return any(
        -first.size < bottom - first.top < 2.5 * first.size and left < first.right and right > first.left
        for left, bottom, right, _ in pages[first.page].pictures
    )
