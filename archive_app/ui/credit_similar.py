"""Other lines that a correction says something about: before and after, each with a tick; applying it to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.batch import BatchPlan, PlannedChange
from archive_app.domain.credit_lessons import Lesson
from archive_app.domain.house_rules import credit_words
from archive_app.i18n import mark, tr, tr_n
from archive_app.operations.credit_corrections import Similar
from archive_app.ui import theme
from archive_app.ui.batch_preview import PlanView

REASONS = {
    "line": mark("Same line"),
    "form": mark("Same form"),
    "place": mark("Same name, same place"),
    "name": mark("Same name"),
}
MOST = 2000


class SimilarLines(QWidget):
    """What is shown after a correction was saved. Signals: ``apply_wanted``, ``left``."""

    apply_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Similar] = ()
        self.title = QLabel(self)
        self.title.setFont(theme.font(14, bold=True))
        self.told = QLabel(self)
        self.told.setProperty("role", "secondary")
        self.told.setWordWrap(True)
        self.plan = PlanView(self)
        self.rule = QCheckBox(tr("And keep it as a rule, for lines of this form that come later"), self)
        self.names = QCheckBox(self)
        self.leave = QPushButton(tr("Not now"), self)
        self.apply = QPushButton(self)
        self.apply.setProperty("primary", True)
        self.apply.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GAP_S)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_S)
        for part in (self.title, self.told):
            column.addWidget(part)
        column.addWidget(self.plan, 1)
        for box in (self.rule, self.names):
            column.addWidget(box)
        column.addLayout(foot)
        self.plan.plan.ticked.connect(self._count)
        self.apply.clicked.connect(lambda _on=False: self.apply_wanted.emit())
        self.leave.clicked.connect(lambda _on=False: self.left.emit())

    def show_similar(self, rows: Sequence[Similar], lesson: Lesson) -> None:
        """Show the lines that were found; those that only somebody can tell are not ticked."""
        self._rows = [row for row in rows if not row.kept]
        kept = len(rows) - len(self._rows)
        listed = self._rows[:MOST]
        changes = tuple(
            PlannedChange(row.use_id, f"{row.line}   ·   {row.title}" if row.title else row.line, "credit",
                          tr(REASONS[row.reason]), credit_words(row.before), credit_words(row.after))
            for row in listed
        )  # fmt: skip
        self.plan.plan.without = {row.use_id for row in listed if not row.sure}
        self.plan.plan.show_plan(BatchPlan((), changes))
        self.title.setText(tr_n("{n} other credit line is alike", "{n} other credit lines are alike", len(self._rows)))
        told = [tr("The correction is saved. Tick where it holds as well.")]
        if len(self._rows) > MOST:
            told.append(tr("The first {n} are listed; the others that are sure are changed with them.").format(n=MOST))
        if kept:
            told.append(
                tr_n("{n} that a person corrected is left alone.", "{n} that people corrected are left alone.", kept)
            )
        self.told.setText(" ".join(told))
        self.rule.setVisible(lesson.rule() is not None)
        self.rule.setChecked(False)
        names = ", ".join(f"“{name}”" for name, _kind in lesson.names)
        self.names.setVisible(bool(names))
        self.names.setChecked(False)
        self.names.setText(tr("And remember what {names} is, as an authority").format(names=names))
        self._count()
        self.plan.setFocus(Qt.FocusReason.OtherFocusReason)
        if changes:
            self.plan.setCurrentIndex(self.plan.plan.index(0))

    @property
    def chosen(self) -> list[int]:
        """The uses to be changed."""
        without = self.plan.plan.without
        return [row.use_id for n, row in enumerate(self._rows) if (row.use_id not in without if n < MOST else row.sure)]

    def _count(self) -> None:
        n = len(self.chosen)
        self.apply.setText(tr_n("Apply to {n} more", "Apply to {n} more", n) if n else tr("Apply"))
        self.apply.setEnabled(n > 0)
