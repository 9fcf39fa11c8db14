"""The window fills and merges the index while nothing is written, and says how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from archive_app.operations import index_upkeep, ingest
from archive_app.settings import Settings
from archive_app.store import index_fill
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.preferences import Preferences
from tests.make import a_draft

WAIT = 20000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of 600 articles none of which is in the full texts, as an older version leaves one."""
    with Archive.create(tmp_path / "harbour") as archive:
        for part in range(6):
            ingest.accept(archive, [a_draft(f"Ferry {part} {n}", name=f"{part}{n}.html") for n in range(100)])
        archive.care(index_fill.empty)
        return archive.folder


@pytest.fixture
def app(qtbot: QtBot, light: theme.Theme) -> Iterator[Application]:
    made = Application(Preferences(Settings()))
    qtbot.addWidget(made.window)
    yield made
    made.close()


def test_an_old_catalogue_is_filled_beside_the_window(qtbot: QtBot, app: Application, folder: Path) -> None:
    said: list[str] = []
    label = app.window.status.findChild(QLabel, "index")
    assert isinstance(label, QLabel)
    app.window.index_keeper.covered.connect(lambda _share: said.append("" if label.isHidden() else label.text()))
    app.open(folder)
    qtbot.waitUntil(lambda: app.window.context.archive is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: app.window.index_keeper.at_rest and len(said) > 2, timeout=WAIT)
    assert any(words.startswith("Index: ") for words in said)
    assert said[-1] == ""
    archive = app.window.context.archive
    assert archive is not None
    assert index_upkeep.coverage(archive) == 1
    assert index_upkeep.status(archive).at_rest
    app.window.context.view.set_query("ferry")
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 600, timeout=WAIT)
