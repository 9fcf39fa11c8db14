"""The sidebar's tree: Library, Collections, Saved searches, then the facets with their counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from archive_app.domain.results import CollectionNode, Facet, Sidebar
from archive_app.i18n import digits, mark, tr, tr_n
from archive_app.ui import verdicts
from archive_app.ui.results_model import MIME

COLLECTION_MIME: Final = "application/x-archive-app-collection"
NodeRole: Final = Qt.ItemDataRole.UserRole + 1
SHOWN_VALUES: Final = 8

LIBRARY: Final = (
    ("all", mark("All records"), "inbox"),
    ("last_import", mark("Last import"), "history"),
    ("attention", mark("Needs attention"), "triangle-alert"),
    ("marked", mark("Marked"), "star"),
    ("bin", mark("Bin"), "trash-2"),
)
# Work pages that stand in the library, each below the place named.
WORK_PAGES: Final = {"attention": ("rights_queue", mark("Rights that need somebody"), "scale")}
_FACET_ICONS: Final = {
    "provider": "copyright", "publisher": "newspaper", "person": "user", "place": "map-pin", "tag": "tag",
    "lang": "languages", "date": "calendar", "no": "circle-question-mark", "flag": "badge-alert",
}  # fmt: skip
_KIND_ICONS: Final = {"article": "newspaper", "photo": "image", "video": "film"}


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the sidebar.

    ``sort`` is group, place, page, collection, basket, saved, facet or more; ``field`` and ``value`` belong to facets,
    ``id`` to records and baskets, ``fresh`` to saved searches, ``state`` is in, out or "" for a tick. ``growing`` is a
    count that goes on.
    """

    sort: str
    text: str
    key: str
    count: int = -1
    icon: str = ""
    role: str = "secondary"
    id: int = 0
    field: str = ""
    value: str = ""
    state: str = ""
    query: str = ""
    fresh: int = 0
    growing: bool = False
    remark: str = ""

    @property
    def number(self) -> str:
        """The count as it is shown; "" for none."""
        if self.count < 0:
            return ""
        return digits(self.count) + "+" * self.growing

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        parts = [self.text]
        if self.count >= 0:
            number = digits(self.count)
            parts.append(tr("at least {n}").format(n=number) if self.growing else number)
        if self.remark:
            parts.append(self.remark)
        if self.fresh > 0:
            parts.append(tr_n("{n} new", "{n} new", self.fresh))
        if self.sort == "facet":
            parts.append({"in": tr("ticked"), "out": tr("excluded")}.get(self.state, tr("not ticked")))
        return ", ".join(parts)


Tree = tuple[tuple[Node, tuple[tuple[Node, int], ...]], ...]
"""Each group and its lines with their depth."""


