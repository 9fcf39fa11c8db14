"""Import, a page of the centre: Add, Review, Import, Summary. Nothing is written before Import is pressed.

The page and its items stay while the person browses and comes back. Reading runs on the FILES lane and the list
grows meanwhile; importing runs on the WRITE lane. Both show in the status bar and can be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.i18n import tr, tr_n
from archive_app.operations import history
from archive_app.operations.progress import Progress
from archive_app.ui import import_outcome, theme
from archive_app.ui.context import Context
from archive_app.ui.import_add import DropZone, Steps
from archive_app.ui.import_items import ImportItem, ItemModel
from archive_app.ui.import_job import Plan, Report, run
from archive_app.ui.import_outcome import Outcome
from archive_app.ui.import_proposals import Decision, decided
from archive_app.ui.import_reader import ItemReader
from archive_app.ui.import_sources import choose_files, choose_folder, from_clipboard
from archive_app.ui.import_summary import RunningPane, SummaryPane
from archive_app.ui.import_work import WorkPane
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.view_state import State


class ImportPage(QFrame):
    """The page; ``add`` takes what was dropped anywhere on the window."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("pane", "base")
        self.model = ItemModel(self)
        self.reader = ItemReader(context, self.model, self)
        self._importing: Task | None = None
        self._planned: list[ImportItem] = []
        self.report: Report | None = None
        self._build()
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.timeout.connect(self._show_counts)
        self._wire()
        self._go(1)

    def enter(self, _state: State) -> None:
        """It is shown now, with the items it had."""
        self._context.actions.refresh()

    def add(self, dropped: Sequence[object]) -> None:
        """Read paths, folders, addresses and texts, and review what comes of them."""
        wanted = [one for one in dropped if isinstance(one, (str, Path))]
        if not wanted:
            return
        self.reader.read(wanted)
        self._go(2)
        self._show_counts()

    def paste(self) -> None:
        """Import what is on the clipboard: files, a page, or text."""
        found = from_clipboard()
        if found:
            self.add(found)
        else:
            self._context.tell(tr("The clipboard holds no text and no files."))

    def start_import(self, only: Sequence[ImportItem] | None = None) -> None:
        """Import the ticked items, or certain ones, as one step."""
        archive = self._context.archive
        items = [item for item in (only if only is not None else self.model.wanted()) if item.can_import]
        if archive is None or not items or self._importing is not None:
            return
        self._planned = items
        snapshots = [(item, dict(item.decisions)) for item in items]
        backup = self._context.preferences.now.backup_before_import

        def work(progress: Progress) -> Report:
            return run(archive, plan_of(snapshots, backup=backup), progress=progress)

        title = tr_n("Importing {n} item", "Importing {n} items", len(items))
        self.running.begin(title)
        self._go(3)
        self._importing = self._context.tasks.run(
            Lane.WRITE, work, title=title, owner=self, done=self._imported, progressed=self.running.at,
            stopped=partial(self._imported, Report(stopped=True)), failed=self._not_imported,
        )  # fmt: skip

    def accept_item(self) -> None:
        """The item under review is right: it will be imported as reviewed; go on to the next."""
        item = self.list.current()
        if item is None or not item.can_import:
            self._next()
            return
        item.accepted, item.ticked = True, True
        self.model.changed(item)
        self._next()

    def accept_certain(self) -> None:
        """Accept every High value; an article with nothing but those is accepted whole."""
        for item in self.model.items:
            if item.draft is None or item.imported or (not item.ticked and not item.unsure):
                continue
            for row in item.rows:
                if row.confidence >= 0.9 and row.found:
                    item.decisions.setdefault(row.key, Decision(True, None, True))
            item.accepted = item.accepted or (
                not item.remarks and all(not row.found or row.key in item.decisions for row in item.rows)
            )
            self.model.changed(item)
        self.review.refresh()

    def leave_out(self) -> None:
        """The item under review is not wanted."""
        item = self.list.current()
        if item is not None:
            item.accepted = False
            self.model.tick(item, False)
        self._next()

    def undo_import(self) -> None:
        """Take the whole import back."""
        report, archive = self.report, self._context.archive
        if report is None or archive is None or not report.changes:
            return
        numbers = [one.operation_id for one in reversed(report.changes)]

        def work(_progress: Progress) -> list[Changes]:
            return [history.undo(archive, number) for number in numbers]

        def done(changes: list[Changes]) -> None:
            for one in changes:
                self._context.feed.publish(one)

        self._context.tasks.run(Lane.WRITE, work, done=done, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V anywhere on the page adds the clipboard; Enter presses the button that has the focus."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        focus = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focus, QPushButton) and focus.hasFocus():
            focus.click()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        head = QFrame(self)
        head.setProperty("line", "bottom")
        head.setFixedHeight(theme.HEADER)
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.GAP_L, 0, theme.GAP_M, 0)
        row.setSpacing(theme.GAP_L)
        title = QLabel(tr("Import"), head)
        title.setFont(theme.font(16, bold=True))
        self.steps = Steps(head)
        close = QPushButton(tr("Close"), head)
        close.setProperty("compact", True)
        close.setToolTip(tr("Back to the results; the items stay here (Esc)"))
        close.clicked.connect(lambda _on=False: self._context.view.close_mode())
        row.addWidget(title)
        row.addWidget(self.steps)
        row.addStretch(1)
        row.addWidget(close)
        self.drop = DropZone(self)
        self.work = WorkPane(self._context, self.model, self)
        self.list, self.review, self.bottom = self.work.list, self.work.review, self.work.bottom
        self.running = RunningPane(self)
        self.summary = SummaryPane(self)
        self.stack = QStackedWidget(self)
        for page in (self.drop, self.work, self.running, self.summary):
            self.stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(self.stack, 1)

    def _wire(self) -> None:
        actions = self._context.actions
        actions.attach(self, "review")
        bindings: dict[str, Callable[[], object]] = {
            "review.accept": self.accept_item, "review.accept_high": self.accept_certain,
            "review.skip": self.leave_out,
        }  # fmt: skip
        for name, handler in bindings.items():
            actions.bind(name, handler, reason=lambda: "" if self.list.current() else tr("Add something first"))
        self.bottom.bind(actions)
        self.bottom.import_pressed.connect(self.start_import)
        for buttons in (self.drop.buttons, self.work.adding):
            buttons.files_wanted.connect(lambda: self.add(choose_files(self)))
            buttons.folder_wanted.connect(lambda: self.add(choose_folder(self)))
            buttons.paste_wanted.connect(self.paste)
        self.work.stop.clicked.connect(lambda _on=False: self.reader.stop())
        self.reader.grew.connect(self._grew)
        self.reader.known.connect(self._known)
        self.reader.moved.connect(self._count_soon)
        self.reader.ended.connect(self._ended)
        self.model.counts_changed.connect(self._count_soon)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.review.decided.connect(self._decided)
        self.review.wanted.connect(self._wanted)
        self.running.cancel_pressed.connect(self._stop_import)
        self.summary.show_pressed.connect(lambda: self._context.view.go("last_import"))
        self.summary.filters_pressed.connect(lambda: self._context.view.go("last_import"))
        self.summary.undo_pressed.connect(self.undo_import)
        self.summary.more_pressed.connect(self._more)
        self.summary.review_pressed.connect(lambda: self._go(2))
        self.summary.retry_pressed.connect(self._retry)
        self._context.feed.changed.connect(self._changed)
        self._context.archive_changed.connect(self._forget)

    def _grew(self) -> None:
        current = self.list.current()
        if current is not None and current.kind:
            return
        best = next((item for item in self.model.items if item.kind), None)
        if best is not None or current is None:
            self.list.go(best or self.model.items[0])
            if self.isVisible():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ended(self) -> None:
        if not self.model.items:
            self._go(1)
        self._show_counts()

    def _known(self, item: ImportItem) -> None:
        if item is self.review.item:
            self.review.refresh()

    def _imported(self, report: Report) -> None:
        self._importing, self.report = None, report
        for changes in report.changes:
            self._context.feed.publish(changes)
        for item in self._planned:
            item.imported = item.number in report.imported
            item.error = report.problems.get(item.number)
            self.model.changed(item)
        if report.stopped and not report.changes:
            self._go(2)
            self._context.tell(tr("Stopped. Nothing was imported."))
            return
        self.review.show_item(self.list.current())
        state = self._context.view.now

        def told(outcome: Outcome) -> None:
            self.summary.show_report(report, self._items_told(report), outcome.counts, self._waiting())
            if outcome.hidden:
                self.summary.say_hidden(outcome.hidden)

        self.summary.hidden_bar.hide()
        self.summary.show_report(report, self._items_told(report), {}, self._waiting())
        self._go(4)
        self._context.look(lambda archive: import_outcome.look(archive, report.records, state.text), told, owner=self)

    def _changed(self, changes: Changes) -> None:
        """The import was undone, or redone, here or by Ctrl+Z anywhere."""
        report = self.report
        if report is None or self._importing is not None or not changes.records & report.records:
            return

        def told(outcome: Outcome) -> None:
            there = any(outcome.counts.values())
            for item in self._planned:
                if item.number in report.imported and item.imported != there:
                    item.imported = there
                    self.model.changed(item)
            if not there:
                self.summary.show_undone()
            elif not self.summary.undo_button.isEnabled():
                self.summary.show_report(report, self._items_told(report), outcome.counts)
            self.review.refresh()

        self._context.look(lambda archive: import_outcome.look(archive, report.records, ""), told, owner=self)

    def _waiting(self) -> int:
        return self.model.count_states()["check"]

    def _items_told(self, report: Report) -> list[ImportItem]:
        """What was planned, and what could not even be read."""
        unread = [item for item in self.model.items if not item.kind and item.error is not None]
        report.problems |= {item.number: item.error for item in unread if item.error is not None}
        return [*self._planned, *(item for item in unread if item not in self._planned)]

    def _not_imported(self, error: Exception) -> None:
        self._importing = None
        self._go(2)
        self._context.trouble(error)

    def _stop_import(self) -> None:
        if self._importing is not None:
            self._importing.cancel()

    def _retry(self, items: list[ImportItem]) -> None:
        unread = [item for item in items if not item.kind]
        self.model.remove(unread)
        for item in items:
            item.error = None
        again = [item for item in items if item.kind]
        if unread:
            self.add([Path(item.path) for item in unread if item.path])
        self._go(2)
        if again:
            self.start_import(again)

    def _more(self) -> None:
        self.model.remove([item for item in self.model.items if item.imported])
        self._go(2 if self.model.items else 1)

    def _next(self) -> None:
        row = self.model.row_of(self.list.current())
        items = self.model.items
        for item in items[row + 1 :]:
            if item.can_import and not item.accepted:
                self.list.go(item)
                return
        self._show_counts()
        self.bottom.import_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.review.refresh()

    def _decided(self) -> None:
        item = self.review.item
        if item is not None:
            if not item.ticked and not item.unsure and not item.duplicates and not item.twin:
                item.ticked = True  # the last doubt is settled
            self.model.changed(item)

    def _wanted(self, on: bool) -> None:
        item = self.review.item
        if item is not None:
            self.model.tick(item, on)
            self.review.refresh()

    def _show_current(self) -> None:
        self.review.show_item(self.list.current())
        self._context.actions.refresh()

    def _count_soon(self) -> None:
        # Counting takes longer the more there is, so it is done less often then.
        if not self._count.isActive():
            self._count.start(min(500, len(self.model.items) // 20))

    def _show_counts(self) -> None:
        states = self.model.count_states()
        reading = self.reader.reading
        self.work.stop.setVisible(reading)
        total = len(self.model.items)
        self.work.counts.setText(import_outcome.counts_words(total, states, reading, self.reader.so_far))
        self.bottom.show_counts(sum(1 for _ in self.model.wanted()), states, reading=reading)

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step - 1)
        self.steps.go(step)
        focus = {1: self.drop.buttons, 2: self.list, 3: self.running.cancel, 4: self.summary.show_button}[step]
        self.setFocusProxy(focus)
        if self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self.reader.forget()
        self.model.clear()
        self.report = None
        self.review.show_item(None)
        self._go(1)


def plan_of(snapshots: Sequence[tuple[ImportItem, dict[str, Decision]]], *, backup: bool) -> Plan:
    """What is to be imported, every decision carried out; any thread."""
    return Plan(
        drafts=tuple(
            (item.number, decided(item.draft, item.rows, decisions, accepted=item.accepted))
            for item, decisions in snapshots
            if item.draft is not None
        ),
        media=tuple((item.number, Path(item.path)) for item, _d in snapshots if item.kind == "media"),
        bundles=tuple((item.number, Path(item.path)) for item, _d in snapshots if item.kind == "bundle"),
        backup=backup,
    )
