"""Opens a table: which format, where its headings are, a sample of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.tables import delimited, workbook
from archive_app.formats.tables.headings import find_header, headings_of
from archive_app.formats.tables.model import SAMPLE, Row, Table
from archive_app.i18n import tr

TEXT_SUFFIXES = (".csv", ".tsv", ".tab")
BOOK_SUFFIXES = (".xlsx", ".xlsm")
SUFFIXES = TEXT_SUFFIXES + BOOK_SUFFIXES
_OTHER_BOOKS = (".xls", ".ods")


def is_table(path: Path | str) -> bool:
    """Whether a file is a table by its name; old workbooks count, so that they are refused in words that help."""
    return Path(path).suffix.casefold() in SUFFIXES + _OTHER_BOOKS


def open_table(path: Path, *, sheet: str = "", header_row: int | None = None, delimiter: str = "") -> Table:
    """Open a table and read its first rows.

    Args:
        path: A CSV, TSV or XLSX file.
        sheet: Of a workbook; "" is the first with anything in it.
        header_row: The row of the headings, 0 for none; None finds it.
        delimiter: Of a text table; "" finds it.

    Raises:
        UnreadableSource: It is no table, empty, damaged or dangerous.
    """
    suffix = path.suffix.casefold()
    if suffix == ".ods":
        raise UnreadableSource(
            tr("OpenDocument tables cannot be read."), where=str(path), remedy=tr("Save it as .xlsx or CSV.")
        )
    if suffix in BOOK_SUFFIXES or suffix == ".xls" or (suffix not in TEXT_SUFFIXES and _is_packed(path)):
        return _book(path, sheet, header_row)
    dialect = delimited.sniff(path, delimiter=delimiter)
    read = partial(delimited.rows, path, dialect)
    head = list(islice(read(), SAMPLE + 25))
    remarks = []
    if dialect.damaged:
        remarks.append(
            tr("Some characters cannot be read as {encoding}; they stand as “\ufffd”.").format(
                encoding=dialect.encoding
            )
        )
    if any(row.remark for row in head):
        remarks.append(tr("In some rows the quotation marks do not add up; those were read as they stand."))
    found = _table(path, "tsv" if dialect.delimiter == "\t" else "csv", head, header_row, read)
    return _with(found, encoding=dialect.encoding, delimiter=dialect.delimiter, remarks=tuple(remarks))


def _book(path: Path, sheet: str, header_row: int | None) -> Table:
    names = workbook.sheet_names(path)
    for name in [sheet] if sheet else names:
        head = list(islice(workbook.rows(path, name), SAMPLE + 25))
        if sheet or any(not row.empty for row in head):
            found = _table(path, "xlsx", head, header_row, partial(workbook.rows, path, name))
            return _with(found, sheets=names, sheet=name)
    raise UnreadableSource(tr("There is nothing in this workbook."), where=str(path))


def _table(path: Path, kind: str, head: list[Row], header_row: int | None, read: Callable[[], Iterator[Row]]) -> Table:
    at = find_header(head) if header_row is None else header_row
    below = [row for row in head if row.number > at and not row.empty]
    width = max((_filled(row) for row in head if row.number >= at), default=0)
    skipped = partial(_from_first, read)
    return Table(path, kind, at, headings_of(head, at, width), tuple(below[:SAMPLE]), read=skipped)


def _from_first(read: Callable[[], Iterator[Row]]) -> Iterator[Row]:
    """The rows counted from the very first, so that a header row of n leaves n rows out."""
    expected = 1
    for row in read():
        while expected < row.number:
            yield Row(expected, ())
            expected += 1
        yield row
        expected = row.number + 1


def _filled(row: Row) -> int:
    """How many columns a row has, the empty ones at its end left out."""
    return max((at + 1 for at, cell in enumerate(row.cells) if cell.strip()), default=0)


def _with(table: Table, **changes: object) -> Table:
    from dataclasses import replace

    return replace(table, **changes)  # type: ignore[arg-type]  # the names are those of Table


def _is_packed(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}
    except OSError:
        return False
