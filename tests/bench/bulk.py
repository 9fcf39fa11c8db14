"""Catalogues of a hundred thousand articles and more for the bench, made in minutes instead of hours.

Records are written by the program's own import code into the same tables, but without source files, samples for
likeness and an index that is kept up at every step. Their items are made at once, from memory, into a table beside;
then SQLite alone lays them out in the order of their dates and fills the full-text tables. ``test_bulk`` proves that
this gives what an import and a rebuild of the index give. Each phase goes on where it was stopped::

    python -m tests.bench.bulk 100000
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from archive_app.domain.records import Article, Authority, Draft, Photo, PhotoUse, Record, VideoUse
from archive_app.operations.ingest import Keeper
from archive_app.store import history, text_index
from archive_app.store import tables as t
from archive_app.store.archive import Archive, Writer
from archive_app.store.bulk import insert_many
from archive_app.store.index_fill import GAP, TABLES, with_pieces
from archive_app.store.items import Item, ItemMaker
from archive_app.store.reader import Reader, ShownArticle
from archive_app.store.text_index import TextIndex
from tests.bench import copies
from tests.bench.corpus import chunks, drafts

Tell = Callable[[str], None]
R = TypeVar("R", bound=Record)
TOGETHER = 2000
DISTINCT = 250_000
"""Beyond so many articles SQLite writes them again under other dates: the whole million would take hours."""
_BESIDE = sa.Table(
    "bench_item",
    sa.MetaData(),
    *(sa.Column(c.name) for c in t.item.c if c.name not in {"docid", "unsorted"}),
    *(sa.Column(f"text_{c.name}") for c in t.item_text.c if c.name not in {"docid", "body"}),
)
_TERMS = sa.Table("bench_term", sa.MetaData(), sa.Column("value_id"), sa.Column("record_id"))
_PLACE = "bench_place"


def bench_folder() -> Path:
    """Where catalogues are kept between runs: ``BENCH_DIR``, else below the folder for temporary files."""
    return Path(os.environ.get("BENCH_DIR") or Path(tempfile.gettempdir()) / "archive-app-bench")


def catalogue(count: int, *, folder: Path | None = None, tell: Tell | None = None) -> Path:
    """The folder of a catalogue of so many articles; made, or made to its end, when it is not whole yet."""
    place = (folder or bench_folder()) / f"articles-{count}.archive"
    done = place / "bench.json"
    if done.is_file() and json.loads(done.read_text())["articles"] == count:
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    begun, say = time.perf_counter(), tell or _printer()
    with Archive.open(place) if place.is_dir() else Archive.create(place) as archive:
        write_records(archive, drafts(min(count, DISTINCT)), say)
        copies.multiply(archive, count, say)
        fill_index(archive, say)
    done.write_text(json.dumps({"articles": count, "seconds": round(time.perf_counter() - begun)}))
    return place


def _printer() -> Tell:
    begun = time.perf_counter()
    return lambda words: print(f"{time.perf_counter() - begun:8.0f} s  {words}", file=sys.stderr, flush=True)


def write_records(archive: Archive, found: Iterator[Draft], tell: Tell) -> None:
    """The records of the drafts and their items beside, an operation a chunk; goes on behind the last source."""
    set_up(archive)
    with archive.read() as reader:
        written = reader.connection.exec_driver_sql("SELECT count(*) FROM source").scalar_one()
    index = TextIndex()
    for chunk in chunks(islice(found, written, None), TOGETHER):
        archive.maintain(lambda writer, chunk=chunk: _write_chunk(archive, index, writer, chunk))  # type: ignore[misc]
        written += len(chunk)
        if written % (10 * TOGETHER) == 0:
            tell(f"{written:,} articles written")


class _Remembering(Writer):
    """A writer that still knows what it saved, so that items are made without reading it again."""

    def __init__(self, connection: sa.Connection, at: str) -> None:
        super().__init__(connection, at)
        self.kept: dict[int, Record] = {}

    def save(self, record: Record, old: Record | None = None) -> int:
        number = super().save(record, old)
        self.kept[number] = replace(record, id=number, revision=1, created=self.at, modified=self.at)
        return number


class _Memory:
    """What ``ItemMaker`` asks of a reader, of the records of one chunk; nobody stated rights in them."""

    def __init__(self, writer: _Remembering) -> None:
        self._writer = writer
        self._kept = writer.kept
        self._uses = [r for r in self._kept.values() if isinstance(r, PhotoUse | VideoUse)]

    def records(self, numbers: Iterable[int]) -> dict[int, Record]:
        return {n: self._kept[n] for n in numbers}

    def of_type(self, cls: type[R], numbers: Iterable[int]) -> dict[int, R]:
        wanted = set(numbers)
        here = {n: record for n in wanted if isinstance(record := self._kept.get(n), cls)}
        return here | self._writer.of_type(cls, wanted - here.keys())  # authorities, which many share

    def photo_uses(self, *, articles: Iterable[int] = (), photos: Iterable[int] = ()) -> list[PhotoUse]:
        a, p = set(articles), set(photos)
        return [u for u in self._uses if isinstance(u, PhotoUse) and (u.article_id in a or u.photo_id in p)]

    def video_uses(self, *, articles: Iterable[int] = (), videos: Iterable[int] = ()) -> list[VideoUse]:
        a, v = set(articles), set(videos)
        return [u for u in self._uses if isinstance(u, VideoUse) and (u.article_id in a or u.video_id in v)]

    def authorities_by_id(self, numbers: Iterable[int]) -> dict[int, Authority]:
        return self._writer.of_type(Authority, numbers)

    def shown_articles(self, numbers: Iterable[int]) -> dict[int, ShownArticle]:
        here = ((n, self._kept[n]) for n in numbers)
        return {
            n: ShownArticle(n, a.headline, a.published, a.publisher, a.publisher_id, a.language)
            for n, a in here
            if isinstance(a, Article)
        }

    def shown_media(self, photos: Iterable[int]) -> dict[int, int]:
        here = ((n, self._kept[n]) for n in photos)
        return {n: p.media_id for n, p in here if isinstance(p, Photo) and p.media_id}

    @staticmethod
    def rights_of(_works: Iterable[int]) -> dict[int, tuple[Any, ...]]:
        return {}


def _write_chunk(archive: Archive, index: TextIndex, plain: Writer, chunk: list[Draft]) -> int:
    connection = plain.connection
    writer = _Remembering(connection, plain.at)
    number = history.begin(connection, at=writer.at, who="bench", verb="import", label="Import", kind="do", target=None)
    keeper = Keeper(archive, writer, [], chunk)
    for draft in chunk:
        content = draft.content or b""
        keeper.keep(draft, hashlib.sha256(content).hexdigest(), len(content))
    history.finish(connection, number, writer)
    today = date.today().isoformat()  # noqa: DTZ011 - as the index does
    items = ItemMaker(cast("Reader", _Memory(writer)), sorted(writer.kept), today).items()
    _write_beside(connection, index, items)
    return len(chunk)


def _write_beside(connection: sa.Connection, index: TextIndex, items: dict[int, Item]) -> None:
    index._learn(connection, {term for item in items.values() for term in item.terms if term[1]})
    spoken = ((text_index._language(item), "\n".join(item.text.values())) for item in items.values())
    index._words.learn(connection, spoken)
    rows, terms = [], []
    for number, item in items.items():
        first = {f"{name}_id": index._first(item, name) for name in text_index._ONE_VALUE}
        texts = {f"text_{name}": text for name, text in with_pieces(item.text).items() if name != "body"}
        rows.append({**item.columns, **first, **texts})
        terms += [{"value_id": index._values[term], "record_id": number} for term in item.terms if term[1]]
    insert_many(connection, _BESIDE, rows)
    insert_many(connection, _TERMS, terms)


def fill_index(archive: Archive, tell: Tell) -> None:
    """Items in the order of their dates, their texts, and the full-text tables: SQLite's work alone."""
    set_up(archive)
    steps = [
        ("places", f"SELECT 1 FROM {_PLACE} LIMIT 1", _lay_places),
        ("items", "SELECT 1 FROM item LIMIT 1", _fill_items),
        ("texts", "SELECT 1 FROM item_text LIMIT 1", _fill_texts),
        ("terms", "SELECT 1 FROM item_term LIMIT 1", _fill_terms),
    ]
    for name, asked, step in steps:
        tell(f"laying out {name}")
        archive.maintain(lambda writer, asked=asked, step=step: _once(writer, asked, step))  # type: ignore[misc]
    for name in ("typing", "full_text", "titles"):
        # One segment, held in memory until it is whole: what the program's own upkeep comes to in idle moments.
        archive.maintain(lambda writer, name=name: _fill_texts_of(writer.connection, name, tell))  # type: ignore[misc]
    archive.maintain(_count_words)
    archive.maintain(_tidy)


