"""Photos that are alike: found as they arrive and by the search in parts; told apart, linked, merged and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive_app.domain.errors import Cancelled, InputError
from archive_app.domain.query_text import parse
from archive_app.domain.records import Name, Photo, PhotoUse
from archive_app.operations import edit, find, folders, history, page, photo_likeness, photo_merging, versions, works
from archive_app.operations.picture_scan import scan, waiting
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from tests.make import a_photo, a_statement, add, an_article
from tests.operations.pictures import ALTERED, captioned, file_of, scene


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "Pictures.archive")


def a_kept(archive: Archive, path: Path, title: str = "") -> int:
    """A photo with a file."""
    [number] = add(archive, a_photo(title or path.stem))
    works.attach_media(archive, number, path)
    return number


def drawn(archive: Archive, folder: Path, seed: int, name: str) -> int:
    return a_kept(archive, file_of(scene(seed), folder / name, quality=92))


def four(archive: Archive, folder: Path) -> tuple[int, int, int, int]:
    """A photo, its re-captioned copy, a small grey copy, and another photo."""
    one = drawn(archive, folder, 1, "one.jpg")
    told = captioned(folder / "one.jpg", folder / "told.jpg")
    small = file_of(ALTERED["half size"](scene(1)).convert("L"), folder / "small.png")
    return one, a_kept(archive, told), a_kept(archive, small), drawn(archive, folder, 2, "other.jpg")


def test_similar_photos_come_with_the_surest_first(archive: Archive, tmp_path: Path) -> None:
    one, told, small, other = four(archive, tmp_path)
    found = photo_likeness.similar(archive, one)
    assert [(f.photo_id, f.sort) for f in found] == [(told, "picture"), (small, "near")]
    assert photo_likeness.similar(archive, other) == ()
    with archive.read() as reader:
        assert photo_likeness.similar_ids(reader, one) == [told, small]
    edit.to_bin(archive, [told])
    assert [f.photo_id for f in photo_likeness.similar(archive, one)] == [small]


def test_a_search_finds_similar_photos_and_articles(archive: Archive, tmp_path: Path) -> None:
    one, told, small, other = four(archive, tmp_path)

    def ids(text: str) -> set[int]:
        return set(find.search(archive, parse(text).query).ids)

    assert ids(f"similar:{one}") == {one, told, small}
    assert ids(f"similar:#{one} -id:{one}") == {told, small}
    assert ids(f"-similar:{one}") == {other}
    assert ids(f"similar:{other}") == {other}
    assert ids("similar:9999") == ids("similar:harbour") == set()
    text = tuple(f"The crane drivers of quay {n} left their cabins at noon and did not come back." for n in range(9))
    story, copy, else_ = add(
        archive, an_article("Strike", body=text), an_article("Strike again", body=text), an_article("Elsewhere")
    )
    assert ids(f"similar:{story}") == {story, copy}
    assert ids(f"similar:{else_}") == {else_}


def test_two_records_of_one_file_are_alike(archive: Archive, tmp_path: Path) -> None:
    one = drawn(archive, tmp_path, 1, "one.jpg")
    again = a_kept(archive, tmp_path / "one.jpg", "again")
    assert [f.sort for f in photo_likeness.similar(archive, one)] == ["file"]
    [pair] = photo_likeness.pairs(archive)
    assert (pair.one, pair.other, pair.sort) == (one, again, "file")


def test_a_photo_without_a_file_is_like_none(archive: Archive) -> None:
    [bare, article] = add(archive, a_photo("bare"), an_article("No photo"))
    assert photo_likeness.similar(archive, bare) == ()
    with pytest.raises(InputError):
        photo_likeness.similar(archive, article)


def test_the_search_for_pairs_finds_them_once(archive: Archive, tmp_path: Path) -> None:
    one, told, small, _other = four(archive, tmp_path)
    assert waiting(archive) == 4
    assert [p.sort for p in photo_likeness.pairs(archive)] == ["picture"], "without the search only equal pixels"
    did = scan(archive)
    assert (did.measured, did.looked_up, did.pairs) == (0, 4, 3)
    found = photo_likeness.pairs(archive)
    assert {(p.one, p.other): p.sort for p in found} == {
        (one, told): "picture", (one, small): "near", (told, small): "near",
    }  # fmt: skip
    assert photo_likeness.groups_of(found) == ((one, told, small),)
    assert scan(archive).looked_up == 0
    late = a_kept(archive, file_of(ALTERED["lighter"](scene(2)), tmp_path / "late.jpg"))
    assert scan(archive).pairs == 1
    assert late in {p.other for p in photo_likeness.pairs(archive)}


def test_a_stopped_search_goes_on_where_it_was(archive: Archive, tmp_path: Path) -> None:
    four(archive, tmp_path)
    with archive.read() as reader:
        files = [m.sha256 for m in reader.pictures.unpaired(10)]
    assert len(files) == 4
    archive.note(lambda w: w.connection.exec_driver_sql("DELETE FROM media_hash"))
    progress = Progress(lambda done, _total, _note: progress.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        scan(archive, progress)
    did = scan(archive)
    assert did.measured == 4
    assert did.pairs == 3


def test_a_file_that_is_away_waits_for_another_time(archive: Archive, tmp_path: Path) -> None:
    one = drawn(archive, tmp_path, 1, "one.jpg")
    archive.note(lambda w: w.connection.exec_driver_sql("DELETE FROM media_hash"))
    media = page.record_page(archive, one).media
    assert media is not None
    path = works.media_path(archive, media)
    content = path.read_bytes()
    path.unlink()
    assert (scan(archive).measured, scan(archive).lost) == (0, 1)
    path.write_bytes(content)
    assert scan(archive).measured == 1


def test_pairs_that_are_different_are_not_proposed_until_that_is_taken_back(archive: Archive, tmp_path: Path) -> None:
    one, told, small, _other = four(archive, tmp_path)
    scan(archive)
    photo_likeness.mark_different(archive, small, one)
    assert {(p.one, p.other) for p in photo_likeness.pairs(archive)} == {(one, told), (told, small)}
    history.undo(archive)
    assert len(photo_likeness.pairs(archive)) == 3
    with pytest.raises(InputError):
        photo_likeness.mark_different(archive, one, one)


def test_versions_of_a_photo_are_no_pairs(archive: Archive, tmp_path: Path) -> None:
    one, told, _small, _other = four(archive, tmp_path)
    versions.link(archive, told, one)
    assert (one, told) not in {(p.one, p.other) for p in photo_likeness.pairs(archive)}
    rows = page.record_page(archive, one).versions
    assert [(row.record_id, row.current) for row in rows] == [(one, False), (told, True)]
    [article] = add(archive, an_article("Not a photo"))
    with pytest.raises(InputError):
        versions.link(archive, article, one)


def two_of_them(archive: Archive, folder: Path) -> tuple[int, int, int]:
    """Two photos with uses, rights and collections, and an article both are printed in."""
    [article, reprint] = add(archive, an_article("Strike"), an_article("A look back"))
    one, told, _small, _other = four(archive, folder)
    with archive.read() as reader:
        first, second = (reader.of_type(Photo, [n])[n] for n in (one, told))
    edit.save(archive, replace(first, place="Northport", notes="Old print.", creators=(Name("A. Lens"),)))
    edit.save(archive, replace(second, taken="1978-03-14", notes="A scan.", creators=(Name("B. Eye"),)))
    with archive.read() as reader:
        first, second = (reader.of_type(Photo, [n])[n] for n in (one, told))
    works.add_photo(archive, article, first, PhotoUse(caption="Berths", credit_line="City Archive"))
    works.add_photo(archive, article, second, PhotoUse(caption="Berths", credit_line="City Archive"))
    works.add_photo(archive, reprint, second, PhotoUse(caption="The quay", credit_line="Gazette"))
    works.save_rights(archive, a_statement(told))
    number, _changes = folders.new_collection(archive, "Harbour", None)
    folders.add_to_collection(archive, number, [told])
    return one, told, number


def test_a_merge_brings_uses_rights_and_collections_together(archive: Archive, tmp_path: Path) -> None:
    one, told, _collection = two_of_them(archive, tmp_path)
    before = photo_merging.preview(archive, one, told)
    assert (before.uses, before.same_uses, before.rights, before.collections) == (1, 1, 1, 1)
    assert {f.name: f.proposed for f in before.differing} == {
        "title": "kept", "creators": "both", "taken": "other", "place": "kept", "notes": "both",
        "media_id": {f.name: f.proposed for f in before.differing}["media_id"],
    }  # fmt: skip
    photo_merging.merge(archive, one, told, {"title": "other", "media_id": "other"})
    found = page.record_page(archive, one)
    assert isinstance(found.record, Photo)
    assert found.record.title == "told"
    assert [c.text for c in found.record.creators] == ["A. Lens", "B. Eye"]
    assert (found.record.taken, found.record.place) == ("1978-03-14", "Northport")
    assert found.record.notes == "Old print.\n\nA scan."
    assert found.media is not None
    assert found.media.name == "told.jpg"
    assert sorted(a.use.caption for a in found.appears_in) == ["Berths", "The quay"]
    assert len(found.rights) == 1
    assert [c.name for c in found.collections] == ["Harbour"]
    gone = page.record_page(archive, told)
    assert gone.record.deleted
    assert not gone.appears_in


def test_a_merge_is_one_step_that_can_be_taken_back(archive: Archive, tmp_path: Path) -> None:
    one, told, _collection = two_of_them(archive, tmp_path)
    was = [page.record_page(archive, n) for n in (one, told)]
    photo_merging.merge(archive, one, told)
    history.undo(archive)
    now = [page.record_page(archive, n) for n in (one, told)]
    for old, new in zip(was, now, strict=True):
        assert replace(new.record, revision=0, modified="") == replace(old.record, revision=0, modified="")
        assert [a.use.caption for a in new.appears_in] == [a.use.caption for a in old.appears_in]
        assert [r.uid for r in new.rights] == [r.uid for r in old.rights]
        assert [c.name for c in new.collections] == [c.name for c in old.collections]


def test_what_cannot_be_merged_is_said(archive: Archive, tmp_path: Path) -> None:
    one, told, _small, _other = four(archive, tmp_path)
    [article] = add(archive, an_article("Strike"))
    for kept, other, choices in (
        (one, one, {}), (one, article, {}), (one, told, {"caption": "other"}), (one, told, {"title": "both"}),
    ):  # fmt: skip
        with pytest.raises(InputError):
            photo_merging.merge(archive, kept, other, choices)
    assert not page.record_page(archive, told).record.deleted


def test_what_the_other_was_different_from_and_a_version_of_goes_along(archive: Archive, tmp_path: Path) -> None:
    one, told, small, other = four(archive, tmp_path)
    versions.link(archive, small, told)
    photo_likeness.mark_different(archive, told, other)
    photo_merging.merge(archive, one, told)
    assert [row.record_id for row in page.record_page(archive, one).versions] == [one, small]
    assert versions.are_different(archive, (one, ""), (other, ""))
