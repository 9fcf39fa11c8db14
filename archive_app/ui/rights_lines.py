"""The lines of a rights statement that are lists of their own: permissions and prohibitions, and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain import dates
from archive_app.domain.choices import Choice, label_of
from archive_app.domain.field_values import split_list
from archive_app.domain.rights import EVIDENCE_KINDS, Grant, RightsEvidence
from archive_app.domain.uses import ACTIONS, CHANNELS, PURPOSES
from archive_app.i18n import mark, tr
from archive_app.ui import theme
from archive_app.ui.field_inputs import ChoiceInput, choice_box
from archive_app.ui.field_undo import let_undo_through
from archive_app.ui.panel import Fold, quiet_button, words

EFFECTS: Final = (Choice("permit", mark("Permitted")), Choice("prohibit", mark("Prohibited")))
_KIND_LABELS: Final = {
    "embedded_metadata": mark("Data in the file"), "printed_credit": mark("Printed credit"),
    "printed_notice": mark("Printed notice"), "terms_page": mark("Page of terms"), "contract": mark("Contract"),
    "correspondence": mark("Correspondence"), "supplier_feed": mark("Supplier’s feed"), "registry": mark("Registry"),
    "donor_form": mark("Donor’s form"), "statute": mark("Statute"), "catalogue_entry": mark("Catalogue entry"),
    "conversation": mark("Conversation"),
}  # fmt: skip
EVIDENCE: Final = tuple(Choice(kind, _KIND_LABELS.get(kind, kind)) for kind in EVIDENCE_KINDS)


class MultiChoice(QToolButton):
    """Several values of a list, ticked in a menu that stays open. Signals: ``changed``."""

    changed = Signal()

    def __init__(self, name: str, nothing: str, choices: tuple[Choice, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices, self._nothing, self._name = choices, nothing, name
        self.setProperty("boxed", True)
        self.setMinimumHeight(theme.CONTROL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        for choice in choices:
            action = self._menu.addAction(tr(choice.label))
            action.setCheckable(True)
            action.setData(choice.value)
            action.toggled.connect(self._toggled)
        self._menu.installEventFilter(self)
        self.setMenu(self._menu)
        self._say()

    def values(self) -> tuple[str, ...]:
        """The values ticked, in the list's order."""
        return tuple(str(action.data()) for action in self._menu.actions() if action.isChecked())

    def put(self, values: Sequence[str]) -> None:
        """Tick these values."""
        for action in self._menu.actions():
            action.blockSignals(True)
            action.setChecked(action.data() in values)
            action.blockSignals(False)
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click ticks and leaves the menu open."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            where: QPoint = event.position().toPoint()
            action = self._menu.actionAt(where)
            if action is not None:
                action.trigger()
                return True
        return super().eventFilter(watched, event)

    def _toggled(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        shown = ", ".join(label_of(self._choices, value) for value in self.values()) or self._nothing
        room = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, 128)
        self.setText(room)
        self.setToolTip(f"{self._name}: {shown}")
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(shown)


class _Line(QFrame):
    """What grants and evidence have in common: a card with fields and a button that removes it."""

    removed = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 8, 8)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def _edit(self, name: str, placeholder: str, tip: str = "") -> QLineEdit:
        box = QLineEdit(self)
        box.setPlaceholderText(placeholder)
        box.setAccessibleName(name)
        box.setToolTip(tip or name)
        box.textEdited.connect(lambda _text: self.changed.emit())
        let_undo_through(box)
        return box

    def _foot(self, text: str, row: int, before: Sequence[QWidget] = ()) -> None:
        line = QHBoxLayout()
        for button in before:
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(quiet_button(text, self.removed.emit, self, icon="trash-2"))
        self._grid.addLayout(line, row, 0, 1, 2)


