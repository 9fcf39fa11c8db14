"""Dates printed in running text, in the languages of the desk."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.dates import is_valid, read_date

LANGUAGES = ["en", "fr", "de", "es", "pt", "it", "ru", "uk", ""]


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(one.edtf, text[one.start : one.end]) for one in read_date(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "On 5 October the crew left.", [("XXXX-10-05", "5 October")]),
        ("en", "shown in late March 2022 at last", [("2022-03~", "late March 2022")]),
        ("en", "on March 14, 1978, and", [("1978-03-14", "March 14, 1978")]),
        ("en", "the 14th of March 1978", [("1978-03-14", "14th of March 1978")]),
        ("en", "from 28 September to 3 October 2021", [("2021-09-28/2021-10-03", "28 September to 3 October 2021")]),
        ("en", "Oct. 5–12, 2021", [("2021-10-05/2021-10-12", "Oct. 5–12, 2021")]),
        ("en", "28 December – 3 January 2022", [("2021-12-28/2022-01-03", "28 December – 3 January 2022")]),
        ("en", "her film (2017)", [("2017", "2017")]),
        ("en", "built in 1910.", [("1910", "1910")]),
        ("en", "made c. 1910", [("1910~", "c. 1910")]),
        ("en", "in the 1970s", [("197X", "the 1970s")]),
        ("en", "in the 1900s", [("19XX", "the 1900s")]),
        ("en", "in the spring of 1978", [("1978-21", "spring of 1978")]),
        ("fr", "Le 1er avril 2022", [("2022-04-01", "1er avril 2022")]),
        ("fr", "du 5 au 12 octobre 2021", [("2021-10-05/2021-10-12", "5 au 12 octobre 2021")]),
        ("fr", "début mars 2022", [("2022-03~", "début mars 2022")]),
        ("fr", "les années 1970", [("197X", "les années 1970")]),
        ("de", "am 5. Oktober 2021", [("2021-10-05", "5. Oktober 2021")]),
        ("de", "Ende März 2022", [("2022-03~", "Ende März 2022")]),
        ("de", "14.03.1978", [("1978-03-14", "14.03.1978")]),
        ("es", "el 5 de octubre de 2021", [("2021-10-05", "5 de octubre de 2021")]),
        ("pt", "em 1º de maio de 2021", [("2021-05-01", "1º de maio de 2021")]),
        ("it", "il 5 ottobre 2021", [("2021-10-05", "5 ottobre 2021")]),
        ("ru", "5 октября 2021 года", [("2021-10-05", "5 октября 2021")]),
        ("ru", "в конце марта 2022 года", [("2022-03~", "в конце марта 2022")]),
        ("ru", "в 2017 году", [("2017", "2017 году")]),
        ("uk", "12 жовтня", [("XXXX-10-12", "12 жовтня")]),
        ("ja", "2024年4月24日撮影", [("2024-04-24", "2024年4月24日")]),
        ("ja", "4月25日", [("XXXX-04-25", "4月25日")]),
        ("ja", "令和6年4月24日", [("2024-04-24", "令和6年4月24日")]),
        ("ko", "2024년 4월 24일", [("2024-04-24", "2024년 4월 24일")]),
        ("ar", "٢٤ أبريل ٢٠٢٤", [("2024-04-24", "٢٤ أبريل ٢٠٢٤")]),
        ("", "5 октября 2021, 5 mai 2020", [("2021-10-05", "5 октября 2021"), ("2020-05-05", "5 mai 2020")]),
        ("en", "2021-10-05T10:00:00Z", [("2021-10-05", "2021-10-05")]),
    ],
)  # fmt: skip
def test_dates_are_found_where_they_stand(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "you may 5 people ask", "at 10:30", "2000 people came", "version 1.2.2003.4", "call 2021-2022-33",
        "31 February 2020", "on 12 bright days", "1,978 items", "they march 5 miles", "Soyuz MS-19",
    ],
)  # fmt: skip
def test_other_numbers_are_no_dates(text: str) -> None:
    assert found(text) == []


def test_a_slash_is_read_both_ways_in_english_only() -> None:
    both = read_date("03/04/1978", "en")[0]

    assert (both.edtf, both.certain) == ("[1978-03-04,1978-04-03]", False)
    assert found("03/14/1978") == [("1978-03-14", "03/14/1978")]
    assert found("03/04/1978", "fr") == [("1978-04-03", "03/04/1978")]


def test_certain_means_that_the_year_stands_there_and_nothing_is_approximate() -> None:
    text = "On 5 October, in late March 2022, c. 1910 and on 12 October 2021."

    assert [one.certain for one in read_date(text, "en")] == [False, False, False, True]


def test_a_year_is_taken_from_the_reference_only_with_a_question_mark() -> None:
    dates = read_date("On 5 October and on 12 October 2019", "en", reference_year=2021)

    assert [(one.edtf, one.certain) for one in dates] == [("2021-10-05?", False), ("2019-10-12", True)]


def test_a_leap_day_is_not_put_in_a_year_without_one() -> None:
    assert [one.edtf for one in read_date("On 29 February", "en", reference_year=2021)] == ["XXXX-02-29"]


@given(st.text(max_size=120), st.sampled_from(LANGUAGES))
def test_whatever_is_found_is_a_date_in_its_place(text: str, language: str) -> None:
    end = 0
    for one in read_date(text, language):
        assert is_valid(one.edtf)
        assert end <= one.start < one.end <= len(text)
        end = one.end


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(["before ", "", "1 2 3 "]))
def test_a_printed_day_is_found_again(day: date, before: str) -> None:
    text = f"{before}{day.isoformat()}."

    assert day.isoformat() in [found_date.edtf for found_date in read_date(text, "en")]


def test_long_texts_are_read_in_reasonable_time() -> None:
    text = "On 5 October 2021 the 3, 1978 crew left in March; 12 people, perhaps 2000 of 3000. " * 1200
    began = time.process_time()

    assert len(read_date(text, "en")) == 1200
    assert time.process_time() - began < 5
