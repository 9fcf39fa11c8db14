"""What comes after an import, and what is not imported from the list itself: summaries, updated records, tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article, Kind, Record
from archive_app.operations import edit, find
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.import_page import ImportPage
from tests.ui.importing import item_of, settle, stop_at, story


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "small.archive")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> ImportPage:
    context.actions.set_situation(lambda: frozenset({"open", "writable", "startable"}))
    context.set_archive(archive)
    made = ImportPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    return made


def records(archive: Archive) -> dict[int, Record]:
    with archive.read() as reader:
        return {one.id or 0: one for one in reader.all_of(Kind.ARTICLE)}


def test_after_going_on_the_summary_tells_of_earlier_problems_too(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "broken.jpg"
    bad.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    page.add([bad, *(story(tmp_path, f"Story number {n}") for n in range(6))])
    settle(qtbot, context)
    page.model.tick_all(page.model.items, True)
    stop_at(page, monkeypatch, 3)
    page.start_import()
    settle(qtbot, context)
    assert page.summary.title.text().startswith("Stopped.")
    assert "broken.jpg" in page.summary.problems.text()
    page.summary.continue_button.click()
    settle(qtbot, context)
    assert page.summary.title.text() == "6 items were imported."
    assert "broken.jpg" in page.summary.problems.text()
    assert not page.summary.continue_button.isVisible()


def test_a_batch_taken_up_again_is_summed_up_as_a_whole(
    qtbot: QtBot, context: Context, page: ImportPage, archive: Archive, tmp_path: Path
) -> None:
    page.add([story(tmp_path, f"Story number {n}") for n in range(3)])
    settle(qtbot, context)
    page.start_import(page.model.items[:2])
    settle(qtbot, context)
    assert page.keeper.batch is not None
    number = page.keeper.batch.id
    page.begin_anew()
    page.resume(number)
    settle(qtbot, context)
    page.start_import(page.model.items)
    settle(qtbot, context)
    assert page.summary.title.text() == "3 items were imported."
    assert "3 articles" in page.summary.words.text()


def test_tables_of_a_folder_are_items_to_be_opened(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    folder = tmp_path / "box"
    folder.mkdir()
    story(folder, "The quay is empty")
    table = folder / "shelf.csv"
    table.write_text("Headline,Date\nThe quay,1978\n", encoding="utf-8")
    page.add([folder])
    settle(qtbot, context)
    item = item_of(page, "shelf.csv")
    assert (item.state, item.error, item.can_import) == ("table", None, False)
    assert "1 table" in page.work.counts.toolTip()
    assert page.model.count_states()["unreadable"] == 0
    page.list.go(item)
    qtbot.wait(50)
    buttons = {one.text(): one for one in page.review.empty.findChildren(QPushButton) if one.isVisible()}
    buttons["Open as table…"].click()
    assert context.tables == [table]
    assert context.view.now.page == "table"


def test_files_that_are_left_out_are_told(qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path) -> None:
    folder = tmp_path / "box"
    folder.mkdir()
    story(folder, "The quay is empty")
    for name in ("Thumbs.db", "setup.exe", "tool.exe"):
        (folder / name).write_bytes(b"MZ")
    told: list[str] = []
    context.told.connect(lambda notice: told.append(notice.text))
    page.add([folder])
    settle(qtbot, context)
    assert len(page.model.items) == 1
    (words,) = told
    assert words.startswith("3 files were left out: 2 × it is a program by its name; the system keeps it for itself.")


def test_a_picture_that_the_catalogue_holds_is_not_ticked(
    qtbot: QtBot, context: Context, page: ImportPage, archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "crane.png"
    Image.new("RGB", (60, 40), (20, 90, 120)).save(path)
    page.add([path])
    settle(qtbot, context)
    page.start_import(page.model.items)
    settle(qtbot, context)
    page.summary.more_pressed.emit()
    page.add([path])
    settle(qtbot, context)
    (item,) = page.model.items
    assert (item.state, item.words) == ("duplicate", "Known: the same file")
    bar = page.review.duplicates
    assert bar.isVisible()
    assert not bar.version.isVisible()
    assert not bar.different.isVisible()
    bar.anyway.click()
    assert item.ticked


def test_an_article_that_changed_updates_its_record(
    qtbot: QtBot, context: Context, page: ImportPage, archive: Archive, tmp_path: Path
) -> None:
    path = story(tmp_path, "The quay is empty")
    page.add([path])
    settle(qtbot, context)
    page.start_import(page.model.items)
    settle(qtbot, context)
    page.summary.more_pressed.emit()
    (number,) = [n for n, record in records(archive).items() if isinstance(record, Article)]
    edit.set_field(archive, number, "headline", "An empty quay")
    text = path.read_text(encoding="utf-8").replace("<h1>The quay is empty", "<h1>The quay is full again")
    path.write_text(text.replace("another week", "another month"), encoding="utf-8")
    page.add([path])
    settle(qtbot, context)
    (item,) = page.model.items
    bar, table = page.review.duplicates, page.review.model
    headline = table.row_of("headline")
    assert table.present["headline"].person
    assert table.is_taken(headline)
    bar.update_record.click()
    assert bar.update_record.isChecked()
    assert item.words.startswith(f"Updates no. {number}")
    assert not table.is_taken(headline)  # what a person wrote stays, unless the new value is ticked
    bar.anyway.click()
    assert table.is_taken(headline)
    bar.update_record.click()
    page.start_import()
    settle(qtbot, context)
    assert "1 record was updated" in page.summary.words.text()
    after = records(archive)[number]
    assert isinstance(after, Article)
    assert after.headline == "An empty quay"
    assert "another month" in " ".join(after.body)
    assert [n for n, record in records(archive).items() if isinstance(record, Article)] == [number]
    page.summary.show_pressed.emit()
    assert context.view.now.place == "batch"
    place = context.view.now.place_id  # the batch's items are written behind the window
    qtbot.waitUntil(lambda: (number, number) in find.import_runs(archive, place), timeout=10_000)
