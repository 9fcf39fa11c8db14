"""Scrolls the list, the grid and the table over a million rows in the real window, beside a plain view of Qt's::

    python -m tests.bench.scrolling CATALOGUE

A frame is all that the window's thread does from one step to the next, in milliseconds of processor time: moving,
painting, taking in rows and pictures that come meanwhile. A smaller catalogue's records are listed over and over.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, QStringListModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QTableView, QWidget

from archive_app.settings import Settings
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.collector import Collector
from archive_app.ui.preferences import Preferences
from tests.bench.table import judged, quantile

ROWS: Final = 1_000_000
FRAME_S: Final = 1 / 60
GOAL_P95_MS, GOAL_P99_MS, GOAL_OPEN_MS = 8.0, 16.0, 100.0
VIEWS: Final = ("list", "grid", "table")
FLOOR: Final = {"list": 96, "grid": 96, "table": 28}
"""The height of a row of the plain view; a plain grid of a million lays out for minutes, so a list stands for it."""


@dataclass
class Frames:
    """Milliseconds of processor time a frame, by gesture, and what it took to open the view."""

    opened: float = 0.0
    by_gesture: dict[str, list[float]] = field(default_factory=dict)

    @property
    def every(self) -> list[float]:
        """All frames."""
        return [one for frames in self.by_gesture.values() for one in frames]


def measure(folder: Path, *, rows: int = ROWS) -> dict[str, Frames]:
    """Scroll each view of the window over so many rows, and a plain view of as many.

    Returns:
        By the name of the view; those of plain views begin with "plain ".
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.use("light")
    opened = Application(Preferences(Settings()))
    window = opened.window
    Collector(window.context.tasks, window)  # as the program does
    window.resize(1440, 900)
    window.show()
    opened.open(folder)
    results = window.results
    # Not until no task runs: articles of a catalogue made for the bench are prepared for comparison for many minutes.
    until(lambda: results.model.rowCount() > 0 and window.searching.at_rest, still=0.5)
    ids = results.model.ids
    found: dict[str, Frames] = {}
    many = array("q", ids)
    while len(many) < rows:
        many.extend(many[: rows - len(many)])
    for name in VIEWS:
        window.context.view.set_view("grid" if name != "grid" else "list")
        results.model.set_results(many)  # as after a search: nothing is here yet
        paint(window)
        frames = Frames()
        begun = time.thread_time()
        window.context.view.set_view(name)
        paint(window)
        frames.opened = (time.thread_time() - begun) * 1000
        until(lambda: results.model.row(0) is not None and window.searching.at_rest, still=0.3)
        _gestures(results.view(), window, frames)
        found[name] = frames
    opened.close()
    window.close()
    until(lambda: True, still=0.1)
    words = QStringListModel([f"Row {number} of a plain list" for number in range(rows)])
    for name in VIEWS:
        found[f"plain {name}"] = _plain(words, FLOOR[name], table=name == "table")
    return found


