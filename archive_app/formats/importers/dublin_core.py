"""Dublin Core, simple and qualified; the reading itself is ``formats.library.dc_in``."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.library.dc_in import has_records, records_of
from archive_app.formats.library.envelopes import is_wrapped
from archive_app.formats.library.reading_records import drafts_of
from archive_app.formats.wire.xml_source import parse_xml, root_of
from archive_app.i18n import mark, tr

_ROOTS = ("dc", "qualifieddc", "simpledc", "oai_dc")
_NAMESPACES = (b"http://purl.org/dc/elements/1.1/", b"http://purl.org/dc/terms/")


class DublinCoreImporter:
    """Reads each record into a draft; photos and videos join the article that names them."""

    name = "dublin_core"
    label = mark("Dublin Core records")
    suffixes = (".dc", ".xml")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the document's element is a record, or one around records (OAI-PMH)."""
        root, rest = root_of(head)
        spoken = any(namespace in head for namespace in _NAMESPACES)
        return spoken and (root in _ROOTS or is_wrapped(root, rest, head, b"DC"))

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The records of a document.

        Raises:
            FormatError: It holds no Dublin Core, or cannot be read.
        """
        xml = parse_xml(source)
        if not has_records(xml):
            raise UnreadableSource(tr("This is XML, but there is no Dublin Core in it."), where=source.name)
        yield from drafts_of(
            records_of(xml), source, xml, importer=self.name, media_type="application/xml", standard="Dublin Core"
        )
