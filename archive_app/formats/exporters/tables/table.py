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
from archive_app.formats.exporters.base import ExportColumns, ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporters.crosswalk import Crosswalk
from archive_app.formats.exporters.losses import Losses
from archive_app.formats.exporters.tables.columns import (
    RECORD_COLUMNS,
    USE_COLUMNS,
    carried,
    column,
    others,
    record_row,
    use_rows,
)
from archive_app.formats.tables.formulas import MARKER, is_formula
from archive_app.i18n import mark, tr, tr_n

# All control characters but tab and line feed, the two line separators, and half characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(slots=True)
class _Count:
    """What was written differently from what the records hold."""

    defused: int = 0
    cleaned: int = 0
    flattened: int = 0


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
        layouts = (("records", mark("One row a record")), ("photo_uses", mark("One row a photo in an article")))
        separators = ((",", mark("Comma")), (";", mark("Semicolon")))
        return (
            ExportOption("rows", mark("Rows"), "records", layouts),
            ExportOption("words", mark("Headings and choices in words"), False),
            # Spreadsheets take a CSV file without the mark for their country's old encoding.
            ExportOption("bom", mark("Mark the file as UTF-8 for spreadsheets"), not self.tabs),
            *(() if self.tabs else (ExportOption("separator", mark("Separator"), ",", separators),)),
            ExportOption("safe", mark("Defuse cells that look like formulas"), True),
        )

    def columns(self, profile: ExportProfile) -> ExportColumns:
        """The columns there are for the layout chosen."""
        per_use = profile.text("rows", "records") == "photo_uses"
        chosen = USE_COLUMNS if per_use else RECORD_COLUMNS
        return ExportColumns(chosen, {n: column(n, per_use=per_use).label for n in (*chosen, *others(per_use=per_use))})

    def crosswalk_for(self, profile: ExportProfile) -> Crosswalk:
        """What the chosen columns carry."""
        per_use = profile.text("rows", "records") == "photo_uses"
        return carried(profile.fields or (USE_COLUMNS if per_use else RECORD_COLUMNS), per_use=per_use)

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write a heading and a row for each record, or for each photo use.

        Raises:
            NotFound: The profile names a field there is not.
        """
        per_use = profile.text("rows", "records") == "photo_uses"
        words = profile.flag("words")
        names = profile.fields or (USE_COLUMNS if per_use else RECORD_COLUMNS)
        columns = [column(name, per_use=per_use) for name in names]
        separator = "\t" if self.tabs else profile.text("separator", ",")[:1] or ","
        if profile.flag("bom", not self.tabs):
            out.write(b"\xef\xbb\xbf")
        count, safe = _Count(), profile.flag("safe", True)
        headings = [one.label if words else one.name for one in columns]
        out.write(self._line([self._cell(text, _Count(), safe) for text in headings], separator))
        written = left_out = 0
        seen: set[str] = set()
        for record in records:
            rows = list(use_rows(record, words)) if per_use else [record_row(record, words)]
            written += bool(rows)
            left_out += not rows
            for row in rows:
                if row.use_uid in seen:  # the article and its photo are both among the records
                    continue
                if row.use_uid:
                    seen.add(row.use_uid)
                out.write(self._line([self._cell(one.value(row), count, safe) for one in columns], separator))
        return ExportNotes(written, left_out, _lost(left_out), _changed(count))

    def _cell(self, text: str, count: _Count, safe: bool) -> str:
        """The text as it may stand in a cell; notes in ``count`` what was changed."""
        formula = safe and is_formula(text)
        plain, found = _CONTROL.subn("", _LINE_ENDS.sub("\n", text))
        count.cleaned += found > 0
        if self.tabs and ("\n" in plain or "\t" in plain):
            plain = " ".join(plain.split())
            count.flattened += 1
        # What is taken out may uncover a formula.
        formula = formula or (safe and is_formula(plain))
        count.defused += formula
        return f"{MARKER}{plain}" if formula else plain

    def _line(self, cells: list[str], separator: str) -> bytes:
        if self.tabs:
            return ("\t".join(cells) + "\n").encode()
        special = (separator, '"', "\n", "'", "\t")
        quoted = [
            '"' + cell.replace('"', '""') + '"'
            if any(mark_ in cell for mark_ in special) or cell != cell.strip()
            else cell
            for cell in cells
        ]
        return (separator.join(quoted) + "\r\n").encode()


def _lost(left_out: int) -> tuple[str, ...]:
    if not left_out:
        return ()
    text = tr_n(
        "{n} record was left out because it has no photo.",
        "{n} records were left out because they have no photos.",
        left_out,
    )
    return (text,)


def _changed(count: _Count) -> tuple[str, ...]:
    sentences = []
    if count.defused:
        sentences.append(
            tr_n(
                "{n} cell began like a formula and was given a leading apostrophe.",
                "{n} cells began like formulas and were given a leading apostrophe.",
                count.defused,
            )
            + " "
            + tr("The JSON export keeps it as it is.")
        )
    if count.cleaned:
        sentences.append(
            tr_n(
                "Control characters were taken out of {n} cell.",
                "Control characters were taken out of {n} cells.",
                count.cleaned,
            )
        )
    if count.flattened:
        sentences.append(
            tr_n(
                "Line ends and tabs in {n} cell became spaces.",
                "Line ends and tabs in {n} cells became spaces.",
                count.flattened,
            )
        )
    return tuple(sentences)
