"""Plain text: an article pasted or saved without any markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource, read_characters
from archive_app.formats.reading.assemble import assemble
from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.decoding import looks_binary
from archive_app.formats.reading.paragraphs import split_paragraphs
from archive_app.i18n import mark


@dataclass(frozen=True, slots=True)
class TextImporter:
    """Reads a plain text into one draft."""

    name: str = "text"
    label: str = mark("Plain text")
    suffixes: tuple[str, ...] = (".txt", ".text")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether bytes are text in any encoding; the last resort, so that pasted text needs no name."""
        return bool(head.strip(b"\0 \r\n\t")) and not looks_binary(head)

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The article in a text.

        Raises:
            UnreadableSource: It is empty, too large, binary or without words.
        """
        decoded = read_characters(source)
        blocks = [
            Block(paragraph, group=number)
            for number, group in enumerate(split_paragraphs(decoded.text))
            for paragraph in group
        ]
        yield assemble(blocks, source, decoded, importer=self.name, media_type="text/plain")
