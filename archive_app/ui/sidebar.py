"""The left pane: where one is. Library, collections, saved searches, and facets that narrow the query.

A value of a facet is with, without or neither: a tick adds it (values of one facet are alternatives), the minus at its
end, Alt+click, the minus key or “Exclude” shuts it out; all of them rewrite the text of the search box.
Records dragged onto a collection are added to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QMenu, QTreeView, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.query_facets import State as Tick
from archive_app.domain.results import Sidebar as Found
from archive_app.domain.shelves import Standing
from archive_app.i18n import tr
from archive_app.ui import filters, icons, kept, theme
from archive_app.ui.context import Context
from archive_app.ui.one_shot import one_shot
from archive_app.ui.results_model import MIME
from archive_app.ui.search_standing import FacetStanding
from archive_app.ui.searching import Searching
from archive_app.ui.sidebar_delegate import SidebarDelegate, exclude_place
from archive_app.ui.sidebar_model import COLLECTION_MIME, WORK_PAGES, Node, NodeRole, SidebarModel

Counted = int | Mapping[int, Standing]
_ATTENTION = 0  # stands among the ids of saved searches for what needs attention


class Sidebar(QFrame):
    """The pane.

    Signals:
        menu_wanted(Node, QPoint): A context menu for a collection or saved search at a global place; who knows how
            to rename and delete fills it.
        dropped(Node, tuple): Records were dragged onto a collection, a basket or the marked ones.
        moved(int, int): A collection was dragged into another, or to the top (0).
    """

    menu_wanted = Signal(object, object)
    dropped = Signal(object, object)
    moved = Signal(int, int)

    def __init__(self, context: Context, searching: Searching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "window")
        self._context = context
        self._searching = searching
        self.model = SidebarModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.model)
        self._shown.setRecursiveFilteringEnabled(True)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(tr("Filter this sidebar"))
        self.box.setAccessibleName(tr("Filter this sidebar"))
        self.box.setClearButtonEnabled(True)
        funnel = QAction(self.box)
        icons.keep(funnel, "funnel", "secondary")
        self.box.addAction(funnel, QLineEdit.ActionPosition.LeadingPosition)
        self.tree = _Tree(self)
        self.tree.setModel(self._shown)
        self.tree.setItemDelegate(SidebarDelegate(self.tree))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        inset = QVBoxLayout()
        inset.setContentsMargins(8, 0, 8, 0)
        inset.addWidget(self.box)
        column.addLayout(inset)
        column.addWidget(self.tree, 1)
        self._shut: set[str] = set(str(kept.value("sidebar/shut", "")).split("\n")) - {""}
        self._later = one_shot(self, 150, self.refresh)
        self.box.textChanged.connect(self._filter)
        self.model.about_to_rebuild.connect(self._remember)
        self.model.rebuilt.connect(self._restore)
        self.tree.expanded.connect(lambda index: self._fold(index, shut=False))
        self.tree.collapsed.connect(lambda index: self._fold(index, shut=True))
        self.tree.chosen.connect(self._chosen)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.records_dropped.connect(self.dropped)
        self.tree.collection_dropped.connect(self.moved)
        FacetStanding(context, searching, self.model, self.tree)
        context.feed.changed.connect(self._changed)
        context.feed.everything.connect(self._later.start)
        context.archive_changed.connect(self._opened)
        searching.begun.connect(self.refresh)
        context.view.changed.connect(lambda _state: self._mark_place())
        theme.signals().changed.connect(self.tree.viewport().update)
        self._scroll = 0
        self._line = self._marked = ""
        self._shown_side: Found | None = None
        self._to_count: list[int] = []
        self._counting = False
        self._restore()

    @property
    def at_rest(self) -> bool:
        """Whether everything here is counted."""
        return self._shown_side is not None and not self._counting and not self._to_count

    @property
    def shown(self) -> Found | None:
        """What the pane shows besides the facets; None while no catalogue is open."""
        return self._shown_side

    def refresh(self) -> None:
        """Read counts, collections and saved searches again."""
        from archive_app.operations import side

        self._context.look(side.sidebar, self._show, owner=self)

    def set_tick(self, node: Node, state: Tick) -> None:
        """Tick, exclude or leave a facet's value alone; the query text is rewritten."""
        text = filters.text_with_facet(self._searching.query, node.field, node.value, state)
        self._context.view.set_query(text)

    def _show(self, found: Found) -> None:
        old = {one.id: one for one in self._shown_side.saved if one.query} if self._shown_side is not None else {}
        saved = tuple(
            replace(one, count=old[one.id].count, fresh=old[one.id].fresh)
            if one.id in old and old[one.id].query == one.query else one
            for one in found.saved
        )  # fmt: skip
        counts = dict(found.counts)
        if self._shown_side is not None and "attention" in self._shown_side.counts:
            counts["attention"] = self._shown_side.counts["attention"]
        self._take(replace(found, saved=saved, counts=counts))
        self._searching.set_whole(found.counts.get("all", -1))
        self._to_count = [_ATTENTION, *(one.id for one in found.saved)]
        self._count_next()

    def _take(self, found: Found | None) -> None:
        self._shown_side = found
        self.model.set_sidebar(found)

    def _count_next(self) -> None:
        """Count one by one what takes long; not on the lane of searches, which would wait."""
        from archive_app.operations import saved_searches, side

        archive = self._context.archive
        if self._counting or not self._to_count or archive is None:
            return
        number = self._to_count.pop(0)
        self._counting = True

        def count(_progress: object) -> Counted:
            if number == _ATTENTION:
                return side.attention(archive)
            return saved_searches.standings(archive, [number])

        def told(found: Counted) -> None:
            self._counting = False
            if self._context.archive is archive:
                self._counted(found)
            self._count_next()

        def failed(_error: Exception) -> None:
            self._counting = False
            self._count_next()

        self._context.files(count, told, failed=failed, owner=self)

    def _counted(self, found: Counted) -> None:
        if self._shown_side is not None and isinstance(found, int):
            self._take(replace(self._shown_side, counts={**self._shown_side.counts, "attention": found}))
        elif self._shown_side is not None and not isinstance(found, int):
            saved = tuple(
                replace(one, count=found[one.id].count, fresh=found[one.id].fresh) if one.id in found else one
                for one in self._shown_side.saved
            )
            self._take(replace(self._shown_side, saved=saved))

    def _changed(self, changes: Changes) -> None:
        if changes.structure or changes.kinds & {"collection", "saved_search", "rights"}:
            self._later.start()

    def _opened(self) -> None:
        self._take(None)
        self._to_count = []
        self.model.set_facets(())

    def _chosen(self, index: QModelIndex, alt: bool) -> None:
        node = index.data(NodeRole)
        if not isinstance(node, Node):
            return
        view = self._context.view
        match node.sort:
            case "group":
                self.tree.setExpanded(index, not self.tree.isExpanded(index))
            case "place":
                view.go(node.key)
            case "page":
                view.open_page(node.key)
            case "collection":
                view.go("collection", node.id)
            case "basket":
                view.go("basket", node.id)
            case "saved":
                view.go("saved", node.id, text=node.query)
            case "more":
                self.model.show_all_values(node.field)
            case "facet":
                wanted: Tick = "out" if alt else "in"
                # The same again takes it back; the other turns it round.
                leave = node.state == wanted or (node.state == "out" and not alt)
                self.set_tick(node, "" if leave else wanted)

    def _menu(self, where: QPoint) -> None:
        node = self.tree.indexAt(where).data(NodeRole)
        if not isinstance(node, Node):
            return
        at = self.tree.viewport().mapToGlobal(where)
        if node.sort != "facet":
            self.menu_wanted.emit(node, at)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices: tuple[tuple[str, str, Tick], ...] = (
            (tr("Show only with this"), "check", "in"), (tr("Exclude"), "minus", "out"), (tr("Leave alone"), "", ""),
        )  # fmt: skip
        for text, icon, state in choices:
            if state != node.state:
                action = menu.addAction(text)
                if icon:
                    action.setIcon(icons.icon(icon))
                action.triggered.connect(lambda _checked=False, s=state: self.set_tick(node, s))
        menu.popup(at)

    def _filter(self, text: str) -> None:
        self._shown.setFilterFixedString(text)
        self._restore()

    def _fold(self, index: QModelIndex, *, shut: bool) -> None:
        node = index.data(NodeRole)
        if isinstance(node, Node) and not self.box.text():
            (self._shut.add if shut else self._shut.discard)(node.key)
            kept.keep("sidebar/shut", "\n".join(sorted(self._shut)))

    def _remember(self) -> None:
        self._scroll = self.tree.verticalScrollBar().value()
        node = self.tree.currentIndex().data(NodeRole)
        ticking = self.tree.hasFocus() and isinstance(node, Node) and node.sort in {"facet", "more"}
        self._line = node.key if ticking else ""

    def _restore(self) -> None:
        filtering = bool(self.box.text())
        self.tree.blockSignals(True)
        stack = [self._shown.index(row, 0) for row in range(self._shown.rowCount())]
        while stack:
            index = stack.pop()
            node = index.data(NodeRole)
            self.tree.setExpanded(index, filtering or not (isinstance(node, Node) and node.key in self._shut))
            stack.extend(self._shown.index(row, 0, index) for row in range(self._shown.rowCount(index)))
        self.tree.blockSignals(False)
        self.tree.verticalScrollBar().setValue(self._scroll)
        self._mark_place()

    def _mark_place(self) -> None:
        state = self._context.view.now
        key = f"{state.place}/{state.place_id}" if state.place in {"collection", "basket", "saved"} else state.place
        key = state.page if state.mode == "work" and state.page in {one[0] for one in WORK_PAGES.values()} else key
        node = self.tree.currentIndex().data(NodeRole)
        if key == self._marked and isinstance(node, Node) and node.sort in {"facet", "more"} and self.tree.hasFocus():
            return  # somebody ticks one value after the other by the keys
        line, self._line = self._line if key == self._marked else "", ""
        self._marked = key
        for wanted in (line, key):
            index = self._index_of(wanted) if wanted else QModelIndex()
            if index.isValid():
                self.tree.setCurrentIndex(index)
                return

    def _index_of(self, key: str) -> QModelIndex:
        stack = [self._shown.index(row, 0) for row in range(self._shown.rowCount())]
        while stack:
            index = stack.pop()
            node = index.data(NodeRole)
            if isinstance(node, Node) and node.key == key and node.sort != "group":
                return index
            stack.extend(self._shown.index(row, 0, index) for row in range(self._shown.rowCount(index)))
        return QModelIndex()


