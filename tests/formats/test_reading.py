"""Small questions of reading: platforms, languages, bylines, furniture, captions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.formats.reading.boilerplate import is_boilerplate, trailing_start
from archive_app.formats.reading.bylines import byline_names
from archive_app.formats.reading.captions import is_alt_text_of, split_caption
from archive_app.formats.reading.consistency import dated_works
from archive_app.formats.reading.date_lines import printed_date
from archive_app.formats.reading.language import language_of
from archive_app.formats.reading.platforms import video_address


@pytest.mark.parametrize(
    ("url", "platform", "number"),
    [
        ("https://www.youtube.com/embed/AEyOoZ7JpyY?rel=0", "youtube", "AEyOoZ7JpyY"),
        ("//youtu.be/AEyOoZ7JpyY?t=3", "youtube", "AEyOoZ7JpyY"),
        ("youtube.com/watch?list=x&amp;v=AEyOoZ7JpyY", "youtube", "AEyOoZ7JpyY"),
        ("https://player.vimeo.com/video/325917208", "vimeo", "325917208"),
        ("https://geo.dailymotion.com/player/xa.html?video=x8xpat6", "dailymotion", "x8xpat6"),
        ("https://players.brightcove.net/1/d_d/index.html?videoId=6091276897001", "brightcove", "6091276897001"),
        ("https://cdn.jwplayer.com/players/7JcqVyjW-abc.html", "jwplayer", "7JcqVyjW"),
        ("https://www.facebook.com/some.page/videos/123456789/", "facebook", "123456789"),
        ("https://www.tiktok.com/@some.one/video/7123456789", "tiktok", "7123456789"),
        ("https://x.com/someone/status/123456789/video/1", "x", "123456789"),
        (
            "https://rutube.ru/play/embed/00e1b7a1b7a1b7a1b7a1b7a1b7a1b7a1/",
            "rutube",
            "00e1b7a1b7a1b7a1b7a1b7a1b7a1b7a1",
        ),
        ("https://vk.com/video_ext.php?oid=-123&id=456", "vk", "-123_456"),
        ("https://ok.ru/videoembed/123456789", "ok", "123456789"),
        ("https://cdn.example/clips/a%20b.mp4?x=1", "file", ""),
    ],
)
def test_addresses_of_videos(url: str, platform: str, number: str) -> None:
    found = video_address(url)
    assert found is not None
    assert (found.platform, found.id) == (platform, number)
    assert found.url.startswith("https://")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://www.youtube.com/@someone",
        "https://www.youtube.com/playlist?list=PL1",
        "https://x.com/someone/status/123456789",
        "https://example.org/watch?v=AEyOoZ7JpyY",
        "https://notyoutube.com/embed/AEyOoZ7JpyY",
        "data:video/mp4;base64,AAAA",
        "javascript:alert(1)//.mp4",
        "http://[bad",
        "file:///etc/a.mp4",
    ],
)
def test_addresses_that_are_no_videos(url: str) -> None:
    assert video_address(url) is None


@given(st.text(max_size=80))
def test_any_address_is_looked_at(text: str) -> None:
    video_address(text)
    video_address("https://youtube.com/" + text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nobody expected the lamp to burn again after such a long time.", "en"),
        ("Niemand hatte erwartet, dass die Lampe nach so langer Zeit wieder brennt.", "de"),
        ("Никто не ожидал, что лампа снова загорится после стольких лет.", "ru"),
        ("Ministeren sier at dette ikke er noe problem for oss her i landet.", "no"),
        ("宇宙船が宇宙ステーションに到着した。", "ja"),
        ("MS-19", ""),
        ("https://example.org/a/very/long/address/that/says/nothing/in/any/language", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and Ann Roe, Associated Press | 5 October 2021", ["Jane Doe", "Ann Roe"]),
        ("by MARCIA DUNN, AP Aerospace Writer", ["MARCIA DUNN"]),
        ("Von Anna Müller", ["Anna Müller"]),
        ("Par Jean-Pierre Dupont et Léa de La Tour", ["Jean-Pierre Dupont", "Léa de La Tour"]),
        ("Por Ana Gómez y Luis Pérez", ["Ana Gómez", "Luis Pérez"]),
        ("Автор: Анна Иванова", ["Анна Иванова"]),
        ("By Monday, the crew had left.", []),
        ("By Reuters Staff", []),
        ("Von Berlin aus flog er.", []),
        ("The keeper walked by Ann Roe", []),
        ("PORT ALDERY – It weighs six hundred kilograms and is red.", []),
        ("Text & Fotos: Jonas Achleitner", ["Jonas Achleitner"]),
    ],
)
def test_bylines_name_persons_only(line: str, names: list[str]) -> None:
    found = byline_names(line)
    assert [name.text for name in found] == names
    assert [line[name.start : name.end] for name in found] == names


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Published: Tuesday 5 October 2021, 10:15 GMT", "2021-10-05"),
        ("Published 5 Oct 2021 Updated 6 Oct 2021", "2021-10-05"),
        ("Veröffentlicht am 5. Oktober 2021 um 10.15 Uhr", "2021-10-05"),
        ("Vendredi 12 mars 2021", "2021-03-12"),
        ("18 апреля 2017 г.", "2017-04-18"),
        ("12 October", "XXXX-10-12"),
        ("Updated 6 October 2021", ""),
        ("On 5 October 2021 the crew left the station", ""),
        ("In 2007", ""),
    ],
)
def test_lines_that_hold_a_date_and_nothing_else(line: str, edtf: str) -> None:
    found = printed_date(line, "")
    assert (found.edtf if found else "") == edtf


@pytest.mark.parametrize(
    "line",
    [
        "Latest Stories",
        "RELATED",
        "Share this article",
        "Subscribe to our newsletter",
        "© 2019 The Skerry Courier. All rights reserved.",
        "Weitere Artikel",
        "À lire aussi",
        "Lea también",
        "Más noticias",
        "Verwandte Themen",
        "Läs mer",
        "More local news",
        "См. также",
        "Читайте также:",
        "Останні новини",
    ],
)
def test_furniture(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "The latest news from the island is bad.",
        "He subscribed to the view that all is well.",
        "Share prices fell on Monday.",
        "Related species live further north.",
        "Copying is allowed.",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert not is_boilerplate(line)


def test_a_heading_in_the_middle_ends_nothing() -> None:
    sentence = "The keeper closed the door and went down to the landing stage."
    assert trailing_start([sentence, "Related", sentence]) == 3
    assert trailing_start([sentence, "Related", "Ferry runs again", "Share"]) == 1


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The pier at dusk. Photo: Ann Roe/AP", "The pier at dusk.", "Photo: Ann Roe/AP"),
        ("Photo: Ann Roe/AP", "", "Photo: Ann Roe/AP"),
        ("The pier at dusk (left)", "The pier at dusk (left)", ""),
        ("Caption: The pier at dusk.", "The pier at dusk.", ""),
        ("", "", ""),
    ],
)
def test_captions_and_credits_are_told_apart(line: str, caption: str, credit: str) -> None:
    parts = split_caption(line)
    assert (line[parts.caption_start : parts.caption_end] if parts.has_caption else "") == caption
    assert (line[parts.credit_start : parts.credit_end] if parts.has_credit else "") == credit


def test_alt_text_repeats_the_captions_words_in_order() -> None:
    caption = "Ann Roe and Tom Baird beside the lamp"
    assert is_alt_text_of("lamp tower crew Ann Roe and Tom Baird beside the lamp, photo via X", caption)
    assert not is_alt_text_of("Ann Roe met Tom Baird, and both went up. The lamp was out. Nobody spoke.", caption)


def test_works_are_dated_in_both_orders_of_words() -> None:
    works = dated_works("The 2017 movie North-Light came after the film “North Light” in 2007 and “Pier” (1999).")
    assert [(work.key, work.year) for work in works] == [
        ("north light", "2017"),
        ("north light", "2007"),
        ("pier", "1999"),
    ]
