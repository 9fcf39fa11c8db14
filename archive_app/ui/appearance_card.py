"""One appearance of a photo or video: the article, and what it prints with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.records import Kind
from archive_app.domain.results import Appearance
from archive_app.i18n import tr
from archive_app.ui import row_words, theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.credit_parts import CreditParts
from archive_app.ui.panel import quiet_button, words
from archive_app.ui.record_form import Kept, RecordForm


class AppearanceCard(QFrame):
    """Article, date, caption and credit line of one appearance.

    Signals:
        open_wanted(int), unlink_wanted(int): Ids of the article, the use.
    """

    open_wanted = Signal(int)
    unlink_wanted = Signal(int)

    def __init__(self, context: Context, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._shown: Appearance | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(theme.GAP_S)
        self.title = words("", self, size=13)
        self.title.setFont(theme.font(13, bold=True))
        self.facts = words("", self, role="secondary", size=12)
        names = ("caption", "credit_line") if kind is Kind.PHOTO_USE else ("mention", "caption", "credit_line")
        self.form = RecordForm(context, kind, names, self)
        self.form.typed.connect(self._typed)
        self.parts = CreditParts(context, self)
        for part in (self.title, self.facts, self.form, self.parts):
            column.addWidget(part)
        row = FlowLayout(gap=2)
        self.open_button: QPushButton = quiet_button(tr("Open the article"), self._open, self, icon="book-open")
        self.unlink_button = quiet_button(tr("Take out of the article"), self._unlink, self, icon="unlink")
        row.addWidget(self.open_button)
        row.addWidget(self.unlink_button)
        column.addLayout(row)

    def show_use(self, shown: Appearance, kept: Kept, *, read_only: bool) -> None:
        """Show an appearance."""
        self._shown = shown
        article = shown.article
        title = article.headline or tr("Untitled article")
        self.title.setText(title)
        self.setAccessibleName(title)
        self.open_button.setAccessibleName(tr("Open “{title}”").format(title=title))
        date = row_words.date_words(article.published)
        self.facts.setText(" · ".join(part for part in (article.publisher, date) if part))
        self.facts.setVisible(bool(self.facts.text()))
        self.form.load(shown.use, (), kept, read_only=read_only)
        if not self.form.editors["credit_line"].dirty:
            self.parts.show_credit(shown.use.credit, shown.use.id or 0, read_only=read_only)
        self.unlink_button.setEnabled(not read_only)

    def flush(self) -> None:
        """Save what was typed."""
        self.form.flush()

    def focus_field(self, name: str) -> bool:
        """Move the focus to a field."""
        return self.form.focus_field(name)

    def form_value(self, name: str) -> str:
        """What a field shows."""
        editor = self.form.editors.get(name)
        return editor.input.value() if editor is not None else ""

    def _typed(self, name: str, text: str) -> None:
        if name == "credit_line":
            self.parts.show_line(text)

    def _open(self) -> None:
        if self._shown is not None:
            self.open_wanted.emit(self._shown.article.id or 0)

    def _unlink(self) -> None:
        if self._shown is not None:
            self.unlink_wanted.emit(self._shown.use.id or 0)
