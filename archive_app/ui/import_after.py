"""After an import: its summary, which counts the whole batch however often it went on, and the ways on from there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from archive_app.i18n import tr
from archive_app.operations.updating import AS_UPDATE
from archive_app.ui import import_outcome
from archive_app.ui.context import Context
from archive_app.ui.import_items import ImportItem
from archive_app.ui.import_outcome import Outcome

if TYPE_CHECKING:
    from archive_app.ui.import_page import ImportPage


class AfterImport(QObject):
    """Fills the page's summary and hears its buttons."""

    def __init__(self, context: Context, page: ImportPage) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._steps = 1
        run, summary = page.run, page.summary
        run.ended.connect(self._imported)
        run.failed.connect(self._not_imported)
        run.taken_back.connect(self._taken_back)
        for pressed in (summary.show_pressed, summary.filters_pressed):
            pressed.connect(self._show)
        summary.undo_pressed.connect(run.undo)
        summary.continue_pressed.connect(lambda: page.start_import(run.waiting()))
        summary.more_pressed.connect(self._more)
        summary.review_pressed.connect(lambda: page.go_to(2))
        summary.retry_pressed.connect(self.retry)

    def retry(self, items: Sequence[ImportItem]) -> None:
        """Read again what could not be read, and import again what could not be imported."""
        page = self._page
        unread = [item for item in items if not item.kind and not item.is_table]
        again = [item for item in items if item.kind]
        for item in again:
            item.error = None
        page.model.changed_all(again)
        page.go_to(2)
        if unread:
            page.read_again(unread)
        if again:
            page.start_import(again)

    def _show(self) -> None:
        batch = self._page.keeper.batch
        if batch is None:
            return
        updated = any(item.choice == AS_UPDATE for item in self._page.run.planned if item.imported)
        if self._steps == 1 and not updated:
            self._context.view.go("last_import")
        else:
            self._context.view.go("batch", batch.id)

    def _imported(self) -> None:
        page, report = self._page, self._page.run.report
        if report is None:
            return
        if report.error is not None:
            self._context.trouble(report.error)
        if not report.imported and (report.stopped or report.error is not None):
            page.go_to(2)
            if report.stopped:
                self._context.tell(tr("Stopped. Nothing was imported."))
            return
        page.review.show_item(page.list.current())
        page.summary.hidden_bar.hide()
        self._summarise(Outcome({}))
        page.go_to(4)
        self._look(self._context.view.now.text)

    def _look(self, query: str) -> None:
        """Count what is in the catalogue of the batch, and how much of it the search box hides."""
        batch = self._page.keeper.batch
        if batch is None:
            return
        number = batch.id

        def told(outcome: Outcome) -> None:
            self._steps = outcome.steps
            self._summarise(outcome)
            if outcome.hidden:
                self._page.summary.say_hidden(outcome.hidden)

        self._context.look(lambda archive: import_outcome.look(archive, number, query), told, owner=self)

    def _summarise(self, outcome: Outcome) -> None:
        page, run = self._page, self._page.run
        if run.report is None:
            return
        unread = [item for item in page.model.items if not item.kind and item.error is not None]
        states = page.model.count_states()
        updated = sum(1 for item in run.planned if item.imported and item.choice == AS_UPDATE)
        waiting = states["check"] + states["table"] + states["address"]
        page.summary.show_report(
            run.report, run.planned, unread, outcome.counts, waiting, len(run.waiting()),
            updated=updated,
        )  # fmt: skip

    def _taken_back(self, gone: bool) -> None:
        self._page.review.refresh()
        if gone:
            self._page.summary.show_undone()
        else:
            self._look("")

    def _not_imported(self, error: Exception) -> None:
        self._page.go_to(2)
        self._context.trouble(error)

    def _more(self) -> None:
        left = [item for item in self._page.model.items if not item.imported]
        if any(item.kind or item.error is None for item in left):
            self._page.show_only(left)
        else:
            self._page.begin_anew()
