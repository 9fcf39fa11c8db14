"""State rights of many records at once: a template or the form, what it would change, and one step to apply it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.changes import Changes
from archive_app.domain.rights import RightsStatement
from archive_app.i18n import tr, tr_n
from archive_app.operations import rights_templates
from archive_app.operations.progress import Progress
from archive_app.operations.rights_templates import Prospect, Template
from archive_app.store.archive import Archive
from archive_app.ui import messages, theme
from archive_app.ui.bars import EmptyState, MessageBar
from archive_app.ui.context import Context
from archive_app.ui.export_scope import ExportScope
from archive_app.ui.panel import quiet_button
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.prompt import Prompt
from archive_app.ui.prospect_table import ProspectModel, ProspectTable
from archive_app.ui.rights_form import RightsForm
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.view_state import State

NO_RECORD = -1
PREVIEWED = 5000


class StateRightsPage(QFrame):
    """A work page: at the left which records and what is stated, at the right what it would do."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._templates: tuple[Template, ...] = ()
        self._stated: RightsStatement | None = None
        self._task: Task | None = None
        self._number = 0
        self.header = PageHeader(context, self)
        self.header.set_title(tr("State rights"))
        self.bar = MessageBar(self)
        self.scope = ExportScope(context, self, side_by_side=True)
        self.template = QComboBox(self)
        self.template.setAccessibleName(tr("Template"))
        self.keep = quiet_button(tr("Keep as template…"), self._ask_keep, self, icon="bookmark-plus")
        self.rename = quiet_button(tr("Rename…"), self._ask_rename, self)
        self.remove = quiet_button(tr("Remove"), self.remove_template, self, icon="trash-2")
        self.form = RightsForm(context, self, of_one=False)
        self.beside = QCheckBox(tr("Leave the current statements in force"), self)
        self.look = QPushButton(tr("Preview"), self)
        self.model = ProspectModel(self)
        self.table = ProspectTable(self.model, self)
        self.empty = EmptyState(self)
        self.said = QLabel(self)
        self.apply = QPushButton(self)
        self._build()
        self.form.begin(NO_RECORD, None, RightsStatement())
        self.scope.changed.connect(self._forget)
        self.template.activated.connect(lambda _at: self._choose())
        self.beside.toggled.connect(self._forget)
        self.look.clicked.connect(self.preview)
        self.apply.clicked.connect(self.run)
        self.model.ticked.connect(self._say)
        context.feed.changed.connect(lambda _changes: self._read_templates() if self.isVisible() else None)
        self._forget()

    def enter(self, state: State) -> None:
        """Begin with what is selected or found; the form stays as it was left."""
        self.bar.hide()
        self.scope.show_state(state)
        self._read_templates()

    def use_template(self, name: str) -> None:
        """Fill the form from a template."""
        at = self.template.findText(name)
        if at >= 0:
            self.template.setCurrentIndex(at)
            self._choose()

    def preview(self) -> None:
        """Show what the statement would do to each record."""
        archive = self._context.archive
        made = self.form.checked()
        ids = self.scope.ids[:PREVIEWED]
        if archive is None or made is None or not ids:
            return
        supersede = not self.beside.isChecked()
        self._number += 1
        number = self._number

        def work(_progress: Progress) -> tuple[Prospect, ...]:
            return rights_templates.prospects(archive, ids, made, supersede=supersede)

        def show(found: tuple[Prospect, ...]) -> None:
            if number == self._number:
                self._stated = made
                self.model.show_rows(found)
                self._pages.setCurrentIndex(0)

        self.said.setText(tr("The answers are on their way."))
        self._context.tasks.run(Lane.FILES, work, done=show, failed=self._failed, owner=self)

    def run(self) -> None:
        """Apply it as one step."""
        stated = self._stated
        made = self.form.checked()
        if stated is None or made is None:
            return
        if made != stated:
            self.bar.say(tr("The form was changed, so here is another preview. Nothing was applied yet."))
            self.preview()
            return
        shown = {row.work for row in self.model.rows}
        ids = [*self.model.going, *(one for one in self.scope.ids if one not in shown)]
        supersede = not self.beside.isChecked()

        def work(archive: Archive, progress: Progress) -> Changes:
            return rights_templates.apply(
                archive, ids, stated, supersede=supersede, initiator="state_rights", progress=progress
            )

        def done(_changes: Changes) -> None:
            self._task = None
            self._forget()
            words = tr_n("The rights of {n} record are stated.", "The rights of {n} records are stated.", len(ids))
            self.bar.say(words, button=tr("Undo"), pressed=partial(self._context.actions.run, "edit.undo"))

        self.apply.setEnabled(False)
        self._task = self._context.change(
            work, done=done, failed=self._failed, stopped=self._stopped, owner=self, undo=True,
            title=tr("Stating rights"),
        )  # fmt: skip

    def keep_template(self, name: str) -> None:
        """Keep what the form says under a name."""
        made = self.form.checked()
        if made is not None:
            self._change(lambda archive: rights_templates.save_template(archive, name, made), name)

    def remove_template(self) -> None:
        """Remove the template that is chosen; statements made from it stay."""
        name = self.template.currentText() if self.template.currentIndex() > 0 else ""
        if name:
            self._change(lambda archive: rights_templates.remove_template(archive, name))

    def rename_template(self, name: str) -> None:
        """Give the template that is chosen another name."""
        old = self.template.currentText() if self.template.currentIndex() > 0 else ""
        if old and name.strip():
            self._change(lambda archive: rights_templates.rename_template(archive, old, name), name)

    def _change(self, change: Callable[[Archive], Changes], then: str = "") -> None:
        self._context.change(
            lambda archive, _progress: change(archive), done=lambda _changes: self._read_templates(then),
            failed=self._failed, owner=self, undo=True,
        )  # fmt: skip

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        line.addWidget(self.scope)
        name = QLabel(tr("Template"), self)
        name.setBuddy(self.template)
        self.template.setMinimumContentsLength(14)
        choose = QHBoxLayout()
        choose.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, 0)
        choose.setSpacing(theme.GAP_S)
        choose.addWidget(name)
        choose.addWidget(self.template, 1)
        manage = QHBoxLayout()
        manage.setContentsMargins(theme.GAP_S, 0, theme.GAP_M, 0)
        manage.setSpacing(theme.GAP_XS)
        for button in (self.keep, self.rename, self.remove):
            manage.addWidget(button)
        manage.addStretch(1)
        left = QFrame(self)
        left.setProperty("pane", "window")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_XS)
        column.addLayout(choose)
        column.addLayout(manage)
        column.addWidget(self.form, 1)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        self.empty.show_state(
            "scale", tr("What would change?"),
            tr("Choose a template or fill the form, then press Preview: each record with its answer before and after."),
            ((tr("Preview"), self.preview, True),),
        )  # fmt: skip
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_M)
        foot.setSpacing(theme.GAP_M)
        self.said.setProperty("role", "secondary")
        self.said.setWordWrap(True)
        self.apply.setProperty("primary", True)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.look)
        foot.addWidget(self.apply)
        options = QHBoxLayout()
        options.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, 0)
        options.addWidget(self.beside)
        right = QWidget(self)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._pages, 1)
        inside.addLayout(options)
        inside.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([400, 640])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self.bar)
        outer.addLayout(line)
        outer.addWidget(split, 1)

    def _read_templates(self, then: str = "") -> None:
        def show(found: tuple[Template, ...]) -> None:
            chosen = then or self.template.currentText()
            self._templates = found
            self.template.clear()
            self.template.addItem(tr("None: fill the form"))
            for one in found:
                self.template.addItem(one.name)
            at = self.template.findText(chosen, Qt.MatchFlag.MatchFixedString)
            self.template.setCurrentIndex(max(0, at))
            self._say()

        self._context.look(rights_templates.templates, show, owner=self)

    def _choose(self) -> None:
        at = self.template.currentIndex() - 1
        statement = self._templates[at].statement if 0 <= at < len(self._templates) else RightsStatement()
        self.form.begin(NO_RECORD, None, statement)
        self._forget()

    def _forget(self) -> None:
        """What was previewed holds no longer."""
        self._stated = None
        self._number += 1
        self.model.show_rows(())
        self._pages.setCurrentIndex(1)
        self._say()

    def _say(self) -> None:
        archive = self._context.archive
        writable = archive is not None and not archive.read_only
        count = len(self.scope.ids) - len(self.model.without)
        self.apply.setText(tr_n("Apply to {n} record", "Apply to {n} records", count))
        self.apply.setEnabled(self._stated is not None and count > 0 and writable)
        self.look.setEnabled(bool(self.scope.ids))
        named = self.template.currentIndex() > 0
        for button in (self.rename, self.remove):
            button.setEnabled(named and writable)
        self.keep.setEnabled(writable)
        self.said.setText(self._told(self.model.rows) if self._stated is not None else "")

    def _told(self, rows: Sequence[Prospect]) -> str:
        better = sum(row.before.answer != row.after.answer for row in rows)
        gone = sum(len(row.supersedes) for row in rows)
        parts = [tr_n("{n} answer changes.", "{n} answers change.", better)]
        if gone:
            parts.append(tr_n("{n} statement is superseded.", "{n} statements are superseded.", gone))
        if len(self.scope.ids) > len(rows):
            parts.append(tr_n("The first {n} record is shown.", "The first {n} records are shown.", len(rows)))
        return " ".join(parts)

    def _ask_keep(self) -> None:
        if self.form.checked() is not None:
            text = self.template.currentText() if self.template.currentIndex() > 0 else ""
            Prompt(self.window(), tr("Keep as a template called"), text, tr("Keep"), self.keep_template)

    def _ask_rename(self) -> None:
        text = self.template.currentText()
        Prompt(self.window(), tr("Rename the template"), text, tr("Rename"), self.rename_template)

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._say()
        self.bar.say(messages.explain(error).text, kind="bad")

    def _stopped(self) -> None:
        self._task = None
        self._say()
        self.bar.say(tr("Stopped. Nothing was changed."))
