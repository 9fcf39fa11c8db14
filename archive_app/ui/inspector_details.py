"""The Details tab: the record's own fields, and below them what the program keeps about it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from archive_app.domain import fields
from archive_app.domain.records import Kind
from archive_app.i18n import tr
from archive_app.operations.field_visits import OpenPage
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.name_chips import NamesBox
from archive_app.ui.panel import Column, Fold, empty_layout, heading, words
from archive_app.ui.photo_top import PhotoTop
from archive_app.ui.provenance import moment
from archive_app.ui.record_form import RecordForm
from archive_app.ui.thumbnails import Thumbnails
from archive_app.ui.versions_box import VersionsBox

# The order in which people look for things; the rest follows in that of the field table.
_FIRST: Final = ("headline", "title", "description", "reviewed")


def form_fields(kind: Kind) -> tuple[str, ...]:
    """The fields of a kind that its form shows: all that people type, but for links between records."""
    names = [f.name for f in fields.fields_of(kind) if f.editable and f.type != "link"]
    last = [name for name in ("reviewed",) if name in names]
    return (*[name for name in names if name not in last], *last)


class Details(Column):
    """One form for each kind of work; the one of the record shown is visible.

    Signals:
        words_wanted(): The person wants to change what was printed with a photo.
    """

    words_wanted = Signal()

    def __init__(self, context: Context, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(tr("Details"), parent)
        self._context = context
        self._forms: dict[Kind, RecordForm] = {}
        self.photo = PhotoTop(context, thumbnails, self)
        self.photo.words_wanted.connect(self.words_wanted)
        self.photo.hide()
        self.body.addWidget(self.photo)
        self.versions = VersionsBox(context, self)
        self.body.addWidget(self.versions)
        self.names = NamesBox(context, self)
        self.body.addWidget(self.names)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(self._place)
        self._opened: OpenPage | None = None
        self._about = Fold(tr("About this record"), self)
        self._about.opened.connect(self._say_facts)
        self.body.addWidget(self._about)
        self._facts = QFrame(self)
        self._rows = QVBoxLayout(self._facts)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.GAP_XS)
        self._about.body.addWidget(self._facts)
        self.body.addStretch(1)

    @property
    def form(self) -> RecordForm | None:
        """The form that is shown."""
        return next((form for form in self._forms.values() if not form.isHidden()), None)

    def show_page(self, opened: OpenPage, *, read_only: bool) -> None:
        """Show a record."""
        page = opened.page
        kind = fields.kind_of(page.record)
        for other, made in self._forms.items():
            if other is not kind:
                made.flush()
                made.hide()
        form = self._forms.get(kind)
        if form is None:
            form = RecordForm(self._context, kind, form_fields(kind), self)
            form.entered.connect(self._in_sight)
            self._forms[kind] = form
            self._place.addWidget(form)
        other_record = form.record is None or form.record.id != page.record.id
        form.load(page.record, page.evidence, opened.kept, read_only=read_only)
        form.show()
        self.photo.setVisible(kind is Kind.PHOTO)
        if kind is Kind.PHOTO:
            self.photo.show_page(opened, read_only=read_only)
        self.versions.show_page(page, read_only=read_only)
        self.names.show_record(page.record, read_only=read_only)
        if other_record:
            self.verticalScrollBar().setValue(0)
        self._opened = opened
        self._say_facts(self._about.head.isChecked())

    def flush(self) -> None:
        """Save what was typed."""
        for form in self._forms.values():
            form.flush()

    def focus_field(self, name: str) -> bool:
        """Move the focus to a field; False when it is not here."""
        form = self.form
        if form is None or not form.focus_field(name):
            return False
        self.show_widget(form.editors[name])
        return True

    def _in_sight(self, name: str) -> None:
        form = self.form
        if form is not None and name in form.editors:
            self.show_widget(form.editors[name])

    def _say_facts(self, shown: bool) -> None:
        empty_layout(self._rows)
        if not shown or self._opened is None:
            return
        page = self._opened.page
        facts = [
            (tr("Added"), moment(page.record.created)),
            (tr("Saved"), moment(page.record.modified)),
            (tr("Identifier"), page.record.uid),
        ]
        if page.collections:
            facts.insert(0, (tr("Collections"), ", ".join(one.name for one in page.collections)))
        if page.source is not None:
            facts.append((tr("Read from"), page.source.name or page.source.address))
            if page.source.address and page.source.address != page.source.name:
                facts.append((tr("Address of the source"), page.source.address))
        for label, value in facts:
            self._rows.addWidget(heading(label, self._facts))
            self._rows.addWidget(words(value, self._facts, size=12))
