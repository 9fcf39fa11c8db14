"""The whole window on a small catalogue: places, ticks, selection, undo, first run, names for screen readers."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from archive_app.domain.changes import Changes
from archive_app.domain.records import Article, Name, Photo
from archive_app.operations import edit, folders, works
from archive_app.operations.progress import Progress
from archive_app.settings import Settings
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.preferences import Preferences
from archive_app.ui.prompt import Prompt
from archive_app.ui.sidebar_model import Node
from archive_app.ui.tasks import Lane
from archive_app.ui.view_state import VIEWS

WAIT = 5000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue with seven articles of two publishers and one photo, one collection, one saved search."""
    archive = Archive.create(tmp_path / "Harbour.archive")
    ids: list[int] = []
    for number in range(7):
        publisher = "Evening Courier" if number % 2 else "Harbour Gazette"
        changes = edit.save(
            archive,
            Article(
                headline=f"Strike, day {number}", body=("The crane drivers left the quay.",), publisher=publisher,
                published=f"1978-03-{number + 10}", bylines=(Name("Ann Example"),), language="en",
            ),
        )  # fmt: skip
        ids += sorted(changes.records)
    edit.save(archive, Photo(title="Empty berths", description="Berths without ships"))
    number, _changes = folders.new_collection(archive, "Theatre")
    folders.add_to_collection(archive, number, ids[:2])
    folders.save_search(archive, "Strikes", "strike")
    archive.close()
    return archive.folder


@pytest.fixture
def bare(qtbot: QtBot, light: theme.Theme) -> Iterator[Application]:
    """The window without a catalogue."""
    made = Application(Preferences(Settings()))
    qtbot.addWidget(made.window)
    made.window.resize(1440, 900)
    made.window.show()
    yield made
    made.close()


@pytest.fixture
def app(qtbot: QtBot, bare: Application, folder: Path) -> Application:
    """The window on the catalogue, its records on screen."""
    bare.open(folder)
    qtbot.waitUntil(lambda: bare.window.results.model.rowCount() == 8, timeout=WAIT)
    qtbot.waitUntil(lambda: bare.window.results.model.row(0) is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: bool(facets(bare)), timeout=WAIT)
    qtbot.waitUntil(lambda: bare.window.sidebar.at_rest, timeout=WAIT)
    return bare


def facets(app: Application) -> list[Node]:
    return [node for node in app.window.sidebar.model.nodes() if node.sort == "facet"]


def tick(app: Application, field: str, value: str) -> Node:
    return next(node for node in facets(app) if (node.field, node.value) == (field, value))


def test_a_first_start_asks_nothing_and_writes_nothing(bare: Application, a_home_of_its_own: Path) -> None:
    assert bare.window.results.empty.title == "Your archive is empty"
    assert bare.window.context.actions["file.import"].isEnabled()
    assert not list(a_home_of_its_own.rglob("*.archive"))


def test_the_header_counts_what_is_found(qtbot: QtBot, app: Application) -> None:
    assert app.window.results.header.text == "8 records · 7 articles · 1 photo"
    app.window.context.view.set_query("berths")
    qtbot.waitUntil(lambda: app.window.results.header.text == "1 of 8 records", timeout=WAIT)
    assert app.window.results.header.words == "“berths”"


def test_ticks_rewrite_the_query_and_the_box(qtbot: QtBot, app: Application) -> None:
    window = app.window
    window.sidebar.set_tick(tick(app, "publisher", "Evening Courier"), "in")
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 3, timeout=WAIT)
    assert "Evening Courier" in window.search_bar.text()
    qtbot.waitUntil(lambda: tick(app, "publisher", "Evening Courier").state == "in", timeout=WAIT)
    window.sidebar.set_tick(tick(app, "publisher", "Harbour Gazette"), "in")
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 7, timeout=WAIT)
    window.sidebar.set_tick(tick(app, "publisher", "Harbour Gazette"), "out")
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 3, timeout=WAIT)
    window.results.clear_filters()
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 8, timeout=WAIT)
    assert window.search_bar.text() == ""