class SidebarModel(QStandardItemModel):
    """The tree; each group is replaced as its data arrives.

    Signals:
        about_to_rebuild, rebuilt: Around a change of the whole tree; other counts of the same lines are none.
    """

    about_to_rebuild = Signal()
    rebuilt = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sidebar: Sidebar | None = None
        self._facets: tuple[Facet, ...] = ()
        self._growing = False
        self._whole: set[str] = set()
        self._signature: Tree = ()
        self._items: list[QStandardItem] = []
        self.rebuild()

    def set_sidebar(self, sidebar: Sidebar | None) -> None:
        """Show the library's counts, collections and saved searches."""
        self._sidebar = sidebar
        self.rebuild()

    def set_facets(self, facets: Iterable[Facet], growing: bool = False) -> None:
        """Show the facets under the present query; ``growing`` when they are still being counted."""
        self._facets = tuple(facets)
        self._growing = growing
        self.rebuild()

    def show_all_values(self, field: str) -> None:
        """Show every value of a facet, or only the first again."""
        self._whole ^= {field}
        self.rebuild()

    def nodes(self) -> list[Node]:
        """Every line but the headings."""
        return [node for _group, nodes in self._groups() for node, _depth in nodes]

    def rebuild(self) -> None:
        """Make the tree anew, or change its lines where they are the same ones by their ``key``."""
        groups = self._groups()
        signature = tuple((group, tuple(nodes)) for group, nodes in groups)
        before, self._signature = self._signature, signature
        if signature == before:
            return
        if _shape(signature) == _shape(before):
            self._change(_lines(before), _lines(signature))
            return
        self.about_to_rebuild.emit()
        self.clear()
        self._items = []
        for group, nodes in groups:
            head = _item(group)
            self.appendRow(head)
            self._items.append(head)
            below = {0: head}
            for node, depth in nodes:
                item = _item(node)
                below.get(depth, head).appendRow(item)
                self._items.append(item)
                below[depth + 1] = item
        self.rebuilt.emit()

    def _change(self, before: Iterable[Node], now: Iterable[Node]) -> None:
        """Write other words and counts into the lines; views hear of each group once, not of every word."""
        changed: dict[QModelIndex, list[int]] = {}
        told = self.blockSignals(True)
        for item, was, node in zip(self._items, before, now, strict=True):
            if node != was:
                _fill(item, node)
                changed.setdefault(item.index().parent(), []).append(item.row())
        self.blockSignals(told)
        for above, rows in changed.items():
            self.dataChanged.emit(self.index(min(rows), 0, above), self.index(max(rows), 0, above))

    def supportedDropActions(self) -> Qt.DropAction:
        """Records are copied into collections."""
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Records dragged from the results, and collections dragged within the pane."""
        return [MIME, COLLECTION_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The collection that is dragged."""
        data = QMimeData()
        node = indexes[0].data(NodeRole) if indexes else None
        if isinstance(node, Node) and node.sort == "collection":
            data.setData(COLLECTION_MIME, str(node.id).encode())
        return data

    def _groups(self) -> list[tuple[Node, list[tuple[Node, int]]]]:
        sidebar = self._sidebar
        counts = sidebar.counts if sidebar is not None else {}
        groups: list[tuple[Node, list[tuple[Node, int]]]] = [
            (
                Node("group", tr("Library"), "library"),
                [(node, 0) for place in LIBRARY for node in _places(*place, counts.get(place[0], -1))],
            )
        ]
        if sidebar is not None:
            groups.append((Node("group", tr("Collections"), "collections"), _nested(sidebar.collections)))
            saved = [
                (
                    Node("saved", one.name, f"saved/{one.id}", one.count, "bookmark", id=one.id, query=one.query,
                         fresh=max(0, one.fresh)),
                    0,
                )
                for one in sidebar.saved
            ]  # fmt: skip
            baskets = [
                (Node("basket", one.name, f"basket/{one.id}", one.count, "shopping-basket", id=one.id), 0)
                for one in sidebar.baskets
            ]
            groups.append((Node("group", tr("Baskets"), "baskets"), baskets))
            groups.append((Node("group", tr("Saved searches"), "saved"), saved))
        groups.extend(
            (Node("group", facet.label, f"facet/{facet.field}"), self._values(facet)) for facet in self._facets
        )
        return [(group, nodes) for group, nodes in groups if nodes or group.key in {"collections", "baskets", "saved"}]

    def _values(self, facet: Facet) -> list[tuple[Node, int]]:
        whole = facet.field in self._whole
        values = facet.values if whole else facet.values[:SHOWN_VALUES]
        # A ticked value is always shown, or nobody could untick it here.
        values = (*values, *(one for one in facet.values[len(values) :] if one.state))
        nodes: list[tuple[Node, int]] = []
        for one in values:
            icon, role = _FACET_ICONS.get(facet.field, ""), "secondary"
            text = one.label
            if facet.field == "rights":
                look = verdicts.look(one.value)
                icon, role, text = look.icon, look.role, look.word
            elif facet.field == "type":
                icon = _KIND_ICONS.get(one.value, icon)
            key = f"facet/{facet.field}/{one.value}"
            nodes.append((
                Node("facet", text, key, one.count, icon, role, field=facet.field, value=one.value, state=one.state,
                     growing=self._growing), 0
            ))  # fmt: skip
        if len(facet.values) > SHOWN_VALUES:
            words = tr("Show fewer") if whole else tr("Show all {n}").format(n=digits(len(facet.values)))
            nodes.append((Node("more", words, f"more/{facet.field}", field=facet.field), 0))
        return nodes


def _places(name: str, text: str, icon: str, count: int) -> Iterator[Node]:
    yield Node("place", tr(text), name, count, icon)
    if name in WORK_PAGES:
        page, title, drawing = WORK_PAGES[name]
        yield Node("page", tr(title), page, icon=drawing)


def _nested(collections: Iterable[CollectionNode]) -> list[tuple[Node, int]]:
    children: dict[int | None, list[CollectionNode]] = {}
    every = tuple(collections)
    known = {one.id for one in every}
    for one in every:
        children.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    found: list[tuple[Node, int]] = []

    def add(parent: int | None, depth: int) -> None:
        for one in children.get(parent, []):
            key = f"collection/{one.id}"
            number = max(one.count, one.whole)
            remark = tr("{n} of them directly in it").format(n=digits(one.count))
            found.append((
                Node("collection", one.name, key, number, "folder", id=one.id,
                     remark=remark if number != one.count else ""), depth
            ))  # fmt: skip
            if depth < 12:
                add(one.id, depth + 1)

    add(None, 0)
    return found


def _shape(tree: Tree) -> list[tuple[str, list[tuple[str, int]]]]:
    """What makes lines of two trees the same ones."""
    return [(group.key, [(node.key, depth) for node, depth in nodes]) for group, nodes in tree]


def _lines(tree: Tree) -> Iterator[Node]:
    for group, nodes in tree:
        yield group
        yield from (node for node, _depth in nodes)


def _fill(item: QStandardItem, node: Node) -> None:
    item.setText(node.text)
    item.setData(node, NodeRole)
    item.setData(node.spoken, Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(f"{node.text}\n{node.number}, {node.remark}" if node.remark else node.text)


def _item(node: Node) -> QStandardItem:
    item = QStandardItem()
    _fill(item, node)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    if node.sort in {"collection", "basket"} or node.key in {"marked", "collections"}:
        flags |= Qt.ItemFlag.ItemIsDropEnabled
    if node.sort == "collection":
        flags |= Qt.ItemFlag.ItemIsDragEnabled
    item.setFlags(flags)
    return item
