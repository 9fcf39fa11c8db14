"""Imports beside a bare loop: the same rows, written by ``executemany`` into the same tables and indexes, in one run.

What an import writes is written again, chunk by chunk and by turns, into a second catalogue through a bare connection
with the same settings. Files, reading, checking and linking are on our side only.
"""

from __future__ import annotations

import csv
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from archive_app.formats.tables import open_table
from archive_app.formats.tables.guess import guess
from archive_app.operations import history, ingest, table_import
from archive_app.store.archive import FILE, Archive
from archive_app.store.sqlite.engine import connect
from tests.bench.corpus import chunks, drafts

pytestmark = pytest.mark.bench

ARTICLES = 2000
CHUNK = 500
ROWS = 10_000
LEAST = 0.3  # of the bare loop, by processor time; the aim is 0.6

Written = dict[str, list[Any]]


@contextmanager
def _listening() -> Iterator[Written]:
    """The rows that are inserted meanwhile, by statement in the order of its first use."""
    said: Written = {}

    def hear(_c: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        if statement.startswith("INSERT"):
            said.setdefault(statement, []).extend(values if many else [values])

    sa.event.listen(sa.Engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", hear)


def _write(connection: Any, written: Written) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys=ON")
    for statement, rows in written.items():
        connection.executemany(statement.split(" RETURNING")[0], rows)
    connection.execute("COMMIT")


class _Clock:
    """Seconds on the clock and of the processor."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_articles_beside_a_bare_loop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Archive.create(tmp_path / "bare").close()
    bare = connect(tmp_path / "bare.archive" / FILE)
    ours, theirs = _Clock(), _Clock()
    made = list(drafts(ARTICLES))
    before = _memory()
    with Archive.create(tmp_path / "ours") as archive:
        for number, chunk in enumerate(chunks(iter(made), CHUNK)):
            with _listening() as written, ours.running():
                ingest.accept(archive, chunk, label=f"Part {number}")
            with theirs.running():
                _write(bare, written)
        counts = "SELECT count(*) FROM record"
        with archive.read() as reader:
            assert reader.connection.exec_driver_sql(counts).scalar() == bare.execute(counts).fetchone()[0]
        undone = _Clock()
        with undone.running():
            for _part in range(ARTICLES // CHUNK):
                history.undo(archive)
    bare.close()
    ratio, of_cpu = theirs.wall / ours.wall, theirs.cpu / ours.cpu
    with capsys.disabled():
        print(
            f"\n{'':24}{'ours/s':>10}{'bare/s':>10}{'ratio':>8}{'of cpu':>8}{'memory':>10}\n"
            f"{'articles':24}{ARTICLES / ours.wall:10,.0f}{ARTICLES / theirs.wall:10,.0f}{ratio:8.2f}{of_cpu:8.2f}"
            f"{_memory() - before:+7.0f} MB\n"
            f"{'articles, undone':24}{ARTICLES / undone.wall:10,.0f}"
        )
    assert of_cpu > LEAST
    assert undone.wall < ours.wall


def _photos(path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["Title", "Caption", "Photographer", "Credit line", "Photo URL", "Taken", "Keywords",
                      "Article headline", "Article URL", "Newspaper", "Publication date"])  # fmt: skip
        for n in range(ROWS):
            at = n // 3
            out.writerow([f"Photo {n}", f"The harbour on the day of picture {n}", f"Ann Example{at % 50}", "AFP",
                          f"https://pictures.example/{n}.jpg", f"19{60 + n % 40}-05-11", "harbour; strike",
                          f"Headline {at}", f"https://news.example/{at}", f"Paper {at % 40}",
                          f"19{60 + at % 40}-05-12"])  # fmt: skip
    return path


def test_rows_of_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = open_table(_photos(tmp_path / "photos.csv"))
    mapping = guess(table).mapping
    before, (first, second, third) = _memory(), (_Clock(), _Clock(), _Clock())
    with Archive.create(tmp_path / "ours") as archive:
        with first.running():
            plan = table_import.plan(archive, table, mapping)
        with second.running():
            done = table_import.apply(archive, plan)
        assert {row.outcome for row in done.rows} == {"new"}
        with third.running():
            again = table_import.plan(archive, table, mapping)
        assert {row.outcome for row in again.rows} == {"unchanged"}
    with capsys.disabled():
        print(
            f"\n{ROWS:,} photo rows: planned in {first.wall:.1f} s, imported in {second.wall:.1f} s,"
            f" planned again in {third.wall:.1f} s (cpu {first.cpu:.1f}, {second.cpu:.1f}, {third.cpu:.1f}),"
            f" memory {_memory() - before:+.0f} MB"
        )
