"""The search language: every rule of it, that no text fails, and that nothing finds more than it says."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain import query_fields
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
    Operator,
    Phrase,
    Query,
    Range,
    Saved,
    Value,
    Word,
)
from archive_app.domain.query_completion import replaced
from archive_app.domain.query_fields import QueryField
from archive_app.domain.query_print import NOTHING
from archive_app.domain.query_text import (
    Completion,
    completion_at,
    in_words,
    normal,
    open_quote,
    parse,
    show,
)
from archive_app.domain.query_values import bytes_of, measure_of


def clause(field: str, *values: str | Value | Range, operator: Operator = ":") -> Clause:
    return Clause(field, tuple(Value(v) if isinstance(v, str) else v for v in values), operator)


def q(text: str) -> Query:
    return parse(text).query


# -- the acceptance table of the design, and every rule ----------------------------------------------

ACCEPTANCE = [
    ("soyuz launch -type:video", All((Word("soyuz"), Word("launch"), Not(clause("type", "video"))))),
    ('credit:"via Roscosmos"', clause("credit", Value("via Roscosmos", quoted=True))),
    (
        "provider:Roscosmos,TASS rights:ask date:2021..",
        All((clause("provider", "Roscosmos", "TASS"), clause("rights", "ask"), clause("date", Range("2021", "")))),
    ),
    (
        "type:photo no:credit added:<7d",
        All((clause("type", "photo"), Has("credit", present=False), clause("added", "7d", operator="<"))),
    ),
    (
        r'(by:Nikiforov or by:"staff") text:~"docking\s+port"',
        All(
            (
                Any((clause("by", "Nikiforov"), clause("by", Value("staff", quoted=True)))),
                clause("text", Value(r"docking\s+port", quoted=True), operator="~"),
            )
        ),
    ),
    (
        "type:article with:video(is:missing)",
        All((clause("type", "article"), Link("with", "video", Is("missing")))),
    ),
    ("https://example.org/a:b 12:30", All((Word("https://example.org/a:b"), Word("12:30")))),
    ('"unbalanced', Phrase("unbalanced")),
]


@pytest.mark.parametrize(("text", "tree"), ACCEPTANCE, ids=[text for text, _ in ACCEPTANCE])
def test_acceptance_table(text: str, tree: Query) -> None:
    assert q(text) == tree
    assert q(show(tree)) == tree


RULES = [
    ("", EVERYTHING),
    ("  ", EVERYTHING),
    ("soyuz", Word("soyuz")),
    ("soy*", Word("soy", prefix=True)),
    ("“Soyuz MS-19”", Phrase("Soyuz MS-19")),
    ("« Cité de l’espace »", Phrase("Cité de l’espace")),
    ("„Bild“ a", All((Phrase("Bild"), Word("a")))),
    ('5" gun', All((Word("5"), Word("gun")))),
    ("a b OR c", Any((All((Word("a"), Word("b"))), Word("c")))),
    ("a | b", Any((Word("a"), Word("b")))),
    ("a AND b", All((Word("a"), Word("b")))),
    ("a NOT b", All((Word("a"), Not(Word("b"))))),
    ("-(a b)", Not(All((Word("a"), Word("b"))))),
    ("-(-a)", Word("a")),
    ("(a (b c))", All((Word("a"), Word("b"), Word("c")))),
    ("type:photo and not by:x", All((clause("type", "photo"), Not(clause("by", "x"))))),
    ('"a b" or c', Any((Phrase("a b"), Word("c")))),
    ('"or"', Phrase("or")),
    ("Ready or not", All((Word("Ready"), Phrase("or"), Phrase("not")))),
    ("black and white", All((Word("black"), Phrase("and"), Word("white")))),
    ("-has:credit", Has("credit", present=False)),
    ("missing:credit", Has("credit", present=False)),
    ("has:photos,evidence", Any((Has("photo"), Has("evidence")))),
    ("is:missing,expired", Any((Is("missing"), Is("expired")))),
    ("count:photo>3", Count("photo", ">", 3)),
    ("count:photos>=2", Count("photo", ">=", 2)),
    ("count:video=0", Count("video", ":", 0)),
    ("in:article(by:x)", Link("in", "article", clause("by", "x"))),
    ("with:photo()", Has("photo")),
    ("with:photo", Has("photo")),
    ('search:"AP without licence"', Saved("AP without licence")),
    ("#space", clause("tag", "space")),
    ('#"two words"', clause("tag", Value("two words", quoted=True))),
    ("~exhibition", clause("list", "exhibition")),
    ("title:=Soyuz", clause("title", "Soyuz", operator="=")),
    ("title:!=Soyuz", Not(clause("title", "Soyuz", operator="="))),
    ("rights:!=ask", Not(clause("rights", "ask"))),
    ("credit:Ros*", clause("credit", Value("Ros", prefix=True))),
    ("file:*.jpg", clause("file", "*.jpg")),
    ("credit:*", Has("credit")),
    ("NEAR(soyuz launch, 5)", Near(("soyuz", "launch"), 5)),
    ("caption:NEAR(crew capsule)", Near(("crew", "capsule"), 10, "caption")),
    ("date:2019..2021", clause("date", Range("2019", "2021"))),
    ("date:..2021", clause("date", Range("", "2021"))),
    ("date:2021-03-05", clause("date", "2021-03-05")),
    ("date:>2020-05", clause("date", "2020-05", operator=">")),
    ('added:"last month"', clause("added", Value("last month", quoted=True))),
    ("modified:today", clause("modified", "today")),
    ("before:2020", clause("date", "2020", operator="<")),
    ("after:2020-05", clause("date", "2020-05", operator=">")),
    ("size:>2mb", clause("size", "2mb", operator=">")),
    ("duration:1:30..2:00", clause("duration", Range("1:30", "2:00"))),
    ("rights:deny,allow", clause("rights", "not_allowed", "allowed")),
    ("type:Photos", clause("type", "photo")),
    ("lang:french", clause("lang", "fr")),
    ("flag:file-photo", clause("flag", "file_photo")),
    ("AUTHOR:x", clause("by", "x")),
    ("auteur:x", clause("by", "x")),
    ("légende:x", clause("caption", "x")),
    ("crédit:x", clause("credit", "x")),
    ("titre:x", clause("title", "x")),
    ("droits:ask", clause("rights", "ask")),
    ("автор:x", clause("by", "x")),
    ("подпись:x", clause("caption", "x")),
    ("кредит:x", clause("credit", "x")),
    ("заголовок:x", clause("title", "x")),
    ("права:нет", clause("rights", "not_allowed")),
    ("дата:2021", clause("date", "2021")),
    ("titel:x", clause("title", "x")),
    ("bildnachweis:x", clause("credit", "x")),
    ("тип:фото", clause("type", "photo")),
    ("url:https://example.org/Foo_(bar)", clause("url", "https://example.org/Foo_(bar)")),
    ("by:O'Brien", clause("by", "O'Brien")),
    ('tag:"say ""hi"""', clause("tag", Value('say "hi"', quoted=True))),
    ("soyuz, launch.", All((Word("soyuz"), Word("launch")))),
]


