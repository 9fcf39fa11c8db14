"""Whole searches told from the columns in memory are those that the items themselves give, in the same order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain import query as q
from archive_app.domain.query_text import parse
from archive_app.domain.results import ID_TYPE
from archive_app.operations import edit, find, first_rows, ingest
from archive_app.store import column_search, searching
from archive_app.store.archive import Archive
from archive_app.store.facet_columns import FacetColumns
from archive_app.store.memory import memory_of
from archive_app.store.search import search_ids, search_number
from archive_app.store.sqlite.engine import sqlite
from tests.bench.corpus import our_own, read_draft

TODAY = date(2026, 3, 1)
KNOWN = [
    "", "bo", "harbour", "harb", "bo ta", "bo or li", "(bo or ta) li", "bo -li", "-bo", "-bo -ta", '"bo ta"',
    "NEAR(bo ta, 20)", "type:photo", "type:article,video", "-type:video", "type:photo bo", "-type:photo bo -li",
    "provider:AFP", "provider:AFP,TASS", "provider:=AFP bo", "person:e", "tag:bo -ta", "lang:en bo", "zzzzz",
    "bo zzzzz", "-zzzzz", "person:nobody", "type:photo provider:AFP -li", "publisher:paper type:article", "text:ta",
]  # fmt: skip
OTHERS = ["type:!", "is:trashed", "has:photo bo", "date:1990..2000", "bo is:trashed", "type:article with:photo(bo)"]
PARTS = ["bo", "ta", "li", "ma", "-ma", "-ve", "(ve or ta)", '"bo ta"', "type:photo", "-type:video", "provider:AFP"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Two hundred articles, some of them without a date and some in the bin, laid out by date."""
    with Archive.create(tmp_path_factory.mktemp("columns") / "shelf") as archive:
        ingest.accept(archive, [read_draft(line) for line in our_own(200)])
        numbers = find.search(archive, "type:article").ids
        for number in numbers[::31]:
            edit.set_field(archive, number, "published", "")
        with archive.operation("bin") as writer:
            for number in find.search(archive, "li").ids[:9]:
                writer.bin(number)
        archive.rebuild_index(lambda *_: None)
        _read(archive)
        yield archive


@pytest.fixture
def late(tmp_path: Path) -> Iterator[Archive]:
    """A catalogue in which late-dated items wait at the end, and one of the same day stands behind its photos."""
    lines = [read_draft(line) for line in our_own(120)]
    with Archive.create(tmp_path / "late") as archive:
        ingest.accept(archive, lines[:60])
        archive.rebuild_index(lambda *_: None)
        ingest.accept(archive, lines[60:])
        yield archive


def _read(archive: Archive) -> None:
    while not first_rows.prepare(archive):
        pass


def _same(archive: Archive, text: str, sort: str, *, known: bool = True) -> None:
    with archive.read() as reader:
        connection = reader.connection
        assert memory_of(connection).columns(connection) is not None
        tree = reader.finder.widened(parse(text).query)[0]
        found = column_search.ids(connection, tree, sort, TODAY)
        plain = search_ids(connection, tree, sort, TODAY)
        if found is None:
            assert not known, text
            return
        assert list(found[0]) == list(plain[0])
        assert found[1] == plain[1]
        assert column_search.number(connection, tree, TODAY) == search_number(connection, tree, TODAY) == len(plain[0])


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("text", KNOWN)
def test_they_are_those_of_the_items(shelf: Archive, text: str, sort: str) -> None:
    _same(shelf, text, sort)


@pytest.mark.parametrize("text", OTHERS)
def test_what_asks_more_is_never_answered_otherwise(shelf: Archive, text: str) -> None:
    _same(shelf, text, "newest", known=False)


