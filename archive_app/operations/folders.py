"""Collections and saved searches: places to put things, and places that fill themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import WORKS, Collection, SavedSearch
from archive_app.i18n import tr, tr_n
from archive_app.store.archive import Archive


def new_collection(
    archive: Archive, name: str, parent_id: int | None = None, *, initiator: str = ""
) -> tuple[int, Changes]:
    """Make a collection, within another when ``parent_id`` is given; return its id too.

    Raises:
        InputError: The name is empty, or taken by a sister.
    """
    name = name.strip()
    if not name:
        raise InputError(tr("A collection needs a name."))
    with archive.read() as reader:
        if any(c.name.casefold() == name.casefold() and c.parent_id == parent_id for c in reader.finder.collections()):
            raise InputError(tr("There is already a collection “{name}” here.").format(name=name))
    with archive.operation(
        tr("New collection “{name}”").format(name=name), verb="collection", initiator=initiator
    ) as w:
        number = w.save(Collection(name=name, parent_id=parent_id))
    return number, w.changes


def add_to_collection(archive: Archive, collection_id: int, ids: Sequence[int], *, initiator: str = "") -> Changes:
    """Put works into a collection; those that are in it already stay where they are."""
    collection = _collection(archive, collection_id)
    with archive.read() as reader:
        there = reader.kinds(ids)
    if lost := [n for n in ids if n not in there]:
        raise NotFound(tr("There is no such record in this catalogue."), where=f"record {lost[0]}")
    if any(there[n] not in WORKS for n in ids):
        raise InputError(tr("Only articles, photos and videos can be put into a collection."))
    fresh = tuple(n for n in dict.fromkeys(ids) if n not in set(collection.members))
    if not fresh:
        return Changes()
    label = tr_n("Add {n} record to “{name}”", "Add {n} records to “{name}”", len(fresh))
    return _save(archive, replace(collection, members=collection.members + fresh), label, initiator)


def remove_from_collection(archive: Archive, collection_id: int, ids: Sequence[int], *, initiator: str = "") -> Changes:
    """Take works out of a collection; the records themselves stay."""
    collection = _collection(archive, collection_id)
    gone = set(ids)
    kept = tuple(n for n in collection.members if n not in gone)
    count = len(collection.members) - len(kept)
    label = tr_n("Take {n} record out of “{name}”", "Take {n} records out of “{name}”", count)
    return _save(archive, replace(collection, members=kept), label, initiator) if count else Changes()


def move_collection(archive: Archive, collection_id: int, parent_id: int | None, *, initiator: str = "") -> Changes:
    """Put a collection into another (None: to the top). Raises InputError when it would be inside itself."""
    collection = _collection(archive, collection_id)
    with archive.read() as reader:
        parents = {c.id: c.parent_id for c in reader.finder.collections()}
    above = parent_id
    while above is not None:
        if above == collection_id:
            raise InputError(tr("A collection cannot be put into itself."))
        above = parents.get(above)
    return _save(archive, replace(collection, parent_id=parent_id), tr("Move collection “{name}”"), initiator)


def save_search(archive: Archive, name: str, query: str, *, sort: str = "", initiator: str = "") -> tuple[int, Changes]:
    """Keep a search under a name; one of that name is replaced. Return its id too.

    Raises:
        InputError: The name is empty.
    """
    name = name.strip()
    if not name:
        raise InputError(tr("A saved search needs a name."))
    with archive.read() as reader:
        old = reader.saved_search_named(name)
    made = replace(old, query=query, sort=sort) if old is not None else SavedSearch(name=name, query=query, sort=sort)
    label = tr("Save search “{name}”").format(name=name)
    with archive.operation(label, verb="search", initiator=initiator) as writer:
        number = writer.save(made)
    return number, writer.changes


def _collection(archive: Archive, number: int) -> Collection:
    with archive.read() as reader:
        record = reader.record(number)
    if not isinstance(record, Collection):
        raise NotFound(tr("There is no such collection."))
    return record


def _save(archive: Archive, collection: Collection, label: str, initiator: str) -> Changes:
    text = label.replace("{name}", collection.name)
    with archive.operation(text, verb="collection", initiator=initiator) as writer:
        writer.save(collection)
    return writer.changes
