"""The text widget of reading pages: loads nothing but pictures of the catalogue, follows no link by itself.

Qt's own ``QTextBrowser`` opens files that an article's HTML names and follows links when clicked. Here
``loadResource`` knows ``media:<sha256>`` only, a click is a signal, and everything else is a blank.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from archive_app.ui import icons, theme
from archive_app.ui.one_shot import one_shot
from archive_app.ui.reading_html import Document
from archive_app.ui.reading_look import ReadingLook, underline
from archive_app.ui.spans import Span

_MEDIA: Final = re.compile(r"media:([0-9a-f]{64})\Z")
_STYLES: Final = {
    "dash": QTextCharFormat.UnderlineStyle.DashUnderline,
    "dot": QTextCharFormat.UnderlineStyle.DotLine,
    "wave": QTextCharFormat.UnderlineStyle.WaveUnderline,
}
PULSE_MS: Final = 300
SIDE: Final = 24


class ArchiveBrowser(QTextBrowser):
    """Shows a ``Document``.

    Signals:
        span_pressed(int): Somebody clicked a span, or pressed Enter on it; its number.
        link_pressed(str): Somebody asked for a web address. Nothing has been opened.
        record_pressed(int): Somebody asked for another record.
        text_pressed(): Somebody clicked where there is no span and no link.
    """

    span_pressed = Signal(int)
    link_pressed = Signal(str)
    record_pressed = Signal(int)
    text_pressed = Signal()

    def __init__(self, parent: QWidget | None = None, *, measured: bool = True) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("reading", True)
        self._measured = measured
        self._look: ReadingLook | None = None
        self._spans: list[Span] = []
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._pictures: dict[str, QSize] = {}
        self._current = -1
        self._rest: deque[str] = deque()
        self._wanted = (-1, False)
        self._keep = -1.0
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._add_slice)
        self._pulsing = False
        self._pressed_at = QPoint()
        self._pulse = one_shot(self, PULSE_MS, self._pulse_over)
        self.anchorClicked.connect(self._anchor_clicked)

    @property
    def spans(self) -> list[Span]:
        """The spans of the document shown, by number."""
        return self._spans

    @property
    def current(self) -> int:
        """The number of the span that is framed, or -1."""
        return self._current

    def show_document(self, made: Document, look: ReadingLook, *, keep_place: bool = False) -> None:
        """Show a page; ``keep_place`` leaves the scroll bar where it is."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._look, self._spans, self._current = look, made.spans, -1
        self._pictures = {one.sha256: QSize(one.width, one.height) for one in made.pictures}
        self._paint_ground(look)
        self.document().clear()
        self.document().setDocumentMargin(SIDE)
        self.document().setDefaultStyleSheet("")
        self._set_margins()
        self._places = {}
        self._rest = deque(made.rest)
        self._wanted = (-1, False)
        self.setHtml(made.html)
        self._style_spans(look, 0)
        self._keep = share if keep_place else -1.0
        if keep_place:
            bar.setValue(round(share * bar.maximum()))
        if self._rest:
            self._more.start()
        else:
            self._more.stop()

    def set_picture(self, sha256: str, image: QImage) -> None:
        """A picture is here; it goes where its blank stands."""
        size = self._pictures.get(sha256)
        if size is None or image.isNull():
            return
        ratio = self.devicePixelRatioF()
        scaled = image.scaled(
            round(size.width() * ratio), round(size.height() * ratio), Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        picture = QPixmap.fromImage(scaled)
        picture.setDevicePixelRatio(ratio)
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"media:{sha256}"), picture)
        self.viewport().update()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A blank for a picture of the catalogue until it is here, and a blank for everything else, always."""
        found = _MEDIA.match(name if isinstance(name, str) else name.toString())
        blank: QPixmap
        if found is not None and found[1] in self._pictures:
            blank = self._waiting(self._pictures[found[1]])
        else:
            blank = QPixmap(1, 1)
            blank.fill(Qt.GlobalColor.transparent)
        # Kept, or Qt asks again at every layout.
        self.document().addResource(kind, name, blank)
        return blank

    def place_of(self, number: int) -> tuple[int, int]:
        """The characters of the document that a span covers, without its raised mark; (-1, -1) when switched off."""
        pieces = self._places.get(number)
        return (pieces[0][0], pieces[-1][1]) if pieces else (-1, -1)

    def words_of(self, number: int) -> str:
        """The words of a span as the document shows them."""
        cursor = QTextCursor(self.document())
        found: list[str] = []
        for start, end in self._places.get(number, ()):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            found.append(cursor.selectedText())
        return "".join(found).replace("\u2029", "\n").replace("\u2028", "\n")

    def shown_numbers(self) -> list[int]:
        """The numbers of the spans that are lit, in reading order."""
        return sorted(self._places, key=lambda number: self._places[number][0])

    def set_current(self, number: int, *, scroll: bool = True, pulse: bool = False) -> bool:
        """Frame a span, scroll to it, make it pulse once; False when it is not lit."""
        if number >= 0 and number not in self._places:
            self._wanted = (number, pulse)  # it may stand in a slice that is still to come
            number = -1
        self._current = number
        if number >= 0:
            if scroll:
                self._scroll_to(self.span_rect(number))
            if pulse:
                self._pulsing = True
                self._pulse.start()
        self.viewport().update()
        return number >= 0

    def span_rect(self, number: int) -> QRect:
        """Where a span stands in the viewport."""
        rects = self._rects(number)
        united = QRectF()
        for one in rects:
            united = united.united(one)
        return united.toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and a frame around the current span."""
        super().paintEvent(event)
        if self._current < 0 or self._look is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._look.ring)
        painter.setPen(QPen(colour, 3 if self._pulsing else 1.6))
        if self._pulsing:
            ground = QColor(colour)
            ground.setAlpha(48)
            painter.setBrush(ground)
        for rect in self._rects(self._current):
            painter.drawRoundedRect(rect.adjusted(-2, -1, 2, 1), 3, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the measure: a wide window has wide margins, not long lines."""
        super().resizeEvent(event)
        self._set_margins()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where; a click is a press and release in one place."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click beside every span and link is told, too."""
        super().mouseReleaseEvent(event)
        here = event.position().toPoint()
        if (here - self._pressed_at).manhattanLength() < 4 and not self.anchorAt(here):
            self.text_pressed.emit()

    def _set_margins(self) -> None:
        if not self._measured or self._look is None:
            return
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(0, (room - self._look.measure - 2 * SIDE) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def _paint_ground(self, look: ReadingLook) -> None:
        sheet = (
            f"QTextBrowser {{ background: {look.page}; color: {look.text}; border: 0; border-radius: 0; padding: 0;"
            f" selection-background-color: {look.match}; selection-color: {look.match_text}; }}"
        )
        if sheet != self.styleSheet():  # polishing takes longer than a page
            self.setStyleSheet(sheet)

    def _add_slice(self) -> None:
        """One more piece of a very long page; the window answers between two of them."""
        if self._look is None or not self._rest:
            self._more.stop()
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        start = cursor.position()
        cursor.insertHtml(self._rest.popleft())
        self._style_spans(self._look, start)
        number, pulse = self._wanted
        if number in self._places:
            self._wanted = (-1, False)
            self.set_current(number, pulse=pulse)
        if not self._rest:
            self._more.stop()
            if self._keep > 0:
                self.verticalScrollBar().setValue(round(self._keep * self.verticalScrollBar().maximum()))

    def _style_spans(self, look: ReadingLook, start_at: int) -> None:
        """Find where each span stands from a position on, and give each kind its own underline."""
        fresh: dict[int, list[tuple[int, int]]] = {}
        block: QTextBlock = self.document().findBlock(start_at)
        while block.isValid():
            walk = block.begin()
            while not walk.atEnd():
                fragment = walk.fragment()
                form = fragment.charFormat()
                if form.isAnchor() and form.anchorHref().startswith("span:"):
                    start = fragment.position()
                    number = int(form.anchorHref()[5:])
                    fresh.setdefault(number, []).append((start, start + fragment.length()))
                walk += 1
            block = block.next()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, pieces in fresh.items():
            self._places.setdefault(number, []).extend(pieces)
            span = self._spans[number]
            style = _STYLES.get(underline(span.kind))
            form = QTextCharFormat()
            form.setToolTip(span.name)
            if style is not None:
                form.setUnderlineStyle(style)
                form.setUnderlineColor(QColor(look.lines[span.kind]))
            for start, end in pieces:
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(form)
        cursor.endEditBlock()

    def _rects(self, number: int) -> list[QRectF]:
        """The rectangles of a span's lines in the viewport."""
        found: list[QRectF] = []
        document = self.document()
        layout = document.documentLayout()
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for start, end in self._places.get(number, ()):
            block = document.findBlock(start)
            while block.isValid() and block.position() < end:
                origin = layout.blockBoundingRect(block).topLeft() - shift
                lines = block.layout()
                for index in range(lines.lineCount()):
                    line = lines.lineAt(index)
                    left = max(start - block.position(), line.textStart())
                    right = min(end - block.position(), line.textStart() + line.textLength())
                    if left >= right:
                        continue
                    xs = (_x(line, left), _x(line, right))
                    top = line.y() + max(0.0, line.height() - line.ascent() - line.descent())
                    found.append(QRectF(
                        origin.x() + min(xs), origin.y() + top, abs(xs[1] - xs[0]), line.ascent() + line.descent()
                    ))  # fmt: skip
                block = block.next()
        return found

    def _scroll_to(self, rect: QRect) -> None:
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        if rect.top() < SIDE or rect.bottom() > height - 4 * SIDE:
            bar.setValue(bar.value() + rect.top() - height // 3)

    def _pulse_over(self) -> None:
        self._pulsing = False
        self.viewport().update()

    def _waiting(self, size: QSize) -> QPixmap:
        blank = QPixmap(size)
        blank.fill(QColor(self._look.soft if self._look is not None else theme.current().alternate))
        painter = QPainter(blank)
        drawing = icons.pixmap("image", "disabled", 32)
        painter.drawPixmap((size.width() - 32) // 2, (size.height() - 32) // 2, drawing)
        painter.end()
        return blank

    def _anchor_clicked(self, url: QUrl) -> None:
        text = url.toString()
        scheme, _, rest = text.partition(":")
        if scheme in {"span", "mark"} and rest.isdigit():
            self.span_pressed.emit(int(rest))
        elif scheme == "record" and rest.isdigit():
            self.record_pressed.emit(int(rest))
        elif scheme in {"http", "https"}:
            self.link_pressed.emit(text)


def _x(line: QTextLine, position: int) -> float:
    found: object = line.cursorToX(position)  # (x, position); the stub promises less
    return float(found[0]) if isinstance(found, tuple) else 0.0
