"""Groups, columns and the choice of all but a few, in list, grid and table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article, Photo
from archive_app.domain.row_selection import RowSelection
from archive_app.store.archive import Archive
from archive_app.ui import results_pane, theme
from archive_app.ui.app import Application
from archive_app.ui.group_headings import HEAD
from archive_app.ui.preferences import Preferences
from archive_app.ui.result_columns import COLUMNS, sort_words

WAIT = 15_000
TITLES = {"Courier": ("b", "e"), "Zeitung": ("a", "d"), "": ("c",)}


@pytest.fixture
def app(qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Application]:
    with Archive.create(tmp_path / "c.archive") as archive, archive.operation("make") as writer:
        for publisher, titles in TITLES.items():
            for title in titles:
                writer.save(Article(headline=title, publisher=publisher))
        writer.save(Photo(title="f"))
    theme.use("light")
    made = Application(Preferences(keep=False))
    made.window.resize(1280, 800)
    made.window.show()
    made.open(tmp_path / "c.archive")
    qtbot.waitUntil(lambda: made.window.results.model.rowCount() == 6, timeout=WAIT)
    qtbot.waitUntil(lambda: made.window.results.model.row(0) is not None, timeout=WAIT)
    yield made
    made.close()
    made.window.context.tasks.close()
    made.window.hide()
    made.window.deleteLater()


def titles(app: Application) -> list[str]:
    rows = [app.window.results.model.row(row) for row in range(app.window.results.model.rowCount())]
    return [row.title if row is not None else "" for row in rows]


def shown(app: Application) -> set[str]:
    table = app.window.results.table
    return {column.name for number, column in enumerate(COLUMNS) if not table.isColumnHidden(number)}


def test_the_first_row_of_each_group_bears_its_heading(qtbot: QtBot, app: Application) -> None:
    results, view = app.window.results, app.window.context.view
    view.set_sort("title")
    results.header.group_chosen.emit("publisher")
    qtbot.waitUntil(lambda: titles(app) == ["b", "e", "a", "d", "c", "f"], timeout=WAIT)
    for rows in (results.list, results.table):
        plain = rows.verticalHeader().defaultSectionSize()
        assert [rows.rowHeight(row) - plain for row in range(6)] == [HEAD, 0, HEAD, 0, HEAD, 0]
        assert rows.heading_words(2) == "Group Zeitung, 2 records"
    view.set_view("grid")
    tops = [results.grid.layout_.place(row)[0] for row in range(6)]
    assert tops[0] == tops[1] < tops[2] == tops[3] < tops[4] == tops[5]
    results.header.group_chosen.emit("")
    qtbot.waitUntil(lambda: titles(app) == ["a", "b", "c", "d", "e", "f"], timeout=WAIT)
    assert all(results.list.heading(row) == 0 for row in range(6))
    assert len({results.list.rowHeight(row) for row in range(6)}) == 1


def test_going_back_brings_the_groups_back(qtbot: QtBot, app: Application) -> None:
    view = app.window.context.view
    view.set_group("publisher")
    view.set_query("type:photo")
    qtbot.waitUntil(lambda: titles(app) == ["f"], timeout=WAIT)
    view.back()
    qtbot.waitUntil(lambda: len(titles(app)) == 6, timeout=WAIT)
    assert app.window.searching.results is not None
    assert [group.label for group in app.window.searching.results.groups] == ["Courier", "Zeitung", "No publisher"]


def test_each_kind_of_record_has_its_columns(qtbot: QtBot, app: Application) -> None:
    view, table = app.window.context.view, app.window.results.table
    view.set_query("type:photo")
    qtbot.waitUntil(lambda: "caption" in shown(app), timeout=WAIT)
    assert "photos" not in shown(app)
    table._show_column(next(n for n, column in enumerate(COLUMNS) if column.name == "marked"), True)
    view.set_query("type:article")
    qtbot.waitUntil(lambda: "photos" in shown(app), timeout=WAIT)
    assert "marked" not in shown(app)
    view.set_query("type:photo")
    qtbot.waitUntil(lambda: "marked" in shown(app), timeout=WAIT)
    table._begin_anew()
    assert "marked" not in shown(app)


def test_every_column_sorts_both_ways_and_says_so() -> None:
    for column in COLUMNS:
        assert column.sort, column.name
        assert sort_words(column.sort)
        assert column.sort_back or column.name == "matched", column.name


def test_all_but_one_is_kept_through_another_order(
    qtbot: QtBot, app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results_pane, "FEW", 2)
    results, view = app.window.results, app.window.context.view
    results.select_all()
    off = QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows
    left_out = results.model.id_at(2)
    results.view().selectionModel().select(results.model.index(2, 0), off)
    qtbot.waitUntil(lambda: len(view.now.selected) == 5, timeout=WAIT)
    assert isinstance(view.now.selected, RowSelection)
    assert left_out not in view.now.selected
    view.set_sort("title_desc")
    qtbot.waitUntil(lambda: titles(app) == ["f", "e", "d", "c", "b", "a"], timeout=WAIT)
    qtbot.waitUntil(lambda: set(view.now.selected) == set(results.model.ids) - {left_out}, timeout=WAIT)
    app.window.context.actions.run("record.mark")
    view.go("marked")
    qtbot.waitUntil(lambda: results.model.rowCount() == 5, timeout=WAIT)
