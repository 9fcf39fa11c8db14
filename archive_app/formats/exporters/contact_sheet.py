"""Contact sheets: the pictures of a selection in rows, with caption, credit and number, as HTML or PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.sheets.contact import Frame, contact_row, frames
from archive_app.formats.sheets.document import FOOT, PAPER_OPTIONS, head, shown
from archive_app.formats.sheets.markup import Html
from archive_app.formats.sheets.on_paper import on_paper, paper_of
from archive_app.i18n import mark, tr
from archive_app.paper.jobs import Part
from archive_app.paper.press import Press

_COLUMNS = (("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"))
_SHOWN = shown(
    "photo.title", "video.title", "photo.description", "video.description", "use.caption", "use.credit_line",
    "rights.credit_line_printed", "record.uid", "record.verdict", "links.photos",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContactSheetExporter:
    """Rows of small pictures; ``pdf`` says on what."""

    pdf: bool = True
    media_type: str = "application/pdf"
    lossless: bool = False
    group: str = "pages"
    pictures: bool = True
    purpose: str = mark("To choose from: the pictures in rows, each with caption, credit line and number.")

    @property
    def crosswalk(self) -> Crosswalk:
        """See ``Format``."""
        return _SHOWN

    @property
    def name(self) -> str:
        """See ``Format``."""
        return "contact-pdf" if self.pdf else "contact-html"

    @property
    def label(self) -> str:
        """See ``Format``."""
        return mark("Contact sheet (PDF)") if self.pdf else mark("Contact sheet (HTML)")

    @property
    def suffix(self) -> str:
        """See ``Format``."""
        return ".pdf" if self.pdf else ".html"

    @property
    def options(self) -> tuple[ExportOption, ...]:
        """How many in a row, whether with verdicts, and the paper."""
        own = (
            ExportOption("columns", mark("Pictures in a row"), "4", _COLUMNS),
            ExportOption("rights", mark("Verdict with each picture"), True),
        )
        return (*own, *PAPER_OPTIONS) if self.pdf else own

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write the pictures of every record, page by page.

        Raises:
            ExportRefused: Pages cannot be laid out on this system.
        """
        columns = int(profile.text("columns", "4")) if profile.text("columns", "4") in ("2", "3", "4", "5") else 4
        counted = _Counted(records)
        rows = _rows(counted.frames(), columns, verdicts=profile.flag("rights", True))
        title = tr("Contact sheet")
        if self.pdf:
            with Press(paper_of(profile, title)) as press:
                for row in rows:
                    press.print(Part(on_paper(row, width=100 // columns), follows=True))
                press.finish(out)
        else:
            out.write(head(profile.name or title, "contact-sheet.css").encode())
            for row in rows:
                out.write(f"{row}\n".encode())
            out.write(FOOT.encode())
        return ExportNotes(written=counted.written, left_out=counted.without)


class _Counted:
    """Takes frames out of records, each picture once, and counts the records that have none."""

    def __init__(self, records: Iterable[ExportRecord]) -> None:
        self._records = records
        self._seen: set[str] = set()
        self.written = 0
        self.without = 0

    def frames(self) -> Iterator[Frame]:
        for record in self._records:
            found = list(frames(record))
            self.written += bool(found)
            self.without += not found
            for frame in found:  # a photo may come by itself and with its articles
                if not frame.number or frame.number not in self._seen:
                    self._seen.add(frame.number)
                    yield frame


def _rows(found: Iterable[Frame], columns: int, *, verdicts: bool) -> Iterator[Html]:
    remaining = iter(found)
    while row := list(islice(remaining, columns)):
        yield contact_row(row, columns, verdicts=verdicts)


CONTACT_PDF = ContactSheetExporter()
CONTACT_HTML = ContactSheetExporter(pdf=False, media_type="text/html")