def _plain(words: QStringListModel, height: int, *, table: bool) -> Frames:
    frames = Frames()
    begun = time.thread_time()
    plain: QTableView | QListView
    if table:
        plain = QTableView()
        plain.verticalHeader().setDefaultSectionSize(height)
        plain.horizontalHeader().setStretchLastSection(True)
    else:
        plain = QListView()
        plain.setUniformItemSizes(True)
        plain.setSpacing(height // 3)
    plain.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    plain.setModel(words)
    plain.resize(900, 780)
    plain.show()
    paint(plain)
    frames.opened = (time.thread_time() - begun) * 1000
    _gestures(plain, plain, frames)
    plain.close()
    return frames


def _gestures(view: QAbstractItemView, window: QWidget, frames: Frames) -> None:
    bar = view.verticalScrollBar()
    for name, gesture in (("wheel", _wheel), ("page", _page), ("thumb", _thumb), ("fling", _fling), ("jump", _jump)):
        bar.setValue(0)
        paint(window)
        _wait(0.3)
        spent: list[float] = []
        last = time.thread_time()
        for _step in gesture(view):
            paint(window)
            end = time.perf_counter() + FRAME_S
            while time.perf_counter() < end:
                QApplication.processEvents()
                time.sleep(0.001)
            now = time.thread_time()
            spent.append((now - last) * 1000)
            last = now
        frames.by_gesture[name] = spent


def _wheel(view: QAbstractItemView) -> Iterator[None]:
    """A notch a frame, as a quick hand turns it."""
    where = QPointF(view.viewport().rect().center())
    for _ in range(180):
        event = QWheelEvent(
            where, view.viewport().mapToGlobal(where), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)
        yield


def _page(view: QAbstractItemView) -> Iterator[None]:
    """Page Down held: thirty pages a second."""
    bar = view.verticalScrollBar()
    for number in range(180):
        if number % 2 == 0:
            bar.setValue(bar.value() + bar.pageStep())
        yield


def _thumb(view: QAbstractItemView) -> Iterator[None]:
    """The thumb dragged from the top to the end in three seconds."""
    bar = view.verticalScrollBar()
    for number in range(180):
        bar.setValue(round(bar.maximum() * number / 179))
        yield


def _fling(view: QAbstractItemView) -> Iterator[None]:
    """A fling on a touchpad, twice: it begins with four screens a frame and runs out."""
    bar = view.verticalScrollBar()
    for _ in range(2):
        speed = 4.0 * view.viewport().height()
        for _frame in range(90):
            bar.setValue(bar.value() + round(speed))
            speed *= 0.93
            yield


def _jump(view: QAbstractItemView) -> Iterator[None]:
    """To the end, to the top and into the middle, looking at each for a while."""
    bar = view.verticalScrollBar()
    for number in range(12):
        bar.setValue((bar.maximum(), 0, bar.maximum() // (number + 2))[number % 3])
        for _frame in range(10):
            yield


def paint(window: QWidget) -> None:
    """One frame: without a screen nothing asks for them."""
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))


def _wait(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def until(holds: Callable[[], bool], still: float = 0.0) -> None:
    """Let the window work until something has held for so many seconds."""
    end, since = time.monotonic() + 300, time.monotonic()
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)
        if not holds():
            since = time.monotonic()
        elif time.monotonic() - since >= still:
            return
    message = "waited in vain for the window"
    raise AssertionError(message)


def words_of(found: dict[str, Frames]) -> list[tuple[str, str]]:
    """A line a view: its frames beside those of the plain view, and how they stand to the goals."""
    lines: list[tuple[str, str]] = []
    for name in VIEWS:
        ours, plain = found[name], found[f"plain {name}"]
        p95, p99 = quantile(ours.every, 0.95), quantile(ours.every, 0.99)
        goals = judged(p95, GOAL_P95_MS, "p95"), judged(p99, GOAL_P99_MS, "p99")
        figures = f"{quantile(ours.every, 0.5):.1f} p50, {goals[0]}, {goals[1]}, {max(ours.every):.1f} max"
        lines.append((f"scroll frame, {name}", f"{figures}; plain {quantile(plain.every, 0.95):.1f} p95"))
        beside = f"plain {plain.opened:.0f} ms"
        lines.append((f"open the view, {name}", f"{judged(ours.opened, GOAL_OPEN_MS, 'ms')}; {beside}"))
    return lines


def _table(found: dict[str, Frames]) -> str:
    lines = [f"{'':22}{'frames':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}"]
    for name, frames in found.items():
        for gesture, spent in (*frames.by_gesture.items(), ("all", frames.every)):
            lines.append(
                f"{f'{name}, {gesture}':22}{len(spent):8}{quantile(spent, 0.5):8.1f}{quantile(spent, 0.95):8.1f}"
                f"{quantile(spent, 0.99):8.1f}{max(spent):8.1f}"
            )
    return "\n".join(lines)


def main() -> None:
    """Measure, and print a table or, for ``make bench``, its lines."""
    parser = argparse.ArgumentParser(description="Scroll over a million rows and say what a frame costs.")
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--json", action="store_true", help="print lines for another program")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="archive-app-scroll-") as name:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, name)
        found = measure(chosen.catalogue, rows=chosen.rows)
    if chosen.json:
        print(json.dumps(words_of(found)))
        return
    print(f"{chosen.rows:,} rows; milliseconds of processor time of the window's thread")
    print(_table(found))
    for label, words in words_of(found):
        print(f"{label:28}{words}")


if __name__ == "__main__":
    main()
