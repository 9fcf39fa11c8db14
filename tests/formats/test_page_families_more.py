"""More of how page families mark up what we read: decks, overlaid credits, boxes for other stories, printed months."""

from __future__ import annotations

from datetime import date

import pytest

from archive_app.formats.reading.credit_place import credit_in
from archive_app.formats.reading.more_months import printed_days
from archive_app.formats.reading.persons import is_person_name
from tests.formats.test_page_families import HEADLINE, PARAGRAPHS, article, read, text

DECK = "Hauliers wait for a third day while the two sides talk only through a mediator in the capital"


@pytest.mark.parametrize(
    ("language", "line", "day"),
    [
        ("hu", "2023. november 8., szerda 06:04", date(2023, 11, 8)),
        ("el", "12 Μαρτίου 2024 • 07:05", date(2024, 3, 12)),
        ("hr", "14. svibnja 2023. - 08:41", date(2023, 5, 14)),
        ("lt", "2023 m. rugsėjo 27 d. 12:15", date(2023, 9, 27)),
        ("lv", "2023. gada 5. maijs", date(2023, 5, 5)),
        ("tr", "Ağustos 30, 2023 09:17", date(2023, 8, 30)),
        ("vi", "21 tháng 3, 2024", date(2024, 3, 21)),
        ("ms", "Rabu, 17 Mei 2023 10:45", date(2023, 5, 17)),
        ("ro", "Data publicării: 22 februarie 2024, 12:31", date(2024, 2, 22)),
        ("he", "05 במרץ 2024", date(2024, 3, 5)),
        ("cs", "21. června 2023", date(2023, 6, 21)),
    ],
)
def test_months_of_more_languages(language: str, line: str, day: date) -> None:
    assert [found[0] for found in printed_days(line, language)] == [day]


@pytest.mark.parametrize("line", ["31. února 2023", "v červnu 2023", "21. června"])
def test_what_is_no_whole_day(line: str) -> None:
    assert list(printed_days(line, "cs")) == []


@pytest.mark.parametrize(
    "top",
    [
        f"<header><h1>{HEADLINE}</h1><div class='css-1'>{DECK}</div></header>",
        f"<h1>{HEADLINE}</h1><h2 class='a_st'>{DECK}</h2>",
        f"<div><h1>{HEADLINE}</h1></div><div data-gu-name='standfirst'><p>{DECK}</p></div>",
    ],
)
def test_a_deck_stands_with_the_headline(top: str) -> None:
    draft = read(f"<article>{top}<div class='story-body'>{text()}</div></article>")
    assert draft.article.standfirst == DECK
    assert draft.article.body == PARAGRAPHS


def test_paragraphs_in_boxes_of_their_own_have_no_deck() -> None:
    boxes = "".join(f"<div class='story-preview'><p>{line}</p></div>" for line in PARAGRAPHS)
    draft = read(f"<article><h1>{HEADLINE}</h1><div class='story-body'>{boxes}</div></article>")
    assert draft.article.standfirst == ""
    assert draft.article.body == PARAGRAPHS


def test_words_over_a_picture_are_its_credit_and_the_line_below_its_caption() -> None:
    picture = """<div><figure><div><img src="/p/one.jpg" width="800" height="500" alt="">
        <span>Harbour Rivers Trust</span></div></figure></div>
        <div data-component="caption-block"><figcaption>Lorries queue on the quay</figcaption></div>"""
    [photo] = read(article(picture)).photos
    assert (photo.use.caption, photo.use.credit_line) == ("Lorries queue on the quay", "Harbour Rivers Trust")


def test_a_story_within_the_story_gives_no_picture() -> None:
    card = """<article><figure><img src="/p/other.jpg" width="400" height="300"></figure>
        <h2><a href="/other">Bus drivers win a raise</a></h2></article>"""
    assert read(article(card)).photos == ()


def test_caption_and_credit_in_the_attributes_of_an_empty_element() -> None:
    picture = """<figure><img src="/p/one.jpg" width="800" height="500" alt=""><div data-c-caption="A stalled van."
        data-c-credit="Nell Farraday/The Courier"></div></figure>"""
    [photo] = read(article(picture)).photos
    assert (photo.use.caption, photo.use.credit_line) == ("A stalled van.", "Nell Farraday/The Courier")


def test_a_place_beside_the_name_does_not_sign() -> None:
    top = "<div class='signature'><b>Ubira Moscoso</b> <span class='signature__location'>Vila Conceição</span></div>"
    head = '<meta name="author" content="Ubira Moscoso">'
    assert [name.text for name in read(article(top=top), head=head).article.bylines] == ["Ubira Moscoso"]


def test_a_title_of_low_lines_is_headline_section_site() -> None:
    title = "轮渡工人罢工致港口堵塞：谈判陷入僵局_新闻频道_海港网"
    page = "<div class='story-body'>" + "".join(f"<p>{line}</p>" for line in PARAGRAPHS) + "</div>"
    assert read(page, title=title).article.headline == "轮渡工人罢工致港口堵塞：谈判陷入僵局"


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Trams wait at the depot. Photo by Marloes Quist / Unsplash", "Photo by Marloes Quist / Unsplash"),
        ("La fanfare à Noël. | ARCHIVES COURRIER DE L’ESTUAIRE", "ARCHIVES COURRIER DE L’ESTUAIRE"),
        ("A cobbler in Dunmore (National Folklore Trust)", "(National Folklore Trust)"),
        ("Il silos di Montesarno (foto di Quirino Attanasio)", "(foto di Quirino Attanasio)"),
        ("종을 옮기는 졸업생들 [백산면 제공. 재판매 및 DB 금지]", "[백산면 제공. 재판매 및 DB 금지]"),
        ("鐘を鳴らす卒業生＝18日、岐阜県白樺村、都築萌絵撮影", "都築萌絵撮影"),
    ],
)
def test_more_forms_of_credits(caption: str, credit: str) -> None:
    found = credit_in(caption)
    assert found
    assert found.line == credit


@pytest.mark.parametrize("name", ["탁보람", "טליה בן־אסולין"])
def test_names_of_other_scripts(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize("line", ["Eine Reportage von", "A report by"])
def test_words_before_a_name_are_none(line: str) -> None:
    assert not is_person_name(line)
