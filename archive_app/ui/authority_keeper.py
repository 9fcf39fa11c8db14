"""The window's one index of the authorities: read when first asked for, kept up to date, never waited for.

For example::

    keeper = keeper_of(context)
    keeper.ask(lambda archive, index: index.rows("Шипенко"), self._show, owner=self)
    keeper.changed.connect(self._ask_again)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from archive_app.domain.changes import Changes
from archive_app.ui.context import Context
from archive_app.ui.tasks import Task

if TYPE_CHECKING:
    from archive_app.operations.authority_index import AuthorityIndex
    from archive_app.store.archive import Archive

T = TypeVar("T")


class AuthorityKeeper(QObject):
    """Holds the index. Signals: ``changed()``, when what it said before may not hold any more."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._archive: Archive | None = None
        self._index: AuthorityIndex | None = None
        self._stale: set[int] = set()
        context.feed.changed.connect(self._changed)
        context.feed.everything.connect(self._forget)
        context.archive_changed.connect(self._forget)

    def ask(
        self,
        work: Callable[[Archive, AuthorityIndex], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> Task | None:
        """Let ``work`` read the catalogue and the index beside the window; ``done`` gets its value."""
        archive = self._context.archive
        before = self._index if self._archive is archive else None
        stale = frozenset(self._stale)

        def run(opened: Archive) -> tuple[AuthorityIndex, T]:
            from archive_app.operations import authority_index

            index = before
            if index is None:
                index = authority_index.read(opened)
            elif stale:
                index = authority_index.updated(opened, index, stale)
            return index, work(opened, index)

        def answered(found: tuple[AuthorityIndex, T]) -> None:
            if self._context.archive is archive:
                self._archive, self._index = archive, found[0]
                self._stale -= stale
                done(found[1])

        return self._context.look(run, answered, failed=failed, owner=owner)

    def _changed(self, changes: Changes) -> None:
        # Number 0 stands for decisions that belong to no record, as that two are never the same.
        self._stale |= {0, *changes.records}
        self.changed.emit()

    def _forget(self) -> None:
        self._archive = self._index = None
        self._stale.clear()
        self.changed.emit()


def keeper_of(context: Context) -> AuthorityKeeper:
    """The keeper of a window, made when first wanted."""
    found = context.findChild(AuthorityKeeper)
    return found if isinstance(found, AuthorityKeeper) else AuthorityKeeper(context)
