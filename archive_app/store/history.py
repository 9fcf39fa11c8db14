"""Operations and their undoing. The log is append-only; an undo is itself recorded, so a redo is its undoing.

Undo puts back exactly what an operation changed. If any of it was changed since, it raises ``Conflict``
and nothing happens.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from archive_app.domain.changes import Changes
from archive_app.domain.errors import Conflict, NotFound
from archive_app.domain.history import Change, Operation, UndoNames
from archive_app.store import tables as t
from archive_app.store.loading import chunks, select_in
from archive_app.store.writer import Writer

_o, _c = t.operation.c, t.change.c


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
    row = {
        "at": at, "who": who, "verb": verb, "label": label, "kind": kind, "target_id": target, "undone": 0, "records": 0,
    }  # fmt: skip
    result = connection.execute(sa.insert(t.operation).values(**row).returning(_o.id))
    return int(result.scalar_one())


def finish(connection: sa.Connection, operation_id: int, writer: Writer) -> None:
    """Write an operation's changes; an operation that changed nothing leaves no row."""
    if not writer.recorder.changed:
        connection.execute(sa.delete(t.operation).where(_o.id == operation_id))
        return
    writer.recorder.write_notes(operation_id)
    connection.execute(sa.update(t.operation).where(_o.id == operation_id).values(records=len(writer.recorder.records)))


def next_undo(connection: sa.Connection) -> Operation | None:
    """The operation that Undo would take back: the newest that is in effect."""
    return _one(connection, sa.select(*t.operation.c).where(_o.kind == "do", _o.undone == 0).order_by(_o.id.desc()))


def next_redo(connection: sa.Connection) -> Operation | None:
    """The operation that Redo would repeat: the last one undone, unless something new was done after that."""
    last_done = sa.select(sa.func.coalesce(sa.func.max(_o.id), 0)).where(_o.kind == "do").scalar_subquery()
    original = t.operation.alias("original")
    found = connection.execute(
        sa.select(original.c.id)
        .select_from(t.operation.join(original, original.c.id == _o.target_id))
        .where(_o.kind == "undo", _o.id > last_done, original.c.undone == 1)
        .order_by(_o.id.desc())
        .limit(1)
    ).scalar()
    return None if found is None else by_id(connection, found)


def names(connection: sa.Connection) -> UndoNames:
    """The labels of what Undo and Redo would do, "" where there is nothing."""
    undo, redo = next_undo(connection), next_redo(connection)
    return UndoNames(undo.label if undo else "", redo.label if redo else "")


def by_id(connection: sa.Connection, number: int) -> Operation:
    """One operation. Raises NotFound."""
    found = _one(connection, sa.select(*t.operation.c).where(_o.id == number))
    if found is None:
        raise NotFound("There is no such step in the history.", where=f"step {number}")
    return found


def recent(connection: sa.Connection, limit: int, verb: str = "") -> list[Operation]:
    """The newest operations first."""
    statement = sa.select(*t.operation.c).order_by(_o.id.desc()).limit(limit)
    if verb:
        statement = statement.where(_o.verb == verb)
    return [_operation(dict(row)) for row in connection.execute(statement).mappings()]


def changes_of(connection: sa.Connection, record_ids: Sequence[int]) -> list[tuple[Operation, Change]]:
    """Every change of these records (a work and its uses), newest first."""
    found: dict[int, tuple[Operation, Change]] = {}
    for number in record_ids:
        made = sa.and_(_c.table_name == "record", _c.row_id <= number, _c.last_id >= number)
        rows = connection.execute(
            sa.select(*t.change.c).where(sa.or_(_c.record_id == number, made)).order_by(_c.id)
        ).mappings()
        for row in rows:
            change = _change(dict(row))
            if row["action"] == "insert" and row["record_id"] != number and row["table_name"] != "record":
                continue
            found[row["id"]] = (by_id(connection, row["operation_id"]), change)
    return [found[key] for key in sorted(found, reverse=True)]


