"""Record sheets as PDF: the sheets of the HTML export, laid out on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.sheets.document import ON_SHEETS, PAPER_OPTIONS, SHEET_OPTIONS
from archive_app.formats.sheets.on_paper import on_paper, paper_of
from archive_app.formats.sheets.sheet import sheet
from archive_app.i18n import mark, tr
from archive_app.paper.jobs import Part
from archive_app.paper.press import Press


@dataclass(frozen=True, slots=True)
class PdfSheetExporter:
    """A sheet for each record, each beginning on a new page."""

    name: str = "pdf"
    label: str = mark("Record sheets (PDF)")
    suffix: str = ".pdf"
    media_type: str = "application/pdf"
    lossless: bool = False
    options: tuple[ExportOption, ...] = (*SHEET_OPTIONS, *PAPER_OPTIONS)
    purpose: str = mark("To print, to send, and to keep: everything known of each record, on paper.")
    group: str = "pages"
    pictures: bool = True

    @property
    def crosswalk(self) -> Crosswalk:
        """See ``Format``."""
        return ON_SHEETS

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Lay the sheets out one after the other and write the PDF.

        Raises:
            ExportRefused: Pages cannot be laid out on this system.
        """
        written = 0
        with Press(paper_of(profile, tr("Record sheets"))) as press:
            for record in records:
                press.print(Part(on_paper(sheet(record, profile)), record.title))
                written += 1
            press.finish(out)
        return ExportNotes(written=written)


PDF = PdfSheetExporter()