def test_back_restores_the_query_and_its_results(qtbot: QtBot, app: Application) -> None:
    app.window.context.view.set_query("berths")
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 1, timeout=WAIT)
    assert app.window.context.actions.run("view.back")
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 8, timeout=WAIT)
    assert app.window.search_bar.text() == ""
    assert app.window.context.actions.run("view.forward")
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 1, timeout=WAIT)


def test_the_side_buttons_of_a_mouse_go_back_and_forward(qtbot: QtBot, app: Application) -> None:
    view, handle = app.window.context.view, app.window.windowHandle()
    view.set_query("berths")
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 1, timeout=WAIT)
    over_the_list = app.window.results.view().mapTo(app.window, QPoint(60, 60))
    QTest.mouseClick(handle, Qt.MouseButton.BackButton, Qt.KeyboardModifier.NoModifier, over_the_list)
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 8, timeout=WAIT)
    assert view.now.text == ""
    assert not view.now.selected
    QTest.mouseClick(handle, Qt.MouseButton.ForwardButton, Qt.KeyboardModifier.NoModifier, over_the_list)
    qtbot.waitUntil(lambda: view.now.text == "berths", timeout=WAIT)


def test_what_is_offered_too_late_does_not_cover_the_results(qtbot: QtBot, app: Application) -> None:
    box = app.window.search_bar
    box.activateWindow()
    box.setFocus()
    QTest.keyClicks(box, "type:photo")
    QTest.keyClick(box, Qt.Key.Key_Return)  # the answer to the typing is still under way
    qtbot.waitUntil(lambda: app.window.context.view.now.text == "type:photo", timeout=WAIT)
    qtbot.waitUntil(lambda: not app.window.context.tasks.running(), timeout=WAIT)
    [offered] = [one for one in app.window.findChildren(QListWidget) if one.accessibleName() == "Suggestions"]
    assert not offered.isVisible()


def test_typing_searches_after_a_rest(qtbot: QtBot, app: Application) -> None:
    app.window.search_bar.setFocus()
    QTest.keyClicks(app.window.search_bar, "ber")
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 1, timeout=WAIT)
    assert app.window.context.view.now.text == "ber"


def test_the_selection_stays_when_the_view_changes(qtbot: QtBot, app: Application) -> None:
    results, view = app.window.results, app.window.context.view
    wanted = (results.model.id_at(4), results.model.id_at(2))
    results.select(wanted)
    qtbot.waitUntil(lambda: set(view.now.selected) == set(wanted), timeout=WAIT)
    for name in (*VIEWS, "list"):
        view.set_view(name)
        qtbot.wait(20)
        assert set(view.now.selected) == set(wanted)
        assert results.view().currentIndex().row() == 4


def test_select_all_takes_the_records_not_seen_too(qtbot: QtBot, app: Application) -> None:
    app.window.results.view().setFocus()
    assert app.window.context.actions.run("edit.select_all")
    qtbot.waitUntil(lambda: len(app.window.context.view.now.selected) == 8, timeout=WAIT)
    assert app.window.results.strip.isVisible()


def test_letters_typed_in_the_list_run_and_change_nothing(qtbot: QtBot, app: Application) -> None:
    ran: list[str] = []
    app.window.context.actions.ran.connect(ran.append)
    app.window.results.list.setFocus()
    QTest.keyClicks(app.window.results.list, "strike")
    qtbot.wait(50)
    assert ran == []
    assert app.window.results.model.rowCount() == 8


def test_to_the_bin_and_back_with_undo(qtbot: QtBot, app: Application) -> None:
    window = app.window
    window.results.select([window.results.model.id_at(0)])
    qtbot.waitUntil(lambda: bool(window.context.view.now.selected), timeout=WAIT)
    assert window.context.actions.run("edit.delete")
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 7, timeout=WAIT)
    qtbot.waitUntil(lambda: window.context.actions["edit.undo"].text() != "Undo", timeout=WAIT)
    assert window.toasts.shown[-1].notice.action == "edit.undo"
    assert window.context.actions.run("edit.undo")
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 8, timeout=WAIT)
    assert window.status.save_state == "saved"


