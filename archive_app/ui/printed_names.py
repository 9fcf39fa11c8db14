"""Printed names that are linked to nothing: whom each may stand for, where it is printed, and what it is to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.changes import Changes
from archive_app.domain.folding import fold
from archive_app.i18n import tr, tr_n
from archive_app.operations import authority_spots
from archive_app.operations.authority_linking import PrintedName, Proposal
from archive_app.operations.authority_spots import Spot
from archive_app.ui import theme
from archive_app.ui.authority_picker import AuthorityPicker
from archive_app.ui.authority_words import printed_line, use_word
from archive_app.ui.bars import EmptyState
from archive_app.ui.context import Context
from archive_app.ui.line_list import Line, LineView
from archive_app.ui.one_shot import one_shot
from archive_app.ui.printed_name import PrintedView

if TYPE_CHECKING:
    from archive_app.operations.progress import Progress
    from archive_app.store.archive import Archive

ASKED_AFTER_MS = 150
_USES = ("bylines", "creators", "people", "subjects", "credit")
Found = tuple[list[PrintedName], list[Line]]


class PrintedNames(QFrame):
    """The tab. Signals: ``go_wanted(int)``: show the authority; ``record_wanted(int)``: open a record."""

    go_wanted = Signal(int)
    record_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._stale = True
        self._names: dict[tuple[str, ...], PrintedName] = {}
        self.setAccessibleName(tr("Printed names"))
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(tr("Search printed names"))
        self.box.setAccessibleName(tr("Search printed names"))
        self.box.setClearButtonEnabled(True)
        self.box.installEventFilter(self)
        self.use = QComboBox(self)
        self.use.setAccessibleName(tr("Printed as"))
        self.use.addItem(tr("Printed anywhere"), "")
        for use in _USES:
            self.use.addItem(tr("In {use}").format(use=use_word(use)), use)
        self.list = LineView(tr("Printed names without a link"), self)
        self.count = QLabel(self)
        self.count.setProperty("role", "secondary")
        self.count.setFont(theme.font(12))
        self.view = PrintedView(self)
        self.empty = EmptyState(self)
        self.nobody = EmptyState(self)
        self.right = QStackedWidget(self)
        self.right.addWidget(self.nobody)
        self.right.addWidget(self.view)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._soon = one_shot(self, ASKED_AFTER_MS, self.look)
        self.box.textChanged.connect(lambda _text: self._soon.start())
        self.use.currentIndexChanged.connect(lambda _at: self.look())
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _key: self.link_to())
        self.view.link_wanted.connect(self.link)
        self.view.picker_wanted.connect(self.link_to)
        self.view.new_wanted.connect(self.make)
        self.view.go_wanted.connect(self.go_wanted)
        self.view.record_wanted.connect(self.record_wanted)
        context.feed.changed.connect(lambda _changes: self.refresh())
        context.feed.everything.connect(self.refresh)
        context.archive_changed.connect(self.refresh)

    @property
    def name(self) -> PrintedName | None:
        """The name that is shown."""
        return self._names.get(self.list.current or ())

    def refresh(self) -> None:
        """What is shown may not hold any more; it is read anew, now or when it is shown again."""
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def enter(self) -> None:
        """It is shown."""
        if self._stale:
            self.look()

    def look(self) -> None:
        """Read the names."""
        text, use = self.box.text().strip(), str(self.use.currentData())
        self._stale = False
        self._asked += 1
        asked = self._asked

        def work(archive: Archive) -> Found:
            return _names(archive, text, use)

        if self._context.look(work, lambda found: self._show(asked, found), owner=self) is None:
            self._show(asked, ([], []))

    def link(self, authority: int) -> None:
        """Link the ticked places to an authority."""
        name, rows = self.name, self.view.ticked
        if name is None or not rows:
            return

        def work(archive: Archive, _progress: Progress) -> Changes:
            return authority_spots.link(archive, _forms(name), rows, authority)

        self._context.change(work, owner=self, undo=True)

    def link_to(self) -> None:
        """Choose the authority that the ticked places are linked to."""
        name = self.name
        if name is None or not self.view.link_button.isEnabled():
            return
        AuthorityPicker(
            self._context, self.window(), tr("Whom does “{name}” stand for?").format(name=name.text), self.link,
            printed=name.text, works=[spot.article or spot.work for spot in self.view.spots[:400]],
        )  # fmt: skip

    def make(self, kind: str) -> None:
        """Make an authority of the name and link the ticked places to it."""
        name, rows = self.name, self.view.ticked
        if name is None or not rows:
            return

        def work(archive: Archive, _progress: Progress) -> Changes:
            return authority_spots.make(archive, _forms(name), rows, kind=kind)[1]

        self._context.change(work, owner=self, undo=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search box into the list."""
        down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if watched is self.box and down and event.type() == QEvent.Type.KeyPress and self.list.lines.rowCount():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _show(self, asked: int, found: Found) -> None:
        if asked != self._asked:
            return
        names, lines = found
        before, row = self.list.current, self.list.currentIndex().row()
        self._names = {name.forms: name for name in names}
        keys = [line.key for line in lines]
        # A name that has just been linked is gone: go on with the one that stands in its place.
        following = keys[min(max(row, 0), len(keys) - 1)] if keys else None
        self.list.show_lines(lines, before if before in keys else following, first=True)
        self.count.setText(tr_n("{n} printed name without a link", "{n} printed names without a link", len(lines)))
        filtered = bool(self.box.text().strip() or self.use.currentData())
        if not lines and not filtered:
            self.empty.show_state(
                "circle-check", tr("Every printed name is linked"),
                tr("Names of articles, photos and credit lines that are linked to nothing are listed here."),
            )  # fmt: skip
        self.stack.setCurrentIndex(1 if lines or filtered else 0)
        if not lines:
            self.nobody.show_state("search", tr("No printed name is called so"), tr("Try fewer letters."))
            self.right.setCurrentIndex(0)
        elif self.list.current == before:
            self._choose(before)  # its places may have changed

    def _choose(self, key: object) -> None:
        name = self.name
        if name is None:
            self.right.setCurrentIndex(0)
            return
        self.right.setCurrentIndex(1)
        archive = self._context.archive
        self.view.begin(name, read_only=archive is None or archive.read_only)

        def work(opened: Archive) -> tuple[list[Spot], list[Proposal]]:
            from archive_app.operations import authority_linking

            places = authority_spots.spots(opened, _forms(name))
            works = [spot.article or spot.work for spot in places[:400]]
            return places, authority_linking.proposals(opened, name.text, works=works)

        def done(found: tuple[list[Spot], list[Proposal]]) -> None:
            if self.list.current == key:
                self.view.show_found(*found)

        self._context.look(work, done, owner=self)

    def _lay_out(self) -> None:
        side = QFrame(self)
        side.setProperty("line", "right")
        top = QVBoxLayout()
        top.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_S)
        top.setSpacing(theme.GAP_S)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_XS)
        row.addWidget(self.use, 1)
        top.addWidget(self.box)
        top.addLayout(row)
        top.addWidget(self.count)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(top)
        left.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(side)
        split.addWidget(self.right)
        split.setStretchFactor(1, 1)
        split.setSizes([360, 600])
        self.stack.addWidget(self.empty)
        self.stack.addWidget(split)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)


def _forms(name: PrintedName) -> Sequence[str]:
    """The forms of a name, the commonest first: it names the step and a new authority."""
    return [name.text, *(form for form in name.forms if form != name.text)]


def _names(archive: Archive, text: str, use: str) -> Found:
    """The printed names that fit. Any thread."""
    from archive_app.domain.spelling import same_name
    from archive_app.operations import authority_linking

    wanted, parts = fold(text), text.split()

    def fits(name: PrintedName) -> bool:
        if use and not name.uses.get(use):
            return False
        if not wanted or any(wanted in fold(form) for form in name.forms):
            return True
        return any(
            all(any(same_name(part, word, bridged=True) for word in form.split()) for part in parts)
            for form in name.forms
        )

    names = [name for name in authority_linking.unlinked(archive) if fits(name)]
    return names, [printed_line(name) for name in names]
