"""The batch behind the import page: keeps items as they are read and decided, and loads drafts when they are wanted.

Everything is written behind the window: what was read by the worker that read it, what a person decided a moment after
it was decided. At most ``IN_MEMORY`` drafts are held at a time.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from archive_app.domain.batches import Batch
from archive_app.domain.records import Draft
from archive_app.domain.results import Duplicate
from archive_app.i18n import tr
from archive_app.operations import batches, standing
from archive_app.operations.likeness import Together
from archive_app.operations.media_intake import known_pictures
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.import_items import ImportItem, from_kept, note_beside, to_kept
from archive_app.ui.one_shot import one_shot
from archive_app.ui.tasks import Lane

IN_MEMORY: Final = 48
AT_ONCE: Final = 40
KEEP_SECONDS: Final = 0.25  # what is read is shown as soon as it is kept
SAVE_MS: Final = 250


@dataclass(frozen=True, slots=True)
class Loaded:
    """A batch as it was left."""

    batch: Batch
    items: tuple[ImportItem, ...]


class Keeping:
    """Keeps what a worker reads, some at a time; used by one thread.

    Args:
        archive: The catalogue.
        batch: Gives the batch, making it the first time.
        put: Takes the items once they are kept.
    """

    def __init__(self, archive: Archive, batch: Callable[[], Batch], put: Callable[[ImportItem], None]) -> None:
        self._archive = archive
        self._batch = batch
        self._put = put
        self._waiting: list[ImportItem] = []
        self._together = Together()
        self._since = time.monotonic()

    def put(self, item: ImportItem) -> None:
        """Take an item that was read."""
        self._waiting.append(item)
        if len(self._waiting) >= AT_ONCE or time.monotonic() - self._since > KEEP_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Compare what waits with the catalogue, keep it, and pass it on."""
        items, self._waiting = self._waiting, []
        if items:
            self._look_at_pictures(items)
            for item in items:
                if item.draft is not None:
                    item.standing, item.duplicates = standing.of(self._archive, item.draft)
                    item.ticked = item.ticked and not item.duplicates
            batch = self._batch()
            kept = batches.keep(self._archive, batch, [(to_kept(item, batch.id), item.draft) for item in items])
            for item, row in zip(items, kept, strict=True):
                item.number = row.id
            self._look_beside(items, batch)
            for item in items:
                self._put(item)
        self._since = time.monotonic()

    def _look_at_pictures(self, items: Sequence[ImportItem]) -> None:
        """Find picture files that a photo of the catalogue holds already."""
        media = [item for item in items if item.kind == "media"]
        known = known_pictures(self._archive, [Path(item.path) for item in media]) if media else {}
        with self._archive.read() as reader:
            titles = reader.finder.titles(list(known.values())) if known else {}
        for item in media:
            number = known.get(Path(item.path))
            if number is not None:
                same = Duplicate(number, titles.get(number, ""), tr("the same file"), 1.0, "same_bytes")
                item.duplicates, item.standing, item.ticked = (same,), "duplicate", False

    def _look_beside(self, items: Sequence[ImportItem], batch: Batch) -> None:
        """Find items that are like earlier ones of this import; those have their numbers now."""
        alike: list[ImportItem] = []
        for item in items:
            beside = self._together.look(item.number, item.draft) if item.draft is not None else ()
            if beside:
                note_beside(item, beside)
                alike.append(item)
        batches.update(self._archive, [to_kept(item, batch.id) for item in alike])


