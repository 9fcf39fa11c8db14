"""An export for a stated use: the question, how many may not go out so and why, and reasons to let some through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.clearance import Clearance
from archive_app.domain.rights import Use
from archive_app.i18n import digits, tr, tr_n
from archive_app.operations.rights_report import RightsReport
from archive_app.ui import messages, theme
from archive_app.ui.clearance_ask import Asking
from archive_app.ui.clearance_keep import REFUSED, Reasons
from archive_app.ui.clearance_table import WORST_FIRST, look_of
from archive_app.ui.context import Context
from archive_app.ui.count_chips import CountChips
from archive_app.ui.panel import words
from archive_app.ui.use_question import UseQuestion

SAID = 3


class ExportUse(QFrame):
    """A tick; with it, the question and what its answers mean for the export. Leaving out is the default.

    Signals:
        changed: Others may go out now, or the answers are not known yet; ask ``held_back`` and ``ready``.
        stated(bool): A use is stated, or none any more.
        lets(bool): Reasons are asked for, or not any more.
    """

    changed = Signal()
    stated = Signal(bool)
    lets = Signal(bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[int] = ()
        self._report: RightsReport | None = None
        self.tick = QCheckBox(tr("Export for a stated use"), self)
        self.tick.setToolTip(
            tr("Ask whether each record may be used so; a file beside the export says what was answered")
        )
        self.question = UseQuestion(self, across=4)
        self.asking = Asking(context, self)
        self.chips = CountChips(self, exclusive=True)
        self.busy = QProgressBar(self)
        self.busy.setTextVisible(False)
        self.busy.setFixedWidth(120)
        self.busy.setAccessibleName(tr("Progress"))
        self.said = words("", self)
        self.let = QPushButton(self)
        self.let.setCheckable(True)
        self.let.setProperty("compact", True)
        self.reasons = Reasons(self)
        self.reasons.table.setMinimumHeight(64)
        text = tr(
            "Without a reason a record stays out. Reasons stand in the file beside the export and in the history."
        )
        self.hint = words(text, self, role="secondary", size=12)
        counts = QHBoxLayout()
        counts.setSpacing(theme.GAP_S)
        counts.addWidget(self.chips, 1)
        counts.addWidget(self.busy)
        button = QHBoxLayout()
        button.addWidget(self.let)
        button.addStretch(1)
        self._inside = QWidget(self)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.GAP_S)
        inside.addWidget(self.question)
        inside.addLayout(counts)
        inside.addWidget(self.said)
        inside.addLayout(button)
        inside.addWidget(self.reasons)
        inside.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_S)
        column.addWidget(self.tick)
        column.addWidget(self._inside)
        self._inside.hide()
        self.tick.toggled.connect(self._toggled)
        self.question.changed.connect(self._ask)
        self.chips.changed.connect(self._list)
        self.let.toggled.connect(self._say)
        self.reasons.changed.connect(self._say)
        self.asking.counted.connect(self._counted)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self._failed)
        self.asking.stopped.connect(self._stopped)
        self._say()

    @property
    def use(self) -> Use | None:
        """The stated use; None when none is stated."""
        return self.question.use() if self.tick.isChecked() else None

    @property
    def ready(self) -> bool:
        """Whether every answer is known, or none is needed."""
        return not self.tick.isChecked() or (self._report is not None and not self.asking.running)

    @property
    def overrides(self) -> Mapping[int, str]:
        """Why records go out against their answer, by record."""
        return self.reasons.given if self.let.isChecked() else {}

    @property
    def held_back(self) -> frozenset[int]:
        """The records that stay out; all of them while the answers are on their way."""
        if not self.tick.isChecked():
            return frozenset()
        if not self.ready or self._report is None:
            return frozenset(self._ids)
        given = self.overrides
        return frozenset(row.id for row in self._report.rows if row.answer in REFUSED and row.id not in given)

    def show_records(self, ids: Sequence[int]) -> None:
        """Other records are to be exported."""
        self._ids = ids
        self._ask()

    def leave(self) -> None:
        """Ask nothing more."""
        self.asking.give_up()

    def _toggled(self, on: bool) -> None:
        self._inside.setVisible(on)
        self.stated.emit(on)
        self.lets.emit(on and self.let.isChecked())
        self._ask()

    def _ask(self) -> None:
        self._report = None
        if not self.tick.isChecked():
            self.asking.give_up()
            self.changed.emit()
            return
        self.busy.setRange(0, 0)
        self.busy.show()
        self.asking.ask(self._ids, self.question.use())
        self.changed.emit()

    def _counted(self, found: Clearance) -> None:
        looks = {name: (look_of(name).icon, look_of(name).role, look_of(name).word) for name in WORST_FIRST}
        self.chips.show_counts(found.counts, looks, order=WORST_FIRST)

    def _answered(self, report: RightsReport) -> None:
        self._report = report
        self.busy.hide()
        self._list()

    def _list(self) -> None:
        if self._report is None:
            return
        wanted = self.chips.ticked
        rows = [row for row in self._report.rows if row.answer in REFUSED]
        self.reasons.model.show_rows(sorted(rows, key=lambda row: row.answer not in wanted) if wanted else rows)

    def _say(self) -> None:
        report = self._report
        refused = self.reasons.model.rowCount() if report is not None else 0
        open_ = self.let.isChecked() and bool(refused)
        self.let.setVisible(bool(refused))
        self.let.setText(tr("Let some through…"))
        self.reasons.setVisible(open_)
        self.hint.setVisible(open_)
        self.lets.emit(open_ and self.tick.isChecked())
        if report is None:
            self.said.setText(tr("The rights of the records are looked at."))
        else:
            self.said.setText(_told(report, len(self.held_back), len(self.overrides)))
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.busy.hide()
        self.said.setText(messages.explain(error).text)

    def _stopped(self) -> None:
        self.busy.hide()
        self.said.setText(tr("Asking was stopped, so nothing can be exported for this use yet."))


def _told(report: RightsReport, held: int, through: int) -> str:
    parts = []
    if held:
        parts.append(tr_n("{n} record stays out.", "{n} records stay out.", held))
    if through:
        parts.append(tr_n("{n} goes out against its answer.", "{n} go out against their answers.", through))
    conditions = sum(bool(row.conditions) and row.answer not in REFUSED for row in report.rows)
    if conditions:
        text = tr_n("{n} goes out with conditions, which stand in the file beside the export.",
                    "{n} go out with conditions, which stand in the file beside the export.", conditions)  # fmt: skip
        parts.append(text)
    why = Counter(dict(report.obstacles)).most_common(SAID)
    if held and why:
        reasons = ", ".join(f"{name} ({digits(count)})" for name, count in why)
        parts.append(tr("Most often: {reasons}.").format(reasons=reasons))
    return " ".join(parts) or tr("Every record may go out for this use.")
