"""The search language: every rule of it, that no text fails, and that nothing finds more than it says."""

from __future__ import annotations

import pytest

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
from archive_app.domain.query_text import (
    open_quote,
    parse,
    show,
)


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
    ('text:~"("', Phrase("text:~ ("), "not a regular expression", ""),
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
