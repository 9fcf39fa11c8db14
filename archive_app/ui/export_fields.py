"""The columns of a table: ticked or not, in the order wanted (dragged, or moved with Alt+Up and Alt+Down)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.formats.exporting.base import ExportColumns
from archive_app.i18n import tr
from archive_app.ui import icons, theme

_NAME = Qt.ItemDataRole.UserRole


class ExportFields(QWidget):
    """A list of columns.

    Signals:
        changed: Another column is ticked, or the order is another.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.list = _List(self)
        self.list.setAccessibleName(tr("Columns"))
        self.list.itemChanged.connect(self._tell)
        self.list.model().rowsMoved.connect(self._tell)
        self.list.moved.connect(self._move)
        label = QLabel(tr("Columns"), self)
        label.setBuddy(self.list)
        label.setFont(theme.font(13, bold=True))
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_XS)
        row.addWidget(label, 1)
        for name, icon, words, by in (
            ("up", "arrow-up", tr("Move the column up (Alt+Up)"), -1),
            ("down", "arrow-down", tr("Move the column down (Alt+Down)"), 1),
        ):
            button = QToolButton(self)
            button.setObjectName(name)
            icons.keep(button, icon, "secondary")
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _checked=False, step=by: self._move(step))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_XS)
        column.addLayout(row)
        column.addWidget(self.list, 1)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the ticked columns in order."""
        items = [self.list.item(at) for at in range(self.list.count())]
        return tuple(str(one.data(_NAME)) for one in items if one.checkState() == Qt.CheckState.Checked)

    def show_columns(self, columns: ExportColumns, chosen: Iterable[str] = ()) -> None:
        """Offer these columns; ``chosen`` are ticked and come first, else the format's own choice."""
        ticked = [name for name in chosen if name in columns.labels] or list(columns.chosen)
        self._filling = True
        self.list.clear()
        for name in (*ticked, *(one for one in columns.labels if one not in ticked)):
            item = QListWidgetItem(columns.labels[name])
            item.setData(_NAME, name)
            item.setToolTip(name)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )  # fmt: skip
            item.setCheckState(Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._filling = False

    def _move(self, by: int) -> None:
        at = self.list.currentRow()
        if at >= 0 and 0 <= at + by < self.list.count():
            self._filling = True
            item = self.list.takeItem(at)
            self.list.insertItem(at + by, item)
            self.list.setCurrentRow(at + by)
            self._filling = False
            self.changed.emit()

    def _tell(self, *_: object) -> None:
        if not self._filling:
            self.changed.emit()


class _List(QListWidget):
    """Rows can be dragged into another order."""

    moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformItemSizes(True)
        self.setStyleSheet("QListWidget::item { padding: 3px 2px; }")
        self.setMinimumHeight(120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with Up or Down moves the column itself."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)
