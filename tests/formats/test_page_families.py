"""How page families mark up what we read: one small page for each rule, in the words that many systems share."""

from __future__ import annotations

import json

import pytest

from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.html import HtmlImporter
from archive_app.formats.reading.credit_place import credit_in, is_credit_line
from tests.formats.contract import check_draft

PARAGRAPHS = (
    "Crews at three terminals walked out shortly before dawn on Tuesday, leaving hundreds of lorries on the coast.",
    "The union says the company broke an agreement under which no seafarer was to work more than four nights in a row.",
    "Hauliers on the quay were in no mood to take sides, and by noon the queue reached as far as the customs house.",
    "Talks are to resume on Thursday in the presence of a mediator. Until then only livestock and medicine go.",
)
HEADLINE = "Ferry crews strike over night shifts as port talks stall"
PICTURE = '<figure><img src="/p/{0}.jpg" width="1200" height="800" alt=""><figcaption>{1}</figcaption></figure>'


def read(body: str, *, head: str = "", title: str = f"{HEADLINE} | Harbour Courier") -> Draft:
    page = f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    content = page.encode()
    [draft] = HtmlImporter().read(RawSource("page.html", "https://harbour-courier.example/a/1", content))
    check_draft(draft, content)
    return draft


def text(*between: str) -> str:
    blocks = [f"<p>{line}</p>" for line in PARAGRAPHS]
    return "".join([blocks[0], *between, *blocks[1:]])


def article(*between: str, top: str = "") -> str:
    return f"<article><h1>{HEADLINE}</h1>{top}<div class='story-body'>{text(*between)}</div></article>"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Text &amp; Fotos: Henrike Vossbeck", "Henrike Vossbeck"),
        ("Words and photos by Tobias Wren", "Tobias Wren"),
        ("Texte : Maëlle Kerouredan · Photos : Yannick Dorval", "Yannick Dorval"),
        ("Von Henrike Vossbeck (Text) und Ulrich Tamm (Fotos)", "Ulrich Tamm"),
        ("Photographs by Greta Lindholm", "Greta Lindholm"),
    ],
)
def test_the_credit_for_all_pictures_goes_to_those_without_one(line: str, name: str) -> None:
    own = PICTURE.format("two", "The ferry at her berth. Photo: Ade Bankole/Reuters")
    draft = read(article(PICTURE.format("one", "Lorries queue."), own, top=f"<p class='credits'>{line}</p>"))
    assert [photo.use.credit_line.removeprefix("Photo: ") for photo in draft.photos] == [name, "Ade Bankole/Reuters"]
    assert [photo.use.caption for photo in draft.photos] == ["Lorries queue.", "The ferry at her berth."]


def test_a_card_for_another_page_is_no_picture_of_the_article() -> None:
    card = """<figure class="card"><a href="https://other.example/x"><div>New bridge opens a year late</div>
    <img src="https://other.example/bridge.jpg" width="800" height="600"></a></figure>"""
    draft = read(article(PICTURE.format("one", "Lorries queue."), card))
    assert [photo.use.src.rpartition("/")[2] for photo in draft.photos] == ["one.jpg"]


def test_a_link_in_brackets_is_no_paragraph() -> None:
    draft = read(article("<div class='interstitial'>[ <a href='/x/1'>Storm warning lifted for isles</a> ]</div>"))
    assert draft.article.body == PARAGRAPHS


def test_a_player_known_by_its_uuid_is_a_video() -> None:
    draft = read(article('<div class="powa" data-uuid="a1b2c3d4-1807-4f2a-9d11-0f5c2a7b9e10"></div>'))
    [video] = draft.videos
    assert "a1b2c3d4-1807" in video.video.url


@pytest.mark.parametrize("divider", ["·", "|", "•"])
def test_names_in_a_line_of_several_parts(divider: str) -> None:
    line = f"<p class='meta'>12 March 2024 {divider} By Maren Oldcastle and Ines Fairweather {divider} 4 min read</p>"
    draft = read(article(top=line))
    assert [name.text for name in draft.article.bylines] == ["Maren Oldcastle", "Ines Fairweather"]
    assert draft.article.published == "2024-03-12"


