"""The rights queue in the window: its parts with counts, the way through them, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.rights import RightsAgent
from archive_app.operations import works
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.rights_queue_page import RightsQueuePage
from archive_app.ui.sidebar_model import SidebarModel
from archive_app.ui.view_state import State
from tests.ui.rights_catalogue import FREE, Works, create, settle


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Archive, Works]]:
    archive, ids = create(tmp_path / "own")
    works.save_rights(archive, replace(FREE, work_id=ids.free, review_date="2020-01-01"))
    works.save_rights(archive, replace(FREE, work_id=ids.ask, agents=(RightsAgent("Somebody else"),)))
    works.save_rights(archive, replace(FREE, work_id=ids.credit, credit_obligation="required"))
    yield archive, ids
    archive.close()


@pytest.fixture
def ids(made: tuple[Archive, Works]) -> Works:
    return made[1]


@pytest.fixture
def page(qtbot: QtBot, context: Context, made: tuple[Archive, Works]) -> Iterator[RightsQueuePage]:
    context.set_archive(made[0])
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    page = RightsQueuePage(context, window)
    page.resize(1000, 700)
    window.show()
    context.view.open_page("rights_queue")
    page.enter(State())
    qtbot.waitUntil(lambda: bool(page.chips.chips), timeout=8000)
    settle(qtbot, context)
    yield page
    context.tasks.close()


def listed(page: RightsQueuePage) -> list[int]:
    return [page.model.id_at(at) for at in range(page.model.rowCount())]


def test_every_part_has_its_count(page: RightsQueuePage, ids: Works) -> None:
    said = [chip.accessibleName() for chip in page.chips.chips.values()]
    assert said == [
        "Rights not known, 1", "Expiring soon, 1", "Disputed, 1", "Review overdue, 1", "Credit to print is missing, 1",
    ]  # fmt: skip
    assert listed(page) == [ids.unknown]


def test_a_part_is_listed_alone_and_one_is_always_listed(
    qtbot: QtBot, context: Context, page: RightsQueuePage, ids: Works
) -> None:
    for key, record in (("expiring", ids.ending), ("disputed", ids.ask), ("review", ids.free), ("credit", ids.credit)):
        page.chips.chips[key].click()
        assert page.chips.ticked == (key,)
        assert listed(page) == [record]
    page.chips.chips["credit"].click()
    assert page.chips.ticked == ("unknown",)


def test_the_next_record_is_opened_and_the_last_leads_to_the_first(
    qtbot: QtBot, context: Context, page: RightsQueuePage, ids: Works
) -> None:
    page.next.click()
    assert (context.view.now.mode, context.view.now.record) == ("read", ids.unknown)
    context.view.back()
    page.next.click()
    assert context.view.now.record == ids.unknown


def test_a_part_with_a_query_is_shown_as_a_search(page: RightsQueuePage, context: Context) -> None:
    assert page.search.isVisible()
    page.chips.chips["disputed"].click()
    assert not page.search.isVisible()
    page.chips.chips["unknown"].click()
    page.search.click()
    assert (context.view.now.mode, context.view.now.text) == ("browse", "rights:unknown")


def test_the_record_with_the_cursor_is_selected_for_the_inspector(
    qtbot: QtBot, context: Context, page: RightsQueuePage, ids: Works
) -> None:
    page.list.selectRow(0)
    qtbot.waitUntil(lambda: context.view.now.selected == (ids.unknown,), timeout=3000)


def test_a_statement_takes_a_record_out_of_the_queue(
    qtbot: QtBot, context: Context, page: RightsQueuePage, ids: Works
) -> None:
    context.change(lambda archive, _p: works.save_rights(archive, replace(FREE, work_id=ids.unknown)))
    qtbot.waitUntil(lambda: page.chips.chips["unknown"].accessibleName() == "Rights not known, 0", timeout=8000)
    settle(qtbot, context)
    assert page.empty.isVisible()
    assert page.empty.title == "Nothing here"
    assert not page.next.isEnabled()


def test_it_stands_in_the_sidebar_below_needs_attention(light: object) -> None:
    keys = [node.key for node in SidebarModel().nodes()]
    assert keys.index("rights_queue") == keys.index("attention") + 1
