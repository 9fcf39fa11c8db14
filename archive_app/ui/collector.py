"""Python's garbage collector, on the main thread and at moments when nobody waits.

Collected in whichever thread allocates, Python would delete Qt's objects there (architecture.md §8). A full
collection walks every object there is, which takes longer than a frame when a large import is under review; it
waits until nothing has run for a second.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from archive_app.ui.tasks import Tasks

REST = 5  # times in a row that nothing ran nor ended: whoever types or scrolls is not held up
EVERY_MS = 200  # an import makes much in a second; to walk all of that at once takes longer than a frame


class Collector(QObject):
    """Takes over from Python's own collection from its making on.

    Args:
        tasks: What a person may be waiting for.
        parent: Whoever it lives with.
    """

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._rest = 0
        tasks.busy_changed.connect(self._stir)
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)

    def collect(self) -> None:
        """The young often, the old seldom, all only when nothing has run for a while."""
        self._rest = 0 if self._tasks.running() else self._rest + 1
        for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if count > limit and (generation < 2 or self._rest >= REST):
                gc.collect(generation)

    def _stir(self, _busy: bool) -> None:
        self._rest = 0
