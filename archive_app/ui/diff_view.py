"""Shows two articles compared word by word: side by side where there is room, with what is the same folded away."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.operations.comparing import Comparison
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.diff_html import pieces_of_page, summary
from archive_app.ui.messages import explain
from archive_app.ui.tasks import Lane

if TYPE_CHECKING:
    from archive_app.store.archive import Archive

BESIDE_FROM: Final = 560
"""Pixels from which two columns have room."""
AT_ONCE: Final = 12


class DiffView(QFrame):
    """Give it a function that compares; it runs on the lane for reading.

    Attributes:
        found: What is shown, None while nothing is.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._heads = ("", "")
        self._rest: deque[str] = deque()
        self.found: Comparison | None = None
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("role", "secondary")
        self.words.setWordWrap(True)
        self.everything = QPushButton(tr("Show what is the same"), self)
        self.everything.setCheckable(True)
        self.everything.setProperty("compact", True)
        self.everything.toggled.connect(lambda _on: self._draw())
        top = QHBoxLayout()
        top.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_M, theme.GAP_XS)
        top.addWidget(self.words, 1)
        top.addWidget(self.everything)
        self.browser = QTextBrowser(self)
        self.browser.setOpenLinks(False)
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        self.browser.setUndoRedoEnabled(False)
        self.browser.setProperty("reading", True)
        self.browser.setAccessibleName(tr("Differences"))
        self.browser.setTabChangesFocus(True)
        self.browser.document().setDocumentMargin(theme.GAP_L)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.browser, 1)
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._add_some)
        self._beside = True
        theme.signals().changed.connect(self._draw)

    def show_comparison(self, work: Callable[[Archive], Comparison], heads: tuple[str, str] | None = None) -> None:
        """Compare and show; ``heads`` are what the two sides are called."""
        self._asked += 1
        self._heads = heads or (tr("Earlier"), tr("Later"))
        self.found = None
        self.words.setText(tr("Comparing…"))
        self.browser.clear()
        self._rest.clear()
        asked = self._asked
        self._context.look(work, partial(self._came, asked), failed=partial(self._failed, asked), owner=self)

    def clear(self) -> None:
        """Show nothing."""
        self._asked += 1
        self.found = None
        self.words.clear()
        self.browser.clear()
        self._rest.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place both stand in one column."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM
        if beside != self._beside:
            self._beside = beside
            self._draw()

    def _came(self, asked: int, found: Comparison) -> None:
        if asked == self._asked:
            self.found = found
            self.words.setText(summary(found))
            self.browser.setAccessibleDescription(self.words.text())
            self._draw()

    def _failed(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self.words.setText(explain(error).sentence)

    def _draw(self) -> None:
        found = self.found
        if found is None:
            return
        self._asked += 1
        asked, beside, everything = self._asked, self._beside, self.everything.isChecked()
        look, heads = theme.current(), self._heads

        def done(pieces: list[str]) -> None:
            if asked == self._asked:
                self.browser.clear()
                self._rest = deque(pieces)
                self._add_some()
                self.browser.moveCursor(QTextCursor.MoveOperation.Start)

        self._context.tasks.run(
            Lane.FILES, lambda _p: pieces_of_page(found, look, beside=beside, everything=everything, heads=heads),
            done=done, owner=self,
        )  # fmt: skip

    def _add_some(self) -> None:
        """A long text is laid out some paragraphs at a time."""
        cursor = QTextCursor(self.browser.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if self._rest:
            if not self.browser.document().isEmpty() and self._rest[0].startswith("<p"):
                cursor.insertBlock()  # else it went on in the paragraph before
            some = [self._rest.popleft() for _ in range(min(AT_ONCE, len(self._rest)))]
            cursor.insertHtml("".join(some))
        if self._rest and not self._more.isActive():
            self._more.start()
        elif not self._rest:
            self._more.stop()
