"""Carries out the commands on collections, baskets, saved searches, marks and pinned tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from archive_app.domain import query as q
from archive_app.domain.changes import Changes
from archive_app.domain.query_print import show
from archive_app.domain.query_text import parse
from archive_app.domain.shelves import Basket, Standing
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.ui import icons, kept
from archive_app.ui.command_palette import Entry
from archive_app.ui.main_window import MainWindow
from archive_app.ui.notices import Notice
from archive_app.ui.pinned_tags import PinnedTags
from archive_app.ui.prompt import Prompt
from archive_app.ui.sidebar_model import Node
from archive_app.ui.view_state import Selected, State

if TYPE_CHECKING:  # the store comes after the first paint
    from archive_app.store.archive import Archive

DIGITS = range(1, 10)
Ids = Sequence[int]


class ShelfCommands(QObject):
    """Binds the commands; made once with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = context = window.context
        self._pinned: Mapping[int, str] = {}
        self._looked = 0
        bindings: dict[str, Callable[[], object]] = {
            "record.collect": self._collect, "record.uncollect": self._uncollect, "search.save": self._save_search,
            "record.mark": self._mark, "record.basket": self._put, "record.basket_other": self._ask_basket,
            "record.unbasket": self._take, "record.tags": self._ask_tags,
        }  # fmt: skip
        for name, handler in bindings.items():
            context.actions.bind(name, handler)
        for digit in DIGITS:
            context.actions.bind(f"record.tag{digit}", partial(self._tag, digit))
        window.sidebar.menu_wanted.connect(self._sidebar_menu)
        window.sidebar.dropped.connect(self._dropped)
        window.sidebar.moved.connect(self._moved)
        context.archive_changed.connect(lambda: self._show_tags({}))
        window.searching.begun.connect(self._read_tags)
        context.feed.changed.connect(lambda _changes: self._read_tags())
        context.view.changed.connect(self._look)

    @property
    def _ids(self) -> Selected:
        return self._context.view.now.selected

    def new_collection(self, name: str, parent: int | None = None, ids: Ids = ()) -> None:
        """Make a collection, with records in it."""
        from archive_app.operations import folders

        def work(archive: Archive, _progress: Progress) -> Changes:
            number, changes = folders.new_collection(archive, name, parent)
            return folders.add_to_collection(archive, number, ids) if ids else changes

        self._change(work)

    def _change(self, work: Callable[[Archive, Progress], Changes], *, nothing: str = "") -> None:
        """Change the shelves, with Undo; ``nothing`` is said where there was nothing to change."""

        def done(changes: Changes) -> None:
            if nothing and not changes:
                self._context.tell(Notice(nothing))

        self._context.change(work, done=done, owner=self, undo=True)

    # -- collections -----------------------------------------------------------------------------------

    def _collect(self) -> None:
        ids = self._ids
        entries = [
            Entry(node.key, node.text, tr("Collections"), partial(self._add_to, node.id, ids), "#", "folder")
            for node in self._nodes("collection")
        ]
        ask = partial(self._ask_collection, None, ids)
        entries.append(
            Entry("new", tr("New collection…"), tr("Make one and put the records in"), ask, "#", "folder-plus")
        )
        self._window.palette_.open_with(entries)

    def _add_to(self, collection: int, ids: Ids) -> None:
        from archive_app.operations import folders

        name = next((node.text for node in self._nodes("collection") if node.id == collection), "")
        there = tr_n("It is in “{name}” already.", "They are in “{name}” already.", len(ids)).replace("{name}", name)
        self._change(lambda a, _p: folders.add_to_collection(a, collection, ids), nothing=there)

    def _uncollect(self) -> None:
        from archive_app.operations import folders

        ids, collection = self._ids, self._context.view.now.place_id
        self._change(lambda a, _p: folders.remove_from_collection(a, collection, ids))

    def _ask_collection(self, parent: int | None, ids: Ids) -> None:
        Prompt(self._window, tr("Name of the new collection"), "", tr("Make"),
               lambda name: self.new_collection(name, parent, ids))  # fmt: skip

    def _ask_where(self, node: Node) -> None:
        """Offer the places that a collection may be moved to."""
        from archive_app.operations.folders import within

        sidebar = self._window.sidebar.shown
        nodes = sidebar.collections if sidebar is not None else ()
        inside = set(within(nodes, node.id))
        entries = [Entry("top", tr("At the top"), tr("Collections"), partial(self._moved, node.id, 0), "#", "folder")]
        entries += [
            Entry(str(one.id), one.name, tr("Move “{name}” into this").format(name=node.text),
                  partial(self._moved, node.id, one.id), "#", "folder")
            for one in nodes
            if one.id not in inside
        ]  # fmt: skip
        self._window.palette_.open_with(entries)

    def _moved(self, collection: int, into: int) -> None:
        from archive_app.operations import folders

        self._change(lambda a, _p: folders.move_collection(a, collection, into or None))

    def _dropped(self, node: Node, ids: Ids) -> None:
        from archive_app.operations import marks

        if node.sort == "collection":
            self._add_to(node.id, ids)
        elif node.sort == "basket":
            self._put_into(node.text, ids)
        else:
            self._change(lambda a, _p: marks.mark(a, ids, on=True))

    # -- baskets ---------------------------------------------------------------------------------------

    def _put(self) -> None:
        """Put the records into the basket used last."""
        ids = self._ids
        last = str(kept.value("basket/last", ""))

        def put(found: Sequence[Basket]) -> None:
            names = [one.name for one in found]
            self._put_into(last if last in names else names[0] if names else tr("Basket"), ids)

        from archive_app.operations import baskets

        self._context.look(baskets.baskets, put, owner=self)

    def _put_into(self, name: str, ids: Ids) -> None:
        from archive_app.operations import baskets

        kept.keep("basket/last", name)
        there = tr_n("It is in “{name}” already.", "They are in “{name}” already.", len(ids)).replace("{name}", name)
        self._change(lambda a, _p: baskets.put(a, name, ids), nothing=there if ids else "")

    def _ask_basket(self) -> None:
        ids = self._ids
        entries = [
            Entry(node.key, node.text, tr("Baskets"), partial(self._put_into, node.text, ids), "#", "shopping-basket")
            for node in self._nodes("basket")
        ]
        entries.append(Entry("new", tr("New basket…"), tr("Make one and put the records in"),
                             partial(self._new_basket, ids), "#", "plus"))  # fmt: skip
        self._window.palette_.open_with(entries)

    def _new_basket(self, ids: Ids) -> None:
        Prompt(self._window, tr("Name of the new basket"), "", tr("Make"), lambda name: self._put_into(name, ids))

    def _take(self) -> None:
        from archive_app.operations import baskets

        ids, basket = self._ids, self._context.view.now.place_id
        self._change(lambda a, _p: baskets.take(a, basket, ids))

    # -- marks and tags --------------------------------------------------------------------------------

    def _mark(self) -> None:
        from archive_app.operations import marks

        ids = self._ids
        self._change(lambda a, _p: marks.mark(a, ids))

    def _tag(self, digit: int) -> None:
        from archive_app.operations import marks

        ids = self._ids
        if digit in self._pinned:
            self._change(lambda a, p: marks.put_or_take(a, digit, ids, progress=p))
            return
        view = self._window.results.view()
        before = view.currentIndex()
        view.keyboardSearch(str(digit))  # a title may begin with it
        if view.currentIndex() == before:
            words = tr("No tag is pinned to {digit}.").format(digit=digit)
            self._context.tell(Notice(words, button=tr("Pinned tags…"), action="record.tags"))

    def _ask_tags(self) -> None:
        PinnedTags(self._window, self._pinned, self._pin)

    def _pin(self, wanted: Mapping[int, str]) -> None:
        from archive_app.operations import marks

        for digit, tag in wanted.items():
            if tag != self._pinned.get(digit, ""):
                self._change(lambda a, _p, d=digit, t=tag: marks.pin(a, d, t))  # type: ignore[misc]  # bound per digit

    def _read_tags(self) -> None:
        def pinned(archive: Archive) -> Mapping[int, str]:
            from archive_app.operations import marks  # with much of what changes records

            return marks.pinned(archive)

        self._context.look(pinned, self._show_tags, owner=self)

    def _show_tags(self, pinned: Mapping[int, str]) -> None:
        if pinned == self._pinned:
            return
        self._pinned = pinned
        for digit in DIGITS:
            text = (
                tr("Tag: {tag}").format(tag=pinned[digit]) if digit in pinned else tr("Pinned tag {n}").format(n=digit)
            )
            self._context.actions.set_text(f"record.tag{digit}", text.replace("&", "&&"))
        self._context.actions.refresh()

    # -- saved searches --------------------------------------------------------------------------------

    def _save_search(self) -> None:
        from archive_app.operations import folders

        state = self._context.view.now

        def save(name: str) -> None:
            self._change(lambda a, _p: folders.save_search(a, name, state.text, sort=state.sort)[1])

        results = self._window.searching.results
        hint = results.words if results is not None else ""
        name = state.text[:60]
        if state.place == "saved":
            name = next((node.text for node in self._nodes("saved") if node.id == state.place_id), name)
        Prompt(self._window, tr("Save this search as"), name, tr("Save"), save, hint)

    def _look(self, state: State) -> None:
        """A saved search is opened: say what came since the last time, then note that somebody looked."""
        number = state.place_id if state.place == "saved" and state.mode == "browse" else 0
        if number == self._looked:
            return
        self._looked = number
        self._window.results.notice_bar.hide()
        if not number:
            return
        from archive_app.operations import saved_searches

        def read(archive: Archive) -> tuple[Standing | None, str]:
            return saved_searches.standings(archive, [number]).get(number), saved_searches.looked_at(archive, number)

        self._context.look(read, partial(self._say_new, number), owner=self)

    def _say_new(self, number: int, found: tuple[Standing | None, str]) -> None:
        from archive_app.operations import saved_searches

        standing, at = found

        def note(archive: Archive, _progress: Progress) -> Changes:
            saved_searches.look(archive, number)
            return Changes()

        self._context.change(note, owner=self, done=lambda _changes: self._window.sidebar.refresh())
        if standing is None or standing.fresh <= 0 or self._looked != number:
            return
        text = tr_n("{n} record is new since you last looked ({moment}).",
                    "{n} records are new since you last looked ({moment}).", standing.fresh)  # fmt: skip
        self._window.results.notice_bar.say(
            text.replace("{moment}", saved_searches.words_of_look(at)), button=tr("Show only these"),
            pressed=partial(self._show_new, at),
        )  # fmt: skip

    def _show_new(self, at: str) -> None:
        from archive_app.operations.counting import added_since

        query = q.All((parse(self._context.view.now.text).query, added_since(at)))
        self._context.view.set_query(show(query))

    # -- the sidebar's menu ----------------------------------------------------------------------------

    def _nodes(self, sort: str) -> list[Node]:
        return [node for node in self._window.sidebar.model.nodes() if node.sort == sort]

    def _sidebar_menu(self, node: Node, where: QPoint) -> None:
        menu = QMenu(self._window)
        writable = self._context.archive is not None and not self._context.archive.read_only
        for text, icon, run in self._offered(node):
            action = menu.addAction(icons.icon(icon), text)
            action.triggered.connect(lambda _checked=False, do=run: do())
            action.setEnabled(writable)
        if node.key == "bin":
            menu.addAction(self._context.actions["record.empty_bin"])
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _offered(self, node: Node) -> list[tuple[str, str, Callable[[], object]]]:
        """What can be done with a line: words, icon and what to do."""
        from archive_app.operations import baskets, marks

        number = node.id
        if node.key == "collections":
            return [(tr("New collection…"), "folder-plus", partial(self._ask_collection, None, ()))]
        if node.key == "baskets":
            return [(tr("New basket…"), "plus", partial(self._new_basket, ()))]
        if node.key == "marked":
            return [(tr("Take all marks off"), "x", partial(self._change, lambda a, _p: marks.unmark_all(a)))]
        match node.sort:
            case "collection":
                return [
                    (tr("New collection inside…"), "folder-plus", partial(self._ask_collection, number, ())),
                    (tr("Rename…"), "pencil", partial(self._ask_name, node)),
                    (tr("Move to…"), "folder-open", partial(self._ask_where, node)),
                    (tr("Delete"), "trash-2", partial(self._delete, node)),
                ]
            case "basket":
                return [
                    (tr("Rename…"), "pencil", partial(self._ask_name, node)),
                    (tr("Keep as a collection"), "folder-plus",
                     partial(self._change, lambda a, _p: baskets.keep(a, number)[1])),
                    (tr("Empty"), "x", partial(self._change, lambda a, _p: baskets.take(a, number))),
                    (tr("Delete"), "trash-2", partial(self._delete, node)),
                ]  # fmt: skip
            case "saved":
                return [
                    (tr("Rename…"), "pencil", partial(self._ask_name, node)),
                    (tr("Delete"), "trash-2", partial(self._delete, node)),
                ]
            case _:
                return []

    def _ask_name(self, node: Node) -> None:
        Prompt(self._window, tr("New name"), node.text, tr("Rename"), partial(self._rename, node))

    def _rename(self, node: Node, name: str) -> None:
        from archive_app.operations import baskets, folders, saved_searches

        verbs = {
            "collection": folders.rename_collection, "basket": baskets.rename, "saved": saved_searches.rename,
        }  # fmt: skip
        verb = verbs[node.sort]
        self._change(lambda a, _p: verb(a, node.id, name))

    def _delete(self, node: Node) -> None:
        from archive_app.operations import baskets, edit, folders

        state = self._context.view.now
        if state.place == node.sort and state.place_id == node.id:
            self._context.view.go("all")
        verbs: dict[str, Callable[[Archive, int], Changes]] = {
            "collection": folders.delete_collection, "basket": baskets.remove, "saved": edit.delete_record,
        }  # fmt: skip
        verb = verbs[node.sort]
        self._change(lambda a, _p: verb(a, node.id))
