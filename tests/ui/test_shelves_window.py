"""Collections, baskets, marks, pinned tags and what is new in saved searches, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article
from archive_app.operations import folders
from archive_app.store.archive import Archive
from archive_app.ui import app as application
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.pinned_tags import PinnedTags
from archive_app.ui.preferences import Preferences
from archive_app.ui.sidebar_model import Node

WAIT = 15_000


@pytest.fixture
def app(qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    monkeypatch.setattr(application, "sample_catalogue", lambda: tmp_path / "sample.archive")
    with Archive.create(tmp_path / "c.archive") as archive:
        with archive.operation("make") as writer:
            for n in range(4):
                writer.save(Article(headline=f"Article {n}", body=("words",), published=f"202{n}"))
        town, _changes = folders.new_collection(archive, "Town")
        folders.new_collection(archive, "Floods", town)
        folders.new_collection(archive, "Harbour")
        folders.save_search(archive, "Articles", "type:article")
    theme.use("light")
    made = Application(Preferences(keep=False))
    made.window.resize(1280, 800)
    made.window.show()
    made.open(tmp_path / "c.archive")
    qtbot.waitUntil(lambda: made.window.results.model.rowCount() == 4, timeout=WAIT)
    qtbot.waitUntil(lambda: counted(made, "saved") == {"Articles": 4}, timeout=WAIT)
    yield made
    made.close()
    made.window.context.tasks.close()
    made.window.hide()
    made.window.deleteLater()


def nodes(app: Application, sort: str) -> list[Node]:
    return [node for node in app.window.sidebar.model.nodes() if node.sort == sort]


def counted(app: Application, sort: str) -> dict[str, int]:
    return {node.text: node.count for node in nodes(app, sort)}


def choose(app: Application, *rows: int) -> tuple[int, ...]:
    ids = tuple(app.window.results.model.id_at(row) for row in rows)
    app.window.results.select(ids)
    app.window.context.view.select(ids)
    app.window.context.actions.refresh()
    return ids


def test_the_basket_used_last_takes_records(qtbot: QtBot, app: Application) -> None:
    choose(app, 0, 1)
    app.window.context.actions.run("record.basket")
    qtbot.waitUntil(lambda: counted(app, "basket") == {"Basket": 2}, timeout=WAIT)
    [basket] = nodes(app, "basket")
    app.window.sidebar.dropped.emit(basket, (app.window.results.model.id_at(2),))
    qtbot.waitUntil(lambda: counted(app, "basket") == {"Basket": 3}, timeout=WAIT)
    app.window.context.view.go("basket", basket.id)
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 3, timeout=WAIT)
    choose(app, 0)
    app.window.context.actions.run("record.unbasket")
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 2, timeout=WAIT)


def test_marked_records_are_found_again(qtbot: QtBot, app: Application) -> None:
    choose(app, 1)
    app.window.context.actions.run("record.mark")
    qtbot.waitUntil(lambda: counted(app, "place")["Marked"] == 1, timeout=WAIT)
    app.window.context.view.go("marked")
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 1, timeout=WAIT)
    row = app.window.results.model.row(0)
    qtbot.waitUntil(lambda: app.window.results.model.row(0) is not None, timeout=WAIT)
    row = app.window.results.model.row(0)
    assert row is not None
    assert row.marked


def test_a_collection_is_moved_and_comes_back(qtbot: QtBot, app: Application) -> None:
    harbour = next(node for node in nodes(app, "collection") if node.text == "Harbour")
    town = next(node for node in nodes(app, "collection") if node.text == "Town")
    app.window.sidebar.moved.emit(harbour.id, town.id)

    def parents() -> dict[str, int | None]:
        shown = app.window.sidebar.shown
        return {} if shown is None else {node.name: node.parent_id for node in shown.collections}

    qtbot.waitUntil(lambda: parents().get("Harbour") == town.id, timeout=WAIT)
    app.shell.undo()
    qtbot.waitUntil(lambda: parents().get("Harbour") is None, timeout=WAIT)


def test_a_digit_puts_its_tag_on_the_records(qtbot: QtBot, app: Application) -> None:
    actions = app.window.context.actions
    choose(app, 0)
    app.window.results.view().setFocus()
    QTest.keyClick(app.window.results.view(), Qt.Key.Key_3)
    assert app.window.toasts.kept[0].text == "No tag is pinned to 3."
    assert app.window.toasts.kept[0].action == "record.tags"
    actions.run("record.tags")
    [card] = app.window.findChildren(PinnedTags)
    card.boxes[3].setText("to check")
    QTest.keyClick(card.boxes[3], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: actions["record.tag3"].text() == "Tag: to check", timeout=WAIT)
    choose(app, 0)
    app.window.results.view().setFocus()
    QTest.keyClick(app.window.results.view(), Qt.Key.Key_3)
    app.window.context.view.set_query('tag:"to check"')
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 1, timeout=WAIT)


def test_a_saved_search_says_what_is_new(qtbot: QtBot, app: Application) -> None:
    window = app.window
    [saved] = nodes(app, "saved")
    window.context.view.go("saved", saved.id, text=saved.query)
    archive = window.context.archive
    assert archive is not None

    def looked() -> bool:
        with archive.read() as reader:
            return saved.id in reader.shelves.looked_at()

    qtbot.waitUntil(looked, timeout=WAIT)
    window.context.view.go("all")
    with archive.operation("more") as writer:
        writer.save(Article(headline="Fresh"))
    window.context.feed.publish_everything()
    qtbot.waitUntil(lambda: [node.fresh for node in nodes(app, "saved")] == [1], timeout=WAIT)
    window.context.view.go("saved", saved.id, text=saved.query)
    qtbot.waitUntil(lambda: window.results.notice_bar.text.startswith("1 record is new"), timeout=WAIT)
    window.results.notice_bar._pressed()
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 1, timeout=WAIT)
    assert "added:>" in window.context.view.now.text


def test_a_collection_that_does_not_exist_is_said_not_to(qtbot: QtBot, app: Application) -> None:
    window = app.window
    window.context.view.set_query("list:Harbuor")
    empty = window.results.empty
    qtbot.waitUntil(lambda: "There is no collection “Harbuor”." in empty.accessibleName(), timeout=WAIT)
