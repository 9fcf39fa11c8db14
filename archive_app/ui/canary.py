"""Finds a faulty build of Qt for Python before any window is open.

PySide6 6.12.0 under CPython 3.11 and older takes one reference from ``None`` at every call of a C++ method that
returns nothing; after some thousands the interpreter aborts, with whatever was not saved. CPython 3.12 made
``None`` immortal and is safe. pyproject.toml excludes that build; this catches an installation made by hand.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def none_is_stable(calls: int = 64) -> bool:
    """Whether ``calls`` calls that return nothing leave the count of references to ``None`` as it was."""
    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(calls):
        probe.setObjectName("probe")
    # A faulty build loses one a call; elsewhere the count moves by a few for reasons of its own.
    return before - sys.getrefcount(None) <= calls // 2
