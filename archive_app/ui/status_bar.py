"""The bottom line: the running job on one side; whether everything is saved, the last backup and the bell on the other.

“All changes saved” is a promise: it stands there only while no task of the WRITE lane waits or runs and the last
one ended with a durable commit.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QToolButton, QWidget

from archive_app.domain.errors import Conflict, FormatError, InputError
from archive_app.i18n import tr, tr_n
from archive_app.ui import eta, icons, messages, theme
from archive_app.ui.one_shot import one_shot
from archive_app.ui.tasks import Lane, Task, Tasks

_PATIENCE_MS = 400  # shorter jobs are not worth a flicker


class StatusBar(QStatusBar):
    """Follows ``Tasks``.

    Signals:
        bell_pressed: The activity list is wanted.
        why_pressed(object): The person asks why the last change was not saved; the exception.
    """

    bell_pressed = Signal()
    why_pressed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._jobs: list[Task] = []
        self._estimates: dict[Task, eta.Estimate] = {}
        self._error: Exception | None = None
        self._open = False
        self.setSizeGripEnabled(False)
        self.setFixedHeight(theme.STATUS)
        self.setAccessibleName(tr("Status"))
        self._job = QWidget(self)
        row = QHBoxLayout(self._job)
        row.setContentsMargins(theme.GAP_S, 0, 0, 0)
        row.setSpacing(theme.GAP_S)
        self._words = QLabel(self._job)
        self._bar = QProgressBar(self._job)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._cancel = QPushButton(tr("Cancel"), self._job)
        self._cancel.setProperty("flat", True)
        self._cancel.setProperty("slim", True)
        self._cancel.clicked.connect(self._cancel_job)
        for widget in (self._words, self._bar, self._cancel):
            row.addWidget(widget)
        self._job.hide()
        self.addWidget(self._job)
        self._index = QLabel(self)
        self._index.setObjectName("index")
        self._index.setToolTip(tr("Searches find only part of the records until the index is filled."))
        self._index.hide()
        self.addWidget(self._index)
        self._saved = QPushButton(self)
        self._saved.setProperty("flat", True)
        self._saved.setProperty("slim", True)
        self._saved.clicked.connect(self._why)
        self._bell = QToolButton(self)
        self._bell.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._bell.setProperty("slim", True)
        self._bell.clicked.connect(self.bell_pressed)
        icons.keep(self._bell, "bell", "secondary")
        end = QWidget(self)
        end_row = QHBoxLayout(end)
        end_row.setContentsMargins(0, 0, theme.GAP_S, 0)
        end_row.setSpacing(theme.GAP_S)
        for right in (self._saved, self._bell):
            end_row.addWidget(right, 0, Qt.AlignmentFlag.AlignVCenter)
        self.addPermanentWidget(end)
        self.set_unread(0)
        self._wait = one_shot(self, _PATIENCE_MS, self._show_job)
        tasks.job_started.connect(self._started)
        tasks.job_moved.connect(self._moved)
        tasks.job_finished.connect(self._finished)
        tasks.writes_changed.connect(self._show_saved)
        tasks.write_failed.connect(self._failed)
        tasks.write_succeeded.connect(self._succeeded)
        theme.signals().changed.connect(self._show_saved)
        self._show_saved()

    @property
    def save_state(self) -> str:
        """saved, saving or failed; "" while no catalogue is open."""
        if not self._open:
            return ""
        if self._tasks.running(Lane.WRITE):
            return "saving"
        return "failed" if self._error is not None else "saved"

    def set_open(self, is_open: bool, read_only: bool = False) -> None:
        """Say whether a catalogue is open."""
        self._open = is_open and not read_only
        self._error = None
        self._show_saved()
        if read_only:
            self._saved.setText(tr("Open for reading only"))
            self._saved.setVisible(True)

    def set_index(self, share: float) -> None:
        """Say how much of the catalogue the search index holds, while it is being filled."""
        self._index.setVisible(share < 1)
        self._index.setText(tr("Index: {n} %").format(n=min(99, int(share * 100))))

    def set_unread(self, count: int) -> None:
        """Show how many notices have not been looked at."""
        self._bell.setText(f" {count}" if count else "")
        name = tr_n("{n} new notification", "{n} new notifications", count) if count else tr("Notifications")
        self._bell.setAccessibleName(name)
        self._bell.setToolTip(f"{name} (F7)")

    def _started(self, task: Task) -> None:
        self._jobs.append(task)
        self._estimates[task] = eta.Estimate()
        self._wait.start()

    def _moved(self, task: Task) -> None:
        estimate = self._estimates.get(task)
        if estimate is None:
            return
        left = estimate.at(task.done, task.total)
        if self._jobs and self._jobs[0] is task:
            self._describe(task, left)

    def _finished(self, task: Task) -> None:
        if task in self._jobs:
            self._jobs.remove(task)
        self._estimates.pop(task, None)
        self._show_job()

    def _show_job(self) -> None:
        self._job.setVisible(bool(self._jobs))
        if self._jobs:
            self._describe(self._jobs[0], None)

    def _describe(self, task: Task, left: float | None) -> None:
        if task.cancelled:
            words = tr("{job}: stopping after this item…").format(job=task.title)
        elif task.total:
            words = tr("{job} {n} of {total}").format(
                job=task.title, n=min(task.done + 1, task.total), total=task.total
            )
        else:
            words = tr("{job}…").format(job=task.title)
        if left is not None and not task.cancelled:
            words = f"{words} — {eta.words(left)}"
        if len(self._jobs) > 1:
            words = f"{words} · {tr_n('{n} more', '{n} more', len(self._jobs) - 1)}"
        self._words.setText(words)
        self._words.setToolTip(task.note)
        self._bar.setRange(0, task.total)
        self._bar.setValue(task.done)
        self._bar.setAccessibleName(words)
        self._cancel.setEnabled(not task.cancelled)
        self._cancel.setAccessibleName(tr("Cancel: {job}").format(job=task.title))

    def _cancel_job(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()
            self._describe(self._jobs[0], None)

    def _failed(self, error: Exception) -> None:
        # A refused step (a conflict, a value or file that cannot be taken) is told where it was asked for; what was
        # typed is kept there. Only a commit that did not come about leaves something unsaved.
        if not isinstance(error, (Conflict, InputError, FormatError)):
            self._error = error
        self._show_saved()

    def _succeeded(self) -> None:
        self._error = None
        self._show_saved()

    def _show_saved(self, *_: object) -> None:
        state = self.save_state
        name, role, words = {
            "": ("circle", "secondary", ""),
            "saved": ("circle-check", "ok", tr("All changes saved")),
            "saving": ("loader-circle", "secondary", tr("Saving…")),
            "failed": ("triangle-alert", "no", tr("Not saved — why?")),
        }[state]
        self._saved.setVisible(bool(state))
        self._saved.setText(f" {words}")
        self._saved.setIcon(icons.icon(name, role))
        self._saved.setStyleSheet(
            f"QPushButton {{ color: {theme.current().color(role if state != 'saved' else 'text').name()} }}"
        )
        self._saved.setAccessibleName(words)
        # Only the question is a button to the keyboard; the other two are just told.
        self._saved.setFocusPolicy(Qt.FocusPolicy.StrongFocus if state == "failed" else Qt.FocusPolicy.NoFocus)
        self._saved.setToolTip(messages.explain(self._error).text if self._error and state == "failed" else "")

    def _why(self) -> None:
        if self._error is not None:
            self.why_pressed.emit(self._error)
