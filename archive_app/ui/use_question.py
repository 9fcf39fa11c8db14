"""The question “may we use it so?” as a form: what, for what, where, in which countries, when, for whom, how large.

asked = UseQuestion(parent, across=3)
asked.changed.connect(lambda: ask(asked.use()))
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from archive_app.domain import dates
from archive_app.domain.choices import Choice
from archive_app.domain.field_model import Field
from archive_app.domain.rights import Use
from archive_app.domain.uses import ACTIONS, CHANNELS, PURPOSES
from archive_app.i18n import tr
from archive_app.ui import territories, theme
from archive_app.ui.field_inputs import Ask, ChoiceInput, Completion, LineInput, Values, choice_box
from archive_app.ui.panel import words
from archive_app.ui.verdict_words import shown_date

CHANNEL_OF: Final = {"publish_online": "web", "publish_print": "print", "broadcast": "broadcast",
                     "consult": "reading_room", "display": "exhibition"}  # fmt: skip
"""The channel that goes without saying with an action."""
_LABEL: Final = 76


class UseQuestion(QWidget):
    """The form; ``across`` is how many fields stand side by side.

    Signals:
        changed: The question is another one now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, across: int = 1) -> None:
        super().__init__(parent)
        self._across = across
        self._usual = Use()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_XS)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.GAP_L if across > 1 else theme.GAP_S)
        self._grid.setVerticalSpacing(theme.GAP_S)
        column.addLayout(self._grid)
        self.action = self._box(tr("What"), ACTIONS)
        self.purpose = self._box(tr("For what"), PURPOSES)
        self.channel = self._box(tr("Where"), CHANNELS, empty=tr("Not said"))
        self.territory = self._line(
            tr("Countries"), tr("Worldwide"), tr("Names or two-letter codes, parted by semicolons; EU; WORLD")
        )
        _Countries(self.territory)
        self.date = self._line(tr("On"), tr("today"), tr("A day, such as 5 March 2027; today when empty"))
        self.audience = self._line(tr("For whom"), tr("anybody"), tr("The audience, as grants name it"))
        self.pixels = self._line(tr("How large"), tr("not said"), tr("In pixels: 800 or 800x600"))
        self.problem = words("", self, role="bad", size=12)
        self.problem.hide()
        column.addWidget(self.problem)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.action.chosen.connect(self._action_chosen)
        self.reset()

    def use(self) -> Use:
        """The question as it stands; what cannot be read is said below the form and left out."""
        typed = self.date.text().strip()
        edtf = typed if dates.is_valid(typed) else (dates.from_typed(typed) or "") if typed else ""
        day = dates.latest(edtf) if edtf else None
        codes, unknown = territories.codes_of(self.territory.text())
        said = []
        if typed and day is None:
            said.append(tr("“{text}” is not a day; today is used.").format(text=typed))
        if unknown:
            names = "”, “".join(unknown)
            said.append(tr("No country is called “{names}”; it is left aside.").format(names=names))
        self.problem.setText(" ".join(said))
        self.problem.setVisible(bool(said))
        return Use(
            action=self.action.value(), purpose=self.purpose.value(), channel=self.channel.value(),
            territory=" ".join(codes) or territories.WORLD, date=day.isoformat() if day else "",
            audience=self.audience.text().strip(), size=self.pixels.text().strip(),
        )  # fmt: skip

    def put(self, use: Use) -> None:
        """Show a question."""
        self.action.put(use.action)
        self.purpose.put(use.purpose)
        self.channel.put(use.channel)
        everywhere = use.territory in ("", territories.WORLD)
        codes = use.territory.replace(",", " ").split()
        self.territory.setText("" if everywhere else "; ".join(territories.name_of(code) for code in codes))
        self.date.setText(shown_date(use.date))
        self.audience.setText(use.audience)
        self.pixels.setText(use.size)
        self.problem.hide()

    def reset(self) -> None:
        """The usual question."""
        self.put(self._usual)

    def _action_chosen(self) -> None:
        self.channel.put(CHANNEL_OF.get(self.action.value(), ""))
        self.changed.emit()

    def _box(self, label: str, choices: tuple[Choice, ...], *, empty: str = "") -> ChoiceInput:
        box = choice_box(choices, self, empty=empty)
        if choices is not ACTIONS:
            box.chosen.connect(self.changed)
        self._add(label, box)
        return box

    def _line(self, label: str, placeholder: str, tip: str) -> LineInput:
        box = LineInput(Field(name="use", kinds=(), label="", type="text"), self)
        box.setPlaceholderText(placeholder)
        box.setToolTip(tip)
        box.setAccessibleDescription(tip)
        box.typed.connect(self.changed)
        self._add(label, box)
        return box

    def _add(self, label: str, box: QWidget) -> None:
        box.setAccessibleName(label)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name = QLabel(label, self)
        name.setFont(theme.font(12))
        name.setProperty("role", "secondary")
        name.setBuddy(box)
        cell = QHBoxLayout()
        cell.setSpacing(theme.GAP_S)
        if self._across == 1:
            name.setMinimumWidth(_LABEL)
        cell.addWidget(name)
        cell.addWidget(box, 1)
        at = self._grid.count()
        if self._across == 1:
            self._grid.addLayout(cell, at, 0)
            return
        stacked = QVBoxLayout()
        stacked.setSpacing(2)
        cell.removeWidget(name)
        cell.removeWidget(box)
        stacked.addWidget(name)
        stacked.addWidget(box)
        self._grid.addLayout(stacked, at // self._across, at % self._across)
        self._grid.setColumnStretch(at % self._across, 3 if at == 0 else 2)


class _Countries(QObject):
    """Offers countries while one is typed."""

    def __init__(self, line: LineInput) -> None:
        super().__init__(line)
        ask: Ask = self._ask
        Completion(line, ask, many=True)

    def _ask(self, typed: str, done: object) -> None:
        found: Values = territories.offered(typed)
        if callable(done):
            done(found)
