"""Paints a row of the results table in one go; kind and verdict keep their icons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle

from archive_app.domain.results import ResultRow
from archive_app.ui import icons, theme, verdicts
from archive_app.ui.result_columns import Column

PAD: Final = 6


class RowPainter:
    """What paints the rows; cut texts are kept, as scrolling paints the same ones again and again."""

    def __init__(self) -> None:
        theme.signals().changed.connect(cut.cache_clear)

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        columns: Sequence[tuple[Column, int, int]],
        row: ResultRow | None,
        *,
        odd: bool,
        focused: bool,
        chosen: bool,
        direction: Qt.LayoutDirection,
    ) -> None:
        """Paint a row.

        Args:
            painter: Of the viewport.
            rect: The whole row, without the heading of its group.
            columns: Each column on screen with its left edge and width.
            row: Its record, None while it is on its way.
            odd: Whether it has the other of two grounds.
            focused: Whether the line of the focus runs below it.
            chosen: Whether it is selected.
            direction: The window's.
        """
        look = theme.current()
        if chosen:
            painter.fillRect(rect, look.color("selection"))
        elif odd:
            painter.fillRect(rect, look.color("alternate"))
        if row is not None:
            # Records are in any language: each cell is ordered by its own script.
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            painter.setFont(theme.font())
            painter.setPen(look.color("on_selection" if chosen else "text"))
            for column, left, width in columns:
                self._cell(painter, QRect(left, rect.top(), width, rect.height()), row, column, chosen, direction)
        if focused:
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, look.color("accent"))

    def _cell(
        self,
        painter: QPainter,
        rect: QRect,
        row: ResultRow,
        column: Column,
        chosen: bool,
        direction: Qt.LayoutDirection,
    ) -> None:
        name, role, taken = "", "secondary", PAD
        if column.name == "title":
            name = icons.KIND_ICONS.get(row.kind, "file-text")
        elif column.name == "verdict":
            verdict = verdicts.look(row.answer, row.nobody_looked)
            name, role = verdict.icon, verdict.role
        if name:
            at = QRect(rect.left() + taken, rect.top() + (rect.height() - 16) // 2, 16, 16)
            ratio = painter.device().devicePixelRatioF()
            drawn = icons.pixmap(name, "on_selection" if chosen else role, 16, ratio)
            painter.drawPixmap(QStyle.visualRect(direction, rect, at).topLeft(), drawn)
            taken += 22
        words = column.text(row)
        if not words:
            return
        room = QStyle.visualRect(direction, rect, rect.adjusted(taken, 0, -PAD, 0))
        rtl = direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl != column.number else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter,
            cut(words, room.width()),
        )  # fmt: skip


@lru_cache(maxsize=8192)
def cut(words: str, width: int) -> str:
    """The words as far as they fit."""
    return QFontMetrics(theme.font()).elidedText(words, Qt.TextElideMode.ElideRight, width)
