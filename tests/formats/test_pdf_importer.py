"""PDF files become drafts: columns, headline by size, hyphens, running heads, captions; scans are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.errors import FormatError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.pdf import PdfImporter
from archive_app.formats.registry import importer_for_source
from tests.formats.articles import SHARED
from tests.formats.contract import check_draft, drafts_or_error
from tests.formats.pdf_file import Page, pdf

LEFT = [
    "The weir at Low Fell was closed on Monday for the",
    "first time since the mill stopped, and within an",
    "hour the pond behind it had begun to rise, to the",
    "surprise of two herons and the owner of a meadow",
    "who had not been told, and who came down the lane",
    "in his slippers to see what had become of the lit-",
    "tle path along the water.",
]
RIGHT = [
    "Nobody in the village had expected the gates to",
    "hold, least of all the smith who had made the new",
    "hinges. He stood on the bank with his hands in his",
    "pockets and waited for something to go wrong, but",
    "nothing did. By noon the water had reached the old",
    "mark on the wall, and the first children came home",
    "from school by the long way round.",
]


def read(content: bytes, name: str = "weir.pdf") -> Draft:
    source = RawSource(name, name, content)
    [draft] = importer_for_source(source).read(source)
    check_draft(draft, content)
    return draft


def joined(lines: list[str]) -> str:
    return " ".join(lines).replace("lit- tle", "little")


def two_columns() -> Page:
    page = Page()
    page.text.append((50, 760, 26, "The Weir Closes Again"))
    page.text.append((50, 735, 13, "Two herons, one smith and a pond that has come back"))
    page.text.append((50, 715, 10, "By Tom Baird | 3 May 2020"))
    # The file draws line by line across both columns, as many programs do.
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        page.text.append((50, 680 - 13 * number, 10, left))
        page.text.append((310, 680 - 13 * number, 10, right))
    return page


def test_columns_are_read_one_after_the_other_below_a_headline_told_by_its_size() -> None:
    found = read(pdf(two_columns())).article
    assert found.headline == "The Weir Closes Again"
    assert found.standfirst == "Two herons, one smith and a pond that has come back"
    assert [name.text for name in found.bylines] == ["Tom Baird"]
    assert found.published == "2020-05-03"
    assert found.body == (joined(LEFT), joined(RIGHT))


def test_running_heads_and_page_numbers_are_left_out_and_paragraphs_go_on_over_the_page() -> None:
    pages = []
    for number, lines in enumerate((LEFT[:4], LEFT[4:])):
        page = Page([(50, 815, 8, "The Fell Quarterly 2020"), (290, 20, 8, str(number + 7))])
        if not number:
            page.text.append((50, 780, 24, "A Weir"))
            page.text.append((50, 764, 10, "By Ann Roe"))
        page.column(50, 740, lines)
        pages.append(page)
    draft = read(pdf(*pages))
    assert draft.article.headline == "A Weir"
    assert draft.article.body == (joined(LEFT),)
    assert draft.source.text.count("Quarterly") == 1
    assert "\n7\n" not in draft.source.text


def test_small_words_below_a_picture_are_its_caption() -> None:
    page = Page(pictures=[(50, 400, 300, 150)])
    page.text.append((50, 760, 24, "The Weir"))
    page.column(50, 700, LEFT)
    page.column(50, 386, ["The gates on Monday morning. Photo: Ann Roe/AP"], size=8)
    page.column(50, 350, RIGHT)
    draft = read(pdf(page))
    [photo] = draft.photos
    assert photo.use.caption == "The gates on Monday morning."
    assert photo.use.credit_line == "Photo: Ann Roe/AP"
    assert draft.article.body == (joined(LEFT), joined(RIGHT))


def test_paragraphs_are_parted_by_indents_and_gaps() -> None:
    page = Page([(50, 760, 24, "The Weir")])
    below = page.column(50, 700, LEFT)
    page.text.append((62, below, 10, RIGHT[0]))
    below = page.column(50, below - 13, RIGHT[1:])
    page.column(50, below - 12, ["The gates will be opened again in autumn, when the leaves come down the stream."])
    body = read(pdf(page)).article.body
    assert [part[:10] for part in body] == ["The weir a", "Nobody in ", "The gates "]


def test_properties_stand_in_only_where_the_text_says_nothing() -> None:
    page = Page()
    page.column(50, 700, LEFT)
    draft = read(pdf(page, title="The Weir (Sound Post)", author="Ann Roe"))
    assert draft.article.headline == "The Weir (Sound Post)"
    assert [name.text for name in draft.article.bylines] == ["Ann Roe"]
    assert read(pdf(page, title="Microsoft Word - weir.docx")).article.headline == ""
    assert read(pdf(two_columns(), title="Other words")).article.headline == "The Weir Closes Again"


def test_a_scan_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableSource, match="scan") as told:
        read(pdf(Page(pictures=[(0, 0, 595, 842)])))
    assert "OCR" in told.value.remedy


def test_empty_pages_are_kept_with_a_remark() -> None:
    draft = read(pdf(Page()))
    assert draft.article.body == ()
    assert any("empty" in remark for remark in draft.remarks)


@pytest.mark.parametrize("content", [b"%PDF-1.4 and no more", pdf(two_columns())[:300], b"%PDF-1.7\n" + bytes(500)])
def test_damage_ends_in_a_sentence(content: bytes) -> None:
    assert isinstance(drafts_or_error(PdfImporter(), content, "weir.pdf"), FormatError)


@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason="the hostile files are not at ../shared")
@pytest.mark.parametrize(
    ("name", "reads"), [("page-tree-loop", False), ("javascript", True), ("million-pages-count", True)]
)
def test_hostile_files_end_as_they_should(name: str, reads: bool) -> None:
    path: Path = SHARED / "hostile" / f"pdf-{name}.pdf"
    found = drafts_or_error(PdfImporter(), path.read_bytes(), path.name)
    assert isinstance(found, list) == reads
    assert not isinstance(found, list) or found[0].remarks
