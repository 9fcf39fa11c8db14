"""Writes a file whole or not at all, and says in words why it could not.

The bytes go to a temporary file in the same folder, reach the disk, and only then take the name
(reliability.md §4.7): a full disk, a pulled cable or a kill leaves the old file as it was.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archive_app.domain.errors import ArchiveError, ArchiveReadOnly, DiskFull, ExportRefused, StoreError, path_text
from archive_app.i18n import tr

# Short and without the target's name, so that a name at the file system's limit still has a temporary one.
_TEMPORARY = ".archive-app-{mark}.part"


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write into, which becomes ``path`` when the block ends without an error.

    Whatever is raised inside the block leaves the old file (or no file) in place and passes on.
    A link is followed: the file it points to is replaced, the link stays.

    Raises:
        DiskFull: No room is left.
        ArchiveReadOnly: The folder may not be written, or its disk is read-only.
        ExportRefused: The folder does not exist, the name is too long, or something that is no file has it.
        StoreError: The disk or the connection to it failed.
    """
    if "\0" in os.fspath(path):
        raise ExportRefused(tr("This disk does not allow such a name."), remedy=tr("Choose another name."))
    target = Path(os.path.realpath(path))
    mode = _mode_of(target)
    temporary = target.with_name(_TEMPORARY.format(mark=secrets.token_hex(6)))
    done = False
    raw = _new_file(temporary, target)
    out = io.BufferedWriter(raw, 256 * 1024)
    try:
        yield out
        try:
            out.flush()
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(raw.fileno(), mode)
            os.fsync(raw.fileno())
            out.close()
            temporary.replace(target)
            done = True
            _settle(target.parent)
        except OSError as error:
            raise in_words(error, target) from error
    finally:
        if not done:
            with contextlib.suppress(OSError, ArchiveError, ValueError):
                out.close()
            with contextlib.suppress(OSError):
                raw.close()
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` as the file ``path``, whole or not at all; raises as ``whole_file`` does."""
    with whole_file(path) as out:
        out.write(content)


class _Checked(io.FileIO):
    """A file whose failures to write are told in words; failures of others in the block stay their own."""

    def __init__(self, descriptor: int, target: Path) -> None:
        super().__init__(descriptor, "wb")
        self._target = target

    def write(self, content: object, /) -> int:
        try:
            return super().write(content)  # type: ignore[arg-type]  # BufferedWriter gives a memoryview
        except OSError as error:
            raise in_words(error, self._target) from error


def _mode_of(target: Path) -> int | None:
    """The permissions to keep from the old file; None when there is none. Refuses what is no ordinary file."""
    try:
        found = target.lstat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise in_words(error, target) from error
    if stat.S_ISDIR(found.st_mode):
        raise ExportRefused(
            tr("A folder has this name, so no file was written."),
            where=path_text(target),
            remedy=tr("Choose another name."),
        )
    if not stat.S_ISREG(found.st_mode):
        raise ExportRefused(
            tr("This is a device or a pipe, not a file, so nothing was written."),
            where=path_text(target),
            remedy=tr("Choose another name."),
        )
    return stat.S_IMODE(found.st_mode)


def _new_file(temporary: Path, target: Path) -> _Checked:
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        return _Checked(os.open(temporary, flags, 0o666), target)
    except OSError as error:
        raise in_words(error, target) from error


def _settle(folder: Path) -> None:
    """Make the new name survive a power cut. Systems that cannot open a folder need not be told."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems refuse to sync a folder; the file itself is complete by now.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(descriptor)


def in_words(error: OSError, target: Path) -> ArchiveError:
    """What a failed system call means to the person who chose ``target``."""
    where = path_text(target)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return DiskFull(
                tr("The disk is full; the file was not written and an older one of that name is untouched."),
                where=where,
                remedy=tr("Make room or choose another disk, then export again."),
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return ArchiveReadOnly(
                tr("This folder cannot be written."), where=where, remedy=tr("Choose a folder of your own.")
            )
        case errno.ENAMETOOLONG:
            return ExportRefused(tr("The name is too long."), where=where, remedy=tr("Choose a shorter name."))
        case errno.ENOENT | errno.ENOTDIR:
            return ExportRefused(
                tr("The folder does not exist."), where=where, remedy=tr("Choose a folder that exists.")
            )
        case errno.EISDIR:
            return ExportRefused(
                tr("A folder has this name, so no file was written."), where=where, remedy=tr("Choose another name.")
            )
        case errno.EFBIG:
            return ExportRefused(
                tr("The file would be larger than this disk allows."),
                where=where,
                remedy=tr("Export fewer records at a time, or choose another disk."),
            )
        case errno.EINVAL | errno.EILSEQ:
            return ExportRefused(
                tr("This disk does not allow such a name."), where=where, remedy=tr("Choose another name.")
            )
        case _:
            return StoreError(
                tr("The disk reported a fault ({reason}); the file was not written.").format(
                    reason=error.strerror or error
                ),
                where=where,
                remedy=tr("Check the disk or its connection, then export again."),
            )
