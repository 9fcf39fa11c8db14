"""Carries out what a person chooses about an item that is like something: skip, new version, import, different."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, SignalInstance

from archive_app.domain.changes import Changes
from archive_app.domain.errors import NotFound
from archive_app.domain.results import Duplicate
from archive_app.i18n import tr
from archive_app.operations import batches, likeness, versions
from archive_app.operations.comparing import Comparison, compare_draft, compare_drafts
from archive_app.operations.progress import Progress
from archive_app.operations.updating import AS_UPDATE
from archive_app.ui.context import Context
from archive_app.ui.diff_view import DiffView
from archive_app.ui.import_items import AS_VERSION, ImportItem, to_kept
from archive_app.ui.import_model import ItemModel
from archive_app.ui.likeness_bar import LikenessBar, can_update

if TYPE_CHECKING:
    from archive_app.domain.batches import Batch
    from archive_app.domain.records import Draft
    from archive_app.store.archive import Archive


class Review(Protocol):
    """The pane that shows an item."""

    duplicates: LikenessBar
    compare: DiffView
    compare_wanted: SignalInstance

    @property
    def item(self) -> ImportItem | None:
        """The item under review."""

    def refresh(self) -> None:
        """Something about it changed."""


class LikenessChoices(QObject):
    """Made once with the page.

    Args:
        context: The window's shared parts.
        model: The items.
        review: The pane with the bar.
        batch: Gives the batch that the items are kept in, None before there is one.
    """

    def __init__(
        self, context: Context, model: ItemModel, review: Review, batch: Callable[[], Batch | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._review = review
        self._batch = batch
        bar = review.duplicates
        bar.version_wanted.connect(self.as_version)
        bar.update_wanted.connect(self.as_update)
        bar.different_wanted.connect(self.different)
        bar.next_wanted.connect(self.next)
        bar.chosen.connect(self._own)
        review.compare_wanted.connect(self.show_comparison)
        bindings: dict[str, Callable[[], object]] = {
            "review.version": self.as_version, "review.anyway": self._anyway, "review.different": self.different,
            "review.compare": bar.compare.toggle,
        }  # fmt: skip
        for name, handler in bindings.items():
            context.actions.bind(name, handler, reason=self._reason)
        context.actions.bind("review.update", self.as_update, reason=self._why_no_update)

    def as_version(self) -> None:
        """Import it as a new version of what it is like."""
        self._choose(self._item(), AS_VERSION)

    def as_update(self) -> None:
        """Take its ticked values into the record that it is a later state of."""
        item = self._item()
        if item is not None and can_update(item):
            self._choose(item, AS_UPDATE)

    def next(self) -> None:
        """Speak of the next that it is like; what was chosen goes with the first."""
        item = self._item()
        if item is not None and len(item.duplicates) > 1:
            item.duplicates = (*item.duplicates[1:], item.duplicates[0])
            self._model.changed(item)
            self._review.refresh()
            if self._review.duplicates.compare.isChecked():
                self.show_comparison(item)

    def different(self) -> None:
        """Remember that the two are different; the item is as new then, if it is like nothing else."""
        item = self._item()
        if item is None or item.draft is None:
            return
        found, draft = item.duplicates[0], item.draft
        other = self._other(found)

        def work(archive: Archive, _progress: Progress) -> Changes:
            [mine] = likeness.ends_of_draft(draft)
            there = (found.record_id, "") if found.record_id else likeness.ends_of_draft(other(archive))[0]
            return versions.mark_different(archive, mine, there)

        def done(_changes: Changes) -> None:
            item.duplicates = tuple(d for d in item.duplicates if d != found)
            item.choice = "" if not item.duplicates else item.choice
            if not item.duplicates:
                item.standing = "new"
                item.ticked = not item.unsure
            self._model.changed(item)
            self._review.refresh()
            self._context.tell(tr("They are not compared again."))

        self._context.change(work, done=done, owner=self)

    def show_comparison(self, item: ImportItem) -> None:
        """Compare the item with what it is like."""
        if item.draft is None or not item.duplicates:
            return
        found, draft = item.duplicates[0], item.draft
        other = self._other(found)

        def work(archive: Archive) -> Comparison:
            if found.record_id:
                return compare_draft(archive, found.record_id, draft)
            return compare_drafts(other(archive), draft)

        there = tr("In the catalogue") if found.record_id else tr("Earlier in this import")
        self._review.compare.show_comparison(work, (there, tr("New")))

    def _other(self, found: Duplicate) -> Callable[[Archive], Draft]:
        """How to load the other item of this import."""
        batch = self._batch()
        item = next((one for one in self._model.items if one.number == found.item), None)

        def load(archive: Archive) -> Draft:
            if batch is None or item is None:
                raise NotFound(tr("The other item is not in this import any more."))
            return item.draft or batches.draft_of(archive, batch, to_kept(item, batch.id))

        return load

    def _own(self, on: bool) -> None:
        """A record of its own, or none: either way it is no version."""
        item = self._review.item
        if item is not None and item.choice:
            item.choice = ""
            self._model.changed(item)
            self._review.refresh()

    def _anyway(self) -> None:
        self._choose(self._item(), "")

    def _choose(self, item: ImportItem | None, choice: str) -> None:
        if item is not None:
            item.choice = choice
            self._model.tick(item, True)
            self._review.refresh()

    def _item(self) -> ImportItem | None:
        item = self._review.item
        return item if item is not None and item.duplicates and item.can_import else None

    def _reason(self) -> str:
        return "" if self._item() is not None else tr("This item is like no other")

    def _why_no_update(self) -> str:
        item = self._item()
        return "" if item is not None and can_update(item) else tr("This is no later state of a record")
