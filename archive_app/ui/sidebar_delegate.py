"""Paints the sidebar's lines: chevron and heading, or tick box, icon, name and count."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive_app.i18n import digits
from archive_app.ui import icons, theme
from archive_app.ui.sidebar_model import Node, NodeRole

ROW: Final = 28
HEAD: Final = 32
Index = QModelIndex | QPersistentModelIndex


class SidebarDelegate(QStyledItemDelegate):
    """The delegate of the sidebar; indentation is its own.

    Attributes:
        remark: Said beside the facets while they show the counts of the search before; "" when they do not.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.remark = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are a little higher."""
        return QSize(100, ROW if index.parent().isValid() else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        node = index.data(NodeRole)
        if not isinstance(node, Node):
            return
        painter.save()
        if node.sort == "group":
            self._heading(painter, option, node)
        else:
            depth = -1
            above = index.parent()
            while above.isValid():
                depth, above = depth + 1, above.parent()
            self._line(painter, option, node, depth)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, node: Node) -> None:
        look = theme.current()
        rect = option.rect
        shut = not option.state & QStyle.StateFlag.State_Open
        name = "chevron-right" if shut else "chevron-down"
        at = QStyle.visualRect(option.direction, rect, QRect(rect.left() + 8, rect.top() + 10, 12, 12))
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(at.topLeft(), icons.pixmap(name, "secondary", 12, ratio))
        painter.setFont(theme.font(12, bold=True))
        painter.setPen(look.color("secondary"))
        room = QStyle.visualRect(option.direction, rect, rect.adjusted(26, 4, -8, 0))
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, node.text)
        if self.remark and node.key.startswith("facet/"):
            far = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight)
            room = QStyle.visualRect(option.direction, rect, rect.adjusted(26, 4, -14, 0))
            painter.setFont(theme.font(12))
            painter.drawText(room, far | Qt.AlignmentFlag.AlignVCenter, self.remark)
        self._ring(painter, option)

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, node: Node, depth: int) -> None:
        look = theme.current()
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and node.sort not in {"facet", "more"}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("selection" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 1, -6, -1), 6, 6)
        ratio = painter.device().devicePixelRatioF()
        left = 26 + 16 * depth

        def place(x: int, y: int, width: int, height: int) -> QRect:
            return QStyle.visualRect(option.direction, rect, QRect(rect.left() + x, rect.top() + y, width, height))

        if node.sort == "facet":
            paint_tick(painter, place(left, 6, 16, 16), node.state)
            left += 24
        front = "on_selection" if chosen else "accent" if node.sort == "more" else "text"
        if node.icon:
            role = "on_selection" if chosen else node.role
            painter.drawPixmap(place(left, 6, 16, 16).topLeft(), icons.pixmap(node.icon, role, 16, ratio))
            left += 24
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        far = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
        taken = 14
        if node.count >= 0:
            painter.setFont(theme.font(12))
            dull = bool(self.remark) and node.sort == "facet"
            painter.setPen(look.color("on_selection" if chosen else "disabled" if dull else "secondary"))
            words = node.number
            width = painter.fontMetrics().horizontalAdvance(words) + 2
            painter.drawText(place(rect.width() - 14 - width, 0, width, ROW), far, words)
            taken += width + 8
        if node.fresh > 0:
            painter.setPen(look.color("on_selection" if chosen else "accent"))
            painter.setFont(theme.font(12, bold=True))
            words = f"+{digits(node.fresh)}"
            width = painter.fontMetrics().horizontalAdvance(words) + 2
            painter.drawText(place(rect.width() - taken - width, 0, width, ROW), far, words)
            taken += width + 8
        if node.sort == "facet" and option.state & QStyle.StateFlag.State_MouseOver:
            name = "minus" if node.state != "out" else "x"
            at = exclude_place(rect, node, option.direction)
            painter.drawPixmap(at.topLeft(), icons.pixmap(name, "secondary", 16, ratio))
            taken += 24
        font = theme.font(13)
        font.setStrikeOut(node.state == "out")
        painter.setFont(font)
        painter.setPen(look.color(front))
        room = rect.width() - left - taken
        words = painter.fontMetrics().elidedText(node.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place(left, 0, room, ROW), side, words)
        self._ring(painter, option)

    def _ring(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(5, 1, -5, -1), 6, 6)


def exclude_place(rect: QRect, node: Node, direction: Qt.LayoutDirection) -> QRect:
    """Where the button stands that shuts a facet's value out, within the line's ``rect``; it shows under the mouse."""
    words = QFontMetrics(theme.font(12)).horizontalAdvance(node.number)
    left = rect.width() - 14 - words - 10 - 16
    return QStyle.visualRect(direction, rect, QRect(rect.left() + left, rect.top() + 6, 16, 16))


def paint_tick(painter: QPainter, rect: QRect, state: str) -> None:
    """A tick box whose border can be seen in every theme; a dash and the colour of "no" for excluded."""
    look = theme.current()
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    role = {"in": "accent", "out": "no"}.get(state, "border_strong")
    painter.setPen(QPen(look.color(role), 1.2))
    painter.setBrush(look.color(role if state else "base"))
    painter.drawRoundedRect(box, 3.5, 3.5)
    if state:
        ratio = painter.device().devicePixelRatioF()
        front = "on_accent" if state == "in" else "base"
        name = "check" if state == "in" else "minus"
        painter.drawPixmap(rect.left() + 2, rect.top() + 2, icons.pixmap(name, front, 12, ratio))
