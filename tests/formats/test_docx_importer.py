"""Word documents become drafts: styles, pictures with their captions, boxes, links, tracked changes, damage."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.shared import Cm
from PIL import Image

from archive_app.domain.errors import FormatError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.docx import DocxImporter
from archive_app.formats.registry import importer_for_source
from tests.formats.articles import SHARED
from tests.formats.contract import check_draft, drafts_or_error

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIRST = (
    "The weir at Low Fell was closed on Monday for the first time since the mill stopped, and within an hour the pond"
    " behind it had begun to rise, to the surprise of two herons."
)
SECOND = "Nobody in the village had expected the gates to hold, least of all the smith who had made the new hinges."


def picture(colour: str = "red") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, "PNG")
    file.seek(0)
    return file


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(content: bytes, name: str = "weir.docx") -> Draft:
    source = RawSource(name, name, content)
    [draft] = importer_for_source(source).read(source)
    check_draft(draft, content)
    return draft


def article() -> Any:
    document = Document()
    document.core_properties.title = "weir final 3"
    document.core_properties.author = "Ann Roe"
    document.core_properties.created = datetime(2020, 5, 4, 3, 2, 1)  # noqa: DTZ001 - python-docx takes naive moments
    document.add_paragraph("The Weir Closes Again", style="Title")
    document.add_paragraph("Two herons, one smith and a pond that came back", style="Subtitle")
    document.add_paragraph("By Tom Baird | 3 May 2020")
    document.add_paragraph(FIRST)
    run = document.add_paragraph().add_run()
    run.add_picture(picture(), width=Cm(8))
    run._r.xpath(".//wp:docPr")[0].set("descr", "A weir with two gates")
    document.add_paragraph("The gates on Monday morning. Photo: Ann Roe/AP", style="Caption")
    document.add_paragraph("What the smith said", style="Heading 2")
    document.add_paragraph(SECOND)
    return document


def test_styles_tell_the_parts_of_the_article() -> None:
    draft = read(saved(article()))
    found = draft.article
    assert found.headline == "The Weir Closes Again"
    assert found.standfirst == "Two herons, one smith and a pond that came back"
    assert [name.text for name in found.bylines] == ["Tom Baird"]
    assert found.published == "2020-05-03"
    assert found.language == "en"
    assert found.body == (FIRST, "What the smith said", SECOND)


def test_a_picture_has_its_description_its_caption_and_its_file() -> None:
    draft = read(saved(article()))
    [photo] = draft.photos
    assert photo.use.alt_text == "A weir with two gates"
    assert photo.use.caption == "The gates on Monday morning."
    assert photo.use.credit_line == "Photo: Ann Roe/AP"
    assert photo.use.paragraph == 1
    [carried] = draft.carried
    assert (carried.src, carried.media_type) == (photo.use.src, "image/png")
    assert carried.content == picture().getvalue()


def test_properties_are_taken_only_where_the_text_says_nothing() -> None:
    document = Document()
    document.core_properties.title = "The Weir"
    document.core_properties.author = "Ann Roe"
    document.add_paragraph(FIRST)
    document.add_paragraph(SECOND)
    draft = read(saved(document))
    assert draft.article.headline == "The Weir"
    assert [name.text for name in draft.article.bylines] == ["Ann Roe"]
    assert all(item.confidence < 0.6 for item in draft.evidence if item.field in ("headline", "bylines.0"))


def test_a_title_property_that_the_first_line_repeats_makes_it_the_headline() -> None:
    document = Document()
    document.core_properties.title = "the weir closes."
    document.add_paragraph("The weir closes.")
    document.add_paragraph(FIRST)
    draft = read(saved(document))
    assert draft.article.headline == "The weir closes."
    assert draft.article.body == (FIRST,)


def test_tracked_changes_are_read_as_accepted_and_comments_are_not_read() -> None:
    document = article()
    document.element.body.insert(
        4,
        parse_xml(
            f'<w:p {W}><w:r><w:t xml:space="preserve">The pond is </w:t></w:r>'
            '<w:del w:id="1" w:author="x"><w:r><w:delText>small</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="x"><w:r><w:t>large</w:t></w:r></w:ins>'
            '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:t>, and the carp are old.</w:t></w:r>'
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r></w:p>"
        ),
    )
    assert "The pond is large, and the carp are old." in read(saved(document)).article.body


def test_text_boxes_tables_and_links_are_read() -> None:
    document = article()
    document.element.body.insert(
        4,
        parse_xml(
            f'<w:p {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>The oldest carp in the pond was put there before the war by the miller.</w:t></w:r></w:p>"
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        ),
    )
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("Year", "Level", "1950", "2.10 m"), strict=True):
        cell.text = words
    document.add_paragraph(SECOND.replace("Nobody", "No one"))
    link = document.part.relate_to("https://youtu.be/abcdefghijk", "http://x/hyperlink", is_external=True)
    document.paragraphs[-1]._p.append(
        parse_xml(
            f'<w:hyperlink {W} xmlns:r="{R}" r:id="{link}">'
            '<w:r><w:t xml:space="preserve"> A film shows it.</w:t></w:r></w:hyperlink>'
        )
    )
    draft = read(saved(document))
    assert any(part.startswith("The oldest carp") for part in draft.article.body)
    assert "1950 | 2.10 m" in draft.article.body
    [video] = draft.videos
    assert (video.video.platform, video.video.status) == ("youtube", "linked")


def test_a_table_that_lays_out_a_picture_and_its_caption_is_no_table() -> None:
    document = Document()
    document.add_paragraph(FIRST)
    table = document.add_table(2, 1)
    table._cells[0].paragraphs[0].add_run().add_picture(picture("blue"), width=Cm(8))
    table._cells[1].text = "The pond in the evening. Photo: Ann Roe"
    document.add_paragraph(SECOND)
    [photo] = read(saved(document)).photos
    assert (photo.use.caption, photo.use.credit_line) == ("The pond in the evening.", "Photo: Ann Roe")


def test_small_pictures_are_ornaments() -> None:
    document = article()
    document.add_paragraph().add_run().add_picture(picture("green"), width=Cm(0.6))
    assert len(read(saved(document)).photos) == 1


def _with_document(xml: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(Document()))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return file.getvalue()


BODY = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and no more",
        saved(article())[:3000],
        _with_document(b"not xml"),
        _with_document(b'<!DOCTYPE w [<!ENTITY a "b">]>' + BODY % b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"),
        _with_document('<!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>'.encode("utf-16")),
        _with_document(BODY % (b"<w:tbl><w:tr><w:tc>" * 3000 + b"</w:tc></w:tr></w:tbl>" * 3000)),
        _with_document(BODY % (b" " * 70_000_000)),
        _with_document(BODY % b""),
    ],
)
def test_damage_and_bombs_end_in_a_sentence(content: bytes) -> None:
    assert isinstance(drafts_or_error(DocxImporter(), content, "weir.docx"), FormatError)


def test_an_old_word_file_under_the_new_name_is_refused() -> None:
    with pytest.raises(FormatError):
        importer_for_source(RawSource("a.docx", "", b"\xd0\xcf\x11\xe0" + bytes(600)))


@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason="the hostile files are not at ../shared")
@pytest.mark.parametrize("path", sorted((SHARED / "hostile").glob("docx-*.docx")), ids=lambda path: path.name)
def test_hostile_documents_are_refused(path: Path) -> None:
    with pytest.raises(UnreadableSource):
        list(DocxImporter().read(RawSource(path.name, "", path.read_bytes())))
