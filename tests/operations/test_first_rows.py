"""The first rows of a search are the beginning of all of it, and its quick counts are those of the full search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain import query as q
from archive_app.domain.query_text import parse
from archive_app.domain.records import Article
from archive_app.operations import find, first_rows, ingest
from archive_app.operations.index_upkeep import IndexWork
from archive_app.store import memory, quick, term_ids
from archive_app.store.archive import Archive
from archive_app.store.sqlite import engine
from archive_app.store.sqlite.engine import Budget
from tests.bench.corpus import our_own, read_draft

TEXTS = [
    "", "harbo", "bo", "ta li", "harbour ma", "-bo", "bo -li", "-bo -ta", "(ta or li) bo", '"ta li"', "NEAR(bo ta, 20)",
    "type:photo", "type:photo bo", "-type:photo bo", "provider:AFP", "provider:AFP,TASS bo", "provider:=AFP", "by:ex*",
    "person:example", "date:1990..2000", "date:>2010 bo", "before:1960", "-date:1990..2000", "date:2005",
    "title:bo", "caption:bo", "credit:example", "text:ta caption:bo", "no:credit", "has:photo li", "lang:en bo",
    "publisher:paper", "publisher:paper*", 'publisher:="Paper 7" ta', "tag:bo", "is:unreviewed", "is:trashed",
    "url:example bo",
    "type:article with:photo(provider:TASS)", "type:photo in:article(bo)", "count:photo>1 bo", "rights:unknown ta",
    "list:x", "~x bo", "is:missing",
    "(bo or type:photo) ta", "type:video or li", "(type:photo or -bo) (ta or provider:AFP)", "by:a bo", "-by:a bo",
    "-provider:AFP bo", "in:article(with:photo(bo))", "with:photo(bo -ta)", "-with:photo(bo)", "is:orphan",
    "is:duplicate", "is:attention", "has:tag bo", "no:tag", "has:by", "count:article>1", "taken:1999", "alt:bo",
    "title:~b[aeo]", "text:~bo", "by:e", "place:a tag:a", '"bo ta"', "NEAR(bo li, 3) -ta",
    "zzzzz", "bo zzzzz", "-zzzzz", "bo -zzzzz", "rights:allow", "person:nobody", "added:today", "!",
    "bo !",
]  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Three hundred articles in no order of dates: the last third waits at the end for a rebuild."""
    lines = [read_draft(line) for line in our_own(300)]
    with Archive.create(tmp_path_factory.mktemp("first") / "shelf") as archive:
        ingest.accept(archive, lines[:200])
        archive.rebuild_index(lambda *_: None)
        ingest.accept(archive, lines[200:])
        with archive.operation("bin") as writer:
            for number in find.search(archive, "li").ids[:7]:
                writer.bin(number)
        while not first_rows.prepare(archive):
            pass
        yield archive


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """How busy the machine is decides nothing here."""
    monkeypatch.setattr(quick, "BUDGET_MS", 60_000.0)


def _same(archive: Archive, text: str, sort: str, *, typing: bool = False) -> None:
    found = first_rows.first(archive, text, sort=sort, typing=typing)
    every = find.search(archive, text, sort=sort, typing=typing)
    exact = list(every.ids[: every.exact] if every.stems else every.ids)
    assert list(found.results.ids) == exact[: first_rows.FIRST]
    assert found.whole == (len(exact) <= first_rows.FIRST)
    assert [row.id for row in found.rows] == list(found.results.ids)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("text", TEXTS)
def test_the_first_rows_begin_the_list(shelf: Archive, text: str, sort: str) -> None:
    _same(shelf, text, sort)


@pytest.mark.parametrize("text", [t for t in TEXTS if t and t[-1].isalnum()])
def test_so_do_those_while_typing(shelf: Archive, text: str) -> None:
    _same(shelf, text, "newest", typing=True)


@pytest.mark.parametrize("text", TEXTS)
def test_quick_counts_are_those_of_all(shelf: Archive, text: str) -> None:
    quick = first_rows.counted(shelf, text, most=None)
    every = find.search(shelf, text)
    if quick is None:
        assert text.startswith("-")  # what only shuts words out is counted the long way
        return
    assert quick.whole
    if every.stems and every.exact < every.total:
        return
    assert quick.counts == every.counts
    slow = {facet.field: facet for facet in find.facets(shelf, every.query)}
    assert {facet.field: facet for facet in quick.facets}.items() <= slow.items()


