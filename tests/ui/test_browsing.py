"""Browsing with the mouse and the keys: what is dragged where, and what Ctrl+Z takes back in the search box."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article, Photo
from archive_app.operations import folders
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.bars import FlowLayout
from archive_app.ui.inspector_header import InspectorHeader
from archive_app.ui.preferences import Preferences
from archive_app.ui.results_header import SelectionStrip
from archive_app.ui.sidebar_model import Node, NodeRole

COPY, LEFT, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def app(qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Application]:
    with Archive.create(tmp_path / "c.archive") as archive:
        with archive.operation("make") as writer:
            for n in range(6):
                writer.save(Article(headline=f"{'Rocket' if n % 2 else 'Bridge'} {n}", body=("words",)))
        town, _changes = folders.new_collection(archive, "Town")
        folders.new_collection(archive, "Floods", town)
    theme.use("light")
    made = Application(Preferences(keep=False))
    made.window.resize(1280, 800)
    made.window.show()
    made.open(tmp_path / "c.archive")
    qtbot.waitUntil(lambda: made.window.results.model.rowCount() == 6)
    qtbot.waitUntil(lambda: made.window.searching.at_rest and made.window.sidebar.at_rest)
    yield made
    made.close()
    made.window.context.tasks.close()
    made.window.hide()
    made.window.deleteLater()


def line(app: Application, text: str) -> QModelIndex:
    """The line of the sidebar with these words."""
    tree = app.window.sidebar.tree
    model = tree.model()
    stack = [model.index(row, 0) for row in range(model.rowCount())]
    while stack:
        index = stack.pop()
        node = index.data(NodeRole)
        if isinstance(node, Node) and node.text == text:
            tree.scrollTo(index)
            return index
        stack.extend(model.index(row, 0, index) for row in range(model.rowCount(index)))
    raise AssertionError(text)


def drop(app: Application, data: QMimeData, text: str) -> bool:
    """Drag something onto a line of the sidebar and let it go where that is allowed."""
    tree = app.window.sidebar.tree
    place = QPoint(80, tree.visualRect(line(app, text)).center().y())
    into: QWidget = tree.viewport()
    QApplication.sendEvent(into, QDragEnterEvent(place, COPY, data, LEFT, NO_KEY))
    move = QDragMoveEvent(place, COPY, data, LEFT, NO_KEY)
    QApplication.sendEvent(into, move)
    if move.isAccepted():
        QApplication.sendEvent(into, QDropEvent(QPointF(place), COPY, data, LEFT, NO_KEY))
    return move.isAccepted()


def dragged(app: Application, text: str) -> QMimeData:
    return app.window.sidebar.tree.model().mimeData([line(app, text)])


def said(app: Application) -> list[str]:
    return [notice.text for notice in app.window.toasts.kept]


def tick(app: Application, text: str, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    tree = app.window.sidebar.tree
    place = QPoint(60, tree.visualRect(line(app, text)).center().y())
    QTest.mouseClick(tree.viewport(), LEFT, keys, place)


def test_a_collection_dragged_into_what_stands_in_it_is_refused_with_a_sentence(qtbot: QtBot, app: Application) -> None:
    assert not drop(app, dragged(app, "Town"), "Town"), "let go where it was taken: nothing was meant"
    assert drop(app, dragged(app, "Town"), "Floods")
    qtbot.waitUntil(lambda: any("“Town” cannot be put into “Floods”" in text for text in said(app)))
    shown = app.window.sidebar.shown
    assert shown is not None
    assert {one.name: one.parent_id is None for one in shown.collections} == {"Town": True, "Floods": False}


@pytest.mark.parametrize("place", ["Town", "Basket"])
def test_records_that_are_there_already_are_said_to_be(qtbot: QtBot, app: Application, place: str) -> None:
    results = app.window.results
    if place == "Basket":
        results.select([results.model.id_at(0)])
        qtbot.waitUntil(lambda: bool(app.window.context.view.now.selected))
        app.window.context.actions.run("record.basket")
        qtbot.waitUntil(lambda: any(one.sort == "basket" for one in app.window.sidebar.model.nodes()))
    data = results.model.mimeData([results.model.index(row, 0) for row in (0, 1)])
    for words in ("2 record", "They are in “" + place + "” already."):
        assert drop(app, data, place)
        qtbot.waitUntil(lambda w=words: any(w in text for text in said(app)))  # type: ignore[misc]  # bound per turn
        qtbot.waitUntil(lambda: app.window.sidebar.at_rest)


def test_undo_in_the_search_box_takes_back_a_tick(qtbot: QtBot, app: Application) -> None:
    window = app.window
    box, model = window.search_bar, window.results.model
    box.setFocus()
    QTest.keyClicks(box, "rocket")
    qtbot.waitUntil(lambda: model.rowCount() == 3 and window.searching.at_rest)
    tick(app, "Article", Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: box.text() == "rocket* -type:article" and model.rowCount() == 0)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Z, CTRL)
    assert box.text() == "rocket"
    qtbot.waitUntil(lambda: window.context.view.now.text == "rocket" and model.rowCount() == 3)
    QTest.keyClick(box, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: window.context.view.now.text == "rocket* -type:article" and model.rowCount() == 0)
    assert not any(text.startswith("Undone") for text in said(app)), "the catalogue is not touched"


def test_the_keys_stay_on_the_value_they_tick(qtbot: QtBot, app: Application) -> None:
    window = app.window
    tree = window.sidebar.tree
    tree.setFocus()
    tree.setCurrentIndex(line(app, "Article"))
    for key, text in ((Qt.Key.Key_Space, "type:article"), (Qt.Key.Key_Minus, "-type:article"), (Qt.Key.Key_Minus, "")):
        QTest.keyClick(tree, key)
        qtbot.waitUntil(lambda t=text: window.context.view.now.text == t)  # type: ignore[misc]  # bound per turn
        qtbot.waitUntil(lambda: window.searching.at_rest and window.sidebar.at_rest)
        assert tree.currentIndex().data(NodeRole).key == "facet/type/article"
    window.context.view.go("marked")
    assert tree.currentIndex().data(NodeRole).key == "marked"


def test_another_catalogue_begins_with_nothing_to_undo_in_the_box(
    qtbot: QtBot, app: Application, tmp_path: Path
) -> None:
    box = app.window.search_bar
    app.window.context.view.set_query("rocket")
    app.window.context.view.set_query("")
    assert box.isUndoAvailable()
    app.create(tmp_path / "other.archive")
    qtbot.waitUntil(lambda: app.window.context.archive is not None and app.window.context.archive.name == "other")
    assert not box.isUndoAvailable()


def test_a_record_shown_after_none_is_never_squeezed(qtbot: QtBot, app: Application) -> None:
    window = app.window
    archive = window.context.archive
    assert archive is not None
    with archive.operation("make") as writer:
        writer.save(Photo(title="A very long title that needs three lines of the pane " * 2))
    window.context.feed.publish(writer.changes)
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 7)
    header = window.findChild(InspectorHeader)
    assert isinstance(header, InspectorHeader)
    title = header.title
    for words in ("Bridge 0", "A very long"):
        window.context.view.set_query(f'"{words}"')
        qtbot.waitUntil(lambda: window.results.model.rowCount() == 1 and window.searching.at_rest)
        qtbot.waitUntil(lambda: not title.isVisible())
        window.results.select([window.results.model.id_at(0)])
        heights: list[tuple[int, int]] = []

        def shown(seen: list[tuple[int, int]] = heights) -> bool:
            if title.isVisible():
                seen.append((title.height(), title.heightForWidth(title.width())))
            return bool(seen)

        qtbot.waitUntil(shown)
        assert title.text().startswith(words)
        assert heights[0][0] >= heights[0][1]


def test_lines_of_widgets_keep_their_margins(qtbot: QtBot, light: theme.Theme) -> None:
    strip = SelectionStrip()
    qtbot.addWidget(strip)
    strip.resize(600, 40)
    strip.set_count(2)
    strip.show()
    layout = strip.layout()
    assert isinstance(layout, FlowLayout)
    edge = layout.contentsMargins()
    assert strip._words.x() == edge.left() > 0
    assert strip._words.y() >= edge.top() > 0
    assert layout.heightForWidth(600) >= strip._words.sizeHint().height() + edge.top() + edge.bottom()
