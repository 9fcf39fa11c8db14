"""The index is filled, sorted and merged in steps, says how it stands, and is mended where it is wrong."""

from __future__ import annotations

import random

import pytest

from archive_app.domain.errors import Cancelled
from archive_app.operations import edit, find, index_upkeep, ingest, upkeep
from archive_app.operations.progress import Progress
from archive_app.store import index_care, index_fill
from archive_app.store.archive import Archive
from archive_app.store.index_fill import TABLES
from archive_app.store.index_words import Learning
from tests.make import a_draft
from tests.store.dump import assert_index_is_right, derived


@pytest.fixture
def full(archive: Archive) -> Archive:
    luck = random.Random(3)
    for part in range(6):
        ingest.accept(
            archive,
            [
                a_draft(
                    f"Number {part} {n}",
                    body=(f"The harbour of day {part}{n} and 新华社记者.",), name=f"{part}{n}.html",
                    published=f"{luck.randint(1950, 2020)}-0{luck.randint(1, 9)}-1{n}", photos=[("", "A quay", "AFP")],
                )
                for n in range(8)
            ],
        )  # fmt: skip
    return archive


def _days(archive: Archive) -> list[int]:
    with archive.read() as reader:
        return list(reader.connection.exec_driver_sql("SELECT coalesce(day_low, 0) FROM item ORDER BY docid").scalars())


def _run(archive: Archive, *statements: str) -> None:
    archive.care(lambda connection: [connection.exec_driver_sql(statement) for statement in statements])


def _work(archive: Archive) -> int:
    work, steps = index_upkeep.IndexWork(archive), 1
    while work.step():
        steps += 1
        assert steps < 1000
    return steps


def test_steps_bring_late_dated_records_to_their_place(full: Archive) -> None:
    before = derived(full)
    found = list(find.search(full, "harbour").ids)
    assert index_upkeep.status(full).unsorted > 0
    _work(full)
    assert index_upkeep.status(full).unsorted == 0
    assert _days(full) == sorted(_days(full))
    assert derived(full) == before
    assert upkeep.check(full).clean
    assert set(find.search(full, "harbour").ids) == set(found)
    assert_index_is_right(full)


def test_a_crowded_place_is_made_room_in(archive: Archive) -> None:
    def some(day: str, number: int) -> None:
        ingest.accept(archive, [a_draft(f"{day} {n}", published=day, name=f"{day}{n}.html") for n in range(number)])

    some("1990-01-01", 30)
    some("2000-01-01", 30)
    for _ in range(4):
        some("1995-01-01", 30)
        _work(archive)
    assert index_upkeep.status(archive).unsorted == 0
    assert _days(archive) == sorted(_days(archive))
    assert_index_is_right(archive)


def test_merging_makes_fewer_segments_and_saves_merge_nothing(full: Archive) -> None:
    before = index_upkeep.status(full).segments
    assert before["full_text"] > 4
    [number, *_] = find.search(full, "harbour").ids
    edit.set_field(full, number, "notes", "one more")
    assert index_upkeep.status(full).segments["full_text"] > before["full_text"]
    after = index_upkeep.optimise(full)
    assert all(number <= 1 for number in after.segments.values())
    assert after.at_rest
    assert upkeep.check(full).clean


def test_an_index_is_filled_in_steps_and_searched_meanwhile(full: Archive) -> None:
    before = derived(full)
    ids = set(find.search(full, "harbour").ids)
    full.care(index_fill.empty)
    assert index_upkeep.coverage(full) == pytest.approx(0, abs=0.05)
    assert find.search(full, "harbour").total == 0
    assert any("filled to" in problem for problem in upkeep.check(full).problems)
    full.care(lambda connection: index_fill.fill_part(connection, Learning(), 30))
    assert 0.2 < index_upkeep.coverage(full) < 0.5
    some = set(find.search(full, "harbour").ids)
    assert some < ids
    # What is changed, made and taken away while it is filled is neither lost nor there twice.
    edit.set_field(full, min(ids), "notes", "a lighthouse")
    with full.operation("Erase") as writer:
        writer.erase(max(some))
    ingest.accept(full, [a_draft("harbour late", name="late.html")])
    _work(full)
    assert index_upkeep.coverage(full) == 1
    assert len(find.search(full, "harbour").ids) == len(ids)
    assert list(find.search(full, "lighthouse").ids) == [min(ids)]
    assert find.search(full, "新华").total == len(ids) - 1
    assert derived(full).keys() != before.keys()
    assert_index_is_right(full)


def test_words_of_a_large_import_are_noted_later(archive: Archive) -> None:
    ingest.accept(
        archive, [a_draft(f"Launched {n}", body=("Клим Шипенко",), language="en", name=f"{n}.html") for n in range(120)]
    )
    assert index_upkeep.status(archive).unnoted == 1
    assert find.search(archive, "Shipenko").total == 0
    index_upkeep.finish(archive)
    assert index_upkeep.status(archive).unnoted == 0
    assert find.search(archive, "Shipenko").total == 120
    assert find.search(archive, "launches").stems == {"launches": ["launched"]}


@pytest.mark.parametrize("table", list(TABLES))
def test_a_full_text_that_lost_something_is_mended_alone(full: Archive, table: str) -> None:
    assert index_upkeep.repair(full) == index_upkeep.IndexRepair()
    docid = full.care(lambda c: c.exec_driver_sql("SELECT max(docid) FROM item").scalar_one())
    listed = ", ".join(TABLES[table])
    _run(
        full,
        f"INSERT INTO {table} ({table}, rowid, {listed}) SELECT 'delete', docid, {listed} FROM item_text"  # noqa: S608
        f" WHERE docid = {docid}",
    )
    assert full.care(index_care.broken) == [table]
    assert any("search index" in problem for problem in upkeep.check(full).problems)
    [said] = index_upkeep.repair(full).mended
    assert "Made anew" in said
    assert upkeep.check(full).clean
    assert_index_is_right(full)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE item SET title = 'spoiled' WHERE record_id = :n",
        "UPDATE item_text SET body = 'spoiled' WHERE docid = (SELECT docid FROM item WHERE record_id = :n)",
        "DELETE FROM item_term WHERE docid = (SELECT docid FROM item WHERE record_id = :n)",
        "DELETE FROM item WHERE record_id = :n",
        "DELETE FROM item_text WHERE docid = (SELECT docid FROM item WHERE record_id = :n)",
        "UPDATE item SET record_id = 999999 WHERE record_id = :n",
    ],
    ids=["row", "text", "terms", "no-row", "no-text", "another-record"],
)
def test_entries_that_are_wrong_are_mended_alone(full: Archive, damage: str) -> None:
    before = derived(full)
    number = max(before)
    _run(full, damage.replace(":n", str(number)))
    assert index_upkeep.verify(full)
    assert index_upkeep.repair(full).items == 1
    assert index_upkeep.verify(full) == []
    assert derived(full) == before
    assert_index_is_right(full)


def test_what_takes_long_can_be_stopped(full: Archive) -> None:
    stopped = Progress()
    stopped.cancel()
    for work in (index_upkeep.verify, index_upkeep.repair, index_upkeep.optimise):
        with pytest.raises(Cancelled):
            work(full, stopped)
    assert upkeep.check(full).clean
