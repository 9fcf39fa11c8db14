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
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from archive_app.domain.errors import ArchiveReadOnly, DiskFull, StoreError, UnreadableSource

T = TypeVar("T")
_BLOCK = 1 << 20
_FLUSHERS = 8
_OPEN = 64  # files open at once
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
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

    def put_many(self, contents: Sequence[tuple[bytes, str, str]]) -> list[StoredFile]:
        """Keep many small files, all or none of which are named by rows afterwards; the disk is waited for together.

        Args:
            contents: The bytes of each with their SHA-256 in hex and a suffix.

        Raises:
            DiskFull, ArchiveReadOnly, StoreError: They cannot be kept; some may be.
        """
        places = [self.path(sha, suffix) for _content, sha, suffix in contents]
        there = {place: os.path.exists(place) for place in dict.fromkeys(map(str, places))}  # noqa: PTH110
        wanted = {str(place): one[0] for place, one in zip(places, contents, strict=True) if not there[str(place)]}
        with ThreadPoolExecutor(_FLUSHERS) as pool:
            renamed_in: dict[str, None] = {}
            for some in _groups(list(wanted.items()), _OPEN):
                self._put_group(some, renamed_in, pool)
            _together(pool, flush_folder, list(renamed_in))
        return [
            StoredFile(sha, len(content), place, there[str(place)])
            for place, (content, sha, _suffix) in zip(places, contents, strict=True)
        ]

    def _put_group(self, some: list[tuple[str, bytes]], renamed_in: dict[str, None], pool: ThreadPoolExecutor) -> None:
        """Write and flush files side by side, then rename them; notes the folders that are to be flushed."""
        name = self._staging / uuid.uuid4().hex
        staged = [f"{name}-{number}.part" for number in range(len(some))]
        opened: list[int] = []
        try:
            self._staging.mkdir(exist_ok=True)
            for part, (_target, content) in zip(staged, some, strict=True):
                opened.append(os.open(part, _NEW, 0o666))
                _write_all(opened[-1], content)
            _together(pool, os.fsync, opened)
            while opened:
                os.close(opened.pop())
            for part, (target, _content) in zip(staged, some, strict=True):
                folder = os.path.dirname(target)  # noqa: PTH120 - thousands of these are made
                if folder not in renamed_in:
                    renamed_in |= dict.fromkeys(_missing_folders(folder, str(self.folder)))
                os.chmod(part, 0o444)  # noqa: PTH101
                os.rename(part, target)  # noqa: PTH104
        except BaseException as error:
            for descriptor in opened:
                os.close(descriptor)
            for part in staged:
                Path(part).unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise in_disk_words(error, self.folder) from error
            raise

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


def _groups(values: list[T], size: int) -> Iterator[list[T]]:
    return (values[at : at + size] for at in range(0, len(values), size))


def _together(pool: ThreadPoolExecutor, flush: Callable[[T], None], values: list[T]) -> None:
    """Flush side by side: many wait hardly longer than one. A few runs of them, as handing each over costs more."""

    def flush_all(some: list[T]) -> None:
        for one in some:
            flush(one)

    for done in [pool.submit(flush_all, values[n::_FLUSHERS]) for n in range(min(_FLUSHERS, len(values)))]:
        done.result()


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _missing_folders(folder: str, root: str) -> list[str]:
    """Make a folder and those above it up to ``root``; gives it and those in which a new name is to last."""
    above = os.path.dirname(folder)  # noqa: PTH120
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        return [folder]
    except FileNotFoundError:
        found = [folder, *(_missing_folders(above, root) if folder != root else [])]
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        return found
    return [folder, above]


def flush_folder(folder: Path | str) -> None:
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
