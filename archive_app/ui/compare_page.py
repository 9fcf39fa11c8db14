"""Two to four photos side by side, zoomed and moved together, with the differences of their words marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.records import Photo
from archive_app.domain.results import RecordPage
from archive_app.i18n import tr, tr_n
from archive_app.ui import icons
from archive_app.ui.context import Context
from archive_app.ui.photo_cards import MOST, PhotoCard
from archive_app.ui.photo_desk import PhotoDesk
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.store.archive import Archive


class ComparePage(QFrame):
    """Shows the selected photos."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._ids: tuple[int, ...] = ()
        self.header = PageHeader(context, self)
        self.said = QLabel(self)
        self.said.setProperty("role", "secondary")
        self.together = QPushButton(f" {tr('Move together')}", self)
        self.together.setCheckable(True)
        self.together.setChecked(True)
        self.together.setProperty("compact", True)
        self.together.setToolTip(tr("Zooming and moving one photo moves the others in the same way"))
        icons.keep(self.together, "link", "secondary")
        self.header.row.addWidget(self.said)
        self.header.row.addWidget(self.together)
        self.desk = PhotoDesk(context, self)
        self.desk.decided.connect(self._decided)
        self.photos = self.desk.photos
        self.photos.opened.connect(context.view.open_record)
        self.together.toggled.connect(self._join)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.desk, 1)
        self.setFocusProxy(self.photos)

    @property
    def cards(self) -> list[PhotoCard]:
        """The photos shown."""
        return self.photos.cards

    def enter(self, state: State) -> None:
        """Show the photos that are selected."""
        chosen = tuple(state.selected[:100])
        if chosen == self._ids:
            return
        self._ids = chosen
        self._context.look(lambda archive: _pages(archive, chosen), partial(self._show, chosen), owner=self)

    def leave(self) -> None:
        """They are read anew the next time."""
        self._ids = ()
        self.desk.clear()

    def _show(self, ids: tuple[int, ...], pages: list[RecordPage]) -> None:
        if ids != self._ids:
            return
        self.desk.show_pages(pages)
        self.header.set_title(tr_n("Comparing {n} photo", "Comparing {n} photos", len(pages)))
        count = self.photos.differences
        self.said.setText(tr_n("{n} difference", "{n} differences", count) if count else tr("No differences"))
        if self.isVisible():
            self.photos.setFocus()

    def merge(self) -> None:
        """Offer to make one photo of the two, at once or as soon as they are there."""
        if self.desk.pair is not None:
            self.desk.ask_merge()
        else:
            self.desk.merge_when_shown()

    def _decided(self, what: str) -> None:
        if what == "merge":
            self._context.view.close_mode()
        else:
            self._ids = ()
            self.enter(self._context.view.now)

    def _join(self, on: bool) -> None:
        self.photos.together = on
        if on:
            self.photos.fit()


def _pages(archive: Archive, ids: tuple[int, ...]) -> list[RecordPage]:
    """The pages of the photos among these records, four at most. Any thread."""
    from archive_app.operations import page

    with archive.read() as reader:
        records = reader.records(ids[:200])
    photos = [one for one in ids if isinstance(records.get(one), Photo)]
    return [page.record_page(archive, one) for one in photos[:MOST]]
