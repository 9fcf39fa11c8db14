"""One writer a catalogue: an operating-system lock on ``catalogue.lock``, released by the kernel whatever happens.

``QLockFile`` and PID files can refuse for ever after a crash (reliability.md F9); this cannot.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from archive_app.domain.errors import ArchiveBusy, ArchiveReadOnly

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class CatalogueLock:
    """Held from opening for writing until ``release``.

    Raises:
        ArchiveBusy: Another process holds it; the message names it.
        ArchiveReadOnly: The folder cannot be written.
    """

    def __init__(self, folder: Path, holder: str) -> None:
        self._path = folder / "catalogue.lock"
        try:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ArchiveReadOnly(
                "The catalogue's folder cannot be written.",
                where=str(folder),
                remedy="Open it read-only, or copy it to a place where you may write.",
            ) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            who = self._who()
            os.close(self._descriptor)
            raise ArchiveBusy(
                f"This catalogue is already open for writing{who}.",
                where=str(folder),
                remedy="Close it there first; reading and searching from here is possible.",
            ) from error
        # The first byte is what Windows locks; the note about the holder follows it.
        note = json.dumps(
            {"pid": os.getpid(), "holder": holder, "since": datetime.now(UTC).isoformat(timespec="seconds")}
        )
        with contextlib.suppress(OSError):  # on a full disk the lock holds without its note
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, b"\n" + note.encode())

    def release(self) -> None:
        """Let others write."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _who(self) -> str:
        try:
            note = json.loads(self._path.read_bytes()[1:] or b"{}")
            return f" by {note['holder']} (process {note['pid']}, since {note['since'][11:16]} UTC)"
        except (OSError, ValueError, KeyError, TypeError):
            return " by another program"


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ncpfs", "fuse.rclone", "davfs"}


def network_share(folder: Path) -> str:
    """The kind of network file system ``folder`` lies on, or "" (known on Linux only)."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, found = 0, ""
    here = str(folder.resolve())
    for line in mounts:
        _device, point, kind, *_ = [*line.split(" "), "", "", ""]
        point = point.replace("\\040", " ")
        if (here == point or here.startswith(point.rstrip("/") + "/")) and len(point) > best:
            best, found = len(point), kind
    return found if found in _NETWORK else ""