def test_an_author_above_the_headline_signs_where_a_link_leads_to_the_authors_page() -> None:
    above = "<div class='info'><span class='post-author'><a href='/authors/1'>Maren Oldcastle</a></span></div>"
    assert [name.text for name in read(above + article()).article.bylines] == ["Maren Oldcastle"]


def test_names_in_han_characters_parted_by_blanks() -> None:
    draft = read(article(top="<div class='info'>记者：赵文静 孙浩然</div>"))
    assert [name.text for name in draft.article.bylines] == ["赵文静", "孙浩然"]


def test_the_heading_that_leads_home_is_the_sites_name() -> None:
    draft = read("<h1><a href='/'>Harbour Courier</a></h1>" + article().replace("h1>", "h2>"))
    assert draft.article.headline == HEADLINE


def test_a_signing_line_is_no_standfirst() -> None:
    draft = read(article(top="<h3>By Jemele Hill, Harbour Courier archive</h3>"))
    assert draft.article.standfirst == ""


def test_the_closing_line_of_a_page_is_no_credit() -> None:
    page = article() + PICTURE.format("one", "") + "<footer>© 2024 Harbour Courier. All rights reserved.</footer>"
    assert all(not photo.use.credit_line for photo in read(page).photos)


def test_a_placeholder_is_not_the_picture() -> None:
    images = "".join(
        f"<figure><img src='/img/preloaderbig.gif' data-src='/p/{n}.jpg'><figcaption>View {n}</figcaption></figure>"
        for n in ("north", "south", "western")
    )
    shown = [photo.use.src.rpartition("/")[2] for photo in read(article(images)).photos]
    assert shown == ["north.jpg", "south.jpg", "western.jpg"]


def test_the_publisher_is_no_author() -> None:
    head = '<meta property="og:site_name" content="Harbour Courier">' + "".join(
        f'<meta name="author" content="{name}">' for name in ("Maren Oldcastle", "Edition Harbour Courier")
    )
    top = "<p class='byline'>By Maren Oldcastle</p><p class='byline'>Edition Harbour Courier</p>"
    assert [name.text for name in read(article(top=top), head=head).article.bylines] == ["Maren Oldcastle"]


def test_scripts_name_authors_in_any_case() -> None:
    state = json.dumps({"Author": "Maren Oldcastle"})
    page = article(top="<div class='who'>By Maren Oldcastle</div>") + f"<script>{state}</script>"
    assert [name.text for name in read(page).article.bylines] == ["Maren Oldcastle"]


def test_a_hidden_page_is_read_all_the_same() -> None:
    draft = read(f"<div style='display:none'>{article()}</div>")
    assert draft.article.body == PARAGRAPHS


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Hanna speaks to colleagues. Fot.: Magdalena Stępień", "Fot.: Magdalena Stępień"),
        ("Camion in coda sulla litoranea Foto Sandro Quattrini/ANSA", "Foto Sandro Quattrini/ANSA"),
        ("Screenshot by Amanda Tan/ONE Esports", "Screenshot by Amanda Tan/ONE Esports"),
        ("Lorries queue. Courtesy: Harbour Trust", "Courtesy: Harbour Trust"),
        ("(Al ‘Hughes’ Dukes Photography)", "(Al ‘Hughes’ Dukes Photography)"),
        ("图为罢工开始后的港口。刘志强 摄", "刘志强 摄"),
        ("海岸道路に並ぶトラック＝12日、鈴木一郎撮影", "鈴木一郎撮影"),
        ("Camiones parados en la carretera de la costa. JUAN PÉREZ", "JUAN PÉREZ"),
        ("Camiones parados en la carretera de la costa / JUAN PÉREZ", "JUAN PÉREZ"),
    ],
)
def test_forms_of_credits(caption: str, credit: str) -> None:
    found = credit_in(caption)
    assert found
    assert found.line == credit


@pytest.mark.parametrize("line", ["LONDON —", "CNN —", "Hanna Brice (left) and Ade", "The queue on Tuesday."])
def test_what_is_no_credit(line: str) -> None:
    assert not is_credit_line(line)
    assert credit_in(line) is None
