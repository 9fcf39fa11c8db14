"""The centre in Browse mode: header, bars, and one result as list, grid or table.

Switching between the three keeps the selection and what was first on screen. The old result stays until the new one
is there; ``search_standing`` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.query import Hint
from archive_app.domain.query_print import show
from archive_app.domain.query_words import in_words
from archive_app.domain.results import Results
from archive_app.domain.row_selection import RowSelection
from archive_app.i18n import tr
from archive_app.ui import empty_states, filters, theme
from archive_app.ui.bars import EmptyState, MessageBar
from archive_app.ui.context import Context
from archive_app.ui.grid_delegate import GridDelegate
from archive_app.ui.grid_view import GridView
from archive_app.ui.one_shot import one_shot
from archive_app.ui.result_delegate import ResultDelegate
from archive_app.ui.results_header import ResultsHeader, SelectionStrip
from archive_app.ui.results_model import ResultsModel
from archive_app.ui.search_standing import SearchStanding
from archive_app.ui.searching import Searching
from archive_app.ui.table_view import ListRows, RowsView, TableRows
from archive_app.ui.thumbnails import Thumbnails
from archive_app.ui.view_state import State

FEW: Final = 2_000
"""Up to so many records are selected one by one; more are all results but a few."""

MENU = (
    "record.open", "record.window", "record.look", "-", "edit.fields", "edit.batch", "record.reviewed",
    "record.mark", "record.collect", "record.uncollect", "record.basket", "record.unbasket", "-", "photo.compare",
    "photo.similar", "record.merge", "-", "rights.edit", "rights.state", "rights.clearance", "rights.copy_credit",
    "edit.copy", "edit.cite_as", "-", "file.export", "record.restore", "edit.delete",
)  # fmt: skip


class ResultsPane(QWidget):
    """The results of the present search.

    Signals:
        opened(int): A record was double-clicked.
    """

    opened = Signal(int)

    def __init__(
        self, context: Context, searching: Searching, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._searching = searching
        self._fresh = self._all_wanted = False
        self.model = ResultsModel(searching.rows, self)
        self.header = ResultsHeader(self)
        self.hint_bar = MessageBar(self)
        self.notice_bar = MessageBar(self)
        self.strip = SelectionStrip(self)
        self.empty = EmptyState(self)
        self.list = ListRows(self)
        self.grid = GridView(self)
        self.table = TableRows(self)
        self.stack = QStackedWidget(self)
        self._delegate = ResultDelegate(thumbnails, self.list)
        self.list.setItemDelegate(self._delegate)
        self.grid.setItemDelegate(GridDelegate(thumbnails, self.grid))
        self._views: dict[str, RowsView | GridView] = {"list": self.list, "grid": self.grid, "table": self.table}
        self._selected = one_shot(self, 0, self._tell_selection)
        # Pictures come one by one; the cells are painted again for many of them at once.
        self._come = one_shot(self, 40, self._show_pictures)
        thumbnails.ready.connect(lambda _sha: None if self._come.isActive() else self._come.start())
        self._anchor = one_shot(self, 120, self._keep_anchor)
        names = {"list": tr("Results"), "grid": tr("Results as a grid"), "table": tr("Results as a table")}
        for name, view in self._views.items():
            view.setModel(self.model)
            view.setAccessibleName(names[name])
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(self._menu)
            view.doubleClicked.connect(lambda index: self.opened.emit(self.model.id_at(index.row())))
            view.selectionModel().selectionChanged.connect(lambda *_: self._selected.start())
            view.selectionModel().currentChanged.connect(lambda *_: self._selected.start())
            view.verticalScrollBar().valueChanged.connect(lambda _: self._anchor.start())
            context.actions.attach(view, "results")
            self.stack.addWidget(view)
            self.model.rows_arrived.connect(view.update_rows)
        self.list.show_first_column_only()
        self.table.arrange()
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.hint_bar, self.notice_bar, self.strip):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        for name, text in (
            ("edit.batch", tr("Edit together")), ("record.collect", tr("Add to collection")),
            ("record.basket", tr("Into the basket")),
            ("file.export", tr("Export")), ("edit.select_none", tr("Clear")),
        ):  # fmt: skip
            self._offer(name, text)
        self._wire()
        self.standing = SearchStanding(context, searching, self.header, self.stack)
        column.insertWidget(1, self.standing.bar)
        self.set_compact(False)
        self.show_view(context.view.view)

    def view(self) -> RowsView | GridView:
        """The list, grid or table in use."""
        return self._views[self._context.view.view]

    def set_compact(self, compact: bool) -> None:
        """Rows of 56 pixels instead of 96."""
        first = self.list.first_visible()
        self._delegate.compact = compact
        self.list.set_row_height(self._delegate.height)
        if first >= 0:
            self.list.scrollTo(self.model.index(first, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def show_view(self, name: str) -> None:
        """Show list, grid or table with the same selection and the same first record."""
        old = self.stack.currentWidget()
        new = self._views[name]
        first = old.first_visible() if isinstance(old, (RowsView, GridView)) else -1
        if old is not new and isinstance(old, (RowsView, GridView)):
            self._select_rows(_spans(old), new)
            self._set_current(new, old.currentIndex().row())
        if self.model.rowCount():
            self.stack.setCurrentWidget(new)
        if first >= 0:
            new.scrollTo(self.model.index(first, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def select(self, ids: Sequence[int], *, scroll: bool = True) -> None:
        """Select these records as far as they are among the results."""
        if isinstance(ids, RowSelection):
            self._select_many(ids)
            return
        found = self.model.numbers_of(ids)
        rows = sorted(row for row in found if row >= 0)
        self._select_rows([(row, row) for row in rows], self.view())
        if rows:
            current = found[0]
            self._set_current(self.view(), current if current >= 0 else rows[0])
            if scroll:
                self.view().scrollTo(self.model.index(max(0, current), 0))

    def _select_many(self, chosen: RowSelection) -> None:
        """Select many again in another order or state of the results, if they are all but a few."""
        if chosen.ids is self.model.ids:
            self._select_rows(chosen.spans, self.view())
            return
        if chosen.exceptions > FEW:
            self._select_rows([], self.view())
            return
        without = sorted(row for row in self.model.numbers_of(chosen.left_out()) if row >= 0)
        edges = [-1, *without, self.model.rowCount()]
        spans = [(low + 1, high - 1) for low, high in pairwise(edges) if high - low > 1]
        self._select_rows(spans, self.view())

    def select_all(self) -> None:
        """Select every result, seen or not; those of a search that goes on as they come."""
        self._all_wanted = self._searching.results is not None and self._searching.results.growing
        self._select_rows([(0, self.model.rowCount() - 1)] if self.model.rowCount() else [], self.view())

    def step(self, by: int) -> int:
        """Make the next (or with -1 the previous) record the current one; returns its id, 0 at the end."""
        row = self.view().currentIndex().row() + by
        if not 0 <= row < self.model.rowCount():
            return 0
        self.select([self.model.id_at(row)])
        return self.model.id_at(row)

    def _wire(self) -> None:
        view, searching = self._context.view, self._searching
        searching.found.connect(self._found)
        searching.hints.connect(self._hinted)
        searching.whole_changed.connect(self._whole_known)
        searching.counted.connect(self.header.show_counted)
        view.view_changed.connect(self.show_view)
        view.query_changed.connect(self._asked)
        view.selection_changed.connect(self._select_from_state)
        self.header.removed.connect(lambda query: view.set_query(show(query)))
        self.header.cleared.connect(self.clear_filters)
        self.header.sort_chosen.connect(view.set_sort)
        self.header.group_chosen.connect(view.set_group)
        self.table.sort_wanted.connect(view.set_sort)
        self._context.archive_changed.connect(self._opened)
        theme.signals().changed.connect(self._themed)
        self._show_empty(None)

    def say_empty(self) -> None:
        """Say again why there is nothing, when no catalogue is open; commands may have been bound since."""
        if self._context.archive is None:
            self._show_empty(None)

    def clear_filters(self) -> None:
        """Leave only the plain words of the query."""
        self._context.view.set_query(show(filters.words_only(self._searching.query)))

    def _opened(self) -> None:
        self._fresh = True
        self.notice_bar.hide()
        self._show_empty(None)

    def _asked(self, state: State) -> None:
        self.header.set_sort(state.sort)
        self.header.set_group(state.group)
        self.table.show_sort(state.sort)

    def _found(self, results: Results, refresh: bool) -> None:
        state = self._context.view.now
        # A list that stands at its top stays there: what was added is on screen, what moved away takes nobody along.
        seen = self._seen() if refresh and self.view().verticalScrollBar().value() > 0 else []
        anchor = 0 if refresh else state.anchor
        selected = state.selected
        more = refresh and self._all_wanted and len(selected) == self.model.rowCount()
        self.model.set_results(results.ids, keep=refresh)
        self._show_groups(results)
        self.header.show()
        self.header.set_query(self._searching.query)
        self._show_count(results)
        if not results.total:
            self._show_empty(results)
            self._context.view.select(())
            return
        self.stack.setCurrentWidget(self.view())
        if self._fresh:
            # The first thing a keyboard meets in a catalogue is its records.
            self._fresh = False
            self.view().setFocus(Qt.FocusReason.OtherFocusReason)
        if more:
            self.select_all()
        else:
            self._all_wanted = False
            self.select(selected, scroll=False)
        if not refresh and not selected:
            self.view().scrollToTop()
        row = self.model.number_of(anchor) if anchor else -1
        if refresh:
            self._stay(seen)
        elif row >= 0:
            self.view().scrollTo(self.model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        elif selected:
            self.select(selected)
        self._selected.start()

    def _show_groups(self, results: Results) -> None:
        """Headings for every view, and the table's columns for the kind of record, where all are of one."""
        for view in self._views.values():
            view.set_groups(results.groups)
        kinds = [kind for kind, count in results.counts.items() if count]
        if kinds:
            self.table.show_kind(kinds[0] if len(kinds) == 1 else "")

    def _show_count(self, results: Results) -> None:
        asked = bool(self._context.view.now.text)
        words = in_words(results.query) if asked else ""
        if asked and results.spellings:
            others = ", ".join(dict.fromkeys(word for found in results.spellings.values() for word in found))
            words = tr("{words} · also spelt {others}").format(words=words, others=others)
        whole = self._searching.whole if self._context.view.now.place == "all" else -1
        self.header.set_count(results.total, results.counts, words, whole=whole, growing=results.growing)

    def _whole_known(self) -> None:
        if self._searching.results is not None:
            self._show_count(self._searching.results)

    def _seen(self) -> list[tuple[int, int]]:
        """Row and record of the first rows on screen."""
        first = max(0, self.view().first_visible())
        return [(row, self.model.id_at(row)) for row in range(first, min(first + 9, self.model.rowCount()))]

    def _stay(self, seen: Sequence[tuple[int, int]]) -> None:
        """Keep on screen what was there; the middle of their moves counts, as one of them may have gone far away."""
        now = self.model.numbers_of([record for _, record in seen], [row for row, _ in seen])
        moves = sorted(new - old for new, (old, _) in zip(now, seen, strict=True) if new >= 0)
        move = moves[len(moves) // 2] if moves else 0
        if move:
            row = max(0, min(self.model.rowCount() - 1, seen[0][0] + move))
            self.view().scrollTo(self.model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def _hinted(self, hints: Sequence[Hint]) -> None:
        if not hints:
            self.hint_bar.hide()
            return
        first = hints[0]
        fix: Callable[[], object] | None = None
        if first.fix:
            fix = lambda: self._context.view.set_query(first.fix)  # noqa: E731 - a name for the button below
        self.hint_bar.say(first.message, button=tr("Fix") if fix is not None else "", pressed=fix)

    def _show_empty(self, results: Results | None) -> None:
        if results is None:
            self.model.set_results(())
            self.header.set_count(0, {})
        empty_states.describe(self.empty, self._context, self._searching, results, self.clear_filters)
        self.header.setVisible(results is not None)
        self.stack.setCurrentWidget(self.empty)

    def _show_pictures(self) -> None:
        self.view().painted.pictures_came()

    def _tell_selection(self) -> None:
        view = self.view()
        if self.stack.currentWidget() is not view:
            self.strip.set_count(0)
            return
        chosen = RowSelection(self.model.ids, _spans(view), view.currentIndex().row())
        self.strip.set_count(len(chosen))
        # A few are told as they are: they outlive the result they stand in.
        self._context.view.select(tuple(chosen) if len(chosen) <= FEW else chosen)
        self._context.actions.refresh()

    def _select_from_state(self, ids: Sequence[int]) -> None:
        if len(ids) <= FEW and {self.model.id_at(row) for row in _some_rows(self.view())} != set(ids):
            self.select(ids)

    def _select_rows(self, spans: Sequence[tuple[int, int]], view: QAbstractItemView) -> None:
        chosen = QItemSelection()
        last = self.model.columnCount() - 1
        for top, bottom in spans:
            chosen.select(self.model.index(top, 0), self.model.index(bottom, last))
        view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _set_current(self, view: QAbstractItemView, row: int) -> None:
        index = self.model.index(row, 0)
        view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _keep_anchor(self) -> None:
        self._context.view.set_anchor(self.model.id_at(self.view().first_visible()))

    def _menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context.actions.fill_menu(menu, MENU)
        menu.popup(self.view().viewport().mapToGlobal(where))

    def _offer(self, action: str, text: str) -> None:
        button = QPushButton(text, self.strip)
        button.setProperty("flat", True)
        button.setProperty("compact", True)
        button.clicked.connect(self._context.actions[action].trigger)
        self.strip.add_button(button)

    def _themed(self) -> None:
        for view in self._views.values():
            view.viewport().update()
        if self._searching.results is not None:
            self._show_count(self._searching.results)


def _spans(view: QAbstractItemView) -> list[tuple[int, int]]:
    """First and last row of every stretch that is selected; QItemSelection cannot be iterated."""
    chosen = view.selectionModel().selection()
    return [(chosen.at(number).top(), chosen.at(number).bottom()) for number in range(chosen.count())]


def _some_rows(view: QAbstractItemView) -> list[int]:
    """The rows that are selected, one more than ``FEW`` at most."""
    every = (row for top, bottom in _spans(view) for row in range(top, bottom + 1))
    return list(islice(every, FEW + 1))
