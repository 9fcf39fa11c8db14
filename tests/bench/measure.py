"""Searches in one catalogue beside the bare statements and beside tantivy, in one run and on one file::

python -m tests.bench.measure CATALOGUE
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive_app.domain.query_text import parse
from archive_app.operations import find, first_rows
from archive_app.operations.page import record_page
from archive_app.store.archive import FILE, Archive
from archive_app.store.sqlite.engine import sqlite
from tests.bench import peer
from tests.bench.queries import Asked, cases
from tests.bench.saving import Saved, saves, spread
from tests.bench.table import COUNT_MS, EXACT_MS, LIST_MS, LONGEST_MS, PAGE_MS, SAVE_MS, Spent, Table, measured

FIRST = 50
SAVED = 40  # articles, each saved in every way
LIST = """SELECT i.record_id, i.title, i.published, v.value FROM item i LEFT JOIN facet_value v ON v.id = i.publisher_id
WHERE i.docid IN (SELECT value FROM json_each(?)) ORDER BY i.docid DESC"""
GROUPED = """SELECT v.field, v.value, count(*) FROM item_term t JOIN facet_value v ON v.id = t.value_id
WHERE t.docid IN (SELECT rowid FROM typing WHERE typing MATCH ? ORDER BY rowid DESC LIMIT 10000) GROUP BY v.id"""


def bare_connection(folder: Path) -> Any:
    """SQLite and nothing else, with the settings of the program's readers."""
    connection = sqlite.connect(f"file:{folder / FILE}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA cache_size=-32768")
    return connection


def bare(connection: Any, asked: Asked) -> Callable[[], object]:
    """The statements of search.md §2.1: newest fifty by the index, and what a list shows of them."""
    tests = [asked.where] if asked.where else []
    source, docid, values = asked.table, f"{asked.table}.rowid", list(asked.values)
    if asked.expression:
        tests.insert(0, f"{asked.table} MATCH ?")
        values.insert(0, asked.expression)
        if asked.join:
            source += f" CROSS JOIN {asked.join} ON m.docid = {docid}"
        elif "item." in asked.where:
            source += f" CROSS JOIN item ON item.docid = {docid}"
    else:
        source, docid = asked.join, "m.docid"
    sql = f"SELECT {docid} FROM {source} WHERE {' AND '.join(tests)} ORDER BY {docid} DESC LIMIT {FIRST}"

    def work() -> object:
        ids = [row[0] for row in connection.execute(sql, values).fetchall()]
        return connection.execute(LIST, (json.dumps(ids),)).fetchall()

    return work


def measure(folder: Path, *, rounds: int = 3, with_peer: bool = True, only_saves: bool = False) -> Table:
    """The table of one catalogue; it is left as it was found."""
    connection = bare_connection(folder)
    articles = connection.execute("SELECT count(*) FROM source").fetchone()[0]
    items = connection.execute("SELECT count(*) FROM item").fetchone()[0]
    size = (folder / FILE).stat().st_size
    table = Table(f"\n{articles:,} articles, {items:,} records, {size / 1e9:.2f} GB, SQLite {sqlite.sqlite_version}")
    rival = peer.index(connection, folder.with_suffix(".tantivy")) if with_peer and not only_saves else None
    with Archive.open(folder) as archive:
        if not only_saves:
            for name, wanted in cases(connection.execute, articles).items():
                _case(table, archive, connection, name, wanted, rounds, rival)
            _counting(table, archive, connection, articles, rounds)
        _records(table, archive, connection)
    connection.close()
    if rival is not None and not os.environ.get("BENCH_KEEP_PEER"):
        shutil.rmtree(folder.with_suffix(".tantivy"), ignore_errors=True)
    return table


def _case(
    table: Table, archive: Archive, connection: Any, name: str, wanted: list[Asked], rounds: int, rival: Any
) -> None:
    ours, floor, others = Spent(), Spent(), Spent()
    shown = 0
    for asked in wanted:
        works: list[Callable[[], object]] = [
            lambda asked=asked: first_rows.first(archive, asked.text, sort=asked.sort, typing=asked.typing),  # type: ignore[misc]
        ]
        if asked.expression or asked.join:
            works.append(bare(connection, asked))
        if rival is not None and asked.expression:
            works.append(lambda asked=asked: rival(asked))  # type: ignore[misc]
        spent = measured(rounds if name != "typing, letter by letter" else 1, *works)
        for total, one in zip((ours, floor, others), spent, strict=False):
            total.wall += one.wall
            total.cpu += one.cpu
        shown += len(first_rows.first(archive, asked.text, sort=asked.sort, typing=asked.typing).rows)
    if wanted:
        note = f"{len(wanted)} searches, {shown / len(wanted):.0f} rows each"
        beside = floor if floor.wall else None, others if others.wall else None
        table.add(name, ours, *beside, note, goal=LIST_MS, longest=LONGEST_MS)


