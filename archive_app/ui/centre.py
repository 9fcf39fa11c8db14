"""The centre of the window: Browse, Read and Work, one shown at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from archive_app.ui import pages
from archive_app.ui.context import Context
from archive_app.ui.results_pane import ResultsPane
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.store.archive import Archive


class Centre(QStackedWidget):
    """Shows the page of the present state; pages are made when first wanted."""

    def __init__(self, context: Context, results: ResultsPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._results = results
        self._pages: dict[str, QWidget] = {"browse": results}
        self.addWidget(results)
        context.view.changed.connect(self.show_state)

    @property
    def name(self) -> str:
        """The name of the page that is shown."""
        shown: QWidget | None = self.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")

    def page(self, name: str) -> QWidget:
        """The page of a name, made if need be."""
        if name not in self._pages:
            made = pages.make(name, self._context, self)
            self._pages[name] = made
            self.addWidget(made)
        return self._pages[name]

    def show_state(self, state: State) -> None:
        """Show the page that a state names; what a record is may have to be looked up first."""
        if state.mode != "read":
            self._show("browse" if state.mode == "browse" else state.page, state)
            return
        row = self._results.model.row(self._results.model.number_of(state.record))
        if row is not None:
            self._show(pages.READERS.get(row.kind, "read"), state)
        else:
            self._context.look(
                lambda archive: _kind(archive, state.record), partial(self._show_read, state), owner=self
            )

    def _show_read(self, state: State, kind: str) -> None:
        if self._context.view.now == state:
            self._show(pages.READERS.get(kind, "read"), state)

    def _show(self, name: str, state: State) -> None:
        if name not in pages.PAGES and name != "browse":
            return
        old: QWidget | None = self.currentWidget()
        new = self.page(name)
        focused: QWidget | None = QApplication.focusWidget()
        had_focus = old is not None and focused is not None and (focused is old or old.isAncestorOf(focused))
        leave = getattr(old, "leave", None) if old is not new else None
        if callable(leave):
            leave()
        self.setCurrentWidget(new)
        if isinstance(new, pages.Entered):
            new.enter(state)
        if old is not new and had_focus:
            focus = self._results.view() if new is self._results else new
            focus.setFocus(Qt.FocusReason.OtherFocusReason)


def _kind(archive: Archive, record: int) -> str:
    """What a record is. Any thread."""
    from archive_app.domain.fields import kind_of

    with archive.read() as reader:
        return str(kind_of(reader.record(record)))
