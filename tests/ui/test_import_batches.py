"""A review that outlives the window: kept as it is made, offered again, gone on with, taken back without a trace."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article, Kind
from archive_app.operations import batches, history
from archive_app.store.archive import Archive
from archive_app.ui.actions import Actions
from archive_app.ui.batch_bar import BatchBar
from archive_app.ui.batches_page import BatchesPage
from archive_app.ui.context import Context
from archive_app.ui.import_page import ImportPage
from tests.store.dump import logical
from tests.ui.importing import item_of, settle, stop_at, story


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "small.archive")
    yield made
    made.close()


def page_in(qtbot: QtBot, context: Context, archive: Archive) -> ImportPage:
    context.actions.set_situation(lambda: frozenset({"open", "writable", "startable"}))
    context.set_archive(archive)
    made = ImportPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    return made


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> ImportPage:
    return page_in(qtbot, context, archive)


@pytest.fixture
def later(qtbot: QtBot, context: Context) -> Iterator[Context]:
    """The window of the next day."""
    window = QWidget()
    qtbot.addWidget(window)
    made = Context(Actions(window), window)
    made.actions.set_situation(lambda: frozenset({"open", "writable", "startable"}))
    yield made
    made.tasks.close()


def titles(archive: Archive) -> list[str]:
    with archive.read() as reader:
        return sorted(one.headline for one in reader.all_of(Kind.ARTICLE, deleted=False) if isinstance(one, Article))


def test_a_review_comes_back_with_its_place_edits_and_decisions(
    qtbot: QtBot, context: Context, later: Context, page: ImportPage, archive: Archive, tmp_path: Path
) -> None:
    files = [story(tmp_path, f"Story number {n}") for n in range(3)]
    page.add(files)
    settle(qtbot, context)
    item = item_of(page, "number-1")
    page.list.go(item)
    model = page.review.model
    assert model.type_value(model.row_of("headline"), "A better headline")
    model.decide(model.row_of("publisher"), on=False)
    page.model.tick(item_of(page, "number-2"), False)
    page.leave()
    settle(qtbot, context)
    for file in files:
        file.unlink()
    context.tasks.close()
    folder = archive.folder
    archive.close()
    with Archive.open(folder) as again:
        later.set_archive(again)
        resumed: list[int] = []
        holder = QWidget()
        bar = BatchBar(later, resumed.append, holder)
        later.archive_changed.emit()
        settle(qtbot, later)
        assert "3 items" in bar.words.text()
        bar.go_on.click()
        second = page_in(qtbot, later, again)
        second.resume(resumed[0])
        settle(qtbot, later)
        assert [one.title for one in second.model.items] == [f"Story number {n}" for n in range(3)]
        assert second.review.item is item_of(second, "number-1")
        rows = second.review.model
        assert rows.data(rows.index(rows.row_of("headline"), 1)) == "A better headline"
        assert not rows.is_taken(rows.row_of("publisher"))
        assert not item_of(second, "number-2").ticked
        second.start_import([item_of(second, "number-1")])
        settle(qtbot, later)
        assert titles(again) == ["A better headline"]
        later.tasks.close()


KILLED = """
import os, signal, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.actions import Actions
from archive_app.ui.context import Context
from archive_app.ui.import_page import ImportPage
app = QApplication([])
theme.use("light")
window = QWidget()
context = Context(Actions(window), window)
context.set_archive(Archive.open(Path(sys.argv[1])))
page = ImportPage(context)
page.add([Path(one) for one in sys.argv[2:]])
while context.tasks.running() or page.keeper._dirty or len(page.model.items) < len(sys.argv) - 2:
    app.processEvents()
model = page.review.model
model.type_value(model.row_of("headline"), "Typed before the end")
while context.tasks.running() or page.keeper._dirty:
    app.processEvents()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
def test_a_review_survives_a_kill(qtbot: QtBot, context: Context, archive: Archive, tmp_path: Path) -> None:
    files = [story(tmp_path, f"Story number {n}") for n in range(2)]
    folder = archive.folder
    archive.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), *map(str, files)], check=False, timeout=600,
        cwd=Path(__file__).parents[2], stderr=subprocess.PIPE,
    )  # fmt: skip
    assert done.returncode == -9, done.stderr
    with Archive.open(folder) as again:
        (batch,) = batches.unfinished(again)
        page = page_in(qtbot, context, again)
        page.resume(batch.id)
        settle(qtbot, context)
        assert len(page.model.items) == 2
        rows = page.review.model
        assert rows.data(rows.index(rows.row_of("headline"), 1)) == "Typed before the end"
        context.tasks.close()


def test_discarding_leaves_nothing_behind(
    qtbot: QtBot, context: Context, page: ImportPage, archive: Archive, tmp_path: Path
) -> None:
    before = logical(archive)
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    holder = QWidget()
    bar = BatchBar(context, lambda _number: None, holder)
    context.archive_changed.emit()
    settle(qtbot, context)
    bar.discard.click()
    settle(qtbot, context)
    assert not batches.every(archive)
    assert logical(archive) == before
    assert not any((archive.folder / "staging").rglob("*.*"))


