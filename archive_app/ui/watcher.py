"""The clock that looks into the watched folders, and tells when something waits for review."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from archive_app.i18n import tr, tr_n
from archive_app.ui.context import Context
from archive_app.ui.notices import Notice

if TYPE_CHECKING:
    from archive_app.domain.watching import WatchedFolder
    from archive_app.operations.progress import Progress
    from archive_app.operations.watching import FolderScan
    from archive_app.store.archive import Archive

EVERY: Final = 30_000
"""Milliseconds between two looks into the folders."""


class Watcher(QObject):
    """Looks into the watched folders now and then, on the FILES lane; tells when something waits for review."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        context.archive_changed.connect(self._restart)
        context.feed.changed.connect(lambda _changes: self._restart())

    def look(self) -> None:
        """Look now, unless a look is under way or nothing may be written."""
        archive = self._context.archive
        if archive is None or archive.read_only or self._looking:
            return
        self._looking = True
        self._context.files(partial(_scan, archive), partial(self._looked, archive), failed=self._failed, owner=self)

    def _restart(self) -> None:
        """The clock runs only where there is something to look at."""
        archive = self._context.archive
        if archive is None or archive.read_only:
            self._timer.stop()
        elif not self._looking:
            self._context.look(_folders, self._run, owner=self)

    def _run(self, found: list[WatchedFolder]) -> None:
        wanted = any(one.enabled for one in found)
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()

    def _looked(self, archive: Archive, found: list[FolderScan]) -> None:
        self._looking = False
        count = sum(len(one.offered) for one in found)
        if not count or archive is not self._context.archive:
            return
        names = ", ".join(f"“{Path(one.folder.path).name}”" for one in found if one.offered)
        text = tr_n("{n} new file in {folders} waits for review", "{n} new files in {folders} wait for review", count)
        self._context.feed.publish_everything()
        self._context.tell(
            Notice(
                text.format(n=count, folders=names),
                button=tr("Review"),
                clicked=partial(self._context.view.open_page, "batches"),
            )
        )

    def _failed(self, _error: Exception) -> None:
        self._looking = False  # the next look tries again; a folder that cannot be read is no reason to disturb anyone


def _scan(archive: Archive, progress: Progress) -> list[FolderScan]:
    from archive_app.operations import watching

    return watching.scan(archive, progress)


def _folders(archive: Archive) -> list[WatchedFolder]:
    from archive_app.operations import watching

    return watching.folders(archive)
