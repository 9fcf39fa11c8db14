"""Record sheets: complete in one file, nothing of a record becomes markup, every part a person needs is there."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from archive_app.domain.export_record import ExportRecord, Preview
from archive_app.domain.records import Article, Name, Video
from archive_app.domain.rights import Verdict
from archive_app.formats.exporters.html_sheet import HTML
from archive_app.formats.exporting.base import ExportProfile, write_records
from archive_app.formats.sheets.markup import element, link, text
from tests.formats.bundles import LINE, an_article, article_bundle, photo_bundle

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;'


def sheet(*records: ExportRecord, fields: tuple[str, ...] = (), **options: Any) -> str:
    out = io.BytesIO()
    notes = write_records(HTML, iter(records), out, ExportProfile("", fields, options))
    assert notes.written == len(records)
    return out.getvalue().decode()


def tree(page: str) -> Any:
    return html.document_fromstring(page.encode())


def words(page: str) -> str:
    return " ".join(" ".join(tree(page).xpath("//main//text()")).split())


def test_a_sheet_tells_all_a_person_needs() -> None:
    page = words(sheet(article_bundle()))
    for expected in (
        "Film crew returns from orbit",
        "Three people landed on Sunday after twelve days.",
        "17 October 2021",
        "Ann Example; Ivan Primerov (translation)",
        "Space / Films",
        "The crew after landing near Zhezkazgan.",
        LINE,
        "Orbital Press (provider)",
        "complete film below",
        "Only mentioned",
        "Not known",
        "Check first",
        "They had shot a film",
        "html:figcaption",
        "entered by a person",
        "Change headline",
        "not legal advice",
    ):
        assert expected in page, expected


def test_the_verdict_comes_with_its_reasons_and_whom_to_ask() -> None:
    page = words(sheet(photo_bundle()))
    assert "The holder is inferred from the credit line." in page
    assert "Whom to ask Orbital Press" in page
    assert f"Give the credit: {LINE}" in page
    assert "1 January 2027" in page
    assert "permitted: put it on the web – FR, DE – until December 2026" in page
    assert "Orbital Press (copyright holder)" in page


def test_verdicts_differ_by_sign_and_word_not_by_colour_alone() -> None:
    seen = set()
    for answer, nobody in (
        ("allowed", False),
        ("allowed_with_conditions", False),
        ("ask", False),
        ("not_allowed", False),
        ("ask", True),
    ):
        card = tree(sheet(ExportRecord(work=Video(title="x"), verdict=Verdict(answer, nobody))))
        seen.add((card.xpath("//p[@class='answer']")[0].text, card.xpath("//span[@class='sign']")[0].text))
    assert len({word for word, _ in seen}) == 5
    assert {sign for _, sign in seen} == {"✓", "!", "?", "✕"}


def test_parts_can_be_left_out_and_lines_chosen() -> None:
    bundle = replace(article_bundle(), work=replace(article_bundle().work, notes="Ask Anna"))
    page = words(sheet(bundle, text=False, rights=False, evidence=False, history=False))
    for absent in ("They had shot a film", "May we use it?", "html:h1", "Change headline", "Ask Anna"):
        assert absent not in page, absent
    assert "Ask Anna" in words(sheet(bundle, notes=True))
    chosen = tree(sheet(bundle, fields=("url", "publisher", "no_such_field_here")))
    assert chosen.xpath("//dl[contains(@class, 'facts')]/dt/text()") == ["Address", "Publisher", "Collections"]


def test_pictures_stand_inside_the_file() -> None:
    bundle = replace(article_bundle(), previews=(Preview("ab" * 32, b"\xff\xd8\xff\xe0picture"),))
    (source,) = tree(sheet(bundle)).xpath("//img/@src")
    assert source.startswith("data:image/jpeg;base64,/9j/4HBpY3R1cmU")
    assert tree(sheet(bundle)).xpath("//img/@alt") == ["Three people in chairs"]
    assert "No preview" in sheet(article_bundle())
    assert "No file is held" in sheet(replace(photo_bundle(), media=None))


def test_the_file_needs_nothing_from_outside() -> None:
    page = sheet(article_bundle(), photo_bundle())
    assert "default-src &#x27;none&#x27;" in page
    assert tree(page).xpath("//script|//link|//iframe|//object|//*[@style]|//@*[starts-with(name(), 'on')]") == []
    assert "@import" not in page
    assert "url(" not in page
    assert len(tree(page).xpath("//article")) == 2


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "x"])
def test_only_web_addresses_are_links(address: str) -> None:
    assert "href" not in link(address)
    assert tree(sheet(ExportRecord(work=Video(url=address)))).xpath("//a") == []
    assert 'href="https://example.org/"' in link("https://example.org/")


def test_every_text_of_a_record_stays_text() -> None:
    bundle = article_bundle()
    photo = bundle.photos[0]
    evil = replace(
        bundle,
        work=replace(
            an_article(),
            headline=EVIL,
            standfirst=EVIL,
            body=(EVIL,),
            bylines=(Name(EVIL),),
            language=EVIL,
            url=f"https://example.org/{EVIL}",
            publisher=EVIL,
        ),
        photos=(replace(photo, use=replace(photo.use, caption=EVIL, credit_line=EVIL, alt_text=EVIL)),),
        evidence=tuple(replace(one, quote=EVIL, field=EVIL, method=EVIL) for one in bundle.evidence),
        history=tuple(replace(one, who=EVIL, label=EVIL, before=EVIL, after=EVIL) for one in bundle.history),
        collections=(EVIL,),
        previews=(Preview("ab" * 32, b"x", media_type=EVIL),),
        rights=tuple(replace(one, usage_terms=EVIL, licence_url=EVIL) for one in photo.rights),
    )
    page = tree(sheet(evil))
    assert page.xpath("//script") == []
    assert [image.get("onerror") for image in page.xpath("//img")] == [None]
    assert page.xpath("//h1")[0].text_content() == EVIL


def test_marks_that_turn_text_are_shown_not_obeyed() -> None:
    assert text("abc\u202edef") == "<bdi>abc[U+202E]def</bdi>"
    assert text("a\x00b\x1bc\ud800") == "<bdi>abc</bdi>"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_whatever_the_text_the_tree_is_the_same(anything: str) -> None:
    found = html.fragment_fromstring(element("p", anything, title=anything))
    assert found.tag == "p"
    assert len(found) == 0
    assert set(found.attrib) == {"title"}


def test_a_work_with_nothing_in_it_has_a_sheet() -> None:
    assert "Without a title" in words(sheet(ExportRecord(work=Article()), ExportRecord(work=Video())))
