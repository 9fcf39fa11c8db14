"""Columns of very many items in as few bytes as they need: places by docid, runs of days, lists of values.

They grow where they are, part by part: as many lists of parts would be in memory twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from archive_app.store.column_part import Numbers, Part, starts_of

_SHIFT = 8
_TOGETHER = 1 << _SHIFT  # items that share the number from which the places of their values count
_AT_ONCE = 16_384  # items whose values are gathered at once: as much as the processor keeps beside
_BITS = 64


@dataclass(frozen=True, slots=True)
class Places:
    """Where items stand among all, by docid: a bit a docid, and how many stand before each sixty-four of them."""

    bits: Numbers
    before: Numbers

    def has(self, docids: Numbers) -> Numbers:
        """Which of some docids are here, as a truth value each."""
        inside = docids < len(self.bits) * _BITS
        if not inside.all():
            inside[inside] = self.has(docids[inside])
            return inside
        held = self.bits[docids >> np.uint32(6)]
        held >>= (docids & np.uint32(_BITS - 1)).astype(np.uint64)
        held &= np.uint64(1)
        found: Numbers = held.astype(bool)
        return found

    def of(self, docids: Numbers) -> Numbers:
        """The places of docids that are here."""
        words = docids >> np.uint32(6)
        below = (np.uint64(1) << (docids & np.uint32(_BITS - 1)).astype(np.uint64)) - np.uint64(1)
        found: Numbers = self.before[words] + np.bitwise_count(self.bits[words] & below)
        return found

    def docids(self) -> Numbers:
        """All docids, upwards."""
        parts = [np.zeros(0, dtype=np.uint32)]
        step = 1 << 16  # words at once: a byte a docid is made of them
        for at in range(0, len(self.bits), step):
            words = self.bits[at : at + step].astype("<u8").view(np.uint8)
            found = np.flatnonzero(np.unpackbits(words, bitorder="little")) + at * _BITS
            parts.append(found.astype(np.uint32))
        return np.concatenate(parts)


@dataclass(frozen=True, slots=True)
class FewPlaces:
    """The same of some items only, scattered over all docids."""

    known: Numbers

    def has(self, docids: Numbers) -> Numbers:
        """See ``Places``."""
        if not len(self.known):
            return np.zeros(len(docids), dtype=bool)
        places = np.minimum(np.searchsorted(self.known, docids), len(self.known) - 1)
        found: Numbers = self.known[places] == docids
        return found

    def of(self, docids: Numbers) -> Numbers:
        """See ``Places``."""
        return np.searchsorted(self.known, docids)

    def docids(self) -> Numbers:
        """See ``Places``."""
        return self.known


@dataclass(frozen=True, slots=True)
class Runs:
    """A column in which the same number stands many times in a row: where each run begins, and its number."""

    starts: Numbers
    numbers: Numbers

    def at(self, places: Numbers) -> Numbers:
        """The number at each place."""
        found: Numbers = self.numbers[np.searchsorted(self.starts, places, side="right") - 1]
        return found

    def counted(self, places: Numbers) -> dict[int, int]:
        """How often each number stands at some places, which go upwards."""
        if len(self.starts) < len(places):
            times = np.diff(np.searchsorted(places, self.starts), append=len(places))
        else:
            times = np.bincount(np.searchsorted(self.starts, places, side="right") - 1, minlength=len(self.starts))
        met = np.flatnonzero(times)
        kinds, which = np.unique(self.numbers[met], return_inverse=True)
        sums = np.bincount(which, weights=times[met], minlength=len(kinds)).astype(np.int64)
        return dict(zip(kinds.tolist(), sums.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Columns:
    """Some items upwards by docid; ``Part`` says what the columns are.

    Attributes:
        years: First and last year of each, in one number (see ``years_of``).
        low, high: Of each value the lower sixteen bits, and those above where any value has such.
        starts, bases: Where the values of each item begin: behind what ``bases`` says for each ``_TOGETHER`` of them.
    """

    places: Places | FewPlaces
    records: Numbers
    marks: Numbers
    publishers: Numbers
    languages: Numbers
    days: Runs
    years: Runs
    low: Numbers
    high: Numbers
    starts: Numbers
    bases: Numbers

    def __len__(self) -> int:
        return len(self.records)

    def gathered(self, places: Numbers) -> Iterator[Numbers]:
        """The values of items, of some thousands of items at a time; all of them without looking each up."""
        if len(places) == len(self):
            for at in range(0, len(self.low), 1 << 20):
                yield self._values(slice(at, at + (1 << 20)))
            return
        for at in range(0, len(places), _AT_ONCE):
            some = places[at : at + _AT_ONCE]
            starts = self._start(some)
            counts = self._start(some + 1) - starts
            ends = np.cumsum(counts)
            steps = np.repeat(starts - (ends - counts), counts)
            steps += np.arange(len(steps))
            yield self._values(steps)

    def _start(self, places: Numbers) -> Numbers:
        found: Numbers = self.bases[places >> _SHIFT].astype(np.int64) + self.starts[places]
        return found

    def _values(self, which: Any) -> Numbers:
        found: Numbers = self.low[which].astype(np.uint32)
        if len(self.high):
            found |= self.high[which].astype(np.uint32) << np.uint32(16)
        return found


class Growing:
    """Columns that parts are added to, each greater in docid than what is there."""

    def __init__(self) -> None:
        self._words = _Column(np.uint64)
        self._columns = {name: _Column() for name in ("records", "marks", "publishers", "languages", "low", "high")}
        self._starts, self._bases = _Column(np.uint16), _Column(np.uint32)
        self._days, self._years = _RunsColumn(), _RunsColumn()
        self._values = 0

    def add(self, part: Part) -> None:
        """Add the items of a part."""
        self.add_columns(part)
        if len(part.docids):
            self._add_bits(part.docids)

    def add_columns(self, part: Part) -> None:
        """Add what a part says of its items, but not where they are: ``beside`` is told that."""
        here = self._columns["records"].size
        for name in ("records", "marks", "publishers", "languages"):
            self._columns[name].add(getattr(part, name))
        values = part.values.astype(np.uint32)
        self._columns["low"].add(values & np.uint32(0xFFFF))
        self._columns["high"].add(values >> np.uint32(16))
        self._days.add(part.first, here)
        self._years.add(years_of(part.first, part.last), here)
        starts = starts_of(part.counts)[:-1] + self._values
        first = -here % _TOGETHER  # of those added, the first of a new base
        self._bases.add(starts[first::_TOGETHER])
        bases = self._bases.filled()[np.arange(here, here + len(starts)) >> _SHIFT]
        self._starts.add(starts - bases)
        self._values += len(part.values)

    def _add_bits(self, docids: Numbers) -> None:
        begin = self._words.size * _BITS
        held = np.zeros((int(docids[-1]) // _BITS + 1) * _BITS - begin, dtype=bool)
        held[docids.astype(np.int64) - begin] = True
        self._words.add(np.packbits(held, bitorder="little").view("<u8"))

    def whole(self) -> Columns:
        """All that was added; nothing may be added any more."""
        bits = self._words.whole()
        before = np.zeros(len(bits), dtype=np.uint32)
        if len(bits):
            np.cumsum(np.bitwise_count(bits[:-1]), out=before[1:])
        return self._columns_of(Places(bits, before))

    def beside(self, docids: Numbers) -> Columns:
        """The same of items with these docids, which are few and scattered."""
        return self._columns_of(FewPlaces(docids.astype(np.uint32)))

    def _columns_of(self, places: Places | FewPlaces) -> Columns:
        # One more start than items: where the values of the last one end.
        here = self._columns["records"].size
        if here % _TOGETHER == 0:
            self._bases.add(np.array([self._values]))
        self._starts.add(np.array([self._values - int(self._bases.filled()[-1])]))
        found = {name: column.whole() for name, column in self._columns.items()}
        if not found["high"].any():
            found["high"] = np.zeros(0, dtype=np.uint8)
        return Columns(
            places, days=self._days.whole(), years=self._years.whole(), starts=self._starts.whole(),
            bases=self._bases.whole(), **found,
        )  # fmt: skip


class _Column:
    """A column that grows, and widens when a number does not fit."""

    def __init__(self, kind: type[np.unsignedinteger[Any]] = np.uint8) -> None:
        self._held: Numbers = np.empty(0, dtype=kind)
        self.size = 0

    def add(self, more: Numbers) -> None:
        if not len(more):
            return
        greatest = int(more.max())
        if greatest > np.iinfo(self._held.dtype).max:
            self._held = self._held.astype(np.min_scalar_type(greatest))
        at, self.size = self.size, self.size + len(more)
        if self.size > len(self._held):
            self._held.resize(self.size + self.size // 16, refcheck=False)
        self._held[at : self.size] = more

    def filled(self) -> Numbers:
        """What was added so far."""
        return self._held[: self.size]

    def whole(self) -> Numbers:
        self._held.resize(self.size, refcheck=False)
        return self._held


class _RunsColumn:
    def __init__(self) -> None:
        self._starts, self._numbers = _Column(np.uint32), _Column(np.uint32)

    def add(self, more: Numbers, here: int) -> None:
        if len(more):
            begin = np.flatnonzero(np.concatenate([[True], more[1:] != more[:-1]]))
            self._starts.add(begin + here)
            self._numbers.add(more[begin])

    def whole(self) -> Runs:
        return Runs(self._starts.whole(), self._numbers.whole())


def years_of(first: Numbers, last: Numbers) -> Numbers:
    """First and last year of days in one number: ``first << 16 | last``, 0 for what is not known."""
    return _year(first) << 16 | _year(last)


def _year(days: Numbers) -> Numbers:
    """The year of each proleptic ordinal, 0 for none."""
    moments = (days.astype(np.int64) - 719_163).astype("datetime64[D]")  # the days before 1970
    found: Numbers = np.where(days > 0, moments.astype("datetime64[Y]").astype(np.int64) + 1970, 0)
    return found
