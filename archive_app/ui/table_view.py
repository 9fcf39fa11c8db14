"""The two views made of table rows: the list (one painted column) and the table (columns of the person's choice).

Both use QTableView: with rows of one fixed height it opens at once whatever the total, and its scroll bar tells
the truth. Letters typed in them look for a title; they never edit and never run a command.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from archive_app.domain.groups import Group, starts
from archive_app.i18n import tr
from archive_app.ui import kept, theme
from archive_app.ui.group_headings import HEAD, paint_heading, spoken
from archive_app.ui.painted_rows import PaintedRows, RowDelegate
from archive_app.ui.result_columns import COLUMNS, SHOWN_OF
from archive_app.ui.results_model import ResultsModel
from archive_app.ui.row_painter import Columns, Manner, paint_row

if TYPE_CHECKING:
    from archive_app.domain.results import ResultRow

ROW = 28
Index = QModelIndex | QPersistentModelIndex


class RowsView(QTableView):
    """Rows without a grid, one height, whole rows selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._headed: dict[int, Group] = {}
        self.painted = PaintedRows(self)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()

    def set_row_height(self, height: int) -> None:
        """Make every row so high."""
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.set_groups(tuple(self._headed.values()))

    def set_groups(self, groups: tuple[Group, ...]) -> None:
        """Show the rows under these headings: the first of each group is as much higher as its heading needs.

        To be called when the rows are there. No row is added, so that rows and records stay one to one.
        """
        rows = self.verticalHeader()
        height = rows.defaultSectionSize()
        # Told of each row, view and header would count a million heights anew each time.
        told = rows.blockSignals(True)
        rows.setUpdatesEnabled(False)
        for row in self._headed:
            if row < rows.count():
                rows.resizeSection(row, height)
        self._headed = dict(zip(starts(groups), groups, strict=True))
        for row in self._headed:
            rows.resizeSection(row, height + HEAD)
        rows.setUpdatesEnabled(True)
        rows.blockSignals(told)
        self.updateGeometries()
        self.viewport().update()

    def heading(self, row: int) -> int:
        """How much of a row's height its group's heading takes."""
        return HEAD if row in self._headed else 0

    def heading_words(self, row: int) -> str:
        """The heading above a row, as a screen reader says it; "" for none."""
        return spoken(self._headed[row]) if row in self._headed else ""

    def hideEvent(self, event: QHideEvent) -> None:
        """Painted rows are not kept for nobody."""
        super().hideEvent(event)
        self.painted.clear()

    def update_rows(self, first: int, last: int) -> None:
        """Paint these rows again, as far as they are on screen."""
        top = self.rowViewportPosition(first)
        bottom = self.rowViewportPosition(last) + self.rowHeight(last)
        self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What to paint again: rows are selected across the whole width, not as far as there are columns."""
        cells = super().visualRegionForSelection(selection).boundingRect()
        return QRegion(0, cells.top(), self.viewport().width(), cells.height())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Paint both rows again: the focus stands below the whole of a row."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self.update_rows(index.row(), index.row())

    def _rows_in(self, area: QRegion, model: ResultsModel) -> Iterator[tuple[int, QRect]]:
        """The rows that touch an area, each with its rectangle below the heading of its group."""
        box, wide = area.boundingRect(), self.viewport().width()
        row, total = max(0, self.rowAt(box.top())), model.rowCount()
        if row >= total:
            return
        seen = max(0, self.rowAt(0))
        self.painted.ask_ahead(model, seen, seen + self.viewport().height() // self.rowHeight(seen))
        top = self.rowViewportPosition(row)
        while row < total and top <= box.bottom():
            height, above = self.rowHeight(row), self.heading(row)
            rect = QRect(0, top + above, wide, height - above)
            if area.intersects(rect):
                yield row, rect
            top, row = top + height, row + 1

    def _focused_row(self) -> int:
        return self.currentIndex().row() if self.hasFocus() else -1

    def _paint_headings(self) -> None:
        if not self._headed:
            return
        painter = QPainter(self.viewport())
        row = max(0, self.rowAt(0))
        bottom = self.viewport().height()
        while 0 <= row < self.model().rowCount() and (y := self.rowViewportPosition(row)) <= bottom:
            if row in self._headed:
                band = QRect(0, y, self.viewport().width(), HEAD)
                paint_heading(painter, band, self._headed[row], self.layoutDirection())
            row += 1
        painter.end()

    def first_visible(self) -> int:
        """The number of the first row on screen, -1 when there is none."""
        return self.rowAt(self.verticalHeader().defaultSectionSize() // 3)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End lead to the first and last row, as in any list."""
        model, acts = self.model(), QAbstractItemView.CursorAction
        if model.rowCount() and action in {acts.MoveHome, acts.MoveEnd}:
            return model.index(
                0 if action == acts.MoveHome else model.rowCount() - 1, max(0, self.currentIndex().column())
            )
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space belong to commands; everything else to the list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)


