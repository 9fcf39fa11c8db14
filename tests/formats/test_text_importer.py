"""Plain texts become drafts: what is headline, caption, credit, body, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.credits import parse_credit
from archive_app.domain.errors import UnknownFormat, UnreadableSource
from archive_app.domain.records import Article
from archive_app.formats.importers.base import MAX_BYTES, RawSource, read_file
from archive_app.formats.importers.text import TextImporter
from archive_app.formats.registry import importer_for_source
from tests.formats.articles import FOLDER, SHARED, read, read_text

LONG = (
    "The ferry crossed the sound in the early morning with nobody on deck but the mate, who had seen the light"
    " go out on the far shore and had said nothing about it to anyone since the evening before."
)
SEEDS = SHARED / "corpus" / "pages"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the two seed articles are not at ../shared")


def names(article: Article) -> list[str]:
    return [name.text for name in article.bylines]


def test_a_full_article_is_read_part_by_part() -> None:
    draft = read(FOLDER / "lighthouse.en.txt")
    article = draft.article
    assert article.headline == "Keepers Return to the Lighthouse at Skerry Point"
    assert article.standfirst.startswith("Forty years after")
    assert names(article) == ["Morag Fenwick", "Alan Tulloch"]
    assert article.published == "2019-05-14"
    assert article.language == "en"
    assert article.dateline == "SKERRY POINT"
    assert article.publisher == "The Skerry Courier"
    assert article.body[0].startswith("SKERRY POINT, May 14")
    assert article.body[-1].endswith("says Mr. Anderz.")
    assert len(article.body) == 5


def test_the_run_on_line_above_a_caption_is_alt_text_and_no_second_photo() -> None:
    [photo] = read(FOLDER / "lighthouse.en.txt").photos
    assert photo.use.alt_text.startswith("lighthouse tower island")
    assert photo.use.caption == "Morwenna Hale, Piet Anders and Ruth Okafor beside the lamp"
    assert photo.use.credit_line == "photo via Skerry Trust/Northern Wire"
    assert parse_credit(photo.use.credit_line).credit == "Skerry Trust/Northern Wire"
    assert [party.name for party in photo.use.credit.parties] == ["Skerry Trust", "Northern Wire"]


def test_equal_captions_of_two_photographers_stay_two_photos() -> None:
    caption = "The harbour in the evening."
    text = f"{LONG}\n\n{caption} Photo: Ann Roe/AP\n\n{caption} Photo: Tom Baird/EPA\n\n{LONG}"
    assert [photo.use.credit_line for photo in read_text(text).photos] == ["Photo: Ann Roe/AP", "Photo: Tom Baird/EPA"]


def test_what_stands_after_latest_stories_is_left_out_of_the_article_but_not_of_the_source() -> None:
    draft = read(FOLDER / "lighthouse.en.txt")
    assert "Latest Stories" in draft.source.text
    assert not any("Latest" in part or "Ferry" in part or "©" in part for part in draft.article.body)


def test_no_headline_is_invented() -> None:
    draft = read(FOLDER / "barge.en.txt")
    assert draft.article.headline == ""
    assert draft.article.standfirst == ""
    assert draft.article.body[0].startswith("On 3 March, the barge")
    assert any("no headline" in remark for remark in draft.remarks)


@pytest.mark.parametrize(
    "first",
    [
        "On 5 October the ferry left.",
        "The ferry left, as it does every morning, and nobody looked up from the newspaper that day.",
        "https://example.org/article",
        "- a point in a list",
        "5 October 2021",
    ],
)
def test_a_sentence_an_address_or_a_date_is_no_headline(first: str) -> None:
    assert read_text(f"{first}\n\n{LONG}\n\n{LONG}").article.headline == ""


def test_a_credit_line_of_its_own_belongs_to_the_short_paragraph_above() -> None:
    draft = read(FOLDER / "barge.en.txt")
    [photo] = draft.photos
    assert photo.use.caption.startswith("The barge Annelise in the lower lock. From left to right")
    assert photo.use.credit_line == "Credit : River Museum/video capture Studio Quai."
    assert photo.photo.medium == "screenshot"
    assert photo.use.paragraph == 2
    assert len(draft.article.body) == 4


def test_a_credit_line_below_running_text_asks_instead_of_guessing() -> None:
    draft = read_text(f"A Headline About Ferries\n\n{LONG}\n\n{LONG}\n\nPhoto: Ann Roe/AP\n\n{LONG}")
    [photo] = draft.photos
    assert photo.use.caption == ""
    assert len(draft.article.body) == 3
    assert any("credit line stands alone" in remark for remark in draft.remarks)


def test_a_paragraph_that_names_its_agency_at_the_end_stays_body() -> None:
    draft = read_text(f"A Headline About Ferries\n\n{LONG}\n\nNobody else {LONG} (Reuters)\n\n{LONG}")
    assert draft.photos == ()
    assert len(draft.article.body) == 3


def test_dates_without_a_year_are_told_and_never_completed() -> None:
    draft = read(FOLDER / "barge.en.txt")
    assert draft.article.published == ""
    assert any("“3 March”" in remark and "“12 March”" in remark for remark in draft.remarks)
    assert read_text(f"A Headline About Ferries\n\n12 October\n\n{LONG}").article.published == "XXXX-10-12"


def test_a_name_misspelt_half_way_is_asked_about() -> None:
    remarks = read(FOLDER / "lighthouse.en.txt").remarks
    assert any("“Anderz”" in remark and "“Anders”" in remark for remark in remarks)


def test_one_film_with_two_years_is_told() -> None:
    text = (
        f"{LONG}\n\nHer film “North Light” in 2007 won a prize.\n\nShe made the 2017 movie North-Light, too.\n\n{LONG}"
    )
    assert any("2007" in remark and "2017" in remark for remark in read_text(text).remarks)


@pytest.mark.parametrize(
    ("name", "language", "headline", "byline", "published", "credit"),
    [
        ("observatoire.fr.txt", "fr", "L’observatoire du Mont-Clair", "Hélène Vasseur", "2020-02-09", "Photo : Hélène"),
        ("bruecke.de.txt", "de", "Die alte Holzbrücke von Reuten", "Jonas Achleitner", "", ""),
        ("faro.es.txt", "es", "El último farero de Punta Brava", "Lucía Ferrán", "2018-11-03", "Foto: Lucía"),
        ("parom.ru.txt", "ru", "Старый паром снова ходит", "Вера Синицына", "2017-04-18", "Фото: Вера"),
    ],
)
def test_articles_of_other_languages(
    name: str, language: str, headline: str, byline: str, published: str, credit: str
) -> None:
    draft = read(FOLDER / name)
    assert draft.article.language == language
    assert draft.article.headline.startswith(headline)
    assert names(draft.article)[0] == byline
    assert draft.article.published == published
    assert len(draft.article.body) == 3
    assert [photo.use.credit_line[: len(credit)] for photo in draft.photos] == ([credit] if credit else [])
    assert [video.video.status for video in draft.videos] == ["mentioned"]


def test_lines_wrapped_at_a_width_become_paragraphs() -> None:
    body = read(FOLDER / "bruecke.de.txt").article.body
    assert body[0].startswith("Drei Jahre nach dem Hochwasser haben die Zimmerleute im Tal der Ache damit begonnen")
    assert body[0].endswith("wie es der Brauch will.")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16", "utf-16-le", "utf-8-sig"])
def test_the_encoding_makes_no_difference_to_the_draft(encoding: str) -> None:
    text = (FOLDER / "parom.ru.txt").read_text(encoding="utf-8")
    [draft] = TextImporter().read(RawSource("parom.txt", "", text.encode(encoding)))
    assert draft.article == read(FOLDER / "parom.ru.txt").article


def test_a_linked_video_and_the_words_that_announce_it_are_one() -> None:
    text = f"A Headline About Ferries\n\n{LONG} (video below).\n\nhttps://youtu.be/abcdefghijk\n\n{LONG}"
    draft = read_text(text)
    [video] = draft.videos
    assert video.video.status == "linked"
    assert video.video.platform == "youtube"
    assert video.use.mention.endswith("(video below).")
    assert len(draft.article.body) == 2


def test_labelled_lines_fill_fields() -> None:
    text = f"Title: The Last Ferry\nAuthor: Ann Roe\nPublished: 3 May 2011\nPublisher: The Sound Post\nURL: https://sound.example/1\n\n{LONG}"
    article = read_text(text).article
    assert (article.headline, article.published, article.publisher) == (
        "The Last Ferry",
        "2011-05-03",
        "The Sound Post",
    )
    assert names(article) == ["Ann Roe"]
    assert article.url == "https://sound.example/1"
    assert article.body == (LONG,)


@pytest.mark.parametrize(
    ("first", "dateline"),
    [
        ("PORT ALDERY – ", "PORT ALDERY"),
        ("MOSCOW, Oct 5 (Wire) - ", "MOSCOW"),
        ("Paris (AFP) – ", "Paris"),
        ("NASA – ", ""),
        ("Nobody knew it – ", ""),
    ],
)
def test_datelines(first: str, dateline: str) -> None:
    article = read_text(f"A Headline About Ferries\n\n{first}{LONG}\n\n{LONG}").article
    assert article.dateline == dateline
    assert article.body[0].startswith(first)


def test_a_huge_single_line_is_read_with_a_remark() -> None:
    [draft] = TextImporter().read(RawSource("long.txt", "", b"word and word, " * 20_000))
    assert len(draft.article.body) == 1
    assert any("unusually long" in remark for remark in draft.remarks)


def test_sources_that_cannot_be_read_are_refused_in_words(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    for path, words in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "folder"),
        (empty, "empty"),
        (large, "25 MB"),
        (tmp_path / "odd\0name.txt", "cannot be read"),
    ):
        with pytest.raises(UnreadableSource, match=words):
            read_file(path)


def test_a_picture_that_claims_to_be_text_is_refused() -> None:
    source = RawSource("words.txt", "", b"\x89PNG\r\n\x1a\n" + bytes(200))
    with pytest.raises(UnreadableSource, match="not text"):
        list(TextImporter().read(source))
    with pytest.raises(UnknownFormat):
        importer_for_source(source)


@needs_seeds
def test_the_seed_with_a_headline() -> None:
    [path] = SEEDS.glob("000_*.txt")
    draft = read(path)
    article = draft.article
    assert article.headline.startswith("Russian Film Crew on International Space Station")
    assert article.standfirst.startswith("It's tentatively titled Challenge")
    assert article.body[0].startswith("There have been countless movies")
    assert article.body[-1].endswith("Sorry, America.")
    [photo] = draft.photos
    assert photo.use.caption == "Yulia Peresild, Klim Shipenko, and Anton Shkaplerov"
    assert photo.use.alt_text.startswith("Russian space movie first film")
    assert parse_credit(photo.use.credit_line).credit == "Roscosmos Space Agency/AP"
    assert draft.videos == ()
    assert any("“Klimenko”" in remark and "“Shipenko”" in remark for remark in draft.remarks)


@needs_seeds
def test_the_seed_without_a_headline() -> None:
    [path] = SEEDS.glob("002_*.txt")
    draft = read(path)
    assert draft.article.headline == ""
    assert draft.article.published == ""
    assert draft.article.body[0].startswith("On 5 October, Soyuz MS-19 took off")
    [photo] = draft.photos
    assert photo.use.credit_line == "Credit : Roscosmos/video capture Cité de l’espace."
    assert parse_credit(photo.use.credit_line).credit == "Roscosmos/video capture Cité de l’espace"
    assert photo.use.caption.endswith("and cosmonaut Anton Shkaplerov.")
    mentions = [video.use.mention for video in draft.videos]
    assert len(mentions) == 3
    assert mentions[0].startswith("Below, a Roscosmos video promoting")
    assert mentions[1].endswith("(video below).")
    assert mentions[2].endswith("(complete film below).")
    assert {video.video.status for video in draft.videos} == {"mentioned"}
