"""How the window was left: sizes, columns, what is folded. Read from ``QSettings``, written when nobody waits.

``QSettings`` writes its file, and waits for the disk, on the thread that set a value; on a busy disk that takes half a
second. So what is set holds at once and is written when the person turns to another window, and at the end::

    kept.value("view/compact", False)
    kept.keep("view/compact", True)
"""

from __future__ import annotations

from typing import Any, Final

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QObject, QSettings
from PySide6.QtGui import QGuiApplication

_GONE: Final = object()
# By the file that they go into: tests have one each.
_waiting: dict[str, dict[str, Any]] = {}


def value(name: str, otherwise: Any = None) -> Any:
    """What was kept under a name."""
    settings = QSettings()
    waiting = _waiting.get(settings.fileName(), {}).get(name)
    if waiting is not None:
        return otherwise if waiting is _GONE else waiting
    return settings.value(name, otherwise)


def keep(name: str, what: Any) -> None:
    """Keep something under a name; nothing is done when it is kept already."""
    if value(name) == what:
        return
    _waiting.setdefault(QSettings().fileName(), {})[name] = what
    _Watch.begin()


def forget(name: str) -> None:
    """Keep nothing under a name any more."""
    _waiting.setdefault(QSettings().fileName(), {})[name] = _GONE
    _Watch.begin()


def write() -> None:
    """Write what waits; on the main thread, at a moment when nobody types."""
    settings = QSettings()
    for name, what in _waiting.pop(settings.fileName(), {}).items():
        if what is _GONE:
            settings.remove(name)
        else:
            settings.setValue(name, what)


class _Watch(QObject):
    """Writes when the program is left."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.setObjectName("kept")
        application.aboutToQuit.connect(write)
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._turned)

    @staticmethod
    def begin() -> None:
        """Watch the program, if nobody does yet."""
        application = QCoreApplication.instance()
        if application is not None and application.findChild(QObject, "kept") is None:
            _Watch(application)

    def _turned(self, state: QtCore.Qt.ApplicationState) -> None:
        if state != QtCore.Qt.ApplicationState.ApplicationActive:
            write()
