"""Reading tables: encodings, delimiters, quotes, headings, workbooks, and files that mean harm."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.tables import is_table, open_table
from archive_app.formats.tables.formulas import defused, undefused
from archive_app.formats.tables.model import column_letter

HOSTILE = Path(__file__).resolve().parents[2].parent / "shared" / "hostile"


def _file(folder: Path, text: str, encoding: str = "utf-8", name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [
        ["Titre", "Légende", "Année"],
        ["Été à Nîmes", "Une fête; la nuit, dit-on", "1931"],
        ["Hôtel", "Vue", "1932"],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines)
    table = open_table(_file(tmp_path, out.getvalue(), encoding))
    assert table.delimiter == delimiter
    assert table.headings == ("Titre", "Légende", "Année")
    assert [row.cells for row in table.rows()] == [tuple(line) for line in lines[1:]]


def test_cyrillic_of_old_programs_is_read(tmp_path: Path) -> None:
    text = "Заголовок;Дата\nСтачка в порту продолжается третью неделю;1978\nПаром не ходит;1979\n"
    table = open_table(_file(tmp_path, text, "cp1251"))
    assert table.headings == ("Заголовок", "Дата")
    assert table.encoding == "cp1251"


def test_bytes_far_below_still_tell_the_encoding(tmp_path: Path) -> None:
    text = "title,place\n" + "plain,words\n" * 40_000 + "café,Orléans\n"
    rows = list(open_table(_file(tmp_path, text, "cp1252")).rows())
    assert rows[-1].cells == ("café", "Orléans")


def test_a_cell_may_have_several_lines(tmp_path: Path) -> None:
    table = open_table(_file(tmp_path, 'Title,Text\r\nOne,"first\r\n\r\nsecond"\r\nTwo,"a ""quote"""\r\n'))
    assert [row.cells for row in table.rows()] == [("One", "first\r\n\r\nsecond"), ("Two", 'a "quote"')]
    assert [row.number for row in table.rows()] == [2, 3]


def test_headings_are_found_under_title_rows(tmp_path: Path) -> None:
    text = "Photographs of the harbour office;;\n;;\nFile;Caption;Date\na.jpg;Dawn;1978\nb.jpg;Dusk;1979\n"
    table = open_table(_file(tmp_path, text))
    assert table.header_row == 3
    assert table.headings == ("File", "Caption", "Date")
    assert [row.number for row in table.rows()] == [4, 5]


def test_a_table_without_headings_has_none(tmp_path: Path) -> None:
    table = open_table(_file(tmp_path, "1978-03-14,https://example.org/1\n1978-03-15,https://example.org/2\n"))
    assert table.header_row == 0
    assert table.headings == ("Column A", "Column B")
    assert len(list(table.rows())) == 2


def test_the_person_may_say_where_the_headings_are(tmp_path: Path) -> None:
    table = open_table(_file(tmp_path, "x,y\nTitle,Date\na,1978\n"), header_row=2)
    assert table.headings == ("Title", "Date")
    assert [row.cells for row in table.rows()] == [("a", "1978")]


def test_headings_that_repeat_or_are_missing_get_names(tmp_path: Path) -> None:
    assert open_table(_file(tmp_path, "Title,Title,\na,b,c\n")).headings == ("Title", "Title (2)", "Column C")


def test_one_stray_quotation_mark_does_not_swallow_the_rest(tmp_path: Path) -> None:
    text = 'Title,Date\n"Open,1978\n' + "Other,1979\n" * 50
    rows = list(open_table(_file(tmp_path, text)).rows())
    assert len(rows) == 51
    assert rows[0].cells == ('"Open', "1978")
    assert rows[0].remark
    assert rows[1].cells == ("Other", "1979")
    assert not rows[1].remark


def test_a_quoted_beginning_of_a_text_is_text(tmp_path: Path) -> None:
    rows = list(open_table(_file(tmp_path, 'Title,Date\n"The Dome" by night,1978\n')).rows())
    assert rows[0].cells == ('"The Dome" by night', "1978")


