"""Reader processes and their parent: files are handed out, answers come back in order, who hangs or dies is replaced.

A process is spawned, not forked: a fork would copy the window's threads and the catalogue's lock. Readers are kept
warm between readings, since a start takes half a second and most readings are of one file. Every file is read there,
be it one alone: what hangs must not hang the window, and what brings down its reader must not bring down the program.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

from archive_app.i18n import language, tr
from archive_app.operations.read_limits import seconds_for
from archive_app.operations.read_one import ReadOutcome, failed
from archive_app.operations.read_worker import Answer, Job, work

log = logging.getLogger(__name__)

_AHEAD = 8  # files a reader may be ahead of whoever takes the outcomes
_IN_HAND = 3  # files a reader has in hand, so that it need not wait for the next
_START_SECONDS = 60.0
_FILES_EACH = 2_000  # then it is replaced: what libraries lose of memory stays small
_MOST_KEPT = 4
_BREATH = 0.25  # seconds after which whoever waits is asked whether to stop


class Reader:
    """One process and what it has in hand.

    Attributes:
        jobs: The files it has in hand, each with its number; it is at the first.
        done: How many it has read.
        rested: It waited between two readings and has not answered since, so that it may just have gone.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self._path = tuple(sys.path)
        self._process = context.Process(target=work, args=(theirs,), name="reader", daemon=True)
        self._process.start()
        theirs.close()
        self.jobs: deque[tuple[int, Path]] = deque()
        self.done = 0
        self.rested = False
        self._ready = False
        self._deadline = time.monotonic() + _START_SECONDS

    @property
    def fit(self) -> bool:
        """Whether it can be used again: alive, idle, not worn out, and started with the add-ons there are now."""
        return self._process.is_alive() and not self.jobs and self.done < _FILES_EACH and self._path == tuple(sys.path)

    @property
    def remaining(self) -> float:
        """Seconds until the file it has in hand has taken too long."""
        return max(0.0, self._deadline - time.monotonic())

    def give(self, number: int, path: Path) -> None:
        """Hand it a file. Raises OSError when it is gone."""
        self.jobs.append((number, path))
        if len(self.jobs) == 1:
            self._set_deadline()
        self.pipe.send(Job(str(path), str(Path.cwd()), language()))

    def take(self) -> tuple[int, list[ReadOutcome]] | None:
        """What it has read; None when it only says that it has started. Raises EOFError, OSError when it is gone."""
        answer: Answer | None = self.pipe.recv()
        if answer is None:
            self._ready = True
            self._set_deadline()
            return None
        if answer.fault:
            log.error("Reading failed: %s", answer.fault)
        number, _ = self.jobs.popleft()
        self.done += 1
        self.rested = False
        self._set_deadline()
        return number, answer.outcomes

    def end(self, grace: float = 0.0) -> int | None:
        """End it; return the exit code with which it ended by itself within ``grace`` seconds, else None."""
        self._process.join(grace)
        code = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join(5)
        with contextlib.suppress(OSError):
            self.pipe.close()
        return code

    def _set_deadline(self) -> None:
        if self._ready and self.jobs:
            self._deadline = time.monotonic() + seconds_for(_size(self.jobs[0][1]))[1]


class Readers:
    """Reads files in so many processes at once, in order; use as ``read_apart``."""

    def __init__(self, files: Sequence[Path], processes: int) -> None:
        self._todo = deque(enumerate(files))
        self._total = len(files)
        self._ahead = processes * _AHEAD
        self._readers = [_borrow() for _ in range(min(processes, max(1, len(files))))]
        self._found: dict[int, list[ReadOutcome]] = {}
        self._next = 0

    def outcomes(self) -> Generator[list[ReadOutcome], None, None]:
        """The outcomes of each file, in order; now and then none, so that whoever waits can stop.

        Closing it ends what is being read.
        """
        try:
            while self._next < self._total:
                self._hand_out()
                self._collect()
                if self._next not in self._found:
                    yield []
                while self._next in self._found:
                    self._next += 1
                    self._hand_out()
                    yield self._found.pop(self._next - 1)
        finally:
            for reader in self._readers:
                _give_back(reader)

    def _hand_out(self) -> None:
        for place in range(_IN_HAND):
            for number, reader in enumerate(self._readers):
                while len(reader.jobs) <= place and self._todo and self._todo[0][0] < self._next + self._ahead:
                    job = self._todo.popleft()
                    try:
                        reader.give(*job)
                    except OSError:
                        self._replace(number, blame=len(reader.jobs) > 1)
                        reader = self._readers[number]  # noqa: PLW2901 - the one in its place

    def _collect(self) -> None:
        """Wait for an answer, or for the moment at which a reader has taken too long."""
        busy = [reader for reader in self._readers if reader.jobs]
        if not busy or self._next in self._found:
            return
        patience = min(_BREATH, *(reader.remaining for reader in busy))
        ready = set(wait([reader.pipe for reader in busy], patience))
        for reader in busy:
            number = self._readers.index(reader)
            if reader.pipe in ready:
                try:
                    taken = reader.take()
                except (EOFError, OSError):
                    self._replace(number)
                else:
                    if taken is not None:
                        self._found[taken[0]] = taken[1]
            elif reader.remaining <= 0.0 and not reader.pipe.poll():
                self._replace(number, hung=True)

    def _replace(self, place: int, *, hung: bool = False, blame: bool = True) -> None:
        """End a reader; the file it had in hand has failed, those behind it are read by the next."""
        reader = self._readers[place]
        code = reader.end(0.0 if hung else 1.0)
        jobs = list(reader.jobs)
        reader.jobs.clear()
        went_home = code == 0 and reader.rested  # nobody had asked it for long
        if jobs and blame and not went_home:
            number, path = jobs.pop(0)
            self._found[number] = [_lost(path, hung=hung or code == _TIME_IS_UP)]
        self._todo.extendleft(reversed(jobs))
        self._readers[place] = Reader()


_TIME_IS_UP = -24  # ended by SIGXCPU, which Windows has no name for


def _lost(path: Path, *, hung: bool) -> ReadOutcome:
    if hung:
        return failed(path, tr("Reading this file took too long and was stopped."))
    return failed(path, tr("Reading this file ended the reader, so it was left out."))


def read_apart(files: Sequence[Path], processes: int) -> Generator[list[ReadOutcome], None, None]:
    """Read files in processes of their own; the outcomes of each, in order, and empty lists while one takes long."""
    return Readers(files, processes).outcomes()


_kept: list[Reader] = []
_lock = threading.Lock()


def warm() -> None:
    """Start a reader ahead of its first file, so that nobody waits for it."""
    with _lock:
        if not _kept:
            _kept.append(Reader())


def end_all() -> None:
    """End the readers that are kept."""
    with _lock:
        while _kept:
            _kept.pop().end()


def _borrow() -> Reader:
    with _lock:
        while _kept:
            reader = _kept.pop()
            if reader.fit:
                return reader
            reader.end()
    return Reader()


def _give_back(reader: Reader) -> None:
    with _lock:
        if reader.fit and len(_kept) < _MOST_KEPT:
            reader.rested = True
            _kept.append(reader)
            return
    reader.end()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