def _counting(table: Table, archive: Archive, connection: Any, articles: int, rounds: int) -> None:
    read = Spent()
    read.run(lambda: [None for _ in iter(lambda: first_rows.prepare(archive, 1.0), True)])
    wanted = cases(connection.execute, articles)
    common, usual = wanted["common word (1-5 %)"], wanted["very common word (over 20 %)"]
    for name, chosen, most in (
        ("facets, count: newest 10,000", [*common, *usual], first_rows.NEWEST),
        ("facets, count: all of 1-5 %", common, None),
        ("facets, count: all of 5-20 %", _between(connection, articles), None),
    ):
        ours, floor = Spent(), Spent()
        for asked in chosen[:20]:
            query = parse(asked.text).query
            works: list[Callable[[], object]] = [
                lambda query=query, most=most: first_rows.counted(archive, query, most=most),  # type: ignore[misc]
            ]
            if most is not None:
                works.append(lambda asked=asked: connection.execute(GROUPED, (asked.expression,)).fetchall())  # type: ignore[misc]
            spent = measured(rounds if most is None else 1, *works)
            for total, one in zip((ours, floor), spent, strict=False):
                total.wall += one.wall
                total.cpu += one.cpu
        if chosen:
            note = "beside GROUP BY" if floor.wall else ""
            table.add(name, ours, floor if floor.wall else None, note=note, goal=EXACT_MS if most is None else COUNT_MS)
    table.add("facet columns, read once", read)
    for name, text in (("all ids of a common word", common[0].text), ("all ids of everything", "")):
        whole = measured(2, lambda text=text: find.search(archive, text))[0]  # type: ignore[misc]
        table.add(name, whole, note=f"{find.search(archive, text).total:,} found")


def _between(connection: Any, articles: int) -> list[Asked]:
    sql = "SELECT word FROM word WHERE items BETWEEN ? AND ? AND length(word) > 1 ORDER BY word LIMIT 10"
    rows = connection.execute(sql, (articles // 20, articles // 5)).fetchall()
    return [Asked(word, f'"{word}"') for (word,) in rows]


def _records(table: Table, archive: Archive, connection: Any) -> None:
    ids = spread(connection, SAVED)
    first, ours, floor = Spent(), Spent(), Spent()
    for number in ids:
        first.run(lambda number=number: record_page(archive, number))  # type: ignore[misc]
        spent = measured(
            2,
            lambda number=number: record_page(archive, number),  # type: ignore[misc]
            lambda number=number: connection.execute("SELECT * FROM article WHERE id = ?", (number,)).fetchall(),  # type: ignore[misc]
        )
        for total, one in zip((ours, floor), spent, strict=True):
            total.wall += one.wall
            total.cpu += one.cpu
    if ids:
        table.add("open a record", ours, floor, goal=PAGE_MS, longest=LONGEST_MS)
        table.add("  for the first time", first)
        rows = list(find.search(archive, "type:video").ids[:256])
        table.add("256 rows with snippets", measured(3, lambda: find.rows(archive, rows))[0])
        for name, saved in saves(archive, ids):
            _save(table, name, saved)


def _save(table: Table, name: str, saved: Saved) -> None:
    """Three lines of a kind of save: besides the commit, whole, and of records that nobody opened before."""
    floor = saved.floor if saved.floor.wall else None
    table.add(name, saved.besides(), goal=SAVE_MS, longest=LONGEST_MS, note="besides the commit" if floor else "")
    if floor:
        table.add("  with the commit", saved.again, floor, note="beside one small row")
    table.add("  for the first time", saved.first)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure searches in a catalogue.")
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("--no-peer", action="store_true", help="leave tantivy out")
    parser.add_argument("--saves", action="store_true", help="records and saves only")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # it is a text stream
    measure(chosen.catalogue, rounds=chosen.rounds, with_peer=not chosen.no_peer, only_saves=chosen.saves)
