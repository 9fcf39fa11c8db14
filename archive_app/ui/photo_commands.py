"""Carries out the commands on photos as pictures: find similar ones, duplicates of all, merge two."""

from __future__ import annotations

from PySide6.QtCore import QObject

from archive_app.i18n import tr
from archive_app.ui.main_window import MainWindow
from archive_app.ui.watcher import Watcher


class PhotoCommands(QObject):
    """Binds the commands; made once with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        actions = self._context.actions
        actions.bind("photo.similar", self._similar, reason=self._why_no_photo)
        actions.bind("photo.printings", self._printings, reason=self._why_no_photo)
        actions.bind("photo.metadata", self._metadata, reason=self._why_no_file)
        actions.bind("tools.files", self._files)
        actions.bind("tools.watch", self._watched)
        self.watcher = Watcher(self._context, self)
        actions.bind("record.merge", self._merge, reason=self._why_no_merge)
        actions.bind("tools.duplicate_photos", self._duplicates)

    def _similar(self) -> None:
        view = self._context.view
        view.set_query(f"similar:{view.current}")

    def _printings(self) -> None:
        view = self._context.view
        view.open_page("printings", view.current)

    def _metadata(self) -> None:
        view = self._context.view
        view.open_page("metadata", view.current)

    def _files(self) -> None:
        self._context.view.open_page("files")

    def _watched(self) -> None:
        self._context.view.open_page("watch")

    def _duplicates(self) -> None:
        self._context.view.open_page("duplicate_photos")

    def _merge(self) -> None:
        view = self._context.view
        if view.now.page != "compare":
            view.open_page("compare")
        merge = getattr(self._window.centre.currentWidget(), "merge", None)
        if callable(merge):
            merge()

    def _why_no_photo(self) -> str:
        return "" if self._are_photos(1) else tr("Select one photo first")

    def _why_no_file(self) -> str:
        ids = self._context.view.now.selected
        model = self._window.results.model
        rows = [model.row(model.number_of(one)) for one in ids[:2]]
        fits = len(ids) == 1 and all(row is None or row.kind in ("photo", "video") for row in rows)
        return "" if fits else tr("Select one photo or video first")

    def _why_no_merge(self) -> str:
        return "" if self._are_photos(2) else tr("Select two photos first")

    def _are_photos(self, wanted: int) -> bool:
        ids = self._context.view.now.selected
        model = self._window.results.model
        rows = [model.row(model.number_of(one)) for one in ids[: wanted + 1]]
        return len(ids) == wanted and all(row is None or row.kind == "photo" for row in rows)
