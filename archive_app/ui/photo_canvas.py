"""The photo itself: fitted, enlarged to the cursor, moved, turned; the file is never changed.

100 % shows one pixel of the picture on one pixel of the screen. A preview is laid out at the size of the whole
picture, so that nothing moves when the full picture takes its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.photo_item import PictureItem

STEP: Final = 1.25
MOST: Final = 16.0
LEAST: Final = 0.02
PAN: Final = 80
MARGIN: Final = 12


@dataclass(frozen=True, slots=True)
class Place:
    """What part of a picture is seen, so that another canvas can show the same part of another picture.

    Attributes:
        fitted: The whole picture is seen, and stays so when the window changes.
        shown: How long the longer side of the whole picture would be on the screen, in its pixels.
        across, down: What is in the middle, 0 to 1 of the picture's width and height.
    """

    fitted: bool
    shown: float
    across: float
    down: float


class PhotoCanvas(QGraphicsView):
    """A picture on its surround.

    Signals:
        zoomed(float): The scale now, 1.0 is 100 %.
        placed(): Another part of the picture is seen, because somebody zoomed or moved.
    """

    zoomed = Signal(float)
    placed = Signal()

    def __init__(self, parent: QWidget | None = None, *, fill: bool = False) -> None:
        """``fill`` lets a fitted picture be enlarged beyond 100 %, so that small ones can be compared with large."""
        super().__init__(parent)
        self._fill = fill
        self._quiet = False
        self._scene = QGraphicsScene(self)
        self._item = PictureItem()
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self._size = QSize()
        self._turn = 0
        self._scale = 1.0
        self._fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Photo"))
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        theme.signals().changed.connect(self._themed)
        self._themed()

    @property
    def scale_now(self) -> float:
        """How large the picture is shown; 1.0 is 100 %."""
        return self._scale

    @property
    def fitted(self) -> bool:
        """Whether the picture follows the size of the window."""
        return self._fitted

    @property
    def turned(self) -> int:
        """Degrees the view is turned clockwise."""
        return self._turn

    @property
    def empty(self) -> bool:
        """Whether there is no picture."""
        return self._item.empty

    @property
    def sharpness(self) -> int:
        """How many pixels wide the picture is that is shown: the preview's, then the whole one's."""
        return self._item.width

    def show_image(self, image: QImage, size: QSize, *, smaller: Sequence[QImage] = (), keep: bool = False) -> None:
        """Show a picture.

        Args:
            image: What is decoded so far.
            size: The size of the whole picture.
            smaller: The same at falling sizes, for a clean look when it is reduced.
            keep: It is the same picture as before, sharper: scale, place and turn stay.
        """
        self._size = size if size.isValid() and not size.isEmpty() else image.size()
        self._item.set_picture(image, smaller, self._size)
        if not keep:
            self._turn, self._fitted = 0, True
        self._apply(self._scale if keep else self.fit_scale(), tell=False)

    def clear(self) -> None:
        """Show nothing."""
        self._size = QSize()
        self._item.set_picture(QImage(), (), self._size)

    def fit(self) -> None:
        """As large as the window allows, never larger than 100 %."""
        self._fitted = True
        self._apply(self.fit_scale())

    def actual(self) -> None:
        """One pixel of the picture on one of the screen, around the middle."""
        self.zoom_to(1.0)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge (or with a factor below 1 make smaller) around a point of the view, else around its middle."""
        self.zoom_to(self._scale * factor, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Show at a scale; what is under ``at`` stays there."""
        if self.empty:
            return
        self._fitted = False
        self._apply(max(min(LEAST, self.fit_scale()), min(MOST, scale)), at)

    def turn(self, degrees: int = 90) -> None:
        """Turn the view clockwise; a fitted picture is fitted anew."""
        self._turn = (self._turn + degrees) % 360
        self._apply(self.fit_scale() if self._fitted else self._scale, tell=False)

    def pan(self, right: int, down: int) -> None:
        """Move over the picture."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        for bar, by in zip(bars, (right, down), strict=True):
            bar.setValue(bar.value() + by)

    @property
    def place(self) -> Place:
        """What part of the picture is seen."""
        middle = self.mapToScene(self.viewport().rect().center())
        width, height = max(1, self._size.width()), max(1, self._size.height())
        return Place(self._fitted, self._scale * max(width, height), middle.x() / width, middle.y() / height)

    def show_place(self, place: Place) -> None:
        """Show the same part as another canvas does; ``placed`` is not told."""
        if self.empty:
            return
        self._fitted = place.fitted
        if place.fitted:
            self._apply(self.fit_scale(), tell=False)
            return
        width, height = self._size.width(), self._size.height()
        least = min(LEAST, self.fit_scale())
        self._apply(max(least, min(MOST * 4, place.shown / max(width, height))), tell=False)
        self._quiet = True
        self.centerOn(QPointF(place.across * width, place.down * height))
        self._quiet = False

    def fit_scale(self) -> float:
        """The scale at which the whole picture is seen."""
        if self._size.isEmpty():
            return 1.0
        size = self._size.transposed() if self._turn % 180 else self._size
        room = self.viewport().size()
        across, down = max(1, room.width() - 2 * MARGIN), max(1, room.height() - 2 * MARGIN)
        ratio = self.devicePixelRatioF()
        most = MOST if self._fill else 1.0
        return float(min(most, across * ratio / size.width(), down * ratio / size.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture follows the window."""
        super().resizeEvent(event)
        self._apply(self.fit_scale() if self._fitted else self._scale, tell=False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel enlarges to the cursor, alone it moves over the picture."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between fitted and 100 %, at the cursor."""
        if self._fitted and self._scale < 1.0:
            self.zoom_to(1.0, event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move over the picture; Shift and any arrow too (Left and Right alone change the photo)."""
        moves = {
            Qt.Key.Key_Left: (-PAN, 0), Qt.Key.Key_Right: (PAN, 0), Qt.Key.Key_Up: (0, -PAN), Qt.Key.Key_Down: (0, PAN),
        }  # fmt: skip
        move = moves.get(Qt.Key(event.key()))
        if move is not None:
            self.pan(*move)
            return
        event.ignore()

    def _scrolled(self, _value: int) -> None:
        if not self._quiet:
            self.placed.emit()

    def _apply(self, scale: float, at: QPointF | None = None, *, tell: bool = True) -> None:
        if self._size.isEmpty():
            return
        self._quiet = True
        self._lay_out(scale, at)
        self._quiet = False
        self.zoomed.emit(scale)
        if tell:
            self.placed.emit()

    def _lay_out(self, scale: float, at: QPointF | None) -> None:
        middle = QPointF(self.viewport().rect().center())
        fixed = at if at is not None else middle
        under = self.mapToScene(fixed.toPoint())
        first = self._fitted or not self.sceneRect().isValid()
        self._scale = scale
        logical = scale / self.devicePixelRatioF()
        self.setTransform(QTransform().rotate(self._turn).scale(logical, logical))
        self.setSceneRect(self._room(logical))
        if first:
            self.centerOn(self._picture().center())
        else:
            moved = self.mapFromScene(under)
            self.pan(round(moved.x() - fixed.x()), round(moved.y() - fixed.y()))
        can_move = not self._fitted
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag if can_move else QGraphicsView.DragMode.NoDrag)

    def _picture(self) -> QRectF:
        return QRectF(0, 0, self._size.width(), self._size.height())

    def _room(self, logical: float) -> QRectF:
        """The scene: the picture, and as much around it as keeps a small one in the middle."""
        room = self.viewport().size()
        size = room.transposed() if self._turn % 180 else room
        across = max(self._size.width() + 2 * MARGIN / logical, size.width() / logical)
        down = max(self._size.height() + 2 * MARGIN / logical, size.height() / logical)
        found = QRectF(0, 0, across, down)
        found.moveCenter(self._picture().center())
        return found

    def _themed(self) -> None:
        self.setBackgroundBrush(theme.current().color("surround"))
