"""XMP files that come without their picture or film: a photo or video record from what they say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Article, Draft, Evidence, PhotoDraft, PhotoUse, Video, VideoDraft, VideoUse
from archive_app.formats.importers.base import RawSource, encoding_remarks, read_characters, source_record
from archive_app.formats.media.described import Described, described
from archive_app.formats.media.described_film import VERSION
from archive_app.formats.media.layers import read_layers
from archive_app.formats.wire.item import Said
from archive_app.formats.wire.sheet import Sheet
from archive_app.formats.wire.xml_source import root_of
from archive_app.i18n import mark, tr

_SHOWN = ("title", "description", "notes")


class XmpImporter:
    """Reads a sidecar into a photo or film that stands alone. One that lies beside its file is read with the file."""

    name = "xmp"
    label = mark("XMP metadata of a picture or film")
    suffixes = (".xmp",)

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the document's element is XMP's."""
        root, rest = root_of(head)
        return root in ("xmpmeta", "xapmeta") or (root == "RDF" and "ns.adobe.com" in rest)

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The photo or the film that a sidecar describes.

        Raises:
            FormatError: It is no XMP, is damaged, has a document type of its own, or says nothing of either.
        """
        decoded = read_characters(source)
        try:
            told = described(
                read_layers("", re.sub(r"\A\s*<\?xml[^>]*\?>", "", decoded.text.lstrip("\ufeff"))), source.name
            )
        except UnreadableSource as problem:
            problem.where = source.name
            raise
        if told.photo == type(told.photo)() and not told.rights and told.film in (None, Video()):
            raise UnreadableSource(tr("The XMP file says nothing of a picture or film."), where=source.name)
        name = source.name.removesuffix(".xmp")
        sheet = Sheet(decoded.text, self.name)
        photos: tuple[PhotoDraft, ...] = ()
        videos: tuple[VideoDraft, ...] = ()
        if told.film is not None:
            evidence = tuple(_placed(sheet, item) for item in told.film_evidence)
            film = replace(told.film, title=told.film.title or name, status="missing")
            videos = (VideoDraft(film, VideoUse(), evidence, told.rights),)
        else:
            evidence = tuple(_placed(sheet, item) for item in told.evidence)
            photos = (
                PhotoDraft(replace(told.photo, title=told.photo.title or name), PhotoUse(), evidence, told.rights),
            )
        yield Draft(
            source=source_record(
                source, decoded, media_type="application/rdf+xml", importer=self.name, text=sheet.text
            ),
            article=Article(),
            photos=photos,
            videos=videos,
            remarks=(*encoding_remarks(decoded), *told.remarks, _alone(told)),
            content=source.content,
            alone=True,
        )


def _alone(told: Described) -> str:
    if told.film is not None:
        return tr("The film itself is not there, only what the XMP file says of it.")
    return tr("The picture itself is not there, only what the XMP file says of it.")


def _placed(sheet: Sheet, item: Evidence) -> Evidence:
    """Evidence with its place: in the reading text for words, else in the decoded source."""
    said = Said(item.quote, "", item.confidence, 0, len(sheet.raw))
    placed = sheet.shown(item.field, said) if item.field in _SHOWN else sheet.stated(item.field, said)
    return replace(placed, method=item.method, version=VERSION)
