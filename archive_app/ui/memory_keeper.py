"""Gives memory back once nothing has run for a while: pages that readers keep, and what freed things left empty."""

from __future__ import annotations

from PySide6.QtCore import QObject

from archive_app.ui.context import Context
from archive_app.ui.one_shot import one_shot
from archive_app.ui.tasks import Task

REST_MS = 4000


class MemoryKeeper(QObject):
    """Follows the lanes of a window; what it does itself is no reason to do it again."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._task: Task | None = None
        self._giving = self._due = False
        self._timer = one_shot(self, REST_MS, self.give)
        context.tasks.busy_changed.connect(self._changed)

    @property
    def at_rest(self) -> bool:
        """Whether nothing was done since memory was given back, or it is not time yet."""
        return not self._due

    def give(self) -> None:
        """Give back what is not used."""
        archive = self._context.archive
        self._due = False
        if archive is None:
            return
        self._giving = True  # it is started before it is known here
        self._task = self._context.files(
            lambda _progress: archive.rest(), lambda _none: None, failed=lambda _error: None, owner=self
        )
        self._giving = False

    def _changed(self, _busy: bool) -> None:
        if self._giving:
            return
        if any(task is not self._task for task in self._context.tasks.running()):
            self._due = True
            self._timer.stop()
        elif self._due:
            self._timer.start()
