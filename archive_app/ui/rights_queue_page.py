"""The rights queue: records whose rights somebody should look at, by what is the matter with them (ux.md §9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.changes import Changes
from archive_app.domain.results import ResultRow
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.operations.rights_queue import LABELS, Waiting
from archive_app.ui import messages, theme
from archive_app.ui.bars import EmptyState, MessageBar
from archive_app.ui.context import Context
from archive_app.ui.count_chips import CountChips
from archive_app.ui.one_shot import one_shot
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.result_delegate import ResultDelegate
from archive_app.ui.results_model import ResultsModel
from archive_app.ui.table_view import ListRows
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.thumbnails import Thumbnails
from archive_app.ui.view_state import State

ICONS: Final = {
    "unknown": ("circle-question-mark", "unknown"), "expiring": ("clock", "check"), "disputed": ("scale", "no"),
    "review": ("calendar", "check"), "credit": ("quote", "check"),
}  # fmt: skip
AGAIN_AFTER_MS: Final = 400
SHOWN_AFTER_MS: Final = 150


class RightsQueuePage(QFrame):
    """Parts with their counts, the records of one part, and the way through them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._parts: dict[str, Waiting] = {}
        self._task: Task | None = None
        self._stale = True
        self.header = PageHeader(context, self)
        self.header.set_title(tr("Rights that need somebody"))
        self.bar = MessageBar(self)
        self.chips = CountChips(self, exclusive=True)
        self.busy = QProgressBar(self)
        self.model = ResultsModel(self._rows, self)
        self.list = ListRows(self)
        self.empty = EmptyState(self)
        self.said = QLabel(self)
        self.next = self._button(tr("Open the next"), self.open_next, primary=True)
        self.ask = self._button(tr("May we use these?"), partial(self._hand_on, "rights.clearance"))
        self.state = self._button(tr("State rights…"), partial(self._hand_on, "rights.state"))
        self.search = self._button(tr("Show as search"), self._search)
        self._build()
        self._soon = one_shot(self, AGAIN_AFTER_MS, self.look)
        self._later = one_shot(self, SHOWN_AFTER_MS, self._follow)
        self.chips.changed.connect(self._show_part)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._later.start())
        self.list.doubleClicked.connect(lambda index: context.view.open_record(self.model.id_at(index.row())))
        context.feed.changed.connect(self._changed)
        context.feed.everything.connect(self._changed)
        context.archive_changed.connect(self._changed)

    @property
    def part(self) -> Waiting | None:
        """The part that is listed."""
        return self._parts.get(next(iter(self.chips.ticked), ""))

    def enter(self, _state: State) -> None:
        """It is shown: look again if anything changed meanwhile."""
        self.bar.hide()
        if self._stale:
            self.look()

    def leave(self) -> None:
        """Stop looking; whoever comes back looks again."""
        if self._task is not None and not self._task.finished:
            self._task.cancel()
            self._stale = True

    def look(self) -> None:
        """Read the whole queue in the background."""
        archive = self._context.archive
        if archive is None:
            return
        if self._task is not None:
            self._task.cancel()
        self._stale = False
        self.busy.setRange(0, 0)
        self.busy.show()

        def work(progress: Progress) -> tuple[Waiting, ...]:
            from archive_app.operations import rights_queue

            return rights_queue.queue(archive, progress=progress)

        self._task = self._context.tasks.run(
            Lane.FILES, work, done=self._show, failed=self._failed, stopped=self.busy.hide, owner=self,
            progressed=self._moved,
        )  # fmt: skip

    def open_next(self) -> None:
        """Open the record after the one with the cursor; after the last, the first."""
        count = self.model.rowCount()
        if not count:
            return
        at = self.list.currentIndex().row() + 1
        at = at if at < count else 0
        self.list.setCurrentIndex(self.model.index(at, 0))
        self._later.stop()
        self._context.view.open_record(self.model.id_at(at))

    def _build(self) -> None:
        self.header.row.addWidget(self.next)
        line = QHBoxLayout()
        line.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        self.busy.setTextVisible(False)
        self.busy.setFixedWidth(120)
        self.busy.setAccessibleName(tr("Progress"))
        line.addWidget(self.chips, 1)
        line.addWidget(self.busy)
        self.said.setProperty("role", "secondary")
        below = QHBoxLayout()
        below.setContentsMargins(theme.GAP_L, 0, theme.GAP_S, theme.GAP_XS)
        below.setSpacing(theme.GAP_XS)
        below.addWidget(self.said, 1)
        for button in (self.search, self.state, self.ask):
            below.addWidget(button)
        held = getattr(self.window(), "thumbnails", None)
        thumbnails = held if isinstance(held, Thumbnails) else Thumbnails(self._context, self)
        delegate = ResultDelegate(thumbnails, self.list)
        delegate.compact = True
        self.list.setModel(self.model)
        self.list.setItemDelegate(delegate)
        self.list.show_first_column_only()
        self.list.set_row_height(delegate.height)
        self.list.setAccessibleName(tr("Records that need somebody"))
        thumbnails.ready.connect(self.list.viewport().update)
        self.model.rows_arrived.connect(self.list.viewport().update)
        self._context.actions.attach(self.list, "results")
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.bar)
        column.addLayout(line)
        column.addLayout(below)
        column.addWidget(self._pages, 1)
        self._refresh()

    def _button(self, text: str, press: Callable[[], object], *, primary: bool = False) -> QPushButton:
        made = QPushButton(text, self)
        made.setProperty("primary" if primary else "flat", True)
        made.setProperty("compact", True)
        made.clicked.connect(lambda _checked=False: press())
        return made

    def _rows(self, ids: Sequence[int], done: Callable[[list[ResultRow]], None]) -> None:
        from archive_app.operations import find

        wanted = list(ids)
        self._context.look(lambda archive: list(find.rows(archive, wanted)), done, owner=self)

    def _show(self, found: tuple[Waiting, ...]) -> None:
        self.busy.hide()
        self._parts = {one.key: one for one in found}
        looks = {one.key: (*ICONS[one.key], one.label) for one in found}
        first = not self.chips.chips
        self.chips.show_counts({one.key: len(one.works) for one in found}, looks, order=tuple(LABELS))
        if first or self.part is None:
            self.chips.tick(next((one.key for one in found if one.works), found[0].key))
        else:
            self._show_part()

    def _show_part(self) -> None:
        part = self.part
        if part is None:
            self.chips.tick(next(iter(self._parts)))  # one part is always listed
            return
        current = self.model.id_at(max(0, self.list.currentIndex().row()))
        self.model.set_results(part.works, keep=True)
        at = self.model.number_of(current)
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at, 0))
        self._refresh()

    def _refresh(self) -> None:
        part = self.part
        count = len(part.works) if part is not None else 0
        self._pages.setCurrentIndex(0 if count or part is None else 1)
        text = tr_n("{n} record", "{n} records", count)
        self.said.setText(text if count else "")
        waiting = any(one.works for one in self._parts.values())
        title = tr("Nothing here") if waiting else tr("No rights need anybody")
        sentence = tr("No record waits for this. Choose another part above.")
        self.empty.show_state(
            "circle-check", title, sentence if waiting else tr("Every record that was looked at is in order.")
        )
        for button in (self.next, self.ask, self.state):
            button.setEnabled(bool(count))
        self.search.setVisible(part is not None and bool(part.query))
        self.state.setVisible(self._context.actions.bound("rights.state"))

    def _follow(self) -> None:
        """What is selected here is what the inspector shows, at its rights."""
        rows = self.list.selectionModel().selectedRows()
        ids = tuple(self.model.id_at(one.row()) for one in rows)
        if ids and self.isVisible() and self._context.view.now.page == "rights_queue":
            show = getattr(getattr(self.window(), "inspector", None), "focus_later", None)
            if callable(show) and len(ids) == 1:
                show("rights", "")
            self._context.view.select(ids)

    def _hand_on(self, command: str) -> None:
        """The records selected, or the whole part, to another page."""
        part = self.part
        if part is None:
            return
        chosen = [self.model.id_at(one.row()) for one in self.list.selectionModel().selectedRows()]
        self._context.view.select(tuple(chosen) if len(chosen) > 1 else part.works)
        self._context.actions.run(command)

    def _search(self) -> None:
        if self.part is not None and self.part.query:
            self._context.view.go("all", text=self.part.query)

    def _changed(self, changes: Changes | None = None) -> None:
        if changes is None or changes.structure or changes.kinds & {"rights", "photo", "article", "video"}:
            self._stale = True
            if self.isVisible():
                self._soon.start()

    def _moved(self, done: int, total: int, _note: str) -> None:
        self.busy.setRange(0, total)
        self.busy.setValue(done)

    def _failed(self, error: Exception) -> None:
        self.busy.hide()
        self.bar.say(messages.explain(error).text, kind="bad")