@pytest.mark.parametrize(("text", "tree"), RULES, ids=[text or "nothing" for text, _ in RULES])
def test_rules(text: str, tree: Query) -> None:
    parsed = parse(text)
    assert parsed.query == tree
    assert q(show(parsed.query)) == tree


def test_well_formed_text_has_no_hints() -> None:
    quiet = [text for text, _ in (*ACCEPTANCE[:6], *RULES) if text != "Ready or not"]
    assert {text: parse(text).hints for text in quiet if parse(text).hints} == {}


# -- what is no syntax -------------------------------------------------------------------------------

LITERALS = [
    # text, tree, words of the hint, fix
    ("credt:x", Word("credt:x"), "Did you mean “credit:”", "credit:x"),
    ('soyuz credt:"a b"', All((Word("soyuz"), Phrase("credt: a b"))), "“credt:” is not a field", 'soyuz credit:"a b"'),
    ("doi:10.1000/182", Word("doi:10.1000/182"), "as it stands", ""),
    ("10.1000/182", Word("10.1000/182"), "as it stands", ""),
    ("12:30", Word("12:30"), "as it stands", ""),
    ("https://a.example/x", Word("https://a.example/x"), "url:", 'url:"https://a.example/x"'),
    ('"a b', Phrase("a b"), "not closed", '"a b"'),
    ('credit:"a b', clause("credit", Value("a b", quoted=True)), "not closed", 'credit:"a b"'),
    ("((a b", All((Word("a"), Word("b"))), "not closed", "((a b))"),
    ("a b)", All((Word("a"), Word("b"))), "no partner", "a b"),
    ("a OR", All((Word("a"), Phrase("OR"))), "nothing to join", "a"),
    ("OR a", All((Phrase("OR"), Word("a"))), "nothing to join", "a"),
    ("soyuz or launch", All((Word("soyuz"), Phrase("or"), Word("launch"))), "write OR", "soyuz OR launch"),
    ("MS-19 – launch", All((Word("MS-19"), Word("launch"))), "no letters", "MS-19 launch"),
    ("type: photo", All((Phrase("type:"), Word("photo"))), "no value", "type:photo"),
    ("rights:allw", Phrase("rights:allw"), "Did you mean “allowed”", "rights:allowed"),
    ("rights:ask,wrong", clause("rights", "ask"), "“wrong” is not something", ""),
    ("date:soon", Phrase("date:soon"), "“soon” is not something", ""),
    ("date:2021..soon", Phrase("date:2021..soon"), "is not something", ""),
    ("date:2021..2019", clause("date", Range("2021", "2019")), "nothing is in it", "date:2019..2021"),
    ("date:~2021", Phrase("date:~2021"), "cannot be compared", "date:2021"),
    ("rights:>ask", Phrase("rights:>ask"), "cannot be compared", "rights:ask"),
    ('text:~"("', Phrase("text:~ ("), "is not something", ""),
    ("is:splendid", Phrase("is:splendid"), "is not something", ""),
    ("is:mising", Phrase("is:mising"), "Did you mean “missing”", "is:missing"),
    ("has:wings", Phrase("has:wings"), "is not something", ""),
    ("count:photo", Phrase("count:photo"), "is not something", ""),
    ('in:"My list"', Phrase("in: My list"), "article, photo or video", 'list:"My list"'),
    ("credit:a,,b", clause("credit", "a", "b"), "empty value", "credit:a,b"),
]