class BatchKeeper(QObject):
    """What the page is given.

    Signals:
        loaded(object): The draft of an ``ImportItem`` is in memory now.
    """

    loaded = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.batch: Batch | None = None
        self._recent: OrderedDict[int, ImportItem] = OrderedDict()
        self._dirty: dict[int, ImportItem] = {}
        self._place = 0
        self._pending: dict[object, list[tuple[str, str]]] = {}
        self._soon = one_shot(self, SAVE_MS, self.flush)

    def batch_for(self, archive: Archive, name: str) -> Callable[[], Batch]:
        """A function for a worker that gives the batch, and makes it when there is none yet."""

        def get() -> Batch:
            if self.batch is None:
                self.batch = batches.begin(archive, name)
            return self.batch

        return get

    def forget(self) -> None:
        """There is no batch any more; what was decided is kept."""
        self.flush()
        self.batch = None
        self._recent.clear()
        self._pending = {}
        self._place = 0

    def dropped(self, items: Iterable[ImportItem]) -> None:
        """Items left the list for good."""
        numbers = [item.number for item in items if item.number > 0]
        for number in numbers:
            self._recent.pop(number, None)
            self._dirty.pop(number, None)
        archive = self._context.archive
        if numbers and archive is not None:
            self._write(partial(batches.remove, archive, numbers))

    def touch(self, items: Sequence[ImportItem]) -> None:
        """Keep what was decided about items, in a moment."""
        self._dirty |= {item.number: item for item in items if item.number > 0}
        if self._dirty and not self._soon.isActive():
            self._soon.start()

    def at(self, item: ImportItem | None) -> None:
        """An item is under review."""
        place = max(0, item.number) if item is not None else 0
        if place != self._place:
            self._place = place
            if not self._soon.isActive():
                self._soon.start()

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        self._soon.stop()
        archive, batch = self._context.archive, self.batch
        if archive is None or batch is None or archive.read_only:
            self._dirty.clear()
            return
        items, self._dirty, place = list(self._dirty.values()), {}, self._place

        def work() -> None:
            # Read here, not on the window's thread: a change made meanwhile is kept too, and again.
            batches.update(archive, [to_kept(item, batch.id) for item in items])
            batches.set_place(archive, batch, place)

        self._write(work)

    def set_state(self, state: str) -> None:
        """Say that the person is through with the batch ("finished"), or not ("open")."""
        archive, batch = self._context.archive, self.batch
        if archive is not None and batch is not None:
            self._write(partial(batches.set_state, archive, batch, state))

    def reading(self, archive: Archive, batch: Batch, dropped: Sequence[Path | str]) -> Callable[[], None]:
        """Note what is being read; for the worker that reads it, which calls what is returned when it is through."""
        key = object()
        self._pending[key] = [
            ("path", str(one.absolute())) if isinstance(one, Path) else ("text", one) for one in dropped
        ]

        def note() -> None:
            batches.set_pending(archive, batch, [one for some in list(self._pending.values()) for one in some])

        def through() -> None:
            self._pending.pop(key, None)
            note()

        note()
        return through

    def hold(self, item: ImportItem) -> None:
        """An item with its draft came from the reader: the first stay in memory, of the others the draft goes."""
        if item.draft is None:
            return
        if len(self._recent) < IN_MEMORY:
            self._recent[item.number] = item
        else:
            item.take_draft(None)

    def want(self, item: ImportItem) -> None:
        """Have an item's draft in memory; ``loaded`` tells when it was not."""
        if item.kind != "draft":
            return
        if item.draft is not None:
            if item.number in self._recent:
                self._recent.move_to_end(item.number)
            return
        batch = self.batch
        if batch is None:
            return

        def work(archive: Archive) -> Draft:
            return batches.draft_of(archive, batch, to_kept(item, batch.id))

        def done(draft: Draft) -> None:
            item.take_draft(draft)
            self._recent[item.number] = item
            self._recent.move_to_end(item.number)
            while len(self._recent) > IN_MEMORY:
                _number, old = self._recent.popitem(last=False)
                old.take_draft(None)
            self.loaded.emit(item)

        self._context.look(work, done, failed=self._context.trouble, owner=self)

    def resume(self, number: int, done: Callable[[Loaded], None]) -> None:
        """Load a batch as it was left."""

        def work(archive: Archive) -> Loaded:
            batch, kept = batches.load(archive, number)
            return Loaded(batch, tuple(from_kept(one) for one in kept))

        def take(loaded: Loaded) -> None:
            self.forget()
            self.batch = loaded.batch
            self._place = loaded.batch.place
            done(loaded)

        self._context.look(work, take, owner=self)

    def _write(self, work: Callable[[], object]) -> None:
        self._context.tasks.run(Lane.WRITE, lambda _progress: work(), owner=self)


def name_of(dropped: Sequence[Path | str]) -> str:
    """What a batch is called that begins with these."""
    first = dropped[0] if dropped else ""
    if isinstance(first, Path):
        return first.name or str(first)
    return first.strip()[:80] if first.strip().startswith(("http://", "https://")) else tr("Pasted text")
