"""The legend of a reading page: each kind of finding with its look and count, switched on and off; always visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QToolButton, QWidget

from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, spans, theme
from archive_app.ui.actions import Actions
from archive_app.ui.bars import ShortLabel
from archive_app.ui.reading_look import ReadingLook, underline
from archive_app.ui.spans import Span

_PENS = {"dash": Qt.PenStyle.DashLine, "dot": Qt.PenStyle.DotLine, "solid": Qt.PenStyle.SolidLine}


class KindChip(QAbstractButton):
    """One kind: its sign, word and count on its colour, over its underline; pressed means lit."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._count = 0
        self._look: ReadingLook | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(theme.font(12))
        self.toggled.connect(lambda _on: self._name())

    def set_state(self, count: int, look: ReadingLook, *, lit: bool) -> None:
        """Say how many there are and whether they are lit."""
        self._count, self._look = count, look
        self.setText(f"{tr(spans.LABELS[self.kind])}  {count}")
        self.setChecked(lit)
        self._name()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Words, sign and air."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 16 + 3 * theme.GAP_S, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it as the spans are drawn."""
        if self._look is None:
            return
        now, look = theme.current(), self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on = self.isChecked()
        ground = look.backgrounds[self.kind] if on else ""
        base = QColor(ground) if ground else now.color("hover" if self.underMouse() else "window")
        painter.setBrush(base)
        painter.setPen(QPen(now.color("accent"), 2) if self.hasFocus() else QPen(now.color("border"), 1))
        painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        words = QColor(look.text) if ground else now.color("text" if on else "disabled")
        size = theme.ICON - 2
        drawing = icons.tinted(
            spans.ICONS[self.kind] if on else "eye-off", words.name(), size, self.devicePixelRatioF()
        )
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - theme.GAP_S - size if rtl else theme.GAP_S
        painter.drawPixmap(left, (self.height() - size) // 2, drawing)
        painter.setPen(words)
        room = frame.adjusted(theme.GAP_S, 0, -theme.GAP_S - size - 4, 0) if rtl else frame.adjusted(
            theme.GAP_S + size + 4, 0, -theme.GAP_S, 0
        )  # fmt: skip
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), self.text())
        if on:
            self._underline(painter, room, QColor(look.lines[self.kind]))
        painter.end()

    def _underline(self, painter: QPainter, room: QRectF, colour: QColor) -> None:
        y = room.bottom() - 4
        style = underline(self.kind)
        if style != "wave":
            painter.setPen(QPen(colour, 1.5, _PENS[style]))
            painter.drawLine(int(room.left()), int(y), int(room.right()), int(y))
            return
        path = QPainterPath()
        path.moveTo(room.left(), y)
        x, up = room.left(), True
        while x < room.right():
            path.quadTo(x + 2, y + (-2 if up else 2), x + 4, y)
            x, up = x + 4, not up
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _name(self) -> None:
        state = tr("lit") if self.isChecked() else tr("not lit")
        words = tr(spans.LABELS[self.kind])
        self.setAccessibleName(f"{words}, {self._count}")
        self.setToolTip(f"{words}: {self._count}, {state}")


class SpanLegend(QFrame):
    """All kinds in one line, and the way from one finding to the next.

    Signals:
        hidden_changed(frozenset): The kinds that are switched off now.
    """

    hidden_changed = Signal(object)

    def __init__(self, actions: Actions | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "bottom")
        self.setAccessibleName(tr("Found in this text"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP_L, theme.GAP_XS, theme.GAP_M, theme.GAP_XS)
        row.setSpacing(6)
        words = ShortLabel(tr("Found in this text"), self)
        words.setProperty("role", "secondary")
        words.setFont(theme.font(12))
        row.addWidget(words)
        row.addSpacing(2)
        self.chips = {kind: KindChip(kind, self) for kind in spans.KINDS}
        for chip in self.chips.values():
            row.addWidget(chip)
            chip.clicked.connect(self._clicked)
        row.addStretch(1)
        if actions is not None:
            for name in ("read.previous_span", "read.next_span"):
                button = QToolButton(self)
                button.setDefaultAction(actions[name])
                button.setAccessibleName(actions[name].text())
                row.addWidget(button)

    def show_spans(self, found: Sequence[Span], look: ReadingLook) -> None:
        """Count what a page has."""
        counts = Counter(span.kind for span in found)
        for kind, chip in self.chips.items():
            chip.set_state(counts[kind], look, lit=kind not in look.hidden)
            chip.setVisible(kind not in {"rights", "detail"} or counts[kind] > 0)
        total = sum(counts.values())
        self.setAccessibleDescription(tr_n("{n} finding", "{n} findings", total))

    def _clicked(self) -> None:
        self.hidden_changed.emit(frozenset(kind for kind, chip in self.chips.items() if not chip.isChecked()))
