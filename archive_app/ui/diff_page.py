"""Two articles of the catalogue side by side, word by word: versions of one another, or two that look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.ui.context import Context
from archive_app.ui.diff_view import DiffView
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.operations.comparing import Comparison
    from archive_app.store.archive import Archive


class DiffPage(QFrame):
    """Shows the two selected articles; the page's record, or else the one with the larger number, is the later."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._ids: tuple[int, ...] = ()
        self.header = PageHeader(context, self)
        self.header.set_title(tr("Two articles compared"))
        self.diff = DiffView(context, self)
        self.setFocusProxy(self.diff.browser)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.diff, 1)

    def enter(self, state: State) -> None:
        """Compare what is selected."""
        if len(state.selected) < 2:
            return
        # Two that the inspector named stand in the order of their versions: the later one is the page's record.
        old, new = sorted(state.selected[:2], key=lambda number: (number == state.record, number))
        pair = (old, new)
        if pair == self._ids:
            return
        self._ids = pair

        def work(archive: Archive) -> Comparison:
            from archive_app.operations.comparing import compare_records

            return compare_records(archive, old, new)

        heads = (tr("No. {number}").format(number=old), tr("No. {number}").format(number=new))
        self.diff.show_comparison(work, heads)

    def leave(self) -> None:
        """They are read anew the next time."""
        self._ids = ()
