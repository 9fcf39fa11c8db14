"""The photo viewer and the video panel on real pictures: zoom, neighbours, words, and files that are missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.settings import Settings
from archive_app.ui import photo_loading, theme
from archive_app.ui.app import Application
from archive_app.ui.compare_page import ComparePage
from archive_app.ui.photo_canvas import MOST, PhotoCanvas
from archive_app.ui.photo_printings import Line
from archive_app.ui.photo_viewer import PhotoViewer
from archive_app.ui.preferences import Preferences
from archive_app.ui.video_panel import VideoPanel
from tests.ui.gallery import LONG, Gallery, make_gallery

WAIT = 5000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return make_gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture
def gallery(made: Gallery, tmp_path: Path) -> Gallery:
    """Each test has a copy of its own."""
    return replace(made, folder=Path(shutil.copytree(made.folder, tmp_path / made.folder.name)))


@pytest.fixture
def app(qtbot: QtBot, light: theme.Theme, gallery: Gallery) -> Iterator[Application]:
    opened = Application(Preferences(Settings()))
    qtbot.addWidget(opened.window)
    opened.window.resize(1440, 900)
    opened.window.show()
    opened.open(gallery.folder)
    qtbot.waitUntil(lambda: opened.window.results.model.rowCount() == 7, timeout=WAIT)
    qtbot.waitUntil(lambda: opened.window.results.model.row(0) is not None, timeout=WAIT)
    yield opened
    opened.close()


def look_at(qtbot: QtBot, app: Application, record: int) -> PhotoViewer:
    """Open a photo and wait until its words and its series are there."""
    app.window.context.view.open_record(record)
    qtbot.waitUntil(lambda: isinstance(app.window.centre.currentWidget(), PhotoViewer), timeout=WAIT)
    viewer = app.window.centre.currentWidget()
    assert isinstance(viewer, PhotoViewer)
    qtbot.waitUntil(lambda: viewer.record == record and record in viewer.series, timeout=WAIT)
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is not viewer.waiting, timeout=WAIT)
    return viewer


def full(qtbot: QtBot, viewer: PhotoViewer) -> PhotoCanvas:
    """Wait for the whole picture."""
    qtbot.waitUntil(lambda: viewer._news is not None and viewer._news.state == "full", timeout=WAIT)
    return viewer.canvas


def test_a_photo_fits_the_window_and_keeps_fitting(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    canvas = full(qtbot, look_at(qtbot, app, gallery.wide))
    seen = canvas.mapFromScene(canvas._picture()).boundingRect()
    assert canvas.fitted
    assert canvas.viewport().rect().contains(seen)
    assert seen.width() > canvas.viewport().width() - 40
    before = canvas.scale_now
    app.window.resize(1100, 800)
    qtbot.waitUntil(lambda: canvas.scale_now < before, timeout=WAIT)
    assert canvas.viewport().rect().contains(canvas.mapFromScene(canvas._picture()).boundingRect())


def test_the_wheel_with_ctrl_enlarges_what_is_under_the_pointer(
    qtbot: QtBot, app: Application, gallery: Gallery
) -> None:
    canvas = full(qtbot, look_at(qtbot, app, gallery.wide))
    canvas.zoom_to(1.0)
    pointer = QPoint(120, 90)
    under = canvas.mapToScene(pointer)
    before = canvas.scale_now
    turn(canvas, pointer, 120)
    assert canvas.scale_now > before
    after = canvas.mapToScene(pointer)
    assert abs(after.x() - under.x()) <= 2
    assert abs(after.y() - under.y()) <= 2
    assert not canvas.fitted


def turn(canvas: PhotoCanvas, at: QPoint, by: int) -> None:
    where = QPointF(at)
    event = QWheelEvent(
        where, QPointF(canvas.viewport().mapToGlobal(at)), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


def test_keys_enlarge_fit_and_show_the_own_size(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    viewer = look_at(qtbot, app, gallery.wide)
    canvas = full(qtbot, viewer)
    canvas.setFocus()
    fitted = canvas.scale_now
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.scale_now > fitted
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.scale_now == pytest.approx(fitted)
    QTest.keyClick(canvas, Qt.Key.Key_1)
    assert canvas.scale_now == 1.0
    assert viewer.header.zoom.text() == "100\u202f%"
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.fitted


def test_zoom_has_limits_and_turning_keeps_the_whole_photo_in_sight(
    qtbot: QtBot, app: Application, gallery: Gallery
) -> None:
    canvas = full(qtbot, look_at(qtbot, app, gallery.tall))
    for _ in range(60):
        canvas.zoom_by(2)
    assert canvas.scale_now == MOST
    for _ in range(90):
        canvas.zoom_by(0.5)
    assert canvas.scale_now <= canvas.fit_scale()
    canvas.fit()
    app.window.context.actions.run("photo.rotate")
    assert canvas.turned == 90
    seen = canvas.mapFromScene(canvas._picture()).boundingRect()
    assert seen.width() > seen.height()
    assert canvas.viewport().rect().contains(seen)


def test_the_preview_gives_way_to_the_full_picture_without_moving(
    qtbot: QtBot, app: Application, gallery: Gallery
) -> None:
    canvas = PhotoCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    preview = QImage(160, 100, QImage.Format.Format_RGB32)
    preview.fill(Qt.GlobalColor.red)
    canvas.show_image(preview, QSize(1600, 1000))
    canvas.zoom_to(0.8, QPointF(100, 100))
    place = canvas.mapToScene(QPoint(50, 50))
    canvas.show_image(preview.scaled(1600, 1000), QSize(1600, 1000), keep=True)
    assert canvas.scale_now == pytest.approx(0.8)
    after = canvas.mapToScene(QPoint(50, 50))
    assert abs(after.x() - place.x()) <= 2


def test_a_reduced_picture_is_painted_from_a_smaller_one(qtbot: QtBot) -> None:
    stripes = QImage(2000, 1000, QImage.Format.Format_RGB32)
    stripes.fill(Qt.GlobalColor.white)
    for x in range(0, 2000, 2):
        for y in range(1000):
            stripes.setPixel(x, y, 0xFF000000)
    levels = photo_loading.smaller(stripes)
    assert [one.width() for one in levels] == [1000, 500]
    canvas = PhotoCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(424, 300)
    canvas.show_image(stripes, stripes.size(), smaller=levels)
    canvas.show()
    seen = canvas.grab().toImage()
    middle = [seen.pixelColor(x, 150).lightness() for x in range(180, 240)]
    assert max(middle) - min(middle) < 40, "black and white lines become an even grey, not a pattern"
    assert 90 < sum(middle) / len(middle) < 170


def test_arrows_go_through_the_photos_of_the_results(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    viewer = look_at(qtbot, app, gallery.wide)
    series = list(viewer.series)
    assert sorted(series) == sorted((gallery.wide, gallery.tall, gallery.lost, gallery.bare))
    view = app.window.context.view
    viewer.turn_to(-len(series))
    assert viewer.record == gallery.wide, "there is nothing so far before the first"
    view.turn_to(series[0])
    viewer.canvas.setFocus()
    for expected in series[1:]:
        QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
        assert viewer.record == expected
        assert view.now.selected == (expected,)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
    assert viewer.record == series[-1]
    assert viewer.header.place.text() == f"{len(series)} of {len(series)}"
    view.back()
    qtbot.waitUntil(lambda: app.window.centre.name == "browse", timeout=WAIT)


def test_a_photo_opened_from_its_article_goes_through_that_article(
    qtbot: QtBot, app: Application, gallery: Gallery
) -> None:
    view = app.window.context.view
    view.open_record(gallery.article)
    qtbot.waitUntil(lambda: app.window.centre.name == "read", timeout=WAIT)
    viewer = look_at(qtbot, app, gallery.lost)
    qtbot.waitUntil(
        lambda: list(viewer.series) == [gallery.wide, gallery.tall, gallery.lost, gallery.bare], timeout=WAIT
    )


def test_caption_credit_and_verdict_stand_under_the_photo(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    viewer = look_at(qtbot, app, gallery.wide)
    qtbot.waitUntil(lambda: bool(viewer.words.caption_text), timeout=WAIT)
    assert viewer.words.caption_text == "Empty berths at dawn"
    assert viewer.words.credit.text() == "Photo: Tomas Reel / Northlight Press"
    assert viewer.words.chip.accessibleName().startswith("May be published")
    assert viewer.canvas.accessibleDescription() == "Cranes stand still"
    viewer.words.copy.click()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "Photo: Tomas Reel / Northlight Press", timeout=WAIT)


def test_a_long_caption_is_folded_to_three_lines_until_asked_for(
    qtbot: QtBot, app: Application, gallery: Gallery
) -> None:
    words = look_at(qtbot, app, gallery.tall).words
    qtbot.waitUntil(lambda: words.caption_text == LONG, timeout=WAIT)
    line = words.caption.fontMetrics().lineSpacing()
    assert words.more.isVisible()
    assert words.more.text() == "More"
    assert words._scroll.height() <= 3 * line + 6
    words.more.click()
    assert words.more.text() == "Less"
    assert words._scroll.height() > 3 * line + 6


def lines_high(widget: QWidget) -> int:
    return widget.fontMetrics().lineSpacing()


def test_every_printing_is_listed_with_its_own_words(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    words = look_at(qtbot, app, gallery.wide).words
    qtbot.waitUntil(lambda: words.printed.text() == "Printed as: 2 ways", timeout=WAIT)
    words.printed.click()
    lines = [line.text for line in words.printings.findChildren(Line)]
    assert "“Empty berths at dawn”" in lines
    assert "“The port, years ago”" in lines
    named = "Show this caption: The port, years ago"
    [other] = [one for one in words.printings.findChildren(QPushButton) if one.accessibleName() == named]
    height = words.printings.height()
    assert height > 2 * lines_high(words.printings)
    still_there: list[bool] = []
    other.clicked.connect(lambda: still_there.append(shiboken6.isValid(other)))
    other.click()
    assert still_there == [True], "a button must outlive its own press"
    assert words.caption_text == "The port, years ago"
    qtbot.waitUntil(lambda: not shiboken6.isValid(other), timeout=WAIT)
    assert len(words.printings.findChildren(Line)) == len(lines)
    assert words.printings.height() == height
    assert "Gazette archive" in words.printed_credit.text()
    assert words.credit.text() == "Photo: Tomas Reel / Northlight Press"


def test_a_missing_file_is_told_in_words_and_its_words_stay(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    viewer = look_at(qtbot, app, gallery.lost)
    qtbot.waitUntil(lambda: viewer.instead.title == "The file is missing", timeout=WAIT)
    assert "lost.jpg" in viewer.instead.accessibleName()
    assert any(one.text() == "Locate…" for one in viewer.instead.findChildren(QPushButton))
    assert viewer.words.caption_text == "The comet in January"
    viewer.attach(gallery.lost_file)
    qtbot.waitUntil(lambda: viewer._news is not None and viewer._news.state == "full", timeout=WAIT)
    assert viewer.stack.currentWidget() is viewer.canvas
    assert not viewer.bar.text, "the same file came back, so there is nothing to warn of"


def test_a_photo_without_a_file_says_so(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    viewer = look_at(qtbot, app, gallery.bare)
    assert viewer.instead.title == "No file is kept of this photo"
    assert viewer.words.caption.alignment() & Qt.AlignmentFlag.AlignRight


def test_a_huge_picture_is_asked_about(
    qtbot: QtBot, app: Application, gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_loading, "ASK_PIXELS", 500_000)
    viewer = look_at(qtbot, app, gallery.wide)
    qtbot.waitUntil(lambda: "very large" in viewer.bar.text, timeout=WAIT)
    assert viewer._news is not None
    assert viewer._news.image.width() < 1600
    viewer.bar._button.click()
    assert full(qtbot, viewer).sharpness == 1600


def test_space_looks_and_comes_back(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    app.window.results.select([gallery.wide])
    view = app.window.results.view()
    app.window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(app.window.context.actions["record.look"].isEnabled, timeout=WAIT)
    QTest.keyClick(view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: app.window.centre.name == "photo", timeout=WAIT)
    viewer = app.window.centre.currentWidget()
    assert viewer is not None
    QTest.keyClick(viewer, Qt.Key.Key_Space)
    assert app.window.centre.name == "browse"


def test_photos_are_compared_side_by_side(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    actions, view = app.window.context.actions, app.window.context.view
    view.select((gallery.wide,))
    assert actions.reason("photo.compare")
    view.select((gallery.wide, gallery.tall))
    assert actions.run("photo.compare")
    page = app.window.centre.currentWidget()
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: len(page.cards) == 2 and not any(card.canvas.empty for card in page.cards), timeout=WAIT)


def test_a_video_says_what_is_kept_and_where_it_is_mentioned(qtbot: QtBot, app: Application, gallery: Gallery) -> None:
    app.window.context.view.open_record(gallery.video)
    qtbot.waitUntil(lambda: app.window.centre.name == "video", timeout=WAIT)
    panel = app.window.centre.currentWidget()
    assert isinstance(panel, VideoPanel)
    qtbot.waitUntil(lambda: panel.title.text() == "Pickets at the gate", timeout=WAIT)
    assert panel.status.text() == "No copy is kept — a link only."
    assert "video.example" in panel.link.text()
    actions = app.window.context.actions
    assert actions.reason("video.play")
    assert not actions.reason("video.link")
    assert isinstance(actions["video.link"], QAction)
