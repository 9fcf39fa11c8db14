"""Markdown becomes drafts: front matter, pictures with titles, headings, links to videos."""

from __future__ import annotations

from archive_app.formats.importers.markdown import MarkdownImporter
from tests.formats.articles import FOLDER, read, read_text

PARAGRAPH = "The stove room is warm at four in the afternoon, and the palms above it are green all winter long."


def test_front_matter_and_headings() -> None:
    article = read(FOLDER / "glasshouse.en.markdown").article
    assert article.headline == "The Glasshouse in Winter"
    assert article.standfirst.startswith("How nine gardeners keep")
    assert [name.text for name in article.bylines] == ["Edith Sorley", "Tom Baird"]
    assert [name.text for name in article.subjects] == ["botany", "glass"]
    assert article.published == "2022-01-20"
    assert article.publisher == "The Garden Quarterly"
    assert "The long night" in article.body
    assert article.body[0].startswith("Every evening at four, nine gardeners light")
    assert article.body[-1].endswith("comes to breathe.")


def test_each_name_of_a_list_is_quoted_where_it_stands() -> None:
    draft = read(FOLDER / "glasshouse.en.markdown")
    quotes = {item.field: item.quote for item in draft.evidence if item.field.startswith(("bylines", "subjects"))}
    assert quotes == {
        "bylines.0": "Edith Sorley",
        "bylines.1": "Tom Baird",
        "subjects.0": "botany",
        "subjects.1": "glass",
    }


def test_a_picture_has_alt_text_caption_credit_and_its_address_as_written() -> None:
    [photo] = read(FOLDER / "glasshouse.en.markdown").photos
    assert photo.use.src == "pictures/palm%20house.jpg"
    assert photo.use.alt_text == "The palm house at dusk"
    assert photo.use.caption == "The palm house at dusk."
    assert photo.use.credit_line == "Photo: Edith Sorley/Garden Quarterly"
    assert [name.text for name in photo.photo.creators] == ["Edith Sorley"]


def test_links_and_players_are_videos_and_the_player_takes_the_words_that_point_below() -> None:
    linked, embedded = read(FOLDER / "glasshouse.en.markdown").videos
    assert (linked.video.status, linked.video.platform) == ("linked", "youtube")
    assert linked.video.title == "film of its first flower"
    assert (embedded.video.status, embedded.video.url) == ("embedded", "https://vimeo.com/123456789")
    assert "in the video below" in embedded.use.mention


def test_the_words_under_a_picture_are_its_caption() -> None:
    draft = read_text(
        f"# Palms\n\n{PARAGRAPH}\n\n![](a.jpg)\n*The tallest palm.* Photo: Tom Baird\n\n{PARAGRAPH}", "a.md"
    )
    [photo] = draft.photos
    assert (photo.use.caption, photo.use.credit_line) == ("The tallest palm.", "Photo: Tom Baird")
    assert draft.article.body == (PARAGRAPH, PARAGRAPH)


def test_the_printed_heading_goes_before_the_title_in_front_matter() -> None:
    draft = read_text(f"---\ntitle: Palms (draft 3)\n---\n# Palms in Winter\n\n{PARAGRAPH}", "a.md")
    assert draft.article.headline == "Palms in Winter"
    [evidence] = [item for item in draft.evidence if item.field == "headline"]
    assert evidence.quote == "Palms in Winter"


def test_without_heading_and_title_there_is_no_headline() -> None:
    assert read_text(f"{PARAGRAPH}\n\n{PARAGRAPH}", "a.md").article.headline == ""


def test_markup_code_and_comments_leave_only_words() -> None:
    hidden = "<!-- hidden -->\n<script>alert(1)</script>"
    text = f"# Palms\n\nA *warm* `stove` and [a pipe](x.html).\n\n{hidden}\n\n> {PARAGRAPH}"
    body = read_text(text, "a.md").article.body
    assert body == ("A warm stove and a pipe.", PARAGRAPH)


def test_pasted_markdown_is_recognised_without_a_name() -> None:
    importer = MarkdownImporter()
    assert importer.recognises("pasted text", b"---\ntitle: Palms\n---\n")
    assert importer.recognises("pasted text", b"# Palms\n\nWords")
    assert not importer.recognises("pasted text", b"Palms\n\nWords")
    assert not importer.recognises("palms.md", b"\x89PNG\r\n\x1a\n\x00")
