"""Carries the texts of many items into the full texts at once; those of a few are carried by triggers, one by one.

What a trigger writes, FTS5 makes a segment of: one for each item, merged with thousands of others by whoever comes
upon them. A statement of its own for many items leaves few, in half the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa

from archive_app.store import tables as t
from archive_app.store.bulk import delete_rows, insert_many, run, update_one
from archive_app.store.index_fill import TABLES
from archive_app.store.loading import as_json
from archive_app.store.sqlite.engine import fetch

Row = dict[str, Any]

FEW: Final = 4
"""So many items are left to the triggers."""

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


def change(connection: sa.Connection, changes: Mapping[int, Mapping[str, str]]) -> None:
    """Write those texts of items that are others now, by docid and column."""
    touched = {name: [d for d, texts in changes.items() if _reaches(name, texts)] for name in TABLES}
    with _by_hand(connection, len(changes)) as above:
        for name, docids in touched.items() if above is not None else ():
            _take(connection, name, docids, above or 0)
        for docid, texts in changes.items():
            update_one(connection, t.item_text, "docid", docid, dict(texts))
        for name, docids in touched.items() if above is not None else ():
            _put(connection, name, docids, above or 0)


def remove(connection: sa.Connection, docids: Sequence[int]) -> None:
    """Remove the texts of items."""
    with _by_hand(connection, len(docids)) as above:
        for name in TABLES if above is not None else ():
            _take(connection, name, docids, above or 0)
        delete_rows(connection, t.item_text, "docid", docids)


@contextmanager
def _by_hand(connection: sa.Connection, items: int) -> Iterator[int | None]:
    """Keep the triggers out where there are many items; gives the docid from which on the full texts hold items.

    Whatever goes wrong within takes the whole transaction back, and with it what the triggers were told.
    """
    if items <= FEW:
        yield None
        return
    [(above,)] = fetch(connection, "SELECT covered FROM index_state")
    run(connection, "UPDATE index_state SET covered = ?", (_BEYOND,))
    yield above
    run(connection, "UPDATE index_state SET covered = ?", (above,))


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
