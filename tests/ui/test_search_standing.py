"""What the window says while a search takes long: what is shown is of the search before, and it can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from archive_app.domain.errors import Cancelled
from archive_app.domain.query_text import parse
from archive_app.domain.records import Article
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.bars import EmptyState
from archive_app.ui.preferences import Preferences
from archive_app.ui.results_header import ResultsHeader
from archive_app.ui.search_stop import Stop
from archive_app.ui.sidebar_delegate import SidebarDelegate
from archive_app.ui.tasks import Lane

RECORDS = 120


class Window:
    """The window with a catalogue, and a way to let its searches wait."""

    def __init__(self, qtbot: QtBot, app: Application) -> None:
        self.bot = qtbot
        self.window = app.window
        self.pane = app.window.results
        self._gates: list[threading.Event] = []

    def hold(self) -> None:
        """Let nothing be looked for until ``go``."""
        gate = threading.Event()

        def wait(_progress: Progress) -> None:
            gate.wait()

        self.window.context.tasks.run(Lane.READ, wait)
        self._gates.append(gate)

    def go(self) -> None:
        """Let what waits be looked for."""
        for gate in self._gates:
            gate.set()
        self._gates.clear()

    def rest(self) -> None:
        """Wait until all is found and counted."""
        self.bot.waitUntil(lambda: self.window.searching.at_rest and self.window.sidebar.at_rest)

    @property
    def head(self) -> str:
        return self.pane.header.text

    @property
    def remark(self) -> str:
        delegate = self.window.sidebar.tree.itemDelegate()
        assert isinstance(delegate, SidebarDelegate)
        return delegate.remark


@pytest.fixture
def window(qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Window]:
    with Archive.create(tmp_path / "c.archive") as archive, archive.operation("make") as writer:
        for n in range(RECORDS):
            writer.save(Article(headline=f"{'Rocket' if n % 2 else 'Bridge'} {n}", body=("words",)))
    theme.use("light")
    app = Application(Preferences(keep=False))
    app.window.resize(1280, 800)
    app.window.show()
    app.open(tmp_path / "c.archive")
    made = Window(qtbot, app)
    qtbot.waitUntil(lambda: made.pane.model.rowCount() == RECORDS)
    made.rest()
    yield made
    made.go()
    app.close()
    app.window.context.tasks.close()
    app.window.hide()
    app.window.deleteLater()


def test_a_list_of_the_search_before_says_so_until_the_new_one_is_there(qtbot: QtBot, window: Window) -> None:
    window.hold()
    window.window.context.view.set_query("title:~kee")
    qtbot.waitUntil(lambda: window.pane.standing.dimmed)
    assert window.head == "Searching… · listed: the search before"
    assert "matching" in window.pane.header.words, "the new search stands in words above the list"
    assert window.pane.header.stop_button.isVisible()
    assert window.pane.model.rowCount() == RECORDS
    window.pane.grab()
    assert theme.current().color("base").alpha() == 255, "the colour of the veil is its own"
    qtbot.waitUntil(lambda: window.remark == "counting…")
    window.go()
    window.rest()
    assert window.head == "No records match"
    assert not window.pane.standing.dimmed
    assert not window.pane.header.stop_button.isVisible()
    assert window.remark == ""


@pytest.mark.parametrize("where", ["box", "list", "button"])
def test_a_search_can_be_stopped_and_gone_on_with(qtbot: QtBot, window: Window, where: str) -> None:
    window.hold()
    box, standing = window.window.search_bar, window.pane.standing
    box.setFocus()
    QTest.keyClicks(box, "rocket")
    qtbot.waitUntil(lambda: standing.dimmed)
    box._popup.hide()
    if where == "button":
        QTest.mouseClick(window.pane.header.stop_button, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(box if where == "box" else window.pane.view(), Qt.Key.Key_Escape)
    assert not window.window.searching.looking
    assert window.head == "Search stopped · listed: the search before"
    assert standing.bar.text == "The search was stopped. The list shows the search before."
    assert standing.dimmed
    assert box.text() == "rocket", "what was asked for is not taken away"
    window.go()
    qtbot.waitUntil(lambda: not window.window.context.tasks.running(Lane.READ))
    assert window.pane.model.rowCount() == RECORDS, "what was stopped does not arrive later"
    assert window.remark == "as before"
    standing.bar._pressed()
    qtbot.waitUntil(lambda: window.pane.model.rowCount() == RECORDS // 2)
    window.rest()
    assert not standing.bar.text
    assert not standing.dimmed


def test_a_change_does_not_begin_what_was_stopped(qtbot: QtBot, window: Window) -> None:
    window.hold()
    window.window.context.view.set_query("rocket")
    qtbot.waitUntil(lambda: window.pane.standing.dimmed)
    window.window.searching.stop()
    window.go()
    window.window.searching.run(refresh=True)
    window.rest()
    assert window.head == "Search stopped · listed: the search before"
    assert window.pane.model.rowCount() == RECORDS


def test_the_first_rows_of_a_stopped_search_are_told_as_such(qtbot: QtBot, window: Window) -> None:
    searching = window.window.searching
    searching.found.connect(lambda results, _refresh: QTimer.singleShot(0, searching.stop) if results.growing else 0)
    window.window.context.view.go("all", text="words")
    qtbot.waitUntil(lambda: bool(window.pane.standing.bar.text))
    assert "the first 50 records of it are listed" in window.pane.standing.bar.text
    assert window.head.startswith("At least ")
    assert not window.pane.standing.dimmed


def test_all_of_a_search_that_goes_on_are_chosen_as_they_come(qtbot: QtBot, window: Window) -> None:
    searching, pane = window.window.searching, window.pane
    searching.found.connect(lambda results, _refresh: pane.select_all() if results.growing else None)
    window.window.context.view.go("all", text="words")
    qtbot.waitUntil(lambda: len(window.window.context.view.now.selected) == RECORDS)


def test_another_order_leaves_the_counts_as_they_are(qtbot: QtBot, window: Window) -> None:
    window.hold()
    window.window.context.view.set_sort("publisher")
    qtbot.waitUntil(lambda: window.pane.standing.dimmed)
    qtbot.wait(300)
    assert window.remark == ""


def test_a_stopped_search_never_begins() -> None:
    stop = Stop()
    stop.stop()
    with pytest.raises(Cancelled):
        stop.take(lambda: None)


def test_a_stop_is_said_until_the_search_has_ended(qtbot: QtBot) -> None:
    stop, said = Stop(), threading.Semaphore(0)
    work = stop.during(lambda _archive: [said.acquire() for _ in range(3)])
    stop.take(said.release)
    thread = threading.Thread(target=work, args=(None,))
    thread.start()
    stop.stop()
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert not said.acquire(timeout=0.1), "who uses the connection next is left alone"


@pytest.mark.parametrize("width", [480, 620, 1400])
def test_the_number_is_read_whole_however_narrow_the_head_is(qtbot: QtBot, light: theme.Theme, width: int) -> None:
    header = ResultsHeader()
    qtbot.addWidget(header)
    header.resize(width, 120)
    header.show()
    header.set_query(parse("type:photo").query)
    header.set_group("publisher")
    header.offer_stop(True)
    counts = {"article": 1_000_000, "photo": 1_150_000, "video": 262_240}
    header.set_count(2_412_240, counts, "photos")
    label = header.findChild(QLabel)
    assert label is not None
    assert "2\u202f412\u202f240 records match" in label.text()
    QTest.qWait(0)
    assert label.width() >= label.sizeHint().width(), "what is shown fits"
    assert ("262\u202f240" in label.text()) == (width == 1400)
    assert ("262\u202f240" in label.toolTip()) == (width != 1400)
    assert "262\u202f240" in header.text


def test_suggestions_for_another_text_are_not_taken(qtbot: QtBot, window: Window) -> None:
    box = window.window.search_bar
    popup = box._popup

    box.setFocus()
    QTest.keyClicks(box, "pub")
    qtbot.waitUntil(popup.isVisible)
    gate = threading.Event()
    for _ in range(2):  # nothing else is suggested for now
        window.window.context.tasks.run(Lane.FILES, lambda _progress: gate.wait())
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClicks(box, "x")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "pubx", "what was chosen belongs to another text"
    assert window.window.context.view.now.text == "pubx"
    QTest.keyClicks(box, "y")
    qtbot.waitUntil(lambda: not popup.isVisible())
    gate.set()


@pytest.mark.parametrize("width", [420, 700, 1200])
def test_what_is_offered_instead_of_nothing_is_never_squeezed(qtbot: QtBot, light: theme.Theme, width: int) -> None:
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.resize(width, 500)
    offers = [(f"another search like this ({n})", lambda: None, not n) for n in range(4)]
    empty.show_state("search", "No records match", "Nothing was found.", offers)
    empty.show()
    buttons = empty.findChildren(QPushButton)
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in buttons))
    lines = {button.y() for button in buttons}
    assert (len(lines) == 1) == (width == 1200)
    for top in lines:
        line = [button.geometry() for button in buttons if button.y() == top]
        left, right = min(one.left() for one in line), max(one.right() for one in line)
        assert abs(left - (width - 1 - right)) <= 2, "in the middle"