def test_facets_in_memory_count_other_forms_of_a_word_too(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "forms") as archive:
        with archive.operation("make") as writer:
            for word in ("launch", "launches", "launched", "landing"):
                writer.save(Article(headline=f"A {word}", language="en"))
        while not first_rows.prepare(archive):
            pass
        query = parse("launch").query
        assert find.search(archive, query).total == 3
        [kinds] = [facet for facet in first_rows.facets(archive, query) or () if facet.field == "type"]
        assert [(value.value, value.count) for value in kinds.values] == [("article", 3)]


@pytest.mark.parametrize(
    "text", ["", "bo", "type:photo", "type:article,video provider:AFP", "-type:video bo", "date:2001", "is:trashed"]
)
def test_facets_in_memory_are_those_that_sqlite_counts(shelf: Archive, text: str) -> None:
    query = parse(text).query
    assert first_rows.facets(shelf, query) == find.facets(shelf, query)


def test_a_change_is_seen_at_once(shelf: Archive) -> None:
    before = first_rows.first(shelf, "type:article quagmire")
    assert before.whole
    assert not before.rows
    number = find.search(shelf, "type:article").ids[0]
    with shelf.operation("edit") as writer:
        record = writer.record(number)
        writer.save(replace(record, headline="Quagmire"))  # type: ignore[call-arg]  # an article
    assert [row.title for row in first_rows.first(shelf, "type:article quagmire").rows] == ["Quagmire"]
    counted = first_rows.counted(shelf, "quagmire")
    assert counted is not None
    assert counted.counts["article"] == 1
    shelf.undo()
    while not first_rows.prepare(shelf):
        pass


@given(st.lists(st.sampled_from(["bo", "ta", "li", "-ma", "co", "type:photo", "has:photo", "(ve or ta)"]), max_size=4))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_words_together(shelf: Archive, words: list[str]) -> None:
    _same(shelf, " ".join(words), "newest")


def test_a_place_around_everything(shelf: Archive) -> None:
    tree = q.All((q.EVERYTHING, q.Clause("type", (q.Value("photo"),))))
    assert list(first_rows.first(shelf, tree).results.ids) == list(find.search(shelf, tree).ids[:50])


@pytest.mark.parametrize("sort", ["title", "title_desc", "added", "added_first"])
@pytest.mark.parametrize("text", ["", "bo", "-bo", "bo -li", "provider:AFP", "provider:=AFP ta", "type:photo", "zzzzz"])
def test_the_first_rows_in_another_order_begin_the_list(shelf: Archive, text: str, sort: str) -> None:
    _same(shelf, text, sort)


@pytest.mark.parametrize("sort", ["title", "added"])
def test_so_do_those_of_much_that_is_not_put_in_order_at_once(
    shelf: Archive, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick, "SMALL", 5)
    for text in ("bo", "bo -li", "type:photo ta"):
        _same(shelf, text, sort)


def test_a_sort_that_follows_no_index_shows_all(shelf: Archive) -> None:
    found = first_rows.first(shelf, "bo", sort="credit")
    assert found.whole
    assert list(found.results.ids) == list(find.search(shelf, "bo", sort="credit").ids)


@pytest.mark.parametrize("text", ["", "bo", "bo -li", "-bo", "provider:AFP bo", "text:~zzzz"])
def test_what_a_budget_ends_is_the_beginning_and_says_that_it_may_go_on(
    shelf: Archive, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick, "BUDGET_MS", -1.0)
    found = first_rows.first(shelf, text)
    assert not found.whole
    assert found.results.growing
    every = list(find.search(shelf, text).ids)
    assert list(found.results.ids) == every[: len(found.rows)]


def test_so_it_is_where_it_ends_between_alternatives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    class Counted(Budget):
        """Ends after so many looks at it."""

        def __init__(self, _milliseconds: float) -> None:
            super().__init__(60_000.0)
            self._left = looks

        def _used_up(self) -> bool:
            self._left -= 1
            self._over = self._over or self._left < 0
            return self._over

    with Archive.create(tmp_path / "in order") as archive:
        ingest.accept(archive, [read_draft(line) for line in our_own(150)])
        archive.rebuild_index(lambda *_: None)
        monkeypatch.setattr(quick, "Budget", Counted)
        monkeypatch.setattr(engine, "_STEPS", 40)
        for text in (
            "type:photo or bo",
            "(is:unreviewed li) or type:article",
            "person:example or zzzz or provider:AFP",
        ):
            every = list(find.search(archive, text).ids)
            for looks in range(80):
                found = first_rows.first(archive, text)
                assert list(found.results.ids) == every[: len(found.rows)], (text, looks)


