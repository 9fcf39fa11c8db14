"""Catalogues opened lately, closing, the sample's bar and its ways out, and the page of the check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.errors import InputError
from archive_app.operations import sample
from archive_app.settings import Settings
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.app import Application, sample_catalogue
from archive_app.ui.check_page import CheckPage
from archive_app.ui.preferences import Preferences
from tests.make import add, an_article
from tests.ui.gallery import make_gallery

WAIT = 8000


@pytest.fixture
def app(qtbot: QtBot, light: theme.Theme, a_home_of_its_own: Path) -> Iterator[Application]:
    """The window without a catalogue, in a home of its own."""
    made = Application(Preferences(Settings()))
    qtbot.addWidget(made.window)
    made.window.resize(1280, 800)
    made.window.show()
    yield made
    made.close()


def make(folder: Path, name: str) -> Path:
    archive = Archive.create(folder / f"{name}.archive")
    add(archive, an_article(name))
    archive.close()
    return archive.folder


def opened(qtbot: QtBot, app: Application, folder: Path) -> None:
    app.open(folder)
    qtbot.waitUntil(lambda: _folder(app) == folder, timeout=WAIT)


def _folder(app: Application) -> Path | None:
    archive = app.window.context.archive
    return archive.folder if archive is not None else None


def test_catalogues_opened_lately_are_offered(qtbot: QtBot, app: Application, tmp_path: Path) -> None:
    assert app.window.context.actions.reason("file.recent")
    one, two = make(tmp_path, "One"), make(tmp_path, "Two")
    opened(qtbot, app, one)
    opened(qtbot, app, two)
    assert app.catalogues._recent() == (one,), "the one that is open is not offered"
    assert app.window.context.actions.run("file.recent")
    assert app.window.palette_.isVisible()


def test_closing_lets_go_of_the_catalogue(qtbot: QtBot, app: Application, tmp_path: Path) -> None:
    folder = make(tmp_path, "One")
    opened(qtbot, app, folder)
    assert app.window.context.actions.run("file.close")
    assert _folder(app) is None
    qtbot.waitUntil(lambda: not app.window.context.tasks.running(), timeout=WAIT)
    Archive.open(folder).close()
    assert app.window.results.empty.title == "No catalogue is open"


def make_sample() -> Path:
    """A small catalogue in the sample's place; the real one has its own tests."""
    folder = sample_catalogue()
    folder.parent.mkdir(parents=True, exist_ok=True)
    archive = Archive.create(folder)
    add(archive, an_article("Sample"))
    archive.close()
    return folder


def test_the_sample_says_so_and_leads_back(qtbot: QtBot, app: Application, tmp_path: Path) -> None:
    mine = make(tmp_path, "Mine")
    opened(qtbot, app, mine)
    assert app.catalogues.bar.isHidden()
    opened(qtbot, app, make_sample())
    assert app.catalogues.bar.isVisible()
    press(app.catalogues.bar, "Close sample")
    qtbot.waitUntil(lambda: _folder(app) == mine, timeout=WAIT)
    assert app.catalogues.bar.isHidden()


def test_deleting_the_sample_asks_and_leaves_everything_else(qtbot: QtBot, app: Application, tmp_path: Path) -> None:
    mine = make(tmp_path, "Mine")
    opened(qtbot, app, mine)
    folder = make_sample()
    opened(qtbot, app, folder)
    press(app.catalogues.bar, "Delete sample")
    assert folder.is_dir(), "it asks first"
    press(app.window.toasts.shown[-1], "Delete the sample")
    qtbot.waitUntil(lambda: not folder.exists(), timeout=WAIT)
    qtbot.waitUntil(lambda: _folder(app) == mine, timeout=WAIT)
    qtbot.waitUntil(lambda: str(folder) not in app.preferences.now.recent_catalogues, timeout=WAIT)
    assert mine.is_dir()


def press(parent: QWidget, words: str) -> None:
    [button] = [one for one in parent.findChildren(QPushButton) if one.text() == words]
    button.click()


def test_only_a_catalogue_is_deleted_as_the_sample(tmp_path: Path) -> None:
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(InputError):
        sample.remove(other)
    assert (other / "letter.txt").exists()


def test_the_check_says_in_sentences_what_is_not_in_order(qtbot: QtBot, app: Application, tmp_path: Path) -> None:
    opened(qtbot, app, make_gallery(tmp_path).folder)
    assert app.window.context.actions.run("tools.check")
    page = app.window.centre.currentWidget()
    assert isinstance(page, CheckPage)
    qtbot.waitUntil(lambda: "not in order" in page.title.text(), timeout=WAIT)
    sentences = [page.list.item(at).text() for at in range(page.list.count())]
    assert any("lost.jpg" in one and "missing" in one for one in sentences)
    assert page.missing.isVisible()
    page.missing.click()
    assert app.window.context.view.now.text == "is:missing"


def test_a_sound_catalogue_is_told_so(qtbot: QtBot, app: Application, tmp_path: Path) -> None:
    opened(qtbot, app, make(tmp_path, "Sound"))
    app.window.context.view.open_page("check")
    page = app.window.centre.currentWidget()
    assert isinstance(page, CheckPage)
    qtbot.waitUntil(lambda: page.title.text() == "Everything is in order", timeout=WAIT)
    assert not page.list.isVisible()


@pytest.mark.parametrize("name", ["photo", "video", "export", "check", "compare"])
def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, app: Application, tmp_path: Path, name: str) -> None:
    gallery = make_gallery(tmp_path)
    opened(qtbot, app, gallery.folder)
    view = app.window.context.view
    if name in {"photo", "video"}:
        view.open_record(gallery.wide if name == "photo" else gallery.video)
    else:
        view.select((gallery.wide, gallery.tall))
        view.open_page(name)
    qtbot.waitUntil(lambda: app.window.centre.name == name, timeout=WAIT)
    qtbot.waitUntil(lambda: not app.window.context.tasks.running(), timeout=WAIT)
    page = app.window.centre.currentWidget()
    assert page is not None
    for kind in (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox):
        for widget in page.findChildren(kind):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if widget.isVisible() and widget.objectName() != "qt_spinbox_lineedit":
                assert (widget.accessibleName() or text).strip(), (name, widget)
