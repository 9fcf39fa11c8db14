"""The files of a catalogue: media, sources and previews, named by the SHA-256 of their bytes.

A file is written to ``staging/``, flushed, checked, renamed into place and its folder flushed, before any row
names it. Files already there are never written again; stored files are read-only.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive_app.domain.errors import ArchiveReadOnly, DiskFull, StoreError, UnreadableSource

_BLOCK = 1 << 20
STALE_SECONDS = 24 * 3600


def _quiet(_done: int) -> None:
    """Nobody is listening."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file now in the catalogue: its hash, its size in bytes, and whether it was there already."""

    sha256: str
    size: int
    path: Path
    was_there: bool


_HASH = re.compile(r"[0-9a-f]{64}")
_LEADS_ELSEWHERE = re.compile(r"[/\\\x00]")


class FileStore:
    """One folder of files by hash: ``ab/cd/<sha256><suffix>`` under ``folder``."""

    def __init__(self, folder: Path, staging: Path) -> None:
        self.folder = folder
        self._staging = staging

    def path(self, sha256: str, suffix: str) -> Path:
        """Where a file of this hash stands, or would stand; a place where none is when this is no hash or no suffix.

        Both may come from somebody's export, and must not lead out of the folder.
        """
        if not _HASH.fullmatch(sha256) or _LEADS_ELSEWHERE.search(suffix):
            return self.folder / "none"
        return self.folder / sha256[:2] / sha256[2:4] / f"{sha256}{suffix}"

    def put_bytes(self, content: bytes, suffix: str) -> StoredFile:
        """Keep these bytes. Raises DiskFull, ArchiveReadOnly, StoreError."""
        sha = hashlib.sha256(content).hexdigest()
        target = self.path(sha, suffix)
        if target.exists():
            return StoredFile(sha, len(content), target, was_there=True)
        return self._put(lambda out: out.write(content), sha, suffix)

    def put_file(self, source: Path, suffix: str, tick: Callable[[int], None] = _quiet) -> StoredFile:
        """Copy a file in, hashing on the way; the source is only read. ``tick`` hears of bytes copied.

        Raises:
            UnreadableSource: The source cannot be read.
            DiskFull, ArchiveReadOnly, StoreError: It cannot be kept.
        """
        digest = hashlib.sha256()

        def copy(out: BinaryIO) -> None:
            done = 0
            for block in _blocks(source):
                digest.update(block)
                out.write(block)
                done += len(block)
                tick(done)

        return self._put(copy, "", suffix, digest=digest)

    def walk(self) -> Iterator[Path]:
        """Every file kept here."""
        yield from (p for p in self.folder.rglob("*") if p.is_file())

    def _put(
        self, write: Callable[[BinaryIO], object], sha: str, suffix: str, *, digest: hashlib._Hash | None = None
    ) -> StoredFile:
        staged = self._staging / f"{uuid.uuid4().hex}.part"
        try:
            self._staging.mkdir(exist_ok=True)
            with staged.open("xb") as out:
                write(out)
                out.flush()
                os.fsync(out.fileno())
                size = out.tell()
            sha = digest.hexdigest() if digest is not None else sha
            target = self.path(sha, suffix)
            if target.exists():
                staged.unlink()
                return StoredFile(sha, size, target, was_there=True)
            _make_folders(target.parent, self.folder)
            staged.chmod(0o444)
            staged.rename(target)
            flush_folder(target.parent)
            return StoredFile(sha, size, target, was_there=False)
        except OSError as error:
            staged.unlink(missing_ok=True)
            raise in_disk_words(error, self.folder) from error
        except BaseException:
            staged.unlink(missing_ok=True)
            raise


def _blocks(source: Path) -> Iterator[bytes]:
    """The bytes of a file to be copied. Its faults are its own, not those of the disk it is copied to."""
    try:
        with source.open("rb") as incoming:
            while block := incoming.read(_BLOCK):
                yield block
    except OSError as error:
        raise UnreadableSource(
            f"This file cannot be read ({error.strerror or error}).",
            where=str(source),
            remedy="Check that it is there and may be read.",
        ) from error


def sha256_of(path: Path, tick: Callable[[int], None] = _quiet) -> str:
    """The SHA-256 of a file in hex. Raises OSError."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            done += len(block)
            tick(done)
    return digest.hexdigest()


def flush_folder(folder: Path) -> None:
    """Make renames in a folder last through a power cut; a no-op where folders cannot be opened (Windows)."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(staging: Path, older_than: float = STALE_SECONDS) -> int:
    """Remove what an interrupted import left in ``staging``; return the number of files removed."""
    removed = 0
    if not staging.is_dir():
        return 0
    for part in staging.glob("*.part"):
        if time.time() - part.stat().st_mtime >= older_than:
            part.unlink(missing_ok=True)
            removed += 1
    return removed


def _make_folders(folder: Path, root: Path) -> None:
    """Make the folder and those above it up to ``root``; each new name is made to last in its parent."""
    if folder.is_dir():
        return
    if folder.parent != root:
        _make_folders(folder.parent, root)
    folder.mkdir(parents=True, exist_ok=True)
    flush_folder(folder.parent)


def in_disk_words(error: OSError, folder: Path) -> StoreError:
    """An error of the disk as one that a person is told."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(
            "The disk is full, so the file was not kept; nothing else is lost.",
            where=str(folder),
            remedy="Free some space and try again.",
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return ArchiveReadOnly(
            "The catalogue's folder cannot be written.",
            where=str(folder),
            remedy="Check its permissions, or copy the catalogue to a place where you may write.",
        )
    return StoreError(f"A file could not be kept ({error.strerror or error}).", where=str(folder))
