"""What facets count, in memory: a column a facet, by the place of an item among all (search.md §2.1 d and e).

SQL would look up each hit in two tables and group what it finds, a hundred milliseconds for ten thousand hits. Here
the docids of the hits are all that is asked of the catalogue, and counting them takes a few; so does naming the records
that they are of. The columns are read in parts, between which a search may come: those that are kept with the catalogue
as they stand there, the others from the items. They hold for one state; what changes later is read beside.
"""

from __future__ import annotations

import json
import time
from array import array
from collections import Counter
from collections.abc import Sequence
from copy import copy
from datetime import date

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from archive_app.domain.results import ID_TYPE
from archive_app.store import column_part, kept_columns
from archive_app.store.codes import ANSWERS, KINDS, MISSING
from archive_app.store.column_part import FIELD_NUMBERS, SPAN, Numbers
from archive_app.store.item_columns import Columns, Growing, Runs
from archive_app.store.sqlite.engine import fetch

KINDS_BY_NUMBER = {number: name for name, number in KINDS.items()}
_TOGETHER = 4  # stale parts that follow each other, read at once
_LITTLE = 16  # stale parts that are read while somebody waits
_COUNTED = 1 << 19  # values counted at once: counting makes eight bytes of each
_NAMED = 20_000  # names of values that are kept in mind
_MOST_BESIDE = 5_000  # items that changed since the columns were read; of more, all are read anew
_NAMES = "SELECT v.id, v.value FROM json_each(?) j CROSS JOIN facet_value v ON v.id = j.value"
Looked = list[tuple[Columns, Numbers]]
Found = tuple[dict[str, int], dict[str, list[tuple[str, int]]]]


