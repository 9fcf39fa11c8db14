"""Partial dates: what is a date, in which order they stand, how they are shown, typed and asked for."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain import dates

CASES = Path(__file__).parents[3] / "shared" / "standards" / "edtf" / "edtf-cases.json"

VALID = [
    "1978", "1978-03", "1978-03-14", "1977~", "1984?", "1984%", "197X", "19XX", "XXXX-10-05", "1978-XX-XX", "1978-21",
    "1978/1981", "1978/..", "../1978", "1978/", "2022-03-21~/2022-03-31~", "[1978-03-04,1978-04-03]", "{1960,1961-12}",
    "2024-04-24T10:00:00+02:00", "-0043", "Y170002", "2016-02-29", "XXXX-02-29",
]  # fmt: skip
INVALID = [
    "", "gibberish", "1978-13", "1978-00", "1978-02-30", "2015-02-29", "78", "1978-3", "14.03.1978", "1981/1978", "/",
    "1978/1979/1980", "1978-03-14T", "1978-03-14T25:00:00", "1978-24-01", "[1978", "XXXX-02-30", "1978 ~", "١٩٧٨",
]  # fmt: skip


@pytest.mark.parametrize("edtf", VALID)
def test_what_is_a_date(edtf: str) -> None:
    assert dates.is_valid(edtf)


@pytest.mark.parametrize("edtf", INVALID)
def test_what_is_none(edtf: str) -> None:
    assert not dates.is_valid(edtf)
    assert dates.sort_key(edtf) == ""
    assert dates.display(edtf) == edtf


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not beside this checkout")
def test_the_cases_on_which_two_libraries_agree() -> None:
    wrong = [
        case["edtf"]
        for case in json.loads(CASES.read_text("utf-8"))["core"]
        if dates.is_valid(case["edtf"]) != case["valid"]
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1978-02", date(1978, 2, 1), date(1978, 2, 28)),
        ("1980-02", date(1980, 2, 1), date(1980, 2, 29)),
        ("197X", date(1970, 1, 1), date(1979, 12, 31)),
        ("1978-21", date(1978, 3, 1), date(1978, 5, 31)),
        ("1978/..", date(1978, 1, 1), None),
        ("/1978", None, date(1978, 12, 31)),
        ("[1978-03-04,1978-04-03]", date(1978, 3, 4), date(1978, 4, 3)),
        ("15XX-02-29", date(1504, 2, 29), date(1596, 2, 29)),
        ("XXXX-10-05", None, None),
        ("-0043", None, None),
    ],
)
def test_first_and_last_day(edtf: str, first: date | None, last: date | None) -> None:
    assert (dates.earliest(edtf), dates.latest(edtf)) == (first, last)


def test_order() -> None:
    ordered = [
        "XXXX-10-05",
        "-0043",
        "0001",
        "../1900",
        "1977-12-31",
        "1978-01-01",
        "1978-01",
        "1978",
        "1978/..",
        "Y12000",
    ]

    backwards = ordered[::-1]

    assert sorted(backwards, key=dates.sort_key) == ordered


real_days = st.dates(date(1, 1, 1), date(9999, 12, 30))


@given(real_days, real_days)
def test_days_sort_as_days(one: date, other: date) -> None:
    assert (dates.sort_key(one.isoformat()) < dates.sort_key(other.isoformat())) == (one < other)


@given(real_days, st.sampled_from(["", "~", "?", "%"]), st.integers(1, 3))
def test_a_day_lies_within_its_month_and_year(day: date, mark: str, parts: int) -> None:
    edtf = "-".join(day.isoformat().split("-")[:parts]) + mark
    first, last = dates.earliest(edtf), dates.latest(edtf)

    assert first is not None
    assert last is not None
    assert first <= day <= last


@pytest.mark.parametrize(
    ("edtf", "english"),
    [
        ("1977~", "c. 1977"),
        ("2022-03~", "c. March 2022"),
        ("2022-03-21~/2022-03-31~", "late March 2022"),
        ("1978-03-14", "14 March 1978"),
        ("XXXX-10-05", "5 October, year not known"),
        ("1978/1981", "1978–1981"),
        ("1978-03/1978-05", "March–May 1978"),
        ("2021-10-05/2021-10-12", "5–12 October 2021"),
        ("2021-09-28/2021-10-03", "28 September – 3 October 2021"),
        ("2021-12-28/2022-01-03", "28 December 2021 – 3 January 2022"),
        ("1978/..", "from 1978"),
        ("../1978", "until 1978"),
        ("197X", "1970s"),
        ("19XX", "1900–1999"),
        ("1977?", "1977?"),
        ("1978-XX", "1978, month not known"),
        ("1978-21", "spring 1978"),
        ("[1978..1981]", "between 1978 and 1981"),
        ("[1978-03-04,1978-04-03]", "4 March 1978 or 3 April 1978"),
        ("2001-02-03T09:30:01Z", "3 February 2001, 09:30"),
        ("XXXX", "date not known"),
    ],
)
def test_display(edtf: str, english: str) -> None:
    assert dates.display(edtf) == english


@pytest.mark.parametrize(
    ("language", "day", "month", "about"),
    [
        ("fr", "1er mars 1978", "mars 1978", "vers 1977"),
        ("de", "1. März 1978", "März 1978", "um 1977"),
        ("es", "1 de marzo de 1978", "marzo de 1978", "hacia 1977"),
        ("pt-BR", "1 de março de 1978", "março de 1978", "por volta de 1977"),
        ("it", "1º marzo 1978", "marzo 1978", "circa 1977"),
        ("ru", "1 марта 1978", "март 1978", "ок. 1977"),
        ("uk", "1 березня 1978", "березень 1978", "бл. 1977"),
        ("xx", "1 March 1978", "March 1978", "c. 1977"),
    ],
)
def test_display_in_other_languages(language: str, day: str, month: str, about: str) -> None:
    assert [dates.display(edtf, language) for edtf in ("1978-03-01", "1978-03", "1977~")] == [day, month, about]


@given(real_days, st.sampled_from(["en", "fr", "de", "es", "pt", "it", "ru", "uk"]))
def test_what_is_shown_can_be_typed(day: date, language: str) -> None:
    edtf = f"{day.year % 1000 + 1000:04d}-{day.month:02d}-{min(day.day, 28):02d}"

    assert dates.from_typed(dates.display(edtf, language), language) == edtf
    assert dates.from_typed(dates.display(edtf[:7], language), language) == edtf[:7]


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("c. 1910", "1910~"),
        ("c1910", "1910~"),
        ("1910 (circa)", "1910~"),
        ("March 1978", "1978-03"),
        ("1931-1935", "1931/1935"),
        ("1931–35", "1931/1935"),
        ("ca. 1910-1915", "1910~/1915~"),
        ("14.3.1978", "1978-03-14"),
        ("14/3/1978", "1978-03-14"),
        ("3/14/1978", "1978-03-14"),
        ("3/4/1978", "[1978-03-04,1978-04-03]"),
        ("19780314", "1978-03-14"),
        ("3/1978", "1978-03"),
        ("1978?", "1978?"),
        ("March 1978?", "1978-03?"),
        ("before 1950", "../1950"),
        ("since May 2001", "2001-05/.."),
        ("from 1978 to 1981", "1978/1981"),
        ("between 1978 and 1981", "[1978..1981]"),
        ("1970s", "197X"),
        ("late 1970s", "197X~"),
        ("spring 1978", "1978-21"),
        ("5 october", "XXXX-10-05"),
        ("xxxx-10-05", "XXXX-10-05"),
        ("le 14 mars 1978", "1978-03-14"),
        ("14 марта 1978", "1978-03-14"),
        ("  ", ""),
        ("yesterday or so", None),
        ("31.2.1978", None),
        ("14 March 78", None),
    ],
)
def test_what_a_person_types(typed: str, edtf: str | None) -> None:
    assert dates.from_typed(typed) == edtf


@given(st.sampled_from(VALID))
def test_a_stored_date_typed_again_stays_as_it_is(edtf: str) -> None:
    assert dates.from_typed(edtf) == edtf


@given(st.text(max_size=30))
def test_anything_typed_is_a_date_or_refused(text: str) -> None:
    edtf = dates.from_typed(text)

    assert edtf is None or edtf == "" or dates.is_valid(edtf)


THURSDAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2021", (date(2021, 1, 1), date(2021, 12, 31))),
        ("2021-03", (date(2021, 3, 1), date(2021, 3, 31))),
        ("2021-03-05", (date(2021, 3, 5), date(2021, 3, 5))),
        ("today", (THURSDAY, THURSDAY)),
        ("Yesterday", (date(2026, 1, 14), date(2026, 1, 14))),
        ("last month", (date(2025, 12, 1), date(2025, 12, 31))),
        ("this month", (date(2026, 1, 1), date(2026, 1, 31))),
        ("last week", (date(2026, 1, 5), date(2026, 1, 11))),
        ("this year", (date(2026, 1, 1), date(2026, 12, 31))),
        ("2020/..", (date(2020, 1, 1), None)),
        ("1970s", (date(1970, 1, 1), date(1979, 12, 31))),
        ("XXXX-10-05", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_in_the_search_box(text: str, span: tuple[date | None, date | None] | None) -> None:
    assert dates.query_span(text, THURSDAY) == span


def test_ages() -> None:
    days = [dates.age(text) for text in ("7d", "2w", "3m", "1y", "10 days")]

    assert days == [timedelta(days=n) for n in (7, 14, 90, 365, 10)]
    assert dates.age("7") is None
    assert dates.age("d7") is None
