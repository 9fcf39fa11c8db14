"""EAD3: a finding aid with one component for each work, photos and videos inside their article's."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.exporting.library_homes import NOT_CARRIED, in_words
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.validation import XmlSchema
from archive_app.formats.exporting.xml_records import ARCHIVE, OPTIONS, Recipe, moment_of, write_items
from archive_app.formats.library.ead_out import component_of, finding_aid
from archive_app.formats.library.item import Item
from archive_app.formats.library.xml_out import Element
from archive_app.i18n import mark

_SCHEMA = XmlSchema("ead3", "ead3.xsd")
_ROLE = mark("A part that has no MARC relator code becomes author, photographer or creator.")
_LINK = mark("As the name’s address; the authority record itself stays behind.")
_VERBATIM = mark("Verbatim; not told apart from other words there.")

TITLE = ExportOption("title", mark("Title of the finding aid"), "Selected records")
IDENTIFIER = ExportOption("identifier", mark("Identifier of the finding aid"), "selected-records")


class Ead3Exporter:
    """An ``ead`` document; the components go under its description of subordinate components."""

    name = "ead3"
    label = mark("EAD3 finding aid")
    purpose = mark("Archives with finding aids (ArchivesSpace, AtoM): a list of items.")
    group = "library"
    suffix = ".ead.xml"
    media_type = "application/xml"
    lossless = False
    options = (TITLE, IDENTIFIER, *OPTIONS)
    crosswalk: Crosswalk = crosswalk(
        exact={
            "record.uid": "did/unitid",
            "record.collections": "controlaccess/title",
            "links.photos": "c/c",
            "links.videos": "c/c",
            "article.headline": "did/unittitle",
            "article.standfirst": "did/abstract",
            "article.publisher": "did/origination[@label=publisher]",
            "article.published": "did/unitdatestructured, didnote",
            "article.accessed": "did/unitdatestructured[@datechar=capture]",
            "article.language": "did/langmaterial",
            "article.url": "did/dao",
            "article.section": "odd",
            "article.dateline": "controlaccess/geogname[@localtype=dateline]",
            "photo.title": "did/unittitle",
            "photo.description": "scopecontent",
            "photo.taken": "did/unitdatestructured, didnote",
            "photo.place": "controlaccess/geogname",
            "photo.medium": "controlaccess/genreform",
            "photo.url": "did/dao",
            "video.title": "did/unittitle",
            "video.description": "scopecontent",
            "video.platform": "did/origination[@label=publisher]",
            "video.duration": "did/physdesc[@localtype=duration]",
            "video.published": "did/unitdatestructured, didnote",
            "video.url": "did/dao",
            "use.caption": "scopecontent",
            "use.alt_text": "odd",
            "use.mention": "odd",
            "use.src": "odd",
            "use.credit_line": "prefercite",
            "rights.copyright_year": "userestrict",
            "rights.review_date": "processinfo",
            "media.media_type": "did/physdesc",
            "media.width": "did/physdesc",
            "media.height": "did/physdesc",
        },
        lossy={
            "article.bylines": ("did/origination", _ROLE),
            "photo.creators": ("did/origination", _ROLE),
            "video.creators": ("did/origination", _ROLE),
            "use.credit_parties": ("did/origination", _ROLE),
            "article.subjects": ("controlaccess", _LINK),
            "photo.subjects": ("controlaccess", _LINK),
            "photo.people": ("controlaccess/persname", _LINK),
            "video.subjects": ("controlaccess", _LINK),
            "authority.kind": ("persname, corpname", mark("Persons, organisations and places only.")),
            "authority.identifiers": ("@identifier", mark("One address of each name.")),
            "rights.copyright_notice": ("userestrict", _VERBATIM),
            "rights.usage_terms": ("userestrict", _VERBATIM),
            "rights.restrictions": ("accessrestrict", _VERBATIM),
            **in_words("accessrestrict, userestrict", "processinfo", but=("rights.review_date",)),
        },
        dropped={
            **NOT_CARRIED,
            "links.articles": mark("A photo of an article stands inside it, if the article is there."),
        },
    )

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write a component for each work.

        Raises:
            ExportRefused: Nothing of it may be written.
        """

        def empty(record: ExportRecord | None) -> tuple[Element, Element]:
            title = profile.text(TITLE.name) or TITLE.default
            identifier = profile.text(IDENTIFIER.name) or IDENTIFIER.default
            return finding_aid(str(title), str(identifier), profile.text(ARCHIVE.name), moment_of(record)[:10])

        frame, inside = empty(None)

        def problems(component: Element) -> tuple[str, ...]:
            inside[:] = [copy.deepcopy(component)]  # a copy: an element taken out again would bring a prefix along
            return _SCHEMA.problems(frame)

        recipe = Recipe(element=_alone, problems=problems, document=empty, whole=component_of)
        return write_items(recipe, records, out, profile, losses)


def _alone(item: Item) -> Element:
    items: Sequence[Item] = (item,)
    return component_of(items)


EAD3 = Ead3Exporter()
