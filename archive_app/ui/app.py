"""The window with its commands, and the catalogue behind it: opened, made, changed over, closed."""

from __future__ import annotations

import getpass
import logging
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from archive_app.domain.errors import ArchiveBusy
from archive_app.i18n import tr
from archive_app.ui import messages
from archive_app.ui.batch_bar import BatchBar
from archive_app.ui.catalogue_commands import CatalogueCommands
from archive_app.ui.help_commands import HelpCommands
from archive_app.ui.look_commands import LookCommands
from archive_app.ui.main_window import MainWindow
from archive_app.ui.notices import Notice
from archive_app.ui.photo_commands import PhotoCommands
from archive_app.ui.preferences import Preferences
from archive_app.ui.record_commands import RecordCommands
from archive_app.ui.rights_commands import RightsCommands
from archive_app.ui.shelf_commands import ShelfCommands
from archive_app.ui.shell_commands import ShellCommands
from archive_app.ui.tasks import Lane
from archive_app.ui.tool_commands import ToolCommands
from archive_app.ui.version_commands import VersionCommands

if TYPE_CHECKING:  # the store is imported after the first paint
    from archive_app.store.archive import Archive

log = logging.getLogger(__name__)


class Application(QObject):
    """The window and its catalogue.

    Signals:
        crashed(object): An exception nobody caught, told on the main thread.
    """

    crashed = Signal(object)

    def __init__(self, preferences: Preferences, window: MainWindow | None = None) -> None:
        """Bind the commands to a window, which is made if there is none yet.

        Args:
            preferences: What the person likes.
            window: A window on screen without its parts; its inspector is left to ``make_rest``.
        """
        super().__init__()
        self.preferences = preferences
        self._rest_begun = window is None
        self.window = window or MainWindow(preferences)
        if window is not None:
            window.make_parts(preferences)
        self.shell = ShellCommands(self.window)
        self.records = RecordCommands(self.window)
        self.shelves = ShelfCommands(self.window)
        self._context = self.window.context
        actions = self._context.actions
        actions.bind("file.new", self.ask_new)
        actions.bind("file.open", self.ask_open)
        actions.bind("file.import", lambda: self.with_archive(lambda: self._context.view.open_page("import")))
        actions.bind("file.import_paste", self.paste)
        actions.bind("file.backup", self.back_up)
        self.tools = ToolCommands(self.window, self.shell, self.with_archive)
        self.rights = RightsCommands(self.window.context, self.window)
        self.help = HelpCommands(self.window)
        self.looks = LookCommands(self.window)
        self.photos = PhotoCommands(self.window)
        self.versions = VersionCommands(self.window)
        self.catalogues = CatalogueCommands(self, sample_catalogue)
        self.batches = BatchBar(self._context, self.resume_import, self.window)
        self.window.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        self.window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.batches)
        actions.bind("file.sample", self.open_sample)
        self.window.files_dropped.connect(self._dropped)
        self.window.search_bar.recent = preferences.now.recent_searches
        self.window.search_bar.searched.connect(self._searched)
        self.window.closing.connect(self.close)
        self.crashed.connect(self._context.trouble)
        self._context.view.set_view(preferences.now.view)
        self.window.results.say_empty()

    def make_rest_after_rows(self) -> None:
        """Make what is not seen at first once rows are there: a catalogue that is being opened has the processor."""
        self.window.searching.begun.connect(self.make_rest)

    def make_rest(self) -> None:
        """Make what is not seen at first; what that needs is imported beside the window. More than once is once."""
        if self._rest_begun:
            return
        self._rest_begun = True

        def make(_none: None) -> None:
            self.window.make_inspector()
            self._context.files(lambda _progress: _load(_WANTED_LATER), lambda _none: None, owner=self)

        self._context.files(lambda _progress: _load(_WANTED_SOON), make, owner=self)

    def open(self, folder: Path, *, read_only: bool = False, then: Callable[[], object] | None = None) -> None:
        """Open a catalogue behind the window."""
        self._change_over(lambda archive: archive.open(folder, read_only=read_only, who=self._who()), folder, then)

    def create(self, folder: Path, *, then: Callable[[], object] | None = None) -> None:
        """Make a catalogue and open it."""
        self._change_over(lambda archive: archive.create(folder, who=self._who()), folder, then)

    def open_sample(self) -> None:
        """Open the sample catalogue, making the person's own copy of it the first time."""
        folder = sample_catalogue()
        if folder.exists():
            self.open(folder)
        else:

            def make(_archive: object) -> Archive:
                from archive_app.operations import sample

                return sample.make(folder)

            self._change_over(make, folder, None, tr("Preparing the sample"))

    def with_archive(self, run: Callable[[], object]) -> None:
        """Call ``run`` with a catalogue open; the first time this makes “My archive” in the person's own folder."""
        if self._context.archive is not None:
            run()
            return
        folder = default_catalogue()
        (self.open if folder.exists() else self.create)(folder, then=run)

    def ask_open(self) -> None:
        """Choose a catalogue's folder."""
        chosen = QFileDialog.getExistingDirectory(self.window, tr("Open a catalogue"), self._start_folder())
        if chosen:
            self.open(Path(chosen))

    def ask_new(self) -> None:
        """Choose where a new catalogue is to be."""
        start = str(Path(self._start_folder()) / f"{tr('My archive')}.archive")
        chosen, _ = QFileDialog.getSaveFileName(self.window, tr("New catalogue"), start, tr("Catalogues (*.archive)"))
        if chosen:
            self.create(Path(chosen))

    def paste(self) -> None:
        """Begin an import with what was copied: files, or a text or page."""
        # Asked only now: on X11 every look at the clipboard waits for the program that owns it.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        paths: list[object] = []
        if data is not None:
            paths.extend(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
            text = data.html() or data.text()
            if not paths and text.strip():
                paths.append(text)
        if paths:
            self._dropped(paths)
        else:
            self._context.tell(Notice(tr("Copy an article or some files first."), kind="warn"))

    def back_up(self) -> None:
        """Copy the catalogue's database aside now."""
        from archive_app.operations import upkeep

        archive = self._context.archive
        if archive is None:
            return

        def done(path: Path) -> None:
            self._context.tell(Notice(tr("Backed up as {name}.").format(name=path.name), kind="done"))

        self._context.tasks.run(
            Lane.WRITE, lambda _progress: upkeep.back_up(archive), title=tr("Backing up"), owner=self, done=done
        )

    def close(self) -> None:
        """Finish writing, close the catalogue, save the settings."""
        self.preferences.save()
        self._context.tasks.close()
        archive = self._context.archive
        if archive is not None:
            archive.close()

    def _change_over(
        self,
        make: Callable[[type[Archive]], Archive],
        folder: Path,
        then: Callable[[], object] | None,
        title: str = "",
    ) -> None:
        old = self._context.archive

        def work(_progress: object) -> Archive:
            from archive_app.store.archive import Archive

            made = make(Archive)
            if old is not None:
                old.close()
            return made

        def opened(archive: Archive) -> None:
            self._context.set_archive(archive)
            self.preferences.set(self.preferences.now.with_catalogue(archive.folder))
            if then is not None:
                then()

        self._context.tasks.run(
            Lane.WRITE, work, done=opened, failed=lambda error: self._not_opened(error, folder), owner=self,
            title=title,
        )  # fmt: skip

    def _not_opened(self, error: Exception, folder: Path) -> None:
        message = messages.explain(error)
        log.warning("The catalogue could not be opened", exc_info=error)
        self.make_rest()
        if isinstance(error, ArchiveBusy):
            self.window.results.notice_bar.say(
                message.text, kind="warn", button=tr("Open for reading only"),
                pressed=lambda: self.open(folder, read_only=True),
            )  # fmt: skip
        else:
            self.window.results.notice_bar.say(
                message.text, kind="bad", button=tr("Open another…"), pressed=self.ask_open
            )

    def resume_import(self, batch: int) -> None:
        """Go on with an import that was left."""
        self._context.view.open_page("import")
        resume = getattr(self.window.centre.page("import"), "resume", None)
        if callable(resume):
            resume(batch)

    def _dropped(self, dropped: list[object]) -> None:
        def begin() -> None:
            self._context.view.open_page("import")
            page = self.window.centre.page("import")
            add = getattr(page, "add", None)
            if callable(add):
                add(dropped)

        self.with_archive(begin)

    def _searched(self, text: str) -> None:
        self.preferences.set(self.preferences.now.with_search(text))
        self.window.search_bar.recent = self.preferences.now.recent_searches

    def _start_folder(self) -> str:
        last = self.preferences.now.last_catalogue
        return str(Path(last).parent) if last else platformdirs.user_documents_dir()

    def _who(self) -> str:
        return self.preferences.now.user_name or getpass.getuser()


_WANTED_SOON = ("store.archive", "operations.field_visits", "ui.inspector")
_WANTED_LATER = ("operations.importing", "operations.sorting", "operations.standing", "operations.export")


def _load(names: Sequence[str]) -> None:
    """Load beside the window what the inspector and the pages will want: there is much of it."""
    for name in names:
        import_module(f"archive_app.{name}")


def default_catalogue() -> Path:
    """Where the first catalogue is made."""
    return platformdirs.user_data_path("archive-app", appauthor=False) / "My archive.archive"


def sample_catalogue() -> Path:
    """Where the person's own copy of the sample catalogue is made."""
    from archive_app.operations import sample_manifest

    return default_catalogue().with_name(f"{sample_manifest.name()}.archive")
