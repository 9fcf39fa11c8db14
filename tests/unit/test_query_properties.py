"""What holds for any text in the search box and for any tree: no failure, the same text again, nothing widened."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.domain.choices import STATES
from archive_app.domain.query import (
    EVERYTHING,
    All,
    Any,
    Clause,
    Count,
    Has,
    Is,
    Link,
    Near,
    Not,
    Phrase,
    Query,
    Range,
    Saved,
    Value,
    Word,
)
from archive_app.domain.query_fields import COUNTED, PARTS, QUERY_FIELDS
from archive_app.domain.query_print import NOTHING
from archive_app.domain.query_text import (
    in_words,
    normal,
    parse,
    show,
)
from archive_app.ui import filters


def q(text: str) -> Query:
    return parse(text).query


# -- for any text ------------------------------------------------------------------------------------

SYNTAX = st.lists(
    st.sampled_from([
        *'"“”«»()-|#~,:=<>!* ', "..", " OR ", " or ", " NOT ", " not ", " AND ", "NEAR(", "with:photo(", "in:article(",
        "type:", "credit:", "date:", "rights:", "is:", "has:", "no:", "count:", "search:", "text:", "size:", "id:",
        "before:", "foo:", "photo", "2021", "ask", "soyuz", "a", "5", "7d", "missing", "\0", "\ud800", "é", "e\u0301",
    ]),
    max_size=14,
).map("".join)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=40), SYNTAX)


@settings(deadline=None)  # the machine may be busy
@given(ANY_TEXT, st.booleans())
def test_any_text_is_understood_and_printed_the_same(text: str, typing: bool) -> None:
    parsed = parse(text, typing=typing)
    assert normal(parsed.query) == parsed.query
    assert q(show(parsed.query)) == parsed.query
    assert in_words(parsed.query)
    for hint in parsed.hints:
        assert 0 <= hint.position <= len(text)
        assert 0 <= hint.length <= len(text) - hint.position


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "a" + ")" * 5000,
        "-(" * 3000 + "a",
        "NOT " * 3000 + "a",
        "a OR " * 2000,
        "with:photo(" * 99,
        "x,y " * 3000,
    ],
    ids=["brackets", "minus", "not", "or", "links", "words"],
)
def test_long_and_deep_texts_are_understood(text: str) -> None:
    parsed = parse(text)
    assert q(show(parsed.query)) == parsed.query
    assert len(parsed.hints) <= 20


@settings(deadline=None)  # the machine may be busy
@given(ANY_TEXT, st.booleans())
def test_only_an_empty_text_finds_everything(text: str, typing: bool) -> None:
    parsed = parse(text, typing=typing)
    if parsed.query == EVERYTHING:
        assert not re.sub(r"[\s\u200b\ufeff\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", text)


@settings(deadline=None)  # the machine may be busy
@given(ANY_TEXT)
def test_every_fix_can_be_read(text: str) -> None:
    for hint in parse(text).hints:
        parse(hint.fix)


# A text that ends inside a quotation or bracket goes on in the next word, so these stay closed.
@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.sampled_from(["soyuz", "type:photo", '"a b"', "-x", "(a OR b)", "by:x,y", "no:credit"]), min_size=1))
def test_adding_a_word_narrows_the_former_query(parts: list[str]) -> None:
    text = " ".join(parts)
    before, after = q(text), q(f"{text} another")
    assert isinstance(after, All)
    kept = before.children if isinstance(before, All) else (before,)
    assert after.children == (*kept, Word("another"))


# -- for any tree ------------------------------------------------------------------------------------

TEXTS = st.one_of(
    st.sampled_from(["soyuz", "or", "NOT", "a b", 'say "hi"', "x*", "type:photo", "-x", "(x)", "a,b", "..", "NEAR(a"]),
    st.text(min_size=1, max_size=8),
)
DATES = st.sampled_from(
    ["2021", "2021-03", "today", "last month", "5 October 2021", "197X", "2019/2021", "2020/..", "7d", "?"]
)
VALUES = st.builds(Value, TEXTS, st.booleans(), st.booleans())
CLAUSES = st.one_of(
    st.builds(
        Clause,
        st.sampled_from(["credit", "title", "text", "by", "lang", "url", "auteur", "nonsense"]),
        st.lists(VALUES, min_size=1, max_size=3).map(tuple),
        st.sampled_from([":", "=", "~", "!="]),
    ),
    st.builds(
        Clause,
        st.sampled_from(["date", "added"]),
        st.lists(st.one_of(DATES.map(Value), st.builds(Range, DATES, DATES)), min_size=1, max_size=3).map(tuple),
        st.sampled_from([":", "=", ">", "<=", "!="]),
    ),
    st.builds(
        Clause,
        st.sampled_from(["rights", "type", "size", "id", "duration"]),
        st.lists(st.sampled_from(["ask", "photo", "12", "2mb", "1:30", "deny"]).map(Value), min_size=1).map(tuple),
        st.sampled_from([":", ">", "!="]),
    ),
)
# Every field with what it may be given, and much that it may not.
ANY_CLAUSE = st.builds(
    Clause,
    st.sampled_from([name for field in QUERY_FIELDS for name in (field.name, *field.aliases)]),
    st.lists(
        st.one_of(
            VALUES, DATES.map(Value), st.builds(Range, st.one_of(st.just(""), DATES, st.just("5")), DATES),
            st.sampled_from([choice.value for field in QUERY_FIELDS for choice in field.choices]).map(Value),
            st.sampled_from(["h*r", "*bour", "2mb", "1:30", "42", "<7d", "hier", "letzter Monat"]).map(Value),
        ),
        min_size=1, max_size=3,
    ).map(tuple),
    st.sampled_from([":", "=", "~", "!=", ">", ">=", "<", "<="]),
)  # fmt: skip
LEAVES = st.one_of(
    ANY_CLAUSE,
    st.builds(Word, TEXTS, st.booleans()),
    st.builds(Phrase, TEXTS),
    st.builds(Near, st.lists(TEXTS, max_size=3).map(tuple), st.integers(-1, 99), st.sampled_from(["", "text", "date"])),
    st.builds(
        Has,
        st.sampled_from([*(field.name for field in QUERY_FIELDS), *(part.value for part in PARTS), "nonsense"]),
        st.booleans(),
    ),
    st.builds(Is, st.sampled_from([*(state.value for state in STATES), "nonsense"])),
    st.builds(
        Count,
        st.sampled_from([counted.value for counted in COUNTED]),
        st.sampled_from([":", "=", "!=", ">", ">=", "<", "<=", "~"]),
        st.integers(-1, 10**10),
    ),
    st.builds(Saved, TEXTS),
    CLAUSES,
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=4).map(tuple)),
        st.builds(Any, st.lists(inner, max_size=4).map(tuple)),
        st.builds(Link, st.sampled_from(["with", "in"]), st.sampled_from(["article", "photo", "video"]), inner),
    ),
    max_leaves=12,
)


@settings(deadline=None)  # the machine may be busy
@given(TREES)
def test_every_tree_is_read_back_as_it_was_printed(tree: Query) -> None:
    once = normal(tree)
    assert normal(once) == once
    assert show(tree) == show(once)
    assert q(show(once)) == once


@settings(deadline=None)  # the machine may be busy
@given(TREES)
def test_chips_say_the_query_and_come_back_to_it(tree: Query) -> None:
    query = normal(tree)
    shown = filters.chips(query)
    words = filters.words_only(query)
    again = normal(All((*(words.children if isinstance(words, All) else (words,)), *(chip.node for chip in shown))))
    assert sorted(map(show, filters.parts(again))) == sorted(map(show, filters.parts(query)))
    for chip in shown:
        assert chip.label
        rest = q(show(filters.without(query, chip.node)))
        assert chip.node not in filters.parts(rest)
        turned = filters.turned(query, chip.node)
        assert q(show(turned)) == turned
        assert filters.turned(q(show(Not(chip.node))), normal(Not(chip.node))) == normal(chip.node)


@settings(deadline=None)  # the machine may be busy
@given(TREES)
def test_every_tree_can_be_said_in_words(tree: Query) -> None:
    assert in_words(tree, 3).endswith("3 records")


def test_what_no_text_can_say_finds_nothing() -> None:
    assert normal(Clause("nonsense", (Value("x"),))) == NOTHING
    assert normal(Clause("date", (Value("soon"),))) == NOTHING
    assert normal(Any(())) == NOTHING
    assert normal(Has("nonsense", present=False)) == NOTHING
