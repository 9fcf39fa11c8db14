"""Where authorities are used, how two become one, and how one is taken out again.

A merge moves every link of the member to the kept authority and notes which rows it moved, so that one member can be
taken out later whatever happened meanwhile: rows that no longer point to the kept one stay as they are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from archive_app.store import tables as t
from archive_app.store.loading import chunks, select_in
from archive_app.store.recorder import Recorder

Row = dict[str, Any]
# table, column with the link, column with the record that the row belongs to
LINKS = (
    (t.name, "authority_id", "record_id"),
    (t.credit_party, "authority_id", "record_id"),
    (t.rights_agent, "authority_id", "record_id"),
    (t.article, "publisher_id", "id"),
    (t.authority, "parent_id", "id"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One row that points to an authority, with its use ("bylines", "credit", "publisher" …) and its record."""

    authority: int
    table: str
    column: str
    row: int
    record: int
    use: str


class AuthorityReading:
    """Authorities' links in a snapshot; made by ``Reader.authority_links``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def links(self, authorities: Iterable[int], *, binned: bool = False) -> list[Link]:
        """Every row that points to one of these authorities and whose record is not in the bin, unless asked for."""
        wanted = list(authorities)
        found: list[Link] = []
        for table, column, owner in LINKS:
            use: sa.ColumnElement[Any] = table.c.field if table is t.name else sa.literal(_USES[table.name])
            for chunk in chunks(wanted):
                statement = (
                    sa.select(table.c[column], table.c.id, table.c[owner], use)
                    .join(t.record, t.record.c.id == table.c[owner])
                    .where(table.c[column].in_(chunk))
                    .order_by(table.c.id)
                )
                if not binned:
                    statement = statement.where(t.record.c.deleted == "")
                rows = self._connection.execute(statement).all()
                found += [Link(a, table.name, column, row, record, kind) for a, row, record, kind in rows]
        return found

    def counts(self) -> dict[int, dict[str, int]]:
        """How often each authority is used, by use."""
        found: dict[int, dict[str, int]] = defaultdict(dict)
        for table, column, owner in LINKS:
            use: sa.ColumnElement[Any] = table.c.field if table is t.name else sa.literal(_USES[table.name])
            rows = self._connection.execute(
                sa.select(table.c[column], use, sa.func.count())
                .join(t.record, t.record.c.id == table.c[owner])
                .where(table.c[column].is_not(None), t.record.c.deleted == "")
                .group_by(table.c[column], use)
            ).all()
            for authority, kind, number in rows:
                found[authority][kind] = number
        return dict(found)

    def printed(self, *, linked: bool | None = False) -> list[tuple[str, str, int, str]]:
        """Names as printed: (text, use, number, party kind); those that no authority is linked to, unless said else."""
        found: list[tuple[str, str, int, str]] = []
        for table, text, use, kind in (
            (t.name, t.name.c.text, t.name.c.field, sa.literal("")),
            (t.credit_party, t.credit_party.c.name, sa.literal("credit"), t.credit_party.c.kind),
        ):
            statement = (
                sa.select(text, use, sa.func.count(), kind)
                .join(t.record, t.record.c.id == table.c.record_id)
                .where(t.record.c.deleted == "", text != "")
                .group_by(text, use, kind)
            )
            if linked is not None:
                statement = statement.where((table.c.authority_id.is_not(None)) == linked)
            found += [(a, b, c, d) for a, b, c, d in self._connection.execute(statement)]
        return found

    def occurrences(self, texts: Sequence[str]) -> list[tuple[str, int, int, str, int | None]]:
        """Rows that print one of these texts: (table, row id, record, use, authority linked)."""
        found: list[tuple[str, int, int, str, int | None]] = []
        for table, column in ((t.name, "text"), (t.credit_party, "name")):
            use: sa.ColumnElement[Any] = table.c.field if table is t.name else sa.literal("credit")
            for chunk in chunks(list(texts)):
                rows = self._connection.execute(
                    sa.select(table.c.id, table.c.record_id, use, table.c.authority_id)
                    .join(t.record, t.record.c.id == table.c.record_id)
                    .where(table.c[column].in_(chunk), t.record.c.deleted == "")
                    .order_by(table.c.id)
                ).all()
                found += [(table.name, *row) for row in rows]
        return found

    def works_of(self, records: Iterable[int]) -> dict[int, int]:
        """The work that each record (a work or a use) belongs to: of a use, its photo or video."""
        found: dict[int, int] = {}
        for chunk in chunks(records):
            found |= {n: n for n in chunk}
            for table, column in ((t.photo_use, "photo_id"), (t.video_use, "video_id")):
                rows = self._connection.execute(sa.select(table.c.id, table.c[column]).where(table.c.id.in_(chunk)))
                found |= {number: work for number, work in rows}  # noqa: C416 - mypy knows the types this way
        return found

    def merges(self, *, kept: int | None = None) -> list[Row]:
        """Merges in effect, the newest first: of one kept authority, or all."""
        statement = sa.select(*t.authority_merge.c).order_by(t.authority_merge.c.id.desc())
        if kept is not None:
            statement = statement.where(t.authority_merge.c.kept_id == kept)
        return [dict(row) for row in self._connection.execute(statement).mappings()]

    def distinct(self) -> list[Row]:
        """Pairs that somebody said are never the same."""
        statement = sa.select(*t.authority_distinct.c).order_by(t.authority_distinct.c.id)
        return [dict(row) for row in self._connection.execute(statement).mappings()]


class AuthorityWriting(AuthorityReading):
    """The same within an operation; made by ``Writer.authority_links``. Each call says which records it touched."""

    def __init__(self, connection: sa.Connection, recorder: Recorder) -> None:
        super().__init__(connection)
        self._recorder = recorder

    def repoint(self, links: Iterable[Link], to: int | None) -> list[int]:
        """Let rows point to another authority, or to none; return the records changed."""
        changed: dict[int, None] = {}
        for link in links:
            self._recorder.update(link.table, link.row, {link.column: link.authority}, {link.column: to}, link.record)
            changed[link.record] = None
        return list(changed)

    def point(self, table: str, row: int, record: int, was: int | None, to: int | None) -> None:
        """Let one printed name point to an authority, or to none."""
        self._recorder.update(table, row, {"authority_id": was}, {"authority_id": to}, record)

    def point_publisher(self, article: int, was: int | None, to: int | None) -> None:
        """Let the publisher of an article be an authority, or none."""
        self._recorder.update("article", article, {"publisher_id": was}, {"publisher_id": to}, article)

    def note_merge(self, row: Row) -> int:
        """Keep a merge; ``moved`` and ``added`` are JSON."""
        return self._recorder.insert("authority_merge", row, 0)

    def remove_merge(self, row: Row) -> None:
        """Forget a merge that was taken apart."""
        self._recorder.delete("authority_merge", row, 0)

    def moved_back(self, merge: Row, target: int) -> list[Link]:
        """The links that a merge moved and that still point to ``target``."""
        wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
        for table, column, row in json.loads(merge["moved"]):
            wanted[table, column].append(row)
        found: list[Link] = []
        for table, column, owner in LINKS:
            rows = select_in(self._connection, table, "id", wanted.get((table.name, column), []))
            found += [
                Link(target, table.name, column, row["id"], row[owner], "") for row in rows if row[column] == target
            ]
        return found

    def note_distinct(self, row: Row) -> int:
        """Keep that two authorities are never the same."""
        return self._recorder.insert("authority_distinct", row, 0)

    def remove_distinct(self, row: Row) -> None:
        """Forget that they are not."""
        self._recorder.delete("authority_distinct", row, 0)

    def drop(self, number: int) -> None:
        """Forget what is kept beside the records about an authority that goes for good.

        A merge into it stays: what gave way for it can still be taken out.
        """
        for row in self.merges():
            if row["member_id"] == number:
                self.remove_merge(row)
        for row in self.distinct():
            if number in (row["one_id"], row["other_id"]):
                self.remove_distinct(row)


_USES = {"credit_party": "credit", "rights_agent": "rights", "article": "publisher", "authority": "parent"}
