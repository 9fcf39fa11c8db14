"""How long work says where it stands and learns that it should stop."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from archive_app.domain.errors import Cancelled


class Progress:
    """Passed into long work, which calls ``at`` between items.

    Args:
        report: Called with (done, total, note) from the working thread; total 0 means not known yet.
    """

    def __init__(self, report: Callable[[int, int, str], None] | None = None) -> None:
        self._report = report
        self._stop = Event()

    def at(self, done: int, total: int, note: str = "") -> None:
        """Say that ``done`` of ``total`` items are finished.

        Raises:
            Cancelled: The person asked for the work to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        if self._report is not None:
            self._report(done, total, note)

    def cancel(self) -> None:
        """Ask the work to stop at its next item; safe from any thread."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._stop.is_set()
