"""The page on which the columns of a table are mapped: by keyboard, tried at once, imported, taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Kind
from archive_app.operations import history
from archive_app.store.archive import Archive
from archive_app.ui import table_look
from archive_app.ui.context import Context
from archive_app.ui.import_page import ImportPage
from archive_app.ui.table_page import MAP, SUMMARY, TablePage

TABLE = (
    "Headline;Newspaper;Publication date;Box\nStrike;Courier;14.3.1978;A1\nFerry;Post;someday;A2\nDome;Post;1979;A3\n"
)


@pytest.fixture(autouse=True)
def _own_profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_look, "settings_path", lambda: tmp_path / "config" / "settings.toml")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "small.archive")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> TablePage:
    context.actions.set_situation(lambda: frozenset({"open", "writable", "startable"}))
    context.set_archive(archive)
    made = TablePage(context)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def settle(qtbot: QtBot, context: Context, page: TablePage) -> None:
    """Wait until the table is read and all of its rows were tried."""
    qtbot.waitUntil(lambda: not context.tasks.running() and not page._later.isActive(), timeout=20_000)
    qtbot.wait(30)
    qtbot.waitUntil(lambda: not context.tasks.running(), timeout=20_000)
    qtbot.wait(30)


def total(archive: Archive) -> int:
    with archive.read() as reader:
        return len(reader.ids_of(Kind.ARTICLE))


def test_a_table_is_proposed_tried_and_not_yet_written(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, table: Path
) -> None:
    page.open(table)
    settle(qtbot, context, page)
    assert [column.target for column in page.map.mapping.columns] == [
        "article.headline", "article.publisher", "article.published", "",
    ]  # fmt: skip
    assert page.map.counts.text().startswith("2 new · 1 cannot be taken")
    assert "someday" in page.map.counts.text()
    assert page.map.preview.topLevelItemCount() == 3
    assert page.map.button.text() == "Import 2 rows"
    assert total(archive) == 0


def test_import_summary_and_undo(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, table: Path, tmp_path: Path
) -> None:
    page.open(table)
    settle(qtbot, context, page)
    QTest.mouseClick(page.map.button, Qt.MouseButton.LeftButton)
    settle(qtbot, context, page)
    assert page.stack.currentIndex() == SUMMARY
    assert page.summary.title.text() == "2 rows were imported"
    assert total(archive) == 2
    assert [row.row for row in page.summary.model.rows] == [3], "rows with problems are shown first"
    page.save_report(tmp_path / "rows.json")
    settle(qtbot, context, page)
    assert json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))["counts"]["error"] == 1
    QTest.mouseClick(page.summary.undo_button, Qt.MouseButton.LeftButton)
    settle(qtbot, context, page)
    assert total(archive) == 0
    assert not page.summary.undo_button.isEnabled()


def test_an_import_undone_elsewhere_is_told(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, table: Path
) -> None:
    page.open(table)
    settle(qtbot, context, page)
    page.start_import()
    settle(qtbot, context, page)
    context.change(lambda opened, _progress: history.undo(opened))
    settle(qtbot, context, page)
    assert "taken back" in page.summary.title.text()


def test_a_field_is_found_by_typing_a_part_of_its_name(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, table: Path
) -> None:
    page.open(table)
    settle(qtbot, context, page)
    box = page.map.columns.boxes[3]
    edit = box.lineEdit()
    assert edit is not None
    for typed in ("notes (art", "no such field"):  # what is no field changes nothing
        edit.setText(typed)
        edit.editingFinished.emit()
        assert page.map.mapping.columns[3].target == "article.notes", typed
        assert box.currentText() == "Notes (article)"
    settle(qtbot, context, page)


def test_values_that_cannot_be_read_may_be_kept_in_the_notes(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, table: Path
) -> None:
    page.open(table)
    settle(qtbot, context, page)
    bad = page.map.options.bad
    bad.setCurrentIndex(bad.findData("note"))
    bad.activated.emit(bad.currentIndex())
    settle(qtbot, context, page)
    assert page.map.counts.text() == "3 new"


def test_another_kind_of_row_means_other_fields(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, table: Path
) -> None:
    page.open(table)
    settle(qtbot, context, page)
    row = page.map.options.row
    row.setCurrentIndex(row.findData("photo"))
    row.activated.emit(row.currentIndex())
    settle(qtbot, context, page)
    assert page.map.mapping.row == "photo"
    assert page.map.columns.boxes[0].findData("photo.taken") > 0


def test_a_mapping_that_cannot_be_used_says_why(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, table: Path
) -> None:
    page.open(table)
    settle(qtbot, context, page)
    page.map.columns.mapped.emit(3, "article.headline")
    settle(qtbot, context, page)
    assert "both become" in page.map.counts.text()
    assert not page.map.button.isEnabled()


def test_a_profile_is_saved_and_used_again(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, table: Path, tmp_path: Path
) -> None:
    page.open(table)
    settle(qtbot, context, page)
    page.map.columns.mapped.emit(3, "article.notes")
    page.save_profile(tmp_path / "config" / "tables" / "Harbour.toml")
    settle(qtbot, context, page)
    page.open(table)
    settle(qtbot, context, page)
    assert page.map.mapping.columns[3].target == "article.notes"
    assert "Harbour" in page.bar.text


def test_what_is_no_table_is_told_in_words(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, tmp_path: Path
) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    page.open(path)
    settle(qtbot, context, page)
    assert "old Excel format" in page.bar.text
    assert not page.map.isEnabled()


def test_stopping_keeps_nothing_and_goes_back_to_the_columns(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Headline;Newspaper\n" + "".join(f"Story {n};Post\n" for n in range(3000)), encoding="utf-8")
    page.open(path)
    settle(qtbot, context, page)
    page.start_import()
    qtbot.waitUntil(lambda: page.running.bar.value() > 0, timeout=20_000)
    QTest.mouseClick(page.running.cancel, Qt.MouseButton.LeftButton)
    settle(qtbot, context, page)
    assert page.stack.currentIndex() == MAP
    assert total(archive) == 0
    assert "Nothing was imported" in page.bar.text


def test_tables_among_what_is_dropped_get_their_page(
    qtbot: QtBot, context: Context, archive: Archive, page: TablePage, table: Path
) -> None:
    imports = ImportPage(context)
    qtbot.addWidget(imports)
    imports.add([table])
    assert context.view.now.page == "table"
    assert not imports.model.items
    page.enter(context.view.now)
    settle(qtbot, context, page)
    assert page.table is not None
    assert page.table.path == table
