"""Small pictures for lists, decoded away from the main thread.

    thumbs = Thumbnails(context, parent)
    picture = thumbs.get(sha, QSize(96, 72), ratio)      # QPixmap or None; None also asks for it
    thumbs.ready.connect(viewport.update)                 # slot(sha)

Files are found, decoded and made as small as they are shown on the FILES lane (``QImage`` there, ``QPixmap`` only
here). Only the last ``MOST_WAITING`` wishes are kept, newest first, so that rows scrolled past cost nothing.
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
CACHE_BYTES: Final = 24 * 1024 * 1024
"""For the decoded pictures, and as much for those made small."""
EDGE: Final = 320  # one decoded size serves list, grid and inspector

Wish = tuple[str, QSize, float, bool]
"""SHA-256, size in logical pixels, device pixel ratio, whether it fills the size."""
Key = tuple[str, int]
Small = tuple[str, int, int, bool]


class Thumbnails(QObject):
    """The cache of small pictures of one window.

    Signals:
        ready(str): The picture of this hash is here now, or known not to be had.
    """

    ready = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._decoded: OrderedDict[Key, QImage] = OrderedDict()
        self._small: OrderedDict[Small, QPixmap] = OrderedDict()
        self._decoded_bytes = self._small_bytes = 0
        self._none: set[str] = set()
        self._waiting: OrderedDict[Key, Wish] = OrderedDict()
        self._running: set[Key] = set()
        self.turn = 0
        """Changes when pictures that were shown may be others now."""
        context.archive_changed.connect(self.clear)
        context.feed.changed.connect(self._changed)

    def get(self, sha: str, size: QSize, ratio: float = 1.0, cover: bool = False) -> QPixmap | None:
        """The picture within ``size`` logical pixels (filling it when ``cover``); None while it is not here."""
        if not sha or sha in self._none:
            return None
        small = (sha, round(size.width() * ratio), round(size.height() * ratio), cover)
        found = self._small.get(small)
        if found is not None:
            self._small.move_to_end(small)
            return found
        edge = EDGE if max(size.width(), size.height()) <= EDGE else 2 * EDGE
        key = (sha, round(edge * max(1.0, ratio)))
        source = self._decoded.get(key)
        if source is None:
            self._want(key, (sha, size, ratio, cover))
            return None
        self._decoded.move_to_end(key)
        # Shown in another size before.
        return self._keep_small(small, fitted(source, small), ratio)

    def missing(self, sha: str) -> bool:
        """Whether the file was looked for and cannot be shown."""
        return sha in self._none

    def forget(self, sha: str) -> None:
        """The file came back or was changed; look again."""
        self._none.discard(sha)
        for key in [key for key in self._decoded if key[0] == sha]:
            self._decoded_bytes -= self._decoded.pop(key).sizeInBytes()
        for small in [small for small in self._small if small[0] == sha]:
            self._small_bytes -= _bytes_of(self._small.pop(small))
        self.turn += 1

    def clear(self) -> None:
        """Forget everything."""
        self._decoded.clear()
        self._small.clear()
        self._none.clear()
        self._waiting.clear()
        self._decoded_bytes = self._small_bytes = 0
        self.turn += 1

    def _changed(self, changes: Changes) -> None:
        # A file that was missing may be here now.
        if "media" in changes.kinds:
            self._none.clear()
            self.turn += 1

    def _keep_small(self, small: Small, image: QImage, ratio: float) -> QPixmap:
        made = QPixmap.fromImage(image)
        made.setDevicePixelRatio(ratio)
        self._small[small] = made
        self._small_bytes += _bytes_of(made)
        while self._small_bytes > CACHE_BYTES and len(self._small) > 1:
            self._small_bytes -= _bytes_of(self._small.popitem(last=False)[1])
        return made

    def _want(self, key: Key, wish: Wish) -> None:
        if key in self._running:
            return
        self._waiting[key] = wish
        self._waiting.move_to_end(key)
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popitem(last=False)
        self._pump()

    def _pump(self) -> None:
        archive = self._context.archive
        while archive is not None and self._waiting and len(self._running) < AT_ONCE:
            key, (sha, size, ratio, cover) = self._waiting.popitem(last=True)
            small = (sha, round(size.width() * ratio), round(size.height() * ratio), cover)
            self._running.add(key)
            self._context.files(
                partial(_load, archive, key, small),
                partial(self._loaded, archive, key, small, ratio),
                failed=partial(self._not_loaded, archive, key),
                owner=self,
            )

    def _not_loaded(self, archive: Archive, key: Key, _error: Exception) -> None:
        self._come(archive, key, None)

    def _loaded(self, archive: Archive, key: Key, small: Small, ratio: float, images: tuple[QImage, QImage]) -> None:
        image, scaled = images
        if archive is self._context.archive and not scaled.isNull():
            self._keep_small(small, scaled, ratio)
        self._come(archive, key, image)

    def _come(self, archive: Archive, key: Key, image: QImage | None) -> None:
        self._running.discard(key)
        if archive is self._context.archive:
            if image is None or image.isNull():
                self._none.add(key[0])
            else:
                self._decoded[key] = image
                self._decoded_bytes += image.sizeInBytes()
                while self._decoded_bytes > CACHE_BYTES and len(self._decoded) > 1:
                    self._decoded_bytes -= self._decoded.popitem(last=False)[1].sizeInBytes()
            self.ready.emit(key[0])
        self._pump()


def _load(archive: Archive, key: Key, small: Small, _progress: Progress) -> tuple[QImage, QImage]:
    """The decoded picture and the small one, in the form that the screen takes without another look at them."""
    image = load(archive, *key)
    return image, QImage() if image.isNull() else fitted(image, small)


def fitted(source: QImage, small: Small) -> QImage:
    """A picture within a size in device pixels, or filling it. Any thread."""
    _sha, width, height, cover = small
    size = QSize(width, height)
    how = Qt.AspectRatioMode.KeepAspectRatioByExpanding if cover else Qt.AspectRatioMode.KeepAspectRatio
    target = source.size().scaled(size, how)
    if not cover and target.width() > source.width():
        target = source.size()  # a small picture is not blown up
    made = source.scaled(target, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    if cover:
        left, top = (made.width() - width) // 2, (made.height() - height) // 2
        made = made.copy(max(0, left), max(0, top), width, height)
    form = QImage.Format.Format_ARGB32_Premultiplied if made.hasAlphaChannel() else QImage.Format.Format_RGB32
    return made.convertToFormat(form)


def _bytes_of(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4


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