class ListRows(RowsView):
    """The list: the first column across the whole width, painted by ``ResultDelegate``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def setItemDelegate(self, delegate: QAbstractItemDelegate) -> None:
        """Paint by a delegate."""
        super().setItemDelegate(delegate)
        self.painted.thumbnails = delegate.thumbnails if isinstance(delegate, RowDelegate) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and the headings over the upper part of those that have one."""
        model, delegate = self.model(), self.itemDelegate()
        if not isinstance(model, ResultsModel) or not isinstance(delegate, RowDelegate):
            super().paintEvent(event)
            return
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        focused, chosen = self._focused_row(), self.selectionModel()
        pointer = self.painted.pointer
        hovered = self.rowAt(pointer.y()) if pointer is not None else -1
        painter = QPainter(self.viewport())
        self.painted.begin(painter, event.region())
        for number, rect in self._rows_in(event.region(), model):
            marks = (chosen.isSelected(model.index(number, 0)), number == focused, number == hovered)
            self.painted.draw_item(painter, option, rect, model.row(number), delegate, marks)
        painter.end()
        self._paint_headings()

    def show_first_column_only(self) -> None:
        """Hide the rest; to be called when the model is set."""
        for column in range(1, self.model().columnCount()):
            self.setColumnHidden(column, True)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


class TableRows(RowsView):
    """The table; columns can be moved, chosen and sorted by.

    Signals:
        sort_wanted(str): A sort of ``operations.find``, after a click on a header.
    """

    sort_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_row_height(theme.grown(ROW))
        self.setAlternatingRowColors(True)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.sectionClicked.connect(self._sort_by)
        header.setAccessibleName(tr("Columns"))
        self._sort = ""
        self._kind = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """A row in one go: asking and painting cell by cell costs four times as much."""
        model = self.model()
        if not isinstance(model, ResultsModel):
            return
        header, screen = self.horizontalHeader(), self.viewport().rect()
        columns = [
            (COLUMNS[number], self.columnViewportPosition(number), self.columnWidth(number))
            for number in map(header.logicalIndex, range(header.count()))
            if not header.isSectionHidden(number)
        ]
        columns = [one for one in columns if one[1] <= screen.right() and one[1] + one[2] >= screen.left()]
        painter = QPainter(self.viewport())
        chosen, focused, direction = self.selectionModel(), self._focused_row(), self.layoutDirection()
        stand = tuple((column.name, left, width) for column, left, width in columns)
        self.painted.begin(painter, event.region())
        for number, rect in self._rows_in(event.region(), model):
            how = Manner(bool(number % 2), number == focused, chosen.isSelected(model.index(number, 0)), direction)
            self.painted.draw(painter, rect, model.row(number), (stand, how), partial(_cells, columns, how))
        painter.end()
        self._paint_headings()

    def arrange(self, kind: str = "") -> None:
        """Show the columns of a kind of record as they were left, or as they begin.

        To be called when the model is set, and when the results are of another kind.

        Args:
            kind: article, photo or video when all results are; "" for several kinds.
        """
        self._kind = kind
        header = self.horizontalHeader()
        saved = kept.value(self._kept_under)
        if saved is None or not header.restoreState(saved):
            shown = SHOWN_OF.get(kind, ())
            for number, column in enumerate(COLUMNS):
                header.moveSection(header.visualIndex(number), number)
                self.setColumnWidth(number, column.width)
                self.setColumnHidden(number, column.name not in shown if shown else not column.shown)
        self.show_sort(self._sort)

    def show_kind(self, kind: str) -> None:
        """Show the columns of another kind of record; those of the one before are remembered."""
        if kind != self._kind:
            self.keep_arrangement()
            self.arrange(kind)

    def keep_arrangement(self) -> None:
        """Remember the columns of the kind that is shown."""
        kept.keep(self._kept_under, self.horizontalHeader().saveState())

    @property
    def _kept_under(self) -> str:
        # What was left by a program with other columns cannot be put back.
        return f"table/columns/{len(COLUMNS)}/{self._kind or 'all'}"

    def show_sort(self, sort: str) -> None:
        """Show by an arrow which column the results are ordered by."""
        self._sort = sort
        header = self.horizontalHeader()
        header.setSortIndicatorShown(False)
        for number, column in enumerate(COLUMNS):
            if sort and sort in {column.sort, column.sort_back}:
                header.setSortIndicatorShown(True)
                back = sort == column.sort_back
                header.setSortIndicator(number, Qt.SortOrder.DescendingOrder if back else Qt.SortOrder.AscendingOrder)

    def _sort_by(self, number: int) -> None:
        column = COLUMNS[number]
        if column.sort:
            other = column.sort_back if self._sort == column.sort else ""
            self.sort_wanted.emit(other or column.sort)
        self.show_sort(self._sort)

    def _choose_columns(self, where: QPoint) -> None:
        menu = QMenu(self)
        for number, column in enumerate(COLUMNS[1:], start=1):
            action = menu.addAction(tr(column.label))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.toggled.connect(lambda shown, n=number: self._show_column(n, shown))
        menu.addSeparator()
        menu.addAction(tr("As at the beginning")).triggered.connect(self._begin_anew)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    def _begin_anew(self) -> None:
        kept.forget(self._kept_under)
        self.arrange(self._kind)

    def _show_column(self, number: int, shown: bool) -> None:
        self.setColumnHidden(number, not shown)
        if shown and self.columnWidth(number) < 40:
            self.setColumnWidth(number, COLUMNS[number].width)
        self.keep_arrangement()


def _cells(columns: Columns, how: Manner, painter: QPainter, rect: QRect, row: ResultRow | None) -> None:
    paint_row(painter, rect, row, columns, how)