def _fill_texts_of(connection: sa.Connection, name: str, tell: Tell) -> int:
    tell(f"filling {name}")
    listed = ", ".join(TABLES[name])
    _run(connection, f"INSERT INTO {name} ({name}, rank) VALUES ('hashsize', 2000000000)")
    _run(connection, f"INSERT INTO {name} ({name}) VALUES ('delete-all')")
    _run(connection, f"INSERT INTO {name} (rowid, {listed}) SELECT docid, {listed} FROM item_text ORDER BY docid")
    _run(connection, f"INSERT INTO {name} ({name}) VALUES ('optimize')")
    return _run(connection, f"INSERT INTO {name} ({name}, rank) VALUES ('hashsize', 1048576)")


def _count_words(writer: Writer) -> int:
    run = writer.connection.exec_driver_sql
    run("INSERT OR REPLACE INTO word (word, items) SELECT term, doc FROM typing_list")
    run("UPDATE index_state SET covered = 0, learned = 0, counted = ''")
    return 0


def _once(writer: Writer, asked: str, step: Callable[[sa.Connection], None]) -> int:
    if writer.connection.exec_driver_sql(asked).first() is None:
        step(writer.connection)
    return 0


def _run(connection: sa.Connection, statement: str) -> int:
    connection.exec_driver_sql(statement)
    return 0


