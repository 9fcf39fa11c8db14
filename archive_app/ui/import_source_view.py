"""The source of an item under review, its findings lit; and a new article beside the one that is there already."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from archive_app.domain.records import Draft
from archive_app.domain.results import RecordPage, UseOfPhoto, UseOfVideo
from archive_app.i18n import tr
from archive_app.operations.page import plain_title, record_page
from archive_app.ui import theme
from archive_app.ui.archive_browser import ArchiveBrowser
from archive_app.ui.context import Context
from archive_app.ui.import_items import ImportItem
from archive_app.ui.import_proposals import source_spans
from archive_app.ui.reading_html import Document, article, page_of_text
from archive_app.ui.reading_look import ReadingLook, reading_look
from archive_app.ui.reading_pictures import bring
from archive_app.ui.tasks import Lane

SIZE = 14


def review_look(*hidden: str) -> ReadingLook:
    """Smaller than a reading page; everything is lit but the kinds named."""
    return reading_look(size=SIZE, spacing=1.5, hidden=frozenset(hidden))


class SourceView(ArchiveBrowser):
    """Shows ``Source.text`` of a draft.

    Signals:
        row_pressed(str): Somebody clicked the place of a row; its key.
    """

    row_pressed = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._row = ""
        self.setAcceptDrops(False)
        self.setAccessibleName(tr("Source text"))
        self.span_pressed.connect(self._pressed)

    def show_item(self, item: ImportItem | None) -> None:
        """Show what an item was read from."""
        self._asked += 1
        if item is None or item.draft is None:
            self.clear()
            return
        asked, draft, rows, look = self._asked, item.draft, item.rows, review_look()

        def done(made: Document) -> None:
            if asked == self._asked:
                self.show_document(made, look)
                self.verticalScrollBar().setValue(0)
                self.show_row(self._row)

        self._context.tasks.run(
            Lane.FILES, lambda _progress: page_of_text(draft.source.text, source_spans(draft, rows), look),
            done=done, owner=self,
        )  # fmt: skip

    def show_row(self, key: str) -> None:
        """Frame the place of a row and scroll to it."""
        self._row = key
        number = next((n for n, span in enumerate(self.spans) if span.key == key), -1)
        self.set_current(number)

    def _pressed(self, number: int) -> None:
        if 0 <= number < len(self.spans):
            self.row_pressed.emit(self.spans[number].key)


class CompareView(QWidget):
    """New on the left, what the catalogue has on the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self.sides: list[ArchiveBrowser] = []
        for words in (tr("New"), tr("In the catalogue")):
            column = QVBoxLayout()
            column.setSpacing(0)
            label = QLabel(words, self)
            label.setFont(theme.font(12, bold=True))
            label.setProperty("role", "secondary")
            label.setContentsMargins(theme.GAP_L, theme.GAP_S, 0, 0)
            browser = ArchiveBrowser(self)
            browser.setAcceptDrops(False)
            browser.setAccessibleName(words)
            column.addWidget(label)
            column.addWidget(browser, 1)
            row.addLayout(column, 1)
            self.sides.append(browser)

    def show_pair(self, draft: Draft, record: int) -> None:
        """Show a draft and a record side by side."""
        self._asked += 1
        asked, look = self._asked, review_look("detail")

        def here(side: int) -> Callable[[Document], None]:
            def done(made: Document) -> None:
                if asked == self._asked:
                    self.sides[side].show_document(made, look)
                    bring(self._context, self.sides[side], made)

            return done

        self._context.tasks.run(
            Lane.FILES, lambda _progress: article(page_of_draft(draft), look), done=here(0), owner=self
        )
        self._context.look(lambda archive: article(record_page(archive, record), look), here(1), owner=self)


def page_of_draft(draft: Draft) -> RecordPage:
    """A draft as the page that it would be."""
    return RecordPage(
        draft.article, plain_title(draft.article), source=draft.source, evidence=draft.evidence,
        photos=tuple(UseOfPhoto(one.use, one.photo, None, one.evidence) for one in draft.photos),
        videos=tuple(UseOfVideo(one.use, one.video, None, one.evidence) for one in draft.videos),
    )  # fmt: skip
