"""The list of an import's items: those that the filter and the search let through, in the order asked for.

Counts are kept up with each change, so that they cost the same for ten items and for ten thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from archive_app.domain.folding import fold
from archive_app.i18n import mark, tr
from archive_app.ui.import_items import STATES, ImportItem

Index = QModelIndex | QPersistentModelIndex
ItemRole: Final = int(Qt.ItemDataRole.UserRole) + 1

_URGENCY: Final[dict[str, int]] = {
    "failed": 0, "check": 1, "changed": 2, "duplicate": 3, "unreadable": 4, "table": 5, "address": 5, "ready": 6,
    "accepted": 7, "out": 8, "imported": 9,
}  # fmt: skip

FILTERS: Final[dict[str, tuple[str, Callable[[ImportItem], bool]]]] = {
    "": (mark("All"), lambda _item: True),
    "check": (mark("To check"), lambda item: item.kind != "" and not item.imported and item.unsure),
    "new": (mark("New"), lambda item: item.kind != "" and not (item.imported or item.duplicates or item.twin)),
    "changed": (mark("Changed"), lambda item: item.standing == "changed" and not item.imported),
    "duplicate": (
        mark("Duplicates"),
        lambda item: bool(item.duplicates or item.twin) and item.standing != "changed" and not item.imported,
    ),
    "table": (mark("Tables"), lambda item: item.is_table),
    "address": (mark("To be fetched"), lambda item: item.is_address),
    "unreadable": (mark("Cannot be read"), lambda item: item.error is not None),
    "out": (mark("Left out"), lambda item: not item.ticked and item.can_import),
    "imported": (mark("Imported"), lambda item: item.imported),
}
"""What the list may be narrowed to."""

ORDERS: Final[dict[str, tuple[str, Callable[[ImportItem], Any]]]] = {
    "": (mark("As added"), lambda _item: 0),
    "title": (mark("By title"), lambda item: fold(item.title)),
    "name": (mark("By file"), lambda item: (fold(item.path or item.name), fold(item.title))),
    "state": (mark("What needs a look first"), lambda item: _URGENCY[item.state]),
    "size": (mark("Largest first"), lambda item: -item.size),
}


_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
_Counts = tuple[str, bool, frozenset[str]]
"""State, whether Import would take it, the filters that let it through."""


class ItemModel(QAbstractListModel):
    """The list; it grows while sources are read.

    Attributes:
        items: All of them, as added.
        shown: Those of the list, in its order. An item that changes stays until the list is narrowed anew.

    Signals:
        counts_changed(): Items came, or one changed its state.
        touched(object): What is to be kept of these items changed (a list of ``ImportItem``).
    """

    counts_changed = Signal()
    touched = Signal(object)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.items: list[ImportItem] = []
        self.shown: list[ImportItem] = []
        self.filter = ""
        self.order = ""
        self.search = ""
        self._known: set[tuple[str, str]] = set()
        self._rows: dict[int, int] = {}
        self._texts: dict[str, ImportItem] = {}
        self._counted: dict[int, _Counts] = {}
        self._kinds: dict[tuple[object, ...], _Counts] = {}
        self._states = dict.fromkeys(STATES, 0)
        self._sorts = dict.fromkeys(FILTERS, 0)
        self.wanted_count = 0

    def add(self, items: Sequence[ImportItem]) -> list[ImportItem]:
        """Append what was read, return what is new; a text that is in the list already is the twin of the first."""
        fresh = [item for item in items if self._is_new(item)]
        for item in fresh:
            if item.kind != "draft" or not item.sha256:
                continue
            first = self._texts.setdefault(item.sha256, item)
            if first is not item and first.title == item.title and not item.twin:
                item.twin, item.ticked = first.title, False
                self.touched.emit([item])
        self.items += fresh
        for item in fresh:
            self._count(item)
        let_in = [item for item in fresh if self._lets(item)]
        if let_in and not self.order:
            first_row = len(self.shown)
            self.beginInsertRows(QModelIndex(), first_row, first_row + len(let_in) - 1)
            self.shown += let_in
            self._rows |= {item.number: row for row, item in enumerate(let_in, first_row)}
            self.endInsertRows()
        elif let_in:
            self.narrow()
        if fresh:
            self.counts_changed.emit()
        return fresh

    def fill(self, items: Sequence[ImportItem]) -> None:
        """Hold these items and no others."""
        self.beginResetModel()
        self.items = list(items)
        self._known = {(item.path, item.title) for item in items if item.path}
        self._texts = {}
        for item in items:
            if item.kind == "draft" and item.sha256:
                self._texts.setdefault(item.sha256, item)
        self._counted.clear()
        self._states = dict.fromkeys(STATES, 0)
        self._sorts = dict.fromkeys(FILTERS, 0)
        self.wanted_count = 0
        for item in items:
            self._count(item)
        self._choose()
        self.endResetModel()
        self.counts_changed.emit()

    def clear(self) -> None:
        """Empty the list."""
        self.fill(())

    def remove(self, items: Iterable[ImportItem]) -> None:
        """Take items out."""
        gone = set(items)
        self.fill([item for item in self.items if item not in gone])

    def narrow(self, *, sort: str | None = None, order: str | None = None, search: str | None = None) -> None:
        """Show only items of a sort (``FILTERS``) with certain words, in an order (``ORDERS``)."""
        self.filter = self.filter if sort is None else sort
        self.order = self.order if order is None else order
        self.search = self.search if search is None else fold(search).strip()
        self.beginResetModel()
        self._choose()
        self.endResetModel()

    def changed(self, item: ImportItem) -> None:
        """An item is not as it was: draw it anew, and have it kept."""
        self.changed_all([item])

    def changed_all(self, items: Sequence[ImportItem], *, keep: bool = True) -> None:
        """Items are not as they were; ``keep`` is False when their batch knows already."""
        rows = [row for item in items if (row := self._rows.get(item.number, -1)) >= 0]
        for item in items:
            if item.number in self._counted:
                self._count(item)
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        if keep and items:
            self.touched.emit(list(items))
        self.counts_changed.emit()

    def tick(self, item: ImportItem, on: bool) -> None:
        """Want an item, or not."""
        self.tick_all([item], on)

    def tick_all(self, items: Iterable[ImportItem], on: bool) -> None:
        """Want items, or not; what is left out is not accepted any more."""
        able = [item for item in items if item.can_import]
        for item in able:
            item.ticked = on
            item.accepted = item.accepted and on
        self.changed_all(able)

    def row_of(self, item: ImportItem | None) -> int:
        """The row of an item, or -1."""
        return -1 if item is None else self._rows.get(item.number, -1)

    def wanted(self) -> Iterator[ImportItem]:
        """The items that Import would take."""
        return (item for item in self.items if item.ticked and item.can_import)

    def paths(self) -> set[str]:
        """Where the items came from."""
        return {path for path, _title in self._known}

    def count_states(self) -> dict[str, int]:
        """How many items there are in each state."""
        return dict(self._states)

    def count_sorts(self) -> dict[str, int]:
        """How many items each filter lets through."""
        return dict(self._sorts)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as the filter lets through."""
        return 0 if parent.isValid() else len(self.shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Items can be ticked."""
        return _FLAGS

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """What the delegate and a screen reader ask."""
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        item = self.shown[index.row()]
        if role == ItemRole:
            return item
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.title
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if item.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return f"{item.title}\n{item.path or item.name}\n{item.words}"
            case Qt.ItemDataRole.AccessibleTextRole:
                wanted = tr("will be imported") if item.ticked else tr("will not be imported")
                return ", ".join((item.title, tr(STATES[item.state]), item.words, wanted))
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ticking by Space."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick(self.shown[index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _choose(self) -> None:
        self.shown = [item for item in self.items if self._lets(item)]
        if self.order:
            self.shown.sort(key=ORDERS[self.order][1])
        self._rows = {item.number: row for row, item in enumerate(self.shown)}

    def _lets(self, item: ImportItem) -> bool:
        if not FILTERS[self.filter][1](item):
            return False
        return not self.search or self.search in fold(f"{item.title} {item.path or item.name}")

    def _count(self, item: ImportItem) -> None:
        before = self._counted.get(item.number)
        # Ten thousand items are of a few sorts only: each sort is looked at once.
        sort = (
            item.kind, item.media_type if not item.kind else "", item.ticked, item.accepted, item.unsure, item.imported,
            item.error is None, item.standing, not item.duplicates, not item.twin,
        )  # fmt: skip
        now = self._kinds.get(sort)
        if now is None:
            lets = frozenset(name for name, (_words, let) in FILTERS.items() if let(item))
            now = self._kinds[sort] = (item.state, item.ticked and item.can_import, lets)
        if now is before:
            return
        if before is not None:
            state, wanted, sorts = before
            self._states[state] -= 1
            self.wanted_count -= wanted
            for name in sorts:
                self._sorts[name] -= 1
        self._counted[item.number] = now
        self._states[now[0]] += 1
        self.wanted_count += now[1]
        for name in now[2]:
            self._sorts[name] += 1

    def _is_new(self, item: ImportItem) -> bool:
        # Dropping the same file twice adds nothing; one source may hold several articles.
        key = (item.path, item.title)
        if not item.path:
            return True
        if key in self._known:
            return False
        self._known.add(key)
        return True
