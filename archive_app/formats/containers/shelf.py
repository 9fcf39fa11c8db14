"""Files kept with a page, found again by the addresses under which the page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from archive_app.domain.records import Carried, Draft, PhotoDraft
from archive_app.formats.reading.html.pictures import picture_key
from archive_app.i18n import tr_n

MOST_PICTURE_BYTES = 50 * 1024 * 1024
"""A larger picture is left in its container."""

MOST_SHELF_BYTES = 256 * 1024 * 1024
"""All pictures taken from one container together; the rest is left in it and said."""

_SHORTEST_KEY = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in a container: its address there, its type as stated, its bytes."""

    address: str
    media_type: str
    content: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """The file's name, for people."""
        try:
            name = PurePosixPath(unquote(urlsplit(self.address).path)).name
        except ValueError:
            name = ""
        return (name or self.address.partition(":")[2] or self.address)[:120]


class Shelf:
    """Pictures by address; also found by a name that the sizes of one picture share, on the same host."""

    def __init__(self, kept: Iterable[Kept] = ()) -> None:
        self._by_address: dict[str, Kept] = {}
        self._by_name: dict[tuple[str, str], Kept] = {}
        self._size = 0
        self.left = 0
        """How many files were not taken, because they or all together are too large."""
        for one in kept:
            self.put(one)

    def put(self, kept: Kept) -> None:
        """Take a file onto the shelf; the first of an address stays, and what is too large is left."""
        key = address_key(kept.address)
        if not kept.content or key in self._by_address:
            return
        if len(kept.content) > MOST_PICTURE_BYTES or self._size + len(kept.content) > MOST_SHELF_BYTES:
            self.left += 1
            return
        self._size += len(kept.content)
        self._by_address[key] = kept
        if name := name_key(kept.address):
            there = self._by_name.get(name)
            if there is None or len(there.content) < len(kept.content):
                self._by_name[name] = kept

    def find(self, address: str, base: str = "") -> Kept | None:
        """The file that a page at ``base`` shows under an address."""
        return self._by_address.get(address_key(address, base))

    def find_like(self, address: str, base: str = "") -> Kept | None:
        """Another size of the picture under an address, when one was kept."""
        name = name_key(address, base)
        return self._by_name.get(name) if name else None

    def with_carried(self, draft: Draft, base: str) -> Draft:
        """The draft with the pictures that its page shows, and a remark on what is missing.

        Args:
            draft: As read from the page.
            base: The address the page was kept under.
        """
        carried: dict[str, Carried] = {}
        for photo in draft.photos:
            name, kept = self._of(photo, base)
            if kept is not None and name not in carried:
                carried[name] = Carried(name, kept.name, kept.media_type, kept.content)
        missing = len(draft.photos) - sum(1 for photo in draft.photos if self._of(photo, base)[1] is not None)
        remarks = draft.remarks
        if missing:
            text = tr_n("{n} picture is not in the file.", "{n} pictures are not in the file.", missing)
            remarks = (*remarks, text)
        return replace(draft, carried=tuple(carried.values()), remarks=remarks)

    def _of(self, photo: PhotoDraft, base: str) -> tuple[str, Kept | None]:
        names = [name for name in (photo.photo.url, photo.use.src) if name]
        for find in (self.find, self.find_like):
            for name in names:
                if (kept := find(name, base)) is not None:
                    return name, kept
        return "", None


def address_key(address: str, base: str = "") -> str:
    """One form for the ways in which an address may be written: no fragment, no scheme http(s), no needless escapes."""
    whole = urldefrag(_joined(base, address.strip())).url
    try:
        parts = urlsplit(whole)
    except ValueError:  # a bracket where no address has one
        return whole
    if parts.scheme not in ("http", "https"):
        return unquote(whole)
    return f"//{parts.netloc.lower()}{unquote(parts.path) or '/'}?{unquote(parts.query)}"


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def name_key(address: str, base: str = "") -> tuple[str, str] | None:
    """The host of an address and a name that the sizes of one picture share there; None where there is no such name."""
    whole = _joined(base, address)
    try:
        host = urlsplit(whole).netloc.lower()
    except ValueError:
        return None
    key = picture_key(whole) if host else ""
    return (host, key) if len(key) >= _SHORTEST_KEY else None
