"""Saved pages become drafts: values, their places, pictures once, videos, and never anything but a refusal."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Draft, Evidence, PhotoDraft
from archive_app.formats.extract_json import as_extract
from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.html import HtmlImporter
from archive_app.formats.registry import importer_for_source
from tests.formats.contract import check_draft, drafts_or_error

PAGES = Path(__file__).parent.parent / "data" / "pages"

PROSE = (
    "<p>The council met on Tuesday and agreed, after a long debate, to keep the old mill open for one more year.</p>"
    "<p>Its owner said that the wheel would turn again in spring, when the river is high enough to drive it.</p>"
    "<p>Nobody spoke against the plan, although two members left the room before the vote was taken.</p>"
)


def read(name: str) -> Draft:
    source = RawSource(name, name, (PAGES / name).read_bytes())
    [draft] = importer_for_source(source).read(source)
    return draft


def page(body: str, head: str = "") -> Draft:
    content = f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    [draft] = HtmlImporter().read(RawSource("page.html", "", content.encode("utf-8")))
    check_draft(draft, content.encode("utf-8"))
    return draft


def article(inner: str, head: str = "") -> Draft:
    return page(f"<article><h1>The mill stays open</h1>{inner}</article>", head)


def evidence_of(draft: Draft | PhotoDraft, field: str) -> Evidence:
    return next(item for item in draft.evidence if item.field == field)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_pages_of_our_own_keep_the_contract(path: Path) -> None:
    drafts = drafts_or_error(HtmlImporter(), path.read_bytes(), path.name)
    assert isinstance(drafts, list)
    assert drafts[0].source.importer == "html"


def test_an_english_page_with_metadata() -> None:
    draft = read("english.html")
    found = draft.article
    assert found.headline == "Harbour bridge opens after nine years"
    assert found.standfirst == "Walkers were the first to cross, an hour before the cars."
    assert [name.text for name in found.bylines] == ["Maud Ellery", "Tom Varley"]
    assert found.publisher == "The Tidewater Post"
    assert found.published == "2023-05-17", "the printed day, not the day in UTC"
    assert found.section == "Local"
    assert found.url == "https://www.tidewater-post.example/news/2023/05/17/harbour-bridge-opens"
    assert found.body[0].startswith("The bridge over the harbour")
    assert found.body[-1].endswith("born in the town.")
    assert len(found.body) == 4, "no related stories, no comments, no captions"
    assert [photo.use.caption for photo in draft.photos] == [
        "The first walkers reach the middle of the bridge on Wednesday.",
        "A tern on its nest below the deck.",
    ]
    assert [photo.use.credit_line for photo in draft.photos] == ["(Jo Marsh/AP)", "Photograph: Ann Roe"]
    assert [photo.use.paragraph for photo in draft.photos] == [0, 2]
    assert draft.photos[0].use.src.endswith("bridge-opening-800x450.jpg"), "not the placeholder"
    assert draft.photos[0].use.alt_text == "People on a bridge"
    assert [video.video.url for video in draft.videos] == ["https://www.youtube.com/embed/AbCdEfGhIjK"]
    assert draft.videos[0].video.status == "embedded"


def test_a_german_page_in_an_old_encoding_without_metadata() -> None:
    draft = read("german.html")
    assert draft.source.encoding == "cp1252"
    assert draft.article.headline == "Der letzte Köhler im Tal", "the kicker is not the headline"
    assert draft.article.standfirst.startswith("Seit vierzig Jahren")
    assert [name.text for name in draft.article.bylines] == ["Lena Brückner"], "a desk is no person"
    assert draft.article.published == "2021-03-03"
    assert draft.article.language == "de"
    assert "Lesen Sie auch" not in draft.article.body
    [photo] = draft.photos
    assert photo.use.caption == "Der Meiler raucht vierzehn Tage lang."
    assert [party.name for party in photo.use.credit.parties] == ["Jörg Anders", "dpa"]


def test_a_french_page_whose_meta_elements_say_value() -> None:
    draft = read("french.html")
    assert draft.article.publisher == "Le Courrier des Vals"
    assert draft.article.published == "2019-08-09", "the day in a caption is the picture's"
    assert draft.photos[0].use.credit_line == "HANDOUT / AFP"
    assert draft.photos[1].use.caption.startswith("Le lavoir du bas"), "the credit may come first"
    assert draft.videos[0].use.mention.endswith("ci-dessous.")


def test_a_japanese_page() -> None:
    draft = read("japanese.html")
    assert draft.article.language == "ja"
    assert [name.text for name in draft.article.bylines] == ["山田花子"]
    assert draft.photos[0].use.caption == "百年を迎えた灯台（釧路で、２日）"
    assert draft.photos[0].use.credit.parties[0].name == "ＡＰ"


def test_a_gallery_shows_each_picture_once() -> None:
    draft = read("gallery.html")
    assert [photo.use.caption for photo in draft.photos] == [
        "La plaza al alba, antes de abrir los puestos.",
        "Cajones vacíos al mediodía.",
    ]
    assert {photo.use.credit_line for photo in draft.photos} == {"Marta Gil (EFE)"}
    assert [video.video.platform for video in draft.videos] == ["jwplayer", "file"]


def test_the_words_of_a_value_stand_where_the_evidence_says() -> None:
    draft = read("english.html")
    item = evidence_of(draft, "headline")
    assert (item.layer, item.quote) == ("text", draft.source.text[item.start : item.end])
    assert item.confidence >= 0.9, "heading, title and metadata agree"
    address = evidence_of(draft.photos[0], "src")
    assert address.layer == "raw"
    assert address.quote == draft.photos[0].use.src


def test_a_heading_that_nothing_confirms_is_less_sure_than_one_that_all_confirm() -> None:
    alone = page(f"<h2>The mill stays open</h2>{PROSE}")
    confirmed = article(
        PROSE, '<title>The mill stays open</title><meta property="og:title" content="The mill stays open">'
    )
    assert alone.article.headline == confirmed.article.headline
    assert evidence_of(alone, "headline").confidence < 0.9 <= evidence_of(confirmed, "headline").confidence


def test_the_reading_text_parts_blocks_and_drops_what_is_not_seen() -> None:
    draft = page("<h1>One\u00ad two</h1><script>var x</script><p>a  b<br>c</p><div hidden>secret</div><p>d</p>")
    assert draft.source.text == "One two\n\na b\nc\n\nd"


@pytest.mark.parametrize(
    ("markup", "caption", "line"),
    [
        ("The wheel. (Ann Roe/AP)", "The wheel.", "(Ann Roe/AP)"),
        ("The wheel. Photo: Ann Roe", "The wheel.", "Photo: Ann Roe"),
        ("The wheel.<small>Bild: Ann Roe/REUTERS</small>", "The wheel.", "Bild: Ann Roe/REUTERS"),
        ("<span>The wheel.</span><span>Ann Roe</span>", "The wheel.", "Ann Roe"),
        ("<p>The wheel.</p><p>Ann Roe for The Mill</p>", "The wheel.", "Ann Roe for The Mill"),
        ('<b class="photo-credit">© Ann Roe</b><span>The wheel.</span>', "The wheel.", "© Ann Roe"),
        ("The wheel (left) in 1950 (1/2)", "The wheel (left) in 1950 (1/2)", ""),
        ("The wheel. <button>Enlarge this image</button>", "The wheel.", ""),
        ('<span class="visually-hidden">Image caption</span> The wheel.', "The wheel.", ""),
        ("Source: Supplied", "", "Source: Supplied"),
    ],
)
def test_caption_and_credit_are_told_apart(markup: str, caption: str, line: str) -> None:
    figure = f'<figure><img src="/pictures/mill-wheel.jpg"><figcaption>{markup}</figcaption></figure>'
    [photo] = article(figure + PROSE).photos
    assert (photo.use.caption, photo.use.credit_line) == (caption, line)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/pictures/mill-wheel.jpg" width="800">',
        '<img src="data:image/gif;base64,AAAA" data-src="/pictures/mill-wheel.jpg">',
        '<img srcset="/pictures/mill-wheel-400.jpg 400w, /pictures/mill-wheel-1200.jpg 1200w">',
        '<img src="/lazy-placeholder.png"><noscript><img src="/pictures/mill-wheel.jpg"></noscript>',
        '<picture><source srcset="/pictures/mill-wheel.webp"><img src="/blank.gif"></picture>',
        '<figure><p style="background:url(/pictures/mill-wheel.jpg)"></p><figcaption>The wheel.</figcaption></figure>',
        '<img src="/pictures/mill-wheel.jpg"><div hidden><img src="/pictures/mill-wheel-1200x800.jpg"></div>',
    ],
)
def test_a_picture_is_found_once_however_it_is_written(markup: str) -> None:
    draft = article(PROSE.replace("</p>", f"</p>{markup}", 1) + PROSE)
    assert len(draft.photos) == 1
    assert "mill-wheel" in draft.photos[0].use.src


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/static/logo.png">',
        '<img src="/pictures/mill.jpg" width="40" height="40">',
        '<img src="/count.gif" style="width:1px;height:1px">',
        '<div class="author-box"><img src="/pictures/ann-roe.jpg"></div>',
        '<div class="related"><a href="/other-story"><img src="/pictures/other.jpg">Another story</a></div>',
        '<a href="https://shop.example/subscribe"><img src="/pictures/magazine.jpg"></a>',
    ],
)
def test_pictures_that_are_not_the_articles_are_left_out(markup: str) -> None:
    assert not article(PROSE.replace("</p>", f"</p>{markup}", 1) + PROSE).photos


@pytest.mark.parametrize(
    ("markup", "platform", "part"),
    [
        ('<iframe src="//www.youtube.com/embed/abcdefghijk"></iframe>', "youtube", "abcdefghijk"),
        ('<iframe data-src="https://player.vimeo.com/video/123456789"></iframe>', "vimeo", "123456789"),
        ('<iframe src="/embed/inset?id=youtube-video-abcdefghijk"></iframe>', "youtube", "abcdefghijk"),
        ('<lite-youtube videoid="abcdefghijk"></lite-youtube>', "youtube", "abcdefghijk"),
        ('<video src="https://cdn.example/mill.mp4"></video>', "file", "mill.mp4"),
        ('<video data-video-id="6012345" data-account="77" data-player="p"></video>', "brightcove", "videoId=6012345"),
        (
            '<div class="consent">Load <a href="https://player.vimeo.com/video/123456789">this</a></div>',
            "vimeo",
            "123456789",
        ),
    ],
)
def test_players_are_found(markup: str, platform: str, part: str) -> None:
    draft = article(PROSE.replace("</p>", f"</p>{markup}", 1) + PROSE)
    assert [video.video.platform for video in draft.videos] == [platform]
    assert part in draft.videos[0].video.url
    assert not draft.photos


def test_a_video_known_only_by_a_mention_is_a_record() -> None:
    draft = article(PROSE + "<p>The wheel turned for the first time in a decade (video below).</p>")
    [video] = draft.videos
    assert (video.video.status, video.video.url) == ("mentioned", "")
    assert "(video below)" in video.use.mention


def test_a_playlist_is_not_the_articles_video() -> None:
    playlist = '<div><video src="https://cdn.example/a.mp4"></video><span>Now playing</span></div>'
    assert not article(PROSE + playlist + PROSE).videos


def test_metadata_alone_is_quoted_from_the_source() -> None:
    head = '<meta property="og:title" content="The mill &amp; the river"><meta name="author" content="Staff">'
    draft = page(PROSE, head)
    assert draft.article.headline == "The mill & the river"
    assert evidence_of(draft, "headline").quote == "The mill &amp; the river"
    assert draft.article.bylines == ()


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "author": {"name": "Ann\nRoe",}}',
        "{broken",
        "[[[[",
        '{"@type": ["a", 5, null]}',
        "null",
    ],
)
def test_broken_metadata_harms_nothing(script: str) -> None:
    draft = article(PROSE, f'<script type="application/ld+json">{script}</script>')
    assert len(draft.article.body) == 3


def test_a_page_without_text_says_so() -> None:
    draft = page("<p>Too short.</p>")
    assert draft.article.body == ()
    assert draft.remarks


def test_the_extract_has_the_shape_of_the_command_line() -> None:
    found = as_extract(read("english.html"))
    assert json.loads(json.dumps(found)) == found
    assert found["photos"][0]["credit"] == "Jo Marsh/AP"
    assert found["photos"][0]["parties"] == ["Jo Marsh", "AP"]
    assert found["photos"][0]["credit_line"] == "(Jo Marsh/AP)"
    assert found["body"].count("\n\n") == 3
    assert as_extract(page("<p>Nothing.</p>"))["headline"] is None


@pytest.mark.parametrize(
    ("name", "head", "wanted"),
    [
        ("a.html", b"<!DOCTYPE html><html>", True),
        ("a.txt", b"\xef\xbb\xbf  <html lang=de>", True),
        ("a", b"<\x00h\x00t\x00m\x00l\x00>\x00", True),
        ("a.html", b"plain words", False),
        ("a.xml", b"<?xml version='1.0'?><nitf>", False),
        ("a.mhtml", b"From: <Saved>\r\nMIME-Version: 1.0\r\n<html>", False),
    ],
)
def test_pages_are_recognised_by_their_first_bytes(name: str, head: bytes, wanted: bool) -> None:
    assert HtmlImporter().recognises(name, head) is wanted


@pytest.mark.parametrize("content", [b"", b"   \n", b"\x89PNG\r\n\x1a\n" + bytes(80)])
def test_what_is_no_page_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(FormatError) as refused:
        list(HtmlImporter().read(RawSource("odd.html", "", content)))
    assert refused.value.where == "odd.html"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<div",
                    "class=caption>",
                    "</div>",
                    "<figure>",
                    "<img",
                    "src=x.jpg>",
                    "<figcaption>",
                    "(AP)",
                    "Photo:",
                    "<h1>",
                    "<noscript>",
                    "<picture>",
                    "<source",
                    "srcset='a.jpg",
                    "2x,'>",
                    "<iframe",
                    "src=//youtu.be/abcdefg>",
                    "<video>",
                    "&#0;",
                    "&amp;",
                    "<!--",
                    "-->",
                    "<script",
                    'type="application/ld+json">{"@type":"Article"}',
                    "</script>",
                    "<br>",
                    "<table>",
                    "<a",
                    "href=/x>",
                ]
            ),
            st.text(max_size=20),
        ),
        max_size=40,
    )
)
def test_any_markup_is_read(pieces: list[str]) -> None:
    drafts_or_error(HtmlImporter(), b"<html>" + " ".join(pieces).encode("utf-8", "replace"), "any.html")


def test_a_long_page_is_read_quickly() -> None:
    HtmlImporter()
    read("english.html")  # the language model is loaded once
    content = ("<html><body><article><h1>The mill stays open</h1>" + PROSE * 600 + "</article>").encode()
    started = time.process_time()
    [draft] = HtmlImporter().read(RawSource("long.html", "", content))
    assert len(draft.article.body) == 1800
    assert time.process_time() - started < 5


@pytest.mark.parametrize("depth", [300, 5000])
def test_deep_nesting_is_survived(depth: int) -> None:
    content = ("<html><body><h1>The mill stays open</h1>" + "<div>" * depth + PROSE).encode()
    assert isinstance(drafts_or_error(HtmlImporter(), content, "deep.html"), list)
