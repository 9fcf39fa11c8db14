"""Baskets: working sets that outlive the session. What is done with them can be undone; collections are for keeping."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import WORKS, Collection
from archive_app.domain.shelves import Basket
from archive_app.i18n import tr, tr_n
from archive_app.store.archive import Archive, Reader


def baskets(archive: Archive) -> list[Basket]:
    """Every basket, the oldest first."""
    with archive.read() as reader:
        return reader.shelves.baskets()


def named(archive: Archive, name: str) -> Basket:
    """The basket of a name, letter case ignored. Raises NotFound."""
    with archive.read() as reader:
        found = _named(reader, name)
    if found is None:
        raise NotFound(tr("There is no basket “{name}”.").format(name=name))
    return found


def new_basket(archive: Archive, name: str, *, initiator: str = "") -> tuple[int, Changes]:
    """Make an empty basket; return its number too.

    Raises:
        InputError: The name is empty or taken.
    """
    name = _fit(archive, name)
    with archive.operation(tr("New basket “{name}”").format(name=name), verb="basket", initiator=initiator) as writer:
        number = writer.shelves.make_basket(name, writer.at)
        writer.structure = True
    return number, writer.changes


def put(archive: Archive, name: str, ids: Sequence[int], *, initiator: str = "") -> Changes:
    """Put works into the basket of a name, which is made if there is none; one step.

    Raises:
        InputError: The name is empty, or one of them is no article, photo or video.
    """
    name = " ".join(name.split())
    if not name:
        raise InputError(tr("A basket needs a name."))
    with archive.read() as reader:
        kinds = reader.kinds(ids)
        basket = _named(reader, name)
    if any(kinds.get(number) not in WORKS for number in ids):
        raise InputError(tr("Only articles, photos and videos can be marked or put into a basket."))
    label = tr_n("Put {n} record into the basket “{name}”", "Put {n} records into the basket “{name}”", len(ids))
    with archive.operation(label.replace("{name}", name), verb="basket", initiator=initiator) as writer:
        number = basket.id if basket is not None else writer.shelves.make_basket(name, writer.at)
        put_in = writer.shelves.put(number, ids)
        writer.structure = bool(put_in)
    return writer.changes


def take(archive: Archive, basket: int, ids: Sequence[int] | None = None, *, initiator: str = "") -> Changes:
    """Take works out of a basket, all of them when none are named."""
    name = _name_of(archive, basket)
    if ids is None:
        label = tr("Empty the basket “{name}”")
    else:
        label = tr_n("Take {n} record out of the basket “{name}”", "Take {n} records out of the basket “{name}”",
                     len(ids))  # fmt: skip
    with archive.operation(label.replace("{name}", name), verb="basket", initiator=initiator) as writer:
        writer.structure = bool(writer.shelves.take(basket, ids))
    return writer.changes


def rename(archive: Archive, basket: int, name: str, *, initiator: str = "") -> Changes:
    """Give a basket another name. Raises InputError as ``new_basket`` does."""
    old = _name_of(archive, basket)
    name = _fit(archive, name, but=basket)
    label = tr("Rename the basket “{old}” to “{new}”").format(old=old, new=name)
    with archive.operation(label, verb="basket", initiator=initiator) as writer:
        writer.shelves.rename_basket(basket, name)
        writer.structure = True
    return writer.changes


def remove(archive: Archive, basket: int, *, initiator: str = "") -> Changes:
    """Remove a basket; its records stay."""
    label = tr("Remove the basket “{name}”").format(name=_name_of(archive, basket))
    with archive.operation(label, verb="basket", initiator=initiator) as writer:
        writer.shelves.drop_basket(basket)
        writer.structure = True
    return writer.changes


def keep(archive: Archive, basket: int, *, initiator: str = "") -> tuple[int, Changes]:
    """Make a collection of what a basket holds; return its id too. The basket stays."""
    name = _name_of(archive, basket)
    with archive.read() as reader:
        members = tuple(reader.shelves.in_basket(basket))
        taken = {one.name.casefold() for one in reader.finder.collections()}
    free = next(one for n in range(1, len(taken) + 3) if (one := f"{name} {n}" if n > 1 else name).casefold()
                not in taken)  # fmt: skip
    label = tr("Keep the basket “{name}” as a collection").format(name=name)
    with archive.operation(label, verb="collection", initiator=initiator) as writer:
        number = writer.save(Collection(name=free, members=members))
    return number, writer.changes


def _named(reader: Reader, name: str) -> Basket | None:
    wanted = " ".join(name.split()).casefold()
    return next((one for one in reader.shelves.baskets() if one.name.casefold() == wanted), None)


def _name_of(archive: Archive, basket: int) -> str:
    with archive.read() as reader:
        found = next((one.name for one in reader.shelves.baskets() if one.id == basket), None)
    if found is None:
        raise NotFound(tr("There is no such basket."))
    return found


def _fit(archive: Archive, name: str, but: int = 0) -> str:
    name = " ".join(name.split())
    if not name:
        raise InputError(tr("A basket needs a name."))
    with archive.read() as reader:
        taken = _named(reader, name)
    if taken is not None and taken.id != but:
        raise InputError(tr("There is already a basket “{name}”.").format(name=taken.name))
    return name
