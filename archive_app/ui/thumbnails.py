"""Small pictures for lists, decoded away from the main thread.

    thumbs = Thumbnails(context, parent)
    picture = thumbs.get(sha, QSize(96, 72), ratio)      # QPixmap or None; None also asks for it
    thumbs.ready.connect(viewport.update)                 # slot(sha)

Files are found and decoded on the FILES lane (``QImage`` there, ``QPixmap`` only here). Only the last
``MOST_WAITING`` wishes are kept, newest first, so that rows scrolled past cost nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from archive_app.domain.changes import Changes
from archive_app.domain.errors import ArchiveError
from archive_app.operations.progress import Progress
from archive_app.ui.context import Context

if TYPE_CHECKING:
    from archive_app.store.archive import Archive

MOST_WAITING: Final = 60
AT_ONCE: Final = 2
CACHE_BYTES: Final = 64 * 1024 * 1024
EDGE: Final = 320  # one decoded size serves list, grid and inspector

Key = tuple[str, int]


class Thumbnails(QObject):
    """The cache of small pictures of one window.

    Signals:
        ready(str): The picture of this hash is here now, or known not to be had.
    """

    ready = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cache: OrderedDict[Key, QPixmap] = OrderedDict()
        self._scaled: OrderedDict[tuple[str, int, int, int], QPixmap] = OrderedDict()
        self._bytes = 0
        self._none: set[str] = set()
        self._waiting: OrderedDict[Key, None] = OrderedDict()
        self._running: set[Key] = set()
        context.archive_changed.connect(self.clear)
        context.feed.changed.connect(self._changed)

    def get(self, sha: str, size: QSize, ratio: float = 1.0, *, cover: bool = False) -> QPixmap | None:
        """The picture within ``size`` logical pixels (filling it when ``cover``); None while it is not here."""
        if not sha or sha in self._none:
            return None
        edge = EDGE if max(size.width(), size.height()) <= EDGE else 2 * EDGE
        key = (sha, round(edge * max(1.0, ratio)))
        source = self._cache.get(key)
        if source is None:
            self._want(key)
            return None
        self._cache.move_to_end(key)
        width, height = round(size.width() * ratio), round(size.height() * ratio)
        scaled_key = (sha, width, height, cover)
        scaled = self._scaled.get(scaled_key)
        if scaled is None:
            scaled = self._fitted(source, QSize(width, height), ratio, cover=cover)
            self._scaled[scaled_key] = scaled
            while len(self._scaled) > 400:
                self._scaled.popitem(last=False)
        return scaled

    def missing(self, sha: str) -> bool:
        """Whether the file was looked for and cannot be shown."""
        return sha in self._none

    def forget(self, sha: str) -> None:
        """The file came back or was changed; look again."""
        self._none.discard(sha)
        for key in [key for key in self._cache if key[0] == sha]:
            del self._cache[key]
        for scaled in [key for key in self._scaled if key[0] == sha]:
            del self._scaled[scaled]

    def clear(self) -> None:
        """Forget everything."""
        self._cache.clear()
        self._scaled.clear()
        self._none.clear()
        self._waiting.clear()
        self._bytes = 0

    def _changed(self, changes: Changes) -> None:
        # A file that was missing may be here now.
        if "media" in changes.kinds:
            self._none.clear()

    def _fitted(self, source: QPixmap, size: QSize, ratio: float, *, cover: bool) -> QPixmap:
        how = Qt.AspectRatioMode.KeepAspectRatioByExpanding if cover else Qt.AspectRatioMode.KeepAspectRatio
        target = source.size().scaled(size, how)
        if not cover and target.width() > source.width():
            target = source.size()  # a small picture is not blown up
        made = source.scaled(target, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        if cover:
            left, top = (made.width() - size.width()) // 2, (made.height() - size.height()) // 2
            made = made.copy(max(0, left), max(0, top), size.width(), size.height())
        made.setDevicePixelRatio(ratio)
        return made

    def _want(self, key: Key) -> None:
        if key in self._running:
            return
        self._waiting[key] = None
        self._waiting.move_to_end(key)
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popitem(last=False)
        self._pump()

    def _pump(self) -> None:
        archive = self._context.archive
        while archive is not None and self._waiting and len(self._running) < AT_ONCE:
            key, _ = self._waiting.popitem(last=True)
            self._running.add(key)
            self._context.files(
                partial(_load, archive, key),
                partial(self._loaded, archive, key),
                failed=partial(self._not_loaded, archive, key),
                owner=self,
            )

    def _not_loaded(self, archive: Archive, key: Key, _error: Exception) -> None:
        self._loaded(archive, key, QImage())

    def _loaded(self, archive: Archive, key: Key, image: QImage) -> None:
        self._running.discard(key)
        if archive is self._context.archive:
            if image.isNull():
                self._none.add(key[0])
            else:
                self._cache[key] = QPixmap.fromImage(image)
                self._bytes += image.sizeInBytes()
                while self._bytes > CACHE_BYTES and len(self._cache) > 1:
                    _, old = self._cache.popitem(last=False)
                    self._bytes -= old.width() * old.height() * 4
            self.ready.emit(key[0])
        self._pump()


def _load(archive: Archive, key: Key, _progress: Progress) -> QImage:
    return load(archive, *key)


def load(archive: Archive, sha: str, edge: int) -> QImage:
    """Find a picture, at most ``edge`` pixels long; a null image when it cannot be had. Any thread.

    What is decoded here is a preview of our own making; a file from outside is decoded in a process of its own.
    """
    from archive_app.formats.media import SIZES
    from archive_app.operations.previews import preview_of

    fitting = [size for size in sorted(SIZES) if size >= edge] or [max(SIZES)]
    return _shrunk(preview_of(archive, sha, fitting[0]), edge)


def decode(path: Path, edge: int) -> QImage:
    """Decode a picture at most ``edge`` pixels long, upright; a null image when it cannot be read. Any thread."""
    from archive_app.operations.media_reading import preview

    try:
        return _shrunk(preview(path, edge), edge)
    except ArchiveError:
        return QImage()


def _shrunk(content: bytes, edge: int) -> QImage:
    image = QImage.fromData(content)
    if max(image.width(), image.height()) > edge:
        return image.scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return image
