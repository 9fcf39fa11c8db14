"""Many records at once, in the inspector's place (ux.md section 11): present values, what will change, one step.

Typing ticks “change”. What would change is counted while one types, shown row by row on request, and applied as one
operation that Undo takes back. Above a thousand records it is a job with its progress in the status bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.batch import BatchPlan, FieldEdit
from archive_app.domain.changes import Changes
from archive_app.domain.choices import KINDS, label_of
from archive_app.domain.errors import Conflict
from archive_app.i18n import digits, tr, tr_n
from archive_app.operations.batch import Survey
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import messages, theme
from archive_app.ui.bars import MessageBar
from archive_app.ui.batch_field import BatchField
from archive_app.ui.batch_preview import PlanView
from archive_app.ui.context import Context
from archive_app.ui.field_undo import let_undo_through
from archive_app.ui.one_shot import one_shot
from archive_app.ui.panel import Column, Fold, empty_layout, quiet_button, words
from archive_app.ui.tasks import Lane, Task

PLANNED_AFTER_MS = 300
LIVE = 2000  # above this the count is made on request only
JOB = 1000
ASKS_AFTER_MS = 120

Edits = tuple[tuple[FieldEdit, ...], tuple[FieldEdit, ...]]


class BatchEditor(QWidget):
    """Changes the fields of all selected records."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ids: Sequence[int] = ()
        self._asked = 0
        self._plan: BatchPlan | None = None
        self._planning: Task | None = None
        self._planned: Edits = ((), ())
        self._survey = Survey()
        self.fields: dict[tuple[str, bool], BatchField] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_M, theme.GAP_XS)
        column.setSpacing(theme.GAP_XS)
        self.title = QLabel(head)
        self.title.setFont(theme.font(16, bold=True))
        self.facts = words("", head, role="secondary")
        column.addWidget(self.title)
        column.addWidget(self.facts)
        self.bar = MessageBar(self)
        self._pages = QStackedWidget(self)
        self._form = Column(tr("Fields of the selected records"), self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GAP_M)
        self._form.body.addLayout(self._rows)
        self._replace = self._find_and_replace()
        self._form.body.addWidget(self._replace)
        self._form.body.addStretch(1)
        self.preview = PlanView(self)
        self._pages.addWidget(self._form)
        self._pages.addWidget(self.preview)
        foot = QWidget(self)
        bottom = QVBoxLayout(foot)
        bottom.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_M)
        bottom.setSpacing(theme.GAP_S)
        self.said = words("", foot)
        bottom.addWidget(self.said)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.preview_button = QPushButton(tr("Preview…"), foot)
        self.apply_button = QPushButton(tr("Apply"), foot)
        self.apply_button.setProperty("primary", True)
        buttons.addWidget(self.preview_button)
        buttons.addWidget(self.apply_button)
        bottom.addLayout(buttons)
        outer.addWidget(head)
        outer.addWidget(self.bar)
        outer.addWidget(self._pages, 1)
        outer.addWidget(foot)
        self._soon = one_shot(self, PLANNED_AFTER_MS, self._make_plan)
        self._later = one_shot(self, ASKS_AFTER_MS, self._look)
        self.preview_button.clicked.connect(self.toggle_preview)
        self.apply_button.clicked.connect(self.apply)
        self.preview.plan.ticked.connect(self._say)

    @property
    def plan(self) -> BatchPlan | None:
        """What would change, as last counted for what is typed now."""
        return self._plan if self._planned == self.edits() else None

    def set_records(self, ids: Sequence[int]) -> None:
        """Show the records of a selection; what was typed for the same records stays."""
        if len(ids) == len(self._ids) and (ids == self._ids or (len(ids) <= LIVE and set(ids) == set(self._ids))):
            return
        self._ids = ids
        # What was typed for other records must not go into these: nothing can be applied before their fields are here.
        self._give_up()
        self._pages.setCurrentIndex(0)
        self.title.setText(tr_n("{n} record selected", "{n} records selected", len(ids)))
        self.bar.hide()
        self._later.start()

    def _give_up(self) -> None:
        self._asked += 1
        if self._planning is not None:
            self._planning.cancel()
        empty_layout(self._rows)
        self.fields = {}
        self.facts.clear()
        self.find_box.clear()
        self.replacement.clear()
        self._plan = None
        self.preview.plan.without.clear()
        self._say()
        self.said.setText(tr("Reading the fields…"))

    def leave(self) -> None:
        """Another selection is shown; what was typed and not applied is given up with it."""
        self._ids = ()

    def refresh(self) -> None:
        """The records were changed; read their values anew unless something is typed."""
        if not any(self.edits()):
            self._later.start()
        else:
            self._plan = None
            self._soon.start()

    def edits(self) -> Edits:
        """What is asked for: of the records, and of their uses."""
        own = [edit for (_n, uses), one in self.fields.items() if not uses for edit in one.edits()]
        theirs = [edit for (_n, uses), one in self.fields.items() if uses for edit in one.edits()]
        find = self.find_box.text()
        if find:
            name, of_uses = self.where.currentData() or ("", False)
            (theirs if of_uses else own).append(FieldEdit(name, "replace", self.replacement.text(), find))
        return tuple(own), tuple(theirs)

    def toggle_preview(self) -> None:
        """Show what would change, row by row; again, and the fields are back."""
        if self._pages.currentIndex() == 1:
            self._pages.setCurrentIndex(0)
            self._say()
        elif self.plan is not None:
            self._show_preview(self.plan)
        else:
            self._make_plan(then=self._show_preview)

    def apply(self) -> None:
        """Make the changes as one step."""
        ids, edits, without = self._ids, self.edits(), frozenset(self.preview.plan.without)
        if not any(edits):
            return
        ready = self.plan

        def work(archive: Archive, progress: Progress) -> Changes:
            from archive_app.operations import batch, edit

            plan = ready or batch.plan(archive, ids, *edits, progress=progress)
            return edit.apply(archive, plan, without=without, initiator="batch", progress=progress)

        title = tr_n("Changing {n} record", "Changing {n} records", len(ids)) if len(ids) > JOB else ""
        self._busy(True)
        self._context.change(
            work, done=self._applied, failed=self._failed, stopped=self._stopped, owner=self, undo=True, title=title
        )

    def focus_first(self) -> None:
        """Move the focus to the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.box.setFocus()

    def _look(self) -> None:
        ids = self._ids
        if self._context.archive is None or len(ids) < 2:
            return
        self._asked += 1
        asked = self._asked

        def show(found: Survey) -> None:
            if asked == self._asked:
                self._show(found)

        from archive_app.operations import batch

        self._context.look(lambda archive: batch.survey(archive, ids), show, owner=self)

    def _show(self, found: Survey) -> None:
        self._survey = found
        empty_layout(self._rows)
        self.fields = {}
        read_only = self._context.archive is None or self._context.archive.read_only
        for survey in found.fields:
            one = BatchField(survey, self)
            one.changed.connect(self._changed)
            one.setEnabled(not read_only)
            self.fields[survey.line.name, survey.of_uses] = one
            self._rows.addWidget(one)
        self._replace.setEnabled(not read_only)
        parts = [f"{label_of(KINDS, kind)} {count}" for kind, count in found.counts]
        if found.surveyed < len(self._ids):
            parts.append(tr_n("values of the first {n} record", "values of the first {n} records", found.surveyed))
        self.facts.setText(" · ".join(parts))
        self.where.clear()
        for name, label, of_uses in found.texts:
            self.where.addItem(label, (name, of_uses))
        at = self.where.findText(tr("Caption as printed"))
        self.where.setCurrentIndex(max(0, at))
        self.find_box.clear()
        self.replacement.clear()
        self._plan = None
        self.preview.plan.without.clear()
        self._pages.setCurrentIndex(0)
        self._say()

    def _changed(self) -> None:
        self._plan = None
        self._say()
        if len(self._ids) <= LIVE:
            self._soon.start()

    def _make_plan(self, then: object = None) -> None:
        ids, edits = self._ids, self.edits()
        if not any(edits):
            self._say()
            return

        def made(plan: BatchPlan) -> None:
            if edits != self.edits() or ids != self._ids:
                return
            self._plan, self._planned = plan, edits
            if self._pages.currentIndex() == 1:
                self.preview.plan.show_plan(plan)
            self._say()
            if callable(then):
                then(plan)

        from archive_app.operations import batch

        archive = self._context.archive
        if archive is None:
            return
        if self._planning is not None:
            self._planning.cancel()
        many = len(ids) > JOB
        if many:
            self.said.setText(tr("Looking at what would change…"))
            self.preview_button.setEnabled(False)
        title = tr_n("Looking at {n} record", "Looking at {n} records", len(ids)) if many else ""
        # Beside the searches: of many records it takes a while.
        self._planning = self._context.tasks.run(
            Lane.FILES, lambda progress: batch.plan(archive, ids, *edits, progress=progress), done=made,
            failed=self._failed, stopped=self._say, owner=self, title=title,
        )  # fmt: skip

    def _show_preview(self, plan: BatchPlan) -> None:
        self.preview.plan.show_plan(plan)
        self._pages.setCurrentIndex(1)
        self._say()
        self.preview.setFocus()

    def _say(self) -> None:
        edits, plan = self.edits(), self.plan
        shown = self._pages.currentIndex() == 1
        self.preview_button.setText(tr("Back to the fields") if shown else tr("Preview…"))
        self.preview_button.setEnabled(any(edits))
        self.apply_button.setEnabled(any(edits) and (plan is None or plan.records > 0))
        self.apply_button.setText(tr("Apply to {n}").format(n=digits(len(self._ids))))
        if not any(edits):
            self.said.setText(tr("Type in a field to change it in all these records."))
            return
        if plan is None:
            self.said.setText(tr_n("Will change up to {n} record.", "Will change up to {n} records.", len(self._ids)))
            return
        left = {row.record_id for row in plan.rows} & self.preview.plan.without
        names = ", ".join(dict.fromkeys(row.field_label for row in plan.rows))
        count = plan.records - len(left)
        if not plan.rows:
            text = tr("Nothing would change: all have these values already.")
        else:
            text = tr_n("Will change: {names} in {n} record", "Will change: {names} in {n} records", count).replace(
                "{names}", names
            )
            if plan.unchanged:
                have = tr_n("{n} already has it", "{n} already have it", plan.unchanged)
                text = f"{text} ({have})"
        if left:
            text += ". " + tr_n("{n} left out", "{n} left out", len(left))
        if plan.refused:
            title, sentence = plan.refused[0]
            text += ". " + tr_n("{n} cannot take it", "{n} cannot take it", len(plan.refused))
            text += f" (“{title[:40]}”: {sentence})" if title else f" ({sentence})"
        self.said.setText(text)
        self.apply_button.setText(tr("Apply to {n}").format(n=digits(count)))
        self.apply_button.setEnabled(count > 0)

    def _applied(self, _changes: Changes) -> None:
        self._busy(False)
        self._later.start()

    def _stopped(self) -> None:
        self._busy(False)
        self.bar.say(tr("Stopped. Nothing was changed."))

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        again = partial(self._make_plan, self._show_preview)
        button = tr("Look again") if isinstance(error, Conflict) else ""
        self.bar.say(messages.explain(error).text, kind="bad", button=button, pressed=again)

    def _busy(self, busy: bool) -> None:
        self._form.setEnabled(not busy)
        self.preview_button.setEnabled(not busy)
        self.apply_button.setEnabled(not busy)
        if busy:
            self.bar.hide()
            self.said.setText(tr("Changing…"))
        else:
            self._plan = None
            self._say()

    def _find_and_replace(self) -> Fold:
        fold = Fold(tr("Find and replace in texts…"), self)
        self.where = QComboBox(self)
        self.where.setAccessibleName(tr("Field to search in"))
        self.find_box = QLineEdit(self)
        self.find_box.setPlaceholderText(tr("Find, exactly as written"))
        self.find_box.setAccessibleName(tr("Find"))
        self.replacement = QLineEdit(self)
        self.replacement.setPlaceholderText(tr("Replace by (nothing: take it out)"))
        self.replacement.setAccessibleName(tr("Replace by"))
        for box in (self.where, self.find_box, self.replacement):
            fold.body.addWidget(box)
        for line in (self.find_box, self.replacement):
            line.textEdited.connect(lambda _text: self._changed())
            let_undo_through(line)
        self.where.activated.connect(self._changed)
        fold.body.addWidget(quiet_button(tr("Clear"), self._no_replace, self))
        return fold

    def _no_replace(self) -> None:
        self.find_box.clear()
        self.replacement.clear()
        self._changed()
