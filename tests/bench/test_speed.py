"""Speed at ten thousand articles, each step beside the bare SQLite statement in the same run; budgets as assertions."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archive_app.domain.query_text import parse
from archive_app.operations import edit, find, history, ingest
from archive_app.operations.page import record_page
from archive_app.store.archive import FILE, Archive
from tests.bench.corpus import GENERATOR, chunks, drafts, folder_size

pytestmark = pytest.mark.bench

ARTICLES = 10_000
CHUNK = 500
ROUNDS = 7
FIRST = 50  # rows that a window shows at once


TYPING = """SELECT i.record_id, i.kind FROM item i WHERE i.docid IN (SELECT rowid FROM typing WHERE typing MATCH ?)
AND i.deleted = 0 ORDER BY i.docid DESC"""
PLAIN = (
    ("field", "provider:reuters", """SELECT record_id, kind FROM item WHERE docid IN (SELECT docid FROM item_term
        WHERE value_id IN (SELECT id FROM facet_value WHERE field = 'provider' AND value LIKE '%reuters%'))
        ORDER BY docid DESC"""),
    ("year", "date:2020", """SELECT record_id, kind FROM item WHERE day_high >= 737425 AND day_low <= 737790
        ORDER BY docid DESC"""),
    ("everything", "", "SELECT record_id, kind FROM item WHERE deleted = 0 ORDER BY docid DESC"),
)  # fmt: skip


@dataclass
class Table:
    """What was measured: name, milliseconds of ours, milliseconds of the bare statement (or None), a remark."""

    rows: list[tuple[str, float, float | None, str]] = field(default_factory=list)

    def add(self, name: str, ours: float, bare: float | None = None, remark: str = "") -> None:
        self.rows.append((name, ours, bare, remark))

    def text(self) -> str:
        lines = [f"{'':34}{'ours ms':>10}{'bare ms':>10}{'times':>8}"]
        for name, ours, bare, remark in self.rows:
            beside = f"{bare:10.2f}{ours / bare:8.1f}" if bare else " " * 18
            lines.append(f"{name:34}{ours:10.2f}{beside}  {remark}".rstrip())
        return "\n".join(lines)


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[Table]:
    made = Table()
    yield made
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n{made.text()}\n")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, table: Table) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("bench") / "bench"
    spent = 0.0
    with Archive.create(folder) as archive:
        for chunk in chunks(drafts(ARTICLES), CHUNK):
            begun = time.perf_counter()
            ingest.accept(archive, chunk)
            spent += time.perf_counter() - begun
        begun = time.perf_counter()
        archive.rebuild_index(lambda *_: None)
        rebuilt = time.perf_counter() - begun
        table.add("import, an article", spent / ARTICLES * 1000, None, f"{ARTICLES / spent:,.0f} articles a second")
        origin = "shared generator" if GENERATOR.is_file() else "our own tiny generator"
        table.add(
            "lay the index out anew", rebuilt * 1000, None, f"{origin}, {find.search(archive, '').total:,} records"
        )
    with Archive.open(folder) as archive:
        size = (folder.with_suffix(".archive") / FILE).stat().st_size
        table.rows[-1] = (*table.rows[-1][:3], table.rows[-1][3] + f", database {size / 1e6:,.0f} MB")
        assert folder_size(archive.sources.folder) > 0
        yield archive


def timed(work: Callable[[], object]) -> float:
    """The median milliseconds of some rounds, after one that does not count."""
    work()
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def bare(archive: Archive, sql: str, *values: object) -> Callable[[], object]:
    """The statement alone, on a connection of the same kind, all its rows fetched."""

    def work() -> object:
        with archive.read() as reader:
            return reader.connection.exec_driver_sql(sql, values).fetchall()

    return work


def _words(archive: Archive) -> tuple[str, str]:
    """A word in about one article of a thousand, and one in about one of five."""
    with archive.read() as reader:
        run = reader.connection.exec_driver_sql
        sql = "SELECT term FROM term_list WHERE length(term) > 3 AND doc BETWEEN ? AND ? ORDER BY term LIMIT 1"
        return (run(sql, (ARTICLES // 1200, ARTICLES // 800)).scalar_one(),
                run(sql, (ARTICLES // 7, ARTICLES // 3)).scalar_one())  # fmt: skip


def test_keystrokes(full: Archive, table: Table) -> None:
    rare, common = _words(full)
    phrased = TYPING.replace("typing", "full_text")
    typing = TYPING
    cases = [
        ("rare word", rare, typing, f'"{rare}"'),
        ("common word", common, typing, f'"{common}"'),
        ("two words", f"{rare} {common}", typing, f'"{rare}" AND "{common}"'),
        ("two letters being typed", common[:2], typing, f'"{common[:2]}"*'),
        ("phrase", f'"{common} the"', phrased, f'"{common} the"'),
        ("in a column", f"text:{common}", phrased, f'{{body standfirst}} : "{common}"'),
    ]
    for name, text, sql, expression in cases:
        while_typing = name.endswith("typed")

        def keystroke(text: str = text, while_typing: bool = while_typing) -> int:
            results = find.search(full, text, typing=while_typing)
            find.rows(full, results.ids[:FIRST], results.query)
            return results.total

        ours = timed(keystroke)
        table.add(f"{name}, first {FIRST} rows", ours, timed(bare(full, sql, expression)), f"{keystroke():,} found")
        assert ours < 300
    for name, text, sql in PLAIN:
        ours = timed(lambda text=text: find.search(full, text))  # type: ignore[misc]  # a default bound now
        table.add(f"{name}, all ids", ours, timed(bare(full, sql)), f"{find.search(full, text).total:,} found")
        assert ours < 300


def test_facets_and_counts(full: Archive, table: Table) -> None:
    _rare, common = _words(full)
    grouped = (
        "SELECT v.field, v.value, count(*) FROM item_term t JOIN facet_value v ON v.id = t.value_id "
        "WHERE t.docid IN (SELECT rowid FROM typing WHERE typing MATCH ?) GROUP BY v.id"
    )
    query = parse(common).query
    ours = timed(lambda: find.facets(full, query))
    table.add("facets of a common word", ours, timed(bare(full, grouped, f'"{common}"')))
    assert ours < 1000
    everything = parse("").query
    ours = timed(lambda: find.facets(full, everything))
    whole = "SELECT v.field, v.value, count(*) FROM item_term t JOIN facet_value v ON v.id = t.value_id GROUP BY v.id"
    table.add("facets of everything", ours, timed(bare(full, whole)))
    assert ours < 2000
    table.add("sidebar", timed(lambda: find.sidebar(full)))


def test_a_record_and_a_save(full: Archive, table: Table) -> None:
    [number] = find.search(full, "type:article has:photo").ids[:1]
    ours = timed(lambda: record_page(full, number))
    table.add("open a record", ours, timed(bare(full, "SELECT * FROM article WHERE id = ?", number)))
    assert ours < 100
    ids = find.search(full, "").ids
    table.add("a window of rows", timed(lambda: find.rows(full, ids[5000:5256])))
    turn = iter(range(100))
    ours = timed(lambda: edit.set_field(full, number, "section", f"Section {next(turn)}"))
    table.add("save a value", ours, None, "with the flush to disk")
    assert ours < 200
    ours = timed(lambda: history.undo(full))
    table.add("undo it", ours)


def test_opening(full: Archive, table: Table, tmp_path: Path) -> None:
    def open_() -> None:
        with Archive.open(full.folder, read_only=True) as again:
            find.search(again, "")

    ours = timed(open_)
    table.add("open and list everything", ours)
    assert ours < 1000
