"""The source of an item under review, its findings lit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from archive_app.i18n import tr
from archive_app.ui.archive_browser import ArchiveBrowser
from archive_app.ui.context import Context
from archive_app.ui.import_items import ImportItem
from archive_app.ui.import_proposals import source_spans
from archive_app.ui.reading_html import Document, page_of_text
from archive_app.ui.reading_look import ReadingLook, reading_look
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
