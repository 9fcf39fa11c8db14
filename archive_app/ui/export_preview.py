"""The live preview of an export: any one record as the file would hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import tr
from archive_app.ui import icons, messages, theme
from archive_app.ui.context import Context
from archive_app.ui.one_shot import one_shot

if TYPE_CHECKING:
    from archive_app.formats.exporting.base import ExportProfile
    from archive_app.store.archive import Archive

SOON_MS = 120
SHOWN = 20_000
_ENOUGH = 8_000_000  # pictures stand in the text of a record sheet
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_PICTURE = re.compile(r"data:image/[\w+.-]+;base64,[A-Za-z0-9+/=]{40,}")


class ExportPreview(QWidget):
    """One record, with a way to the next and the one before."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ids: tuple[int, ...] = ()
        self._asked: tuple[str, ExportProfile] | None = None
        self._at = 0
        self._number = 0
        self.heading = QLabel(self)
        self.heading.setFont(theme.font(13, bold=True))
        self.previous = self._button("chevron-left", tr("Preview the record before"), -1)
        self.next = self._button("chevron-right", tr("Preview the next record"), 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_XS)
        row.addWidget(self.heading, 1)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(tr("Preview"))
        self.text.setTabChangesFocus(True)
        self.sheet = _Sheet(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.text)
        self.stack.addWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_XS)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        self.losses = QLabel(self)
        self.losses.setTextFormat(Qt.TextFormat.PlainText)
        self.losses.setWordWrap(True)
        self.losses.setProperty("role", "secondary")
        self.losses.setAccessibleName(tr("What this record loses"))
        self.losses.hide()
        column.addWidget(self.losses)
        self._soon = one_shot(self, SOON_MS, self._ask)
        theme.signals().changed.connect(self._themed)
        context.feed.changed.connect(self._records_changed)
        self._themed()
        self._say()

    def show_export(self, ids: Sequence[int], exporter: str, profile: ExportProfile) -> None:
        """Preview these records in this format, a moment later."""
        record = self._ids[self._at] if self._at < len(self._ids) else 0
        self._ids = tuple(ids)
        # The record looked at stays on screen when others go or come.
        self._at = self._ids.index(record) if record in self._ids else 0
        self._asked = (exporter, profile)
        self._say()
        self._soon.start()

    def step(self, by: int) -> None:
        """Preview another record."""
        if 0 <= self._at + by < len(self._ids):
            self._at += by
            self._say()
            self._ask()

    def _records_changed(self) -> None:
        """The record shown may be another by now; a page that is away reads it when it is entered again."""
        if self.isVisible() and self._asked is not None:
            self._soon.start()

    def _ask(self) -> None:
        self._number += 1
        number, asked, ids, at = self._number, self._asked, self._ids, self._at
        if asked is None or not ids:
            self._show("")
            return
        exporter, profile = asked

        def show(made: tuple[str, str]) -> None:
            if number == self._number:
                self._show(*made)

        def fail(error: Exception) -> None:
            if number == self._number:
                self._show(messages.explain(error).text)

        self._context.look(lambda archive: _text(archive, ids[at], exporter, profile), show, failed=fail, owner=self)

    def _show(self, text: str, losses: str = "") -> None:
        self.losses.setText(losses)
        self.losses.setVisible(bool(losses))
        is_sheet = text.startswith("<!DOCTYPE html>")
        self.stack.setCurrentWidget(self.sheet if is_sheet else self.text)
        if is_sheet:
            self.sheet.setHtml(text)
        else:
            self.text.setPlainText(text)

    def _say(self) -> None:
        total = len(self._ids)
        words = tr("Preview: record {n} of {total}").format(n=self._at + 1, total=total) if total else tr("Preview")
        self.heading.setText(words)
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < total)

    def _button(self, icon: str, words: str, by: int) -> QToolButton:
        made = QToolButton(self)
        icons.keep(made, icon)
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.clicked.connect(lambda: self.step(by))
        return made

    def _themed(self) -> None:
        self.text.setFont(theme.mono_font(12))


class _Sheet(QTextBrowser):
    """A record sheet roughly as a browser shows it; nothing but the pictures within it is ever loaded."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Preview"))

    def loadResource(self, type_: int, name: QUrl | str) -> object:
        """Qt would read local files for an ``<img>``; only data within the text is let through."""
        address = QUrl(name)
        return super().loadResource(type_, address) if address.scheme() == "data" else QByteArray()


def _text(archive: Archive, record: int, exporter: str, profile: ExportProfile) -> tuple[str, str]:
    """The record as it would be written, its pictures named instead of spelt out, and what it loses. Any thread."""
    from archive_app.formats.exporting.loss_report import brief
    from archive_app.operations import export

    made = export.preview_with_losses(archive, [record], exporter, profile=profile, characters=_ENOUGH)
    losses = " ".join((*made.notes.sentences, *brief(made.notes.losses)))
    text = made.text or tr("This format is no text; the file can be looked at once it is written.")
    if text.startswith("<!DOCTYPE html>"):
        return _without_style(text), losses
    return _PICTURE.sub(tr("[picture]"), text)[:SHOWN], losses


def _without_style(page: str) -> str:
    """The page without the style that only browsers understand, its pictures at a size that fits the preview."""
    plain = _STYLE.sub("", page)
    return plain.replace("<img ", '<img width="320" ')
