"""CSV and TSV: what stands in the cells, and that no cell harms whoever opens the file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.domain.errors import NotFound
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article, Photo, Video
from archive_app.formats.exporters.tables import CSV, TSV
from archive_app.formats.exporters.tables.table import TableExporter
from archive_app.formats.exporting.base import ExportNotes, ExportProfile, write_records
from tests.formats.bundles import LINE, article_bundle, photo_bundle, uid


def written(
    *records: ExportRecord, exporter: TableExporter = CSV, fields: tuple[str, ...] = (), **options: Any
) -> tuple[bytes, ExportNotes]:
    out = io.BytesIO()
    notes = write_records(exporter, iter(records), out, ExportProfile("", fields, options))
    return out.getvalue(), notes


def rows_of(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


def one(work: Article | Photo | Video, *fields: str, **options: Any) -> list[str]:
    content, _ = written(ExportRecord(work=work), fields=fields, **options)
    return rows_of(content)[1]


def test_one_row_a_record_with_what_belongs_to_it() -> None:
    content, notes = written(article_bundle(), photo_bundle())
    head, article, photo = (dict(zip(rows_of(content)[0], row, strict=True)) for row in rows_of(content))
    assert list(head)[:3] == ["kind", "title", "date"]
    assert article["title"] == "Film crew returns from orbit"
    assert article["caption"] == "The crew after landing near Zhezkazgan."
    assert article["credit_line"] == LINE
    assert article["mention"] == "complete film below"
    assert article["collections"] == "Space / Films"
    assert article["verdict"] == "unknown"
    assert photo["verdict"] == "ask"
    assert photo["contact"] == "Orbital Press"
    assert photo["date"] == "2021-10-17"
    assert (notes.written, notes.left_out, notes.sentences) == (2, 0, ())


def test_the_articles_address_is_not_lent_to_its_photo() -> None:
    content, _ = written(photo_bundle(), fields=("url", "article.url"))
    assert rows_of(content)[1] == ["", "https://example.org/news/1"]


def test_captions_and_credits_of_several_pictures_stay_in_step() -> None:
    bundle = article_bundle()
    second = replace(bundle.photos[0], use=replace(bundle.photos[0].use, uid=uid(40), caption="", credit_line="AP"))
    content, _ = written(replace(bundle, photos=(*bundle.photos, second)), fields=("caption", "credit_line"))
    assert rows_of(content)[1] == ["The crew after landing near Zhezkazgan. | –", f"{LINE} | AP"]


def test_one_row_a_photo_use_names_both_sides_once() -> None:
    content, notes = written(article_bundle(), photo_bundle(), rows="photo_uses")
    head, *rows = rows_of(content)
    assert len(rows) == 1  # the photo's only use is the article's
    row = dict(zip(head, rows[0], strict=True))
    assert row["headline"] == "Film crew returns from orbit"
    assert row["photo.title"] == "The crew after landing"
    assert row["credit_parties"] == "Ilya Beispiel (creator); Orbital Press (provider); Reuters (distributor)"
    assert row["verdict"] == "ask"
    assert (notes.written, notes.left_out, notes.sentences) == (2, 0, ())


def test_works_without_photos_are_left_out_of_the_layout_of_uses_and_it_says_so() -> None:
    content, notes = written(ExportRecord(work=Video(title="A film")), article_bundle(), rows="photo_uses")
    assert len(rows_of(content)) == 2
    assert notes.left_out == 1
    assert notes.lost == ("1 record was left out because it has no photo.",)


def test_chosen_fields_come_in_the_chosen_order() -> None:
    content, _ = written(article_bundle(), fields=("publisher", "headline", "bylines"))
    assert rows_of(content) == [
        ["publisher", "headline", "bylines"],
        ["Evening Courier", "Film crew returns from orbit", "Ann Example; Ivan Primerov (translation)"],
    ]


def test_an_unknown_field_is_refused_with_the_list_of_fields() -> None:
    with pytest.raises(NotFound, match="colour") as caught:
        written(article_bundle(), fields=("colour",))
    assert "headline" in caught.value.remedy


def test_headings_and_choices_in_words() -> None:
    content, _ = written(photo_bundle(), fields=("kind", "verdict", "medium", "photo.url"), words=True)
    assert rows_of(content) == [
        ["Kind", "May we use it?", "Medium", "Address (Photo)"],
        ["Photo", "Ask first", "Photograph", ""],
    ]


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r", "\n", "\x00=", "＝", "＋", "\x01="])
@pytest.mark.parametrize("exporter", [CSV, TSV], ids=["csv", "tsv"])
def test_what_looks_like_a_formula_is_defused_and_said(lead: str, exporter: TableExporter) -> None:
    work = Article(headline=f"{lead}SUM(1,2)")
    content, notes = written(ExportRecord(work=work), exporter=exporter, fields=("headline",))
    cell = rows_of(content, "\t" if exporter is TSV else ",")[1][0]
    assert cell.startswith("'")
    assert "1 cell began like a formula and was given a leading apostrophe." in notes.changed[0]


@pytest.mark.parametrize("text", ["-5", "-12.5", "a=b", "don’t", "’=x"])
def test_numbers_and_inner_signs_are_left_alone(text: str) -> None:
    content, notes = written(ExportRecord(work=Article(headline=text)), fields=("headline",))
    assert rows_of(content)[1] == [text]
    assert notes.changed == ()


def test_formulas_stay_when_asked_to() -> None:
    assert one(Article(headline="=1+1"), "headline", safe=False) == ["=1+1"]


def test_control_characters_are_taken_out_and_said() -> None:
    content, notes = written(ExportRecord(work=Article(headline="a\x07b\x00c\u2028d\x85e")), fields=("headline",))
    assert rows_of(content)[1] == ["abcde"]
    assert notes.changed == ("Control characters were taken out of 1 cell.",)


def test_line_ends_stay_inside_a_csv_cell_and_become_spaces_in_tsv() -> None:
    bundle = ExportRecord(work=Article(body=("One.", 'Two; "quoted", with a comma.')))
    content, notes = written(bundle, fields=("body",))
    assert rows_of(content)[1] == ['One.\n\nTwo; "quoted", with a comma.']
    assert notes.changed == ()
    content, notes = written(bundle, exporter=TSV, fields=("body",))
    assert content.decode().splitlines() == ["body", 'One. Two; "quoted", with a comma.']
    assert notes.changed == ("Line ends and tabs in 1 cell became spaces.",)


def test_the_mark_for_spreadsheets_and_the_separator_can_be_chosen() -> None:
    assert written(article_bundle())[0].startswith(b"\xef\xbb\xbf")
    assert not written(article_bundle(), bom=False)[0].startswith(b"\xef\xbb\xbf")
    assert not written(article_bundle(), exporter=TSV)[0].startswith(b"\xef\xbb\xbf")
    content, _ = written(ExportRecord(work=Article(headline="a;b")), separator=";", fields=("headline", "uid"))
    assert rows_of(content, ";")[1] == ["a;b", ""]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_any_texts_give_one_row_each_with_no_formula_in_it(headlines: list[str]) -> None:
    bundles = [ExportRecord(work=Article(headline=text, publisher="x")) for text in headlines]
    for exporter, delimiter in ((CSV, ","), (TSV, "\t")):
        content, _ = written(*bundles, exporter=exporter, fields=("headline", "publisher"))
        if exporter is TSV:
            rows = [line.split("\t") for line in content.decode().split("\n")[:-1]]
        else:
            rows = rows_of(content, delimiter)
        assert len(rows) == len(headlines) + 1
        for row in rows:
            assert len(row) == 2
            assert not row[0].startswith(("=", "+", "@", "\t", "\r", "\n")), row
            assert row[0][:1] != "-" or row[0].lstrip("-").replace(".", "").replace(",", "").isdigit()


def test_records_are_let_go_as_soon_as_they_are_written() -> None:
    class Nowhere(io.RawIOBase):
        size = 0

        def writable(self) -> bool:
            return True

        def write(self, content: Any) -> int:
            self.size += len(content)
            return len(content)

    made = alive = peak = 0

    class Counted(str):
        __slots__ = ()

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def many() -> Any:
        nonlocal made, alive, peak
        for _ in range(300):
            made, alive = made + 1, alive + 1
            peak = max(peak, alive)
            yield ExportRecord(work=Article(headline=Counted("x" * 10)))

    out: Any = Nowhere()
    assert write_records(CSV, many(), out, ExportProfile(fields=("headline",))).written == 300
    assert peak <= 3
