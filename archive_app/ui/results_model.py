"""One model for list, grid and table: all ids at once, the rows themselves a window at a time.

``rowCount`` is the true total. ``data`` never loads: a row that is not here yet is a placeholder, and its chunk of
256 is asked for after the present event; at most 64 chunks are kept, the least recently used go first.
``fetch(ids, done)`` is given by the results pane (``find.rows`` on the READ lane) and by tests.
"""

from __future__ import annotations

import contextlib
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from archive_app.i18n import tr
from archive_app.ui import row_words
from archive_app.ui.one_shot import one_shot
from archive_app.ui.result_columns import COLUMNS

if TYPE_CHECKING:
    from archive_app.domain.results import ResultRow

CHUNK: Final = 256
KEPT_CHUNKS: Final = 64
IN_FLIGHT: Final = 3
NEAR: Final = 5_000
MANY: Final = 10_000
MIME: Final = "application/x-archive-app-records"
RowRole: Final = Qt.ItemDataRole.UserRole + 1
IdRole: Final = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int], Callable[[list["ResultRow"]], None]], None]


class ResultsModel(QAbstractTableModel):
    """Rows of a result; ``RowRole`` gives the ``ResultRow`` or None while it is on its way.

    Signals:
        rows_arrived(int, int): First and last row of a chunk that is here now.
    """

    rows_arrived = Signal(int, int)

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: Sequence[int] = ()
        self._generation = 0
        self._chunks: OrderedDict[int, dict[int, ResultRow]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._in_flight: set[int] = set()
        self._again: set[int] = set()
        self._ask = one_shot(self, 0, self._ask_now)

    @property
    def ids(self) -> Sequence[int]:
        """The ids of all rows in order."""
        return self._ids

    def set_results(self, ids: Sequence[int], *, keep: bool = False) -> None:
        """Show another result.

        Args:
            ids: Every id in order.
            keep: Rows seen already are shown until they were read again, so that a refresh does not flicker.
        """
        if keep and len(ids) == len(self._ids) and _same(ids, self._ids):
            self.refresh_rows(None)
            return
        old, before = OrderedDict(self._chunks), self._ids
        self.beginResetModel()
        self._generation += 1
        self._ids = ids
        self._chunks.clear()
        self._stale.clear()
        self._wanted.clear()
        self._in_flight.clear()
        self._again.clear()
        if keep:
            self._keep(old, before)
        self.endResetModel()

    def refresh_rows(self, ids: Iterable[int] | None) -> None:
        """Read rows again that were changed (None: all that are here); they stay on screen meanwhile."""
        wanted = None if ids is None else frozenset(ids)
        for number, chunk in self._chunks.items():
            if wanted is None or not wanted.isdisjoint(chunk):
                self._stale.add(number)
                if number in self._in_flight:
                    self._again.add(number)  # what is on its way was read before the change
                self._want(number)

    def row(self, number: int) -> ResultRow | None:
        """The row if it is here; asks for it otherwise."""
        if not 0 <= number < len(self._ids):
            return None
        at = number // CHUNK
        chunk = self._chunks.get(at)
        if chunk is None:
            self._want(at)
            return None
        self._chunks.move_to_end(at)
        if at in self._stale:
            self._want(at)
        return chunk.get(self._ids[number])

    def id_at(self, number: int) -> int:
        """The record of a row, 0 when there is no such row."""
        return int(self._ids[number]) if 0 <= number < len(self._ids) else 0

    def number_of(self, record: int) -> int:
        """The row of a record, -1 when it is not among the results."""
        return self.numbers_of((record,))[0]

    def numbers_of(self, records: Sequence[int], near: Sequence[int] = ()) -> list[int]:
        """The rows of records, -1 for one that is not among the results.

        Args:
            records: Their ids.
            near: The rows they stood in: one that is found close by is not looked for among a million.
        """
        if not records:
            return []
        found: dict[int, int] = {}
        for record, row in zip(records, near, strict=False):
            first = max(0, row - NEAR)
            with contextlib.suppress(ValueError):
                found[record] = first + self._ids[first : row + NEAR].index(record)
        if len(found) < len(records):
            found |= _rows_of(self._ids, frozenset(records) - found.keys())
        return [found.get(record, -1) for record in records]

    @property
    def loaded_chunks(self) -> int:
        """How many chunks are held; never more than ``KEPT_CHUNKS``."""
        return len(self._chunks)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The true total."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All columns there are; the table hides those not chosen."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, its text in a column, or the sentence a screen reader says; never loads."""
        if role == IdRole:
            return self.id_at(index.row())
        if role not in _ROLES:
            return None
        row = self.row(index.row())
        if role == RowRole:
            return row
        if row is None:
            return tr("Loading…") if role == Qt.ItemDataRole.AccessibleTextRole else ""
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(row) if index.column() else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return row_words.sentence(row) if index.column() == 0 else f"{tr(column.label)}: {column.text(row)}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' names; rows are numbered for the screen reader only."""
        if orientation == Qt.Orientation.Horizontal:
            if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
                return tr(COLUMNS[section].label)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be selected and dragged; nothing is edited by typing."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Dragged rows are ids, for collections in the sidebar."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged ids, one a line."""
        ids = dict.fromkeys(self.id_at(index.row()) for index in indexes)
        data = QMimeData()
        data.setData(MIME, "\n".join(map(str, ids)).encode())
        return data

    def match(
        self, start: Index, role: int, value: object, hits: int = 1, flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith
    ) -> list[QModelIndex]:
        """Type-ahead: the next title beginning so among the rows that are here (it must not load thousands)."""
        wanted = str(value).casefold()
        found: list[tuple[int, int]] = []
        total = max(1, len(self._ids))
        for number, chunk in self._chunks.items():
            for at in range(number * CHUNK, min((number + 1) * CHUNK, len(self._ids))):
                row = chunk.get(self._ids[at])
                if row is not None and row_words.title_of(row).casefold().startswith(wanted):
                    found.append(((at - start.row()) % total, at))
        return [self.index(at, start.column()) for _, at in sorted(found)[: max(1, hits)]]

    def _keep(self, old: OrderedDict[int, dict[int, ResultRow]], before: Sequence[int]) -> None:
        """Keep the rows that were here, where they stood and as far away as those seen last have moved."""
        known = {row.id: row for chunk in old.values() for row in chunk.values()}
        moved = self._moved(before, next(reversed(old))) if old else 0
        places = dict.fromkeys(
            place + beside for number in reversed(old) for place in (number, number + moved) for beside in (0, -1, 1)
        )
        for number in places:
            if len(self._chunks) >= KEPT_CHUNKS:
                break
            if number < 0:
                continue
            part = self._ids[number * CHUNK : (number + 1) * CHUNK]
            rows = {record: known[record] for record in part if record in known}
            if rows:
                self._chunks[number] = rows
                self._stale.add(number)

    def _moved(self, before: Sequence[int], number: int) -> int:
        """How many chunks farther down the rows of a chunk of the result before stand now."""
        places = range(number * CHUNK, min((number + 1) * CHUNK, len(before)), CHUNK // 4)
        now = self.numbers_of([before[place] for place in places], places)
        moves = sorted(row - place for row, place in zip(now, places, strict=True) if row >= 0)
        return round(moves[len(moves) // 2] / CHUNK) if moves else 0

    def _want(self, number: int) -> None:
        if number in self._in_flight:
            return
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted.append(number)
        # Whoever scrolls fast leaves chunks behind that nobody looks at any more.
        del self._wanted[:-8]
        if not self._ask.isActive():
            self._ask.start()

    def _ask_now(self) -> None:
        while self._wanted and len(self._in_flight) < IN_FLIGHT:
            number = self._wanted.pop()
            part = list(self._ids[number * CHUNK : (number + 1) * CHUNK])
            if not part:
                continue
            self._in_flight.add(number)
            self._fetch(part, partial(self._arrived, number, self._generation))

    def _arrived(self, number: int, generation: int, rows: list[ResultRow]) -> None:
        if generation != self._generation:
            return
        self._in_flight.discard(number)
        self._stale.discard(number)
        self._chunks[number] = {row.id: row for row in rows}
        self._chunks.move_to_end(number)
        while len(self._chunks) > KEPT_CHUNKS:
            gone, _ = self._chunks.popitem(last=False)
            self._stale.discard(gone)
        first, last = number * CHUNK, min(len(self._ids), (number + 1) * CHUNK) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))
        self.rows_arrived.emit(first, last)
        if number in self._again:
            self._again.discard(number)
            self._stale.add(number)
            self._want(number)
        if self._wanted:
            self._ask_now()


def _rows_of(ids: Sequence[int], wanted: frozenset[int]) -> dict[int, int]:
    """Where these stand; of many ids in two milliseconds a million, by what the store has made them with."""
    if not isinstance(ids, array) or len(ids) < MANY:
        return {one: row for row, one in enumerate(ids) if one in wanted}
    import numpy as np

    held = np.asarray(ids)
    rows = np.flatnonzero(np.isin(held, np.fromiter(wanted, held.dtype)))
    return dict(zip(held[rows].tolist(), rows.tolist(), strict=True))


def _same(ids: Sequence[int], others: Sequence[int]) -> bool:
    """Whether two results are the same ids; arrays are compared as they are, a million in a moment."""
    if ids is others or type(ids) is type(others):
        return ids is others or ids == others
    return all(one == other for one, other in zip(ids, others, strict=True))


_ROLES: Final = frozenset({
    RowRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.AccessibleTextRole,
})  # fmt: skip
