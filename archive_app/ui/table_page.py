"""Import of a table, a page of the centre: its columns are mapped, its first rows seen, then all are imported.

Nothing is written before Import is pressed. Every change of the mapping is tried at once: first on the rows in sight,
then on all of them for the counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError
from archive_app.formats.tables import is_table
from archive_app.formats.tables.guess import guess
from archive_app.formats.tables.mapping import TableMapping, check
from archive_app.formats.tables.model import Table
from archive_app.formats.writing import write_whole
from archive_app.i18n import tr, tr_n
from archive_app.operations import history, table_import, table_plan, table_profiles, upkeep
from archive_app.operations.progress import Progress
from archive_app.operations.table_plan import TableOutcome, TablePlan, counts_words
from archive_app.ui import messages
from archive_app.ui.bars import MessageBar
from archive_app.ui.context import Context
from archive_app.ui.import_summary import RunningPane
from archive_app.ui.one_shot import one_shot
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.table_look import is_undone, profiles, read
from archive_app.ui.table_map import MapPane
from archive_app.ui.table_summary import TableSummary
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.view_state import State

PREVIEWED = 20
_SOON, _LATER = 120, 500  # milliseconds after a change: the rows in sight, all rows
MAP, RUNNING, SUMMARY = range(3)


def hand_over(context: Context, dropped: Sequence[Path | str]) -> list[Path | str]:
    """Open this page for the tables among what was dropped; what is left is for the import of articles."""
    tables = [one for one in dropped if isinstance(one, Path) and is_table(one)]
    if tables:
        context.tables += tables
        context.view.open_page("table")
    return [one for one in dropped if one not in tables]


class TablePage(QFrame):
    """A work page; several tables are mapped one after the other."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self.table: Table | None = None
        self.plan: TablePlan | None = None
        self.outcome: TableOutcome | None = None
        self._path: Path | None = None
        self._tries: list[Task] = []
        self._importing: Task | None = None
        self._number = 0
        self.header = PageHeader(context, self)
        self.bar = MessageBar(self)
        self.map = MapPane(self)
        self.running = RunningPane(self)
        self.summary = TableSummary(self)
        self.stack = QStackedWidget(self)
        for page in (self.map, self.running, self.summary):
            self.stack.addWidget(page)
        for words, press in ((tr("Load profile…"), self._ask_load), (tr("Save profile…"), self._ask_save)):
            button = QPushButton(words, self)
            button.setProperty("flat", True)
            button.setProperty("compact", True)
            button.clicked.connect(press)
            self.header.row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self._soon = one_shot(self, _SOON, self._try_first)
        self._later = one_shot(self, _LATER, self._try_all)
        self._wire()
        self.header.set_title(tr("Import a table"))
        self.setFocusProxy(self.map.options.row)

    def enter(self, _state: State) -> None:
        """Begin with the table that waits, unless another is on its way."""
        if self._context.tables and self._importing is None:
            self.open(self._context.tables.pop(0))

    def open(self, path: Path, *, sheet: str = "", header_row: int | None = None, row: str = "") -> None:
        """Read a table and propose what its columns become."""
        self._path = path
        self.bar.hide()
        self.header.set_title(tr("Import “{name}”").format(name=path.name))
        self._go(MAP)
        self._context.files(
            partial(read, path, sheet, header_row, row), self._opened, failed=partial(self._unopened, path), owner=self
        )

    def start_import(self) -> None:
        """Import every row that can be taken, as one step."""
        archive, table, mapping, plan = self._context.archive, self.table, self.map.mapping, self.plan
        if archive is None or table is None or self._importing is not None or self._why_not():
            return
        backup = self._context.preferences.now.backup_before_import

        def work(progress: Progress) -> TableOutcome:
            ready = plan or table_import.plan(archive, table, mapping, progress=progress)
            if backup:
                upkeep.back_up(archive)
            return table_import.apply(archive, ready, progress=progress)

        self._stop_trying()
        title = tr("Importing “{name}”").format(name=table.path.name)
        self.bar.hide()
        self.running.begin(title)
        self._go(RUNNING)
        self._importing = self._context.tasks.run(
            Lane.WRITE, work, title=title, owner=self, done=self._imported, failed=self._failed, stopped=self._stopped,
            progressed=self.running.at,
        )  # fmt: skip

    def undo_import(self) -> None:
        """Take the whole import back."""
        outcome = self.outcome
        if outcome is not None and outcome.changes:
            number = outcome.changes.operation_id
            self._context.change(lambda archive, _progress: history.undo(archive, number), owner=self)

    def save_report(self, path: Path) -> None:
        """Write what came of each row, as CSV or, by the name, as JSON."""
        if self.outcome is None:
            return
        rows, as_json = self.outcome.rows, path.suffix.casefold() == ".json"

        def write(_progress: Progress) -> None:
            content = table_plan.as_json(rows) if as_json else "\ufeff" + table_plan.as_csv(rows)
            write_whole(path, content.encode())

        def done(_none: None) -> None:
            self._context.tell(tr("The report was saved as {name}.").format(name=path.name))

        self._context.files(write, done, owner=self)

    def use_profile(self, profile: TableMapping) -> None:
        """Read the table by a saved mapping."""
        if self.table is None:
            return
        try:
            mapping = table_profiles.fitting(profile, self.table)
        except InputError as error:
            self.bar.say(messages.explain(error).text, kind="warn")
            return
        self.map.show_table(self.table, mapping)
        self.bar.say(tr("The profile “{name}” is used.").format(name=profile.name or tr("without a name")))

    def save_profile(self, path: Path) -> None:
        """Write the mapping as a file; in the profiles' folder it is found again for the same headings."""
        mapping = replace(self.map.mapping, name=path.stem)

        def write(_progress: Progress) -> None:
            path.parent.mkdir(parents=True, exist_ok=True)
            table_profiles.save_as(path, mapping)

        def done(_none: None) -> None:
            self.map.mapping = replace(self.map.mapping, name=path.stem)
            self._context.tell(tr("The profile was saved as {name}.").format(name=path.name))

        self._context.files(write, done, owner=self)

    def _wire(self) -> None:
        self.map.changed.connect(self._changed)
        self.map.reopened.connect(self._reopen)
        self.map.row_changed.connect(self._row_changed)
        self.map.button.clicked.connect(lambda _on=False: self.start_import())
        self.running.cancel_pressed.connect(self._cancel)
        self.summary.show_pressed.connect(lambda: self._context.view.go("last_import"))
        self.summary.undo_pressed.connect(self.undo_import)
        self.summary.report_pressed.connect(self._ask_report)
        self.summary.next_pressed.connect(self._next)
        self.summary.back_pressed.connect(self._back)
        self._context.feed.changed.connect(self._catalogue_changed)
        self._context.archive_changed.connect(self._forget)

    def _opened(self, found: tuple[Table, TableMapping, tuple[float, ...], str]) -> None:
        table, mapping, confidence, words = found
        if table.path != self._path:
            return
        self.table = table
        self.map.show_table(table, mapping, confidence)
        sentences = " ".join([*table.remarks, *([words] if words else [])])
        if sentences:
            self.bar.say(sentences, kind="warn" if table.remarks or not mapping.name else "info")
        if self.isVisible():
            self.map.options.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unopened(self, path: Path, error: Exception) -> None:
        self.table = None
        self.map.setEnabled(False)
        self.bar.say(messages.explain(error).text, kind="bad")
        self.header.set_title(tr("Import “{name}”").format(name=path.name))

    def _reopen(self) -> None:
        if self._path is not None:
            sheet, header = str(self.map.options.sheet.currentData() or ""), self.map.options.header.value()
            other = self.table is not None and self.table.sheet != sheet
            self.open(self._path, sheet=sheet, header_row=None if other else header)

    def _row_changed(self) -> None:
        """Another kind of row: the headings mean other fields."""
        table = self.table
        if table is None:
            return
        kind = str(self.map.options.row.currentData())
        guessed = guess(table, row=kind)
        mapping = replace(self.map.options.applied(guessed.mapping), dates=guessed.mapping.dates)
        self.map.show_table(table, mapping, guessed.confidence)

    def _changed(self) -> None:
        self.plan = None
        self._stop_trying()
        self.map.setEnabled(self.table is not None)
        reason = self._why_not()
        self.map.button.setEnabled(not reason)
        self.map.button.setToolTip(reason)
        self.map.button.setText(tr("Import"))
        self.map.counts.setText(reason or tr("Looking at the rows…"))
        if reason:
            self.map.preview.show_rows(())
        else:
            self._soon.start()
            self._later.start()

    def _why_not(self) -> str:
        archive = self._context.archive
        if self.table is None or archive is None:
            return tr("There is no table")
        try:
            check(self.map.mapping)
        except InputError as error:
            return f"{error.message} {error.remedy}".strip()
        return tr("This catalogue is open for reading only") if archive.read_only else ""

    def _try_first(self) -> None:
        self._try(PREVIEWED, lambda plan: self.map.preview.show_rows(plan.rows))

    def _try_all(self) -> None:
        self._try(0, self._counted)

    def _try(self, limit: int, show: object) -> None:
        archive, table, mapping = self._context.archive, self.table, self.map.mapping
        if archive is None or table is None:
            return
        self._number += 1

        def work(progress: Progress) -> TablePlan:
            return table_import.plan(archive, table, mapping, limit=limit, progress=progress)

        def done(plan: TablePlan) -> None:
            if plan.mapping is self.map.mapping and callable(show):
                show(plan)

        def failed(error: Exception) -> None:
            self.map.counts.setText(messages.explain(error).text)

        self._tries.append(
            self._context.tasks.run(Lane.FILES, work, done=done, failed=failed, stopped=lambda: None, owner=self)
        )

    def _counted(self, plan: TablePlan) -> None:
        self.plan = plan
        wrong = next((row for row in plan.rows if row.problems), None)
        words = counts_words(plan.counts)
        if wrong is not None:
            words += "\n" + tr("Row {n}: {sentence}").format(n=wrong.row, sentence=wrong.problems[0])
        self.map.counts.setText(words)
        troubled = [row for row in plan.rows[PREVIEWED:] if row.problems][:PREVIEWED]
        self.map.preview.show_rows([*plan.rows[:PREVIEWED], *troubled])
        self.map.button.setText(tr_n("Import {n} row", "Import {n} rows", plan.wanted) if plan.wanted else tr("Import"))
        self.map.button.setEnabled(plan.wanted > 0)
        self.map.button.setToolTip("" if plan.wanted else tr("No row would change the catalogue"))

    def _stop_trying(self) -> None:
        self._soon.stop()
        self._later.stop()
        for task in self._tries:
            task.cancel()
        self._tries = []

    def _imported(self, outcome: TableOutcome) -> None:
        self._importing, self.outcome = None, outcome
        self._context.feed.publish(outcome.changes)
        self.summary.show_outcome(outcome, more=len(self._context.tables))
        self._go(SUMMARY)
        if not self.isVisible():
            self._context.tell(f"{self.summary.title.text()}: {self.summary.words.text()}")

    def _failed(self, error: Exception) -> None:
        self._importing = None
        self._go(MAP)
        self._changed()
        self.bar.say(messages.explain(error).text, kind="bad")

    def _stopped(self) -> None:
        self._importing = None
        self._go(MAP)
        self._changed()
        self.bar.say(tr("Stopped. Nothing was imported."))

    def _cancel(self) -> None:
        if self._importing is not None:
            self._importing.cancel()

    def _next(self) -> None:
        if self._context.tables:
            self.open(self._context.tables.pop(0))

    def _back(self) -> None:
        self._go(MAP)
        self._changed()

    def _catalogue_changed(self, changes: Changes) -> None:
        """The import was undone here or by Ctrl+Z anywhere; what rows come to is another thing now."""
        outcome, archive = self.outcome, self._context.archive
        if outcome is None or archive is None or not changes.records & outcome.changes.records:
            return
        number = outcome.changes.operation_id

        def told(undone: bool) -> None:
            if undone:
                self.summary.show_undone()

        self._context.look(lambda opened: is_undone(opened, number), told, owner=self)

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        focus = {MAP: self.map.options.row, RUNNING: self.running.cancel, SUMMARY: self.summary.show_button}[step]
        self.setFocusProxy(focus)
        if self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._stop_trying()
        self._context.tables.clear()
        self.table = self.plan = self.outcome = None
        self._go(MAP)
        self.map.preview.show_rows(())

    def _ask_report(self) -> None:
        name = f"{self._path.stem if self._path else 'table'}-report.csv"
        kinds = tr("Tables (*.csv);;JSON (*.json)")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save the report"), name, kinds)
        if chosen:
            self.save_report(Path(chosen))

    def _ask_load(self) -> None:
        folder = str(profiles())
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Load a table profile"), folder, tr("Profiles (*.toml)"))
        if chosen:
            path = Path(chosen)
            self._context.files(
                lambda _progress: table_profiles.load(path.parent, str(path)), self.use_profile,
                failed=lambda error: self.bar.say(messages.explain(error).text, kind="bad"), owner=self,
            )  # fmt: skip

    def _ask_save(self) -> None:
        folder = profiles()
        folder.mkdir(parents=True, exist_ok=True)
        name = self.map.mapping.name or (self._path.stem if self._path else tr("Table"))
        suggested = str(folder / f"{name}.toml")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save the table profile"), suggested, tr("Profiles (*.toml)"))
        if chosen:
            path = Path(chosen)
            self.save_profile(path if path.suffix else path.with_suffix(".toml"))