def test_relevance_is_by_date_without_words_and_asked_of_sqlite_with_them(shelf: Archive) -> None:
    _same(shelf, "type:photo", "relevance")
    with shelf.read() as reader:
        assert column_search.ids(reader.connection, q.Word("bo"), "relevance", TODAY) is None
        assert column_search.ids(reader.connection, q.Word("bo"), "title", TODAY) is None


@given(st.lists(st.sampled_from(PARTS), max_size=4), st.sampled_from(["newest", "oldest"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_together(shelf: Archive, parts: list[str], sort: str) -> None:
    _same(shelf, " ".join(parts), sort)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_late_dated_items_stand_where_their_date_belongs(late: Archive, sort: str) -> None:
    _read(late)
    with late.read() as reader:
        assert memory_of(reader.connection).late(reader.connection)
    for text in ("", "bo", "-bo", "type:photo", "provider:AFP", "bo -li"):
        _same(late, text, sort)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_so_it_is_after_changes_that_are_read_beside(late: Archive, sort: str) -> None:
    _read(late)
    articles = find.search(late, "type:article").ids
    changes: list[Callable[[], object]] = [
        lambda: edit.set_field(late, articles[3], "published", "1901-02-03"),
        lambda: edit.set_field(late, articles[9], "headline", "Quagmire by the harbour"),
        lambda: edit.to_bin(late, list(articles[12:15])),
        lambda: ingest.accept(late, [read_draft(line) for line in our_own(130)][125:]),
        late.undo,
        late.undo,
    ]
    for change in changes:
        change()
        with late.read() as reader:
            assert memory_of(reader.connection).columns(reader.connection) is not None, "followed, not read anew"
        for text in ("", "bo", "quagmire", "-bo", "type:photo", "type:article -li"):
            _same(late, text, sort)


def test_reading_that_is_interrupted_anywhere_can_go_on(late: Archive) -> None:
    with late.read() as reader:
        connection = reader.connection
        driver: Any = connection.connection.driver_connection
        changed = frozenset(number for (number,) in driver.execute("SELECT docid FROM item LIMIT 40").fetchall())
        expected = FacetColumns(connection)
        assert expected.read(connection, 60)
        moments, done = 1, False
        while not done:
            columns = FacetColumns(connection)
            columns.follow(connection, changed)
            left = iter(range(moments))
            driver.set_progress_handler(lambda left=left: next(left, None) is None, 50)
            try:
                done = columns.read(connection, 60)
            except (sqlite.OperationalError, sa.exc.DBAPIError):
                moments += 1 + moments // 20
            finally:
                driver.set_progress_handler(None, 0)
            assert columns.read(connection, 60), moments
            assert columns.listed(None, binned=True) == expected.listed(None, binned=True)
        assert moments > 1


def test_a_search_takes_them(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [list(find.search(shelf, text).ids) for text in ("bo", "", "type:photo")]
    monkeypatch.setattr("archive_app.store.searching.search_ids", None)
    assert [list(find.search(shelf, text).ids) for text in ("bo", "", "type:photo")] == expected


def test_others_are_told_apart_however_many_they_are(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with shelf.read() as reader:
        every = array(ID_TYPE, [5, 3, 9, 1, 2, 9_000])
        first = array(ID_TYPE, [9, 2, 77])
        few = reader.finder.others(every, first)
        monkeypatch.setattr(searching, "_MANY", 0)
        assert few == reader.finder.others(every, first) == array(ID_TYPE, [5, 3, 1, 9_000])
        assert reader.finder.others(array(ID_TYPE), first) == array(ID_TYPE)


def test_counts_of_the_newest_are_told_even_where_words_are_only_shut_out(shelf: Archive) -> None:
    counted = first_rows.counted(shelf, "-bo", most=10)
    assert counted is not None
    assert not counted.whole
    newest = find.search(shelf, "-bo").ids[:10]
    assert sum(counted.counts.values()) <= len(newest)
    every = first_rows.counted(shelf, "-bo", most=None)
    assert every is not None
    assert every.counts == find.search(shelf, "-bo").counts
