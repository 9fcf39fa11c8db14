"""A quiet bar under the toolbar: an icon, one sentence, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolBar, QWidget

from archive_app.ui import icons, theme


class InfoBar(QToolBar):
    """Hidden until somebody shows it.

    Args:
        title: The name of the bar, for the window's menus.
        name: Its object name.
        icon: What stands before the sentence.
        parent: The window.
    """

    def __init__(self, title: str, name: str, icon: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setStyleSheet("QToolBar { padding: 0; border: 0; spacing: 0; }")
        frame = QFrame(self)
        frame.setProperty("bar", "info")
        frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(frame)
        self._row.setContentsMargins(theme.GAP_L, 3, theme.GAP_M, 3)
        self._row.setSpacing(theme.GAP_S)
        self._icon_name = icon
        self._icon = QLabel(frame)
        self.words = QLabel(frame)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.words, 1)
        self.addWidget(frame)
        theme.signals().changed.connect(self._draw)
        self._draw()
        self.hide()

    def add_button(self, words: str, press: Callable[[], object]) -> QPushButton:
        """A button at the end of the bar."""
        button = QPushButton(words, self)
        button.setProperty("flat", True)
        button.setProperty("compact", True)
        button.clicked.connect(lambda _on=False: press())
        self._row.addWidget(button)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """From edge to edge at once: the layout keeps the margins of the other toolbar until the theme changes."""
        super().showEvent(event)
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)

    def _draw(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._icon_name, "info", 16, self.devicePixelRatioF()))
