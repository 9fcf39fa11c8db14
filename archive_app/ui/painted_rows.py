"""Rows painted once are kept as pictures; while somebody scrolls on, a frame paints as many others as it has time for.

A view asks for every row that is uncovered: what was on screen before is moved, which needs a viewport that covers its
ground itself. The rows that a frame had no time for are blank in it and come with the next ones. Whoever stands still,
or moves once, sees whole rows at once.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive_app.ui import theme
from archive_app.ui.one_shot import one_shot
from archive_app.ui.results_model import ResultsModel, RowRole
from archive_app.ui.thumbnails import Thumbnails, Wish

if TYPE_CHECKING:
    from archive_app.domain.results import ResultRow

FRAME_S: Final = 1 / 60
BUDGET_S: Final = 0.002
"""For rows that were not painted before, in a frame of somebody who scrolls on."""
HURRY_S: Final = 0.35
MOVES: Final = 3
SCREENS: Final = 3
"""How much is kept: so many times what is on screen."""

_MARKS: Final = (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus, QStyle.StateFlag.State_MouseOver)
_STATES: Final = _MARKS[0] | _MARKS[1] | _MARKS[2]
Index = QModelIndex | QPersistentModelIndex
Make = Callable[[QPainter, QRect, "ResultRow | None"], Wish | None]


class RowDelegate(QStyledItemDelegate):
    """Paints a row by itself, for views that keep it as a picture."""

    def __init__(self, thumbnails: Thumbnails, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.thumbnails = thumbnails

    @property
    def look(self) -> Hashable:
        """What rows look different by, besides themselves and their state."""
        return self.thumbnails.turn

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row, or a blank one while it is on its way."""
        self.draw(painter, option, index.data(RowRole))

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, row: ResultRow | None) -> Wish | None:
        """Paint a row into the rectangle of the option, a blank one for None; the picture that is still to come."""
        raise NotImplementedError


@dataclass(slots=True)
class _Painted:
    row: ResultRow | None
    picture: QPixmap
    wish: Wish | None


