"""The centre's Read mode: one record as a page, with the places that show where its values were read.

The page is made of one HTML text built on the READ lane; pictures follow one by one. Clicking a span selects its
photo or video, and selecting one elsewhere scrolls here and pulses once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.records import Article
from archive_app.domain.results import RecordPage
from archive_app.i18n import tr
from archive_app.operations import reviewing
from archive_app.operations.page import record_page
from archive_app.settings import READING_SIZES
from archive_app.store.archive import Archive
from archive_app.ui import kept, reading_html, spans, theme
from archive_app.ui.archive_browser import ArchiveBrowser
from archive_app.ui.bars import EmptyState, MessageBar
from archive_app.ui.context import Context
from archive_app.ui.reading_bar import ReadingBar
from archive_app.ui.reading_html import Document
from archive_app.ui.reading_look import ReadingLook, reading_look
from archive_app.ui.reading_pictures import bring
from archive_app.ui.span_card import SpanCard
from archive_app.ui.span_legend import SpanLegend
from archive_app.ui.view_state import State

DEFAULT_HIDDEN = "detail"
NORMAL_SIZE = 16
Made = tuple[RecordPage, Document]


class ReadingPage(QFrame):
    """Shows ``state.record``; made once, kept while the person looks elsewhere."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._record = 0
        self._mode = "article"
        self._page: RecordPage | None = None
        self._shown = False
        self._selecting = False
        self._asked = 0
        hidden = str(kept.value("reading/hidden", DEFAULT_HIDDEN))
        self._hidden = frozenset(kind for kind in hidden.split(",") if kind in spans.KINDS)
        self.setProperty("pane", "base")
        self.bar = ReadingBar(context.actions, self)
        self.legend = SpanLegend(context.actions, self)
        self.message = MessageBar(self)
        self.browser = ArchiveBrowser(self)
        self.browser.setAccessibleName(tr("Text of the article"))
        self.empty = EmptyState(self)
        self.card = SpanCard(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.legend, self.message, self.browser, self.empty):
            column.addWidget(part)
        column.setStretchFactor(self.browser, 1)
        column.setStretchFactor(self.empty, 1)
        self.empty.hide()
        self.setFocusProxy(self.browser)
        self._wire()

    def enter(self, state: State) -> None:
        """It is shown now, for a record."""
        self._shown = True
        if state.record != self._record:
            self._record, self._mode, self._page = state.record, "article", None
            self.bar.show_mode("article")
            self._load()
        elif self._page is None:
            self._load()

    def leave(self) -> None:
        """It is not shown any more."""
        self._shown = False
        self.card.close_card()

    def look(self) -> ReadingLook:
        """How the page is to look now."""
        now = self._context.preferences.now
        return reading_look(
            self.bar.page, size=now.reading_size, spacing=self.bar.spacing, face=now.reading_face, hidden=self._hidden
        )

    def show_span(self, number: int, *, focus: bool = True) -> None:
        """Go to a finding: frame it, tell of it in the card, select its photo or video."""
        if not self.browser.set_current(number):
            return
        span = self.browser.spans[number]
        if span.target:
            self._selecting = True
            self._context.view.select((span.target,))
            self._selecting = False
        rect = self.browser.span_rect(number)
        corner = self.browser.viewport().mapTo(self, rect.topLeft())
        rect.moveTopLeft(corner)
        archive = self._context.archive
        self.card.show_span(number, span, rect, writable=archive is not None and not archive.read_only, focus=focus)

    def step(self, by: int) -> None:
        """To the next (1) or the previous (-1) finding, round the ends."""
        numbers = self.browser.shown_numbers()
        if not numbers:
            self.message.say(tr("Nothing that is switched on was found in this text."))
            return
        at = numbers.index(self.browser.current) if self.browser.current in numbers else (-1 if by > 0 else 0)
        self.show_span(numbers[(at + by) % len(numbers)])

    def set_mode(self, mode: str) -> None:
        """Show the "article" or its "source"."""
        if mode != self._mode:
            self._mode = mode
            self.bar.show_mode(mode)
            self.card.close_card()
            self._load()

    def _wire(self) -> None:
        context, actions = self._context, self._context.actions
        actions.attach(self, "read")
        bindings: dict[str, Callable[[], object]] = {
            "read.next_span": partial(self.step, 1), "read.previous_span": partial(self.step, -1),
            "read.larger": partial(self._resize_text, 1), "read.smaller": partial(self._resize_text, -1),
            "read.normal": partial(self._resize_text, 0), "read.find_next": partial(self._find, back=False),
            "read.find_previous": partial(self._find, back=True),
        }  # fmt: skip
        for name, handler in bindings.items():
            actions.bind(name, handler, reason=self._why_not)
        self.bar.mode_changed.connect(self.set_mode)
        self.bar.look_changed.connect(self._again)
        self.bar.back_pressed.connect(self._back)
        self.legend.hidden_changed.connect(self._set_hidden)
        self.browser.span_pressed.connect(self.show_span)
        self.browser.link_pressed.connect(self._ask_link)
        self.browser.record_pressed.connect(context.view.open_record)
        self.browser.text_pressed.connect(self._text_pressed)
        self.browser.verticalScrollBar().valueChanged.connect(lambda _v: self.card.close_card())
        self.card.accepted.connect(partial(self._decide, "accept"))
        self.card.rejected.connect(partial(self._decide, "reject"))
        self.card.edited.connect(partial(self._decide, "edit"))
        self.card.closed.connect(self.browser.setFocus)
        context.view.selection_changed.connect(self._selected)
        context.feed.changed.connect(self._changed)
        context.feed.everything.connect(self._again)
        context.archive_changed.connect(self._forget)
        context.preferences.changed.connect(self._preferences)
        theme.signals().changed.connect(self._again)
        self._size = context.preferences.now.reading_size

    def _load(self, *, keep_place: bool = False) -> None:
        if not self._record or not self._shown:
            self._page = None
            return
        self._asked += 1
        asked, record, mode, look = self._asked, self._record, self._mode, self.look()

        def work(archive: Archive) -> Made:
            return build(record_page(archive, record), mode, look)

        def done(made: Made) -> None:
            if asked == self._asked:
                self._show(made, look, keep_place=keep_place)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._say_gone(error)

        self._context.look(work, done, failed=failed, owner=self)

    def _again(self) -> None:
        self._load(keep_place=True)

    def _show(self, made: Made, look: ReadingLook, *, keep_place: bool) -> None:
        page, document = made
        self._page = page
        article = isinstance(page.record, Article)
        self.empty.hide()
        self.browser.show()
        self.legend.setVisible(article)
        self.bar.show_title(page.title or tr("Untitled"), article=article, source=page.source is not None)
        self.legend.show_spans(document.spans, look)
        kept = self.browser.current if keep_place else -1
        self.browser.show_document(document, look, keep_place=keep_place)
        if kept >= 0:
            self.browser.set_current(kept, scroll=False)
        bring(self._context, self.browser, document)
        self._context.actions.refresh()

    def _say_gone(self, error: Exception) -> None:
        from archive_app.ui import messages

        message = messages.explain(error)
        self._page = None
        self.browser.hide()
        self.legend.hide()
        self.card.close_card()
        self.bar.show_title("", article=False, source=False)
        self.empty.show_state(
            "file-question-mark", message.title, message.text, [(tr("Back to the results"), self._back, True)]
        )
        self.empty.show()

    def _decide(self, what: str, number: int, text: str = "") -> None:
        span = self.browser.spans[number]
        record, field = span.record, span.field

        def work(archive: Archive, _progress: object) -> Changes:
            if what == "accept":
                return reviewing.confirm(archive, record, field)
            if what == "edit":
                return reviewing.correct(archive, record, field, text)
            return reviewing.reject(archive, record, field)

        def done(_changes: Changes) -> None:
            self.card.close_card()

        self._context.change(work, owner=self, undo=what != "accept", done=done)

    def _set_hidden(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        kept.keep("reading/hidden", ",".join(sorted(hidden)))
        self.card.close_card()
        self._load(keep_place=True)

    def _resize_text(self, by: int) -> None:
        smallest, largest = READING_SIZES
        now = self._context.preferences.now.reading_size
        self._context.preferences.change(reading_size=min(largest, max(smallest, now + by)) if by else NORMAL_SIZE)

    def _preferences(self) -> None:
        if self._context.preferences.now.reading_size != self._size:
            self._size = self._context.preferences.now.reading_size
            self._load(keep_place=True)

    def _find(self, *, back: bool) -> None:
        from PySide6.QtGui import QTextDocument

        words = self.browser.textCursor().selectedText() or self._context.view.now.text.strip().strip('"')
        flag = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        if not words:
            self.message.say(tr("Select words in the text first, or search for some; then they are looked for here."))
        elif not self.browser.find(words, flag):
            cursor = self.browser.textCursor()
            cursor.movePosition(cursor.MoveOperation.End if back else cursor.MoveOperation.Start)
            self.browser.setTextCursor(cursor)
            if not self.browser.find(words, flag):
                self.message.say(tr("“{words}” does not occur in this text.").format(words=words[:60]))

    def _ask_link(self, address: str) -> None:
        host = QUrl(address).host()
        shown = address if len(address) <= 160 else address[:159] + "…"
        self.message.say(
            tr("This leads to {host} on the web: {address}").format(host=host, address=shown),
            button=tr("Open in the browser"), pressed=lambda: QDesktopServices.openUrl(QUrl(address)),
        )  # fmt: skip

    def _text_pressed(self) -> None:
        self.card.close_card()
        self.browser.set_current(-1)
        if self._record and self._context.view.current != self._record:
            self._selecting = True
            self._context.view.select((self._record,))
            self._selecting = False

    def _selected(self, ids: tuple[int, ...]) -> None:
        if self._selecting or not self._shown or not ids:
            return
        for number in self.browser.shown_numbers():
            span = self.browser.spans[number]
            if span.target == ids[0] and span.part:
                calm = bool(QGuiApplication.styleHints().property("reducedMotion"))
                self.card.close_card()
                self.browser.set_current(number, pulse=not calm)
                return

    def _changed(self, changes: Changes) -> None:
        page = self._page
        if page is None:
            return
        mine = {self._record}
        for photo in page.photos:
            mine |= {photo.use.id or 0, photo.photo.id or 0}
        for video in page.videos:
            mine |= {video.use.id or 0, video.video.id or 0}
        if mine & set(changes.records):
            self._load(keep_place=True)

    def _forget(self) -> None:
        self._record, self._page = 0, None
        self.card.close_card()
        self.browser.clear()

    def _back(self) -> None:
        view = self._context.view
        if view.can_go_back:
            view.back()
        else:
            view.close_mode()

    def _why_not(self) -> str:
        return "" if self._shown and self._page is not None else tr("Open an article first")


def build(page: RecordPage, mode: str, look: ReadingLook) -> Made:
    """The page of a record as a document; any thread."""
    document = reading_html.source(page, look) if mode == "source" else reading_html.article(page, look)
    return page, document
