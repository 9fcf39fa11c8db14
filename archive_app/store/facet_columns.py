"""What facets count, in memory: a column a facet, by the place of an item among all (search.md §2.1 d and e).

SQL would look up each hit in two tables and group what it finds, a hundred milliseconds for ten thousand hits. Here
the docids of the hits are all that is asked of the catalogue, and counting them takes a few. The columns are read in
parts, between which a search may come; they hold for one state of the catalogue, and what changes later is read beside.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from archive_app.store.codes import ANSWERS, KINDS, MISSING
from archive_app.store.sqlite.engine import fetch

KINDS_BY_NUMBER = {number: name for name, number in KINDS.items()}
TERM_FACETS = ("provider", "person", "place", "tag", "flag")
"""Facets of which an item may have many values."""
_ONE = ("publisher", "language")
_FIELD_NUMBERS = {name: number for number, name in enumerate((*_ONE, *TERM_FACETS), 1)}
_PART = 40_000  # docids read at once: five thousand items after a rebuild
_COUNTED = 250_000  # items counted at once: of all their values, lists are made that take eight bytes each
_ITEMS = """
SELECT group_concat(docid), group_concat(kind + 4 * verdict + 16 * nobody_looked + 32 * missing + 4096 * deleted),
  group_concat(publisher_id), group_concat(language_id), group_concat(coalesce(day_low, 0)),
  group_concat(coalesce(day_high, 0))
