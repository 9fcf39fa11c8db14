"""Saving, the bin, erasing and evidence, and what the index makes of them."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from archive_app.domain.errors import ArchiveError, Conflict, DiskFull, InvalidRecord, NotFound
from archive_app.domain.query import EVERYTHING
from archive_app.domain.query_text import parse
from archive_app.domain.records import (
    Article,
    Authority,
    Collection,
    Evidence,
    Name,
    Photo,
    PhotoUse,
    Record,
    Variant,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement
from archive_app.store.archive import Archive, Writer
from tests.make import a_statement, add, an_article
from tests.store.dump import assert_index_is_right, derived, logical


def get(archive: Archive, number: int) -> Record:
    with archive.read() as reader:
        return reader.record(number)


def test_an_unchanged_record_leaves_no_trace(archive: Archive) -> None:
    [number] = add(archive, an_article())
    record = get(archive, number)
    with archive.operation("Save again") as writer:
        writer.save(record)
    assert not writer.changes
    assert get(archive, number) == record
    with archive.read() as reader:
        assert [o.label for o in reader.history.recent(9)] == ["Add"]


def test_saving_over_a_newer_revision_is_a_conflict_and_changes_nothing(archive: Archive) -> None:
    [number] = add(archive, an_article())
    mine = theirs = get(archive, number)
    assert isinstance(mine, Article)
    assert isinstance(theirs, Article)
    with archive.operation("Theirs") as writer:
        writer.save(replace(theirs, headline="Theirs"))
    before = logical(archive)
    with pytest.raises(Conflict, match="changed again since you opened it") as told:
        add(archive, an_article("Another", notes="goes with the rest"), replace(mine, section="Sport"))
    assert told.value.record_id == number
    assert logical(archive) == before


def test_what_was_saved_is_remembered_as_it_is_read(archive: Archive, family: dict[str, int]) -> None:
    article, use = get(archive, family["article"]), get(archive, family["use"])
    assert isinstance(article, Article)
    assert isinstance(use, PhotoUse)
    with archive.operation("Save") as writer:
        writer.save(replace(article, headline="New", body=("One", "Two")), article)
        writer.save(replace(use, caption="Another"), use)
        numbers = [use.id or 0, article.id or 0]
        assert set(writer.recorder.saved) == set(numbers)
        remembered = writer.records([*numbers, 10**9])
        writer.bump(numbers)
        assert not writer.recorder.saved
        assert list(remembered) == numbers
        read = writer.records(numbers)
        assert [replace(one, revision=one.revision + 1) for one in remembered.values()] == list(read.values())
        writer.save(
            replace(article, revision=article.revision + 2, headline="Newer"), article
        )  # older than what is kept
        assert not writer.recorder.saved
        headline = writer.records([numbers[1]])[numbers[1]]
        assert isinstance(headline, Article)
        assert (headline.headline, headline.body) == ("Newer", article.body)
    assert_index_is_right(archive)


def test_values_that_were_read_before_a_change_do_not_undo_it(archive: Archive) -> None:
    [number] = add(archive, an_article())
    old = get(archive, number)
    assert isinstance(old, Article)
    with archive.operation("Theirs") as writer:
        writer.save(replace(old, notes="theirs"), old)
    with pytest.raises(Conflict), archive.operation("Mine") as writer:
        writer.save(replace(old, section="Sport"), old)
    again = get(archive, number)
    assert isinstance(again, Article)
    assert (again.notes, again.section) == ("theirs", old.section)


def test_a_failed_operation_leaves_nothing_behind_in_the_index_either(archive: Archive) -> None:
    add(archive, an_article())
    with pytest.raises(Conflict):
        add(archive, an_article("Half", publisher="New Paper"), PhotoUse(article_id=98, photo_id=99))
    add(archive, an_article("Whole", publisher="New Paper"))
    assert_index_is_right(archive)
    with archive.read() as reader:
        assert [o.label for o in reader.history.recent(9)] == ["Add", "Add"]


def test_what_cannot_be_stored_is_refused_in_words(archive: Archive) -> None:
    [article] = add(archive, an_article())
    for wrong in (an_article("half \ud800"), an_article(body=("two\nlines",)), an_article(body=("",))):
        with pytest.raises(InvalidRecord), archive.operation("Add") as writer:
            writer.save(wrong)
    with pytest.raises(NotFound), archive.operation("Change") as writer:
        writer.save(an_article(id=99))
    with pytest.raises(ArchiveError), archive.operation("Change") as writer:
        writer.save(Photo(id=article, revision=1, title="was an article"))
    with pytest.raises(NotFound), archive.read() as reader:
        reader.record(99)


def test_the_bin_and_back(archive: Archive) -> None:
    [number] = add(archive, an_article())
    before = logical(archive)
    with archive.operation("Bin") as writer:
        writer.bin(number)
        writer.bin(number)
    assert get(archive, number).deleted
    with archive.read() as reader:
        assert reader.finder.kind_counts() == {"article": 0, "photo": 0, "video": 0, "bin": 1}
    with archive.operation("Back") as writer:
        writer.restore(number)
    assert logical(archive) == before


@pytest.fixture
def family(archive: Archive) -> dict[str, int]:
    """An article with a photo and a video, rights, evidence, a collection; the photo stands in another article too."""
    agency, article, other, photo, video = add(
        archive,
        Authority(name="Orbital Press", variants=(Variant("Орбитал Пресс"),)),
        an_article("First"),
        an_article("Second", publisher="Morning Post"),
        Photo(title="Quay", creators=(Name("Ilya Beispiel"),)),
        Video(title="Film"),
    )
    use, second_use, video_use, _rights, shelf = add(
        archive,
        PhotoUse(article_id=article, photo_id=photo, caption="The quay at dawn"),
        PhotoUse(article_id=other, photo_id=photo, caption="The quay again"),
        VideoUse(article_id=article, video_id=video, mention="see the film below"),
        a_statement(photo),
        Collection(name="Harbour", members=(article, photo)),
    )
    with archive.operation("Note") as writer:
        writer.note_evidence(article, [Evidence("headline", "First", "html:h1", 0.9)])
        writer.note_evidence(use, [Evidence("caption", "The quay at dawn", "html:figcaption", 0.4)])
    return {"article": article, "other": other, "photo": photo, "video": video, "use": use, "shelf": shelf,
            "second_use": second_use, "video_use": video_use, "agency": agency}  # fmt: skip


@pytest.mark.parametrize("what", ["article", "photo", "video", "use", "video_use", "shelf"])
def test_erasing_takes_everything_along_and_undo_brings_it_back(
    archive: Archive, family: dict[str, int], what: str
) -> None:
    before, index = logical(archive), derived(archive)
    with archive.operation("Erase") as writer:
        writer.erase(family[what])
    with pytest.raises(NotFound):
        get(archive, family[what])
    with archive.read() as reader:
        assert reader.checks.links() == []
        assert reader.connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert_index_is_right(archive)
    gone = logical(archive)
    archive.undo()
    assert logical(archive) == before
    assert {n: {**i, "modified": ""} for n, i in derived(archive).items()} == {
        n: {**i, "modified": ""} for n, i in index.items()
    }
    assert_index_is_right(archive)
    archive.redo()
    assert logical(archive) == gone


def test_an_article_forgets_a_photo_that_was_taken_out_of_it(archive: Archive, family: dict[str, int]) -> None:
    with archive.operation("Take out") as writer:
        writer.erase(family["use"])
    index = derived(archive)
    assert index[family["article"]]["photos"] == 0
    assert "dawn" not in index[family["article"]]["text"]["captions"]
    assert "dawn" not in index[family["photo"]]["text"]["captions"]


def test_what_others_link_to_is_not_erased(archive: Archive, family: dict[str, int]) -> None:
    record = get(archive, family["article"])
    assert isinstance(record, Article)
    with archive.operation("Link") as writer:
        writer.save(replace(record, publisher_id=family["agency"]))
    before = logical(archive)
    with pytest.raises(Conflict, match="depends on"), archive.operation("Erase") as writer:
        writer.erase(family["agency"])
    assert logical(archive) == before
    add(archive, an_article("The writer still works"))


def test_a_moved_use_changes_both_articles(archive: Archive, family: dict[str, int]) -> None:
    use = get(archive, family["use"])
    assert isinstance(use, PhotoUse)
    with archive.operation("Move") as writer:
        writer.save(replace(use, article_id=family["other"]))
    index = derived(archive)
    assert (index[family["article"]]["photos"], index[family["other"]]["photos"]) == (0, 2)
    assert_index_is_right(archive)


def test_rights_and_names_reach_every_item_they_touch(archive: Archive, family: dict[str, int]) -> None:
    assert derived(archive)[family["photo"]]["verdict"] == 3
    with archive.read() as reader:
        [statement] = reader.rights_of([family["photo"]])[family["photo"]]
    assert isinstance(statement, RightsStatement)
    with archive.operation("Withdraw") as writer:
        writer.save(replace(statement, status="withdrawn"))
    assert derived(archive)[family["photo"]]["nobody_looked"] in {0, 1}
    assert_index_is_right(archive)
    article = get(archive, family["article"])
    assert isinstance(article, Article)
    with archive.operation("Link") as writer:
        writer.save(replace(article, bylines=(Name("Orbital", authority_id=family["agency"]),)))
    agency = get(archive, family["agency"])
    assert isinstance(agency, Authority)
    with archive.operation("Rename") as writer:
        writer.save(replace(agency, name="Orbital Agency"))
    assert ["by", "Orbital Agency"] in derived(archive)[family["article"]]["terms"]
    assert_index_is_right(archive)


def test_a_persons_edit_supersedes_evidence_and_keeps_it(archive: Archive, family: dict[str, int]) -> None:
    with archive.operation("Edit") as writer:
        writer.supersede_evidence(family["article"], "headline", "Better")
        writer.supersede_evidence(family["article"], "section", "never had any")
    with archive.read() as reader:
        found = reader.evidence([family["article"]])[family["article"]]
    assert [(e.field, e.quote, e.method, e.current) for e in found] == [
        ("headline", "First", "html:h1", False), ("headline", "Better", "person", True)]  # fmt: skip
    archive.undo()
    with archive.read() as reader:
        [again] = reader.evidence([family["article"]])[family["article"]]
    assert again.current


def test_newest_first_is_by_date_however_they_came(archive: Archive) -> None:
    dates = ["2020-05-01", "1999", "2021-01", "", "1980-01-01", "2021-01-15", "2010"]
    numbers = {day: add(archive, an_article(day, published=day))[0] for day in dates}

    def order() -> list[int]:
        with archive.read() as reader:
            return list(reader.finder.ids(EVERYTHING, "newest", date(2026, 1, 1))[0])

    expected = [numbers[d] for d in ("2021-01-15", "2021-01", "2020-05-01", "2010", "1999", "1980-01-01", "")]
    assert order() == expected
    with archive.operation("Erase") as writer:
        writer.erase(numbers["1999"])
    expected.remove(numbers["1999"])
    assert order() == expected
    archive.rebuild_index(lambda *_: None)
    assert order() == expected
    [late] = add(archive, an_article("Late", published="1985"))
    assert order() == [*expected[:4], late, *expected[4:]]


@pytest.mark.parametrize(("zone", "day"), [("UTC", 21), ("Asia/Tokyo", 22), ("America/New_York", 21)])
def test_a_day_is_that_of_the_archivists_calendar(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, zone: str, day: int
) -> None:
    """Added late in the evening of the 21st by Greenwich: the 22nd in Tokyo."""
    [number] = add(archive, an_article(created="2026-03-21T20:30:00.000Z"))
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for asked in (20, 21, 22):
            with archive.read() as reader:
                ids = reader.finder.ids(parse(f"added:2026-03-{asked}").query, "newest", date(2026, 4, 1))[0]
            assert list(ids) == ([number] if asked == day else [])
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_full_disk_loses_nothing_that_was_saved(archive: Archive) -> None:
    add(archive, an_article("Saved before"))
    before = logical(archive)

    def pages(more: int) -> None:
        def limit(writer: Writer) -> int:
            used = writer.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            writer.connection.exec_driver_sql(f"PRAGMA max_page_count={used + more}")
            return 0

        archive.maintain(limit)

    pages(5)
    with pytest.raises(DiskFull, match="everything saved before is safe"):
        add(archive, *(an_article(f"{n}", body=("word " * 5000,)) for n in range(20)))
    assert logical(archive) == before
    pages(10_000)
    add(archive, an_article("Saved after"))
    assert_index_is_right(archive)
