"""Many rows of a result as one value: everything but a few exceptions costs no more than one row.

It is a sequence of record ids, so that whatever takes ids takes it, and it refers to the ids of the result instead of
copying them: choosing all of a million results is a handful of numbers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import overload


class RowSelection(Sequence[int]):
    """The ids that stand in stretches of rows, the current one first.

    Args:
        ids: The ids of all results, which must not change any more.
        spans: First and last row of each stretch; they do not overlap.
        current: The row that comes first, -1 for none; it must be in a stretch.
    """

    def __init__(self, ids: Sequence[int], spans: Sequence[tuple[int, int]], current: int = -1) -> None:
        self.ids = ids
        self.spans = tuple(sorted(spans))
        self._ends = list(accumulate(last - first + 1 for first, last in self.spans))
        self._first = self._place_of(current)
        self.current = current if self._first >= 0 else -1

    @property
    def exceptions(self) -> int:
        """How many results are not chosen."""
        return len(self.ids) - len(self)

    def left_out(self) -> list[int]:
        """The ids of the results that are not chosen."""
        found: list[int] = []
        row = 0
        for first, last in self.spans:
            found += self.ids[row:first]
            row = last + 1
        return [*found, *self.ids[row:]]

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[int, ...]: ...

    def __getitem__(self, place: int | slice) -> int | tuple[int, ...]:
        if isinstance(place, slice):
            return tuple(self._at(number) for number in range(*place.indices(len(self))))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._at(place % len(self))

    def __iter__(self) -> Iterator[int]:
        if self._first >= 0:
            yield int(self.ids[self.current])
        for first, last in self.spans:
            for row in range(first, last + 1):
                if row != self.current:
                    yield int(self.ids[row])

    def __contains__(self, record: object) -> bool:
        # Not by the stretches first: the ids are searched at the speed of the machine, whole.
        try:
            row = self.ids.index(record)
        except ValueError:
            return False
        return self._place_of(row) >= 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, RowSelection):
            return self.ids is other.ids and self.spans == other.spans and self.current == other.current
        return NotImplemented

    def __hash__(self) -> int:
        return hash((id(self.ids), self.spans, self.current))

    def _at(self, place: int) -> int:
        if self._first >= 0:
            if place == 0:
                return int(self.ids[self.current])
            place -= place <= self._first
        span = bisect_right(self._ends, place)
        before = self._ends[span - 1] if span else 0
        return int(self.ids[self.spans[span][0] + place - before])

    def _place_of(self, row: int) -> int:
        """Which of the chosen rows a row is, counted from the first; -1 for none."""
        span = bisect_right(self.spans, (row, len(self.ids))) - 1
        if row < 0 or span < 0 or row > self.spans[span][1]:
            return -1
        return (self._ends[span - 1] if span else 0) + row - self.spans[span][0]
