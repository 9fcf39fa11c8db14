"""Beside the answers: whom to ask and what stands against it, and the whole chain of reasons of one record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from archive_app.domain.results import RecordPage
from archive_app.domain.rights import Use
from archive_app.i18n import digits, tr
from archive_app.operations.rights_report import RightsReport
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.panel import Column, Fold, empty_layout, heading, quiet_button, words
from archive_app.ui.verdict_card import ReasonList, VerdictCard
from archive_app.ui.verdict_words import shown_date

SHOWN, MOST = 8, 100


class Summary(Column):
    """Whom to ask for how many records, and what stands against it in how many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Summary of the answers"), parent)
        self.lines: list[str] = []
        self.clear()

    def clear(self) -> None:
        """Nothing is answered yet."""
        self._begin()
        self.body.addWidget(words(tr("The answers are on their way."), self, role="secondary"))
        self.body.addStretch(1)

    def show_report(self, report: RightsReport) -> None:
        """Show a report's two lists."""
        self._begin()
        parts = ((tr("WHOM TO ASK"), report.contacts), (tr("WHAT STANDS AGAINST IT"), report.obstacles))
        for title, pairs in parts:
            if pairs:
                self.body.addWidget(heading(title, self))
                self._list(pairs)
        if not self.lines:
            said = tr("Nothing stands against it.") if report.rows else tr("There are no records to ask about.")
            self.body.addWidget(words(said, self, role="secondary"))
        elif report.rows:
            hint = tr("Select a record to see every reason behind its answer.")
            self.body.addWidget(words(hint, self, role="secondary", size=12))
        self.body.addStretch(1)

    def _list(self, pairs: Sequence[tuple[str, int]]) -> None:
        more = Fold(tr("{n} more").format(n=min(len(pairs), MOST) - SHOWN), self)
        for at, (name, count) in enumerate(pairs[:MOST]):
            line = QWidget(self)
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.GAP_S)
            number = words(digits(count), line, role="secondary")
            number.setMinimumWidth(number.fontMetrics().horizontalAdvance("0 000"))
            number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            row.addWidget(number)
            row.addWidget(words(name, line), 1)
            (self.body if at < SHOWN else more.body).addWidget(line)
            self.lines.append(f"{name} {count}")
        if len(pairs) > SHOWN:
            self.body.addWidget(more)
        else:
            more.deleteLater()

    def _begin(self) -> None:
        empty_layout(self.body)
        self.lines = []


class Detail(Column):
    """One record's answer with every reason.

    Signals:
        closed: Back to the summary.
        opened(int): Open this record.
        statement_wanted(int, int): Show a record's statement.
    """

    closed = Signal()
    opened = Signal(int)
    statement_wanted = Signal(int, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("One record’s answer"), parent)
        self._context = context
        self._asked: tuple[int, Use] = (0, Use())
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_XS)
        self.title = words("", self)
        self.title.setFont(theme.font(14, bold=True))
        head.addWidget(self.title, 1)
        self.back = quiet_button(tr("Summary"), self.closed.emit, self, tip=tr("Back to the summary"))
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.card = VerdictCard(self)
        self.reasons = ReasonList(self)
        self.changes = words("", self, role="secondary", size=12)
        self.contact = words("", self)
        for part in (self.card, self.reasons, self.contact, self.changes):
            self.body.addWidget(part)
        self._open = quiet_button(tr("Open the record"), self._opened, self, icon="book-open")
        self.body.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.body.addWidget(words(tr("A record of what we know, not legal advice."), self, role="secondary", size=11))
        self.reasons.statement_wanted.connect(lambda number: self.statement_wanted.emit(self._asked[0], number))
        self.reasons.part_wanted.connect(self.opened)

    @property
    def record(self) -> int:
        """The record that is shown."""
        return self._asked[0]

    def show_record(self, number: int, use: Use) -> None:
        """Ask the question of one record alone, so that its own statements are named."""
        if (number, use) == self._asked:
            return
        self._asked = (number, use)

        def show(page: RecordPage) -> None:
            if self._asked == (number, use):
                self._show(page, use)

        from archive_app.operations.page import record_page

        self._context.look(lambda archive: record_page(archive, number, use), show, owner=self)

    def forget(self) -> None:
        """The next record is read anew, the same one too."""
        self._asked = (0, Use())

    def _show(self, page: RecordPage, use: Use) -> None:
        verdict = page.verdict
        self.title.setText(page.title or tr("Untitled"))
        self.card.show_verdict(verdict, use, [one.verdict for one in page.photos])
        self.reasons.show_verdict(verdict, [one.photo.id or 0 for one in page.photos])
        self.contact.setText(tr("Ask: {names}").format(names=verdict.contact))
        self.contact.setVisible(bool(verdict.contact))
        day = shown_date(verdict.may_change_on)
        self.changes.setText(tr("The answer may change on {day}.").format(day=day))
        self.changes.setVisible(bool(day))
        self.verticalScrollBar().setValue(0)

    def _opened(self) -> None:
        if self._asked[0]:
            self.opened.emit(self._asked[0])


class SideFrame(QFrame):
    """The column at the right of a work page, with the line that parts it from the table."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "window")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inside)