def test_values_of_a_field_too_many_to_be_read_at_once_are_looked_at_item_by_item(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "AT_ONCE", 1)
    for module in (memory, term_ids):
        monkeypatch.setattr(module, "MOST", 0)
    with shelf.operation("edit") as writer:  # another state of the catalogue: what was read before is asked for anew
        record = writer.record(find.search(shelf, "type:article").ids[0])
        writer.save(replace(record, section="Quay"))  # type: ignore[call-arg]  # an article
    for text in ("by:a", "by:a bo", "-by:a bo", "tag:o -li", "person:example"):
        _same(shelf, text, "newest")
    while not first_rows.prepare(shelf):
        pass
    for text in ("by:e", "section:qu"):
        _same(shelf, text, "newest")
    shelf.undo()
    while not first_rows.prepare(shelf):
        pass


def test_one_letter_finds_all_words_that_begin_so(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "letters") as archive:
        ingest.accept(archive, [read_draft(line) for line in our_own(60)])
        work = IndexWork(archive)
        while work.step():
            pass
        for letter in "bzé7":
            _same(archive, letter, "newest", typing=True)

        # Until the words of a save are noted, a first look may miss those that are new, and says that it goes on.
        with archive.operation("edit") as writer:
            record = writer.record(find.search(archive, "type:article").ids[0])
            writer.save(replace(record, headline="Zwyxel quays"))  # type: ignore[call-arg]  # an article
        for text in ("z", "zw", "zwyxe", "quay"):
            found = first_rows.first(archive, text, typing=True)
            every = list(find.search(archive, text, typing=True).ids)
            assert not found.whole or list(found.results.ids) == every
            assert set(found.results.ids) <= set(every)
        while work.step():
            pass
        _same(archive, "z", "newest", typing=True)
        _same(archive, "zwyxe", "newest", typing=True)


def test_counts_of_all_leave_no_word_out(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "many words") as archive:
        work = IndexWork(archive)
        with archive.operation("make") as writer:
            for number in range(90):  # more words that begin alike than a first look asks for
                writer.save(Article(headline=f"Harbour{number:03}"))
        while work.step():
            pass
        while not first_rows.prepare(archive):
            pass
        _every_record_is_counted(archive, "harbour*", 90)
        with archive.operation("edit") as writer:  # its words are noted later
            writer.save(Article(headline="Quaysides quiet"))
            for number in range(120):
                writer.save(Article(headline=f"Zwyxel{number % 3} quays"))
        _every_record_is_counted(archive, "zwyxe*", 120)
        _every_record_is_counted(archive, "quays*", 121)


def _every_record_is_counted(archive: Archive, text: str, number: int) -> None:
    newest = first_rows.counted(archive, text)
    assert newest is not None
    assert newest.total == number or not newest.whole
    [kinds] = [facet for facet in first_rows.facets(archive, parse(text).query) or () if facet.field == "type"]
    assert [(value.value, value.count) for value in kinds.values] == [("article", number)]
    assert first_rows.facets(archive, parse(text).query) == find.facets(archive, parse(text).query)
    assert len(find.search(archive, text).ids) == number


def test_values_are_asked_anew_where_the_index_was_laid_out_anew(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "languages") as archive:
        for language in ("en", "de", "fr"):  # so that a rebuild gives the first two the number of the other
            with archive.operation("make") as writer:
                writer.save(Article(headline=language, language=language))
        for _ in range(2):
            for language in ("en", "de", "fr"):
                found = first_rows.first(archive, f"lang:{language}")
                assert [row.title for row in found.rows] == [language]
            archive.rebuild_index(lambda *_: None)


def test_merging_the_index_leaves_what_is_kept_in_mind(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "merged") as archive:
        ingest.accept(archive, [read_draft(line) for line in our_own(20)])
        work = IndexWork(archive)
        while work.step():
            pass
        while not first_rows.prepare(archive):
            pass
        assert first_rows.counted(archive, "") is not None

        archive.back_up()
        assert not work.step()  # nothing is left, so nothing changes
        archive.write_back()
        assert first_rows.counted(archive, "") is not None

        ingest.accept(archive, [read_draft(line) for line in our_own(5)])
        counted = first_rows.counted(archive, "")
        assert counted is not None, "what an import made is counted beside what was there"
        assert counted.counts == find.search(archive, "").counts
        archive.rebuild_index(lambda _done, _total, _note: None)
        assert first_rows.counted(archive, "") is None
