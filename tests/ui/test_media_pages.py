"""The pages about files: what a file says, the check of the kept files, watched folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Photo
from archive_app.operations import history, media_intake, watching
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.files_page import FilesPage
from archive_app.ui.metadata_page import MetadataPage
from archive_app.ui.view_state import State
from archive_app.ui.watch_page import WatchPage
from tests.formats.pictures import dataset, jpeg, packet


@pytest.fixture
def archive(context: Context, tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "test", who="Tester") as made:
        context.set_archive(made)
        yield made
        context.tasks.close()


@pytest.fixture
def photo(archive: Archive, tmp_path: Path) -> int:
    path = tmp_path / "photo.jpg"
    caption = "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>The old pier</rdf:li></rdf:Alt></dc:description>"
    path.write_bytes(jpeg(iim=dataset(2, 120, b"The new pier"), xmp=packet(caption)))
    [(_path, number)] = media_intake.make_works(archive, [path]).made
    return number


def _photo(archive: Archive, number: int) -> Photo:
    with archive.read() as reader:
        record = reader.record(number)
    assert isinstance(record, Photo)
    return record


def test_layers_are_listed_and_one_can_be_taken(qtbot: QtBot, context: Context, archive: Archive, photo: int) -> None:
    page = MetadataPage(context)
    qtbot.addWidget(page)
    page.enter(State(record=photo))
    qtbot.waitUntil(lambda: page.tree.topLevelItemCount() > 0, timeout=20_000)
    top = page.tree.topLevelItem(0)
    assert top is not None
    assert (top.text(0), top.text(1)) == ("Caption", "The old pier")
    other = top.child(0)
    assert other is not None
    assert other.text(1) == "The new pier"
    assert top.isExpanded(), "where layers differ, all are seen"
    assert not page.use.isEnabled()
    other.setSelected(True)
    assert page.use.isEnabled()
    page.use.click()
    qtbot.waitUntil(lambda: _photo(archive, photo).description == "The new pier", timeout=20_000)
    history.undo(archive)
    assert _photo(archive, photo).description == "The old pier"


def test_a_lost_file_is_told_in_words(qtbot: QtBot, context: Context, archive: Archive, photo: int) -> None:
    for path in archive.media.walk():
        path.unlink()
    page = MetadataPage(context)
    qtbot.addWidget(page)
    page.enter(State(record=photo))
    qtbot.waitUntil(lambda: not page.empty.isHidden(), timeout=20_000)
    assert page.tree.isHidden()


def test_the_files_are_checked_and_found_again(
    qtbot: QtBot, context: Context, archive: Archive, photo: int, tmp_path: Path
) -> None:
    page = FilesPage(context)
    qtbot.addWidget(page)
    page.enter(State())
    qtbot.waitUntil(lambda: "never" in page.title.text())
    page.run()
    qtbot.waitUntil(lambda: not page.running and "as it was" in page.title.text(), timeout=20_000)
    [kept] = archive.media.walk()
    kept.unlink()
    page.run(gone=True)
    qtbot.waitUntil(lambda: page.list.count() == 1, timeout=20_000)
    item = page.list.item(0)
    assert item is not None
    assert "photo.jpg" in item.text()
    page.look_in(tmp_path)
    qtbot.waitUntil(lambda: not page.running and "back" in page.title.text(), timeout=20_000)
    assert kept.is_file()
    content = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(bytes(len(content)))
    page.look_in(tmp_path / "nowhere", backup=True)
    qtbot.waitUntil(lambda: not page.running and "no such folder" in page.sentence.text())
    page.look_in(tmp_path, backup=True)
    qtbot.waitUntil(lambda: not page.running and "back" in page.title.text())
    assert kept.read_bytes() == content


def test_a_folder_is_watched_changed_and_left(qtbot: QtBot, context: Context, archive: Archive, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    page = WatchPage(context)
    qtbot.addWidget(page)
    page.show()
    page.enter(State())
    page.watch(inbox)
    qtbot.waitUntil(lambda: len(page.rows) == 1, timeout=20_000)
    page.rows[0].names.setText("*.jpg")
    QTest.keyClick(page.rows[0].names, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: watching.folders(archive)[0].names == ("*.jpg",), timeout=20_000)
    qtbot.waitUntil(lambda: page.rows[0].folder.names == ("*.jpg",), timeout=20_000)
    inbox.rename(tmp_path / "unplugged")
    page.look()
    qtbot.waitUntil(lambda: page.rows[0].away)
    assert any("away" in label.text() for label in page.rows[0].findChildren(QLabel))
    (tmp_path / "unplugged").rename(inbox)
    page.look()
    qtbot.waitUntil(lambda: not page.rows[0].away)
    page.rows[0].enabled.click()
    qtbot.waitUntil(lambda: not watching.folders(archive)[0].enabled, timeout=20_000)
    page.remove(watching.folders(archive)[0])
    qtbot.waitUntil(lambda: not page.rows, timeout=20_000)
    assert watching.folders(archive) == []
