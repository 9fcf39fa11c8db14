"""Ctrl+Z in a text field: first the typing, and with none left the catalogue's last step.

Qt's fields keep Ctrl+Z for themselves even when there is nothing to take back, and a person would be stuck. Every
text field of the program is given ``let_undo_through(field)`` once.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

Field = QLineEdit | QPlainTextEdit | QTextEdit


def let_undo_through(field: Field) -> None:
    """Let the window's Undo and Redo have the keys this field has no use for."""
    field.installEventFilter(_Filter(field))


class _Filter(QObject):
    """Says to Qt, before a shortcut is looked up, that the field does not want the key."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the key for the field where it has nothing to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not can_undo(self._field)
            redo = event.matches(QKeySequence.StandardKey.Redo) and not can_redo(self._field)
            if undo or redo:
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def can_undo(field: Field) -> bool:
    """Whether the field has typing to take back."""
    if field.isReadOnly():
        return False
    return field.isUndoAvailable() if isinstance(field, QLineEdit) else field.document().isUndoAvailable()


def can_redo(field: Field) -> bool:
    """Whether the field has typing to repeat."""
    if field.isReadOnly():
        return False
    return field.isRedoAvailable() if isinstance(field, QLineEdit) else field.document().isRedoAvailable()
