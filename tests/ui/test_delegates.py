"""Rows and cards are painted with what they must show, in both directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from archive_app.domain.results import ResultRow, SnippetPart
from archive_app.ui import theme, verdicts
from archive_app.ui.context import Context
from archive_app.ui.grid_delegate import GridDelegate
from archive_app.ui.grid_view import GridView
from archive_app.ui.result_delegate import ResultDelegate
from archive_app.ui.results_model import ResultsModel
from archive_app.ui.table_view import ListRows
from archive_app.ui.thumbnails import Thumbnails

ROW = ResultRow(
    1, "article", "Harbour strike enters third week", "1978-03-14", "Evening Courier", "Ann Example",
    snippet=(SnippetPart("the "), SnippetPart("strike", hit=True), SnippetPart(" began")), snippet_field="text",
    answer="allowed_with_conditions", nobody_looked=False, verdict_note="credit required", photos=3, videos=1,
)  # fmt: skip


def fetch(ids: Sequence[int], done: Callable[[list[ResultRow]], None]) -> None:
    done([ROW])


@pytest.fixture
def model(context: Context, qtbot: QtBot) -> ResultsModel:
    made = ResultsModel(fetch, context)
    made.set_results([1])
    made.row(0)
    qtbot.waitUntil(lambda: made.row(0) is not None)
    return made


def painted(
    delegate: QStyledItemDelegate, index: QModelIndex, size: QSize, *, rtl: bool = False, chosen: bool = False
) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(theme.current().color("base"))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, size.width(), size.height())
    option.direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    if chosen:
        option.state |= QStyle.StateFlag.State_Selected
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return image


def columns_with(image: QImage, colour: str) -> list[int]:
    wanted = colour.lower()
    return [
        x for x in range(image.width()) if any(image.pixelColor(x, y).name() == wanted for y in range(image.height()))
    ]


def lines_with(image: QImage, colour: str) -> list[int]:
    wanted = colour.lower()
    return [
        y for y in range(image.height()) if any(image.pixelColor(x, y).name() == wanted for x in range(image.width()))
    ]


def test_the_hit_is_marked_and_the_verdict_coloured(model: ResultsModel, context: Context) -> None:
    delegate = ResultDelegate(Thumbnails(context, context), ListRows())
    image = painted(delegate, model.index(0, 0), QSize(800, 96))
    assert columns_with(image, theme.LIGHT.match_bg)
    assert columns_with(image, theme.LIGHT.check_bg)


def test_where_a_hit_stands_is_as_easy_to_read_on_a_selected_row(
    model: ResultsModel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    contrast = theme.use("high_contrast")
    delegate = ResultDelegate(Thumbnails(context, context), ListRows())
    image = painted(delegate, model.index(0, 0), QSize(800, 96), chosen=True)
    snippet = image.copy(QRect(125, 50, 60, 16))  # “Text: the …”
    assert columns_with(snippet, contrast.on_selection)
    assert not columns_with(snippet, contrast.secondary)


@pytest.mark.parametrize("size", [13, 16, 21, 30])
def test_rows_and_cards_have_room_for_the_text_size_of_the_system(
    model: ResultsModel, context: Context, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    growth = min(2.0, size / theme.BASE_SIZE)
    monkeypatch.setattr(theme, "_growth", lambda: growth)
    theme._font.cache_clear()
    try:
        delegate = ResultDelegate(Thumbnails(context, context), ListRows())
        lines = [QFontMetrics(theme.font(14, bold=True)), *(QFontMetrics(theme.font(one)) for one in (12, 12, 11))]
        assert delegate.height >= sum(line.height() for line in lines)
        grid = GridView()
        words = grid.cell.height() - grid.cell.width() * 3 // 4
        assert words >= sum(QFontMetrics(theme.font(one, bold=one == 12)).height() for one in (12, 11, 11))
        # What is marked in the snippet ends above the verdict.
        image = painted(delegate, model.index(0, 0), QSize(800, delegate.height))
        marked, verdict = lines_with(image, theme.LIGHT.match_bg), lines_with(image, theme.LIGHT.check_bg)
        assert marked
        assert verdict
        assert marked[-1] < verdict[0]
        assert verdict[-1] - verdict[0] + 1 >= lines[-1].ascent() + lines[-1].descent()
    finally:
        theme._font.cache_clear()


def test_the_compact_row_leaves_out_the_snippet_and_keeps_the_verdict(model: ResultsModel, context: Context) -> None:
    delegate = ResultDelegate(Thumbnails(context, context), ListRows())
    delegate.compact = True
    image = painted(delegate, model.index(0, 0), QSize(800, 56))
    assert not columns_with(image, theme.LIGHT.match_bg)
    assert columns_with(image, theme.LIGHT.check_bg)


def test_the_row_mirrors_from_right_to_left(model: ResultsModel, context: Context) -> None:
    delegate = ResultDelegate(Thumbnails(context, context), ListRows())
    left = columns_with(painted(delegate, model.index(0, 0), QSize(800, 96)), theme.LIGHT.alternate)
    right = columns_with(painted(delegate, model.index(0, 0), QSize(800, 96), rtl=True), theme.LIGHT.alternate)
    assert max(left) < 120
    assert min(right) > 680


def test_a_selected_row_has_ground_and_bar(model: ResultsModel, context: Context) -> None:
    delegate = ResultDelegate(Thumbnails(context, context), ListRows())
    image = painted(delegate, model.index(0, 0), QSize(800, 96), chosen=True)
    assert image.pixelColor(1, 48).name().upper() == theme.LIGHT.accent
    assert image.pixelColor(790, 10).name().upper() == theme.LIGHT.selection


def test_a_row_on_its_way_is_drawn_as_bars(context: Context) -> None:
    model = ResultsModel(lambda _ids, _done: None, context)
    model.set_results([1])
    delegate = ResultDelegate(Thumbnails(context, context), ListRows())
    image = painted(delegate, model.index(0, 0), QSize(800, 96))
    assert columns_with(image, theme.LIGHT.alternate)
    assert not columns_with(image, theme.LIGHT.text)


def test_the_card_shows_the_verdict_too(model: ResultsModel, context: Context) -> None:
    delegate = GridDelegate(Thumbnails(context, context), GridView())
    assert columns_with(painted(delegate, model.index(0, 0), QSize(208, 240)), theme.LIGHT.check_bg)


def test_verdicts_differ_by_icon_and_word_not_only_by_colour(light: theme.Theme) -> None:
    assert len({one.icon for one in verdicts.ALL}) == len(verdicts.ALL)
    assert len({one.word for one in verdicts.ALL}) == len(verdicts.ALL)
    assert verdicts.look("ask").id == "check"
    assert verdicts.look("ask", nobody_looked=True).id == "unknown"


def test_scrolling_the_grid_paints_other_cells(qtbot: QtBot, context: Context) -> None:
    model = ResultsModel(fetch, context)
    model.set_results(range(1, 201))
    view = GridView()
    qtbot.addWidget(view)
    seen: set[int] = set()

    class Watching(QStyledItemDelegate):
        def paint(
            self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
        ) -> None:
            seen.add(index.row())

    view.setItemDelegate(Watching(view))
    view.setModel(model)
    view.resize(700, 400)
    view.show()
    qtbot.waitUntil(lambda: 0 in seen, timeout=5000)
    assert 199 not in seen
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: 199 in seen, timeout=5000)
    assert len(seen) < 100, "cells that are not on screen are not painted"


def test_the_grid_finds_every_cell_by_arithmetic(model: ResultsModel, qtbot: QtBot) -> None:
    view = GridView()
    qtbot.addWidget(view)
    many = ResultsModel(lambda _ids, _done: None, view)
    many.set_results(range(1, 1_000_001))
    view.setModel(many)
    view.resize(900, 600)
    view.show()
    for number in (0, 1, 7, 999_999):
        index = many.index(number, 0)
        view.scrollTo(index)
        assert view.indexAt(view.visualRect(index).center()).row() == number
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
