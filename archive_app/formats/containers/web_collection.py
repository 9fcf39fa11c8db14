"""Articles from many captured pages: two passes over WARC files, one for the pages, one for the pictures they show.

The first pass holds the drafts only, the second the pictures that were asked for; neither holds a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Draft
from archive_app.formats.containers.pages import ContainedPage, PageReader, is_article, looks_like_html
from archive_app.formats.containers.shelf import MOST_PICTURE_BYTES, Kept, Shelf, address_key, name_key
from archive_app.formats.containers.warc_records import Head, WarcReader, WebRecord
from archive_app.formats.reading.sources import MAX_BYTES
from archive_app.i18n import tr, tr_n

MOST_ARTICLES = 1_000
"""So many articles are taken from one file; the rest is said."""

Reopen = Callable[[], Iterable[WarcReader]]


class WebCollection:
    """Reads the articles of a collection of WARC files.

    Args:
        reader: Makes drafts of pages.
        reopen: Gives the WARC files from their beginning, once for each pass.
        chosen: The addresses of the pages that the collection lists; empty when it lists none.
    """

    def __init__(self, reader: PageReader, reopen: Reopen, chosen: Iterable[str] = ()) -> None:
        self._reader = reader
        self._reopen = reopen
        self._chosen = frozenset(map(address_key, chosen))
        self._drafts: list[tuple[str, Draft]] = []
        self._spare: tuple[str, Draft] | None = None
        self._seen: set[tuple[str, bytes]] = set()
        self._stub: Head | None = None
        self._left = self._over = 0
        self._cut = self._pictures = False

    def drafts(self) -> Iterator[Draft]:
        """The articles, in order; for a file that notes captures without their pages, one draft with the address.

        Raises:
            FormatError: It is no WARC, or nothing of the web is in it.
        """
        for warc in self._reopen():
            for record in warc.records(self._is_page, MAX_BYTES):
                self._page(record)
            self._cut = self._cut or warc.cut
        if not self._drafts and self._spare is not None:
            self._drafts.append(self._spare)
            self._left -= 1
        if not self._drafts and self._stub is not None:
            text = tr("The file notes that the page was captured, and does not hold the page itself.")
            head = self._stub
            stub = self._reader.without_text(ContainedPage(head.address, b"", accessed=head.date, remarks=(text,)))
            self._drafts.append((head.address, stub))
        shelf = self._shelf()
        notes = tuple(self._notes(shelf))
        for address, draft in self._drafts:
            found = shelf.with_carried(draft, address) if draft.photos else draft
            yield replace(found, remarks=(*found.remarks, *notes))
            notes = ()  # of the file, so with its first article only

    def _is_page(self, head: Head) -> bool:
        self._pictures = self._pictures or head.is_picture
        if head.kind == "revisit" or not head.is_page:
            if head.kind == "revisit" and self._stub is None:
                self._stub = head
            return False
        return not self._chosen or address_key(head.address) in self._chosen

    def _page(self, record: WebRecord) -> None:
        head = record.head
        remarks = () if record.whole else (tr("The page is damaged or incomplete in the file."),)
        page = ContainedPage(head.address, record.content, head.charset, head.date, remarks)
        key = (address_key(head.address), hashlib.sha256(record.content).digest())
        if key in self._seen or (not head.media_type and not looks_like_html(record.content)):
            return
        self._seen.add(key)
        try:
            draft = self._reader.read(page)
        except FormatError:
            if self._spare is None:
                self._spare = (head.address, self._reader.without_text(_unreadable(page)))
            self._left += 1
            return
        if not is_article(draft):
            self._left += 1
            if self._spare is None or _length(self._spare[1]) < _length(draft):
                self._spare = (head.address, draft)
        elif len(self._drafts) >= MOST_ARTICLES:
            self._over += 1
        else:
            self._drafts.append((head.address, draft))

    def _shelf(self) -> Shelf:
        """The pictures that the drafts show."""
        shelf = Shelf()
        if not self._pictures:
            return shelf
        wanted: set[str] = set()
        alike: set[tuple[str, str] | None] = set()
        for address, draft in self._drafts:
            for photo in draft.photos:
                for name in (photo.photo.url, photo.use.src):
                    wanted.add(address_key(name, address))
                    alike.add(name_key(name, address))
        alike.discard(None)

        def shown(head: Head) -> bool:
            if not head.is_picture or head.kind == "revisit":
                return False
            return address_key(head.address) in wanted or name_key(head.address) in alike

        if wanted:
            for warc in self._reopen():
                for record in warc.records(shown, MOST_PICTURE_BYTES):
                    shelf.put(Kept(record.head.address, record.head.media_type, record.content))
        return shelf

    def _notes(self, shelf: Shelf) -> Iterator[str]:
        if self._cut:
            yield tr("The file ends too early or is damaged; what stood behind is missing.")
        if self._left > 0:
            yield tr_n(
                "{n} page in the file does not read as an article and was left out.",
                "{n} pages in the file do not read as articles and were left out.",
                self._left,
            )
        if self._over:
            yield tr_n(
                "{n} more article is in the file; split it to import all.",
                "{n} more articles are in the file; split it to import all.",
                self._over,
            )
        if shelf.left:
            yield tr_n(
                "{n} picture is too large and was left in the file.",
                "{n} pictures are too large and were left in the file.",
                shelf.left,
            )


def _unreadable(page: ContainedPage) -> ContainedPage:
    return replace(page, remarks=(*page.remarks, tr("The page itself cannot be read.")))


def _length(draft: Draft) -> int:
    return sum(map(len, draft.article.body)) + len(draft.article.headline)
