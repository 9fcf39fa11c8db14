"""MODS, the description format of libraries; the reading itself is ``formats.library.mods_in``."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.library.envelopes import is_wrapped
from archive_app.formats.library.mods_in import records_of
from archive_app.formats.library.reading_records import drafts_of
from archive_app.formats.wire.xml_source import below, local, parse_xml, root_of
from archive_app.i18n import mark, tr

_NAMESPACE = "http://www.loc.gov/mods/v3"


class ModsImporter:
    """Reads each MODS record into a draft; photos and videos join the article that names them."""

    name = "mods"
    label = mark("MODS records")
    suffixes = (".mods", ".xml")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the document's element is MODS's, or it wraps MODS records (OAI-PMH, METS)."""
        root, rest = root_of(head)
        if root in ("mods", "modsCollection"):
            return True
        return is_wrapped(root, rest, head, b"MODS") and _NAMESPACE.encode() in head

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The records of a document.

        Raises:
            FormatError: It holds no MODS, or cannot be read.
        """
        xml = parse_xml(source)
        if local(xml.root) not in ("mods", "modscollection") and next(below(xml.root, "mods"), None) is None:
            raise UnreadableSource(tr("This is XML, but there is no MODS record in it."), where=source.name)
        yield from drafts_of(
            records_of(xml), source, xml, importer=self.name, media_type="application/mods+xml", standard="MODS"
        )
