"""Tends the search index while nothing else is written, and says how much of it is filled.

Each piece of work is short and runs beside the window; what a person does goes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from archive_app.domain.changes import Changes
from archive_app.ui.context import Context
from archive_app.ui.tasks import Lane

if TYPE_CHECKING:
    from archive_app.operations.index_upkeep import IndexWork
    from archive_app.store.archive import Archive

_REST_MS = 3000  # after a change, before the index is tended
_BETWEEN_MS = 20  # between two pieces of work: a save that waits has its turn
_MOST_UNTENDED = 40  # changes; somebody who never rests gets the index tended between two of them
_SOON_MS = 300  # after opening, and while somebody writes


class IndexKeeper(QObject):
    """Drives ``operations.index_upkeep``. Signals: ``covered(float)``, the share of records that a search sees."""

    covered = Signal(float)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._archive: Archive | None = None
        self._work: IndexWork | None = None
        self._running = False
        self._untended = 0  # changes since the index was tended last
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tend)
        context.archive_changed.connect(self._opened)
        context.feed.changed.connect(self._changed)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is left to do."""
        return not self._running and not self._timer.isActive()

    def tend(self) -> None:
        """Do the next piece of work, unless somebody writes just now."""
        archive = self._context.archive
        if archive is None or archive.read_only or self._running:
            return
        tasks = self._context.tasks
        if tasks.running(Lane.WRITE) or tasks.running(Lane.IMPORT):
            self._timer.start(_SOON_MS)
            return
        self._running, self._untended = True, 0
        if self._archive is not archive:
            self._archive, self._work = archive, None
        work = self._work

        def piece(_progress: object) -> tuple[IndexWork, bool, float]:
            from archive_app.operations import index_upkeep

            mine = work or index_upkeep.IndexWork(archive)
            more = mine.step()
            return mine, more, index_upkeep.coverage(archive)

        tasks.run(Lane.FILES, piece, done=self._done, failed=self._failed, stopped=self._stopped, owner=self)

    def _done(self, found: tuple[IndexWork, bool, float]) -> None:
        self._running = False
        work, more, share = found
        if work.archive is not self._context.archive:
            return
        self._work = work
        self.covered.emit(share)
        if more:
            self._timer.start(_BETWEEN_MS)

    def _failed(self, error: Exception) -> None:
        """A catalogue that was closed meanwhile, or a full disk: saves say so, this waits for the next change."""
        self._running = False

    def _stopped(self) -> None:
        self._running = False

    def _opened(self) -> None:
        self._work = None
        self.covered.emit(1.0)
        if self._context.archive is not None:
            self._timer.start(_SOON_MS)
        else:
            self._timer.stop()

    def _changed(self, _changes: Changes) -> None:
        self._untended += 1
        self._timer.start(_REST_MS if self._untended < _MOST_UNTENDED else _SOON_MS)
