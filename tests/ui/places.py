"""Every page and window of the program, opened one after the other on the sample catalogue.

``made`` is one program for a whole test module: opening it for each test would take longer than the tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from archive_app.operations import sample
from archive_app.settings import Settings
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.preferences import Preferences
from tests.ui.importing import story
from tests.ui.leaving import gone

SIZE: Final = (1280, 800)


def wait(until: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    """Let the program run until something holds.

    Raises:
        AssertionError: It did not come to hold.
    """
    end = time.monotonic() + seconds
    while not until():
        QApplication.processEvents()
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.002)
    QApplication.processEvents()


class Places:
    """The program on its sample; ``go`` opens a place and returns the window to look at."""

    def __init__(self, folder: Path) -> None:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
        self.folder = folder
        theme.use("light")
        self.app = Application(Preferences(Settings()))
        self.window = self.app.window
        self.window.resize(*SIZE)
        self.window.show()
        self.window.activateWindow()

    def open(self, catalogue: Path) -> None:
        """Open a catalogue and wait for its rows."""
        self.app.open(catalogue)
        wait(lambda: self.window.results.model.rowCount() > 0, "the catalogue")
        self.settle()

    def settle(self) -> None:
        """Wait until no lane runs and everything has been drawn."""
        for _again in range(3):
            wait(lambda: not self.window.context.tasks.running(), "the lanes")
            end = time.monotonic() + 0.03
            while time.monotonic() < end:
                QApplication.processEvents()
                time.sleep(0.002)

    def numbers(self, kind: str) -> list[int]:
        """The numbers of the records of a kind, as they stand in the list."""
        model = self.window.results.model
        for at in range(model.rowCount()):
            model.row(at)
        self.settle()
        rows = [model.row(at) for at in range(model.rowCount())]
        return [row.id for row in rows if row is not None and row.kind == kind]

    def go(self, name: str) -> QWidget:
        """Open a place of ``PLACES`` from wherever we are."""
        self.back_home()
        shown = PLACES[name](self)
        self.settle()
        window = shown if shown is not None else self.window
        window.activateWindow()
        QApplication.processEvents()
        if QApplication.focusWidget() is None:
            window.setFocus()
        return window

    def back_home(self) -> None:
        """Close what stands open and show all records as a list."""
        for one in QApplication.topLevelWidgets():
            if one is not self.window and one.isVisible():
                one.close()
        self.window.palette_.vanish()
        view = self.window.context.view
        if (view.now.mode, view.now.place, view.now.text) != ("browse", "all", ""):
            view.go("all")
        view.set_view("list")
        view.select(())
        self.settle()

    def close(self) -> None:
        """End the program."""
        self.back_home()
        self.app.close()
        self.window.close()
        gone([self.window])

    def run(self, name: str) -> None:
        """Carry a command out.

        Raises:
            AssertionError: It cannot be done now.
        """
        actions = self.window.context.actions
        assert actions.run(name), (name, actions.bound(name), actions.reason(name))

    def select(self, *numbers: int) -> None:
        """Select records."""
        self.window.results.select(numbers)
        self.settle()


def _view(name: str) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        places.window.context.view.set_view(name)
        places.select(places.numbers("article")[0])

    return show


def _read(kind: str) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        places.window.context.view.open_record(places.numbers(kind)[0])

    return show


def _tab(kind: str, at: int) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        places.select(places.numbers(kind)[0])
        tabs = places.window.inspector.findChild(QTabWidget)
        assert tabs is not None
        tabs.setCurrentIndex(at)

    return show


def _page(name: str) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        places.window.context.view.open_page(name)

    return show


def _import(places: Places) -> None:
    places.window.context.view.open_page("import")
    page = cast("Any", places.window.centre.page("import"))
    if not page.model.items:
        page.add([story(places.folder, "The quay is empty"), story(places.folder, "The dome is open")])


def _empty_import(places: Places) -> None:
    places.window.context.view.open_page("import")


def _table(places: Places) -> None:
    path = places.folder / "photos.csv"
    path.write_text("Caption;Photographer;Box;Date taken\nA quay;Ann Example;A1;1978\nA dome;;A2;someday\n", "utf-8")
    places.window.context.tables.append(path)
    places.window.context.view.open_page("table")
    page = cast("Any", places.window.centre.page("table"))
    wait(lambda: page.plan is not None, "the rows of the table were tried")


def _table_done(places: Places) -> None:
    _table(places)
    page = cast("Any", places.window.centre.page("table"))
    page.start_import()
    wait(lambda: page.outcome is not None, "the table was imported")


def _command(name: str, window: str = "") -> Callable[[Places], QWidget | None]:
    def show(places: Places) -> QWidget | None:
        places.run(name)
        return cast("QWidget", getattr(places.app.help, window)) if window else None

    return show


def _batch(places: Places) -> None:
    places.select(*places.numbers("article")[:3])


def _rights(places: Places) -> None:
    places.select(places.numbers("photo")[0])
    places.run("rights.edit")


def _export(places: Places) -> None:
    places.select(*places.numbers("article")[:2])
    places.window.context.view.open_page("export")


def _compare(places: Places) -> None:
    places.select(*places.numbers("photo")[:3])
    places.run("photo.compare")


def _authorities(places: Places) -> Any:
    places.run("tools.authorities")
    places.settle()
    return cast("Any", places.window.centre.page("authorities"))


def _printed(places: Places) -> None:
    _authorities(places).tabs.setCurrentIndex(1)


def _merge(places: Places) -> None:
    page = _authorities(places)
    page.tabs.setCurrentIndex(0)
    page.merge([line.key for line in page.list.list.lines.lines[:3]])


def _nothing(places: Places) -> None:
    places.window.context.view.set_query("zzzzqqq")


def _bin(places: Places) -> None:
    places.window.context.view.go("bin")


def _printings(places: Places) -> None:
    places.select(places.numbers("photo")[0])
    places.run("photo.printings")


def _merge_photos(places: Places) -> None:
    places.select(*places.numbers("photo")[:2])
    places.run("record.merge")


def _metadata(places: Places) -> None:
    number = next(iter(places.numbers("photo")))
    places.window.context.view.open_page("metadata", number)


PLACES: Final[dict[str, Callable[[Places], QWidget | None]]] = {
    "list": _view("list"), "grid": _view("grid"), "table": _view("table"),
    "reading": _read("article"), "photo": _read("photo"), "video": _read("video"),
    "import, empty": _empty_import, "import": _import, "export": _export, "columns": _table,
    "columns, done": _table_done, "history": _page("history"),
    "check": _page("check"), "files": _page("files"), "watch": _page("watch"), "metadata": _metadata,
    "rules": _page("rules"),
    "rereading": _page("rereading"), "compare": _compare, "printings": _printings, "merged photos": _merge_photos,
    "duplicate photos": _page("duplicate_photos"), "batch": _batch, "rights form": _rights,
    **{f"{kind}, tab {at + 1}": _tab(kind, at) for kind in ("article", "photo", "video") for at in range(4)},
    "authorities": _command("tools.authorities"), "printed names": _printed, "merge": _merge,
    "clearance": _page("clearance"), "rights queue": _page("rights_queue"), "state rights": _page("state_rights"),
    "nothing found": _nothing, "empty bin": _bin, "palette": _command("search.palette"),
    "settings": _command("file.settings", "settings"), "help": _command("help.contents", "help"),
    "shortcuts": _command("help.shortcuts", "shortcuts"), "about": _command("help.about", "about"),
}  # fmt: skip


@contextmanager
def program(folder: Path) -> Iterator[Places]:
    """The program on a sample of its own, closed at the end."""
    catalogue = folder / "Sample.archive"
    sample.make(catalogue).close()
    places = Places(folder)
    try:
        places.open(catalogue)
        yield places
    finally:
        QGuiApplication.setLayoutDirection(QGuiApplication.layoutDirection().LeftToRight)
        places.close()
