"""Pictures for the viewer, decoded on the FILES lane: the preview at once, then the full size after a look at it.

    loader = PictureLoader(context, parent)
    loader.load(media)                    # ``PictureNews`` come by ``loader.news``, the last one final
    loader.load(media, even_if_huge=True)

The size is read before anything is decoded: a picture of more than ``ASK_PIXELS`` is decoded only when the person
says so, and then past Qt's own limit of 256 MiB.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from archive_app.domain.errors import ArchiveError
from archive_app.i18n import tr
from archive_app.ui.context import Context
from archive_app.ui.tasks import Task

if TYPE_CHECKING:
    from archive_app.domain.records import MediaFile
    from archive_app.store.archive import Archive

ASK_PIXELS: Final = 100_000_000
PREVIEW_EDGE: Final = 1024
SMALLEST: Final = 640
_QT_PIXELS: Final = 256 * 1024 * 1024 // 8  # Qt's own limit is 256 MiB, and a pixel may take 8 bytes
_MEBIBYTES_FOR_HUGE: Final = 4096
_LONGEST_BY_PILLOW: Final = 8192


@dataclass(frozen=True, slots=True)
class PictureNews:
    """How far a picture has come.

    Attributes:
        state: "preview" (more follows), "full", "huge" (waits for the person), "missing" or "unreadable".
        image: What can be shown now; null when nothing can.
        size: The size of the whole picture, upright, in its own pixels.
        smaller: The same at falling sizes.
        reason: For "unreadable": why, in a sentence.
    """

    state: str
    image: QImage = field(default_factory=QImage)
    size: QSize = field(default_factory=QSize)
    reason: str = ""
    smaller: tuple[QImage, ...] = ()


class PictureLoader(QObject):
    """Loads one picture at a time; a new wish makes the old one's news fall silent.

    Signals:
        news(PictureNews): On the main thread.
    """

    news = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._number = 0
        self._task: Task | None = None

    def load(self, media: MediaFile, *, even_if_huge: bool = False) -> None:
        """Begin with a picture; what was on its way is forgotten."""
        self.forget()
        archive = self._context.archive
        if archive is None:
            return
        number = self._number

        def told(news: PictureNews) -> None:
            if number != self._number:
                return
            self.news.emit(news)
            if news.state == "preview":
                self._run(number, partial(full, archive, media))

        if even_if_huge:
            self._run(number, partial(full, archive, media, even_if_huge=True))
        else:
            self._task = self._context.files(
                lambda _progress: first(archive, media), told, failed=partial(self._failed, number), owner=self
            )

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _run(self, number: int, work: partial[PictureNews]) -> None:
        def told(news: PictureNews) -> None:
            if number == self._number:
                self.news.emit(news)

        self._task = self._context.files(
            lambda _progress: work(), told, failed=partial(self._failed, number), owner=self
        )

    def _failed(self, number: int, error: Exception) -> None:
        if number == self._number:
            sentence = error.message if isinstance(error, ArchiveError) else str(error)
            self.news.emit(PictureNews("unreadable", reason=sentence))


def first(archive: Archive, media: MediaFile) -> PictureNews:
    """What can be shown at once: the kept preview, or the whole of a small picture. Any thread."""
    from archive_app.operations.works import media_path, preview_path

    path = media_path(archive, media)
    preview = QImage()
    for edge in (PREVIEW_EDGE, 256):
        at = preview_path(archive, media.sha256, edge)
        if at.is_file():
            preview = _ready(QImageReader(str(at)).read())
            break
    if not path.is_file():
        return PictureNews("missing", preview, preview.size())
    size = upright_size(path, media)
    if size.width() * size.height() > ASK_PIXELS:
        return PictureNews("huge", preview, size)
    if preview.isNull():
        return full(archive, media)
    return PictureNews("preview", preview, size)


def full(archive: Archive, media: MediaFile, *, even_if_huge: bool = False) -> PictureNews:
    """The whole picture. Any thread."""
    from archive_app.operations.works import media_path

    path = media_path(archive, media)
    size = upright_size(path, media)
    pixels = size.width() * size.height()
    if pixels > ASK_PIXELS and not even_if_huge:
        return PictureNews("huge", QImage(), size)
    if pixels > _QT_PIXELS:
        # Qt refuses pictures of more than 256 MiB; here the size was looked at, and the person asked if need be.
        QImageReader.setAllocationLimit(_MEBIBYTES_FOR_HUGE)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        image = _by_pillow(path)
    if image.isNull():
        return PictureNews("unreadable", reason=tr("This file holds no picture that can be drawn here."))
    ready = _ready(image)
    return PictureNews("full", ready, size if size.isValid() else image.size(), smaller=smaller(ready))


def smaller(image: QImage) -> tuple[QImage, ...]:
    """The picture halved again and again, down to about the size of a screen. Any thread."""
    found: list[QImage] = []
    while max(image.width(), image.height()) > SMALLEST:
        image = image.scaled(
            max(1, image.width() // 2), max(1, image.height() // 2), Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        found.append(image)
    return tuple(found)


def upright_size(path: Path, media: MediaFile) -> QSize:
    """The size of a picture as it is seen, without decoding it."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    size: QSize = reader.size()
    if not size.isValid() and media.width and media.height:
        return QSize(media.width, media.height)
    turned = reader.transformation().value & 4  # Qt's Rotate90 and everything made with it
    return size.transposed() if turned else size


def _by_pillow(path: Path) -> QImage:
    from archive_app.formats.media.thumbnails import make_preview

    try:
        return QImage.fromData(make_preview(path, _LONGEST_BY_PILLOW))
    except ArchiveError:
        return QImage()


def _ready(image: QImage) -> QImage:
    """In the screen's colours and in the form a pixmap takes over without work on the main thread."""
    if image.isNull():
        return image
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    has_alpha = image.hasAlphaChannel()
    wanted = QImage.Format.Format_ARGB32_Premultiplied if has_alpha else QImage.Format.Format_RGB32
    return image.convertToFormat(wanted)
