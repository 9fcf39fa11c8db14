"""After any edit, undo or redo the index is what laying it out anew gives: only what a change can touch is written."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app.domain.batch import FieldEdit
from archive_app.domain.errors import ArchiveError
from archive_app.domain.fields import fields_of, kind_of
from archive_app.domain.records import Authority, Kind, MediaFile, Photo
from archive_app.operations import edit, find, first_rows, history, index_upkeep, marks
from archive_app.operations.index_upkeep import IndexWork
from archive_app.store import index_care
from archive_app.store.archive import Archive
from tests.make import a_draft, add, an_article
from tests.operations.test_histories import CREDITS, Clerk
from tests.store.dump import assert_index_is_right

WORKS = (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO)


class Editor(Clerk):
    """Edits whatever can be edited in a catalogue, and takes steps back."""

    def act(self, archive: Archive) -> str:
        deed = self.luck.choice(
            [self.step, self.step, self.any_field, self.any_field, self.any_field, self.rename, self.attach, self.tag,
             self.back, self.again]
        )  # fmt: skip
        try:
            return deed(archive) or deed.__name__
        except ArchiveError:
            return f"{deed.__name__} (refused)"

    def any_field(self, archive: Archive) -> str:
        number = self.one(archive, *WORKS, Kind.PHOTO_USE, Kind.VIDEO_USE)
        with archive.read() as reader:
            record = reader.record(number)
        field = self.luck.choice([f.path for f in fields_of(kind_of(record)) if f.editable])
        value = self.luck.choice(
            ["", self.words(), self.luck.choice(CREDITS), "2020-02-03", "yes", "fr", "photographer"]
        )
        try:
            edit.set_field(archive, number, field, value)
        except ArchiveError as error:  # what does not fit a field changes nothing
            return f"{field} (refused: {error.message})"
        return field

    def rename(self, archive: Archive) -> None:
        number = self.one(archive, Kind.AUTHORITY, deleted=False)
        with archive.read() as reader:
            record = reader.record(number)
        assert isinstance(record, Authority)
        edit.save(archive, replace(record, name=self.words()))

    def attach(self, archive: Archive) -> None:
        media = MediaFile(sha256=f"{self.count:064x}", name="a.jpg", media_type="image/jpeg",
                          fixity=self.luck.choice(["", "missing"]))  # fmt: skip
        with archive.operation("Attach") as writer:
            made = writer.save(media)
            photo = writer.record(self.one(archive, Kind.PHOTO))
            assert isinstance(photo, Photo)
            writer.save(replace(photo, media_id=made))
        self.count += 1

    def tag(self, archive: Archive) -> None:
        marks.pin(archive, 3, self.words())
        marks.put_or_take(archive, 3, self.some(archive, *WORKS))

    def back(self, archive: Archive) -> None:
        history.undo(archive)

    def again(self, archive: Archive) -> None:
        history.redo(archive)


def _works(archive: Archive) -> list[int]:
    with archive.read() as reader:
        return [n for kind in WORKS for n in reader.ids_of(kind, deleted=None)]


def _prints(archive: Archive) -> list[object]:
    with archive.read() as reader:
        return [tuple(row) for row in reader.connection.exec_driver_sql("SELECT * FROM article_print ORDER BY 1")]


def _counted(archive: Archive) -> None:
    """What was in memory before a change is right after it, without reading all anew."""
    for text in ("", "type:photo", "is:trashed"):
        quick = first_rows.counted(archive, text, most=None)
        assert quick is not None
        slow = {facet.field: facet for facet in find.facets(archive, find.search(archive, text).query)}
        assert {facet.field: facet for facet in quick.facets}.items() <= slow.items()
        assert quick.counts == find.search(archive, text).counts


@pytest.mark.parametrize("seed", range(4))
def test_each_step_leaves_every_item_as_it_would_be_made(tmp_path: Path, seed: int) -> None:
    editor = Editor(random.Random(100 + seed))
    with Archive.create(tmp_path / "test") as archive:
        for _ in range(3):
            editor.import_(archive)
        done: list[str] = []
        tending = IndexWork(archive)
        while not first_rows.prepare(archive):
            pass
        for _ in range(60):
            done.append(editor.act(archive))
            assert archive.differing_items(_works(archive)) == [], done
            if len(done) % 4 == 0:
                _counted(archive)
                tending.step()
        _counted(archive)
        prints = _prints(archive)
        assert_index_is_right(archive)
        assert _prints(archive) == prints


def test_a_change_that_the_photos_do_not_show_leaves_their_items_alone(archive: Archive) -> None:
    from archive_app.operations import ingest

    ingest.accept(archive, [a_draft("Ferry runs aground", photos=[("", "The ferry", "AFP")])])
    [number] = find.search(archive, "type:article").ids
    [photo] = find.search(archive, "type:photo").ids

    def writes() -> int:
        return archive.care(lambda c: int(c.exec_driver_sql("SELECT total_changes()").scalar_one()))

    edit.set_field(archive, number, "section", "World")  # the value of the facet is made
    edit.set_field(archive, number, "section", "")
    before = writes()
    edit.set_field(archive, number, "section", "World")
    plain = writes() - before
    before = writes()
    edit.set_field(archive, number, "headline", "Ferry runs aground again")
    assert writes() - before > plain
    assert "again" in find.rows(archive, [photo])[0].title or find.search(archive, "again type:photo").ids
    assert archive.differing_items([number, photo]) == []


def test_a_name_changed_in_the_catalogue_is_known_to_the_next_credit_line(archive: Archive) -> None:
    from archive_app.operations import ingest

    ingest.accept(archive, [a_draft("One", photos=[("", "A quay", "AFP")])])
    with archive.read() as reader:
        [use] = reader.ids_of(Kind.PHOTO_USE)
    edit.set_field(archive, use, "credit_line", "Harbour Agency")
    number = add(archive, Authority(name="Harbour Agency", kind="organization"))[0]
    edit.set_field(archive, use, "credit_line", "Photo: Harbour Agency")
    with archive.read() as reader:
        parties = reader.record(use).credit.parties  # type: ignore[attr-defined]  # it is a use
        assert [party.authority_id for party in parties] == [number]
    history.undo(archive)
    history.undo(archive)
    edit.set_field(archive, use, "credit_line", "Photo: Harbour Agency")
    with archive.read() as reader:
        parties = reader.record(use).credit.parties  # type: ignore[attr-defined]  # it is a use
        assert [party.authority_id for party in parties] == [None]


def test_saves_leave_merging_and_writing_back_to_upkeep(archive: Archive) -> None:
    [number] = add(archive, an_article("A quay"))
    for turn in range(70):
        edit.set_field(archive, number, "notes", f"Turn {turn}")
    assert index_upkeep.status(archive).segments["full_text"] > 64
    work = index_upkeep.IndexWork(archive)
    while work.step():
        pass
    assert index_upkeep.status(archive).segments["full_text"] < 8
    assert archive.write_back() > 0
    with archive.read() as reader:
        assert index_care.segments(reader.connection, "typing") < 8
    assert_index_is_right(archive)


def test_texts_take_turns_at_being_merged(archive: Archive) -> None:
    numbers = add(archive, *(an_article(f"A quay {n}") for n in range(20)))
    for number in numbers:
        edit.set_field(archive, number, "headline", f"A headline about boats {number}")
    before = index_upkeep.status(archive).segments
    for turn, name in enumerate(index_care.MERGED[:3]):
        archive.care(lambda connection, turn=turn: index_care.merge(connection, 0, turn))  # type: ignore[misc]
        after = index_upkeep.status(archive).segments
        assert after[name] < before[name]
        assert [after[n] for n in index_care.MERGED[turn + 1 :]] == [before[n] for n in index_care.MERGED[turn + 1 :]]


def test_long_work_merges_a_little_where_many_segments_are_left(archive: Archive) -> None:
    numbers = add(archive, *(an_article(f"A quay {n}") for n in range(60)))
    for turn in range(205):
        edit.set_field(archive, numbers[0], "notes", f"Turn {turn}")
    before = index_upkeep.status(archive).segments["full_text"]
    assert before > 200
    plan = edit.preview(archive, numbers, [FieldEdit("notes", "set", "A quay of all")])
    edit.apply(archive, plan)
    assert index_upkeep.status(archive).segments["full_text"] < before
    assert_index_is_right(archive)
