"""The check of the kept files: begin, stop, go on; what changed, is missing or away; find moved files again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
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

from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, messages, theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.provenance import moment
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.operations.fixity import Verified
    from archive_app.operations.progress import Progress
    from archive_app.operations.relinking import Relinked
    from archive_app.store.archive import Archive
    from archive_app.store.file_checks import FileEvent

MOST_LISTED = 1_000
T = TypeVar("T")


class FilesPage(QFrame):
    """Shows what the last check found; a check begins when it is asked for, and rests between files."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._task: Task | None = None
        self._look = ("shield-check", "secondary")
        self.header = PageHeader(context, self)
        self.header.set_title(tr("Check of the kept files"))
        self._icon = QLabel(self)
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "secondary")
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress of the check"))
        self.begin = QPushButton(tr("Check now"), self)
        self.begin.setProperty("primary", True)
        self.anew = QPushButton(tr("Begin anew"), self)
        self.stop = QPushButton(tr("Stop"), self)
        self.relink = QPushButton(tr("Find moved files…"), self)
        self.relink.setToolTip(tr("Looks through a folder for missing files, whatever they are called there"))
        self.restore = QPushButton(tr("Restore from a backup…"), self)
        self.restore.setToolTip(tr("Reads every kept file and takes back from a backup what is missing or damaged"))
        self.gone = QPushButton(tr("They are lost: note it"), self)
        self.gone.setToolTip(tr("Notes every file of the folder that is away as missing; this can be undone"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Files that are not as they were"))
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(theme.ICON, theme.ICON))
        self.list.setStyleSheet("QListWidget::item { padding: 4px 2px; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()
        context.archive_changed.connect(self._forget)
        theme.signals().changed.connect(self._draw)

    @property
    def running(self) -> bool:
        """Whether something is under way."""
        return self._task is not None and not self._task.finished

    def enter(self, state: State) -> None:
        """Show what the last check found."""
        if not self.running:
            self._context.look(_last, self._show, owner=self)

    def run(self, *, again: bool = False, gone: bool = False) -> None:
        """Check, or go on with the check that was stopped."""
        archive = self._context.archive
        if archive is None or self.running:
            return

        def work(progress: Progress) -> Verified:
            from archive_app.operations import fixity

            return fixity.verify(archive, progress, again=again, gone=gone, gently=not gone)

        self._say(
            "loader-circle", "secondary", tr("Checking the files…"), tr("Other work goes first; it may take long.")
        )
        self._begin_task(work, partial(self._verified, archive), tr("Checking the files"))

    def look_in(self, folder: Path, *, backup: bool = False) -> None:
        """Look through a folder for files that are missing; through a backup for damaged ones too."""
        archive = self._context.archive
        if archive is None or self.running:
            return

        def work(progress: Progress) -> Relinked:
            from archive_app.operations import relinking

            return (relinking.restore if backup else relinking.relink)(archive, folder, progress)

        title = tr("Restoring from a backup") if backup else tr("Looking for moved files")
        self._say("loader-circle", "secondary", f"{title}…", str(folder))
        self._begin_task(work, partial(self._relinked, archive), title)

    def _begin_task(self, work: Callable[[Progress], T], done: Callable[[T], None], title: str) -> None:
        self.list.hide()
        self.progress.setRange(0, 0)
        self.progress.show()
        self._task = self._context.tasks.run(
            Lane.FILES, work, done=done, failed=self._failed, stopped=self._stopped, progressed=self._moved, owner=self,
            title=title,
        )  # fmt: skip
        self._buttons(running=True)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.GAP_XS)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_L)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = FlowLayout(gap=theme.GAP_S)
        for button in (self.begin, self.anew, self.stop, self.relink, self.restore, self.gone):
            buttons.addWidget(button)
        self.begin.clicked.connect(lambda _on=False: self.run())
        self.anew.clicked.connect(lambda _on=False: self.run(again=True))
        self.gone.clicked.connect(lambda _on=False: self.run(gone=True))
        self.stop.clicked.connect(lambda _on=False: self._stop())
        self.relink.clicked.connect(lambda _on=False: self._choose(tr("Where the files may be now")))
        self.restore.clicked.connect(lambda _on=False: self._choose(tr("The backup"), backup=True))
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.GAP_XL, theme.GAP_XL, theme.GAP_XL, theme.GAP_L)
        inner.setSpacing(theme.GAP_L)
        inner.addLayout(top)
        inner.addWidget(self.progress)
        inner.addLayout(buttons)
        inner.addWidget(self.list, 1)
        inner.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(inner, 1)
        column.addStretch(0)
        self.progress.hide()
        self._forget()

    def _forget(self) -> None:
        self._say("shield-check", "secondary", tr("The files were never checked"), tr(
            "A check reads every kept file and compares it with what was taken in. Nothing is changed by it."
        ))  # fmt: skip
        self.list.hide()
        self.anew.hide()
        self.gone.hide()
        self._buttons(running=False)

    def _show(self, found: Verified) -> None:
        """What a check came to, the last one or the one that has just ended."""
        if found.check is None and not found.events and not found.done and not found.offline:
            self._forget()
            return
        away = bool(found.offline) or (found.check is not None and found.check.state == "offline")
        wrong = [one for one in found.events if one.outcome in ("changed", "missing")]
        when = moment(found.check.ended or found.check.begun) if found.check is not None else ""
        count = QLocale().toString(found.done)
        if away:
            places = ", ".join(str(path) for path in found.offline) or tr("A folder")
            self._say("hard-drive", "check", tr("A folder is away"), tr(
                "{places} is not there, or nearly empty. No file was called missing for that. Connect the disk and "
                "check again; or find the files where they are now."
            ).format(places=places))  # fmt: skip
        elif found.stopped:
            self._say("circle", "secondary", tr("The check was stopped"), tr(
                "{done} of {total} files are checked. It goes on from there."
            ).format(done=count, total=QLocale().toString(found.total)))  # fmt: skip
        elif wrong:
            title = tr_n("{n} file is not as it was", "{n} files are not as they were", len(wrong))
            self._say(
                "triangle-alert", "check", title, tr("{n} files were checked ({when}).").format(n=count, when=when)
            )
        else:
            self._say("circle-check", "ok", tr("Every file is as it was"), tr(
                "{n} files were checked ({when})."
            ).format(n=count, when=when))  # fmt: skip
        self._list(found.events)
        self.begin.setText(tr("Go on") if found.stopped else tr("Check now"))
        self._buttons(running=False)
        self.anew.setVisible(found.stopped)
        self.gone.setVisible(away and not self._read_only())

    def _list(self, events: tuple[FileEvent, ...]) -> None:
        self.list.clear()
        told = {
            "changed": (tr("Changed: “{name}”"), "triangle-alert"),
            "missing": (tr("Missing: “{name}”"), "file-question-mark"),
            "untracked": (tr("Of no record: {name}"), "info"),
        }
        order = ("changed", "missing", "untracked")
        for one in sorted(events, key=lambda one: order.index(one.outcome) if one.outcome in order else 9)[
            :MOST_LISTED
        ]:
            if one.outcome in told:
                words, icon = told[one.outcome]
                item = QListWidgetItem(
                    icons.icon(icon, "secondary" if icon == "info" else "check"), words.format(name=one.name)
                )
                item.setToolTip(one.note or one.sha256)
                self.list.addItem(item)
        self.list.setVisible(self.list.count() > 0)

    def _verified(self, archive: Archive, found: Verified) -> None:
        if archive is self._context.archive:
            self._context.feed.publish(found.changes)
            self._end()
            self._show(found)

    def _relinked(self, archive: Archive, found: Relinked) -> None:
        if archive is not self._context.archive:
            return
        self._context.feed.publish(found.changes)
        self._end()
        if not found.found and not found.still:
            self._say("circle-check", "ok", tr("No file is missing or damaged"), tr("There was nothing to look for."))
        elif not found.found:
            self._say("file-question-mark", "check", tr("None of the missing files is there"), tr(
                "Files are known by their bytes; choose another folder."
            ))  # fmt: skip
        else:
            rest = tr_n("{n} is still missing.", "{n} are still missing.", len(found.still))
            if not found.still:
                rest = tr("None is missing any more. They were copied; the folder was only read.")
            self._say("circle-check", "ok", tr_n("{n} file is back", "{n} files are back", len(found.found)), rest)
        self.list.clear()
        for one in found.still[:MOST_LISTED]:
            item = QListWidgetItem(
                icons.icon("file-question-mark", "check"), tr("Missing: “{name}”").format(name=one.name)
            )
            self.list.addItem(item)
        self.list.setVisible(self.list.count() > 0)
        self._buttons(running=False)

    def _choose(self, title: str, *, backup: bool = False) -> None:
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self.look_in(Path(chosen), backup=backup)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _moved(self, done: int, total: int, note: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.sentence.setText(note)

    def _failed(self, error: Exception) -> None:
        message = messages.explain(error)
        self._end()
        self._say("circle-alert", "no", message.title, message.text)

    def _stopped(self) -> None:
        """The task ended without an outcome: what was found is in the catalogue."""
        self._end()
        self._context.look(_last, self._show, owner=self)

    def _end(self) -> None:
        self.progress.hide()
        self._buttons(running=False)

    def _read_only(self) -> bool:
        return self._context.archive is None or self._context.archive.read_only

    def _buttons(self, *, running: bool) -> None:
        self.begin.setVisible(not running)
        self.stop.setVisible(running)
        self.relink.setVisible(not running and not self._read_only())
        self.restore.setVisible(not running and not self._read_only())
        if running:
            self.anew.hide()
            self.gone.hide()

    def _say(self, icon: str, role: str, title: str, sentence: str) -> None:
        self._look = (icon, role)
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{title}. {sentence}")
        self._draw()

    def _draw(self) -> None:
        self.title.setFont(theme.font(20, bold=True))
        self._icon.setPixmap(icons.pixmap(self._look[0], self._look[1], 32, self.devicePixelRatioF()))


def _last(archive: Archive) -> Verified:
    from archive_app.operations import fixity

    return fixity.report(archive)
