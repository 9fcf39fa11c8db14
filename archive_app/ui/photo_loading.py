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
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from archive_app.domain.errors import ArchiveError
from archive_app.i18n import tr
from archive_app.ui.context import Context
from archive_app.ui.tasks import Task

if TYPE_CHECKING:
    from archive_app.domain.records import MediaFile
    from archive_app.formats.media.thumbnails import Pixels
    from archive_app.store.archive import Archive

ASK_PIXELS: Final = 100_000_000
PREVIEW_EDGE: Final = 1024
SMALLEST: Final = 640
LONGEST: Final = 16_384
"""Pixels of a side that are held at most; a larger picture is shown that large."""


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
    from archive_app.operations.previews import preview_path
    from archive_app.operations.works import media_path

    path = media_path(archive, media)
    preview = QImage()
    for edge in (PREVIEW_EDGE, 256):
        at = preview_path(archive, media.sha256, edge)
        if at.is_file():
            preview = _ready(QImageReader(str(at)).read())
            break
    if not path.is_file():
        return PictureNews("missing", preview, preview.size())
    size = known_size(media)
    if size.width() * size.height() > ASK_PIXELS:
        return PictureNews("huge", preview, size)
    if preview.isNull():
        return full(archive, media)
    return PictureNews("preview", preview, size)


def full(archive: Archive, media: MediaFile, *, even_if_huge: bool = False) -> PictureNews:
    """The whole picture. Any thread."""
    from archive_app.formats.media import LargePicture
    from archive_app.operations import media_reading
    from archive_app.operations.works import media_path

    path = media_path(archive, media)
    size = known_size(media)
    if size.width() * size.height() > ASK_PIXELS and not even_if_huge:
        return PictureNews("huge", QImage(), size)
    try:
        found = media_reading.pixels(path, LONGEST, allow_large=even_if_huge)
    except LargePicture as error:
        return PictureNews("huge", QImage(), size if size.isValid() else QSize(error.megapixels * 1000, 1000))
    except ArchiveError:
        return PictureNews("unreadable", reason=tr("This file holds no picture that can be drawn here."))
    ready = _ready(_image_of(found))
    return PictureNews("full", ready, size if size.isValid() else ready.size(), smaller=smaller(ready))


def _image_of(found: Pixels) -> QImage:
    form = QImage.Format.Format_RGBA8888 if found.mode == "RGBA" else QImage.Format.Format_RGB888
    step = found.width * (4 if found.mode == "RGBA" else 3)
    return QImage(found.content, found.width, found.height, step, form).copy()


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


def known_size(media: MediaFile) -> QSize:
    """The size of a picture as it is seen, as its facts have it; no valid size where they do not tell."""
    return QSize(media.width, media.height) if media.width and media.height else QSize()


def _ready(image: QImage) -> QImage:
    """In the screen's colours and in the form a pixmap takes over without work on the main thread."""
    if image.isNull():
        return image
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    has_alpha = image.hasAlphaChannel()
    wanted = QImage.Format.Format_ARGB32_Premultiplied if has_alpha else QImage.Format.Format_RGB32
    return image.convertToFormat(wanted)
