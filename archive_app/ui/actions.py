"""The registry of commands: one QAction for each entry of ``action_table``.

A page that carries a command out binds it, and attaches its widget to the scope whose shortcuts it serves::

    actions.bind("rights.copy_credit", self._copy_credit, reason=self._why_not)   # reason() -> "" when possible
    actions.attach(self, "photo")            # Left, Right, + and - now work inside this widget
    actions.refresh()                        # after anything its reasons depend on has changed
    button.setDefaultAction(actions["file.import"])

``reason`` is asked on every refresh and again before the command runs. Binding again replaces the handler; a
page that goes away calls ``unbind``. Shortcuts the person changed are kept by ``rebind``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from archive_app.i18n import mark, tr
from archive_app.ui import icons
from archive_app.ui.action_table import ACTIONS, BY_ID, MENUS, ActionSpec

# Conditions an action may need, and the reason shown when one is not met.
NEEDS: Final = {
    "open": mark("Open a catalogue first"),
    "startable": mark("This catalogue is open for reading only"),  # writable, or none yet: the first import makes one
    "writable": mark("This catalogue is open for reading only"),
    "selection": mark("Select a record first"),
    "one": mark("Select one record first"),
    "undo": mark("There is nothing to undo"),
    "redo": mark("There is nothing to redo"),
    "back": mark("There is nothing to go back to"),
    "forward": mark("There is nothing to go forward to"),
    "collection": mark("Open a collection first"),
    "basket": mark("Open a basket first"),
    "bin": mark("Open the bin first"),
}


class Actions(QObject):
    """All commands; ``actions["file.import"]`` is the QAction."""

    ran = Signal(str)  # id, after a handler was called

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._handlers: dict[str, Callable[[], object]] = {}
        self._reasons: dict[str, Callable[[], str]] = {}
        self._situation: Callable[[], frozenset[str]] = frozenset
        self._said: dict[str, tuple[bool, str, str]] = {}
        for spec in ACTIONS:
            self._actions[spec.id] = self._made(spec, parent)
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def set_situation(self, situation: Callable[[], frozenset[str]]) -> None:
        """Say how to find out which of ``NEEDS`` are met now."""
        self._situation = situation
        self.refresh()

    def bind(self, name: str, handler: Callable[[], object], *, reason: Callable[[], str] | None = None) -> QAction:
        """Give a command its handler; from now on it is shown.

        Args:
            name: An id of ``action_table``.
            handler: Called without arguments on the main thread; a checkable command reads ``isChecked()``.
            reason: Returns why it cannot be done now, or "".

        Raises:
            KeyError: There is no such command.
        """
        action = self._actions[name]
        self._handlers[name] = handler
        self._reasons.pop(name, None)
        if reason is not None:
            self._reasons[name] = reason
        self._refresh_one(BY_ID[name], self._situation())
        return action

    def unbind(self, *names: str) -> None:
        """Take the handlers away; the commands are hidden."""
        for name in names:
            self._handlers.pop(name, None)
            self._reasons.pop(name, None)
        self.refresh()

    def attach(self, widget: QWidget, scope: str) -> None:
        """Let the shortcuts of a scope work while the focus is inside ``widget``."""
        for spec in ACTIONS:
            if spec.scope == scope:
                widget.addAction(self._actions[spec.id])

    def run(self, name: str) -> bool:
        """Do it as if chosen from a menu; False when it cannot be done now."""
        action = self._actions[name]
        if name not in self._handlers or self.reason(name):
            return False
        # A change a moment ago may not have reached the action yet, and a disabled one would do nothing.
        self._refresh_one(BY_ID[name], self._situation())
        action.trigger()
        return True

    def bound(self, name: str) -> bool:
        """Whether somebody carries this command out."""
        return name in self._handlers

    def reason(self, name: str) -> str:
        """Why the command cannot be done now, or ""."""
        return self._reason(BY_ID[name], self._situation())

    def refresh(self) -> None:
        """Ask every command again whether it can be done."""
        met = self._situation()
        for spec in ACTIONS:
            self._refresh_one(spec, met)

    def set_text(self, name: str, text: str) -> None:
        """Name a command after what it would do now ("Undo change of credit in 9 records")."""
        self._actions[name].setText(text)
        self._refresh_one(BY_ID[name], self._situation())

    def rebind(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """Put the person's own shortcuts in force.

        Args:
            chosen: Command id to shortcut in portable spelling; "" for none.

        Returns:
            The choices that were not taken, each with the id of the command that has the shortcut already.
        """
        refused: dict[str, str] = {}
        for name, keys in chosen.items():
            if name not in BY_ID:
                continue
            other = self.holder(keys, BY_ID[name].scope, besides=name)
            if other:
                refused[name] = other
                continue
            self._actions[name].setShortcuts([QKeySequence(keys)] if keys else [])
            self._said.pop(name, None)
            self._refresh_one(BY_ID[name], self._situation())
        return refused

    def holder(self, keys: str, scope: str, besides: str = "") -> str:
        """The id of the command that has this shortcut where ``scope`` reaches, or ""."""
        wanted = QKeySequence(keys)
        if wanted.isEmpty():
            return ""
        for spec in ACTIONS:
            meets = spec.scope == scope or "window" in {spec.scope, scope}
            if spec.id != besides and meets and wanted in self._actions[spec.id].shortcuts():
                return spec.id
        return ""

    def fill_menu_bar(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus, every command in one of them; returns them by key so that more can be added."""
        made: dict[str, QMenu] = {}
        for key, title in MENUS.items():
            menu = bar.addMenu(tr(title))
            menu.setToolTipsVisible(True)
            made[key] = menu
            self.fill_menu(menu, (spec.id for spec in ACTIONS if spec.menu == key))
        return made

    def fill_menu(self, menu: QMenu, names: Iterable[str]) -> None:
        """Add commands to a menu, with a separator between sections; "-" adds one explicitly."""
        section: int | None = None
        for name in names:
            if name == "-":
                menu.addSeparator()
                section = None
                continue
            spec = BY_ID[name]
            if section is not None and spec.section != section:
                menu.addSeparator()
            section = spec.section
            menu.addAction(self._actions[name])

    def shortcut_sheet(self) -> tuple[tuple[str, str, str], ...]:
        """(menu title, command, shortcut) for every command that has a shortcut."""
        rows: list[tuple[str, str, str]] = []
        for spec in ACTIONS:
            action = self._actions[spec.id]
            keys = " · ".join(one.toString(QKeySequence.SequenceFormat.NativeText) for one in action.shortcuts())
            if keys:
                rows.append((tr(MENUS[spec.menu]).replace("&", ""), action.text().replace("…", ""), keys))
        return tuple(rows)

    def _made(self, spec: ActionSpec, parent: QWidget) -> QAction:
        action = QAction(tr(spec.text), self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        if spec.icon:
            icons.keep(action, spec.icon)
            action.setIconVisibleInMenu(True)
        if spec.scope == "window":
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            parent.addAction(action)
        else:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False, name=spec.id: self._triggered(name))
        return action

    def _triggered(self, name: str) -> None:
        handler = self._handlers.get(name)
        if handler is None or self.reason(name):
            self.refresh()
            return
        handler()
        self.ran.emit(name)
        self.refresh()

    def _reason(self, spec: ActionSpec, met: frozenset[str]) -> str:
        for need in spec.needs:
            if need not in met:
                return tr(NEEDS[need])
        asked = self._reasons.get(spec.id)
        return asked() if asked is not None else ""

    def _refresh_one(self, spec: ActionSpec, met: frozenset[str]) -> None:
        action = self._actions[spec.id]
        reason = self._reason(spec, met)
        # All are asked at every key and every click; hardly any says something else than before.
        says = (spec.id in self._handlers, reason, action.text())
        if self._said.get(spec.id) == says:
            return
        self._said[spec.id] = says
        action.setVisible(spec.id in self._handlers)
        action.setEnabled(spec.id in self._handlers and not reason)
        name = action.text().replace("&", "").rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = f"{name} ({keys})" if keys else name
        action.setToolTip(f"{tip}\n{reason}" if reason else tip)
        action.setStatusTip(reason)
