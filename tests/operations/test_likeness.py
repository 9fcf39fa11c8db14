"""Alike articles: found in the catalogue and within an import, with their evidence; versions; all undoable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.changes import Changes
from archive_app.domain.errors import ArchiveError, InputError, NotFound
from archive_app.domain.records import Article, Draft, Kind
from archive_app.operations import edit, history, ingest, likeness, pictures, versions
from archive_app.operations.choosing import Chooser
from archive_app.operations.comparing import compare_draft, compare_records
from archive_app.operations.page import record_page
from archive_app.store.archive import Archive
from tests.make import a_draft, a_photo, add, an_article
from tests.store.dump import logical as dump
from tests.unit.test_likeness import NOTICE, edited, story

BODY = tuple(story(1))


def kept(archive: Archive, *drafts: Draft) -> list[int]:
    return list(ingest.accept(archive, drafts).articles)


def a_story(headline: str = "Crew walks out", body: tuple[str, ...] = BODY, **values: object) -> Draft:
    return a_draft(headline, body=body, **{"name": f"{headline}.html", "publisher": "", **values})  # type: ignore[arg-type]  # values of an article


def test_the_same_story_elsewhere_is_found_with_its_evidence(archive: Archive) -> None:
    [number] = kept(archive, a_story(url="https://one.example/a"))
    other = a_story("Ferries idle as crews strike", tuple(edited(story(1), 0.05)), url="https://two.example/b")
    [found] = likeness.duplicates(archive, other)
    assert (found.record_id, found.kind, found.certain) == (number, "near_text", False)
    assert 0.7 < found.text_likeness < 1
    assert (found.of, found.other_of) == (20, 20)
    assert 0 < found.sentences < 20
    assert found.reason == (
        f"{round(100 * found.text_likeness)} % of the text is the same; {found.sentences} sentences in common"
    )


def test_a_brief_and_the_long_story_find_one_another(archive: Archive) -> None:
    long = tuple(story(1, 900))
    [number] = kept(archive, a_story("Long", long))
    [found] = likeness.duplicates(archive, a_story("Brief", long[4:8]))
    assert (found.record_id, found.kind) == (number, "within")
    [brief] = kept(archive, a_story("Brief", long[4:8]))
    [seen] = likeness.alike(archive, number)
    assert (seen.record_id, seen.kind) == (brief, "holds")


def test_a_notice_below_every_article_makes_none_alike(archive: Archive) -> None:
    drafts = [a_story(f"Brief {n}", (*story(n, 45), NOTICE)) for n in range(100, 140)]
    kept(archive, *drafts)
    assert likeness.duplicates(archive, a_story("Another", (*story(999, 45), NOTICE))) == ()
    assert likeness.groups(archive) == ()


def test_a_column_of_one_name_is_not_one_article(archive: Archive) -> None:
    kept(archive, a_story("Weather", tuple(story(1, 60))))
    assert likeness.duplicates(archive, a_story("Weather", tuple(story(2, 60)))) == ()


def test_many_articles_of_one_file_are_not_one(archive: Archive) -> None:
    feed = b"<rss>one file</rss>"
    [first] = kept(archive, a_story("First", tuple(story(1)), content=feed, address="/feed.rss"))
    second = a_story("Second", tuple(story(2)), content=feed, address="/feed.rss")
    assert likeness.duplicates(archive, second) == ()
    [again] = likeness.duplicates(archive, a_story("First", tuple(story(1)), content=feed, address="/feed.rss"))
    assert (again.record_id, again.kind, again.certain) == (first, "same_bytes", True)


def test_a_front_page_named_as_every_pages_address_says_nothing(archive: Archive) -> None:
    kept(archive, a_story("One", tuple(story(1)), url="https://paper.example/"))
    assert likeness.duplicates(archive, a_story("Two", tuple(story(2)), url="https://www.paper.example")) == ()


def test_the_sample_follows_the_text_through_edit_undo_bin_and_rebuild(archive: Archive) -> None:
    [number] = kept(archive, a_story())
    draft = a_story("Elsewhere", url="https://two.example/x")

    def found() -> list[int]:
        return [d.record_id for d in likeness.duplicates(archive, draft)]

    with archive.read() as reader:
        article = reader.of_type(Article, [number])[number]
    edit.save(archive, replace(article, body=tuple(story(2))))
    assert found() == []
    history.undo(archive)
    assert found() == [number]
    edit.to_bin(archive, [number])
    assert found() == []
    history.undo(archive)
    archive.rebuild_index(lambda _d, _t, _n: None)
    assert found() == [number]
    history.undo(archive)  # the import
    assert found() == []
    history.redo(archive)
    assert found() == [number]


def test_a_catalogue_without_samples_gets_them(archive: Archive) -> None:
    kept(archive, a_story(), a_story("Again", url="https://two.example/x"))
    gone = "INSERT INTO article_shingle (article_shingle) VALUES ('delete-all')"
    archive.maintain(lambda w: w.connection.exec_driver_sql(gone).rowcount)
    archive.maintain(lambda w: w.connection.exec_driver_sql("DELETE FROM article_print").rowcount)
    with archive.read() as reader:
        assert reader.prints.lacking() == 2
    [group] = likeness.groups(archive)
    assert len(group.members) == 2


def test_within_an_import_later_ones_are_like_earlier_ones() -> None:
    together = likeness.Together()
    assert together.look(1, a_story(url="https://one.example/a")) == ()
    assert together.look(2, a_story("Other", tuple(story(2)))) == ()
    [found] = together.look(3, a_story("Elsewhere", tuple(edited(story(1), 0.05))))
    assert (found.record_id, found.item, found.kind) == (0, 1, "near_text")
    [place] = together.look(4, a_story("Changed", tuple(story(3)), url="http://www.one.example/a/"))
    assert (place.item, place.kind) == (1, "same_address")
    together.forget()
    assert together.look(5, a_story()) == ()


def test_a_chooser_never_loses_a_text(archive: Archive) -> None:
    chooser = Chooser(archive, "version")
    same = b"<html>"
    drafts = [
        a_story(content=same), a_story(content=same), a_story(content=same),
        a_story("Enlarged", (*BODY, *story(7, 60))), a_story("Other", tuple(story(2))),
    ]  # fmt: skip
    assert [chooser.choose(d).action for d in drafts] == ["keep", "skip", "skip", "version", "keep"]
    made = ingest.accept(archive, chooser.drafts, versions=chooser.versions)
    first, enlarged, other = made.articles
    assert [v.record_id for v in versions.history_of(archive, first)] == [first, enlarged]
    assert versions.history_of(archive, other) == ()


# Versions -----------------------------------------------------------------------------------------


@pytest.fixture
def three(archive: Archive) -> list[int]:
    return add(archive, *(an_article(f"State {n}", body=tuple(story(1)[: n + 2])) for n in range(3)))


def numbers(archive: Archive, article: int) -> list[tuple[int, bool]]:
    return [(row.record_id, row.current) for row in versions.history_of(archive, article)]


def test_versions_form_one_chain_with_one_current(archive: Archive, three: list[int]) -> None:
    a, b, c = three
    versions.link(archive, b, a)
    versions.link(archive, c, a)
    assert numbers(archive, a) == numbers(archive, c) == [(a, False), (b, False), (c, True)]
    rows = versions.history_of(archive, b)
    assert [row.number for row in rows] == [1, 2, 3]
    assert rows[1].words_added == 46  # 45 of the paragraph, and the headline's number
    assert record_page(archive, b).versions == rows
    versions.make_current(archive, a)
    assert numbers(archive, b) == [(a, True), (b, False), (c, False)]
    versions.set_order(archive, [c, a, b])
    assert numbers(archive, b) == [(c, False), (a, True), (b, False)]
    versions.unlink(archive, a)
    assert numbers(archive, b) == [(c, False), (b, True)]
    assert numbers(archive, a) == []
    versions.unlink(archive, c)
    assert numbers(archive, b) == []


def test_two_chains_become_one(archive: Archive) -> None:
    a, b, c, d = add(archive, *(an_article(f"State {n}") for n in range(4)))
    versions.link(archive, b, a)
    versions.link(archive, d, c)
    versions.link(archive, c, b)
    assert numbers(archive, a) == [(a, False), (b, False), (c, False), (d, True)]


def test_what_cannot_be_versions_is_refused(archive: Archive, three: list[int]) -> None:
    [photo] = add(archive, a_photo("A"))
    versions.link(archive, three[1], three[0])
    for newer, older, error in (
        (three[0], three[0], InputError), (three[0], three[1], InputError), (three[2], photo, InputError),
        (three[2], 999, NotFound),
    ):  # fmt: skip
        before = dump(archive)
        with pytest.raises(error):
            versions.link(archive, newer, older)
        assert dump(archive) == before
    with pytest.raises(InputError):
        versions.make_current(archive, three[2])
    assert not versions.unlink(archive, three[2])


Verb = Callable[[Archive, list[int]], Changes]
VERBS: dict[str, Verb] = {
    "link": lambda archive, ids: versions.link(archive, ids[2], ids[0]),
    "unlink": lambda archive, ids: versions.unlink(archive, ids[0]),
    "current": lambda archive, ids: versions.make_current(archive, ids[0]),
    "note": lambda archive, ids: versions.set_note(archive, ids[0], "first"),
    "order": lambda archive, ids: versions.set_order(archive, [ids[1], ids[0]]),
    "different": lambda archive, ids: versions.mark_different(archive, (ids[0], ""), (ids[2], "")),
}


@pytest.mark.parametrize("name", VERBS)
def test_every_decision_is_one_step_that_undo_takes_back(archive: Archive, three: list[int], name: str) -> None:
    versions.link(archive, three[1], three[0])
    before = dump(archive)
    changes = VERBS[name](archive, three)
    assert changes
    assert changes.structure
    after = dump(archive)
    assert after != before
    history.undo(archive)
    assert dump(archive) == before
    history.redo(archive)
    assert dump(archive) == after


def test_an_article_that_goes_for_good_leaves_its_versions(archive: Archive, three: list[int]) -> None:
    versions.link(archive, three[1], three[0])
    versions.mark_different(archive, (three[0], ""), (three[2], ""))
    edit.to_bin(archive, [three[0]])
    before = dump(archive)
    edit.empty_bin(archive)
    assert numbers(archive, three[1]) == []
    assert not versions.are_different(archive, (three[2], ""), (three[0], ""))
    history.undo(archive)
    assert dump(archive) == before


def test_all_versions_may_go_for_good_together(archive: Archive, three: list[int]) -> None:
    versions.link(archive, three[1], three[0])
    versions.link(archive, three[2], three[1])
    edit.to_bin(archive, three[:2])
    before = dump(archive)
    edit.empty_bin(archive)
    assert numbers(archive, three[2]) == []
    history.undo(archive)
    assert dump(archive) == before
    edit.to_bin(archive, three[2:])
    edit.empty_bin(archive)
    assert dump(archive)["version"] == []
    history.undo(archive)
    history.undo(archive)
    assert dump(archive) == before


def test_an_import_that_was_linked_since_is_not_undone_under_it(archive: Archive) -> None:
    [a] = kept(archive, a_story())
    step = history.recent(archive, 1)[0].id
    [b] = kept(archive, a_story("Later"))
    versions.link(archive, b, a)
    with pytest.raises(ArchiveError):
        history.undo(archive, step)
    assert numbers(archive, a) == [(a, False), (b, True)]


# Different ----------------------------------------------------------------------------------------


def test_different_is_mutual_and_remembered(archive: Archive) -> None:
    a, b = kept(archive, a_story(), a_story("Elsewhere", url="https://two.example/x"))
    assert [d.record_id for d in likeness.alike(archive, a)] == [b]
    versions.mark_different(archive, (b, ""), (a, ""))
    assert likeness.alike(archive, a) == likeness.alike(archive, b) == ()
    assert likeness.groups(archive) == ()
    assert versions.are_different(archive, (a, ""), (b, ""))
    assert versions.are_different(archive, (b, ""), (a, ""))
    assert not versions.mark_different(archive, (a, ""), (b, ""))  # known already: no second step
    versions.forget_different(archive, (a, ""), (b, ""))
    assert [d.record_id for d in likeness.alike(archive, b)] == [a]


def test_a_draft_known_to_be_different_stays_so_as_a_record(archive: Archive) -> None:
    [a] = kept(archive, a_story())
    draft = a_story("Elsewhere", url="https://two.example/x")
    assert likeness.duplicates(archive, draft)
    [end] = likeness.ends_of_draft(draft)
    versions.mark_different(archive, end, (a, ""))
    assert likeness.duplicates(archive, draft) == ()
    [b] = kept(archive, replace(draft, article=replace(draft.article, headline="As the reviewer wrote it")))
    assert likeness.alike(archive, a) == likeness.alike(archive, b) == ()
    assert likeness.groups(archive) == ()


# Comparing ----------------------------------------------------------------------------------------


def test_captions_and_credits_are_compared_too(archive: Archive) -> None:
    photo = ("https://e.org/a.jpg", "The quay at night", "Photo: Ann Example")
    [a] = kept(archive, a_story(photos=[photo]))
    later = a_story(photos=[(photo[0], "The quay at noon", photo[2]), ("https://e.org/b.jpg", "Pickets", "AFP")])
    found = compare_draft(archive, a, later)
    by_name = {f.name: f for f in found.fields}
    assert by_name["headline"].same
    assert [p.kind for p in by_name["photo1.caption"].paragraphs] == ["changed"]
    assert by_name["photo1.credit_line"].same
    assert [p.kind for p in by_name["photo2.caption"].paragraphs] == ["added"]
    assert by_name["photo2.caption"].label == "Photo 2 · Caption as printed"
    assert (found.words.added, found.words.removed) == (3, 1)
    [b] = kept(archive, later)
    assert compare_records(archive, a, b).words == found.words
    assert compare_records(archive, a, a).same
    with archive.read() as reader:
        picture = reader.photo_uses(articles=[a])[0].photo_id or 0
    with pytest.raises(InputError):
        compare_records(archive, a, picture)


# Pictures -----------------------------------------------------------------------------------------


def test_a_picture_that_is_there_is_proposed_and_used(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "page_files"
    folder.mkdir()
    picture = Image.effect_noise((320, 200), 80).resize((640, 400)).convert("RGB")
    picture.save(folder / "one.png")
    picture.resize((320, 200)).save(folder / "small.jpg", quality=85)
    Image.effect_noise((320, 200), 80).resize((640, 400)).save(folder / "other.png")
    address = str(tmp_path / "page.html")
    kept(archive, a_story(photos=[("page_files/one.png", "The quay", "AFP")], address=address))
    with archive.read() as reader:
        [known] = reader.ids_of(Kind.PHOTO)
    names = ("page_files/other.png", "page_files/one.png", "page_files/small.jpg", "page_files/gone.png")
    draft = a_story("Later", tuple(story(2)), photos=[(n, "", "") for n in names], address=address)
    found = pictures.same_pictures(archive, draft)
    assert [(one.place, one.photo_id, one.exact) for one in found] == [(1, known, True), (2, known, False)]
    assert found[0].title == "The quay"
    [later] = kept(archive, pictures.with_records(draft, {1: known, 2: known}))
    with archive.read() as reader:
        used = [use.photo_id for use in reader.photo_uses(articles=[later])]
        assert len(reader.ids_of(Kind.PHOTO)) == 3  # the known one, the other one, the one that is gone
    assert used[1:3] == [known, known]
    history.undo(archive)
    with archive.read() as reader:
        assert reader.ids_of(Kind.PHOTO) == [known]
