"""Windows that are left: closed and really deleted, which Qt does only where an event loop runs."""

from __future__ import annotations

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget


def gone(windows: Iterable[QWidget]) -> None:
    """Close windows and delete them now, with all that is in them."""
    for window in list(windows):
        if shiboken6.isValid(window) and window.parentWidget() is None:
            window.hide()
            window.deleteLater()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
