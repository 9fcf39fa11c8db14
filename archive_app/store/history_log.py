"""The log of operations, for reading: what Undo would do, what was done lately, what happened to a record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from archive_app.domain.errors import NotFound
from archive_app.domain.history import Change, Operation, UndoNames
from archive_app.store import tables as t
from archive_app.store.loading import select_in
from archive_app.store.sqlite.engine import fetch

_o = t.operation.c
_NAMES = tuple(column.name for column in _o)
_CHANGE_NAMES = tuple(column.name for column in t.change.c)
_ONE = f"SELECT {', '.join(_NAMES)} FROM operation "  # an undo asks several, written out once
# The index holds the rows of one record only, and SQLite must be able to see that this asks for such.
_OF_RECORD = f"""
SELECT {", ".join(f'"{name}"' for name in _CHANGE_NAMES)} FROM change
WHERE record_id = ? AND record_id > 0 OR table_name = 'record' AND row_id <= ? AND last_id >= ? ORDER BY id
"""


class HistoryLog:
    """The operations up to one snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def next_undo(self) -> Operation | None:
        """The operation that Undo would take back: the newest that is in effect."""
        return self._one("WHERE kind = 'do' AND undone = 0 ORDER BY id DESC LIMIT 1")

    def next_redo(self) -> Operation | None:
        """The operation that Redo would repeat: the last one undone, unless something new was done after that."""
        return self._one(
            "WHERE id = (SELECT undo.target_id FROM operation undo"
            " JOIN operation original ON original.id = undo.target_id"
            " WHERE undo.kind = 'undo' AND original.undone = 1"
            " AND undo.id > (SELECT coalesce(max(id), 0) FROM operation WHERE kind = 'do')"
            " ORDER BY undo.id DESC LIMIT 1)"
        )

    def names(self) -> UndoNames:
        """The labels of what Undo and Redo would do, "" where there is nothing."""
        undo, redo = self.next_undo(), self.next_redo()
        return UndoNames(undo.label if undo else "", redo.label if redo else "")

    def by_id(self, number: int) -> Operation:
        """One operation. Raises NotFound."""
        found = self._one("WHERE id = ?", number)
        if found is None:
            raise NotFound("There is no such step in the history.", where=f"step {number}")
        return found

    def recent(self, limit: int, verb: str = "") -> list[Operation]:
        """The newest operations first."""
        statement = sa.select(*t.operation.c).order_by(_o.id.desc()).limit(limit)
        if verb:
            statement = statement.where(_o.verb == verb)
        return [_operation(dict(row)) for row in self._connection.execute(statement).mappings()]

    def changes_of(self, record_ids: Sequence[int]) -> list[tuple[Operation, Change]]:
        """Every change of these records (a work and its uses), newest first."""
        found: dict[int, tuple[int, Change]] = {}
        for number in record_ids:
            for values in fetch(self._connection, _OF_RECORD, (number, number, number)):
                row = dict(zip(_CHANGE_NAMES, values, strict=True))
                if row["action"] == "insert" and row["record_id"] != number and row["table_name"] != "record":
                    continue
                found[row["id"]] = (row["operation_id"], _change(row))
        numbers = sorted({operation for operation, _ in found.values()})
        operations = {row["id"]: _operation(row) for row in select_in(self._connection, t.operation, "id", numbers)}
        return [(operations[found[key][0]], found[key][1]) for key in sorted(found, reverse=True)]

    def last_undo_of(self, original_id: int) -> Operation | None:
        """The newest undo of an operation."""
        return self._one("WHERE kind = 'undo' AND target_id = ? ORDER BY id DESC LIMIT 1", original_id)

    def last_doing_of(self, original: Operation) -> Operation:
        """The newest time an operation was done: itself, or its last redo."""
        redo = self._one("WHERE kind = 'redo' AND target_id = ? ORDER BY id DESC LIMIT 1", original.id)
        return redo or original

    def _one(self, which: str, *values: int) -> Operation | None:
        rows = fetch(self._connection, _ONE + which, values)
        return _operation(dict(zip(_NAMES, rows[0], strict=True))) if rows else None


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
