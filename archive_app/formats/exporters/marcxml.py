"""MARC 21 in MARCXML: one bibliographic record for each article, photo and video."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.exporting.library_homes import NOT_CARRIED, in_words
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.validation import XmlSchema
from archive_app.formats.exporting.xml_records import ARCHIVE, OPTIONS, Recipe, write_items
from archive_app.formats.library.marc_out import collection, marc_of
from archive_app.i18n import mark

_SCHEMA = XmlSchema("marc21", "MARC21slim.xsd")
_HEADING = mark("As a heading: family name first, with a relator.")
_PUNCTUATED = mark("With the full stops and slashes of cataloguing rules.")
_PLAIN = mark("Year, month and day; an uncertain date whole in a note.")
_SUBJECT = mark("As a heading or an index term.")
_TOGETHER = mark("Beside other summaries; not told apart.")


class MarcExporter:
    """A ``collection`` of records."""

    name = "marcxml"
    label = mark("MARC 21 (MARCXML)")
    purpose = mark("Library management systems and union catalogues.")
    group = "library"
    suffix = ".marc.xml"
    media_type = "application/marcxml+xml"
    lossless = False
    options = OPTIONS
    crosswalk: Crosswalk = crosswalk(
        exact={
            "record.uid": "001, 024",
            "record.collections": "580",
            "links.photos": "774",
            "links.videos": "774",
            "links.articles": "773",
            "article.standfirst": "520",
            "article.publisher": "773$t",
            "article.language": "041",
            "article.url": "856$u",
            "article.accessed": "588",
            "photo.url": "856$u",
            "video.url": "856$u",
            "use.credit_line": "524",
            "use.alt_text": "500",
            "use.mention": "500",
            "rights.copyright_notice": "542$f",
            "rights.copyright_year": "542$g",
            "rights.determined_on": "542$j",
            "rights.usage_terms": "540$a",
            "rights.restrictions": "506$a",
            "rights.jurisdiction": "542$p",
            "media.media_type": "347$b",
            "media.size": "347$c",
            "media.width": "300$c",
            "media.height": "300$c",
        },
        lossy={
            "article.headline": ("245$a", _PUNCTUATED),
            "photo.title": ("245$a", _PUNCTUATED),
            "video.title": ("245$a", _PUNCTUATED),
            "article.bylines": ("100, 110, 700, 710, 720", _HEADING),
            "photo.creators": ("100, 110, 700, 710, 720", _HEADING),
            "video.creators": ("100, 110, 700, 710, 720", _HEADING),
            "use.credit_parties": ("700, 710, 720", _HEADING),
            "authority.name": ("100, 110, 700, 710", _HEADING),
            "authority.kind": ("1XX, 7XX", mark("Persons and organisations only.")),
            "authority.identifiers": ("$0", mark("One address of each name.")),
            "article.publisher_id": ("264$b", mark("The name of the publisher above it, if any.")),
            "article.section": ("773$g", mark("Together with the date.")),
            "article.dateline": ("651", mark("Not told apart from other places.")),
            "article.published": ("264$c, 008", _PLAIN),
            "article.subjects": ("6XX, 653", _SUBJECT),
            "photo.description": ("520", _TOGETHER),
            "photo.taken": ("264$c, 008", _PLAIN),
            "photo.place": ("651", mark("Not told apart from other places.")),
            "photo.people": ("600", _SUBJECT),
            "photo.subjects": ("6XX, 653", _SUBJECT),
            "photo.medium": ("655", mark("As a genre term.")),
            "video.description": ("520", _TOGETHER),
            "video.published": ("264$c, 008", _PLAIN),
            "video.subjects": ("6XX, 653", _SUBJECT),
            "video.platform": ("264$b", mark("As the publisher.")),
            "video.duration": ("306", mark("Whole seconds.")),
            "use.caption": ("520", _TOGETHER),
            "record.created": ("008", mark("The day only.")),
            "record.modified": ("005", mark("As the latest transaction.")),
            **in_words("506, 540, 542", "542$n", but=("rights.jurisdiction", "rights.determined_on")),
        },
        dropped=NOT_CARRIED,
    )

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write a record for each work, and for the photos and videos of articles where the profile says so.

        Raises:
            ExportRefused: Nothing of it may be written.
        """
        recipe = Recipe(
            element=partial(marc_of, institution=profile.text(ARCHIVE.name)),
            problems=_SCHEMA.problems,
            document=lambda _record: (collection(), None),
        )
        return write_items(recipe, records, out, profile, losses)


MARCXML = MarcExporter()
