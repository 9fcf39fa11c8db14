"""Lines above a text: who, when, where it appeared, in any order; sentences are none of these."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.formats.reading.header_lines import (
    copyright_holder,
    header_line,
    is_publisher,
    kicker_end,
)


@pytest.mark.parametrize(
    ("line", "names", "date", "publisher", "section"),
    [
        ("The Ironbridge Review, 19 March 2017", [], "2017-03-19", "The Ironbridge Review", ""),
        ("2 Feb 2018 by Karl Lindqvist", ["Karl Lindqvist"], "2018-02-02", "", ""),
        ("Le 3 décembre 2014 | Claire Fabre", ["Claire Fabre"], "2014-12-03", "", ""),
        ("记者 林晓雯 2021年3月9日", ["林晓雯"], "2021-03-09", "", ""),
        ("Culture | June 21, 2019", [], "2019-06-21", "", "Culture"),
        ("Text: Lukas Brandner, Fotos: Miriam Sailer", ["Lukas Brandner", "Miriam Sailer"], "", "", ""),
        ("Samstag, 02.04.2022 | von Anja Holzer und Max Reuter", ["Anja Holzer", "Max Reuter"], "2022-04-02", "", ""),
        ("29/08/2019 08h15 - Por Júlio Teixeira, Vila Nova", ["Júlio Teixeira"], "2019-08-29", "", ""),
        ("Diario del Sur | Ciencia", [], "", "Diario del Sur", "Ciencia"),
        ("Вечерний Заозёрск", [], "", "Вечерний Заозёрск", ""),
    ],
)
def test_every_part_of_a_line_is_understood(
    line: str, names: list[str], date: str, publisher: str, section: str
) -> None:
    found = header_line(line, "")
    assert found is not None
    assert [name.text for name in found.names] == names
    assert [line[name.start : name.end] for name in found.names] == names
    assert (found.date.edtf if found.date else "") == date
    assert (found.publisher.text if found.publisher else "") == publisher
    assert (found.section.text if found.section else "") == section


@pytest.mark.parametrize(
    "line",
    [
        "On 5 October 2021 the crew left the station for good.",
        "Evening Post closes after a hundred and twenty years",
        "Times Square Opens Again",
        "Tiflis, a city of many hills",
        "By Monday, the crew had left.",
        "The Long Night of the Lighthouse",
    ],
)
def test_headlines_and_sentences_are_no_such_lines(line: str) -> None:
    assert header_line(line, "en") is None


@pytest.mark.parametrize("line", ["FOR IMMEDIATE RELEASE", "Science reporter", "3 min read", "Home > News > Science"])
def test_lines_that_say_nothing_of_the_article(line: str) -> None:
    found = header_line(line, "en")
    assert found is not None
    assert found.notice


def test_the_house_that_holds_the_copyright_is_known_again() -> None:
    holder = copyright_holder("© 2016 Sealight Books. All rights reserved.")
    assert holder is not None
    assert holder.text == "Sealight Books"
    assert not is_publisher("Sealight Books")
    assert is_publisher("Sealight Books", holder.text)


def test_a_section_before_a_headline_is_no_part_of_it() -> None:
    line = "SOCIÉTÉ - Un village achète son école"
    assert line[kicker_end(line) :] == "Un village achète son école"
    assert kicker_end("Reykjavik - the quiet city by the sea") == 0


@given(st.text(max_size=120))
def test_any_line_is_looked_at(line: str) -> None:
    found = header_line(line, "en")
    for name in found.names if found else ():
        assert line[name.start : name.end] == name.text
