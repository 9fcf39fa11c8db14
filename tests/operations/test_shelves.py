"""Marks, pinned tags, baskets, and what is new in a saved search: each one step that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import Article, Kind, Photo, SavedSearch
from archive_app.domain.shelves import Basket, Standing
from archive_app.operations import baskets, edit, find, folders, history, marks, saved_searches, side
from archive_app.store.archive import Archive

Shelf = tuple[Archive, list[int]]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    archive = Archive.create(tmp_path / "c.archive", who="ann")
    with archive.operation("make") as writer:
        ids = [writer.save(Article(headline=f"Article {n}")) for n in range(3)]
        ids.append(writer.save(Photo(title="A photo")))
    return archive, ids


def found(archive: Archive, text: str) -> set[int]:
    return set(find.search(archive, text).ids)


def test_marks_are_put_and_taken_together(shelf: Shelf) -> None:
    archive, ids = shelf
    assert marks.mark(archive, ids[:2]).label == "Mark 2 records"
    assert found(archive, "is:marked") == set(ids[:2])
    assert marks.mark(archive, ids[1:3]).label == "Mark 2 records"  # one of them was not marked yet
    assert found(archive, "is:marked") == set(ids[:3])
    assert marks.mark(archive, ids[:3]).label == "Take the marks off 3 records"
    assert found(archive, "is:marked") == set()
    history.undo(archive)
    assert found(archive, "is:marked") == set(ids[:3])
    assert marks.unmark_all(archive)
    assert not marks.unmark_all(archive)
    assert found(archive, "-is:marked") == set(ids)


def test_a_record_that_is_erased_takes_mark_and_place_with_it(shelf: Shelf) -> None:
    archive, ids = shelf
    marks.mark(archive, ids)
    baskets.put(archive, "To do", ids)
    edit.to_bin(archive, ids[:1])
    edit.empty_bin(archive)
    assert found(archive, "is:marked") == set(ids[1:])
    assert found(archive, "basket:todo") == set()
    assert found(archive, 'basket:"to do"') == set(ids[1:])
    history.undo(archive)
    assert found(archive, "is:marked is:trashed") == {ids[0]}


def test_a_basket_is_filled_emptied_and_kept(shelf: Shelf) -> None:
    archive, ids = shelf
    baskets.put(archive, " Exhibition ", ids[:2])
    baskets.put(archive, "exhibition", ids[1:])
    [basket] = baskets.baskets(archive)
    assert basket == Basket(basket.id, "Exhibition", 4)
    assert baskets.take(archive, basket.id, ids[:1])
    assert found(archive, "basket:exhibition") == set(ids[1:])
    number, _changes = baskets.keep(archive, basket.id)
    with archive.read() as reader:
        assert reader.record(number).members == tuple(ids[1:])  # type: ignore[attr-defined]  # it is a collection
    baskets.take(archive, basket.id)
    assert found(archive, "basket:exhibition") == set()
    history.undo(archive)
    assert found(archive, "basket:exhibition") == set(ids[1:])
    baskets.remove(archive, basket.id)
    assert baskets.baskets(archive) == []
    history.undo(archive)
    assert found(archive, "basket:exhibition") == set(ids[1:])


def test_names_of_baskets_are_apart(shelf: Shelf) -> None:
    archive, _ids = shelf
    one, _changes = baskets.new_basket(archive, "One")
    with pytest.raises(InputError, match="already a basket"):
        baskets.new_basket(archive, "ONE")
    with pytest.raises(InputError, match="needs a name"):
        baskets.put(archive, "  ", ())
    baskets.rename(archive, one, "one")
    assert baskets.named(archive, "ONE").name == "one"
    with pytest.raises(NotFound):
        baskets.named(archive, "Two")


def test_only_works_are_put_anywhere(shelf: Shelf) -> None:
    archive, ids = shelf
    number, _changes = folders.new_collection(archive, "Shelf")
    with pytest.raises(InputError, match="Only articles, photos and videos"):
        marks.mark(archive, [number])
    with pytest.raises(InputError, match="Only articles, photos and videos"):
        baskets.put(archive, "B", [*ids, number])


def test_a_digit_puts_its_tag_and_takes_it(shelf: Shelf) -> None:
    archive, ids = shelf
    with pytest.raises(InputError, match="No tag is pinned to 3"):
        marks.put_or_take(archive, 3, ids)
    marks.pin(archive, 3, "  space   flight ")
    assert marks.pinned(archive) == {3: "space flight"}
    marks.put_or_take(archive, 3, ids[:1])
    marks.put_or_take(archive, 3, ids)
    assert found(archive, 'tag:="space flight"') == set(ids)
    marks.put_or_take(archive, 3, ids)
    assert found(archive, 'tag:="space flight"') == set()
    marks.pin(archive, 3, "other")
    history.undo(archive)
    assert marks.pinned(archive) == {3: "space flight"}
    marks.pin(archive, 3, "")
    assert marks.pinned(archive) == {}
    for digit, tag in ((0, "x"), (10, "x"), (1, "a; b")):
        with pytest.raises(InputError):
            marks.pin(archive, digit, tag)


def test_new_since_the_last_look_is_what_came_after_it(shelf: Shelf) -> None:
    archive, ids = shelf
    with archive.operation("save") as writer:
        number = writer.save(SavedSearch(name="Articles", query="type:article"))
    assert saved_searches.standings(archive, [number]) == {number: Standing(3, -1)}
    saved_searches.look(archive, number)
    assert saved_searches.standings(archive, [number]) == {number: Standing(3, 0)}
    with archive.operation("more") as writer:
        fresh = writer.save(Article(headline="Fresh"))
        writer.save(Photo(title="Fresh"))
    assert saved_searches.standings(archive, [number]) == {number: Standing(4, 1)}
    results = find.search(archive, saved_searches.since_last_look(archive, number))
    assert list(results.ids) == [fresh]
    saved_searches.look(archive, number)
    assert saved_searches.standings(archive, [number])[number].fresh == 0
    assert found(archive, "added:>2001-01-01T10:00:00Z") == {*ids, fresh, fresh + 1}
    assert found(archive, "added:<2001-01-01T10:00") == set()


def test_looking_is_no_history(shelf: Shelf) -> None:
    archive, _ids = shelf
    with archive.operation("save") as writer:
        number = writer.save(SavedSearch(name="Articles", query="type:article"))
    before = [one.id for one in history.recent(archive, 10)]
    saved_searches.look(archive, number)
    assert [one.id for one in history.recent(archive, 10)] == before


def test_saved_searches_are_renamed_apart(shelf: Shelf) -> None:
    archive, _ids = shelf
    with archive.operation("save") as writer:
        one = writer.save(SavedSearch(name="One", query="x"))
        writer.save(SavedSearch(name="Two", query="y"))
    with pytest.raises(InputError, match="already a saved search"):
        saved_searches.rename(archive, one, "two")
    saved_searches.rename(archive, one, "ONE")
    assert [record.name for record in saved_searches.saved(archive)] == ["ONE", "Two"]
    with archive.read() as reader:
        assert len(list(reader.all_of(Kind.SAVED_SEARCH))) == 2


def test_a_collection_counts_what_stands_in_those_inside_it_once(shelf: Shelf) -> None:
    archive, ids = shelf
    town, _changes = folders.new_collection(archive, "Town")
    floods, _changes = folders.new_collection(archive, "Floods", town)
    deep, _changes = folders.new_collection(archive, "Deep", floods)
    folders.add_to_collection(archive, town, ids[:2])
    folders.add_to_collection(archive, deep, ids[1:3])
    counts = {one.name: (one.count, one.whole) for one in side.sidebar(archive).collections}
    assert counts == {"Town": (2, 3), "Floods": (0, 2), "Deep": (2, -1)}
    assert find.search(archive, "list:Town").total == 3, "what opening it shows"
    edit.to_bin(archive, ids[2:3])
    assert [one.whole for one in side.sidebar(archive).collections if one.name == "Town"] == [2]
