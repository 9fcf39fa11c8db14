"""The batches of imports, in the centre: unfinished ones to go on with, finished ones to look at or take back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.batches import Batch
from archive_app.domain.changes import Changes
from archive_app.domain.errors import Conflict
from archive_app.i18n import tr, tr_n
from archive_app.operations import batches, history
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import icons, messages, theme
from archive_app.ui.bars import EmptyState, MessageBar
from archive_app.ui.batch_bar import day_of
from archive_app.ui.context import Context
from archive_app.ui.panel import Column, empty_layout, quiet_button, words
from archive_app.ui.tasks import Lane
from archive_app.ui.view_state import State


class BatchRow(QFrame):
    """One batch.

    Signals:
        resumed(), discarded(), shown(), undone(), redone(): The buttons.
    """

    resumed = Signal()
    discarded = Signal()
    shown = Signal()
    undone = Signal()
    redone = Signal()

    def __init__(self, batch: Batch, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.batch = batch
        self.setProperty("line", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.GAP_S, 0, theme.GAP_S)
        row.setSpacing(theme.GAP_S)
        drawing = QLabel(self)
        name, role = ("import", "accent") if batch.state == "open" else ("circle-check", "secondary")
        drawing.setPixmap(icons.pixmap(name, role, 16, self.devicePixelRatioF()))
        row.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(words(batch.name, self))
        column.addWidget(words(told(batch), self, role="secondary", size=12))
        row.addLayout(column, 1)
        offered = [(tr("Show records"), self.shown, batch.imported > 0, "list")]
        if not read_only:
            offered += [
                (tr("Continue"), self.resumed, batch.state == "open", "corner-down-right"),
                (tr("Discard"), self.discarded, batch.state == "open", "trash-2"),
                (tr("Undo import"), self.undone, bool(batch.operations), "undo-2"),
                (tr("Redo import"), self.redone, bool(batch.undone) and not batch.operations, "redo-2"),
            ]
        self.buttons: dict[str, QPushButton] = {}
        for text, signal, wanted, icon in offered:
            if wanted:
                button = quiet_button(text, signal.emit, self, icon=icon)
                button.setAccessibleName(f"{text}: {batch.name}")
                row.addWidget(button)
                self.buttons[text] = button


class BatchesPage(QWidget):
    """All batches, the newest first."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: list[BatchRow] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QFrame(self)
        head.setProperty("line", "bottom")
        head.setFixedHeight(theme.HEADER)
        line = QHBoxLayout(head)
        line.setContentsMargins(theme.GAP_L, 0, theme.GAP_M, 0)
        title = QLabel(tr("Import batches"), head)
        title.setFont(theme.font(16, bold=True))
        every = QPushButton(tr("All steps"), head)
        every.setToolTip(tr("The history of the catalogue"))
        every.clicked.connect(lambda _on=False: context.view.open_page("history"))
        close = QPushButton(tr("Close"), head)
        close.clicked.connect(context.view.close_mode)
        line.addWidget(title, 1)
        line.addWidget(every)
        line.addWidget(close)
        self.bar = MessageBar(self)
        self._list = Column(tr("Import batches"), self)
        self._list.body.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_L)
        self._list.body.setSpacing(0)
        self.empty = EmptyState(self)
        self.empty.show_state(
            "import", tr("No imports yet"), tr("What you import is listed here, with the way to take it back.")
        )
        outer.addWidget(head)
        outer.addWidget(self.bar)
        outer.addWidget(self._list, 1)
        outer.addWidget(self.empty, 1)
        context.feed.changed.connect(lambda _changes: self._look() if self.isVisible() else None)
        context.feed.everything.connect(self._look)

    def enter(self, _state: State) -> None:
        """It is shown; read the batches."""
        self.bar.hide()
        self._look()

    def _look(self) -> None:
        self._context.look(batches.every, self._show, owner=self)

    def _show(self, found: list[Batch]) -> None:
        place = self._list.verticalScrollBar().value()
        empty_layout(self._list.body)
        archive = self._context.archive
        read_only = archive is None or archive.read_only
        self.rows = []
        for batch in found:
            if not batch.total and not batch.pending:
                continue
            row = BatchRow(batch, read_only=read_only, parent=self)
            row.shown.connect(partial(self._context.view.go, "batch", batch.id))
            row.resumed.connect(partial(self._resume, batch))
            row.discarded.connect(partial(self._discard, batch))
            row.undone.connect(partial(self._undo, batch))
            row.redone.connect(partial(self._redo, batch))
            self._list.body.addWidget(row)
            self.rows.append(row)
        self._list.body.addStretch(1)
        self._list.setVisible(bool(self.rows))
        self.empty.setVisible(not self.rows)
        self._list.verticalScrollBar().setValue(place)

    def _resume(self, batch: Batch) -> None:
        self._context.actions.run("file.import")
        page = getattr(self.parent(), "page", None)
        resume = getattr(page("import"), "resume", None) if callable(page) else None
        if callable(resume):
            resume(batch.id)

    def _discard(self, batch: Batch) -> None:
        archive = self._context.archive
        if archive is not None:
            self._context.tasks.run(
                Lane.WRITE, lambda _progress: batches.discard(archive, batch.id), owner=self,
                done=lambda _none: self._look(),
            )  # fmt: skip

    def _undo(self, batch: Batch) -> None:
        self._take(lambda archive: batches.undo(archive, batch.id), tr("Taking the import back"), batch)

    def _redo(self, batch: Batch) -> None:
        self._take(lambda archive: [history.redo(archive, step) for step in batch.undone], tr("Importing again"), batch)

    def _take(self, work: object, title: str, batch: Batch) -> None:
        archive = self._context.archive
        if archive is None or not callable(work):
            return
        take: Archive = archive

        def run(_progress: Progress) -> list[Changes]:
            return list(work(take))

        def done(changes: list[Changes]) -> None:
            for one in changes:
                self._context.feed.publish(one)

        self._context.tasks.run(
            Lane.WRITE, run, title=title, owner=self, done=done, failed=partial(self._failed, batch)
        )

    def _failed(self, batch: Batch, error: Exception) -> None:
        if isinstance(error, Conflict):
            text = tr("“{name}” cannot be taken back: {reason}").format(name=batch.name, reason=error.message)
            self.bar.say(f"{text} {error.remedy}".strip(), kind="warn")
        else:
            self.bar.say(messages.explain(error).text, kind="bad")


def told(batch: Batch) -> str:
    """When, and what came of it."""
    parts = [day_of(batch.created), tr_n("{n} item", "{n} items", batch.total)]
    if batch.imported:
        parts.append(tr_n("{n} imported", "{n} imported", batch.imported))
    elif batch.undone:
        parts.append(tr("taken back"))
    if batch.state == "open" and batch.waiting:
        parts.append(tr_n("{n} waits", "{n} wait", batch.waiting))
    if batch.unreadable:
        parts.append(tr_n("{n} cannot be read", "{n} cannot be read", batch.unreadable))
    return " · ".join(parts)
