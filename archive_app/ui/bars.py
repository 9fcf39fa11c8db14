"""Bars and empty places: what is said inside a pane, with the buttons that put it right.

bar = MessageBar(parent); bar.say(tr("24 new records are hidden by your filters."), button=tr("Show them"))
empty = EmptyState(parent); empty.show_state("inbox", title, sentence, [(tr("Import…"), handler, True)])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import tr
from archive_app.ui import icons, theme

_LOOKS = {"info": ("info", "info"), "warn": ("triangle-alert", "check"), "bad": ("circle-alert", "no")}


class MessageBar(QFrame):
    """One line across a pane: icon, sentence, at most one button, and a cross. Hidden until ``say``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press: Callable[[], object] | None = None
        self._look = ("info", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP_L, 4, theme.GAP_S, 4)
        row.setSpacing(theme.GAP_S)
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._button = QPushButton(self)
        self._button.setProperty("flat", True)
        self._button.setProperty("compact", True)
        self._button.clicked.connect(self._pressed)
        self._cross = QToolButton(self)
        self._cross.setAccessibleName(tr("Close this message"))
        self._cross.setToolTip(tr("Close"))
        self._cross.clicked.connect(self.hide)
        icons.keep(self._cross, "x", "secondary")
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        row.addWidget(self._cross)
        theme.signals().changed.connect(self._draw_icon)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(
        self, text: str, *, kind: str = "info", button: str = "", pressed: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence; ``pressed`` is called by its button, which closes the bar."""
        self._look = _LOOKS.get(kind, _LOOKS["info"])
        self.setProperty("bar", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._words.setText(text)
        self.setAccessibleName(text)
        self._press = pressed
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._draw_icon()
        self.show()

    def _draw_icon(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._look[0], self._look[1], 16, self.devicePixelRatioF()))

    def _pressed(self) -> None:
        self.hide()
        if self._press is not None:
            self._press()


class EmptyState(QWidget):
    """What an empty place says: what it is, why it is empty, what can be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.GAP_XL, theme.GAP_XL, theme.GAP_XL, theme.GAP_XL)
        outer.setSpacing(theme.GAP_S)
        outer.addStretch(2)
        self._name = ""
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(self)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setWordWrap(True)
        self._sentence = QLabel(self)
        self._sentence.setProperty("role", "secondary")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = FlowLayout(gap=theme.GAP_S, centred=True)
        self._more = QLabel(self)
        self._more.setProperty("role", "secondary")
        self._more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._more.setWordWrap(True)
        for part in (self._icon, self._title, self._sentence):
            outer.addWidget(part)
        outer.addSpacing(theme.GAP_S)
        outer.addLayout(self._buttons)
        outer.addSpacing(theme.GAP_S)
        outer.addWidget(self._more)
        outer.addStretch(3)
        theme.signals().changed.connect(self._draw)

    def show_state(
        self,
        icon: str,
        title: str,
        sentence: str,
        buttons: Sequence[tuple[str, Callable[[], object], bool]] = (),
        more: str = "",
    ) -> None:
        """Say it; each button is (text, handler, whether it is the primary one)."""
        self._name = icon
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._buttons.clear()
        for text, handler, primary in buttons:
            button = QPushButton(text, self)
            button.setProperty("primary", primary)
            button.clicked.connect(lambda _checked=False, run=handler: run())
            self._buttons.addWidget(button)
        self.setAccessibleName(f"{title}. {sentence}")
        self._draw()

    @property
    def title(self) -> str:
        """What it says in large letters."""
        return self._title.text()

    def _draw(self) -> None:
        self._title.setFont(theme.font(20, bold=True))
        self._icon.setVisible(bool(self._name))
        if self._name:
            self._icon.setPixmap(icons.pixmap(self._name, "disabled", 48, self.devicePixelRatioF()))


class ShortLabel(QLabel):
    """A line of words that ends in an ellipsis where there is no room; then all of it is in the tooltip."""

    def minimumSizeHint(self) -> QSize:
        """Some letters and the ellipsis."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 8), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width; the tooltip is for what is not to be read."""
        super().resizeEvent(event)
        self.setToolTip("" if self.width() >= self.sizeHint().width() else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        rect = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter = QPainter(self)
        alignment = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        self.style().drawItemText(
            painter, rect, int(alignment), self.palette(), self.isEnabled(), words, self.foregroundRole()
        )


class FlowLayout(QLayout):
    """Widgets one after the other, in as many lines as they need."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._centred = centred
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item of a number."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Take out and delete all widgets."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        """It takes what it is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height it needs."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        edge = self.contentsMargins()
        width = sum(item.sizeHint().width() + self._gap for item in self._items)
        return QSize(width + edge.left() + edge.right(), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        """The largest of them."""
        size, edge = QSize(), self.contentsMargins()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size + QSize(edge.left() + edge.right(), edge.top() + edge.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        edge = self.contentsMargins()
        room = rect.marginsRemoved(edge)
        x, y, line = room.x(), room.y(), 0
        placed: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():  # a hidden widget leaves no gap
                continue
            hint = item.sizeHint()
            width = min(hint.width(), room.width())
            if x + width > room.right() + 1 and line:
                self._place(placed, room, line, move=move)
                x, y, line = room.x(), y + line + self._gap, 0
            placed.append((item, QRect(QPoint(x, y), QSize(width, hint.height()))))
            x, line = x + width + self._gap, max(line, hint.height())
        self._place(placed, room, line, move=move)
        return y + line - rect.y() + edge.bottom()

    def _place(self, placed: list[tuple[QLayoutItem, QRect]], room: QRect, line: int, *, move: bool) -> None:
        """Place one line: what is lower than the others stands at their middle."""
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        left = (room.right() - placed[-1][1].right()) // 2 if self._centred and placed else 0
        for item, where in placed if move else ():
            where.translate(left, 0)
            where.moveTop(where.top() + (line - where.height()) // 2)
            item.setGeometry(QStyle.visualRect(direction, room, where))
        placed.clear()
