"""NITF 3.x documents; the reading itself is ``formats.wire.nitf``. A DTD that a document names is never fetched."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource, nothing_to_read
from archive_app.formats.wire.drafts import build
from archive_app.formats.wire.nitf import nitf_item
from archive_app.formats.wire.xml_source import below, local, parse_xml, root_of
from archive_app.i18n import mark, tr


class NitfImporter:
    """Reads a NITF document into one draft, or several where a file holds several."""

    name = "nitf"
    label = mark("NITF news text")
    suffixes = (".nitf", ".xml")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the document's element is ``nitf``."""
        return root_of(head)[0].lower() == "nitf"

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The articles in a document.

        Raises:
            FormatError: It is no NITF, holds no words, or cannot be read.
        """
        xml = parse_xml(source)
        found = [xml.root] if local(xml.root) == "nitf" else list(below(xml.root, "nitf"))
        if not found:
            raise UnreadableSource(tr("This is XML, but not NITF."), where=source.name)
        count = 0
        for one in found:
            item = nitf_item(xml, one)
            if not (item.headline or item.body or item.pictures or item.videos):
                continue
            if xml.mended:
                item.remarks.append(tr("The document is not well-formed; what could be read of it was read."))
            count += 1
            yield build(item, source, xml.decoded, importer=self.name, media_type="application/xml", standard="NITF")
        if not count:
            raise nothing_to_read(source)
