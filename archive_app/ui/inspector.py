"""The right pane: the selected record, several at once, or what to do when nothing is selected (ux.md section 5).

It always shows the present selection. Edits save themselves when a field is left; nothing is ever asked about.
"""

from __future__ import annotations

from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from archive_app.domain import fields
from archive_app.domain.changes import Changes
from archive_app.domain.errors import NotFound
from archive_app.domain.records import Kind
from archive_app.domain.results import Problem, RecordPage
from archive_app.i18n import tr
from archive_app.operations.field_visits import OpenPage
from archive_app.ui import kept
from archive_app.ui.bars import EmptyState
from archive_app.ui.batch_editor import BatchEditor
from archive_app.ui.context import Context
from archive_app.ui.inspector_commands import InspectorCommands
from archive_app.ui.inspector_details import Details
from archive_app.ui.inspector_header import InspectorHeader
from archive_app.ui.inspector_history import RecordHistory
from archive_app.ui.inspector_rights import Rights
from archive_app.ui.inspector_uses import Appearances, PhotoUses, VideoUses
from archive_app.ui.media_panel import Files
from archive_app.ui.one_shot import one_shot
from archive_app.ui.thumbnails import Thumbnails

SHOWN_AFTER_MS = 30

_ARTICLE: Final = ("details", "photos", "videos", "rights", "history")
_WORK: Final = ("details", "appears", "files", "rights", "history")


class _Tab(Protocol):
    """What every tab can do."""

    def show_page(self, opened: OpenPage, *, read_only: bool) -> None:
        """Show a record."""

    def flush(self) -> None:
        """Save what was typed."""

    def focus_field(self, name: str) -> bool:
        """Move the focus to a field, if it is here."""


