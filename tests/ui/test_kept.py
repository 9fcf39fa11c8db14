"""What the window remembers of itself holds at once and is written when nobody waits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from archive_app.ui import kept

pytestmark = pytest.mark.usefixtures("qtbot")


def test_what_is_kept_holds_at_once_and_is_written_later() -> None:
    kept.keep("some/thing", "one")

    assert kept.value("some/thing") == "one"
    assert QSettings().value("some/thing") is None

    kept.write()

    assert QSettings().value("some/thing") == "one"
    assert kept.value("some/thing") == "one"


def test_what_is_forgotten_is_gone_at_once_and_after_writing() -> None:
    kept.keep("some/thing", "one")
    kept.write()
    kept.forget("some/thing")

    assert kept.value("some/thing", "other") == "other"

    kept.write()

    assert not QSettings().contains("some/thing")


def test_it_is_written_when_the_person_turns_to_another_program(qtbot: QtBot) -> None:
    kept.keep("some/thing", "one")
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)

    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)

    qtbot.waitUntil(lambda: QSettings().value("some/thing") == "one")
