"""“May we use these?”: one question, asked of a selection, a search or a collection, with the answers and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.changes import Changes
from archive_app.domain.clearance import Asked, Clearance
from archive_app.domain.rights import Use
from archive_app.formats.writing import write_whole
from archive_app.i18n import tr, tr_n
from archive_app.operations.rights_report import RightsReport
from archive_app.store.archive import Archive
from archive_app.ui import messages, theme
from archive_app.ui.asked_list import AskedList
from archive_app.ui.bars import EmptyState, MessageBar
from archive_app.ui.clearance_ask import Asking
from archive_app.ui.clearance_keep import KeepPanel
from archive_app.ui.clearance_losses import Losses
from archive_app.ui.clearance_side import Detail, SideFrame, Summary
from archive_app.ui.clearance_table import WORST_FIRST, AnswerModel, AnswerTable, in_order, look_of
from archive_app.ui.context import Context
from archive_app.ui.count_chips import CountChips
from archive_app.ui.export_scope import ExportScope
from archive_app.ui.notices import Notice
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.use_question import UseQuestion
from archive_app.ui.view_state import State

KEPT_SHOWN = 100


class ClearancePage(QFrame):
    """A work page: question and scope above, then answers, losses and the questions kept."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._report: RightsReport | None = None
        self.header = PageHeader(context, self)
        self.header.set_title(tr("May we use these?"))
        self.bar = MessageBar(self)
        self.scope = ExportScope(context, self, side_by_side=True)
        self.question = UseQuestion(self, across=7)
        self.asking = Asking(context, self)
        self.chips = CountChips(self)
        self.busy = QProgressBar(self)
        self.stop = QPushButton(tr("Stop"), self)
        self.model = AnswerModel(self)
        self.table = AnswerTable(self.model, self)
        self.empty = EmptyState(self)
        self.summary = Summary(self)
        self.detail = Detail(context, self)
        self.keep = KeepPanel(self)
        self.losses = Losses(context, self)
        self.asked = AskedList(self)
        self._no_asked = EmptyState(self)
        self.save_button = self._head_button(tr("Save report…"), self._ask_save)
        self.keep_button = self._head_button(tr("Keep this question…"), self.begin_keeping)
        self._build()
        self._wire()

    @property
    def report(self) -> RightsReport | None:
        """The answers with their reasons; None while they are on their way."""
        return self._report

    @property
    def use(self) -> Use:
        """The question as it stands."""
        return self.question.use()

    def enter(self, state: State) -> None:
        """Ask about what is selected or found."""
        self.bar.hide()
        self._side.setCurrentIndex(0)
        self.scope.show_state(state)
        self._tab_shown()

    def leave(self) -> None:
        """Whoever comes back asks again."""
        self.asking.give_up()
        self.losses.give_up()

    def begin_keeping(self) -> None:
        """Show the form that keeps the question."""
        if self._report is not None and self._report.rows:
            self.tabs.setCurrentIndex(0)
            self.keep.begin(self._report.rows)
            self._side.setCurrentIndex(2)

    def save_report(self, path: Path) -> None:
        """Write the report as a table (CSV) or as text (Markdown), after the file's ending."""
        report = self._report
        if report is None:
            return

        def work(_progress: object) -> None:
            from archive_app.operations import rights_report

            table = path.suffix.casefold() == ".csv"
            text = "\ufeff" + rights_report.as_csv(report) if table else rights_report.as_text(report)
            write_whole(path, text.encode("utf-8", "replace"))

        def saved(_nothing: None) -> None:
            self._context.tell(Notice(tr("The report was saved as {name}.").format(name=path.name), kind="done"))

        self._context.files(work, saved, failed=self._failed, owner=self)

    def _build(self) -> None:
        head = QFrame(self)
        head.setProperty("line", "bottom")
        column = QVBoxLayout(head)
        column.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        column.setSpacing(theme.GAP_S)
        column.addWidget(self.scope)
        column.addWidget(self.question)
        self.busy.setFixedWidth(140)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(tr("Progress"))
        self.stop.setProperty("compact", True)
        self.stop.setAccessibleName(tr("Stop asking"))
        self._hint = QLabel(self)
        self._hint.setProperty("role", "secondary")
        line = QHBoxLayout()
        line.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        line.setSpacing(theme.GAP_S)
        line.addWidget(self.chips, 1)
        for part in (self._hint, self.busy, self.stop):
            line.addWidget(part)
        self._table = QStackedWidget(self)
        self._table.addWidget(self.table)
        self._table.addWidget(self.empty)
        self._side = QStackedWidget(self)
        for beside in (self.summary, self.detail, self.keep):
            self._side.addWidget(beside)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._table)
        split.addWidget(SideFrame(self._side, self))
        split.setStretchFactor(0, 1)
        split.setSizes([700, 340])
        self._side.setMinimumWidth(300)
        answers = QWidget(self)
        inside = QVBoxLayout(answers)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(line)
        inside.addWidget(split, 1)
        self._kept = QStackedWidget(self)
        self._kept.addWidget(self.asked)
        self._kept.addWidget(self._no_asked)
        self._no_asked.show_state(
            "history", tr("No questions are kept yet"),
            tr("“Keep this question…” notes who asked, for what, and what was answered."),
        )  # fmt: skip
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(tr("Answers, losses and questions kept"))
        self.tabs.tabBar().setAccessibleName(tr("Answers, losses and questions kept"))
        self.tabs.addTab(answers, tr("Answers"))
        self.tabs.addTab(self.losses, tr("What is lost soon"))
        self.tabs.addTab(self._kept, tr("Questions kept"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self.bar)
        outer.addWidget(head)
        outer.addWidget(self.tabs, 1)
        self._working(False)

    def _wire(self) -> None:
        self.scope.changed.connect(self._ask)
        self.question.changed.connect(self._ask)
        self.chips.changed.connect(self._narrow)
        self.stop.clicked.connect(self.asking.cancel)
        self.asking.begun.connect(partial(self._working, True))
        self.asking.moved.connect(self._moved)
        self.asking.counted.connect(self._counted)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self._failed)
        self.asking.stopped.connect(self._stopped)
        self.table.sort_wanted.connect(self._sort)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._show_detail())
        self.detail.closed.connect(self._close_side)
        self.keep.closed.connect(self._close_side)
        self.keep.wanted.connect(self._keep)
        self.detail.statement_wanted.connect(self._show_statement)
        for part in (self.table, self.detail, self.losses, self.asked):
            part.opened.connect(self._context.view.open_record)
        self.tabs.currentChanged.connect(lambda _at: self._tab_shown())
        self._context.feed.changed.connect(self._changed)
        self._context.feed.everything.connect(self._again)

    def _head_button(self, text: str, press: object) -> QPushButton:
        made = QPushButton(text, self)
        made.setProperty("flat", True)
        made.setProperty("compact", True)
        if callable(press):
            made.clicked.connect(lambda _checked=False: press())
        self.header.row.addWidget(made)
        return made

    def _ask(self) -> None:
        self.detail.forget()
        self.asking.ask(self.scope.ids, self.use)
        if self.tabs.currentIndex() == 1:
            self.losses.show_question(self.scope.ids, self.use)

    def _again(self) -> None:
        if self.isVisible():
            self._ask()

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.kinds & {"rights"} or changes.structure):
            self._ask()
            self._tab_shown(again=True)

    def _working(self, busy: bool) -> None:
        self.busy.setRange(0, 0)
        self.busy.setVisible(busy)
        self.stop.setVisible(busy)
        for button in (self.save_button, self.keep_button):
            button.setEnabled(not busy and self._report is not None and bool(self._report.rows))
        archive = self._context.archive
        if archive is None or archive.read_only:
            self.keep_button.setEnabled(False)
        if busy:
            self._hint.clear()

    def _moved(self, done: int, total: int) -> None:
        self.busy.setRange(0, total)
        self.busy.setValue(done)

    def _counted(self, found: Clearance) -> None:
        looks = {name: (look_of(name).icon, look_of(name).role, look_of(name).word) for name in WORST_FIRST}
        self.chips.show_counts(found.counts, looks, order=WORST_FIRST)
        self.busy.setRange(0, 0)

    def _answered(self, report: RightsReport) -> None:
        self._report = report
        self._working(False)
        current = self.table.current()
        self.table.forget_order()
        self.model.show_rows(report.rows)
        self.summary.show_report(report)
        self._narrow()
        if self._side.currentIndex() == 2:
            self._close_side()
        elif current is not None and self._side.currentIndex() == 1:
            self._select(current.id)

    def _narrow(self) -> None:
        self.model.show_only(frozenset(self.chips.ticked))
        every = len(self.model.every)
        shown = len(self.model.rows)
        self._hint.setText("" if shown == every else tr("{n} of {total} are shown").format(n=shown, total=every))
        self._table.setCurrentIndex(0 if every or self._report is None else 1)
        self.empty.show_state(
            "scale", tr("Nothing to ask about"), tr("Select records, search for some, or choose a collection.")
        )

    def _select(self, record: int) -> None:
        at = next((n for n, row in enumerate(self.model.rows) if row.id == record), -1)
        if at >= 0:
            self.table.setCurrentIndex(self.model.index(at, 0))
        else:
            self._close_side()

    def _sort(self, name: str, back: bool) -> None:
        rows = self.model.every
        self._context.files(lambda _progress: in_order(rows, name, back=back), self.model.show_rows, owner=self)

    def _show_detail(self) -> None:
        row = self.table.current()
        if row is not None and self._report is not None and self._side.currentIndex() != 2:
            self.detail.show_record(row.id, self._report.clearance.use)
            self._side.setCurrentIndex(1)

    def _close_side(self) -> None:
        self._side.setCurrentIndex(0)
        self.detail.forget()
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))

    def _show_statement(self, record: int, statement: int) -> None:
        self._context.view.open_record(record)
        show = getattr(getattr(self.window(), "inspector", None), "focus_later", None)
        if callable(show):
            show("rights", f"statement/{statement}")

    def _keep(self, outcome: str, occasion: str, reasons: dict[int, str], ids: Sequence[int]) -> None:
        use = self._report.clearance.use if self._report is not None else self.use

        def work(archive: Archive, _progress: object) -> Changes:
            from archive_app.operations import clearance

            return clearance.keep(
                archive, list(ids), use, outcome=outcome, occasion=occasion, overrides=reasons, initiator="clearance"
            )

        def kept(_changes: Changes) -> None:
            self._close_side()
            words = tr_n("The question was kept for {n} record.", "The question was kept for {n} records.", len(ids))
            self.bar.say(words, button=tr("Show"), pressed=lambda: self.tabs.setCurrentIndex(2))
            self._tab_shown()

        self.keep.save.setEnabled(False)
        title = tr("Keeping the question") if len(ids) > KEPT_SHOWN else ""
        self._context.change(work, done=kept, failed=self._failed, owner=self, undo=True, title=title)

    def _tab_shown(self, *, again: bool = False) -> None:
        if self.tabs.currentIndex() == 1:
            self.losses.show_question(self.scope.ids, self.use, again=again)
        elif self.tabs.currentIndex() == 2:

            def show(found: tuple[Asked, ...]) -> None:
                self.asked.show_asked(found)
                self._kept.setCurrentIndex(0 if found else 1)

            from archive_app.operations import clearance

            self._context.look(lambda archive: clearance.asked_of(archive, limit=KEPT_SHOWN), show, owner=self)

    def _ask_save(self) -> None:
        chosen, kind = QFileDialog.getSaveFileName(
            self, tr("Save the report"), "", ";;".join((tr("Table (*.csv)"), tr("Text (*.md)")))
        )
        if chosen:
            path = Path(chosen)
            self.save_report(path if path.suffix else path.with_suffix(".md" if ".md" in kind else ".csv"))

    def _failed(self, error: Exception) -> None:
        self._working(False)
        self.keep.save.setEnabled(True)
        self.bar.say(messages.explain(error).text, kind="bad")

    def _stopped(self) -> None:
        self._working(False)
        text = tr("Asking was stopped; the answers shown are those of the question before.")
        self.bar.say(text, button=tr("Ask again"), pressed=self._ask)
