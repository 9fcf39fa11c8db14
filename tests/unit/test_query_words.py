"""The search in words, its names, and what is being typed at the cursor."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain import query_fields
from archive_app.domain.query import (
    Clause,
    Query,
)
from archive_app.domain.query_completion import replaced
from archive_app.domain.query_fields import QueryField
from archive_app.domain.query_text import (
    Completion,
    completion_at,
    in_words,
    parse,
)
from archive_app.domain.query_values import bytes_of, measure_of


def q(text: str) -> Query:
    return parse(text).query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "everything"),
        (
            "provider:Roscosmos type:photo rights:deny after:2020",
            "photos, provider Roscosmos, rights not allowed, published after 2020",
        ),
        ("soyuz launch -type:video", "“soyuz”, “launch”, not videos"),
        ("type:photo,video no:credit added:<7d", "photos and videos, without credit line, added less than 7 days ago"),
        ("expires:<90d", "permission ends in less than 90 days"),
        ("date:2019..2021", "published 2019 to 2021"),
        ("provider:A,B,C", "provider A, B or C"),
        ("a (b OR c)", "“a”, (“b” or “c”)"),
        ("count:photo>3", "number of photos over 3"),
        ("with:video(is:missing)", "with a video (file missing)"),
        ("title:=x", "title exactly x"),
    ],
)
def test_a_search_in_words(text: str, words: str) -> None:
    assert in_words(q(text)) == words


def test_the_count_follows_the_words() -> None:
    assert in_words(q("type:photo"), 1) == "photos — 1 record"
    assert in_words(q("type:photo"), 4210) == "photos — 4\u202f210 records"


def test_no_name_or_alias_means_two_things() -> None:
    names = Counter(query_fields._key(name) for name in query_fields.all_names())
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("field", query_fields.QUERY_FIELDS, ids=lambda field: field.name)
def test_every_field_has_words_and_an_example_that_works(field: QueryField) -> None:
    assert field.label
    assert field.help
    parsed = parse(f'{field.name}:"{field.example}"' if " " in field.example else f"{field.name}:{field.example}")
    assert isinstance(parsed.query, Clause)
    assert parsed.query.field == field.name
    assert parsed.hints == ()


def test_the_nearest_field_is_offered() -> None:
    assert query_fields.nearest("tilte") == "title"
    assert query_fields.nearest("рава") == "права"
    assert query_fields.nearest("xyzzy") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pro|", Completion("field", "", "pro", 0, 3)),
        ("a |", Completion("field", "", "", 2, 2)),
        ("-ty|", Completion("field", "", "ty", 1, 3)),
        ("(tit|le:x", Completion("field", "", "tit", 1, 7)),
        ("soyuz provider:Ros|", Completion("value", "provider", "Ros", 15, 18)),
        ("agence:A,Ros|", Completion("value", "provider", "Ros", 9, 12)),
        ('credit:"via| Ros" x', Completion("value", "credit", "via", 7, 16)),
        ('credit:"via R|', Completion("value", "credit", "via R", 7, 13)),
        ("#sp|", Completion("value", "tag", "sp", 1, 3)),
        ("is:|", Completion("value", "is", "", 3, 3)),
        ("with:photo(provider:R|", Completion("value", "provider", "R", 20, 21)),
        ("added:<7|", Completion("value", "added", "7", 7, 8)),
        ("before:20|", Completion("value", "date", "20", 7, 9)),
        ("|", Completion("field", "", "", 0, 0)),
    ],
)
def test_completion_knows_what_is_being_typed(text: str, expected: Completion) -> None:
    assert completion_at(text.replace("|", ""), text.index("|")) == expected


@given(st.text(max_size=40), st.integers(-2, 60))
def test_completion_never_fails(text: str, cursor: int) -> None:
    found = completion_at(text, cursor)
    assert 0 <= found.start <= found.end <= len(text)
    new, place = replaced(text, found, "Evening Courier")
    assert 0 <= place <= len(new)


def test_a_chosen_value_brings_the_marks_it_needs() -> None:
    text = "provider:Ros type:photo"
    assert replaced(text, completion_at(text, 12), "Roscosmos") == ("provider:Roscosmos type:photo", 18)
    assert replaced(text, completion_at(text, 12), "A, B")[0] == 'provider:"A, B" type:photo'
    assert replaced("pro", completion_at("pro", 3), "provider") == ("provider:", 9)


def test_sizes_and_durations_are_read() -> None:
    assert bytes_of("2mb") == bytes_of("2 Mo") == 2_000_000
    assert bytes_of("1.5 GB") == 1_500_000_000
    assert bytes_of("large") is None
    duration = query_fields.find("duration")
    assert duration is not None
    assert measure_of(duration, "1:30") == 90
