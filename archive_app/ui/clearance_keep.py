"""“Keep this question”: that it was asked, or that the records were used, what for, and why some against the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import tr, tr_n
from archive_app.operations.rights_report import ReportRow
from archive_app.ui import icons, theme
from archive_app.ui.clearance_table import cell, look_of
from archive_app.ui.field_undo import let_undo_through
from archive_app.ui.panel import heading, words

Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
REFUSED: Final = ("not_allowed", "ask", "unknown")
"""Answers that are no yes: using such a record needs a reason."""


class ReasonModel(QAbstractTableModel):
    """Records whose answer is no yes, and why they are used all the same. Signals: ``typed``."""

    typed = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[ReportRow] = ()
        self.reasons: dict[int, str] = {}

    def show_rows(self, rows: Sequence[ReportRow]) -> None:
        """Other records; reasons given before stay."""
        self.beginResetModel()
        self.rows = rows
        known = {row.id for row in rows}
        self.reasons = {number: why for number, why in self.reasons.items() if number in known}
        self.endResetModel()
        self.typed.emit()

    def give_all(self, why: str) -> None:
        """One reason for every record that has none."""
        for row in self.rows:
            if not self.reasons.get(row.id):
                self.reasons[row.id] = why
        if self.rows:
            self.dataChanged.emit(self.index(0, 1), self.index(len(self.rows) - 1, 1))
        self.typed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as were refused."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Record and reason."""
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Record"), tr("Why all the same"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Reasons are typed in."""
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == 1 else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | editable

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """What the view shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) and index.column() == 1:
            return self.reasons.get(row.id, "")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell(row, "title")
            case Qt.ItemDataRole.ToolTipRole:
                return f"{cell(row, 'answer')}. {row.because}"
            case Qt.ItemDataRole.DecorationRole if index.column() == 0:
                return icons.icon(look_of(row.answer).icon, look_of(row.answer).role)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Take a reason."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != 1:
            return False
        self.reasons[self.rows[index.row()].id] = str(value).strip()
        self.dataChanged.emit(index, index)
        self.typed.emit()
        return True


class Reasons(QWidget):
    """The table of reasons, with one line that fills every empty place. Signals: ``changed``."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ReasonModel(self)
        self.every = QLineEdit(self)
        self.every.setPlaceholderText(tr("One reason for all"))
        self.every.setAccessibleName(tr("One reason for all"))
        let_undo_through(self.every)
        give = QPushButton(tr("Fill in"), self)
        give.setToolTip(tr("Give this reason to every record that has none"))
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Records used against the answer, and why"))
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(30)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(QTableView.EditTrigger.AllEditTriggers)
        self.table.setMinimumHeight(120)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.every, 1)
        row.addWidget(give)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_S)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        give.clicked.connect(self.fill)
        self.every.returnPressed.connect(self.fill)
        self.model.typed.connect(self.changed)

    @property
    def given(self) -> Mapping[int, str]:
        """The reasons that were given, by record."""
        return {number: why for number, why in self.model.reasons.items() if why}

    def fill(self) -> None:
        """Give the one reason to all that have none."""
        if self.every.text().strip():
            self.model.give_all(self.every.text().strip())


class KeepPanel(QWidget):
    """The form.

    Signals:
        closed: Nothing is kept.
        wanted(str, str, dict, list): Keep it: outcome, occasion, reasons by record, records.
    """

    closed = Signal()
    wanted = Signal(str, str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[ReportRow] = ()
        self.asked = QRadioButton(tr("It was asked"), self)
        self.used = QRadioButton(tr("The records are used"), self)
        self._group = QButtonGroup(self)
        for one in (self.asked, self.used):
            self._group.addButton(one)
        self.occasion = QLineEdit(self)
        self.occasion.setPlaceholderText(tr("What for, such as “Spring exhibition”"))
        self.occasion.setAccessibleName(tr("What for"))
        let_undo_through(self.occasion)
        self.said = words("", self, role="secondary", size=12)
        self.reasons = Reasons(self)
        self.save = QPushButton(self)
        self.save.setProperty("primary", True)
        cancel = QPushButton(tr("Do not keep"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_M, theme.GAP_M)
        column.setSpacing(theme.GAP_S)
        column.addWidget(heading(tr("KEEP THIS QUESTION"), self))
        for part in (self.asked, self.used, self.occasion, self.said):
            column.addWidget(part)
        column.addWidget(self.reasons, 1)
        self._space = QWidget(self)
        column.addWidget(self._space, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save)
        column.addLayout(row)
        self.asked.toggled.connect(self._say)
        self.reasons.changed.connect(self._say)
        cancel.clicked.connect(self.closed)
        self.save.clicked.connect(self._keep)
        self.asked.setChecked(True)

    def begin(self, rows: Sequence[ReportRow]) -> None:
        """Ask what to keep of these answers."""
        self._rows = rows
        self.asked.setChecked(True)
        self.occasion.clear()
        self.reasons.every.clear()
        self.reasons.model.reasons = {}
        self.reasons.model.show_rows([row for row in rows if row.answer in REFUSED])
        self._say()
        self.occasion.setFocus(Qt.FocusReason.OtherFocusReason)

    def _going(self) -> list[int]:
        """The records that are kept with the question: when used, only those that may be, or have a reason."""
        if not self.used.isChecked():
            return [row.id for row in self._rows]
        given = self.reasons.given
        return [row.id for row in self._rows if row.answer not in REFUSED or row.id in given]

    def _say(self) -> None:
        refused = self.reasons.model.rowCount()
        used = self.used.isChecked()
        going = self._going()
        self.reasons.setVisible(used and bool(refused))
        self._space.setVisible(not (used and bool(refused)))
        if not used:
            text = tr("The question, the answers, the day and your name are noted.")
        elif refused:
            left = len(self._rows) - len(going)
            text = tr("Records without a plain yes are left out unless you say why they are used.")
            if left:
                text += " " + tr_n("{n} is left out.", "{n} are left out.", left)
        else:
            text = tr("A permission for a number of uses counts down by one.")
        self.said.setText(text)
        self.save.setText(tr_n("Keep it for {n} record", "Keep it for {n} records", len(going)))
        self.save.setEnabled(bool(going))

    def _keep(self) -> None:
        outcome = "used" if self.used.isChecked() else "asked"
        reasons = dict(self.reasons.given) if outcome == "used" else {}
        self.wanted.emit(outcome, self.occasion.text().strip(), reasons, self._going())