@pytest.mark.parametrize(("text", "tree", "words", "fix"), LITERALS, ids=[each[0] for each in LITERALS])
def test_what_is_no_syntax_is_words_and_a_hint(text: str, tree: Query, words: str, fix: str) -> None:
    parsed = parse(text)
    assert parsed.query == tree
    assert q(show(tree)) == tree
    hint = parsed.hints[0]
    assert words in hint.message
    assert hint.fix == fix
    assert 0 <= hint.position < len(text)
    assert 0 < hint.length <= len(text) - hint.position


def test_letters_after_a_colon_in_a_headline_are_no_mistake() -> None:
    parsed = parse("Live: crew lands")
    assert parsed.query == All((Word("Live"), Word("crew"), Word("lands")))
    assert parsed.hints == ()


@pytest.mark.parametrize(
    "text", ["-", "(", ")", '"', "()", "OR", "AND", "NOT", "- -", "|", '""', "–", "credit:", "#", "~", "*"]
)
def test_syntax_alone_never_finds_everything(text: str) -> None:
    found = q(text)
    assert found != EVERYTHING
    assert isinstance(found, Phrase)
    assert parse(text).hints or text in "#~*|–"


@pytest.mark.parametrize(
    "text", ["soyuz -", "soyuz ()", "soyuz (", "soyuz )", 'soyuz ""', "- soyuz", "soyuz –", "(soyuz"]
)
def test_empty_parts_beside_others_are_left_out(text: str) -> None:
    assert q(text) == Word("soyuz")
    assert parse(text).hints


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("soy", Word("soy", prefix=True)),
        ("soyuz lau", All((Word("soyuz"), Word("lau", prefix=True)))),
        ("soyuz ", Word("soyuz")),
        ("-lau", Not(Word("lau"))),
        ("a or", All((Word("a"), Word("or", prefix=True)))),
        ("soyuz OR", Word("soyuz")),
        ("soyuz -", Word("soyuz")),
        ("soyuz type:", Word("soyuz")),
        ("soyuz date:20", Word("soyuz")),
        ("soyuz type:ph", All((Word("soyuz"), clause("type", "photo")))),
        ("rights:al", clause("rights", "allowed", "allowed_with_conditions")),
        ("is:mis", Is("missing")),
        ("provider:Ros", clause("provider", Value("Ros", prefix=True))),
        ("provider:AP,Ros", clause("provider", "AP", Value("Ros", prefix=True))),
        ("date:2021", clause("date", "2021")),
        ("type:photo", clause("type", "photo")),
        ('"soyuz la', Phrase("soyuz la")),
    ],
)
def test_while_typing_the_last_word_is_not_finished(text: str, tree: Query) -> None:
    assert parse(text, typing=True).query == tree


