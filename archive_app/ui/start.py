"""Starts the window: it is painted first, then its parts are imported beside it, then the catalogue is opened.

Exit codes: 0 done, 2 wrong arguments.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from archive_app import settings
from archive_app.domain.errors import SettingsError
from archive_app.i18n import use_language, use_rights_language
from archive_app.ui import theme
from archive_app.ui.main_window import MainWindow
from archive_app.ui.preferences import Preferences


def run(arguments: Sequence[str] = ()) -> int:
    """Open the window; returns the exit code when it is closed."""
    asked = _arguments(arguments)
    trouble: SettingsError | None = None
    try:
        preferences = Preferences(settings.load(), keep=True)
    except SettingsError as error:
        trouble, preferences = error, Preferences()
    now = preferences.now
    use_language(asked.language or now.language or QLocale.system().name()[:2])
    use_rights_language(now.rights_language or None)
    app = QApplication.instance() or QApplication([sys.argv[0]])
    if not isinstance(app, QApplication):
        return 4
    app.setApplicationName("archive-app")
    app.setOrganizationName("archive-app")
    app.setApplicationDisplayName("archive-app")
    app.setDesktopFileName("archive-app")
    locale = QLocale(asked.language or now.language) if asked.language or now.language else QLocale.system()
    QLocale.setDefault(locale)
    theme.use(asked.theme or now.theme)
    window = MainWindow(preferences, later=True)
    beginning = _Beginning(window, preferences, asked, trouble)
    window.shown.connect(beginning.load)
    window.show()
    code = int(app.exec())
    beginning.end()
    return code


class _Beginning(QObject):
    """What follows the first paint.

    Signals:
        loaded: The parts of the window are imported.
    """

    loaded = Signal()

    def __init__(
        self, window: MainWindow, preferences: Preferences, asked: argparse.Namespace, trouble: SettingsError | None
    ) -> None:
        super().__init__()
        self._window, self._preferences, self._asked, self._trouble = window, preferences, asked, trouble
        self._held: list[QObject] = []
        self._loading = threading.Thread(target=self._import, name="imports", daemon=True)
        self.loaded.connect(self.make)

    def load(self) -> None:
        """Import the parts of the window beside it."""
        self._loading.start()

    def make(self) -> None:
        """Fill the window and open the catalogue."""
        from archive_app import logs
        from archive_app.ui import icons
        from archive_app.ui.app import Application, default_catalogue
        from archive_app.ui.collector import Collector

        app, asked, now = QApplication.instance(), self._asked, self._preferences.now
        if not isinstance(app, QApplication) or not self._window.isVisible():  # it was closed meanwhile
            return
        app.setWindowIcon(icons.app_icon())
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale(), "qtbase", "_", folder):
            app.installTranslator(translator)
        application = Application(self._preferences, self._window)
        tasks = application.window.context.tasks
        self._held = [application, Collector(lambda: bool(tasks.running()), application)]
        logs.start_logging(verbose=asked.diagnose or now.diagnose, shown=application.crashed.emit)
        if asked.diagnose or now.diagnose:
            from archive_app.ui.stall import StallDetector

            self._held.append(StallDetector(parent=application))
        if self._trouble is not None:
            application.window.context.trouble(self._trouble)
        wanted = asked.catalogue or now.last_catalogue
        place = Path(wanted) if wanted else default_catalogue()
        if asked.sample:
            application.open_sample()
        elif asked.catalogue or place.exists():
            application.open(place)
        application.make_rest()

    def end(self) -> None:
        """The program ends."""
        from archive_app.ui.stall import StallDetector

        for one in self._held:
            if isinstance(one, StallDetector):
                one.stop()
        if self._loading.ident is not None:
            self._loading.join()

    def _import(self) -> None:
        try:
            import_module("archive_app.ui.app")
        finally:  # what cannot be imported is said on the main thread, which imports it again
            self.loaded.emit()
        import_module("archive_app.store.archive")


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
