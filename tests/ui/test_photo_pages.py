"""Photos side by side: compared, reviewed as duplicates, merged; their printings; neighbours decoded ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Photo, PhotoUse, Video, VideoUse
from archive_app.operations import works
from archive_app.settings import Settings
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.compare_page import ComparePage
from archive_app.ui.photo_pairs_page import PhotoPairsPage
from archive_app.ui.photo_viewer import PhotoViewer
from archive_app.ui.preferences import Preferences
from archive_app.ui.printings_page import PrintingsPage
from archive_app.ui.video_panel import VideoPanel
from archive_app.ui.video_times import TimeButtons
from tests.make import a_photo, add, an_article
from tests.operations.pictures import ALTERED, file_of, scene

WAIT = 10_000


@dataclass(frozen=True)
class Made:
    folder: Path
    berths: int  # printed in two articles
    small: int  # the same picture, smaller
    cranes: int  # another one
    film: int


@pytest.fixture
def made(tmp_path: Path) -> Made:
    archive = Archive.create(tmp_path / "Photos")
    early, late, berths, small, cranes, film = add(
        archive, an_article("Strike", publisher="Courier", published="1978-03-14"),
        an_article("A look back", publisher="Gazette", published="1998"), a_photo("Berths"), a_photo("Berths, small"),
        a_photo("Cranes"), Video(title="Pickets", duration=60.0, notes="0:12 The gate"),
    )  # fmt: skip
    for number, picture in ((berths, scene(1)), (small, ALTERED["half size"](scene(1))), (cranes, scene(2))):
        works.attach_media(archive, number, file_of(picture, tmp_path / f"{number}.jpg", quality=90))
    with archive.read() as reader:
        photos = reader.of_type(Photo, [berths, small])
        kept = reader.record(film)
    works.add_photo(archive, early, photos[berths], PhotoUse(caption="Berths at the north quay", credit_line="Lens"))
    works.add_photo(archive, late, photos[berths], PhotoUse(caption="Berths at the south quay", credit_line="Lens"))
    works.add_photo(archive, late, photos[small], PhotoUse(caption="The quay", credit_line="Lens"))
    assert isinstance(kept, Video)
    works.add_video(archive, early, kept, VideoUse(mention="as our film shows (0:20, and 14:30)"))
    archive.close()
    return Made(archive.folder, berths, small, cranes, film)


@pytest.fixture
def app(qtbot: QtBot, light: theme.Theme, made: Made) -> Iterator[Application]:
    opened = Application(Preferences(Settings()))
    qtbot.addWidget(opened.window)
    opened.window.resize(1440, 900)
    opened.window.show()
    opened.open(made.folder)
    model = opened.window.results.model
    qtbot.waitUntil(lambda: model.rowCount() == 6 and model.row(0) is not None, timeout=WAIT)
    yield opened
    opened.close()


def compared(qtbot: QtBot, app: Application, *photos: int) -> ComparePage:
    app.window.context.view.select(photos)
    assert app.window.context.actions.run("photo.compare")
    page = app.window.centre.currentWidget()
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(
        lambda: len(page.cards) == len(photos) and not any(card.canvas.empty for card in page.cards), timeout=WAIT
    )
    return page


def test_compared_photos_are_zoomed_and_moved_together(qtbot: QtBot, app: Application, made: Made) -> None:
    page = compared(qtbot, app, made.berths, made.small)
    one, other = (card.canvas for card in page.cards)
    qtbot.waitUntil(lambda: one.sharpness == 600 and other.sharpness == 300, timeout=WAIT)
    one.zoom_to(2.0)
    one.pan(60, 30)
    assert abs(other.place.shown - one.place.shown) < 12, "as large on the screen, though half as wide"
    assert abs(other.place.across - one.place.across) < 0.02
    assert abs(other.place.down - one.place.down) < 0.02
    page.together.setChecked(False)
    one.zoom_to(4.0)
    assert other.place.shown <= one.place.shown / 2
    QTest.keyClick(page.photos, Qt.Key.Key_0)
    assert one.fitted
    assert other.fitted


def test_differences_of_compared_photos_are_marked(qtbot: QtBot, app: Application, made: Made) -> None:
    page = compared(qtbot, app, made.berths, made.small)
    one, other = (card.labels for card in page.cards)
    assert one["Caption"].marked
    assert "north" in one["Caption"].marked
    assert not one["Credit line"].marked
    assert other["Pixels"].marked == "300 × 200"
    assert page.said.text().endswith("differences")
    assert "Different: " in one["Caption"].accessibleName()


def pairs_page(qtbot: QtBot, app: Application) -> PhotoPairsPage:
    assert app.window.context.actions.run("tools.duplicate_photos")
    page = app.window.centre.currentWidget()
    assert isinstance(page, PhotoPairsPage)
    qtbot.waitUntil(lambda: len(page.pairs) == 1 and page.desk.pair is not None, timeout=WAIT)
    return page


def test_alike_photos_are_found_and_told_apart(qtbot: QtBot, app: Application, made: Made) -> None:
    page = pairs_page(qtbot, app)
    assert page.desk.pair == (made.berths, made.small)
    assert "looks the same" in page.words.text()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: page.pairs == (), timeout=WAIT)
    assert app.window.context.actions.run("edit.undo")
    qtbot.waitUntil(lambda: len(page.pairs) == 1, timeout=WAIT)


def test_two_photos_become_one_as_chosen(qtbot: QtBot, app: Application, made: Made) -> None:
    page = pairs_page(qtbot, app)
    with qtbot.waitSignal(page.desk.asked, timeout=WAIT):
        page.desk.merge_button.click()
    panel = page.desk.panel
    assert panel.choices == {"title": "kept", "media_id": "kept"}
    panel.groups["title"].button(1).setChecked(True)
    assert "Come along: 1 printing" in panel.said.text()
    with qtbot.waitSignal(page.desk.decided, timeout=WAIT):
        panel.go.click()
    qtbot.waitUntil(lambda: page.pairs == (), timeout=WAIT)
    archive = app.window.context.archive
    assert archive is not None
    with archive.read() as reader:
        kept, gone = (reader.of_type(Photo, [n])[n] for n in (made.berths, made.small))
        assert (kept.title, bool(gone.deleted)) == ("Berths, small", True)
        assert len(reader.photo_uses(photos=[made.berths])) == 3


def test_the_other_record_may_stay(qtbot: QtBot, app: Application, made: Made) -> None:
    page = compared(qtbot, app, made.berths, made.small)
    assert app.window.context.actions.run("record.merge")
    qtbot.waitUntil(page.desk.panel.isVisible, timeout=WAIT)
    with qtbot.waitSignal(page.desk.asked, timeout=WAIT):
        page.desk.panel.swap.click()
    assert f"no. {made.small} stays" in page.desk.panel.said.text()
    assert page.desk.panel.choices["media_id"] == "other", "the larger file is proposed whichever record stays"


def test_similar_photos_are_searched_for(qtbot: QtBot, app: Application, made: Made) -> None:
    app.window.context.view.select((made.berths,))
    assert app.window.context.actions.run("photo.similar")
    model = app.window.results.model
    qtbot.waitUntil(lambda: sorted(model.ids) == sorted((made.berths, made.small)), timeout=WAIT)


def test_printings_stand_side_by_side_with_their_differences(qtbot: QtBot, app: Application, made: Made) -> None:
    app.window.context.view.select((made.berths,))
    assert app.window.context.actions.run("photo.printings")
    page = app.window.centre.currentWidget()
    assert isinstance(page, PrintingsPage)
    qtbot.waitUntil(lambda: len(page.cards) == 2, timeout=WAIT)
    assert [card.labels["Caption"].marked for card in page.cards] == ["north", "south"]
    assert [card.labels["Credit line"].marked for card in page.cards] == ["", ""]


def test_neighbours_are_decoded_ahead(qtbot: QtBot, app: Application, made: Made) -> None:
    view = app.window.context.view
    view.open_record(made.small)
    qtbot.waitUntil(lambda: isinstance(app.window.centre.currentWidget(), PhotoViewer), timeout=WAIT)
    viewer = app.window.centre.currentWidget()
    assert isinstance(viewer, PhotoViewer)
    qtbot.waitUntil(lambda: len(viewer.series) == 3, timeout=WAIT)
    at = list(viewer.series).index(made.small)
    neighbour = viewer.series[at + 1 if at < 2 else at - 1]
    archive = app.window.context.archive
    assert archive is not None
    with archive.read() as reader:
        sha = reader.pictures.file_of(neighbour)
    qtbot.waitUntil(lambda: viewer.ahead.get(sha) is not None, timeout=WAIT)
    viewer.turn_to(1 if at < 2 else -1)
    qtbot.waitUntil(lambda: viewer._news is not None and viewer.record == neighbour, timeout=WAIT)
    assert viewer._news is viewer.ahead.get(sha), "nothing is decoded again"


def test_escape_leaves_the_full_screen_before_the_photo(qtbot: QtBot, app: Application, made: Made) -> None:
    app.window.context.view.open_record(made.cranes)
    qtbot.waitUntil(lambda: app.window.centre.name == "photo", timeout=WAIT)
    app.window.context.actions.run("view.full_screen")
    was_alone = app.window.alone
    QTest.keyClick(app.window, Qt.Key.Key_Escape)
    assert (was_alone, app.window.alone) == (True, False)
    assert app.window.centre.name == "photo"
    QTest.keyClick(app.window, Qt.Key.Key_Escape)
    assert app.window.centre.name == "browse"


def test_times_of_notes_and_mentions_lead_into_the_film(
    qtbot: QtBot, app: Application, made: Made, tmp_path: Path
) -> None:
    app.window.context.view.open_record(made.film)
    qtbot.waitUntil(lambda: app.window.centre.name == "video", timeout=WAIT)
    panel = app.window.centre.currentWidget()
    assert isinstance(panel, VideoPanel)
    qtbot.waitUntil(lambda: panel.title.text() == "Pickets", timeout=WAIT)
    assert panel.findChildren(TimeButtons) == [], "without a copy there is nowhere to go"
    assert app.window.context.actions.reason("video.note_time")
    gone: list[float] = []
    panel._file = tmp_path / "film.mp4"
    panel.play_file = gone.append  # type: ignore[assignment,method-assign]  # no film is played in a test
    assert panel._page is not None
    panel._show_mentions(panel._page)
    named = [one for box in panel.findChildren(TimeButtons) for one in box.buttons]
    assert [one.text().strip() for one in named] == ["0:12 The gate", "0:20"]
    for one in named:
        one.click()
    assert gone == [12, 20]
