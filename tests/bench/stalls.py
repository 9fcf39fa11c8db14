"""Types three searches letter by letter into the real window and says for how long it stood still at most::

xvfb-run -a python -m tests.bench.stalls CATALOGUE
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QStandardPaths, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from archive_app.settings import Settings
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.collector import Collector
from archive_app.ui.preferences import Preferences
from archive_app.ui.stall import StallDetector
from tests.bench.table import quantile

SEARCHES = ("the police president", "harbour photo", "provider:Reuters war")
KEY_MS = 90  # between two keys: a quick typist
PATIENCE_S = 120


def rest(milliseconds: int) -> None:
    """Let the window work for a while. Not by ``QTest.qWait``, which lets no other thread of Python work meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(until: Callable[[], bool], seconds: float = PATIENCE_S) -> float:
    """Let the window work until something holds; return the seconds it took."""
    begun = time.perf_counter()
    while not until() and time.perf_counter() - begun < seconds:
        rest(5)
    return time.perf_counter() - begun


def main(folder: Path, *, limit_ms: float) -> int:
    """Type, and print what was seen; 1 when the window stood still for longer than ``limit_ms``."""
    QStandardPaths.setTestModeEnabled(True)
    begun = time.perf_counter()
    theme.use("light")
    application = Application(Preferences(Settings()))
    window = application.window
    Collector(window.context.tasks, window)  # as the program does
    window.resize(1280, 800)
    window.show()
    QTest.qWaitForWindowExposed(window)
    say(f"window on screen after {time.perf_counter() - begun:.2f} s")
    application.open(folder)
    took = wait(lambda: window.results.model.rowCount() > 0)
    say(f"first rows of the catalogue after {took:.2f} s more; memory {memory():.0f} MB")
    if not window.results.model.rowCount():
        say("it could not be opened, or holds nothing")
        application.close()
        return 1
    rest(1500)
    box = window.search_bar.findChild(QLineEdit) or window.search_bar
    box.setFocus()
    worst = 0.0
    for text in SEARCHES:
        box.clear()
        rest(400)
        detector = StallDetector(limit_ms=8)
        for letter in text:
            QTest.keyClicks(box, letter)
            rest(KEY_MS)
        rest(2500)
        detector.stop()
        longest = max((stall.milliseconds for stall in detector.stalls), default=0.0)
        worst = max(worst, longest)
        lengths = [stall.milliseconds for stall in detector.stalls]
        worked = max((stall.worked for stall in detector.stalls), default=0.0)
        say(
            f"“{text}”: longest stall {longest:.0f} ms, {len(lengths)} over 8 ms, p95 {quantile(lengths, 0.95):.0f} ms;"
            f" {window.results.model.rowCount():,} rows; at most {worked:.0f} ms of one were its own work"
        )
        for stall in sorted(detector.stalls, key=lambda s: -s.milliseconds)[:2]:
            if stall.milliseconds > 30:
                say(stall.stack)
    say(f"longest stall of all {worst:.0f} ms; memory {memory():.0f} MB")
    application.close()
    return int(worst > limit_ms)


def say(words: str) -> None:
    """Print a line at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def memory() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Record how long the window stands still while somebody types.")
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("--limit", type=float, default=50.0, help="milliseconds that are too long")
    chosen = parser.parse_args()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    sys.exit(main(chosen.catalogue, limit_ms=chosen.limit))
