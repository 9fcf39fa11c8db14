"""Imports items of a batch, whatever they are: one step of the history, written in parts so that others get a turn.

Each item is in the catalogue whole or not at all. A part is a transaction of a few items that also notes which of them
are imported, so that neither stopping nor a crash leaves a doubt. Undo takes all parts back together.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from archive_app.domain.batches import Batch, BatchItem
from archive_app.domain.changes import Changes
from archive_app.domain.collecting import uncollected
from archive_app.domain.errors import ArchiveError, Cancelled, StoreError
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Draft
from archive_app.i18n import tr, tr_n
from archive_app.operations import batches, media_intake
from archive_app.operations.bundles import take_in
from archive_app.operations.choosing import as_version
from archive_app.operations.linking import Linker
from archive_app.operations.progress import Progress
from archive_app.operations.reimport import Taker
from archive_app.operations.source_files import keep_sources
from archive_app.operations.updating import AS_UPDATE, Updater, numbered
from archive_app.store import batches as store
from archive_app.store.archive import Archive, Writer
from archive_app.store.files import StoredFile

Finish = Callable[[BatchItem, Draft], Draft]
AfterKeeping = Callable[[Writer, BatchItem, Draft, int], None]

MOST_TOGETHER: Final = {"bundle": 1, "media": 12, "draft": 48}
"""So many items of a kind are a part at the most."""

PART_SECONDS: Final = 0.4
"""So long a part is to take: Stop waits for its end, and so does whoever else wants to write."""

CHOICES: Final[dict[str, AfterKeeping]] = {"version": as_version}
"""What is done, by ``BatchItem.choice``, with an article that was just kept, within the same step."""


@dataclass(slots=True)
class Report:
    """What came of an import.

    Attributes:
        changes: What the feed is told, of the whole step; empty when nothing was imported.
        imported: The items that are in the catalogue now, each with the record made of it.
        problems: Items that are not, each with its error.
        remarks: Sentences on what did not come along.
        known: Records of an export that the catalogue had already.
        stopped: The person stopped it.
        error: What ended it before all was tried (a full disk).
    """

    changes: Changes = field(default_factory=Changes)
    imported: dict[int, int | None] = field(default_factory=dict)
    problems: dict[int, ArchiveError] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    known: int = 0
    stopped: bool = False
    error: ArchiveError | None = None

    @property
    def records(self) -> frozenset[int]:
        """Every record that was made or changed."""
        return self.changes.records


def run(
    archive: Archive, batch: Batch, items: Sequence[BatchItem], finish: Finish, *, progress: Progress,
    initiator: str = "",
) -> Report:  # fmt: skip
    """Import items of a batch.

    Args:
        archive: The catalogue.
        batch: Whose items they are.
        items: Which, with what was decided about each.
        finish: Carries out the decisions about an item's draft.
        progress: Hears after each item; stopping it keeps what is finished.
        initiator: See ``Changes``.
    """
    work = _Import(archive, batch, items, finish, progress, initiator)
    for kind, most in MOST_TOGETHER.items():  # exports may bring what articles then link to
        mine = deque(item for item in items if item.kind == kind)
        size = 1
        while mine:
            begun = time.monotonic()
            if not work.do([mine.popleft() for _ in range(min(size, len(mine)))]):
                return work.ended()
            lasted = time.monotonic() - begun
            if lasted < PART_SECONDS / 2:
                size = min(most, size * 2)
            elif lasted > PART_SECONDS:
                size = max(4, size // 2)
    return work.ended()


@dataclass(slots=True)
class _Ready:
    """An item with all that could be done before the transaction."""

    item: BatchItem
    draft: Draft | None = None
    source: StoredFile | None = None
    media: media_intake.Prepared | None = None
    bundles: tuple[ExportRecord, ...] = ()


class _Import:
    def __init__(
        self, archive: Archive, batch: Batch, items: Sequence[BatchItem], finish: Finish, progress: Progress,
        initiator: str,
    ) -> None:  # fmt: skip
        self._archive = archive
        self._batch = batch
        self._items = items
        self._finish = finish
        self._progress = progress
        self._initiator = initiator
        self._linker: Linker | None = None
        self._step = _goes_on(archive, batch)
        self.report = Report()

    def do(self, items: list[BatchItem]) -> bool:
        """Import a part; False when nothing more is to be done."""
        ready = self._ready(items)
        try:
            self._write(ready)
        except StoreError as error:
            self.report.error = error
            self.report.problems |= {one.item.id: error for one in ready}
        except Cancelled:
            self.report.stopped = True
        except ArchiveError as error:
            self._linker = None
            if len(ready) > 1:  # one of them is at fault: the others are not to suffer for it
                return all(self.do([one.item]) for one in ready)
            self.report.problems[ready[0].item.id] = error
        return not self.report.stopped and self.report.error is None

    def ended(self) -> Report:
        """What came of it; problems are noted with their items."""
        found = self.report
        if found.problems:
            errors = {number: error_of(error) for number, error in found.problems.items()}
            self._archive.note(lambda writer: store.mark_failed(writer, errors))
        if found.changes:
            with self._archive.read() as reader:
                mine = [item for item in store.items(reader, self._batch.id) if item.operation_id == self._step]
            label = _label(mine)  # fewer than was meant, or more: it may have gone on with what was stopped before
            if label != found.changes.label:
                self._archive.note(lambda writer: writer.relabel(self._step, label))
                found.changes = replace(found.changes, label=label)
        return found

    def _ready(self, items: list[BatchItem]) -> list[_Ready]:
        ready: list[_Ready] = []
        drafts = self._drafts([item for item in items if item.kind == "draft"])
        for item in items:
            if self._progress.cancelled:
                break
            try:
                ready.append(self._prepared(item, drafts))
            except StoreError as error:
                self.report.error = error
                self.report.problems[item.id] = error
                break
            except ArchiveError as error:
                self.report.problems[item.id] = error
        return self._with_sources(ready)

    def _drafts(self, items: Sequence[BatchItem]) -> Mapping[int, Draft]:
        try:
            return batches.drafts_of(self._archive, self._batch, items)
        except ArchiveError:
            return {}  # each is asked for by itself then

    def _prepared(self, item: BatchItem, drafts: Mapping[int, Draft]) -> _Ready:
        if item.kind == "media":
            return _Ready(item, media=media_intake.prepare(self._archive, Path(item.address)))
        if item.kind == "bundle":
            given = take_in(self._archive, Path(item.address), progress=self._progress)
            self.report.remarks += given.remarks
            return _Ready(item, bundles=given.bundles)
        draft = drafts.get(item.id) or batches.draft_of(self._archive, self._batch, item)
        if item.choice == AS_UPDATE:
            draft = numbered(draft)
        return _Ready(item, draft=self._finish(item, draft))

    def _with_sources(self, ready: list[_Ready]) -> list[_Ready]:
        """Keep the sources of all, waiting for the disk once; of each by itself when one of them cannot be kept."""
        mine = [one for one in ready if one.draft is not None]
        try:
            kept = keep_sources(self._archive, [one.draft for one in mine if one.draft is not None])
        except StoreError as error:
            self.report.error = error
            self.report.problems |= {one.item.id: error for one in mine}
            return [one for one in ready if one.draft is None]
        except ArchiveError as error:
            if len(mine) == 1:
                self.report.problems[mine[0].item.id] = error
                return [one for one in ready if one.draft is None]
            return [whole for one in ready for whole in self._with_sources([one])]
        for one, source in zip(mine, kept, strict=True):
            one.source = source
        return ready

    def _write(self, ready: list[_Ready]) -> None:
        if not ready:
            if self._progress.cancelled:
                raise Cancelled
            return
        remarks: list[str] = []
        made: dict[int, int | None] = {}
        known = 0
        label = _label(self._items)
        before = len(self.report.imported) + len(self.report.problems)
        with (
            uncollected(),
            self._archive.operation(label, verb="import", initiator=self._initiator, continues=self._step) as writer,
        ):
            keeper = self._keeper(writer, remarks, [one.draft for one in ready if one.draft is not None])
            for done, one in enumerate(ready):
                try:
                    self._progress.at(before + done, len(self._items), one.item.name)
                except Cancelled:
                    self.report.stopped = True
                    break
                if one.draft is not None and one.source is not None and keeper is not None:
                    if one.item.choice == AS_UPDATE:
                        number = keeper.update(one.item, one.draft, one.source.sha256, one.source.size)
                    else:
                        number = keeper.keep(one.draft, one.source.sha256, one.source.size)
                    if one.item.choice in CHOICES:
                        CHOICES[one.item.choice](writer, one.item, one.draft, number)
                    made[one.item.id] = number
                elif one.media is not None:
                    made[one.item.id] = media_intake.make_work(writer, one.media)
                else:
                    known += self._take(writer, one.bundles)
                    made[one.item.id] = None
            store.mark_imported(writer, made)
        self._step = writer.changes.operation_id or self._step
        self.report.changes = _joined(self.report.changes, writer.changes)
        self.report.imported |= made
        self.report.remarks += remarks
        self.report.known += known

    def _take(self, writer: Writer, bundles: Sequence[ExportRecord]) -> int:
        taker = Taker(writer)
        for bundle in bundles:
            if self._progress.cancelled:
                raise Cancelled
            taker.take(bundle)
        return taker.known

    def _keeper(self, writer: Writer, remarks: list[str], drafts: Sequence[Draft]) -> Updater | None:
        if not drafts:
            return None
        newest = writer.history.recent(2)
        mine = self._linker is not None and bool(newest) and newest[0].id == self._step
        if self._linker is None or not mine:
            self._linker = Linker(writer)  # names may have changed since the part before
        else:
            self._linker.go_on(writer)
        return Updater(self._archive, writer, remarks, drafts, self._linker)


def error_of(error: ArchiveError) -> dict[str, str]:
    """An error as a batch keeps it."""
    return {"message": error.message, "where": error.where, "remedy": error.remedy}


def _goes_on(archive: Archive, batch: Batch) -> int:
    """The step that this import may be a part of: the batch's last, when nothing was done since."""
    with archive.read() as reader:
        newest = reader.history.next_undo()
        mine = store.batch(reader, batch.id).operations
    return newest.id if newest is not None and mine and newest.id == mine[-1] else 0


def _label(items: Sequence[BatchItem]) -> str:
    if len(items) == 1:
        return tr("Import “{title}”").format(title=(items[0].title or items[0].name)[:60])
    kinds = {item.kind for item in items}
    if kinds == {"draft"} and not any(item.facts.get("alone") for item in items):
        return tr_n("Import {n} article", "Import {n} articles", len(items))
    if kinds == {"media"}:
        return tr_n("Import {n} media file", "Import {n} media files", len(items))
    return tr_n("Import {n} item", "Import {n} items", len(items))


def _joined(one: Changes, other: Changes) -> Changes:
    if not one or not other:
        return other or one
    return replace(
        other, records=one.records | other.records, kinds=one.kinds | other.kinds,
        structure=one.structure or other.structure,
    )  # fmt: skip
