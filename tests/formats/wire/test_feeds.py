"""RSS and Atom: each entry one draft, with what the feed says beside the text."""

from __future__ import annotations

import pytest

from archive_app.domain.errors import FormatError
from tests.formats.wire.reading import evidence, fixture, read


def test_an_rss_entry_gives_an_article_with_its_pictures_and_films() -> None:
    first, second = fixture("feed", "rss.xml")
    article = first.article
    assert article.headline == "Ferry & tug meet in fog"
    assert article.standfirst == "Nobody was hurt when two ships met outside the harbour on Saturday."
    assert [name.text for name in article.bylines] == ["Ann Roe", "Ben Doe"]
    assert article.publisher == "The Harbour Post"
    assert article.published == "2024-04-06"
    assert article.language == "en-GB"
    assert article.url == "https://post.example.org/2024/ferry?utm=feed&x=1"
    assert [name.text for name in article.subjects] == ["Shipping", "Weather"]
    assert article.body[0] == "The ferry left late."
    assert article.body[2:] == ("No one was hurt", "Both ships went on.")
    assert [name.text for name in second.article.bylines] == ["Dora Finch"]


def test_a_picture_sent_beside_the_text_and_printed_in_it_is_one() -> None:
    first, _second = fixture("feed", "rss.xml")
    fog, tug = first.photos
    assert fog.use.caption == "The ferry on its way out, seen from the mole."
    assert fog.use.credit_line == "Photo: Carla Moss/Harbour Press"
    assert fog.use.paragraph == 2
    assert tug.use.caption == "The tug “Bruno” at its berth."
    assert [name.text for name in tug.photo.creators] == ["Carla Moss"]
    assert tug.rights[0].copyright_notice == "© Harbour Press"
    assert tug.rights[0].status == "current"
    assert tug.rights[0].evidence[0].kind == "supplier_feed"
    [film] = first.videos
    assert (film.video.url, film.video.duration) == ("https://post.example.org/film/fog.mp4", 63.0)


def test_a_feed_with_summaries_only_says_so() -> None:
    _first, second = fixture("feed", "rss.xml")
    assert any("only a summary" in remark for remark in second.remarks)


def test_an_entry_that_says_nothing_is_a_remark_at_the_first() -> None:
    first, _second = fixture("feed", "rss.xml")
    assert any("1 entry" in remark for remark in first.remarks)


def test_values_quote_the_feed() -> None:
    first, _second = fixture("feed", "rss.xml")
    found = evidence(first, "published")
    assert (found.layer, found.quote) == ("raw", "Sat, 06 Apr 2024 21:30:00 +0200")
    assert evidence(first, "headline").layer == "text"
    assert [item.quote for item in first.photos[0].evidence if item.field == "src"] == [
        "https://post.example.org/img/fog.jpg"
    ]


def test_atom_keeps_the_day_of_its_own_offset_and_resolves_addresses() -> None:
    [draft] = fixture("feed", "atom.xml")
    assert draft.article.headline == "Kran & Kai: Der Umbau beginnt"
    assert draft.article.published == "2022-11-01"
    assert draft.article.url == "https://blatt.example.org/2022/kran"
    assert draft.rights[0].copyright_notice == "© 2022 Hafenblatt GmbH"
    assert draft.article.body[1] == "Ein neuer kommt."


def test_rss_1_in_latin_1_is_read() -> None:
    [draft] = fixture("feed", "rss1.rdf")
    assert draft.article.headline == "L’été commence tôt"
    assert [name.text for name in draft.article.bylines] == ["Renée Petit"]
    assert draft.article.language == "fr"


def test_what_feeds_write_wrongly_is_taken_for_what_was_meant() -> None:
    feed = "<rss><channel><title>T</title><item><title>Fish &amp; chips & peas&nbsp;here</title></item></channel></rss>"
    [draft] = read("feed", feed)
    assert draft.article.headline == "Fish & chips & peas here"
    assert not any("well-formed" in remark for remark in draft.remarks)


def test_a_feed_that_breaks_off_gives_what_is_there() -> None:
    feed = "<rss><channel><item><title>One</title></item><item><title>Two</title><desc"
    drafts = read("feed", feed)
    assert [draft.article.headline for draft in drafts] == ["One", "Two"]
    assert all(any("well-formed" in remark for remark in draft.remarks) for draft in drafts)


def test_plain_text_of_atom_is_not_taken_for_markup() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title type="text">A &lt;b&gt; c</title>'
        '<content type="text">Is x &lt;p&gt; a tag? It stays as it is in this sentence.</content></entry></feed>'
    )
    [draft] = read("feed", feed)
    assert draft.article.body == ("Is x <p> a tag? It stays as it is in this sentence.",)


@pytest.mark.parametrize("feed", ["<rss></rss>", "<rss><channel><title>x</title></channel></rss>"])
def test_a_feed_without_entries_is_refused(feed: str) -> None:
    with pytest.raises(FormatError):
        read("feed", feed)


def test_entities_of_a_feeds_own_are_refused() -> None:
    feed = '<!DOCTYPE rss [<!ENTITY a "x">]><rss><channel><item><title>&a;</title></item></channel></rss>'
    with pytest.raises(FormatError, match="entities of its own"):
        read("feed", feed)


def test_a_group_of_media_is_one_thing_in_its_largest_size() -> None:
    feed = (
        '<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item><title>A</title><media:group>'
        '<media:content url="http://x.example/s.jpg" type="image/jpeg" width="10" height="10"/>'
        '<media:content url="http://x.example/l.jpg" type="image/jpeg" width="900" height="600"/>'
        "<media:description>Two boats.</media:description><media:credit>Jo Roe/AP</media:credit>"
        '</media:group><media:thumbnail url="http://x.example/t.jpg"/></item></channel></rss>'
    )
    [draft] = read("feed", feed)
    [photo] = draft.photos
    assert photo.photo.url == "http://x.example/l.jpg"
    assert (photo.use.caption, photo.use.credit_line) == ("Two boats.", "Jo Roe/AP")
