"""Dublin Core: ``oai_dc`` with its fifteen elements, and qualified with DCMI's terms.

One record is a document of its own; several stand in an OAI-PMH answer, which every aggregator reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.exporting.library_homes import NOT_CARRIED, in_words
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.validation import INVALID, XmlSchema
from archive_app.formats.exporting.xml_records import PARTS, Recipe, moment_of, write_items
from archive_app.formats.library.dc_out import envelope, in_envelope, qualified_dc, simple_dc
from archive_app.formats.library.item import Item
from archive_app.formats.library.xml_out import Element
from archive_app.i18n import mark

_SIMPLE = XmlSchema("dublin-core", "oai_dc.xsd")
_QUALIFIED = XmlSchema("dublin-core", "qualified-dc.xsd")
_MAKERS = mark("Names without the part that they had.")
_PLAIN = mark("The plain part of the date as date; an uncertain one whole in the description.")
_JOINED = mark("Description and caption stand side by side and are not told apart.")
_LABELLED = mark("By convention, behind a label in the description.")
_TERMS = mark("Verbatim among the rights; not told apart from other words there.")
_PLACE = mark("Not told apart from other places.")
_SHOWN = mark("Persons shown are not told apart from subjects.")

_UNTITLED = mark("A record without a title gets its first words as one.")

_BOTH: dict[str, str | tuple[str, str]] = {
    "record.uid": "identifier",
    "article.headline": "title",
    "article.publisher": "publisher",
    "article.language": "language",
    "article.url": "identifier",
    "photo.title": ("title", _UNTITLED),
    "photo.url": "source",
    "video.title": ("title", _UNTITLED),
    "video.platform": "publisher",
    "video.url": "identifier",
    "media.media_type": "format",
}
_EITHER: dict[str, tuple[str, str]] = {
    "article.bylines": ("creator", _MAKERS),
    "photo.creators": ("creator", _MAKERS),
    "video.creators": ("creator", _MAKERS),
    "use.credit_parties": ("creator, contributor", _MAKERS),
    "authority.name": ("creator", mark("The printed name goes out.")),
    "article.section": ("description", _LABELLED),
    "article.subjects": ("subject", mark("Without the link to an authority record.")),
    "photo.subjects": ("subject", _SHOWN),
    "photo.people": ("subject", _SHOWN),
    "video.subjects": ("subject", mark("Without the link to an authority record.")),
    "use.alt_text": ("description", _LABELLED),
    "use.mention": ("description", _LABELLED),
    "use.src": ("description", _LABELLED),
    "rights.copyright_notice": ("rights", _TERMS),
    "rights.restrictions": ("rights", _TERMS),
    "record.modified": ("header/datestamp", mark("Where several records stand in one file.")),
}


class DublinCoreExporter:
    """The simple and the qualified form."""

    media_type = "application/xml"
    lossless = False
    group = "library"
    options = (PARTS, INVALID)

    def __init__(self, *, qualified: bool) -> None:
        """Choose the form."""
        self._qualified = qualified
        self.name = "qualified_dc" if qualified else "oai_dc"
        self.label = mark("Dublin Core, qualified (DCMI terms)") if qualified else mark("Dublin Core, simple (oai_dc)")
        self.purpose = (
            mark("Repositories that take more than fifteen elements.")
            if qualified
            else mark("Every repository and aggregator; the least that all understand.")
        )
        self.suffix = ".qdc.xml" if qualified else ".dc.xml"
        self.crosswalk: Crosswalk = _qualified_homes() if qualified else _simple_homes()

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write a record for each work, and for the photos and videos of articles where the profile says so.

        Raises:
            ExportRefused: Nothing of it may be written.
        """
        now = "1970-01-01T00:00:00Z"

        def around(record: ExportRecord | None) -> tuple[Element, Element | None]:
            nonlocal now
            now = moment_of(record)
            return envelope("oai_qdc" if self._qualified else "oai_dc", now)

        def wrapped(item: Item, element: Element) -> Element:
            return in_envelope(item, element, now)

        recipe = Recipe(
            element=partial(qualified_dc if self._qualified else simple_dc),
            problems=(_QUALIFIED if self._qualified else _SIMPLE).problems,
            document=around,
            bare=True,
            wrapped=wrapped,
        )
        return write_items(recipe, records, out, profile, losses)


def _simple_homes() -> Crosswalk:
    return crosswalk(
        exact={**_BOTH, "use.credit_line": ("description", _LABELLED)},
        lossy={
            **_EITHER,
            "article.standfirst": ("description", _JOINED),
            "photo.description": ("description", _JOINED),
            "video.description": ("description", _JOINED),
            "use.caption": ("description", _JOINED),
            "article.published": ("date", _PLAIN),
            "video.published": ("date", _PLAIN),
            "photo.taken": ("date", _PLAIN),
            "video.duration": ("format", mark("Thousandths of a second at most.")),
            "article.dateline": ("coverage", _PLACE),
            "photo.place": ("coverage", _PLACE),
            "links.photos": ("relation", mark("Not told in which direction.")),
            "links.videos": ("relation", mark("Not told in which direction.")),
            "links.articles": ("relation", mark("Not told in which direction.")),
            "rights.usage_terms": ("rights", _TERMS),
            **in_words("rights", ""),
        },
        dropped=NOT_CARRIED,
    )


def _qualified_homes() -> Crosswalk:
    return crosswalk(
        exact={
            **_BOTH,
            "article.standfirst": "dcterms:abstract",
            "photo.description": "description",
            "video.description": "description",
            "use.caption": "dcterms:abstract",
            "use.credit_line": "dcterms:bibliographicCitation",
            "article.published": "dcterms:issued",
            "article.accessed": "dcterms:dateSubmitted",
            "article.dateline": "dcterms:spatial",
            "photo.taken": "dcterms:created",
            "photo.place": "dcterms:spatial",
            "video.published": "dcterms:issued",
            "links.photos": "dcterms:hasPart",
            "links.videos": "dcterms:hasPart",
            "links.articles": "dcterms:isPartOf",
            "record.collections": "dcterms:isPartOf",
            "rights.copyright_year": "dcterms:dateCopyrighted",
            "media.width": "dcterms:extent",
            "media.height": "dcterms:extent",
        },
        lossy={
            **_EITHER,
            "video.duration": ("dcterms:extent", mark("Thousandths of a second at most.")),
            "rights.usage_terms": ("dcterms:accessRights", _TERMS),
            **in_words("rights, dcterms:accessRights", "dcterms:provenance"),
        },
        dropped=NOT_CARRIED,
    )


OAI_DC = DublinCoreExporter(qualified=False)
QUALIFIED_DC = DublinCoreExporter(qualified=True)
