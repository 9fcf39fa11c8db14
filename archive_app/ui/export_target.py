"""Where an export is written: a path with a sensible name, and a word on the file that is there already."""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs
from PySide6.QtCore import QDate, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.ui import theme

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

    def suggest(self, name: str, suffix: str) -> None:
        """Offer a name for a catalogue's export; one that the person typed keeps all but its suffix."""
        old, self._suffix = self._suffix, suffix
        path = self.path
        if self._typed and path is not None:
            if old and path.suffix.casefold() == old:
                self.line.setText(str(path.with_suffix(suffix)))
            return
        kept = QSettings().value(_FOLDER_KEY)
        folder = Path(str(kept)) if kept else Path(platformdirs.user_documents_dir())
        if not folder.is_dir():
            folder = Path.home()
        plain = _NOT_IN_NAMES.sub(" ", name).strip() or tr("export")
        day = QDate.currentDate().toString("yyyy-MM-dd")
        self.line.setText(str(folder / f"{plain} {day}{suffix}"))

    def keep_folder(self) -> None:
        """Offer this folder again next time."""
        if self.path is not None:
            QSettings().setValue(_FOLDER_KEY, str(self.path.parent))

    def look(self) -> None:
        """Say what is there already."""
        path = self.path
        words = ""
        if path is None:
            words = tr("Write the whole path of a file, or choose one.")
        elif path.is_dir():
            words = tr("A folder has this name; choose another.")
        elif not path.parent.is_dir():
            words = tr("The folder does not exist.")
        elif path.exists():
            words = tr("A file of this name exists. It is kept until the new one is complete, then replaced.")
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.changed.emit()

    def reason(self) -> str:
        """Why nothing can be written there; "" when it can."""
        path = self.path
        return self.note.text() if path is None or path.is_dir() or not path.parent.is_dir() else ""

    def _ask(self) -> None:
        pattern = f"*{self._suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Export to"), self.line.text(), f"{pattern} ({pattern})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # the page itself says that a file is there
        )  # fmt: skip
        if chosen:
            path = Path(chosen)
            self._typed = True
            self.line.setText(str(path if path.suffix else path.with_suffix(self._suffix)))

    def _edited(self, _text: str) -> None:
        self._typed = True
