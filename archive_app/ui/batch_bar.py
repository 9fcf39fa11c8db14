"""The quiet line that says an import was not finished when the program was closed, with the ways on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QWidget

from archive_app.domain.batches import Batch
from archive_app.i18n import tr, tr_n
from archive_app.ui.context import Context
from archive_app.ui.info_bar import InfoBar
from archive_app.ui.notices import Notice
from archive_app.ui.tasks import Lane
from archive_app.ui.view_state import State

if TYPE_CHECKING:  # the store is imported after the first paint
    from archive_app.store.archive import Archive


class BatchBar(InfoBar):
    """A bar of its own under the toolbar, shown when a catalogue is opened in which an import waits.

    Args:
        context: The window's shared parts.
        resume: Called with the number of the batch to go on with.
        parent: The window.
    """

    def __init__(self, context: Context, resume: Callable[[int], object], parent: QWidget) -> None:
        super().__init__(tr("Unfinished import"), "batch", "import", parent)
        self._context = context
        self._resume = resume
        self._batch: Batch | None = None
        self.go_on = self.add_button(tr("Continue"), self._continue)
        self.discard = self.add_button(tr("Discard"), self._discard)
        self.later = self.add_button(tr("Later"), self.hide)
        self.discard.setToolTip(tr("Forget what was read; your files stay as they are"))
        context.archive_changed.connect(self._look)
        context.view.changed.connect(self._moved)

    @property
    def batch(self) -> Batch | None:
        """The batch that waits, while the bar says so."""
        return self._batch

    def _look(self) -> None:
        self._batch = None
        self.hide()
        archive = self._context.archive
        if archive is None or archive.read_only:
            return

        def work(_progress: object) -> list[Batch]:
            from archive_app.operations import batches

            batches.tidy(archive)
            return batches.unfinished(archive)

        self._context.tasks.run(
            Lane.WRITE, work, owner=self, done=partial(self._found, archive), failed=lambda _error: None
        )

    def _found(self, archive: Archive, waiting: list[Batch]) -> None:
        if archive is self._context.archive and waiting:
            self._batch = waiting[0]
            self.words.setText(words_of(waiting[0]))
            self.setAccessibleName(self.words.text())
            self.setVisible(self._context.view.now.page != "import")

    def _moved(self, state: State) -> None:
        # On the page itself it would only be in the way, unless it is about a batch that is not there.
        if state.mode == "work" and state.page == "import":
            self.hide()

    def _continue(self) -> None:
        batch, self._batch = self._batch, None
        self.hide()
        if batch is not None:
            self._resume(batch.id)

    def _discard(self) -> None:
        batch, self._batch = self._batch, None
        archive = self._context.archive
        self.hide()
        if batch is None or archive is None:
            return

        def work(_progress: object) -> None:
            from archive_app.operations import batches

            batches.discard(archive, batch.id)

        def done(_none: None) -> None:
            kept = tr("The unfinished import was discarded. What it had imported stays.")
            bare = tr("The unfinished import was discarded. Your files stay as they are.")
            self._context.tell(Notice(kept if batch.imported else bare))

        self._context.tasks.run(Lane.WRITE, work, owner=self, done=done)


def words_of(batch: Batch) -> str:
    """What the bar says of a batch."""
    when = day_of(batch.changed, time=False)
    if not batch.total:
        return tr("The reading of “{name}”, begun {when}, is not finished.").format(name=batch.name, when=when)
    if batch.imported:
        text = tr_n(
            "An import of {n} item from {when} is not finished: {done} imported, {left} not.",
            "An import of {n} items from {when} is not finished: {done} imported, {left} not.", batch.total,
        )  # fmt: skip
        return text.format(when=when, done=batch.imported, left=batch.total - batch.imported)
    text = tr_n(
        "An import of {n} item from {when} is not finished.", "An import of {n} items from {when} is not finished.",
        batch.total,
    )  # fmt: skip
    return text.format(when=when)


def day_of(moment: str, *, time: bool = True) -> str:
    """A moment as one speaks of it: today (with the time), yesterday, the date before."""
    when = QDateTime.fromString(moment, Qt.DateFormat.ISODateWithMs).toLocalTime()
    days = when.date().daysTo(QDate.currentDate())
    if days == 0 and not time:
        return tr("today")
    if days == 0:
        return tr("today, {time}").format(time=QLocale().toString(when.time(), QLocale.FormatType.ShortFormat))
    return tr("yesterday") if days == 1 else QLocale().toString(when.date(), QLocale.FormatType.LongFormat)
