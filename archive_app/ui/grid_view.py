"""Results as a grid of cards, laid out by arithmetic so that a million open as fast as ten.

Qt's own icon mode computes every position before the first paint; here a cell's place follows from its number.
It is a QListView all the same, though hardly anything of one is used: Qt tells screen readers of a list and its
items only for the item views it knows, and of a plain view nothing but its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from archive_app.domain.groups import Group, starts
from archive_app.ui import theme
from archive_app.ui.grid_layout import GridLayout
from archive_app.ui.group_headings import HEAD, paint_heading
from archive_app.ui.painted_rows import PaintedRows, RowDelegate
from archive_app.ui.results_model import ResultsModel

Index = QModelIndex | QPersistentModelIndex

SIZES: Final = {"S": 148, "M": 208, "L": 288}
WORDS: Final = 76  # the lines under the picture
MARGIN: Final = 12


class GridView(QListView):
    """Cells of one size, as many in a line as fit.

    Signals:
        cell_size_changed(int): The width of a cell after Ctrl+wheel.
    """

    cell_size_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = SIZES["M"]
        self._rows: QAbstractItemModel | None = None
        self._groups: tuple[Group, ...] = ()
        self._starts: list[int] = []
        self._made: GridLayout | None = None
        self._pointed = -1
        self.painted = PaintedRows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)

    @property
    def cell(self) -> QSize:
        """The size of a cell; cells grow to fill the line."""
        return self._measures[1]

    @property
    def columns(self) -> int:
        """How many stand in a line."""
        return self._measures[0]

    @property
    def _measures(self) -> tuple[int, QSize]:
        """How many stand in a line, and the size of each."""
        return _measured(self.viewport().width(), self._cell, self._total(), theme.grown(WORDS))

    def set_groups(self, groups: tuple[Group, ...]) -> None:
        """Show the cells under these headings; to be called when the rows are there."""
        self._groups, self._starts = groups, starts(groups)
        self._made = None
        self.updateGeometries()
        self.viewport().update()

    @property
    def layout_(self) -> GridLayout:
        """Where the cells stand now."""
        columns, cell = self._measures
        key = (self._total(), columns, cell.height() + MARGIN)
        made = self._made
        if made is None or (made.total, made.columns, made.line) != key:
            # While the rows change, headings of the rows before would stand anywhere.
            valid = self._groups and self._starts[-1] < key[0]
            self._made = made = GridLayout(*key, self._starts if valid else (), HEAD)
        return made

    def set_cell_size(self, width: int) -> None:
        """Make the cells wider or narrower; what was first on screen stays there."""
        first = self.first_visible()
        self._cell = max(SIZES["S"], min(SIZES["L"], width))
        self.updateGeometries()
        if first >= 0:
            self.verticalScrollBar().setValue(self.layout_.place(first)[0])
        self.viewport().update()
        self.cell_size_changed.emit(self._cell)

    def first_visible(self) -> int:
        """The number of the first cell on screen, -1 when there is none."""
        return self.layout_.first_at(self.verticalOffset() + self._line() // 3) if self._total() else -1

    def visualRect(self, index: Index) -> QRect:
        """Where a cell stands in the viewport."""
        if not index.isValid():
            return QRect()
        return next(rect for _, rect in self._rects(range(index.row(), index.row() + 1)))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The cell under a point."""
        if not self._total():
            return QModelIndex()
        model = self.model()
        column = (point.x() - MARGIN) // (self.cell.width() + MARGIN)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            column = (self.viewport().width() - 1 - point.x() - MARGIN) // (self.cell.width() + MARGIN)
        number = self.layout_.at(point.y() + self.verticalOffset() - MARGIN, column)
        index = model.index(number, 0) if number >= 0 else QModelIndex()
        return index if index.isValid() and self.visualRect(index).contains(point) else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell on screen."""
        rect = self.visualRect(index)
        bar = self.verticalScrollBar()
        if index.row() in self.layout_.starts:
            rect.setTop(rect.top() - self.layout_.head)  # with its heading
        if hint == QAbstractItemView.ScrollHint.PositionAtTop or rect.top() < 0:
            bar.setValue(bar.value() + rect.top() - MARGIN)
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() + 1 - self.viewport().height() + MARGIN)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where an arrow, Page or Home key leads."""
        model = self.model()
        total = self._total()
        if not total:
            return QModelIndex()
        now = self.currentIndex().row()
        if now < 0:
            return model.index(0, 0)
        page = max(1, self.viewport().height() // self._line()) * self.columns
        ahead = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        acts = QAbstractItemView.CursorAction
        steps = {
            acts.MoveLeft: -ahead, acts.MoveRight: ahead, acts.MovePrevious: -1, acts.MoveNext: 1,
            acts.MovePageUp: -page, acts.MovePageDown: page, acts.MoveHome: -total, acts.MoveEnd: total,
        }  # fmt: skip
        if action in {acts.MoveUp, acts.MoveDown}:
            to = self.layout_.up(now) if action == acts.MoveUp else self.layout_.down(now)
        else:
            to = now + steps[action]
        return model.index(max(0, min(total - 1, to)), 0)

    def horizontalOffset(self) -> int:
        """Never scrolled sideways."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """Cells are never hidden."""
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the cells a rubber band touches, or those between two cells."""
        if not self._total():
            return
        model = self.model()
        chosen = QItemSelection()
        start = self.indexAt(rect.topLeft())
        end = self.indexAt(rect.bottomRight())
        if start.isValid() and end.isValid() and rect.width() <= 1 and rect.height() <= 1:
            chosen.select(start, start)
        else:
            first = self.layout_.first_at(rect.normalized().top() + self.verticalOffset() - MARGIN)
            last = self.layout_.beyond(rect.normalized().bottom() + self.verticalOffset() - MARGIN + 1)
            for number in range(first, min(model.rowCount(), last)):
                index = model.index(number, 0)
                if self.visualRect(index).intersects(rect.normalized()):
                    chosen.select(index, index)
        self.selectionModel().select(chosen, command)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell screen readers of the first card only: QListView lists every one, for seconds where all are chosen."""
        QAbstractItemView.selectionChanged(self, selected, deselected)
        if not QAccessible.isActive():
            return
        for changed, kind in (
            (selected, QAccessible.Event.Selection), (deselected, QAccessible.Event.SelectionRemove),
        ):  # fmt: skip
            if changed.count():
                event = QAccessibleEvent(self, kind)
                event.setChild(changed.at(0).top())
                QAccessible.updateAccessibility(event)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What to paint again; all of it is cheap enough."""
        return QRegion(self.viewport().rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that are uncovered; while one scrolls that is a strip."""
        painter, area = QPainter(self.viewport()), event.region()
        self.painted.begin(painter, area)
        if not self._total():
            painter.end()
            return
        model, delegate = self.model(), self.itemDelegate()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        pointer = self.painted.pointer
        hover = self.indexAt(pointer).row() if pointer is not None else -1
        focused, chosen = self.currentIndex().row() if self.hasFocus() else -1, self.selectionModel()
        if isinstance(model, ResultsModel):
            seen = self._cells_in(self.viewport().rect())
            self.painted.ask_ahead(model, seen.start, seen.stop)
        for number, rect in self._rects(self._cells_in(area.boundingRect())):
            if not area.intersects(rect):
                continue
            index = model.index(number, 0)
            if isinstance(model, ResultsModel) and isinstance(delegate, RowDelegate):
                marks = (chosen.isSelected(index), number == focused, number == hover)
                self.painted.draw_item(painter, option, rect, model.row(number), delegate, marks)
            else:
                option.rect = rect
                delegate.paint(painter, option, index)
        self._paint_headings(painter)
        painter.end()

    def update_rows(self, first: int, last: int) -> None:
        """Paint these cells again, as far as they are on screen."""
        seen = self._cells_in(self.viewport().rect())
        both = range(max(first, seen.start), min(last + 1, seen.stop))
        if both:
            edges = [rect for _, rect in self._rects(range(both.start, both.start + 1))]
            edges += [rect for _, rect in self._rects(range(both.stop - 1, both.stop))]
            top, bottom = edges[0].top(), edges[1].bottom() + 1
            self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def _cells_in(self, area: QRect) -> range:
        """The cells of the lines that touch an area of the viewport."""
        layout, offset = self.layout_, self.verticalOffset()
        first = layout.first_at(offset + area.top() - MARGIN)
        return range(first, min(self._total(), layout.beyond(offset + area.bottom() + 1)))

    def _rects(self, numbers: range) -> Iterator[tuple[int, QRect]]:
        """Where each of these cells stands in the viewport."""
        layout, size, whole = self.layout_, self.cell, self.viewport().width()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        up = MARGIN - self.verticalOffset()
        for number in numbers:
            top, column = layout.place(number)
            left = MARGIN + column * (size.width() + MARGIN)
            if mirrored:
                left = whole - left - size.width()
            yield number, QRect(left, top + up, size.width(), size.height())

    def setItemDelegate(self, delegate: QAbstractItemDelegate) -> None:
        """Paint by a delegate."""
        super().setItemDelegate(delegate)
        self.painted.thumbnails = delegate.thumbnails if isinstance(delegate, RowDelegate) else None

    def hideEvent(self, event: QHideEvent) -> None:
        """Painted cards are not kept for nobody."""
        super().hideEvent(event)
        self.painted.clear()

    def _paint_headings(self, painter: QPainter) -> None:
        layout = self.layout_
        if not layout.head:
            return
        top = self.verticalOffset() - MARGIN
        for group in range(layout.group_of(layout.first_at(top)), len(self._groups)):
            y = layout.heading(group) - top
            if y > self.viewport().height():
                return
            band = QRect(0, y, self.viewport().width(), HEAD)
            paint_heading(painter, band, self._groups[group], self.layoutDirection())

    def doItemsLayout(self) -> None:
        """Lay out nothing: QListView would compute a place for every row."""
        QAbstractItemView.doItemsLayout(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted; QListView would not, as it has laid out nothing."""
        self.viewport().scroll(dx, dy)

    def updateGeometries(self) -> None:
        """Set the scroll bar's range."""
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, self.layout_.height + MARGIN - self.viewport().height()))
        QAbstractItemView.updateGeometries(self)  # QListView's own would set a range for its own layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what was first on screen."""
        QAbstractItemView.resizeEvent(self, event)
        self.updateGeometries()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Repaint for the cell under the pointer, and for the one it leaves."""
        QAbstractItemView.mouseMoveEvent(self, event)
        pointed = self.indexAt(event.position().toPoint()).row()
        if pointed != self._pointed:
            for number in (pointed, self._pointed):
                if 0 <= number < self._total():
                    self.update_rows(number, number)
            self._pointed = pointed

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel changes the size of the cells."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_cell_size(self._cell + (20 if event.angleDelta().y() > 0 else -20))
            event.accept()
        else:
            QAbstractItemView.wheelEvent(self, event)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the rows of a model."""
        self._rows = model
        super().setModel(model)

    def _total(self) -> int:
        # Qt asks for geometry before a model is set, and model() is None then, whatever its stubs say.
        return self._rows.rowCount() if self._rows is not None else 0

    def _line(self) -> int:
        return self.cell.height() + MARGIN


@lru_cache(maxsize=64)
def _measured(whole: int, cell: int, total: int, words: int) -> tuple[int, QSize]:
    columns = max(1, round((whole - MARGIN) / (cell + MARGIN)))
    width = (whole - MARGIN) // columns - MARGIN if total >= columns else cell
    return columns, QSize(width, width * 3 // 4 + words)
