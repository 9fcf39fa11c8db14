"""The bench's short way to a large catalogue gives what an import and a rebuild of the index give, column by column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from archive_app.operations import find, ingest
from archive_app.store import tables as t
from archive_app.store.archive import Archive
from tests.bench import bulk, copies
from tests.bench.corpus import drafts

ARTICLES = 200
MOMENTS = {"uid", "created", "modified", "added", "at"}
VALUES = {"publisher_id", "agency_id", "language_id"}
# Not part of a search, and made by nobody here: samples for likeness, how an import went.
OTHER = {"article_print", "import_batch", "import_item", "import_draft"}


def _rows(archive: Archive, table: sa.TableClause) -> list[tuple[Any, ...]]:
    """All rows; numbers of facet values as the values, which are numbered as they come."""
    f = t.facet_value.c
    columns: list[Any] = [
        sa.select(f.value).where(f.id == c).scalar_subquery() if table is t.item and c.name in VALUES else c
        for c in table.c
        if c.name not in MOMENTS
    ]
    with archive.read() as reader:
        return sorted((tuple(row) for row in reader.connection.execute(sa.select(*columns))), key=repr)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("bulk")
    with Archive.create(folder / "imported") as archive:
        ingest.accept(archive, list(drafts(ARTICLES)), label="Import")
        archive.rebuild_index(lambda *_: None)
    return folder / "imported", bulk.catalogue(ARTICLES, folder=folder, tell=lambda _words: None)


def _texts(name: str) -> str:
    return f"SELECT count(*), min(rowid), max(rowid) FROM {name} WHERE {name} MATCH ?"  # noqa: S608 - a table of ours


def test_every_row_is_the_same(both: tuple[Path, Path]) -> None:
    with Archive.open(both[0], read_only=True) as imported, Archive.open(both[1], read_only=True) as built:
        tables = {name: table for name, table in t.RECORDED.items() if name not in OTHER}
        for name, table in {**tables, "item": t.item, "item_text": t.item_text}.items():
            assert _rows(built, table) == _rows(imported, table), name
        assert _terms(built) == _terms(imported)
        assert len(_rows(built, t.article)) == ARTICLES


def _terms(archive: Archive) -> list[tuple[Any, ...]]:
    f, m = t.facet_value.c, t.item_term.c
    with archive.read() as reader:
        rows = reader.connection.execute(sa.select(f.field, f.value, m.docid).join(t.item_term, m.value_id == f.id))
        return sorted(tuple(row) for row in rows)


@pytest.mark.parametrize("name", ["full_text", "typing", "titles"])
def test_the_full_texts_hold_the_same(both: tuple[Path, Path], name: str) -> None:
    with Archive.open(both[0], read_only=True) as imported, Archive.open(both[1], read_only=True) as built:
        for word in ('"the"', '"pre"*', '"a" AND "of"', '"zzz"'):
            found = []
            for archive in (imported, built):
                with archive.read() as reader:
                    found.append(reader.connection.exec_driver_sql(_texts(name), (word,)).one())
            assert found[0] == found[1], word


def test_it_is_whole(both: tuple[Path, Path]) -> None:
    with Archive.open(both[1]) as built:
        assert [line for line in built.verify_index() if "compared" not in line] == []
        with built.read() as reader:
            left = reader.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE 'bench%'").all()
        assert left == []


def test_copies_are_more_of_the_same(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "copied") as archive:
        bulk.write_records(archive, drafts(20), lambda _words: None)
        copies.multiply(archive, 60, lambda _words: None)
        bulk.fill_index(archive, lambda _words: None)
        assert [line for line in archive.verify_index() if "compared" not in line] == []
        assert find.search(archive, "type:article").total == 60
        one, *others = find.search(archive, "type:article", sort="title").ids[:3]
        with archive.read() as reader:
            first, *rest = (reader.record(number) for number in (one, *others))
        assert {getattr(r, "headline", "") for r in rest} == {getattr(first, "headline", "")}
        assert len({getattr(r, "published", "") for r in (first, *rest)}) == 3
        assert len({getattr(r, "uid", "") for r in (first, *rest)}) == 3
