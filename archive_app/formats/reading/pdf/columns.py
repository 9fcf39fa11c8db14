"""Columns of a page, and its lines in the order in which a person reads them.

A page is cut in two again and again: at a gutter that runs through the whole of a region, else above or below what
spans its columns. A region without a gutter is one column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from archive_app.formats.reading.pdf.pages import Piece

_DEEPEST = 12
_GUTTER = 0.7
_LEAST_ROWS = 3
_TRIED = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column; places as in ``Piece``. ``column`` and ``page`` count from 0."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int = 0
    column: int = 0

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom


def lines_in_order(pieces: Sequence[Piece], page: int) -> list[Line]:
    """The lines of a page, column by column.

    Args:
        pieces: Of the page, in any order.
        page: The page's number, which the lines are to bear.
    """
    return [line for number, column in enumerate(_columns(list(pieces), 0)) for line in _lines(column, page, number)]


def _columns(pieces: list[Piece], depth: int) -> list[list[Piece]]:
    if len(pieces) < 2 * _LEAST_ROWS or depth > _DEEPEST:
        return [pieces] if pieces else []
    if parts := _at_gutter(pieces):
        return [column for part in parts for column in _columns(part, depth + 1)]
    best: tuple[float, float] | None = None
    for edge in _edges(pieces):
        upper = [piece for piece in pieces if piece.bottom >= edge]
        lower = [piece for piece in pieces if piece.bottom < edge]
        for part in (upper, lower):
            # The taller the part that falls into columns, the better the cut.
            if _at_gutter(part):
                height = max(piece.top for piece in part) - min(piece.bottom for piece in part)
                best = max(best or (0.0, 0.0), (height, edge))
    if best is None:
        return [pieces]
    upper = [piece for piece in pieces if piece.bottom >= best[1]]
    lower = [piece for piece in pieces if piece.bottom < best[1]]
    return [*_columns(upper, depth + 1), *_columns(lower, depth + 1)]


def _edges(pieces: list[Piece]) -> list[float]:
    """Heights at which no line stands, the widest gaps first."""
    spans = sorted(((piece.bottom, piece.top) for piece in pieces), reverse=True)
    gaps = []
    lowest = spans[0][0]
    for bottom, top in spans[1:]:
        if top < lowest + 0.2 * (top - bottom):
            gaps.append((lowest - top, (lowest + top) / 2))
        lowest = min(lowest, bottom)
    return [edge for _, edge in sorted(gaps, reverse=True)[:_TRIED]] + [edge for _, edge in gaps[:_TRIED]]


def _at_gutter(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]] | None:
    """The two sides of the widest gutter that runs through a region; None when there is none."""
    if len(pieces) < 2 * _LEAST_ROWS:
        return None
    size = median(piece.size for piece in pieces)
    spans = sorted((piece.left, piece.right) for piece in pieces)
    rightmost = spans[0][1]
    found: tuple[float, float] | None = None
    for left, right in spans[1:]:
        if left - rightmost > max(_GUTTER * size, 6.0):
            found = max(found or (0.0, 0.0), (left - rightmost, (left + rightmost) / 2))
        rightmost = max(rightmost, right)
    if found is None:
        return None
    sides = (
        [piece for piece in pieces if piece.right <= found[1]],
        [piece for piece in pieces if piece.left >= found[1]],
    )
    return sides if all(_rows(side) >= _LEAST_ROWS and _is_text(side) for side in sides) else None


def _rows(pieces: list[Piece]) -> int:
    return len({round(piece.bottom / max(1.0, 0.5 * piece.size)) for piece in pieces})


def _is_text(pieces: list[Piece]) -> bool:
    """Whether a side is a column of words, not the numbers or bullets before the lines of a list."""
    return median(len(piece.text) for piece in pieces) > 5


def _lines(pieces: list[Piece], page: int, column: int) -> list[Line]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.bottom, piece.left)):
        row = rows[-1] if rows else None
        if row and abs(row[0].bottom - piece.bottom) < 0.45 * min(row[0].size, piece.size):
            row.append(piece)
        else:
            rows.append([piece])
    lines = []
    for row in rows:
        row.sort(key=lambda piece: piece.left)
        text = row[0].text
        for before, piece in pairwise(row):
            wide = piece.left - before.right > 2.5 * piece.size
            text += (" | " if wide else " ") + piece.text
        largest = max(row, key=lambda piece: len(piece.text))
        lines.append(Line(text, row[0].left, max(p.right for p in row), largest.bottom, largest.top, page, column))
    return lines
