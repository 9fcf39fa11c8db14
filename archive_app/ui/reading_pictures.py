"""Brings the pictures of a reading page, one by one, from the catalogue's files to their blanks."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QImage

from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui.archive_browser import ArchiveBrowser
from archive_app.ui.context import Context
from archive_app.ui.reading_html import Document
from archive_app.ui.thumbnails import load


def bring(context: Context, browser: ArchiveBrowser, document: Document) -> None:
    """Decode each picture on the FILES lane at the size it is shown; one that cannot be had stays blank."""
    archive = context.archive
    if archive is None:
        return
    ratio = browser.devicePixelRatioF()
    for one in document.pictures:
        edge = round(max(one.width, one.height) * ratio)
        context.files(
            partial(_read, archive, one.sha256, edge), partial(browser.set_picture, one.sha256), owner=browser
        )


def _read(archive: Archive, sha256: str, edge: int, _progress: Progress) -> QImage:
    return load(archive, sha256, edge)
