"""A list of pairs that somebody decides about with single letters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget


class PairList(QListWidget):
    """The pairs.

    Args:
        keys: What each key decides.
        parent: As everywhere.

    Signals:
        pressed_key(str): The decision that a key stands for.
    """

    pressed_key = Signal(str)

    def __init__(self, keys: Mapping[Qt.Key, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of a decision; any other key does what it does in a list."""
        decision = self._keys.get(Qt.Key(event.key()))
        if decision is not None and not event.modifiers():
            self.pressed_key.emit(decision)
            return
        super().keyPressEvent(event)
