"""What stating rights would do, record by record: the answer before and after, and the statements superseded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from archive_app.i18n import tr, tr_n
from archive_app.operations.rights_templates import Prospect
from archive_app.ui import icons, theme
from archive_app.ui.clearance_table import answer_name, look_of
from archive_app.ui.table_view import ROW, RowsView
from archive_app.ui.verdict_words import statement_title

Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)


class ProspectModel(QAbstractTableModel):
    """A row for each record, with a tick to leave it out. Signals: ``ticked``."""

    ticked = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Prospect] = ()
        self.without: set[int] = set()

    @property
    def going(self) -> list[int]:
        """The records that are ticked."""
        return [row.work for row in self.rows if row.work not in self.without]

    def show_rows(self, rows: Sequence[Prospect]) -> None:
        """Show other prospects; what was unticked stays so."""
        self.beginResetModel()
        self.rows = rows
        self.without &= {row.work for row in rows}
        self.endResetModel()
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One a record."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Record, before, after, superseded."""
        return 0 if parent.isValid() else 4

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every record can be unticked."""
        tick = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | tick

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Record"), tr("Before"), tr("After"), tr("Supersedes"))[section]
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """What the view and a screen reader ask."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        look = look_of(answer_name(row.before if column == 1 else row.after))
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return (row.title or tr("Untitled"), look.word, look.word, superseded(row))[column]
            case Qt.ItemDataRole.ToolTipRole:
                titles = "\n".join(statement_title(one) for one in row.supersedes)
                return titles if column == 3 else row.title
            case Qt.ItemDataRole.CheckStateRole if column == 0:
                return Qt.CheckState.Unchecked if row.work in self.without else Qt.CheckState.Checked
            case Qt.ItemDataRole.DecorationRole if column in (1, 2):
                return icons.icon(look.icon, look.role)
            case Qt.ItemDataRole.ForegroundRole if column in (1, 2):
                return theme.current().color(look.role)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Tick a record, or leave it out."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        number = self.rows[index.row()].work
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.without.discard(number)
        else:
            self.without.add(number)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True


def superseded(row: Prospect) -> str:
    """How many statements of a record would be superseded; "" for none."""
    count = len(row.supersedes)
    return tr_n("{n} statement", "{n} statements", count) if count else ""


class ProspectTable(RowsView):
    """The table; Space ticks the rows that are selected."""

    def __init__(self, model: ProspectModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(tr("What would change"))
        self.setDragEnabled(False)
        self.setAlternatingRowColors(True)
        self.set_row_height(ROW)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 150), (2, 150), (3, 110)):
            self.setColumnWidth(column, width)
