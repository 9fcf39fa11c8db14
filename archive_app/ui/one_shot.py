"""Timers that run once after each start; started again while they run, they begin anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def one_shot(owner: QObject, after: int, call: Callable[[], object]) -> QTimer:
    """A timer that calls something once, so many milliseconds after it was started; it lives as long as its owner."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(after)
    timer.timeout.connect(call)
    return timer
