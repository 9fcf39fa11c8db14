"""Paints one result as a card: the picture whole, then caption and credit (they travel with it), then the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive_app.ui import icons, row_words, theme, verdicts
from archive_app.ui.grid_view import WORDS
from archive_app.ui.result_delegate import paint_thumbnail
from archive_app.ui.results_model import RowRole
from archive_app.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from archive_app.domain.results import ResultRow

Index = QModelIndex | QPersistentModelIndex


class GridDelegate(QStyledItemDelegate):
    """The card delegate of ``GridView``."""

    def __init__(self, thumbnails: Thumbnails, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the card, or an empty one while its row is on its way."""
        row: ResultRow | None = index.data(RowRole)
        look = theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setBrush(look.color("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("hover"))
        else:
            painter.setBrush(look.color("base"))
        ring = "accent" if chosen or focused else "border"
        if chosen and focused and look.contrast:
            ring = "on_selection"  # the selected ground is the accent itself there
        painter.setPen(QPen(look.color(ring), 2 if focused else 1))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), theme.RADIUS_CARD, theme.RADIUS_CARD)
        if row is not None:
            self._paint_card(painter, option, row, chosen=chosen)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, row: ResultRow, *, chosen: bool) -> None:
        look = theme.current()
        rect = option.rect.adjusted(8, 8, -8, -8)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        side = start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        picture = QRect(rect.left(), rect.top(), rect.width(), rect.height() - WORDS + 10)
        paint_thumbnail(painter, picture, row, self._thumbnails, contain=True)

        def place(left: int, top: int, width: int, height: int) -> QRect:
            return QStyle.visualRect(option.direction, rect, QRect(rect.left() + left, top, width, height))

        caption, credit = row_words.caption_and_credit(row)
        front, quiet = ("on_selection", "on_selection") if chosen else ("text", "secondary")
        top = picture.bottom() + 5
        ratio = painter.device().devicePixelRatioF()
        kind = icons.KIND_ICONS.get(row.kind, "file-text")
        painter.drawPixmap(place(0, top + 2, 14, 14).topLeft(), icons.pixmap(kind, quiet, 14, ratio))
        painter.setFont(theme.font(12, bold=True))
        painter.setPen(look.color(front))
        room = rect.width() - 18
        if row.marked:
            room -= 18
            star = "on_selection" if chosen else "check"
            painter.drawPixmap(
                place(rect.width() - 14, top + 2, 14, 14).topLeft(), icons.pixmap("star", star, 14, ratio)
            )
        words = painter.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place(18, top, room, 18), side, words)
        painter.setFont(theme.font(11))
        painter.setPen(look.color(quiet))
        words = painter.fontMetrics().elidedText(credit, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(place(0, top + 19, rect.width(), 16), side, words)
        verdict = verdicts.look(row.answer, row.nobody_looked)
        chip = verdicts.chip_width(verdict, "", rect.width())
        verdicts.paint_chip(painter, place(0, top + 38, chip, 20), verdict, right_to_left=rtl)
