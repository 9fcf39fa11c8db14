"""Where an export is written: a path with a sensible name, and a word on the file that is there already."""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs
from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.ui import kept, theme

_FOLDER_KEY = "export/folder"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class ExportTarget(QWidget):
    """A line for the path, a button to choose one, and what will happen to an older file.

    Signals:
        changed: Another path.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suffix = ""
        self._typed = False
        self._folder = False
        self.line = QLineEdit(self)
        self.line.setAccessibleName(tr("Write to"))
        label = QLabel(tr("To"), self)
        label.setBuddy(self.line)
        self.choose = QPushButton(tr("Choose…"), self)
        self.choose.setAccessibleName(tr("Choose the file to write"))
        self.choose.clicked.connect(self._ask)
        self.note = QLabel(self)
        self.note.setProperty("role", "secondary")
        self.note.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(label)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_XS)
        column.addLayout(row)
        column.addWidget(self.note)
        self.line.textEdited.connect(self._edited)
        self.line.textChanged.connect(self.look)

    @property
    def path(self) -> Path | None:
        """The file to write; None while no whole path stands there."""
        text = self.line.text().strip()
        path = Path(text).expanduser() if text else None
        return path if path is not None and path.is_absolute() and path.name else None

    def suggest(self, name: str, suffix: str, *, folder: bool = False) -> None:
        """Offer a name for a catalogue's export; one that the person typed keeps all but its suffix.

        Args:
            name: The catalogue's name.
            suffix: The format's, with the dot; "" for a folder.
            folder: Whether the format is a folder of files, or a ZIP file of it.
        """
        old, self._suffix = self._suffix, suffix
        self._folder = folder
        path = self.path
        if self._typed and path is not None:
            if old and path.name.casefold().endswith(old):
                self.line.setText(str(path.with_name(path.name[: -len(old)] + suffix)))
            else:
                self.look()
            return
        last = kept.value(_FOLDER_KEY)
        parent = Path(str(last)) if last else Path(platformdirs.user_documents_dir())
        if not parent.is_dir():
            parent = Path.home()
        plain = _NOT_IN_NAMES.sub(" ", name).strip() or tr("export")
        day = QDate.currentDate().toString("yyyy-MM-dd")
        self.line.setText(
            str(_free(parent / f"{plain} {day}{suffix}") if folder else parent / f"{plain} {day}{suffix}")
        )
        self.look()

    def keep_folder(self) -> None:
        """Offer this folder again next time."""
        if self.path is not None:
            kept.keep(_FOLDER_KEY, str(self.path.parent))

    def look(self) -> None:
        """Say what is there already."""
        path = self.path
        words = ""
        if path is None:
            words = tr("Write the whole path of a file, or choose one.")
        elif path.is_dir() and (not self._folder or _holds_something(path)):
            words = tr("A folder has this name; choose another.")
            if self._folder:
                words = tr("This folder is there already and not empty; choose another name.")
        elif not path.parent.is_dir():
            words = tr("The folder does not exist.")
        elif self._folder and path.is_file() and path.suffix.casefold() != ".zip":
            words = tr("A file has this name; a folder cannot take its place.")
        elif self._folder and not path.exists():
            words = tr("A folder of this name will be made; a name that ends in .zip makes one ZIP file of it.")
        elif path.is_file():
            words = tr("A file of this name exists. It is kept until the new one is complete, then replaced.")
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.changed.emit()

    def reason(self) -> str:
        """Why nothing can be written there; "" when it can."""
        path = self.path
        if path is None or not path.parent.is_dir():
            return self.note.text()
        if self._folder:
            taken = (path.is_dir() and _holds_something(path)) or (path.is_file() and path.suffix.casefold() != ".zip")
            return self.note.text() if taken else ""
        return self.note.text() if path.is_dir() else ""

    def _ask(self) -> None:
        pattern = f"*{self._suffix}" if not self._folder else "*.zip"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Export to"), self.line.text(), f"{pattern} ({pattern})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # the page itself says that a file is there
        )  # fmt: skip
        if chosen:
            path = Path(chosen)
            self._typed = True
            self.line.setText(str(path if path.suffix or self._folder else Path(f"{path}{self._suffix}")))

    def _edited(self, _text: str) -> None:
        self._typed = True


def _holds_something(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return True


def _free(path: Path) -> Path:
    """The path, or the next like it that nothing has yet."""
    number, free = 2, path
    while free.exists() and number < 1000:
        free = path.with_name(f"{path.name} {number}")
        number += 1
    return free
