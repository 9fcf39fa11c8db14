"""What people come to a photo for, over the fields of its Details: the picture, its caption and its credit line."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from archive_app.i18n import tr, tr_n
from archive_app.operations.field_visits import OpenPage
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.field_inputs import turn
from archive_app.ui.panel import heading, quiet_button, words
from archive_app.ui.thumbnails import Thumbnails
from archive_app.ui.use_card import Picture


class PhotoTop(QFrame):
    """A photo's picture with the words of its first printing.

    Signals:
        words_wanted(): The person wants to change caption or credit line, which stand in “Appears in”.
    """

    words_wanted = Signal()

    def __init__(self, context: Context, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._number = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.GAP_S)
        column.setSpacing(theme.GAP_XS)
        self.picture = Picture(thumbnails, QSize(280, 176), self)
        self.picture.opened.connect(self._open)
        self.caption = words("", self)
        self._credit_label = heading(tr("Credit line"), self)
        self.credit = words("", self, size=12)
        self.change = quiet_button("", self.words_wanted.emit, self, icon="pencil")
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.GAP_XS)
        for widget in (self.caption, self._credit_label, self.credit):
            column.addWidget(widget)
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)

    def show_page(self, opened: OpenPage, *, read_only: bool) -> None:
        """Show a photo; its words are those of the article it is seen from, or of the first it appears in."""
        page = opened.page
        self._number = page.record.id or 0
        self.picture.setVisible(page.media is not None)
        lost = page.media is not None and opened.files.get(page.media.id or 0) is None
        self.picture.show_media(page.media, "image-off" if lost else "image", page.title or tr("Photo"))
        self.picture.setToolTip(tr("The file is not on disk") if lost else tr("Show it large"))
        use = page.appears_in[0].use if page.appears_in else None
        caption, credit = (use.caption, use.credit_line) if use is not None else ("", "")
        for label, text in ((self.caption, caption), (self.credit, credit)):
            label.setText(text)
            label.setVisible(bool(text))
            turn(label, text)
        self._credit_label.setVisible(bool(credit))
        more = len(page.appears_in) - 1
        if more > 0:
            self.change.setText(tr_n("Printed in {n} more article", "Printed in {n} more articles", more))
        else:
            self.change.setText(tr("Change caption and credit line"))
        self.change.setVisible(bool(page.appears_in) and (more > 0 or not read_only))

    def _open(self) -> None:
        if self._number:
            self._context.view.open_record(self._number)
