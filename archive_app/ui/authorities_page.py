"""Authorities, a page of the centre: people, organisations, places … found, edited, merged; printed names linked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.errors import NotFound
from archive_app.i18n import tr, tr_n
from archive_app.operations import authorities, authority_desk, authority_merging, edit
from archive_app.ui.authority_keeper import keeper_of
from archive_app.ui.authority_list import AuthorityList
from archive_app.ui.authority_merge import MergeView
from archive_app.ui.authority_new import NewAuthority
from archive_app.ui.authority_picker import AuthorityPicker
from archive_app.ui.authority_view import AuthorityView, Shown
from archive_app.ui.bars import EmptyState
from archive_app.ui.context import Context
from archive_app.ui.one_shot import one_shot
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.printed_names import PrintedNames
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.operations.authority_index import AuthorityIndex
    from archive_app.operations.progress import Progress
    from archive_app.store.archive import Archive

CHANGED_AFTER_MS = 60
Button = tuple[str, Callable[[], object], bool]


class AuthoritiesPage(QFrame):
    """Two tabs. ``state.record`` names the authority to show, or none in particular."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._asked = 0
        self._number = 0  # the authority that is wanted on the right
        self.header = PageHeader(context, self)
        self.header.set_title(tr("Authorities"))
        self.list = AuthorityList(context, self)
        self.view = AuthorityView(context, self)
        self.several = EmptyState(self)
        self.empty = EmptyState(self)
        self.merge_view = MergeView(context, self)
        self.printed = PrintedNames(context, self)
        self.right = QStackedWidget(self)
        for one in (self.several, self.view):
            self.right.addWidget(one)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.right)
        split.setStretchFactor(1, 1)
        split.setSizes([380, 640])
        self.stack = QStackedWidget(self)
        for other in (split, self.merge_view, self.empty):
            self.stack.addWidget(other)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(tr("Parts of the page"))
        self.tabs.addTab(self.stack, tr("Authorities"))
        self.tabs.addTab(self.printed, tr("Printed names"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self._lead_focus()
        self._soon = one_shot(self, CHANGED_AFTER_MS, self._reload)
        self._wire()

    def enter(self, state: State) -> None:
        """It is shown, for an authority or for none in particular."""
        archive = self._context.archive
        self.list.set_read_only(archive is None or archive.read_only)
        if state.record:
            self.tabs.setCurrentIndex(0)
            self.stack.setCurrentIndex(0)
            self._number = state.record
        self.list.look(state.record or None)
        if self.tabs.currentIndex() == 1:
            self.printed.enter()

    def leave(self) -> None:
        """Another page is shown: what was typed is saved."""
        self.view.flush()
        self.view.table_focus_off()

    def show_authority(self, number: int) -> None:
        """Show an authority, whatever the filters are."""
        self.tabs.setCurrentIndex(0)
        self.stack.setCurrentIndex(0)
        if number == self._number:
            self._look()
        self.list.go_to(number)

    def merge(self, ids: list[int], kept: int = 0) -> None:
        """Consider merging these."""
        if len(ids) > 1:
            self.view.flush()
            self.tabs.setCurrentIndex(0)
            self.stack.setCurrentWidget(self.merge_view)
            self.merge_view.consider(ids, kept)
            self.merge_view.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def new(self) -> None:
        """Ask for the name and kind of a new authority."""
        archive = self._context.archive
        if archive is not None and not archive.read_only:
            kind = str(self.list.kind.currentData() or "person")
            NewAuthority(self.window(), self.list.box.text().strip(), kind, self._make)

    def remove(self) -> None:
        """Put what is selected into the bin; where it is used, the view says first what that does."""
        ids = self.list.list.selected
        if len(ids) == 1:
            self.view.ask_removal(partial(self._to_bin, ids))
        elif ids:
            self._ask_removal_of(ids)

    def _make(self, name: str, kind: str) -> None:
        made: list[int] = []

        def work(archive: Archive, _progress: Progress) -> Changes:
            number, changes = authority_desk.new(archive, name, kind)
            made.append(number)
            return changes

        self._context.change(work, done=lambda _changes: self._show_new(made[0]), owner=self, undo=True)

    def _show_new(self, number: int) -> None:
        self.list.clear_filters()
        self.tabs.setCurrentIndex(0)
        self.stack.setCurrentIndex(0)
        self.list.look(number)

    def _to_bin(self, ids: list[int]) -> None:
        self._context.change(lambda archive, _p: authority_desk.remove(archive, ids), owner=self, undo=True)

    def _restore(self) -> None:
        number = self.view.number
        self._context.change(
            lambda archive, _p: edit.restore(archive, [number]), done=lambda _c: self.list.look(number), owner=self,
            undo=True,
        )  # fmt: skip

    def _ask_removal_of(self, ids: list[int]) -> None:
        def count(_archive: Archive, index: AuthorityIndex) -> int:
            return sum(sum(index.counts.get(n, {}).values()) for n in ids)

        def ask(uses: int) -> None:
            if not uses:
                self._to_bin(ids)
                return
            text = tr_n("They are used {n} time. The words stay as they are printed; the links to them are taken away.",
                        "They are used {n} times. The words stay as they are printed; the links to them are taken "
                        "away.", uses)  # fmt: skip
            buttons: list[Button] = [
                (tr("Move to bin"), partial(self._to_bin, ids), False), (tr("Keep"), self._selected_again, True),
            ]  # fmt: skip
            self.several.show_state("trash-2", tr_n("{n} authority", "{n} authorities", len(ids)), text, buttons)

        keeper_of(self._context).ask(count, ask, owner=self)

    def _chosen(self, number: object) -> None:
        self._number = number if isinstance(number, int) else 0
        if self._number and self.stack.currentIndex() == 0:
            self._context.view.set_record(self._number)
        self._look()

    def _selected_again(self) -> None:
        self._selected(self.list.list.selected)

    def _selected(self, ids: list[Any]) -> None:
        if len(ids) < 2:
            if self.view.shown is not None and ids:
                self.right.setCurrentWidget(self.view)
            return
        archive = self._context.archive
        buttons: list[Button] = []
        if archive is not None and not archive.read_only:
            buttons.append((tr("Merge…"), partial(self.merge, list(ids)), True))
            if len(ids) == 2:
                buttons.append((tr("Never the same"), partial(self._never, *ids), False))
            buttons.append((tr("Move to bin"), self.remove, False))
        self.several.show_state(
            "users", tr_n("{n} authority selected", "{n} authorities selected", len(ids)),
            tr("Merge them when they stand for the same."), buttons,
        )  # fmt: skip
        self.right.setCurrentWidget(self.several)

    def _never(self, one: int, other: int) -> None:
        self._context.change(lambda a, _p: authority_merging.never_same(a, one, other), owner=self, undo=True)

    def _look(self) -> None:
        number = self._number
        self._asked += 1
        asked = self._asked
        if not number:
            return

        def work(archive: Archive, index: AuthorityIndex) -> Shown:
            from archive_app.operations import field_visits

            page = index.page(archive, number)
            near = {n for like in page.alike for n in (like.one, like.other)}
            return Shown(page, field_visits.kept(archive, [number]), index.names(near))

        keeper_of(self._context).ask(
            work, partial(self._show, asked), failed=partial(self._gone, asked), owner=self
        )  # fmt: skip

    def _show(self, asked: int, shown: Shown) -> None:
        archive = self._context.archive
        if asked != self._asked or archive is None:
            return
        read_only = archive.read_only or bool(shown.page.authority.deleted)
        self.view.show_authority(shown, read_only=read_only)
        if len(self.list.list.selected) < 2:
            self.right.setCurrentWidget(self.view)

    def _gone(self, asked: int, error: Exception) -> None:
        if asked == self._asked and not isinstance(error, NotFound):
            self._context.trouble(error)

    def _loaded(self) -> None:
        count = self.list.total
        self.header.set_title(tr_n("{n} authority", "{n} authorities", count))
        if count == 0:
            self._say_none()
            self.stack.setCurrentWidget(self.empty)
        elif self.stack.currentWidget() is self.empty:
            self.stack.setCurrentIndex(0)
        if not self.list.list.lines.rowCount():
            clear = [(tr("Show all"), self.list.clear_filters, True)]
            self.several.show_state(
                "search", tr("No authority is called so"), tr("No name fits, in any spelling, under these filters."),
                clear,
            )  # fmt: skip
            self.right.setCurrentWidget(self.several)

    def _say_none(self) -> None:
        archive = self._context.archive
        buttons: list[Button] = []
        if archive is not None and not archive.read_only:
            buttons = [(tr("New authority…"), self.new, True), (tr("Add known agencies"), self._seed, False)]
        self.empty.show_state(
            "users", tr("No authorities yet"),
            tr("An authority is a person, organisation or place that many spellings of a name can be linked to."),
            buttons, more=tr("Names printed in the catalogue stand under “Printed names”."),
        )  # fmt: skip

    def _seed(self) -> None:
        self._context.change(lambda archive, _p: authorities.seed(archive), owner=self, undo=True)

    def _choose_parent(self) -> None:
        if self.view.shown is None:
            return
        authority = self.view.shown.page.authority
        AuthorityPicker(
            self._context, self.window(), tr("What is “{name}” part of?").format(name=authority.name),
            self.view.set_parent, without=[authority.id or 0],
        )  # fmt: skip

    def _merged(self, number: int) -> None:
        self.stack.setCurrentIndex(0)
        self.list.look(number or None)
        self.list.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> None:
        if self.isVisible():
            self._soon.start()

    def _reload(self) -> None:
        if self._context.archive is None:
            self._number = 0
            self.list.list.show_lines([])
            return
        self.list.look()
        self._look()

    def _lead_focus(self) -> None:
        """Let the focus of the page go where somebody can see it."""
        if self.tabs.currentIndex() == 1:
            self.setFocusProxy(self.printed.box)
        elif self.stack.currentWidget() is self.merge_view:
            self.setFocusProxy(self.merge_view.reason)
        else:
            self.setFocusProxy(self.list.box)

    def _tab_changed(self, index: int) -> None:
        self._lead_focus()
        self.view.flush()
        if index == 1:
            self.printed.enter()

    def _wire(self) -> None:
        keeper_of(self._context).changed.connect(self._changed)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.stack.currentChanged.connect(lambda _index: self._lead_focus())
        self.list.chosen.connect(self._chosen)
        self.list.selection_changed.connect(self._selected)
        self.list.loaded.connect(self._loaded)
        self.list.missing.connect(self._chosen)
        self.view.restore_wanted.connect(self._restore)
        self.list.new_pressed.connect(self.new)
        self.list.merge_pressed.connect(lambda: self.merge(self.list.list.selected))
        self.list.removal_wanted.connect(self.remove)
        self.list.opened.connect(self.view.focus_name)
        self.view.go_wanted.connect(self.show_authority)
        self.view.record_wanted.connect(self._context.view.open_record)
        self.view.merge_wanted.connect(lambda kept, other: self.merge([kept, other], kept))
        self.view.parent_wanted.connect(self._choose_parent)
        self.view.removal_wanted.connect(lambda: self.view.ask_removal(partial(self._to_bin, [self.view.number])))
        self.merge_view.left.connect(self._merged)
        self.printed.go_wanted.connect(self.show_authority)
        self.printed.record_wanted.connect(self._context.view.open_record)
