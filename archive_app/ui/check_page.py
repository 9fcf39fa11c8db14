"""The check of the catalogue: runs as a job, and says in sentences what it found (never in a dialog)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import mark, tr, tr_n
from archive_app.ui import icons, messages, theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.operations.progress import Progress
    from archive_app.operations.upkeep import CheckReport
    from archive_app.store.archive import Archive

_COUNTS: Final = (
    ("records", mark("Records")), ("media", mark("Media files")), ("sources", mark("Kept sources")),
    ("missing", mark("Missing files")), ("changed", mark("Files that have changed")),
    ("untracked", mark("Files of no record")),
)  # fmt: skip


class CheckPage(QFrame):
    """Begins a check when it is shown for a catalogue the first time; its result stays until the next."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._archive: Archive | None = None
        self._task: Task | None = None
        self._look = ("loader-circle", "secondary")
        self.header = PageHeader(context, self)
        self.header.set_title(tr("Check of the catalogue"))
        self._icon = QLabel(self)
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "secondary")
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress of the check"))
        self.counts = QLabel(self)
        self.counts.setProperty("role", "secondary")
        self.counts.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("What the check found"))
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(theme.ICON, theme.ICON))
        self.list.setStyleSheet("QListWidget::item { padding: 4px 2px; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.again = QPushButton(tr("Check again"), self)
        self.stop = QPushButton(tr("Stop"), self)
        self.missing = QPushButton(tr("Show records with missing files"), self)
        self.rebuild = QPushButton(tr("Rebuild the search index"), self)
        self.files = QPushButton(tr("Check the kept files"), self)
        self.files.setToolTip(tr("With an event kept for every file; finds moved files again"))
        self._build()
        theme.signals().changed.connect(self._draw)

    def enter(self, state: State) -> None:
        """Check now, unless this catalogue was checked and the result still stands."""
        if self._context.archive is not None and self._context.archive is not self._archive:
            self.run()

    def run(self) -> None:
        """Begin a check."""
        archive = self._context.archive
        if archive is None or (self._task is not None and not self._task.finished):
            return
        self._archive = archive

        def work(progress: Progress) -> CheckReport:
            from archive_app.operations import upkeep

            return upkeep.check(archive, progress=progress)

        self._say("loader-circle", "secondary", tr("Checking…"), tr("Reading the database, then every kept file."))
        self.list.hide()
        self.counts.hide()
        self.progress.setRange(0, 0)
        self.progress.show()
        self._task = self._context.tasks.run(
            Lane.FILES, work, done=self._checked, failed=self._failed, stopped=self._stopped, progressed=self._moved,
            owner=self, title=tr("Checking the catalogue"),
        )  # fmt: skip
        self._buttons(running=True)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_L)
        words = QVBoxLayout()
        words.setSpacing(theme.GAP_XS)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = FlowLayout(gap=theme.GAP_S)
        presses: tuple[tuple[QPushButton, Callable[[], object]], ...] = (
            (self.again, self.run), (self.stop, self._stop),
            (self.missing, lambda: self._context.actions.run("tools.missing")),
            (self.rebuild, lambda: self._context.actions.run("tools.rebuild")),
            (self.files, lambda: self._context.actions.run("tools.files")),
        )  # fmt: skip
        for button, press in presses:
            button.clicked.connect(lambda _checked=False, run=press: run())
            buttons.addWidget(button)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.GAP_XL, theme.GAP_XL, theme.GAP_XL, theme.GAP_L)
        inner.setSpacing(theme.GAP_L)
        inner.addLayout(top)
        inner.addWidget(self.progress)
        inner.addWidget(self.counts)
        inner.addLayout(buttons)
        inner.addWidget(self.list, 1)
        inner.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(inner, 1)
        column.addStretch(0)
        self._draw()

    def _moved(self, done: int, total: int, note: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.sentence.setText(note)

    def _checked(self, report: CheckReport) -> None:
        seconds = QLocale().toString(report.seconds, "f", 1)
        if report.clean:
            self._say("circle-check", "ok", tr("Everything is in order"), tr(
                "The database, the search index and every kept file were checked in {seconds} s."
            ).format(seconds=seconds))  # fmt: skip
        else:
            title = tr_n("{n} thing is not in order", "{n} things are not in order", len(report.problems))
            self._say("triangle-alert", "check", title, tr(
                "Nothing was changed by the check. What is listed here needs a look; everything else is fine."
            ))  # fmt: skip
        shown = [f"{tr(label)}: {report.counts[name]}" for name, label in _COUNTS if name in report.counts]
        self.counts.setText(" · ".join(shown))
        self.counts.show()
        self.list.clear()
        for sentence in report.problems:
            self.list.addItem(QListWidgetItem(icons.icon("triangle-alert", "check"), sentence))
        self.list.setVisible(not report.clean)
        self.missing.setVisible(report.counts.get("missing", 0) > 0)
        self._end()

    def _failed(self, error: Exception) -> None:
        self._archive = None
        message = messages.explain(error)
        self._say("circle-alert", "no", message.title, message.text)
        self._end()

    def _stopped(self) -> None:
        self._archive = None
        self._say("circle", "secondary", tr("The check was stopped"), tr("Nothing was changed."))
        self._end()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _end(self) -> None:
        self.progress.hide()
        self._buttons(running=False)

    def _buttons(self, *, running: bool) -> None:
        self.again.setVisible(not running)
        self.stop.setVisible(running)
        self.rebuild.setVisible(not running and not self._context.actions.reason("tools.rebuild"))
        if running:
            self.missing.hide()

    def _say(self, icon: str, role: str, title: str, sentence: str) -> None:
        self._look = (icon, role)
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{title}. {sentence}")
        self._draw()

    def _draw(self) -> None:
        self.title.setFont(theme.font(20, bold=True))
        self._icon.setPixmap(icons.pixmap(self._look[0], self._look[1], 32, self.devicePixelRatioF()))
