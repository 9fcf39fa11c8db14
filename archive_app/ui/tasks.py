"""Work that must not make the window wait.

A task is a plain function ``work(progress)``. It runs on one of four lanes and its outcome is delivered on
the main thread, exactly once, to exactly one of ``done``, ``failed`` and ``stopped``::

    task = tasks.run(Lane.READ, lambda progress: find.search(archive, text), done=self._show, owner=self)
    task.cancel()      # progress.at raises Cancelled in the work; then ``stopped`` is called, or nothing

``owner`` is a QObject: when it is deleted, or when it is given and gone at delivery, no callback is called.
A task with a ``title`` is a job: it is shown in the status bar with its count and a Cancel button.
Without ``failed``, an error goes to the signal ``Tasks.troubled``, which the window shows.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from archive_app.domain.errors import Cancelled
from archive_app.operations.progress import Progress

log = logging.getLogger(__name__)
T = TypeVar("T")

REPORTS_A_SECOND = 20


class Lane(Enum):
    """Where a task may run; the value is how many run there at a time."""

    WRITE = "write"  # the catalogue's only writer
    READ = "read"  # searches and records
    FILES = "files"  # hashing, decoding, reading sources
    IMPORT = "import"  # a long import, which writes in parts between which the WRITE lane has its turn


_WORKERS = {Lane.WRITE: 1, Lane.READ: 1, Lane.FILES: 2, Lane.IMPORT: 1}


class Task:
    """One piece of work on its way; made by ``Tasks.run``.

    Attributes:
        title: What the status bar calls it, or "" for quiet work.
        done, total, note: Where it stands, as last reported.
    """

    def __init__(self, lane: Lane, title: str) -> None:
        self.lane = lane
        self.title = title
        self.progress = Progress()
        self.done = 0
        self.total = 0
        self.note = ""
        self.started = time.monotonic()
        self.future: Future[Any] | None = None
        self.finished = False

    def cancel(self) -> None:
        """Ask it to stop: at once when it still waits in line, at its next item when it runs."""
        self.progress.cancel()
        if self.future is not None:
            self.future.cancel()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self.progress.cancelled


@dataclass(frozen=True, slots=True)
class _Wishes:
    """Whom a task's outcome goes to."""

    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    stopped: Callable[[], None] | None
    progressed: Callable[[int, int, str], None] | None
    owner: QObject | None

    def wanted(self) -> bool:
        return self.owner is None or shiboken6.isValid(self.owner)


TURN_S = 0.0005
"""So long a lane keeps Python for itself while the window waits for it.

With Python's own 5 ms, which add up over lanes, pauses of more than 8 ms are five times as many while one types.
"""


