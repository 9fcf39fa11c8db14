"""The settings hold at once, come back, and follow what is changed elsewhere; About tells the versions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app import __version__
from archive_app.operations.upkeep import database_version
from archive_app.settings import READING_SIZES
from archive_app.ui import theme
from archive_app.ui.about_window import AboutWindow
from archive_app.ui.context import Context
from archive_app.ui.settings_window import SettingsWindow, languages


@pytest.fixture
def window(qtbot: QtBot, context: Context) -> Iterator[SettingsWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    yield SettingsWindow(context, parent)
    theme.use("light")


def choose(window: SettingsWindow, value: str) -> None:
    window.theme.setCurrentIndex(window.theme.findData(value))


def test_a_theme_holds_at_once_and_is_kept(window: SettingsWindow, context: Context) -> None:
    choose(window, "dark")
    assert theme.current().name == "dark"
    assert context.preferences.now.theme == "dark"
    choose(window, "high_contrast")
    assert theme.current().contrast


def test_a_theme_chosen_in_the_menu_shows_here(window: SettingsWindow, context: Context) -> None:
    theme.use("dark")
    assert window.theme.currentData() == "dark"


def test_name_size_and_ticks_are_kept(window: SettingsWindow, context: Context) -> None:
    window.name.setText("  M. Ivanova ")
    window.name.editingFinished.emit()
    window.text_size.setValue(20)
    window.backup.setChecked(True)
    now = context.preferences.now
    assert (now.user_name, now.reading_size, now.backup_before_import) == ("M. Ivanova", 20, True)
    assert (window.text_size.minimum(), window.text_size.maximum()) == READING_SIZES


def test_a_face_is_kept_until_the_usual_one_is_wanted(window: SettingsWindow, context: Context) -> None:
    assert not window.face.isEnabled()
    window.usual_face.setChecked(False)
    assert context.preferences.now.reading_face == window.face.currentText() != ""
    window.usual_face.setChecked(True)
    assert context.preferences.now.reading_face == ""


def test_english_can_always_be_chosen(window: SettingsWindow, context: Context) -> None:
    assert languages()[0] == "en"
    window.language.setCurrentIndex(window.language.findData("en"))
    assert context.preferences.now.language == "en"


def test_showing_the_settings_changes_nothing(window: SettingsWindow, context: Context) -> None:
    before = context.preferences.now
    window.open_window()
    assert context.preferences.now == before


def test_every_editor_has_a_name(window: SettingsWindow) -> None:
    for editor in (window.theme, window.language, window.name, window.text_size, window.face):
        assert editor.accessibleName()


def test_about_tells_the_versions(qtbot: QtBot, light: theme.Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    text = AboutWindow(parent).text
    assert f"archive-app {__version__}" in text
    assert f"SQLite {database_version()}" in text
    assert "not installed" not in text
