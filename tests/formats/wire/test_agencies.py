"""NewsML-G2, NITF and ninjs: what agencies send."""

from __future__ import annotations

import pytest

from archive_app.domain.errors import FormatError
from tests.formats.wire.reading import fixture, read

G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def test_a_message_gives_the_text_with_its_picture_and_the_film_alone() -> None:
    text, film = fixture("newsml", "newsml-message.xml")
    article = text.article
    assert article.headline == "Storm closes the port"
    assert article.standfirst == "Ferries stay in harbour until Thursday."
    assert [name.text for name in article.bylines] == ["Ann Roe", "Ben Doe"]
    assert (article.publisher, article.dateline, article.published) == ("Coast Wire", "BERGEN, Norway", "2021-05-03")
    assert [name.text for name in article.subjects] == ["shipping", "Ole Berg"]
    assert article.body[0] == "The port of Bergen was closed on Monday night."
    assert not text.alone
    assert film.alone
    assert film.videos[0].video.title == "The mole in the storm"
    assert film.videos[0].video.duration == 600


def test_the_picture_of_a_text_carries_its_credit_its_file_and_its_rights() -> None:
    text, _film = fixture("newsml", "newsml-message.xml")
    [photo] = text.photos
    assert photo.photo.url == "http://cw.example.org/h.jpg"
    assert photo.use.caption == "Waves break over the mole."
    assert photo.use.credit_line == "Per Holm/Coast Wire"
    assert [name.text for name in photo.photo.creators] == ["Per Holm"]
    assert photo.photo.taken == "2021-05-03T20:15:00+02:00"
    [rights] = photo.rights
    assert rights.usage_terms == "Editorial use only."
    assert rights.restrictions == ("NORWAY OUT",)
    assert rights.review_date == "2021-06-03"
    assert rights.credit_line_printed == "Per Holm/Coast Wire"
    assert rights.confidence == "stated"
    assert rights.work_id is None


def test_an_editors_note_that_binds_is_a_restriction_and_news_is_a_note() -> None:
    text, _film = fixture("newsml", "newsml-message.xml")
    assert text.rights[0].restrictions == ()
    assert "Adds quotes." in text.article.notes
    assert text.rights[0].usage_terms == "No use after 30 days."


def test_a_package_whose_items_are_elsewhere_says_so() -> None:
    package = (
        f'<packageItem {G2} guid="p"><contentMeta><headline>Top stories</headline></contentMeta><groupSet><group>'
        '<itemRef residref="a"><itemClass qcode="ninat:text"/><title>First</title></itemRef>'
        '<itemRef residref="b"><itemClass qcode="ninat:picture"/><title>A boat</title>'
        '<description role="drol:caption">A boat at sea.</description></itemRef></group></groupSet></packageItem>'
    )
    [draft] = read("newsml", package)
    assert draft.article.headline == "Top stories"
    assert draft.article.body == ("First",)
    assert draft.photos[0].use.caption == "A boat at sea."
    assert any("1 text that is not in the file" in remark for remark in draft.remarks)


def test_concepts_and_plans_are_no_news() -> None:
    with pytest.raises(FormatError, match="concepts, events or plans"):
        read("newsml", f'<conceptItem {G2} guid="c"><concept><name>Boat</name></concept></conceptItem>')


def test_nitf_gives_headlines_text_media_and_who_holds_the_rights() -> None:
    [draft] = fixture("nitf", "nitf.xml")
    article = draft.article
    assert article.headline == "Keeper leaves Utvær light"
    assert article.standfirst == "After 40 years the lamp is automatic"
    assert [name.text for name in article.bylines] == ["Liv Strand"]
    assert (article.publisher, article.section, article.dateline) == ("Coast Daily", "Home", "BERGEN")
    assert article.published == "1998-03-15"
    assert article.body[0] == "Ole Berg switched off his lamp on Friday. It will not need him again."
    assert article.body[-1] == "Height | 31 m"
    assert "lighthouses" in [name.text for name in article.subjects]
    [rights] = draft.rights
    assert [(agent.name, agent.role) for agent in rights.agents] == [("Coast Wire", "copyright_holder")]
    assert (rights.copyright_year, rights.restrictions) == (1998, ("NORWAY OUT",))


def test_nitf_media_keep_caption_producer_and_place() -> None:
    [draft] = fixture("nitf", "nitf.xml")
    [photo] = draft.photos
    assert photo.use.src == "light-large.jpg"
    assert photo.use.caption == "The light on Utvær in winter."
    assert photo.use.credit_line == "Per Holm/Coast Wire"
    assert photo.use.alt_text == "A white tower"
    assert photo.use.paragraph == 1
    assert draft.videos[0].video.url == "http://coast.example.org/lamp.mp4"
    assert draft.videos[0].use.paragraph == len(draft.article.body)


def test_other_xml_is_not_nitf() -> None:
    with pytest.raises(FormatError):
        read("nitf", "<report><p>Words</p></report>")


def test_ninjs_1_names_its_roles_behind_a_line() -> None:
    [draft] = fixture("ninjs", "ninjs-1.json")
    article = draft.article
    assert article.headline == "Storm closes the port"
    assert article.body == ("The port was closed.", "It opens on Thursday.")
    assert [name.text for name in article.bylines] == ["Ann Roe", "Ben Doe"]
    assert [name.text for name in article.subjects] == ["Ole Berg", "Bergen"]
    assert draft.rights[0].usage_terms == "Not for use in Norway"
    [photo] = draft.photos
    assert photo.photo.url == "http://cw.example.org/m.jpg"
    assert photo.use.credit_line == "Per Holm/Coast Wire"
    assert [name.text for name in photo.photo.creators] == ["Per Holm"]


def test_ninjs_3_joins_a_picture_of_the_body_with_its_association() -> None:
    [draft] = fixture("ninjs", "ninjs-3.json")
    article = draft.article
    assert article.headline == "Der Hafen ist zu"
    assert article.standfirst == "Bis Donnerstag fährt kein Schiff mehr aus."
    assert [name.text for name in article.bylines] == ["Erika Muster"]
    assert article.body == (
        "Der Hafen ist seit Montagnacht geschlossen.",
        "Er öffnet am Donnerstag wieder.",
    )
    [photo] = draft.photos
    assert photo.photo.url == "https://kd.example.org/gross.jpg"
    assert photo.use.caption == "Wellen schlagen über die Mole."
    assert photo.use.paragraph == 1
    assert photo.rights[0].usage_terms == "Nur redaktionell"
    [video] = draft.videos
    assert (video.video.title, video.video.duration) == ("Sturm", 61)


def test_an_event_among_news_is_a_remark_and_alone_a_refusal() -> None:
    [draft] = fixture("ninjs", "ninjs-3.json")
    assert any("1 entry" in remark for remark in draft.remarks)
    with pytest.raises(FormatError):
        read("ninjs", '{"uri": "urn:x", "type": "event", "headlines": [{"value": "Talk"}]}')


@pytest.mark.parametrize("text", ['{"uri": "a", ', "[1e99999", "{" * 5000])
def test_broken_json_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(FormatError):
        read("ninjs", text)