class GrantLine(_Line):
    """One permission or prohibition with its limits."""

    def __init__(self, grant: Grant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grant = grant
        self.effect: ChoiceInput = choice_box(EFFECTS, self)
        self.effect.setAccessibleName(tr("Permitted or prohibited"))
        self.action = choice_box(ACTIONS, self, empty=tr("Every use"))
        self.action.setAccessibleName(tr("What is meant"))
        self.purpose = MultiChoice(tr("For what"), tr("Any purpose"), PURPOSES, self)
        self.channel = MultiChoice(tr("Where"), tr("Any channel"), CHANNELS, self)
        self.territory = self._edit(
            tr("Countries"), tr("Countries (all)"), tr("Two-letter codes, parted by semicolons")
        )
        self.except_ = self._edit(tr("But not in"), tr("But not in"), tr("Two-letter codes, parted by semicolons"))
        self.starts = self._edit(tr("From"), tr("From"), tr("The first day, month or year"))
        self.ends = self._edit(tr("To"), tr("To"), tr("The last day, month or year"))
        more = Fold(tr("More limits"), self)
        self.duties = self._edit(tr("Duties"), tr("Duties, such as “attribute”"), tr("Parted by semicolons"))
        self.audience = self._edit(tr("Only for"), tr("Only for (audience)"))
        self.uses = self._edit(tr("Number of uses"), tr("Number of uses"))
        self.largest = self._edit(tr("Largest size"), tr("Largest size"))
        for box in (self.duties, self.audience, self.uses, self.largest):
            more.body.addWidget(box)
        pairs: tuple[tuple[QWidget, QWidget], ...] = (
            (self.effect, self.action), (self.purpose, self.channel), (self.territory, self.except_),
            (self.starts, self.ends),
        )  # fmt: skip
        for row, (one, other) in enumerate(pairs):
            self._grid.addWidget(one, row, 0)
            self._grid.addWidget(other, row, 1)
        self._grid.addWidget(more, 4, 0, 1, 2)
        self.problem = words("", self, role="bad", size=12)
        self.problem.hide()
        self._grid.addWidget(self.problem, 5, 0, 1, 2)
        self._foot(tr("Remove"), 6)
        self.effect.put(grant.effect)
        self.action.put(grant.action)
        self.purpose.put(grant.purpose)
        self.channel.put(grant.channel)
        self.territory.setText("; ".join(grant.territory))
        self.except_.setText("; ".join(grant.territory_except))
        self.starts.setText(grant.starts)
        self.ends.setText(grant.ends)
        self.duties.setText("; ".join(grant.duties))
        self.audience.setText("; ".join(grant.audience))
        self.uses.setText("" if grant.max_uses is None else str(grant.max_uses))
        self.largest.setText(grant.max_size)
        for part in (self.purpose, self.channel):
            part.changed.connect(self.changed)
        for box_ in (self.effect, self.action):
            box_.chosen.connect(self.changed)

    def grant(self) -> Grant:
        """The grant as it stands; ``fault`` tells what cannot be read in it."""
        uses = self.uses.text().strip()
        return replace(
            self._grant, effect=self.effect.value(), action=self.action.value(), purpose=self.purpose.values(),
            channel=self.channel.values(), territory=_codes(self.territory), territory_except=_codes(self.except_),
            starts=_date(self.starts), ends=_date(self.ends), duties=tuple(split_list(self.duties.text())),
            audience=tuple(split_list(self.audience.text())), max_uses=int(uses) if uses.isdigit() else None,
            max_size=self.largest.text().strip(),
        )  # fmt: skip

    def fault(self) -> str:
        """What cannot be read, as a sentence; "" when all can. It is shown on the line too."""
        said = ""
        for box in (self.starts, self.ends):
            if box.text().strip() and not dates.is_valid(_date(box)):
                said = tr("“{text}” is not a date, such as 2021, 2021-10 or 5 October 2021.").format(text=box.text())
        if self.uses.text().strip() and not self.uses.text().strip().isdigit():
            said = tr("“{text}” is not a whole number.").format(text=self.uses.text())
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        return said


class EvidenceLine(_Line):
    """One thing a statement rests on.

    Signals:
        attach_wanted, open_wanted: Keep a file that proves it; show the one that is kept.
    """

    attach_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, evidence: RightsEvidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence = evidence
        self.kind = choice_box(EVIDENCE, self)
        self.kind.setAccessibleName(tr("Kind of evidence"))
        self.captured = self._edit(tr("Seen on"), tr("Seen on"), tr("When the evidence was seen"))
        self.source = self._edit(tr("Source"), tr("Address or shelf mark"))
        self.quote = self._edit(tr("Its words"), tr("Its words, as they stand"))
        self._grid.addWidget(self.kind, 0, 0)
        self._grid.addWidget(self.captured, 0, 1)
        self._grid.addWidget(self.source, 1, 0, 1, 2)
        self._grid.addWidget(self.quote, 2, 0, 1, 2)
        self.attachment = words("", self, role="secondary", size=12)
        self._grid.addWidget(self.attachment, 3, 0, 1, 2)
        self._foot(tr("Remove"), 4)
        self.kind.put(evidence.kind)
        self.captured.setText(evidence.captured_at)
        self.source.setText(evidence.source)
        self.quote.setText(evidence.quote)
        self.kind.chosen.connect(self.changed)
        self.show_attachment(evidence.attachment)

    def evidence(self) -> RightsEvidence:
        """The evidence as it stands."""
        return replace(
            self._evidence, kind=self.kind.value(), captured_at=_date(self.captured),
            source=self.source.text().strip(), quote=self.quote.text().strip(), attachment=self._evidence.attachment,
        )  # fmt: skip

    def show_attachment(self, sha256: str, name: str = "") -> None:
        """Say that a file is kept, "" for none; its name becomes the source when none is given."""
        self._evidence = replace(self._evidence, attachment=sha256)
        if name and not self.source.text().strip():
            self.source.setText(name)
        self.attachment.setText(tr("A file is kept ({sha}…)").format(sha=sha256[:8]) if sha256 else "")
        self.attachment.setVisible(bool(sha256))
        self.open_button.setVisible(bool(sha256))
        self.attach_button.setText(tr("Another file…") if sha256 else tr("Attach a file…"))
        self.changed.emit()

    def _foot(self, text: str, row: int, before: Sequence[QWidget] = ()) -> None:
        self.attach_button = quiet_button(tr("Attach a file…"), self.attach_wanted.emit, self, icon="files")
        self.open_button = quiet_button(tr("Show file"), self.open_wanted.emit, self)
        super()._foot(text, row, (self.attach_button, self.open_button, *before))


class Lines(QWidget):
    """Any number of grants, or of evidence, with a button that adds one.

    Signals:
        changed: Something is typed, added or removed.
        attach_wanted, open_wanted: Of an ``EvidenceLine``.
    """

    changed = Signal()
    attach_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, kind: type[GrantLine | EvidenceLine], add: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP_S)
        self.lines: list[GrantLine | EvidenceLine] = []
        self.add_button = quiet_button(add, self.add, self, icon="plus")
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def put_grants(self, grants: Sequence[Grant]) -> None:
        """Show these grants."""
        self._clear()
        for one in grants:
            self._show(GrantLine(one, self))

    def put_evidence(self, evidence: Sequence[RightsEvidence]) -> None:
        """Show this evidence."""
        self._clear()
        for one in evidence:
            self._show(EvidenceLine(one, self))

    def grants(self) -> tuple[Grant, ...]:
        """The grants as they stand."""
        return tuple(line.grant() for line in self.lines if isinstance(line, GrantLine))

    def evidence(self) -> tuple[RightsEvidence, ...]:
        """The evidence as it stands."""
        return tuple(line.evidence() for line in self.lines if isinstance(line, EvidenceLine))

    def fault(self) -> str:
        """The first thing that cannot be read; "" when all can."""
        return next((said for line in self.lines if isinstance(line, GrantLine) and (said := line.fault())), "")

    def add(self) -> None:
        """Add an empty line."""
        made: GrantLine | EvidenceLine = (
            GrantLine(Grant(action="publish_online"), self)
            if self._kind is GrantLine
            else EvidenceLine(RightsEvidence(), self)
        )
        self._show(made)
        made.findChildren(ChoiceInput)[0].setFocus()
        self.changed.emit()

    def _show(self, line: GrantLine | EvidenceLine) -> None:
        self.lines.append(line)
        self._column.insertWidget(len(self.lines) - 1, line)
        line.changed.connect(self.changed)
        if isinstance(line, EvidenceLine):
            line.attach_wanted.connect(lambda: self.attach_wanted.emit(line))
            line.open_wanted.connect(lambda: self.open_wanted.emit(line))
        line.removed.connect(lambda: self._remove(line))

    def _remove(self, line: GrantLine | EvidenceLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()

    def _clear(self) -> None:
        for line in tuple(self.lines):
            self.lines.remove(line)
            line.hide()
            line.deleteLater()


def _codes(box: QLineEdit) -> tuple[str, ...]:
    return tuple(one.upper() for one in split_list(box.text().replace(",", ";")))


def _date(box: QLineEdit) -> str:
    """EDTF for what was typed; the text itself when it cannot be read."""
    text = box.text().strip()
    return text if not text or dates.is_valid(text) else (dates.from_typed(text) or text)
