"""Carries out the commands on several articles at once: compare them, link them as versions, tell them apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from archive_app.domain.changes import Changes
from archive_app.i18n import tr
from archive_app.operations.progress import Progress
from archive_app.ui.main_window import MainWindow

if TYPE_CHECKING:  # the store comes after the first paint
    from archive_app.store.archive import Archive


class VersionCommands(QObject):
    """Binds the commands; made once with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        bindings: dict[str, Callable[[], object]] = {
            "record.compare": self._compare, "record.version": self._link, "record.different": self._tell_apart,
        }  # fmt: skip
        for name, handler in bindings.items():
            self._context.actions.bind(name, handler, reason=self._reason)

    def _compare(self) -> None:
        # Named with its record, so that the pair keeps its order: the older record first.
        _older, newer = self._pair()
        self._context.view.open_page("diff", record=newer)

    def _link(self) -> None:
        older, newer = self._pair()

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import versions

            return versions.link(archive, newer, older)

        self._context.change(work, owner=self, undo=True)

    def _tell_apart(self) -> None:
        one, other = self._pair()

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import versions

            return versions.mark_different(archive, (one, ""), (other, ""))

        self._context.change(work, owner=self, undo=True)

    def _pair(self) -> tuple[int, int]:
        one, other = sorted(self._context.view.now.selected[:2])
        return one, other

    def _reason(self) -> str:
        ids = self._context.view.now.selected
        model = self._window.results.model
        rows = [model.row(model.number_of(one)) for one in ids[:3]]
        if len(ids) != 2 or any(row is not None and row.kind != "article" for row in rows):
            return tr("Select two articles first")
        return ""
