"""Two to four photos side by side, each with its caption, credit line and verdict; they are enlarged together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from archive_app.domain.records import Photo
from archive_app.domain.results import RecordPage
from archive_app.domain.verdict import note
from archive_app.i18n import tr, tr_n
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.photo_canvas import PhotoCanvas
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.photo_loading import PictureLoader, PictureNews
from archive_app.ui.photo_words import alt_text_of
from archive_app.ui.record_commands import credit_line_of
from archive_app.ui.verdicts import VerdictChip
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.store.archive import Archive

MOST = 4


class ComparePage(QFrame):
    """Shows the selected photos."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._ids: tuple[int, ...] = ()
        self.cards: list[_Card] = []
        self.header = PageHeader(context, self)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_M, theme.GAP_M)
        self.grid.setSpacing(theme.GAP_M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(self.grid, 1)

    def enter(self, state: State) -> None:
        """Show the photos that are selected."""
        if state.selected == self._ids:
            return
        self._ids = state.selected
        self._context.look(
            lambda archive: _pages(archive, state.selected), partial(self._show, state.selected), owner=self
        )

    def leave(self) -> None:
        """They are read anew the next time."""
        self._ids = ()

    def _show(self, ids: tuple[int, ...], pages: list[RecordPage]) -> None:
        if ids != self._ids:
            return
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [_Card(self._context, page, self) for page in pages]
        across = 2 if len(pages) == 4 else max(1, len(pages))
        for at, card in enumerate(self.cards):
            self.grid.addWidget(card, at // across, at % across)
            for other in self.cards:
                if other is not card:
                    card.canvas.zoomed.connect(partial(self._follow, card, other))
        self.header.set_title(tr_n("Comparing {n} photo", "Comparing {n} photos", len(pages)))

    def _follow(self, leader: _Card, other: _Card, scale: float) -> None:
        # Fitted pictures differ in scale; only what the person enlarges is shared.
        if leader.canvas.fitted or abs(other.canvas.scale_now - scale) < 0.001 or not leader.canvas.hasFocus():
            return
        other.canvas.zoom_to(scale)


class _Card(QFrame):
    """One photo with its words."""

    def __init__(self, context: Context, page: RecordPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.canvas = PhotoCanvas(self)
        self.canvas.setAccessibleName(tr("Photo: {title}").format(title=page.title))
        self.canvas.setAccessibleDescription(alt_text_of(page))
        self.loader = PictureLoader(context, self)
        self.loader.news.connect(self._news)
        uses = page.appears_in
        caption = uses[0].use.caption if uses else ""
        words = QLabel(caption or page.title, self)
        credit = QLabel(credit_line_of(page) or tr("No credit line is recorded."), self)
        credit.setFont(theme.font(12, bold=True))
        self.state = QLabel(self)
        self.state.setProperty("role", "secondary")
        for label in (words, credit, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        words.setMaximumHeight(words.fontMetrics().lineSpacing() * 3 + 4)
        words.setToolTip(caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, theme.GAP_S)
        column.setSpacing(theme.GAP_XS)
        column.addWidget(self.canvas, 1)
        chip = VerdictChip(page.verdict.answer, page.verdict.nobody_looked, note(page.verdict), self)
        for widget in (self.state, words, credit, chip):
            widget.setContentsMargins(theme.GAP_S, 0, theme.GAP_S, 0)
            column.addWidget(widget)
        self.state.hide()
        if page.media is None:
            self._say(tr("No file is kept of this photo."))
        else:
            self.loader.load(page.media)

    def _news(self, news: PictureNews) -> None:
        if not news.image.isNull():
            self.canvas.show_image(news.image, news.size, smaller=news.smaller, keep=not self.canvas.empty)
        said = {
            "missing": tr("The file is missing; this is its preview."),
            "huge": tr("A preview of a very large picture."),
            "unreadable": news.reason,
        }  # fmt: skip
        if news.state in said:
            self._say(said[news.state])

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.show()


def _pages(archive: Archive, ids: tuple[int, ...]) -> list[RecordPage]:
    """The pages of the photos among these records, four at most. Any thread."""
    from archive_app.operations import page

    with archive.read() as reader:
        records = reader.records(ids[:200])
    photos = [one for one in ids if isinstance(records.get(one), Photo)]
    return [page.record_page(archive, one) for one in photos[:MOST]]
