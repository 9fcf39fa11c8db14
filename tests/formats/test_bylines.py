"""Who signs: names in signing lines, on pages that confirm them and on pages that do not."""

from __future__ import annotations

import pytest

from archive_app.formats.reading.bylines import byline_names
from archive_app.formats.reading.html.reader import read_page
from archive_app.formats.reading.persons import is_person_name, without_office

BODY = "".join(
    f"<p>The keeper of the lighthouse climbed the stairs again on day {day}, lit the lamp and wrote down the wind, "
    "the tide and the names of the ships that passed below the cliff in the course of the night.</p>"
    for day in range(1, 6)
)

APART = "<ul>" + '<li><a href="/weather">Weather</a></li>' * 30 + "</ul>"


def signers(head: str, before: str, after: str = "") -> list[str]:
    page = f"<html><head><title>A lamp burns</title>{head}</head><body><main><article><h1>A lamp burns</h1>"
    return [
        name.text for name in read_page(f"{page}{before}{BODY}{after}</article></main></body></html>").article.bylines
    ]


@pytest.mark.parametrize(
    "name", ["Jane Doe", "MARCIA DUNN", "Léa de La Tour", "Mary O’Brien", "山田花子", "سامر العطّار", "Ann Church"]
)
def test_names_of_persons(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize(
    "name",
    ["Reuters Staff", "Our Correspondents", "New York", "The Lamp", "Jane", "AP Aerospace", "Read More", "新华社"],
)
def test_no_names_of_persons(name: str) -> None:
    assert not is_person_name(name)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Tom Davies Associated Press", "Tom Davies"),
        ("Jane Doe Political Correspondent", "Jane Doe"),
        ("World Affairs Editor", "World Affairs Editor"),
        ("Mary Ann Lee", "Mary Ann Lee"),
    ],
)
def test_what_is_printed_behind_a_name(printed: str, name: str) -> None:
    assert without_office(printed) == name


def test_elements_part_names_that_no_blank_parts() -> None:
    line = "Jane DoeThe Courier"
    assert [name.text for name in byline_names(line, labelled=True, breaks=[8])] == ["Jane Doe"]
    three = '<p class="byline"><span>Jane Doe</span> <span>Ann Roe</span> <span>Tom Baird</span></p>'
    assert signers("", three) == ["Jane Doe", "Ann Roe", "Tom Baird"]
    assert signers("", '<p class="byline"><span>Jane</span> <span>Doe</span></p>') == ["Jane Doe"]


def test_an_unconfirmed_name_is_believed_in_one_place() -> None:
    teaser = '<div><a class="author" href="/x">Red Lamp</a></div>' + APART
    assert signers("", teaser + '<p class="byline">By Jane Doe</p>') == ["Jane Doe"]


def test_a_link_to_the_author_and_a_script_confirm_a_name() -> None:
    other = '<p class="author-name">Tom Baird</p>' + APART
    linked = '<p class="byline"><a href="/authors/jane-doe">Jane Doe</a></p>'
    assert signers("", other + linked) == ["Jane Doe"]
    script = '<script>var page = {"author": "Jane Doe"};</script>'
    assert signers(script, other + '<p class="byline">Jane Doe</p>') == ["Jane Doe"]


def test_the_house_and_the_headline_do_not_sign() -> None:
    head = '<meta property="og:site_name" content="Skerry">'
    line = '<p class="byline"><span>Skerry Evening</span> <span>Jane Doe</span></p>'
    assert signers(head, line) == ["Jane Doe"]
    named = f'<h1>Red Lamp Burns</h1><span itemprop="name">Red Lamp</span>{BODY}'
    assert read_page(f"<html><body><article>{named}</article></body></html>").article.bylines == ()
