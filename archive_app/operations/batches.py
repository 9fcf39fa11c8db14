"""Batches: what is to be imported, kept in the catalogue while a person reviews it, so that nothing is lost.

The drafts of a batch stay in the catalogue and are loaded one at a time; ten thousand items need no memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive_app.domain.batches import Batch, BatchItem
from archive_app.domain.changes import Changes
from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.draft_json import pack, unpack
from archive_app.i18n import tr
from archive_app.store import batches as store
from archive_app.store.archive import Archive, Writer

KEPT_DAYS = 14
"""So long what was read of a finished batch can be reviewed anew after an undo."""


def begin(archive: Archive, name: str) -> Batch:
    """Make an empty batch."""
    return archive.note(lambda writer: store.begin(writer, name))


def keep(archive: Archive, batch: Batch, items: Sequence[tuple[BatchItem, Draft | None]]) -> list[BatchItem]:
    """Append items, each with its draft; return them with their ids. What the drafts hold in bytes is kept beside."""
    packed = [(item, None if draft is None else _pack(archive, batch, draft)) for item, draft in items]
    return archive.note(lambda writer: store.add(writer, batch.id, packed))


def draft_of(archive: Archive, batch: Batch, item: BatchItem) -> Draft:
    """The draft of an item.

    Raises:
        UnreadableSource: Its bytes are not there any more.
        FormatError: What was kept of it cannot be used.
    """
    return drafts_of(archive, batch, [item])[item.id]


def drafts_of(archive: Archive, batch: Batch, items: Sequence[BatchItem]) -> dict[int, Draft]:
    """The drafts of items, by id. Raises as ``draft_of`` does."""
    with archive.read() as reader:
        packed = store.drafts(reader, [item.id for item in items])
    found: dict[int, Draft] = {}
    for item in items:
        if item.id not in packed:
            raise UnreadableSource(
                tr("What was read of this item is not kept any more."), where=item.name,
                remedy=tr("Add its file again."),
            )  # fmt: skip
        found[item.id] = unpack(packed[item.id], lambda name, where=item.name: _fetch(archive, batch, name, where))  # type: ignore[misc]  # mypy sees no default of a lambda
    return found


def update(archive: Archive, items: Iterable[BatchItem]) -> None:
    """Keep what the person decided about items."""
    changed = list(items)
    if changed:
        archive.note(lambda writer: store.update(writer, changed))


def set_pending(archive: Archive, batch: Batch, pending: Sequence[tuple[str, str]]) -> None:
    """Note what was added and is not read to the end."""
    archive.note(lambda writer: store.set_pending(writer, batch.id, pending))


def set_place(archive: Archive, batch: Batch, item: int) -> None:
    """Note which item is under review."""
    archive.note(lambda writer: store.set_place(writer, batch.id, item))


def set_state(archive: Archive, batch: Batch, state: str) -> None:
    """Say that the person is through with a batch ("finished"), or not ("open")."""
    archive.note(lambda writer: store.set_state(writer, batch.id, state))


def remove(archive: Archive, items: Sequence[int]) -> None:
    """Forget items."""
    archive.note(lambda writer: store.remove(writer, items))


def every(archive: Archive) -> list[Batch]:
    """All batches, the newest first."""
    with archive.read() as reader:
        return store.batches(reader)


def unfinished(archive: Archive) -> list[Batch]:
    """The batches that wait for a person, the newest first."""
    with archive.read() as reader:
        return [one for one in store.batches(reader, state="open") if one.total or one.pending]


def load(archive: Archive, number: int) -> tuple[Batch, list[BatchItem]]:
    """A batch and its items. Raises NotFound."""
    with archive.read() as reader:
        return store.batch(reader, number), store.items(reader, number)


def discard(archive: Archive, number: int) -> None:
    """Give a batch up: what was not imported is forgotten, what was stays in the catalogue. Raises NotFound."""
    batch, items = load(archive, number)
    left = [item.id for item in items if item.state != "imported"]

    def work(writer: Writer) -> None:
        if len(left) < len(items):
            store.remove(writer, left)
            store.set_pending(writer, number, ())
            store.set_state(writer, number, "finished")
        else:
            store.remove_batch(writer, number)

    archive.note(work)
    if len(left) == len(items):
        archive.staged.drop(batch.uid)


def tidy(archive: Archive) -> None:
    """Forget what was read for batches that were finished long ago, and files that belong to none."""
    before = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat(timespec="milliseconds")

    def work(writer: Writer) -> set[str]:
        store.drop_drafts(writer, before)
        return store.uids(writer)

    archive.staged.keep_only(archive.note(work))


def undo(archive: Archive, number: int, *, initiator: str = "") -> list[Changes]:
    """Take back all that a batch imported, the newest step first; each step taken back is told of.

    Raises:
        Conflict: Something of it was changed since; later steps of the batch may be taken back already.
    """
    with archive.read() as reader:
        steps = store.batch(reader, number).operations
    return [archive.undo(step, initiator=initiator) for step in reversed(steps)]


def _pack(archive: Archive, batch: Batch, draft: Draft) -> bytes:
    return pack(draft, lambda content: archive.staged.put(batch.uid, content))


def _fetch(archive: Archive, batch: Batch, name: str, where: str) -> bytes:
    content = archive.staged.get(batch.uid, name)
    if content is None:
        raise UnreadableSource(
            tr("The copy of this file that was kept for the review is gone."), where=Path(where).name,
            remedy=tr("Add the file again."),
        )  # fmt: skip
    return content