def revert(writer: Writer, operation_id: int, reverting: Operation) -> Changes:
    """Put back what the operation ``reverting`` did (an original for undo, an undo for redo), within ``writer``.

    Raises:
        Conflict: Something it changed was changed again since.
    """
    c = writer.connection
    rows = [
        dict(row)
        for row in c.execute(
            sa.select(*t.change.c).where(_c.operation_id == reverting.id).order_by(_c.id.desc())
        ).mappings()
    ]
    for row in rows:
        match row["action"]:
            case "insert":
                _remove(writer, row, reverting)
            case "update":
                _put_back(writer, row)
            case _:
                _bring_back(writer, row)
    writer.recorder.flush()
    heads = {n for n in writer.recorder.records if writer.kinds([n])}
    for chunk in chunks(sorted(heads)):
        writer.bump(chunk)
    writer.structure = True
    return Changes(operation_id, reverting.label)


def mark_undone(connection: sa.Connection, original_id: int, undone: bool) -> None:
    """Note on an original operation whether it is taken back now."""
    connection.execute(sa.update(t.operation).where(_o.id == original_id).values(undone=int(undone)))


def last_undo_of(connection: sa.Connection, original_id: int) -> Operation | None:
    """The newest undo of an operation."""
    return _one(
        connection,
        sa.select(*t.operation.c).where(_o.kind == "undo", _o.target_id == original_id).order_by(_o.id.desc()),
    )


def last_doing_of(connection: sa.Connection, original: Operation) -> Operation:
    """The newest time an operation was done: itself, or its last redo."""
    redo = _one(
        connection,
        sa.select(*t.operation.c).where(_o.kind == "redo", _o.target_id == original.id).order_by(_o.id.desc()),
    )
    return redo or original


def _remove(writer: Writer, change: dict[str, Any], reverting: Operation) -> None:
    """Undo of an insert: remove the rows made, unless a later step in effect changed them."""
    c = writer.connection
    later = sa.and_(
        _c.table_name == change["table_name"],
        _c.row_id <= change["last_id"],
        _c.last_id >= change["row_id"],
        _c.operation_id > reverting.id,
        _c.action != "delete",
    )
    again = c.execute(
        sa.select(_o.label)
        .select_from(t.change.join(t.operation, _o.id == _c.operation_id))
        .where(later, _o.kind == "do", _o.undone == 0)
        .order_by(_o.id.desc())
        .limit(1)
    ).scalar()
    if again is not None:
        raise _changed_since(change, again)
    table = t.RECORDED[change["table_name"]]
    for chunk in chunks(range(change["row_id"], change["last_id"] + 1)):
        rows = select_in(c, table, "id", chunk)
        if rows:
            writer.recorder.delete_many(table.name, rows, "record_id" if "record_id" in rows[0] else "id")


def _put_back(writer: Writer, change: dict[str, Any]) -> None:
    before, after = json.loads(change["before"]), json.loads(change["after"])
    table = t.RECORDED[change["table_name"]]
    rows = select_in(writer.connection, table, "id", [change["row_id"]])
    if not rows or any(rows[0][k] != v for k, v in after.items()):
        raise _changed_since(change, "")
    writer.recorder.update(table.name, change["row_id"], after, before, change["record_id"])


def _bring_back(writer: Writer, change: dict[str, Any]) -> None:
    table = t.RECORDED[change["table_name"]]
    if select_in(writer.connection, table, "id", [change["row_id"]]):
        raise _changed_since(change, "")
    writer.recorder.insert(table.name, json.loads(change["before"]), change["record_id"])


def _changed_since(change: dict[str, Any], label: str) -> Conflict:
    by = f" by “{label}”" if label else ""
    return Conflict(
        f"What this step changed was changed again since{by}, so nothing was taken back.",
        record_id=change["record_id"],
        remedy="Undo the later step first, or restore the single value from the record's history.",
    )


def _one(connection: sa.Connection, statement: sa.Select[Any]) -> Operation | None:
    row = connection.execute(statement.limit(1)).mappings().first()
    return None if row is None else _operation(dict(row))


def _operation(row: dict[str, Any]) -> Operation:
    return Operation(
        row["id"], row["at"], row["who"], row["verb"], row["label"], row["kind"], row["target_id"], bool(row["undone"]),
        row["records"],
    )  # fmt: skip


def _change(row: dict[str, Any]) -> Change:
    def columns(text: str | None) -> dict[str, Any]:
        return {} if text is None else json.loads(text)

    return Change(
        row["action"], row["table_name"], row["row_id"], row["record_id"], columns(row["before"]), columns(row["after"])
    )
