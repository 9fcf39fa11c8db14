"""The shortcut sheet is made from the commands, so it can leave none out."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from archive_app.ui import theme
from archive_app.ui.action_table import ACTIONS
from archive_app.ui.actions import Actions
from archive_app.ui.shortcuts_sheet import ShortcutsSheet


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """Kept alive by the fixture as long as the test runs."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def sheet(parent: QWidget, light: theme.Theme) -> ShortcutsSheet:
    made = ShortcutsSheet(Actions(parent), parent)
    made.open_sheet()
    return made


def shown(sheet: ShortcutsSheet) -> list[str]:
    QApplication.processEvents()  # what a layout was given is shown with the next event
    return [label.text() for label in sheet._inner.findChildren(QLabel) if label.isVisibleTo(sheet._inner)]


def test_every_command_with_keys_is_on_the_sheet(sheet: ShortcutsSheet) -> None:
    words = shown(sheet)
    for spec in ACTIONS:
        if spec.keys:
            assert sheet._actions[spec.id].text().replace("…", "") in words, spec.id


def test_what_is_typed_narrows_the_sheet(sheet: ShortcutsSheet) -> None:
    sheet.search.setText("export")
    assert [row[1] for row in sheet.rows] == ["Export"]
    sheet.search.setText("ctrl+k")
    assert any(row[1] == "Go to anything" for row in sheet.rows)
    sheet.search.setText("no such thing")
    assert sheet.rows == ()
    assert "No command answers to this." in shown(sheet)


def test_other_keys_are_on_the_sheet_the_next_time(sheet: ShortcutsSheet) -> None:
    action = sheet._actions["file.export"]
    action.setShortcut("Ctrl+Shift+F12")
    sheet.open_sheet()
    assert any(keys == "Ctrl+Shift+F12" for _menu, _command, keys in sheet.rows)
    assert "Ctrl+Shift+F12" in shown(sheet)