FROM item WHERE """
_TERMS = """
SELECT group_concat(docid), group_concat(value_id) FROM item_term INDEXED BY item_term_docid
WHERE """
_OF_FIELD = "SELECT group_concat(id) FROM facet_value WHERE field = ? AND id >= ?"
_NAMES = "SELECT v.id, v.value FROM json_each(?) j CROSS JOIN facet_value v ON v.id = j.value"
Numbers = NDArray[Any]
_NONE: Numbers = np.zeros(0, dtype=np.uint32)
_NOUGHT: Numbers = np.zeros(1, dtype=np.uint32)
_MOST_BESIDE = 20_000  # items that changed since the columns were read; of more, all are read anew


@dataclass(frozen=True, slots=True)
class _Columns:
    """Some items by docid: what facets count of each, and the values it may have many of, one item after the other."""

    docids: Numbers = field(default_factory=lambda: _NONE)
    marks: Numbers = field(default_factory=lambda: _NONE)
    publishers: Numbers = field(default_factory=lambda: _NONE)
    languages: Numbers = field(default_factory=lambda: _NONE)
    first: Numbers = field(default_factory=lambda: _NONE)
    last: Numbers = field(default_factory=lambda: _NONE)
    values: Numbers = field(default_factory=lambda: _NONE)
    starts: Numbers = field(default_factory=lambda: _NOUGHT)

    def has(self, docids: Numbers) -> Numbers:
        """Which of some docids are here, as a truth value each."""
        if not len(self.docids):
            return np.zeros(len(docids), dtype=bool)
        places = np.minimum(np.searchsorted(self.docids, docids), len(self.docids) - 1)
        found: Numbers = self.docids[places] == docids
        return found

    def gathered(self, places: Numbers) -> Numbers:
        """The values of all these items, one after the other."""
        starts = self.starts[places].astype(np.int64)
        lengths = self.starts[places + 1].astype(np.int64) - starts
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        steps: Numbers = np.arange(total) - np.repeat(ends - lengths, lengths)
        found: Numbers = self.values[np.repeat(starts, lengths) + steps]
        return found


class FacetColumns:
    """The columns of one state of a catalogue. ``read`` until it says that all is there, then ``count``.

    What changed since is read beside: the columns of a million items are not read anew because of one.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._end = int(connection.exec_driver_sql("SELECT coalesce(max(docid), 0) + 1 FROM item").scalar_one())
        self._at = 0
        self._fields = np.zeros(1, dtype=np.uint8)
        self._growing = _Growing()
        self._all = self._beside = _Columns()
        self._changed: frozenset[int] = frozenset()
        self._present: Numbers = _NONE  # places of ``_all`` whose items did not change
        self.whole = False
        self._learn_fields(connection)

    @property
    def items(self) -> int:
        """How many items the columns hold, those in the bin too."""
        return len(self._present) + len(self._beside.docids)

    def read(self, connection: sa.Connection, seconds: float) -> bool:
        """Read on for so long; whether all is there. A search that interrupts it loses the part being read only."""
        until = time.monotonic() + seconds
        while self._at < self._end and time.monotonic() < until:
            span = (self._at, self._at + _PART - 1)
            self._growing.add(self._part(connection, "docid BETWEEN ? AND ?", span))
            self._at += _PART
        if self._at >= self._end and not self.whole:
            self._all = self._growing.whole()
            self._read_beside(connection)
            self.whole = True
        return self.whole

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
        self._learn_fields(connection)
        if self.whole and changed:
            self._read_beside(connection)

    def _learn_fields(self, connection: sa.Connection) -> None:
        """Of which field each value is, of those that came since as well."""
        known = len(self._fields)
        last = int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM facet_value").scalar_one())
        if last < known:
            return
        fields = np.zeros(last + 1, dtype=np.uint8)
        fields[:known] = self._fields
        for name, number in _FIELD_NUMBERS.items():
            fields[numbers(connection.exec_driver_sql(_OF_FIELD, (name, known)).scalar())] = number
        self._fields = fields

    def _read_beside(self, connection: sa.Connection) -> None:
        wanted = json.dumps(sorted(self._changed))
        inside = "docid IN (SELECT value FROM json_each(?))"
        beside = _Growing()
        if self._changed:
            beside.add(self._part(connection, inside, (wanted,)))
        self._beside = beside.whole()
        docids = self._all.docids
        changed = np.array(sorted(self._changed), dtype=docids.dtype)
        self._present = np.delete(
            np.arange(len(docids), dtype=np.uint32), np.searchsorted(docids, changed[self._all.has(changed)])
        )

    def _part(self, connection: sa.Connection, which: str, values: tuple[object, ...]) -> tuple[Numbers, ...]:
        run = connection.exec_driver_sql
        columns = [numbers(text) for text in run(_ITEMS + which, values).one()]
        order = np.argsort(columns[0], kind="stable")
        docids, marks, publishers, languages, first, last = (column[order] for column in columns)
        holders, held = (numbers(text) for text in run(_TERMS + which, values).one())
        fields, places = self._fields[held], np.searchsorted(docids, holders)
        kept = fields > len(_ONE)
        for n, column in enumerate((publishers, languages), 1):  # of these, those beside the first
            kept |= (fields == n) & (held != column[np.minimum(places, len(docids) - 1)]) if len(docids) else False
        holders, held = holders[kept], held[kept]
        order = np.argsort(holders, kind="stable")
        counts = np.diff(np.searchsorted(holders[order], docids, side="left"), append=len(holders))
        return docids, marks, publishers, languages, _years(first), _years(last), held[order], counts

    def count(
        self, connection: sa.Connection, hits: Numbers | None, names: Sequence[str], limit: int, *, binned: bool = False
    ) -> Found:
        """The kinds of hits, by their docids in any order, and the values of facets with their counts.

        Args:
            connection: The snapshot whose state the columns are of.
            hits: Docids; None for all there are.
            names: Facets.
            limit: So many values of each.
            binned: Whether what lies in the bin counts too.
        """
        looked = self._places(hits)
        if not binned:
            looked = [(c, places[c.marks[places] < _BINNED]) for c, places in looked]
        marks: Counter[int] = Counter()
        for c, places in looked:
            marks.update(dict(_counted(c.marks[places])))
        kinds: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
        for mark, number in marks.items():
            kinds[KINDS_BY_NUMBER[mark & 3]] += number
        found: dict[str, list[tuple[str, int]]] = {}
        for name in names:
            if name in _BY_MARK:
                found[name] = _BY_MARK[name](marks)
            elif name == "date":
                found[name] = self._dates(looked)[:limit]
        by_value = np.zeros(1, dtype=np.int64)
        for c, places in looked:
            for at in range(0, len(places), _COUNTED):
                some = places[at : at + _COUNTED]
                values = np.concatenate([c.gathered(some), c.publishers[some], c.languages[some]])
                by_value = _added(by_value, np.bincount(values, minlength=1))
        by_value[0] = 0
        present = np.flatnonzero(by_value)  # once: there may be millions of values, of which few are met
        fields, counts = self._fields[present], by_value[present]
        for name in names:
            if name not in found:
                chosen = fields == _FIELD_NUMBERS[name]
                found[name] = self._named(connection, present[chosen], counts[chosen], limit)
        return dict(kinds), found

    def _places(self, hits: Numbers | None) -> list[tuple[_Columns, Numbers]]:
        """Where hits stand in the columns of all, and of what changed since."""
        if hits is None:
            return [(self._all, self._present), (self._beside, np.arange(len(self._beside.docids)))]
        # As the docids are, which would be converted otherwise, all of them; and upwards, which is searched faster.
        hits = hits.astype(np.uint32)[:: -1 if len(hits) and hits[0] > hits[-1] else 1]
        aside = self._beside.has(hits)
        return [
            (self._all, np.searchsorted(self._all.docids, hits[~aside])),
            (self._beside, np.searchsorted(self._beside.docids, hits[aside])),
        ]

    @staticmethod
    def _named(connection: sa.Connection, present: Numbers, counts: Numbers, limit: int) -> list[tuple[str, int]]:
        """The commonest values of a field by name, and those that share the last place as far as they can matter."""
        if len(present) > limit:
            least = np.partition(counts, -limit)[-limit]
            present, counts = present[counts >= least], counts[counts >= least]
            order = np.argsort(-counts, kind="stable")[: limit + _TIES]
            present, counts = present[order], counts[order]
        known = dict(zip(present.tolist(), counts.tolist(), strict=True))
        rows = fetch(connection, _NAMES, (str(list(known)),))
        return sorted(((value, known[number]) for number, value in rows), key=lambda p: (-p[1], p[0]))[:limit]

    @staticmethod
    def _dates(looked: list[tuple[_Columns, Numbers]]) -> list[tuple[str, int]]:
        """The years in which something begins or ends, each with all that touches it: what ``date:YEAR`` finds."""
        first = np.concatenate([c.first[places] for c, places in looked])
        last = np.concatenate([c.last[places] for c, places in looked])
        named = Counter(dict(_counted(first[(first == last) & (first > 0)])))
        wide = Counter(zip(first[first != last].tolist(), last[first != last].tolist(), strict=True))
        for low, high in wide:
            for year in (low, high):
                if 0 < year <= date.max.year:
                    named[year] += 0
        for (low, high), number in wide.items():
            for year in named:
                if low <= year <= (high or date.max.year):
                    named[year] += number
        return [(f"{year:04}", named[year]) for year in sorted(named, reverse=True)]


