"""One photo, all its printings side by side: paper, date, caption and credit line as printed, differences marked.

The earliest printing is the measure; nothing is made alike, for what was printed was printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.changes import Changes
from archive_app.domain.records import Photo, PhotoUse
from archive_app.domain.results import Appearance, RecordPage
from archive_app.domain.side_by_side import side_by_side
from archive_app.domain.word_diff import Piece
from archive_app.i18n import tr, tr_n
from archive_app.ui import theme
from archive_app.ui.bars import EmptyState
from archive_app.ui.context import Context
from archive_app.ui.marked_words import MarkedLabel
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.record_commands import credit_line_of
from archive_app.ui.row_words import date_words
from archive_app.ui.thumbnails import Thumbnails
from archive_app.ui.use_card import Picture
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.store.archive import Archive

CARD = 300


class PrintingsPage(QFrame):
    """Shows the printings of ``state.record``."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._record = 0
        self._thumbnails = Thumbnails(context, self)
        self.cards: list[PrintingCard] = []
        self.header = PageHeader(context, self)
        self.look = QPushButton(tr("See the photo"), self)
        self.look.setProperty("compact", True)
        self.look.clicked.connect(lambda _on=False: context.view.open_record(self._record))
        self.header.row.addWidget(self.look)
        self.picture = Picture(self._thumbnails, QSize(220, 150), self)
        self.picture.opened.connect(lambda: context.view.open_record(self._record))
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.credit = QLabel(self)
        self.credit.setTextFormat(Qt.TextFormat.PlainText)
        self.credit.setWordWrap(True)
        self.credit.setProperty("role", "secondary")
        self.empty = EmptyState(self)
        inner = QWidget(self)
        inner.setObjectName("rows")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.GAP_M)
        words = QVBoxLayout()
        words.addWidget(self.said)
        words.addWidget(self.credit)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_L)
        top.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.GAP_L, theme.GAP_L, theme.GAP_L, theme.GAP_L)
        column.setSpacing(theme.GAP_L)
        column.addLayout(top)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget#rows { background: transparent; }")
        self._scroll.setAccessibleName(tr("Printings of this photo"))
        self._scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self.empty, 1)
        outer.addWidget(self._scroll, 1)
        self.empty.hide()
        context.feed.changed.connect(self._changed)

    def enter(self, state: State) -> None:
        """Show the printings of a photo: the one of the state, else the one selected."""
        self._record = state.record or next(iter(state.selected), 0)
        self._context.view.set_record(self._record)
        self._read()

    def leave(self) -> None:
        """It is read anew the next time."""
        self._record = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many beside each other as there is room for."""
        super().resizeEvent(event)
        self._lay_out()

    def _read(self) -> None:
        number = self._record
        if number:
            self._context.look(lambda archive: _page(archive, number), partial(self._show, number), owner=self)

    def _show(self, number: int, page: RecordPage) -> None:
        if number != self._record:
            return
        uses = in_order(page.appears_in)
        title = page.title or tr("Untitled photo")
        self.header.set_title(tr("{title}: where it is printed").format(title=title))
        self.picture.show_media(page.media, "image" if page.media is None else "image-off", title)
        several = bool(uses) and isinstance(page.record, Photo)
        self._scroll.setVisible(several)
        self.empty.setVisible(not several)
        if not several:
            self.empty.show_state("newspaper", tr("In no article"), tr("Nothing says where this photo was printed."))
            return
        rows = marked(uses)
        count = sum(1 for row in rows if len({"".join(p.text for p in pieces) for pieces in row if pieces}) > 1)
        words = tr_n("Printed in {n} article.", "Printed in {n} articles.", len(uses))
        differ = tr("Captions and credit lines agree.") if not count else tr("Where a later one differs, it is marked.")
        self.said.setText(f"{words} {differ}" if len(uses) > 1 else words)
        line = credit_line_of(page)
        self.credit.setText(tr("Credit line to print: {line}").format(line=line) if line else "")
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [
            PrintingCard(self._context, one, tuple(row[at] for row in rows), self) for at, one in enumerate(uses)
        ]
        self._lay_out()

    def _lay_out(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        room = self._scroll.viewport().width() - 2 * theme.GAP_L
        across = max(1, min(len(self.cards), room // CARD))
        for column in range(8):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // across, at % across)
            card.show()

    def _changed(self, _changes: Changes) -> None:
        if self._record and self.isVisible():
            self._read()


class PrintingCard(QFrame):
    """One printing."""

    def __init__(
        self, context: Context, one: Appearance, rows: Sequence[tuple[Piece, ...]], parent: QWidget
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_M, theme.GAP_S)
        column.setSpacing(theme.GAP_XS)
        paper = QLabel(one.article.publisher or tr("No publisher is recorded"), self)
        paper.setFont(theme.font(13, bold=True))
        day = QLabel(date_words(one.article.published) or tr("No date"), self)
        day.setProperty("role", "secondary")
        headline = QLabel(one.article.headline, self)
        for label in (paper, day, headline):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self.labels: dict[str, MarkedLabel] = {}
        names = (tr("Caption"), tr("Credit line"), tr("Description for the blind"))
        for name, pieces in zip(names, rows, strict=True):
            if not pieces and name == names[2]:
                continue
            head = QLabel(name, self)
            head.setProperty("role", "secondary")
            head.setFont(theme.font(12))
            value = MarkedLabel(self)
            value.show_pieces(pieces or (Piece("same", tr("none")),), name)
            self.labels[name] = value
            column.addSpacing(theme.GAP_XS)
            column.addWidget(head)
            column.addWidget(value)
        column.addStretch(1)
        opened = QPushButton(tr("Open article"), self)
        opened.setProperty("flat", True)
        opened.setProperty("compact", True)
        opened.setAccessibleName(tr("Open article: {title}").format(title=one.article.headline))
        opened.clicked.connect(lambda _on=False: context.view.open_record(one.article.id or 0))
        column.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)


def in_order(uses: Sequence[Appearance]) -> list[Appearance]:
    """Printings by date, the earliest first; undated ones at the end."""
    return sorted(uses, key=lambda one: (not one.article.published, one.article.published, one.article.id or 0))


def marked(uses: Sequence[Appearance]) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """Captions, credit lines and descriptions of printings, each with what differs marked."""
    alt = [one.use.alt_text if isinstance(one.use, PhotoUse) else "" for one in uses]
    return (
        side_by_side([one.use.caption for one in uses]), side_by_side([one.use.credit_line for one in uses]),
        side_by_side(alt),
    )  # fmt: skip


def _page(archive: Archive, number: int) -> RecordPage:
    from archive_app.operations import page

    return page.record_page(archive, number)
