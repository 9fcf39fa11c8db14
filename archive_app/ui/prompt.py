"""A small popup that asks for one line of text, in place of a dialog: Enter takes it, Esc leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.ui import theme


class Prompt(QDialog):
    """Asks ``label`` over the upper part of a window; ``done(text)`` is called with what was typed, never ""."""

    def __init__(
        self, window: QWidget, label: str, text: str, button: str, done: Callable[[str], object], hint: str = ""
    ) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._done = done
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame(self)
        card.setProperty("card", True)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        column.setSpacing(theme.GAP_S)
        words = QLabel(label, card)
        words.setFont(theme.font(14, bold=True))
        self.box = QLineEdit(text, card)
        self.box.selectAll()
        self.box.setAccessibleName(label)
        words.setBuddy(self.box)
        take = QPushButton(button, card)
        take.setProperty("primary", True)
        leave = QPushButton(tr("Cancel"), card)
        take.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.box, 1)
        row.addWidget(take)
        row.addWidget(leave)
        column.addWidget(words)
        column.addLayout(row)
        if hint:
            more = QLabel(hint, card)
            more.setProperty("role", "secondary")
            more.setWordWrap(True)
            column.addWidget(more)
        take.clicked.connect(self._take)
        self.box.returnPressed.connect(self._take)
        leave.clicked.connect(self.close)
        self.setFixedWidth(min(520, window.width() - 32))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + window.height() // 6)
        self.show()
        self.box.setFocus()

    def _take(self) -> None:
        text = self.box.text().strip()
        if text:
            self.close()
            self._done(text)
