"""The list of an import's items: tick, state drawn and named, title, and the line that says what it is."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.import_items import ICONS, ImportItem
from archive_app.ui.import_model import ItemModel, ItemRole
from archive_app.ui.sidebar_delegate import paint_tick

ROW: Final = 60
TICK: Final = 40
Index = QModelIndex | QPersistentModelIndex


class ImportList(QListView):
    """Space ticks every selected item; the current one is what the review shows."""

    def __init__(self, model: ItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self.setModel(model)
        self.setItemDelegate(ItemDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Items to import"))
        self.setMouseTracking(True)

    def selected(self) -> list[ImportItem]:
        """The selected items in order."""
        shown = self._items.shown  # by ranges: an index for each of ten thousand takes a tenth of a second
        selection: Any = self.selectionModel().selection()  # a sequence, which its stub does not say
        ranges = sorted((one.top(), one.bottom()) for one in selection)
        return [item for top, bottom in ranges for item in shown[top : bottom + 1]]

    def current(self) -> ImportItem | None:
        """The item under review."""
        row = self.currentIndex().row()
        return self._items.shown[row] if 0 <= row < len(self._items.shown) else None

    def go(self, item: ImportItem | None) -> None:
        """Make an item the current one."""
        row = self._items.row_of(item)
        if row >= 0:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self._items.index(row), flag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks or unticks the selection as one, Delete leaves it out."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            chosen = self.selected()
            self._items.tick_all(chosen, not all(item.ticked for item in chosen))
            return
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self._items.tick_all(self.selected(), False)
            return
        super().keyPressEvent(event)


class ItemDelegate(QStyledItemDelegate):
    """Paints an item."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines and air."""
        return QSize(160, ROW)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the tick ticks."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            spot = QStyle.visualRect(
                option.direction, option.rect, QRect(option.rect.left(), option.rect.top(), TICK, ROW)
            )
            if spot.contains(event.position().toPoint()) and isinstance(model, ItemModel):
                item = model.shown[index.row()]
                model.tick(item, not item.ticked)
                return True
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Tick, icon, title, words."""
        item = index.data(ItemRole)
        if not isinstance(item, ImportItem):
            return
        painter.save()
        look, rect = theme.current(), option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, look.color("selection" if chosen else "hover" if over else "base"))

        def place(x: int, y: int, width: int, height: int) -> QRect:
            return QStyle.visualRect(option.direction, rect, QRect(rect.left() + x, rect.top() + y, width, height))

        front, soft = ("on_selection", "on_selection") if chosen else ("text", "secondary")
        ratio = painter.device().devicePixelRatioF()
        if item.can_import:
            paint_tick(painter, place(12, 12, 16, 16), "in" if item.ticked else "")
        drawing, role = ICONS[item.state]
        if chosen and look.contrast:
            role = "on_selection"
        painter.drawPixmap(place(TICK, 12, 16, 16).topLeft(), icons.pixmap(drawing, role, 16, ratio))
        left = TICK + 24
        room = rect.width() - left - 10
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        for y, text, font, colour in (
            (8, item.title, theme.font(13, bold=True), front),
            (31, item.words, theme.font(12), "no" if item.error is not None and not chosen else soft),
        ):
            painter.setFont(font)
            painter.setPen(look.color(colour))
            flat = " ".join(text.split())
            words = painter.fontMetrics().elidedText(flat, Qt.TextElideMode.ElideRight, room)
            painter.drawText(place(left, y, room, 22), side, isolated(words, option.direction))
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -2), 4, 4)
        painter.restore()


def isolated(words: str, direction: Qt.LayoutDirection) -> str:
    """Words that keep their own order in a window that runs from right to left ("3 April 2022")."""
    return f"\u2068{words}\u2069" if direction == Qt.LayoutDirection.RightToLeft else words
