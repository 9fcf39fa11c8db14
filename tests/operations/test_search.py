"""What the search box finds: each feature of the language over a catalogue whose records are known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain import query as q
from archive_app.domain.query_facets import fields_in, with_facet
from archive_app.domain.query_fields import all_names
from archive_app.domain.query_text import parse
from archive_app.domain.results import SORTS
from archive_app.operations import completing, find, nearest
from archive_app.store.archive import Archive
from tests.operations import catalogue

Shelf = tuple[Archive, dict[str, int]]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    archive, names = catalogue.make(tmp_path_factory.mktemp("search") / "test")
    with archive:
        yield archive, names


ALL = {
    "soyuz", "ferry", "elan", "uchu", "ru", "soyuz_photo", "ferry_photo", "none_photo", "film", "lone", "clip",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ALL),
        # words
        ("soyuz launch -type:video", {"soyuz", "soyuz_photo"}),
        ("launch", {"soyuz", "film", "soyuz_photo"}),
        ("ferry", {"ferry", "ferry_photo", "none_photo"}),
        ("type:article ferry strike", {"ferry"}),
        ("type:article ferry -strike", set()),
        ("type:article (strike OR docking)", {"soyuz", "ferry"}),
        ("type:article strike OR docking crew", {"soyuz", "ferry"}),
        ('"docking port"', {"soyuz"}),
        ('"port docking"', set()),
        ("O'Brien", {"ferry"}),
        ("O’Brien", {"ferry"}),
        ("obrien", set()),
        ("cafe", {"elan"}),
        ("CAFÉ", {"elan"}),
        ("coeur", {"elan"}),
        ("宇宙船", {"uchu"}),
        ("月曜日", {"uchu"}),
        ("火曜日", set()),
        ("экипаж", {"ru"}),
        ("strik", set()),
        ("strik*", {"ferry", "ferry_photo", "none_photo"}),
        ("text:NEAR(crew docking, 5)", {"soyuz"}),
        ("text:NEAR(launch docking, 2)", set()),
        # fields
        ("title:soyuz", {"soyuz", "ru"}),
        ("title:ferry type:article", {"ferry"}),
        ("text:monday", {"soyuz"}),
        ('credit:"via Roscosmos"', set()),
        ("credit:roscosmos", {"soyuz", "soyuz_photo"}),
        ('credit:="TASS"', {"ferry", "ferry_photo"}),
        ("caption:quay", {"none_photo"}),
        ("by:example", {"soyuz", "ferry", "uchu", "ru"}),
        ("by:beispiel", {"soyuz", "soyuz_photo"}),
        ('by:"staff" type:article', {"ferry"}),
        ("provider:TASS", {"ferry", "ferry_photo"}),
        ("provider:roscosmos", {"soyuz", "soyuz_photo", "ru"}),
        ("provider:роскосмос", {"soyuz", "soyuz_photo", "ru"}),
        ("org:RKA", {"soyuz", "soyuz_photo", "ru"}),
        ("provider:Roscosmos,TASS type:article", {"soyuz", "ru", "ferry"}),
        ("publisher:morning type:article", {"ferry"}),
        ("publisher:=post", set()),
        ('publisher:="Morning Post" type:article', {"ferry"}),
        ("#space", {"soyuz"}),
        ("tag:space", {"soyuz"}),
        ("lang:french", {"elan"}),
        ("lang:fr,ja", {"elan", "uchu"}),
        ("person:muster", {"lone"}),
        ("place:bonn", {"lone"}),
        ("note:spelling", {"ferry"}),
        ("source:soyuz-ru", {"ru"}),
        ("url:e.org/none", {"none_photo"}),
        ("file:*.jpg", {"ferry_photo"}),
        ("file:IMG", {"ferry_photo"}),
        ("hash:abab", {"ferry_photo"}),
        ("size:>2mb", {"ferry_photo"}),
        ("size:>3mb", set()),
        ("size:1mb..3mb", {"ferry_photo"}),
        ("duration:>1:30", {"clip"}),
        ("duration:>2:00", set()),
        ("medium:screenshot", {"lone"}),
        ("status:linked", {"clip"}),
        ("status:mentioned", {"film"}),
        ("platform:tube", {"clip"}),
        ("~exhibition", {"soyuz", "ferry_photo"}),
        ("list:exhibition type:photo", {"ferry_photo"}),
        ("mention:film", {"film"}),
        # regular expressions
        (r'text:~"docking\s+port"', {"soyuz"}),
        ("title:~^F.*e$", {"ferry"}),
        # rights
        ("rights:unknown type:video", {"film"}),
        ("expires:<90d", {"ferry_photo"}),
        ("is:expired", {"soyuz_photo"}),
        ("is:expiring", {"ferry_photo"}),
        ("embargo:2018", {"soyuz_photo"}),
        ("territory:fr", {"ferry_photo"}),
        ("is:conflict", {"clip"}),
        # dates
        ("date:2021 type:article", {"soyuz", "ru"}),
        ("date:2021..", {"soyuz", "film", "soyuz_photo", "ru", "clip"}),
        ("date:2019", {"ferry", "ferry_photo", "none_photo", "elan"}),
        ("date:2019-03-15 type:article", {"ferry", "elan"}),
        ("date:2019-04 type:article", {"elan"}),
        ("date:..2009", {"lone"}),
        ("before:1980", {"lone"}),
        ("date:<2010 type:article", set()),
        ("date:>2021-12 type:video", {"clip"}),
        ("taken:1978", {"lone"}),
        ("added:<7d", ALL),
        ("added:today", ALL),
        ("added:>7d", set()),
        ('added:"last month"', set()),
        ("modified:today type:video", {"film", "clip"}),
        # state
        ("is:reviewed", {"ferry"}),
        ("type:article is:unreviewed", {"soyuz", "elan", "uchu", "ru"}),
        ("is:trashed", {"binned"}),
        ("-(is:trashed soyuz)", ALL),  # what is shut out brings nothing back from the bin
        ("-is:trashed", ALL),
        ("-(-is:trashed)", {"binned"}),
        ("type:article OR is:trashed", {"soyuz", "ferry", "elan", "uchu", "ru", "binned"}),
        ("is:orphan", {"lone", "clip"}),
        ("is:missing", {"film", "clip"}),
        ("is:attention type:article", {"elan"}),
        ("type:photo no:credit", {"none_photo", "lone"}),
        ("type:video no:credit", {"film", "clip"}),
        ("no:credit type:article", {"ferry"}),
        ("has:photo", {"soyuz", "ferry", "ru"}),
        ("no:photo", {"elan", "uchu"}),
        ("has:video", {"soyuz"}),
        ("has:file", {"ferry_photo"}),
        ("no:file type:photo", {"soyuz_photo", "none_photo", "lone"}),
        ("no:date", {"uchu"}),
        ("no:by type:article", {"elan"}),
        ("has:list", {"soyuz", "ferry_photo"}),
        ("has:rights", {"ferry_photo", "soyuz_photo", "clip"}),
        ("rights:ask", {"ferry_photo", "soyuz_photo", "clip"}),
        ("rights:=ask,unknown", ALL),
        ("rights:allow", set()),
        ("count:photo>1", {"ferry"}),
        ("count:photo=1", {"soyuz", "ru"}),
        ("count:article>1", {"soyuz_photo"}),
        ("count:tag>0", {"soyuz"}),
        ("count:photo>99999999999999999999", set()),
        # links
        ("with:photo(provider:TASS)", {"ferry"}),
        ("type:article with:video(is:missing)", {"soyuz"}),
        ("in:article(strike)", {"ferry_photo", "none_photo"}),
        ("in:article(lang:ru)", {"soyuz_photo"}),
        # saved searches
        ('type:article search:"space things"', {"soyuz", "ru"}),
        ('search:"no such"', set()),
        ('type:article search:"b"', {"ferry"}),
        ('search:"a" type:article', {"ferry"}),
        # text that is no query
        ("https://example.org/a:b 12:30", set()),
        ("added:<99999y", ALL),
        ("date:>9999", set()),
    ],
)
def test_the_language(shelf: Shelf, text: str, expected: set[str]) -> None:
    assert catalogue.found(*shelf, text) == expected


def test_a_word_being_typed_is_a_beginning(shelf: Shelf) -> None:
    assert catalogue.found(*shelf, "strik", typing=True) == {"ferry", "ferry_photo", "none_photo"}
    assert catalogue.found(*shelf, "s", typing=True) >= {"soyuz", "ferry"}
    assert catalogue.found(*shelf, "宇", typing=True) == {"uchu"}


def test_numbers_and_uids_find_their_record(shelf: Shelf) -> None:
    archive, names = shelf
    assert catalogue.found(*shelf, f"id:{names['ferry']}") == {"ferry"}
    with archive.read() as reader:
        uid = reader.record(names["clip"]).uid
    assert catalogue.found(*shelf, f"id:{uid}") == {"clip"}


@pytest.mark.parametrize("text", ["credt:roscosmos", "foo:bar", "text:~(", 'text:~"["', "rights:maybe", "date:someday"])
def test_what_is_not_understood_never_widens_and_is_told(shelf: Shelf, text: str) -> None:
    results = find.search(shelf[0], text)
    assert results.total < len(ALL) / 2
    assert results.hints


def test_a_hint_offers_the_field_that_was_meant(shelf: Shelf) -> None:
    [hint] = find.search(shelf[0], "credt:roscosmos").hints
    assert find.search(shelf[0], hint.fix).total == 2


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_holds_the_same_records(shelf: Shelf, sort: str) -> None:
    for text in ("", "soyuz", "type:article -ferry", "credit:tass"):
        assert sorted(find.search(shelf[0], text, sort=sort).ids) == sorted(find.search(shelf[0], text).ids)


def test_orders(shelf: Shelf) -> None:
    archive, names = shelf
    short = {number: name for name, number in names.items()}

    def order(text: str, sort: str) -> list[str]:
        return [short[n] for n in find.search(archive, text, sort=sort).ids]

    assert order("type:article", "newest") == ["soyuz", "ru", "ferry", "elan", "uchu"]
    assert order("type:article", "oldest") == ["elan", "ferry", "ru", "soyuz", "uchu"]
    assert order("type:article", "title")[:3] == ["elan", "ferry", "soyuz"]
    assert order("type:article", "title_desc") == order("type:article", "title")[::-1]
    assert order("type:article", "publisher")[-2:] == ["ferry", "elan"]
    assert order("soyuz", "relevance")[0] in {"soyuz", "soyuz_photo"}
    assert order("type:article", "modified")[0] == "ferry"


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=st.one_of(
    st.text(max_size=40),
    st.lists(st.one_of(
        st.sampled_from([*all_names(), "is", "has", "no", "count", "with:photo", "in:article", "search", "NEAR"]),
        st.sampled_from([":", ":=", ":~", ":>", ":<=", ":!=", "(", ")", '"', "“", "-", " ", " or ", "..", ",", "*",
                         "~", "#", "\0", "photo", "2021-13", "9999-12-31", "0000", "<9d", "99999y", "9" * 30, "宇",
                         "'", ";"]),
    ), max_size=9).map("".join),
), sort=st.sampled_from(SORTS), typing=st.booleans())  # fmt: skip
def test_no_text_ever_fails(shelf: Shelf, text: str, sort: str, typing: bool) -> None:
    archive, _names = shelf
    results = find.search(archive, text, sort=sort, typing=typing)
    find.rows(archive, results.ids[:5], results.query)
    find.facets(archive, results.query)
    completing.suggest(archive, text, len(text))
    if not results.total:
        nearest.did_you_mean(archive, text)


WORDS = st.sampled_from(
    """soyuz|ferry|crew|the|launch|"docking port"|type:photo|provider:TASS|-type:video|by:ann|宇宙船|date:2019|no:credit
