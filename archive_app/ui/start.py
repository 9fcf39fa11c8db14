"""Starts the window: it is painted first, then its parts are imported beside it, then the catalogue is opened.

Exit codes: 0 done, 2 wrong arguments.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from archive_app.ui import kept, theme
from archive_app.ui.main_window import MainWindow

if TYPE_CHECKING:  # nothing that the first paint does without
    from archive_app.domain.errors import SettingsError
    from archive_app.settings import Settings

_THEME = "window/theme"  # the name of the last: settings are read, and the desktop asked, after the first paint


def run(arguments: Sequence[str] = ()) -> int:
    """Open the window; returns the exit code when it is closed."""
    asked = _arguments(arguments)
    app = QApplication.instance() or QApplication([sys.argv[0]])
    if not isinstance(app, QApplication):
        return 4
    app.setApplicationName("archive-app")
    app.setOrganizationName("archive-app")
    app.setApplicationDisplayName("archive-app")
    app.setDesktopFileName("archive-app")
    theme.ground(asked.theme or str(kept.value(_THEME, "system")))
    window = MainWindow(later=True)
    beginning = _Beginning(window, asked)
    window.shown.connect(beginning.load)
    window.show()
    code = int(app.exec())
    beginning.end()
    return code


class _Beginning(QObject):
    """What follows the first paint.

    Signals:
        loaded: The settings are read, and the parts of the window are imported.
    """

    loaded = Signal()

    def __init__(self, window: MainWindow, asked: argparse.Namespace) -> None:
        super().__init__()
        self._window, self._asked = window, asked
        self._settings: Settings | None = None
        self._trouble: SettingsError | None = None
        self._held: list[QObject] = []
        self._loading = threading.Thread(target=self._import, name="imports", daemon=True)
        self.loaded.connect(self.make)

    def load(self) -> None:
        """Import the parts of the window beside it."""
        from archive_app.ui import lean_memory

        lean_memory.install()
        self._loading.start()
        theme.use(self._asked.theme or str(kept.value(_THEME, "system")))  # meanwhile

    def make(self) -> None:
        """Fill the window and open the catalogue."""
        from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator

        from archive_app import logs
        from archive_app.ui import icons
        from archive_app.ui.app import Application, default_catalogue
        from archive_app.ui.collector import Collector
        from archive_app.ui.memory_keeper import MemoryKeeper
        from archive_app.ui.preferences import Preferences

        app, asked, now = QApplication.instance(), self._asked, self._settings or self._read()
        if not isinstance(app, QApplication) or not self._window.isVisible():  # it was closed meanwhile
            return
        preferences = Preferences(now, keep=self._trouble is None)
        theme.use(asked.theme or now.theme)
        theme.signals().changed.connect(_keep_theme)
        _keep_theme()
        language = asked.language or now.language
        QLocale.setDefault(QLocale(language) if language else QLocale.system())
        app.setWindowIcon(icons.app_icon())
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale(), "qtbase", "_", folder):
            app.installTranslator(translator)
        application = Application(preferences, self._window)
        tasks = application.window.context.tasks
        keeper = MemoryKeeper(application.window.context)
        self._held = [application, keeper, Collector(tasks, application)]
        logs.start_logging(verbose=asked.diagnose or now.diagnose, shown=application.crashed.emit)
        if asked.diagnose or now.diagnose:
            from archive_app.ui.stall import StallDetector

            self._held.append(StallDetector(parent=application))
        if self._trouble is not None:
            application.window.context.trouble(self._trouble)
        wanted = asked.catalogue or now.last_catalogue
        place = Path(wanted) if wanted else default_catalogue()
        open_one = None
        if asked.sample:
            open_one = application.open_sample
        elif asked.catalogue or place.exists():
            open_one = partial(application.open, place)
        if open_one is None:
            application.make_rest()
        else:
            application.make_rest_after_rows()
            QTimer.singleShot(0, application, open_one)  # its parts are painted first, as the store is imported then

    def end(self) -> None:
        """The program ends."""
        if self._held:
            from archive_app.ui.stall import StallDetector

            for one in self._held:
                if isinstance(one, StallDetector):
                    one.stop()
        if self._loading.ident is not None:
            self._loading.join()

    def _import(self) -> None:
        try:
            self._read()
            import_module("archive_app.ui.app")
        finally:  # what cannot be imported is said on the main thread, which imports it again
            self.loaded.emit()

    def _read(self) -> Settings:
        """Read the settings, and speak the language they name: before anything is imported that speaks."""
        from PySide6.QtCore import QLocale

        from archive_app import settings
        from archive_app.domain.errors import SettingsError
        from archive_app.i18n import use_language, use_rights_language

        try:
            now = settings.load()
        except SettingsError as error:
            self._trouble, now = error, settings.Settings()
        use_language(self._asked.language or now.language or QLocale.system().name()[:2])
        use_rights_language(now.rights_language or None)
        self._settings = now
        return now


def _keep_theme() -> None:
    kept.keep(_THEME, theme.current().name)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="archive-app", add_help=False)
    parser.add_argument("--catalogue", default="")
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--diagnose", action="store_true")
    parser.add_argument("--language", default="")
    parser.add_argument("--theme", default="", choices=("", *theme.CHOICES))
    parser.add_argument("folder", nargs="?", default="")
    found = parser.parse_args(list(arguments))
    found.catalogue = found.catalogue or found.folder
    return found
