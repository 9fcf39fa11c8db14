"""Paints a row of the results table in one go; kind and verdict keep their icons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from archive_app.domain.results import ResultRow
from archive_app.ui import icons, theme, verdicts
from archive_app.ui.cut_text import cut
from archive_app.ui.result_columns import Column

PAD: Final = 6


Columns = Sequence[tuple[Column, int, int]]
"""Each column on screen with its left edge and width."""
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Manner:
    """How a row of the table is painted.

    Attributes:
        odd: Whether it has the other of two grounds.
        focused: Whether the line of the focus runs below it.
        chosen: Whether it is selected.
        direction: The window's.
    """

    odd: bool
    focused: bool
    chosen: bool
    direction: Qt.LayoutDirection


def paint_row(painter: QPainter, rect: QRect, row: ResultRow | None, columns: Columns, how: Manner) -> None:
    """Paint a row into ``rect``; its ground alone while it is on its way."""
    look = theme.current()
    if how.chosen:
        painter.fillRect(rect, look.color("selection"))
    elif how.odd:
        painter.fillRect(rect, look.color("alternate"))
    if row is not None:
        # Records are in any language: each cell is ordered by its own script.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(theme.font())
        painter.setPen(look.color("on_selection" if how.chosen else "text"))
        for column, left, width in columns:
            _cell(painter, QRect(left, rect.top(), width, rect.height()), row, column, how)
    if how.focused:
        painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, look.color("accent"))


def _cell(painter: QPainter, rect: QRect, row: ResultRow, column: Column, how: Manner) -> None:
    name, role, taken = "", "secondary", PAD
    if column.name == "title":
        name = icons.KIND_ICONS.get(row.kind, "file-text")
    elif column.name == "verdict":
        verdict = verdicts.look(row.answer, row.nobody_looked)
        name, role = verdict.icon, verdict.role
    rtl = how.direction == Qt.LayoutDirection.RightToLeft
    if name:
        at = QRect(rect.left() + taken, rect.top() + (rect.height() - 16) // 2, 16, 16)
        ratio = painter.device().devicePixelRatioF()
        drawn = icons.pixmap(name, "on_selection" if how.chosen else role, 16, ratio)
        painter.drawPixmap((QStyle.visualRect(how.direction, rect, at) if rtl else at).topLeft(), drawn)
        taken += 22
    words = column.text(row)
    if not words:
        return
    room = rect.adjusted(taken, 0, -PAD, 0)
    if rtl:
        room = QStyle.visualRect(how.direction, rect, room)
    painter.drawText(room, _RIGHT if rtl != column.number else _LEFT, cut(words, room.width(), theme.BASE_SIZE))
