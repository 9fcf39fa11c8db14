"""Record sheets as one HTML file: to print, to send, to look at without this program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from archive_app.assets import resource
from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.base import ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporters.crosswalk import Crosswalk, crosswalk, matching
from archive_app.formats.sheets.markup import Html, element
from archive_app.formats.sheets.sheet import sheet
from archive_app.formats.exporters.losses import Losses
from archive_app.i18n import language, mark, tr

# Nothing is fetched, nothing runs: the file is complete, and texts from strangers stay texts.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

_READ = mark("It is written for reading, not for reading back.")
_SHOWN = (
    "article.*", "photo.*", "video.*", "use.caption", "use.credit_line", "use.credit_parties", "use.mention",
    "rights.copyright_status", "rights.agents", "rights.licence_id", "rights.licence_url", "rights.rights_uri",
    "rights.copyright_notice", "rights.credit_line_printed", "rights.credit_text", "rights.credit_obligation",
    "rights.usage_terms", "rights.restrictions", "rights.grants", "rights.embargo_until", "rights.confidence",
    "rights.asserted_by", "rights.evidence", "rights.basis", "rights.status", "media.name", "media.media_type",
    "media.width", "media.height", "source.name", "source.sha256", "record.*", "links.*",
)  # fmt: skip
CROSSWALK = crosswalk(lossy={name: (mark("on the sheet"), _READ) for name in matching(_SHOWN)}, dropped=("*",))


@dataclass(frozen=True, slots=True)
class SheetExporter:
    """A sheet for each record, in one file that needs no other."""

    name: str = "html"
    label: str = mark("Record sheets (HTML)")
    suffix: str = ".html"
    media_type: str = "text/html"
    lossless: bool = False
    options: tuple[ExportOption, ...] = (
        ExportOption("text", mark("The text of articles"), True),
        ExportOption("rights", mark("Rights and verdict"), True),
        ExportOption("evidence", mark("Evidence"), True),
        ExportOption("history", mark("History"), True),
        ExportOption("notes", mark("Notes for colleagues"), False),
    )

    pictures: bool = True

    @property
    def crosswalk(self) -> Crosswalk:
        """See ``Exporter``."""
        return CROSSWALK

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write the head, a sheet a record, and the foot; pictures stand in it where the bundle has previews."""
        style = Html(resource("sheets", "record-sheet.css").read_text(encoding="utf-8"))
        head = element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", profile.name or tr("Record sheets")),
            element("style", style),
        )
        out.write(f'<!DOCTYPE html>\n<html lang="{language()}">\n{head}\n<body>\n<main>\n'.encode())
        written = 0
        for record in records:
            out.write(f"{sheet(record, profile)}\n".encode())
            written += 1
        out.write(b"</main>\n</body>\n</html>\n")
        return ExportNotes(written=written)


HTML = SheetExporter()
