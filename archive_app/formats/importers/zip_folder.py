"""ZIP files of saved pages: each page in them is a draft, with the pictures that lie beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote

from archive_app.domain.errors import FormatError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.containers.pages import ContainedPage, PageReader, looks_like_html
from archive_app.formats.containers.shelf import MOST_PICTURE_BYTES, Kept, Shelf, address_key
from archive_app.formats.containers.zip_files import SafeZip
from archive_app.formats.importers.base import MAX_BYTES, RawSource, refuse_unreadable
from archive_app.formats.reading.html.saved import saved_address
from archive_app.i18n import mark, tr, tr_n

MOST_PAGES = 1_000
_PAGES = (".html", ".htm", ".xhtml")
_BASE = "http://zip.invalid/"  # RFC 2606: never anybody's; it makes addresses within the file comparable


class ZipImporter:
    """Reads the web pages in a ZIP file, one draft each."""

    name = "zip"
    label = mark("ZIP file of web pages")
    suffixes = (".zip",)
    exact = True
    most_bytes = 500 * 1024 * 1024

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether it is a ZIP file by its name too: much else is one inside."""
        return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and name.casefold().endswith(self.suffixes)

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The articles on the pages in it.

        Of a file without any page that can be read, a draft without text is given, so that the file can be kept.

        Raises:
            FormatError: It is damaged, a bomb, or holds too much.
        """
        refuse_unreadable(source, self.most_bytes)
        with source.open() as stream:
            held = SafeZip(stream, source.name)
            pages = [name for name in held.names() if _is_page(name)]
            reader = PageReader(source, importer=self.name, media_type="application/zip")
            drafts, failed = [], 0
            for name in pages[:MOST_PAGES]:
                try:
                    drafts.append((name, reader.read(_page(name, held.read(name, MAX_BYTES + 1)))))
                except FormatError:
                    failed += 1
            notes = tuple(_notes(held, failed, len(pages) - MOST_PAGES))
            if not drafts:
                text = tr("No web page in the file could be read; the file itself is kept.")
                yield reader.without_text(ContainedPage("", b"", remarks=(text, *notes)))
                return
            shelf = _shelf(held, drafts)
            for name, draft in drafts:
                found = shelf.with_carried(draft, _address(name)) if draft.photos else draft
                yield replace(found, remarks=(*found.remarks, *notes))
                notes = ()


def _page(name: str, content: bytes) -> ContainedPage:
    if not looks_like_html(content):
        raise UnreadableSource(tr("This is no web page."), where=name)
    text = content[:20_000].decode("latin-1")
    return ContainedPage(saved_address(text)[0], content)


def _shelf(held: SafeZip, drafts: list[tuple[str, Draft]]) -> Shelf:
    """The pictures in the file that its pages show, under where they lie in it."""
    wanted = {
        address_key(one, _address(name))
        for name, draft in drafts
        for photo in draft.photos
        for one in (photo.use.src, photo.photo.url)
        if one
    }
    shelf = Shelf()
    for name in held.names():
        if address_key(_address(name)) in wanted:
            shelf.put(Kept(_address(name), "", held.read(name, MOST_PICTURE_BYTES + 1)))
    return shelf


def _address(name: str) -> str:
    return _BASE + quote(name)


def _is_page(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") or part == "__MACOSX" or part.endswith("_files") for part in parts)
    return name.casefold().endswith(_PAGES) and not hidden


def _notes(held: SafeZip, failed: int, more: int) -> Iterator[str]:
    if held.left_out:
        yield tr_n(
            "{n} entry of the file is a link or leads out of it and was left out.",
            "{n} entries of the file are links or lead out of it and were left out.",
            held.left_out,
        )
    if failed:
        yield tr_n("{n} page in the file could not be read.", "{n} pages in the file could not be read.", failed)
    if more > 0:
        yield tr_n("{n} more page is in the file.", "{n} more pages are in the file.", more)
