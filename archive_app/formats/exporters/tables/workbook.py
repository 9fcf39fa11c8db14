"""Writes workbooks (XLSX) row by row; a text stays a text there, so no cell needs defusing.

Control characters cannot stand in XML and are taken out; a cell ends at 32,767 characters and a sheet at 1,048,576 rows
(Microsoft's limits for workbooks). Each is said.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.tables.layout import ROWS, WORDS, Layout, Rows
from archive_app.formats.exporting.base import ExportColumns, ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.tables.formulas import is_formula
from archive_app.i18n import mark, tr, tr_n

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
_TEXT = "@"  # the number format that tells a spreadsheet to leave a cell as it is typed
_CUT = mark("A cell of a workbook holds 32,767 characters.")
_CLEANED = mark("Control characters were taken out.")
_HALF = mark("Half a character, which no file can carry, became �.")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# What a spreadsheet would read as the code of a character (ECMA-376, 22.9.2.19) when it is meant as it stands.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NUMBERS = frozenset({"photos", "videos", "position", "credit_year", "copyright_year", "paragraph"})
_WIDE = {
    "caption": 60,
    "credit_line": 40,
    "title": 40,
    "headline": 40,
    "body": 60,
    "url": 30,
    "subjects": 30,
    "uid": 34,
}
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class WorkbookExporter:
    """One sheet with a heading that stays in view; a further sheet only when the first is full."""

    name: str = "xlsx"
    label: str = mark("Workbook (XLSX)")
    suffix: str = ".xlsx"
    media_type: str = MEDIA_TYPE
    lossless: bool = False
    options: tuple[ExportOption, ...] = (ROWS, WORDS)
    most_rows: int = MOST_ROWS

    def columns(self, profile: ExportProfile) -> ExportColumns:
        """The columns there are for the layout chosen."""
        return Layout.of(profile).choices()

    def crosswalk_for(self, profile: ExportProfile) -> Crosswalk:
        """What the chosen columns carry."""
        return Layout.of(profile).crosswalk()

    def wants(self, profile: ExportProfile) -> frozenset[str]:
        """The parts of a bundle that the chosen columns look at."""
        return Layout.of(profile).wants()

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write a heading and a row for each record, or for each photo use.

        Raises:
            NotFound: The profile names a field there is not.
        """
        from openpyxl import Workbook
        from openpyxl.writer.excel import ExcelWriter

        layout = Layout.of(profile)
        columns, fields = layout.columns(), layout.fields()
        headings = [one.label if layout.words else one.name for one in columns]
        book = Workbook(write_only=True)
        sheets = _Sheets(book, headings, layout.names, self.most_rows)
        rows = Rows(layout)
        values = [one.value for one in columns]
        numbers = [name.rpartition(".")[2] in _NUMBERS for name in layout.names]
        with ExitStack() as left:
            left.callback(sheets.let_go)
            for row in rows.of(records):
                cells = [
                    _value(value(row), losses, field, number=number)
                    for value, field, number in zip(values, fields, numbers, strict=True)
                ]
                sheets.add(cells)
            sheets.end()
            left.pop_all()
        book.properties.created = book.properties.modified = datetime(1980, 1, 1)  # noqa: DTZ001 - as openpyxl wants it
        book.properties.creator = "archive-app"
        with _SameZip(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
            writer = ExcelWriter(book, packed)
            writer.write_data()
        return ExportNotes(rows.written, rows.left_out, rows.lost(), sheets.notes())


class _Sheets:
    """The sheets of a workbook, the next begun when one is full."""

    def __init__(self, book: Any, headings: list[str], names: tuple[str, ...], most: int) -> None:
        self._book = book
        self._headings = headings
        self._names = names
        self._most = most
        self._count = self._at = 0
        self._sheet: Any = None
        self._begin()

    def add(self, cells: list[str | int | None]) -> None:
        """Write a row."""
        if self._at >= self._most:
            self._begin()
        self._at += 1
        self._sheet.append([self._cell(value) for value in cells])

    def end(self) -> None:
        """Nothing more comes."""
        self._sheet.auto_filter.ref = self._range()

    def let_go(self) -> None:
        """Close the sheets and remove their temporary files: nothing will be written."""
        for sheet in self._book.worksheets:
            sheet.close()
            sheet._writer.cleanup()  # noqa: SLF001 - openpyxl removes them only when a workbook is saved

    def notes(self) -> tuple[str, ...]:
        """The sentence for more than one sheet."""
        if self._count == 1:
            return ()
        return (tr_n("The rows are spread over {n} sheet.", "The rows are spread over {n} sheets.", self._count),)

    def _begin(self) -> None:
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        if self._sheet is not None:
            self._sheet.auto_filter.ref = self._range()
        self._count += 1
        self._at = 1
        title = tr("Records")
        self._sheet = self._book.create_sheet(title if self._count == 1 else f"{title} {self._count}")
        self._sheet.freeze_panes = "A2"
        for number, name in enumerate(self._names, 1):
            width = _WIDE.get(name.rpartition(".")[2], 16)
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        heads = [self._cell(text) for text in self._headings]
        for head in heads:
            head.font = Font(bold=True)
        self._sheet.append(heads)

    def _range(self) -> str:
        from openpyxl.utils import get_column_letter

        return f"A1:{get_column_letter(len(self._names))}{self._at}"

    def _cell(self, value: str | int | None) -> Any:
        """A cell; a text that looks like a formula is told to be a text, also when somebody edits it."""
        if not isinstance(value, str):
            return value
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        setattr(cell, "_value", value)  # noqa: B010 - setting it the open way would take "=" for a formula
        cell.data_type = "s"
        if is_formula(value):
            cell.number_format = _TEXT
            cell.quotePrefix = True
        return cell


class _SameZip(zipfile.ZipFile):
    """A ZIP file that does not tell when it was written: the same records give the same bytes."""

    def writestr(self, info: Any, data: Any, *_rest: Any, **_options: Any) -> None:  # type: ignore[override] # names
        super().writestr(self._info(info), data)

    def write(self, filename: Any, arcname: Any = None, *_arguments: Any, **_options: Any) -> None:
        with open(filename, "rb") as source, self.open(self._info(arcname or filename), "w", force_zip64=True) as entry:  # noqa: PTH123 - a name of openpyxl's
            while block := source.read(1 << 20):
                entry.write(block)

    def _info(self, name: Any) -> zipfile.ZipInfo:
        made = zipfile.ZipInfo(name.filename if isinstance(name, zipfile.ZipInfo) else str(name), _EPOCH)
        made.compress_type = zipfile.ZIP_DEFLATED
        return made


def _value(text: str, losses: Losses, field: str, *, number: bool) -> str | int | None:
    if not text:
        return None
    if number and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    if _SURROGATE.search(text):
        losses.changed(field, _HALF)
        text = _SURROGATE.sub("\ufffd", text)
    plain, found = _CONTROL.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found:
        losses.changed(field, _CLEANED)
    plain = _ESCAPE.sub("_x005F_", plain)
    if len(plain) > MOST_CHARACTERS:
        losses.cut(field, _CUT)
        plain = plain[:MOST_CHARACTERS]
    return plain
