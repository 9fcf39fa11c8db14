"""What facets count is kept with the catalogue, and what is kept is never that of another state."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from archive_app.operations import edit, find, first_rows, history, index_upkeep, ingest, upkeep
from archive_app.store import column_part, index_care, kept_columns
from archive_app.store.archive import Archive
from archive_app.store.column_part import Part
from tests.bench.corpus import our_own, read_draft
from tests.store.dump import assert_index_is_right


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """A catalogue whose columns are kept however small it is."""
    monkeypatch.setattr(kept_columns, "LEFT", 0)
    with Archive.create(tmp_path / "shelf") as archive:
        ingest.accept(archive, [read_draft(line) for line in our_own(50)])
        archive.rebuild_index(lambda *_: None)
        yield archive


def _tend(archive: Archive) -> None:
    work = index_upkeep.IndexWork(archive)
    while work.step():
        pass


def _stale(archive: Archive) -> list[int]:
    with archive.read() as reader:
        return kept_columns.stale(reader.connection)


def _wrong(archive: Archive) -> list[int]:
    with archive.read() as reader:
        return kept_columns.wrong(reader.connection)


def _opened_anew(archive: Archive) -> list[object]:
    """What somebody who opens the catalogue now counts."""
    with Archive.open(archive.folder, read_only=True) as other:
        while not first_rows.prepare(other):
            pass
        return [
            (first_rows.counted(other, text, most=None), list(find.search(other, text).ids))
            for text in ("", "bo", "type:photo li", "provider:AFP")
        ]


def _from_the_items(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    with monkeypatch.context() as patch:
        patch.setattr(kept_columns, "fresh", lambda _connection: set())
        patch.setattr(kept_columns, "_kept_fields", lambda *_: np.zeros(1, dtype=np.uint8))
        return _opened_anew(archive)


def test_upkeep_keeps_all_and_then_rests(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _stale(shelf) == [0]
    _tend(shelf)
    assert _stale(shelf) == []
    assert _wrong(shelf) == []
    assert not index_upkeep.IndexWork(shelf).step(), "what is kept is not written again"
    expected = _from_the_items(shelf, monkeypatch)
    monkeypatch.setattr(column_part, "of_tables", None)  # nothing is asked of the items
    assert _opened_anew(shelf) == expected


def test_a_part_or_two_that_changed_are_left_to_whoever_opens_it(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_columns, "LEFT", 1)
    _tend(shelf)
    assert _stale(shelf) == [0]
    assert _opened_anew(shelf) == _from_the_items(shelf, monkeypatch)


CHANGES: dict[str, Callable[[Archive, int], object]] = {
    "date": lambda archive, number: edit.set_field(archive, number, "published", "1931-05-06"),
    "language": lambda archive, number: edit.set_field(archive, number, "language", "sv"),
    "tags": lambda archive, number: edit.set_field(archive, number, "subjects", "quayside"),
    "bin": lambda archive, number: edit.to_bin(archive, [number]),
    "import": lambda archive, _number: ingest.accept(archive, [read_draft(line) for line in our_own(53)][50:]),
    "dropped": lambda archive, number: archive.drop_items([number]),
    "rebuild": lambda archive, _number: archive.rebuild_index(lambda *_: None),
    "undo": lambda archive, _number: history.undo(archive),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_makes_its_part_stale_in_the_same_transaction(
    shelf: Archive, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = find.search(shelf, "type:article").ids[7]
    edit.set_field(shelf, number, "subjects", "harbour")  # something to undo
    _tend(shelf)
    CHANGES[name](shelf, number)
    assert _stale(shelf) == [0]
    assert _wrong(shelf) == []
    assert _opened_anew(shelf) == _from_the_items(shelf, monkeypatch)
    _tend(shelf)
    assert _stale(shelf) == []
    assert _opened_anew(shelf) == _from_the_items(shelf, monkeypatch)


def test_a_headline_is_in_no_column(shelf: Archive) -> None:
    _tend(shelf)
    edit.set_field(shelf, find.search(shelf, "type:article").ids[0], "headline", "Otherwise")
    assert _stale(shelf) == []
    assert _wrong(shelf) == []


def test_many_changes_in_any_order(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    luck = random.Random(11)
    for step in range(24):
        articles = find.search(shelf, "type:article").ids
        # What undo left empty is filled again.
        CHANGES[luck.choice([*CHANGES]) if articles else "import"](shelf, luck.choice(articles or [0]))
        assert _wrong(shelf) == [], step
        if step % 5 == 4:
            _tend(shelf)
    assert _opened_anew(shelf) == _from_the_items(shelf, monkeypatch)


@pytest.mark.parametrize("harm", ["short", "layout", "empty", "elsewhere"])
def test_what_cannot_be_read_is_made_anew(shelf: Archive, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _tend(shelf)
    expected = _from_the_items(shelf, monkeypatch)
    statement = {
        "short": "UPDATE item_column SET data = substr(data, 1, length(data) - 1)",
        "layout": "UPDATE item_column SET data = CAST(x'3938' || substr(data, 3) AS BLOB)",
        "empty": "UPDATE item_column SET data = x''",
        "elsewhere": "INSERT OR REPLACE INTO item_column SELECT 1, data FROM item_column WHERE part = 0",
    }[harm]
    shelf.care(lambda connection: connection.exec_driver_sql(statement))
    assert _opened_anew(shelf) == expected
    with shelf.read() as reader:
        assert kept_columns.kept(reader.connection, 1) is None


def test_what_is_kept_wrong_is_found_and_mended(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    _tend(shelf)
    assert index_upkeep.verify(shelf) == []

    def tamper(connection: index_care.Connection) -> None:
        part = kept_columns.kept(connection, 0)
        assert part is not None
        wrong = Part(part.docids, part.records[::-1], *(getattr(part, name) for name in [*Part.__slots__][2:]))
        kept_columns._write(connection, 0, column_part.packed(wrong))

    shelf.care(tamper)
    [problem] = index_upkeep.verify(shelf)
    assert "facets" in problem
    assert any("facets" in problem for problem in upkeep.check(shelf).problems)
    assert index_upkeep.repair(shelf).mended
    assert index_upkeep.verify(shelf) == []
    assert _opened_anew(shelf) == _from_the_items(shelf, monkeypatch)
    assert_index_is_right(shelf)


def test_parts_are_the_same_after_packing() -> None:
    luck = np.random.default_rng(5)
    for number, most in ((0, 1), (1, 255), (300, 70_000), (50, 1 << 32)):
        counts = luck.integers(0, 4, number)
        columns = [luck.integers(0, most, number) for _ in range(7)]
        part = Part(*[*columns, counts, luck.integers(0, most, int(counts.sum()))])
        found = column_part.unpacked(column_part.packed(part))
        assert found is not None
        assert column_part.same(part, found)


def test_a_back_up_holds_what_is_kept_and_whether_it_is_right(shelf: Archive, tmp_path: Path) -> None:
    _tend(shelf)
    edit.set_field(shelf, find.search(shelf, "type:article").ids[3], "language", "sv")
    copy = upkeep.back_up(shelf)
    other = tmp_path / "restored.archive"
    other.mkdir()
    copy.rename(other / "catalogue.sqlite")
    with Archive.open(other) as restored:
        assert _stale(restored) == [0]
        assert _wrong(restored) == []
