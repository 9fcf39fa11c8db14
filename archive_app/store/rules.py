"""The person's rules and source profiles in their tables, and the traces that they left in the evidence."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any, Literal

import sqlalchemy as sa

from archive_app.store import tables as t
from archive_app.store.loading import select_in
from archive_app.store.recorder import Recorder

Row = dict[str, Any]
Table = Literal["house_rule", "source_profile"]
PREFIX: dict[str, str] = {"house_rule": "rule:", "source_profile": "profile:"}


class RulesReading:
    """Reads within one transaction; made by ``Reader.rules``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def rows(self, table: Table) -> list[Row]:
        """All rows in the person's order, ``content`` as plain values."""
        of = t.RECORDED[table]
        found = self._connection.execute(sa.select(*of.c).order_by(of.c.position, of.c.id)).mappings()
        return [dict(row) | {"content": json.loads(row["content"])} for row in found]

    def hits(self, table: Table) -> dict[str, int]:
        """How many values of records (not in the bin) each rule (by uid) or profile (by name) gave that still stand."""
        e, prefix = t.evidence.c, PREFIX[table]
        statement = (
            sa.select(e.method, sa.func.count())
            .join(t.record, t.record.c.id == e.record_id)
            .where(e.method.like(f"{prefix}%"), e.current == 1, t.record.c.deleted == "")
            .group_by(e.method)
        )
        return {method.removeprefix(prefix): n for method, n in self._connection.execute(statement)}

    def traces(self, method: str) -> list[Row]:
        """The evidence rows that a rule left and that still stand, the newest first."""
        e = t.evidence.c
        statement = sa.select(*e).where(e.method == method, e.current == 1).order_by(e.id.desc())
        return [dict(row) for row in self._connection.execute(statement).mappings()]

    def evidence_rows(self, number: int, field: str) -> list[Row]:
        """All evidence of one field of a record, the oldest first."""
        rows = select_in(self._connection, t.evidence, "record_id", [number], order="id")
        return [row for row in rows if row["field"] == field or row["field"].startswith(f"{field}.")]


class RulesWriting(RulesReading):
    """The same within an operation; made by ``Writer.rules``."""

    def __init__(self, connection: sa.Connection, recorder: Recorder) -> None:
        super().__init__(connection)
        self._recorder = recorder

    def save(self, table: Table, uid: str, name: str, content: Row, *, enabled: bool) -> str:
        """Make a row at the end of the order, or change the one of this uid; return the uid."""
        values = {"enabled": int(enabled), "name": name, "content": json.dumps(content, ensure_ascii=False)}
        rows = self.rows(table)
        old = next((row for row in rows if uid and row["uid"] == uid), None)
        if old is None:
            uid = uid or uuid.uuid4().hex
            last = max((row["position"] for row in rows), default=0)
            self._recorder.insert(table, {"uid": uid, "position": last + 1, **values}, 0)
            self._recorder.flush()
            return uid
        before = old | {"content": json.dumps(old["content"], ensure_ascii=False)}
        self._update(table, old["id"], before, values)
        return uid

    def put_in_order(self, table: Table, uids: Sequence[str]) -> None:
        """Give rows the order of these uids; those not named come after, as they were."""
        place = {uid: n for n, uid in enumerate(uids)}
        rows = sorted(self.rows(table), key=lambda row: place.get(row["uid"], len(place)))
        for position, row in enumerate(rows, 1):
            self._update(table, row["id"], row, {"position": position})

    def remove(self, table: Table, uid: str) -> bool:
        """Remove a row; False when there is none."""
        for row in self.rows(table):
            if row["uid"] == uid:
                whole = row | {"content": json.dumps(row["content"], ensure_ascii=False)}
                self._recorder.delete(table, whole, 0)
                return True
        return False

    def join(self, collection: int, member: int) -> bool:
        """Put a record at the end of a collection; False when it is in it. Its other members need not be read."""
        c = t.collection_member.c
        mine = sa.select(sa.func.max(c.position), sa.func.max(c.member_id == member)).where(c.record_id == collection)
        last, there = self._connection.execute(mine).one()
        if there:
            return False
        position = 0 if last is None else last + 1
        row = {"record_id": collection, "position": position, "member_id": member}
        self._recorder.insert("collection_member", row, collection)
        self._recorder.flush()
        return True

    def set_current(self, rows: Sequence[Row], *, current: bool) -> None:
        """Mark evidence rows as standing or superseded."""
        for row in rows:
            if bool(row["current"]) != current:
                after = {"current": int(current)}
                self._recorder.update("evidence", row["id"], {"current": row["current"]}, after, row["record_id"])

    def _update(self, table: Table, number: int, old: Row, values: Row) -> None:
        after = {name: value for name, value in values.items() if old[name] != value}
        if after:
            self._recorder.update(table, number, {name: old[name] for name in after}, after, 0)
