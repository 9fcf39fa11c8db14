"""Many items at once are in the full texts as items one by one are; see ``store.full_texts``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.fields import with_value
from archive_app.operations import history, ingest
from archive_app.store import full_texts, index_care, index_fill
from archive_app.store.archive import Archive
from archive_app.store.index_words import Learning
from archive_app.store.sqlite.engine import connect
from tests.bench.corpus import our_own, read_draft
from tests.store.dump import assert_index_is_right, derived

ARTICLES = 40


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "many") as archive:
        ingest.accept(archive, [read_draft(line) for line in our_own(ARTICLES)])
        yield archive


def _vocabulary(archive: Archive) -> list[list[Any]]:
    """Every word of the full texts with its places."""
    connection = connect(archive.file)
    found = []
    for name in index_fill.TABLES:
        connection.execute(f"CREATE VIRTUAL TABLE temp.every USING fts5vocab ('main', '{name}', 'instance')")
        found.append(connection.execute("SELECT * FROM temp.every").fetchall())
        connection.execute("DROP TABLE temp.every")
    connection.close()
    return found


def _segments(archive: Archive) -> int:
    with archive.read() as reader:
        return max(index_care.segments(reader.connection, name) for name in index_fill.TABLES)


def _articles(archive: Archive) -> list[int]:
    with archive.read() as reader:
        return [number for (number,) in reader.connection.exec_driver_sql("SELECT id FROM article ORDER BY id")]


def _retitled(archive: Archive, articles: list[int]) -> None:
    with archive.operation("Headlines") as writer:
        for number in articles:
            writer.save(with_value(writer.record(number), "headline", f"Lighthouse {number}"))


def test_an_import_leaves_few_segments(archive: Archive) -> None:
    assert _segments(archive) <= 4
    assert_index_is_right(archive)


def test_items_together_and_one_by_one_are_the_same(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full_texts, "FEW", 1 << 20)
    with Archive.create(tmp_path / "one") as other:
        ingest.accept(other, [read_draft(line) for line in our_own(ARTICLES)])
        assert _vocabulary(other) == _vocabulary(archive)
        _retitled(other, _articles(other))
        monkeypatch.undo()
        _retitled(archive, _articles(archive))
        assert _vocabulary(other) == _vocabulary(archive)


def test_many_changes_reach_the_full_texts_and_back(archive: Archive) -> None:
    before, words = derived(archive), _vocabulary(archive)
    _retitled(archive, _articles(archive))
    assert archive.verify_index() == []
    with archive.read() as reader:
        found = reader.connection.exec_driver_sql("SELECT count(*) FROM titles WHERE titles MATCH 'lighthouse'")
        assert found.scalar_one() >= ARTICLES
    assert _segments(archive) <= 8
    history.undo(archive)
    assert archive.verify_index() == []
    assert (derived(archive).keys(), _vocabulary(archive)) == (before.keys(), words)


def test_an_import_taken_back_leaves_no_words(archive: Archive) -> None:
    history.undo(archive)
    assert _vocabulary(archive) == [[], [], []]
    assert archive.verify_index() == []


def test_items_that_are_not_filled_in_yet_are_left_alone(archive: Archive) -> None:
    words = _vocabulary(archive)
    with archive.read() as reader:
        [(middle,)] = reader.connection.exec_driver_sql("SELECT max(docid) / 2 FROM item").all()
    archive.care(index_fill.empty)
    while archive.care(lambda connection: index_fill.fill_part(connection, Learning(), 10)):
        with archive.read() as reader:
            if index_fill.covered(reader.connection) <= middle:
                break
    articles = _articles(archive)
    _retitled(archive, articles)
    history.undo(archive)
    while archive.care(lambda connection: index_fill.fill_part(connection, Learning(), 10)):
        pass
    assert archive.verify_index() == []
    assert _vocabulary(archive) == words
