"""Rows of a table as the records they come to: as a tree while the mapping is made, as a list when all is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QTreeWidget, QTreeWidgetItem, QWidget

from archive_app.i18n import tr
from archive_app.operations.table_plan import OUTCOMES, RowReport
from archive_app.ui import icons, theme

Index = QModelIndex | QPersistentModelIndex
ICONS: Final = {
    "new": ("plus", "ok"), "changed": ("pencil", "accent"), "unchanged": ("check", "secondary"),
    "left": ("circle", "secondary"), "error": ("circle-x", "no"),
}  # fmt: skip
_SPOKEN: Final = Qt.ItemDataRole.AccessibleTextRole
_REMARK: Final = ("triangle-alert", "check")


class RowTree(QTreeWidget):
    """The first rows, each with its values below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("First rows as records"))
        self.setColumnCount(3)
        self.setHeaderLabels([tr("Row"), tr("Record"), tr("Comes to")])
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(0, 270)
        self.setColumnWidth(2, 150)
        self._rows: Sequence[RowReport] = ()
        theme.signals().changed.connect(self._again)

    def _again(self) -> None:
        self.show_rows(self._rows)

    def show_rows(self, rows: Sequence[RowReport]) -> None:
        """Show what rows come to; the first, and those with problems, are unfolded."""
        self._rows = rows
        look = theme.current()
        self.clear()
        for number, row in enumerate(rows):
            name, role = ICONS[row.outcome] if not row.remarks or row.problems else _REMARK
            item = QTreeWidgetItem([str(row.row), row.title or tr("(no title)"), tr(OUTCOMES[row.outcome])])
            item.setIcon(0, icons.icon(name, role))
            item.setFont(1, theme.font(13, bold=True))
            item.setForeground(2, look.color(role))
            for sentence in row.sentences:
                child = QTreeWidgetItem([tr("problem") if sentence in row.problems else tr("remark"), sentence])
                child.setForeground(0, look.color("secondary"))
                child.setForeground(1, look.color("no" if sentence in row.problems else "check"))
                child.setToolTip(1, sentence)
                child.setData(2, _SPOKEN, child.text(0))
                item.addChild(child)
            for change in row.changes:
                after = " ".join(change.after.split())
                before = " ".join(change.before.split())
                words = f"{before[:120]} → {after}" if before else after
                child = QTreeWidgetItem([change.label, words[:400]])
                child.setForeground(0, look.color("secondary"))
                child.setToolTip(1, change.after[:1000])
                child.setData(2, _SPOKEN, change.label)
                item.addChild(child)
            self.addTopLevelItem(item)
            item.setExpanded(number == 0 or bool(row.problems))


class RowModel(QAbstractTableModel):
    """What came of each row."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._all: Sequence[RowReport] = ()
        self.rows: Sequence[RowReport] = ()

    def show_rows(self, rows: Sequence[RowReport], outcome: str = "") -> None:
        """Show these rows, or those of one outcome; "told" are those with problems or remarks."""
        self.beginResetModel()
        self._all = rows
        self.rows = [
            row for row in rows if not outcome or row.outcome == outcome or (outcome == "told" and row.sentences)
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Row, outcome, record, what there is to say."""
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Row"), tr("Outcome"), tr("Record"), tr("Remarks"))[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """What the view and a screen reader ask."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        said = " ".join(row.sentences)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                title = row.title or tr("(no title)")
                return (str(row.row), tr(OUTCOMES[row.outcome]), title, said)[index.column()]
            case Qt.ItemDataRole.DecorationRole if index.column() == 1:
                return icons.icon(*(ICONS[row.outcome] if not row.remarks or row.problems else _REMARK))
            case Qt.ItemDataRole.AccessibleTextRole:
                return tr("Row {n}, {outcome}, {title}. {words}").format(
                    n=row.row, outcome=tr(OUTCOMES[row.outcome]), title=row.title, words=said
                )
            case _:
                return None


class RowList(QTableView):
    """All rows with what came of them."""

    def __init__(self, model: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Rows of the table"))
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for column, width in ((0, 70), (1, 150), (2, 300)):
            self.setColumnWidth(column, width)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
