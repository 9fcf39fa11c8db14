"""Record sheets as one HTML file: to print, to send, to look at without this program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.sheets.document import FOOT, ON_SHEETS, SHEET_OPTIONS, head
from archive_app.formats.sheets.sheet import sheet
from archive_app.i18n import mark, tr


@dataclass(frozen=True, slots=True)
class SheetExporter:
    """A sheet for each record, in one file that needs no other."""

    name: str = "html"
    label: str = mark("Record sheets (HTML)")
    suffix: str = ".html"
    media_type: str = "text/html"
    lossless: bool = False
    options: tuple[ExportOption, ...] = SHEET_OPTIONS
    purpose: str = mark("To look at in any browser, to print, to send: everything known of each record.")
    group: str = "pages"
    pictures: bool = True

    @property
    def crosswalk(self) -> Crosswalk:
        """See ``Format``."""
        return ON_SHEETS

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write the head, a sheet a record, and the foot; pictures stand in it where the bundle has previews."""
        out.write(head(profile.name or tr("Record sheets")).encode())
        written = 0
        for record in records:
            out.write(f"{sheet(record, profile)}\n".encode())
            written += 1
        out.write(FOOT.encode())
        return ExportNotes(written=written)


HTML = SheetExporter()
