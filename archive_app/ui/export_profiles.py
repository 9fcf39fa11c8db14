"""The profiles on the export page: choose one, keep what stands on the page under a name, share it as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from archive_app.i18n import tr
from archive_app.settings import export_profiles_folder
from archive_app.ui import icons, theme
from archive_app.ui.context import Context
from archive_app.ui.notices import Notice

if TYPE_CHECKING:
    from archive_app.domain.changes import Changes
    from archive_app.operations.export_profiles import SavedProfile
    from archive_app.operations.progress import Progress
    from archive_app.store.archive import Archive


class ExportProfiles(QWidget):
    """A box with the names, in which a new name can be written, and a menu.

    Signals:
        chosen(SavedProfile): A profile was picked or loaded from a file.
        failed(Exception): A profile could not be read or kept.
    """

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, present: Callable[[], SavedProfile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._present = present
        self._known: tuple[SavedProfile, ...] = ()
        self.names = QComboBox(self)
        self.names.setEditable(True)
        self.names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.names.setMinimumContentsLength(16)
        self.names.setAccessibleName(tr("Profile"))
        self.names.setToolTip(tr("Choose a profile, or write a name to keep these choices under it"))
        line = self.names.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("No profile"))
            line.setAccessibleName(tr("Profile"))
        label = QLabel(tr("Profile"), self)
        label.setBuddy(self.names)
        self.more = QToolButton(self)
        icons.keep(self.more, "save")
        self.more.setAccessibleName(tr("Keep, share or remove profiles"))
        self.more.setToolTip(tr("Keep, share or remove profiles"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_S)
        row.addWidget(label)
        row.addWidget(self.names)
        row.addWidget(self.more)
        self.names.activated.connect(self._activated)

    @property
    def name(self) -> str:
        """The name that stands in the box."""
        return self.names.currentText().strip()

    def show_name(self, name: str) -> None:
        """Say which profile the page follows; "" for none."""
        at = next((n for n, one in enumerate(self._known) if one.name == name), -1)
        self.names.setCurrentIndex(at)
        self.names.setEditText(name)

    def look(self) -> None:
        """Read which profiles there are."""
        folder = export_profiles_folder()

        def read(archive: Archive) -> tuple[SavedProfile, ...]:
            from archive_app.operations import export_profiles

            return export_profiles.profiles(archive, folder)

        self._context.look(read, self._show, owner=self)

    def keep_in_catalogue(self) -> None:
        """Keep what stands on the page with the catalogue, under the name in the box; can be undone."""
        saved = self._present()

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import export_profiles

            return export_profiles.save_profile(archive, saved)

        self._context.change(work, done=lambda _changes: self._kept(saved.name), owner=self, undo=True)

    def keep_in_program(self) -> None:
        """Keep it for every catalogue."""
        saved, folder = self._present(), export_profiles_folder()

        def work(_progress: object) -> None:
            from archive_app.operations import export_profiles

            export_profiles.save_for_program(folder, saved)

        self._context.files(work, lambda _n: self._kept(saved.name), failed=self.failed.emit, owner=self)

    def save_file(self, path: Path) -> None:
        """Write it as a file that others can load, also on the command line."""
        from dataclasses import replace

        saved = self._present()
        named = saved if saved.name else replace(saved, profile=replace(saved.profile, name=path.stem))

        def work(_progress: object) -> None:
            from archive_app.formats.writing import write_whole
            from archive_app.operations import export_profiles

            write_whole(path, export_profiles.as_text(named).encode("utf-8"))

        def done(_nothing: object) -> None:
            self.names.setEditText(named.name)
            self._context.tell(Notice(tr("The profile was saved as {name}.").format(name=path.name), kind="done"))

        self._context.files(work, done, failed=self.failed.emit, owner=self)

    def load_file(self, path: Path) -> None:
        """Take over the profile in a file."""

        def work(_progress: object) -> SavedProfile:
            from archive_app.operations import export_profiles

            return export_profiles.read_file(path)

        self._context.files(work, self.chosen.emit, failed=self.failed.emit, owner=self)

    def remove(self, saved: SavedProfile) -> None:
        """Remove a kept profile; one of the catalogue can be had back with Undo."""
        folder = export_profiles_folder()
        if saved.place == "catalogue":

            def change(archive: Archive, _progress: Progress) -> Changes:
                from archive_app.operations import export_profiles

                return export_profiles.remove_profile(archive, saved.name)

            self._context.change(change, done=lambda _changes: self.look(), owner=self, undo=True)
            return

        def work(_progress: object) -> None:
            from archive_app.operations import export_profiles

            export_profiles.remove_from_program(folder, saved.name)

        self._context.files(work, lambda _n: self.look(), failed=self.failed.emit, owner=self)

    def _kept(self, name: str) -> None:
        self._context.tell(Notice(tr("The profile “{name}” is kept.").format(name=name), kind="done"))
        self.look()

    def _show(self, found: tuple[SavedProfile, ...]) -> None:
        name = self.names.currentText()
        self._known = found
        self.names.clear()
        places = {"catalogue": tr("in this catalogue"), "program": tr("in the program"), "file": ""}
        for one in found:
            self.names.addItem(one.name)
            self.names.setItemData(self.names.count() - 1, places[one.place], Qt.ItemDataRole.ToolTipRole)
        self.show_name(name)

    def _activated(self, at: int) -> None:
        if 0 <= at < len(self._known):
            self.chosen.emit(self._known[at])

    def _fill_menu(self) -> None:
        self.menu.clear()
        archive = self._context.archive
        named = bool(self.name)
        catalogue = self.menu.addAction(tr("Keep with this catalogue"), self.keep_in_catalogue)
        catalogue.setEnabled(named and archive is not None and not archive.read_only)
        program = self.menu.addAction(tr("Keep for every catalogue"), self.keep_in_program)
        program.setEnabled(named)
        if not named:
            words = tr("Write a name into the box first")
            catalogue.setText(f"{catalogue.text()} ({words})")
            program.setText(f"{program.text()} ({words})")
        self.menu.addSeparator()
        self.menu.addAction(tr("Save as a file…"), self._ask_save)
        self.menu.addAction(tr("Load a file…"), self._ask_load)
        kept = next((one for one in self._known if one.name == self.name), None)
        if kept is not None:
            self.menu.addSeparator()
            words = tr("Remove “{name}”").format(name=kept.name)
            self.menu.addAction(words, partial(self.remove, kept))

    def _ask_load(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Load an export profile"), "", tr("Profiles (*.toml)"))
        if chosen:
            self.load_file(Path(chosen))

    def _ask_save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save the export profile"), "", tr("Profiles (*.toml)"))
        if chosen:
            path = Path(chosen)
            self.save_file(path if path.suffix else path.with_suffix(".toml"))
