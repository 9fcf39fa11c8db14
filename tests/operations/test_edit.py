"""Changing records: one value, many at once, the bin, files and rights; each is one step that Undo takes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.domain import fields
from archive_app.domain.batch import FieldEdit
from archive_app.domain.errors import (
    Cancelled,
    Conflict,
    InputError,
    InvalidRecord,
    NotFound,
    UnreadableSource,
)
from archive_app.domain.records import Article, Authority, Name, Photo, PhotoUse, Variant, Video, VideoUse
from archive_app.operations import edit, folders, history, ingest, works
from archive_app.operations.page import record_page
from archive_app.operations.previews import preview_path
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from tests.make import a_draft, a_statement, add, an_article
from tests.store.dump import logical


def get(archive: Archive, number: int) -> Any:
    with archive.read() as reader:
        return reader.record(number)


@pytest.fixture
def page(archive: Archive) -> dict[str, int]:
    """An article with one photo, as imported."""
    accepted = ingest.accept(
        archive, [a_draft(photos=[("https://e.org/a.jpg", "The quay", "Photo: Ilya Beispiel/AFP")])]
    )
    with archive.read() as reader:
        [use] = reader.photo_uses(articles=accepted.articles)
    return {"article": accepted.articles[0], "photo": use.photo_id or 0, "use": use.id or 0}


def test_a_new_record_is_one_step(archive: Archive) -> None:
    changes = edit.save(archive, an_article(), initiator="form")
    assert (changes.label, changes.initiator, changes.structure) == ("Add article", "form", True)
    assert history.undo(archive)
    assert all(not rows for rows in logical(archive).values())


def test_only_what_differs_is_written(archive: Archive, page: dict[str, int]) -> None:
    article = get(archive, page["article"])
    assert not edit.save(archive, article)
    changes = edit.save(archive, replace(article, section="Sport", dateline="Bonn"))
    assert changes.records >= {page["article"]}
    entries = [e for e in history.of_record(archive, page["article"]) if e.operation_id == changes.operation_id]
    assert {(e.field, e.before, e.after) for e in entries} == {("section", "", "Sport"), ("dateline", "", "Bonn")}


def test_what_does_not_fit_is_refused_by_field(archive: Archive, page: dict[str, int]) -> None:
    before = logical(archive)
    with pytest.raises(InvalidRecord) as told:
        edit.save(archive, replace(get(archive, page["article"]), published="last spring", url="not an address"))
    assert {field for field, _ in told.value.problems} == {"published", "url"}
    with pytest.raises(InvalidRecord):
        edit.set_field(archive, page["article"], "published", "gibberish")
    with pytest.raises(NotFound, match="has no field"):
        edit.set_field(archive, page["article"], "colour", "red")
    with pytest.raises(NotFound):
        edit.set_field(archive, 999, "headline", "x")
    assert logical(archive) == before


def test_a_stale_form_does_not_overwrite(archive: Archive, page: dict[str, int]) -> None:
    stale = get(archive, page["article"])
    edit.set_field(archive, page["article"], "headline", "Newer")
    with pytest.raises(Conflict):
        edit.save(archive, replace(stale, section="Sport"))


def test_a_changed_credit_line_is_read_anew_and_its_evidence_superseded(archive: Archive, page: dict[str, int]) -> None:
    edit.set_field(archive, page["use"], "credit_line", "Foto: Anna Muster / Reuters")
    use = get(archive, page["use"])
    assert [p.name for p in use.credit.parties] == ["Anna Muster", "Reuters"]
    assert "".join(use.credit.literals) == use.credit_line
    entry = next(e for e in history.of_record(archive, page["use"]) if e.field == "credit_line")
    history.restore_value(archive, entry)
    use = get(archive, page["use"])
    assert use.credit_line == "Photo: Ilya Beispiel/AFP"
    assert "".join(use.credit.literals) == use.credit_line
    edit.set_field(archive, page["use"], "caption", "By a person")
    with archive.read() as reader:
        marks = [(e.field, e.method, e.current) for e in reader.evidence([page["use"]])[page["use"]]]
    assert marks == [("caption", "html:figcaption", False), ("caption", "person", True)]


@pytest.mark.parametrize(("field", "new"), [("headline", "New"), ("body", "One\n\nTwo"), ("reviewed", "yes"),
                                            ("published", "1978-06"), ("notes", "look")])  # fmt: skip
def test_one_value_is_restored_from_history(archive: Archive, page: dict[str, int], field: str, new: str) -> None:
    before = get(archive, page["article"])
    edit.set_field(archive, page["article"], field, new)
    entry = next(e for e in history.of_record(archive, page["article"]) if e.field == field)
    edit.set_field(archive, page["article"], "section", "in between")
    assert entry.revertable
    history.restore_value(archive, entry)
    assert fields.get(get(archive, page["article"]), field) == fields.get(before, field)


def test_organisations_are_linked_by_any_name_and_people_never(archive: Archive) -> None:
    [agency, person] = add(
        archive,
        Authority(name="Orbital Press", variants=(Variant("Орбитал Пресс", "ru"),)),
        Authority(name="Ilya Beispiel", kind="person"),
    )
    accepted = ingest.accept(
        archive,
        [a_draft(photos=[("https://e.org/a.jpg", "", "Фото: Ilya Beispiel/Орбитал Пресс")], publisher="Orbital Press",
                 bylines=(Name("Ilya Beispiel"),))],
    )  # fmt: skip
    with archive.read() as reader:
        [use] = reader.photo_uses(articles=accepted.articles)
    assert {p.name: p.authority_id for p in use.credit.parties} == {"Ilya Beispiel": None, "Орбитал Пресс": agency}
    article = get(archive, accepted.articles[0])
    assert (article.publisher_id, article.bylines[0].authority_id) == (agency, None)
    edit.set_field(archive, article.id, "publisher", "Nobody’s Paper")
    assert get(archive, article.id).publisher_id is None
    assert person


def test_an_organisation_of_the_vocabulary_is_made_once(archive: Archive) -> None:
    ingest.accept(archive, [a_draft("One", photos=[("", "", "Reuters")]), a_draft("Two", photos=[("", "", "Reuters")])])
    ingest.accept(archive, [a_draft("Three", photos=[("", "", "Photo: Reuters")])])
    with archive.read() as reader:
        assert [a.name for a in reader.authorities()].count("Reuters") == 1


# -- many records -----------------------------------------------------------------------------------


@pytest.fixture
def three(archive: Archive) -> list[int]:
    return add(archive, an_article("One", section="News"), an_article("Two"), an_article("Three", section="Sport"))


def test_the_preview_is_what_happens_and_one_undo_restores_all(archive: Archive, three: list[int]) -> None:
    before = logical(archive)
    edits = (FieldEdit("section", "set", "Sport"), FieldEdit("subjects", "add", "ships; sea"),
             FieldEdit("headline", "replace", "1", find="O"), FieldEdit("reviewed", "set", "yes"))  # fmt: skip
    plan = edit.preview(archive, three, edits)
    assert logical(archive) == before
    assert (plan.records, plan.unchanged, plan.refused) == (3, 0, ())
    changes = edit.apply(archive, plan)
    assert set(three) <= changes.records
    for row in plan.rows:
        assert fields.shown_of(get(archive, row.record_id), row.field) == row.after, row
    assert edit.preview(archive, three, edits).rows == ()
    history.undo(archive)
    assert logical(archive) == before


def test_an_empty_value_never_erases_only_clear_does(archive: Archive, three: list[int]) -> None:
    for value in ("", "  "):
        plan = edit.preview(archive, three, [FieldEdit("section", "set", value)])
        assert (plan.rows, plan.unchanged) == ((), 3)
        assert not edit.apply(archive, plan)
    plan = edit.preview(archive, three, [FieldEdit("section", "clear")])
    assert [(r.before, r.after) for r in plan.rows] == [("News", ""), ("Sport", "")]
    edit.apply(archive, plan)
    assert get(archive, three[0]).section == ""


def test_two_edits_of_one_field_follow_each_other(archive: Archive, three: list[int]) -> None:
    plan = edit.preview(
        archive, three[:1], [FieldEdit("section", "set", "A"), FieldEdit("section", "replace", "B", "A")]
    )
    assert [(r.before, r.after) for r in plan.rows] == [("News", "A"), ("A", "B")]
    edit.apply(archive, plan)
    assert get(archive, three[0]).section == "B"


def test_items_of_lists_are_added_once_and_removed(archive: Archive, three: list[int]) -> None:
    for action, expected in (("add", ("Ann Example", "Bo Muster")), ("add", ("Ann Example", "Bo Muster")),
                             ("remove", ("Ann Example",))):  # fmt: skip
        edit.apply(archive, edit.preview(archive, three, [FieldEdit("bylines", action, "Bo Muster")]))
        assert tuple(n.text for n in get(archive, three[1]).bylines) == expected


def test_what_cannot_take_it_is_refused_and_the_rest_goes_on(archive: Archive, three: list[int]) -> None:
    [photo] = add(archive, Photo(title="Quay"))
    plan = edit.preview(archive, [*three, photo], [FieldEdit("section", "set", "Sport")])
    assert (len(plan.refused), plan.unchanged, plan.records) == (1, 1, 2)
    assert plan.refused[0][0] == "Quay"
    plan = edit.preview(archive, three, [FieldEdit("published", "set", "gibberish")])
    assert (len(plan.refused), plan.rows, plan.unchanged) == (3, (), 0)


def test_what_changed_since_the_preview_stops_everything(archive: Archive, three: list[int]) -> None:
    plan = edit.preview(archive, three, [FieldEdit("section", "set", "Weather")])
    edit.set_field(archive, three[2], "section", "Arts")
    before = logical(archive)
    with pytest.raises(Conflict, match="changed since the preview"):
        edit.apply(archive, plan)
    assert logical(archive) == before
    edit.apply(archive, plan, without=[three[2]])
    assert [get(archive, n).section for n in three] == ["Weather", "Weather", "Arts"]


def stopped_when(heard: list[int], asked: int) -> Progress:
    """A progress that somebody stops when it has been told of so often."""
    heard.clear()

    def report(done: int, _total: int, _note: str) -> None:
        heard.append(done)
        if len(heard) > asked:
            progress.cancel()

    progress = Progress(report)
    return progress


def test_a_batch_that_is_stopped_changes_nothing(archive: Archive, three: list[int]) -> None:
    plan = edit.preview(archive, three, [FieldEdit("notes", "set", "x")])
    before = logical(archive)
    heard: list[int] = []
    edit.apply(archive, plan, progress=Progress(lambda done, _total, _note: heard.append(done)))
    history.undo(archive)
    assert len(heard) > len(three)
    times = len(heard)
    for asked in range(times - 1):  # the last time it is stopped while the index is brought in step
        with pytest.raises(Cancelled):
            edit.apply(archive, plan, progress=stopped_when(heard, asked))
        assert logical(archive) == before


# -- bin, collections, works ------------------------------------------------------------------------


def test_the_bin_is_emptied_for_good_but_not_beyond_undo(archive: Archive, page: dict[str, int]) -> None:
    folders.add_to_collection(archive, folders.new_collection(archive, "Shelf")[0], [page["article"], page["photo"]])
    before = logical(archive)
    assert edit.to_bin(archive, [page["article"]]).label == "Put “Ferry returns to the harbour” into the bin"
    assert not edit.to_bin(archive, [page["article"]])
    edit.empty_bin(archive)
    with pytest.raises(NotFound):
        get(archive, page["article"])
    assert record_page(archive, page["photo"]).appears_in == ()
    assert not edit.empty_bin(archive)
    history.undo(archive)
    history.undo(archive)
    assert logical(archive) == before
    assert len(record_page(archive, page["photo"]).appears_in) == 1


def test_collections(archive: Archive, three: list[int]) -> None:
    top, _ = folders.new_collection(archive, " Top ")
    inner, _ = folders.new_collection(archive, "Inner", top)
    with pytest.raises(InputError, match="already a collection"):
        folders.new_collection(archive, "TOP")
    with pytest.raises(InputError, match="needs a name"):
        folders.new_collection(archive, "  ")
    with pytest.raises(InputError, match="which stands in it"):
        folders.move_collection(archive, top, inner)
    folders.add_to_collection(archive, inner, [three[1], three[0], three[1]])
    assert not folders.add_to_collection(archive, inner, [three[0]])
    assert get(archive, inner).members == (three[1], three[0])
    folders.remove_from_collection(archive, inner, [three[1]])
    assert get(archive, inner).members == (three[0],)
    with pytest.raises(NotFound):
        folders.add_to_collection(archive, three[0], [three[1]])
    number, _ = folders.save_search(archive, "Ships", "ship")
    assert folders.save_search(archive, "ships", "boat")[0] == number
    assert get(archive, number).query == "boat"


def test_works_and_their_uses(archive: Archive, page: dict[str, int]) -> None:
    use, _ = works.add_photo(archive, page["article"], Photo(title="New"), PhotoUse(caption="c", credit_line="AFP"))
    film, _ = works.add_video(archive, page["article"], Video(title="Film"), VideoUse(mention="see"))
    shown = record_page(archive, page["article"])
    assert [p.use.id for p in shown.photos] == [page["use"], use]
    assert [v.use.id for v in shown.videos] == [film]
    assert shown.photos[1].use.credit.parties[0].name == "AFP"
    works.unlink_use(archive, use)
    assert [p.use.id for p in record_page(archive, page["article"]).photos] == [page["use"]]
    with pytest.raises(NotFound):
        works.unlink_use(archive, page["article"])
    with pytest.raises(NotFound):
        works.add_photo(archive, page["photo"], Photo())


def test_a_file_is_attached_once_and_refused_where_it_does_not_fit(
    archive: Archive, page: dict[str, int], tmp_path: Path
) -> None:
    picture = tmp_path / "quay.png"
    Image.new("RGB", (600, 300), "navy").save(picture)
    works.attach_media(archive, page["photo"], picture)
    media = record_page(archive, page["photo"]).media
    assert media is not None
    assert (media.width, media.height, media.name, media.fixity) == (600, 300, "quay.png", "ok")
    assert works.media_path(archive, media).read_bytes() == picture.read_bytes()
    assert preview_path(archive, media.sha256, 256).is_file()
    [other] = add(archive, Photo(title="Same bytes"))
    works.attach_media(archive, other, picture)
    assert get(archive, other).media_id == media.id
    [video] = add(archive, Video())
    before = logical(archive)
    with pytest.raises(InputError, match="cannot be"):
        works.attach_media(archive, video, picture)
    with pytest.raises(InputError, match="photo or a video only"):
        works.attach_media(archive, page["article"], picture)
    (tmp_path / "no.jpg").write_bytes(b"not a picture")
    for path in (tmp_path / "no.jpg", tmp_path / "missing.jpg"):
        with pytest.raises(UnreadableSource):
            works.attach_media(archive, page["photo"], path)
    assert logical(archive) == before


def test_a_statement_in_force_is_superseded_never_edited(archive: Archive, page: dict[str, int]) -> None:
    works.save_rights(archive, a_statement(page["photo"], note="first"))
    [first] = record_page(archive, page["photo"]).rights
    works.save_rights(archive, replace(first, note="second"))
    old, new = record_page(archive, page["photo"]).rights
    assert (old.status, old.note, new.status, new.note, new.supersedes_id) == (
        "superseded", "first", "current", "second", old.id)  # fmt: skip
    works.withdraw_rights(archive, new.id or 0)
    assert record_page(archive, page["photo"]).rights[1].status == "withdrawn"
    with pytest.raises(InvalidRecord):
        works.save_rights(archive, a_statement(page["photo"], basis="hearsay"))


def test_every_kind_of_record_has_a_page(archive: Archive, page: dict[str, int]) -> None:
    folders.new_collection(archive, "Shelf")
    folders.save_search(archive, "s", "x")
    works.save_rights(archive, a_statement(page["photo"]))
    with archive.read() as reader:
        numbers = [row["id"] for row in logical(archive)["record"]]
        assert len(reader.records(numbers)) == len(numbers)
    for number in numbers:
        assert record_page(archive, number).record.id == number
    with pytest.raises(NotFound):
        record_page(archive, 999)
    assert isinstance(record_page(archive, page["article"]).record, Article)