def test_places_of_the_library(qtbot: QtBot, app: Application) -> None:
    view, model = app.window.context.view, app.window.results.model
    collection = next(node for node in app.window.sidebar.model.nodes() if node.sort == "collection")
    view.go("collection", collection.id)
    qtbot.waitUntil(lambda: model.rowCount() == 2, timeout=WAIT)
    view.go("bin")
    qtbot.waitUntil(lambda: app.window.results.empty.title == "The bin is empty", timeout=WAIT)
    view.go("all")
    qtbot.waitUntil(lambda: model.rowCount() == 8, timeout=WAIT)


def test_a_search_is_saved_under_a_name(qtbot: QtBot, app: Application) -> None:
    window = app.window
    window.context.view.set_query("berths")
    assert window.context.actions.run("search.save")
    prompt = window.findChildren(Prompt)[0]
    assert prompt.isVisible()
    prompt.box.setText("Ships that are gone")
    QTest.keyClick(prompt.box, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: "Ships that are gone" in {node.text for node in window.sidebar.model.nodes() if node.sort == "saved"},
        timeout=WAIT,
    )
    assert not window.findChildren(Prompt) or not window.findChildren(Prompt)[0].isVisible()


def test_records_dragged_onto_a_collection_are_added(qtbot: QtBot, app: Application) -> None:
    window = app.window
    collection = next(node for node in window.sidebar.model.nodes() if node.sort == "collection")
    window.sidebar.dropped.emit(collection, (window.results.model.id_at(0), window.results.model.id_at(1)))
    qtbot.waitUntil(
        lambda: [node.count for node in window.sidebar.model.nodes() if node.key == collection.key] == [4], timeout=WAIT
    )


def test_esc_leaves_one_thing_at_a_time(qtbot: QtBot, app: Application) -> None:
    window, view = app.window, app.window.context.view
    app.shell.open_palette()
    assert window.palette_.isVisible()
    QTest.keyClick(window.palette_.box, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()
    view.open_page("export")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert view.now.mode == "browse"


def test_a_misspelt_word_is_corrected_on_request(qtbot: QtBot, app: Application) -> None:
    app.window.context.view.set_query("berthz")
    empty = app.window.results.empty
    qtbot.waitUntil(lambda: empty.title == "No records match", timeout=WAIT)

    def offer() -> QPushButton | None:
        buttons = [one for one in empty.findChildren(QPushButton) if "berths" in one.text() and one.isVisible()]
        return buttons[0] if buttons else None

    qtbot.waitUntil(lambda: offer() is not None, timeout=WAIT)
    button = offer()
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 1, timeout=WAIT)


def test_a_remark_on_the_query_is_shown(qtbot: QtBot, app: Application) -> None:
    app.window.context.view.set_query("foo:bar")
    qtbot.waitUntil(lambda: "foo" in app.window.results.hint_bar.text, timeout=WAIT)


def test_a_second_writer_is_told_and_may_read(qtbot: QtBot, app: Application, folder: Path) -> None:
    other = Application(Preferences(Settings()))
    qtbot.addWidget(other.window)
    other.open(folder)
    qtbot.waitUntil(lambda: bool(other.window.results.notice_bar.text), timeout=WAIT)
    other.open(folder, read_only=True)
    qtbot.waitUntil(lambda: other.window.results.model.rowCount() == 8, timeout=WAIT)
    assert other.window.context.actions.reason("record.empty_bin")
    other.close()


