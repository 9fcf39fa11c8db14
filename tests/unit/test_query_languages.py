"""A search means the same in five languages: names of fields, values of lists, dates that count from today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from archive_app.domain import choices, dates, query_fields
from archive_app.domain.choices import Choice, choice_key, choice_of
from archive_app.domain.query import Clause, Query, Range, Value
from archive_app.domain.query_text import in_words, parse, show

DAY = date(2026, 11, 22)  # a Sunday


def q(text: str) -> Query:
    return parse(text).query


@pytest.mark.parametrize("field", query_fields.QUERY_FIELDS, ids=lambda field: field.name)
def test_every_name_of_a_field_asks_the_same(field: query_fields.QueryField) -> None:
    for name in (field.name, *field.aliases):
        for written in (name, name.upper(), name.capitalize()):
            text = f"{written}:{field.example}" if " " not in field.example else f'{written}:"{field.example}"'
            assert not parse(text).hints, text
            assert q(text) == q(text.replace(written, field.name, 1)), text


@pytest.mark.parametrize(
    ("same", "others"),
    [
        ("type:photo", ["type:Fotografie", "type:фотография", "type:fotografía", "тип:снимки", "genre:photographie"]),
        ("type:article", ["type:artículo", "art:Beitrag", "тип:статьи"]),
        ("rights:not_allowed", ["rights:verboten", "droits:interdit", "права:запрещено", "derechos:prohibido"]),
        ("rights:allowed", ["rechte:erlaubt", "droits:autorisé", "права:разрешено", "rights:permitted"]),
        ("is:reviewed", ["is:geprüft", "est:vérifié", "это:проверено", "está:revisado"]),
        ("is:duplicate", ["is:Doublon", "is:дубликат", "is:duplicado"]),
        ("lang:no", ["lang:norwegian", "sprache:Norwegisch", "язык:норвежский", "lang:norsk"]),
        ("date:>=2020", ["since:2020", "depuis:2020", "seit:2020", "desde:2020"]),
        ("date:<=2020", ["until:2020", "bis:2020", "hasta:2020"]),
        ("date:<2020", ["before:2020", "avant:2020", "vor:2020", "до:2020"]),
        ("size:>2mb", ["groesse:>2mb", "GRÖSSE:>2mb", "größe:>2mb"]),
        ("with:photo(soyuz)", ["has:photo(soyuz)", "avec:photo(soyuz)", "mit:bild(soyuz)", "с:фото(soyuz)"]),
        ("NEAR(a b, 3)", ["near(a b, 3)", "Near(a b, 3)"]),
        ("caption:NEAR(a b, 3)", ["caption:near(a b, 3)"]),
    ],
)
def test_the_same_in_other_words(same: str, others: list[str]) -> None:
    for other in others:
        assert not parse(other).hints
        assert q(other) == q(same), other
        assert q(show(q(other))) == q(same)


def test_no_word_of_a_list_means_two_values() -> None:
    lists = [
        value for value in vars(choices).values() if isinstance(value, tuple) and value and isinstance(value[0], Choice)
    ]
    assert len(lists) > 10
    for every in lists:
        for choice in every:
            for word in (choice.value, choice.label, *choice.synonyms):
                assert choice_of(every, word) == choice, word
                assert choice_key(word)


@pytest.mark.parametrize(
    ("texts", "first", "last"),
    [
        ("today|Heute|hoy|сегодня|aujourd’hui", DAY, DAY),
        ("yesterday|hier|gestern|ayer|вчера", DAY - timedelta(1), DAY - timedelta(1)),
        ("last month|le mois dernier|letzter Monat|letzten Monat|el mes pasado|прошлый месяц|в прошлом месяце",
         date(2026, 10, 1), date(2026, 10, 31)),
        ("this week|cette semaine|diese Woche|esta semana|на этой неделе", date(2026, 11, 16), DAY),
        ("last year|l’année dernière|l’an dernier|letztes Jahr|el año pasado|прошлый год|в прошлом году",
         date(2025, 1, 1), date(2025, 12, 31)),
        ("next year|l'année prochaine|nächstes Jahr|el próximo año|следующий год",
         date(2027, 1, 1), date(2027, 12, 31)),
    ],
)  # fmt: skip
def test_days_that_count_from_today(texts: str, first: date, last: date) -> None:
    for text in texts.split("|"):
        assert dates.query_span(text, DAY) == (first, last), text
        assert not parse(f'date:"{text}"').hints


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        ("7d|7 days|7 jours|7j|7 Tage|7 días|7 дней", 7),
        ("2w|2 semaines|2 Wochen|2 semanas|2 недели", 14),
        ("3m|3 months|3 mois|3 Monate|3 meses|3 месяца", 90),
        ("1y|1 year|1 an|1 Jahr|1 año|1 год", 365),
    ],
)
def test_ages(texts: str, days: int) -> None:
    for text in texts.split("|"):
        assert dates.age(text) == timedelta(days=days), text
        assert "less than" in in_words(q(f'added:<"{text}"'))


@pytest.mark.parametrize("text", ["7x", "d", "7", "soon", "la", "in", "the month", "last"])
def test_what_is_no_such_date(text: str) -> None:
    assert dates.age(text) is None
    assert dates.query_span(text, DAY) is None


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("is:photo", "type:photo"), ("is:handout", "flag:handout"), ("is:credit", "has:credit"),
        ("has:missing", "is:missing"), ("is:embedded", "status:embedded"), ("harbour not strike", "harbour NOT strike"),
        ("credit:,Reel", "credit:Reel"), ("credit:Reel,,Oakes,", "credit:Reel,Oakes"),
        ("by:Reel, Oakes", "by:Reel,Oakes"), ("!harbour", "-harbour"), ("harbour || strike", "harbour OR strike"),
        ("date:2021...2023", "date:2021..2023"), ("date:2021…2023 x", "date:2021..2023 x"),
        ("date:2021..2022..2024", "date:2021..2024"), ("date:2021 .. 2023", "date:2021..2023"),
        ("date:>2020..2022", "date:2020..2022"), ("before:2020..2022", "date:2020..2022"),
        ("added:2021...", "added:2021.."), ("date:2021-3-5", "date:2021-03-05"), ("date:2021-3", "date:2021-03"),
        ('added:"last 7 days"', "added:<7days"), ("crane NEAR quay", "NEAR(crane quay, 10)"),
        ('a crane NEAR/5 "north quay" b', 'a NEAR(crane "north quay", 5) b'),
        ("NEAR/5(crane, quay) x", "NEAR(crane quay, 5) x"), ("title:(a b)", "title:a title:b"),
        ('by:("a b" OR c) x', 'by:"a b",c x'),
    ],
)  # fmt: skip
def test_a_near_miss_is_put_right(text: str, fix: str) -> None:
    parsed = parse(text)
    assert parsed.hints[0].fix == fix
    assert not parse(fix).hints


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date:2021-13", "An example: date:2021-03..2022"), ("rights:maybe", "It understands allowed, "),
        ("is:splendid", "reviewed, unreviewed"), ("count:photo", "An example: count:photo>3"),
        ('text:~"(open"', "not a regular expression that can be read"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_with_what_would_be(text: str, said: str) -> None:
    [hint] = parse(text).hints
    assert said in hint.message
    assert not hint.fix


@pytest.mark.parametrize(
    "text", ["wow!", "!", "NEAR", "a NEAR", "NEAR b", "title:(", "title:(-a b)", "a .. b", "2020 .. 3"]
)
def test_what_may_be_meant_as_it_stands_is_left_alone(text: str) -> None:
    ours = ("write a minus", "near one another", "Brackets do not", "ends of a range", "range of dates")
    assert not any(words in hint.message for hint in parse(text).hints for words in ours)


def test_a_bracket_with_nothing_in_it_offers_nothing() -> None:
    assert [hint.fix for hint in parse("(").hints] == [""]
    assert [hint.fix for hint in parse("(harbour").hints] == ["(harbour)"]


def test_what_records_have_is_a_field_before_it_is_a_kind() -> None:
    assert in_words(q("no:text")) == "without text"
    assert q("no:text") != q("no:article")
    assert in_words(q("no:date has:expires")) == "without date of publication, with end of a permission"


def test_ends_of_a_range_may_count_from_today() -> None:
    assert q('date:"last year"..heute') == Clause("date", (Range("last year", "heute"),))
    assert q("added:<7j") == Clause("added", (Value("7j"),), "<")
