"""Writing a rights statement: what is asked for most first, the rest of the model folded away below it.

A statement that was in force is never edited: saving writes a new one that takes its place. What is typed is not
lost when another record is selected; it is there again when the person comes back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from archive_app.domain import fields
from archive_app.domain.changes import Changes
from archive_app.domain.checks import invalid
from archive_app.domain.errors import InvalidRecord
from archive_app.domain.licences import known
from archive_app.domain.records import Kind
from archive_app.domain.rights import RightsStatement
from archive_app.i18n import mark, tr
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import messages, theme
from archive_app.ui.bars import MessageBar
from archive_app.ui.context import Context
from archive_app.ui.field_editors import FieldEditor
from archive_app.ui.field_inputs import Completion, LineInput, Values
from archive_app.ui.notices import Notice
from archive_app.ui.panel import Column, Fold, heading, words
from archive_app.ui.rights_attaching import EvidenceFiles
from archive_app.ui.rights_lines import EvidenceLine, GrantLine, Lines
from archive_app.ui.rights_starts import StartBox, begun

COMMON: Final = (
    "basis", "copyright_status", "agents", "licence_id", "credit_obligation", "credit_text", "confidence",
    "asserted_by",
)  # fmt: skip
GROUPS: Final = (
    (mark("Words, as printed"),
     ("credit_line_printed", "copyright_notice", "usage_terms", "restrictions", "source_language")),
    (mark("Dates"), ("embargo_until", "embargo_scope", "review_date", "determined_on", "determined_by")),
    (mark("Licence and contract"),
     ("licence_url", "rights_uri", "acquire_url", "contract_ref", "fee", "credit_placement", "jurisdiction",
      "copyright_year", "citation")),
    (mark("People and works shown"),
     ("model_release", "model_release_ids", "property_release", "property_release_ids", "minor_age",
      "depicted_works", "privacy_flag", "cultural_sensitivity")),
    (mark("Reasons to stop"), ("takedown", "legal_hold")),
    (mark("Data mining"), ("data_mining", "data_mining_constraint")),
    (mark("About the statement"), ("scope", "status", "note")),
)  # fmt: skip
_PLAIN: Final = RightsStatement()
_SEARCHED: Final = {"agents": "org", "asserted_by": "org"}


@dataclass(frozen=True, slots=True)
class _Unfinished:
    """A statement as far as it is written, with the texts that cannot be stored yet."""

    statement: RightsStatement
    replaces: RightsStatement | None
    texts: tuple[tuple[str, str], ...]


class RightsForm(QWidget):
    """The form. Without ``of_one`` it is about no record yet: whoever shows it asks for ``checked``.

    Signals:
        closed: It is done with.
    """

    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None, *, of_one: bool = True) -> None:
        super().__init__(parent)
        self._context = context
        self._work = 0
        self._statement = RightsStatement()
        self._begun = RightsStatement()
        self._replaces: RightsStatement | None = None
        self._unfinished: dict[int, _Unfinished] = {}
        self.editors: dict[str, FieldEditor] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.bar = MessageBar(self)
        self._column = Column(tr("Rights statement"), self)
        body = self._column.body
        self._title = words("", self)
        self._title.setFont(theme.font(14, bold=True))
        self._hint = words("", self, role="secondary", size=12)
        body.addWidget(self._title)
        body.addWidget(self._hint)
        self.start = StartBox(self)
        self.start.chosen.connect(self.begin_with)
        body.addWidget(self.start)
        for name in COMMON:
            body.addWidget(self._editor(name))
        body.addWidget(heading(tr("PERMISSIONS AND PROHIBITIONS"), self))
        self.grants = Lines(GrantLine, tr("Add a permission or prohibition"), self)
        body.addWidget(self.grants)
        body.addWidget(heading(tr("EVIDENCE"), self))
        self.evidence = Lines(EvidenceLine, tr("Add evidence"), self)
        self.files = EvidenceFiles(context, self.evidence)
        body.addWidget(self.evidence)
        self._folds: dict[str, Fold] = {}
        for title, names in GROUPS:
            fold = Fold(tr(title), self)
            for name in names:
                fold.body.addWidget(self._editor(name))
                self._folds[name] = fold
            body.addWidget(fold)
        body.addStretch(1)
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_M)
        row.addStretch(1)
        self.discard_button = QPushButton(tr("Do not save"), foot)
        self.save_button = QPushButton(tr("Save statement"), foot)
        self.save_button.setProperty("primary", True)
        row.addWidget(self.discard_button)
        row.addWidget(self.save_button)
        outer.addWidget(self.bar)
        outer.addWidget(self._column, 1)
        outer.addWidget(foot)
        foot.setVisible(of_one)
        context.archive_changed.connect(self._forget_all)
        self.save_button.clicked.connect(self.save)
        self.discard_button.clicked.connect(self.discard)

    def begin(self, work_id: int, replaces: RightsStatement | None, start: RightsStatement) -> None:
        """Write a statement about a work; ``start`` fills the form, ``replaces`` is the one it supersedes."""
        self._begun = replace(start, work_id=work_id, evidence=start.evidence, supersedes_id=None)
        self._fill(work_id, _Unfinished(self._begun, replaces, ()))
        self._column.verticalScrollBar().setValue(0)
        self.editors[COMMON[0]].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_with(self, key: str) -> None:
        """Fill in what goes without saying for a beginning (``rights_starts``)."""
        texts = tuple((name, e.input.value()) for name, e in self.editors.items() if not self._take(name))
        self._fill(self._work, _Unfinished(begun(self.statement(), key), self._replaces, texts))

    def resume(self, work_id: int, rights: tuple[RightsStatement, ...]) -> bool:
        """Show again what was being written about a work; False when nothing was."""
        if self._work == work_id and self._work:
            return True
        self.keep()
        waiting = self._unfinished.get(work_id)
        if waiting is None:
            self._work = 0
            return False
        if waiting.replaces is not None and all(one.id != waiting.replaces.id for one in rights):
            waiting = replace(waiting, replaces=None)
        self._begun = waiting.statement
        self._fill(work_id, waiting)
        return True

    def keep(self) -> None:
        """Remember the form as it stands, for when the person comes back to this record."""
        if not self._work:
            return
        texts = tuple((name, e.input.value()) for name, e in self.editors.items() if not self._take(name) and e.dirty)
        now = self.statement()
        if texts or now != self._begun or self._work in self._unfinished:
            self._unfinished[self._work] = _Unfinished(now, self._replaces, texts)

    def statement(self) -> RightsStatement:
        """The statement as it stands."""
        return replace(self._statement, grants=self.grants.grants(), evidence=self.evidence.evidence())

    def checked(self) -> RightsStatement | None:
        """The statement, if all of it can be stored; what cannot is marked, and None is returned."""
        wrong = [name for name in self.editors if not self._take(name)]
        said = self.grants.fault()
        made = self.statement()
        for name, sentence in invalid(made):
            if name in self.editors and name not in wrong:
                self.editors[name].refuse(sentence)
                wrong.append(name)
            elif name not in self.editors:
                said = said or sentence
        if wrong or said:
            self.bar.say(said or tr("One value cannot be kept; it is marked below."), kind="bad")
            if wrong:
                self._show_editor(wrong[0])
            return None
        self.bar.hide()
        return made

    def save(self) -> None:
        """Save the statement; what cannot be stored is marked, and nothing is saved then."""
        made = self.checked()
        if made is None:
            return
        replaced = self._replaces.id if self._replaces is not None else None
        fresh = made if self._replaces is not None and self._replaces.status == "draft" else replace(made, id=None)

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import works

            return works.save_rights(archive, fresh, replaces=replaced)

        self.save_button.setEnabled(False)
        self._context.change(work, done=partial(self._saved, self._work), failed=self._failed, owner=self, undo=True)

    def discard(self) -> None:
        """Leave the form without saving; a toast offers to go on writing."""
        self.keep()
        work, kept = self._work, self._unfinished.pop(self._work, None)
        self._close()
        if kept is not None:

            def go_on() -> None:
                self._unfinished[work] = kept
                self._context.feed.publish_everything()

            self._context.tell(Notice(tr("The statement was not saved."), button=tr("Go on writing"), clicked=go_on))

    def _fill(self, work_id: int, waiting: _Unfinished) -> None:
        self._work, self._statement, self._replaces = work_id, waiting.statement, waiting.replaces
        texts = dict(waiting.texts)
        for name, editor in self.editors.items():
            editor.drop()
            editor.show_value(fields.text_of(self._statement, name), kept=texts.get(name))
        self.grants.put_grants(self._statement.grants)
        self.evidence.put_evidence(self._statement.evidence)
        filled = {id(f) for n, f in self._folds.items() if fields.get(self._statement, n) != fields.get(_PLAIN, n)}
        for fold in self._folds.values():
            fold.head.setChecked(id(fold) in filled)
        changing = self._replaces is not None
        self._title.setText(tr("Change of a statement") if changing else tr("What is known about the rights"))
        self._hint.setText(
            tr("Saving writes a new statement; the present one stays on record.") if changing
            else tr("Write down what you know and from where. Leave empty what you do not know.")
        )  # fmt: skip
        self.bar.hide()
        self.save_button.setEnabled(True)

    def _editor(self, name: str) -> FieldEditor:
        line = fields.field(Kind.RIGHTS, name)
        editor = FieldEditor(line, self)
        self.editors[name] = editor
        editor.left.connect(lambda _text: self._take(name))
        if name == "licence_id" and isinstance(editor.input, LineInput):
            Completion(editor.input, _licences, many=False)
        elif name in _SEARCHED and isinstance(editor.input, LineInput):
            Completion(editor.input, partial(self._names, _SEARCHED[name]), many=name == "agents")
        return editor

    def _take(self, name: str) -> bool:
        """Take over what an editor holds; False, and a sentence below it, when it cannot be read."""
        editor = self.editors[name]
        if not editor.dirty:
            return True
        try:
            made = fields.with_value(self._statement, name, editor.input.value())
        except InvalidRecord as error:
            editor.refuse(error.message)
            return False
        wrong = next((sentence for field, sentence in invalid(made) if field == name), "")
        if wrong:
            editor.refuse(wrong)
            return False
        self._statement = made
        editor.accept_saved(fields.text_of(made, name))
        return True

    def _show_editor(self, name: str) -> None:
        if name in self._folds:
            self._folds[name].open()
        self.editors[name].input.setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.show_widget(self.editors[name])

    def _names(self, search_field: str, typed: str, done: object) -> None:
        from archive_app.operations import field_visits

        if callable(done):
            self._context.look(lambda archive: field_visits.values(archive, search_field, typed), done, owner=self)

    def _saved(self, work: int, _changes: Changes) -> None:
        self._unfinished.pop(work, None)
        if work == self._work:
            self._close()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.bar.say(messages.explain(error).text, kind="bad")

    def _forget_all(self) -> None:
        """Another catalogue is open; its records have the same numbers."""
        self._unfinished.clear()
        self._close()

    def _close(self) -> None:
        self._work = 0
        self.closed.emit()


def _licences(typed: str, done: object) -> None:
    wanted = typed.casefold()
    found: Values = [
        (one.id, 0) for one in known() if wanted in one.id.casefold() or wanted in one.name.casefold()
    ]  # fmt: skip
    if callable(done):
        done(found[:12])
