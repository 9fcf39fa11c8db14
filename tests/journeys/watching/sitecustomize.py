"""Loaded by every Python process of a watched run: notes what reaches outside the folders that it may write to."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_LOG = os.environ.get("WATCH_LOG", "")
_ALLOWED = tuple(filter(None, os.environ.get("WATCH_ALLOWED", "").split(os.pathsep)))
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGES = {"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.rmtree"}
_OUTWARD = {"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "os.system", "os.posix_spawn"}
_BAIT = ("/etc/passwd", "/etc/shadow", "win.ini")


def _outside(path: object) -> bool:
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if not isinstance(path, str):
        return False
    return path.startswith("/") and path != os.devnull and not path.startswith(_ALLOWED)


def _note(event: str, values: tuple[object, ...]) -> None:
    _BUSY.append(event)  # opening the log is itself an event
    try:
        with Path(_LOG).open("ab") as log:
            log.write(f"{event} {values!r}\n".encode("utf-8", "replace"))
    finally:
        _BUSY.pop()


_BUSY: list[str] = []


def _watch(event: str, values: tuple[object, ...]) -> None:
    if _BUSY:
        return
    bad = event in _OUTWARD or (event in _CHANGES and _outside(values[0]))
    if event == "open":
        path, _, flags = values
        bad = any(bait in str(path) for bait in _BAIT) or bool(
            isinstance(flags, int) and flags & _WRITES and _outside(path)
        )
    elif event == "subprocess.Popen":
        bad = "python" not in str(values[0])
    if bad:
        _note(event, values)


if _LOG:
    sys.addaudithook(_watch)
