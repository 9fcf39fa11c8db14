"""Reads members of a ZIP file in safety: nothing is unpacked to disk, sizes are counted and never believed."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from typing import IO, Any, BinaryIO, cast

from archive_app.domain.errors import UnreadableSource
from archive_app.i18n import tr

# reliability.md §7.2
MOST_RATIO = 100
MOST_ENTRIES = 100_000
_FREE_BYTES = 64 * 1024 * 1024

FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, NotImplementedError, RuntimeError)
"""What damaged ZIP files make Python's reader raise (RuntimeError: it is encrypted)."""


class SafeZip:
    """The members of a ZIP file that are ordinary files under ordinary names.

    Args:
        stream: The file, seekable.
        where: Its name, for errors.

    Attributes:
        left_out: How many members are links or have names that lead elsewhere.

    Raises:
        UnreadableSource: It is damaged, or has more than 100,000 members.
    """

    def __init__(self, stream: BinaryIO, where: str) -> None:
        self._where = where
        try:
            self._zip = zipfile.ZipFile(stream)
            members = self._zip.infolist()
        except FAULTS as error:
            raise self.damaged() from error
        if len(members) > MOST_ENTRIES:
            raise UnreadableSource(
                tr("The file holds more than {n} others and was not read.").format(n=f"{MOST_ENTRIES:,}"), where=where
            )
        self._members = {m.filename: m for m in members if not m.is_dir() and _is_plain(m)}
        self.left_out = sum(1 for m in members if not m.is_dir() and not _is_plain(m))

    def names(self) -> list[str]:
        """The names of the members, in order."""
        return list(self._members)

    def open(self, name: str) -> BinaryIO:
        """A member as a stream that cannot seek; reading it stops with ``UnreadableSource`` when it is a bomb.

        Raises:
            UnreadableSource: It is damaged or encrypted.
        """
        member = self._members[name]
        try:
            stream = self._zip.open(member)
        except FAULTS as error:
            raise self.damaged() from error
        return cast("BinaryIO", io.BufferedReader(_Counted(stream, member.compress_size, self._where), 1 << 16))

    def size(self, name: str) -> int:
        """How many bytes a member takes in the file."""
        return self._members[name].compress_size

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a member, so many at most.

        Raises:
            UnreadableSource: It is damaged, encrypted or a bomb.
        """
        with self.open(name) as stream:
            try:
                return stream.read(most)
            except FAULTS as error:
                raise self.damaged() from error

    def damaged(self) -> UnreadableSource:
        """The error for a file that cannot be read."""
        return UnreadableSource(tr("The file is damaged or incomplete and cannot be unpacked."), where=self._where)


def _is_plain(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file, under a name that stays below the folder it would be unpacked to."""
    name = member.filename.replace("\\", "/")
    mode = member.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return False
    parts = name.split("/")
    return not (name.startswith(("/", "~")) or ".." in parts or ":" in parts[0] or "\0" in name)


class _Counted(io.RawIOBase):
    """A member that refuses to unpack to more than a hundred times what it takes."""

    def __init__(self, stream: IO[bytes], size: int, where: str) -> None:
        self._stream = stream
        self._most = max(size * MOST_RATIO, _FREE_BYTES)
        self._done = 0
        self._where = where

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._stream.read(len(buffer))
        self._done += len(block)
        if self._done > self._most:
            raise UnreadableSource(
                tr("The file unpacks to more than a hundred times its size, so it was not read on."), where=self._where
            )
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._stream.close()
        super().close()
