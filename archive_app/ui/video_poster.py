"""The picture that stands for a video: a frame of the kept file if there is one, else an icon on the surround."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.context import Context
from archive_app.ui.thumbnails import Thumbnails

SIZE = QSize(560, 315)


class Poster(QWidget):
    """Sixteen to nine, letterboxed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = Thumbnails(context, self)
        self._sha = ""
        self.setFixedSize(SIZE)
        self._thumbnails.ready.connect(lambda _sha: self.update())
        theme.signals().changed.connect(self.update)

    def show_video(self, sha: str, title: str) -> None:
        """Show the picture of a video file; "" for a video of which none is kept."""
        self._sha = sha
        self.setAccessibleName(tr("Picture of the video “{title}”").format(title=title))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint picture or icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(self.rect(), theme.RADIUS_CARD, theme.RADIUS_CARD)
        painter.fillPath(path, theme.current().color("surround"))
        ratio = self.devicePixelRatioF()
        picture = self._thumbnails.get(self._sha, SIZE, ratio) if self._sha else None
        if picture is not None:
            painter.setClipPath(path)
            size = picture.deviceIndependentSize().toSize()
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(self.rect().center())
            painter.drawPixmap(place, picture)
        else:
            place = QRect(0, 0, 56, 56)
            place.moveCenter(self.rect().center())
            painter.drawPixmap(place, icons.tinted("film", "#9AA4B2", 56, ratio))
        painter.end()
