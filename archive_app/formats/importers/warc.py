"""Web captures (``.warc``, ``.warc.gz``): each page in them that reads as an article is a draft."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from functools import partial

from archive_app.domain.records import Draft
from archive_app.formats.containers.pages import PageReader
from archive_app.formats.containers.warc_records import WarcReader
from archive_app.formats.containers.web_collection import WebCollection
from archive_app.formats.importers.base import RawSource, refuse_unreadable
from archive_app.i18n import mark

_BLOCK = 1 << 20


class WarcImporter:
    """Reads the articles of a web capture, with the pictures that were captured with them."""

    name = "warc"
    label = mark("Web capture (WARC)")
    suffixes = (".warc", ".warc.gz")
    exact = True
    streams = True

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the first bytes, unpacked where they are compressed, begin a WARC."""
        if head.startswith(b"\x1f\x8b"):
            try:
                head = zlib.decompressobj(wbits=31).decompress(head, 64)
            except zlib.error:
                return False
        return head.startswith(b"WARC/")

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The articles in a capture.

        Raises:
            FormatError: It is no WARC, or holds nothing of the web.
        """
        if source.path is None:
            refuse_unreadable(source)
        sha256, size = _facts(source)
        reader = PageReader(source, importer=self.name, media_type="application/warc", sha256=sha256, size=size)
        yield from WebCollection(reader, partial(_open, source, size)).drafts()


def _open(source: RawSource, size: int) -> Iterator[WarcReader]:
    with source.open() as stream:
        yield WarcReader(stream, size, source.name)


def _facts(source: RawSource) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
