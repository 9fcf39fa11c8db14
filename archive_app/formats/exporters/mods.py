"""MODS 3.8: one record for each article, photo and video."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.exporting.library_homes import MODS_EXACT, MODS_LOSSY, NOT_CARRIED
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.validation import XmlSchema
from archive_app.formats.exporting.xml_records import ARCHIVE, OPTIONS, Recipe, write_items
from archive_app.formats.library.mods_out import collection, mods_of
from archive_app.i18n import mark

_SCHEMA = XmlSchema("mods", "mods-3-8.xsd")


class ModsExporter:
    """A ``modsCollection``, or nothing where no record may be written."""

    name = "mods"
    label = mark("MODS 3.8")
    purpose = mark("Library catalogues, repositories and digital collections.")
    group = "library"
    suffix = ".mods.xml"
    media_type = "application/mods+xml"
    lossless = False
    options = OPTIONS
    crosswalk: Crosswalk = crosswalk(exact=MODS_EXACT, lossy=MODS_LOSSY, dropped=NOT_CARRIED)

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write a record for each work, and for the photos and videos of articles where the profile says so.

        Raises:
            ExportRefused: Nothing of it may be written.
        """
        recipe = Recipe(
            element=partial(mods_of, institution=profile.text(ARCHIVE.name)),
            problems=_SCHEMA.problems,
            document=lambda _record: (collection(), None),
        )
        return write_items(recipe, records, out, profile, losses)


MODS = ModsExporter()
