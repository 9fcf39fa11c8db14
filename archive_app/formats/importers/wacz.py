"""Web archive collections (``.wacz``): a ZIP file of WARCs and a list of the pages that were meant to be captured."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import partial

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.containers.pages import PageReader
from archive_app.formats.containers.warc_records import WarcReader
from archive_app.formats.containers.web_collection import WebCollection
from archive_app.formats.containers.zip_files import SafeZip
from archive_app.formats.importers.base import RawSource, refuse_unreadable
from archive_app.i18n import mark, tr

_BLOCK = 1 << 20
_MOST_LIST = 20 * 1024 * 1024
_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")


class WaczImporter:
    """Reads the articles among the pages that a collection lists; of one without a list, all articles in it."""

    name = "wacz"
    label = mark("Web archive collection (WACZ)")
    suffixes = (".wacz",)
    exact = True
    streams = True

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the first bytes are those of a ZIP file that is named so, or begins with members of a collection."""
        if not head.startswith(b"PK\x03\x04"):
            return False
        if name.casefold().endswith(self.suffixes):
            return True
        first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
        return first.startswith(b"archive/") and b".warc" in first

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The articles in a collection.

        Raises:
            FormatError: It is no ZIP file, a bomb, or holds no WARC.
        """
        if source.path is None:
            refuse_unreadable(source)
        digest, size = hashlib.sha256(), 0
        with source.open() as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                size += len(block)
            held = SafeZip(stream, source.name)
            warcs = [name for name in held.names() if name.casefold().endswith((".warc", ".warc.gz"))]
            if not warcs:
                raise UnreadableSource(tr("No web capture (WARC) was found in the file."), where=source.name)
            reader = PageReader(
                source, importer=self.name, media_type="application/wacz", sha256=digest.hexdigest(), size=size
            )
            yield from WebCollection(reader, partial(_open, held, warcs, source.name), _listed(held)).drafts()


def _open(held: SafeZip, warcs: list[str], where: str) -> Iterator[WarcReader]:
    for name in warcs:
        with held.open(name) as stream:
            yield WarcReader(stream, held.size(name), where)


def _listed(held: SafeZip) -> list[str]:
    """The addresses that the collection lists as its pages."""
    found = []
    for name in _LISTS:
        if name not in held.names():
            continue
        for line in held.read(name, _MOST_LIST).decode("utf-8", "replace").splitlines():
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                continue
            address = entry.get("url") if isinstance(entry, dict) else None
            if isinstance(address, str) and address.startswith(("http://", "https://")):
                found.append(address)
        if found:
            break  # the further pages are what a crawler found by itself
    return found
