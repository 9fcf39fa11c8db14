"""Decodes the neighbours of the photo that is looked at, so that the next one is there when its key is pressed.

One at a time, after the photo itself is there; few are kept, and none of those that would take much memory.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from archive_app.domain.records import MediaFile, Photo
from archive_app.ui.context import Context
from archive_app.ui.photo_loading import PictureNews, full
from archive_app.ui.tasks import Task

if TYPE_CHECKING:
    from archive_app.store.archive import Archive

MOST_PIXELS: Final = 40_000_000
KEPT_PIXELS: Final = 90_000_000
"""All that is kept ahead: some 480 megabytes with the smaller copies of each."""


class PictureAhead(QObject):
    """Keeps decoded pictures by the SHA-256 of their files."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: OrderedDict[str, PictureNews] = OrderedDict()
        self._task: Task | None = None
        self._round = 0
        context.archive_changed.connect(self.clear)

    def get(self, sha: str) -> PictureNews | None:
        """The whole picture of a file, if it was decoded ahead."""
        return self._kept.get(sha)

    def keep(self, sha: str, news: PictureNews) -> None:
        """Keep a picture that was decoded anyway: the way back is as short as the way on."""
        if news.state != "full" or _pixels(news) > MOST_PIXELS:
            return
        self._kept[sha] = news
        self._kept.move_to_end(sha)
        while len(self._kept) > 1 and sum(map(_pixels, self._kept.values())) > KEPT_PIXELS:
            self._kept.popitem(last=False)

    def want(self, photos: Sequence[int]) -> None:
        """Decode these photos, the first first; what was wanted before is not any more."""
        self.stop()
        if photos:
            number = self._round
            self._context.look(
                lambda archive: _files(archive, photos), partial(self._next, number), owner=self, failed=_pass_over
            )

    def stop(self) -> None:
        """Nothing is wanted ahead."""
        self._round += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def forget(self, sha: str) -> None:
        """The file was exchanged."""
        self._kept.pop(sha, None)

    def clear(self) -> None:
        """Forget everything."""
        self.stop()
        self._kept.clear()

    def _next(self, number: int, files: list[MediaFile]) -> None:
        archive = self._context.archive
        if number != self._round or archive is None:
            return
        waiting = [one for one in files if one.sha256 not in self._kept]
        if not waiting:
            return
        media = waiting[0]

        def come(news: PictureNews) -> None:
            if number == self._round:
                self.keep(media.sha256, news)
                self._next(number, waiting[1:])

        self._task = self._context.files(
            lambda _progress: full(archive, media), come, failed=_pass_over, owner=self
        )  # fmt: skip


def _files(archive: Archive, photos: Sequence[int]) -> list[MediaFile]:
    """The files of photos that may be decoded ahead, in their order. Any thread."""
    with archive.read() as reader:
        found = reader.of_type(Photo, photos)
        files = reader.of_type(MediaFile, [one.media_id for one in found.values() if one.media_id])
    wanted = [files.get(found[number].media_id or 0) for number in photos if number in found]
    return [
        one
        for one in wanted
        if one is not None and one.fixity != "missing" and 0 < (one.width or 0) * (one.height or 0) <= MOST_PIXELS
    ]


def _pixels(news: PictureNews) -> int:
    return news.image.width() * news.image.height()


def _pass_over(_error: Exception) -> None:
    """It is told of when the photo itself is looked at."""
