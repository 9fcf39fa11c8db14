"""Stops a search that runs in another thread, however often that must be said."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QTimer

from archive_app.domain.errors import Cancelled

A = TypeVar("A")
T = TypeVar("T")
AGAIN_MS: Final = 25


class Stop:
    """Given to a search, which says by ``take`` how its statements are interrupted.

    A search consists of several statements with Python between them, and only a statement that runs can be
    interrupted: so it is said again until the search has ended. Once it has, nothing is interrupted any more, as its
    connection may serve another.
    """

    def __init__(self) -> None:
        self.stopped = False
        self._lock = threading.Lock()
        self._call: Callable[[], None] | None = None

    def take(self, call: Callable[[], None]) -> None:
        """Note how to interrupt what begins now; the working thread calls it.

        Raises:
            Cancelled: It was stopped before.
        """
        with self._lock:
            if self.stopped:
                raise Cancelled
            self._call = call

    def during(self, work: Callable[[A], T]) -> Callable[[A], T]:
        """The same work, during which it can be stopped."""

        def run(what: A) -> T:
            try:
                return work(what)
            finally:
                with self._lock:
                    self._call = None

        return run

    def stop(self) -> None:
        """Stop it; on the main thread."""
        with self._lock:
            self.stopped = True
            if self._call is None:
                return  # it has not begun, and will not; or has ended
            self._call()
        QTimer.singleShot(AGAIN_MS, self.stop)
