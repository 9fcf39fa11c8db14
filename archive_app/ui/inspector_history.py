"""The History tab: what happened to the record, day by day, in sentences; single values can be put back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from archive_app.domain import fields
from archive_app.domain.choices import label_of
from archive_app.domain.errors import NotFound
from archive_app.domain.field_values import NO, YES
from archive_app.domain.history import HistoryEntry
from archive_app.domain.records import Kind
from archive_app.domain.results import RecordPage
from archive_app.i18n import tr
from archive_app.operations.field_visits import OpenPage
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.panel import Column, empty_layout, heading, quiet_button, words

AT_ONCE = 60
MOST_LETTERS = 240


class RecordHistory(Column):
    """The history of one record and its uses."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("History"), parent)
        self._context = context
        self._page: RecordPage | None = None
        self._read_only = True
        self._most = AT_ONCE
        top = QHBoxLayout()
        self.filter = QComboBox(self)
        self.filter.setAccessibleName(tr("Show the history of"))
        self.filter.setToolTip(tr("Show the history of one field only"))
        self.filter.activated.connect(self._fill)
        top.addWidget(self.filter, 1)
        top.addWidget(quiet_button(tr("Whole catalogue…"), self._all, self, tip=tr("All steps in the catalogue")))
        self.body.addLayout(top)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GAP_S)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_page(self, opened: OpenPage, *, read_only: bool) -> None:
        """Show a record's history."""
        other = self._page is None or self._page.record.id != opened.page.record.id
        self._page, self._read_only = opened.page, read_only
        chosen = "" if other else str(self.filter.currentData() or "")
        self._most = AT_ONCE if other else self._most
        labels = {one.field: one.field_label for one in opened.page.history if one.field}
        self.filter.clear()
        self.filter.addItem(tr("All changes"), "")
        for name, label in sorted(labels.items(), key=lambda pair: pair[1]):
            self.filter.addItem(label, name)
        self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))
        self.filter.setEnabled(len(labels) > 1)
        self._fill()

    def flush(self) -> None:
        """Nothing is typed here."""

    def focus_field(self, name: str) -> bool:
        """Show the history of one field."""
        at = self.filter.findData(name)
        if at < 0:
            return False
        self.filter.setCurrentIndex(at)
        self._fill()
        return True

    def restore(self, entry: HistoryEntry) -> None:
        """Put back the value a field had before a change."""
        from archive_app.operations import history

        self._context.change(lambda archive, _p: history.restore_value(archive, entry), owner=self, undo=True)

    def _fill(self) -> None:
        empty_layout(self._rows)
        page = self._page
        if page is None:
            return
        wanted = str(self.filter.currentData() or "")
        entries = [one for one in page.history if not wanted or one.field == wanted]
        day = ""
        for entry in entries[: self._most]:
            when = QDateTime.fromString(entry.at, Qt.DateFormat.ISODateWithMs).toLocalTime()
            heading_text = day_words(when.date())
            if heading_text != day:
                day = heading_text
                self._rows.addWidget(heading(day, self))
            self._rows.addWidget(self._row(page, entry, QLocale().toString(when.time(), "HH:mm")))
        if len(entries) > self._most:
            self._rows.addWidget(quiet_button(tr("Show older changes"), self._more, self))

    def _row(self, page: RecordPage, entry: HistoryEntry, clock: str) -> QWidget:
        row = QFrame(self)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, theme.GAP_XS)
        column.setSpacing(2)
        sentence = words(sentence_of(page, entry), row)
        facts = " · ".join(part for part in (clock, entry.who, entry.label) if part)
        below = words(tr("{facts} · taken back").format(facts=facts) if entry.undone else facts, row,
                      role="secondary", size=11)  # fmt: skip
        if entry.undone:
            sentence.setProperty("role", "disabled")
        column.addWidget(sentence)
        column.addWidget(below)
        if entry.revertable and not self._read_only and not entry.undone:
            line = QHBoxLayout()
            button = quiet_button(
                tr("Restore this value"), partial(self.restore, entry), row, icon="undo-2",
                tip=tr("Put back “{value}”").format(value=shown_value(page, entry, entry.before) or tr("nothing")),
            )  # fmt: skip
            button.setAccessibleName(
                tr("Restore this value of {field}, {time}").format(field=entry.field_label, time=clock)
            )
            line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        return row

    def _more(self) -> None:
        self._most += AT_ONCE * 2
        self._fill()

    def _all(self) -> None:
        self._context.actions.run("edit.history")


def day_words(day: QDate) -> str:
    """A day as a heading: today, yesterday, or its date."""
    today = QDate.currentDate()
    if day == today:
        return tr("Today")
    if day == today.addDays(-1):
        return tr("Yesterday")
    return QLocale().toString(day, QLocale.FormatType.LongFormat)


def sentence_of(page: RecordPage, entry: HistoryEntry) -> str:
    """One change as a sentence: “Credit line: ‘City’ → ‘City Archive’”."""
    if not entry.field:
        return entry.field_label
    label = entry.field_label
    if entry.record_id != page.record.id:
        which = use_number(page, entry.record_id)
        label = f"{label} ({which})" if which else label
    before, after = shown_value(page, entry, entry.before), shown_value(page, entry, entry.after)
    if not before:
        return tr("{field}: “{after}” added").format(field=label, after=after)
    if not after:
        return tr("{field}: “{before}” removed").format(field=label, before=before)
    return tr("{field}: “{before}” → “{after}”").format(field=label, before=before, after=after)


def use_number(page: RecordPage, number: int) -> str:
    """Which photo or video of the article a use is: “photo 2”."""
    for place, photo in enumerate(page.photos, 1):
        if photo.use.id == number:
            return tr("photo {number}").format(number=place)
    for place, video in enumerate(page.videos, 1):
        if video.use.id == number:
            return tr("video {number}").format(number=place)
    for one in page.appears_in:
        if one.use.id == number:
            return tr("in “{title}”").format(title=one.article.headline[:40])
    return ""


def shown_value(page: RecordPage, entry: HistoryEntry, stored: str) -> str:
    """A stored value as people read it, shortened."""
    kind = fields.kind_of(page.record)
    if entry.record_id != page.record.id:
        kind = Kind.PHOTO_USE if use_number(page, entry.record_id) else kind
    try:
        line = fields.field(kind, entry.field)
    except NotFound:
        line = None
    if line is not None and line.type == "flag":
        return tr("yes") if stored.casefold() in YES else tr("no") if stored.casefold() in {*NO, ""} else stored
    if line is not None and line.choices:
        stored = label_of(line.choices, stored)
    return stored if len(stored) <= MOST_LETTERS else stored[: MOST_LETTERS - 1].rstrip() + "…"
