"""The History tab and the history of the catalogue: told in sentences, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article
from archive_app.operations import edit
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.history_page import HistoryPage
from archive_app.ui.inspector import Inspector
from archive_app.ui.view_state import State
from tests.ui.inspecting import Ids, fill, pane, record, select, settle


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "Test", who="Tester")
    yield made
    made.close()


@pytest.fixture
def ids(archive: Archive) -> Ids:
    found = fill(archive)
    edit.set_field(archive, found.article, "headline", "First change")
    edit.set_field(archive, found.article, "headline", "Second change")
    edit.set_field(archive, found.article, "section", "Local")
    return found


@pytest.fixture
def inspector(qtbot: QtBot, context: Context, archive: Archive, ids: Ids) -> Inspector:
    made = pane(qtbot, context, archive)
    select(qtbot, context, made, ids.article)
    made.show_tab("history")
    return made


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive, ids: Ids) -> HistoryPage:
    window = context.parent()
    assert isinstance(window, QWidget)
    made = HistoryPage(context, window)
    context.set_archive(archive)
    window.show()
    made.show()
    made.enter(State())
    settle(qtbot, context)
    return made


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def article(archive: Archive, ids: Ids) -> Article:
    found = record(archive, ids.article)
    assert isinstance(found, Article)
    return found


def test_changes_are_told_as_sentences_by_day(inspector: Inspector) -> None:
    said = texts(inspector.history)
    assert "Today" in said
    assert "Headline: “First change” → “Second change”" in said
    assert "Section: “Local” added" in said


def test_the_history_of_one_field_alone(qtbot: QtBot, inspector: Inspector) -> None:
    assert inspector.history.focus_field("section")
    qtbot.wait(20)
    said = texts(inspector.history)
    assert "Section: “Local” added" in said
    assert not any(one.startswith("Headline:") for one in said)


def test_a_value_is_restored_as_a_step_that_can_be_undone(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    inspector.history.focus_field("headline")
    qtbot.wait(20)
    buttons = [b for b in inspector.history.findChildren(QPushButton) if b.text() == "Restore this value"]
    shown = [b for b in buttons if b.isVisibleTo(inspector.history)]
    assert len(shown) == 2
    shown[0].click()  # the newest: it took the place of "First change"
    settle(qtbot, context)
    assert article(archive, ids).headline == "First change"
    archive.undo()
    assert article(archive, ids).headline == "Second change"


def test_a_step_is_taken_back_and_repeated(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, page: HistoryPage
) -> None:
    newest = page.rows[0]
    assert newest.button is not None
    assert newest.button.text() == "Undo this step"
    newest.button.click()
    settle(qtbot, context)
    assert article(archive, ids).section == ""
    again = page.rows[0].button
    assert again is not None
    assert again.text() == "Redo this step"
    again.click()
    settle(qtbot, context)
    assert article(archive, ids).section == "Local"


def test_a_step_that_was_overtaken_is_refused_in_words(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, page: HistoryPage
) -> None:
    overtaken = page.rows[2]  # headline became "First change"; it was changed again since
    assert overtaken.button is not None
    overtaken.button.click()
    settle(qtbot, context)
    assert "cannot be taken back by itself" in page.bar.text
    assert article(archive, ids).headline == "Second change"


def test_steps_are_found_by_their_names(page: HistoryPage) -> None:
    page.filter.setText("section")
    assert [row.operation.label for row in page.rows] == [
        row.operation.label for row in page.rows if "section" in row.operation.label
    ]
    assert len(page.rows) == 1
    page.filter.setText("nothing is called this")
    assert page.empty.isVisibleTo(page)
