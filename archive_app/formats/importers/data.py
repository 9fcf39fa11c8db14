"""XML and JSON of no format that we know: their words as a text, so that nothing is lost and somebody can look at it.

The last to be asked. What is not well-formed is refused: a damaged file of a known format must not come in as a text of
angle brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Article, Draft
from archive_app.formats.importers.base import RawSource, source_record
from archive_app.formats.reading.assemble import assemble
from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.decoding import Decoded
from archive_app.formats.reading.paragraphs import clean_line
from archive_app.formats.wire.json_source import json_head, parse_json
from archive_app.formats.wire.xml_source import Element, children, parse_xml, root_of, texts
from archive_app.i18n import mark, tr

_MOST_WORDS = 20_000  # pieces of text; a database in disguise is no article


class DataImporter:
    """Reads the words of an XML or JSON file into one draft."""

    name = "data"
    label = mark("Other XML or JSON")
    suffixes = (".xml", ".json")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether it is XML or JSON by its name, or begins as XML does; never a web page."""
        root, _ = root_of(head)
        if root.lower() in ("html", "svg"):
            return False
        return name.casefold().endswith(self.suffixes) or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The words in a file; of one that has none, a draft without text.

        Raises:
            FormatError: It is neither XML nor JSON that can be read.
        """
        if json_head(source.content[:4096]):
            parsed = parse_json(source)
            yield self._draft(source, parsed.decoded, _values(parsed.value), "application/json")
            return
        xml = parse_xml(source)
        if xml.mended:
            raise UnreadableSource(tr("The XML in the file is damaged."), where=source.name)
        yield self._draft(source, xml.decoded, _paragraphs(xml.root), "application/xml")

    def _draft(self, source: RawSource, decoded: Decoded, words: Iterator[str], media_type: str) -> Draft:
        blocks = []
        for number, piece in enumerate(words):
            if number >= _MOST_WORDS:
                break
            if clean_line(piece):
                blocks.append(Block(piece, group=number))
        remark = tr("The file is of no format that this program knows; its words were taken as they stand.")
        if blocks:
            return assemble(blocks, source, decoded, importer=self.name, media_type=media_type, remarks=(remark,))
        nothing = tr("There are no words in the file; the file itself is kept.")
        record = source_record(source, decoded, media_type=media_type, importer=self.name, text="")
        return Draft(source=record, article=Article(), remarks=(nothing,), content=source.content)


def _paragraphs(root: Element) -> Iterator[str]:
    """The texts of a document in order: an element that holds words itself is one, with the elements between them."""
    rest = [root]
    while rest:
        one = rest.pop()
        if (one.text or "").strip() or any((inner.tail or "").strip() for inner in one):
            yield texts(one)
        else:
            rest.extend(reversed(list(children(one))))


def _values(value: Any) -> Iterator[str]:
    """The texts in a JSON value, in order."""
    rest = [value]
    while rest:
        one = rest.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            rest.extend(reversed(one.values()))
        elif isinstance(one, list):
            rest.extend(reversed(one))
