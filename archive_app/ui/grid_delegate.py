"""Paints one result as a card: the picture whole, then caption and credit (they travel with it), then the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from archive_app.ui import icons, row_words, theme, verdicts
from archive_app.ui.cut_text import cut
from archive_app.ui.grid_view import WORDS
from archive_app.ui.painted_rows import RowDelegate
from archive_app.ui.result_delegate import paint_thumbnail
from archive_app.ui.thumbnails import Wish

if TYPE_CHECKING:
    from archive_app.domain.results import ResultRow

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class GridDelegate(RowDelegate):
    """The card delegate of ``GridView``."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, row: ResultRow | None) -> Wish | None:
        """Paint the card, or an empty one while its row is on its way."""
        look = theme.current()
        wish = None
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
            wish = self._paint_card(painter, option, row, chosen=chosen)
        painter.restore()
        return wish

    def _paint_card(
        self, painter: QPainter, option: QStyleOptionViewItem, row: ResultRow, *, chosen: bool
    ) -> Wish | None:  # fmt: skip
        look = theme.current()
        rect = option.rect.adjusted(8, 8, -8, -8)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side = _RIGHT if rtl else _LEFT
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        high = theme.grown
        picture = QRect(rect.left(), rect.top(), rect.width(), rect.height() - high(WORDS) + 10)
        wish = paint_thumbnail(painter, picture, row, self.thumbnails, contain=True)

        def place(left: int, top: int, width: int, height: int) -> QRect:
            logical = QRect(rect.left() + left, top, width, height)
            return QStyle.visualRect(option.direction, rect, logical) if rtl else logical

        caption, credit = row_words.caption_and_credit(row)
        front, quiet = ("on_selection", "on_selection") if chosen else ("text", "secondary")
        top = picture.bottom() + 5
        ratio = painter.device().devicePixelRatioF()
        kind = icons.KIND_ICONS.get(row.kind, "file-text")
        drop = (high(18) - 14) // 2
        painter.drawPixmap(place(0, top + drop, 14, 14).topLeft(), icons.pixmap(kind, quiet, 14, ratio))
        painter.setFont(theme.font(12, bold=True))
        painter.setPen(look.color(front))
        room = rect.width() - 18
        if row.marked:
            room -= 18
            star = "on_selection" if chosen else "check"
            painter.drawPixmap(
                place(rect.width() - 14, top + drop, 14, 14).topLeft(), icons.pixmap("star", star, 14, ratio)
            )
        painter.drawText(place(18, top, room, high(18)), side, cut(caption, room, 12, bold=True))
        painter.setFont(theme.font(11))
        painter.setPen(look.color(quiet))
        painter.drawText(place(0, top + high(19), rect.width(), high(16)), side, cut(credit, rect.width(), 11))
        verdict = verdicts.look(row.answer, row.nobody_looked)
        chip = verdicts.chip_width(verdict, "", rect.width())
        verdicts.paint_chip(painter, place(0, top + high(38), chip, high(20)), verdict, right_to_left=rtl)
        return wish
