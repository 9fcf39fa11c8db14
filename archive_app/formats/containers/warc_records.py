"""The web records of a WARC (ISO 28500), read as a stream: one record is held at a time.

warcio parses the records and undoes the codings of HTTP; here are the limits, and words for what is damaged.
"""

from __future__ import annotations

import contextlib
import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from gzip import GzipFile
from typing import Any, BinaryIO, Protocol, cast

from archive_app.domain.edtf import is_valid
from archive_app.domain.errors import UnreadableSource
from archive_app.i18n import tr

MOST_RATIO = 100  # reliability.md §7.2: what unpacks to more is a bomb
_FREE_BYTES = 256 * 1024 * 1024  # so much may be unpacked whatever the ratio: small files of blanks are harmless
_UNBELIEVABLE = 1 << 40  # a record claims to be this long: no file is
_LONGEST_LINE = 1 << 20  # of a record's head; warcio would look for its end for minutes

_FAULTS: tuple[type[Exception], ...] = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    zlib.error,
)
_WEB = re.compile(r"https?://", re.IGNORECASE)


_STEP = 1 << 16
_PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")


@dataclass(frozen=True, slots=True)
class Head:
    """What a record says of itself, before its content is read.

    Attributes:
        kind: "response", "resource" or "revisit".
        address: Its target URI.
        status: Of the response; 200 for a resource.
        media_type: In small letters, without parameters.
        date: The day and time of capture, EDTF; "" when it is not stated.
    """

    kind: str
    address: str
    status: int
    media_type: str
    charset: str
    date: str

    @property
    def is_page(self) -> bool:
        """Whether a page was sent, and not an error, a redirection or a picture."""
        return 200 <= self.status < 300 and self.media_type in ("text/html", "application/xhtml+xml", "")

    @property
    def is_picture(self) -> bool:
        """Whether a picture was sent."""
        return 200 <= self.status < 300 and self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class WebRecord:
    """A record with its content, the codings of HTTP undone; ``whole`` is False where its end or its coding is lost."""

    head: Head
    content: bytes = field(repr=False)
    whole: bool = True


class WarcReader:
    """Reads the records of one WARC, plain or compressed as a whole or record by record.

    Args:
        stream: The file's bytes.
        size: How many they are.
        where: The file's name, for errors.

    Attributes:
        cut: After reading: it ends within a record, or its compression breaks off.
    """

    def __init__(self, stream: BinaryIO, size: int, where: str) -> None:
        self._plain = _Plain(stream, size, where)
        self._where = where
        self.cut = False

    def records(self, wanted: Callable[[Head], bool], most: int) -> Iterator[WebRecord]:
        """The records that are wanted, in order.

        Args:
            wanted: Asked before the content of a record is read.
            most: Bytes of one record's content; a longer one is passed over.

        Raises:
            UnreadableSource: It is no WARC, is a decompression bomb, or claims a length that no file has.
        """
        from warcio.archiveiterator import WARCIterator

        faults = _faults()
        started = False
        iterator = WARCIterator(io.BufferedReader(self._plain, 1 << 16))
        iterator.reader.readline = _bounded(iterator.reader.readline)
        while True:
            try:
                # warcio tells of odd records on the standard error.
                with contextlib.redirect_stderr(io.StringIO()):
                    record = cast("_Record", next(iterator))
                    self._refuse_lies(record)
                    started = True
                    head = _head(record)
                    found = self._content(record, head, most) if head is not None and wanted(head) else None
            except StopIteration:
                break
            except faults as error:
                if not started:
                    raise self._no_warc() from error
                self.cut = True
                break
            if found is not None:
                yield found
        if not started:
            raise self._no_warc()
        self.cut = self.cut or self._plain.cut

    def _content(self, record: _Record, head: Head, most: int) -> WebRecord | None:
        headers = record.http_headers
        coding = (headers.get_header("Content-Encoding") or "").lower().strip() if headers else ""
        whole = True
        if coding == "br":
            content, whole = _without_brotli(record, most)
        else:
            content = record.content_stream().read(most + 1)
        if len(content) > most:
            return None
        record.raw_stream.read()
        missing = getattr(record.raw_stream, "limit", 0)
        self.cut = self.cut or bool(missing)
        # What warcio cannot undo it hands over as it came: gzip within gzip, Zstandard.
        packed = content.startswith(_PACKED)
        decoded = coding in ("", "identity") or not packed
        chunked = "chunked" in (headers.get_header("Transfer-Encoding") or "").lower() if headers else False
        sound = not (chunked and re.match(rb"[0-9A-Fa-f]{1,16}[ \t]*(?:;[^\r\n]{0,200})?\r?\n", content))
        return WebRecord(head, content, whole=whole and not missing and decoded and sound)

    def _refuse_lies(self, record: _Record) -> None:
        length = record.rec_headers.get_header("Content-Length") or "0"
        if length.isdigit() and int(length) > _UNBELIEVABLE:
            raise UnreadableSource(
                tr("The file claims a length that no file has; it is damaged or made up."), where=self._where
            )

    def _no_warc(self) -> UnreadableSource:
        return UnreadableSource(tr("The file is no WARC, or is damaged at its beginning."), where=self._where)


