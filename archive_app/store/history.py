"""How operations are recorded and taken back.

The log is append-only; an undo is itself recorded, so a redo is its undoing.

Undo puts back exactly what an operation changed. If any of it was changed since, it raises ``Conflict``
and nothing happens.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from archive_app.domain.changes import Changes
from archive_app.domain.errors import Conflict
from archive_app.domain.history import Operation
from archive_app.store import tables as t
from archive_app.store.bulk import delete_rows, run, update_one
from archive_app.store.loading import CHUNK, chunks, select_in
from archive_app.store.sqlite.engine import fetch
from archive_app.store.writer import Writer

_o = t.operation.c
_NAMES = tuple(column.name for column in t.change.c)
_CHANGES = f"SELECT {', '.join(_NAMES)} FROM change WHERE operation_id = ? AND id < ? ORDER BY id DESC LIMIT ?"
_LAST = 1 << 62  # no change has such a number
_BEGIN = """
INSERT INTO operation (at, who, verb, label, kind, target_id, undone, records) VALUES (?, ?, ?, ?, ?, ?, 0, 0)
"""

# From the operations: mostly the newest is taken back, and none is later. By the rows it would be all older changes.
_LATER = """
SELECT change.row_id, change.last_id, operation.label
FROM operation CROSS JOIN change ON change.operation_id = operation.id
WHERE operation.id > ? AND operation.kind = 'do' AND operation.undone = 0
AND change.table_name = ? AND change.row_id <= ? AND change.last_id >= ? AND change.action <> 'delete'
ORDER BY operation.id DESC
"""


def begin(
    connection: sa.Connection,
    *,
    at: str,
    who: str,
    verb: str,
    label: str,
    kind: str,
    target: int | None,
) -> int:
    """Write the row of a new operation; return its id."""
    return run(connection, _BEGIN, (at, who, verb, label, kind, target))


def can_go_on(connection: sa.Connection, operation_id: int) -> bool:
    """Whether more may be added to an operation: it is in effect, and was never undone (a redo would lack the rest)."""
    row = connection.execute(sa.select(_o.undone).where(_o.id == operation_id, _o.kind == "do")).first()
    if row is None or row.undone:
        return False
    return connection.execute(sa.select(_o.id).where(_o.target_id == operation_id).limit(1)).first() is None


def finish(connection: sa.Connection, operation_id: int, writer: Writer, *, continued: bool = False) -> None:
    """Write an operation's changes; an operation that changed nothing leaves no row."""
    if not writer.recorder.changed:
        if not continued:
            delete_rows(connection, t.operation, "id", [operation_id])
        return
    writer.recorder.write_notes(operation_id)
    counted = "UPDATE operation SET records = ? + CASE ? WHEN 1 THEN records ELSE 0 END WHERE id = ?"
    run(connection, counted, (len(writer.recorder.records), int(continued), operation_id))


def revert(writer: Writer, operation_id: int, reverting: Operation) -> Changes:
    """Put back what the operation ``reverting`` did (an original for undo, an undo for redo), within ``writer``.

    Raises:
        Conflict: Something it changed was changed again since.
    """
    for rows in _backwards(writer, reverting):
        # Rows made or removed together are taken back together: an import has tens of thousands.
        for (action, table), some in groupby(rows, key=lambda row: (row["action"], row["table_name"])):
            if action == "insert":
                _remove(writer, table, list(some), reverting)
            elif action == "delete":
                _bring_back(writer, table, list(some))
            else:
                for row in some:
                    _put_back(writer, row)
    writer.recorder.flush()
    heads = writer.kinds(writer.recorder.records).keys()
    for chunk in chunks(sorted(heads)):
        writer.bump(chunk)
    writer.structure = True
    return Changes(operation_id, reverting.label)


def _backwards(writer: Writer, reverting: Operation) -> Iterator[list[dict[str, Any]]]:
    """The changes of an operation, the last first, some at a time: what it removed is kept in them as whole rows."""
    before = _LAST
    while rows := fetch(writer.connection, _CHANGES, (reverting.id, before, CHUNK)):
        yield [dict(zip(_NAMES, row, strict=True)) for row in rows]
        before = rows[-1][0]


def mark_undone(connection: sa.Connection, original_id: int, undone: bool) -> None:
    """Note on an original operation whether it is taken back now."""
    update_one(connection, t.operation, "id", original_id, {"undone": int(undone)})


def _remove(writer: Writer, table_name: str, changes: list[dict[str, Any]], reverting: Operation) -> None:
    """Undo of inserts: remove the rows made, unless a later step in effect changed them."""
    first_made, last_made = min(change["row_id"] for change in changes), max(change["last_id"] for change in changes)
    # Later is what was first done later; undoing and repeating it since does not make it earlier or later.
    done = reverting.target_id or reverting.id
    later = fetch(writer.connection, _LATER, (done, table_name, last_made, first_made))
    for change in changes if later else ():
        for first, last, label in later:
            if first <= change["last_id"] and last >= change["row_id"]:
                raise _changed_since(change, label)
    table = t.RECORDED[table_name]
    made = {number: change for change in changes for number in range(change["row_id"], change["last_id"] + 1)}
    for chunk in chunks(made):
        rows = select_in(writer.connection, table, "id", chunk)
        if len(rows) < len(chunk):  # a later step removed them: taking that back would bring them back for ever
            there = {row["id"] for row in rows}
            raise _changed_since(next(made[number] for number in chunk if number not in there), "")
        writer.recorder.delete_many(table.name, rows, t.OWNER.get(table.name, ""))


def _put_back(writer: Writer, change: dict[str, Any]) -> None:
    before, after = json.loads(change["before"]), json.loads(change["after"])
    table = t.RECORDED[change["table_name"]]
    rows = select_in(writer.connection, table, "id", [change["row_id"]])
    if not rows or any(rows[0][k] != v for k, v in after.items()):
        raise _changed_since(change, "")
    writer.recorder.update(table.name, change["row_id"], after, before, change["record_id"])


def _bring_back(writer: Writer, table_name: str, changes: list[dict[str, Any]]) -> None:
    """Undo of deletes: the rows come back as they were, unless others stand in their place."""
    for chunk in chunks([change["row_id"] for change in changes]):
        taken = {row["id"] for row in select_in(writer.connection, t.RECORDED[table_name], "id", chunk)}
        if taken:
            raise _changed_since(next(change for change in changes if change["row_id"] in taken), "")
    for change in changes:
        writer.recorder.insert(table_name, json.loads(change["before"]), change["record_id"])


def _changed_since(change: dict[str, Any], label: str) -> Conflict:
    by = f" by “{label}”" if label else ""
    return Conflict(
        f"What this step changed was changed again since{by}, so nothing was taken back.",
        record_id=change["record_id"],
        remedy="Undo the later step first, or restore the single value from the record's history.",
    )
