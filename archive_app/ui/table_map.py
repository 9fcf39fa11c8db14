"""The first step of an import of a table: how it is read, what its columns become, what its first rows come to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from archive_app.formats.tables.mapping import TableMapping
from archive_app.formats.tables.model import Table
from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.table_columns import ColumnsTable
from archive_app.ui.table_options import TableOptions
from archive_app.ui.table_rows import RowTree


class MapPane(QFrame):
    """The parts, by name: ``options``, ``columns``, ``preview``, ``counts``, ``button``.

    Signals:
        changed(): The mapping is another one.
        reopened(), row_changed(): As ``TableOptions``.
    """

    changed = Signal()
    reopened = Signal()
    row_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mapping = TableMapping()
        self.options = TableOptions(self)
        self.columns = ColumnsTable(self)
        self.preview = RowTree(self)
        self.counts = QLabel(self)
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.counts.setWordWrap(True)
        self.button = QPushButton(tr("Import"), self)
        self.button.setProperty("primary", True)
        top = QWidget(self)
        over = QVBoxLayout(top)
        over.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        over.addWidget(self.options)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for part in (self.columns, self.preview):
            holder = QWidget(split)
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(theme.GAP_L, 0, theme.GAP_M, 0)
            inside.addWidget(part)
            split.addWidget(holder)
        split.setSizes([360, 240])
        foot = QFrame(self)
        foot.setProperty("line", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        row.setSpacing(theme.GAP_M)
        row.addWidget(self.counts, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(split, 1)
        column.addWidget(foot)
        self.columns.mapped.connect(self._mapped)
        self.options.changed.connect(self._option_changed)
        self.options.reopened.connect(self.reopened)
        self.options.row_changed.connect(self.row_changed)

    def show_table(self, table: Table, mapping: TableMapping, confidence: tuple[float, ...] = ()) -> None:
        """Show a table with a mapping for it."""
        self.mapping = mapping
        self.options.show_table(table)
        self.options.show_mapping(mapping)
        self.columns.show_table(table, mapping, confidence)
        self.preview.show_rows(())
        self.changed.emit()

    def _mapped(self, position: int, target: str) -> None:
        self.mapping = self.mapping.with_column(position, target)
        self.columns.show_mapping(self.mapping)
        self.changed.emit()

    def _option_changed(self) -> None:
        self.mapping = self.options.applied(self.mapping)
        self.columns.show_mapping(self.mapping)
        self.changed.emit()