cafe|s*|has:photo|союз|-союз|title:soyuz|-title:soyuz|caption:союз|"союз"|роскосмос|provider:роскосмос
-in:(роскосмос)|with:photo(soyuz)|(soyuz OR ferry)""".replace("\n", "|").split("|")
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(words=st.lists(WORDS, min_size=1, max_size=4))
def test_adding_a_word_never_adds_results(shelf: Shelf, words: list[str]) -> None:
    whole = set(find.search(shelf[0], " ".join(words)).ids)
    assert whole <= set(find.search(shelf[0], " ".join(words[:-1])).ids)
    last = set(find.search(shelf[0], words[-1]).ids)
    assert whole == set(find.search(shelf[0], " ".join(words[:-1])).ids) & last


@pytest.mark.parametrize(
    "text", ["", "crew", "type:article", "soyuz OR ferry", "date:2019..", "provider:tass", "no:credit"]
)
def test_clicking_a_facet_finds_exactly_what_it_counted(shelf: Shelf, text: str) -> None:
    archive, _names = shelf
    query = parse(text).query
    everything = set(find.search(archive, query).ids)
    for facet in find.facets(archive, query):
        if facet.field in fields_in(query):
            continue  # a value clicked there joins those asked for
        for value in facet.values:
            if facet.field == "no" and value.state:
                continue
            inside = set(find.search(archive, with_facet(query, facet.field, value.value, "in")).ids)
            assert len(inside) == value.count, (facet.field, value)
            outside = set(find.search(archive, with_facet(query, facet.field, value.value, "out")).ids)
            if facet.field == "no":  # shut out, it asks for those that have it: has:caption
                assert outside <= everything - inside, (facet.field, value)
            else:
                assert outside == everything - inside, (facet.field, value)


@pytest.mark.parametrize("text", ["", "crew", "date:2019.."])
def test_facets_of_one_value_each_add_up(shelf: Shelf, text: str) -> None:
    archive, _names = shelf
    results = find.search(archive, text)
    counted = {f.field: sum(v.count for v in f.values) for f in find.facets(archive, results.query)}
    assert counted["type"] == counted["rights"] == results.total
    assert {k: v for k, v in results.counts.items() if v} == {
        v.value: v.count for v in find.facets(archive, results.query)[0].values
    }


def test_a_ticked_facet_still_counts_its_other_values(shelf: Shelf) -> None:
    query = with_facet(q.EVERYTHING, "type", "photo", "in")
    facet = next(f for f in find.facets(shelf[0], query) if f.field == "type")
    assert {(v.value, v.count, v.state) for v in facet.values} == {
        ("article", 5, ""), ("photo", 4, "in"), ("video", 2, "")}  # fmt: skip


def test_rows_mark_the_words_and_say_where_they_stand(shelf: Shelf) -> None:
    archive, names = shelf
    results = find.search(archive, "docking")
    [row] = find.rows(archive, results.ids, results.query)
    assert row.id == names["soyuz"]
    assert [p.text for p in row.snippet if p.hit] == ["docking"]
    assert (row.snippet_field, row.matched) == ("text", ("text",))
    assert (row.publisher, row.byline, row.photos, row.videos) == ("Evening Courier", "Ann Example", 1, 1)
    results = find.search(archive, "CAFE")
    [row] = find.rows(archive, results.ids, results.query)
    assert "café" in [p.text for p in row.snippet if p.hit]
    order = [names["film"], 999, names["soyuz"]]
    assert [r.id for r in find.rows(archive, order)] == [names["film"], names["soyuz"]]


def test_suggestions_and_corrections(shelf: Shelf) -> None:
    archive, _names = shelf
    assert "provider:" in [s.text for s in completing.suggest(archive, "prov", 4)]
    assert [(s.text, s.detail) for s in completing.suggest(archive, "provider:ta", 11)] == [("TASS", "2")]
    assert "ask" in [s.text for s in completing.suggest(archive, "rights:", 7)]
    assert "trashed" in [s.text for s in completing.suggest(archive, "is:tr", 5)]
    assert completing.suggest(archive, "list:exh", 8)[0].text == "Exhibition"
    assert nearest.did_you_mean(archive, "soyuzz lanuch") == "soyuz launch"
    assert nearest.did_you_mean(archive, "soyuz launch") == ""


def test_the_sidebar_counts_what_its_lines_find(shelf: Shelf) -> None:
    archive, _names = shelf
    bar = find.sidebar(archive)
    assert bar.counts["all"] == find.search(archive, "").total
    for kind in ("article", "photo", "video"):
        assert bar.counts[kind] == find.search(archive, f"type:{kind}").total
    assert bar.counts["bin"] == find.search(archive, "is:trashed").total
    assert bar.counts["attention"] == find.search(archive, find.ATTENTION).total
    assert bar.counts["last_import"] == 9
    for node in bar.collections:
        assert node.count == find.search(archive, f'list:"{node.name}"').total
    assert {s.name: s.count for s in bar.saved} == {"a": 3, "b": 3, "space things": 4}


def test_a_search_can_be_stopped_from_elsewhere(shelf: Shelf) -> None:
    stops: list[object] = []
    find.search(shelf[0], "soyuz", started=stops.append)
    [stop] = stops
    assert callable(stop)