class _Tree(QTreeView):
    """A flat-looking tree; clicks and Enter choose, Alt+click excludes."""

    chosen = Signal(QModelIndex, bool)
    records_dropped = Signal(object, object)
    collection_dropped = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Sidebar"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setDragEnabled(True)
        self.setDropIndicatorShown(True)
        self.setStyleSheet("QTreeView { background: transparent; } QTreeView::branch { background: transparent; }")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """One click chooses."""
        super().mouseReleaseEvent(event)
        where = event.position().toPoint()
        index = self.indexAt(where)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.chosen.emit(index, alt or self._on_minus(index, where))

    def _on_minus(self, index: QModelIndex, where: QPoint) -> bool:
        node = index.data(NodeRole)
        if not isinstance(node, Node) or node.sort != "facet":
            return False
        return (
            exclude_place(self.visualRect(index), node, self.layoutDirection()).adjusted(-4, -6, 4, 6).contains(where)
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ticks and headings do not take the selection away from the present place."""
        node = self.indexAt(event.position().toPoint()).data(NodeRole)
        if isinstance(node, Node) and node.sort in {"facet", "group", "more"}:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose, with Alt they exclude."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
            return
        node = self.currentIndex().data(NodeRole)
        if event.key() == Qt.Key.Key_Minus and isinstance(node, Node) and node.sort == "facet":
            self.chosen.emit(self.currentIndex(), True)
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Hover is repainted by the whole line."""
        if event.type() in {QEvent.Type.HoverMove, QEvent.Type.HoverLeave}:
            self.viewport().update()
        return super().viewportEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Records may come in; files belong to the window."""
        if event.mimeData().hasFormat(MIME) or event.mimeData().hasFormat(COLLECTION_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Collections, baskets and the marked ones take records; a collection goes into another, or to the top."""
        if self._taker(event) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped on which line."""
        node = self._taker(event)
        if node is None:
            return
        event.acceptProposedAction()
        if event.mimeData().hasFormat(COLLECTION_MIME):
            self.collection_dropped.emit(_dragged(event), node.id)
            return
        lines = bytes(event.mimeData().data(MIME).data()).decode().split()
        self.records_dropped.emit(node, tuple(int(line) for line in lines))

    def _taker(self, event: QDropEvent) -> Node | None:
        """The line under the mouse, if it takes what is dragged."""
        index = self.indexAt(event.position().toPoint())
        node = index.data(NodeRole)
        if not isinstance(node, Node):
            return None
        if event.mimeData().hasFormat(COLLECTION_MIME):
            # Into one that stands in it is refused with a sentence, once it is dropped there.
            takes = node.key == "collections" or (node.sort == "collection" and node.id != _dragged(event))
        else:
            takes = node.sort in {"collection", "basket"} or node.key == "marked"
        return node if takes else None


def _dragged(event: QDropEvent) -> int:
    return int(bytes(event.mimeData().data(COLLECTION_MIME).data()).decode() or 0)
