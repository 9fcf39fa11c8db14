"""Reads dropped sources into the list while it grows, and looks up which of them the catalogue has already."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from archive_app.domain.results import Duplicate
from archive_app.i18n import tr, tr_n
from archive_app.operations import ingest
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.import_items import ImportItem, ItemModel
from archive_app.ui.import_job import read_items
from archive_app.ui.tasks import Lane, Task

DRAIN_MS = 60
AT_ONCE = 40
LOOK_UPS = 8  # a search must not wait behind many of them


class ItemReader(QObject):
    """The worker puts items into a queue; the list takes them some at a time, so that it never stands still.

    Signals:
        grew(): Items came.
        known(object): The catalogue has something like this ``ImportItem``.
        moved(): So many of so many are read; see ``so_far``.
        ended(): Nothing is being read any more.
    """

    grew = Signal()
    known = Signal(object)
    moved = Signal()
    ended = Signal()

    def __init__(self, context: Context, model: ItemModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._queue: deque[ImportItem] = deque()
        self._tasks: set[Task] = set()
        self.so_far = (0, 0)
        self._drain = QTimer(self)
        self._drain.setInterval(DRAIN_MS)
        self._drain.timeout.connect(self._take_some)

    @property
    def reading(self) -> bool:
        """Whether sources are being read."""
        return bool(self._tasks)

    def read(self, dropped: Sequence[Path | str]) -> None:
        """Read paths, folders, addresses and texts."""
        queue: deque[ImportItem] = self._queue
        processes = self._context.preferences.now.import_processes or None
        self.so_far = (0, 0)

        def work(progress: Progress) -> None:
            read_items(dropped, queue.append, progress=progress, processes=processes)

        def done(_none: object = None) -> None:
            self._done(task)

        def stopped() -> None:
            self._done(task)
            n = len(self._model.items)
            self._context.tell(tr_n("Stopped. {n} item was read.", "Stopped. {n} items were read.", n))

        def failed(error: Exception) -> None:
            self._done(task)
            self._context.trouble(error)

        task = self._context.tasks.run(
            Lane.FILES, work, title=tr("Reading sources"), owner=self, done=done, stopped=stopped, failed=failed,
            progressed=self._progressed,
        )  # fmt: skip
        self._tasks.add(task)
        self._drain.start()

    def stop(self) -> None:
        """Stop; what has been read stays."""
        for task in self._tasks:
            task.cancel()

    def forget(self) -> None:
        """Stop, and drop what is on its way."""
        self.stop()
        self._queue.clear()

    def _done(self, task: Task) -> None:
        self._tasks.discard(task)
        if not self._tasks:
            self._drain.stop()
            while self._queue:
                self._take_some()
            self.ended.emit()

    def _take_some(self) -> None:
        batch: list[ImportItem] = []
        while self._queue and len(batch) < AT_ONCE:
            batch.append(self._queue.popleft())
        if batch:
            self._model.add(batch)
            self.grew.emit()
            fresh = [item for item in batch if item.draft is not None and not item.twin]
            for start in range(0, len(fresh), LOOK_UPS):
                self._look_up(fresh[start : start + LOOK_UPS])

    def _look_up(self, items: list[ImportItem]) -> None:
        drafts = [(item, item.draft) for item in items if item.draft is not None]
        model = self._model

        def work(archive: Archive) -> list[tuple[ImportItem, tuple[Duplicate, ...]]]:
            return [(item, ingest.duplicates(archive, draft)) for item, draft in drafts]

        def done(found: list[tuple[ImportItem, tuple[Duplicate, ...]]]) -> None:
            for item, alike in found:
                if alike and not item.imported and model.row_of(item) >= 0:
                    item.duplicates = alike
                    item.ticked = item.accepted
                    self._model.changed(item)
                    self.known.emit(item)

        if drafts:
            self._context.look(work, done, owner=self)

    def _progressed(self, done: int, total: int, _note: str) -> None:
        self.so_far = (done, total)
        self.moved.emit()
