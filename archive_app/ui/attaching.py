"""Giving a photo or video its file: chosen in a dialog or dropped, copied as a job that can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.records import Kind
from archive_app.i18n import tr
from archive_app.ui.context import Context
from archive_app.ui.notices import Notice


class Attaching(QObject):
    """Attaches files for one pane."""

    def __init__(self, context: Context, widget: QWidget) -> None:
        super().__init__(widget)
        self._context = context
        self._widget = widget

    def ask(self, record_id: int, kind: Kind, done: Callable[[], object] | None = None, *, name: str = "") -> None:
        """Let the person choose a file for a photo or video; ``name`` is that of a file that was lost."""
        photos = tr("Pictures (*.jpg *.jpeg *.png *.tif *.tiff *.webp *.gif *.bmp *.heic *.heif *.avif)")
        films = tr("Films (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.mpg *.mpeg *.ogv)")
        title = tr("Locate “{name}”").format(name=name) if name else tr("Attach a file")
        kinds = photos if kind is Kind.PHOTO else films
        chosen, _ = QFileDialog.getOpenFileName(self._widget, title, name, f"{kinds};;{tr('All files (*)')}")
        if chosen:
            self.attach(record_id, Path(chosen), done)

    def attach(self, record_id: int, path: Path, done: Callable[[], object] | None = None) -> None:
        """Copy a file into the catalogue and make it the record's own."""
        from archive_app.operations import works

        def attached(changes: Changes) -> None:
            if not changes:
                # The same bytes as before: they are in their place again, and no value has changed.
                self._context.tell(Notice(tr("“{name}” is in its place again.").format(name=path.name), kind="done"))
                self._context.feed.publish_everything()
            if done is not None:
                done()

        self._context.change(
            lambda archive, progress: works.attach_media(archive, record_id, path, progress=progress),
            done=attached, owner=self, title=tr("Attaching “{name}”").format(name=path.name), undo=True,
        )  # fmt: skip


def play(context: Context, file: Path | None) -> None:
    """Open a held file with the system's own player or viewer."""
    if file is None:
        context.tell(Notice(tr("No copy is held, so there is nothing to play."), kind="warn"))
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        context.tell(Notice(tr("No program of this system opens “{name}”.").format(name=file.name), kind="warn"))
