"""Carries an import out behind the window, stops it, takes it back, and hears when somebody else does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from archive_app.domain.changes import Changes
from archive_app.i18n import tr, tr_n
from archive_app.operations import batches, importing, upkeep
from archive_app.operations.importing import Report
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import import_outcome
from archive_app.ui.context import Context
from archive_app.ui.import_batch import BatchKeeper
from archive_app.ui.import_items import ImportItem, to_kept
from archive_app.ui.import_job import carry_out
from archive_app.ui.import_model import ItemModel
from archive_app.ui.tasks import Lane, Task


class ImportRun(QObject):
    """One import at a time.

    Attributes:
        report: What came of the batch so far; None before anything was imported.
        planned: The items that were to be imported.

    Signals:
        began(str): Its name.
        moved(int, int, str): It is so far.
        ended(): See ``report``; the items know whether they are imported.
        failed(object): It could not be carried out at all; the exception.
        taken_back(bool): What was imported is not in the catalogue any more, or is again.
    """

    began = Signal(str)
    moved = Signal(int, int, str)
    ended = Signal()
    failed = Signal(object)
    taken_back = Signal(bool)

    def __init__(self, context: Context, model: ItemModel, keeper: BatchKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._keeper = keeper
        self._task: Task | None = None
        self.report: Report | None = None
        self.planned: list[ImportItem] = []
        context.feed.changed.connect(self._changed)

    @property
    def running(self) -> bool:
        """Whether an import is under way."""
        return self._task is not None

    def start(self, items: Sequence[ImportItem]) -> None:
        """Import these items as one step."""
        archive, batch = self._context.archive, self._keeper.batch
        items = [item for item in items if item.can_import]
        if archive is None or batch is None or not items or self.running:
            return
        if not any(item.imported for item in self.planned):  # all was taken back, or nothing was done yet
            self.report = None
            self.planned = [item for item in self._model.items if item.imported or (item.kind and item.error)]
        self.planned += [item for item in items if item not in self.planned]
        backup = self._context.preferences.now.backup_before_import

        def work(progress: Progress) -> Report:
            if backup:
                upkeep.back_up(archive)
            return importing.run(
                archive, batch, [to_kept(item, batch.id) for item in items], carry_out, progress=progress
            )

        title = tr_n("Importing {n} item", "Importing {n} items", len(items))
        self.began.emit(title)
        self._task = self._context.tasks.run(
            Lane.IMPORT, work, title=title, owner=self, done=self._done, progressed=self.moved.emit,
            stopped=lambda: self._done(Report(stopped=True)), failed=self._failed,
        )  # fmt: skip

    def stop(self) -> None:
        """Stop after the present item."""
        if self._task is not None:
            self._task.cancel()

    def forget(self) -> None:
        """Another catalogue is open."""
        self.stop()
        self.report, self.planned = None, []

    def undo(self) -> None:
        """Take back all that the batch imported."""
        archive, batch = self._context.archive, self._keeper.batch
        if archive is None or batch is None:
            return

        def work(_progress: Progress) -> list[Changes]:
            return batches.undo(archive, batch.id)

        def done(changes: list[Changes]) -> None:
            for one in changes:
                self._context.feed.publish(one)

        self._context.tasks.run(
            Lane.WRITE, work, done=done, owner=self, title=tr("Taking the import back"),
        )  # fmt: skip

    def waiting(self) -> list[ImportItem]:
        """What was to be imported and is not: there was no time for it."""
        return [item for item in self.planned if item.can_import and item.ticked and item.error is None]

    def _done(self, report: Report) -> None:
        self._task = None
        self.report = report if self.report is None else import_outcome.joined(self.report, report)
        for item in self.planned:
            if item.number in report.imported:
                item.imported, item.error, item.record_id = True, None, report.imported[item.number]
            elif item.number in report.problems:
                item.error = report.problems[item.number]
        self._model.changed_all(self.planned, keep=False)
        self._context.feed.publish(report.changes)
        states = self._model.count_states()
        open_ones = sum(states[name] for name in ("ready", "check", "accepted", "failed"))
        self._keeper.set_state("open" if open_ones or report.stopped else "finished")
        self.ended.emit()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._look(lambda: self.failed.emit(error))

    def _changed(self, changes: Changes) -> None:
        """Something changed, perhaps what was imported: by Undo here or anywhere."""
        if self._keeper.batch is None or self.running:
            return
        mine = self.report.records if self.report is not None else frozenset()
        if not changes.records.isdisjoint(mine) or any(item.record_id in changes.records for item in self._model.items):
            self._look(None)

    def _look(self, then: Callable[[], None] | None) -> None:
        """Ask which items are in the catalogue now."""
        batch = self._keeper.batch
        if batch is None:
            return

        def work(archive: Archive) -> dict[int, bool]:
            return {item.id: item.state == "imported" for item in batches.load(archive, batch.id)[1]}

        def done(there: dict[int, bool]) -> None:
            other = [item for item in self._model.items if there.get(item.number, item.imported) != item.imported]
            for item in other:
                item.imported = not item.imported
            self._model.changed_all(other, keep=False)
            if other:
                any_in = any(item.imported for item in self.planned or self._model.items)
                self._keeper.set_state("finished" if any_in else "open")
                self.taken_back.emit(not any_in)
            if then is not None:
                then()

        self._context.look(work, done, owner=self)
