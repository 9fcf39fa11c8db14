"""Tells screen readers what the program's own widgets are, where Qt knows only the class they are made from.

A frame counts as a border and a scene as a mere area; a class named here says better what it is.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLES: Final = {
    "PhotoCanvas": QAccessible.Role.Graphic,
    "StatementCard": QAccessible.Role.Grouping,
    "VerdictCard": QAccessible.Role.Grouping,
}


@cache
def install() -> None:
    """Answer Qt's questions about these classes from now on; once a process is enough."""
    QAccessible.installFactory(_interface)


def _interface(name: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt asks for each class a widget descends from, the nearest first; None leaves the answer to Qt."""
    if name in ROLES and isinstance(thing, QWidget):
        return QAccessibleWidget(thing, ROLES[name], "")
    return None
