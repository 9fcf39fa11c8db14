"""The tabs of photos, videos, appearances and files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Photo, PhotoUse, VideoUse
from archive_app.operations import works
from archive_app.store.archive import Archive
from archive_app.ui.appearance_card import AppearanceCard
from archive_app.ui.context import Context
from archive_app.ui.inspector import Inspector
from archive_app.ui.link_picker import LinkPicker
from archive_app.ui.link_popup import LinkPopup
from archive_app.ui.media_panel import embedded
from archive_app.ui.use_card import PhotoCard
from archive_app.ui.video_card import VideoCard
from tests.ui.inspecting import Ids, fill, pane, record, select, settle

# The offscreen platform has no keyboard for popups to grab.
POPUPS = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "Test", who="Tester")
    yield made
    made.close()


@pytest.fixture
def ids(archive: Archive) -> Ids:
    return fill(archive)


@pytest.fixture
def inspector(qtbot: QtBot, context: Context, archive: Archive, ids: Ids) -> Inspector:
    made = pane(qtbot, context, archive)
    select(qtbot, context, made, ids.article)
    return made


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "quay.png"
    Image.new("RGB", (40, 30), "navy").save(path)
    return path


def photo_card(inspector: Inspector) -> PhotoCard:
    inspector.show_tab("photos")
    card = inspector.photos.cards[0]
    assert isinstance(card, PhotoCard)
    return card


def test_tabs_count_what_they_hold(inspector: Inspector, qtbot: QtBot, context: Context, ids: Ids) -> None:
    labels = [inspector.tabs.tabText(number) for number in range(inspector.tabs.count())]
    assert labels == ["Details", "Photos 1", "Videos 1", "Rights", "History"]
    select(qtbot, context, inspector, ids.photo)
    labels = [inspector.tabs.tabText(number) for number in range(inspector.tabs.count())]
    assert labels == ["Details", "Appears in 1", "Files 0", "Rights", "History"]


def test_a_credit_line_is_understood_while_it_is_typed(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    card = photo_card(inspector)
    assert any("Tomas Reel" in one for one in card.parts.shown)
    editor = card.form.editors["credit_line"]
    editor.input.setFocus()
    QTest.keyClick(editor.input, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor.input, "Handout / Getty Images")
    assert "Handout" in card.parts.shown
    assert any("Getty Images" in one for one in card.parts.shown)
    use = record(archive, ids.photo_use)
    assert isinstance(use, PhotoUse)
    assert use.credit_line == "Photo: Tomas Reel / Reuters"  # not saved while typing
    card.form.editors["caption"].input.setFocus()
    settle(qtbot, context)
    use = record(archive, ids.photo_use)
    assert isinstance(use, PhotoUse)
    assert use.credit_line == "Handout / Getty Images"
    assert use.credit.flags == ("handout",)
    assert photo_card(inspector) is card  # the card stays, so typing goes on


def test_taking_a_photo_out_leaves_the_photo(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    photo_card(inspector).unlink_button.click()
    settle(qtbot, context)
    assert not inspector.photos.cards
    assert isinstance(record(archive, ids.photo), Photo)
    assert inspector.tabs.tabText(1) == "Photos 0"


def test_adding_a_photo_gives_it_a_card(qtbot: QtBot, context: Context, inspector: Inspector) -> None:
    inspector.show_tab("photos")
    inspector.photos.add()
    settle(qtbot, context)
    assert len(inspector.photos.cards) == 2


def test_a_video_is_told_with_its_status_and_the_words_that_mention_it(
    qtbot: QtBot, context: Context, archive: Archive, inspector: Inspector
) -> None:
    inspector.show_tab("videos")
    card = inspector.videos.cards[0]
    assert isinstance(card, VideoCard)
    assert card.form.editors["mention"].input.value() == "video below"
    assert "Only mentioned" in card.facts.text()
    assert "no copy held" in card.facts.text()
    assert card.link_button.isHidden()
    card.form.editors["mention"].take("complete film below")
    settle(qtbot, context)
    use = record(archive, card.form.record.id or 0) if card.form.record is not None else None
    assert isinstance(use, VideoUse)
    assert use.mention == "complete film below"


def test_a_photo_printed_twice_shows_both_captions(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    photo = record(archive, ids.photo)
    assert isinstance(photo, Photo)
    works.add_photo(archive, ids.other, photo, PhotoUse(caption="The quay, deserted", credit_line="City Archive"))
    select(qtbot, context, inspector, ids.photo)
    inspector.show_tab("appears")
    cards = [one for one in inspector.appears.cards if isinstance(one, AppearanceCard)]
    assert [one.form.editors["caption"].input.value() for one in cards] == [
        "Empty berths at the quay", "The quay, deserted",
    ]  # fmt: skip
    assert "The captions differ" in inspector.appears._remark.text()
    opened: list[int] = []
    cards[1].open_wanted.connect(opened.append)
    cards[1].open_button.click()
    assert opened == [ids.other]


def test_a_file_is_attached_and_its_loss_is_said_in_words(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector, picture: Path
) -> None:
    select(qtbot, context, inspector, ids.photo)
    inspector.show_tab("files")
    assert "No file is held" in inspector.files.empty.title
    inspector.files._attaching.attach(ids.photo, picture)
    settle(qtbot, context)
    photo = record(archive, ids.photo)
    assert isinstance(photo, Photo)
    assert photo.media_id is not None
    assert inspector.tabs.tabText(2) == "Files 1"
    kept = inspector.files._file()
    assert kept is not None
    kept.unlink()
    inspector.reload()
    settle(qtbot, context)
    assert "quay.png" in inspector.files.bar.text
    assert "not on disk" in inspector.files.bar.text
    assert inspector.files.attach_button.text() == "Locate…"
    inspector.files._attaching.attach(ids.photo, picture)
    settle(qtbot, context)
    assert inspector.files.bar.text == ""
    assert kept.is_file()


def test_embedded_metadata_is_shown_flat() -> None:
    assert embedded('{"iptc": {"Credit": "AP", "Keywords": ["a", "b"]}, "empty": ""}') == [
        ("iptc · Credit", "AP"), ("iptc · Keywords", "a; b"),
    ]  # fmt: skip
    assert embedded("not json") == []


@POPUPS
def test_a_photo_of_the_catalogue_is_linked_by_its_words(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    select(qtbot, context, inspector, ids.other)
    picker = LinkPicker(context, ids.other, inspector)
    QTest.keyClicks(picker.box, "berths")
    settle(qtbot, context)
    qtbot.waitUntil(lambda: picker.list.count() == 1, timeout=5000)
    assert "Empty berths" in picker.list.item(0).text()
    QTest.keyClick(picker.box, Qt.Key.Key_Return)
    settle(qtbot, context)
    with archive.read() as reader:
        assert [use.photo_id for use in reader.photo_uses(articles=[ids.other])] == [ids.photo]
    assert inspector.tabs.tabText(1) == "Photos 1"


@POPUPS
def test_only_web_addresses_are_opened(qtbot: QtBot, inspector: Inspector) -> None:
    good = LinkPopup("https://example.org/film?id=1", inspector)
    assert good.can_open
    assert good.findChildren(QLabel)[0].text() == "example.org"
    good.close()
    for address in ("file:///etc/passwd", "javascript:alert(1)", "example"):
        bad = LinkPopup(address, inspector)
        assert not bad.can_open
        assert not bad.open_button.isEnabled()
        bad.close()


def test_a_file_dropped_on_a_photo_is_attached(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector, picture: Path
) -> None:
    card = photo_card(inspector)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    card.dropEvent(QDropEvent(QPointF(20, 20), actions, data, buttons, keys))
    settle(qtbot, context)
    photo = record(archive, ids.photo)
    assert isinstance(photo, Photo)
    assert photo.media_id is not None
    assert "40 × 30" in card.file.text()
