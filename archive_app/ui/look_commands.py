"""Carries out the commands that look at records in passing: quick look, compare, and the photo alone on the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from archive_app.i18n import tr
from archive_app.ui.main_window import MainWindow
from archive_app.ui.view_state import State

ALONE = ("photo", "video")


class LookCommands(QObject):
    """Binds the commands; made once with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._alone = False
        actions = self._context.actions
        actions.bind("record.look", self._look)
        actions.bind("photo.compare", self._compare, reason=self._why_no_compare)
        actions.ran.connect(self._ran)
        self._context.view.changed.connect(self._moved)

    def _look(self) -> None:
        if self._context.view.now.selected:
            self._context.view.open_record(self._context.view.now.selected[0])

    def _compare(self) -> None:
        self._context.view.open_page("compare")

    def _why_no_compare(self) -> str:
        ids = self._context.view.now.selected
        model = self._window.results.model
        rows = [model.row(model.number_of(one)) for one in ids[:5]]
        if not 2 <= len(ids) <= 4 or any(row is not None and row.kind != "photo" for row in rows):
            return tr("Select two to four photos first")
        return ""

    def _ran(self, name: str) -> None:
        if name == "view.full_screen":
            self._fill_screen()

    def _moved(self, state: State) -> None:
        if self._alone and not self._shows_picture():
            self._fill_screen()

    def _shows_picture(self) -> bool:
        return self._window.centre.name in ALONE

    def _fill_screen(self) -> None:
        """On the full screen a photo stands alone; everything comes back afterwards."""
        alone = self._context.actions["view.full_screen"].isChecked() and self._shows_picture()
        if alone != self._alone:
            self._alone = alone
            self._window.show_alone(alone)
