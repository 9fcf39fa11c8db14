"""Where the cells of a grid stand, by arithmetic: a million cells, with or without headings, cost as much as ten.

Each group begins a line of its own, below its heading. What is computed once is a few numbers a group; the place of a
cell, and the cells at a height, follow from them by bisection.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


class GridLayout:
    """Cells in lines of ``columns``, lines ``line`` pixels high, groups ``head`` pixels below the one before."""

    def __init__(self, total: int, columns: int, line: int, starts: Sequence[int] = (), head: int = 0) -> None:
        self.total = total
        self.columns = max(1, columns)
        self.line = max(1, line)
        self.head = head if starts else 0
        self.starts = list(starts) or [0]
        self._tops: list[int] = []  # the height at which each group's heading stands
        top = 0
        for place, start in enumerate(self.starts):
            self._tops.append(top)
            end = self.starts[place + 1] if place + 1 < len(self.starts) else total
            top += self.head + (max(0, end - start) + self.columns - 1) // self.columns * self.line
        self.height = top

    def group_of(self, number: int) -> int:
        """The group that a cell is in."""
        return max(0, bisect_right(self.starts, number) - 1)

    def place(self, number: int) -> tuple[int, int]:
        """The height of a cell's line, and its column."""
        group = self.group_of(number)
        line, column = divmod(number - self.starts[group], self.columns)
        return self._tops[group] + self.head + line * self.line, column

    def heading(self, group: int) -> int:
        """The height at which a group's heading stands."""
        return self._tops[group]

    def first_at(self, y: int) -> int:
        """The first cell of the line at a height; of a heading's height, the first of its group."""
        group = max(0, bisect_right(self._tops, max(0, y)) - 1)
        line = max(0, y - self._tops[group] - self.head) // self.line
        return max(0, min(self.starts[group] + line * self.columns, self._end(group) - 1))

    def at(self, y: int, column: int) -> int:
        """The cell at a height and column; -1 where there is none."""
        group = bisect_right(self._tops, y) - 1
        if y < 0 or group < 0 or y < self._tops[group] + self.head or not 0 <= column < self.columns:
            return -1
        number = self.starts[group] + (y - self._tops[group] - self.head) // self.line * self.columns + column
        return number if number < self._end(group) else -1

    def beyond(self, y: int) -> int:
        """The number behind the last cell whose line begins above a height."""
        group = max(0, bisect_right(self._tops, max(0, y)) - 1)
        lines = max(0, y - self._tops[group] - self.head + self.line - 1) // self.line
        return min(self.starts[group] + lines * self.columns, self._end(group))

    def up(self, number: int) -> int:
        """The cell above, the nearest of the line above where that is shorter; the cell itself in the first line."""
        _top, column = self.place(number)
        group = self.group_of(number)
        if number - self.starts[group] >= self.columns:
            return number - self.columns
        if not group or not self._end(group - 1) > self.starts[group - 1]:
            return number
        last = self._end(group - 1) - 1
        return min(last, last - (last - self.starts[group - 1]) % self.columns + column)

    def down(self, number: int) -> int:
        """The cell below, the nearest of the line below where that is shorter; the last cell in the last line."""
        _top, column = self.place(number)
        group = self.group_of(number)
        end = self._end(group)
        begin = number - column
        if begin + self.columns < end:
            return min(number + self.columns, end - 1)
        if group + 1 >= len(self.starts):
            return self.total - 1
        return min(self.starts[group + 1] + column, self._end(group + 1) - 1)

    def _end(self, group: int) -> int:
        return self.starts[group + 1] if group + 1 < len(self.starts) else self.total
