"""A selection as a website for any browser, without a server: pages, pictures, lists, and a search."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile, Originals
from archive_app.formats.exporting.crosswalk import Crosswalk
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.sheets.document import ON_SHEETS, SHEET_OPTIONS
from archive_app.formats.site.originals import OriginalsBeside
from archive_app.formats.site.site import Site
from archive_app.i18n import mark


@dataclass(frozen=True, slots=True)
class WebsiteExporter:
    """A folder with ``index.html``; opens from a disk, a stick, or any web server."""

    name: str = "website"
    label: str = mark("Website")
    suffix: str = ""
    media_type: str = "inode/directory"
    lossless: bool = False
    purpose: str = mark("To show a selection to anybody: pages with pictures and a search, without a server.")
    group: str = "pages"
    pictures: bool = True
    options: tuple[ExportOption, ...] = (
        ExportOption("title", mark("Title of the site"), ""),
        ExportOption("originals", mark("Put the original files beside it"), False),
        *SHEET_OPTIONS,
    )

    @property
    def crosswalk(self) -> Crosswalk:
        """See ``Format``."""
        return ON_SHEETS

    def write_folder(
        self,
        records: Iterable[ExportRecord],
        folder: Path,
        profile: ExportProfile,
        losses: Losses,
        originals: Originals,
    ) -> ExportNotes:
        """Write the site.

        Raises:
            OSError: A file cannot be written.
        """
        site = Site(folder, profile.text("title") or profile.name, profile)
        beside = OriginalsBeside(originals, folder / "files")
        written = 0
        with ExitStack() as left:
            left.callback(site.let_go)
            for record in records:
                files = beside.take(record) if profile.flag("originals") else {}
                site.add(record, {sha: f"../files/{name}" for sha, name in files.items()})
                written += 1
            site.close()
        return ExportNotes(written=written, changed=beside.remarks())


WEBSITE = WebsiteExporter()
