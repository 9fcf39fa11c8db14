"""Workbooks (XLSX): sheets, cells as a person sees them, and what makes a file too dangerous to open.

Formulas give the values that the spreadsheet program last worked out; nothing is computed here. Dates come as ISO
dates, only as exact as the cell shows them; whole numbers without ".0".
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.field_values import clock
from archive_app.formats.tables.formulas import undefused
from archive_app.formats.tables.model import MAX_COLUMNS, MAX_ROWS, Row
from archive_app.i18n import tr

MAX_ENTRIES = 5_000
MAX_UNPACKED = 1_000_000_000
RATIO = 100  # reliability.md §7.2; small files may be packed tighter
_SMALL = 50_000_000
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, EOFError, ParseError, OSError)


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the sheets that hold cells, in their order.

    Raises:
        UnreadableSource: It is no workbook, is protected by a password, or would unpack to an absurd size.
    """
    book = _open(path)
    try:
        return tuple(str(sheet.title) for sheet in book.worksheets)
    finally:
        book.close()


def rows(path: Path, sheet: str = "") -> Iterator[Row]:
    """Every row of a sheet (the first when none is named), numbered as the spreadsheet shows them.

    Raises:
        UnreadableSource: As ``sheet_names``; also when there is no sheet of that name.
    """
    book = _open(path)
    try:
        found = [one for one in book.worksheets if one.title == sheet or not sheet]
        if not found:
            raise UnreadableSource(
                tr("There is no sheet “{name}” in this workbook.").format(name=sheet),
                where=str(path),
                remedy=tr("Its sheets are: {names}.").format(names=", ".join(one.title for one in book.worksheets)),
            )
        found[0].reset_dimensions()  # what a file says of its own size is not to be believed
        try:
            for number, cells in enumerate(found[0].iter_rows(), 1):
                if number > MAX_ROWS:
                    return
                yield Row(number, tuple(undefused(_text(cell)) for cell in cells[:MAX_COLUMNS]))
        except (*_BROKEN, zipfile.BadZipFile) as error:
            raise _damaged(path) from error
    finally:
        book.close()


def _open(path: Path) -> Any:
    _check(path)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (*_BROKEN, InvalidFileException, zipfile.BadZipFile) as error:
        raise _damaged(path) from error


def _check(path: Path) -> None:
    """Refuse what is no workbook, and what is made to fill the memory (reliability.md §7.2)."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
        if head.startswith(_OLD_EXCEL):
            raise UnreadableSource(
                tr("This workbook is of the old Excel format, or protected by a password."),
                where=str(path),
                remedy=tr("Save it as an Excel workbook (.xlsx) or as CSV, without a password."),
            )
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            packed_size = max(1, sum(entry.compress_size for entry in entries))
            bomb = unpacked > _SMALL and unpacked > RATIO * packed_size
            if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or bomb:
                raise UnreadableSource(
                    tr("This workbook would unpack to {size} MB, so it was not opened.").format(
                        size=unpacked // 1_000_000
                    ),
                    where=str(path),
                    remedy=tr("If it is honest, save it as CSV."),
                )
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    with packed.open(entry) as part:
                        start = part.read(4096)
                    # A workbook has no document type; only entity bombs do.
                    if b"<!DOCTYPE" in start.replace(b"\0", b"") or b"<!ENTITY" in start.replace(b"\0", b""):
                        raise _damaged(path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _damaged(path) from error
    except OSError as error:
        raise UnreadableSource(
            tr("The file cannot be read ({reason}).").format(reason=error.strerror or error), where=str(path)
        ) from error


def _text(cell: Any) -> str:
    """What stands in a cell, as text."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return _date(value, str(getattr(cell, "number_format", "") or ""))
        case time():
            return value.isoformat()
        case timedelta():
            return clock(max(0.0, value.total_seconds()))
        case float():
            if value.is_integer() and abs(value) < 1e15:
                return str(int(value))
            return f"{value:.15g}"
        case _:
            text = str(value)
            return "" if text in _ERRORS and getattr(cell, "data_type", "") == "e" else text


def _date(value: datetime | date, number_format: str) -> str:
    """The date as exact as the cell shows it: "mmm yyyy" is a month, "yyyy" a year."""
    shown = _LITERAL.sub("", number_format).casefold()
    if shown and "y" in shown and "d" not in shown and "h" not in shown:
        return f"{value.year:04d}-{value.month:02d}" if "m" in shown else f"{value.year:04d}"
    if isinstance(value, datetime):
        whole = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if whole else value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat()


def _damaged(path: Path) -> UnreadableSource:
    return UnreadableSource(
        tr("This is not a workbook that can be read, or it is damaged."),
        where=str(path),
        remedy=tr("Open it in a spreadsheet program and save it as .xlsx or CSV."),
    )
