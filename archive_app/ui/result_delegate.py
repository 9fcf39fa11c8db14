"""Paints one result as a row: picture, kind and title, facts, snippet with marked hits, verdict, counts.

96 pixels high, or 56 in the compact form, which leaves out the snippet; higher where the system's text is larger.
Every rectangle goes through ``QStyle.visualRect``, so that the row mirrors where the text runs from right to left.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from archive_app.ui import icons, row_words, theme, verdicts
from archive_app.ui.cut_text import cut, width_of
from archive_app.ui.painted_rows import RowDelegate
from archive_app.ui.snippet_text import SnippetLines
from archive_app.ui.thumbnails import Thumbnails, Wish

if TYPE_CHECKING:
    from archive_app.domain.results import ResultRow

ROW: Final = 96
COMPACT: Final = 56

Index = QModelIndex | QPersistentModelIndex
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class ResultDelegate(RowDelegate):
    """The row delegate of the list; ``compact`` chooses the low form."""

    def __init__(self, thumbnails: Thumbnails, parent: QAbstractItemView) -> None:
        super().__init__(thumbnails, parent)
        self._snippets = SnippetLines()
        self.compact = False
        theme.signals().changed.connect(self._snippets.clear)

    @property
    def height(self) -> int:
        """The height of every row now."""
        return theme.grown(COMPACT if self.compact else ROW)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as there is room, as high as every other."""
        return QSize(option.rect.width(), self.height)

    @property
    def look(self) -> Hashable:
        """The form of the rows changes how they look."""
        return self.compact, self.thumbnails.turn

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, row: ResultRow | None) -> Wish | None:
        """Paint the row, or grey bars in its place while it is on its way."""
        wish = None
        painter.save()
        painter.setClipRect(option.rect)
        canvas = _Canvas(painter, option)
        paint_ground(painter, option, chosen=canvas.chosen)
        if row is None:
            self._paint_placeholder(canvas)
        else:
            wish = self._paint_row(canvas, row)
        painter.restore()
        return wish

    def _paint_row(self, canvas: _Canvas, row: ResultRow) -> Wish | None:
        size = self._picture_size
        margin = (self.height - size.height()) // 2
        frame = canvas.place(16, margin, size.width(), size.height())
        wish = paint_thumbnail(canvas.painter, frame, row, self.thumbnails)
        left = 16 + size.width() + 13
        width = canvas.rect.width() - left - 16
        high = theme.grown
        top, line = high(8 if self.compact else 11), high(20)
        drop = (line - 16) // 2
        canvas.icon(icons.KIND_ICONS.get(row.kind, "file-text"), left, top + drop, 16)
        front = "disabled" if row.deleted and not canvas.chosen else canvas.front
        room = width - 22
        if row.marked:
            room -= 22
            canvas.icon("star", left + width - 16, top + drop, 16, "check")
        canvas.write(row_words.title_of(row), (left + 22, top, room, line), 14, front, bold=True)
        if self.compact:
            look = verdicts.look(row.answer, row.nobody_looked)
            chip = verdicts.chip_width(look, "", width // 2)
            canvas.write(row_words.facts(row), (left, high(29), width - chip - 12, high(18)), 12, canvas.quiet)
            verdicts.paint_chip(
                canvas.painter, canvas.place(left + width - chip, high(28), chip, line), look, right_to_left=canvas.rtl
            )
            return wish
        canvas.write(row_words.facts(row), (left, top + high(20), width, high(18)), 12, canvas.quiet)
        if row.snippet:
            canvas.painter.setPen(theme.current().color(canvas.front))
            place = canvas.place(left, top + high(37), width, high(18))
            self._snippets.paint(canvas.painter, place, row, canvas.option.direction)
        self._paint_verdict(canvas, row, left, top + high(57), width)
        return wish

    def _paint_verdict(self, canvas: _Canvas, row: ResultRow, left: int, top: int, width: int) -> None:
        look = verdicts.look(row.answer, row.nobody_looked)
        chip = verdicts.chip_width(look, row.verdict_note, max(60, width - 120))
        line = theme.grown(20)
        drop = (line - 14) // 2
        verdicts.paint_chip(
            canvas.painter, canvas.place(left, top, chip, line), look, row.verdict_note, right_to_left=canvas.rtl
        )
        at = left + chip + 12
        for name, count in (("image", row.photos), ("film", row.videos)):
            if count:
                canvas.icon(name, at, top + drop, 14)
                canvas.write(str(count), (at + 18, top, 40, line), 12, canvas.quiet)
                at += 18 + width_of(str(count), 12) + 12
        if row.article_id and left + width - at > 80:
            canvas.icon("newspaper", at, top + drop, 14)
            room = left + width - at - 18
            canvas.write(row_words.article_words(row), (at + 18, top, room, line), 12, canvas.quiet)

    def _paint_placeholder(self, canvas: _Canvas) -> None:
        canvas.painter.setPen(Qt.PenStyle.NoPen)
        canvas.painter.setBrush(theme.current().color("alternate"))
        size = self._picture_size
        left = 16 + size.width() + 13
        room = canvas.rect.width() - left - 16
        for bar in (
            canvas.place(16, (self.height - size.height()) // 2, size.width(), size.height()),
            canvas.place(left, 13, min(300, room), 12),
            canvas.place(left, 34, min(200, room), 10),
        ):
            canvas.painter.drawRoundedRect(bar, 4, 4)

    @property
    def _picture_size(self) -> QSize:
        return QSize(53, 40) if self.compact else QSize(96, 72)


class _Canvas:
    """One row's painter with its directions and colours."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self.painter = painter
        self.option = option
        self.rect = option.rect
        self.chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self.rtl = option.direction == Qt.LayoutDirection.RightToLeft
        self.front = "on_selection" if self.chosen else "text"
        self.quiet = "on_selection" if self.chosen else "secondary"
        self._side = _RIGHT if self.rtl else _LEFT
        # Titles are in any language: each line is ordered by its own script.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)

    def place(self, left: int, top: int, width: int, height: int) -> QRect:
        """A rectangle within the row, mirrored where needed."""
        logical = QRect(self.rect.left() + left, self.rect.top() + top, width, height)
        return QStyle.visualRect(self.option.direction, self.rect, logical) if self.rtl else logical

    def icon(self, name: str, left: int, top: int, size: int, role: str = "") -> None:
        """A drawing in the quiet colour, or in another where the row is not selected."""
        ratio = self.painter.device().devicePixelRatioF()
        drawn = icons.pixmap(name, role if role and not self.chosen else self.quiet, size, ratio)
        self.painter.drawPixmap(self.place(left, top, size, size).topLeft(), drawn)

    def write(
        self, text: str, where: tuple[int, int, int, int], size: int, role: str, *, bold: bool = False
    ) -> None:  # fmt: skip
        """One line, with an ellipsis where it does not fit."""
        self.painter.setFont(theme.font(size, bold=bold))
        self.painter.setPen(theme.current().color(role))
        self.painter.drawText(self.place(*where), self._side, cut(text, where[2], size, bold=bold))


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool) -> None:
    """Background of a row, its line below, the bar of the selected and the ring of the focused one."""
    look = theme.current()
    rect = option.rect
    if chosen:
        painter.fillRect(rect, look.color("selection"))
        bar = QRect(rect.left(), rect.top(), 3, rect.height())
        painter.fillRect(QStyle.visualRect(option.direction, rect, bar), look.color("accent"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, look.color("hover"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("border"))
    if option.state & QStyle.StateFlag.State_HasFocus:
        # In high contrast the selected ground is the accent itself.
        painter.setPen(QPen(look.color("on_selection" if chosen and look.contrast else "accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))


def _paint_picture(painter: QPainter, place: QRect, frame: QRect, picture: QPixmap, path: QPainterPath) -> None:
    """The picture at its place in the rounded frame. A clip costs ten times what painting does."""
    if place.width() < frame.width() - 1 or place.height() < frame.height() - 1:
        painter.drawPixmap(place.topLeft(), picture)  # it does not reach the corners
    elif picture.devicePixelRatio() == 1.0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(picture))
        painter.setBrushOrigin(place.topLeft())
        painter.drawRoundedRect(QRectF(place & frame), 4, 4)
    else:
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(place.topLeft(), picture)


def paint_thumbnail(
    painter: QPainter, rect: QRect, row: ResultRow, thumbnails: Thumbnails, *, contain: bool = False
) -> Wish | None:
    """The picture of a row in a rounded frame, or the drawing of its kind where there is none.

    Returns:
        What was asked for and is still on its way.
    """
    look = theme.current()
    ratio = painter.device().devicePixelRatioF()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), 4, 4)
    painter.fillPath(path, look.color("alternate"))
    if look.contrast:
        painter.strokePath(path, QPen(look.color("border")))
    wish: Wish | None = (row.media_sha, rect.size(), ratio, not contain) if row.media_sha else None
    picture = thumbnails.get(*wish) if wish is not None else None
    if picture is not None:
        width, height = round(picture.width() / ratio), round(picture.height() / ratio)
        place = QRect(
            rect.left() + (rect.width() - width) // 2, rect.top() + (rect.height() - height) // 2, width, height
        )
        _paint_picture(painter, place, rect, picture, path)
        wish = None
    else:
        lost = row.media_missing or thumbnails.missing(row.media_sha)
        name = "image-off" if lost and row.kind == "photo" else icons.KIND_ICONS.get(row.kind, "file-text")
        edge = 32 if rect.height() >= 60 else 20
        at = rect.center()
        painter.drawPixmap(at.x() - edge // 2 + 1, at.y() - edge // 2 + 1, icons.pixmap(name, "secondary", edge, ratio))
    painter.restore()
    return None if wish is None or thumbnails.missing(wish[0]) else wish