Found = tuple[dict[str, int], dict[str, list[tuple[str, int]]]]
_TIES = 200  # values as common as the last one shown, of which the first by name are shown
_ANSWER_ORDER = ("allowed", "allowed_with_conditions", "ask", "not_allowed", "unknown")


def numbers(text: Any) -> Numbers:
    """The numbers of a text with commas between them; None and "" hold none."""
    return np.fromstring(str(text), dtype=np.int64, sep=",") if text else np.zeros(0, dtype=np.int64)


class _Growing:
    """Columns that parts are added to. They grow where they are: as many lists of parts would be in memory twice."""

    _TYPES = (np.uint32, np.uint16, np.uint32, np.uint32, np.uint16, np.uint16, np.uint32, np.uint32)

    def __init__(self) -> None:
        self._columns: list[Numbers] = [np.empty(0, dtype=kind) for kind in self._TYPES]
        self._sizes = [0] * len(self._TYPES)

    def add(self, part: Sequence[Numbers]) -> None:
        """Add the columns of more items, greater in docid: as ``_Columns`` has them, then how many values each has."""
        for n, (column, more) in enumerate(zip(self._columns, part, strict=True)):
            at = self._sizes[n]
            self._sizes[n] = end = at + len(more)
            if end > len(column):
                column.resize(end + end // 16, refcheck=False)  # a little: what is new is filled with noughts
            column[at:end] = more

    def whole(self) -> _Columns:
        """All that was added; nothing may be added any more."""
        for column, size in zip(self._columns, self._sizes, strict=True):
            column.resize(size, refcheck=False)
        starts = np.zeros(self._sizes[-1] + 1, dtype=np.uint32)
        np.cumsum(self._columns.pop(), out=starts[1:])
        docids, marks, publishers, languages, first, last, values = self._columns
        return _Columns(docids, marks, _narrow(publishers), _narrow(languages), first, last, values, starts)


def _narrow(column: Numbers) -> Numbers:
    """The same numbers in the narrowest type that holds them."""
    return column.astype(np.min_scalar_type(int(column.max()))) if len(column) else column


def _years(days: Numbers) -> Numbers:
    """The year of each proleptic ordinal, 0 for none."""
    known = days > 0
    moments = (days - 719_163).astype("datetime64[D]")  # the days before 1970
    return np.where(known, moments.astype("datetime64[Y]").astype(np.int64) + 1970, 0).astype(np.uint16)


def _counted(values: Numbers) -> list[tuple[int, int]]:
    counts = np.bincount(values, minlength=1)
    return [(int(n), int(counts[n])) for n in np.flatnonzero(counts)]


def _added(one: Numbers, other: Numbers) -> Numbers:
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    longer[: len(shorter)] += shorter
    return longer


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
