"""Asks a question of any number of records in the background: the counts first, then every answer in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from archive_app.domain.clearance import Clearance
from archive_app.domain.rights import Use
from archive_app.i18n import tr
from archive_app.operations.progress import Progress
from archive_app.operations.rights_report import RightsReport
from archive_app.ui.context import Context
from archive_app.ui.one_shot import one_shot
from archive_app.ui.tasks import Lane, Task

ASKED_AFTER_MS = 350


class Asking(QObject):
    """One question at a time; a new one stops the one before.

    Signals:
        begun(): A question is on its way.
        moved(int, int): So many of so many records are decided.
        counted(Clearance): The answers are known.
        answered(RightsReport): They are laid out with titles and reasons.
        failed(Exception): It could not be asked.
        stopped(): Somebody cancelled it.
    """

    begun = Signal()
    moved = Signal(int, int)
    counted = Signal(object)
    answered = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self._number = 0
        self._next: tuple[tuple[int, ...], Use] = ((), Use())
        self._soon = one_shot(self, ASKED_AFTER_MS, self._ask)

    @property
    def running(self) -> bool:
        """Whether an answer is still to come."""
        return self._soon.isActive() or (self._task is not None and not self._task.finished)

    def ask(self, ids: Sequence[int], use: Use, *, at_once: bool = False) -> None:
        """Ask; a moment later unless ``at_once``, as a person may still be typing."""
        self.give_up()
        self._next = (tuple(ids), use)
        if at_once:
            self._ask()
        else:
            self._soon.start()

    def give_up(self) -> None:
        """Forget the question on its way, without a word."""
        self._soon.stop()
        self._number += 1
        if self._task is not None:
            self._task.cancel()
        self._task = None

    def cancel(self) -> None:
        """Stop it and say so."""
        self.give_up()
        self.stopped.emit()

    def _ask(self) -> None:
        archive = self._context.archive
        if archive is None:
            return
        ids, use = self._next
        self._number += 1
        number = self._number
        self.begun.emit()

        def check(progress: Progress) -> Clearance:
            from archive_app.operations import clearance

            return clearance.check(archive, ids, use, progress=progress)

        def lay_out(found: Clearance) -> RightsReport:
            from archive_app.operations import rights_report

            return rights_report.lay_out(archive, found)

        def counted(found: Clearance) -> None:
            if number != self._number:
                return
            self.counted.emit(found)
            self._task = self._context.tasks.run(
                Lane.FILES, lambda _progress: lay_out(found), done=answered, failed=self._fail(number), owner=self
            )

        def answered(report: RightsReport) -> None:
            if number == self._number:
                self._task = None
                self.answered.emit(report)

        self._task = self._context.tasks.run(
            Lane.FILES, check, done=counted, failed=self._fail(number), owner=self, title=tr("Asking about rights"),
            stopped=lambda: self.stopped.emit() if number == self._number else None,
            progressed=lambda done, total, _note: self.moved.emit(done, total) if number == self._number else None,
        )  # fmt: skip

    def _fail(self, number: int) -> Callable[[Exception], None]:
        def tell(error: Exception) -> None:
            if number == self._number:
                self._task = None
                self.failed.emit(error)

        return tell
