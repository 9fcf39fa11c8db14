"""How a rights verdict looks: always icon, word and colour together, never colour alone.

look = verdicts.look(row.answer, row.nobody_looked)
verdicts.paint_chip(painter, rect, look, row.verdict_note, right_to_left=False)
form.addRow(VerdictChip(verdict.answer, verdict.nobody_looked))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from archive_app.i18n import mark, tr_rights
from archive_app.ui import icons, theme
from archive_app.ui.cut_text import cut, width_of

CHIP_HEIGHT = 20
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class VerdictLook:
    """One verdict's drawing, word and roles of the theme (``role`` for text, ``role`` + "_bg" for the ground)."""

    id: str
    icon: str
    word: str
    role: str

    @property
    def background(self) -> str:
        """The role of the ground."""
        return f"{self.role}_bg"


_LOOKS: Final = {
    "allowed": VerdictLook("ok", "shield-check", mark("May be published"), "ok"),
    "allowed_with_conditions": VerdictLook("cond", "shield-alert", mark("May be published with conditions"), "check"),
    "ask": VerdictLook("check", "triangle-alert", mark("Check first"), "check"),
    "not_allowed": VerdictLook("no", "circle-x", mark("Do not publish"), "no"),
}
_UNKNOWN: Final = VerdictLook("unknown", "circle-question-mark", mark("Not known"), "unknown")
ALL: Final = (*_LOOKS.values(), _UNKNOWN)


def look(answer: str, nobody_looked: bool = False) -> VerdictLook:
    """The look of a verdict; "ask" where nobody has recorded anything is "Not known"."""
    found = _UNKNOWN if nobody_looked else _LOOKS.get(answer, _UNKNOWN)
    return VerdictLook(found.id, found.icon, tr_rights(found.word), found.role)


def chip_text(one: VerdictLook, note: str = "") -> str:
    """The words on a chip."""
    return f"{one.word} — {note}" if note else one.word


def chip_width(one: VerdictLook, note: str, most: int) -> int:
    """How wide a chip becomes within ``most`` pixels."""
    return min(most, width_of(chip_text(one, note), 11) + 12 + 4 + 16)


def paint_chip(
    painter: QPainter, rect: QRect, one: VerdictLook, note: str = "", *, right_to_left: bool = False
) -> None:
    """Paint a chip that fills ``rect``; words that do not fit end in an ellipsis."""
    now = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(now.color(one.role), 1) if now.contrast else Qt.PenStyle.NoPen)
    painter.setBrush(now.color(one.background))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS_CHIP, theme.RADIUS_CHIP)
    ratio = painter.device().devicePixelRatioF()
    at = rect.right() - 6 - 12 if right_to_left else rect.left() + 7
    painter.drawPixmap(at, rect.top() + (rect.height() - 12) // 2, icons.pixmap(one.icon, one.role, 12, ratio))
    painter.setFont(theme.font(11))
    painter.setPen(now.color(one.role))
    room = rect.adjusted(8, 0, -23, 0) if right_to_left else rect.adjusted(23, 0, -8, 0)
    painter.drawText(room, _RIGHT if right_to_left else _LEFT, cut(chip_text(one, note), room.width(), 11))
    painter.restore()


class VerdictChip(QWidget):
    """A verdict as a small widget of its own; a screen reader hears its words."""

    def __init__(
        self, answer: str = "", nobody_looked: bool = True, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look(answer, nobody_looked)
        self._note = note
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_verdict(answer, nobody_looked, note)
        theme.signals().changed.connect(self.update)

    def set_verdict(self, answer: str, nobody_looked: bool, note: str = "") -> None:
        """Show another verdict."""
        self._look, self._note = look(answer, nobody_looked), note
        self.setAccessibleName(chip_text(self._look, note))
        self.setToolTip(chip_text(self._look, note))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(chip_width(self._look, self._note, 10_000), CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Icon and a few letters."""
        return QSize(60, CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        painter = QPainter(self)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_chip(painter, self.rect(), self._look, self._note, right_to_left=rtl)
        painter.end()
