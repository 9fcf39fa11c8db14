"""What may be used today and is lost within some days: record, day, the answer now and then, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.clearance import Loss
from archive_app.domain.rights import Use
from archive_app.domain.verdict import because
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.operations.rights_queue import SOON
from archive_app.ui import icons, messages, theme
from archive_app.ui.bars import EmptyState
from archive_app.ui.clearance_table import answer_name, look_of
from archive_app.ui.context import Context
from archive_app.ui.one_shot import one_shot
from archive_app.ui.table_view import ROW, RowsView
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.verdict_words import shown_date

Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
ASKED_AFTER_MS: Final = 400


class LossModel(QAbstractTableModel):
    """A row for each loss, the soonest first."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Loss] = ()
        self._titles: Mapping[int, str] = {}

    def show_losses(self, rows: Sequence[Loss], titles: Mapping[int, str]) -> None:
        """Show these losses."""
        self.beginResetModel()
        self.rows, self._titles = rows, titles
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One a loss."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """From when on, record, now, then, why."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("From"), tr("Record"), tr("Now"), tr("Then"), tr("Because"))[section]
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """What the view and a screen reader ask."""
        if not index.isValid():
            return None
        loss, column = self.rows[index.row()], index.column()
        look = look_of(answer_name(loss.before if column == 2 else loss.after))
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                title = self._titles.get(loss.work, "") or tr("Untitled")
                return (shown_date(loss.day), title, look.word, look.word, because(loss.after))[column]
            case Qt.ItemDataRole.DecorationRole if column in (2, 3):
                return icons.icon(look.icon, look.role)
            case Qt.ItemDataRole.ForegroundRole if column in (2, 3):
                return theme.current().color(look.role)
            case _:
                return None


class Losses(QWidget):
    """The second tab.

    Signals:
        opened(int): Open this record.
    """

    opened = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self._asked: tuple[Sequence[int], Use, int] | None = None
        self._wanted: tuple[Sequence[int], Use] = ((), Use())
        self.days = QSpinBox(self)
        self.days.setRange(1, 3660)
        self.days.setValue(SOON)
        self.days.setAccessibleName(tr("Days to look ahead"))
        label = QLabel(tr("What is lost within"), self)
        label.setBuddy(self.days)
        self.said = QLabel(self)
        self.said.setProperty("role", "secondary")
        self.busy = QProgressBar(self)
        self.busy.setFixedWidth(120)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(tr("Progress"))
        self.busy.hide()
        line = QHBoxLayout()
        line.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        line.setSpacing(theme.GAP_S)
        for part in (label, self.days, QLabel(tr("days"), self), self.busy):
            line.addWidget(part)
        line.addSpacing(theme.GAP_M)
        line.addWidget(self.said, 1)
        self.model = LossModel(self)
        self.table = RowsView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("What is lost"))
        self.table.setDragEnabled(False)
        self.table.setAlternatingRowColors(True)
        self.table.set_row_height(ROW)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for column, width in ((0, 130), (1, 260), (2, 210), (3, 130)):
            self.table.setColumnWidth(column, width)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.empty = EmptyState(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addLayout(line)
        column_.addWidget(self._pages, 1)
        self._soon = one_shot(self, ASKED_AFTER_MS, self._ask)
        self.days.valueChanged.connect(lambda _days: self._soon.start())
        self.table.doubleClicked.connect(lambda index: self.opened.emit(self.model.rows[index.row()].work))

    def show_question(self, ids: Sequence[int], use: Use, *, again: bool = False) -> None:
        """Look ahead for these records and this use, unless that is shown already."""
        self._wanted = (ids, use)
        if again:
            self._asked = None
        self._ask()

    def give_up(self) -> None:
        """Stop looking."""
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
            self._asked = None

    def _ask(self) -> None:
        archive = self._context.archive
        asked = (*self._wanted, self.days.value())
        if archive is None or asked == self._asked:
            return
        self.give_up()
        self._asked = asked
        ids, use, days = asked

        def work(progress: Progress) -> tuple[list[Loss], dict[int, str]]:
            from archive_app.operations import clearance

            found = clearance.losing(archive, ids, use, days, progress=progress)
            with archive.read() as reader:
                return found, reader.finder.titles([loss.work for loss in found])

        def show(found: tuple[list[Loss], dict[int, str]]) -> None:
            if asked == self._asked:
                self._show(*found, days)

        def failed(error: Exception) -> None:
            self.busy.hide()
            self.said.setText(messages.explain(error).text)

        self.busy.setRange(0, 0)
        self.busy.show()
        self.said.clear()
        self._task = self._context.tasks.run(
            Lane.FILES, work, done=show, failed=failed, owner=self, title=tr("Looking ahead"),
            progressed=self._moved,
            stopped=self.busy.hide,
        )  # fmt: skip

    def _moved(self, done: int, total: int, _note: str) -> None:
        self.busy.setRange(0, total)
        self.busy.setValue(done)

    def _show(self, found: Sequence[Loss], titles: Mapping[int, str], days: int) -> None:
        self._task = None
        self.busy.hide()
        self.model.show_losses(found, titles)
        count = len({loss.work for loss in found})
        text = tr_n("{n} record gets a worse answer.", "{n} records get a worse answer.", count)
        self.said.setText(text if count else "")
        self._pages.setCurrentIndex(0 if found else 1)
        self.empty.show_state(
            "shield-check", tr("Nothing is lost"),
            tr_n("What may be used now may still be used in {n} day.",
                 "What may be used now may still be used in {n} days.", days),
        )  # fmt: skip
