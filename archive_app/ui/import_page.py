"""Import, a page of the centre: Add, Review, Import, Summary. Nothing is written before Import is pressed.

The page and its items stay while the person browses, and come back with the program: they are a batch in the catalogue.
Reading runs on the FILES lane, importing on a lane of its own; both show in the status bar and can be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.operations.importing import Report
from archive_app.ui import import_outcome, theme
from archive_app.ui.context import Context
from archive_app.ui.import_add import DropZone, Steps
from archive_app.ui.import_after import AfterImport
from archive_app.ui.import_batch import BatchKeeper, Loaded
from archive_app.ui.import_intake import Intake
from archive_app.ui.import_items import ImportItem
from archive_app.ui.import_model import ItemModel
from archive_app.ui.import_reader import ItemReader
from archive_app.ui.import_run import ImportRun
from archive_app.ui.import_sources import choose_files, choose_folder, from_clipboard
from archive_app.ui.import_summary import RunningPane, SummaryPane
from archive_app.ui.import_web import WantedPage, is_address
from archive_app.ui.import_work import WorkPane
from archive_app.ui.view_state import State


class ImportPage(QFrame):
    """The page; ``add`` takes what was dropped anywhere on the window, ``resume`` a batch that was left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("pane", "base")
        self.model = ItemModel(self)
        self.keeper = BatchKeeper(context, self)
        self.reader = ItemReader(context, self.model, self.keeper, self)
        self.intake = Intake(context, self, self.add)
        self.run = ImportRun(context, self.model, self.keeper, self)
        self._closing: SignalInstance | None = None
        self._place = 0
        self._build()
        self.after = AfterImport(context, self)
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.timeout.connect(self._show_counts)
        self._wire()
        self.go_to(1)

    @property
    def report(self) -> Report | None:
        """What came of the last import."""
        return self.run.report

    def enter(self, _state: State) -> None:
        """It is shown now, with the items it had."""
        self._context.actions.refresh()

    def leave(self) -> None:
        """It is not shown any more; what was decided is kept."""
        self.keeper.flush()

    def showEvent(self, event: QShowEvent) -> None:
        """The window is there now: what was decided is kept when it closes."""
        super().showEvent(event)
        if self._closing is None:
            QTimer.singleShot(0, self, self.intake.warm_up)
        closing = getattr(self.window(), "closing", None)
        if self._closing is None and isinstance(closing, SignalInstance):
            self._closing = closing
            closing.connect(self.keeper.flush)

    def add(self, dropped: Sequence[object]) -> None:
        """Read paths, folders, addresses and texts, and review what comes of them."""
        wanted = self.intake.sort_out(dropped)
        if not wanted:
            return
        fetched = {str(one) for one in wanted if isinstance(one, WantedPage)}
        stale = [item for item in self.model.items if not item.kind and item.path in fetched]
        self.model.remove(stale)
        self.keeper.dropped(stale)
        self.reader.read(wanted)
        self.go_to(2)
        self._show_counts()

    def paste(self) -> None:
        """Import what is on the clipboard: files, a page, or text."""
        found = from_clipboard()
        if found:
            self.add(found)
        else:
            self._context.tell(tr("The clipboard holds no text and no files."))

    def resume(self, number: int) -> None:
        """Go on with a batch where it was left."""
        if self.keeper.batch is not None and self.keeper.batch.id == number:
            self.go_to(2)
            return
        self.reader.forget()
        self.run.forget()
        self.keeper.resume(number, self._resumed)

    def start_import(self, only: Sequence[ImportItem] | None = None) -> None:
        """Import the ticked items, or certain ones, as one step."""
        self.run.start(list(only if only is not None else self.model.wanted()))

    def accept_item(self) -> None:
        """The items chosen are right: they will be imported as reviewed; go on to the next."""
        able = [item for item in self.chosen() if item.can_import]
        for item in able:
            item.accepted, item.ticked = True, True
        self.model.changed_all(able)
        self._next()

    def accept_certain(self) -> None:
        """Accept every High value, of all items or of those selected; an article with no others is accepted whole."""
        some = self.list.selected()
        able = [
            item
            for item in (some if len(some) > 1 else self.model.items)
            if item.kind == "draft" and not item.imported and (item.ticked or item.unsure)
        ]
        for item in able:
            item.accept_certain()
        self.model.changed_all(able)
        self.review.refresh()

    def leave_out(self) -> None:
        """The items chosen are not wanted."""
        self.model.tick_all(self.chosen(), False)
        self._next()

    def read_again(self, items: Sequence[ImportItem]) -> None:
        """Read files again; web addresses among them stay in the list until it is agreed that they are fetched."""
        files = [item for item in items if not is_address(item.path)]
        self.model.remove(files)
        self.keeper.dropped(files)
        self.add(self.intake.again(item.path for item in items))
        self._show_counts()

    def show_only(self, items: Sequence[ImportItem]) -> None:
        """Go on with the review of some of the items; the others leave the list."""
        self.model.fill(items)
        self._narrowed()
        self.go_to(2)

    def chosen(self) -> list[ImportItem]:
        """The selected items, or the one under review."""
        some = self.list.selected()
        current = self.list.current()
        return some if len(some) > 1 else [current] if current is not None else []

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
        self.work = WorkPane(self._context, self.model, lambda: self.keeper.batch, self)
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
            buttons.addresses_wanted.connect(self.intake.ask)
        self.work.stop.clicked.connect(lambda _on=False: self.reader.stop())
        self.work.filter.about_to_narrow.connect(self._remember)
        self.work.filter.narrowed.connect(self._narrowed)
        self.work.filter.left_down.connect(lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.reader.grew.connect(self._grew)
        self.reader.moved.connect(self._count_soon)
        self.reader.ended.connect(self._ended)
        self.model.counts_changed.connect(self._count_soon)
        self.model.touched.connect(self.keeper.touch)
        self.keeper.loaded.connect(self.review.came)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_current())
        self.review.decided.connect(self._decided)
        self.review.wanted.connect(self._wanted)
        self.run.began.connect(self._began)
        self.run.moved.connect(self.running.at)
        self.running.cancel_pressed.connect(self.run.stop)
        self.review.retry_wanted.connect(self.after.retry)
        self.review.tables_wanted.connect(self.intake.open_tables)
        self._context.archive_changed.connect(self._forget)

    def _resumed(self, loaded: Loaded) -> None:
        self.work.filter.clear()
        self.model.fill(loaded.items)
        place = next((item for item in loaded.items if item.number == loaded.batch.place), None)
        self.go_to(2)
        self.list.go(place or next((item for item in loaded.items if item.can_import), None))
        self._show_current()
        if loaded.batch.pending:
            self.reader.read([Path(value) if sort == "path" else value for sort, value in loaded.batch.pending])
        self._show_counts()

    def _grew(self) -> None:
        current = self.list.current()
        if current is not None and current.kind:
            return
        best = next((item for item in self.model.shown if item.kind), None)
        if best is not None or (current is None and self.model.shown):
            self.list.go(best or self.model.shown[0])
            if self.isVisible():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remember(self) -> None:
        current = self.list.current()
        self._place = current.number if current is not None else 0

    def _narrowed(self) -> None:
        kept = next((item for item in self.model.shown if item.number == self._place), None)
        self.list.go(kept or (self.model.shown[0] if self.model.shown else None))
        self._show_current()

    def _ended(self) -> None:
        if not self.model.items:
            self.go_to(1)
        self._show_counts()

    def _began(self, title: str) -> None:
        self.running.begin(title)
        self.go_to(3)

    def _next(self) -> None:
        row = self.model.row_of(self.list.current())
        for item in self.model.shown[row + 1 :]:
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
        some = self.list.selected()
        current = self.list.current()
        if len(some) > 1:
            self.review.show_many(some)
        else:
            if current is not None:
                self.keeper.want(current)
                self.keeper.at(current)
            self.review.show_item(current)
        self._context.actions.refresh()

    def _count_soon(self) -> None:
        if not self._count.isActive():
            self._count.start(60)

    def _show_counts(self) -> None:
        states = self.model.count_states()
        reading = self.reader.reading
        self.work.stop.setVisible(reading)
        total = len(self.model.items)
        words = import_outcome.counts_words(total, states, reading, self.reader.so_far, self.reader.note)
        self.work.say_counts(words)
        self.work.filter.show_counts(self.model.count_sorts())
        self.bottom.show_counts(self.model.wanted_count, states, reading=reading)

    def go_to(self, step: int) -> None:
        """Show a step: 1 Add, 2 Review, 3 Import, 4 Summary."""
        self.stack.setCurrentIndex(step - 1)
        self.steps.go(step)
        focus = {1: self.drop.buttons, 2: self.list, 3: self.running.cancel, 4: self.summary.show_button}[step]
        self.setFocusProxy(focus)
        if self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_anew(self) -> None:
        """An empty page for another import."""
        self.keeper.forget()
        self.run.forget()
        self.work.filter.clear()
        self.model.clear()
        self.review.show_item(None)
        self.go_to(1)

    def _forget(self) -> None:
        self.reader.forget()
        self.keeper.batch = None  # it is the other catalogue's
        self.begin_anew()
