"""Some fields of one record, each saved by itself when it is left (ux.md section 5).

One form serves one record after the other of its kind. What is typed is kept after a pause, saved on leaving as one
step, and never asked about: text that cannot be stored stays in its field with a sentence below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from archive_app.domain import fields
from archive_app.domain.changes import Changes
from archive_app.domain.checks import invalid
from archive_app.domain.errors import Conflict, InvalidRecord
from archive_app.domain.records import Evidence, Kind, Record
from archive_app.i18n import tr
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import messages, provenance, theme
from archive_app.ui.context import Context
from archive_app.ui.field_editors import FieldEditor
from archive_app.ui.field_inputs import Completion, LineInput, Values
from archive_app.ui.tasks import Lane

Kept = dict[tuple[int, str], str]
LABELS_LEFT_FROM = 420  # pixels of the form's own width


class RecordForm(QWidget):
    """The editors of some fields of a kind of record.

    Signals:
        typed(str, str): Field and text, while a person types.
        saved(object): The ``Changes`` of a field that was saved.
        entered(str): The field that has the focus now.
    """

    typed = Signal(str, str)
    saved = Signal(object)
    entered = Signal(str)

    def __init__(
        self, context: Context, kind: Kind, names: Sequence[str], parent: QWidget | None = None, *, least: int = 2
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._record: Record | None = None
        self._number = 0
        self._archive: Archive | None = None  # the catalogue the record is in
        self._conflicts: set[str] = set()  # fields whose two values wait for the person's choice
        self.editors: dict[str, FieldEditor] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_S)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for name in names:
            line = fields.field(kind, name)
            editor = FieldEditor(line, self, least=least)
            self.editors[name] = editor
            column.addWidget(editor)
            editor.typed.connect(partial(self.typed.emit, name))
            editor.paused.connect(partial(self._keep, name))
            editor.left.connect(partial(self._leave, name))
            editor.given_up.connect(partial(self._forget, name))
            editor.entered.connect(partial(self.entered.emit, name))
            if isinstance(editor.input, LineInput) and line.searchable and line.type in {"text", "names", "language"}:
                Completion(editor.input, partial(self._values, line.searchable), many=line.item == "name")

    @property
    def record(self) -> Record | None:
        """The record that is shown."""
        return self._record

    @property
    def focused(self) -> str:
        """The field that has the focus, or ""."""
        return next((name for name, editor in self.editors.items() if editor.input.hasFocus()), "")

    def load(
        self, record: Record, evidence: Sequence[Evidence] = (), kept: Kept | None = None, *, read_only: bool = False
    ) -> None:
        """Show a record; typing that goes on in one of its fields is left alone."""
        other = record.id != self._number or self._archive is not self._context.archive
        if other:
            self.flush()
            self._conflicts.clear()
        self._record, self._number = record, record.id or 0
        self._archive = self._context.archive
        for name, editor in self.editors.items():
            if other:
                editor.drop()
            waiting = (kept or {}).get((self._number, name))
            editor.show_value(fields.text_of(record, name), kept=waiting, origin=provenance.of_field(evidence, name))
            editor.set_read_only(read_only)
            if waiting is None or not editor.dirty:
                self._conflicts.discard(name)
            elif name in self._conflicts:
                self._say_conflict(name, self._number, waiting, fields.text_of(record, name))
            elif not editor.input.hasFocus():
                self._say_waiting(name, waiting)

    def flush(self) -> None:
        """End every visit: what was typed is saved."""
        for editor in self.editors.values():
            editor.finish()

    def focus_field(self, name: str) -> bool:
        """Move the focus to a field; False when it is not here."""
        editor = self.editors.get(name)
        if editor is None or not editor.isVisibleTo(self):
            return False
        editor.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels stand before the inputs where there is room."""
        super().resizeEvent(event)
        for editor in self.editors.values():
            editor.arrange(labels_left=self.width() >= LABELS_LEFT_FROM)

    def _say_waiting(self, name: str, text: str) -> None:
        wrong = self._fault(name, text)
        if wrong:
            self.editors[name].refuse(wrong, [(tr("Restore the saved value"), partial(self._give_up, name))])
        else:
            self.editors[name].remind(
                tr("Typed earlier and not saved yet. It is saved when you leave the field; Esc gives it up.")
            )

    def _fault(self, name: str, text: str) -> str:
        """Why the field cannot take the text, or ""."""
        if self._record is None:
            return ""
        try:
            changed = fields.with_value(self._record, name, text)
        except InvalidRecord as error:
            return error.message
        return next((sentence for field, sentence in invalid(changed) if field == name), "")

    def _keep(self, name: str, text: str) -> None:
        self._draft(partial(_keep, number=self._number, name=name, text=text))

    def _forget(self, name: str) -> None:
        self._draft(partial(_forget, number=self._number, name=name))

    def _draft(self, work: Callable[[Archive], None]) -> None:
        archive = self._context.archive
        # The text belongs to a record of the catalogue it was typed in, not to its number in another.
        if archive is not None and archive is self._archive and self._number:
            self._context.tasks.run(Lane.WRITE, lambda _progress: work(archive))

    def _give_up(self, name: str) -> None:
        self._conflicts.discard(name)
        self.editors[name].drop()
        self._forget(name)

    def _leave(self, name: str, text: str) -> None:
        record, number, editor = self._record, self._number, self.editors[name]
        if record is None or not number or self._archive is not self._context.archive:
            return
        wrong = self._fault(name, text)
        if name in self._conflicts:  # nothing is overwritten without a choice
            self._keep(name, text)
            self._say_conflict(name, number, text, editor.seen)
            return
        if wrong:
            editor.refuse(wrong, [(tr("Restore the saved value"), partial(self._give_up, name))])
            self._keep(name, text)
            return
        before = editor.seen
        self._record = fields.with_value(record, name, text)
        editor.accept_saved(fields.text_of(self._record, name))

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import field_visits

            return field_visits.leave(archive, number, name, text, seen=before, initiator="inspector")

        self._context.change(
            work, done=self.saved.emit, failed=partial(self._not_saved, name, number, before, text), owner=self
        )

    def _not_saved(self, name: str, number: int, before: str, text: str, error: Exception) -> None:
        editor = self.editors[name]
        if number != self._number:  # another record is shown by now
            self._context.trouble(error)
            return
        editor.drop()
        editor.seen = before
        editor.show_value(before, kept=text, origin=editor.origin)
        if isinstance(error, Conflict):
            self._context.look(
                lambda archive: _value_now(archive, number, name), partial(self._say_conflict, name, number, text),
                owner=self,
            )  # fmt: skip
            return
        editor.refuse(messages.explain(error).text, [(tr("Try again"), partial(self._leave, name, text))])
        self._context.trouble(error)

    def _say_conflict(self, name: str, number: int, mine: str, theirs: str) -> None:
        if number != self._number:
            return
        editor = self.editors[name]
        editor.seen = theirs
        self._conflicts.add(name)

        def keep_mine() -> None:
            self._conflicts.discard(name)
            editor.seen = theirs
            self._leave(name, editor.input.value())

        shown = theirs if len(theirs) <= 200 else theirs[:199] + "…"
        sentence = tr("This was changed to “{theirs}” meanwhile; you typed “{mine}”. Nothing was overwritten.")
        editor.refuse(
            sentence.format(theirs=shown, mine=mine if len(mine) <= 200 else mine[:199] + "…"),
            [(tr("Keep mine"), keep_mine), (tr("Take the other"), partial(self._take_theirs, name, theirs))],
        )

    def _take_theirs(self, name: str, theirs: str) -> None:
        self.editors[name].seen = theirs
        self._give_up(name)

    def _values(self, search_field: str, typed: str, done: Callable[[Values], None]) -> None:
        from archive_app.operations import field_visits

        self._context.look(lambda archive: field_visits.values(archive, search_field, typed), done, owner=self)


def _keep(archive: Archive, number: int, name: str, text: str) -> None:
    from archive_app.operations import field_visits

    field_visits.keep(archive, number, name, text)


def _forget(archive: Archive, number: int, name: str) -> None:
    from archive_app.operations import field_visits

    field_visits.forget(archive, number, name)


def _value_now(archive: Archive, number: int, name: str) -> str:
    with archive.read() as reader:
        return fields.text_of(reader.record(number), name)
