"""Fixtures of the window's tests: no display, the light theme, lanes that are closed at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.ui import theme
from archive_app.ui.actions import Actions
from archive_app.ui.context import Context
from archive_app.ui.tasks import Tasks
from tests.ui.leaving import gone

PATIENCE_MS: Final = 60_000


class PatientBot(QtBot):
    """Waits longer than a test asks for: only what never comes is a failure, not what comes late on a busy machine.

    Its widgets are closed after the fixtures that use them have ended. pytest-qt would do so before: a lane that still
    works for the window then has nobody left to bring its outcome to, and whoever waits for it waits in vain.
    """

    def __init__(self, request: pytest.FixtureRequest) -> None:
        super().__init__(request)
        self.held: list[QWidget] = []

    def addWidget(self, widget: QWidget, **_more: Any) -> None:
        """Close a widget at the end of the test."""
        self.held.append(widget)

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = 0) -> None:
        """Wait until something holds."""
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(self, signal: Any, *, timeout: int = 0, **more: Any) -> Any:
        """Wait for a signal."""
        return super().waitSignal(signal, timeout=max(timeout, PATIENCE_MS), **more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QtBot]:
    """pytest-qt's own, with patience."""
    made = PatientBot(request)
    yield made
    for widget in made.held:
        if shiboken6.isValid(widget):
            widget.close()
            widget.deleteLater()


@pytest.fixture(autouse=True)
def _no_windows_left() -> Iterator[None]:
    """What a test opened is gone after it, and its theme; what its module keeps open stays.

    Each window that is left makes the next change of the theme slower: Qt then styles every widget there is.
    """
    before = set(QApplication.topLevelWidgets())
    yield
    gone(one for one in QApplication.topLevelWidgets() if one not in before)
    if theme.current() is not theme.LIGHT:
        theme.use("light")


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
