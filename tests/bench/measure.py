"""Searches in one catalogue beside the bare statements and beside tantivy, in one run and on one file::

python -m tests.bench.measure CATALOGUE
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from archive_app.domain.query_text import parse
from archive_app.operations import find, first_rows
from archive_app.operations.index_upkeep import IndexWork
from archive_app.operations.page import record_page
from archive_app.store import index_care
from archive_app.store.archive import FILE, Archive
from archive_app.store.memory import memory_of
from archive_app.store.sqlite.engine import sqlite
from tests.bench import peer
from tests.bench.floor import bare_connection, floor, single
from tests.bench.queries import Asked, cases
from tests.bench.saving import Saved, saves, spread
from tests.bench.table import (
    COUNT_MS,
    EXACT_MS,
    LIST_MS,
    LONGEST_MS,
    PAGE_MS,
    SAVE_MS,
    Spent,
    Table,
    measured,
    quantile,
)

SAVED = 40  # articles, each saved in every way
IDLE = 20.0  # seconds of upkeep before the searches, as in a window that nobody touches: saves leave parts of the index
GROUPED = """SELECT v.field, v.value, count(*) FROM item_term t JOIN facet_value v ON v.id = t.value_id
WHERE t.docid IN (SELECT rowid FROM typing WHERE typing MATCH ? ORDER BY rowid DESC LIMIT 10000) GROUP BY v.id"""


def measure(
    folder: Path, *, rounds: int = 3, with_peer: bool = True, only_saves: bool = False, chosen: Sequence[str] = ()
) -> Table:
    """The table of one catalogue, which is left as it was found but for upkeep of its index.

    Args:
        folder: The catalogue.
        rounds: So often is each search measured.
        with_peer: Beside tantivy, where it is installed.
        only_saves: Saves and nothing else.
        chosen: Beginnings of the names of searches: these and nothing else.
    """
    connection = bare_connection(folder)
    articles = connection.execute("SELECT count(*) FROM source").fetchone()[0]
    items = connection.execute("SELECT count(*) FROM item").fetchone()[0]
    size = (folder / FILE).stat().st_size
    table = Table(f"\n{articles:,} articles, {items:,} records, {size / 1e9:.2f} GB, SQLite {sqlite.sqlite_version}")
    rival = peer.index(connection, folder.with_suffix(".tantivy")) if with_peer and not only_saves else None
    with Archive.open(folder) as archive:
        if not only_saves:
            table.title += f", {_tended(archive)}"
            for name, wanted in cases(connection.execute, articles).items():
                if not chosen or any(map(name.startswith, chosen)):
                    _case(table, archive, connection, name, wanted, rounds, rival)
        if not chosen:
            if not only_saves:
                _counting(table, archive, connection, articles, rounds)
            _records(table, archive, connection)
    connection.close()
    if rival is not None and not os.environ.get("BENCH_KEEP_PEER"):
        shutil.rmtree(folder.with_suffix(".tantivy"), ignore_errors=True)
    return table


def _case(
    table: Table, archive: Archive, connection: Any, name: str, wanted: list[Asked], rounds: int, rival: Any
) -> None:
    spent = {part: Spent() for part in ("ours", "floor", "single", "rival")}
    shown = 0
    for asked in wanted:
        works: dict[str, Callable[[], object] | None] = {
            "ours": partial(_first, archive, asked), "floor": floor(connection, asked),
            "single": single(connection, asked) if asked.words else None,
            "rival": partial(rival, asked) if rival is not None and asked.expression else None,
        }  # fmt: skip
        known = {part: work for part, work in works.items() if work is not None}
        forget = partial(_forget, archive)
        found = measured(rounds if name != "typing, letter by letter" else 1, *known.values(), before=forget)
        for part, one in zip(known, found, strict=True):
            spent[part].wall += one.wall
            spent[part].cpu += one.cpu
        shown += len(_first(archive, asked).rows)
    if wanted:
        note = f"{len(wanted)} searches, {shown / len(wanted):.0f} rows each"
        if spent["single"].cpu:
            note += f"; typing alone {quantile(spent['single'].cpu, 0.95):.2f} ms"
        beneath, other = (spent[part] if spent[part].wall else None for part in ("floor", "rival"))
        table.add(name, spent["ours"], beneath, other, note, goal=LIST_MS, longest=LONGEST_MS, clock=True)


def _forget(archive: Archive) -> None:
    """Forget what was asked before: each run is that of a key that nobody pressed yet, in a catalogue in use."""
    with archive.read() as reader:
        memory_of(reader.connection).forget_answers()


def _first(archive: Archive, asked: Asked) -> first_rows.FirstRows:
    return first_rows.first(archive, asked.text, sort=asked.sort, typing=asked.typing)


def _tended(archive: Archive) -> str:
    """Tend the index for a while; in how many parts each of its texts is then."""
    work, until = IndexWork(archive), time.monotonic() + IDLE
    while work.step() and time.monotonic() < until:
        pass
    with archive.read() as reader:
        parts = [f"{name} {index_care.segments(reader.connection, name)}" for name in ("typing", "titles", "full_text")]
    return f"parts of the index: {', '.join(parts)}"


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
    parser.add_argument("--cases", default="", help="only searches whose names begin so, with commas between")
    chosen = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # it is a text stream
    measure(
        chosen.catalogue,
        rounds=chosen.rounds,
        with_peer=not chosen.no_peer,
        only_saves=chosen.saves,
        chosen=[name for name in chosen.cases.split(",") if name],
    )
