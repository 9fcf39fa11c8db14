"""Trying a rule: over what is selected or found, before and after for each record; applying it; taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.batch import BatchPlan, PlannedChange
from archive_app.domain.errors import ArchiveError
from archive_app.domain.house_rules import HouseRule
from archive_app.i18n import tr, tr_n
from archive_app.operations import find, rule_runs
from archive_app.operations.progress import Progress
from archive_app.operations.rule_runs import Trial
from archive_app.ui import theme
from archive_app.ui.batch_preview import PlanView
from archive_app.ui.context import Context
from archive_app.ui.tasks import Lane, Task


class RuleTrial(QWidget):
    """What the rule in the form would do.

    Args:
        context: The window's shared parts.
        rule: Gives the rule as it stands in the form; raises an ArchiveError when it cannot be used.

    Signals:
        refused(str): Why the rule cannot be tried.
    """

    refused = Signal(str)

    def __init__(self, context: Context, rule: Callable[[], HouseRule], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rule = rule
        self._task: Task | None = None
        self._tried: tuple[HouseRule, list[int]] | None = None
        self.text = QLineEdit(self)
        self.text.setPlaceholderText(tr("Try it on a text, such as “Foto: Ann Lee/dpa”"))
        self.text.setAccessibleName(tr("A text to try the rule on"))
        self.outcome = QLabel(self)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setWordWrap(True)
        self.scope = QComboBox(self)
        self.scope.setAccessibleName(tr("Records to look at"))
        for value, words in (("selected", tr("Selected records")), ("results", tr("Results of the search")),
                             ("all", tr("All records"))):  # fmt: skip
            self.scope.addItem(words, value)
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.setMinimumContentsLength(9)
        self.scope.setCurrentIndex(2)
        self.look = QPushButton(tr("Show changes"), self)
        self.told = QLabel(self)
        self.told.setProperty("role", "secondary")
        self.told.setWordWrap(True)
        self.plan = PlanView(self)
        self.apply = QPushButton(tr("Apply"), self)
        self.apply.setProperty("primary", True)
        self.back = QPushButton(tr("Take back everything it did"), self)
        first = QHBoxLayout()
        first.setSpacing(theme.GAP_S)
        first.addWidget(self.scope, 1)
        first.addWidget(self.look)
        last = QHBoxLayout()
        last.setSpacing(theme.GAP_S)
        last.addWidget(self.back)
        last.addStretch(1)
        last.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        column.setSpacing(theme.GAP_S)
        column.addWidget(self.text)
        column.addWidget(self.outcome)
        column.addLayout(first)
        column.addWidget(self.told)
        column.addWidget(self.plan, 1)
        column.addLayout(last)
        self.text.textEdited.connect(lambda _text: self.try_text())
        self.look.setToolTip(tr("List what would change; nothing is changed yet"))
        self.look.clicked.connect(lambda _on=False: self.run())
        self.apply.clicked.connect(lambda _on=False: self._apply())
        self.back.clicked.connect(lambda _on=False: self._take_back())
        self.plan.plan.ticked.connect(self._count)
        self.forget()

    def forget(self) -> None:
        """The rule is another now: what was tried does not hold any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._tried = None
        self.plan.plan.without.clear()
        self.plan.plan.show_plan(BatchPlan(()))
        self.told.setText(tr("Nothing is changed before you say Apply."))
        self.try_text()
        self._count()

    def try_text(self) -> None:
        """Show what the rule makes of the text typed."""
        text = self.text.text()
        self.outcome.setVisible(bool(text))
        if not text:
            return
        try:
            after = rule_runs.try_text(self._rule(), text)[1]
        except ArchiveError as error:
            self.outcome.setText(error.message)
            return
        self.outcome.setText(tr("stays as it is") if after == text else f"→ {after or tr('nothing')}")

    def run(self) -> None:
        """Look through the records in the background."""
        archive = self._context.archive
        if archive is None or self._task is not None:
            return
        try:
            rule = self._rule()
        except ArchiveError as error:
            self.refused.emit(error.message)
            return
        scope, view = self.scope.currentData(), self._context.view.now
        selected, query = list(view.selected), view.text if scope == "results" else ""

        def work(progress: Progress) -> tuple[list[int], Trial]:
            ids = selected if scope == "selected" else list(find.search(archive, query).ids)
            return ids, rule_runs.try_rules(archive, [rule], ids, progress=progress)

        def done(found: tuple[list[int], Trial]) -> None:
            self._task = None
            self._tried = (rule, found[0])
            self._show(found[1])

        def ended(error: Exception | None = None) -> None:
            self._task = None
            self.told.setText(tr("Stopped.") if error is None else "")
            self._count()
            if error is not None:
                self._context.trouble(error)

        self.told.setText(tr("Looking…"))
        self.look.setEnabled(False)
        self._task = self._context.tasks.run(
            Lane.FILES, work, done=done, failed=ended, stopped=ended, owner=self, title=tr("Trying a rule")
        )

    def _show(self, trial: Trial) -> None:
        rows = tuple(PlannedChange(c.record_id, c.title, c.field, c.label, c.before, c.after) for c in trial.changes)
        self.plan.plan.without.clear()
        self.plan.plan.show_plan(BatchPlan((), rows))
        change = tr_n("{n} value would change", "{n} values would change", len(rows))
        looked = tr_n("{n} record looked at", "{n} records looked at", trial.looked_at)
        self.told.setText(f"{change} · {looked}")
        self._count()

    def _count(self) -> None:
        rows, without = self.plan.plan.rows, self.plan.plan.without
        n = len({row.record_id for row in rows} - without)
        self.apply.setText(tr_n("Apply to {n} record", "Apply to {n} records", n) if n else tr("Apply"))
        archive = self._context.archive
        writable = archive is not None and not archive.read_only
        self.apply.setEnabled(n > 0 and writable)
        self.look.setEnabled(self._task is None and archive is not None)
        self.back.setEnabled(writable)

    def _apply(self) -> None:
        if self._tried is None:
            return
        rule, ids = self._tried
        without = list(self.plan.plan.without)
        self._context.change(
            lambda archive, progress: rule_runs.apply(archive, [rule], ids, without=without, progress=progress)[0],
            done=lambda _changes: self.forget(), owner=self, title=tr("Applying a rule"), undo=True,
        )  # fmt: skip

    def _take_back(self) -> None:
        try:
            rule = self._rule()
        except ArchiveError as error:
            self.refused.emit(error.message)
            return
        self._context.change(
            lambda archive, _progress: rule_runs.take_back(archive, replace(rule, enabled=True))[0],
            done=lambda _changes: self.forget(), owner=self, title=tr("Taking back a rule"), undo=True,
        )  # fmt: skip
