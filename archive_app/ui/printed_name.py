"""One printed name: its forms, whom it may stand for and why, and each place where it stands, to be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from archive_app.domain import choices
from archive_app.i18n import tr, tr_n
from archive_app.operations.authority_linking import PrintedName, Proposal
from archive_app.operations.authority_spots import Row, Spot
from archive_app.ui import icons, theme
from archive_app.ui.authority_words import kind_icon, kind_word, likely_word, sentences, spot_line, uses_words
from archive_app.ui.bars import FlowLayout
from archive_app.ui.line_list import HEIGHT, LineView
from archive_app.ui.panel import Column, card, empty_layout, heading, quiet_button, words

MOST_FORMS = 12
MOST_LINES = 8


class PrintedView(Column):
    """The right side of the tab.

    Signals:
        link_wanted(int): Link the ticked places to this authority.
        picker_wanted(): Choose the authority first.
        new_wanted(str): Make an authority of this kind of them.
        go_wanted(int), record_wanted(int): Show an authority, a record.
    """

    link_wanted = Signal(int)
    picker_wanted = Signal()
    new_wanted = Signal(str)
    go_wanted = Signal(int)
    record_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("The printed name"), parent)
        self.name: PrintedName | None = None
        self.spots: Sequence[Spot] = ()
        self._read_only = False
        self.title = words("", self, size=16)
        self.title.setFont(theme.font(16, bold=True))
        self.facts = words("", self, role="secondary", size=12)
        self.forms = words("", self, size=12)
        self.link_button = QPushButton(tr("Link to…"), self)
        self.link_button.setToolTip(tr("Choose the authority that the ticked places are linked to (Enter in the list)"))
        self.new_button = QPushButton(tr("New authority of this"), self)
        self.menu = QMenu(self.new_button)
        for one in choices.AUTHORITY_KINDS:
            action = self.menu.addAction(icons.icon(kind_icon(one.value)), tr(one.label))
            action.triggered.connect(lambda _on=False, kind=one.value: self.new_wanted.emit(kind))
        self.new_button.setMenu(self.menu)
        self._cards = QFrame(self)
        self._proposals = QVBoxLayout(self._cards)
        self._proposals.setContentsMargins(0, 0, 0, 0)
        self._proposals.setSpacing(theme.GAP_S)
        self.links: list[QPushButton] = []
        self.places_head = heading("", self)
        self.places = LineView(tr("Where it is printed"), self, ticks=True)
        self.places.setFrameShape(LineView.Shape.NoFrame)
        self.all = quiet_button(tr("Tick all"), partial(self._tick, on=True), self)
        self.none = quiet_button(tr("Tick none"), partial(self._tick, on=False), self)
        self.hint = words(
            tr("Only what is ticked is linked: a namesake stays apart. Space ticks, Enter opens the record."), self,
            role="secondary", size=12,
        )  # fmt: skip
        buttons = FlowLayout(gap=theme.GAP_S)
        buttons.addWidget(self.link_button)
        buttons.addWidget(self.new_button)
        ticks = QHBoxLayout()
        ticks.setSpacing(theme.GAP_XS)
        ticks.addWidget(self.places_head, 1)
        ticks.addWidget(self.all)
        ticks.addWidget(self.none)
        for widget in (self.title, self.facts, self.forms):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.body.addWidget(heading(tr("Whom it may stand for"), self))
        self.body.addWidget(self._cards)
        self.body.addLayout(ticks)
        self.body.addWidget(self.places)
        self.body.addWidget(self.hint)
        self.body.addStretch(1)
        self.link_button.clicked.connect(lambda _on=False: self.picker_wanted.emit())
        self.places.lines.ticked.connect(self._ticked)
        self.places.opened.connect(self._open)

    @property
    def ticked(self) -> list[Row]:
        """The places that are ticked."""
        out = self.places.lines.out
        return [spot.row for spot in self.spots if spot.row not in out]

    def begin(self, name: PrintedName, *, read_only: bool) -> None:
        """Show what is known of a name already; the rest is on its way."""
        self.name, self._read_only = name, read_only
        self.title.setText(f"\u2068{name.text}\u2069")
        kind = kind_word(name.kind)
        self.facts.setText(f"{kind} · {uses_words(name.uses)}")
        others = [f"\u2068{form}\u2069" for form in name.forms if form != name.text]
        more = len(others) - MOST_FORMS
        shown = ", ".join(others[:MOST_FORMS]) + (f" (+{more})" if more > 0 else "")
        self.forms.setText(tr("Also printed as {forms}").format(forms=shown))
        self.forms.setVisible(bool(others))
        self.show_found((), ())

    def show_found(self, spots: Sequence[Spot], proposals: Sequence[Proposal]) -> None:
        """Show the places and the proposals; nothing is linked by it."""
        self.spots = spots
        self.places.show_lines([spot_line(spot) for spot in spots], first=True)
        self.places.setFixedHeight(max(1, min(len(spots), MOST_LINES)) * HEIGHT + 4)
        empty_layout(self._proposals)
        self.links = []
        for one in proposals:
            self._proposals.addWidget(self._card(one))
        if not proposals:
            text = tr("No authority is like it.") if spots else tr("Looking…")
            self._proposals.addWidget(words(text, self._cards, role="secondary", size=12))
        self._ticked()

    def _card(self, proposal: Proposal) -> QWidget:
        authority = proposal.authority
        number = authority.id or 0
        frame, column = card(self._cards)
        column.setSpacing(theme.GAP_XS)
        title = words(authority.name, frame)
        title.setFont(theme.font(13, bold=True))
        column.addWidget(title)
        facts = f"{likely_word(proposal.score)} ({proposal.score:.0%}): {sentences(proposal.reasons)}"
        column.addWidget(words(facts, frame, role="secondary", size=12))
        row = FlowLayout(gap=2)
        link = quiet_button(tr("Link"), partial(self.link_wanted.emit, number), frame, icon="link")
        link.setAccessibleName(tr("Link to “{name}”").format(name=authority.name))
        self.links.append(link)
        show = quiet_button(tr("Show"), partial(self.go_wanted.emit, number), frame, icon="eye")
        show.setAccessibleName(tr("Show “{name}”").format(name=authority.name))
        row.addWidget(link)
        row.addWidget(show)
        column.addLayout(row)
        return frame

    def _ticked(self) -> None:
        count, total = len(self.ticked), len(self.spots)
        head = tr_n("Printed in {n} place", "Printed in {n} places", total)
        self.places_head.setText(head if count == total else f"{head}, {tr_n('{n} ticked', '{n} ticked', count)}")
        on = count > 0 and not self._read_only
        for button in (self.link_button, self.new_button, *self.links):
            button.setEnabled(on)
        words_ = tr_n("Link {n} place", "Link {n} places", count) if count != total else tr("Link")
        for button in self.links:
            button.setText(words_)

    def _tick(self, *, on: bool) -> None:
        self.places.lines.tick({spot.row for spot in self.spots} if on else set())

    def _open(self, row: object) -> None:
        spot = next((one for one in self.spots if one.row == row), None)
        if spot is not None:
            self.record_wanted.emit(spot.article or spot.work)
