"""Refuses to start on a build of Qt for Python that would kill the process.

PySide6 6.12.0 takes one reference from ``None`` with every call of a void method. On Python before 3.12, where
``None`` is counted like anything else, the process dies after a few thousand calls, in the middle of work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

CALLS: Final = 64
EXIT_CODE: Final = 3


def lost_references(void_call: Callable[[], object], count: Callable[[], int] | None = None) -> int:
    """How many references ``None`` loses in ``CALLS`` calls: about 0 on a sound build, about ``CALLS`` on a bad one.

    Args:
        void_call: Calls a C++ method that returns nothing.
        count: Tells the number of references; given by tests.
    """
    counted = count or (lambda: sys.getrefcount(None))
    before = counted()
    for _ in range(CALLS):
        void_call()
    return before - counted()


def verdict(lost: int) -> str:
    """A sentence when the build is unsafe, else ""."""
    if lost <= CALLS // 2:
        return ""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"This build of Qt for Python (PySide6) is faulty with Python {python}: "
        "it would stop the program in the middle of your work. Install PySide6 6.11.3 or Python 3.12, then start again."
    )


def check() -> str:
    """Try the installed build; the sentence to show before exiting with ``EXIT_CODE``, or "" when it is sound."""
    from PySide6.QtCore import QObject

    probe = QObject()
    return verdict(lost_references(lambda: probe.setObjectName("canary")))
