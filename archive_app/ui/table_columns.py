"""The columns of a table to be imported: heading, first values, what each becomes, and an example as it is read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from archive_app.domain.errors import InvalidRecord
from archive_app.formats.tables import cells, targets
from archive_app.formats.tables.mapping import TableMapping
from archive_app.formats.tables.model import Table
from archive_app.formats.tables.targets import MIXED, SPECIAL, Target
from archive_app.i18n import tr
from archive_app.ui import theme

HEADING, VALUES, FIELD, EXAMPLE = range(4)
_ROW = 38
_UNSURE = 0.7


def choices(row_kind: str) -> tuple[tuple[str, str], ...]:
    """What a column may become in such rows, as (target, words); first that it is left out."""
    found = [(targets.IGNORED, tr("Leave out"))]
    if row_kind == MIXED:
        found += [("kind", tr(SPECIAL["kind"])), ("title", tr("Title")), ("date", tr("Date")), ("by", tr("By"))]
        named = {"kind", "title", "date", "by"}
        for kind in targets.kinds_of(row_kind):
            for target in targets.targets(kind):
                name = target.field.name
                if name not in named and targets.resolve(name, kind, alone=True):
                    named.add(name)
                    found.append((name, tr(target.field.label)))
    else:
        found += [(target.name, target.label) for target in targets.targets(row_kind)]
    if row_kind != targets.AUTHORITY:
        found += [(name, tr(label)) for name, label in SPECIAL.items() if name != "kind"]
    return tuple(found)


class TargetBox(QComboBox):
    """A field to choose, or to find by typing a part of its name. Signals: ``chosen`` (a target)."""

    chosen = Signal(str)

    def __init__(self, offered: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setMaxVisibleItems(16)
        for name, words in offered:
            self.addItem(words, name)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self._shown = ""
        self.activated.connect(lambda _at: self._take())
        edit = self.lineEdit()
        if edit is not None:
            edit.editingFinished.connect(self._finished)

    def put(self, target: str) -> None:
        """Show a target."""
        at = self.findData(target)
        if at < 0:
            self.addItem(target, target)
            at = self.count() - 1
        self.setCurrentIndex(at)
        self._shown = target
        self._from_start()

    def _from_start(self) -> None:
        """Show where the words begin, not where they end."""
        edit = self.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the table."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Typing replaces what is there."""
        super().focusInEvent(event)
        edit = self.lineEdit()
        if edit is not None and event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            edit.selectAll()

    def _take(self) -> None:
        target = str(self.currentData() or "")
        if target != self._shown:
            self._shown = target
            self.chosen.emit(target)

    def _finished(self) -> None:
        """What was typed is a field, or the first that begins so, or the only one with these words; else nothing."""
        text = self.currentText().strip().casefold()
        alike = [at for at in range(self.count()) if text and text in self.itemText(at).casefold()]
        begin = [at for at in alike if self.itemText(at).casefold().startswith(text)]
        same = [at for at in alike if self.itemText(at).casefold() == text]
        best = same or begin or (alike if len(alike) == 1 else [self.findData(self._shown)])
        self.setCurrentIndex(best[0])
        self._from_start()
        self._take()


class ColumnsTable(QTableWidget):
    """One row for each column of the table. Signals: ``mapped`` (position, target)."""

    mapped = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setAccessibleName(tr("Columns of the table"))
        self.setHorizontalHeaderLabels([tr("Column"), tr("First values"), tr("Becomes"), tr("Read as")])
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(VALUES, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(EXAMPLE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((HEADING, 170), (FIELD, 290)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        self.boxes: list[TargetBox] = []
        self._confidence: tuple[float, ...] = ()
        self._table: Table | None = None
        theme.signals().changed.connect(self._again)

    def show_table(self, table: Table, mapping: TableMapping, confidence: Sequence[float] = ()) -> None:
        """Show the columns of another table, or another kind of row."""
        self._table, self._confidence = table, tuple(confidence)
        offered = choices(mapping.row)
        self.boxes = []
        self.setRowCount(0)
        self.setRowCount(len(table.headings))
        for at, heading in enumerate(table.headings):
            values = table.values(at)
            first = QTableWidgetItem(heading)
            first.setFont(theme.font(13, bold=True))
            first.setToolTip(heading)
            self.setItem(at, HEADING, first)
            shown = " · ".join(" ".join(value.split())[:80] for value in values) or "–"
            item = QTableWidgetItem(shown)
            item.setToolTip("\n".join(value[:300] for value in values))
            self.setItem(at, VALUES, item)
            self.setItem(at, EXAMPLE, QTableWidgetItem())
            box = TargetBox(offered, self)
            box.setAccessibleName(tr("{column} becomes").format(column=heading))
            box.chosen.connect(lambda target, position=at: self.mapped.emit(position, target))
            box.installEventFilter(self)
            frame = QWidget(self)
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(0, 3, theme.GAP_S, 3)
            inside.addWidget(box)
            self.setCellWidget(at, FIELD, frame)
            self.boxes.append(box)
        self.show_mapping(mapping)

    def show_mapping(self, mapping: TableMapping) -> None:
        """Show what each column becomes, and how its first value is read."""
        table = self._table
        if table is None:
            return
        look = theme.current()
        for at, (column, box) in enumerate(zip(mapping.columns, self.boxes, strict=True)):
            box.put(column.target)
            text, wrong = _example(table, at, mapping)
            self._cell(at, FIELD).setData(Qt.ItemDataRole.AccessibleTextRole, box.currentText())
            item = self._cell(at, EXAMPLE)
            item.setText(text)
            item.setToolTip(text)
            item.setForeground(look.color("no" if wrong else "text" if column.target else "secondary"))
            unsure = bool(column.target) and at < len(self._confidence) and 0 < self._confidence[at] < _UNSURE
            self._cell(at, HEADING).setForeground(look.color("text" if column.target else "secondary"))
            self._cell(at, VALUES).setForeground(look.color("secondary"))
            box.setToolTip(tr("A guess from the values; see whether it is right") if unsure else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A box that gets the focus is scrolled into sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, TargetBox) and watched in self.boxes:
            self.scrollTo(self.model().index(self.boxes.index(watched), FIELD))
        return super().eventFilter(watched, event)

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        found: QTableWidgetItem | None = self.item(row, column)
        if found is None:
            found = QTableWidgetItem()
            self.setItem(row, column, found)
        return found

    def _again(self) -> None:
        for at in range(self.rowCount()):
            self._cell(at, HEADING).setFont(theme.font(13, bold=True))


def _example(table: Table, at: int, mapping: TableMapping) -> tuple[str, bool]:
    """How the first value of a column is read, and whether it cannot be."""
    column = mapping.columns[at]
    value = next(iter(table.values(at, 1)), "")
    if not column.target or not value:
        return "–", False
    if column.target in SPECIAL:
        return value, False
    found: Target | None = None
    for kind in targets.kinds_of(mapping.row):
        found = found or targets.resolve(column.target, kind)
    if found is None:
        return tr("Rows of this kind have no such field"), True
    try:
        typed = cells.typed(found, value, column, mapping)
    except InvalidRecord as error:
        return error.message, True
    return " ".join(typed.split()), False
