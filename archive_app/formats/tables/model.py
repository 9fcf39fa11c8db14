"""What a table is to the rest of the program: headings, and rows that are read again whenever they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

SAMPLE = 200  # rows that a preview and a guess look at
MAX_COLUMNS = 1000
MAX_ROWS = 1_048_576  # what a spreadsheet holds


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a spreadsheet counts it, from 1. ``remark`` says what was wrong with its writing, or ""."""

    number: int
    cells: tuple[str, ...]
    remark: str = ""

    def cell(self, position: int) -> str:
        """The text of a cell; "" beyond the row's end."""
        return self.cells[position] if 0 <= position < len(self.cells) else ""

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table. It holds a sample only; ``rows`` streams from the file.

    Attributes:
        path: Where it is.
        format: "csv", "tsv" or "xlsx".
        sheets: The sheets of a workbook; ``sheet`` is the one read.
        encoding, delimiter: How a text table is written; "" for a workbook.
        header_row: The row of the headings, counted from 1; 0 when there are none.
        headings: One for each column; "Column A" where nothing stands.
        sample: The first rows under the headings.
        remarks: Sentences on what was odd about the file.
    """

    path: Path
    format: str
    header_row: int
    headings: tuple[str, ...]
    sample: tuple[Row, ...]
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    remarks: tuple[str, ...] = ()
    read: Callable[[], Iterator[Row]] = field(default=lambda: iter(()), repr=False, compare=False)

    def rows(self) -> Iterator[Row]:
        """Every row under the headings that is not empty, from the file.

        Raises:
            UnreadableSource: The file went, or is damaged further down.
        """
        return (row for row in islice(self.read(), self.header_row, None) if not row.empty)

    def values(self, position: int, most: int = 3) -> tuple[str, ...]:
        """The first cells of a column that hold anything, within the sample."""
        found = (row.cell(position).strip() for row in self.sample)
        return tuple(islice((text for text in found if text), most))


def column_letter(position: int) -> str:
    """What a spreadsheet calls the column at a position counted from 0: A … Z, AA and so on."""
    letters, left = "", position + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
