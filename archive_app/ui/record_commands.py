"""Carries out the commands on records that need no page of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from archive_app.domain.changes import Changes
from archive_app.domain.records import Article
from archive_app.domain.results import RecordPage
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.ui import verdicts
from archive_app.ui.citation_commands import CitationCommands
from archive_app.ui.main_window import MainWindow
from archive_app.ui.notices import Notice
from archive_app.ui.view_state import Selected

if TYPE_CHECKING:  # the store comes after the first paint
    from archive_app.store.archive import Archive


class RecordCommands(QObject):
    """Binds the commands; made once with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = context = window.context
        self.citations = CitationCommands(window)
        bindings: dict[str, Callable[[], object]] = {
            "record.open": self._open, "edit.delete": self._delete, "record.restore": self._restore,
            "record.empty_bin": self._empty_bin, "record.reviewed": self._reviewed,
            "rights.copy_credit": self._copy_credit, "edit.fields": self._edit_fields,
        }  # fmt: skip
        for name, handler in bindings.items():
            context.actions.bind(name, handler)

    @property
    def _ids(self) -> Selected:
        return self._context.view.now.selected

    def _open(self) -> None:
        if self._ids:
            self._context.view.open_record(self._ids[0])

    def _edit_fields(self) -> None:
        self._window.show_pane("inspector", True)
        edit = getattr(self._window.inspector, "edit", None)
        if callable(edit):
            edit()

    def _delete(self) -> None:
        from archive_app.operations import edit

        ids = self._ids
        nearest = self._window.results.model.number_of(ids[0]) if ids else 0

        def select_next(_changes: Changes) -> None:
            row = min(nearest, self._window.results.model.rowCount() - 1)
            record = self._window.results.model.id_at(row)
            if record and record not in ids:
                self._window.results.select([record])

        self._context.change(lambda a, _p: edit.to_bin(a, ids), owner=self, undo=True, done=select_next)

    def _restore(self) -> None:
        from archive_app.operations import edit

        ids = self._ids
        self._context.change(lambda a, _p: edit.restore(a, ids), owner=self, undo=True)

    def _empty_bin(self) -> None:
        from archive_app.operations import edit, find

        def ask(count: int) -> None:
            if not count:
                self._context.tell(tr("The bin is empty."))
                return
            text = tr_n("{n} record in the bin", "{n} records in the bin", count)
            button = tr_n("Delete {n} record for ever", "Delete {n} records for ever", count)
            title = tr("Emptying the bin")
            self._context.tell(Notice(
                f"{text}. {tr('This cannot be undone.')}", kind="warn", button=button,
                clicked=lambda: self._context.change(lambda a, p: edit.empty_bin(a, progress=p), title=title),
            ))  # fmt: skip

        self._context.look(
            lambda archive: find.sidebar(archive, count_saved=False).counts.get("bin", 0), ask, owner=self
        )

    def _reviewed(self) -> None:
        from archive_app.domain.batch import FieldEdit
        from archive_app.operations import edit

        ids = self._ids

        def work(archive: Archive, progress: Progress) -> Changes:
            plan = edit.preview(archive, ids, (FieldEdit("reviewed", "set", "yes"),))
            return edit.apply(archive, plan, progress=progress)

        self._context.change(work, owner=self, undo=True)

    def _copy_credit(self) -> None:
        from archive_app.operations import page

        if len(self._ids) > 1:
            self.citations.copy_credits(self._ids)
            return
        number = self._ids[0]

        def copy(found: RecordPage) -> None:
            line = credit_line_of(found)
            if not line:
                self._context.tell(Notice(tr("No credit line is recorded here."), kind="warn"))
                return
            QGuiApplication.clipboard().setText(line)
            look = verdicts.look(found.verdict.answer, found.verdict.nobody_looked)
            self._context.tell(
                Notice(tr("Copied “{line}”. {verdict}.").format(line=line, verdict=look.word), kind="done")
            )

        self._context.look(lambda archive: page.record_page(archive, number), copy, owner=self)


def credit_line_of(page: RecordPage) -> str:
    """The credit line to print with a record: the one a rights statement asks for, else the one printed."""
    for statement in page.rights:
        if statement.status == "current" and statement.credit_text:
            return statement.credit_text
    if isinstance(page.record, Article):
        printed = [one.use.credit_line for one in page.photos] + [one.use.credit_line for one in page.videos]
    else:
        printed = [one.use.credit_line for one in page.appears_in]
    return next((line for line in printed if line), "")
