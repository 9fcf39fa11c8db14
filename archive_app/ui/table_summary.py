"""The end of an import of a table: what came of it, row by row, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from archive_app.i18n import tr, tr_n
from archive_app.operations.table_plan import OUTCOMES, TableOutcome, counts_words
from archive_app.ui import icons, theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.table_rows import RowList, RowModel


class TableSummary(QFrame):
    """Counts, buttons, and the rows.

    Signals:
        show_pressed(), undo_pressed(), report_pressed(), next_pressed(), back_pressed(): The buttons.
    """

    show_pressed = Signal()
    undo_pressed = Signal()
    report_pressed = Signal()
    next_pressed = Signal()
    back_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcome: TableOutcome | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, theme.GAP_L)
        column.setSpacing(theme.GAP_S)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_M)
        self._icon = QLabel(self)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        head.addWidget(self._icon)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("role", "secondary")
        self.words.setWordWrap(True)
        column.addWidget(self.words)
        buttons = QWidget(self)
        flow = FlowLayout(buttons, theme.GAP_S)
        self.show_button = self._button(flow, tr("Show imported records"), self.show_pressed, primary=True)
        self.next_button = self._button(flow, tr("Next table"), self.next_pressed)
        self.back_button = self._button(flow, tr("Back to the columns"), self.back_pressed)
        self.report_button = self._button(flow, tr("Save report…"), self.report_pressed)
        self.undo_button = self._button(flow, tr("Undo import"), self.undo_pressed)
        column.addWidget(buttons)
        column.addSpacing(theme.GAP_S)
        row = QHBoxLayout()
        label = QLabel(tr("Rows"), self)
        self.filter = QComboBox(self)
        self.filter.setAccessibleName(tr("Which rows are shown"))
        label.setBuddy(self.filter)
        self.filter.activated.connect(lambda _at: self._filter())
        row.addWidget(label)
        row.addWidget(self.filter)
        row.addStretch(1)
        column.addLayout(row)
        self.model = RowModel(self)
        self.rows = RowList(self.model, self)
        column.addWidget(self.rows, 1)
        theme.signals().changed.connect(self._draw)
        self._draw()

    def show_outcome(self, outcome: TableOutcome, *, more: int = 0) -> None:
        """Tell what came of it; ``more`` tables wait."""
        self.outcome = outcome
        counts = outcome.counts
        done = counts["new"] + counts["changed"]
        self.title.setText(
            tr_n("{n} row was imported", "{n} rows were imported", done) if done else tr("Nothing needed importing")
        )
        self.words.setText(counts_words(counts))
        for button, shown in (
            (self.show_button, done > 0), (self.undo_button, bool(outcome.changes)), (self.next_button, more > 0),
            (self.back_button, True),
        ):  # fmt: skip
            button.setVisible(shown)
            button.setEnabled(True)
        told = sum(bool(row.sentences) for row in outcome.rows)
        self.filter.clear()
        self.filter.addItem(tr("All"), "")
        if told:
            self.filter.addItem(tr("With problems or remarks ({n})").format(n=told), "told")
        for name, label in OUTCOMES.items():
            if counts[name]:
                self.filter.addItem(f"{tr(label).capitalize()} ({counts[name]})", name)
        self.filter.setCurrentIndex(1 if told else 0)
        self._filter()
        self._draw()

    def show_undone(self) -> None:
        """The import was taken back."""
        self.title.setText(tr("The import was taken back"))
        self.words.setText(tr("The catalogue is as it was before."))
        self.show_button.hide()
        self.undo_button.setEnabled(False)

    def _filter(self) -> None:
        if self.outcome is not None:
            self.model.show_rows(self.outcome.rows, str(self.filter.currentData() or ""))

    def _draw(self) -> None:
        self.title.setFont(theme.font(20, bold=True))
        failed = self.outcome is not None and self.outcome.counts["error"] > 0
        look = ("triangle-alert", "check") if failed else ("circle-check", "ok")
        self._icon.setPixmap(icons.pixmap(*look, 28, self.devicePixelRatioF()))

    def _button(self, flow: FlowLayout, text: str, signal: object, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("primary", primary)
        emit = getattr(signal, "emit", None)
        if callable(emit):
            button.clicked.connect(lambda _on=False: emit())
        flow.addWidget(button)
        return button
