"""One start of a window, in a process of its own, for ``tests.bench.opening``; it prints figures as JSON lines.

``bare`` is an empty QMainWindow, ``ours`` the program as its command starts it, with a catalogue or without.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SEARCHES = ("the police president", "harbour photo", "provider:Reuters war")
PATIENCE_S = 120.0
POLL_MS = 5
A_WHILE_MS = 6000  # longer than the window waits before it gives memory back
SETTLED_S = 0.3


def say(name: str, value: float) -> None:
    """One figure."""
    sys.stdout.write(json.dumps([name, value]) + "\n")
    sys.stdout.flush()


def memory(stage: str) -> None:
    """Megabytes held now: all of them, and without what other processes share (Qt's libraries, files)."""
    fields: dict[str, int] = {}
    try:
        with Path("/proc/self/smaps_rollup").open(encoding="ascii") as lines:
            for line in lines:
                name, _, rest = line.partition(":")
                if rest.endswith("kB\n"):
                    fields[name] = int(rest.split()[0])
    except OSError:  # not Linux
        return
    say(f"{stage}: rss", fields["Rss"] / 1024)
    say(f"{stage}: own", (fields["Private_Clean"] + fields["Private_Dirty"]) / 1024)


def moment(stage: str, begun: float) -> None:
    """Milliseconds since the process was started: on the clock, and of the processor, all threads."""
    say(f"{stage}: clock", (time.monotonic() - begun) * 1000)
    say(f"{stage}: processor", time.process_time() * 1000)


def bare(begun: float) -> None:
    """The least that a window of PySide6 costs."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)

    def painted() -> None:
        moment("painted", begun)
        memory("painted")
        app.quit()

    when_painted(app, painted)
    window.show()
    app.exec()


def ours(begun: float, catalogue: str, *, whole: bool) -> None:
    """The program; ``whole`` also waits for rows, types searches and looks at memory."""
    from PySide6.QtWidgets import QApplication

    from archive_app.__main__ import main

    app = QApplication([])

    def painted() -> None:
        moment("painted", begun)
        memory("painted")
        if whole:
            run_steps(steps(begun), app.quit)
        else:
            app.quit()

    when_painted(app, painted)
    main([catalogue] if catalogue else [])


def when_painted(app: Any, call: Callable[[], object]) -> None:
    """Call once the first window was painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QMainWindow

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
                app.removeEventFilter(self)
                QTimer.singleShot(0, call)
            return False

    app.eye = Eye(app)
    app.installEventFilter(app.eye)


def run_steps(work: Iterator[Callable[[], bool]], end: Callable[[], object]) -> None:
    """Go through steps: each yields what must hold before the next, asked by a timer, so that the window works on."""
    from PySide6.QtCore import QTimer

    timer = QTimer()
    timer.setInterval(POLL_MS)
    waiting: list[Any] = [next(work), time.monotonic()]

    def beat() -> None:
        if time.monotonic() - waiting[1] > PATIENCE_S:
            sys.stderr.write("The window did not come to rest.\n")
            os._exit(1)
        if not waiting[0]():
            return
        try:
            waiting[0], waiting[1] = next(work), time.monotonic()
        except StopIteration:
            timer.stop()
            end()

    timer.timeout.connect(beat)
    timer.start()
    steps.timer = timer  # type: ignore[attr-defined]  # kept alive


def steps(begun: float) -> Iterator[Callable[[], bool]]:
    """What a person sees and does, one after the other."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QMainWindow

    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow)]
    window: Any = windows[0]
    # The window is painted before its parts are there.
    yield lambda: hasattr(window, "results") and window.search_bar.isVisible()
    box, results, searching = window.search_bar, window.results, window.searching
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_A)
    yield lambda: box.text() == "a"
    moment("takes keys", begun)
    box.clear()
    if not sys.argv[4]:
        yield lambda: not window.context.tasks.running()
        memory("empty")
        return
    yield lambda: results.model.rowCount() > 0 and results.model.row(0) is not None
    QApplication.processEvents()
    moment("rows", begun)
    memory("rows")
    yield settled(lambda: searching.at_rest and window.sidebar.at_rest)
    say("rows in all", results.model.rowCount())
    moment("at rest", begun)
    memory("at rest")
    for number, shown in enumerate(("grid", "table", "list")):
        started, spent = time.perf_counter(), time.thread_time()
        window.context.view.set_view(shown)
        QApplication.sendPostedEvents()
        results.view().viewport().repaint()
        say(f"view {number} {shown}: clock", (time.perf_counter() - started) * 1000)
        say(f"view {number} {shown}: processor", (time.thread_time() - spent) * 1000)
        yield resting(250)
    memory("three views")
    for text in SEARCHES:
        box.clear()
        for letter in text:
            QTest.keyClicks(box, letter)
            yield resting(90)
        yield resting(400)
        yield settled(lambda: searching.at_rest)
    memory("three searches")
    box.clear()
    box.search_now()
    yield resting(400)
    yield settled(lambda: searching.at_rest)
    memory("all again")
    yield resting(A_WHILE_MS)
    memory("a while later")
    say("most: rss", peak())


def settled(holds: Callable[[], bool]) -> Callable[[], bool]:
    """Holds when that does and goes on to: between an outcome and what it leads to nothing runs for a moment.

    Or at last: while an index is tended, what is counted may be read again and again.
    """
    until = time.monotonic() + PATIENCE_S / 2
    since: list[float] = []

    def check() -> bool:
        now = time.monotonic()
        if not holds():
            since.clear()
        elif not since:
            since.append(now)
        return now >= until or bool(since and now - since[0] >= SETTLED_S)

    return check


def resting(milliseconds: float) -> Callable[[], bool]:
    """Holds when so much time has passed."""
    until = time.monotonic() + milliseconds / 1000
    return lambda: time.monotonic() >= until


def peak() -> float:
    """The most that this process has held, in megabytes."""
    try:
        with Path("/proc/self/status").open(encoding="ascii") as lines:
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _, what, started_at, depth, folder = sys.argv
    if what == "bare":
        bare(float(started_at))
    else:
        ours(float(started_at), folder, whole=depth == "whole")
