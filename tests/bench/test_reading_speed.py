"""Web pages read in a second by one core, beside trafilatura's text alone on the same pages, and memory over many.

The pages are the labelled ones where they are at hand, else the fixtures of this repository. trafilatura is
installed by the extra ``bench``; without it our own figures stand alone. Both are timed in turns, so that a
machine that slows down slows down both, and the best of the rounds counts.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.html import HtmlImporter
from tests.formats.articles import SHARED

pytestmark = pytest.mark.bench

FIXTURES = Path(__file__).parent.parent / "data" / "pages"
ROUNDS = 4
MANY = int(os.environ.get("ARCHIVE_APP_BENCH_PAGES", "1500"))  # 10000 for the full run
GROWTH = 40.0  # MiB that memory may grow between the first fifth and the end
TIMES = 2.0  # all fields may take so many times trafilatura's text alone; the aim is 1


def pages() -> list[bytes]:
    """The pages to read."""
    folder = SHARED / "corpus" / "pages"
    return [path.read_bytes() for path in sorted((folder if folder.is_dir() else FIXTURES).glob("*.html"))]


def read_all(contents: list[bytes]) -> None:
    """Every field of every page."""
    for content in contents:
        assert list(HtmlImporter().read(RawSource("page.html", "", content)))


def seconds(work: Callable[[], None]) -> float:
    """Processor time of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def tell(request: pytest.FixtureRequest, text: str) -> None:
    """Print a table past pytest's capturing."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\n" + text)


def test_pages_a_second(request: pytest.FixtureRequest) -> None:
    contents = pages()
    read_all(contents)  # models and patterns are loaded once
    try:
        from trafilatura import bare_extraction
    except ImportError:
        best = min(seconds(lambda: read_all(contents)) for _ in range(ROUNDS))
        tell(request, _table(len(contents), best, None))
        pytest.skip("trafilatura is not installed (extra “bench”): ours alone")

    def text_alone() -> None:
        for content in contents:
            bare_extraction(content)

    text_alone()
    turns = [(seconds(lambda: read_all(contents)), seconds(text_alone)) for _ in range(ROUNDS)]
    ours, theirs = min(one for one, _ in turns), min(other for _, other in turns)
    tell(request, _table(len(contents), ours, theirs))
    assert ours <= TIMES * theirs


def _table(count: int, ours: float, theirs: float | None) -> str:
    lines = [f"{count} pages, one core{'pages/s':>23}{'ms a page':>12}"]
    for name, took in (("archive-app, all fields", ours), ("trafilatura, text alone", theirs)):
        if took is not None:
            lines.append(f"{name:34}{count / took:10.1f}{1000 * took / count:12.1f}")
    if theirs:
        lines.append(f"times trafilatura's {ours / theirs:24.2f}")
    return "\n".join(lines)


def test_memory_stays_flat(request: pytest.FixtureRequest) -> None:
    contents = pages()
    marks: list[float] = []
    for done in range(MANY):
        list(HtmlImporter().read(RawSource("page.html", "", contents[done % len(contents)])))
        if done + 1 in (MANY // 5, MANY):
            marks.append(_resident())
    tell(request, f"resident after {MANY // 5:,} pages {marks[0]:,.0f} MiB, after {MANY:,} pages {marks[-1]:,.0f} MiB")
    assert marks[-1] - marks[0] < GROWTH


def _resident() -> float:
    """MiB of this process in memory now; the most it ever had where the system does not tell."""
    resource = pytest.importorskip("resource", reason="the system does not tell what memory a process has")
    table = Path("/proc/self/statm")
    if table.exists():
        return int(table.read_text().split()[1]) * float(resource.getpagesize()) / 2**20
    most = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return most / 2**20 if sys.platform == "darwin" else most / 2**10
