"""The Rights tab: the verdict and why, another question, the credit line to print, and the statements behind it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from archive_app.domain.clearance import Asked
from archive_app.domain.records import Article
from archive_app.domain.results import RecordPage
from archive_app.domain.rights import RightsStatement
from archive_app.domain.verdict import DEFAULT_USE
from archive_app.i18n import tr
from archive_app.operations.field_visits import OpenPage
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.notices import Notice
from archive_app.ui.one_shot import one_shot
from archive_app.ui.panel import Column, Fold, empty_layout, heading, quiet_button, words
from archive_app.ui.prompt import Prompt
from archive_app.ui.rights_form import RightsForm
from archive_app.ui.statement_card import StatementCard
from archive_app.ui.use_question import UseQuestion
from archive_app.ui.verdict_card import ReasonList, VerdictCard
from archive_app.ui.verdict_words import asked_words, credit_to_print, statement_title

ASKED_AFTER_MS = 200


class Rights(QStackedWidget):
    """The tab; page 0 answers, page 1 is the form of a statement."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._page: RecordPage | None = None
        self._read_only = True
        self._cards: dict[int, StatementCard] = {}
        self._use = DEFAULT_USE
        self._view = Column(tr("Rights"), self)
        self.card = VerdictCard(self)
        self.reasons = ReasonList(self)
        self.ask = _Question(self)
        self.form = RightsForm(context, self)
        self.addWidget(self._view)
        self.addWidget(self.form)
        body = self._view.body
        body.addWidget(self.card)
        body.addWidget(self.reasons)
        body.addWidget(self.ask)
        self._credit_heading = heading(tr("CREDIT LINE TO PRINT"), self)
        self.credit = QLineEdit(self)
        self.credit.setReadOnly(True)
        self.credit.setAccessibleName(tr("Credit line to print"))
        line = QHBoxLayout()
        line.setSpacing(theme.GAP_XS)
        line.addWidget(self.credit, 1)
        self.copy_button = quiet_button(
            tr("Copy"), self.copy_credit, self, icon="copy", tip=tr("Copy the credit line (Ctrl+Shift+C)")
        )
        line.addWidget(self.copy_button)
        body.addWidget(self._credit_heading)
        body.addLayout(line)
        self._statements_heading = heading(tr("STATEMENTS"), self)
        body.addWidget(self._statements_heading)
        self._statements = QVBoxLayout()
        self._statements.setSpacing(theme.GAP_S)
        body.addLayout(self._statements)
        self._older = Fold(tr("No longer in force"), self)
        body.addWidget(self._older)
        self.asked = Fold(tr("Questions kept"), self)
        self.asked.hide()
        body.addWidget(self.asked)
        self.new_button = quiet_button(tr("Record rights…"), self.write_new, self, icon="plus")
        row = QHBoxLayout()
        row.addWidget(self.new_button)
        row.addStretch(1)
        body.addLayout(row)
        body.addStretch(1)
        body.addWidget(words(tr("A record of what we know, not legal advice."), self, role="secondary", size=11))
        self._soon = one_shot(self, ASKED_AFTER_MS, self._ask)
        self.ask.changed.connect(self._soon.start)
        self.reasons.statement_wanted.connect(self.show_statement)
        self.reasons.part_wanted.connect(context.view.open_record)
        self.form.closed.connect(self._form_closed)

    def show_page(self, opened: OpenPage, *, read_only: bool) -> None:
        """Show the rights of a record."""
        page = opened.page
        other = self._page is None or self._page.record.id != page.record.id
        self._page, self._read_only = page, read_only
        if other:
            self._use = DEFAULT_USE
            self.ask.reset()
            self._view.verticalScrollBar().setValue(0)
        self.setCurrentIndex(1 if self.form.resume(page.record.id or 0, page.rights) and not read_only else 0)
        if self._use == DEFAULT_USE:
            self.card.show_verdict(page.verdict, self._use, [one.verdict for one in page.photos])
            self.reasons.show_verdict(page.verdict, [one.photo.id or 0 for one in page.photos])
        else:
            self._ask()
        credit = credit_to_print(page)
        self.credit.setText(credit)
        self.credit.setCursorPosition(0)
        self.credit.setPlaceholderText(tr("No credit line is recorded"))
        self.copy_button.setEnabled(bool(credit))
        self._list(page)
        self.new_button.setVisible(not read_only)
        self.new_button.setText(tr("Add a statement…") if self._cards else tr("Record rights…"))
        self._read_asked(page.record.id or 0)

    def flush(self) -> None:
        """A statement that is being written is kept as it stands."""
        self.form.keep()

    def focus_field(self, name: str) -> bool:
        """Move the focus to the verdict."""
        if name == "rights":
            self.card.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if name.startswith("statement/"):
            self.show_statement(int(name.partition("/")[2]))
            return True
        return False

    def write_new(self) -> None:
        """Open the form for a new statement."""
        if self._page is not None and not self._read_only:
            self.form.begin(self._page.record.id or 0, None, self._suggested())
            self.setCurrentWidget(self.form)

    def change(self, statement: RightsStatement) -> None:
        """Open the form for a statement that supersedes another."""
        if self._page is not None and not self._read_only:
            self.form.begin(self._page.record.id or 0, statement, statement)
            self.setCurrentWidget(self.form)

    def withdraw(self, statement: RightsStatement) -> None:
        """Withdraw a statement; it stays on record."""
        from archive_app.operations import works

        number = statement.id or 0
        self._context.change(lambda archive, _p: works.withdraw_rights(archive, number), owner=self, undo=True)

    def ask_template(self, statement: RightsStatement) -> None:
        """Ask for the name under which a statement is kept as a template."""
        from archive_app.operations import rights_templates

        def keep(name: str) -> None:
            self._context.change(
                lambda archive, _p: rights_templates.save_template(archive, name, statement), owner=self, undo=True
            )

        Prompt(self.window(), tr("Keep as a template called"), statement_title(statement)[:60], tr("Keep"), keep)

    def open_question(self) -> None:
        """Fold out the question about another use."""
        self.setCurrentIndex(0)
        self.ask.open()
        self.ask.action.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_statement(self, number: int) -> None:
        """Scroll to a statement."""
        found = self._cards.get(number)
        if found is not None:
            found.open()
            self._view.show_widget(found)
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_credit(self) -> None:
        """Copy the credit line to print."""
        if self.credit.text():
            QGuiApplication.clipboard().setText(self.credit.text())
            self._context.tell(Notice(tr("Copied “{line}”.").format(line=self.credit.text()), kind="done"))

    def _suggested(self) -> RightsStatement:
        """A new statement, begun with what is printed."""
        page = self._page
        line = credit_to_print(page) if page is not None and not isinstance(page.record, Article) else ""
        return RightsStatement(work_id=page.record.id if page is not None else None, credit_line_printed=line)

    def _list(self, page: RecordPage) -> None:
        empty_layout(self._statements)
        empty_layout(self._older.body)
        self._cards = {}
        older = 0
        for one in sorted(page.rights, key=lambda s: (s.status not in _IN_FORCE, -(s.id or 0))):
            made = StatementCard(one, read_only=self._read_only, parent=self)
            made.change_wanted.connect(partial(self.change, one))
            made.withdraw_wanted.connect(partial(self.withdraw, one))
            made.template_wanted.connect(partial(self.ask_template, one))
            self._cards[one.id or 0] = made
            if one.status in _IN_FORCE:
                self._statements.addWidget(made)
            else:
                self._older.body.addWidget(made)
                older += 1
        self._statements_heading.setVisible(bool(self._cards))
        self._older.setVisible(bool(older))
        self._older.set_title(tr("No longer in force ({count})").format(count=older))

    def _read_asked(self, number: int) -> None:
        def show(found: tuple[Asked, ...]) -> None:
            if self._page is None or self._page.record.id != number:
                return
            empty_layout(self.asked.body)
            for one in found:
                for text in asked_words(one):
                    self.asked.body.addWidget(words(text, self, size=12))
            self.asked.setVisible(bool(found))
            self.asked.set_title(tr("Questions kept ({count})").format(count=len(found)))

        from archive_app.operations import clearance

        self._context.look(lambda archive: clearance.asked_of(archive, number, limit=20), show, owner=self)

    def _ask(self) -> None:
        self._use = self.ask.use()
        page = self._page
        if page is None:
            return
        number, use = page.record.id or 0, self._use

        def show(found: RecordPage) -> None:
            if self._page is not None and self._page.record.id == number and use == self._use:
                self.card.show_verdict(found.verdict, use, [one.verdict for one in found.photos])
                self.reasons.show_verdict(found.verdict, [one.photo.id or 0 for one in found.photos])

        from archive_app.operations.page import record_page

        self._context.look(lambda archive: record_page(archive, number, use), show, owner=self)

    def _form_closed(self) -> None:
        self.setCurrentIndex(0)


_IN_FORCE = ("current", "disputed", "draft")


class _Question(Fold):
    """Ask for another use. Signals: ``changed``."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Ask for another use…"), parent)
        self.form = UseQuestion(self)
        self.form.changed.connect(self.changed)
        self.action, self.date = self.form.action, self.form.date
        self.use, self.reset = self.form.use, self.form.reset
        self.back = quiet_button(tr("Back to the usual question"), self._back, self, icon="undo-2")
        self.body.addWidget(self.form)
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)

    def _back(self) -> None:
        self.reset()
        self.changed.emit()
