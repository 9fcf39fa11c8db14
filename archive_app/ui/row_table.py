"""A small table of texts edited in place, as of the forms of a name: type, Enter, Tab; rows are added and removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.panel import quiet_button

Texts = tuple[str, ...]
MOST_SHOWN = 8
ROW = 30


class _Cells(QStyledItemDelegate):
    """Line edits with completion for the columns that have values to offer."""

    def __init__(self, offers: dict[int, Sequence[str]], names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._offers, self._names = offers, names

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A line, its text running as its script does."""
        line = QLineEdit(parent)
        line.setFrame(False)
        line.setStyleSheet("QLineEdit { border-radius: 0; padding: 0 4px; min-height: 0; }")
        line.setAccessibleName(self._names[index.column()])
        offers = self._offers.get(index.column())
        if offers:
            completer = QCompleter(list(offers), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            line.setCompleter(completer)
        return line

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Only a real difference is told."""
        if isinstance(editor, QLineEdit) and editor.text() != str(index.data() or ""):
            super().setModelData(editor, model, index)


class _Rows(QStandardItemModel):
    """Says of a cell in which column it stands, also when it is empty."""

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:  # fmt: skip
        """As the items say, and the sentence for screen readers."""
        if role != Qt.ItemDataRole.AccessibleTextRole:
            return super().data(index, role)
        column = self.headerData(index.column(), Qt.Orientation.Horizontal)
        return f"{column}: {super().data(index) or tr('nothing')}"


class _Table(QTableView):
    """Delete removes the row, Insert adds one; Tab leaves from the last cell. Signals as below."""

    removal_wanted = Signal()
    row_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rows by key; what a cell's editor leaves over is not for the rows."""
        if self.state() == QTableView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.row_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class RowTable(QWidget):
    """The table with its buttons.

    Signals:
        edited(object): The rows as they are now, a list of tuples of texts; rows whose first text is empty are left
            out.
        current_changed(int): Another row is the current one; -1 for none.
    """

    edited = Signal(object)
    current_changed = Signal(int)

    def __init__(
        self, name: str, columns: Sequence[str], add: str, parent: QWidget | None = None, *,
        offers: dict[int, Sequence[str]] | None = None, main: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._columns = tuple(columns)
        self._main = main  # a row without this text is none
        self._filling = False
        self._model = _Rows(0, len(columns), self)
        self._model.setHorizontalHeaderLabels(list(columns))
        self.table = _Table(self)
        self.table.setModel(self._model)
        self.table.setAccessibleName(name)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        triggers = QTableView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setWordWrap(False)
        self.table.setStyleSheet("QTableView { border: 1px solid palette(mid); border-radius: 0; }")
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for at in range(len(columns)):
            head.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Stretch if at == main else QHeaderView.ResizeMode.Interactive
            )
            if at != main:
                head.resizeSection(at, 104)
        self._cells = _Cells(offers or {}, self._columns, self.table)
        self.table.setItemDelegate(self._cells)
        self.add = quiet_button(add, self.add_row, self, icon="plus")
        self.remove = quiet_button(
            tr("Remove"), self.remove_row, self, icon="minus", tip=tr("Remove this row (Delete)")
        )
        self.remove.setAccessibleName(tr("Remove a row of: {table}").format(table=name))
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.setSpacing(theme.GAP_XS)
        self.buttons.addWidget(self.add)
        self.buttons.addWidget(self.remove)
        self.buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_XS)
        column.addWidget(self.table)
        column.addLayout(self.buttons)
        self._model.itemChanged.connect(lambda _item: self._tell())
        self._cells.closeEditor.connect(self._closed)
        self.table.removal_wanted.connect(self.remove_row)
        self.table.row_wanted.connect(self.add_row)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _was: self._moved(now.row()))
        self.set_rows([])

    @property
    def rows(self) -> list[Texts]:
        """The rows with something in their main column."""
        found = [
            tuple(str(self._model.index(row, at).data() or "").strip() for at in range(len(self._columns)))
            for row in range(self._model.rowCount())
        ]
        return [row for row in found if row[self._main]]

    @property
    def row(self) -> int:
        """The current row, -1 for none."""
        return self.table.currentIndex().row()

    @property
    def editing(self) -> bool:
        """Whether a cell is being typed in."""
        return self.table.state() == QTableView.State.EditingState

    def set_rows(self, rows: Sequence[Texts]) -> None:
        """Show rows; a cell that is being typed in is left alone."""
        if self.editing or (rows and list(rows) == self.rows and len(rows) == self._model.rowCount()):
            return
        now = self.table.currentIndex()
        at = (now.row(), now.column())
        self._filling = True
        self._model.setRowCount(0)
        for row in rows:
            self._model.appendRow([_item(text) for text in row])
        self._filling = False
        if 0 <= at[0] < len(rows):
            self.table.setCurrentIndex(self._model.index(*at))
        self._fit()
        self._moved(self.row)

    def add_row(self) -> None:
        """Begin a new row."""
        self._filling = True
        self._model.appendRow([_item("") for _column in self._columns])
        self._filling = False
        self._fit()
        place = self._model.index(self._model.rowCount() - 1, self._main)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.setCurrentIndex(place)
        self.table.edit(place)

    def remove_row(self) -> None:
        """Take the current row away."""
        if self.row >= 0 and self.remove.isEnabled():
            self._model.removeRow(self.row)
            self._fit()
            self._tell()
            self._moved(self.row)

    def set_read_only(self, off: bool) -> None:
        """Nothing can be changed."""
        triggers = QTableView.EditTrigger
        on = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.table.setEditTriggers(triggers.NoEditTriggers if off else on)
        self.add.setEnabled(not off)
        self.remove.setEnabled(not off and self.row >= 0)

    def _tell(self) -> None:
        if not self._filling:
            self.edited.emit(self.rows)

    def _moved(self, row: int) -> None:
        self.remove.setEnabled(row >= 0 and self.add.isEnabled())
        self.current_changed.emit(row)

    def _closed(self, _editor: QWidget, _hint: QAbstractItemDelegate.EndEditHint) -> None:
        # A row that was begun and left empty goes again, once the table is done with its editor.
        QTimer.singleShot(0, self, self._drop_empty)

    def _drop_empty(self) -> None:
        if self.editing:
            return
        for row in reversed(range(self._model.rowCount())):
            if not any(str(self._model.index(row, at).data() or "").strip() for at in range(len(self._columns))):
                self._model.removeRow(row)
        self._fit()

    def _fit(self) -> None:
        shown = min(MOST_SHOWN, self._model.rowCount())
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setVisible(self._model.rowCount() > 0)
        self.table.setFixedHeight(head + shown * ROW + 4)


def _item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setToolTip(text)
    return item
