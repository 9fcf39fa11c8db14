"""The centre of the window: Browse, Read and Work, one shown at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from archive_app.ui import pages
from archive_app.ui.context import Context
from archive_app.ui.results_pane import ResultsPane
from archive_app.ui.view_state import State


class Centre(QStackedWidget):
    """Shows the page of the present state; pages are made when first wanted."""

    def __init__(self, context: Context, results: ResultsPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._results = results
        self._pages: dict[str, QWidget] = {"browse": results}
        self.addWidget(results)
        context.view.changed.connect(self.show_state)

    def page(self, name: str) -> QWidget:
        """The page of a name, made if need be."""
        if name not in self._pages:
            made = pages.make(name, self._context, self)
            self._pages[name] = made
            self.addWidget(made)
        return self._pages[name]

    def show_state(self, state: State) -> None:
        """Show the page that a state names."""
        name = {"browse": "browse", "read": "read"}.get(state.mode, state.page)
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
