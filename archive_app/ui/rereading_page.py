"""Credit lines read again, after rules or authorities changed: before and after of each with a tick, then one step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.batch import BatchPlan, PlannedChange
from archive_app.domain.house_rules import credit_words
from archive_app.i18n import tr, tr_n
from archive_app.operations import credit_rereading
from archive_app.operations.credit_rereading import Rereading
from archive_app.operations.progress import Progress
from archive_app.ui import theme
from archive_app.ui.batch_preview import PlanView
from archive_app.ui.context import Context
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.view_state import State

MOST = 2000
"""So many lines are listed; all that are not unticked are read again."""


class RereadingPage(QFrame):
    """What the program would read otherwise today; nothing is changed before Apply."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._task: Task | None = None
        self._found: Rereading | None = None
        self.header = PageHeader(context, self)
        self.header.set_title(tr("Read credit lines again"))
        self.scope = QComboBox(self)
        self.scope.setAccessibleName(tr("Records to look at"))
        for value, words in (("all", tr("All records")), ("results", tr("Results of the search"))):
            self.scope.addItem(words, value)
        self.look = QPushButton(tr("Show changes"), self)
        self.look.setToolTip(tr("List what would change; nothing is changed yet"))
        self.stop = QPushButton(tr("Stop"), self)
        self.told = QLabel(self)
        self.told.setProperty("role", "secondary")
        self.told.setWordWrap(True)
        self.plan = PlanView(self)
        self.apply = QPushButton(tr("Apply"), self)
        self.apply.setProperty("primary", True)
        self._build()
        self.look.clicked.connect(lambda _on=False: self.run())
        self.stop.clicked.connect(lambda _on=False: self._stop())
        self.apply.clicked.connect(lambda _on=False: self._apply())
        self.scope.currentIndexChanged.connect(lambda _at: self.forget())
        self.plan.plan.ticked.connect(self._count)
        context.archive_changed.connect(self.forget)
        self.forget()

    def enter(self, state: State) -> None:
        """Count again: the catalogue may be another one, or read-only."""
        self._count()

    def forget(self) -> None:
        """What was found does not hold any more."""
        self._stop()
        self._show(None)
        self.told.setText(
            tr(
                "Lines that the program read are read again with the rules and authorities of today. "
                "What a person stated of a line stands. Nothing is changed before you say Apply."
            )
        )

    def run(self) -> None:
        """Look through the records in the background."""
        archive = self._context.archive
        if archive is None or self._task is not None:
            return
        query = self._context.view.now.text if self.scope.currentData() == "results" else ""

        def work(progress: Progress) -> Rereading:
            return credit_rereading.preview(archive, query, progress=progress)

        self._show(None)
        self.told.setText(tr("Looking…"))
        self._task = self._context.tasks.run(
            Lane.FILES, work, done=self._done, failed=self._ended, stopped=self._ended, owner=self,
            title=tr("Reading credit lines again"),
        )  # fmt: skip
        self._count()

    @property
    def chosen(self) -> list[int]:
        """The uses whose lines are to be read again."""
        without = self.plan.plan.without
        return [row.use_id for row in (self._found.changes if self._found else ()) if row.use_id not in without]

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(theme.GAP_S)
        first.addWidget(self.scope)
        first.addWidget(self.look)
        first.addWidget(self.stop)
        first.addStretch(1)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.apply)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.GAP_XL, theme.GAP_L, theme.GAP_XL, theme.GAP_L)
        inner.setSpacing(theme.GAP_M)
        inner.addLayout(first)
        inner.addWidget(self.told)
        inner.addWidget(self.plan, 1)
        inner.addLayout(last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(inner, 1)

    def _done(self, found: Rereading) -> None:
        self._task = None
        self._show(found)
        told = [
            tr_n("{n} line would be read otherwise.", "{n} lines would be read otherwise.", len(found.changes)),
            tr_n("{n} line was looked at.", "{n} lines were looked at.", found.read),
        ]
        if found.kept:
            told.append(
                tr_n("{n} that a person stated is left alone.", "{n} that people stated are left alone.", found.kept)
            )
        if len(found.changes) > MOST:
            told.append(tr("The first {n} are listed; the others are changed with them.").format(n=MOST))
        self.told.setText(" ".join(told))
        if found.changes:
            self.plan.setFocus(Qt.FocusReason.OtherFocusReason)
            self.plan.setCurrentIndex(self.plan.plan.index(0))

    def _ended(self, error: Exception | None = None) -> None:
        self._task = None
        self.told.setText(tr("Stopped. Nothing was changed."))
        self._count()
        if error is not None:
            self._context.trouble(error)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _show(self, found: Rereading | None) -> None:
        self._found = found
        rows = tuple(
            PlannedChange(row.use_id, f"{row.line}   ·   {row.title}" if row.title else row.line, "credit",
                          tr("Credit"), credit_words(row.before), credit_words(row.after))
            for row in (found.changes[:MOST] if found else ())
        )  # fmt: skip
        self.plan.plan.without.clear()
        self.plan.plan.show_plan(BatchPlan((), rows))
        self._count()

    def _count(self) -> None:
        n, archive = len(self.chosen), self._context.archive
        self.apply.setText(tr_n("Read {n} line again", "Read {n} lines again", n) if n else tr("Apply"))
        self.apply.setEnabled(n > 0 and archive is not None and not archive.read_only)
        self.look.setEnabled(self._task is None and archive is not None)
        self.stop.setVisible(self._task is not None)

    def _apply(self) -> None:
        uses = self.chosen
        self._context.change(
            lambda archive, progress: credit_rereading.apply(archive, uses, progress=progress),
            done=lambda _changes: self.forget(), owner=self, title=tr("Reading credit lines again"), undo=True,
        )  # fmt: skip
