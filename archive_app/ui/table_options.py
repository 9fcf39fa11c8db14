"""How a table is read as a whole: its sheet, its headings, what a row is, what happens to records that are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QVBoxLayout, QWidget

from archive_app.formats.tables.mapping import BAD_VALUES, DATES, ON_MATCH, TableMapping
from archive_app.formats.tables.model import Table
from archive_app.formats.tables.targets import ROW_KINDS
from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.bars import FlowLayout


class _Box(QComboBox):
    """A list whose wheel scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nothing is chosen by accident."""
        event.ignore()


class TableOptions(QWidget):
    """The choices over the columns.

    Signals:
        changed(): Another choice that the mapping holds; ask ``applied``.
        reopened(): Another sheet, or other headings: the table must be read anew. ``row_changed()``: another row kind.
    """

    changed = Signal()
    reopened = Signal()
    row_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, theme.GAP_M)
        self.sheet = self._list(tr("Sheet"), {})
        self.row = self._list(tr("A row is"), ROW_KINDS)
        self.header = QSpinBox(self)
        self.header.setRange(0, 999)
        self.header.setSpecialValueText(tr("none"))
        self.header.setMinimumWidth(90)
        self._add(tr("Headings in row"), self.header)
        self.on_match = self._list(tr("Records that are known"), ON_MATCH)
        self.dates = self._list(tr("3/4/2021 is read"), {key: DATES[key] for key in ("dmy", "mdy", "")})
        self.bad = self._list(tr("Values that cannot be read"), BAD_VALUES)
        for box in (self.on_match, self.dates, self.bad):
            box.activated.connect(lambda _at: self.changed.emit())
        self.row.activated.connect(lambda _at: self.row_changed.emit())
        self.sheet.activated.connect(lambda _at: self.reopened.emit())
        self.header.valueChanged.connect(lambda _n: self.reopened.emit())

    def show_table(self, table: Table) -> None:
        """Show which sheet and which headings these are."""
        self.sheet.clear()
        for name in table.sheets:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(table.sheet)))
        parent = self.sheet.parentWidget()
        if parent is not None:
            parent.setVisible(len(table.sheets) > 1)
        self.header.blockSignals(True)
        self.header.setValue(table.header_row)
        self.header.blockSignals(False)

    def show_mapping(self, mapping: TableMapping) -> None:
        """Show a mapping's choices."""
        for box, value in (
            (self.row, mapping.row), (self.on_match, mapping.on_match), (self.dates, mapping.dates),
            (self.bad, mapping.bad_values),
        ):  # fmt: skip
            box.setCurrentIndex(max(0, box.findData(value)))

    def applied(self, mapping: TableMapping) -> TableMapping:
        """The mapping with what is chosen here."""
        return replace(
            mapping, row=str(self.row.currentData()), on_match=str(self.on_match.currentData()),
            dates=str(self.dates.currentData()), bad_values=str(self.bad.currentData()),
        )  # fmt: skip

    def _list(self, words: str, entries: Mapping[str, str]) -> QComboBox:
        box = _Box(self)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(260)
        for value, label in entries.items():
            box.addItem(tr(label), value)
        self._add(words, box)
        return box

    def _add(self, words: str, editor: QWidget) -> None:
        pair = QWidget(self)
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        label = QLabel(words, pair)
        label.setProperty("role", "secondary")
        label.setBuddy(editor)
        editor.setAccessibleName(words)
        column.addWidget(label)
        column.addWidget(editor)
        self._flow.addWidget(pair)
