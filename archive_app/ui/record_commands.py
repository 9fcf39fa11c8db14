"""Carries out the commands on records, collections and saved searches that need no page of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from archive_app.domain.changes import Changes
from archive_app.domain.errors import NotFound
from archive_app.domain.records import Article, Collection, SavedSearch
from archive_app.domain.results import RecordPage
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.ui import icons, row_words, verdicts
from archive_app.ui.command_palette import Entry
from archive_app.ui.main_window import MainWindow
from archive_app.ui.notices import Notice
from archive_app.ui.prompt import Prompt
from archive_app.ui.sidebar_model import Node

if TYPE_CHECKING:  # the store comes after the first paint
    from archive_app.store.archive import Archive


class RecordCommands(QObject):
    """Binds the commands; made once with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = context = window.context
        bindings: dict[str, Callable[[], object]] = {
            "record.open": self._open, "edit.delete": self._delete, "record.restore": self._restore,
            "record.empty_bin": self._empty_bin, "record.reviewed": self._reviewed, "edit.copy": self._copy,
            "rights.copy_credit": self._copy_credit, "record.collect": self._collect,
            "record.uncollect": self._uncollect, "search.save": self._save_search, "edit.fields": self._edit_fields,
        }  # fmt: skip
        for name, handler in bindings.items():
            context.actions.bind(name, handler)
        window.sidebar.menu_wanted.connect(self._sidebar_menu)
        window.sidebar.dropped.connect(self._add_to)

    @property
    def _ids(self) -> tuple[int, ...]:
        return self._context.view.now.selected

    def new_collection(self, name: str, parent: int | None = None, ids: tuple[int, ...] = ()) -> None:
        """Make a collection, with records in it."""
        from archive_app.operations import folders

        def work(archive: Archive, _progress: Progress) -> Changes:
            number, changes = folders.new_collection(archive, name, parent)
            return folders.add_to_collection(archive, number, ids) if ids else changes

        self._context.change(work, owner=self, undo=True)

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

    def _copy(self) -> None:
        lines = []
        for number in self._ids[:500]:
            row = self._window.results.model.row(self._window.results.model.number_of(number))
            if row is not None:
                facts = row_words.facts(row)
                lines.append(f"{row_words.title_of(row)}. {facts}" if facts else row_words.title_of(row))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._context.tell(Notice(tr_n("{n} citation copied.", "{n} citations copied.", len(lines)), kind="done"))

    def _copy_credit(self) -> None:
        from archive_app.operations import page

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

    def _collect(self) -> None:
        ids = self._ids
        entries = [
            Entry(node.key, node.text, tr("Collections"), partial(self._add_to, node.id, ids), "#", "folder")
            for node in self._window.sidebar.model.nodes()
            if node.sort == "collection"
        ]
        ask = partial(self._ask_collection, None, ids)
        entries.append(
            Entry("new", tr("New collection…"), tr("Make one and put the records in"), ask, "#", "folder-plus")
        )
        self._window.palette_.open_with(entries)

    def _add_to(self, collection: int, ids: tuple[int, ...]) -> None:
        from archive_app.operations import folders

        self._context.change(lambda a, _p: folders.add_to_collection(a, collection, ids), owner=self, undo=True)

    def _uncollect(self) -> None:
        from archive_app.operations import folders

        ids, collection = self._ids, self._context.view.now.place_id
        self._context.change(lambda a, _p: folders.remove_from_collection(a, collection, ids), owner=self, undo=True)

    def _save_search(self) -> None:
        from archive_app.operations import folders

        state = self._context.view.now

        def save(name: str) -> None:
            self._context.change(
                lambda a, _p: folders.save_search(a, name, state.text, sort=state.sort)[1], owner=self, undo=True
            )

        results = self._window.searching.results
        hint = results.words if results is not None else ""
        Prompt(self._window, tr("Save this search as"), state.text[:60], tr("Save"), save, hint)

    def _ask_collection(self, parent: int | None, ids: tuple[int, ...]) -> None:
        make = partial(self._named_collection, parent, ids)
        Prompt(self._window, tr("Name of the new collection"), "", tr("Make"), make)

    def _named_collection(self, parent: int | None, ids: tuple[int, ...], name: str) -> None:
        self.new_collection(name, parent, ids)

    def _sidebar_menu(self, node: Node, where: QPoint) -> None:
        menu = QMenu(self._window)
        writable = self._context.archive is not None and not self._context.archive.read_only

        def add(text: str, icon: str, run: Callable[[], object]) -> None:
            action = menu.addAction(icons.icon(icon), text)
            action.triggered.connect(lambda _checked=False: run())
            action.setEnabled(writable)

        if node.key == "collections" or node.sort == "collection":
            parent = node.id or None
            words = tr("New collection inside…") if parent else tr("New collection…")
            add(words, "folder-plus", partial(self._ask_collection, parent, ()))
        if node.sort in {"collection", "saved"}:
            add(tr("Rename…"), "pencil", partial(self._ask_name, node))
            add(tr("Delete"), "trash-2", partial(self._delete_folder, node))
        if node.key == "bin":
            menu.addAction(self._context.actions["record.empty_bin"])
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _ask_name(self, node: Node) -> None:
        Prompt(self._window, tr("New name"), node.text, tr("Rename"), partial(self._rename, node.id))

    def _rename(self, number: int, name: str) -> None:
        from archive_app.operations import edit

        def work(archive: Archive, _progress: Progress) -> Changes:
            with archive.read() as reader:
                record = reader.record(number)
            if not isinstance(record, (Collection, SavedSearch)):
                raise NotFound(tr("There is no such collection or saved search."))
            return edit.save(archive, replace(record, name=name))

        self._context.change(work, owner=self, undo=True)

    def _delete_folder(self, node: Node) -> None:
        from archive_app.operations import edit

        state = self._context.view.now
        if state.place in {"collection", "saved"} and state.place_id == node.id:
            self._context.view.go("all")
        self._context.change(lambda a, _p: edit.delete_record(a, node.id), owner=self, undo=True)


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
