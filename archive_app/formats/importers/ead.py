"""EAD finding aids; the reading itself is ``formats.library.ead_in``."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.library.ead_in import records_of
from archive_app.formats.library.envelopes import is_wrapped
from archive_app.formats.library.reading_records import drafts_of
from archive_app.formats.wire.xml_source import below, local, parse_xml, root_of
from archive_app.i18n import mark, tr

_NAMESPACES = (b"ead3.archivists.org", b"urn:isbn:1-931666-22-9")


class EadImporter:
    """Reads each item of a finding aid into a draft; components inside an article's are its photos and videos."""

    name = "ead"
    label = mark("EAD finding aid")
    suffixes = (".ead", ".xml")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the document's element is EAD's, or one around finding aids (OAI-PMH)."""
        root, rest = root_of(head)
        return root == "ead" or (is_wrapped(root, rest, head) and any(one in head for one in _NAMESPACES))

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The items of a finding aid.

        Raises:
            FormatError: It is no EAD, lists no items, or cannot be read.
        """
        xml = parse_xml(source)
        if local(xml.root) != "ead" and next(below(xml.root, "ead"), None) is None:
            raise UnreadableSource(tr("This is XML, but no EAD finding aid."), where=source.name)
        yield from drafts_of(
            records_of(xml), source, xml, importer=self.name, media_type="application/xml", standard="EAD"
        )
