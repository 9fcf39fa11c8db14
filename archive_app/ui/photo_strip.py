"""The filmstrip under a photo: the photos of the present results, or of the article, 72 pixels high."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from archive_app.domain.results import ResultRow
from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.context import Context
from archive_app.ui.results_model import ResultsModel, RowRole
from archive_app.ui.thumbnails import Thumbnails

HEIGHT: Final = 72
_CELL: Final = QSize(84, HEIGHT)
_PICTURE: Final = QSize(76, 56)


class PhotoStrip(QListView):
    """Small pictures in a row; the current one has a frame.

    Signals:
        chosen(int): The person clicked on a photo.
    """

    chosen = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._thumbnails = Thumbnails(context, self)
        self.records = ResultsModel(self._fetch, self)
        self.setModel(self.records)
        self.setItemDelegate(_Delegate(self._thumbnails, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(HEIGHT + theme.GAP_S)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Filmstrip"))
        self.clicked.connect(self._clicked)
        self._thumbnails.ready.connect(lambda _sha: self.viewport().update())
        theme.signals().changed.connect(self.viewport().update)

    def show_photos(self, ids: Sequence[int]) -> None:
        """Show these photos."""
        self.records.set_results(ids)

    def show_current(self, record: int) -> None:
        """Frame a photo and bring it into sight."""
        number = self.records.number_of(record)
        if number < 0:
            self.clearSelection()
            return
        index = self.records.index(number, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def forget(self, sha: str) -> None:
        """A file came back; look for its picture again."""
        self._thumbnails.forget(sha)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves along the strip."""
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.y() or delta.x()))
        event.accept()

    def _clicked(self, index: QModelIndex) -> None:
        record = self.records.id_at(index.row())
        if record:
            self.chosen.emit(record)

    def _fetch(self, ids: Sequence[int], done: Callable[[list[ResultRow]], None]) -> None:
        from archive_app.operations import find

        self._context.look(lambda archive: find.rows(archive, ids), done, owner=self)


class _Delegate(QStyledItemDelegate):
    """One small picture, covering its cell."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All cells are alike."""
        return _CELL

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint picture, frame and, where there is none, an icon."""
        look = theme.current()
        state = option.state
        place = QRect(0, 0, _PICTURE.width(), _PICTURE.height())
        place.moveCenter(option.rect.center())
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(place, 4, 4)
        painter.fillPath(path, look.color("alternate"))
        row = index.data(RowRole)
        sha = getattr(row, "media_sha", "")
        ratio = painter.device().devicePixelRatioF()
        picture = self._thumbnails.get(sha, _PICTURE, ratio, cover=True) if sha else None
        if picture is not None:
            painter.setClipPath(path)
            painter.drawPixmap(place, picture)
            painter.setClipping(False)
        elif row is not None and (not sha or self._thumbnails.missing(sha)):
            drawn = QRect(0, 0, 20, 20)
            drawn.moveCenter(place.center())
            painter.drawPixmap(drawn, icons.pixmap("image-off", "secondary", 20, ratio))
        if current:
            painter.setPen(QPen(look.color("accent"), 3))
            painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), 5, 5)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(look.color("border_strong"), 1))
            painter.drawRoundedRect(place, 4, 4)
        painter.restore()
