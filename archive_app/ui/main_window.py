"""The window: toolbar, three panes, status bar; it lays out and wires, the work is elsewhere.

Sidebar (200–360) · centre (at least 480) · inspector (300–520). Below 1180 pixels the inspector, and below 900 the
sidebar, give way until they are asked for. Files dropped anywhere begin an import.

When the program starts, the window is on screen before its parts are imported: they take three times as long. So
nothing here may want ``QtCore.Qt`` before that: the first use of it makes a hundred enumerations.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import tr
from archive_app.ui import kept, theme
from archive_app.ui.one_shot import one_shot

if TYPE_CHECKING:
    from archive_app.ui.preferences import Preferences
    from archive_app.ui.view_state import State

NARROW, VERY_NARROW, LOW = 1180, 900, 700
ROOMY = frozenset({"import", "table", "export", "state_rights", "clearance", "authorities"})
"""Work pages that need the inspector's room, and have a place of their own for one record."""


class MainWindow(QMainWindow):
    """The parts, by name: ``context``, ``search_bar``, ``sidebar``, ``results``, ``centre``, ``inspector`` and so on.

    Signals:
        files_dropped(list): Paths and addresses dropped on the window.
        closing: The window is about to close.
        shown: It is on screen for the first time.
    """

    files_dropped = Signal(object)
    closing = Signal()
    shown = Signal()

    def __init__(self, preferences: Preferences | None = None, *, later: bool = False) -> None:
        """Make the window.

        Args:
            preferences: What the person likes.
            later: Make nothing but the window itself: ``make_parts`` and ``make_inspector`` follow.
        """
        super().__init__()
        self._inspector: QWidget | None = None
        self._made = self._seen = False
        self.alone = False
        self.setObjectName("main")
        self.setMinimumSize(1024, 640)
        self.resize(self.sizeHint())
        geometry = kept.value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.set_title("")
        if not later:
            self.make_parts(preferences)
            self.make_inspector()

    def make_parts(self, preferences: Preferences | None) -> None:
        """Make all that is seen but the inspector."""
        from archive_app.ui import focus_ring, icons, roles
        from archive_app.ui.actions import Actions
        from archive_app.ui.centre import Centre
        from archive_app.ui.command_palette import CommandPalette
        from archive_app.ui.context import Context
        from archive_app.ui.index_keeper import IndexKeeper
        from archive_app.ui.results_pane import ResultsPane
        from archive_app.ui.search_bar import SearchBar
        from archive_app.ui.searching import Searching
        from archive_app.ui.sidebar import Sidebar
        from archive_app.ui.status_bar import StatusBar
        from archive_app.ui.thumbnails import Thumbnails
        from archive_app.ui.toasts import Toasts

        roles.install()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            focus_ring.follow(app)
        self.setWindowIcon(icons.app_icon())
        self.setAcceptDrops(True)
        self.actions_ = Actions(self)
        self.context = Context(self.actions_, self, preferences)
        self.thumbnails = Thumbnails(self.context, self)
        self.searching = Searching(self.context, self)
        self.search_bar = SearchBar(self.context, self.searching, self)
        self.sidebar = Sidebar(self.context, self.searching, self)
        self.results = ResultsPane(self.context, self.searching, self.thumbnails, self)
        self.centre = Centre(self.context, self.results, self)
        self.status = StatusBar(self.context.tasks, self)
        self.index_keeper = IndexKeeper(self.context)
        self.index_keeper.covered.connect(self.status.set_index)
        self.toasts = Toasts(self)
        self.palette_ = CommandPalette(self)
        self._soon = one_shot(self, 0, self.context.actions.refresh)
        self._leaving = False
        self._lent = False
        self._pane_choice = {"sidebar": True, "inspector": True}
        self._made = True
        self._build()
        self._wire()

    @property
    def inspector(self) -> QWidget:
        """The pane of the selected record."""
        return self._inspector or self.make_inspector()

    def make_inspector(self) -> QWidget:
        """Make the inspector, if it is not there yet."""
        from archive_app.ui import pages

        if self._inspector is None:
            self._inspector = pages.make("inspector", self.context, self)
            self._inspector_column.addWidget(self._inspector)
        return self._inspector

    def set_title(self, name: str) -> None:
        """Name the catalogue in the title bar."""
        self.setWindowTitle(f"{name} — archive-app" if name else "archive-app")

    def show_pane(self, name: str, shown: bool) -> None:
        """Show or hide "sidebar" or "inspector" as the person wishes."""
        self._pane_choice[name] = shown
        self._pane(name).setVisible(shown)
        self.context.actions[f"view.{name}"].setChecked(shown)
        kept.keep(f"window/{name}", shown)

    def show_alone(self, alone: bool) -> None:
        """Show the centre alone, without menu, toolbars, side panes and status bar; or all of it again."""
        self.alone = alone
        for part in (self.menuBar(), self.status, *self.findChildren(QToolBar)):
            if part.objectName() != "sample":
                part.setVisible(not alone)
        for name in ("sidebar", "inspector"):
            self._pane(name).setVisible(not alone and self._pane_choice[name])

    def panes(self) -> list[QWidget]:
        """The panes F6 goes through, in order, as far as they are shown."""
        all_panes = [self.search_bar, self.sidebar.tree, self.centre, self.inspector]
        return [pane for pane in all_panes if pane.isVisible()]

    def focus_pane(self, step: int) -> None:
        """Move the focus one pane on, or back."""
        shown = self.panes()
        focus: QWidget | None = QApplication.focusWidget()
        holds = [focus is not None and (pane is focus or pane.isAncestorOf(focus)) for pane in shown]
        at = holds.index(True) if True in holds else -1
        target = shown[(at + step) % len(shown)]
        if target is self.centre and self.centre.currentWidget() is self.results:
            target = self.results.view()
        elif target in {self.centre, self.inspector}:
            inner = next((one for one in target.findChildren(QWidget) if _takes_focus(one)), target)
            target = inner
        target.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        """The size of a first start."""
        return QSize(1440, 900)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground; once it is there, the rest may begin."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.shown.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window: another program may have written to the catalogue."""
        super().changeEvent(event)
        if self._made and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.context.actions.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Panes give way in a narrow window, rows shrink in a low one."""
        super().resizeEvent(event)
        if not self._made:
            return
        width = self.width()
        for name, limit in (("inspector", NARROW), ("sidebar", VERY_NARROW)):
            # Crossing the limit decides; inside either range the person does.
            was_narrow = event.oldSize().isValid() and event.oldSize().width() < limit
            if width < limit and not was_narrow:
                self._pane(name).hide()
                self.context.actions[f"view.{name}"].setChecked(False)
            elif width >= limit and was_narrow:
                self._pane(name).setVisible(self._pane_choice[name])
                self.context.actions[f"view.{name}"].setChecked(self._pane_choice[name])
        self.results.set_compact(self.height() < LOW or self.context.actions["view.compact"].isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a full screen, then Read and Work, stops a search, clears the selection; one step a press."""
        if self._made and event.key() == QtCore.Qt.Key.Key_Escape:
            view = self.context.view
            if self.alone:
                self.context.actions.run("view.full_screen")
            elif view.now.mode != "browse":
                view.close_mode()
            elif self.searching.stop():
                pass  # the list says so itself
            elif len(view.now.selected) > 1:
                self.results.select(view.now.selected[:1])
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files, addresses and text may be dropped; records of the list only on collections."""
        from archive_app.ui.results_model import MIME

        data = event.mimeData()
        if (
            not data.hasFormat(MIME)
            and (data.hasUrls() or data.hasText())
            and not self.context.actions.reason("file.import")
        ):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin an import with what was dropped."""
        urls: list[QUrl] = event.mimeData().urls()
        found = [Path(url.toLocalFile()) if url.isLocalFile() else url.toString() for url in urls]
        self.files_dropped.emit(found or [event.mimeData().text()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window looked; the catalogue is closed by the application."""
        kept.keep("window/geometry", self.saveGeometry())
        if not self._made:
            kept.write()
            super().closeEvent(event)
            return
        from archive_app.ui.notices import Notice

        kept.keep("window/split", self.splitter.saveState())
        self.results.table.keep_arrangement()
        kept.write()
        running = [task for task in self.context.tasks.running() if task.title and not task.cancelled]
        if running and not self._leaving:
            # A question without a dialog: the window stays, and says what would be stopped.
            event.ignore()
            text = tr("“{job}” is still running ({n} of {total}).").format(
                job=running[0].title, n=running[0].done, total=running[0].total or "…"
            )
            notice = Notice(text, kind="warn", button=tr("Stop after this item and close"), clicked=self._leave)
            self.context.tell(notice)
            return
        self.closing.emit()
        super().closeEvent(event)

    def _leave(self) -> None:
        self._leaving = True
        for task in self.context.tasks.running():
            task.cancel()
        self.close()

    def _pane(self, name: str) -> QWidget:
        return self.sidebar if name == "sidebar" else self._inspector_frame

    def _build(self) -> None:
        self.menus = self.actions_.fill_menu_bar(self.menuBar())
        self.addToolBar(self._toolbar())
        frame = QFrame(self)
        frame.setProperty("pane", "window")
        self._inspector_column = QVBoxLayout(frame)
        self._inspector_column.setContentsMargins(0, 0, 0, 0)
        self._inspector_frame = frame
        self.sidebar.setMinimumWidth(200)
        self.sidebar.setMaximumWidth(360)
        self.centre.setMinimumWidth(480)
        frame.setMinimumWidth(300)
        frame.setMaximumWidth(520)
        self.splitter = QSplitter(QtCore.Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane in (self.sidebar, self.centre, frame):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([250, 830, 360])
        self.setCentralWidget(self.splitter)
        self.setStatusBar(self.status)
        split = kept.value("window/split")
        if split is not None:
            self.splitter.restoreState(split)
        for name in ("sidebar", "inspector"):
            self.show_pane(name, str(kept.value(f"window/{name}", "true")).lower() != "false")

    def _toolbar(self) -> QToolBar:
        bar = QToolBar(tr("Toolbar"), self)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setIconSize(QSize(18, 18))
        bar.setContextMenuPolicy(QtCore.Qt.ContextMenuPolicy.PreventContextMenu)

        def add(name: str, *, words: bool = False) -> QToolButton:
            button = QToolButton(bar)
            button.setDefaultAction(self.actions_[name])
            button.setAccessibleName(self.actions_[name].text().replace("…", "").replace("&", ""))
            if words:
                button.setToolButtonStyle(QtCore.Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                self.actions_[name].setIconText(f" {self.actions_[name].text()}")  # air between icon and words
            button.setMinimumSize(34, 34)
            shown, action = bar.addWidget(button), self.actions_[name]

            def follow() -> None:
                # A tool button stays when its command is hidden; the place in the bar must go with it. Showing
                # the place enables the button, whatever the command says, so that is put right after.
                shown.setVisible(action.isVisible())
                button.setEnabled(action.isEnabled())

            action.visibleChanged.connect(follow)
            follow()
            return button

        add("view.back")
        add("view.forward")
        bar.addSeparator()
        add("file.import", words=True)
        add("file.export", words=True)
        bar.addSeparator()
        add("edit.undo")
        add("edit.redo")
        middle = QWidget(bar)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(middle)
        row.setContentsMargins(theme.GAP_M, 0, theme.GAP_M, 0)
        row.setSpacing(theme.GAP_S)
        row.addStretch(1)
        row.addWidget(self.search_bar, 20)
        save = QToolButton(middle)
        save.setDefaultAction(self.actions_["search.save"])
        save.setToolButtonStyle(QtCore.Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.actions_["search.save"].setIconText(f" {tr('Save search')}")
        save.setAccessibleName(tr("Save search"))
        save.setMinimumHeight(34)
        row.addWidget(save)
        row.addStretch(1)
        bar.addWidget(middle)
        for name in ("view.list", "view.grid", "view.table"):
            add(name)
        bar.addSeparator()
        add("view.sidebar")
        add("view.inspector")
        return bar

    def _wire(self) -> None:
        context = self.context
        context.told.connect(self.toasts.show)
        self.toasts.kept_changed.connect(self.status.set_unread)
        self.search_bar.left_down.connect(
            lambda: self.results.view().setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        )
        self.results.opened.connect(context.view.open_record)
        context.archive_changed.connect(self._archive_changed)
        context.view.changed.connect(lambda _state: self._soon.start())
        context.view.selection_changed.connect(lambda _ids: self._soon.start())
        context.view.changed.connect(self._lend_room)

    def _lend_room(self, state: State) -> None:
        """Some pages show no record of the catalogue in the inspector: they have its room until they are left."""
        lend = state.mode == "work" and state.page in ROOMY
        if lend == self._lent:
            return
        self._lent = lend
        shown = not lend and self._pane_choice["inspector"] and self.width() >= NARROW
        self._inspector_frame.setVisible(shown)
        self.context.actions["view.inspector"].setChecked(shown)

    def _archive_changed(self) -> None:
        archive = self.context.archive
        self.status.set_open(archive is not None, archive is not None and archive.read_only)
        self.set_title(archive.name if archive is not None else "")


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus)
