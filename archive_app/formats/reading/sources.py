"""How a source comes in: bytes with limits, characters with their encoding, the ``Source`` record.

Importers reach these through ``formats.importers.base``.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from archive_app.domain.errors import FormatError, UnreadableSource, path_text
from archive_app.domain.records import Source
from archive_app.formats.reading.decoding import Decoded, decode, looks_binary
from archive_app.i18n import tr, tr_n

MAX_BYTES = 25 * 1024 * 1024
"""A text or a page is not larger than this; what is, is something else."""

LONG_PARAGRAPH = 100_000


@dataclass(frozen=True, slots=True)
class RawSource:
    """A source as it arrived.

    Attributes:
        name: The file's name, or what stands for it ("pasted text").
        address: The path or URL as the person gave it; "" when there is none.
        content: The bytes.
        encoding: The encoding that whoever sent the bytes declared (an HTTP header); "" when nobody did.
        path: Where the bytes are, for an importer that streams, when they are too many to be held; then ``content``
            is empty.
    """

    name: str
    address: str = ""
    content: bytes = field(default=b"", repr=False)
    encoding: str = ""
    path: Path | None = None

    def open(self) -> BinaryIO:
        """The bytes as a stream, wherever they are; for importers that stream. Raises OSError."""
        return io.BytesIO(self.content) if self.path is None else self.path.open("rb")


def first_of_file(path: Path | PathLike[str] | str, count: int) -> bytes:
    """The first bytes of a file, by which its importer is chosen.

    Raises:
        UnreadableSource: As ``read_file``, whatever its size.
    """
    return _read(Path(path), count, None)


def read_file(path: Path | PathLike[str] | str, most: int = MAX_BYTES, *, streams: bool = False) -> RawSource:
    """The bytes of a file, when it can be the source of an article.

    Args:
        path: The file.
        most: So many bytes at most.
        streams: Whether its importer reads a larger file from its path.

    Raises:
        UnreadableSource: It is missing, not a file, not permitted, empty, or larger than allowed.
    """
    path = Path(path)
    where = path_text(path)
    if streams and _size(path) > most:
        _read(path, 1, None)
        return RawSource(path.name, where, path=path)
    source = RawSource(path.name, where, _read(path, most + 1, most))
    refuse_unreadable(source, most)
    return source


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0  # told in words when it is read


def _read(path: Path, count: int, most: int | None) -> bytes:
    where = path_text(path)
    try:
        facts = path.stat()
        _refuse_unfit(facts, where, most)
        with path.open("rb") as file:
            # One byte more than allowed tells a file that grew since.
            return file.read(count)
    except FileNotFoundError as error:
        raise UnreadableSource(tr("There is no such file."), where=where) from error
    except PermissionError as error:
        remedy = tr("Ask whoever owns it, or copy it to a folder of yours.")
        raise UnreadableSource(tr("The file may not be read."), where=where, remedy=remedy) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or tr("its name cannot be used")
        raise UnreadableSource(
            tr("The file cannot be read: {reason}.").format(reason=reason[:1].lower() + reason[1:]), where=where
        ) from error


def refuse_unreadable(source: RawSource, most: int = MAX_BYTES) -> None:
    """Refuse a source that is empty or too large, in words.

    Raises:
        UnreadableSource: It holds nothing, or more bytes than ``most``.
    """
    if len(source.content) > most:
        raise _too_large(source.name, most)
    if not source.content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise UnreadableSource(tr("The file is empty."), where=source.name)


def read_characters(source: RawSource, declared: str = "") -> Decoded:
    """The characters of a source that must be text.

    Args:
        source: The bytes.
        declared: The encoding that the source itself names; what its sender declared comes first.

    Raises:
        UnreadableSource: It is empty, too large, or not text.
    """
    refuse_unreadable(source)
    if looks_binary(source.content):
        remedy = tr("If it is a picture or a video, attach it to a record instead.")
        raise UnreadableSource(tr("The file is not text."), where=source.name, remedy=remedy)
    return decode(source.content, source.encoding or declared)


def encoding_remarks(decoded: Decoded) -> tuple[str, ...]:
    """What the reviewer should know about how characters were read; nothing when all is well."""
    remarks = []
    if decoded.replaced:
        remarks.append(
            tr_n(
                "{n} character could not be read and is shown as �.",
                "{n} characters could not be read and are shown as �.",
                decoded.replaced,
            )
        )
    if decoded.witness == "plausible":
        text = tr("The file does not say how it is encoded; it was read as {encoding}.")
        remarks.append(text.format(encoding=decoded.encoding))
    return tuple(remarks)


def source_record(source: RawSource, decoded: Decoded, *, media_type: str, importer: str, text: str) -> Source:
    """The ``Source`` record of a source; ``text`` is its reading text."""
    return Source(
        sha256=hashlib.sha256(source.content).hexdigest(),
        size=len(source.content),
        name=source.name,
        address=source.address,
        media_type=media_type,
        encoding=decoded.encoding,
        importer=importer,
        text=text,
    )


def nothing_to_read(source: RawSource) -> FormatError:
    """The error for a source that is readable and holds no words."""
    return UnreadableSource(tr("No article text was found in it."), where=source.name)


def _refuse_unfit(facts: os.stat_result, where: str, most: int | None) -> None:
    if stat.S_ISDIR(facts.st_mode):
        raise UnreadableSource(tr("This is a folder."), where=where, remedy=tr("Choose the files in it."))
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableSource(tr("This is not an ordinary file."), where=where)
    if facts.st_size == 0:
        raise UnreadableSource(tr("The file is empty."), where=where)
    if most is not None and facts.st_size > most:
        raise _too_large(where, most)


def _too_large(where: str, most: int) -> UnreadableSource:
    remedy = tr("Save the page without its pictures, or split the text.")
    text = tr("The file is larger than {size} MB, which no article is.").format(size=most // (1024 * 1024))
    return UnreadableSource(text, where=where, remedy=remedy)