def test_our_marker_of_formulas_is_taken_off_and_no_other(tmp_path: Path) -> None:
    text = "Title,Date\n'=1+1,1\n'tis the season,2\n'-5,3\n=cmd,4\n"
    assert [row.cells[0] for row in open_table(_file(tmp_path, text)).rows()] == [
        "=1+1",
        "'tis the season",
        "'-5",
        "=cmd",
    ]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_what_the_export_defuses_comes_back(text: str) -> None:
    assert undefused(defused(text)) == text or text.startswith("'")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12), min_size=2, max_size=2),
                min_size=1, max_size=8))  # fmt: skip
def test_any_csv_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["Title", "Caption"])
        writer.writerows(lines)
    expected = [tuple(undefused(cell) for cell in line) for line in lines if any(cell.strip() for cell in line)]
    found = [tuple((*row.cells, "", "")[:2]) for row in open_table(path, header_row=1, delimiter=",").rows()]
    assert found == expected


def test_a_workbook_is_read_as_people_see_it(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Empty"
    sheet = book.create_sheet("Photos")
    sheet.append(["Title", "Taken", "Box", "Checked", "Length"])
    sheet.append(["Dawn", datetime(1978, 3, 14), 2019.0, True, timedelta(minutes=3, seconds=5)])  # noqa: DTZ001
    sheet.append(["Noon", datetime(1978, 3, 14, 8, 30), 0.5, False, "=1+1"])  # noqa: DTZ001
    sheet.append(["Month", date(1978, 3, 1), None, None, None])
    sheet["B4"].number_format = "mmm yyyy"
    sheet.append(["Year", date(1978, 1, 1), None, None, None])
    sheet["B5"].number_format = "yyyy"
    path = tmp_path / "book.xlsx"
    book.save(path)
    table = open_table(path)
    assert table.sheets == ("Empty", "Photos")
    assert table.sheet == "Photos"
    rows = [row.cells for row in table.rows()]
    assert rows[0] == ("Dawn", "1978-03-14", "2019", "yes", "3:05")
    assert rows[1][:4] == ("Noon", "1978-03-14 08:30:00", "0.5", "no")
    assert rows[1][4] == "", "a formula that nobody worked out has no value"
    assert [row[1] for row in rows[2:]] == ["1978-03", "1978"]


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    Workbook().save(path)
    with pytest.raises(UnreadableSource) as caught:
        open_table(path, sheet="Photos")
    assert "Sheet" in caught.value.remedy


def _packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def test_a_workbook_that_unpacks_to_an_absurd_size_is_not_opened(tmp_path: Path) -> None:
    bomb = _packed(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b" " * 80_000_000})
    with pytest.raises(UnreadableSource, match="unpack"):
        open_table(bomb)


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'}
    with pytest.raises(UnreadableSource):
        open_table(_packed(tmp_path / "entities.xlsx", parts))


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("blank.csv", b"\n\n \n"), ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0"),
     ("broken.xlsx", b"PK\x03\x04no"),
     ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), ("text.xlsx", b"a,b\n1,2\n"), ("open.ods", b"PK\x03\x04")],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableSource) as caught:
        open_table(path)
    assert caught.value.message.endswith(".")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource):
        open_table(tmp_path / "gone.csv")


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared test data is not beside the project")
@pytest.mark.parametrize("name", ["csv-formula-injection.csv", "csv-unbalanced-quote.csv"])
def test_hostile_tables_are_read_without_harm(name: str) -> None:
    rows = list(open_table(HOSTILE / name).rows())
    assert rows
    assert all(len(row.cells) <= 3 for row in rows)


def test_tables_are_known_by_their_names() -> None:
    assert all(map(is_table, ["a.CSV", "b.tsv", "c.xlsx", "d.xls", "e.ods"]))
    assert not any(map(is_table, ["a.txt", "csv", "b.json"]))


def test_columns_are_counted_as_spreadsheets_do() -> None:
    assert [column_letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
