"""Where an import's sources come from besides dropping: file choosers and the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from archive_app.i18n import tr


def choose_files(parent: QWidget) -> list[Path]:
    """Files that the person chose; empty when they changed their mind."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, tr("Import files"))
    return [Path(one) for one in chosen]


def choose_folder(parent: QWidget) -> list[Path]:
    """The folder that the person chose."""
    chosen = QFileDialog.getExistingDirectory(parent, tr("Import a folder"))
    return [Path(chosen)] if chosen else []


def from_clipboard() -> list[Path | str]:
    """What is on the clipboard: copied files, else a copied page, else text."""
    data = QGuiApplication.clipboard().mimeData()
    urls: list[QUrl] = data.urls() if data.hasUrls() else []
    files: list[Path | str] = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    if files:
        return files
    html, text = data.html() if data.hasHtml() else "", data.text()
    # A page copied in a browser brings its captions and links along; plain text in a wrapper brings nothing.
    if "<p" in html or "<img" in html or "<h1" in html:
        return [html]
    return [text] if text.strip() else []
