"""The forms in which a house rule or a source profile is written."""

from __future__ import annotations

import uuid
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain import fields
from archive_app.domain.errors import ArchiveError
from archive_app.domain.house_rules import ACTIONS, CREDIT_FIELD, HOWS, HouseRule, RuleParty
from archive_app.domain.records import Credit, CreditParty, PhotoUse
from archive_app.domain.rule_files import check_profile, check_rule
from archive_app.domain.rule_values import SOURCE_FIELDS, rule_fields
from archive_app.domain.rule_words import ACTION_WORDS, BY_WORDS, HOW_WORDS, field_words
from archive_app.domain.source_profiles import BY, SourceProfile
from archive_app.i18n import tr
from archive_app.ui import theme


class Form(QWidget):
    """What both forms share: rows with labels, a sentence for what is wrong, Save.

    Signals:
        saved(object): A rule or profile that can be used is to be kept.
        edited(): Something was typed.
    """

    saved = Signal(object)
    edited = Signal()

    def __init__(self, save: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = QFormLayout()
        self.rows.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_S)
        self.rows.setHorizontalSpacing(theme.GAP_M)
        self.rows.setVerticalSpacing(theme.GAP_S)
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.wrong = QLabel(self)
        self.wrong.setProperty("role", "bad")
        self.wrong.setWordWrap(True)
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.save = QPushButton(save, self)
        self.save.setProperty("primary", True)
        self.save.clicked.connect(lambda _on=False: self._save())
        bottom = QHBoxLayout()
        bottom.setContentsMargins(theme.GAP_L, 0, theme.GAP_L, theme.GAP_M)
        bottom.addWidget(self.wrong, 1)
        bottom.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.rows)
        column.addLayout(bottom)

    def line(self, label: str, hint: str = "", *, row: bool = True) -> QLineEdit:
        """One line to type in, in a row of its own unless told otherwise."""
        box = QLineEdit(self)
        box.setAccessibleName(label)
        box.setPlaceholderText(hint)
        box.setMinimumWidth(90)
        box.textEdited.connect(lambda _text: self._touched())
        if row:
            self.rows.addRow(label, box)
        return box

    def beside(self, label: str, *boxes: QWidget) -> QWidget:
        """A row with several boxes beside each other."""
        both = QWidget(self)
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_S)
        for box in boxes:
            line.addWidget(box, 1)
        self.rows.addRow(label, both)
        return both

    def choice(self, label: str, values: list[tuple[str, str]], *, row: bool = True) -> QComboBox:
        """A list of (value, words), in a row of its own unless told otherwise."""
        box = QComboBox(self)
        box.setAccessibleName(label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(9)
        for value, words in values:
            box.addItem(words, value)
        box.currentIndexChanged.connect(lambda _row: self._touched())
        if row:
            self.rows.addRow(label, box)
        return box

    def tick(self, words: str) -> QCheckBox:
        """A row with a tick."""
        box = QCheckBox(words, self)
        box.toggled.connect(lambda _on: self._touched())
        self.rows.addRow("", box)
        return box

    def say(self, words: str) -> None:
        """What is wrong, or nothing."""
        self.wrong.setText(words)

    def _touched(self) -> None:
        self.say("")
        self.edited.emit()

    def _save(self) -> None:
        raise NotImplementedError


class RuleForm(Form):
    """A house rule: when a field says this, do that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Save rule"), parent)
        self._rule = HouseRule()
        self._putting = False
        known = [(name, field_words(name)) for name in rule_fields()]
        self.name = self.line(tr("Name"))
        self.kind = self.choice(
            tr("About"), [("value", tr("values of records")), ("credit", tr("who is named in credit lines"))]
        )
        looked = [(name, field_words(name)) for name in SOURCE_FIELDS]
        self.field = self.choice(tr("When this field"), [*known, *looked])
        self.how = self.choice(tr("How it is compared"), [(how, tr(HOW_WORDS[how])) for how in HOWS], row=False)
        self.pattern = self.line(tr("Words or pattern"), tr("words or a pattern"), row=False)
        self.beside("", self.how, self.pattern)
        self.exact = self.tick(tr("Capital letters and accents count"))
        self.action = self.choice(tr("What is done"), [(one, tr(ACTION_WORDS[one])) for one in ACTIONS], row=False)
        self.value = self.line(tr("Value"), tr("$1 is the first group"), row=False)
        self.value.setToolTip(tr("$1 or ${name} are groups of a pattern, $0 is all that was found"))
        self._doing = self.beside(tr("then"), self.action, self.value)
        self.target = self.choice(tr("in the field"), [("", tr("the same field")), *known])
        self.parties = self.line(tr("Named are"), tr("$1 (creator); dpa (distributor)"))
        self.flags = self.line(tr("Marks"), tr("handout; pool"))
        self.licence = self.line(tr("Licence"), "CC BY 4.0")
        self.put(HouseRule())
        self.kind.currentIndexChanged.connect(lambda _row: self._lay_out())
        for box in (self.how, self.action):
            box.currentIndexChanged.connect(lambda _row: self._lay_out())

    def put(self, rule: HouseRule) -> None:
        """Show a rule; one without a uid is new."""
        self._rule, self._putting = rule, True
        _pick(self.kind, rule.kind)
        _pick(self.field, rule.field)
        _pick(self.how, rule.how)
        _pick(self.action, rule.action)
        _pick(self.target, rule.target)
        for box, text in ((self.name, rule.name), (self.pattern, rule.pattern), (self.value, rule.value),
                          (self.licence, rule.licence)):  # fmt: skip
            box.setText(text)
        self.exact.setChecked(rule.exact)
        use = PhotoUse(
            credit=Credit(parties=tuple(CreditParty(p.name, p.role) for p in rule.parties), flags=rule.flags)
        )
        self.parties.setText(fields.shown_of(use, "credit_parties"))
        self.flags.setText(fields.shown_of(use, "credit_flags"))
        self._putting = False
        self.say("")
        self._lay_out()

    def rule(self) -> HouseRule:
        """The rule as it stands.

        Raises:
            InvalidRecord, PatternError: It cannot be used.
        """
        credit = self.kind.currentData() == "credit"
        use = fields.with_value(PhotoUse(), "credit_parties", self.parties.text() if credit else "")
        use = fields.with_value(use, "credit_flags", self.flags.text() if credit else "")
        kinds = {p.name: p.kind for p in self._rule.parties}
        made = replace(
            self._rule, name=self.name.text().strip(), kind=str(self.kind.currentData()),
            field=CREDIT_FIELD if credit else str(self.field.currentData()), how=self.how.currentData(),
            pattern=self.pattern.text(), exact=self.exact.isChecked(), action=self.action.currentData(),
            target="" if credit else str(self.target.currentData()), value=self.value.text(),
            parties=tuple(RuleParty(p.name, p.role, kinds.get(p.name, p.kind)) for p in use.credit.parties),
            flags=use.credit.flags, licence=self.licence.text().strip() if credit else "",
        )  # fmt: skip
        check_rule(made)
        return made

    def _save(self) -> None:
        try:
            made = self.rule()
        except ArchiveError as error:
            self.say(error.message)
            return
        self.saved.emit(replace(made, uid=made.uid or uuid.uuid4().hex))

    def _touched(self) -> None:
        if not self._putting:
            super()._touched()

    def _lay_out(self) -> None:
        """Only the rows that mean something for this kind of rule."""
        credit = self.kind.currentData() == "credit"
        plain: tuple[QWidget, ...] = (self.field, self._doing, self.target)
        of_credits: tuple[QWidget, ...] = (self.parties, self.flags, self.licence)
        for box in plain:
            self.rows.setRowVisible(box, not credit)
        for box in of_credits:
            self.rows.setRowVisible(box, credit)
        self.pattern.setVisible(self.how.currentData() not in {"empty", "any"})
        self.value.setVisible(self.action.currentData() in {"set", "replace", "add"})


class ProfileForm(Form):
    """A source profile: what usually holds for what comes from somewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Save profile"), parent)
        self._profile = SourceProfile()
        self.name = self.line(tr("Name"))
        self.by = self.choice(tr("For what comes from"), [(by, tr(BY_WORDS[by])) for by in BY])
        self.pattern = self.line(tr("called"), tr("Evening Note, example.org, /scans/post, *.txt"))
        self.publisher = self.line(tr("Publisher"))
        self.language = self.line(tr("Language"), tr("en, de, fr …"))
        self.section = self.line(tr("Section"))
        self.byline_role = self.line(tr("Role of bylines without one"), tr("text, photography …"))
        self.collection = self.line(tr("Collection"), tr("News / Harbour"))
        self.rights = self.line(tr("Rights template"), tr("for the article, never for its photos"))
        self.always = self.tick(tr("Holds in any case"))
        self.always.setToolTip(tr("Even where the source surely says otherwise"))
        self.put(SourceProfile())

    def put(self, profile: SourceProfile) -> None:
        """Show a profile; one without a uid is new."""
        self._profile = profile
        _pick(self.by, profile.by)
        for box, text in ((self.name, profile.name), (self.pattern, profile.pattern),
                          (self.publisher, profile.publisher), (self.language, profile.language),
                          (self.section, profile.section), (self.byline_role, profile.byline_role),
                          (self.collection, profile.collection),
                          (self.rights, profile.rights.get("template", ""))):  # fmt: skip
            box.setText(text)
        self.always.setChecked(profile.always)
        self.say("")

    def profile(self) -> SourceProfile:
        """The profile as it stands. Raises InvalidRecord."""
        rights = {name: value for name, value in self._profile.rights.items() if name != "template"}
        template = self.rights.text().strip()
        made = replace(
            self._profile, name=self.name.text().strip(), by=str(self.by.currentData()),
            pattern=self.pattern.text().strip(), publisher=self.publisher.text().strip(),
            language=self.language.text().strip(), section=self.section.text().strip(),
            byline_role=self.byline_role.text().strip(), collection=self.collection.text().strip(),
            always=self.always.isChecked(), rights=rights | ({"template": template} if template else {}),
        )  # fmt: skip
        check_profile(made)
        return made

    def _save(self) -> None:
        try:
            made = self.profile()
        except ArchiveError as error:
            self.say(error.message)
            return
        self.saved.emit(replace(made, uid=made.uid or uuid.uuid4().hex))


def _pick(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))
