"""Takes back what the lossless export wrote: records with their uids, linked as they were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from archive_app.domain.changes import Changes
from archive_app.domain.export_record import REFERENCES, ExportRecord
from archive_app.domain.records import Collection, Evidence, Record
from archive_app.i18n import tr_n
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Writer


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking bundles: works made, and works that were in the catalogue already (left as they are)."""

    changes: Changes
    made: int
    known: int


def take(
    archive: Archive,
    bundles: Iterable[ExportRecord],
    *,
    initiator: str = "",
    progress: Progress | None = None,
    continues: int = 0,
) -> Taken:
    """Make the records of bundles as one operation. A record whose uid is known is linked to, never overwritten.

    ``continues`` is a step that this is a further part of; see ``Archive.operation``.

    Raises:
        FormatError: From the reading of the bundles; nothing is made then.
        Cancelled: Nothing is made.
    """
    found = list(bundles)
    label = tr_n("Import {n} record", "Import {n} records", len(found))
    with archive.operation(label, verb="import", initiator=initiator, continues=continues) as writer:
        taker = Taker(writer)
        for done, bundle in enumerate(found):
            if progress is not None:
                progress.at(done, len(found))
            taker.take(bundle)
    return Taken(writer.changes, taker.made, taker.known)


class Taker:
    """Takes bundles within one operation.

    Attributes:
        made, known: How many works were made, and how many were in the catalogue already.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._collections: dict[str, int] = {}
        self._made: set[int] = set()
        self._noted: dict[int, set[Evidence]] = {}
        self.made = 0
        self.known = 0

    def take(self, bundle: ExportRecord) -> None:
        """Make what a bundle holds and the catalogue does not have."""
        numbers: dict[int, int] = {}  # ids within the bundle → ids here
        for record in _in_order(bundle):
            if record.id is None or record.id in numbers:
                continue
            there = self._writer.id_of_uid(record.uid) if record.uid else None
            if there is not None:
                numbers[record.id] = there
            else:
                here = self._writer.save(_linked(replace(record, id=None, revision=0), numbers))
                numbers[record.id] = here
                self._made.add(here)
        # A work may come first as a part of another's bundle, and with its evidence in its own.
        here = numbers[bundle.work.id or 0]
        self.made += here in self._made
        self.known += here not in self._made
        for number, evidence in _evidence(bundle):
            owner = numbers.get(number, 0)
            if owner in self._made:
                noted = self._noted.setdefault(owner, set())
                fresh = [linked for e in evidence if (linked := _linked(e, numbers)) not in noted]
                noted |= set(fresh)
                self._writer.note_evidence(owner, fresh)
        for name in bundle.collections:
            self._put_into(name, numbers[bundle.work.id or 0])

    def _put_into(self, full_name: str, number: int) -> None:
        parent: int | None = None
        for name in full_name.split(" / "):
            parent = self._collection(name, parent)
        if parent is not None:
            collection = self._writer.of_type(Collection, [parent])[parent]
            if number not in collection.members:
                self._writer.save(replace(collection, members=(*collection.members, number)))

    def _collection(self, name: str, parent: int | None) -> int:
        key = f"{parent}/{name.casefold()}"
        if key not in self._collections:
            sisters = [c for c in self._writer.finder.collections() if c.parent_id == parent]
            there = next((c.id for c in sisters if c.name.casefold() == name.casefold()), None)
            self._collections[key] = (
                there if there is not None else self._writer.save(Collection(name=name, parent_id=parent))
            )
        return self._collections[key]


def _in_order(bundle: ExportRecord) -> list[Record]:
    """The records of a bundle, each after those it links to."""
    records = list(bundle.records())
    ids = {r.id for r in records}
    done: set[int | None] = set()
    ordered: list[Record] = []
    waiting = records
    while waiting:
        later: list[Record] = []
        for record in waiting:
            needs = {n for n in _references(record) if n in ids and n != record.id}
            if needs <= done:
                ordered.append(record)
                done.add(record.id)
            else:
                later.append(record)
        if len(later) == len(waiting):
            return ordered + later
        waiting = later
    return ordered


def _references(value: Any) -> set[int]:
    found: set[int] = set()
    if isinstance(value, tuple):
        for item in value:
            found |= _references(item)
    elif is_dataclass(value):
        for each in fields(value):
            inner = getattr(value, each.name)
            if each.name in REFERENCES and isinstance(inner, int):
                found.add(inner)
            elif isinstance(inner, tuple) or is_dataclass(inner):
                found |= _references(inner)
    return found


def _linked(value: Any, numbers: dict[int, int]) -> Any:
    if isinstance(value, tuple):
        return tuple(_linked(item, numbers) for item in value)
    if not is_dataclass(value):
        return value
    changed: dict[str, Any] = {}
    for each in fields(value):
        inner = getattr(value, each.name)
        if each.name in REFERENCES:
            changed[each.name] = None if inner is None else numbers.get(inner)
        elif isinstance(inner, tuple) or is_dataclass(inner):
            changed[each.name] = _linked(inner, numbers)
    return replace(value, **changed)  # type: ignore[type-var]  # is_dataclass has just said so


def _evidence(bundle: ExportRecord) -> list[tuple[int, tuple[Evidence, ...]]]:
    found = [(bundle.work.id or 0, bundle.evidence)]
    for photo in bundle.photos:
        found += [(photo.use.id or 0, photo.evidence), (photo.photo.id or 0, photo.photo_evidence)]
    for video in bundle.videos:
        found += [(video.use.id or 0, video.evidence), (video.video.id or 0, video.video_evidence)]
    for appearance in bundle.appears_in:
        found.append((appearance.use.id or 0, appearance.evidence))
    return found
