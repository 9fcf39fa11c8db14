"""PBCore 2.1: one description document for each video; articles give theirs."""

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
from archive_app.formats.library.pbcore_out import collection, pbcore_of
from archive_app.i18n import mark, tr_n

_SCHEMA = XmlSchema("pbcore", "pbcore-2.1.xsd")
_RIGHTS = "rightsSummary"
_ONLY_VIDEOS = mark("PBCore describes videos; articles and photos stay behind.")
_ROLE = mark("A part that has no MARC relator term becomes creator.")


class PbcoreExporter:
    """One document, or a ``pbcoreCollection`` of several."""

    name = "pbcore"
    label = mark("PBCore 2.1 (videos)")
    purpose = mark("Audiovisual archives; videos only.")
    group = "library"
    suffix = ".pbcore.xml"
    media_type = "application/xml"
    lossless = False
    options = OPTIONS
    crosswalk: Crosswalk = crosswalk(
        exact={
            "record.uid": "pbcoreIdentifier[@source=UUID]",
            "record.collections": "pbcoreAnnotation",
            "links.articles": "pbcoreRelation",
            "video.title": "pbcoreTitle",
            "video.description": "pbcoreDescription[@descriptionType=Summary]",
            "video.platform": "pbcorePublisher[@annotation=platform]",
            "video.published": "pbcoreAssetDate",
            "video.url": "instantiationIdentifier[@source=URL]",
            "use.caption": "pbcoreDescription[@descriptionType=Caption]",
            "use.mention": "pbcoreDescription[@descriptionType=Mention]",
            "use.credit_line": "rightsSummary[@annotation=credit line]",
            "rights.copyright_notice": "rightsSummary[@annotation=Copyright notice]",
            "rights.usage_terms": "rightsSummary[@annotation=Usage terms]",
            "rights.restrictions": "rightsSummary[@annotation=Restriction]",
            "rights.copyright_year": "rightsSummary[@annotation=Copyright year]",
            "rights.review_date": "pbcoreAnnotation",
            "media.sha256": "instantiationIdentifier[@source=SHA-256]",
            "media.size": "instantiationFileSize",
            "media.media_type": "instantiationDigital",
            "media.width": "instantiationDimensions",
            "media.height": "instantiationDimensions",
        },
        lossy={
            "video.duration": ("instantiationDuration", mark("Thousandths of a second at most.")),
            "video.creators": ("pbcoreCreator", _ROLE),
            "video.subjects": ("pbcoreSubject", mark("As the name’s address; the authority record stays behind.")),
            "use.credit_parties": ("pbcoreCreator, pbcorePublisher", _ROLE),
            "authority.identifiers": ("@ref", mark("One address of each name.")),
            "media.duration": ("instantiationDuration", mark("Where the record has no length of its own.")),
            **in_words(_RIGHTS, "pbcoreAnnotation", but=("rights.review_date",)),
        },
        dropped={**NOT_CARRIED, "article.*": _ONLY_VIDEOS, "photo.*": _ONLY_VIDEOS},
    )

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write a document for each video, those in articles too where the profile says so; the rest is left out.

        Raises:
            ExportRefused: There is no video among the records, or nothing of it may be written.
        """
        recipe = Recipe(
            element=partial(pbcore_of, institution=profile.text(ARCHIVE.name)),
            problems=_SCHEMA.problems,
            document=lambda _record: (collection(), None),
            bare=True,
            absent=_ONLY_VIDEOS,
            counted=lambda count: tr_n("{n} video", "{n} videos", count),
        )
        return write_items(recipe, records, out, profile, losses)


PBCORE = PbcoreExporter()
