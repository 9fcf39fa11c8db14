"""Long imports: the list grows without standing still, stopping keeps what is there, other sorts of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from archive_app.domain.errors import Cancelled, InputError
from archive_app.domain.records import Kind, Photo
from archive_app.operations import export, history, ingest
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.import_items import draft_item, trouble_item
from archive_app.ui.import_job import read_items
from archive_app.ui.import_page import ImportPage
from archive_app.ui.import_reader import AT_ONCE
from tests.ui.importing import item_of, page_of, settle, story


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


def test_stopping_keeps_what_has_been_read(qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path) -> None:
    page.add([story(tmp_path, f"Story number {n}") for n in range(4)])
    page.reader.stop()
    settle(qtbot, context)
    assert not page.reader.reading
    assert len(page.model.items) < 4
    assert not page.work.stop.isVisible()
    page.add([story(tmp_path, "Story number 9")])
    settle(qtbot, context)
    assert item_of(page, "number-9").title == "Story number 9"


def test_reading_reports_each_source_and_can_be_stopped_between_two(tmp_path: Path) -> None:
    paths = [story(tmp_path, f"Story number {n}") for n in range(4)]
    put: list[str] = []
    progress = Progress(lambda done, _total, _note: progress.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        read_items(paths, lambda item: put.append(item.title), progress=progress, processes=0)
    assert put == ["Story number 0", "Story number 1", "Story number 2"]


def test_two_hundred_items_come_some_at_a_time(qtbot: QtBot, context: Context, page: ImportPage) -> None:
    draft = ingest.read_text(page_of("One of many"))[0]
    items = [draft_item(draft, f"/nowhere/{n}.html") for n in range(200)]
    for n, item in enumerate(items):
        item.title = f"Story {n}"
    items[7:7] = [trouble_item("bad.html", "/nowhere/bad.html", InputError("Not text."))]
    page.reader._queue.extend(items)
    while page.reader._queue:
        before = len(page.model.items)
        page.reader._take_some()
        # At most so many at once: between two of them the window answers.
        assert len(page.model.items) - before <= AT_ONCE
    settle(qtbot, context)
    assert len(page.model.items) == 201


def test_pictures_become_photo_records_in_one_operation(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    for n in range(3):
        Image.new("RGB", (60, 40), (n * 40, 90, 120)).save(tmp_path / f"Quay {n}.png")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    page.add(sorted(tmp_path.glob("*.png")))
    settle(qtbot, context)
    assert {item.kind for item in page.model.items} == {"media"}
    page.start_import()
    settle(qtbot, context)
    with archive.read() as reader:
        photos = [one for one in reader.all_of(Kind.PHOTO) if isinstance(one, Photo)]
    assert sorted(one.title for one in photos if one.media_id) == ["Quay 0", "Quay 1", "Quay 2"]
    assert len(history.recent(archive)) == 1
    assert "broken.png" in page.summary.problems.text()


def test_an_export_of_ours_is_taken_back(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    ids = ingest.accept(archive, ingest.read_text(page_of("The quay is empty"))).articles
    path = tmp_path / "out.json"
    export.write(archive, ids, "json", path)
    history.undo(archive)
    page.add([path])
    settle(qtbot, context)
    assert page.model.items[0].kind == "bundle"
    page.start_import()
    settle(qtbot, context)
    with archive.read() as reader:
        assert len(list(reader.ids_of(Kind.ARTICLE, deleted=False))) == 1
    assert page.model.items[0].imported


def test_another_catalogue_starts_with_an_empty_list(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    context.set_archive(None)
    assert not page.model.items
    assert page.drop.isVisible()


def test_a_failed_item_can_be_tried_again(qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "later.html"
    page.add([path, story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    page.start_import(page.model.items)
    settle(qtbot, context)
    story(tmp_path, "Here at last", "later.html")
    page.summary.retry_button.click()
    settle(qtbot, context)
    assert item_of(page, "later.html").title == "Here at last"


def test_undo_from_the_menu_is_seen_here_too(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    page.start_import(page.model.items)
    settle(qtbot, context)

    def imported() -> bool:
        return page.model.items[0].imported

    assert imported()
    context.feed.publish(history.undo(archive))
    settle(qtbot, context)
    assert not imported()
    assert not page.summary.undo_button.isEnabled()
    context.feed.publish(history.redo(archive))
    settle(qtbot, context)
    assert imported()
    assert page.summary.undo_button.isEnabled()
