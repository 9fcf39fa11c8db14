"""Watched folders: which, how, and what was found in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.watching import WatchedFolder
from archive_app.i18n import tr, tr_n
from archive_app.operations import watching
from archive_app.ui import theme
from archive_app.ui.bars import EmptyState
from archive_app.ui.context import Context
from archive_app.ui.panel import Column, empty_layout, quiet_button, words
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.domain.changes import Changes
    from archive_app.operations.progress import Progress
    from archive_app.operations.watching import FolderScan
    from archive_app.store.archive import Archive


class FolderRow(QFrame):
    """One watched folder with its profile."""

    def __init__(self, page: WatchPage, folder: WatchedFolder, *, away: bool, read_only: bool) -> None:
        super().__init__(page)
        self.folder = folder
        self.away = away
        self.setProperty("line", "bottom")
        name = Path(folder.path).name or folder.path
        self.enabled = QCheckBox(tr("Watch"), self)
        self.enabled.setChecked(folder.enabled)
        self.enabled.setAccessibleName(tr("Watch “{name}”").format(name=name))
        self.subfolders = QCheckBox(tr("With subfolders"), self)
        self.subfolders.setChecked(folder.subfolders)
        self.subfolders.setAccessibleName(tr("“{name}” with subfolders").format(name=name))
        self.names = QLineEdit(" ".join(folder.names), self)
        self.names.setPlaceholderText(tr("All names, or such as *.jpg *.mp4"))
        self.names.setAccessibleName(tr("Names of files in “{name}”").format(name=name))
        remove = quiet_button(tr("Remove"), partial(page.remove, folder), self, icon="trash-2")
        remove.setAccessibleName(tr("Stop watching “{name}”").format(name=name))
        top = QHBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(words(folder.path, self))
        if away:
            column.addWidget(
                words(tr("The folder is away; it is looked at when it is back."), self, role="warn", size=12)
            )
        top.addLayout(column, 1)
        top.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        options = QHBoxLayout()
        options.setSpacing(theme.GAP_M)
        options.addWidget(self.enabled)
        options.addWidget(self.subfolders)
        options.addWidget(self.names, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.GAP_M, 0, theme.GAP_M)
        outer.setSpacing(theme.GAP_S)
        outer.addLayout(top)
        outer.addLayout(options)
        for part in (self.enabled, self.subfolders, self.names, remove):
            part.setEnabled(not read_only)
        self.enabled.toggled.connect(lambda on: page.keep(replace(self.folder, enabled=on)))
        self.subfolders.toggled.connect(lambda on: page.keep(replace(self.folder, subfolders=on)))
        self.names.editingFinished.connect(
            lambda: page.keep(replace(self.folder, names=tuple(self.names.text().split())))
        )


class WatchPage(QFrame):
    """The watched folders of the catalogue; new files in them wait under "Import batches"."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self.rows: list[FolderRow] = []
        self.header = PageHeader(context, self)
        self.header.set_title(tr("Watched folders"))
        self.told = QLabel(
            tr("New files in these folders wait under “Import batches” until you review them. Nothing imports itself."),
            self,
        )
        self.told.setWordWrap(True)
        self.told.setProperty("role", "secondary")
        self.add = QPushButton(tr("Watch a folder…"), self)
        self.add.setProperty("primary", True)
        self.existing = QCheckBox(tr("Offer what is in it already, too"), self)
        self.scan = QPushButton(tr("Look now"), self)
        self.review = QPushButton(tr("Import batches"), self)
        self._list = Column(tr("Watched folders"), self)
        self._list.body.setSpacing(0)
        self._list.body.setContentsMargins(0, 0, 0, theme.GAP_L)
        inside = self._list.widget()
        if inside is not None:
            inside.setProperty("pane", "base")  # as the page that it is a part of
        self.empty = EmptyState(self)
        self._build()
        context.feed.changed.connect(lambda _changes: self._read() if self.isVisible() else None)
        context.archive_changed.connect(lambda: self._read() if self.isVisible() else None)

    def enter(self, _state: State) -> None:
        """Show the folders."""
        self._read()

    def watch(self, folder: Path) -> None:
        """Watch a folder."""
        existing = self.existing.isChecked()
        self._change(lambda archive: watching.add(archive, WatchedFolder("", str(folder)), existing=existing))

    def keep(self, folder: WatchedFolder) -> None:
        """Keep another profile of a folder."""
        if all(row.folder != folder for row in self.rows):
            self._change(lambda archive: watching.change(archive, folder))

    def remove(self, folder: WatchedFolder) -> None:
        """Stop watching a folder; it can be undone."""
        self._change(lambda archive: watching.remove(archive, folder.uid), undo=True)

    def look(self) -> None:
        """Look into the folders now and say what came of it."""
        archive = self._context.archive
        if archive is not None and not archive.read_only:
            self.scan.setEnabled(False)
            self._context.files(
                lambda progress: watching.scan(archive, progress), self._looked, failed=self._failed, owner=self
            )

    def _looked(self, found: list[FolderScan]) -> None:
        self.scan.setEnabled(True)
        offered, waiting = sum(len(one.offered) for one in found), sum(one.waiting for one in found)
        parts = [tr_n("{n} new file waits for review.", "{n} new files wait for review.", offered)]
        if waiting:
            parts.append(tr_n("{n} is still being written.", "{n} are still being written.", waiting))
        self.told.setText(" ".join(parts))
        if offered:
            self._context.feed.publish_everything()
        else:
            self._read()  # a folder may have gone, or come back

    def _failed(self, error: Exception) -> None:
        self.scan.setEnabled(True)
        self._context.trouble(error)

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(theme.GAP_S)
        for button in (self.add, self.scan, self.review):
            tools.addWidget(button)
        tools.addStretch(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        inner.setSpacing(theme.GAP_M)
        inner.addWidget(self.told)
        inner.addLayout(tools)
        inner.addWidget(self.existing)
        inner.addWidget(self._list, 1)
        inner.addWidget(self.empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(inner, 1)
        self.add.clicked.connect(lambda _on=False: self._choose())
        self.scan.clicked.connect(lambda _on=False: self.look())
        self.review.clicked.connect(lambda _on=False: self._context.view.open_page("batches"))
        self.empty.show_state(
            "folder", tr("No folder is watched"),
            tr("Choose the folder in which a camera, a scanner or a colleague leaves new files."),
        )  # fmt: skip
        self._list.hide()

    def _read(self) -> None:
        self._context.look(_folders, self._show, owner=self)

    def _show(self, found: list[tuple[WatchedFolder, bool]]) -> None:
        archive = self._context.archive
        read_only = archive is None or archive.read_only
        self.add.setEnabled(not read_only)
        self.existing.setEnabled(not read_only)
        self.scan.setEnabled(not read_only and bool(found))
        if found != [(row.folder, row.away) for row in self.rows]:
            empty_layout(self._list.body)
            self.rows = [FolderRow(self, one, away=away, read_only=read_only) for one, away in found]
            for row in self.rows:
                self._list.body.addWidget(row)
            self._list.body.addStretch(1)
        self._list.setVisible(bool(found))
        self.empty.setVisible(not found)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Watch a folder"))
        if chosen:
            self.watch(Path(chosen))

    def _change(self, work: Callable[[Archive], Changes], *, undo: bool = False) -> None:
        def run(archive: Archive, _progress: Progress) -> Changes:
            return work(archive)

        self._context.change(run, done=lambda _changes: self._read(), owner=self, undo=undo)


def _folders(archive: Archive) -> list[tuple[WatchedFolder, bool]]:
    """The folders, and whether each is away; asked on a lane, for a network may take its time."""
    return [(one, not Path(one.path).is_dir()) for one in watching.folders(archive)]
