"""Possible duplicates: pairs of articles of the catalogue that are alike, each compared and decided about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
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
from archive_app.i18n import tr, tr_n
from archive_app.operations import edit, likeness, versions
from archive_app.operations.comparing import Comparison, compare_records
from archive_app.operations.likeness import Group, Pair
from archive_app.operations.progress import Progress
from archive_app.ui import icons, theme
from archive_app.ui.bars import EmptyState, FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.diff_view import DiffView
from archive_app.ui.pair_list import PairList
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.store.archive import Archive

_KEYS: Final = {Qt.Key.Key_L: "link", Qt.Key.Key_D: "different", Qt.Key.Key_Delete: "bin"}


class LikenessPage(QFrame):
    """Looks when it is shown for a catalogue the first time; what was found stays until the next look."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._archive: Archive | None = None
        self._task: Task | None = None
        self.pairs: list[Pair] = []
        self.header = PageHeader(context, self)
        self.header.set_title(tr("Possible duplicates"))
        self.again = QPushButton(tr("Look again"), self)
        self.again.setProperty("compact", True)
        self.again.clicked.connect(lambda _on=False: self.run())
        self.header.row.addWidget(self.again)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress of the comparison"))
        self.progress.hide()
        self.list = PairList(_KEYS, self)
        self.list.setAccessibleName(tr("Pairs of articles that are alike"))
        self.list.setWordWrap(True)
        self.list.setMinimumWidth(220)
        self.list.setStyleSheet("QListWidget::item { padding: 6px 8px; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, 0)
        self.diff = DiffView(context, self)
        self.link = self._button(
            tr("Versions of one article"), tr("Link the newer record as a version of the older (L)")
        )
        self.different = self._button(tr("They are different"), tr("Never propose these two again (D)"))
        self.bin_newer = self._button(
            tr("Put the newer into the bin"), tr("Keep the record that was there first (Delete)")
        )
        self.bin_older = self._button(tr("Put the older into the bin"), tr("Keep the record that came later"))
        buttons = FlowLayout(gap=theme.GAP_S)
        for button in (self.link, self.different, self.bin_newer, self.bin_older):
            buttons.addWidget(button)
        bottom = QFrame(self)
        bottom.setProperty("line", "top")
        inside = QVBoxLayout(bottom)
        inside.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_S)
        inside.addLayout(buttons)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.diff, 1)
        column.addWidget(bottom)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 640])
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
        self.setFocusProxy(self.list)
        decisions: dict[str, tuple[QPushButton, Callable[[], object]]] = {
            "link": (self.link, self.link_pair), "different": (self.different, self.tell_apart),
            "bin": (self.bin_newer, partial(self.put_into_bin, newer=True)),
            "older": (self.bin_older, partial(self.put_into_bin, newer=False)),
        }  # fmt: skip
        for button, run in decisions.values():
            button.clicked.connect(lambda _on=False, go=run: go())
        self.list.pressed_key.connect(lambda key: decisions[key][1]())
        self.list.currentRowChanged.connect(lambda _row: self._show_pair())

    @property
    def pair(self) -> Pair | None:
        """The pair that is shown."""
        row = self.list.currentRow()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def enter(self, state: State) -> None:
        """Look, unless this catalogue was looked through already."""
        if self._context.archive is not None and self._context.archive is not self._archive:
            self.run()

    def run(self) -> None:
        """Look through the catalogue."""
        archive = self._context.archive
        if archive is None or (self._task is not None and not self._task.finished):
            return
        self._archive = archive
        self.stack.setCurrentWidget(self.empty)
        self.empty.show_state(
            "files", tr("Comparing articles…"), tr("By their files, web addresses and texts."),
            more=tr("Nothing is changed by looking."),
        )  # fmt: skip
        self.progress.setRange(0, 0)
        self.progress.show()

        def work(progress: Progress) -> tuple[Group, ...]:
            return likeness.groups(archive, progress)

        self._task = self._context.tasks.run(
            Lane.FILES, work, done=self._found, failed=self._failed, stopped=self._stopped, progressed=self._moved,
            owner=self, title=tr("Looking for duplicates"),
        )  # fmt: skip

    def link_pair(self) -> None:
        """The newer record is a version of the older."""
        self._decide(lambda archive, pair: versions.link(archive, pair.other, pair.one))

    def tell_apart(self) -> None:
        """They are two articles."""
        self._decide(lambda archive, pair: versions.mark_different(archive, (pair.one, ""), (pair.other, "")))

    def put_into_bin(self, *, newer: bool) -> None:
        """One of them is enough."""
        self._decide(lambda archive, pair: edit.to_bin(archive, [pair.other if newer else pair.one]), gone=newer)

    def _decide(self, work: Callable[[Archive, Pair], Changes], *, gone: bool | None = None) -> None:
        pair = self.pair
        archive = self._context.archive
        if pair is None or archive is None or archive.read_only:
            return
        out = None if gone is None else pair.other if gone else pair.one

        def done(_changes: Changes) -> None:
            row = self.list.currentRow()
            self.pairs = [p for p in self.pairs if p is not pair and out not in {p.one, p.other}]
            self._list(row)

        self._context.change(lambda a, _p: work(a, pair), done=done, owner=self, undo=True)

    def _found(self, groups: tuple[Group, ...]) -> None:
        self.progress.hide()
        self.pairs = [pair for group in groups for pair in group.pairs]
        self._list(0)
        if self.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for pair in self.pairs:
            self.list.addItem(QListWidgetItem(icons.icon("files", "secondary"), _line(pair)))
        self.list.setCurrentRow(min(row, len(self.pairs) - 1))
        self.list.blockSignals(False)
        self.header.set_title(tr_n("{n} possible duplicate", "{n} possible duplicates", len(self.pairs)))
        if not self.pairs:
            self.stack.setCurrentWidget(self.empty)
            self.empty.show_state(
                "circle-check", tr("No two articles are alike"),
                tr("Pairs that you found to be different are not shown again."),
            )  # fmt: skip
            return
        self.stack.setCurrentIndex(1)
        self._show_pair()

    def _show_pair(self) -> None:
        pair = self.pair
        if pair is None:
            self.diff.clear()
            return
        writable = self._context.archive is not None and not self._context.archive.read_only
        for button in (self.link, self.different, self.bin_newer, self.bin_older):
            button.setEnabled(writable)
        self.words.setText(
            tr("No. {other} beside no. {one}: {reason}.").format(
                one=pair.one, other=pair.other, reason=pair.found.reason
            )
        )

        def work(archive: Archive) -> Comparison:
            return compare_records(archive, pair.one, pair.other)

        number = tr("No. {number}")
        self.diff.show_comparison(work, (number.format(number=pair.one), number.format(number=pair.other)))

    def _moved(self, done: int, total: int, _note: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _failed(self, error: Exception) -> None:
        self._stopped()
        self._context.trouble(error)

    def _stopped(self) -> None:
        self._archive = None
        self.progress.hide()
        self.empty.show_state("circle", tr("The comparison was stopped"), tr("Nothing was changed."))

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(tip)
        return button


def _line(pair: Pair) -> str:
    if pair.title == pair.found.title:
        return f"{pair.title}\n{pair.found.reason}"
    return f"{pair.title}\n{pair.found.title}\n{pair.found.reason}"
