"""Scrolls the grid over thousands of photos, as a person does, and says how smooth it was.

    python -m tests.bench.photo_grid            # 5,000 photos

Frames are the times between two beats of a 4 ms timer in the window's thread; a stall is a late beat. The thread's own
processor time is told beside it, because a busy machine makes any window late.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageDraw
from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from archive_app.domain.records import MediaFile, Photo
from archive_app.formats.media import SIZES
from archive_app.operations.previews import preview_path
from archive_app.settings import Settings
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.collector import Collector
from archive_app.ui.preferences import Preferences
from tests.bench.scrolling import until

PHOTOS = 5_000
SECONDS = 10.0


@dataclass(frozen=True)
class Smoothness:
    """Milliseconds between beats while scrolling, and megabytes of memory that scrolling took."""

    frames: int
    p50: float
    p99: float
    longest: float
    work_p50: float
    work_p99: float
    busiest: float
    grown: float
    peak: float

    def words(self) -> str:
        """For the report."""
        return (
            f"{self.frames} beats; p50 {self.p50:.1f} ms, p99 {self.p99:.1f} ms, longest {self.longest:.1f} ms "
            f"(work of the window's thread: p50 {self.work_p50:.1f} ms, p99 {self.work_p99:.1f} ms, "
            f"most {self.busiest:.1f} ms); memory grew by {self.grown:.0f} MB "
            f"to {self.peak:.0f} MB"
        )


def make(folder: Path, count: int = PHOTOS) -> Path:
    """A catalogue of photos: pictures of 640 × 427 pixels with their previews, as an import leaves them."""
    archive = Archive.create(folder / "Grid")
    photos: list[tuple[str, int]] = []
    for number in range(count):
        picture = Image.new("RGB", (640, 427), ((number * 37) % 256, (number * 91) % 256, (number * 53) % 256))
        draw = ImageDraw.Draw(picture)
        for at in range(6):
            x, y = (number * (at + 3) * 17) % 560, (number * (at + 5) * 29) % 360
            draw.ellipse((x, y, x + 90, y + 70), fill=((at * 40) % 256, (number + at * 70) % 256, 200))
        path = folder / "picture.jpg"
        picture.save(path, quality=85)
        stored = archive.media.put_file(path, ".jpg")
        photos.append((stored.sha256, stored.size))
        for size in SIZES:
            target = preview_path(archive, stored.sha256, size)
            target.parent.mkdir(parents=True, exist_ok=True)
            small = picture.copy()
            small.thumbnail((size, size))
            small.save(target, "JPEG", quality=82)
    with archive.operation("Fill") as writer:
        for number, (sha, size) in enumerate(photos):
            media = writer.save(
                MediaFile(sha256=sha, size=size, media_type="image/jpeg", name=f"{number}.jpg", suffix=".jpg",
                          width=640, height=427)
            )  # fmt: skip
            writer.save(Photo(title=f"Photo {number} of the harbour", media_id=media))
    archive.close()
    return archive.folder


def measure(folder: Path, seconds: float = SECONDS, *, wheel: bool = False) -> Smoothness:
    """Open the catalogue in the window, scroll through the grid, and measure.

    Args:
        folder: The catalogue.
        seconds: For how long.
        wheel: As with a wheel, a step of 120 pixels a frame; else the whole grid in two thirds of the time.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    theme.use("light")
    opened = Application(Preferences(Settings()))
    window = opened.window
    Collector(window.context.tasks, window)  # as the program does
    window.resize(1440, 900)
    window.show()
    opened.open(folder)
    until(lambda: window.results.model.rowCount() > 100)
    window.context.view.set_view("grid")
    until(lambda: not window.context.tasks.running(), still=0.5)
    view = window.results.view()
    bar = view.verticalScrollBar()
    before = _memory()
    beats: list[float] = []
    worked: list[float] = []
    last = [time.perf_counter(), time.thread_time()]
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)

    def beat() -> None:
        now, busy = time.perf_counter(), time.thread_time()
        beats.append((now - last[0]) * 1000)
        worked.append((busy - last[1]) * 1000)
        last[:] = [now, busy]

    begun = time.perf_counter()

    def scroll() -> None:
        share = (time.perf_counter() - begun) / seconds
        # Down in two thirds of the time, a jump to the middle, then slowly on.
        place = min(1.0, share * 1.5) if share < 0.67 else 0.5 + (share - 0.67) * 0.2
        bar.setValue(bar.value() + 120 if wheel else round(bar.maximum() * place))
        QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))  # without a screen nothing asks for frames

    mover = QTimer()
    timer.timeout.connect(beat)
    mover.timeout.connect(scroll)
    timer.start(4)
    mover.start(16)
    while time.perf_counter() - begun < seconds:
        app.processEvents()
        time.sleep(0.0005)
    timer.stop()
    mover.stop()
    peak = _memory()
    opened.close()
    window.close()
    return Smoothness(len(beats), *_spread(beats), *_spread(worked), peak - before, peak)


def _spread(values: list[float]) -> tuple[float, float, float]:
    """The middle one, that of which one in a hundred is larger, and the largest."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)], ordered[-1]


def _memory() -> float:
    """Megabytes that this process holds now."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Make the catalogue, measure, and say how it was."""
    with tempfile.TemporaryDirectory(prefix="archive-app-grid-") as name:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, name)
        begun = time.perf_counter()
        folder = make(Path(name))
        print(f"{PHOTOS:,} photos made in {time.perf_counter() - begun:.0f} s")
        print("wheel: ", measure(folder, wheel=True).words())
        print("fling: ", measure(folder).words())


if __name__ == "__main__":
    main()
