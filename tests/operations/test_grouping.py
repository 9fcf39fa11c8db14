"""Results in groups: every result under one heading, the headings in order, whatever else is asked."""

from __future__ import annotations

from collections import Counter

import pytest

from archive_app.domain.errors import InputError
from archive_app.domain.groups import GROUPINGS, Group, starts
from archive_app.domain.records import Article, Photo
from archive_app.domain.results import SORTS
from archive_app.operations import find, grouping
from archive_app.store.archive import Archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive.create(tmp_path_factory.mktemp("g") / "c.archive")
    with made.operation("make") as writer:
        for n in range(6):
            writer.save(Article(
                headline=f"Article {n}", published=("2021-10-05", "2021-09", "2020", "")[n % 4],
                publisher=("Zeitung", "Courier", "")[n % 3], language=("de", "en")[n % 2], body=("strike",),
            ))  # fmt: skip
        writer.save(Photo(title="A photo", taken="2021-10-01"))
    return made


def groups(archive: Archive, by: str, query: str = "", sort: str = "newest") -> list[tuple[str, int]]:
    return [(one.label, one.count) for one in grouping.search(archive, query, by, sort=sort).groups]


def test_groups_are_named_and_ordered(archive: Archive) -> None:
    assert groups(archive, "publisher") == [("Courier", 2), ("Zeitung", 2), ("No publisher", 3)]
    assert groups(archive, "year") == [("2021", 5), ("2020", 1), ("No date", 1)]
    assert groups(archive, "year", sort="oldest") == [("2020", 1), ("2021", 5), ("No date", 1)]
    assert groups(archive, "month")[0] == ("October 2021", 3)
    assert groups(archive, "type") == [("Article", 6), ("Photo", 1)]
    assert groups(archive, "language", "type:article") == [("German", 3), ("English", 3)]


@pytest.mark.parametrize("by", GROUPINGS)
def test_every_result_stands_under_one_heading(archive: Archive, by: str) -> None:
    for query in ("", "strike", "-type:photo", "nothing"):
        results = grouping.search(archive, query, by)
        assert Counter(results.ids) == Counter(find.search(archive, query).ids)
        assert sum(one.count for one in results.groups) == results.total
        assert results.counts == find.search(archive, query).counts


def test_within_a_group_the_order_holds(archive: Archive) -> None:
    results = grouping.search(archive, "type:article", "publisher", sort="title_desc")
    rows = find.rows(archive, results.ids)
    for start, group in zip(starts(results.groups), results.groups, strict=True):
        titles = [row.title for row in rows[start : start + group.count]]
        assert titles == sorted(titles, reverse=True)


def test_what_cannot_be_grouped_by_is_refused(archive: Archive) -> None:
    with pytest.raises(InputError):
        grouping.search(archive, "", "colour")


def test_starts() -> None:
    assert starts((Group("a", "A", 2), Group("b", "B", 3), Group("c", "C", 1))) == [0, 2, 5]


@pytest.mark.parametrize("sort", [one for one in SORTS if one.endswith("_desc")])
def test_an_order_and_its_reverse_list_the_same(archive: Archive, sort: str) -> None:
    there = find.search(archive, "", sort=sort.removesuffix("_desc")).ids
    back = find.search(archive, "", sort=sort).ids
    assert sorted(there) == sorted(back)


def test_columns_sort_by_what_they_show(archive: Archive) -> None:
    rows = find.rows(archive, find.search(archive, "", sort="publisher").ids)
    assert [row.publisher for row in rows] == ["Courier", "Courier", "Zeitung", "Zeitung", "", "", ""]
    rows = find.rows(archive, find.search(archive, "", sort="kind_desc").ids)
    assert rows[0].kind == "photo"
