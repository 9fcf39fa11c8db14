"""Carries out the commands on catalogues: open recent, close, check; and the sample's bar with its ways out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from archive_app.domain.changes import Changes
from archive_app.i18n import tr
from archive_app.operations.progress import Progress
from archive_app.ui.command_palette import Entry
from archive_app.ui.main_window import MainWindow
from archive_app.ui.notices import Notice
from archive_app.ui.sample_bar import SampleBar
from archive_app.ui.tasks import Lane

if TYPE_CHECKING:
    from archive_app.ui.app import Application


class CatalogueCommands(QObject):
    """Binds the commands; made once with the application.

    Args:
        application: Opens catalogues.
        sample_folder: Where the sample catalogue is made.
    """

    def __init__(self, application: Application, sample_folder: Callable[[], Path]) -> None:
        window: MainWindow = application.window
        super().__init__(window)
        self._application = application
        self._window = window
        self._context = window.context
        self._sample_folder = sample_folder
        actions = self._context.actions
        actions.bind("file.recent", self.open_recent, reason=self._why_no_recent)
        actions.bind("file.close", self.close_catalogue)
        actions.bind("tools.check", partial(self._context.view.open_page, "check"))
        self.bar = SampleBar(self.close_sample, self.delete_sample, window)
        window.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.bar)
        self.bar.hide()
        self._context.archive_changed.connect(self._opened)

    @property
    def _sample(self) -> Path:
        # Asked late: the store is imported with it, which must not hold up the first paint.
        return self._sample_folder()

    def open_recent(self) -> None:
        """Offer the catalogues opened lately, the newest first."""
        entries = [
            Entry(
                f"recent/{folder}", folder.stem, str(folder.parent), partial(self._application.open, folder),
                icon="folder-open", reason="" if folder.is_dir() else tr("This folder is not there now"),
            )
            for folder in self._recent()
        ]  # fmt: skip
        self._window.palette_.open_with(entries, hint=tr("Catalogues opened lately"))

    def close_catalogue(self, then: Path | None = None) -> None:
        """Finish writing and close the catalogue; another is opened when ``then`` names one."""
        archive = self._context.archive
        if archive is None:
            return

        def work(_progress: Progress) -> None:
            archive.close()

        def closed(_nothing: None) -> None:
            if then is not None:
                self._application.open(then)

        # Views let go of it first, so that nobody reads from what is being closed.
        self._context.set_archive(None)
        self._window.results.say_empty()
        self._context.tasks.run(Lane.WRITE, work, done=closed, owner=self)

    def close_sample(self) -> None:
        """Back to the catalogue that was open before, if there was one."""
        sample = self._sample
        self.close_catalogue(next((one for one in self._recent() if one != sample and one.is_dir()), None))

    def delete_sample(self) -> None:
        """Ask, as what was tried there is lost with it; then close the sample and delete its folder."""
        self._context.tell(Notice(
            tr("The sample and what you tried in it will be deleted. Your own catalogues are not touched."),
            kind="warn", button=tr("Delete the sample"), clicked=self._delete_sample,
        ))  # fmt: skip

    def _delete_sample(self) -> None:
        if self._context.archive is None or self._context.archive.folder != self._sample:
            return
        self.close_sample()
        folder = self._sample

        def work(_progress: Progress) -> Changes:
            from archive_app.operations import sample

            sample.remove(folder)
            return Changes()

        def gone(_changes: Changes) -> None:
            preferences = self._application.preferences
            kept = tuple(one for one in preferences.now.recent_catalogues if Path(one) != folder)
            last = preferences.now.last_catalogue
            preferences.change(recent_catalogues=kept, last_catalogue="" if Path(last) == folder else last)
            self._context.tell(Notice(tr("The sample was deleted."), kind="done"))

        self._context.tasks.run(Lane.WRITE, work, done=gone, owner=self)

    def _recent(self) -> tuple[Path, ...]:
        archive = self._context.archive
        here = archive.folder if archive is not None else None
        return tuple(
            folder for one in self._application.preferences.now.recent_catalogues if (folder := Path(one)) != here
        )

    def _why_no_recent(self) -> str:
        return "" if self._recent() else tr("No other catalogue was opened yet")

    def _opened(self) -> None:
        archive = self._context.archive
        self.bar.setVisible(archive is not None and archive.folder == self._sample)
