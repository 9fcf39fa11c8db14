"""Carries out the commands of the window itself: panes, views, undo, search, palette, help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence

from archive_app.domain.changes import Changes
from archive_app.domain.history import UndoNames
from archive_app.i18n import tr
from archive_app.ui import kept, theme
from archive_app.ui.action_table import ACTIONS, MENUS
from archive_app.ui.command_palette import Entry
from archive_app.ui.main_window import MainWindow
from archive_app.ui.mouse_buttons import MouseButtons
from archive_app.ui.notices import Notice
from archive_app.ui.sidebar_model import LIBRARY


class ShellCommands(QObject):
    """Binds the window's commands; made once with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._undo = UndoNames()
        actions, view = window.context.actions, window.context.view
        actions.set_situation(self._situation)
        for name in ("list", "grid", "table"):
            actions.bind(f"view.{name}", partial(self._set_view, name))
        for choice in theme.CHOICES:
            actions.bind(f"view.theme_{choice}", partial(self._set_theme, choice))
        for name in ("sidebar", "inspector"):
            actions.bind(f"view.{name}", partial(self._toggle_pane, name))
        bindings: dict[str, Callable[[], object]] = {
            "view.back": view.back, "view.forward": view.forward, "view.compact": self._set_compact,
            "view.next_pane": partial(window.focus_pane, 1), "view.previous_pane": partial(window.focus_pane, -1),
            "view.full_screen": self._full_screen, "view.notifications": self._notifications,
            "edit.undo": self.undo, "edit.redo": self.redo, "edit.select_all": window.results.select_all,
            "edit.select_none": partial(window.results.select, ()),
            "search.focus": self._focus_search, "search.clear": window.results.clear_filters,
            "search.palette": self.open_palette, "file.quit": window.close, "file.save": self._say_saved,
        }  # fmt: skip
        for name, handler in bindings.items():
            actions.bind(name, handler)
        MouseButtons(window, actions)
        self._show_view(view.view)
        view.view_changed.connect(self._show_view)
        view.history_changed.connect(actions.refresh)
        window.context.feed.changed.connect(self._changed)
        window.context.feed.everything.connect(self._read_undo)
        window.context.archive_changed.connect(self._read_undo)
        window.status.bell_pressed.connect(self._notifications)
        window.status.why_pressed.connect(window.context.trouble)
        window.toasts.pressed.connect(self._toast_pressed)
        theme.signals().changed.connect(self._show_theme)
        self._show_theme()
        compact = str(kept.value("view/compact", "false")).lower() == "true"
        actions["view.compact"].setChecked(compact)
        window.results.set_compact(compact)

    def undo(self, operation: int = 0) -> None:
        """Take back the last step, or a certain one."""
        self._turn("undo", operation)

    def redo(self) -> None:
        """Repeat the last step taken back."""
        self._turn("redo", 0)

    def open_palette(self, typed: str = "") -> None:
        """Show the command palette."""
        self._window.palette_.open_with([*self._places(), *self._commands()], typed)

    def _turn(self, which: str, operation: int) -> None:
        from archive_app.operations import history

        act = history.undo if which == "undo" else history.redo

        def done(changes: Changes) -> None:
            if not changes:
                return
            # What offered to undo or redo before is out of date now.
            self._window.toasts.close_all()
            words = tr("Undone: {step}") if which == "undo" else tr("Done again: {step}")
            other = ("edit.redo", tr("Redo")) if which == "undo" else ("edit.undo", tr("Undo"))
            text = words.format(step=changes.label)
            self._context.tell(Notice(text, kind="done", button=other[1], action=other[0]))
            records = sorted(changes.records)
            rows = self._window.results.model.numbers_of(records)
            shown = tuple(one for one, row in zip(records, rows, strict=True) if row >= 0)
            if shown:
                self._window.results.select(shown[:500])

        self._context.change(lambda archive, _progress: act(archive, operation or None), done=done)

    def _toast_pressed(self, notice: Notice) -> None:
        if notice.action == "edit.undo" and notice.operation:
            self.undo(notice.operation)
        elif notice.action:
            self._context.actions.run(notice.action)

    def _changed(self, _changes: Changes) -> None:
        self._read_undo()

    def _read_undo(self) -> None:
        from archive_app.operations import history

        if self._context.archive is None:
            self._show_undo(UndoNames())
        else:
            self._context.look(history.names, self._show_undo, owner=self)

    def _show_undo(self, names: UndoNames) -> None:
        self._undo = names
        actions = self._context.actions
        actions.set_text("edit.undo", tr("Undo: {step}").format(step=names.undo) if names.undo else tr("Undo"))
        actions.set_text("edit.redo", tr("Redo: {step}").format(step=names.redo) if names.redo else tr("Redo"))
        actions.refresh()

    def _situation(self) -> frozenset[str]:
        archive, view = self._context.archive, self._context.view
        met: set[str] = set()
        if archive is not None:
            met.add("open")
            if not archive.read_only:
                met |= {"writable", "startable"}
        else:
            met.add("startable")
        if view.now.selected:
            met.add("selection")
            if len(view.now.selected) == 1:
                met.add("one")
        for name, holds in (
            ("undo", bool(self._undo.undo)), ("redo", bool(self._undo.redo)), ("back", view.can_go_back),
            ("forward", view.can_go_forward), ("collection", view.now.place == "collection"),
            ("basket", view.now.place == "basket"),
            ("bin", view.now.place == "bin"),
        ):  # fmt: skip
            if holds:
                met.add(name)
        return frozenset(met)

    def _set_view(self, name: str) -> None:
        self._context.view.set_view(name)
        self._show_view(name)
        if name in {"list", "grid"}:
            self._context.preferences.change(view=name)

    def _show_view(self, name: str) -> None:
        for one in ("list", "grid", "table"):
            self._context.actions[f"view.{one}"].setChecked(one == name)

    def _set_theme(self, choice: str) -> None:
        theme.use(choice)
        self._context.preferences.change(theme=choice)

    def _show_theme(self) -> None:
        for one in theme.CHOICES:
            self._context.actions[f"view.theme_{one}"].setChecked(one == theme.choice())

    def _toggle_pane(self, name: str) -> None:
        self._window.show_pane(name, self._context.actions[f"view.{name}"].isChecked())

    def _set_compact(self) -> None:
        compact = self._context.actions["view.compact"].isChecked()
        kept.keep("view/compact", compact)
        self._window.results.set_compact(compact)

    def _full_screen(self) -> None:
        full = self._context.actions["view.full_screen"].isChecked()
        (self._window.showFullScreen if full else self._window.showNormal)()

    def _focus_search(self) -> None:
        self._window.search_bar.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.search_bar.selectAll()

    def _say_saved(self) -> None:
        if self._window.status.save_state == "saved":
            self._context.tell(Notice(tr("All changes are already saved."), kind="done"))

    def _notifications(self) -> None:
        if self._window.toasts.focus_newest():
            return
        self._window.toasts.mark_read()
        entries = [
            Entry(f"notice/{number}", one.text, "", partial(self._again, one), icon="bell")
            for number, one in enumerate(self._window.toasts.kept)
        ]
        self._window.palette_.open_with(entries)

    def _again(self, notice: Notice) -> None:
        if notice.message is not None and notice.message.details:
            QGuiApplication.clipboard().setText(notice.message.details)
            self._context.tell(Notice(tr("The details were copied."), kind="done"))

    def _commands(self) -> Iterator[Entry]:
        actions = self._context.actions
        for spec in ACTIONS:
            if spec.id == "search.palette" or not actions.bound(spec.id):
                continue
            action = actions[spec.id]
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            menu = tr(MENUS[spec.menu]).replace("&", "")
            yield Entry(
                spec.id, action.text().replace("&", ""), tr("{menu} menu").format(menu=menu), action.trigger,
                icon=spec.icon, keys=keys, reason=actions.reason(spec.id),
            )  # fmt: skip

    def _places(self) -> Iterator[Entry]:
        view = self._context.view
        if self._context.archive is None:
            return
        for name, text, icon in LIBRARY:
            yield Entry(f"place/{name}", tr(text), tr("Library"), partial(view.go, name), "#", icon)
        for node in self._window.sidebar.model.nodes():
            if node.sort == "collection":
                run = partial(view.go, "collection", node.id)
                yield Entry(node.key, node.text, tr("Collections"), run, "#", node.icon)
            elif node.sort == "saved":
                run = partial(view.go, "saved", node.id, text=node.query)
                yield Entry(node.key, node.text, tr("Saved searches"), run, "#", node.icon)
            elif node.sort == "facet" and node.field in {"person", "provider", "publisher"}:
                run = partial(self._window.sidebar.set_tick, node, "in")
                yield Entry(node.key, node.text, tr("Narrow the results to this"), run, "@", node.icon)
