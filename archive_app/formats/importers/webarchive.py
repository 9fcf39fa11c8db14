"""Safari's web archives (``.webarchive``): a property list with the page and the files it shows."""

from __future__ import annotations

import plistlib
import struct
from collections.abc import Iterator
from typing import Any, TypeVar
from xml.parsers.expat import ExpatError

from archive_app.domain.errors import FormatError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.containers.pages import ContainedPage, PageReader
from archive_app.formats.containers.shelf import Kept, Shelf
from archive_app.formats.importers.base import RawSource, refuse_unreadable
from archive_app.i18n import mark, tr

_V = TypeVar("_V", str, bytes)

# What property lists that are cut off or made up raise.
_FAULTS = (
    ValueError, TypeError, LookupError, OverflowError, RecursionError, AttributeError, ArithmeticError, OSError,
    MemoryError, struct.error, ExpatError,
)  # fmt: skip


class WebArchiveImporter:
    """Reads the page of a web archive into one draft, with the pictures it brings along."""

    name = "webarchive"
    label = mark("Web archive (Safari)")
    suffixes = (".webarchive",)
    exact = True
    most_bytes = 200 * 1024 * 1024

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the first bytes are those of a property list that holds a page."""
        if head.startswith(b"bplist00"):
            return b"WebMainResource" in head or name.casefold().endswith(self.suffixes)
        return b"<plist" in head and b"WebMainResource" in head

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The article on the page.

        Raises:
            FormatError: It is no property list, or holds no page.
        """
        refuse_unreadable(source, self.most_bytes)
        try:
            held = plistlib.loads(source.content)
        except _FAULTS as error:
            raise UnreadableSource(
                tr("The web archive is damaged or incomplete and cannot be read."), where=source.name
            ) from error
        main = held.get("WebMainResource") if isinstance(held, dict) else None
        content = _value(main, "WebResourceData", bytes)
        if not content:
            raise _without_page(source)
        address = _value(main, "WebResourceURL", str)
        shelf = Shelf()
        others = held.get("WebSubresources")
        for other in others if isinstance(others, list) else ():
            kind = _value(other, "WebResourceMIMEType", str)
            place = _value(other, "WebResourceURL", str)
            if place and kind.startswith("image/"):
                shelf.put(Kept(place, kind, _value(other, "WebResourceData", bytes)))
        page = ContainedPage(address, content, _value(main, "WebResourceTextEncodingName", str))
        reader = PageReader(source, importer=self.name, media_type="application/x-webarchive")
        try:
            draft = reader.read(page)
        except FormatError as error:
            raise _without_page(source) from error
        yield shelf.with_carried(draft, address)


def _value(of: Any, key: str, kind: type[_V]) -> _V:
    found = of.get(key) if isinstance(of, dict) else None
    return found if isinstance(found, kind) else kind()


def _without_page(source: RawSource) -> UnreadableSource:
    return UnreadableSource(tr("No web page was found in the file."), where=source.name)