def test_files_dropped_anywhere_begin_an_import(qtbot: QtBot, app: Application, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.html")), QUrl("https://example.org/b")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(app.window.files_dropped) as dropped:
        app.window.dropEvent(event)
    assert dropped.args[0] == [tmp_path / "a.html", "https://example.org/b"]
    assert app.window.context.view.now.page == "import"


def test_the_panes_give_way_in_a_narrow_window(app: Application) -> None:
    window = app.window
    window.resize(1100, 800)
    assert not window.inspector.isVisible()
    assert window.sidebar.isVisible()
    window.resize(1440, 900)
    assert window.inspector.isVisible()


def _nodes(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield node
    # Qt may answer None for a child, whatever its stubs say.
    children: list[QAccessibleInterface | None] = [node.child(number) for number in range(min(node.childCount(), 60))]
    for child in children:
        if child is not None and child.isValid():
            yield from _nodes(child)


@pytest.mark.parametrize("name", [*theme.THEMES])
def test_everything_that_takes_the_focus_has_a_name(app: Application, name: str) -> None:
    theme.use(name)
    nameless = []
    for node in _nodes(QAccessible.queryAccessibleInterface(app.window)):
        state = node.state()
        shown = not (state.invisible or state.offscreen or state.disabled)
        if shown and state.focusable and not node.text(QAccessible.Text.Name):
            nameless.append(f"{node.role()} {type(node.object()).__name__}")
    assert nameless == []


def test_no_label_is_cut_off(app: Application) -> None:
    for label in app.window.findChildren(QLabel):
        if label.text() and label.isVisible() and not label.wordWrap():
            assert label.width() >= label.minimumSizeHint().width(), label.text()


def test_the_window_opens_at_its_smallest(app: Application) -> None:
    app.window.resize(QSize(1024, 640))
    assert app.window.size().width() <= 1024
    assert app.window.results.list.verticalHeader().defaultSectionSize() == 56


def test_rows_stay_where_they_are_when_one_of_them_goes(qtbot: QtBot, app: Application) -> None:
    window = app.window
    window.resize(1440, 700)
    first = window.results.model.id_at(0)
    window.results.select([window.results.model.id_at(1)])
    qtbot.waitUntil(lambda: bool(window.context.view.now.selected), timeout=WAIT)
    assert window.context.actions.run("edit.delete")
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 7, timeout=WAIT)
    assert window.results.model.id_at(window.results.list.first_visible()) == first


def test_the_window_is_drawn_before_the_store_is_imported() -> None:
    code = "import sys; import archive_app.ui.app; sys.exit('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=600, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_closing_waits_for_a_running_job_and_says_so(qtbot: QtBot, app: Application) -> None:
    window = app.window

    def work(progress: Progress) -> None:
        for number in range(100_000):
            progress.at(number, 100_000)
            time.sleep(0.002)

    window.context.tasks.run(Lane.FILES, work, title="Importing")
    assert not window.close()
    assert window.isVisible()
    notice = window.toasts.shown[-1].notice
    assert "Importing" in notice.text
    assert notice.clicked is not None
    notice.clicked()
    assert not window.isVisible()


def test_a_list_at_its_top_stays_there_when_its_first_article_goes(
    qtbot: QtBot, app: Application, archive_of_many: int
) -> None:
    results = app.window.results
    context = app.window.context
    assert results.view().verticalScrollBar().maximum() > 0
    context.change(lambda archive, _progress: edit.to_bin(archive, [archive_of_many]))
    qtbot.waitUntil(lambda: results.model.number_of(archive_of_many) < 0, timeout=WAIT)
    assert results.view().verticalScrollBar().value() == 0  # its photos, undated now, went to the end


@pytest.fixture
def archive_of_many(qtbot: QtBot, app: Application) -> int:
    """The id of a newest article with ten photos, in the open catalogue."""
    made: list[int] = []

    def work(archive: Archive, _progress: Progress) -> Changes:
        changes = edit.save(archive, Article(headline="Newest", published="1990"))
        made.extend(changes.records)
        for number in range(10):
            _use, changes = works.add_photo(archive, made[0], Photo(title=f"Photo {number}"))
        return changes

    app.window.context.change(work)
    qtbot.waitUntil(lambda: bool(made), timeout=WAIT)
    app.window.context.feed.everything.emit()
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 19, timeout=WAIT)
    app.window.results.view().scrollToTop()
    return made[0]
