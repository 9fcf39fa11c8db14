"""All records, read from two narrow indexes, are those that the items themselves give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive_app.domain import query as q
from archive_app.operations import find, ingest
from archive_app.store import every
from archive_app.store.archive import Archive
from archive_app.store.search import search_ids
from tests.bench.corpus import our_own, read_draft

TODAY = date(2026, 3, 1)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Forty articles with their photos, some in the bin, laid out by date."""
    archive = Archive.create(tmp_path / "shelf")
    ingest.accept(archive, [read_draft(line) for line in our_own(40)])
    with archive.operation("bin") as writer:
        for number in find.search(archive, "").ids[::9]:
            writer.bin(number)
    archive.rebuild_index(lambda *_: None)
    monkeypatch.setattr(every, "MANY", 0)
    return archive


def test_they_are_those_of_the_items_in_the_same_order(shelf: Archive) -> None:
    with shelf, shelf.read() as reader:
        plain = search_ids(reader.connection, q.All((q.EVERYTHING, q.Not(q.Is("trashed")))), "newest", TODAY)
        quick = every.every(reader.connection)

        assert quick is not None
        assert list(quick[0]) == [number for number in plain[0] if reader.record(number).deleted == ""]
        assert search_ids(reader.connection, q.EVERYTHING, "newest", TODAY) == quick
        assert sum(quick[1].values()) == len(quick[0]) > 40


def test_a_record_without_an_item_sends_one_to_the_items(shelf: Archive) -> None:
    with shelf:
        shelf.drop_items([find.search(shelf, "").ids[0]])
        with shelf.read() as reader:
            assert every.every(reader.connection) is None


def test_as_many_are_counted_as_are_found(shelf: Archive) -> None:
    with shelf, shelf.read() as reader:
        for asked in (q.EVERYTHING, q.Is("trashed"), q.Is("attention"), q.Word("ta")):
            assert reader.finder.number(asked, TODAY) == len(reader.finder.ids(asked, "newest", TODAY)[0])
