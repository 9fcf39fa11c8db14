"""Facets and chips change the search as a click means it, and nothing else of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.query import EVERYTHING, All, Any, Clause, Not, Query, Value, Word
from archive_app.domain.query_facets import State
from archive_app.domain.query_text import (
    add,
    facet_state,
    fields_in,
    normal,
    parse,
    show,
    with_facet,
    without_field,
)


def q(text: str) -> Query:
    return parse(text).query


@pytest.mark.parametrize(
    ("before", "field", "value", "state", "after"),
    [
        ("", "type", "photo", "in", "type:photo"),
        ("soyuz", "provider", "AP", "in", "soyuz provider:=AP"),
        ("soyuz", "provider", "Roscosmos Space Agency", "in", 'soyuz provider:="Roscosmos Space Agency"'),
        ("soyuz", "provider", "AP", "out", "soyuz -provider:=AP"),
        ("provider:=AP", "provider", "TASS", "in", "provider:=AP,TASS"),
        ("provider:AP", "provider", "TASS", "in", "provider:AP,TASS"),
        ("-provider:=AP", "provider", "TASS", "out", "-provider:=AP,TASS"),
        ("provider:=AP,TASS", "provider", "AP", "", "provider:=TASS"),
        ("provider:=AP", "provider", "AP", "", ""),
        ("provider:=AP", "provider", "AP", "out", "-provider:=AP"),
        ("-provider:=AP", "provider", "AP", "in", "provider:=AP"),
        ("provider:ap soyuz", "provider", "AP", "", "soyuz"),
        ("rights:deny", "rights", "ask", "in", "rights:not_allowed,ask"),
        ("rights:deny,ask", "rights", "not_allowed", "", "rights:ask"),
        ("date:2019..2020", "date", "2021", "in", "date:2019..2020,2021"),
        ("", "date", "2010..2019", "in", "date:2010..2019"),
        ("date:2010..2019", "date", "2010..2019", "", ""),
        ("soyuz", "is", "reviewed", "in", "soyuz is:reviewed"),
        ("is:reviewed,missing", "is", "missing", "", "is:reviewed"),
        ("soyuz", "has", "credit", "out", "soyuz no:credit"),
        ("title:~x", "title", "Soyuz", "in", 'title:~"x" title:=Soyuz'),
        ("a OR b", "type", "photo", "in", "(a OR b) type:photo"),
        ("type:photo,video", "type", "photo", "in", "type:video,photo"),
    ],
)
def test_a_facet_is_clicked(before: str, field: str, value: str, state: State, after: str) -> None:
    found = with_facet(q(before), field, value, state)
    assert show(found) == after
    assert found == q(after)


@pytest.mark.parametrize(
    ("text", "field", "value", "state"),
    [
        ("provider:=AP", "provider", "AP", "in"),
        ("provider:ap,tass soyuz", "provider", "TASS", "in"),
        ("-provider:=AP,TASS", "provider", "TASS", "out"),
        ("provider:=AP", "provider", "TASS", ""),
        ("provider:AP*", "provider", "AP", ""),
        ("provider:~AP", "provider", "AP", ""),
        ("provider:=AP OR soyuz", "provider", "AP", ""),
        ("droits:нет", "rights", "not_allowed", "in"),
        ("is:missing", "is", "missing", "in"),
        ("-is:missing", "is", "missing", "out"),
        ("no:credit", "no", "credit", "in"),
        ("date:2010..2019", "date", "2010..2019", "in"),
    ],
)
def test_a_facet_shows_what_the_text_says(text: str, field: str, value: str, state: State) -> None:
    assert facet_state(q(text), field, value) == state


def test_a_value_that_cannot_be_changes_nothing() -> None:
    assert with_facet(q("soyuz"), "rights", "splendid", "in") == Word("soyuz")
    assert with_facet(q("soyuz"), "nonsense", "x", "in") == Word("soyuz")
    assert with_facet(q("soyuz"), "date", "soon", "out") == Word("soyuz")
    assert with_facet(q("soyuz"), "is", "splendid", "in") == Word("soyuz")


@pytest.mark.parametrize(
    ("before", "field", "after"),
    [
        ("soyuz provider:=AP -provider:TASS type:photo", "provider", "soyuz type:photo"),
        ("soyuz agence:AP", "agence", "soyuz"),
        ("no:credit credit:x soyuz", "credit", "soyuz"),
        ("is:missing,expired soyuz", "is", "soyuz"),
        ("date:2021", "date", ""),
        ("date:2021 OR soyuz", "date", "date:2021 OR soyuz"),
    ],
)
def test_a_chip_is_removed(before: str, field: str, after: str) -> None:
    assert without_field(q(before), field) == q(after)


def test_fields_asked_about_are_listed_once() -> None:
    assert fields_in(q("soyuz type:photo -provider:AP provider:TASS no:credit is:missing")) == (
        "type",
        "provider",
        "credit",
        "is",
    )


def test_adding_what_is_there_changes_nothing() -> None:
    assert add(q("soyuz type:photo"), q("type:photo")) == q("soyuz type:photo")
    assert add(EVERYTHING, Word("soyuz")) == Word("soyuz")
    assert add(q("a OR b"), Word("c")) == All((Any((Word("a"), Word("b"))), Word("c")))


QUERIES = st.lists(
    st.sampled_from(
        ["soyuz", "type:photo", "-type:video", "provider:AP", "-provider:=TASS,AP", "(a OR b)", "no:credit"]
    ),
    max_size=4,
).map(lambda parts: q(" ".join(parts)))
FACETS = st.sampled_from(
    [
        ("type", "photo"),
        ("type", "video"),
        ("provider", "AP"),
        ("provider", "TASS"),
        ("provider", "A, B"),
        ("date", "2021"),
    ]
)


@given(QUERIES, FACETS, st.sampled_from(["in", "out", ""]))
def test_what_was_clicked_is_shown_and_survives_the_text(query: Query, facet: tuple[str, str], state: State) -> None:
    found = with_facet(query, facet[0], facet[1], state)
    assert facet_state(found, facet[0], facet[1]) == state
    assert q(show(found)) == found


@given(QUERIES, FACETS, FACETS, st.sampled_from(["in", "out"]))
def test_one_facet_leaves_the_others_alone(
    query: Query, one: tuple[str, str], other: tuple[str, str], state: State
) -> None:
    if one != other:
        assert facet_state(with_facet(query, one[0], one[1], state), *other) == facet_state(query, *other)


@given(QUERIES, FACETS, st.sampled_from(["in", "out"]))
def test_a_click_and_a_second_click_are_no_click(query: Query, facet: tuple[str, str], state: State) -> None:
    if facet_state(query, *facet) == "":
        assert set(parts(with_facet(with_facet(query, facet[0], facet[1], state), facet[0], facet[1], ""))) == set(
            parts(query)
        )


def parts(query: Query) -> tuple[Query, ...]:
    found = normal(query)
    return found.children if isinstance(found, All) else (found,)


def test_excluding_uses_the_whole_value() -> None:
    assert with_facet(EVERYTHING, "provider", "AP", "out") == Not(Clause("provider", (Value("AP"),), "="))
