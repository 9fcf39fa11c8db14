"""The line that says one is in the sample catalogue, with the ways out of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolBar, QWidget

from archive_app.i18n import tr
from archive_app.ui import icons, theme


class SampleBar(QToolBar):
    """A bar of its own under the toolbar, shown only in the sample."""

    def __init__(self, close: Callable[[], object], delete: Callable[[], object], parent: QWidget) -> None:
        super().__init__(tr("Sample catalogue"), parent)
        self.setObjectName("sample")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setStyleSheet("QToolBar { padding: 0; border: 0; spacing: 0; }")
        frame = QFrame(self)
        frame.setProperty("bar", "info")
        frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.GAP_L, 3, theme.GAP_M, 3)
        row.setSpacing(theme.GAP_S)
        self._icon = QLabel(frame)
        words = QLabel(tr("You are in the sample catalogue. Try everything; your own records are elsewhere."), frame)
        row.addWidget(self._icon)
        row.addWidget(words, 1)
        for text, press in ((tr("Close sample"), close), (tr("Delete sample"), delete)):
            button = QPushButton(text, frame)
            button.setProperty("flat", True)
            button.setProperty("compact", True)
            button.clicked.connect(lambda _checked=False, run=press: run())
            row.addWidget(button)
        self.addWidget(frame)
        theme.signals().changed.connect(self._draw)
        self._draw()
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """From edge to edge at once: the layout keeps the margins of the other toolbar until the theme changes."""
        super().showEvent(event)
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)

    def _draw(self) -> None:
        self._icon.setPixmap(icons.pixmap("book-open", "info", 16, self.devicePixelRatioF()))