class FacetColumns:
    """The columns of one state of a catalogue. ``read`` until it says that all is there, then ``count``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._end = int(connection.exec_driver_sql("SELECT coalesce(max(docid), 0) + 1 FROM item").scalar_one())
        self._at = 0
        self._fields = kept_columns.fields(connection)
        self._growing: Growing | None = Growing()
        self._all = self._beside = Growing().whole()
        self._changed: frozenset[int] = frozenset()
        self._gone: Numbers = np.zeros(0, dtype=np.uint32)  # places of ``_all`` whose items changed
        self._names: dict[int, str] = {}
        self.whole = False

    @property
    def items(self) -> int:
        """How many items the columns hold, those in the bin too."""
        return len(self._all) - len(self._gone) + len(self._beside)

    def read(self, connection: sa.Connection, seconds: float) -> bool:
        """Read on for so long; whether all is there. A search that interrupts it loses the part being read only."""
        until = time.monotonic() + seconds
        fresh = kept_columns.fresh(connection) if self._at < self._end else set()
        while self._growing is not None and self._at < self._end and time.monotonic() < until:
            number = last = self._at // SPAN
            part = kept_columns.kept(connection, number) if number in fresh else None
            if part is None:
                while last - number < _TOGETHER - 1 and last + 1 not in fresh and (last + 1) * SPAN < self._end:
                    last += 1
                part = kept_columns.made(connection, number, last, self._fields)
            self._growing.add(part)
            self._at = (last + 1) * SPAN
        if self._at >= self._end and not self.whole:
            if self._growing is not None:
                self._all, self._growing = self._growing.whole(), None
            self._read_beside(connection)
            self.whole = True
        return self.whole

    def nearly_read(self, connection: sa.Connection) -> bool:
        """Whether all but a little of what is not read yet is kept with the catalogue."""
        parts = range(self._at // SPAN, (self._end - 1) // SPAN + 1)
        return len(parts) - len(kept_columns.fresh(connection).intersection(parts)) <= _LITTLE

    def followed(self, connection: sa.Connection, changed: frozenset[int]) -> FacetColumns | None:
        """The columns of a later state, of which is known which items differ; None when reading anew is better."""
        if len(self._changed | changed) > _MOST_BESIDE:
            return None
        known = copy(self)
        known.follow(connection, changed)
        return known

    def follow(self, connection: sa.Connection, changed: frozenset[int]) -> None:
        """Go on to a later state; whoever counts meanwhile does so in another copy of the same columns."""
        self._changed |= changed
        self._fields = kept_columns.fields(connection, self._fields)
        if self.whole and changed:
            self._read_beside(connection)

    def _read_beside(self, connection: sa.Connection) -> None:
        beside, changed = Growing(), np.array(sorted(self._changed), dtype=np.uint32)
        docids = changed[:0]
        if len(changed):
            wanted = (json.dumps(changed.tolist()),)
            inside = "docid IN (SELECT value FROM json_each(?))"
            part = column_part.of_tables(connection, inside, wanted, self._fields)
            beside.add_columns(part)
            docids = part.docids
        self._beside = beside.beside(docids)
        self._gone = self._all.places.of(changed[self._all.places.has(changed)])

    # -- listing --------------------------------------------------------------------------------

    def _told(self, docids: Numbers | None) -> _Told:
        return _Told(self._all, self._beside, docids)

    def docids(self) -> Numbers:
        """The docids of all items, upwards."""
        present = np.delete(self._all.places.docids(), self._gone)
        beside = self._beside.places.docids()
        return np.sort(np.concatenate([present, beside])) if len(beside) else present

    def of_kinds(self, docids: Numbers, kinds: Sequence[int]) -> NDArray[np.bool_]:
        """Which of some docids are of one of these kinds, as a truth value each."""
        found: NDArray[np.bool_] = np.isin(self._told(docids).told("marks") & 3, kinds)
        return found

    def listed(
        self, hits: Numbers | None, *, binned: bool, oldest: bool = False, by_day: bool = False
    ) -> tuple[array[int], dict[str, int]]:
        """The records of hits in the order of their dates, and their number by kind.

        Args:
            hits: Docids, upwards; None for all there are.
            binned: Whether what lies in the bin is listed too.
            oldest: The earliest first, those without a date last; else the newest first.
            by_day: Docids do not follow the dates: days are compared themselves.
        """
        found = self._shown(hits, binned=binned)
        marks, records = found.told("marks"), found.told("records")
        if by_day or oldest:
            hits, days = found.docids, found.told("days").astype(np.uint64)
            if oldest:
                key: Numbers = np.where(days == 0, np.uint64(1 << 22), days) << np.uint64(40) | hits
            else:
                key = ~(days << np.uint64(42) | (3 - (marks & 3)).astype(np.uint64) << np.uint64(40) | hits)
            records = records[np.argsort(key)]
        else:
            records = records[::-1]
        ids = array(ID_TYPE)
        ids.frombytes(np.ascontiguousarray(records, dtype=np.uint32).view(np.uint8).data)
        return ids, self._kinds(dict(_counted(marks)))

    def number(self, hits: Numbers | None, *, binned: bool) -> int:
        """How many of some docids are listed."""
        return len(self._shown(hits, binned=binned).told("marks"))

    def _shown(self, hits: Numbers | None, *, binned: bool) -> _Told:
        """Those of some docids that are listed."""
        if hits is None and not len(self._gone) and not len(self._beside):
            found = self._told(None)
        else:
            found = self._told(self.docids() if hits is None else hits)
        shown = None if binned else found.told("marks") < _BINNED
        return found if shown is None or bool(shown.all()) else self._told(found.docids[shown])

    def held(self, docids: Numbers) -> Numbers:
        """Those of some docids that items have."""
        there = self._beside.places.has(docids)
        if not there.all():
            there |= self._all.places.has(docids)
        return docids if there.all() else docids[there]

    # -- counting -------------------------------------------------------------------------------

    def count(
        self, connection: sa.Connection, hits: Numbers | None, names: Sequence[str], limit: int, *, binned: bool = False
    ) -> Found:
        """The kinds of hits, by their docids upwards or downwards, and the values of facets with their counts.

        Args:
            connection: The snapshot whose state the columns are of.
            hits: Docids; None for all there are.
            names: Facets.
            limit: So many values of each.
            binned: Whether what lies in the bin counts too.
        """
        looked = [(c, places, c.marks[places]) for c, places in self._places(hits)]
        if not binned:
            looked = [(c, p, m) if (m < _BINNED).all() else (c, p[m < _BINNED], m[m < _BINNED]) for c, p, m in looked]
        marks: Counter[int] = Counter()
        for _, _, met in looked:
            marks.update(dict(_counted(met)))
        found: dict[str, list[tuple[str, int]]] = {}
        for name in names:
            if name in _BY_MARK:
                found[name] = _BY_MARK[name](marks)
            elif name == "date":
                found[name] = _dates([(c, places) for c, places, _ in looked])[:limit]
        wanted = [name for name in names if name not in found]
        if wanted:
            by_value = _values_counted([(c, places) for c, places, _ in looked], len(self._fields))
            by_value[0] = 0
            present = np.flatnonzero(by_value != 0)  # there may be millions of values, of which few are met
            fields, counts = self._fields[present], by_value[present]
            for name in wanted:
                chosen = fields == FIELD_NUMBERS[name]
                found[name] = self._named(connection, present[chosen], counts[chosen], limit)
        return self._kinds(marks), found

    @staticmethod
    def _kinds(marks: dict[int, int]) -> dict[str, int]:
        kinds = dict.fromkeys(KINDS, 0)
        for mark, number in marks.items():
            kinds[KINDS_BY_NUMBER[mark & 3]] += number
        return kinds

    def _places(self, hits: Numbers | None) -> Looked:
        """Where hits stand in the columns of all, and of what changed since; upwards."""
        if hits is None:
            every = np.arange(len(self._all), dtype=np.uint32)
            present = np.delete(every, self._gone) if len(self._gone) else every
            return [(self._all, present), (self._beside, np.arange(len(self._beside)))]
        # As the docids are, which would be converted otherwise, all of them; and upwards, as places are looked up.
        hits = hits[:: -1 if len(hits) and hits[0] > hits[-1] else 1].astype(np.uint32, copy=False)
        aside = self._beside.places.has(hits)
        if not aside.any():
            return [(self._all, self._all.places.of(hits))]
        return [
            (self._all, self._all.places.of(hits[~aside])),
            (self._beside, self._beside.places.of(hits[aside])),
        ]

    def _named(self, connection: sa.Connection, present: Numbers, counts: Numbers, limit: int) -> list[tuple[str, int]]:
        """The commonest values of a field by name, and those that share the last place as far as they can matter."""
        if len(present) > limit:
            least = np.partition(counts, -limit)[-limit]
            present, counts = present[counts >= least], counts[counts >= least]
            order = np.argsort(-counts, kind="stable")[: limit + _TIES]
            present, counts = present[order], counts[order]
        found = zip(self._names_of(connection, present.tolist()), counts.tolist(), strict=True)
        return sorted(found, key=lambda p: (-p[1], p[0]))[:limit]

    def _names_of(self, connection: sa.Connection, values: list[int]) -> list[str]:
        """The names of values, in their order. Common ones are asked for again with every letter that is typed."""
        names = self._names
        if unknown := [number for number in values if number not in names]:
            if len(names) > _NAMED:
                names = self._names = {}
                unknown = values
            names.update(fetch(connection, _NAMES, (str(unknown),)))
        return [names[number] for number in values]


class _Told:
    """What columns say of some docids, in their order; of all there are, when None is given and nothing changed."""

    def __init__(self, every: Columns, beside: Columns, docids: Numbers | None) -> None:
        self._every, self._beside, self._docids = every, beside, docids
        self._aside: Numbers | None = None
        if docids is not None:
            aside = beside.places.has(docids)
            self._aside = aside if aside.any() else None
            self._places = every.places.of(docids if self._aside is None else docids[~aside])

    @property
    def docids(self) -> Numbers:
        """The docids themselves."""
        return self._every.places.docids() if self._docids is None else self._docids

    def told(self, name: str) -> Numbers:
        """What a column says."""
        column: Numbers | Runs = getattr(self._every, name)
        if self._docids is None:
            return column if isinstance(column, np.ndarray) else column.at(np.arange(len(self._every)))
        rest = _at(column, self._places)
        if self._aside is None:
            return rest
        found = np.zeros(len(self._docids), dtype=np.uint32)
        found[~self._aside] = rest
        found[self._aside] = _at(getattr(self._beside, name), self._beside.places.of(self._docids[self._aside]))
        return found


def _at(column: Numbers | Runs, places: Numbers) -> Numbers:
    return column[places] if isinstance(column, np.ndarray) else column.at(places)


_TIES = 200  # values as common as the last one shown, of which the first by name are shown
_ANSWER_ORDER = ("allowed", "allowed_with_conditions", "ask", "not_allowed", "unknown")


def _values_counted(looked: Looked, number: int) -> Numbers:
    """How often each value stands at some places, by its id; there are so many ids."""
    found: Numbers | None = None
    waiting: list[Numbers] = []
    length = 0

    def count() -> Numbers:
        values = np.concatenate(waiting) if waiting else np.zeros(0, dtype=np.uint32)
        waiting.clear()
        if found is None:
            return np.bincount(values, minlength=number)
        times = np.bincount(values)
        found[: len(times)] += times
        return found

    for columns, places in looked:
        for values in columns.gathered(places):
            waiting.append(values)
            length += len(values)
            if length >= _COUNTED:
                found, length = count(), 0
    found = count()
    for columns, places in looked:
        for column in (columns.publishers, columns.languages):
            times = np.bincount(column[places])
            found[: len(times)] += times
    return found


def _dates(looked: Looked) -> list[tuple[str, int]]:
    """The years in which something begins or ends, each with all that touches it: what ``date:YEAR`` finds."""
    spans: Counter[int] = Counter()
    for columns, places in looked:
        spans.update(columns.years.counted(places))
    named: Counter[int] = Counter()
    wide: list[tuple[int, int, int]] = []
    for span, number in spans.items():
        low, high = span >> 16, span & 0xFFFF
        if low != high:
            wide.append((low, high, number))
        elif low:
            named[low] += number
    for low, high, _ in wide:
        for year in (low, high):
            if 0 < year <= date.max.year:
                named[year] += 0
    for low, high, number in wide:
        for year in named:
            if low <= year <= (high or date.max.year):
                named[year] += number
    return [(f"{year:04}", named[year]) for year in sorted(named, reverse=True)]


def _counted(values: Numbers) -> list[tuple[int, int]]:
    counts = np.bincount(values, minlength=1)
    return [(int(n), int(counts[n])) for n in np.flatnonzero(counts)]


def _types(marks: Counter[int]) -> list[tuple[str, int]]:
    counted = Counter({name: sum(n for m, n in marks.items() if m & 3 == number) for name, number in KINDS.items()})
    return [(name, counted[name]) for name in KINDS if counted[name]]


def _answers(marks: Counter[int]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter()
    for mark, number in marks.items():
        counted["unknown" if mark & 16 else ANSWERS[mark >> 2 & 3]] += number
    return [(name, counted[name]) for name in _ANSWER_ORDER if counted[name]]


def _missing(marks: Counter[int]) -> list[tuple[str, int]]:
    counted = {what: sum(n for m, n in marks.items() if m >> 5 & 127 & bit) for what, bit in MISSING.items()}
    return [(what, counted[what]) for what in MISSING if counted[what]]


_BINNED = 4096
_BY_MARK = {"type": _types, "rights": _answers, "missing": _missing}
