"""Web pages saved as one file: MHTML (``.mhtml``, ``.mht``; RFC 2557), as Chrome, Edge and Opera write it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from email import errors, message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from archive_app.domain.errors import FormatError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.containers.mail import leaf_parts
from archive_app.formats.containers.pages import ContainedPage, PageReader
from archive_app.formats.containers.shelf import Kept, Shelf
from archive_app.formats.importers.base import RawSource, refuse_unreadable
from archive_app.i18n import mark, tr, tr_n

_MIME = re.compile(rb"^(?:mime-version|content-type|snapshot-content-location)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_OWN = re.compile(
    rb"^(?:snapshot-content-location[ \t]*:|from[ \t]*:[ \t]*<?\"?saved by )", re.IGNORECASE | re.MULTILINE
)
_BROKEN_QUOTED = re.compile(r"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*\Z)")
_MOST_PARTS = 5_000
_NO_PARTS = (errors.NoBoundaryInMultipartDefect, errors.StartBoundaryNotFoundDefect)
_CUT = (errors.CloseBoundaryNotFoundDefect,)
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, errors.MessageError)


class MhtmlImporter:
    """Reads the page of an MHTML file into one draft, with the pictures it brings along."""

    name = "mhtml"
    label = mark("Web page, single file (MHTML)")
    suffixes = (".mhtml", ".mht")
    exact = True
    most_bytes = 200 * 1024 * 1024

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the first bytes are the headers of a saved page; a message with such parts is told by its name."""
        if not _MIME.search(head):
            return False
        return name.casefold().endswith(self.suffixes) or bool(_OWN.search(head))

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The article on the page.

        Raises:
            FormatError: Its parts or its page cannot be found.
        """
        refuse_unreadable(source, self.most_bytes)
        try:
            message = message_from_bytes(source.content)
            parts = leaf_parts(message, _MOST_PARTS)
        except _FAULTS as error:
            raise _without_page(source) from error
        if any(isinstance(defect, _NO_PARTS) for defect in message.defects):
            raise UnreadableSource(
                tr("The file does not say where its parts begin, so its page cannot be found."), where=source.name
            )
        root = _root(message, parts)
        if root is None:
            raise _without_page(source)
        snapshot = _header(message, "Snapshot-Content-Location")
        base = _location(root, "") or snapshot
        content, whole = _content(root)
        damaged = [] if whole else [root]
        shelf = Shelf()
        for part in parts:
            if part is root or not part.get_content_type().startswith(("image/", "application/octet-stream")):
                continue
            picture, whole = _content(part)
            if not whole:
                damaged.append(part)
                continue
            for address in filter(None, (_location(part, base), _content_id(part))):
                shelf.put(Kept(address, part.get_content_type(), picture))
        page = ContainedPage(
            address=snapshot or base,
            content=content,
            charset=root.get_content_charset("") or "",
            accessed=_day(message),
            remarks=tuple(_remarks(message, damaged)),
        )
        reader = PageReader(source, importer=self.name, media_type="multipart/related")
        try:
            draft = reader.read(page)
        except FormatError as error:
            raise _without_page(source) from error
        yield shelf.with_carried(draft, base)


def _root(message: Message, parts: list[Message]) -> Message | None:
    """The part that is the page: the one that the header names, else the first of HTML."""
    start = str(message.get_param("start", "") or "")
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    for part in pages:
        if start and _header(part, "Content-ID") == start:
            return part
    return pages[0] if pages else None


def _content(part: Message) -> tuple[bytes, bool]:
    """The bytes of a part, and whether its coding is sound."""
    before = len(part.defects)
    try:
        payload = part.get_payload(decode=True)
        coded = part.get_payload()
    except _FAULTS:
        return b"", False
    content = payload if isinstance(payload, bytes) else b""
    whole = len(part.defects) == before
    if isinstance(coded, str) and _header(part, "Content-Transfer-Encoding").lower() == "quoted-printable":
        whole = not _BROKEN_QUOTED.search(coded)
    return content, whole


def _remarks(message: Message, damaged: list[Message]) -> Iterator[str]:
    if any(isinstance(defect, _CUT) for defect in message.defects):
        yield tr("The file ends too early; what stood at its end is missing.")
    if damaged:
        yield tr_n(
            "{n} part of the file is damaged and could not be read whole.",
            "{n} parts of the file are damaged and could not be read whole.",
            len(damaged),
        )


def _header(part: Message, name: str) -> str:
    try:
        return " ".join(str(part.get(name, "")).split())
    except _FAULTS:
        return ""


def _location(part: Message, base: str) -> str:
    # Long addresses are folded over lines; no blank belongs into one.
    location = _header(part, "Content-Location").replace(" ", "%20" if base.startswith("file") else "")
    try:
        return urljoin(base, location) if location else ""
    except ValueError:
        return location


def _content_id(part: Message) -> str:
    number = _header(part, "Content-ID").strip("<>")
    return f"cid:{number}" if number else ""


def _day(message: Message) -> str:
    with contextlib.suppress(*_FAULTS, OverflowError):
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    return ""


def _without_page(source: RawSource) -> UnreadableSource:
    return UnreadableSource(tr("No web page was found in the file."), where=source.name)
