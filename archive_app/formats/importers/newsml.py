"""NewsML-G2 items, packages and messages; the reading itself is ``formats.wire.newsml``."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource, nothing_to_read
from archive_app.formats.wire.drafts import build
from archive_app.formats.wire.item import WireItem
from archive_app.formats.wire.newsml import ROOTS, items_of, what_else
from archive_app.formats.wire.xml_source import local, parse_xml, root_of
from archive_app.i18n import mark, tr


class NewsmlImporter:
    """Reads a NewsML-G2 document: each text with its media one draft, each other picture or film one of its own."""

    name = "newsml"
    label = mark("NewsML-G2 news item")
    suffixes = (".newsml", ".g2", ".xml")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the document's element is one of NewsML-G2."""
        return root_of(head)[0].lower() in ROOTS

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The items of a document.

        Raises:
            FormatError: It is no NewsML-G2, holds concepts or plans and no news, or cannot be read.
        """
        xml = parse_xml(source)
        if local(xml.root) not in ROOTS:
            raise UnreadableSource(tr("This is XML, but not NewsML-G2."), where=source.name)
        items = [one for one in items_of(xml) if _says_something(one)]
        if not items:
            if what_else(xml.root):
                raise UnreadableSource(
                    tr(
                        "This NewsML-G2 file describes concepts, events or plans; it holds no article, picture or film."
                    ),
                    where=source.name,
                )
            raise nothing_to_read(source)
        for item in items:
            if xml.mended:
                item.remarks.append(tr("The document is not well-formed; what could be read of it was read."))
            yield build(
                item, source, xml.decoded, importer=self.name, media_type="application/xml", standard="NewsML-G2"
            )


def _says_something(item: WireItem) -> bool:
    pictured = any(one.title or one.caption or one.credit or one.src for one in item.pictures)
    filmed = any(one.title or one.caption or one.credit or one.url for one in item.videos)
    return bool(item.headline or item.body or item.markup or item.standfirst or pictured or filmed)
