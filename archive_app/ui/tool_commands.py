"""Carries out the commands of the Tools and Help menus, new records, and the history of the whole catalogue."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from archive_app.domain.changes import Changes
from archive_app.domain.history import Operation
from archive_app.domain.records import Article, Record, Video
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.ui import messages, pages
from archive_app.ui.command_palette import Entry
from archive_app.ui.main_window import MainWindow
from archive_app.ui.notices import Notice
from archive_app.ui.shell_commands import ShellCommands
from archive_app.ui.tasks import Lane

if TYPE_CHECKING:  # the store comes after the first paint
    from archive_app.store.archive import Archive

RECENT = 200


class ToolCommands(QObject):
    """Binds the commands; made once with the window.

    Args:
        window: The window.
        shell: Its own commands (undo of one operation).
        with_archive: Calls a function with a catalogue open, making the first one if need be.
    """

    def __init__(
        self, window: MainWindow, shell: ShellCommands, with_archive: Callable[[Callable[[], object]], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._shell = shell
        self._last_report = ""
        bindings: dict[str, Callable[[], object]] = {
            "record.new": lambda: with_archive(partial(self._new, Article(headline=tr("New article")))),
            "record.new_video": partial(self._new, Video(title=tr("New video"))),
            "tools.duplicates": partial(self._context.view.open_page, "duplicates"),
            "tools.missing": partial(self._search_for, "is:missing"),
            "tools.rules": partial(self._context.view.open_page, "rules"),
            "tools.reread": partial(self._context.view.open_page, "rereading"),
            "tools.authorities": partial(self._context.view.open_page, "authorities"),
            "tools.rebuild": self._rebuild, "edit.history": self._history,
            "edit.batches": partial(self._context.view.open_page, "batches"),
            "file.backups": self._show_backups, "help.copy_report": self._copy_report,
        }  # fmt: skip
        if pages.exists("export"):
            bindings["file.export"] = partial(self._context.view.open_page, "export")
        for name, handler in bindings.items():
            self._context.actions.bind(name, handler)
        self._context.tasks.troubled.connect(self._note)
        self._context.told.connect(self._note_notice)

    def _new(self, record: Record) -> None:
        from archive_app.operations import edit

        def made(changes: Changes) -> None:
            number = min(changes.records, default=0)
            if number:
                self._context.view.go("all", sort="added")
                self._context.view.select((number,))
                self._context.actions.run("edit.fields")

        self._context.change(lambda archive, _p: edit.save(archive, record), owner=self, done=made, undo=True)

    def _search_for(self, text: str) -> None:
        self._context.view.go("all", text=text)

    def _rebuild(self) -> None:
        archive = self._context.archive
        if archive is None:
            return

        def done(count: int) -> None:
            self._context.feed.publish_everything()
            words = tr_n("The search index holds {n} record.", "The search index holds {n} records.", count)
            self._context.tell(Notice(words, kind="done"))

        work = partial(_rebuilt, archive)
        self._context.tasks.run(Lane.WRITE, work, done=done, title=tr("Rebuilding the search index"), owner=self)

    def _history(self) -> None:
        from archive_app.operations import history

        def show(operations: tuple[Operation, ...]) -> None:
            locale = QLocale()
            entries = []
            for one in operations:
                when = messages.local_time(one.at, locale)
                count = tr_n("{n} record", "{n} records", one.records)
                undone = f" · {tr('undone')}" if one.undone else ""
                reason = tr("This was undone already") if one.undone else ""
                entries.append(Entry(
                    f"operation/{one.id}", one.label, f"{when} · {one.who} · {count}{undone}",
                    partial(self._shell.undo, one.id), icon="undo-2" if not one.undone else "history", reason=reason,
                ))  # fmt: skip
            self._window.palette_.open_with(entries, hint=tr("Enter undoes the chosen step"))

        self._context.look(lambda archive: history.recent(archive, RECENT), show, owner=self)

    def _show_backups(self) -> None:
        archive = self._context.archive
        if archive is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(archive.backups)))

    def _note(self, error: Exception) -> None:
        self._last_report = messages.report(error)

    def _note_notice(self, notice: Notice) -> None:
        if notice.message is not None and notice.message.details:
            self._last_report = notice.message.details

    def _copy_report(self) -> None:
        self._copy(self._last_report or messages.versions())

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.tell(Notice(tr("Copied."), kind="done"))


def _rebuilt(archive: Archive, progress: Progress) -> int:
    from archive_app.operations import upkeep

    return upkeep.rebuild_index(archive, progress)
