"""Imports beside a bare loop: the same rows, written by ``executemany`` into the same tables and indexes, in one run.

The rows that an import made are read from the catalogue and written again, chunk by chunk and by turns, into a second
catalogue through a bare connection with the same settings: the same rows of every table that an import fills, in the
same transactions, and the full texts through the schema's own triggers. Keeping the sources' files, reading credit
lines, checking, linking and samples are on our side only. A third catalogue gets the rows past the triggers, as the
import writes the full texts: the least that SQLite can do it in.
"""

from __future__ import annotations

import csv
import resource
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive_app.formats.tables import open_table
from archive_app.formats.tables.guess import guess
from archive_app.operations import history, ingest, table_import
from archive_app.store.archive import FILE, Archive
from archive_app.store.index_fill import TABLES
from archive_app.store.sqlite.engine import connect
from tests.bench.corpus import chunks, drafts

pytestmark = pytest.mark.bench

ARTICLES = 2000
CHUNK = 500
WARM = 40
ROWS = 10_000
LEAST = 0.6  # of the bare loop, by processor time

Written = dict[str, list[Any]]
_BESIDE = "item_term"  # has no rowid of its own; what else has none is filled at idle, after an import
_SHINGLES = "INSERT INTO article_shingle (rowid, hashes) VALUES (?, ?)"


def _new_rows(ours: Any, theirs: Any) -> Written:
    """The rows that one catalogue has and another lacks, by the statement that inserts them."""
    found: Written = {}
    tables = [name for _s, name, kind, _n, rowless, _t in theirs.execute("PRAGMA main.table_list")
              if kind == "table" and not rowless and not name.startswith("sqlite_")]  # fmt: skip
    for name in (*tables, _BESIDE):
        key, of = ("docid", "item_text") if name == _BESIDE else ("rowid", name)
        last = theirs.execute(f"SELECT coalesce(max(rowid), -1) FROM {of}").fetchone()[0]
        rows = ours.execute(f"SELECT * FROM {name} WHERE {key} > ? ORDER BY {key}", (last,)).fetchall()
        if rows:
            found[f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})"] = rows
            if name == "article_print":
                packed = ((number, array("I", hashes)) for number, *_, hashes in rows)
                found[_SHINGLES] = [(number, " ".join(f"{h:08x}" for h in sample)) for number, sample in packed]
    return found


def _write(connection: Any, written: Written, *, past_triggers: bool = False) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys=ON")
    if past_triggers:
        connection.execute("UPDATE index_state SET covered = 1 << 60")
    for statement, rows in written.items():
        connection.executemany(statement, rows)
    if past_triggers:
        for name, columns in TABLES.items():
            listed, first = ", ".join(columns), _docid(written)
            connection.execute(
                f"INSERT INTO {name} (rowid, {listed}) SELECT docid, {listed} FROM item_text WHERE docid >= ?", (first,)
            )
        connection.execute("UPDATE index_state SET covered = 0")
    connection.execute("COMMIT")


def _docid(written: Written) -> int:
    """The first docid of new texts."""
    return int(next(rows for statement, rows in written.items() if " item_text " in statement)[0][0])


def _rows(connection: Any) -> dict[str, int]:
    counted = ("record", "name", "evidence", "change", "item", "item_text", _BESIDE, "facet_value", "article_print")
    whole = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in counted}
    words = ("term_list", "typing_list", "shingle_list")
    return whole | {name: connection.execute(f"SELECT sum(cnt) FROM {name}").fetchone()[0] for name in words}


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


@dataclass(frozen=True, slots=True)
class Rates:
    """Seconds of an import, of the bare loop and of taking the import back; the loop's share of time and processor.

    ``of_least`` is the share of processor time of a loop past the triggers.
    """

    ours: float
    bare: float
    undone: float
    of_wall: float
    of_cpu: float
    of_least: float
    memory: float


def compare(folder: Path) -> Rates:
    """Import articles into a new catalogue below ``folder``, and write the same rows into another by a bare loop."""
    Archive.create(folder / "bare").close()
    bare = connect(folder / "bare.archive" / FILE)
    Archive.create(folder / "least").close()
    least = connect(folder / "least.archive" / FILE)
    ours, theirs, past = _Clock(), _Clock(), _Clock()
    with Archive.create(folder / "first") as archive:  # what is loaded once, however much is imported
        ingest.accept(archive, list(drafts(WARM)))
    made = list(drafts(ARTICLES))
    before = _memory()
    with Archive.create(folder / "ours") as archive:
        for number, chunk in enumerate(chunks(iter(made), CHUNK)):
            with ours.running():
                ingest.accept(archive, chunk, label=f"Part {number}")
            with archive.read() as reader:
                written = _new_rows(reader.connection.connection.driver_connection, bare)
            with theirs.running():
                _write(bare, written)
            with past.running():
                _write(least, written, past_triggers=True)
        with archive.read() as reader:
            assert _rows(reader.connection.connection.driver_connection) == _rows(bare) == _rows(least)
        undone = _Clock()
        with undone.running():
            for _part in range(ARTICLES // CHUNK):
                history.undo(archive)
    bare.close()
    least.close()
    ratios = theirs.wall / ours.wall, theirs.cpu / ours.cpu, past.cpu / ours.cpu
    return Rates(ours.wall, theirs.wall, undone.wall, *ratios, _memory() - before)


def test_articles_beside_a_bare_loop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rates = compare(tmp_path)
    with capsys.disabled():
        print(
            f"\n{'':24}{'ours/s':>10}{'bare/s':>10}{'ratio':>8}{'of cpu':>8}{'least':>8}{'memory':>10}\n"
            f"{'articles':24}{ARTICLES / rates.ours:10,.0f}{ARTICLES / rates.bare:10,.0f}{rates.of_wall:8.2f}"
            f"{rates.of_cpu:8.2f}{rates.of_least:8.2f}{rates.memory:+7.0f} MB\n"
            f"{'articles, undone':24}{ARTICLES / rates.undone:10,.0f}"
        )
    assert rates.of_cpu > LEAST
    assert rates.undone < rates.ours


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
