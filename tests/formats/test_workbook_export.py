"""Workbooks: texts stay texts, limits are kept and said, and openpyxl reads back what was written."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

from openpyxl import load_workbook

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article
from archive_app.formats.exporters.tables import XLSX
from archive_app.formats.exporters.tables.workbook import MOST_CHARACTERS, WorkbookExporter
from archive_app.formats.exporting.base import ExportProfile
from tests.formats.bundles import article_bundle, photo_bundle
from tests.formats.export_contract import check_exporter, exported
from tests.formats.export_records import uid


def _article(number: int = 1, **values: Any) -> ExportRecord:
    return ExportRecord(work=Article(id=number, uid=uid(number), **values))


def _rows(content: bytes, sheet: int = 0) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


def _valid(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
    book = load_workbook(io.BytesIO(content), read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows():
            pass


def test_what_every_exporter_promises() -> None:
    check_exporter(XLSX, _valid, many=200)


def test_a_heading_and_a_row_a_record_in_the_order_asked_for() -> None:
    profile = ExportProfile(fields=("headline", "kind", "photos"))
    content, notes = exported(XLSX, [article_bundle(), photo_bundle()], profile)
    assert notes.written == 2
    assert _rows(content) == [
        ["headline", "kind", "photos"],
        ["Film crew returns from orbit", "article", 1],
        ["Film crew returns from orbit", "photo", 0],
    ]
    words = exported(XLSX, [article_bundle()], replace(profile, options={"words": True}))[0]
    assert _rows(words)[0] == ["Headline", "Kind", "Photos"]
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"


def test_what_looks_like_a_formula_is_a_text_without_an_apostrophe() -> None:
    evil = '=HYPERLINK("https://example.org";"x")'
    content, notes = exported(
        XLSX, [_article(headline=evil, standfirst="+1")], ExportProfile(fields=("headline", "standfirst"))
    )
    cells = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows())[1]
    assert [cell.value for cell in cells] == [evil, "+1"]
    assert [cell.data_type for cell in cells] == ["s", "s"]
    assert [cell.quotePrefix for cell in cells] == [True, True]
    assert not [loss for loss in notes.losses if loss.how != "dropped"]


def test_a_cell_ends_where_workbooks_end_and_the_report_says_so() -> None:
    content, notes = exported(XLSX, [_article(headline="x" * 40_000)], ExportProfile(fields=("headline",)))
    assert len(_rows(content)[1][0]) == MOST_CHARACTERS
    assert [(loss.field, loss.how, loss.records) for loss in notes.losses if loss.how == "cut"] == [
        ("article.headline", "cut", 1)
    ]


def test_control_characters_go_and_codes_of_characters_stay_words() -> None:
    content, notes = exported(XLSX, [_article(headline="a\x07b _x0041_ \ud800")], ExportProfile(fields=("headline",)))
    shown = _rows(content)[1][0].replace("_x005F_", "_")
    assert shown == "ab _x0041_ \ufffd"
    assert {loss.field for loss in notes.losses if loss.how == "changed"} == {"article.headline"}


def test_a_full_sheet_is_followed_by_another() -> None:
    small = WorkbookExporter(most_rows=3)
    content, notes = exported(
        small, [_article(n, headline=str(n)) for n in range(1, 6)], ExportProfile(fields=("headline",))
    )
    assert [[row[0] for row in _rows(content, sheet)] for sheet in range(3)] == [
        ["headline", "1", "2"], ["headline", "3", "4"], ["headline", "5"],
    ]  # fmt: skip
    assert notes.changed == ("The rows are spread over 3 sheets.",)
