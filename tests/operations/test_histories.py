"""Whatever was done can be taken back to the start and done again to the end, also across closing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.batch import FieldEdit
from archive_app.domain.errors import Conflict, InputError
from archive_app.domain.records import Article, Authority, Kind, Name, Photo, PhotoUse, Variant, Video, VideoUse
from archive_app.operations import edit, folders, history, ingest, works
from archive_app.store import history as store_history
from archive_app.store import recorder
from archive_app.store.archive import Archive
from tests.make import a_draft, a_statement, add, an_article
from tests.store.dump import assert_index_is_right, logical

WORDS = ("harbour", "ferry", "Союз", "dawn", "O’Brien", "crew", "été", "宇宙")
CREDITS = ("", "Photo: Ilya Beispiel/Reuters", "AFP", "NASA / Handout via Reuters", "Foto: Anna Beispiel")


class Clerk:
    """Does one thing or another to a catalogue, as a person might."""

    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.count = 0

    def step(self, archive: Archive) -> str:
        deed = self.luck.choice(_DEEDS)
        self.count += 1
        try:
            deed(self, archive)
        except (InputError, Conflict):
            return f"{deed.__name__} (refused)"
        return deed.__name__

    def words(self) -> str:
        return " ".join(self.luck.choices(WORDS, k=self.luck.randint(1, 4)))

    def one(self, archive: Archive, *kinds: Kind, deleted: bool | None = None) -> int:
        with archive.read() as reader:
            ids = [n for kind in kinds for n in reader.ids_of(kind, deleted=deleted)]
        if not ids:
            raise InputError("There is none.")
        return self.luck.choice(ids)

    def some(self, archive: Archive, *kinds: Kind) -> list[int]:
        return list({self.one(archive, *kinds) for _ in range(self.luck.randint(1, 4))})

    def import_(self, archive: Archive) -> None:
        drafts = [
            a_draft(
                self.words(),
                publisher=self.luck.choice(["Reuters", "Evening Courier", ""]),
                published=self.luck.choice(["2021-03", "1999", "", "2020-05-06"]),
                photos=[
                    (f"https://example.org/{self.luck.randint(1, 4)}.jpg", self.words(), self.luck.choice(CREDITS))
                    for _ in range(self.luck.randint(0, 2))
                ],
                videos=[("", self.words())] * self.luck.randint(0, 1),
                name=f"page{self.count}.html",
            )
            for _ in range(self.luck.randint(1, 3))
        ]
        ingest.accept(archive, drafts)

    def add_record(self, archive: Archive) -> None:
        record = self.luck.choice([an_article(self.words()), Photo(title=self.words()), Video(title=self.words()),
                                   Authority(name=self.words(), variants=(Variant(self.words()),))])  # fmt: skip
        edit.save(archive, record)

    def edit_article(self, archive: Archive) -> None:
        number = self.one(archive, Kind.ARTICLE)
        with archive.read() as reader:
            record = reader.record(number)
            authorities = [a.id for a in reader.authorities()] or [None]
        assert isinstance(record, Article)
        names = tuple(Name(self.words(), authority_id=self.luck.choice(authorities)) for _ in range(3))
        change: dict[str, Any] = self.luck.choice([
            {"headline": self.words()}, {"body": (self.words(), self.words())}, {"bylines": names[:1]},
            {"subjects": names}, {"bylines": ()}, {"published": "2022"}, {"publisher": "AFP"}, {"reviewed": True},
        ])  # fmt: skip
        edit.save(archive, replace(record, **change))

    def edit_use(self, archive: Archive) -> None:
        number = self.one(archive, Kind.PHOTO_USE, Kind.VIDEO_USE)
        with archive.read() as reader:
            record = reader.record(number)
        assert isinstance(record, PhotoUse | VideoUse)
        edit.save(archive, replace(record, caption=self.words(), credit_line=self.luck.choice(CREDITS)))

    def batch(self, archive: Archive) -> None:
        kind = self.luck.choice([Kind.ARTICLE, Kind.PHOTO])
        change = self.luck.choice([FieldEdit("subjects", "add", self.words()), FieldEdit("notes", "set", self.words()),
                                   FieldEdit("notes", "clear"), FieldEdit("reviewed", "set", "yes")])  # fmt: skip
        edit.apply(archive, edit.preview(archive, self.some(archive, kind), [change]))

    def bin_(self, archive: Archive) -> None:
        edit.to_bin(archive, self.some(archive, Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO))

    def restore(self, archive: Archive) -> None:
        edit.restore(archive, [self.one(archive, Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO, deleted=True)])

    def empty_bin(self, archive: Archive) -> None:
        edit.empty_bin(archive)

    def delete(self, archive: Archive) -> None:
        edit.delete_record(archive, self.one(archive, *Kind))

    def collect(self, archive: Archive) -> None:
        parent = self.luck.choice([None, *self._collections(archive)])
        number, _ = folders.new_collection(archive, f"{self.words()} {self.count}", parent)
        folders.add_to_collection(archive, number, self.some(archive, Kind.ARTICLE, Kind.PHOTO))

    def take_out(self, archive: Archive) -> None:
        number = self.one(archive, Kind.COLLECTION)
        with archive.read() as reader:
            members = reader.record(number).members  # type: ignore[attr-defined]  # it is a collection
        folders.remove_from_collection(archive, number, members[:1])

    def move_collection(self, archive: Archive) -> None:
        folders.move_collection(archive, self.one(archive, Kind.COLLECTION), self.one(archive, Kind.COLLECTION))

    def save_search(self, archive: Archive) -> None:
        folders.save_search(archive, self.luck.choice(WORDS), self.words())

    def rights(self, archive: Archive) -> None:
        work = self.one(archive, Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO)
        with archive.read() as reader:
            older = [s.id for s in reader.rights_of([work]).get(work, ()) if s.status == "current"]
        replaces = older[0] if older and self.luck.random() < 0.7 else None
        works.save_rights(archive, a_statement(work, note=self.words()), replaces=replaces)

    def link_photo(self, archive: Archive) -> None:
        number = self.one(archive, Kind.PHOTO)
        with archive.read() as reader:
            photo = reader.record(number)
        assert isinstance(photo, Photo)
        use = PhotoUse(caption=self.words(), credit_line=self.luck.choice(CREDITS))
        works.add_photo(archive, self.one(archive, Kind.ARTICLE), photo, use)

    def unlink(self, archive: Archive) -> None:
        works.unlink_use(archive, self.one(archive, Kind.PHOTO_USE, Kind.VIDEO_USE))

    def _collections(self, archive: Archive) -> list[int]:
        with archive.read() as reader:
            return reader.ids_of(Kind.COLLECTION)


_DEEDS: tuple[Callable[[Clerk, Archive], None], ...] = (
    Clerk.import_, Clerk.import_, Clerk.add_record, Clerk.edit_article, Clerk.edit_article, Clerk.edit_use,
    Clerk.edit_use, Clerk.batch, Clerk.batch, Clerk.bin_, Clerk.restore, Clerk.empty_bin, Clerk.delete, Clerk.collect,
    Clerk.take_out, Clerk.move_collection, Clerk.save_search, Clerk.rights, Clerk.link_photo, Clerk.unlink,
)  # fmt: skip


def _take_all_back(archive: Archive) -> int:
    count = 0
    while history.undo(archive):
        count += 1
    return count


def _repeat_all(archive: Archive) -> int:
    count = 0
    while history.redo(archive):
        count += 1
    return count


@pytest.mark.parametrize("seed", range(8))
def test_all_undone_is_the_start_and_all_redone_is_the_end(tmp_path: Path, seed: int) -> None:
    clerk = Clerk(random.Random(seed))
    archive = Archive.create(tmp_path / "test")
    try:
        add(archive, an_article("Was there before"), Photo(title="So was this"))
        start = logical(archive)
        done: list[str] = []
        for number in range(35):
            done.append(clerk.step(archive))
            if number % 12 == 11:
                archive.close()
                archive = Archive.open(tmp_path / "test")
        end = logical(archive)
        assert_index_is_right(archive)
        with archive.read() as reader:
            steps = sum(1 for o in reader.history.recent(999) if o.kind == "do") - 1
            assert reader.checks.links() == []
        for _ in range(steps):
            assert history.undo(archive), done
        assert logical(archive) == start, done
        assert_index_is_right(archive)
        archive.close()
        archive = Archive.open(tmp_path / "test")
        assert _repeat_all(archive) == steps, done
        assert logical(archive) == end, done
        assert _take_all_back(archive) == steps + 1
        assert all(rows == [] for rows in logical(archive).values())
    finally:
        archive.close()


@pytest.mark.parametrize("seed", range(4))
def test_an_older_step_is_taken_back_alone_or_not_at_all(archive: Archive, seed: int) -> None:
    luck = random.Random(1000 + seed)
    clerk = Clerk(luck)
    for _ in range(25):
        clerk.step(archive)
    taken = 0
    for _ in range(12):
        with archive.read() as reader:
            steps = [o for o in reader.history.recent(999) if o.kind == "do" and not o.undone]
        if not steps:
            break
        chosen = luck.choice(steps)
        before = logical(archive)
        try:
            changes = history.undo(archive, chosen.id)
        except Conflict:
            assert logical(archive) == before
        else:
            taken += 1
            assert changes
            history.redo(archive, chosen.id)
            assert logical(archive) == before
            history.undo(archive, chosen.id)
        with archive.read() as reader:
            assert reader.checks.links() == []
            assert reader.connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert taken
    assert_index_is_right(archive)


def test_a_step_whose_records_are_gone_is_not_taken_back(archive: Archive) -> None:
    [number] = add(archive, an_article())
    edit.to_bin(archive, [number])
    edit.empty_bin(archive)
    first = history.recent(archive)[-1]
    with pytest.raises(Conflict):
        history.undo(archive, first.id)
    assert not history.recent(archive)[-1].undone
    assert _take_all_back(archive) == 3


def test_a_step_repeated_after_an_older_was_repeated_still_guards_it(archive: Archive) -> None:
    """Add, change, both undone and redone: taking back the adding alone would lose the change."""
    [number] = add(archive, an_article("First"))
    edit.set_field(archive, number, "headline", "Second")
    history.undo(archive)
    history.undo(archive)
    history.redo(archive)
    history.redo(archive)
    with pytest.raises(Conflict, match="Change headline"):
        history.undo(archive, history.recent(archive)[-1].id)


def test_names_of_the_steps_and_what_redo_forgets(archive: Archive) -> None:
    assert (history.names(archive).undo, history.names(archive).redo) == ("", "")
    assert not history.undo(archive)
    assert not history.redo(archive)
    [number] = add(archive, an_article())
    edit.set_field(archive, number, "headline", "Second")
    assert history.names(archive).undo.startswith("Change headline")
    history.undo(archive)
    assert history.names(archive).redo.startswith("Change headline")
    edit.set_field(archive, number, "section", "Sport")
    assert history.names(archive).redo == ""
    with pytest.raises(InputError, match="taken back already"):
        history.undo(archive, 2)
    with pytest.raises(InputError, match="not taken back"):
        history.redo(archive, 1)
    history.redo(archive, 2)
    with archive.read() as reader:
        record = reader.record(number)
    assert isinstance(record, Article)
    assert (record.headline, record.section) == ("Second", "Sport")


def test_steps_on_many_records_are_noted_and_taken_back_in_parts(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "_BATCH", 7)
    monkeypatch.setattr(store_history, "CHUNK", 5)
    empty = logical(archive)
    drafts = [a_draft(f"Ferry {n}", body=("At dawn.", "In the harbour.")) for n in range(12)]
    articles = list(ingest.accept(archive, drafts).articles)
    full = logical(archive)
    edit.to_bin(archive, articles)
    edit.empty_bin(archive)
    gone = logical(archive)
    assert gone["article"] == []
    for _round in range(2):
        history.undo(archive)
        history.undo(archive)
        assert logical(archive) == full
        history.redo(archive)
        history.redo(archive)
        assert logical(archive) == gone
    assert _take_all_back(archive) == 3
    assert logical(archive) == empty
    assert_index_is_right(archive)
