"""What every page and pane is given: the open catalogue and the ways to read it, change it and speak.

    class Inspector(QWidget):
        def __init__(self, context: Context, parent: QWidget | None = None) -> None: ...

    context.look(lambda archive: find.record_page(archive, 12), self._show, owner=self)
    context.change(lambda archive, progress: edit.to_bin(archive, ids), owner=self, undo=True)
    context.files(lambda progress: hash_file(path), self._hashed, owner=self)
    context.tell(Notice(tr("Copied.")))

Nothing here touches the catalogue on the main thread; results come back on it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from archive_app.domain.changes import Changes
from archive_app.i18n import tr
from archive_app.operations.progress import Progress
from archive_app.ui import messages
from archive_app.ui.actions import Actions
from archive_app.ui.feed import ChangeFeed
from archive_app.ui.notices import Notice
from archive_app.ui.preferences import Preferences
from archive_app.ui.tasks import Lane, Task, Tasks
from archive_app.ui.view_state import ViewState

if TYPE_CHECKING:
    from archive_app.store.archive import Archive

T = TypeVar("T")


class Context(QObject):
    """The window's shared parts.

    Attributes:
        tasks, feed, view, actions, preferences: See their modules.
        tables: Dropped tables that wait for their page.

    Signals:
        archive_changed: Another catalogue is open now, or none; ask ``archive``.
        told(Notice): Something to be shown as a toast and kept in the activity list.
    """

    archive_changed = Signal()
    told = Signal(object)

    def __init__(self, actions: Actions, parent: QObject | None = None, preferences: Preferences | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences or Preferences(parent=self)
        self.tasks = Tasks(self)
        self.feed = ChangeFeed(self)
        self.view = ViewState(self)
        self.actions = actions
        self.tables: list[Path] = []
        self._archive: Archive | None = None
        self.tasks.troubled.connect(self.trouble)

    @property
    def archive(self) -> Archive | None:
        """The open catalogue; None while none is open yet."""
        return self._archive

    def set_archive(self, archive: Archive | None) -> None:
        """Change over to another catalogue; the caller closes the old one."""
        self._archive = archive
        self.view.reset()
        self.archive_changed.emit()
        self.actions.refresh()

    def look(
        self,
        work: Callable[[Archive], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> Task | None:
        """Read the catalogue on the READ lane; ``done`` gets the value. None when no catalogue is open."""
        archive = self._archive
        if archive is None:
            return None
        return self.tasks.run(Lane.READ, lambda _progress: work(archive), done=done, failed=failed, owner=owner)

    def change(
        self,
        work: Callable[[Archive, Progress], Changes],
        *,
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        stopped: Callable[[], None] | None = None,
        owner: QObject | None = None,
        title: str = "",
        undo: bool = False,
    ) -> Task | None:
        """Change the catalogue on the WRITE lane; the feed tells every view, then ``done`` is called.

        Args:
            work: Calls one operation and returns its ``Changes``.
            done: Called with the changes after the feed has spoken (which it does whether ``owner`` lives or not).
            failed: Called with the exception; the person is told when not given.
            stopped: Called when it was cancelled.
            owner: No callback is called once this object is deleted.
            title: Long work shown in the status bar with Cancel.
            undo: Say what was done in a toast with an Undo button.

        Returns:
            The task; None when no catalogue is open.
        """
        archive = self._archive
        if archive is None:
            return None

        def work_and_say(progress: Progress) -> Changes:
            return work(archive, progress)

        def said(changes: Changes) -> None:
            if self._archive is archive:
                self.feed.publish(changes)
            if undo and changes:
                self.tell(Notice(changes.label, button=tr("Undo"), action="edit.undo", operation=changes.operation_id))
            if done is not None and alive(owner):
                done(changes)

        def not_done(error: Exception) -> None:
            if failed is not None and alive(owner):
                failed(error)
            else:
                self.trouble(error)

        return self.tasks.run(
            Lane.WRITE, work_and_say, done=said, failed=not_done,
            stopped=(lambda: stopped() if alive(owner) else None) if stopped is not None else None, title=title,
        )  # fmt: skip

    def files(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        progressed: Callable[[int, int, str], None] | None = None,
        owner: QObject | None = None,
        title: str = "",
    ) -> Task:
        """Hash, decode or read files on the FILES lane; no catalogue needed."""
        return self.tasks.run(
            Lane.FILES, work, done=done, failed=failed, progressed=progressed, owner=owner, title=title
        )

    def tell(self, notice: Notice | str) -> None:
        """Show a toast and keep it in the activity list."""
        self.told.emit(Notice(notice) if isinstance(notice, str) else notice)

    def trouble(self, error: Exception) -> None:
        """Tell the person of an error nobody else has told of."""
        message = messages.explain(error)
        self.tell(Notice(message.text, kind="bad", message=message))


def alive(owner: QObject | None) -> bool:
    """Whether callbacks of this owner may be called: it was not given, or is not deleted."""
    import shiboken6

    return owner is None or shiboken6.isValid(owner)
