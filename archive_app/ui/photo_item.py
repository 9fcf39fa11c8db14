"""A picture in a scene, kept at several sizes, so that a reduced one is neither jagged nor slow to paint."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

PIXELS_SHOW = 4.0  # enlarged beyond this, a picture shows its pixels; smoothing would hide what the file holds


class PictureItem(QGraphicsItem):
    """Lies at the origin at the size of the whole picture, whatever is decoded of it so far."""

    def __init__(self) -> None:
        super().__init__()
        self._levels: list[QPixmap] = []
        self._size = QSize()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self._levels

    @property
    def width(self) -> int:
        """The width of the largest level, 0 when there is none."""
        return self._levels[0].width() if self._levels else 0

    def set_picture(self, image: QImage, smaller: Sequence[QImage], size: QSize) -> None:
        """Show a picture; ``smaller`` are the same one at falling sizes, ``size`` is that of the whole picture."""
        self.prepareGeometryChange()
        self._levels = [QPixmap.fromImage(one) for one in (image, *smaller) if not one.isNull()]
        self._size = size
        self.update()

    def boundingRect(self) -> QRectF:
        """The whole picture."""
        return QRectF(0, 0, self._size.width(), self._size.height())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the smallest level that has enough pixels for the screen."""
        if not self._levels:
            return
        scale = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.deviceTransform())
        wanted = scale * self._size.width()
        enough = [one for one in self._levels if one.width() >= wanted]
        level = enough[-1] if enough else self._levels[0]
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < PIXELS_SHOW)
        painter.drawPixmap(self.boundingRect(), level, QRectF(level.rect()))
