"""Merges of authorities where more hangs on them: records in the bin, merges of merges, parents, erased ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive_app.domain.errors import InputError
from archive_app.domain.records import Article, Authority, Name
from archive_app.operations import authority_desk, edit, upkeep
from archive_app.operations import authority_merging as merging
from archive_app.store.archive import Archive
from tests.make import add, an_article
from tests.operations.test_histories_of_decisions import assert_whole
from tests.store.dump import logical

Two = tuple[int, int]


@pytest.fixture
def two(archive: Archive) -> Two:
    """Two authorities that are one person, as somebody finds out."""
    one, other = add(archive, Authority(name="Jane Smith", kind="person"), Authority(name="J. Smith", kind="person"))
    return one, other


def _authority(archive: Archive, number: int) -> Authority:
    with archive.read() as reader:
        found = reader.record(number)
    assert isinstance(found, Authority)
    return found


def _byline_of(archive: Archive, number: int) -> int | None:
    with archive.read() as reader:
        found = reader.record(number)
    assert isinstance(found, Article)
    return found.bylines[0].authority_id


def test_what_lies_in_the_bin_is_merged_too(archive: Archive, two: Two) -> None:
    kept, member = two
    [number] = add(archive, an_article(bylines=(Name("J. Smith", authority_id=member),)))
    edit.to_bin(archive, [number])
    merging.merge(archive, kept, [member])
    edit.restore(archive, [number])
    assert _byline_of(archive, number) == kept
    merging.unmerge(archive, merging.merge_of(archive, member))
    assert _byline_of(archive, number) == member


def test_what_lies_in_the_bin_loses_its_link_to_an_authority_put_there(archive: Archive, two: Two) -> None:
    _kept, member = two
    [number] = add(archive, an_article(bylines=(Name("J. Smith", authority_id=member),)))
    edit.to_bin(archive, [number])
    authority_desk.remove(archive, [member])
    edit.restore(archive, [number])
    assert _byline_of(archive, number) is None


def test_nothing_is_merged_into_one_in_the_bin(archive: Archive, two: Two) -> None:
    kept, member = two
    authority_desk.remove(archive, [kept])
    with pytest.raises(InputError, match="lies in the bin"):
        merging.merge(archive, kept, [member])


@pytest.mark.parametrize("above", ["kept", "member"])
def test_parents_never_make_a_circle(archive: Archive, two: Two, above: str) -> None:
    kept, member = two
    top, below = (member, kept) if above == "member" else (kept, member)
    [between] = add(archive, Authority(name="Between", kind="person", parent_id=top))
    edit.save(archive, replace(_authority(archive, below), parent_id=between))
    merging.merge(archive, kept, [member])
    assert _authority(archive, between).parent_id == kept
    assert _authority(archive, kept).parent_id is None
    merging.unmerge(archive, merging.merge_of(archive, member))
    assert _authority(archive, between).parent_id == top
    assert _authority(archive, below).parent_id == between


def test_a_direct_parent_gives_its_own_parent(archive: Archive, two: Two) -> None:
    kept, member = two
    [top] = add(archive, Authority(name="Top", kind="person"))
    edit.save(archive, replace(_authority(archive, member), parent_id=top))
    edit.save(archive, replace(_authority(archive, kept), parent_id=member))
    merging.merge(archive, kept, [member])
    assert _authority(archive, kept).parent_id == top
    merging.unmerge(archive, merging.merge_of(archive, member))
    assert _authority(archive, kept).parent_id == member


def test_a_merge_taken_apart_leaves_all_as_it_was(archive: Archive, two: Two) -> None:
    kept, member = two
    [parent] = add(archive, Authority(name="Bureau", kind="person"))
    edit.save(archive, replace(_authority(archive, member), parent_id=parent, note="Note", subkind="photographer"))
    before = logical(archive)
    merging.merge(archive, kept, [member])
    assert _authority(archive, kept).note == "Note"
    merging.unmerge(archive, merging.merge_of(archive, member))
    assert logical(archive) == before


def test_what_was_changed_since_the_merge_stays(archive: Archive, two: Two) -> None:
    kept, member = two
    edit.save(archive, replace(_authority(archive, member), note="Note"))
    merging.merge(archive, kept, [member])
    edit.save(archive, replace(_authority(archive, kept), note="Another note"))
    merging.unmerge(archive, merging.merge_of(archive, member))
    assert _authority(archive, kept).note == "Another note"


def test_a_member_of_a_member_takes_its_forms_along(archive: Archive, two: Two) -> None:
    kept, member = two
    [third] = add(archive, Authority(name="Jane M. Smith", kind="person"))
    [number] = add(archive, an_article(bylines=(Name("J. Smith", authority_id=member),)))
    merging.merge(archive, kept, [member])
    merging.merge(archive, third, [kept])
    assert {v.text for v in _authority(archive, third).variants} == {"Jane Smith", "J. Smith"}
    merging.unmerge(archive, merging.merge_of(archive, member))
    assert _byline_of(archive, number) == member
    assert {v.text for v in _authority(archive, third).variants} == {"Jane Smith"}
    merging.unmerge(archive, merging.merge_of(archive, kept))
    assert _authority(archive, third).variants == ()
    assert _authority(archive, kept).variants == ()


def test_erasing_an_authority_leaves_nothing_that_names_it(archive: Archive, two: Two) -> None:
    kept, member = two
    [third] = add(archive, Authority(name="Jane Doe", kind="person"))
    merging.never_same(archive, kept, third)
    merging.merge(archive, kept, [member])
    before = logical(archive)
    edit.delete_record(archive, third)
    assert logical(archive)["authority_distinct"] == []
    edit.delete_record(archive, member)
    assert logical(archive)["authority_merge"] == []
    assert_whole(archive)
    assert upkeep.check(archive).clean
    archive.undo()
    archive.undo()
    assert logical(archive) == before


def test_what_gave_way_for_an_erased_authority_is_still_taken_out(archive: Archive, two: Two) -> None:
    kept, member = two
    merging.merge(archive, kept, [member])
    edit.delete_record(archive, kept)
    merging.unmerge(archive, merging.merge_of(archive, member))
    assert not _authority(archive, member).deleted
    assert_whole(archive)
