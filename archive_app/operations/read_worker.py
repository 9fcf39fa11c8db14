"""The reader process: takes paths from a pipe, gives outcomes back, within limits.

Whatever goes wrong in here is one file's misfortune: an error is an outcome, and a process that dies or hangs is ended
and replaced by its parent (``readers``).
"""

from __future__ import annotations

import os
import signal
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from archive_app.i18n import language, tr, use_language
from archive_app.operations.read_limits import allow_seconds, confine, seconds_for
from archive_app.operations.read_one import ReadOutcome, failed, read_one

IDLE_SECONDS = 180  # a reader that nobody asks ends by itself

_SOUND = "A sentence in plain English, so that what tells languages apart is loaded."


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: its path as the person gave it, the folder that counts from, the language to speak."""

    path: str
    folder: str
    language: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job; ``fault`` is a traceback for the log when the program itself was at fault."""

    outcomes: list[ReadOutcome]
    fault: str = ""


def work(pipe: Connection) -> None:
    """Read what the pipe asks for until it closes or nothing is asked for a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked to stop, and ends its readers
    # Libraries of numbers would take address space for every core of the machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    _load()
    confine()
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
    from archive_app.formats.reading.language import language_and_certainty
    from archive_app.formats.registry import importers

    importers()
    language_and_certainty(_SOUND)


def _answer(job: Job) -> Answer:
    if job.language != language():
        use_language(job.language)
    path = Path(job.path)
    try:
        os.chdir(job.folder)
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0  # told in words by whoever opens it
    allow_seconds(seconds_for(size)[0])
    try:
        return Answer(read_one(path))
    except Exception:  # noqa: BLE001 - a fault of an importer, ours or an outsider's, is one failed file
        return Answer([faulty(path)], traceback.format_exc())


def faulty(path: Path) -> ReadOutcome:
    """The outcome of a file on which an importer failed."""
    return failed(path, tr("The program failed to read this file; the log says where."))


def _send(pipe: Connection, answer: Answer, job: Job) -> None:
    try:
        pipe.send(answer)
    except (EOFError, OSError):
        raise
    except MemoryError:
        words = tr("Reading this file takes more memory than is allowed, so it was left out.")
        pipe.send(Answer([failed(Path(job.path), words)]))
    except Exception:  # noqa: BLE001 - an outsider's draft that cannot be sent is one failed file too
        pipe.send(Answer([faulty(Path(job.path))], traceback.format_exc()))
