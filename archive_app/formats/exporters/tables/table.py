"""Writes tables: CSV and TSV of chosen fields, one row a record or one row a photo use.

A cell that a spreadsheet would take for a formula is defused with an apostrophe (OWASP ASVS 1.2.10; RFC quoting alone
does not stop it); what would tear a row apart is taken out. Both are counted and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.tables.layout import ROWS, WORDS, Layout, Rows
from archive_app.formats.exporting.base import ExportColumns, ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.tables.formulas import MARKER, is_formula
from archive_app.i18n import mark, tr, tr_n

# All control characters but tab and line feed, the two line separators, and half characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?")


_DEFUSED = mark("It began like a formula and was given a leading apostrophe; the JSON export keeps it as it is.")
_CLEANED = mark("Control characters were taken out.")
_FLATTENED = mark("Line ends and tabs became spaces.")


@dataclass(frozen=True, slots=True)
class TableExporter:
    """CSV (RFC 4180) or, with ``tabs``, TSV, whose cells hold neither tabs nor line ends."""

    tabs: bool = False

    @property
    def name(self) -> str:
        """See ``Exporter``."""
        return "tsv" if self.tabs else "csv"

    @property
    def label(self) -> str:
        """See ``Exporter``."""
        return mark("Table, tabs (TSV)") if self.tabs else mark("Table (CSV)")

    @property
    def suffix(self) -> str:
        """See ``Exporter``."""
        return f".{self.name}"

    @property
    def media_type(self) -> str:
        """See ``Exporter``."""
        return "text/tab-separated-values" if self.tabs else "text/csv"

    @property
    def lossless(self) -> bool:
        """See ``Exporter``."""
        return False

    @property
    def options(self) -> tuple[ExportOption, ...]:
        """Layout, encoding mark, headings, separator, formulas."""
        separators = ((",", mark("Comma")), (";", mark("Semicolon")))
        return (
            ROWS,
            WORDS,
            # Spreadsheets take a CSV file without the mark for their country's old encoding.
            ExportOption("bom", mark("Mark the file as UTF-8 for spreadsheets"), not self.tabs),
            *(() if self.tabs else (ExportOption("separator", mark("Separator"), ",", separators),)),
            ExportOption("safe", mark("Defuse cells that look like formulas"), True),
        )

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
        layout = Layout.of(profile)
        columns, fields = layout.columns(), layout.fields()
        separator = "\t" if self.tabs else profile.text("separator", ",")[:1] or ","
        cells = _Cells(self.tabs, separator, safe=profile.flag("safe", True))
        if profile.flag("bom", not self.tabs):
            out.write(b"\xef\xbb\xbf")
        out.write(cells.line([one.label if layout.words else one.name for one in columns], fields, None))
        rows = Rows(layout)
        values = [one.value for one in columns]
        out.writelines(cells.line([value(row) for value in values], fields, losses) for row in rows.of(records))
        return ExportNotes(rows.written, rows.left_out, rows.lost(), cells.changes())


class _Cells:
    """Makes lines of cells, and counts what was written differently from what the records hold."""

    def __init__(self, tabs: bool, separator: str, *, safe: bool) -> None:
        self._tabs = tabs
        self._separator = separator
        self._safe = safe
        self._defused = self._cleaned = self._flattened = 0
        # Whether a cell may stand as it is can be seen at one look: most can.
        begins = r"^[\s=+\-@＝＋－＠]|" if safe else r"^\s|"
        within = f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\"'{re.escape(separator)}]"
        self._odd = re.compile(rf"{begins}{within}|\s\Z")

    def line(self, cells: list[str], fields: list[str], losses: Losses | None) -> bytes:
        """A row; ``losses`` hears of cells that were changed, unless it is the heading."""
        odd = self._odd.search
        made = [
            self._cell(cell, fields[number], losses) if odd(cell) is not None else cell
            for number, cell in enumerate(cells)
        ]
        return (self._separator.join(made) + ("\n" if self._tabs else "\r\n")).encode()

    def _cell(self, text: str, field: str, losses: Losses | None) -> str:
        formula = self._safe and is_formula(text)
        plain, found = _CONTROL.subn("", _LINE_ENDS.sub("\n", text))
        if self._tabs and ("\n" in plain or "\t" in plain):
            plain = " ".join(plain.split())
            self._tell("flattened", field, _FLATTENED, losses)
        if found:
            self._tell("cleaned", field, _CLEANED, losses)
        # What is taken out may uncover a formula.
        if formula or (self._safe and is_formula(plain)):
            plain = f"{MARKER}{plain}"
            self._tell("defused", field, _DEFUSED, losses)
        if self._tabs:
            return plain
        special = (self._separator, '"', "\n", "'", "\t")
        if any(one in plain for one in special) or plain != plain.strip():
            return '"' + plain.replace('"', '""') + '"'
        return plain

    def _tell(self, what: str, field: str, reason: str, losses: Losses | None) -> None:
        if losses is not None:
            setattr(self, f"_{what}", getattr(self, f"_{what}") + 1)
            losses.changed(field, reason)

    def changes(self) -> tuple[str, ...]:
        """A sentence for each way in which cells were changed."""
        return _changed(self._defused, self._cleaned, self._flattened)


def _changed(defused: int, cleaned: int, flattened: int) -> tuple[str, ...]:
    sentences = []
    if defused:
        sentences.append(
            tr_n(
                "{n} cell began like a formula and was given a leading apostrophe.",
                "{n} cells began like formulas and were given a leading apostrophe.",
                defused,
            )
            + " "
            + tr("The JSON export keeps it as it is.")
        )
    if cleaned:
        sentences.append(
            tr_n(
                "Control characters were taken out of {n} cell.",
                "Control characters were taken out of {n} cells.",
                cleaned,
            )
        )
    if flattened:
        sentences.append(
            tr_n(
                "Line ends and tabs in {n} cell became spaces.",
                "Line ends and tabs in {n} cells became spaces.",
                flattened,
            )
        )
    return tuple(sentences)
