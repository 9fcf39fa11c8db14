"""PBCore, the format of audiovisual archives; the reading itself is ``formats.library.pbcore_in``."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.library.envelopes import is_wrapped
from archive_app.formats.library.pbcore_in import ROOTS, records_of
from archive_app.formats.library.reading_records import drafts_of
from archive_app.formats.wire.xml_source import below, local, parse_xml, root_of
from archive_app.i18n import mark, tr


class PbcoreImporter:
    """Reads each asset into a video that stands alone (a still image into a photo)."""

    name = "pbcore"
    label = mark("PBCore records")
    suffixes = (".pbcore", ".xml")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the document's element is PBCore's, or one around its records (OAI-PMH)."""
        root, rest = root_of(head)
        return root.lower() in ROOTS or (is_wrapped(root, rest, head) and b"PBCore/PBCoreNamespace" in head)

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The assets of a document.

        Raises:
            FormatError: It holds no PBCore, or cannot be read.
        """
        xml = parse_xml(source)
        if local(xml.root) not in ROOTS and next(below(xml.root, "pbcoredescriptiondocument"), None) is None:
            raise UnreadableSource(tr("This is XML, but there is no PBCore record in it."), where=source.name)
        yield from drafts_of(
            records_of(xml), source, xml, importer=self.name, media_type="application/xml", standard="PBCore"
        )