class _Headers(Protocol):
    def get_header(self, name: str) -> str | None: ...

    def get_statuscode(self) -> str: ...


class _Record(Protocol):
    """What is used of warcio's records, which have no types."""

    rec_type: str
    rec_headers: _Headers
    http_headers: _Headers | None
    raw_stream: BinaryIO

    def content_stream(self) -> BinaryIO: ...


def _without_brotli(record: _Record, most: int) -> tuple[bytes, bool]:
    """The content of a record that was sent in Brotli's coding, and whether it is whole; ``most`` + 1 bytes of more.

    warcio does this with releases of the library before 1.2 only, and cannot count while it unpacks.
    """
    import brotli
    from warcio.bufferedreaders import ChunkedDataReader

    chunked = "chunked" in ((record.http_headers and record.http_headers.get_header("Transfer-Encoding")) or "").lower()
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    unpack = brotli.Decompressor()
    found = bytearray()
    try:
        while len(found) <= most and not unpack.is_finished():
            packed = stream.read(_STEP) if unpack.can_accept_more_data() else b""
            part = unpack.process(packed, output_buffer_limit=_STEP)
            if not part and not packed and unpack.can_accept_more_data():
                return bytes(found), False
            found += part
    except brotli.error:
        return bytes(found), False
    return bytes(found[: most + 1]), True


def _bounded(readline: Callable[[int | None], bytes]) -> Callable[[int | None], bytes]:
    """A reader of lines that refuses one without an end."""

    def line(length: int | None = None) -> bytes:
        left = _LONGEST_LINE if length is None else min(length, _LONGEST_LINE)
        found = bytearray()
        while not found.endswith(b"\n") and (part := readline(min(left, _STEP))):
            found += part
            left -= len(part)
            if len(found) >= _LONGEST_LINE:
                raise ValueError
        return bytes(found)

    return line


def _head(record: _Record) -> Head | None:
    kind = record.rec_type
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if kind not in ("response", "resource", "revisit") or not _WEB.match(address):
        return None
    headers = record.http_headers
    stated = record.rec_headers.get_header("Content-Type") if headers is None else headers.get_header("Content-Type")
    media_type, _, parameters = (stated or "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", parameters, re.IGNORECASE)
    status = headers.get_statuscode() if headers is not None else "200"
    date = record.rec_headers.get_header("WARC-Date") or ""
    day = date[:10]
    return Head(
        kind,
        address,
        int(status) if status.isdigit() and len(status) == 3 else 0,
        media_type.strip().lower() if headers is not None or kind == "resource" else "",
        charset.group(1) if charset else "",
        day if is_valid(day) else "",
    )


def _faults() -> tuple[type[Exception], ...]:
    """What damaged records make warcio raise."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    return (*_FAULTS, ArchiveLoadFailed, StatusAndHeadersParserException)


class _Plain(io.RawIOBase):
    """The file without its compression; it ends where the compression breaks off, and refuses to unpack a bomb."""

    def __init__(self, stream: BinaryIO, size: int, where: str) -> None:
        # Peeked, not read: a member of a ZIP file cannot seek.
        peekable = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
        packed = peekable.peek(2)[:2] == b"\x1f\x8b"
        self._stream: Any = GzipFile(fileobj=peekable, mode="rb") if packed else peekable
        self._most = max(size * MOST_RATIO, _FREE_BYTES)
        self._done = 0
        self._where = where
        self.cut = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            block = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error):
            self.cut = True
            return 0
        self._done += len(block)
        if self._done > self._most:
            raise UnreadableSource(
                tr("The file unpacks to more than a hundred times its size, so it was not read on."), where=self._where
            )
        buffer[: len(block)] = block
        return len(block)
