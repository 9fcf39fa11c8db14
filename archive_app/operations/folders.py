"""Collections and saved searches: places to put things, and places that fill themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import WORKS, Collection, SavedSearch
from archive_app.domain.results import CollectionNode
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
    _require_free(archive, name, parent_id)
    with archive.operation(
        tr("New collection “{name}”").format(name=name), verb="collection", initiator=initiator
    ) as w:
        number = w.save(Collection(name=name, parent_id=parent_id))
    return number, w.changes


def rename_collection(archive: Archive, collection_id: int, name: str, *, initiator: str = "") -> Changes:
    """Give a collection another name. Raises InputError when it is empty or a sister has it."""
    collection = _collection(archive, collection_id)
    name = " ".join(name.split())
    if not name:
        raise InputError(tr("A collection needs a name."))
    _require_free(archive, name, collection.parent_id, but=collection_id)
    label = tr("Rename the collection “{old}” to “{new}”").format(old=collection.name, new=name)
    return _save(archive, replace(collection, name=name), label, initiator)


def delete_collection(archive: Archive, collection_id: int, *, initiator: str = "") -> Changes:
    """Remove a collection and those within it; their records stay. One step, which Undo takes back whole."""
    collection = _collection(archive, collection_id)
    with archive.read() as reader:
        gone = within(reader.finder.collections(), collection_id)
    label = tr("Delete the collection “{name}”")
    if len(gone) > 1:
        label = tr_n("Delete the collection “{name}” and {n} within it", "Delete the collection “{name}” and {n} "
                     "within it", len(gone) - 1)  # fmt: skip
    with archive.operation(label.replace("{name}", collection.name), verb="delete", initiator=initiator) as writer:
        for number in reversed(gone):  # those within it first: they name it
            writer.erase(number)
    return writer.changes


def within(nodes: Sequence[CollectionNode], collection_id: int) -> list[int]:
    """A collection and all those in it at any depth, each behind the one that it is in."""
    found = [collection_id]
    for number in found:
        found += [node.id for node in nodes if node.parent_id == number and node.id not in found]
    return found


def path_of(nodes: Sequence[CollectionNode], collection_id: int) -> str:
    """The names that lead to a collection: "Town/Floods"."""
    by_id = {node.id: node for node in nodes}
    names: list[str] = []
    at: int | None = collection_id
    while at in by_id and len(names) < len(by_id):
        node = by_id[at]
        names.append(node.name)
        at = node.parent_id
    return "/".join(reversed(names))


def named(archive: Archive, name: str) -> CollectionNode:
    """The collection that a name or path ("Town/Floods") means, letter case ignored.

    Raises:
        NotFound: There is none.
        InputError: There are several of that name.
    """
    with archive.read() as reader:
        nodes = reader.finder.collections()
    wanted = "/".join(part.strip() for part in name.casefold().split("/") if part.strip())
    by_path = [node for node in nodes if path_of(nodes, node.id).casefold() == wanted]
    found = by_path or [node for node in nodes if node.name.casefold() == name.strip().casefold()]
    if not found:
        raise NotFound(tr("There is no collection “{name}”.").format(name=name))
    if len(found) > 1:
        paths = ", ".join(f"“{path_of(nodes, node.id)}”" for node in found)
        raise InputError(tr("Several collections are called “{name}”: {paths}.").format(name=name, paths=paths))
    return found[0]


def add_to_collection(archive: Archive, collection_id: int, ids: Sequence[int], *, initiator: str = "") -> Changes:
    """Put works into a collection; those that are in it already stay where they are."""
    collection = _collection(archive, collection_id)
    with archive.read() as reader:
        there = reader.kinds(ids)
    if lost := [n for n in ids if n not in there]:
        raise NotFound(tr("There is no such record in this catalogue."), where=f"record {lost[0]}")
    if any(there[n] not in WORKS for n in ids):
        raise InputError(tr("Only articles, photos and videos can be put into a collection."))
    members = set(collection.members)
    fresh = [n for n in dict.fromkeys(ids) if n not in members]
    if not fresh:
        return Changes()
    label = tr_n("Add {n} record to “{name}”", "Add {n} records to “{name}”", len(fresh))
    with archive.operation(label.replace("{name}", collection.name), verb="collection", initiator=initiator) as writer:
        if writer.shelves.join(collection_id, fresh):
            writer.bump([collection_id])
        writer.structure = True
    return writer.changes


def remove_from_collection(archive: Archive, collection_id: int, ids: Sequence[int], *, initiator: str = "") -> Changes:
    """Take works out of a collection; the records themselves stay."""
    collection = _collection(archive, collection_id)
    gone = set(ids)
    kept = tuple(n for n in collection.members if n not in gone)
    count = len(collection.members) - len(kept)
    label = tr_n("Take {n} record out of “{name}”", "Take {n} records out of “{name}”", count)
    return _save(archive, replace(collection, members=kept), label, initiator) if count else Changes()


def move_collection(archive: Archive, collection_id: int, parent_id: int | None, *, initiator: str = "") -> Changes:
    """Put a collection into another (None: to the top).

    Raises:
        InputError: It would be inside itself, or one of its name is there already.
    """
    collection = _collection(archive, collection_id)
    with archive.read() as reader:
        parents = {c.id: c.parent_id for c in reader.finder.collections()}
    above = parent_id
    while above is not None:
        if above == collection_id:
            raise _round(archive, collection.name, collection_id, parent_id)
        above = parents.get(above)
    if collection.parent_id == parent_id:
        return Changes()
    _require_free(archive, collection.name, parent_id, but=collection_id)
    return _save(archive, replace(collection, parent_id=parent_id), tr("Move collection “{name}”"), initiator)


def _round(archive: Archive, name: str, collection_id: int, parent_id: int | None) -> InputError:
    """Why a collection cannot be put into itself, or into one that stands in it."""
    remedy = tr("Choose another collection, or move it to the top.")
    if parent_id is None or parent_id == collection_id:
        return InputError(tr("A collection cannot be put into itself."), remedy=remedy)
    words = tr("“{name}” cannot be put into “{into}”, which stands in it.")
    return InputError(words.format(name=name, into=_collection(archive, parent_id).name), remedy=remedy)


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


def _require_free(archive: Archive, name: str, parent_id: int | None, *, but: int = 0) -> None:
    with archive.read() as reader:
        sisters = [one for one in reader.finder.collections() if one.parent_id == parent_id and one.id != but]
    if any(one.name.casefold() == name.casefold() for one in sisters):
        raise InputError(tr("There is already a collection “{name}” here.").format(name=name))


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
        writer.structure = True
    return writer.changes
