"""The parties of a credit line as rows: name as printed, role, kind, the authority it stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from archive_app.domain import choices
from archive_app.domain.choices import Choice
from archive_app.domain.records import CreditParty
from archive_app.i18n import mark, tr
from archive_app.ui import icons, theme
from archive_app.ui.field_inputs import ChoiceInput, choice_box
from archive_app.ui.field_undo import let_undo_through

KINDS = (
    Choice("person", mark("Person")),
    Choice("organization", mark("Organisation")),
    Choice("unknown", mark("Not known")),
)


class PartyRow:
    """The widgets of one party."""

    def __init__(self, number: int, party: CreditParty, place: QWidget) -> None:
        self.party = party
        self.number = QLabel(str(number), place)
        self.number.setProperty("role", "secondary")
        self.name = QLineEdit(party.name, place)
        self.name.setAccessibleName(tr("Name {number}, as printed").format(number=number))
        self.name.setMinimumWidth(170)
        let_undo_through(self.name)
        self.role: ChoiceInput = choice_box(choices.PARTY_ROLES, place)
        self.role.put(party.role)
        self.role.setAccessibleName(tr("Role of name {number}").format(number=number))
        self.kind: ChoiceInput = choice_box(KINDS, place)
        self.kind.put(party.kind)
        self.kind.setAccessibleName(tr("Kind of name {number}").format(number=number))
        self.link = QPushButton(place)
        self.link.setProperty("compact", True)
        self.link.setMinimumWidth(140)
        self.remove = QToolButton(place)
        self.remove.setAccessibleName(tr("Remove name {number}").format(number=number))
        self.remove.setToolTip(tr("Remove"))
        icons.keep(self.remove, "trash-2", "secondary")

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """Its widgets, from the left."""
        return (self.number, self.name, self.role, self.kind, self.link, self.remove)

    def value(self) -> CreditParty:
        """The party as it stands; its place is kept while its name is the one that was given."""
        name = self.name.text().strip()
        made = replace(self.party, role=self.role.value(), kind=self.kind.value())
        if name == self.party.name:
            return made
        return replace(made, name=name, start=-1, end=-1)


class PartyRows(QWidget):
    """All parties in printed order.

    Signals:
        changed: Something was typed, chosen, added or removed.
        link_wanted(int): The authority of the row of this place is to be chosen.
    """

    changed = Signal()
    link_wanted = Signal(int)

    def __init__(self, name_of: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self.rows: list[PartyRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(4, 2)
        heads = (tr("Name as printed"), tr("Role"), tr("Kind"), tr("Authority"))
        for column, text in enumerate(heads, 1):
            head = QLabel(text, self)
            head.setFont(theme.font(11, bold=True))
            head.setProperty("role", "secondary")
            self._grid.addWidget(head, 0, column)

    def show_parties(self, parties: Sequence[CreditParty]) -> None:
        """Show other parties; the focus stays in its row and column."""
        focused = next(
            ((n, c) for n, row in enumerate(self.rows) for c, w in enumerate(row.widgets) if w.hasFocus()), None
        )
        for row in self.rows:
            for widget in row.widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.rows = [PartyRow(number, party, self) for number, party in enumerate(parties, 1)]
        for place, row in enumerate(self.rows):
            for column, widget in enumerate(row.widgets):
                self._grid.addWidget(widget, place + 1, column)
                widget.show()
            row.name.textEdited.connect(lambda _text: self.changed.emit())
            row.role.typed.connect(self.changed.emit)
            row.kind.typed.connect(self.changed.emit)
            row.link.clicked.connect(partial(self._want_link, place))
            row.remove.clicked.connect(partial(self._remove, place))
            self._show_link(row)
        if focused is not None and focused[0] < len(self.rows):
            self.rows[focused[0]].widgets[focused[1]].setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> tuple[CreditParty, ...]:
        """The parties as they stand; rows without a name are left out."""
        return tuple(row.value() for row in self.rows if row.name.text().strip())

    def put_link(self, place: int, authority: int | None) -> None:
        """Link the name of a row."""
        row = self.rows[place]
        row.party = replace(row.party, authority_id=authority)
        self._show_link(row)
        self.changed.emit()

    def show_links(self) -> None:
        """Names of authorities are known now."""
        for row in self.rows:
            self._show_link(row)

    @property
    def current(self) -> int:
        """The row with the focus; -1 for none."""
        return next((n for n, row in enumerate(self.rows) if any(w.hasFocus() for w in row.widgets)), -1)

    def _want_link(self, place: int, _on: bool = False) -> None:
        if self.rows[place].party.authority_id is not None:
            self.put_link(place, None)
        else:
            self.link_wanted.emit(place)

    def _remove(self, place: int, _on: bool = False) -> None:
        kept = [row.value() for n, row in enumerate(self.rows) if n != place]
        self.show_parties(kept)
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_link(self, row: PartyRow) -> None:
        number = row.party.authority_id
        name = self._name_of(number) if number is not None else ""
        linked = number is not None
        shown = row.link.fontMetrics().elidedText(name or tr("Linked"), Qt.TextElideMode.ElideRight, 120)
        row.link.setText(f" {shown}" if linked else f" {tr('Link…')}")
        icons.keep(row.link, "link" if linked else "users", "accent" if linked else "secondary")
        tip = tr("Linked to “{name}”; press to take the link away").format(name=name) if linked else tr("Not linked")
        row.link.setToolTip(tip)
        row.link.setAccessibleName(f"{row.name.text()}: {tip}")
