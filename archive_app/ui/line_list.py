"""Lists of thousands of lines: a drawing, a name, a second line, a number, perhaps a tick; drawn, not widgets.

The lines are plain values, made on any thread::

    view = LineView(tr("Authorities"), parent)
    view.show_lines([Line(12, "Roscosmos", "Organisation", "37", "building-2")])
    view.chosen.connect(self._show)       # slot(key): the current line is another one
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.result_delegate import paint_ground

Index = QModelIndex | QPersistentModelIndex
LineRole: Final = int(Qt.ItemDataRole.UserRole) + 1
HEIGHT, LOW = 48, 32
_TICK = 34  # pixels from the edge within which a click ticks


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list.

    Attributes:
        key: By which its owner knows it.
        name: In large letters.
        more: The second line, "" for none.
        number: At the far end.
        icon: A name for ``icons.icon``.
        tip: What the mouse is told; the name and the second line when "".
    """

    key: Any
    name: str
    more: str = ""
    number: str = ""
    icon: str = ""
    tip: str = ""

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        return ", ".join(part for part in (self.name, self.more, self.number) if part)


class LineModel(QAbstractListModel):
    """The lines; with ``ticks`` each can be ticked and all are at first. Signals: ``ticked()``, after a change."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None, *, ticks: bool = False) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()
        self._ticks = ticks
        self.out: set[Any] = set()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.out = set()
        self.endResetModel()

    def tick(self, keys: set[Any]) -> None:
        """Tick these lines and no others."""
        self.out = {line.key for line in self.lines} - keys
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))
        self.ticked.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """What is drawn and said of a line."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.name
            case Qt.ItemDataRole.ToolTipRole:
                return line.tip or "\n".join(part for part in (line.name, line.more) if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = tr("not ticked") if line.key in self.out else tr("ticked")
                return f"{line.spoken}, {said}" if self._ticks else line.spoken
            case Qt.ItemDataRole.CheckStateRole if self._ticks:
                return Qt.CheckState.Unchecked if line.key in self.out else Qt.CheckState.Checked
            case _:
                return line if role == LineRole else None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Tick or untick a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        key = self.lines[index.row()].key
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.out.discard(key)
        else:
            self.out.add(key)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Lines are chosen, and ticked where they can be."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return found | Qt.ItemFlag.ItemIsUserCheckable if self._ticks else found


class LineDelegate(QStyledItemDelegate):
    """Draws a line; every rectangle is mirrored where the window runs from right to left."""

    def __init__(self, height: int, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All lines are of one height."""
        return QSize(120, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one."""
        line: Line | None = index.data(LineRole)
        if line is None:
            return
        painter.save()
        painter.setClipRect(option.rect)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_ground(painter, option, chosen=chosen)
        front, quiet = ("on_selection", "on_selection") if chosen else ("text", "secondary")
        rect, left = option.rect, 10
        ratio = painter.device().devicePixelRatioF()
        ticked = index.data(int(Qt.ItemDataRole.CheckStateRole))
        drawings = [line.icon] if line.icon else []
        if ticked is not None:
            drawings.insert(0, "square-check" if Qt.CheckState(ticked) == Qt.CheckState.Checked else "square")
        for name in drawings:
            where = self._place(option, left, (rect.height() - 16) // 2, 16, 16)
            painter.drawPixmap(where.topLeft(), icons.pixmap(name, front if "square" in name else quiet, 16, ratio))
            left += 26
        room = rect.width() - left - 12
        if line.number:
            font = theme.font(12)
            painter.setFont(font)
            wide = painter.fontMetrics().horizontalAdvance(line.number)
            self._write(painter, option, line.number, (left + room - wide, 0, wide + 2, rect.height()), font, quiet)
            room -= wide + 10
        if line.more and self._height >= HEIGHT:
            self._write(painter, option, line.name, (left, 5, room, 20), theme.font(13, bold=True), front)
            self._write(painter, option, line.more, (left, 24, room, 18), theme.font(12), quiet)
        else:
            self._write(painter, option, line.name, (left, 0, room, rect.height()), theme.font(13), front)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:  # fmt: skip
        """A click on the box or Space ticks."""
        state = index.data(int(Qt.ItemDataRole.CheckStateRole))
        if state is None:
            return False
        pressed = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            box = self._place(option, 0, 0, _TICK, option.rect.height())
            pressed = event.button() == Qt.MouseButton.LeftButton and box.contains(event.position().toPoint())
        if not pressed:
            return False
        on = Qt.CheckState(state) == Qt.CheckState.Checked
        new = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(model.index(index.row(), 0), new, int(Qt.ItemDataRole.CheckStateRole))

    def _place(self, option: QStyleOptionViewItem, left: int, top: int, width: int, height: int) -> QRect:
        logical = QRect(option.rect.left() + left, option.rect.top() + top, width, height)
        return QStyle.visualRect(option.direction, option.rect, logical)

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, where: tuple[int, int, int, int],
        font: QFont, role: str,
    ) -> None:  # fmt: skip
        painter.setFont(font)
        painter.setPen(theme.current().color(role))
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where[2])
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._place(option, *where), flags, shown)


class LineView(QListView):
    """The view.

    Signals:
        chosen(object): The key of the current line, None for none.
        opened(object): Enter or a double click on a line.
        removal_wanted(): Delete was pressed.
    """

    chosen = Signal(object)
    opened = Signal(object)
    removal_wanted = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, low: bool = False, many: bool = False, ticks: bool = False
    ) -> None:
        super().__init__(parent)
        self.lines = LineModel(self, ticks=ticks)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(LOW if low else HEIGHT, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(LineRole).key))

    @property
    def current(self) -> Any:
        """The key of the current line, None for none."""
        line = self.currentIndex().data(LineRole)
        return line.key if isinstance(line, Line) else None

    @property
    def selected(self) -> list[Any]:
        """The keys of the selected lines, in their order."""
        return [self.lines.lines[row].key for row in sorted(i.row() for i in self.selectedIndexes())]

    def show_lines(self, lines: Sequence[Line], current: Any = None, *, first: bool = False) -> None:
        """Show other lines; the line of ``current`` (else the one that was current) stays it.

        Args:
            lines: All of them.
            current: The key of the line to go to; None for the one that is current now.
            first: Without such a line, go to the first.
        """
        before = self.current
        wanted = before if current is None else current
        kept, top = set(self.selected), self.verticalScrollBar().value()
        self._quiet = True
        self.lines.show_lines(lines)
        row = next((n for n, line in enumerate(lines) if line.key == wanted), 0 if first and lines else -1)
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row))
            if wanted == before and len(kept) > 1:
                for n, line in enumerate(lines):
                    if line.key in kept:
                        self.selectionModel().select(self.lines.index(n), self.selectionModel().SelectionFlag.Select)
            if wanted == before:
                self.verticalScrollBar().setValue(top)
            self.scrollTo(self.lines.index(row))
        self._quiet = False
        if self.current != before:
            self.chosen.emit(self.current)

    def choose(self, key: Any) -> bool:
        """Make the line of a key the current one; False when there is none."""
        row = next((n for n, line in enumerate(self.lines.lines) if line.key == key), -1)
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row))
        return row >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete asks for removal."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet:
            self.chosen.emit(self.current)
