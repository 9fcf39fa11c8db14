"""Fixtures of the window's tests: no display, the light theme, lanes that are closed at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.ui import theme
from archive_app.ui.actions import Actions
from archive_app.ui.context import Context
from archive_app.ui.tasks import Tasks


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path) -> None:
    """No test reads or writes the settings of whoever runs it."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def light(qapp: QApplication) -> theme.Theme:
    return theme.use("light")


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def context(qtbot: QtBot, light: theme.Theme) -> Iterator[Context]:
    """A context without a catalogue, with a window to hold its commands."""
    window = QWidget()
    qtbot.addWidget(window)
    made = Context(Actions(window), window)
    yield made
    made.tasks.close()
