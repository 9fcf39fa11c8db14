"""Spares the window what Qt for Python does at every import: reading the source, to see whether it names Qt.

It does so for switchable features (``from __feature__ import snake_case``), which nothing here uses. To read the
sources of a thousand modules costs a third of a second of every start, and Python keeps their lines: 20 to 30 MB.
"""

from __future__ import annotations

import sys


def install() -> None:
    """Let modules be imported unread from now on; does nothing where Qt for Python works otherwise."""
    feature = sys.modules.get("shibokensupport.feature")
    if callable(getattr(feature, "_mod_uses_pyside", None)):
        setattr(feature, "_mod_uses_pyside", _no)  # noqa: B010 - a module of which nothing is known to the checker


def _no(_module: object) -> bool:
    """Whether a module uses Qt's features; those that do not are left alone."""
    return False
