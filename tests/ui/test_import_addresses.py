"""Adding web addresses in the window: nothing is fetched before the person agrees, and what fails can be retried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.house_rules import HouseRule
from archive_app.operations import rules
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.import_addresses import AddressCard
from archive_app.ui.import_page import ImportPage
from tests.ui.importing import page_of, settle
from tests.web.servers import Server, says, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        made.routes["/crane"] = says(page_of("Crane falls").encode())
        made.routes["/quay"] = says(page_of("Quay reopens").encode())
        yield made


@pytest.fixture
def page(qtbot: QtBot, context: Context, server: Server, tmp_path: Path) -> Iterator[ImportPage]:
    archive = Archive.create(tmp_path / "own")
    context.set_archive(archive)
    window = QWidget()
    window.resize(1100, 760)
    qtbot.addWidget(window)
    made = ImportPage(context, window)
    made.resize(1100, 760)
    made.intake.guard = server.guard()
    window.show()
    yield made
    settle(qtbot, context)
    context.set_archive(None)
    archive.close()


def _card(page: ImportPage) -> AddressCard:
    return page.intake.card()


def test_hosts_are_shown_before_anything_is_fetched(
    qtbot: QtBot, context: Context, page: ImportPage, server: Server
) -> None:
    page.intake.ask()
    card = _card(page)
    assert card.isVisible()
    assert not card.go.isEnabled()
    card.box.setPlainText(f"{server.url('/crane', 'news.example')}\n{server.url('/quay', 'news.example')}")
    card.go.click()
    settle(qtbot, context)
    assert card.asking_hosts
    assert [card.hosts.item(n).text() for n in range(card.hosts.count())] == ["news.example (127.0.0.1) · 2 pages"]
    assert server.asked == []
    assert card.go.text() == "Fetch 2 pages"
    card.pictures.setChecked(False)
    card.go.click()
    settle(qtbot, context)
    assert sorted(item.title for item in page.model.items) == ["Crane falls", "Quay reopens"]
    assert not card.isVisible()
    assert len(server.asked) == 2


def test_an_unticked_host_is_not_asked(qtbot: QtBot, context: Context, page: ImportPage, server: Server) -> None:
    card = _card(page)
    card.ask(f"{server.url('/crane', 'one.example')} {server.url('/quay', 'two.example')}")
    card.go.click()
    settle(qtbot, context)
    card.hosts.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert card.go.text() == "Fetch 1 page"
    card.pictures.setChecked(False)
    card.go.click()
    settle(qtbot, context)
    assert {headers["host"].split(":")[0] for _path, headers in server.asked} == {"two.example"}


def test_a_pasted_address_asks_and_fetches_nothing(
    qtbot: QtBot, context: Context, page: ImportPage, server: Server
) -> None:
    page.add([server.url("/crane")])
    settle(qtbot, context)
    assert _card(page).isVisible()
    assert _card(page).box.toPlainText() == server.url("/crane")
    assert page.model.items == []
    assert server.asked == []


def test_what_fails_is_an_item_with_a_sentence_and_can_be_retried(
    qtbot: QtBot, context: Context, page: ImportPage, server: Server
) -> None:
    card = _card(page)
    card.ask(server.url("/later"))
    card.go.click()
    settle(qtbot, context)
    card.pictures.setChecked(False)
    card.go.click()
    settle(qtbot, context)
    [item] = page.model.items
    assert item.state == "unreadable"
    assert "no page at this address" in item.words
    server.routes["/later"] = says(page_of("Late news").encode())
    page.review.retry_wanted.emit([item])
    settle(qtbot, context)
    assert [item.title for item in page.model.items] == ["Late news"]  # the host is known: nobody is asked again


def test_an_address_of_a_batch_that_is_taken_up_again_is_not_fetched(
    qtbot: QtBot, context: Context, page: ImportPage, server: Server
) -> None:
    page.reader.read([server.url("/crane")])
    settle(qtbot, context)
    [item] = page.model.items
    assert (item.state, item.words) == ("address", "Not fetched yet")
    assert page.model.count_states()["unreadable"] == 0
    assert server.asked == []


def test_a_waiting_address_is_fetched_when_it_is_agreed_to(
    qtbot: QtBot, context: Context, page: ImportPage, server: Server
) -> None:
    server.routes["/late"] = says(page_of("Late news").encode())
    page.reader.read([server.url("/late"), server.url("/other")])
    settle(qtbot, context)
    page.go_to(2)
    page.list.go(page.model.items[0])
    qtbot.wait(50)
    buttons = {one.text(): one for one in page.review.empty.findChildren(QPushButton) if one.isVisible()}
    buttons["Fetch"].click()
    settle(qtbot, context)
    card = page.intake.card()
    assert card.asking_hosts
    card.leave.click()
    assert [item.state for item in page.model.items] == ["address", "address"]  # giving up loses nothing
    page.review.retry_wanted.emit(page.model.items[:1])
    settle(qtbot, context)
    card.pictures.setChecked(False)
    card.go.click()
    settle(qtbot, context)
    assert sorted(item.title for item in page.model.items) == ["Late news", server.url("/other")]


def test_private_addresses_are_said_on_the_card(qtbot: QtBot, context: Context, page: ImportPage) -> None:
    card = _card(page)
    card.ask("http://192.168.0.1/admin")
    card._guard = None
    card.go.click()
    settle(qtbot, context)
    assert "inside your network" in card.hosts.item(0).text()
    assert not card.go.isEnabled()


def test_rules_are_applied_to_what_is_read_unless_switched_off(
    qtbot: QtBot, context: Context, page: ImportPage, server: Server
) -> None:
    archive = context.archive
    assert archive is not None
    rules.save(archive, HouseRule(name="r", field="article.headline", pattern="Crane", action="replace", value="Tower"))
    page.add([page_of("Crane falls")])
    settle(qtbot, context)
    assert [item.title for item in page.model.items] == ["Tower falls"]
    context.preferences.change(apply_rules=False)
    page.add([page_of("Crane stands")])
    settle(qtbot, context)
    assert page.model.items[1].title == "Crane stands"
