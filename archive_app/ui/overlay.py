"""A card over the upper part of the window, as the command palette and small questions are.

A child of the window, not a window of its own: it needs no place on the screen (Wayland gives none), and it goes
when the focus leaves it, with Esc, or when its work is done; the focus returns to where it was.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from archive_app.ui import theme


class Overlay(QFrame):
    """The card; ``column`` is its layout, ``appear`` shows it."""

    def __init__(self, window: QWidget, width: int) -> None:
        super().__init__(window)
        self._window = window
        self._width = width
        self._before: QWidget | None = None
        self.setObjectName("overlay")
        self.setAutoFillBackground(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.GAP_S, theme.GAP_S, theme.GAP_S, theme.GAP_S)
        self.column.setSpacing(6)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def appear(self, focus: QWidget, height: int = 0) -> None:
        """Show the card and move the focus to one of its widgets; ``height`` 0 is as high as it needs."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        width = min(self._width, self._window.width() - 32)
        self.setFixedWidth(width)
        self.adjustSize()
        high = min(height or self.sizeHint().height(), self._window.height() - 80)
        self.setGeometry((self._window.width() - width) // 2, self._window.height() // 9, width, high)
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def vanish(self) -> None:
        """Hide the card and give the focus back."""
        if not self.isVisible():
            return
        inside = self._holds(QApplication.focusWidget())
        before, self._before = self._before, None
        self.hide()
        if inside and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; nothing is done."""
        if event.key() == Qt.Key.Key_Escape:
            self.vanish()
        else:
            super().keyPressEvent(event)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        # None: the whole program lost the focus, or the widget with it was deleted; the card may stay.
        if self.isVisible() and new is not None and not self._holds(new):
            self._before = None
            self.vanish()

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self or self.isAncestorOf(widget))
