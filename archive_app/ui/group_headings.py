"""The heading above a group of results: its name and how many stand under it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from archive_app.domain.groups import Group
from archive_app.i18n import digits, tr, tr_n
from archive_app.ui import theme

HEAD: Final = 36


def paint_heading(painter: QPainter, band: QRect, group: Group, direction: Qt.LayoutDirection) -> None:
    """Paint a heading over a band of the view."""
    look = theme.current()
    painter.save()
    painter.fillRect(band, look.color("window"))
    painter.fillRect(QRect(band.left(), band.bottom(), band.width(), 1), look.color("border_strong"))
    side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignBottom
    count = digits(group.count)
    painter.setFont(theme.font(12))
    wide = painter.fontMetrics().horizontalAdvance(count)
    painter.setFont(theme.font(13, bold=True))
    room = band.width() - 32 - 12 - wide
    words = painter.fontMetrics().elidedText(group.label, Qt.TextElideMode.ElideRight, max(40, room))
    taken = painter.fontMetrics().horizontalAdvance(words)

    def place(left: int, width: int) -> QRect:
        return QStyle.visualRect(direction, band, QRect(band.left() + left, band.top(), width, band.height() - 6))

    painter.setPen(look.color("text"))
    painter.drawText(place(16, taken + 2), side, words)
    painter.setFont(theme.font(12))
    painter.setPen(look.color("secondary"))
    painter.drawText(place(16 + taken + 10, wide + 4), side, count)
    painter.restore()


def spoken(group: Group) -> str:
    """The heading as a screen reader says it."""
    count = tr_n("{n} record", "{n} records", group.count)
    return tr("Group {name}, {count}").format(name=group.label, count=count)
