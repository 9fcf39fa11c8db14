"""Saved searches: how many records each finds now, and how many came since somebody looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from archive_app.domain import query as q
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.query_text import parse
from archive_app.domain.records import Kind, SavedSearch
from archive_app.domain.shelves import Standing
from archive_app.i18n import tr
from archive_app.operations.counting import added_since, number_of
from archive_app.store.archive import Archive, Reader


def saved(archive: Archive) -> list[SavedSearch]:
    """Every saved search, by name."""
    with archive.read() as reader:
        found = [one for one in reader.all_of(Kind.SAVED_SEARCH) if isinstance(one, SavedSearch)]
    return sorted(found, key=lambda one: one.name.casefold())


def named(archive: Archive, name: str) -> SavedSearch:
    """The saved search of a name, letter case ignored. Raises NotFound."""
    with archive.read() as reader:
        found = reader.saved_search_named(name)
    if found is None:
        raise NotFound(tr("There is no saved search “{name}”.").format(name=name))
    return found


def standings(archive: Archive, searches: Sequence[int]) -> dict[int, Standing]:
    """How each of these saved searches stands."""
    with archive.read() as reader:
        looked = reader.shelves.looked_at()
        records = reader.of_type(SavedSearch, searches)
        return {number: _standing(reader, one, looked.get(number, "")) for number, one in records.items()}


def since_last_look(archive: Archive, number: int) -> q.Query:
    """What a saved search finds of the records that came since it was last looked at.

    Raises:
        NotFound: There is no such saved search.
    """
    with archive.read() as reader:
        record = reader.of_type(SavedSearch, [number]).get(number)
        at = reader.shelves.looked_at().get(number, "")
    if record is None:
        raise NotFound(tr("There is no such saved search."))
    query = parse(record.query).query
    return q.All((query, added_since(at))) if at else query


def looked_at(archive: Archive, number: int) -> str:
    """When a saved search was last looked at; "" for never."""
    with archive.read() as reader:
        return reader.shelves.looked_at().get(number, "")


def look(archive: Archive, number: int) -> None:
    """Note that somebody looks at what a saved search finds; in a catalogue that cannot be written nothing is noted."""
    if not archive.read_only:
        archive.note(lambda writer: writer.shelves.look(number, writer.at))


def rename(archive: Archive, number: int, name: str, *, initiator: str = "") -> Changes:
    """Give a saved search another name; saved searches that name it are told, too.

    Raises:
        InputError: The name is empty or taken.
        NotFound: There is no such saved search.
    """
    name = " ".join(name.split())
    if not name:
        raise InputError(tr("A saved search needs a name."))
    with archive.read() as reader:
        record = reader.of_type(SavedSearch, [number]).get(number)
        taken = reader.saved_search_named(name)
    if record is None:
        raise NotFound(tr("There is no such saved search."))
    if taken is not None and taken.id != number:
        raise InputError(tr("There is already a saved search “{name}”.").format(name=taken.name))
    label = tr("Rename the saved search “{old}” to “{new}”").format(old=record.name, new=name)
    with archive.operation(label, verb="search", initiator=initiator) as writer:
        writer.save(replace(record, name=name))
        writer.structure = True
    return writer.changes


def words_of_look(at: str) -> str:
    """The moment of a look on this computer's clock, as “2024-05-03 17:20”."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M") if at else ""


def _standing(reader: Reader, record: SavedSearch, looked: str) -> Standing:
    query = parse(record.query).query
    count = number_of(reader, query)
    return Standing(count, number_of(reader, q.All((query, added_since(looked)))) if looked else -1)
