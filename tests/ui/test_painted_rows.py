"""Rows are painted once, anew when they look different, and whole as soon as nobody scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from archive_app.domain.results import ResultRow
from archive_app.ui import painted_rows, theme
from archive_app.ui.context import Context
from archive_app.ui.cut_text import cut
from archive_app.ui.grid_view import GridView
from archive_app.ui.painted_rows import RowDelegate
from archive_app.ui.results_model import ResultsModel
from archive_app.ui.table_view import ListRows, TableRows
from archive_app.ui.thumbnails import Thumbnails, Wish

PICTURE = "ab" * 32


class Counting(RowDelegate):
    """Paints a row red, or blue when it is selected, and green without one; notes what it painted."""

    def __init__(self, thumbnails: Thumbnails, view: ListRows | GridView) -> None:
        super().__init__(thumbnails, view)
        self.painted: list[int] = []

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, row: ResultRow | None) -> Wish | None:
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.fillRect(option.rect, QColor("green" if row is None else "blue" if chosen else "red"))
        if row is None:
            return None
        self.painted.append(row.id)
        wish: Wish = (row.media_sha, QSize(20, 20), 1.0, False)
        return wish if row.media_sha and self.thumbnails.get(*wish) is None else None


class Rows:
    """Rows that can be changed."""

    def __init__(self) -> None:
        self.sha = ""
        self.titles: dict[int, str] = {}

    def fetch(self, ids: Sequence[int], done: Callable[[list[ResultRow]], None]) -> None:
        done([ResultRow(n, "article", self.titles.get(n, f"Title {n}"), media_sha=self.sha) for n in ids])


@pytest.fixture(params=[ListRows, GridView])
def shown(request: pytest.FixtureRequest, qtbot: QtBot, context: Context) -> tuple[ListRows | GridView, Counting, Rows]:
    view: ListRows | GridView = request.param()
    qtbot.addWidget(view)
    rows = Rows()
    model = ResultsModel(rows.fetch, view)
    model.set_results(range(1, 2001))
    model.row(0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    delegate = Counting(Thumbnails(context, context), view)
    view.setItemDelegate(delegate)
    view.setModel(model)
    if isinstance(view, ListRows):
        view.show_first_column_only()
        view.set_row_height(96)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the ring would come whenever the window is made active
    view.resize(500, 400)
    view.show()
    qtbot.waitExposed(view)
    view.grab()
    return view, delegate, rows


def colours(view: ListRows | GridView) -> set[str]:
    image = view.viewport().grab().toImage()
    return {image.pixelColor(image.width() // 4, y).name() for y in range(image.height())}


def test_what_was_painted_is_not_painted_again(shown: tuple[ListRows | GridView, Counting, Rows]) -> None:
    view, delegate, _rows = shown
    assert delegate.painted
    delegate.painted.clear()
    view.grab()
    assert set(delegate.painted) <= {1}, "the pointer may have come over the first"


def test_a_row_that_was_changed_is_painted_anew(
    shown: tuple[ListRows | GridView, Counting, Rows], qtbot: QtBot
) -> None:  # fmt: skip
    view, delegate, rows = shown
    model = view.model()
    assert isinstance(model, ResultsModel)
    delegate.painted.clear()
    rows.titles[2] = "Another title"
    with qtbot.waitSignal(model.rows_arrived):
        model.refresh_rows([2])
    view.grab()
    assert 2 in delegate.painted
    assert 3 not in delegate.painted


def test_selection_and_theme_change_what_is_seen(shown: tuple[ListRows | GridView, Counting, Rows]) -> None:
    view, delegate, _rows = shown
    view.selectAll()
    assert QColor("blue").name() in colours(view)
    assert QColor("red").name() not in colours(view)
    view.clearSelection()
    assert QColor("red").name() in colours(view)
    delegate.painted.clear()
    theme.use("dark")
    view.grab()
    assert delegate.painted
    theme.use("light")


def test_whoever_scrolls_on_sees_blank_rows_and_whole_ones_at_rest(
    shown: tuple[ListRows | GridView, Counting, Rows], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, delegate, _rows = shown
    monkeypatch.setattr(painted_rows, "BUDGET_S", -1.0)  # time for one row a frame
    monkeypatch.setattr(painted_rows, "FRAME_S", 0.0)  # each painting is one
    monkeypatch.setattr(painted_rows, "HURRY_S", 1e6)
    for step in range(1, 5):
        view.verticalScrollBar().setValue(400 * step)
    delegate.painted.clear()
    assert QColor("green").name() in colours(view)
    assert len(delegate.painted) == 1
    monkeypatch.setattr(painted_rows, "HURRY_S", 0.0)
    assert QColor("green").name() not in colours(view)


def test_only_what_is_uncovered_is_painted_while_one_scrolls(
    shown: tuple[ListRows | GridView, Counting, Rows], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, _delegate, _rows = shown
    view.painted.clear()
    view.viewport().repaint()
    seen = view.painted.size
    bar = view.verticalScrollBar()
    asked: list[int] = []
    draw = view.painted.draw

    def counted(*of: Any) -> None:
        asked.append(1)
        draw(*of)

    monkeypatch.setattr(view.painted, "draw", counted)
    bar.setValue(bar.value() + 10)
    qtbot.waitUntil(lambda: bool(asked))
    assert 0 < len(asked) < seen, "the rows above were moved"


def test_a_row_that_no_time_was_left_for_comes_while_one_scrolls_on(
    shown: tuple[ListRows | GridView, Counting, Rows], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, _delegate, _rows = shown
    monkeypatch.setattr(painted_rows, "BUDGET_S", -1.0)
    monkeypatch.setattr(painted_rows, "FRAME_S", 0.0)
    monkeypatch.setattr(painted_rows, "HURRY_S", 1e6)
    bar = view.verticalScrollBar()
    for step in range(1, 5):
        bar.setValue(500 * step)
    view.viewport().repaint()
    screen = view.screen()
    assert screen is not None

    def on_screen() -> set[str]:
        image = screen.grabWindow(view.winId()).toImage()
        return {image.pixelColor(image.width() // 4, y).name() for y in range(image.height() - 20)}

    assert QColor("green").name() in on_screen()
    for step in range(12):
        bar.setValue(2000 + step % 2)
        view.viewport().repaint(view.viewport().rect().adjusted(0, view.viewport().height() - 2, 0, 0))
        qtbot.wait(1)
    qtbot.waitUntil(lambda: QColor("green").name() not in on_screen())


def test_a_picture_that_comes_is_painted(
    shown: tuple[ListRows | GridView, Counting, Rows], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, delegate, rows = shown
    here: list[QPixmap] = []
    monkeypatch.setattr(delegate.thumbnails, "get", lambda *_wish: here[0] if here else None)
    rows.sha = PICTURE
    model = view.model()
    assert isinstance(model, ResultsModel)
    with qtbot.waitSignal(model.rows_arrived):
        model.refresh_rows(None)
    view.grab()
    delegate.painted.clear()
    view.grab()
    assert 2 not in delegate.painted
    here.append(QPixmap(20, 20))
    view.grab()
    assert 2 in delegate.painted


def test_few_screens_are_kept_and_none_of_a_hidden_view(shown: tuple[ListRows | GridView, Counting, Rows]) -> None:
    view, _delegate, _rows = shown
    seen = view.painted.size
    for step in range(20):
        view.verticalScrollBar().setValue(150 * step)
        view.grab()
    assert seen < view.painted.size <= 5 * seen
    view.hide()
    assert not view.painted.size


def test_the_table_shows_a_change_of_its_columns(qtbot: QtBot) -> None:
    view = TableRows()
    qtbot.addWidget(view)
    model = ResultsModel(Rows().fetch, view)
    model.set_results(range(1, 50))
    model.row(0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    view.setModel(model)
    view.arrange()
    view.resize(700, 300)
    view.show()
    qtbot.waitExposed(view)
    first = view.viewport().grab().toImage()
    view.setColumnWidth(0, 200)
    assert view.viewport().grab().toImage() != first
    view.setColumnWidth(0, 340)
    assert view.viewport().grab().toImage() == first


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_kept_row_looks_as_one_painted_now(direction: Qt.LayoutDirection, qtbot: QtBot, context: Context) -> None:
    from archive_app.ui.result_delegate import ResultDelegate

    row = ResultRow(1, "article", "Harbour strike", "1978-03-14", "Evening Courier", "Ann Example", photos=3)
    view = ListRows()
    qtbot.addWidget(view)
    view.setLayoutDirection(direction)
    model = ResultsModel(lambda ids, done: done([row._replace(id=n) for n in ids]), view)
    model.set_results([1])
    model.row(0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    delegate = ResultDelegate(Thumbnails(context, context), view)
    view.setItemDelegate(delegate)
    view.setModel(model)
    view.show_first_column_only()
    view.set_row_height(delegate.height)
    view.resize(700, 200)
    view.show()
    qtbot.waitExposed(view)
    kept = view.viewport().grab().toImage().copy(0, 0, view.viewport().width(), delegate.height)
    direct = QImage(kept.size(), QImage.Format.Format_RGB32)
    direct.fill(theme.current().color("base"))
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = direct.rect()
    option.state &= ~QStyle.StateFlag.State_HasFocus
    painter = QPainter(direct)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    assert kept.convertToFormat(QImage.Format.Format_RGB32) == direct
    assert QRect(kept.rect()).height() == delegate.height


@pytest.mark.parametrize("words", [
    "", "Hall", "A fairly long title of an article about a harbour and its ferries", "iiiiiiiiiiiiiiiiiiiiiiii",
    "Шипенко на площади", "مرفأ المدينة القديمة", "港の写真、とても長い題名", "two\nlines", "x" * 5000,
])  # fmt: skip
@pytest.mark.parametrize("width", [0, 20, 118, 400])
def test_words_are_cut_as_qt_cuts_them(words: str, width: int, light: theme.Theme) -> None:
    metrics = QFontMetrics(theme.font(12))
    whole = metrics.elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, width)
    assert cut(words, width, 12) == whole
