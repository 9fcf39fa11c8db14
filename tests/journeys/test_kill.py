"""Killed at any moment, an import leaves a catalogue that opens, is sound, and holds whole articles only."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive_app.domain.records import Article, Kind, Source
from archive_app.operations import upkeep
from archive_app.store.archive import Archive

KILLS = 10
FILES = 200
PAGE = """<!doctype html><html lang="en"><head><title>Ferry {n} returns</title></head><body><article>
<h1>Ferry {n} returns to the harbour</h1>
<p>By Ann Example</p>
<p>Ferry number {n} came back on Monday morning with all who were on board, the harbour master said.</p>
<figure><img src="https://pictures.example/{n}.jpg" alt="A ferry"><figcaption>Ferry {n} at the quay.
Photo: Ilya Beispiel/Reuters</figcaption></figure>
<p>It will be looked over in the dock before it sails again, which may take until the end of the month.</p>
</article></body></html>
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number in range(FILES):
        (folder / f"{number:03}.html").write_text(PAGE.format(n=number))
    return folder


def _import(folder: Path, pages: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "archive_app", "import", "--again", "-c", str(folder), str(pages)],
        cwd=Path(__file__).parents[2], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def _assert_whole(folder: Path) -> int:
    """The number of articles in the catalogue, after looking at each."""
    with Archive.open(folder) as archive:
        report = upkeep.check(archive)
        assert report.clean, report.problems
        assert list((folder / "staging").iterdir()) == []
        with archive.read() as reader:
            articles = [a for a in reader.all_of(Kind.ARTICLE, deleted=None) if isinstance(a, Article)]
            uses = reader.photo_uses(articles=[a.id or 0 for a in articles])
            assert len({u.article_id for u in uses}) == len(uses) == len(articles)
            assert len(reader.records({u.photo_id or 0 for u in uses})) == min(len(uses), FILES)
            told = reader.evidence([*(a.id or 0 for a in articles), *(u.id or 0 for u in uses)])
            assert len(told) == len(articles) + len(uses)
            sources = reader.of_type(Source, [a.source_id or 0 for a in articles])
            assert len(sources) == len(articles)
            for source in sources.values():
                assert archive.sources.path(source.sha256, ".html").stat().st_size == source.size
        return len(articles)


@pytest.mark.slow
def test_an_import_killed_at_any_moment_leaves_whole_articles_only(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.create(tmp_path / "killed") as made:
        folder = made.folder
    begun = time.monotonic()
    whole = _import(folder, pages)
    _out, err = whole.communicate()
    assert whole.returncode == 0, err
    lasted = time.monotonic() - begun
    saved = _assert_whole(folder)
    assert saved == FILES
    finished = 0
    luck = random.Random(7)
    for _ in range(KILLS):
        process = _import(folder, pages)
        time.sleep(luck.uniform(0.2, 1.0) * lasted)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        finished += process.returncode == 0
        there = _assert_whole(folder)
        assert there >= saved  # an import is written in parts: some articles of it may be there, each of them whole
        saved = there
    with capsys.disabled():
        seconds = time.monotonic() - begun
        print(f"\n{KILLS} kills · {saved:,} articles saved · 0 lost · 0 half · 0 damaged · {seconds:.0f} s")
    assert finished < KILLS
