"""One field of many records: what they hold now, what they are to hold, and whether that is wanted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from archive_app.domain import dates
from archive_app.domain.batch import FieldEdit
from archive_app.domain.choices import Choice, label_of
from archive_app.domain.field_values import NO, YES, split_list
from archive_app.i18n import tr, tr_n
from archive_app.operations.batch import FieldSurvey
from archive_app.ui import theme
from archive_app.ui.field_inputs import ChoiceInput, choice_box
from archive_app.ui.field_undo import let_undo_through
from archive_app.ui.panel import words

MOST_VALUES = 30
PRESENT_WIDTH = 150
LINE_WIDTH, LEAST_PRESENT = 240, 40  # a field’s name and its present values, in the narrowest inspector
LINE_WIDTH, LEAST_PRESENT = 240, 40  # of a field's name and its present values, in the narrowest inspector


class BatchField(QWidget):
    """Typing ticks “change”; an empty box changes nothing unless “clear” was chosen. Signals: ``changed``."""

    changed = Signal()

    def __init__(self, survey: FieldSurvey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.survey = survey
        line = survey.line
        self._clear = False
        self.adds: list[str] = []
        self.removes: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        name = tr(line.label)
        top = QHBoxLayout()
        self.tick = QCheckBox(name, self)
        self.tick.setFont(theme.font(12))
        self.tick.setAccessibleName(tr("Change {field}").format(field=name))
        self.tick.setToolTip(tr(line.help))
        self.tick.toggled.connect(lambda _on: self._changed())
        top.addWidget(self.tick)
        top.addStretch(1)
        self.now = QToolButton(self)
        self.now.setProperty("slim", True)
        self.now.setFont(theme.font(11))
        present = self._present()
        room = max(LEAST_PRESENT, min(PRESENT_WIDTH, LINE_WIDTH - self.tick.sizeHint().width()))
        shown = self.now.fontMetrics().elidedText(present, Qt.TextElideMode.ElideRight, room)
        self.now.setText(shown)
        self.now.setAccessibleName(tr("Present values of {field}: {values}").format(field=name, values=present))
        self.now.setToolTip(f"{present}\n{tr('The present values; choose one to use it')}")
        self.now.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.now.setMenu(self._menu())
        top.addWidget(self.now)
        column.addLayout(top)
        self.box: QLineEdit | ChoiceInput
        if line.type in {"choice", "flag"}:
            options = line.choices or (Choice("yes", tr("yes")), Choice("no", tr("no")))
            self.box = choice_box(options, self, empty=self._mixed())
            self.box.put("" if not survey.same or not survey.values else survey.values[0][0])
            self.box.chosen.connect(self._typed)
        else:
            self.box = QLineEdit(self)
            let_undo_through(self.box)
            self.box.setPlaceholderText(self._mixed() if not line.item else tr("add …"))
            if survey.same and survey.values and not line.item:
                self.box.setText(self._label(survey.values[0][0]))
                self.box.setCursorPosition(0)
            self.box.textEdited.connect(lambda _text: self._typed())
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(present)
        column.addWidget(self.box)
        self.said = words("", self, role="secondary", size=12)
        self.said.hide()
        column.addWidget(self.said)

    @property
    def name(self) -> str:
        """The field's name."""
        return self.survey.line.name

    def edits(self) -> tuple[FieldEdit, ...]:
        """What is asked for; nothing while it is not ticked."""
        if not self.tick.isChecked():
            return ()
        if self._clear:
            return (FieldEdit(self.name, "clear"),)
        text = self.text()
        if not self.survey.line.item:
            return (FieldEdit(self.name, "set", text),) if text else ()
        found = [FieldEdit(self.name, "remove", one) for one in self.removes]
        added = "; ".join([*self.adds, *split_list(text)])
        return (*found, *((FieldEdit(self.name, "add", added),) if added else ()))

    def text(self) -> str:
        """What is typed, trimmed."""
        return (self.box.value() if isinstance(self.box, ChoiceInput) else self.box.text()).strip()

    def put(self, text: str) -> None:
        """Use a value, as if it had been typed."""
        if isinstance(self.box, ChoiceInput):
            self.box.put(text)
        else:
            self.box.setText(text)
        self._typed()

    def clear_all(self) -> None:
        """Empty the field in all records; said in words, never by an empty box alone."""
        self._clear = True
        if isinstance(self.box, QLineEdit):
            self.box.clear()
        self.tick.setChecked(True)
        self._changed()

    def toggle_item(self, item: str) -> None:
        """Take an item out of all lists, or leave it in after all."""
        if item in self.removes:
            self.removes.remove(item)
        else:
            self.removes.append(item)
        self._clear = False
        self.tick.setChecked(bool(self.removes or self.adds or self.text()))
        self._changed()

    def add_item(self, item: str) -> None:
        """Give an item that some have to all."""
        if item not in self.adds:
            self.adds.append(item)
        self._clear = False
        self.tick.setChecked(True)
        self._changed()

    def _typed(self) -> None:
        self._clear = False
        # Typing is a wish to change; to empty a field one chooses “clear”.
        self.tick.setChecked(bool(self.text() or self.removes or self.adds))
        self._changed()

    def _changed(self) -> None:
        parts: list[str] = []
        if self.tick.isChecked():
            if self._clear:
                count = self.survey.records - self.survey.empty
                parts.append(tr_n("will be emptied in {n} record", "will be emptied in {n} records", count))
            if self.removes:
                parts.append(tr("will be taken out: {items}").format(items="; ".join(self.removes)))
            if self.adds:
                parts.append(tr("will be added: {items}").format(items="; ".join(self.adds)))
            if self.survey.line.type == "date" and self.text():
                edtf = self.text() if dates.is_valid(self.text()) else dates.from_typed(self.text())
                reading = tr("read as {date}").format(date=edtf) if edtf else tr("this is not read as a date")
                parts.append(reading)
            if not parts and not self.text():
                parts.append(tr("nothing is typed, so nothing changes"))
        self.said.setText(" · ".join(parts))
        self.said.setVisible(bool(parts))
        self.changed.emit()

    def _present(self) -> str:
        survey = self.survey
        if not survey.values:
            return tr("empty in all {n}").format(n=survey.records)
        if survey.line.item:
            shown = " · ".join(f"{value} ×{count}" for value, count in survey.values[:2])
            return shown + (" · …" if len(survey.values) > 2 else "")
        if survey.same:
            return tr("same in all {n}").format(n=survey.records)
        return self._mixed()

    def _mixed(self) -> str:
        different = len(self.survey.values) + bool(self.survey.empty)
        if self.survey.same:
            return "" if self.survey.values else tr("not stated")
        return tr_n("⟨{n} different value⟩", "⟨{n} different values⟩", different)

    def _menu(self) -> QMenu:
        menu = QMenu(self.now)
        menu.setToolTipsVisible(True)
        listed = bool(self.survey.line.item)
        for value, count in self.survey.values[:MOST_VALUES]:
            shown = self._label(value)
            text = f"{shown if len(shown) <= 60 else shown[:59] + '…'}  ×{count}".replace("&", "&&")
            if listed:
                inner = menu.addMenu(text)
                inner.addAction(tr("Give it to all")).triggered.connect(partial(self._from_menu, self.add_item, value))
                inner.addAction(tr("Take it out of all")).triggered.connect(
                    partial(self._from_menu, self.toggle_item, value)
                )
            else:
                menu.addAction(text).triggered.connect(partial(self._from_menu, self.put, value))
        if self.survey.empty and self.survey.values:
            menu.addSection(tr("not stated in {n}").format(n=self.survey.empty))
        menu.addSeparator()
        clear = menu.addAction(tr("Clear in all records"))
        clear.setEnabled(bool(self.survey.values) and "save" not in self.survey.line.required_for)
        clear.triggered.connect(lambda _checked=False: self.clear_all())
        return menu

    def _from_menu(self, run: object, value: str, _checked: bool = False) -> None:
        if callable(run):
            run(value)

    def _label(self, value: str) -> str:
        line = self.survey.line
        if line.type == "flag":
            return tr("yes") if value in YES else tr("no") if value in NO else value
        return label_of(line.choices, value) if line.choices else value
