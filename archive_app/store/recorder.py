"""The one place through which recorded rows are made, changed and removed: it notes each change for history.

Rows made are noted as runs of ids, not copied: undoing an insert is a delete. Changes keep the columns
touched, before and after; removals keep the whole row.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from archive_app.domain.records import Record
from archive_app.store import tables as t
from archive_app.store.bulk import delete_rows, insert_many, update_one
from archive_app.store.sqlite.engine import fetch

Row = dict[str, Any]
_BATCH = 2000
_LEADS_TO = {
    "photo_use": ("article_id", "photo_id"),
    "video_use": ("article_id", "video_id"),
    "rights_statement": ("work_id",),
}
_SHOWN_AROUND = {
    "article": frozenset({"headline", "published", "publisher", "publisher_id", "language"}),
    "photo": frozenset({"media_id"}),
    "record": frozenset({"deleted"}),
}
"""What ``store.items`` takes from a work for the items of the works around it."""
_COMPARED = frozenset({"headline", "body", "url", "source_id"})
"""What ``store.prints`` takes from an article."""
_OF_AUTHORITIES = frozenset({"authority", "authority_variant"})
_NONE: frozenset[str] = frozenset()


class Recorder:
    """Changes rows within one operation. Inserts are gathered and written in batches; ``flush`` before reading.

    Attributes:
        records: Ids of the records that rows changed belong to.
        told: Those of them of which more changed than the evidence for what they say.
        neighbours: Ids of the records that uses changed or removed led to before: their items change too.
        shown: Ids of works of which something changed that the items of the works around them show.
        compared: Ids of articles of which something changed by which alike ones are found.
        names: Whether an authority may have been made, changed or removed.
        judged: Ids of the works that rights statements changed or removed were about.
        changed: Whether there is anything for history.
        operation: The operation that it is history of; 0 before it is known.
        made: Works and uses that were made, as reading them would give them; see ``store.made``.
        saved: Works and uses that were changed, as reading them would give them.
        remade: Whether one of those made was changed again, so that ``made`` cannot be relied on.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.records: set[int] = set()
        self.told: set[int] = set()
        self.neighbours: set[int] = set()
        self.judged: set[int] = set()
        self.shown: set[int] = set()
        self.compared: set[int] = set()
        self.names = False
        self.changed = False
        self.operation = 0
        self.made: dict[int, Record] = {}
        self.saved: dict[int, Record] = {}
        self.remade = False
        self._waiting: dict[str, list[tuple[int, Row]]] = defaultdict(list)
        self._waiting_count = 0
        self._next: dict[str, int] = {}
        self._notes: list[Row] = []
        self._runs: dict[str, list[list[int]]] = defaultdict(list)

    def new_id(self, table: str) -> int:
        """The next id of a table; ids once used are never given again (AUTOINCREMENT)."""
        if table not in self._next:
            last = fetch(self.connection, "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
            self._next[table] = (last[0][0] if last else 0) + 1
        number = self._next[table]
        self._next[table] = number + 1
        return number

    def insert(self, table: str, row: Row, record_id: int) -> int:
        """Make a row; ``row["id"]`` is given when it has none. Returns the id."""
        if "id" not in row:
            row = {"id": self.new_id(table), **row}
        self._waiting[table].append((record_id, row))
        self._waiting_count += 1
        self._touch(table, record_id)
        if table == "article":
            self.compared.add(record_id)
        if self._waiting_count >= _BATCH:
            self.flush()
        return int(row["id"])

    def update(self, table: str, row_id: int, before: Row, after: Row, record_id: int) -> None:
        """Set the columns of ``after``; ``before`` holds the same columns as they were."""
        self.flush()
        update_one(self.connection, t.RECORDED[table], "id", row_id, after)
        if not _SHOWN_AROUND.get(table, _NONE).isdisjoint(after):
            self.shown.add(record_id)
        if table == "article" and not _COMPARED.isdisjoint(after):
            self.compared.add(record_id)
        self._note("update", table, row_id, record_id, before, after)

    def delete(self, table: str, row: Row, record_id: int) -> None:
        """Remove a row; ``row`` is the whole row as it was."""
        self.flush()
        delete_rows(self.connection, t.RECORDED[table], "id", [row["id"]])
        self._note("delete", table, row["id"], record_id, row, None)

    def flush(self) -> None:
        """Write the rows gathered so far."""
        if not self._waiting_count:
            return
        for table, rows in self._waiting.items():
            insert_many(self.connection, t.RECORDED[table], (row for _, row in rows))
            runs = self._runs[table]
            for record_id, row in rows:
                number = row["id"]
                if runs and runs[-1][1] == number - 1:
                    runs[-1][1] = number
                    if runs[-1][2] != record_id:
                        runs[-1][2] = 0
                else:
                    runs.append([number, number, record_id])
        self._waiting.clear()
        self._waiting_count = 0

    def delete_many(self, table: str, rows: list[Row], owner: str) -> None:
        """Remove whole rows at once; ``owner`` is the column that names the record of each, "" when there is none."""
        self.flush()
        delete_rows(self.connection, t.RECORDED[table], "id", [row["id"] for row in rows])
        for row in rows:
            self._note("delete", table, row["id"], row[owner] if owner else 0, row, None)
        if len(self._notes) > _BATCH and self.operation and not any(self._runs.values()):
            self._write(self._notes)  # whole rows: those of a large import would fill the memory
            self._notes = []

    def write_notes(self, operation_id: int) -> None:
        """Write what was noted as the changes of an operation."""
        self.operation = operation_id
        self.flush()
        made = [
            {"action": "insert", "table_name": table, "row_id": first, "last_id": last, "record_id": record_id,
             "before": None, "after": None}
            for table, runs in self._runs.items()
            for first, last, record_id in runs
        ]  # fmt: skip
        # Undo walks backwards: what was removed comes back before what was made goes, whichever came first here;
        # foreign keys are checked at the end of the transaction only.
        self._write(made + self._notes)

    def _write(self, notes: list[Row]) -> None:
        insert_many(self.connection, t.change, (row | {"operation_id": self.operation} for row in notes))

    def _note(self, action: str, table: str, row_id: int, record_id: int, before: Row, after: Row | None) -> None:
        self._touch(table, record_id)
        self.names = self.names or table == "record"  # one goes into the bin, or out of it
        led_to = self.judged if table == "rights_statement" else self.neighbours
        led_to.update(before[column] for column in _LEADS_TO.get(table, ()) if before.get(column))
        self._notes.append(
            {
                "action": action, "table_name": table, "row_id": row_id, "last_id": row_id, "record_id": record_id,
                "before": json.dumps(before, ensure_ascii=False),
                "after": None if after is None else json.dumps(after, ensure_ascii=False),
            }
        )  # fmt: skip

    def _touch(self, table: str, record_id: int) -> None:
        self.changed = True
        self.names = self.names or table in _OF_AUTHORITIES
        if record_id:
            self.records.add(record_id)
            if table != "evidence":
                self.saved.pop(record_id, None)
                self.told.add(record_id)
                self.remade = self.remade or record_id in self.made
