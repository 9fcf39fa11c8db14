"""Reads dropped sources into the list while it grows. What is read is kept in the batch before it is shown."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from archive_app.i18n import tr, tr_n
from archive_app.operations import rules
from archive_app.operations.progress import Progress
from archive_app.operations.sorting import Skipped
from archive_app.ui.context import Context
from archive_app.ui.import_batch import BatchKeeper, Keeping, name_of
from archive_app.ui.import_items import ImportItem
from archive_app.ui.import_job import read_items
from archive_app.ui.import_model import ItemModel
from archive_app.ui.tasks import Lane, Task

DRAIN_MS = 60
AT_ONCE = 40
MOST_REASONS = 3


class ItemReader(QObject):
    """The worker puts items into a queue; the list takes them some at a time, so that it never stands still.

    Signals:
        grew(): Items came.
        moved(): So many of so many are read; see ``so_far`` and ``note``.
        ended(): Nothing is being read any more.
    """

    grew = Signal()
    moved = Signal()
    ended = Signal()

    def __init__(self, context: Context, model: ItemModel, keeper: BatchKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._keeper = keeper
        self._queue: deque[ImportItem] = deque()
        self._tasks: set[Task] = set()
        self.so_far = (0, 0)
        self.note = ""
        self._given_up = False
        self._drain = QTimer(self)
        self._drain.setInterval(DRAIN_MS)
        self._drain.timeout.connect(self._take_some)

    @property
    def reading(self) -> bool:
        """Whether sources are being read."""
        return bool(self._tasks)

    def read(self, dropped: Sequence[Path | str]) -> None:
        """Read paths, folders, addresses and texts into the batch."""
        archive = self._context.archive
        if archive is None:
            return
        queue: deque[ImportItem] = self._queue
        processes = self._context.preferences.now.import_processes or None
        batch = self._keeper.batch_for(archive, name_of(dropped))
        known = self._model.paths()
        skipped: list[Skipped] = []
        apply_rules = self._context.preferences.now.apply_rules
        self.so_far, self.note, self._given_up = (0, 0), "", False

        def work(progress: Progress) -> None:
            through = self._keeper.reading(archive, batch(), dropped)
            keeping = Keeping(archive, batch, queue.append)
            try:
                prepare = rules.preparer(archive, wanted=apply_rules)
                read_items(
                    dropped,
                    keeping.put,
                    progress=progress,
                    processes=processes,
                    known=known,
                    prepare=prepare,
                    left_out=skipped.extend,
                )
            finally:
                keeping.flush()
                if not progress.cancelled or self._given_up:  # else the window closes, and reading goes on next time
                    through()

        def done(_none: object = None) -> None:
            self._done(task)
            if skipped:
                self._context.tell(skipped_words(skipped))

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
        self._given_up = True
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
            fresh = self._model.add(batch)
            for item in fresh:
                self._keeper.hold(item)
            there = {item.number for item in fresh}
            self._keeper.dropped(item for item in batch if item.number not in there)
            self.grew.emit()

    def _progressed(self, done: int, total: int, note: str) -> None:
        self.so_far, self.note = (done, total), note
        self.moved.emit()


def skipped_words(skipped: Sequence[Skipped]) -> str:
    """Which files were left out and why, the same reason once."""
    reasons = Counter(one.reason for one in skipped)
    parts = [f"{n} × {reason}" if n > 1 else reason for reason, n in reasons.most_common(MOST_REASONS)]
    text = tr_n("{n} file was left out: {why}.", "{n} files were left out: {why}.", len(skipped))
    names = ", ".join(one.path.name for one in skipped[:MOST_REASONS])
    return f"{text.format(why='; '.join(parts))} {names}{'…' if len(skipped) > MOST_REASONS else ''}"
