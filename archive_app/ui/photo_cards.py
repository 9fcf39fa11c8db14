"""Photos side by side: each with its picture, its words and its file; zoomed and moved together, differences marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from archive_app.domain.results import RecordPage
from archive_app.domain.verdict import note
from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.marked_words import MarkedLabel
from archive_app.ui.photo_canvas import STEP, PhotoCanvas
from archive_app.ui.photo_facts import Told, differing, facts_of
from archive_app.ui.photo_loading import PictureLoader, PictureNews
from archive_app.ui.photo_words import alt_text_of
from archive_app.ui.verdicts import VerdictChip

MOST = 4
_WORDS_MOST = 210
_LOW = 116
_LINE = 22


class PhotoCards(QWidget):
    """The cards in a row, four of them in two rows. Signals: ``opened(int)``, a photo to be seen alone."""

    opened = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._following = False
        self.together = True
        self.cards: list[PhotoCard] = []
        self.setAccessibleName(tr("Photos side by side"))
        self.told: Told = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_M, theme.GAP_M)
        self._grid.setSpacing(theme.GAP_M)

    @property
    def differences(self) -> int:
        """In how many things the photos differ."""
        return differing(self.told)

    def show_pages(self, pages: Sequence[RecordPage], heads: Sequence[str] = ()) -> None:
        """Show these photos; ``heads`` are what they are called over their pictures."""
        self.clear()
        self.told = facts_of(pages)
        across = 2 if len(pages) == MOST else max(1, len(pages))
        for at, page in enumerate(pages[:MOST]):
            rows = tuple((label, values[at]) for label, values in self.told)
            card = PhotoCard(self._context, page, rows, heads[at] if at < len(heads) else "", self)
            card.words.setFixedHeight(min(_LOW if across < len(pages) else _WORDS_MOST, _LINE * (len(rows) + 2)))
            card.canvas.placed.connect(partial(self._follow, card))
            card.opened.connect(self.opened)
            self.cards.append(card)
            self._grid.addWidget(card, at // across, at % across)
        for column in range(across):
            self._grid.setColumnStretch(column, 1)

    def clear(self) -> None:
        """Show none."""
        for column in range(MOST):
            self._grid.setColumnStretch(column, 0)
        for card in self.cards:
            self._grid.removeWidget(card)
            card.loader.forget()
            card.hide()
            card.deleteLater()
        self.cards, self.told = [], ()

    def zoom_by(self, factor: float) -> None:
        """Enlarge the card with the focus, else the first, and with it the others."""
        if self.cards:
            self._chosen().canvas.zoom_by(factor)

    def fit(self) -> None:
        """Show every picture whole."""
        for card in self.cards:
            card.canvas.fit()

    def actual(self) -> None:
        """The card with the focus at its own size."""
        if self.cards:
            self._chosen().canvas.actual()

    def turn(self) -> None:
        """Turn the view of the card with the focus."""
        if self.cards:
            self._chosen().canvas.turn()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first picture takes the focus."""
        super().focusInEvent(event)
        if self.cards:
            self.cards[0].canvas.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in the viewer: + and −, 0 fits, 1 is the own size, Ctrl+R turns."""
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Plus: partial(self.zoom_by, STEP), Qt.Key.Key_Equal: partial(self.zoom_by, STEP),
            Qt.Key.Key_Minus: partial(self.zoom_by, 1 / STEP), Qt.Key.Key_0: self.fit, Qt.Key.Key_1: self.actual,
        }  # fmt: skip
        run = keys.get(Qt.Key(event.key()))
        blocked = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if run is not None and not event.modifiers() & blocked:
            run()
        elif event.key() == Qt.Key.Key_R and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.turn()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> PhotoCard:
        return next((one for one in self.cards if one.canvas.hasFocus()), self.cards[0])

    def _follow(self, leader: PhotoCard) -> None:
        if self._following or not self.together:
            return
        self._following = True
        place = leader.canvas.place
        for card in self.cards:
            if card is not leader:
                card.canvas.show_place(place)
        self._following = False


class PhotoCard(QFrame):
    """One photo with its words. Signals: ``opened(int)``, it is to be seen alone."""

    opened = Signal(int)

    def __init__(
        self, context: Context, page: RecordPage, rows: Sequence[tuple[str, tuple[object, ...]]], head: str,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("card", True)
        self.page = page
        self.labels: dict[str, MarkedLabel] = {}
        self.canvas = PhotoCanvas(self, fill=True)
        title = page.title or tr("Untitled photo")
        self.canvas.setAccessibleName(tr("Photo: {title}").format(title=title))
        self.canvas.setAccessibleDescription(alt_text_of(page))
        self.canvas.setMinimumHeight(96)
        self.loader = PictureLoader(context, self)
        self.loader.news.connect(self._news)
        self.head = QLabel(head or title, self)
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setFont(theme.font(13, bold=True))
        self.head.setWordWrap(True)
        self.state = QLabel(self)
        self.state.setProperty("role", "secondary")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, theme.GAP_S)
        column.setSpacing(theme.GAP_XS)
        column.addWidget(self.canvas, 1)
        for widget in (self.head, self.state):
            widget.setContentsMargins(theme.GAP_S, 0, theme.GAP_S, 0)
            column.addWidget(widget)
        self.words = self._words(rows)
        column.addWidget(self.words)
        if page.media is None:
            self.say(tr("No file is kept of this photo."))
        else:
            self.loader.load(page.media)

    def say(self, words: str) -> None:
        """Say something of the picture."""
        self.state.setText(words)
        self.state.show()

    def _words(self, rows: Sequence[tuple[str, tuple[object, ...]]]) -> QWidget:
        inner = QWidget(self)
        inner.setObjectName("facts")
        grid = QGridLayout(inner)
        grid.setContentsMargins(theme.GAP_S, 0, theme.GAP_S, 0)
        grid.setHorizontalSpacing(theme.GAP_S)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for label, pieces in rows:
            at = grid.rowCount()
            name = QLabel(label, inner)
            name.setProperty("role", "secondary")
            name.setFont(theme.font(12))
            value = MarkedLabel(inner, size=12)
            value.show_pieces(pieces, label)  # type: ignore[arg-type]  # pieces, as facts_of made them
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            self.labels[label] = value
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
        chip = VerdictChip(self.page.verdict.answer, self.page.verdict.nobody_looked, note(self.page.verdict), inner)
        grid.addWidget(chip, grid.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget#facts { background: transparent; }")
        scroll.setAccessibleName(tr("About this photo"))
        scroll.setWidget(inner)
        return scroll

    def _news(self, news: PictureNews) -> None:
        if not news.image.isNull():
            self.canvas.show_image(news.image, news.size, smaller=news.smaller, keep=not self.canvas.empty)
        said = {
            "missing": tr("The file is missing; this is its preview."),
            "huge": tr("A preview of a very large picture."),
            "unreadable": news.reason,
        }  # fmt: skip
        if news.state in said:
            self.say(said[news.state])

    def mouseDoubleClickEvent(self, event: object) -> None:
        """On its words: see it alone."""
        self.opened.emit(self.page.record.id or 0)
