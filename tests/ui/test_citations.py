"""Copying citations and credit lines in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article, Name, Photo
from archive_app.domain.rights import RightsStatement
from archive_app.operations import edit
from archive_app.settings import Settings
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.notices import Notice
from archive_app.ui.preferences import Preferences
from archive_app.ui.settings_window import SettingsWindow

WAIT = 5000


@pytest.fixture
def app(qtbot: QtBot, light: theme.Theme, tmp_path: Path) -> Iterator[Application]:
    """The window on two articles and two photos, one of which must be credited."""
    archive = Archive.create(tmp_path / "Harbour.archive")
    for number in (1, 2):
        article = Article(headline=f"Strike, day {number}", bylines=(Name("Ann Example"),), publisher="Harbour Gazette",
                          published=f"1978-03-1{number}", language="en")  # fmt: skip
        edit.save(archive, article)
    edit.save(archive, Photo(title="Empty berths"))
    [credited] = edit.save(archive, Photo(title="Cranes")).records
    statement = RightsStatement(work_id=credited, credit_text="© Tomas Reel", credit_obligation="required")
    edit.save(archive, statement)
    archive.close()
    made = Application(Preferences(Settings()))
    qtbot.addWidget(made.window)
    made.window.resize(1280, 800)
    made.window.show()
    made.open(archive.folder)
    qtbot.waitUntil(lambda: made.window.results.model.rowCount() == 4, timeout=WAIT)
    qtbot.waitUntil(lambda: made.window.results.model.row(0) is not None, timeout=WAIT)
    yield made
    made.close()


def chosen(qtbot: QtBot, app: Application, query: str, count: int) -> None:
    app.window.context.view.set_query(query)
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == count, timeout=WAIT)
    ids = [app.window.results.model.id_at(row) for row in range(count)]
    app.window.results.select([one for one in ids if one])
    qtbot.waitUntil(lambda: len(app.window.context.view.now.selected) == count, timeout=WAIT)


def copied() -> str:
    return QGuiApplication.clipboard().text()


def test_a_citation_is_copied_in_the_style_of_the_settings(qtbot: QtBot, app: Application) -> None:
    chosen(qtbot, app, "day 1", 1)
    QGuiApplication.clipboard().clear()
    assert app.window.context.actions.run("edit.copy")
    qtbot.waitUntil(lambda: "Harbour Gazette" in copied(), timeout=WAIT)
    assert copied() == "Example, Ann. “Strike, Day 1.” Harbour Gazette, March 11, 1978."
    assert "<i>Harbour Gazette</i>" in QGuiApplication.clipboard().mimeData().html()


def test_another_style_is_used_at_once_and_remembered(qtbot: QtBot, app: Application) -> None:
    chosen(qtbot, app, "strike", 2)
    commands = app.records.citations
    menu = commands.style_menu()
    assert [one.isChecked() for one in menu.actions()].index(True) == 0
    next(one for one in menu.actions() if one.data() == "apa").trigger()
    qtbot.waitUntil(lambda: copied().count("(1978, March 1") == 2, timeout=WAIT)
    assert app.window.context.preferences.now.citation_style == "apa"
    menu.deleteLater()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_styles_opens_at_the_records(qtbot: QtBot, app: Application) -> None:
    chosen(qtbot, app, "day 1", 1)
    assert app.window.context.actions.run("edit.cite_as")
    popup = next(one for one in QGuiApplication.topLevelWindows() if one.isVisible() and "QMenu" in one.objectName())
    popup.close()


def test_credit_lines_of_many_records_are_copied_together(qtbot: QtBot, app: Application) -> None:
    chosen(qtbot, app, "type:photo", 2)
    notices: list[Notice] = []
    app.window.context.told.connect(notices.append)
    QGuiApplication.clipboard().clear()
    assert app.window.context.actions.run("rights.copy_credit")
    qtbot.waitUntil(lambda: copied() == "© Tomas Reel", timeout=WAIT)
    assert "1 has none recorded" in notices[-1].text


def test_the_settings_hold_the_style(qtbot: QtBot, app: Application) -> None:
    window = SettingsWindow(app.window.context, app.window)
    qtbot.addWidget(window)
    window.citation_style.setCurrentIndex(window.citation_style.findData("gost"))
    assert app.window.context.preferences.now.citation_style == "gost"
