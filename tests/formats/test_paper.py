"""Pages on paper: what is written there can be read, in any script, nothing is cut, fonts are inside."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import pypdfium2
import pytest

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article, Photo
from archive_app.formats.exporters.contact_sheet import CONTACT_HTML, CONTACT_PDF
from archive_app.formats.exporters.rights_report import RIGHTS_HTML, RIGHTS_PDF
from archive_app.formats.exporters.sheets_pdf import PDF
from archive_app.formats.exporting.base import ExportProfile
from archive_app.formats.sheets.on_paper import on_paper
from archive_app.formats.sheets.sheet import sheet
from archive_app.paper.jobs import Paper, Part
from archive_app.paper.press import Press
from tests.formats.bundles import article_bundle, photo_bundle
from tests.formats.export_contract import check_exporter, exported
from tests.formats.export_records import bare_records, full_records, odd_records

LONG = "The last tram of the evening stopped where it had never stopped before. " * 150


def pages(content: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("exporter", [PDF, CONTACT_PDF, RIGHTS_PDF], ids=lambda one: one.name)
def test_any_records_become_pages(exporter: Any) -> None:
    for records in (full_records(4), bare_records(4), islice(odd_records(), 12), iter(())):
        content, notes = exported(exporter, records)
        if notes.written:
            assert len(pages(content)) >= 1
            assert b"/FontFile2" in content or b"/FontFile3" in content


def test_the_words_of_a_record_stand_on_its_pages_in_any_script() -> None:
    texts = ("Комета над горой Корран", "منارة رأس الزيتون", "Ľúbica Žáčková, São Tomé")
    records = [
        replace(article_bundle(), work=Article(id=n, uid=f"{n:032x}", headline=text, body=(text,)))
        for n, text in enumerate(texts, 1)
    ]
    found = pages(exported(PDF, records)[0])
    assert len(found) >= len(texts), "each record begins on a new page"
    whole = squeezed(" ".join(found))
    assert texts[0] in whole
    assert texts[2] in whole
    # A PDF keeps the shapes of Arabic letters, which a reader folds back; here it is enough that they are there.
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in whole)


def test_a_caption_of_ten_thousand_characters_is_not_cut() -> None:
    record = photo_bundle()
    uses = tuple(replace(one, use=replace(one.use, caption=LONG)) for one in record.appears_in[:1])
    found = pages(exported(PDF, [replace(record, appears_in=uses)])[0])
    # A line at the edge of a page may stand on both, once out of sight.
    assert 150 <= squeezed(" ".join(found)).count("the evening stopped where") <= 150 + len(found)


def test_pages_are_numbered_and_named() -> None:
    content, _ = exported(PDF, [article_bundle(), photo_bundle()], ExportProfile("Spring delivery"))
    found = pages(content)
    for number, text in enumerate(found, 1):
        assert f"Page {number}" in text
        assert "Spring delivery" in text


def test_the_paper_is_as_asked_for() -> None:
    def size(**options: str | bool) -> tuple[int, int]:
        content, _ = exported(PDF, [photo_bundle()], ExportProfile(options=options))
        with pypdfium2.PdfDocument(content) as document:
            return round(document[0].get_width()), round(document[0].get_height())

    assert size() == (595, 842)
    assert size(paper="Letter", landscape=True) == (792, 612)
    archival, _ = exported(PDF, [photo_bundle()], ExportProfile(options={"archival": True}))
    assert b"pdfaid" in archival


def test_what_follows_stays_whole_and_tables_have_their_head_again() -> None:
    out = io.BytesIO()
    with Press(Paper(title="Rows")) as press:
        for number in range(60):
            row = f"<table><tr><td>Row {number}<br/>second line<br/>third line</td></tr></table>"
            press.print(Part(row, follows=True, head="<p>HEAD</p>"))
        assert press.finish(out) > 2
    found = pages(out.getvalue())
    for text in found:
        assert text.count("Row ") == text.count("third line"), "no row is parted"
    assert all("HEAD" in text for text in found[1:])


def test_each_picture_stands_once_on_a_contact_sheet() -> None:
    photo = photo_bundle()
    content, notes = exported(CONTACT_HTML, [photo, photo, article_bundle()])
    assert content.decode().count(photo.work.uid[:12]) == 1
    assert notes.written == 3


def test_a_record_without_pictures_is_counted_as_left_out() -> None:
    bare = ExportRecord(work=Article(id=1, uid="a" * 32, headline="No pictures"))
    _, notes = exported(CONTACT_HTML, [bare, ExportRecord(work=Photo(id=2, uid="b" * 32, title="One"))])
    assert (notes.written, notes.left_out) == (1, 1)


def test_the_rights_report_counts_first() -> None:
    records = [article_bundle(), photo_bundle()]
    html = exported(RIGHTS_HTML, records)[0].decode()
    assert html.index("<ul>") < html.index("<table>")
    assert "not legal advice" in html
    for record in records:
        assert record.work.uid[:12] in html


@pytest.mark.parametrize("exporter", [CONTACT_HTML, RIGHTS_HTML], ids=lambda one: one.name)
def test_the_html_forms_keep_what_every_exporter_promises(exporter: Any) -> None:
    def valid(content: bytes) -> None:
        text = content.decode()
        assert text.startswith("<!DOCTYPE html>")
        assert text.rstrip().endswith("</html>")
        assert "\x00" not in text

    check_exporter(exporter, valid, many=40, leaves_out=True)


def test_grids_become_tables_on_paper() -> None:
    made = on_paper(sheet(article_bundle(), ExportProfile()))
    assert "<dl" not in made
    assert "<figure" not in made or 'class="own"' in made
    assert made.count("<table") >= 2


def records_without_end() -> Iterator[ExportRecord]:
    yield photo_bundle()
    raise RuntimeError("stopped")


def test_nothing_is_left_when_it_is_stopped() -> None:
    with pytest.raises(RuntimeError):
        exported(PDF, records_without_end())
