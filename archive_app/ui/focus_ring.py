"""The ring around texts, pictures, lists and panes that have the focus; other controls get theirs from the style sheet.

A border from the style sheet would take room inside such areas and move what they show. This ring lies over them.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QPlainTextEdit,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from archive_app.ui import theme

# Views whose delegate draws a ring around the current row or card.
ROWS_RINGED: Final = frozenset({"ListRows", "TableRows", "GridView", "ImportList", "_Tree"})


class FocusRing(QObject):
    """Follows the focus through the whole program."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        ring = self._ring
        if ring is not None and shiboken6.isValid(ring):
            ring.hide()
            ring.deleteLater()
        self._ring = _Ring(new) if isinstance(new, QAbstractScrollArea) and _wants_ring(new) else None


class _Ring(QWidget):
    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setGeometry(area.rect())
        area.installEventFilter(self)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as what it goes around."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Two pixels in the accent."""
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().color("accent"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


@cache
def follow(app: QApplication) -> FocusRing:
    """Ring what has the focus from now on; once a process is enough."""
    return FocusRing(app)


def _wants_ring(area: QAbstractScrollArea) -> bool:
    if isinstance(area, QPlainTextEdit) or (isinstance(area, QTextEdit) and not isinstance(area, QTextBrowser)):
        return False  # their frame shows it
    if isinstance(area, QAbstractItemView) and type(area).__name__ in ROWS_RINGED:
        return not area.currentIndex().isValid()
    return True
