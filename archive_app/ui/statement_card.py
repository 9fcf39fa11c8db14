"""One rights statement, as written: in force, or greyed where another has taken its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from archive_app.domain import choices, fields
from archive_app.domain.choices import label_of
from archive_app.domain.records import Kind
from archive_app.domain.rights import RightsStatement
from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.panel import Fold, quiet_button, words
from archive_app.ui.provenance import moment
from archive_app.ui.rights_lines import EVIDENCE
from archive_app.ui.verdict_words import grant_words, statement_facts, statement_title

_PLAIN = RightsStatement()
_SAID = frozenset({"work_id", "status", "basis", "copyright_status", "agents", "licence_id", "asserted_by",
                   "determined_on", "confidence", "grants", "evidence", "supersedes_id", "overrides_id",
                   "id", "uid", "created", "modified", "deleted"})  # fmt: skip


class StatementCard(QFrame):
    """A statement. Signals: ``change_wanted``, ``withdraw_wanted``, ``template_wanted``."""

    change_wanted = Signal()
    template_wanted = Signal()
    withdraw_wanted = Signal()

    def __init__(self, one: RightsStatement, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        in_force = one.status in {"current", "disputed", "draft"}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(theme.GAP_XS)
        title = words(statement_title(one), self)
        title.setFont(theme.font(13, bold=True))
        tone = "" if in_force else "disabled"
        title.setProperty("role", tone)
        column.addWidget(title)
        self.setAccessibleName(f"{statement_title(one)}, {label_of(choices.STATEMENT_STATUSES, one.status)}")
        status = "" if one.status == "current" else label_of(choices.STATEMENT_STATUSES, one.status) + " · "
        column.addWidget(words(status + statement_facts(one), self, role=tone or "secondary", size=12))
        for grant in one.grants:
            column.addWidget(words(grant_words(grant), self, role=tone, size=12))
        for evidence in one.evidence:
            source = " — ".join(part for part in (evidence.source, evidence.quote) if part)
            text = tr("Evidence: {kind}").format(kind=label_of(EVIDENCE, evidence.kind).lower())
            text = f"{text} ({tr('file kept')})" if evidence.attachment else text
            column.addWidget(words(f"{text}, {source}" if source else text, self, role="secondary", size=11))
        self._fold = Fold(tr("Everything that is stated"), self)
        for label, value in stated(one):
            self._fold.body.addWidget(words(f"{label}: {value}", self, role=tone, size=12))
        self._fold.body.addWidget(
            words(tr("Written {when}").format(when=moment(one.created)), self, role="secondary", size=11)
        )
        column.addWidget(self._fold)
        if in_force and not read_only:
            row = FlowLayout(gap=2)
            change = quiet_button(
                tr("Change…"), self.change_wanted.emit, self, icon="pencil",
                tip=tr("Write a statement that takes this one’s place"),
            )  # fmt: skip
            withdraw = quiet_button(
                tr("Withdraw"), self.withdraw_wanted.emit, self, icon="x",
                tip=tr("It stays on record and no longer counts"),
            )  # fmt: skip
            keep = quiet_button(
                tr("Template…"), self.template_wanted.emit, self, icon="bookmark-plus",
                tip=tr("Keep it as a template for other records"),
            )  # fmt: skip
            for button in (change, withdraw, keep):
                button.setAccessibleName(f"{button.text().rstrip('…')}: {statement_title(one)}")
                row.addWidget(button)
            column.addLayout(row)

    def open(self) -> None:
        """Show everything that is stated."""
        parent = self.parentWidget()
        while parent is not None:
            if isinstance(parent, Fold):
                parent.open()
            parent = parent.parentWidget()


def stated(one: RightsStatement) -> list[tuple[str, str]]:
    """The fields of a statement that say something, beyond what its card shows anyway."""
    return [
        (tr(line.label), fields.shown_of(one, line))
        for line in fields.fields_of(Kind.RIGHTS)
        if line.name not in _SAID and fields.get(one, line) != fields.get(_PLAIN, line)
    ]
