"""Carries out the commands that open help, shortcuts, settings and About, each in a window beside the main one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.ui import help_pages
from archive_app.ui.main_window import MainWindow

if TYPE_CHECKING:  # each is imported when it is first wanted: most sessions want none
    from archive_app.ui.about_window import AboutWindow
    from archive_app.ui.help_window import HelpWindow
    from archive_app.ui.settings_window import SettingsWindow
    from archive_app.ui.shortcuts_sheet import ShortcutsSheet

W = TypeVar("W", bound=QWidget)


class HelpCommands(QObject):
    """Binds the commands; the windows are made when first wanted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._windows: dict[str, QWidget] = {}
        bindings: dict[str, Callable[[], object]] = {
            "help.here": self.help_here, "help.contents": partial(self.open_help, "index"),
            "search.help": partial(self.open_help, "search"),
            "help.shortcuts": self._shortcuts, "help.about": self._about, "file.settings": self._settings,
        }  # fmt: skip
        for name, handler in bindings.items():
            self._context.actions.bind(name, handler)
        window.closing.connect(self._close)

    @property
    def help(self) -> HelpWindow:
        """The window of the help pages."""
        from archive_app.ui.help_window import HelpWindow

        return self._made("help", lambda: HelpWindow(self._context.actions, self._window))

    @property
    def shortcuts(self) -> ShortcutsSheet:
        """The shortcut sheet."""
        from archive_app.ui.shortcuts_sheet import ShortcutsSheet

        return self._made("shortcuts", lambda: ShortcutsSheet(self._context.actions, self._window))

    @property
    def settings(self) -> SettingsWindow:
        """The settings."""
        from archive_app.ui.settings_window import SettingsWindow

        return self._made("settings", lambda: SettingsWindow(self._context, self._window))

    @property
    def about(self) -> AboutWindow:
        """About this program."""
        from archive_app.ui.about_window import AboutWindow

        return self._made("about", lambda: AboutWindow(self._window))

    def open_help(self, name: str, heading: str = "") -> None:
        """Show a help page."""
        self.help.open_page(name, heading)

    def help_here(self) -> None:
        """Show the page about the place that has the focus."""
        state = self._context.view.now
        focus: QWidget | None = QApplication.focusWidget()
        inspector = self._window.inspector
        if focus is not None and (focus is inspector or inspector.isAncestorOf(focus)):
            self.open_help("editing")
        elif self._context.archive is None:
            self.open_help("index")
        else:
            self.open_help(help_pages.page_for(state.mode, state.page))

    def _shortcuts(self) -> None:
        self.shortcuts.open_sheet()

    def _about(self) -> None:
        self.about.open_window()

    def _settings(self) -> None:
        self.settings.open_window()

    def _made(self, name: str, make: Callable[[], W]) -> W:
        if name not in self._windows:
            self._windows[name] = make()
        found: W = self._windows[name]  # type: ignore[assignment]  # each name has one maker
        return found

    def _close(self) -> None:
        for one in self._windows.values():
            one.close()