class Inspector(QWidget):
    """The pane. ``page`` is the record shown, None when none is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(tr("Inspector"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._context = context
        held = getattr(parent, "thumbnails", None)
        thumbnails = held if isinstance(held, Thumbnails) else Thumbnails(context, self)
        self._opened: OpenPage | None = None
        self._asked = 0  # number of the last wish to read; an older answer is dropped
        self._stale: set[str] = set()
        self._focus: tuple[str, str] = ("", "")
        self.header = InspectorHeader(context, self)
        self.details = Details(context, thumbnails, self)
        self.photos = PhotoUses(context, thumbnails, self)
        self.videos = VideoUses(context, thumbnails, self)
        self.appears = Appearances(context, self)
        self.files = Files(context, thumbnails, self)
        self.rights = Rights(context, self)
        self.history = RecordHistory(context, self)
        self._tabs: dict[str, QWidget] = {
            "details": self.details, "photos": self.photos, "videos": self.videos, "appears": self.appears,
            "files": self.files, "rights": self.rights, "history": self.history,
        }  # fmt: skip
        for tab in self._tabs.values():
            tab.hide()  # until it is one of the record's tabs
        self.batch = BatchEditor(context, self)
        self.tabs = QTabWidget(self)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(tr("The record’s tabs"))
        self.tabs.tabBar().setAccessibleName(tr("Parts of the record"))
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setElideMode(Qt.TextElideMode.ElideRight)
        self._record = record = QWidget(self)
        column = QVBoxLayout(record)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self._empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        for page in (self._empty, record, self.batch):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._soon = one_shot(self, SHOWN_AFTER_MS, self.reload)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.header.wanted.connect(self.go_to)
        self.header.restore_wanted.connect(self._restore)
        self.details.words_wanted.connect(lambda: self.go_to(Problem("caption", "", "")))
        context.view.selection_changed.connect(self._selected)
        context.archive_changed.connect(self._archive_changed)
        context.feed.changed.connect(self._changed)
        context.feed.everything.connect(self._soon.start)
        closing = getattr(parent, "closing", None)
        if isinstance(closing, SignalInstance):
            closing.connect(self._closing)
        self.commands = InspectorCommands(context, self)
        self._say_nothing()
        if context.view.now.selected:  # it is made after the window
            self._soon.start()

    @property
    def page(self) -> RecordPage | None:
        """What is known of the record shown; None when none or several are."""
        return self._opened.page if self._opened is not None and self._stack.currentIndex() == 1 else None

    @property
    def opened(self) -> OpenPage | None:
        """The page with its files and what was typed and not saved."""
        return self._opened

    @property
    def current(self) -> str:
        """The name of the tab that is shown."""
        return self._name_at(self.tabs.currentIndex())

    @property
    def names(self) -> tuple[str, ...]:
        """The tabs of the record shown, in order."""
        return tuple(self._name_at(number) for number in range(self.tabs.count()))

    def show_tab(self, name: str) -> bool:
        """Show a tab by its name; False when this record has none of that name."""
        if name not in self.names:
            return False
        self.tabs.setCurrentWidget(self._tabs[name])
        return True

    def flush(self) -> None:
        """Save whatever was typed and not saved yet."""
        for tab in self._each().values():
            tab.flush()

    def reload(self) -> None:
        """Read the selection anew and show it."""
        ids = self._context.view.now.selected
        self._asked += 1
        if len(ids) < 2:
            self.batch.leave()
        if self._context.archive is None or not ids:
            self._say_nothing()
            return
        if len(ids) > 1:
            self._opened = None
            self.batch.set_records(ids)
            self._stack.setCurrentWidget(self.batch)
            return
        number, asked = ids[0], self._asked

        def work(archive: object) -> OpenPage:
            from archive_app.operations import field_visits
            from archive_app.store.archive import Archive

            if not isinstance(archive, Archive):
                raise NotFound(tr("No catalogue is open."))
            return field_visits.open_page(archive, number)

        self._context.look(work, partial(self._show, asked), failed=partial(self._gone, asked), owner=self)

    def edit(self) -> None:
        """Move the focus to the first field: of the record, or of all the selected ones."""
        if self._stack.currentWidget() is self.batch:
            self.batch.focus_first()
        elif self.page is not None:
            self.show_tab("details")
            form = self.details.form
            if form is not None:
                self.details.focus_field(next(iter(form.editors)))

    def focus_later(self, tab: str, field: str) -> None:
        """Once the next record is shown, move the focus to this field of it."""
        self._focus = (tab, field)

    def focused_field(self) -> tuple[str, str]:
        """The tab and field that have the focus, or two empty words."""
        form = self.details.form
        if self.current == "details" and form is not None and form.focused:
            return ("details", form.focused)
        for name, tab in (("photos", self.photos), ("videos", self.videos), ("appears", self.appears)):
            found = next((card.form.focused for card in tab.cards if card.form.focused), "")
            if self.current == name and found:
                return (name, found)
        return ("", "")

    def go_to(self, problem: Problem) -> None:
        """Show the place where a problem can be put right."""
        places = {
            "caption": "photos", "credit_line": "photos", "alt_text": "photos", "mention": "videos",
            "rights": "rights", "media_id": "files", "date": "details",
        }  # fmt: skip
        tab = places.get(problem.field, "details")
        if tab not in self.names:
            tab = {"photos": "appears", "videos": "appears"}.get(tab, "details")
        self.show_tab(tab)
        shown = self._tabs[tab]
        if problem.code == "rights_not_known":
            self.rights.write_new()
        elif not self._each()[tab].focus_field(problem.field):
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _each(self) -> dict[str, _Tab]:
        return {
            "details": self.details, "photos": self.photos, "videos": self.videos, "appears": self.appears,
            "files": self.files, "rights": self.rights, "history": self.history,
        }  # fmt: skip

    def _name_at(self, index: int) -> str:
        widget = self.tabs.widget(index)
        return next((name for name, tab in self._tabs.items() if tab is widget), "")

    def _closing(self) -> None:
        """The window goes: what is typed is saved while there is still something to save it with."""
        self.flush()
        self.setEnabled(False)

    def _selected(self, _ids: object) -> None:
        self.flush()
        self._soon.start()

    def _archive_changed(self) -> None:
        self._opened = None
        self._soon.start()

    def _changed(self, changes: Changes) -> None:
        if self._stack.currentWidget() is self.batch:
            self.batch.refresh()
            return
        if self._opened is None:
            return
        related = changes.structure or changes.kinds & {"rights", "media", "collection"}
        if related or changes.records & _concerned(self._opened.page):
            self._soon.start()

    def _show(self, asked: int, opened: OpenPage) -> None:
        if asked != self._asked:
            return
        before = self._opened
        self._opened = opened
        page = opened.page
        kind = fields.kind_of(page.record)
        other = before is None or before.page.record.id != page.record.id
        self.header.show_page(page)
        self._lay_tabs(kind, page)
        self._stale = set(self._tabs)
        self._fill(self.current)
        self._stack.setCurrentIndex(1)
        # What changed while it was hidden is laid out now, or its first picture would be one of squeezed lines.
        for layout in (self.header.layout(), self._record.layout()):
            if layout is not None:
                layout.activate()
        tab, field = self._focus
        if other and tab:
            self._focus = ("", "")
            self.show_tab(tab)
            if field and not (tab in self.names and self._each()[tab].focus_field(field)):
                self.edit()  # the next record has no such field
        self._context.actions.refresh()

    def _gone(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._opened = None
        self._say_nothing()
        if not isinstance(error, NotFound):
            self._context.trouble(error)

    def _lay_tabs(self, kind: Kind, page: RecordPage) -> None:
        names = _ARTICLE if kind is Kind.ARTICLE else _WORK
        labels = {
            "details": tr("Details"), "photos": _counted(tr("Photos"), len(page.photos)),
            "videos": _counted(tr("Videos"), len(page.videos)),
            "appears": _counted(tr("Appears in"), len(page.appears_in)),
            "files": _counted(tr("Files"), 1 if page.media is not None else 0),
            "rights": tr("Rights"), "history": tr("History"),
        }  # fmt: skip
        if self.names != names:
            self.tabs.blockSignals(True)
            while self.tabs.count():
                self.tabs.removeTab(0)
            for name in names:
                self.tabs.addTab(self._tabs[name], labels[name])
            wanted = str(kept.value(f"inspector/{_group(names)}", "details"))
            self.tabs.setCurrentIndex(names.index(wanted) if wanted in names else 0)
            self.tabs.blockSignals(False)
        for number, name in enumerate(names):
            if self.tabs.tabText(number) != labels[name]:
                self.tabs.setTabText(number, labels[name])
            self.tabs.setTabToolTip(number, f"{labels[name]} (Alt+{number + 1})")

    def _tab_changed(self, _index: int) -> None:
        name = self.current
        if name:
            kept.keep(f"inspector/{_group(self.names)}", name)
            self._fill(name)
            self._context.actions.refresh()

    def _fill(self, name: str) -> None:
        if self._opened is None or name not in self._stale:
            return
        self._stale.discard(name)
        archive = self._context.archive
        read_only = archive is None or archive.read_only or bool(self._opened.page.record.deleted)
        self._each()[name].show_page(self._opened, read_only=read_only)

    def _restore(self) -> None:
        if self._opened is None:
            return
        number = self._opened.page.record.id or 0

        from archive_app.operations import edit

        self._context.change(lambda archive, _p: edit.restore(archive, [number]), owner=self, undo=True)

    def _say_nothing(self) -> None:
        self._opened = None
        hints = "\n".join(
            (
                tr("F2 — edit the fields of the selected record"),
                tr("Alt+1 to Alt+5 — the tabs of this pane"),
                tr("Ctrl+A — select all, to change many records at once"),
            )
        )
        if self._context.archive is None:
            self._empty.show_state("panel-right", tr("No catalogue is open"), tr("Its records are shown here."))
        else:
            self._empty.show_state(
                "panel-right", tr("Nothing selected"), tr("Select a record to see its details."), more=hints
            )
        self._stack.setCurrentWidget(self._empty)


def _group(names: tuple[str, ...]) -> str:
    return "article" if "photos" in names else "work"


def _counted(label: str, count: int) -> str:
    return f"{label} {count}"


def _concerned(page: RecordPage) -> set[int]:
    """The records whose change this page would show."""
    found = {page.record.id, getattr(page.record, "media_id", None)}
    for photo in page.photos:
        found |= {photo.use.id, photo.photo.id}
    for video in page.videos:
        found |= {video.use.id, video.video.id}
    for one in page.appears_in:
        found |= {one.use.id, one.article.id}
    found |= {one.id for one in page.rights} | {one.id for one in page.collections}
    return {number for number in found if number is not None}