class PaintedRows(QObject):
    """The painted rows of one view."""

    def __init__(self, view: QAbstractItemView, thumbnails: Thumbnails | None = None) -> None:
        super().__init__(view)
        self._view = view
        self.thumbnails = thumbnails
        self._kept: OrderedDict[Hashable, _Painted] = OrderedDict()
        self._bytes = 0
        self._moves = 0
        self._moved_at = 0.0
        self._place = 0
        self._ahead = 0
        self._frame_at = 0.0
        self._spent = 0.0
        self._bound = False
        # Of what is on screen: rows that no time was left for, those without their pictures, the one below the pointer.
        self._blank = QRegion()
        self._unpictured = QRegion()
        self._pointed = QRect()
        # Not within the frame that put them off, which may have taken longer than it should.
        self._later = one_shot(self, round(1500 * FRAME_S), lambda: view.viewport().update(self._blank))
        self._still = one_shot(self, round(HURRY_S * 1000), view.viewport().update)
        view.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        view.verticalScrollBar().valueChanged.connect(self._moved)
        view.horizontalScrollBar().valueChanged.connect(view.viewport().update)
        theme.signals().changed.connect(self.clear)

    @property
    def hurried(self) -> bool:
        """Whether somebody scrolls on and on."""
        return self._moves >= MOVES and time.perf_counter() - self._moved_at < HURRY_S

    @property
    def pointer(self) -> QPoint | None:
        """Where the pointer is over the rows; None while they run past below it, when none is lit up."""
        screen = self._view.viewport()
        if not screen.underMouse() or time.perf_counter() - self._moved_at < HURRY_S:
            return None
        return screen.mapFromGlobal(QCursor.pos())

    @property
    def size(self) -> int:
        """How many rows are kept."""
        return len(self._kept)

    def clear(self) -> None:
        """Forget all of them."""
        self._kept.clear()
        self._bytes = 0

    def pictures_came(self) -> None:
        """Paint the rows again that are on screen without their pictures."""
        self._view.viewport().update(self._unpictured)

    def begin(self, painter: QPainter, area: QRegion) -> None:
        """The view is about to be painted, twice in one frame perhaps: paint its ground."""
        painter.fillRect(area.boundingRect(), theme.current().color("base"))
        self._blank -= area
        self._unpictured -= area
        now = time.perf_counter()
        if now - self._frame_at >= FRAME_S:
            self._frame_at, self._spent = now, 0.0
        self._bound = self.hurried

    def ask_ahead(self, model: ResultsModel, first: int, last: int) -> None:
        """Have the rows read that will be on screen soon; to be called before those that are on it are asked for."""
        page = max(1, last - first)
        if self._ahead and time.perf_counter() - self._moved_at < HURRY_S:
            model.row(last + 3 * page if self._ahead > 0 else first - 3 * page)

    def draw(self, painter: QPainter, rect: QRect, row: ResultRow | None, state: Hashable, make: Make) -> None:
        """Paint a row.

        Args:
            painter: Of the viewport.
            rect: Where it stands.
            row: The row, None while it is on its way.
            state: What it looks different by, besides its size.
            make: Paints it.
        """
        ratio = painter.device().devicePixelRatioF()
        key = (0 if row is None else row.id, rect.width(), rect.height(), ratio, state)
        kept = self._kept.get(key)
        if kept is not None and not (kept.row is row or kept.row == row):
            kept = None
        if kept is None or self._has_come(kept):
            if row is None or self._has_time():
                kept = self._make(key, rect.size(), ratio, row, make)
            else:
                self._blank += rect
        if kept is None:
            self.draw(painter, rect, None, state, make)
            return
        if kept.wish is not None:
            self._unpictured += rect
        self._kept.move_to_end(key)
        # A whole device pixel, or the picture would be blurred where the screen enlarges by a fraction.
        place = QPointF(round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio)
        painter.drawPixmap(place, kept.picture)

    def draw_item(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: ResultRow | None,
        delegate: RowDelegate, marks: tuple[bool, bool, bool],
    ) -> None:  # fmt: skip
        """Paint a row as a delegate does.

        Args:
            painter: Of the viewport.
            option: Of the view; its state and rectangle are changed.
            rect: Where the row stands.
            row: The row, None while it is on its way.
            delegate: What paints it.
            marks: Whether it is selected, has the focus, is under the pointer.
        """
        if marks[2]:
            self._pointed = QRect(rect)
        option.state &= ~_STATES
        for mark, state in zip(marks, _MARKS, strict=True):
            if mark:
                option.state |= state

        def make(inner: QPainter, place: QRect, row: ResultRow | None) -> Wish | None:
            option.rect = place
            return delegate.draw(inner, option, row)

        self.draw(painter, rect, row, (marks, option.direction, delegate.look), make)

    def _has_time(self) -> bool:
        """Whether one more can be painted now; each frame paints one at least."""
        if self._bound and self._spent and self._spent >= BUDGET_S:
            if not self._later.isActive():
                self._later.start()
            return False
        return True

    def _has_come(self, kept: _Painted) -> bool:
        """Whether the picture that a row was painted without is here; it is wished for again if not."""
        wish = kept.wish
        if wish is None or self.thumbnails is None:
            return False
        return self.thumbnails.get(*wish) is not None or self.thumbnails.missing(wish[0])

    def _make(self, key: Hashable, size: QSize, ratio: float, row: ResultRow | None, make: Make) -> _Painted:
        begun = time.perf_counter()
        picture = self._canvas(QSize(math.ceil(size.width() * ratio), math.ceil(size.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.current().color("base"))
        painter = QPainter(picture)
        wish = make(painter, QRect(QPoint(), size), row)
        painter.end()
        self._spent += time.perf_counter() - begun
        old = self._kept.pop(key, None)
        made = self._kept[key] = _Painted(row, picture, wish)
        self._bytes += _size(picture) - (_size(old.picture) if old is not None else 0)
        return made

    def _canvas(self, size: QSize) -> QPixmap:
        """A picture to paint a row into: the oldest of those that are too many, as fresh memory is slow."""
        screen = self._view.viewport().size() * self._view.devicePixelRatioF()
        most = SCREENS * 4 * screen.width() * screen.height()
        spare = QPixmap()
        while self._bytes + 4 * size.width() * size.height() > most and len(self._kept) > 1:
            spare = self._kept.popitem(last=False)[1].picture
            self._bytes -= _size(spare)
        return spare if spare.size() == size else QPixmap(size)

    def _moved(self, place: int) -> None:
        now = time.perf_counter()
        self._moves = self._moves + 1 if now - self._moved_at < HURRY_S else 1
        self._moved_at = now
        far = place - self._place
        # Of what somebody leaps over nothing is needed.
        self._ahead = 0 if abs(far) > 2 * self._view.viewport().height() else (far > 0) - (far < 0)
        self._place = place
        # The view has moved already what is on screen.
        for part in (self._blank, self._unpictured, self._pointed):
            part.translate(0, -far)
        self._view.viewport().update(self._blank)
        self._later.stop()
        self._view.viewport().update(self._pointed)
        self._pointed = QRect()
        self._still.start()


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
