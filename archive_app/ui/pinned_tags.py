"""A card with the tags of the digits 1 to 9: pressed in the results, a digit puts its tag on or takes it off."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.overlay import Overlay

DIGITS = range(1, 10)


class PinnedTags(Overlay):
    """Asks for the tags; ``done`` is called with the tag of each digit, "" for none."""

    def __init__(self, window: QWidget, pinned: Mapping[int, str], done: Callable[[Mapping[int, str]], object]) -> None:
        super().__init__(window, 480)
        self._done = done
        self.setAccessibleName(tr("Pinned tags"))
        self.column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        title = QLabel(tr("Pinned tags"), self)
        title.setFont(theme.font(14, bold=True))
        self.column.addWidget(title)
        words = QLabel(
            tr("Press a digit in the results: its tag is put on the records, or taken off all of them."), self
        )
        words.setProperty("role", "secondary")
        words.setWordWrap(True)
        self.column.addWidget(words)
        lines = QFormLayout()
        self.boxes: dict[int, QLineEdit] = {}
        for digit in DIGITS:
            box = QLineEdit(pinned.get(digit, ""), self)
            box.setAccessibleName(tr("Tag of the digit {digit}").format(digit=digit))
            box.returnPressed.connect(self.take)
            lines.addRow(str(digit), box)
            self.boxes[digit] = box
        self.column.addLayout(lines)
        row = QHBoxLayout()
        row.addStretch(1)
        keep = QPushButton(tr("Save"), self)
        keep.setProperty("primary", True)
        keep.clicked.connect(self.take)
        leave = QPushButton(tr("Cancel"), self)
        leave.clicked.connect(self.vanish)
        row.addWidget(keep)
        row.addWidget(leave)
        self.column.addLayout(row)
        self.appear(self.boxes[1])

    def take(self) -> None:
        """Hand the tags over and close."""
        wanted = {digit: box.text().strip() for digit, box in self.boxes.items()}
        self.vanish()
        self._done(wanted)

    def hideEvent(self, event: QHideEvent) -> None:
        """A question is asked once."""
        super().hideEvent(event)
        if event.type() == QEvent.Type.Hide:
            self.deleteLater()
