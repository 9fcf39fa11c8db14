"""Who a credit line names and as what: the line with its names marked, a chip for each, and a way to correct it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from archive_app.domain import choices
from archive_app.domain.choices import label_of
from archive_app.domain.credits import parse_credit
from archive_app.domain.records import Credit, CreditParty
from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.name_chips import NameChip, PrintedAt
from archive_app.ui.panel import quiet_button
from archive_app.ui.printed_credit import PrintedCredit


class CreditParts(QWidget):
    """Who a credit line names and as what, as chips; its flags besides."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._record = 0  # the use whose stored line is shown; 0 while it is typed
        self._read_only = True
        self._credit = Credit()
        self.line = PrintedCredit(self)
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips, 4)
        self.correct_button = quiet_button(
            tr("Correct…"), self.correct, self, icon="pen-line",
            tip=tr("Say who is named in this line and as what; the line itself stays as printed"),
        )  # fmt: skip
        self.correct_button.setAccessibleName(tr("Correct how the credit line is read"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._chips)
        column.addWidget(self.correct_button, 0, Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._chips.setSizePolicy(policy)
        self.shown: tuple[str, ...] = ()
        self._links: dict[str, int] = {}
        self.setAccessibleName(tr("Who the credit line names"))

    def show_line(self, text: str) -> None:
        """Show what a line says as far as it is typed; names that were linked before keep their mark."""
        credit = parse_credit(text).value if text.strip() else Credit()
        parties = tuple(
            replace(one, authority_id=one.authority_id or self._links.get(one.name)) for one in credit.parties
        )
        self._record = 0
        self._show(replace(credit, parties=parties))

    def show_credit(self, credit: Credit, record: int = 0, *, read_only: bool = True) -> None:
        """Show what the stored credit line of a use says; its names can be linked there."""
        self._record, self._read_only = record, read_only
        self._links = {one.name: one.authority_id for one in credit.parties if one.authority_id is not None}
        self._show(credit)

    def _show(self, credit: Credit) -> None:
        self._flow.clear()
        self._credit = credit
        self.line.show_credit(credit)
        found: list[str] = []
        for number, party in enumerate(credit.parties, 1):
            role = label_of(choices.PARTY_ROLES, party.role)
            if self._record:
                self._add_name(number, party, "" if party.role == "unknown" else role.lower())
                found.append(party.name if party.role == "unknown" else f"\u2068{party.name}\u2069 · {role.lower()}")
                continue
            linked = party.authority_id is not None
            tip = tr("Linked to its authority record.") if linked else tr("Not linked to an authority record yet.")
            # Isolated, so that a name in another script does not change places with its role.
            name = party.name if party.role == "unknown" else f"\u2068{party.name}\u2069 · {role.lower()}"
            icon = {"person": "user", "organization": "building-2"}.get(party.kind, "circle-question-mark")
            self._add(f"{number} {name}", "link" if linked else icon, f"{role}. {tip}", "info")
            found.append(name)
        for flag in credit.flags:
            label = label_of(choices.CREDIT_FLAGS, flag)
            self._add(label, "tag", tr("A mark in the credit line."), "unknown")
            found.append(label)
        if credit.licence:
            self._add(credit.licence, "copyright", tr("The licence that the credit line names."), "ok")
            found.append(credit.licence)
        self.shown = tuple(found)
        self.line.setVisible(any(party.start >= 0 for party in credit.parties))
        self._chips.setVisible(bool(found))
        self.correct_button.setVisible(self._record > 0 and bool(credit.literals) and not self._read_only)
        self.setVisible(bool(found) or not self.correct_button.isHidden())
        self.setAccessibleDescription(", ".join(found))
        self.updateGeometry()

    def correct(self) -> None:
        """Open the editor of what the line says."""
        from archive_app.ui.credit_editor import CreditEditor

        if self._record:
            CreditEditor(self._context, self._record, "".join(self._credit.literals), self._credit, self.window())

    def _add_name(self, number: int, party: CreditParty, role: str) -> None:
        name = PrintedAt(self._record, "credit", party.name, party.authority_id, party.kind, self._record)
        chip = NameChip(self._context, name, self._chips, read_only=self._read_only, note=role)
        chip.setText(f"{number}  {chip.text()}")
        self._flow.addWidget(chip)
        chip.show()

    def _add(self, text: str, icon: str, tip: str, role: str) -> None:
        look = theme.current()
        chip = QFrame(self._chips)
        chip.setToolTip(tip)
        chip.setAccessibleName(f"{text}. {tip}")
        ground = look.color(f"{role}_bg").name()
        chip.setStyleSheet(
            f"QFrame {{ background: {ground}; border-radius: 9px; }} QLabel {{ background: transparent; }}"
        )
        row = QHBoxLayout(chip)
        row.setContentsMargins(7, 1, 8, 2)
        row.setSpacing(4)
        drawing = QLabel(chip)
        drawing.setPixmap(icons.pixmap(icon, role, 12, self.devicePixelRatioF()))
        label = QLabel(text, chip)
        label.setFont(theme.font(11))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setStyleSheet(f"color: {look.color(role).name()};")
        row.addWidget(drawing)
        row.addWidget(label)
        self._flow.addWidget(chip)
        chip.show()
