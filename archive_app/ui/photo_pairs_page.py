"""Photos that may be one: the pairs that were found, each pair side by side, and what to do with it.

What is known is listed at once; the search for more runs beside it, can be stopped, and goes on where it was.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.changes import Changes
from archive_app.domain.errors import NotFound
from archive_app.domain.results import RecordPage
from archive_app.i18n import tr, tr_n
from archive_app.operations.photo_likeness import PhotoPair
from archive_app.operations.picture_scan import Scan
from archive_app.operations.progress import Progress
from archive_app.ui import icons, theme
from archive_app.ui.bars import EmptyState
from archive_app.ui.context import Context
from archive_app.ui.pair_list import PairList
from archive_app.ui.photo_desk import PhotoDesk
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.store.archive import Archive

_KEYS: Final = {Qt.Key.Key_M: "merge", Qt.Key.Key_L: "link", Qt.Key.Key_D: "different"}


class PhotoPairsPage(QFrame):
    """Lists what is known when it is shown, and looks for more when a catalogue is shown the first time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._archive: Archive | None = None
        self._task: Task | None = None
        self._place = 0
        self.pairs: tuple[PhotoPair, ...] = ()
        self.header = PageHeader(context, self)
        self.again = QPushButton(tr("Look for more"), self)
        self.again.setProperty("compact", True)
        self.again.clicked.connect(lambda _on=False: self.run())
        self.stop = QPushButton(tr("Stop"), self)
        self.stop.setProperty("compact", True)
        self.stop.clicked.connect(lambda _on=False: self.cancel())
        self.stop.hide()
        self.header.row.addWidget(self.stop)
        self.header.row.addWidget(self.again)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress of the comparison"))
        self.progress.hide()
        self.list = PairList(_KEYS, self)
        self.list.setAccessibleName(tr("Pairs of photos that are alike"))
        self.list.setWordWrap(True)
        self.list.setMinimumWidth(180)
        self.list.setStyleSheet("QListWidget::item { padding: 6px 8px; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.desk = PhotoDesk(context, self)
        self.desk.decided.connect(self._decided)
        self.desk.photos.opened.connect(context.view.open_record)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, 0)
        top.addWidget(self.words, 1)
        column.addLayout(top)
        column.addWidget(self.desk, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([210, 640])
        self.empty = EmptyState(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(split)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self.progress)
        outer.addWidget(self.stack, 1)
        self.setFocusProxy(self.again)
        decide = {"merge": self.desk.ask_merge, "link": self.desk.link, "different": self.desk.tell_apart}
        self.list.pressed_key.connect(lambda key: decide[key]())
        self.list.currentRowChanged.connect(lambda _row: self._show_pair())
        context.feed.changed.connect(self._changed)
        self._say_found()

    @property
    def pair(self) -> PhotoPair | None:
        """The pair that is shown."""
        row = self.list.currentRow()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def enter(self, state: State) -> None:
        """List what is known; look for more where this catalogue was not looked through in this session."""
        archive = self._context.archive
        if archive is None:
            return
        self._read()
        if archive is not self._archive:
            self._archive = archive
            if not archive.read_only:
                self.run()

    def run(self) -> None:
        """Look for more."""
        archive = self._context.archive
        if archive is None or archive.read_only or (self._task is not None and not self._task.finished):
            return
        self.progress.setRange(0, 0)
        self.progress.show()
        self.stop.show()
        self.again.setEnabled(False)
        self._say_found()

        def work(progress: Progress) -> Scan:
            from archive_app.operations.picture_scan import scan

            return scan(archive, progress)

        self._task = self._context.tasks.run(
            Lane.FILES, work, done=self._ran, failed=self._failed, stopped=self._ended, progressed=self._moved,
            owner=self, title=tr("Looking for duplicate photos"),
        )  # fmt: skip

    def cancel(self) -> None:
        """Stop looking; what was found stays, and the next look goes on from there."""
        if self._task is not None:
            self._task.cancel()

    def _ran(self, did: Scan) -> None:
        self._ended()
        if did.lost:
            words = tr_n(
                "{n} file is not on the disk and was left out.", "{n} files are not on the disk and were left out.",
                did.lost,
            )  # fmt: skip
            self._context.tell(words)

    def _ended(self) -> None:
        self._task = None
        self.progress.hide()
        self.stop.hide()
        self.again.setEnabled(True)
        self._read()

    def _failed(self, error: Exception) -> None:
        self._ended()
        self._context.trouble(error)

    def _moved(self, done: int, total: int, _note: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _read(self) -> None:
        self._context.look(_pairs, self._found, owner=self)

    def _found(self, pairs: tuple[PhotoPair, ...]) -> None:
        shown = self.pair
        row = max(0, self.list.currentRow())
        self.pairs = pairs
        was = (shown.one, shown.other) if shown is not None else (0, 0)
        still = next((n for n, one in enumerate(pairs) if (one.one, one.other) == was), row)
        self.list.blockSignals(True)
        self.list.clear()
        for one in pairs:
            self.list.addItem(QListWidgetItem(icons.icon("images", "secondary"), _line(one)))
        self.list.setCurrentRow(min(still, len(pairs) - 1))
        self.list.blockSignals(False)
        self._say_found()
        self.stack.setCurrentIndex(1 if pairs else 0)
        self.setFocusProxy(self.list if pairs else self.again)
        now = self.pair
        if now is None or (now.one, now.other) != was or self.desk.pair is None:
            self._show_pair()

    def _say_found(self) -> None:
        count = len(self.pairs)
        self.header.set_title(tr_n("{n} pair of alike photos", "{n} pairs of alike photos", count))
        if count:
            return
        if self._task is not None or self.progress.isVisibleTo(self):
            self.empty.show_state(
                "images", tr("Comparing pictures…"), tr("By their files, their pixels and how they look."),
                more=tr("Nothing is changed by looking."),
            )  # fmt: skip
        else:
            self.empty.show_state(
                "circle-check", tr("No two photos are alike"),
                tr("Pairs that you found to be different are not shown again."),
            )  # fmt: skip

    def _show_pair(self) -> None:
        pair = self.pair
        if pair is None:
            self.desk.clear()
            return
        self.words.setText(
            tr("No. {one} and no. {other}: {reason}.").format(one=pair.one, other=pair.other, reason=pair.reason)
        )
        self._context.look(
            lambda archive: _pages(archive, pair), partial(self._show_pages, pair), failed=self._gone, owner=self
        )

    def _show_pages(self, pair: PhotoPair, pages: list[RecordPage]) -> None:
        if pair is self.pair:
            number = tr("No. {number} · {title}")
            self.desk.show_pages(pages, [number.format(number=p.record.id, title=p.title or tr("Untitled photo"))
                                         for p in pages])  # fmt: skip

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, NotFound):
            self._context.trouble(error)
        self._read()

    def _decided(self, _what: str) -> None:
        self._read()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self._read()


def _pairs(archive: Archive) -> tuple[PhotoPair, ...]:
    from archive_app.operations import photo_likeness

    return photo_likeness.pairs(archive)


def _pages(archive: Archive, pair: PhotoPair) -> list[RecordPage]:
    from archive_app.operations import page

    return [page.record_page(archive, number) for number in (pair.one, pair.other)]


def _line(pair: PhotoPair) -> str:
    names = dict.fromkeys(title or tr("Untitled photo") for title in pair.titles)
    return "\n".join((*names, pair.reason))
