"""The answers to one question, a record a row: what may be done, because of what, on which conditions, until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from archive_app.domain.rights import Verdict
from archive_app.i18n import mark, tr
from archive_app.operations.rights_report import ReportRow
from archive_app.ui import icons, theme, verdicts
from archive_app.ui.row_words import kind_word
from archive_app.ui.table_view import ROW, RowsView
from archive_app.ui.verdict_words import shown_date

Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
COLUMNS: Final = (
    ("title", mark("Record"), 210), ("answer", mark("Answer"), 150), ("because", mark("Because"), 260),
    ("conditions", mark("Conditions"), 180), ("may_change_on", mark("May change on"), 116),
    ("contact", mark("Ask"), 140),
)  # fmt: skip
WORST_FIRST: Final = ("not_allowed", "ask", "unknown", "allowed_with_conditions", "allowed")


def look_of(answer: str) -> verdicts.VerdictLook:
    """The look of an answer as counts and rows name it ("unknown" where nobody has looked)."""
    return verdicts.look("ask", True) if answer == "unknown" else verdicts.look(answer)


def answer_name(verdict: Verdict) -> str:
    """What counts and rows call a verdict."""
    return "unknown" if verdict.nobody_looked else verdict.answer


class AnswerModel(QAbstractTableModel):
    """All answers; those of the answers that are ticked, in an order of their own, are shown."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[ReportRow] = ()
        self.rows: Sequence[ReportRow] = ()
        self._only: frozenset[str] = frozenset()

    @property
    def every(self) -> Sequence[ReportRow]:
        """All rows, in the order asked or sorted."""
        return self._rows

    def show_rows(self, rows: Sequence[ReportRow]) -> None:
        """Show other rows; what is ticked stays so."""
        self._rows = rows
        self.show_only(self._only)

    def show_only(self, answers: frozenset[str]) -> None:
        """Show the rows of these answers, all when none is named."""
        self.beginResetModel()
        self._only = answers
        self.rows = [row for row in self._rows if row.answer in answers] if answers else self._rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One for each of ``COLUMNS``."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section][1])
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """What the view and a screen reader ask."""
        if not index.isValid():
            return None
        row, name = self.rows[index.row()], COLUMNS[index.column()][0]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return cell(row, name)
            case Qt.ItemDataRole.DecorationRole if name in ("answer", "title"):
                if name == "title":
                    return icons.icon(icons.KIND_ICONS.get(row.kind, "file-text"), "secondary")
                look = look_of(row.answer)
                return icons.icon(look.icon, look.role)
            case Qt.ItemDataRole.ForegroundRole if name == "answer":
                return theme.current().color(look_of(row.answer).role)
            case _:
                return None


def cell(row: ReportRow, name: str) -> str:
    """The words of one cell."""
    match name:
        case "title":
            return row.title or tr("{kind} without a title").format(kind=kind_word(row.kind))
        case "answer":
            return look_of(row.answer).word
        case "may_change_on":
            return shown_date(row.may_change_on)
        case _:
            return str(getattr(row, name))


def in_order(rows: Sequence[ReportRow], name: str, *, back: bool) -> list[ReportRow]:
    """The rows ordered by a column; what has nothing there stands last. Any thread."""
    if name == "answer":
        return sorted(rows, key=lambda row: WORST_FIRST.index(row.answer), reverse=back)
    filled = sorted(
        (row for row in rows if getattr(row, name)), key=lambda row: str(getattr(row, name)).casefold(), reverse=back
    )
    return [*filled, *(row for row in rows if not getattr(row, name))]


class AnswerTable(RowsView):
    """The table.

    Signals:
        opened(int): Open this record.
        sort_wanted(str, bool): Order by this column, backwards or not.
    """

    opened = Signal(int)
    sort_wanted = Signal(str, bool)

    def __init__(self, model: AnswerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = model
        self._by: tuple[str, bool] = ("", False)
        self.setModel(model)
        self.setAccessibleName(tr("Answers"))
        self.setDragEnabled(False)
        self.setAlternatingRowColors(True)
        self.set_row_height(ROW)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.sectionClicked.connect(self._sort)
        head.setAccessibleName(tr("Columns"))
        for number, (_name, _label, width) in enumerate(COLUMNS):
            self.setColumnWidth(number, width)
        self.doubleClicked.connect(lambda _index: self._open())
        theme.signals().changed.connect(self.viewport().update)

    def current(self) -> ReportRow | None:
        """The row with the cursor."""
        at = self.currentIndex().row()
        return self._answers.rows[at] if 0 <= at < len(self._answers.rows) else None

    def chosen(self) -> list[int]:
        """The records that are selected."""
        return [self._answers.rows[one.row()].id for one in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
            return
        super().keyPressEvent(event)

    def forget_order(self) -> None:
        """The rows stand in the order asked again."""
        self._by = ("", False)
        self.horizontalHeader().setSortIndicatorShown(False)

    def _open(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row.id)

    def _sort(self, column: int) -> None:
        name = COLUMNS[column][0]
        self._by = (name, self._by[0] == name and not self._by[1])
        order = Qt.SortOrder.DescendingOrder if self._by[1] else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(column, order)
        self.sort_wanted.emit(*self._by)
