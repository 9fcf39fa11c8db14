"""A small card that asks for one line of text, in place of a dialog: Enter takes it, Esc leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.overlay import Overlay


class Prompt(Overlay):
    """Asks ``label`` over the upper part of a window; ``done(text)`` is called with what was typed, never ""."""

    def __init__(
        self, window: QWidget, label: str, text: str, button: str, done: Callable[[str], object], hint: str = ""
    ) -> None:
        super().__init__(window, 520)
        self._done = done
        self.setAccessibleName(label)
        self.column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        self.column.setSpacing(theme.GAP_S)
        words = QLabel(label, self)
        words.setFont(theme.font(14, bold=True))
        self.box = QLineEdit(text, self)
        self.box.selectAll()
        self.box.setAccessibleName(label)
        words.setBuddy(self.box)
        take = QPushButton(button, self)
        take.setProperty("primary", True)
        leave = QPushButton(tr("Cancel"), self)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.box, 1)
        row.addWidget(take)
        row.addWidget(leave)
        self.column.addWidget(words)
        self.column.addLayout(row)
        if hint:
            more = QLabel(hint, self)
            more.setProperty("role", "secondary")
            more.setWordWrap(True)
            self.column.addWidget(more)
        take.clicked.connect(self._take)
        self.box.returnPressed.connect(self._take)
        leave.clicked.connect(self.vanish)
        self.appear(self.box)

    def hideEvent(self, event: QHideEvent) -> None:
        """A question is asked once."""
        super().hideEvent(event)
        if event.type() == QEvent.Type.Hide:
            self.deleteLater()

    def _take(self) -> None:
        text = self.box.text().strip()
        if text:
            self.vanish()
            self._done(text)