def _lay_places(connection: sa.Connection) -> None:
    order = "ORDER BY coalesce(day_low, 0), kind DESC, record_id"
    place = f"{GAP} * row_number() OVER ({order})"
    _run(connection, f"INSERT INTO {_PLACE} SELECT {place}, record_id FROM bench_item {order}")


def _fill_items(connection: sa.Connection) -> None:
    names = [c.name for c in t.item.c if c.name not in {"docid", "unsorted"}]
    values = ", ".join(f"b.{name}" for name in names)
    _run(
        connection,
        f"INSERT INTO item (docid, {', '.join(names)}, unsorted) SELECT p.docid, {values}, 0"
        f" FROM {_PLACE} p JOIN bench_item b ON b.record_id = p.record_id ORDER BY p.docid",
    )


def _fill_texts(connection: sa.Connection) -> None:
    names = [c.name for c in t.item_text.c if c.name != "docid"]
    values = ["coalesce(a.body, '')" if n == "body" else f"coalesce(b.text_{n}, '')" for n in names]
    triggers = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'item_text'"
    ).all()
    for name, _sql in triggers:
        _run(connection, f"DROP TRIGGER {name}")
    _run(
        connection,
        f"INSERT INTO item_text (docid, {', '.join(names)}) SELECT p.docid, {', '.join(values)} FROM {_PLACE} p"
        " JOIN bench_item b ON b.record_id = p.record_id LEFT JOIN article a ON a.id = p.record_id ORDER BY p.docid",
    )
    for _name, sql in triggers:
        _run(connection, sql)


def _fill_terms(connection: sa.Connection) -> None:
    _run(
        connection,
        f"INSERT INTO item_term (value_id, docid) SELECT b.value_id, p.docid FROM bench_term b"
        f" JOIN {_PLACE} p ON p.record_id = b.record_id ORDER BY b.value_id, p.docid",
    )


def _tidy(writer: Writer) -> int:
    for name in ("bench_item", "bench_term", _PLACE):
        _run(writer.connection, f"DROP TABLE {name}")
    return 0


def set_up(archive: Archive) -> None:
    """Tables beside, and settings with which a power failure may cost the work: it is made again then."""
    engine = archive._writing_engine()
    driver: Any = engine.raw_connection().driver_connection
    for pragma in ("synchronous=OFF", "cache_size=-400000", "wal_autocheckpoint=20000"):
        driver.execute(f"PRAGMA {pragma}").fetchall()

    def make(writer: Writer) -> int:
        run = writer.connection.exec_driver_sql
        columns = ", ".join(c.name for c in _BESIDE.c if c.name != "record_id")
        run(f"CREATE TABLE IF NOT EXISTS bench_item (record_id INTEGER PRIMARY KEY, {columns})")
        run("CREATE TABLE IF NOT EXISTS bench_term (value_id INTEGER, record_id INTEGER)")
        run(f"CREATE TABLE IF NOT EXISTS {_PLACE} (docid INTEGER PRIMARY KEY, record_id INTEGER UNIQUE)")
        return 0

    archive.maintain(make)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make a large catalogue for the bench.")
    parser.add_argument("articles", type=int)
    print(catalogue(parser.parse_args().articles))
