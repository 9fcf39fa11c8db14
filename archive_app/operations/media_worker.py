"""The process in which media files are parsed and decoded: takes jobs from a pipe, gives what came of them, in limits.

Everything that libraries do with the bytes of strangers is done here: facts, metadata, previews, poster frames, hashes.
A crash, a hang or a greedy file is one file's misfortune; the parent (``media_reading``) puts it in words.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from archive_app.domain.errors import ArchiveError, UnreadableSource, path_text
from archive_app.i18n import language, tr, use_language
from archive_app.operations.read_limits import allow_seconds, confine

IDLE_SECONDS = 180  # a process that nobody asks ends by itself
MEMORY = 2 << 30
"""Bytes of address space on top of what the program itself takes: a scan of 300 megapixels fits in."""


@dataclass(frozen=True, slots=True)
class MediaJob:
    """What to do with a file: the name of a task in ``TASKS``, its file, the folder that counts from, the language."""

    task: str
    path: str
    options: dict[str, Any]
    folder: str
    language: str
    seconds: int


@dataclass(frozen=True, slots=True)
class MediaAnswer:
    """What came of a job: a value or an error; ``fault`` is a traceback for the log when the program was at fault."""

    value: Any = None
    error: ArchiveError | None = None
    fault: str = ""


def _facts(path: Path, **_options: Any) -> Any:
    from archive_app.formats.media import facts

    return facts(path)


def _previews(path: Path, **options: Any) -> Any:
    from archive_app.formats.media.thumbnails import make_previews

    return make_previews(path, options["sizes"], allow_large=options["allow_large"])


def _pixels(path: Path, **options: Any) -> Any:
    from archive_app.formats.media.thumbnails import pixels_of

    return pixels_of(path, options["longest"], allow_large=options["allow_large"])


def _measure(path: Path, **_options: Any) -> Any:
    from archive_app.formats.media.looks import measure

    return measure(path)


def _document(path: Path, **options: Any) -> Any:
    from archive_app.formats.media.document import document_of

    return document_of(path, **options)


def _described(_path: Path, **options: Any) -> Any:
    from archive_app.formats.media.described import described
    from archive_app.formats.media.layers import read_layers

    options = dict(options)
    name = options.pop("name")
    return described(read_layers(options.pop("metadata"), options.pop("sidecar"), **options), name)


TASKS: dict[str, Callable[..., Any]] = {
    "facts": _facts,
    "previews": _previews,
    "pixels": _pixels,
    "measure": _measure,
    "document": _document,
    "described": _described,
}
"""What can be asked for."""


def work(pipe: Connection) -> None:
    """Do what the pipe asks for until it closes or nothing is asked for a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked to stop, and ends its processes
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    _load()
    confine(MEMORY)
    try:
        pipe.send(None)
        while pipe.poll(IDLE_SECONDS):
            job = pipe.recv()
            if job is None:
                return
            _send(pipe, _answer(job), job)
    except (EOFError, OSError):
        return  # the parent has gone


def _load() -> None:
    """Load what every file needs, so that its memory does not count as the file's."""
    from PIL import JpegImagePlugin, PngImagePlugin  # noqa: F401

    from archive_app.formats.media import document, thumbnails  # noqa: F401 - loaded for what they load


def _answer(job: MediaJob) -> MediaAnswer:
    if job.language != language():
        use_language(job.language)
    path = Path(job.path)
    try:
        os.chdir(job.folder)
    except OSError:
        path = Path(job.folder) / path
    allow_seconds(job.seconds)
    try:
        return MediaAnswer(TASKS[job.task](path, **job.options))
    except ArchiveError as error:
        return MediaAnswer(error=error)
    except (MemoryError, RecursionError):
        return MediaAnswer(error=greedy(path))
    except Exception:  # noqa: BLE001 - a fault of a library, or ours, is one failed file
        return MediaAnswer(error=faulty(path), fault=traceback.format_exc())


def greedy(path: Path) -> UnreadableSource:
    """The error for a file that takes too much memory."""
    return UnreadableSource(
        tr("Reading this file takes more memory than is allowed, so it was left out."),
        where=path_text(path),
        remedy=tr("The other files are not affected."),
    )


def faulty(path: Path) -> UnreadableSource:
    """The error for a file on which the program itself failed."""
    return UnreadableSource(
        tr("The program failed to read this file; the log says where."),
        where=path_text(path),
        remedy=tr("The other files are not affected."),
    )


def _send(pipe: Connection, answer: MediaAnswer, job: MediaJob) -> None:
    try:
        pipe.send(answer)
    except MemoryError:
        pipe.send(MediaAnswer(error=greedy(Path(job.path))))