def test_stop_go_on_and_take_back_all_of_it_with_one_undo(
    qtbot: QtBot, context: Context, page: ImportPage, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = logical(archive)
    page.add([story(tmp_path, f"Story number {n}") for n in range(12)])
    settle(qtbot, context)
    page.model.tick_all(page.model.items, True)
    stop_at(page, monkeypatch, 2)
    page.start_import()
    settle(qtbot, context)
    report = page.report
    assert report is not None
    done = len(report.imported)
    assert report.stopped
    assert 0 < done < 12
    assert len(titles(archive)) == done
    assert page.summary.title.text() == f"Stopped. {done} of 12 items were imported; {12 - done} were not."
    assert f"Undo the {done}" in page.summary.undo_button.text()
    page.summary.continue_button.click()
    settle(qtbot, context)
    assert len(titles(archive)) == 12
    assert [step.label for step in history.recent(archive)] == ["Import 12 articles"]
    assert page.summary.title.text() == "12 items were imported."
    assert "12 articles, 12 photos" in page.summary.words.text()
    context.feed.publish(history.undo(archive))
    settle(qtbot, context)
    assert logical(archive) == before
    assert not any(item.imported for item in page.model.items)


def test_the_list_is_narrowed_found_in_and_sorted(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    (tmp_path / "bad.html").write_bytes(b"\0\1\2" * 300)
    page.add([*(story(tmp_path, f"Story number {n}") for n in range(4)), tmp_path / "bad.html"])
    settle(qtbot, context)
    head, model = page.work.filter, page.model
    assert model.count_sorts()["unreadable"] == 1
    head.show_sort("unreadable")
    assert [item.name for item in model.shown] == ["bad.html"]
    head.show_sort("")
    QTest.keyClicks(head.box, "NUMBER 2")
    qtbot.waitUntil(lambda: len(model.shown) == 1)
    assert page.list.current() is model.shown[0]
    QTest.keyClick(head.box, Qt.Key.Key_Down)
    QTest.keyClick(head.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(model.shown) == 5)
    model.narrow(order="title")
    assert [item.title for item in model.shown][:2] == ["bad.html", "Story number 0"]
    assert model.items[0].title == "Story number 0"


def test_what_is_selected_is_left_out_and_accepted_together(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, f"Story number {n}") for n in range(4)])
    settle(qtbot, context)
    some = page.list.selectionModel()
    for row in (0, 2):
        some.select(page.model.index(row), QItemSelectionModel.SelectionFlag.Select)
    chosen = page.list.selected()
    assert len(chosen) == 2
    assert page.review.empty.isVisible()
    context.actions.run("review.skip")
    assert [item.ticked for item in page.model.items] == [item not in chosen for item in page.model.items]
    page.list.selectAll()
    context.actions.run("review.accept")
    assert all(item.accepted and item.ticked for item in page.model.items)


def test_an_article_that_changed_shows_what_the_catalogue_has(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    path = story(tmp_path, "The quay is empty")
    page.add([path])
    settle(qtbot, context)
    page.start_import(page.model.items)
    settle(qtbot, context)
    page.summary.more_pressed.emit()
    text = path.read_text(encoding="utf-8").replace("<h1>The quay is empty", "<h1>The quay is full again")
    path.write_text(text.replace("City Archive", "Town Archive"), encoding="utf-8")
    page.add([path])
    settle(qtbot, context)
    (item,) = page.model.items
    assert item.standing == "changed"
    assert page.model.count_sorts()["changed"] == 1
    present = page.review.model.present
    assert present["headline"].value == "The quay is empty"
    assert not present["headline"].same
    assert present["photo0.caption"].same
    assert not present["photo0.credit_line"].same
    assert not page.review.table.isColumnHidden(3)


def test_everything_certain_is_accepted_without_loading_it(
    qtbot: QtBot, context: Context, page: ImportPage, archive: Archive, tmp_path: Path
) -> None:
    page.add([story(tmp_path, f"Story number {n}") for n in range(3)])
    settle(qtbot, context)
    for item in page.model.items:
        item.take_draft(None)
    context.actions.run("review.accept_high")
    page.list.go(page.model.items[1])
    settle(qtbot, context)
    assert all(item.certain for item in page.model.items)
    assert page.review.model.rows
    page.start_import(page.model.items)
    settle(qtbot, context)
    assert len(titles(archive)) == 3


def test_finished_batches_are_listed_with_the_way_back(
    qtbot: QtBot, context: Context, page: ImportPage, archive: Archive, tmp_path: Path
) -> None:
    before = logical(archive)
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    page.start_import(page.model.items)
    settle(qtbot, context)
    listed = BatchesPage(context)
    qtbot.addWidget(listed)
    listed.show()
    listed.enter(context.view.now)
    settle(qtbot, context)
    (row,) = listed.rows
    row.buttons["Show records"].click()
    assert (context.view.now.place, context.view.now.place_id) == ("batch", row.batch.id)
    row.buttons["Undo import"].click()
    settle(qtbot, context)
    assert logical(archive) == before
    (row,) = listed.rows
    assert "Undo import" not in row.buttons
    row.buttons["Redo import"].click()
    settle(qtbot, context)
    assert titles(archive) == ["The quay is empty"]


def test_a_review_by_keys_alone(
    qtbot: QtBot, context: Context, page: ImportPage, archive: Archive, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty"), story(tmp_path, "The dome is open")])
    settle(qtbot, context)
    table = page.review.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_F2)
    box = table.focusWidget()
    assert box is not None
    QTest.keyClicks(box, "Ann Example")
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.items[0].decisions.keys() >= {"headline", page.review.model.rows[1].key})
    qtbot.wait(50)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert context.actions.run("review.accept")
    assert context.actions.run("review.accept")
    assert page.bottom.import_button.hasFocus() or page.focusWidget() is page.bottom.import_button
    QTest.keyClick(page.bottom.import_button, Qt.Key.Key_Return)
    settle(qtbot, context)
    assert titles(archive) == ["The dome is open", "The quay is empty"]
