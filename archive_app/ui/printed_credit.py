"""A credit line as printed, the names it is read as underlined, numbered and told by their roles."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from archive_app.domain import choices
from archive_app.domain.choices import label_of
from archive_app.domain.records import Credit
from archive_app.i18n import tr
from archive_app.ui import theme

GROUNDS: Final = {
    "creator": "span_credit", "provider": "span_video", "distributor": "span_caption", "rights_holder": "span_rights",
    "courtesy": "info_bg", "depicted_source": "check_bg", "unknown": "unknown_bg",
}  # fmt: skip


class PrintedCredit(QLabel):
    """The line; numbers tie its names to whatever lists them beside it, so that nothing hangs on colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(theme.font(12))
        self.setMinimumWidth(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._credit = Credit()
        theme.signals().changed.connect(self._draw)

    def show_credit(self, credit: Credit) -> None:
        """Show the line that a credit's literals make."""
        self._credit = credit
        self._draw()

    def _draw(self) -> None:
        line = "".join(self._credit.literals)
        self.setText(marked(line, self._credit))
        self.setAccessibleName(tr("Credit line as read: {words}").format(words=spoken(line, self._credit)))


def marked(line: str, credit: Credit) -> str:
    """The line as rich text: names underlined on the ground of their role, each with its number."""
    look = theme.current()
    pieces: list[str] = []
    at = 0
    for number, party in enumerate(credit.parties, 1):
        if party.start < at:
            continue
        ground = (
            "" if look.contrast else f"background-color: {look.color(GROUNDS.get(party.role, 'unknown_bg')).name()};"
        )
        pieces += [
            escape(line[at : party.start]),
            f'<span style="text-decoration: underline; {ground}">{escape(line[party.start : party.end])}</span>',
            f'<sup style="color: {look.color("secondary").name()}">{number}</sup>',
        ]
        at = party.end
    pieces.append(escape(line[at:]))
    return "".join(pieces)


def spoken(line: str, credit: Credit) -> str:
    """The line as a sentence for those who cannot see it: names with their roles."""
    pieces: list[str] = []
    at = 0
    for party in credit.parties:
        if party.start < at:
            continue
        role = label_of(choices.PARTY_ROLES, party.role).lower()
        pieces += [line[at : party.start], f"{party.name} ({role})"]
        at = party.end
    return "".join([*pieces, line[at:]])
