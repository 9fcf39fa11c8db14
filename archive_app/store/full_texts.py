"""Carries the texts of items into the full texts; what is made or removed one by one is carried by triggers.

What a trigger writes, FTS5 makes a segment of: one for each item, merged with thousands of others by whoever comes
upon them. A statement of its own for many items leaves few, in half the time. And a trigger tells the index of words
all that an item says, where hardly any of it changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from archive_app.store import tables as t
from archive_app.store.bulk import delete_rows, insert_many, run, update_one
from archive_app.store.changed_words import told
from archive_app.store.index_fill import TABLES
from archive_app.store.loading import as_json
from archive_app.store.sqlite.engine import fetch

Row = dict[str, Any]
Texts = Mapping[str, str]
Changed = Mapping[int, Texts]

FEW: Final = 4
"""So many items are left to the triggers."""

_WITHOUT_PLACES: Final = "typing"
_BEYOND: Final = 1 << 60  # no docid is as large
_THOSE: Final = "docid >= ? AND docid IN (SELECT value FROM json_each(?)) ORDER BY docid"


def insert(connection: sa.Connection, rows: Sequence[Row]) -> None:
    """Insert the texts of new items, each with its docid and every text."""
    with _by_hand(connection, len(rows)) as above:
        insert_many(connection, t.item_text, rows)
        if above is not None:
            docids = [row["docid"] for row in rows]
            for name in TABLES:
                _put(connection, name, docids, above)


def change(connection: sa.Connection, changes: Changed, before: Mapping[int, Row]) -> None:
    """Write those texts of items that are others now, by docid and column; ``before`` holds every text as it was."""
    if not changes:
        return
    rising = sorted(changes.items())  # so that FTS5 makes one segment of all
    with _by_hand(connection, always=True) as above:
        for docid, texts in rising:
            update_one(connection, t.item_text, "docid", docid, dict(texts))
    for name, columns in TABLES.items():
        for docid, texts in rising:
            if docid >= (above or 0) and _reaches(name, texts):
                was = {column: before[docid][column] for column in columns}
                will = {column: texts.get(column, text) for column, text in was.items()}
                _replace(connection, name, docid, *(told(was, will) if name == _WITHOUT_PLACES else (was, will)))


def remove(connection: sa.Connection, docids: Sequence[int]) -> None:
    """Remove the texts of items."""
    with _by_hand(connection, len(docids)) as above:
        for name in TABLES if above is not None else ():
            _take(connection, name, docids, above or 0)
        delete_rows(connection, t.item_text, "docid", docids)


@contextmanager
def _by_hand(connection: sa.Connection, items: int = 0, *, always: bool = False) -> Iterator[int | None]:
    """Keep the triggers out where there are many items; gives the docid from which on the full texts hold items.

    Whatever goes wrong within takes the whole transaction back, and with it what the triggers were told.
    """
    if items <= FEW and not always:
        yield None
        return
    [(above,)] = fetch(connection, "SELECT covered FROM index_state")
    run(connection, "UPDATE index_state SET covered = ?", (_BEYOND,))
    yield above
    run(connection, "UPDATE index_state SET covered = ?", (above,))


def _replace(connection: sa.Connection, name: str, docid: int, was: Texts, will: Texts) -> None:
    """Take texts of an item out of a full text and put others in. No such statement makes FTS5 write a segment."""
    if was or will:
        gone, made = _statements(name)
        run(connection, gone, (docid, *was.values()))
        run(connection, made, (docid, *will.values()))


@cache
def _statements(name: str) -> tuple[str, str]:
    """Take out of a full text, and put in, the texts of one item in the order of ``TABLES``."""
    listed, places = ", ".join(TABLES[name]), ", ".join("?" * len(TABLES[name]))
    return (
        f"INSERT INTO {name} ({name}, rowid, {listed}) VALUES ('delete', ?, {places})",
        f"INSERT INTO {name} (rowid, {listed}) VALUES (?, {places})",
    )


def _reaches(name: str, texts: Mapping[str, str]) -> bool:
    """Whether a change of some texts is one of a full text."""
    return not texts.keys().isdisjoint(TABLES[name])


def _put(connection: sa.Connection, name: str, docids: Sequence[int], above: int) -> None:
    listed = ", ".join(TABLES[name])
    statement = f"INSERT INTO {name} (rowid, {listed}) SELECT docid, {listed} FROM item_text WHERE {_THOSE}"
    run(connection, statement, (above, as_json(docids)))


def _take(connection: sa.Connection, name: str, docids: Sequence[int], above: int) -> None:
    """Take texts out of a full text: FTS5 wants to be told what they are."""
    listed = ", ".join(TABLES[name])
    statement = f"INSERT INTO {name} ({name}, rowid, {listed}) SELECT 'delete', docid, {listed} FROM item_text"
    run(connection, f"{statement} WHERE {_THOSE}", (above, as_json(docids)))