def test_an_open_quotation_mark_is_known() -> None:
    assert open_quote('a "b')
    assert open_quote('credit:"b c')
    assert not open_quote('credit:"b c" d')
    assert not open_quote('5" gun')


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


@given(ANY_TEXT, st.booleans())
def test_only_an_empty_text_finds_everything(text: str, typing: bool) -> None:
    parsed = parse(text, typing=typing)
    if parsed.query == EVERYTHING:
        assert not re.sub(r"[\s\u200b\ufeff\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", text)


@given(ANY_TEXT)
def test_every_fix_can_be_read(text: str) -> None:
    for hint in parse(text).hints:
        parse(hint.fix)


# A text that ends inside a quotation or bracket goes on in the next word, so these stay closed.
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
LEAVES = st.one_of(
    st.builds(Word, TEXTS, st.booleans()),
    st.builds(Phrase, TEXTS),
    st.builds(Near, st.lists(TEXTS, max_size=3).map(tuple), st.integers(-1, 99), st.sampled_from(["", "text", "date"])),
    st.builds(Has, st.sampled_from(["credit", "photo", "nonsense"]), st.booleans()),
    st.builds(Is, st.sampled_from(["missing", "expired", "nonsense"])),
    st.builds(
        Count, st.sampled_from(["photo", "list"]), st.sampled_from([":", ">", "!=", "~"]), st.integers(-1, 10**10)
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


@given(TREES)
def test_every_tree_is_read_back_as_it_was_printed(tree: Query) -> None:
    once = normal(tree)
    assert normal(once) == once
    assert show(tree) == show(once)
    assert q(show(once)) == once


@given(TREES)
def test_every_tree_can_be_said_in_words(tree: Query) -> None:
    assert in_words(tree, 3).endswith("3 records")


def test_what_no_text_can_say_finds_nothing() -> None:
    assert normal(Clause("nonsense", (Value("x"),))) == NOTHING
    assert normal(Clause("date", (Value("soon"),))) == NOTHING
    assert normal(Any(())) == NOTHING
    assert normal(Has("nonsense", present=False)) == NOTHING


# -- words, names, completion ------------------------------------------------------------------------


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


@given(ANY_TEXT, st.integers(-2, 60))
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
