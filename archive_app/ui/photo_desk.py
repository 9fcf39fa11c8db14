"""Two photos beside each other, and what can be decided about them: merge, link as versions, tell apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.results import RecordPage
from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.photo_cards import PhotoCards
from archive_app.ui.photo_merge import MergePanel

if TYPE_CHECKING:
    from archive_app.operations.photo_merging import MergePreview
    from archive_app.store.archive import Archive


class PhotoDesk(QWidget):
    """Cards, with the decisions under them where there are two.

    Signals:
        decided(str): "merge", "link" or "different" was carried out.
        asked(): The fields of a merge are shown.
    """

    decided = Signal(str)
    asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ids: tuple[int, ...] = ()
        self._kept = 0
        self._merge_at_once = False
        self.photos = PhotoCards(context, self)
        self.merge_button = self._button(tr("Merge…"), tr("Make one photo of the two, field by field (M)"), "merge")
        self.link_button = self._button(
            tr("Versions of one photo"), tr("Link the newer record as a version of the older (L)"), "link"
        )
        self.different_button = self._button(tr("They are different"), tr("Never propose these two again (D)"), "x")
        self.merge_button.clicked.connect(lambda _on=False: self.ask_merge())
        self.link_button.clicked.connect(lambda _on=False: self.link())
        self.different_button.clicked.connect(lambda _on=False: self.tell_apart())
        self.buttons = QFrame(self)
        self.buttons.setProperty("line", "top")
        inside = QVBoxLayout(self.buttons)
        inside.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_S)
        row = FlowLayout(gap=theme.GAP_S)
        for button in (self.merge_button, self.link_button, self.different_button):
            row.addWidget(button)
        inside.addLayout(row)
        self.panel = MergePanel(self)
        self.panel.merge_wanted.connect(self.merge)
        self.panel.left.connect(self._show_buttons)
        self.panel.swap_wanted.connect(self._swap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.photos, 1)
        column.addWidget(self.buttons)
        column.addWidget(self.panel)
        self.buttons.hide()
        self.panel.hide()
        self.setFocusProxy(self.photos)

    @property
    def pair(self) -> tuple[int, int] | None:
        """The two photos, None while there are not two."""
        return (self._ids[0], self._ids[1]) if len(self._ids) == 2 else None

    def show_pages(self, pages: Sequence[RecordPage], heads: Sequence[str] = ()) -> None:
        """Show photos; decisions are offered where they are two and the catalogue can be changed."""
        self._ids = tuple(page.record.id or 0 for page in pages)
        self._kept = min(self._ids, default=0)
        self.photos.show_pages(pages, heads)
        self._show_buttons()
        if self._merge_at_once:
            self._merge_at_once = False
            self.ask_merge()

    def clear(self) -> None:
        """Show none."""
        self._ids = ()
        self.photos.clear()
        self._show_buttons()

    def merge_when_shown(self) -> None:
        """Offer the fields of a merge as soon as the photos are there."""
        self._merge_at_once = True

    def ask_merge(self) -> None:
        """Show the fields in which the two differ."""
        pair = self.pair
        if pair is None or not self._writable():
            return
        kept = self._kept if self._kept in pair else pair[0]
        other = pair[1] if kept == pair[0] else pair[0]
        self._context.look(
            lambda archive: _preview(archive, kept, other), partial(self._show_merge, pair), owner=self
        )  # fmt: skip

    def merge(self) -> None:
        """Carry the merge out as it is chosen."""
        pair = self.pair
        if pair is None or not self.panel.isVisibleTo(self):
            return
        kept = self._kept
        other = pair[1] if kept == pair[0] else pair[0]
        choices = self.panel.choices
        self._decide("merge", lambda archive: _merge(archive, kept, other, choices))

    def link(self) -> None:
        """The newer record is a version of the older."""
        if self.pair is not None:
            older, newer = sorted(self.pair)
            self._decide("link", lambda archive: _link(archive, newer, older))

    def tell_apart(self) -> None:
        """They are two photos."""
        if self.pair is not None:
            one, other = self.pair
            self._decide("different", lambda archive: _different(archive, one, other))

    def _decide(self, what: str, work: Callable[[Archive], Changes]) -> None:
        if self._writable():
            self._context.change(
                lambda archive, _progress: work(archive), done=lambda _changes: self.decided.emit(what), owner=self,
                undo=True,
            )  # fmt: skip

    def _show_merge(self, pair: tuple[int, int], before: MergePreview) -> None:
        if pair != self.pair:
            return
        self._kept = before.kept
        self.panel.show_preview(before, flipped=before.kept == pair[1])
        self.buttons.hide()
        self.panel.show()
        self.panel.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit()

    def _swap(self) -> None:
        if self.pair is not None:
            self._kept = next(number for number in self.pair if number != self._kept)
            self.ask_merge()

    def _show_buttons(self) -> None:
        self.panel.hide()
        self.buttons.setVisible(self.pair is not None and self._writable())

    def _writable(self) -> bool:
        archive = self._context.archive
        return archive is not None and not archive.read_only

    def _button(self, words: str, tip: str, icon: str) -> QPushButton:
        made = QPushButton(f" {words}", self)
        made.setToolTip(tip)
        icons.keep(made, icon, "secondary")
        return made


def _preview(archive: Archive, kept: int, other: int) -> MergePreview:
    from archive_app.operations import photo_merging

    return photo_merging.preview(archive, kept, other)


def _merge(archive: Archive, kept: int, other: int, choices: dict[str, str]) -> Changes:
    from archive_app.operations import photo_merging

    return photo_merging.merge(archive, kept, other, choices)


def _link(archive: Archive, newer: int, older: int) -> Changes:
    from archive_app.operations import versions

    return versions.link(archive, newer, older)


def _different(archive: Archive, one: int, other: int) -> Changes:
    from archive_app.operations import photo_likeness

    return photo_likeness.mark_different(archive, one, other)
