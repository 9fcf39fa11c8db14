"""A small card that asks for the name and the kind of a new authority."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from archive_app.domain import choices
from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.overlay import Overlay


class NewAuthority(Overlay):
    """Enter makes it, Esc leaves; ``done(name, kind)`` is never called without a name."""

    def __init__(self, window: QWidget, name: str, kind: str, done: Callable[[str, str], object]) -> None:
        super().__init__(window, 560)
        self._done = done
        title = tr("New authority")
        self.setAccessibleName(title)
        self.column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        self.column.setSpacing(theme.GAP_S)
        words = QLabel(title, self)
        words.setFont(theme.font(14, bold=True))
        self.box = QLineEdit(name, self)
        self.box.setAccessibleName(tr("Preferred name"))
        self.box.setPlaceholderText(tr("Preferred name"))
        self.box.selectAll()
        words.setBuddy(self.box)
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(tr("Kind"))
        for one in choices.AUTHORITY_KINDS:
            self.kind.addItem(tr(one.label), one.value)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.take = QPushButton(tr("Make it"), self)
        self.take.setProperty("primary", True)
        leave = QPushButton(tr("Cancel"), self)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.box, 1)
        row.addWidget(self.kind)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP_S)
        buttons.addStretch(1)
        buttons.addWidget(self.take)
        buttons.addWidget(leave)
        self.column.addWidget(words)
        self.column.addLayout(row)
        self.column.addLayout(buttons)
        self.take.clicked.connect(lambda _on=False: self._take())
        self.box.returnPressed.connect(self._take)
        leave.clicked.connect(lambda _on=False: self.vanish())
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
            self._done(text, str(self.kind.currentData()))