class Tasks(QObject):
    """Runs tasks and brings what they have to say back to the main thread.

    Signals:
        busy_changed(bool): Something runs, or nothing runs any more.
        writes_changed(int): How many tasks of the WRITE lane are not finished.
        write_failed(object): The exception a WRITE task ended with; ``write_succeeded()`` takes it back.
        troubled(object): An exception nobody asked to be told of.
        job_started, job_moved, job_finished(object): A ``Task`` with a title.
    """

    _to_main = Signal(object)
    busy_changed = Signal(bool)
    writes_changed = Signal(int)
    write_failed = Signal(object)
    write_succeeded = Signal()
    troubled = Signal(object)
    job_started = Signal(object)
    job_moved = Signal(object)
    job_finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN_S)
        self._lanes = {lane: ThreadPoolExecutor(count, f"lane-{lane.value}") for lane, count in _WORKERS.items()}
        self._open: set[Task] = set()
        self._closed = False
        # Queued always: work that ends before ``run`` returns must not call back inside it, nor overtake its progress.
        self._to_main.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        stopped: Callable[[], None] | None = None,
        progressed: Callable[[int, int, str], None] | None = None,
        owner: QObject | None = None,
        title: str = "",
    ) -> Task:
        """Start ``work(progress)`` on a lane.

        Args:
            lane: Where it runs.
            work: Touches no QObject; returns a value that may cross threads.
            done: Called with what the work returned.
            failed: Called with the exception it raised; ``troubled`` is emitted when not given.
            stopped: Called when it was cancelled.
            progressed: Called with (done, total, note), at most some twenty times a second.
            owner: No callback is called once this object is deleted.
            title: Shown in the status bar; "" for quiet work.

        Returns:
            The task, which can be cancelled.
        """
        task = Task(lane, title)
        wishes = _Wishes(done, failed, stopped, progressed, owner)
        task.progress = Progress(_Reporter(lambda where: self._post(partial(self._move, task, wishes, where))))
        if self._closed:  # a timer that fires while the window goes; nobody waits for an answer
            task.finished = True
            return task
        self._open.add(task)
        self._say_counts(task)
        if title:
            self.job_started.emit(task)
        task.future = self._lanes[lane].submit(work, task.progress)
        task.future.add_done_callback(lambda ended: self._post(partial(self._finish, task, ended, wishes)))
        return task

    def running(self, lane: Lane | None = None) -> tuple[Task, ...]:
        """The tasks that are not finished, on one lane or on all."""
        return tuple(task for task in self._open if lane is None or task.lane is lane)

    def close(self) -> None:
        """Ask everything but writing to stop, wait for the lanes to end; nothing is delivered afterwards.

        What waits on the WRITE lane is finished first: it is a person's work.
        """
        self._closed = True
        for task in tuple(self._open):
            if task.lane is not Lane.WRITE or task.title:
                task.cancel()
        self._lanes[Lane.WRITE].shutdown(wait=True)
        for lane in (Lane.IMPORT, Lane.READ, Lane.FILES):
            self._lanes[lane].shutdown(wait=True, cancel_futures=True)

    def _post(self, message: Callable[[], None]) -> None:
        # At the program's end the Qt side may be gone before a worker is.
        if not self._closed and shiboken6.isValid(self):
            self._to_main.emit(message)

    def _move(self, task: Task, wishes: _Wishes, where: tuple[int, int, str]) -> None:
        if task.finished:
            return
        task.done, task.total, task.note = where
        if task.title:
            self.job_moved.emit(task)
        if wishes.progressed is not None and wishes.wanted():
            wishes.progressed(*where)

    def _finish(self, task: Task, future: Future[Any], wishes: _Wishes) -> None:
        task.finished = True
        self._open.discard(task)
        error: BaseException | None = CancelledError() if future.cancelled() else future.exception()
        if task.lane is Lane.WRITE and not isinstance(error, (Cancelled, CancelledError)):
            if error is None:
                self.write_succeeded.emit()
            else:
                self.write_failed.emit(error)
        self._say_counts(task)
        if task.title:
            self.job_finished.emit(task)
        if error is None:
            if wishes.done is not None and wishes.wanted():
                wishes.done(future.result())
        elif isinstance(error, (Cancelled, CancelledError)):
            if wishes.stopped is not None and wishes.wanted():
                wishes.stopped()
        elif not isinstance(error, Exception):
            raise error
        elif wishes.failed is None or not wishes.wanted():
            log.error("Background work failed", exc_info=error)
            self.troubled.emit(error)
        else:
            wishes.failed(error)

    def _say_counts(self, task: Task) -> None:
        self.busy_changed.emit(bool(self._open))
        if task.lane is Lane.WRITE:
            self.writes_changed.emit(len(self.running(Lane.WRITE)))

    @Slot(object)
    def _call(self, message: Callable[[], None]) -> None:
        message()


class _Reporter:
    """Thins out progress in the worker, so that a fast loop cannot flood the main thread."""

    def __init__(self, post: Callable[[tuple[int, int, str]], None]) -> None:
        self._post = post
        self._last = 0.0

    def __call__(self, done: int, total: int, note: str) -> None:
        now = time.monotonic()
        if now - self._last >= 1 / REPORTS_A_SECOND or (total and done >= total):
            self._last = now
            self._post((done, total, note))
