"""Catches the moments in which the window does not answer, with the line of code that held it.

For ``--diagnose`` and for tests: a 4 ms heartbeat on the main thread, and a watchdog thread that takes the main
thread's stack while the beat is late.
"""

from __future__ import annotations

import faulthandler
import logging
import re
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

log = logging.getLogger(__name__)
BEAT_MS = 4
_CALL = re.compile(r'File "(.+)", line (\d+) in (.+)$')


@dataclass(frozen=True, slots=True)
class Stall:
    """The window stood still for so many milliseconds; ``stack`` is where, as far as it was caught.

    ``worked`` is how many of them its thread had a processor; for the others it waited, for one, or for Python.
    """

    milliseconds: float
    stack: str
    worked: float = 0.0


class StallDetector(QObject):
    """Collects ``stalls`` longer than ``limit_ms`` from its making until ``stop``; use it on the main thread."""

    def __init__(self, limit_ms: float = 50, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stalls: list[Stall] = []
        self._limit = limit_ms / 1000
        self._last = time.perf_counter()
        self._worked = time.thread_time()
        self._stack = ""
        self._main = threading.get_ident()
        self._stop = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)
        self._watchdog = threading.Thread(target=self._watch, name="stall-watchdog", daemon=True)
        self._watchdog.start()

    def stop(self) -> None:
        """End the watch."""
        self._timer.stop()
        self._stop.set()
        self._watchdog.join()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        late, busy = now - self._last - BEAT_MS / 1000, worked - self._worked
        self._last, self._worked = now, worked
        if late > self._limit:
            stall = Stall(round(late * 1000, 1), self._stack, round(busy * 1000, 1))
            self.stalls.append(stall)
            log.warning("The window stood still for %s ms\n%s", stall.milliseconds, stall.stack)
        self._stack = ""

    def _watch(self) -> None:
        while not self._stop.wait(self._limit / 5):
            if time.perf_counter() - self._last > self._limit and not self._stack:
                self._stack = _stack_of(self._main)


def _stack_of(thread: int) -> str:
    """The last four calls of a thread that runs, with their source.

    By ``faulthandler``, which looks while no thread runs. To walk ``sys._current_frames`` crashes now and then: the
    other thread goes on meanwhile and frees its frames (seen with CPython 3.11).
    """
    with tempfile.TemporaryFile("w+") as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        blocks = file.read().split("\n\n")
    mine = next((block for block in blocks if f"{thread:#018x} " in block), "")
    every = [found.groups() for found in map(_CALL.search, mine.splitlines()) if found]
    # Of an import it is of use who asks for it.
    calls = [call for call in every if not call[0].startswith("<frozen")]
    frames = [traceback.FrameSummary(name, int(line), function, lookup_line=True) for name, line, function in calls[:4]]
    return "".join(traceback.format_list(frames[::-1]))
