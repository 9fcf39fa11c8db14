"""Where the person is: place, query, sort, view, selection and the way back. It holds no data.

Widgets change it through its methods and follow its signals::

    view.set_query('strike rights:ok')      # a new step in the history
    view.open_record(12, mode="read")       # Browse -> Read
    view.changed.connect(self._refresh)     # slot(State)
    view.selection_changed.connect(...)     # slot(tuple of record ids), the current one first

The whole state is one history entry; Alt+Left and Alt+Right move through them as in a browser.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from archive_app.domain.row_selection import RowSelection

PLACES: Final = ("all", "last_import", "batch", "attention", "marked", "bin", "collection", "basket", "saved")
VIEWS: Final = ("list", "grid", "table")
DEPTH: Final = 200


Selected = tuple[int, ...] | RowSelection
"""Record ids; many are all results but a few (``domain.row_selection``)."""


@dataclass(frozen=True, slots=True)
class State:
    """One entry of the history.

    Attributes:
        place: One of ``PLACES``; ``place_id`` names the collection, basket or saved search.
        text: What stands in the search box.
        sort: A sort of ``operations.find``.
        group: What the results are grouped by, of ``domain.groups``; "" for nothing.
        mode: browse, read or work; ``page`` names the work page ("import", "export", "photo" …).
        record: The record that is read, or 0.
        anchor: The first record on screen, by which the scroll position is found again.
    """

    place: str = "all"
    place_id: int = 0
    text: str = ""
    sort: str = "newest"
    group: str = ""
    mode: str = "browse"
    page: str = ""
    record: int = 0
    selected: Selected = ()
    anchor: int = 0


class ViewState(QObject):
    """The present ``State`` and its history."""

    changed = Signal(object)
    query_changed = Signal(object)
    selection_changed = Signal(object)
    history_changed = Signal()
    view_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = [State()]
        self._at = 0
        self._view = "list"
        self._typing = False  # the present entry was made while typing and may be replaced

    @property
    def now(self) -> State:
        """The present state."""
        return self._entries[self._at]

    @property
    def before(self) -> State | None:
        """The entry before the present one, None at the beginning."""
        return self._entries[self._at - 1] if self._at else None

    @property
    def view(self) -> str:
        """list, grid or table; kept apart from the history, as going back does not change how one looks."""
        return self._view

    @property
    def current(self) -> int:
        """The record the inspector shows, or 0."""
        return self.now.selected[0] if self.now.selected else 0

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier entry."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a later entry."""
        return self._at < len(self._entries) - 1

    def go(self, place: str, place_id: int = 0, *, text: str = "", sort: str = "") -> None:
        """Show a place of the library, a collection or a saved search."""
        self._push(State(place=place, place_id=place_id, text=text, sort=sort or self.now.sort, group=self.now.group))

    def set_query(self, text: str, *, live: bool = False) -> None:
        """Search within the present place; ``live`` (while typing) replaces the entry instead of adding one."""
        if text == self.now.text and self.now.mode == "browse":
            return
        state = replace(self.now, text=text, mode="browse", page="", record=0, selected=(), anchor=0)
        if live and self._typing and self.now.mode == "browse":
            self._replace(state)
        else:
            self._push(state)
        self._typing = live

    def set_sort(self, sort: str) -> None:
        """Order the results otherwise."""
        if sort != self.now.sort:
            self._replace(replace(self.now, sort=sort, anchor=0))

    def set_group(self, group: str) -> None:
        """Group the results by something else, or by nothing ("")."""
        if group != self.now.group:
            self._replace(replace(self.now, group=group, anchor=0))

    def set_view(self, view: str) -> None:
        """Show results as list, grid or table."""
        if view in VIEWS and view != self._view:
            self._view = view
            self.view_changed.emit(view)

    def select(self, ids: Selected) -> None:
        """Name the selected records, the current one first; not a history step."""
        if ids != self.now.selected:
            self._entries[self._at] = replace(self.now, selected=ids)
            self.selection_changed.emit(ids)

    def set_anchor(self, record: int) -> None:
        """Remember which record is first on screen; tells nobody."""
        self._entries[self._at] = replace(self.now, anchor=record)

    def open_record(self, record: int, *, mode: str = "read") -> None:
        """Read one record in the centre."""
        selected = self.now.selected if record in self.now.selected else (record,)
        self._push(replace(self.now, mode=mode, page="", record=record, selected=selected))

    def set_record(self, record: int) -> None:
        """Remember which record a work page shows, for the way back to it; tells nobody."""
        if self.now.mode == "work":
            self._entries[self._at] = replace(self.now, record=record)

    def turn_to(self, record: int) -> None:
        """Go on to another record in Read or Work without a step in the history; it is the one selected."""
        if self.now.mode != "browse" and record != self.now.record:
            self._replace(replace(self.now, record=record, selected=(record,)))

    def open_page(self, page: str, record: int = 0) -> None:
        """Show a work page in the centre, for example "import", "export" or "photo"."""
        self._push(replace(self.now, mode="work", page=page, record=record))

    def close_mode(self) -> None:
        """Back to the results from Read or Work."""
        if self.now.mode != "browse":
            self._push(replace(self.now, mode="browse", page="", record=0))

    def back(self) -> None:
        """To the entry before."""
        if self.can_go_back:
            self._move(self._at - 1)

    def forward(self) -> None:
        """To the entry after."""
        if self.can_go_forward:
            self._move(self._at + 1)

    def reset(self) -> None:
        """Forget everything; another catalogue was opened."""
        before = self.now
        self._entries, self._at = [State(sort=before.sort, group=before.group)], 0
        self._tell(before)

    def _push(self, state: State) -> None:
        self._typing = False
        if state == self.now:
            return
        before = self.now
        del self._entries[self._at + 1 :]
        self._entries.append(state)
        del self._entries[:-DEPTH]
        self._at = len(self._entries) - 1
        self._tell(before)

    def _replace(self, state: State) -> None:
        before = self.now
        self._entries[self._at] = state
        self._tell(before)

    def _move(self, to: int) -> None:
        self._typing = False
        before = self.now
        self._at = to
        self._tell(before)

    def _tell(self, before: State) -> None:
        now = self.now
        self.changed.emit(now)
        if _asks(now) != _asks(before):
            self.query_changed.emit(now)
        if now.selected != before.selected:
            self.selection_changed.emit(now.selected)
        self.history_changed.emit()


def _asks(state: State) -> tuple[object, ...]:
    """What of a state another search is made for."""
    return state.place, state.place_id, state.text, state.sort, state.group
