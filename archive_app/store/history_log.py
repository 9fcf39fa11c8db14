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

_o, _c = t.operation.c, t.change.c
_ALL = sa.select(*t.operation.c)


class HistoryLog:
    """The operations up to one snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def next_undo(self) -> Operation | None:
        """The operation that Undo would take back: the newest that is in effect."""
        return self._one(_ALL.where(_o.kind == "do", _o.undone == 0).order_by(_o.id.desc()))

    def next_redo(self) -> Operation | None:
        """The operation that Redo would repeat: the last one undone, unless something new was done after that."""
        last_done = sa.select(sa.func.coalesce(sa.func.max(_o.id), 0)).where(_o.kind == "do").scalar_subquery()
        original = t.operation.alias("original")
        found = self._connection.execute(
            sa.select(original.c.id)
            .select_from(t.operation.join(original, original.c.id == _o.target_id))
            .where(_o.kind == "undo", _o.id > last_done, original.c.undone == 1)
            .order_by(_o.id.desc())
            .limit(1)
        ).scalar()
        return None if found is None else self.by_id(found)

    def names(self) -> UndoNames:
        """The labels of what Undo and Redo would do, "" where there is nothing."""
        undo, redo = self.next_undo(), self.next_redo()
        return UndoNames(undo.label if undo else "", redo.label if redo else "")

    def by_id(self, number: int) -> Operation:
        """One operation. Raises NotFound."""
        found = self._one(_ALL.where(_o.id == number))
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
            made = sa.and_(_c.table_name == "record", _c.row_id <= number, _c.last_id >= number)
            # The index holds the rows of one record only, and SQLite must be able to see that this asks for such.
            its_own = sa.and_(_c.record_id == number, _c.record_id > sa.literal_column("0"))
            rows = self._connection.execute(
                sa.select(*t.change.c).where(sa.or_(its_own, made)).order_by(_c.id)
            ).mappings()
            for row in rows:
                if row["action"] == "insert" and row["record_id"] != number and row["table_name"] != "record":
                    continue
                found[row["id"]] = (row["operation_id"], _change(dict(row)))
        numbers = sorted({operation for operation, _ in found.values()})
        operations = {row["id"]: _operation(row) for row in select_in(self._connection, t.operation, "id", numbers)}
        return [(operations[found[key][0]], found[key][1]) for key in sorted(found, reverse=True)]

    def last_undo_of(self, original_id: int) -> Operation | None:
        """The newest undo of an operation."""
        return self._one(
            _ALL.where(_o.kind == "undo", _o.target_id == original_id).order_by(_o.id.desc()),
        )

    def last_doing_of(self, original: Operation) -> Operation:
        """The newest time an operation was done: itself, or its last redo."""
        redo = self._one(
            _ALL.where(_o.kind == "redo", _o.target_id == original.id).order_by(_o.id.desc()),
        )
        return redo or original

    def _one(self, statement: sa.Select[Any]) -> Operation | None:
        row = self._connection.execute(statement.limit(1)).mappings().first()
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
