"""Facts, metadata, previews and hashes of media files, made in pooled processes of their own, within limits.

Nothing from outside is parsed or decoded in the program's own process: what crashes, hangs or eats memory is one failed
file, told in words. A process is spawned (a fork would copy the window's threads and the catalogue's lock), kept warm,
and replaced when it dies. Any thread may ask; who asks while all are busy waits.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive_app.domain.errors import UnreadableSource, path_text
from archive_app.i18n import language, tr
from archive_app.operations.media_worker import MediaAnswer, MediaJob, work

if TYPE_CHECKING:
    from archive_app.domain.picture_likeness import Look
    from archive_app.formats.media import MediaFacts
    from archive_app.formats.media.described import Described
    from archive_app.formats.media.document import Document
    from archive_app.formats.media.thumbnails import Pixels

log = logging.getLogger(__name__)

SECONDS = 8.0
"""For a file of usual size, on the clock; each megabyte gives it a little more."""

_A_MEGABYTE = 0.25
_START_SECONDS = 60.0
_FILES_EACH = 2_000  # then it is replaced: what libraries lose of memory stays small
_MOST = max(2, min(4, os.cpu_count() or 2))


def facts(path: Path) -> MediaFacts:
    """The facts of a picture, film or sound recording. Raises UnreadableSource."""
    found: MediaFacts = _call("facts", path)
    return found


def previews(path: Path, sizes: Sequence[int], *, allow_large: bool = False) -> dict[int, bytes]:
    """Previews of a picture, or of a film's poster frame, by size: JPEG, or PNG where something shines through.

    Raises:
        LargePicture: More than 100 megapixels and nobody has agreed.
        UnreadableSource: It cannot be drawn.
    """
    found: dict[int, bytes] = _call("previews", path, sizes=tuple(sizes), allow_large=allow_large)
    return found


def preview(path: Path, size: int, *, allow_large: bool = False) -> bytes:
    """One preview; see ``previews``."""
    return previews(path, (size,), allow_large=allow_large)[size]


def pixels(path: Path, longest: int, *, allow_large: bool = False) -> Pixels:
    """A picture decoded for looking at: upright, in sRGB, no longer than ``longest``. Raises as ``previews`` does."""
    found: Pixels = _call("pixels", path, longest=longest, allow_large=allow_large)
    return found


def measure(path: Path) -> Look:
    """What a picture looks like: its hashes. Raises UnreadableSource."""
    found: Look = _call("measure", path)
    return found


def document(path: Path, *, encoding: str = "", raw: bool = False) -> Document:
    """All that a media file or XMP file says of itself, layer by layer. Raises UnreadableSource."""
    found: Document = _call("document", path, encoding=encoding, language=language(), raw=raw)
    return found


def described(path: Path, metadata: str, sidecar: bytes = b"", *, sidecar_first: bool = True) -> Described:
    """The photo that a picture's metadata, and its sidecar, describe.

    Args:
        path: The picture, for errors; it is not read.
        metadata: What ``MediaFacts.metadata_json`` holds.
        sidecar: The XMP file beside it.
        sidecar_first: Whether its values go before the embedded ones.

    Raises:
        UnreadableSource: The sidecar cannot be read.
    """
    options = {
        "metadata": metadata, "sidecar": sidecar, "sidecar_first": sidecar_first, "language": language(),
        "name": f"{path.name}.xmp",
    }  # fmt: skip
    found: Described = _call("described", path, **options)
    return found


class _Process:
    """One process; used by one asker at a time."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self._path = tuple(sys.path)
        self._process = context.Process(target=work, args=(theirs,), name="media", daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False
        self.done = 0

    @property
    def fit(self) -> bool:
        return self._process.is_alive() and self.done < _FILES_EACH and self._path == tuple(sys.path)

    def get_ready(self) -> bool:
        """Wait until it has started; False when it does not. Raises EOFError, OSError when it ends."""
        if not self._ready and self.pipe.poll(_START_SECONDS):
            self.pipe.recv()
            self._ready = True
        return self._ready

    def ask(self, job: MediaJob, seconds: float) -> MediaAnswer | None:
        """What comes of a job; None when it takes too long. Raises EOFError, OSError when the process ends."""
        if not self.get_ready():
            return None
        self.pipe.send(job)
        if not self.pipe.poll(seconds):
            return None
        answer: MediaAnswer = self.pipe.recv()
        self.done += 1
        return answer

    def end(self) -> int | None:
        """End it; its exit code, if it had ended by itself."""
        with contextlib.suppress(OSError):
            self.pipe.close()
        self._process.join(0.2)
        code = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join(5)
        self._process.close()
        return code


_free: list[_Process] = []
_lock = threading.Lock()
_places = threading.BoundedSemaphore(_MOST)
_TIME_IS_UP = -24  # ended by SIGXCPU, which Windows has no name for


def warm() -> None:
    """Start a process ahead of its first file, and wait until it is ready."""
    with _lock:
        if _free:
            return
    process = _Process()
    process.get_ready()
    _give_back(process)


def end_all() -> None:
    """End the processes that are kept."""
    with _lock:
        while _free:
            _free.pop().end()


def seconds_for(path: Path) -> float:
    """How long a file may take on the clock."""
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0
    return SECONDS + _A_MEGABYTE * max(0, (size >> 20) - 8)


def _call(task: str, path: Path, **options: Any) -> Any:
    seconds = seconds_for(path) + (60.0 if options.get("allow_large") else 0.0)
    job = MediaJob(task, str(path), options, str(Path.cwd()), language(), int(seconds) + 1)
    with _places:
        answer = _asked(job, path, seconds)
    if answer.fault:
        log.error("Reading %s failed:\n%s", path_text(path), answer.fault)
    if answer.error is not None:
        raise answer.error
    return answer.value


def _asked(job: MediaJob, path: Path, seconds: float) -> MediaAnswer:
    for attempt in (0, 1):
        process, kept = _borrow()
        begun = time.monotonic()
        try:
            answer = process.ask(job, seconds)
        except (EOFError, OSError):
            code = process.end()
            if kept and not attempt and code == 0:
                continue  # nobody had asked it for long, so it had gone home
            log.warning("Reading %s ended its process (%s)", path_text(path), code)
            return _lost(path, hung=code == _TIME_IS_UP)
        except BaseException:
            process.end()
            raise
        if answer is None:
            process.end()
            log.warning("Reading %s took more than %.0f s", path_text(path), time.monotonic() - begun)
            return _lost(path, hung=True)
        _give_back(process)
        return answer
    return _lost(path, hung=False)


def _lost(path: Path, *, hung: bool) -> MediaAnswer:
    words = (
        tr("Reading this file took too long and was stopped.")
        if hung
        else tr("Reading this file ended the reader, so it was left out.")
    )
    error = UnreadableSource(words, where=path_text(path), remedy=tr("The other files are not affected."))
    return MediaAnswer(error=error)


def _borrow() -> tuple[_Process, bool]:
    """A process, and whether it was used before."""
    with _lock:
        while _free:
            process = _free.pop()
            if process.fit:
                return process, process.done > 0
            process.end()
    return _Process(), False


def _give_back(process: _Process) -> None:
    with _lock:
        if process.fit and len(_free) < _MOST:
            _free.append(process)
            return
    process.end()
