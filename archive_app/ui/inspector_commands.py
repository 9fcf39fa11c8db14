"""The commands that the inspector carries out: its tabs, the next record in the same field, rights, files, history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.domain import fields
from archive_app.domain.records import Kind
from archive_app.i18n import tr
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.link_picker import LinkPicker
from archive_app.ui.notices import Notice

if TYPE_CHECKING:
    from archive_app.ui.inspector import Inspector


class InspectorCommands(QObject):
    """Binds the commands; made once with the pane."""

    def __init__(self, context: Context, inspector: Inspector) -> None:
        super().__init__(inspector)
        self._context = context
        self._pane = inspector
        actions = context.actions
        one, article = self._not_one, self._not_article
        bound: dict[str, tuple[Callable[[], object], Callable[[], str]]] = {
            "record.history": (partial(self._tab, "history"), one),
            "rights.edit": (self._rights_edit, one),
            "rights.why": (partial(self._tab, "rights"), one),
            "rights.ask": (self._rights_ask, one),
            "record.attach": (self._attach, self._not_work),
            "record.new_photo": (self._add_photo, article),
            "record.new_video": (self._add_video, article),
            "record.unlink": (self._unlink, self._no_card),
            "record.link": (self._link, article),
            "edit.batch": (self._batch, self._not_many),
            "edit.history": (lambda: context.view.open_page("history"), lambda: ""),
            "fields.next": (partial(self._step, 1), one),
            "fields.previous": (partial(self._step, -1), one),
            "fields.keyword": (self._keyword, one),
            "fields.same": (self._same, one),
            "fields.today": (self._today, one),
        }  # fmt: skip
        for name, (handler, reason) in bound.items():
            actions.bind(name, handler, reason=reason)
        for number in range(1, 6):
            actions.bind(f"view.tab{number}", partial(self._tab_number, number - 1), reason=one)
        actions.attach(inspector, "fields")

    def _not_one(self) -> str:
        return "" if self._pane.page is not None else tr("Select one record first")

    def _not_many(self) -> str:
        return "" if len(self._context.view.now.selected) > 1 else tr("Select several records first")

    def _not_article(self) -> str:
        page = self._pane.page
        is_article = page is not None and fields.kind_of(page.record) is Kind.ARTICLE
        return "" if is_article else tr("Select one article first")

    def _not_work(self) -> str:
        page = self._pane.page
        fits = page is not None and fields.kind_of(page.record) in {Kind.PHOTO, Kind.VIDEO}
        return "" if fits else tr("Select one photo or video first")

    def _no_card(self) -> str:
        return "" if self._card_in_use() else tr("Go to a photo or video in the article first")

    def _tab(self, name: str) -> None:
        self._show_pane()
        if self._pane.show_tab(name):
            self._pane.tabs.tabBar().setFocus()

    def _tab_number(self, number: int) -> None:
        self._show_pane()
        if number < len(self._pane.names):
            self._pane.show_tab(self._pane.names[number])
            self._pane.tabs.tabBar().setFocus()

    def _show_pane(self) -> None:
        if not self._pane.isVisible() and self._context.actions.bound("view.inspector"):
            self._context.actions["view.inspector"].trigger()

    def _rights_edit(self) -> None:
        self._tab("rights")
        self._pane.rights.write_new()

    def _rights_ask(self) -> None:
        self._tab("rights")
        self._pane.rights.open_question()

    def _attach(self) -> None:
        self._tab("files")
        self._pane.files.attach()

    def _add_photo(self) -> None:
        self._tab("photos")
        self._pane.photos.add()

    def _add_video(self) -> None:
        self._tab("videos")
        self._pane.videos.add()

    def _link(self) -> None:
        """Link a photo or video that is in the catalogue to the article."""
        page = self._pane.page
        if page is not None:
            LinkPicker(self._context, page.record.id or 0, self._pane.window())

    def _card_in_use(self) -> int:
        """The use whose card has the focus, or 0."""
        focus = QApplication.focusWidget()
        for tab in (self._pane.photos, self._pane.videos, self._pane.appears):
            for card in tab.cards:
                record = card.form.record
                if record is not None and isinstance(focus, QWidget) and card.isAncestorOf(focus):
                    return record.id or 0
        return 0

    def _unlink(self) -> None:
        number = self._card_in_use()
        if number:
            from archive_app.operations import works

            self._context.change(lambda archive, _p: works.unlink_use(archive, number), owner=self, undo=True)

    def _batch(self) -> None:
        self._show_pane()
        self._pane.batch.focus_first()

    def _step(self, step: int) -> None:
        """The next or previous record of the list, with the focus in the same field: the captioning loop."""
        from archive_app.ui.results_pane import ResultsPane

        page = self._pane.page
        results = self._pane.window().findChild(ResultsPane)
        if page is None or results is None:
            return
        row = results.model.number_of(page.record.id or 0) + step
        other = results.model.id_at(row) if 0 <= row < results.model.rowCount() else 0
        if not other:
            self._context.tell(tr("This is the last record.") if step > 0 else tr("This is the first record."))
            return
        tab, field = self._pane.focused_field()
        self._pane.flush()
        self._pane.focus_later(tab or self._pane.current, field)
        results.select([other])

    def _keyword(self) -> None:
        self._tab("details")
        self._pane.details.focus_field("subjects")

    def _same(self) -> None:
        """The value that the record before this one has in the same field."""
        from archive_app.ui.results_pane import ResultsPane

        tab, field = self._pane.focused_field()
        page = self._pane.page
        form = self._pane.details.form
        results = self._pane.window().findChild(ResultsPane)
        if not field or tab != "details" or page is None or form is None or results is None:
            self._context.tell(Notice(tr("Put the cursor into a field first."), kind="warn"))
            return
        row = results.model.number_of(page.record.id or 0) - 1
        other = results.model.id_at(row) if row >= 0 else 0
        if not other:
            self._context.tell(tr("There is no record before this one."))
            return
        number = other

        def value(archive: Archive) -> str:
            with archive.read() as reader:
                record = reader.record(number)
            has = {line.name for line in fields.fields_of(fields.kind_of(record))}
            return fields.text_of(record, field) if field in has else ""

        def take(text: str) -> None:
            if form.editors[field].input.hasFocus() and text:
                form.editors[field].take(text)

        self._context.look(value, take, owner=self)

    def _today(self) -> None:
        tab, field = self._pane.focused_field()
        form = self._pane.details.form
        if tab == "details" and form is not None and form.editors[field].line.type == "date":
            form.editors[field].take(QDate.currentDate().toString("yyyy-MM-dd"))
