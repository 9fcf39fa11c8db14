"""The history of the catalogue, in the centre: every step that was taken, each of which can be taken back.

A step whose values were changed again since cannot be taken back; then it is said which step stands in the way.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.errors import Conflict
from archive_app.domain.history import Operation
from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, messages, theme
from archive_app.ui.bars import EmptyState, MessageBar
from archive_app.ui.context import Context
from archive_app.ui.inspector_history import day_words
from archive_app.ui.panel import Column, empty_layout, heading, quiet_button, words
from archive_app.ui.view_state import State

AT_ONCE = 100
_ICONS = {
    "import": "import", "edit": "pencil", "batch": "list-checks", "bin": "trash-2", "rights": "scale",
    "media": "files", "collection": "folder", "search": "bookmark", "delete": "trash-2", "empty": "trash-2",
}  # fmt: skip


class OperationRow(QFrame):
    """One step: what, when, who, how many records; and the button that takes it back or repeats it."""

    pressed = Signal()

    def __init__(self, operation: Operation, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.operation = operation
        self.setProperty("line", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.GAP_S, 0, theme.GAP_S)
        row.setSpacing(theme.GAP_M)
        back = operation.undone
        drawing = QLabel(self)
        name = {"undo": "undo-2", "redo": "redo-2"}.get(operation.kind, _ICONS.get(operation.verb, "pencil"))
        drawing.setPixmap(icons.pixmap(name, "disabled" if back else "secondary", 16, self.devicePixelRatioF()))
        row.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(words(label_of(operation), self, role="disabled" if back else ""))
        when = QDateTime.fromString(operation.at, Qt.DateFormat.ISODateWithMs).toLocalTime()
        facts = [QLocale().toString(when.time(), "HH:mm"), operation.who]
        facts.append(tr_n("{n} record", "{n} records", operation.records))
        if back:
            facts.append(tr("taken back"))
        column.addWidget(words(" · ".join(part for part in facts if part), self, role="secondary", size=12))
        row.addLayout(column, 1)
        self.button: QPushButton | None = None
        if operation.kind == "do" and not read_only:
            text = tr("Redo this step") if back else tr("Undo this step")
            self.button = quiet_button(text, self.pressed.emit, self, icon="redo-2" if back else "undo-2")
            self.button.setAccessibleName(f"{text}: {operation.label}")
            row.addWidget(self.button)


class HistoryPage(QWidget):
    """All steps, the newest first."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._most = AT_ONCE
        self._operations: tuple[Operation, ...] = ()
        self.rows: list[OperationRow] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QFrame(self)
        head.setProperty("line", "bottom")
        lines = QVBoxLayout(head)
        lines.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        lines.setSpacing(theme.GAP_S)
        line, second = QHBoxLayout(), QHBoxLayout()
        second.setSpacing(theme.GAP_M)
        title = QLabel(tr("History of the catalogue"), head)
        title.setFont(theme.font(16, bold=True))
        self.filter = QLineEdit(head)
        self.filter.setPlaceholderText(tr("Find a step"))
        self.filter.setAccessibleName(tr("Find a step"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(260)
        self.filter.textChanged.connect(self._fill)
        self.all = QCheckBox(tr("Show undo and redo as steps"), head)
        self.all.toggled.connect(self._fill)
        imports = QPushButton(tr("Import batches"), head)
        imports.clicked.connect(lambda _on=False: context.view.open_page("batches"))
        close = QPushButton(tr("Close"), head)
        close.clicked.connect(context.view.close_mode)
        line.addWidget(title, 1)
        line.addWidget(imports)
        line.addWidget(close)
        second.addWidget(self.filter, 1)
        second.addWidget(self.all)
        second.addStretch(1)
        lines.addLayout(line)
        lines.addLayout(second)
        self.bar = MessageBar(self)
        self._list = Column(tr("Steps"), self)
        self._list.body.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_L)
        self._list.body.setSpacing(0)
        self.empty = EmptyState(self)
        self.empty.hide()
        outer.addWidget(head)
        outer.addWidget(self.bar)
        outer.addWidget(self._list, 1)
        outer.addWidget(self.empty, 1)
        context.feed.changed.connect(self._changed)
        context.feed.everything.connect(self._look)

    def enter(self, state: State) -> None:
        """It is shown; read the newest steps."""
        self._look()

    def undo(self, operation: Operation) -> None:
        """Take a step back."""
        from archive_app.operations import history

        self.bar.hide()
        self._context.change(
            lambda archive, _p: history.undo(archive, operation.id),
            done=partial(self._done, tr("Taken back: {label}").format(label=operation.label)),
            failed=partial(self._failed, operation), owner=self,
        )  # fmt: skip

    def redo(self, operation: Operation) -> None:
        """Repeat a step that was taken back."""
        from archive_app.operations import history

        self.bar.hide()
        self._context.change(
            lambda archive, _p: history.redo(archive, operation.id),
            done=partial(self._done, tr("Done again: {label}").format(label=operation.label)),
            failed=partial(self._failed, operation), owner=self,
        )  # fmt: skip

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self._look()

    def _look(self) -> None:
        from archive_app.operations import history

        most = self._most
        self._context.look(lambda archive: history.recent(archive, most), self._show, owner=self)

    def _show(self, operations: tuple[Operation, ...]) -> None:
        self._operations = operations
        self._fill()

    def _fill(self) -> None:
        place = self._list.verticalScrollBar().value()
        empty_layout(self._list.body)
        self.rows = []
        wanted = self.filter.text().strip().casefold()
        archive = self._context.archive
        read_only = archive is None or archive.read_only
        day = ""
        for operation in self._operations:
            if (operation.kind != "do" and not self.all.isChecked()) or wanted not in operation.label.casefold():
                continue
            when = QDateTime.fromString(operation.at, Qt.DateFormat.ISODateWithMs).toLocalTime()
            if day_words(when.date()) != day:
                day = day_words(when.date())
                label = heading(day, self)
                label.setContentsMargins(0, theme.GAP_M, 0, theme.GAP_XS)
                self._list.body.addWidget(label)
            row = OperationRow(operation, read_only=read_only, parent=self)
            row.pressed.connect(partial(self.redo if operation.undone else self.undo, operation))
            self._list.body.addWidget(row)
            self.rows.append(row)
        if len(self._operations) >= self._most:
            self._list.body.addWidget(quiet_button(tr("Show older steps"), self._more, self))
        self._list.body.addStretch(1)
        self._list.setVisible(bool(self.rows))
        self.empty.setVisible(not self.rows)
        if not self.rows:
            found = tr("No step has these words in its name.") if wanted else tr("Every change will be listed here.")
            self.empty.show_state("history", tr("No steps"), found)
        self._list.verticalScrollBar().setValue(place)

    def _more(self) -> None:
        self._most += AT_ONCE
        self._look()

    def _done(self, text: str, _changes: Changes) -> None:
        self._context.tell(text)

    def _failed(self, operation: Operation, error: Exception) -> None:
        if isinstance(error, Conflict):
            text = tr("“{label}” cannot be taken back by itself: {reason}").format(
                label=operation.label, reason=error.message
            )
            remedy = error.remedy or tr("Take back the later steps first.")
            self.bar.say(f"{text} {remedy}", kind="warn")
        else:
            self.bar.say(messages.explain(error).text, kind="bad")


def label_of(operation: Operation) -> str:
    """A step's name; undos and redos say what they concern."""
    match operation.kind:
        case "undo":
            return tr("Undo: {label}").format(label=operation.label)
        case "redo":
            return tr("Redo: {label}").format(label=operation.label)
        case _:
            return operation.label
