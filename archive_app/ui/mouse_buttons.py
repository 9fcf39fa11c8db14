"""The two buttons at the side of a mouse: Back and Forward, wherever the pointer is, as in a browser."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from archive_app.ui.actions import Actions

_COMMANDS: Final = {Qt.MouseButton.BackButton: "view.back", Qt.MouseButton.ForwardButton: "view.forward"}


class MouseButtons(QObject):
    """Looks at what comes to a window before its widgets do: lists would take the press for themselves.

    The filter sits on the system's window, not on the application, so that it sees only what a person does.
    """

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self._actions = actions
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Run the command of a side button; everything else goes its way."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            handle = watched.windowHandle()
            if handle is not None:
                handle.installEventFilter(self)
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            command = _COMMANDS.get(event.button())
            if command is not None and not isinstance(watched, QWidget):
                self._actions.run(command)
                return True
        return False
