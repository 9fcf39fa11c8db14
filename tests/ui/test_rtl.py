"""Right to left: rows, cards and pages are the mirror of themselves, and nothing is drawn over anything else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive_app.domain.results import ResultRow, SnippetPart
from archive_app.ui.context import Context
from archive_app.ui.grid_delegate import GridDelegate
from archive_app.ui.grid_view import GridView
from archive_app.ui.result_delegate import ResultDelegate
from archive_app.ui.results_model import RowRole
from archive_app.ui.table_view import ListRows
from archive_app.ui.thumbnails import Thumbnails
from tests.ui.auditing import cut_off
from tests.ui.places import PLACES, Places, program

LONG = "Harbour strike enters its third week while the crane drivers stay away from the quay " * 4
ARABIC = "إضراب الميناء يدخل أسبوعه الثالث والرافعات واقفة على الرصيف " * 4
MARGIN = 40
SIZES = {"row": QSize(520, 96), "low row": QSize(520, 56), "card": QSize(208, 232)}


def a_row(text: str, kind: str) -> ResultRow:
    return ResultRow(
        1, kind, text, "1978-03-14", text, text, snippet=(SnippetPart(text[:40]), SnippetPart(text[40:60], hit=True)),
        snippet_field="text", answer="allowed_with_conditions", nobody_looked=False, verdict_note=text[:60],
        photos=30, videos=12, caption=text, credit=text,
    )  # fmt: skip


def painted(delegate: QStyledItemDelegate, row: ResultRow, size: QSize, *, rtl: bool) -> QImage:
    """A cell with room around it, where nothing may be drawn."""
    model = QStandardItemModel(1, 1)
    item = QStandardItem()
    item.setData(row, RowRole)
    model.setItem(0, 0, item)
    image = QImage(size + QSize(2 * MARGIN, 2 * MARGIN), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    option = QStyleOptionViewItem()
    option.rect = QRect(MARGIN, MARGIN, size.width(), size.height())
    option.direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    option.state = QStyle.StateFlag.State_Enabled
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def outside(image: QImage) -> bool:
    """Whether anything around the cell was drawn on."""
    blank = QImage(image.size(), image.format())
    blank.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    painter.fillRect(image.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN), Qt.GlobalColor.magenta)
    painter.end()
    return image != blank


def delegates(context: Context) -> dict[str, QStyledItemDelegate]:
    pictures = Thumbnails(context, context)
    low = ResultDelegate(pictures, ListRows())
    low.compact = True
    return {
        "row": ResultDelegate(pictures, ListRows()), "low row": low,
        "card": GridDelegate(pictures, GridView()),
    }  # fmt: skip


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("text", [LONG, ARABIC, "Short", ""])
@pytest.mark.parametrize("name", SIZES)
def test_nothing_is_drawn_outside_its_cell(context: Context, name: str, text: str, rtl: bool) -> None:
    for kind in ("article", "photo", "video"):
        assert not outside(painted(delegates(context)[name], a_row(text, kind), SIZES[name], rtl=rtl)), kind


@pytest.fixture(scope="module")
def places(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    with program(tmp_path_factory.mktemp("mirrored")) as opened:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        yield opened
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("name", PLACES)
def test_no_words_are_cut_off_right_to_left(places: Places, name: str) -> None:
    assert cut_off(places.go(name)) == []


def test_the_panes_change_sides(places: Places) -> None:
    window = places.window
    places.go("list")
    assert window.sidebar.mapTo(window, window.sidebar.rect().topLeft()).x() > window.width() // 2
    assert window.inspector.mapTo(window, window.inspector.rect().topLeft()).x() < window.width() // 2
