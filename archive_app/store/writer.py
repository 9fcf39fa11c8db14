"""What may be done to a catalogue within one operation: save, bin, restore, erase, note evidence."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, TypeVar

import sqlalchemy as sa

from archive_app.domain.changes import Changes
from archive_app.domain.errors import Conflict, InvalidRecord, NotFound
from archive_app.domain.records import Article, Authority, Evidence, Kind, Record
from archive_app.store import mapping
from archive_app.store import tables as t
from archive_app.store.authority_links import AuthorityWriting
from archive_app.store.bulk import run_many
from archive_app.store.loading import as_json, child_rows, chunks, select_in
from archive_app.store.made import KEPT, MadeReader
from archive_app.store.pictures import PicturesWriting
from archive_app.store.reader import Reader
from archive_app.store.recorder import Recorder
from archive_app.store.rights_reading import RightsWriting
from archive_app.store.rules import RulesWriting
from archive_app.store.shelves import ShelvesWriting
from archive_app.store.sqlite.engine import fetch
from archive_app.store.versions import VersionsWriting

Row = dict[str, Any]
T = TypeVar("T")
_MOST_REMEMBERED = 5000


def now() -> str:
    """This moment as the catalogue writes it: UTC, milliseconds, ``Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Writer(Reader):
    """The inside of one operation: reads see what it has written. Made by ``Archive.operation`` only."""

    def __init__(self, connection: sa.Connection, at: str) -> None:
        super().__init__(connection)
        self.recorder = Recorder(connection)
        self.changes = Changes()
        self.operation = 0
        self.structure = False
        self.at = at
        self.tick_of_index: Callable[[int, int], None] | None = None  # hears of it; may still end the operation
        self.remembered: dict[str, Any] = {}  # of authorities; the catalogue hands it on from one operation to the next

    @property
    def connection(self) -> sa.Connection:
        """As the reader's, with everything written so far in sight."""
        self.recorder.flush()
        return self._connection

    @property
    def rules(self) -> RulesWriting:
        """As the reader's, to write with."""
        return RulesWriting(self.connection, self.recorder)

    @property
    def authority_links(self) -> AuthorityWriting:
        """As the reader's, to write with."""
        return AuthorityWriting(self.connection, self.recorder)

    @property
    def rights(self) -> RightsWriting:
        """As the reader's, to write with."""
        return RightsWriting(self.connection, self.recorder)

    @property
    def pictures(self) -> PicturesWriting:
        """As the reader's, to write with."""
        return PicturesWriting(self.connection)

    @property
    def shelves(self) -> ShelvesWriting:
        """As the reader's, to write with."""
        return ShelvesWriting(self.connection, self.recorder)

    @property
    def versions(self) -> VersionsWriting:
        """As the reader's, to write with."""
        return VersionsWriting(self.connection, self.recorder)

    def recall(self, name: str, ask: Callable[[], T]) -> T:
        """What ``ask`` finds out about all authorities, asked once until one of them is changed."""
        if self.recorder.names:
            return ask()
        if name not in self.remembered:
            self.remembered[name] = ask()
        return self.remembered[name]  # type: ignore[no-any-return]  # kept under this name above

    def authorities_by_id(self, numbers: Iterable[int]) -> dict[int, Authority]:
        """As the reader's; many records in turn ask for the same."""
        wanted = set(numbers)
        known: dict[int, Authority] = self.recall("authorities", dict)
        if len(known) + len(wanted) > _MOST_REMEMBERED:
            known.clear()
        known |= super().authorities_by_id(wanted - known.keys())
        return {number: known[number] for number in wanted if number in known}

    def as_made(self) -> Reader:
        """A reader of the same that takes what was made in this operation from memory, where that can be relied on."""
        seen = self.recorder
        return MadeReader(self, seen.made) if seen.made and not seen.remade else self

    def records(self, numbers: Iterable[int]) -> dict[int, Record]:
        """As the reader's; what was just saved need not be read again."""
        saved = self.recorder.saved
        wanted = list(dict.fromkeys(numbers))
        read = super().records(number for number in wanted if number not in saved)
        return {n: record for n in wanted if (record := saved.get(n) or read.get(n)) is not None}

    def save(self, record: Record, old: Record | None = None) -> int:
        """Make or change a record; return its id. An unchanged record records nothing.

        Args:
            record: The values that it shall have.
            old: Those that it had when it was read, where they are at hand: they need not be read again.

        Raises:
            Conflict: It was changed since this value was read.
            NotFound: Its id is not in the catalogue.
            InvalidRecord: It holds text that cannot be stored.
        """
        rows = mapping.to_rows(record)
        _check_text(record, rows)
        return self._make(record, rows) if record.id is None else self._change(record, rows, record.id, old)

    def bin(self, number: int) -> None:
        """Put a record into the bin: it leaves every search but ``is:trashed``; nothing is lost."""
        self._set_deleted(number, self.at)

    def restore(self, number: int) -> None:
        """Take a record out of the bin."""
        self._set_deleted(number, "")

    def erase(self, number: int) -> None:
        """Remove a record with its uses, rights statements, evidence and memberships. Raises NotFound."""
        self.erase_all([number])

    def erase_all(self, numbers: Iterable[int]) -> None:
        """Remove records with their uses, rights statements, evidence and memberships. Raises NotFound."""
        gone = fresh = set(numbers)
        while fresh:
            listed = (as_json(sorted(fresh)),)
            fresh = {row[0] for statement in _DEPENDENTS for row in fetch(self.connection, statement, listed)} - gone
            gone = gone | fresh
        kinds = self.kinds(gone)
        for number in gone - kinds.keys():
            raise NotFound("There is no such record in this catalogue.", where=f"record {number}")
        self.structure = True
        for some in chunks(sorted(gone)):
            self._remove("collection_member", "member_id", some)
            self._remove("evidence", "record_id", some)
            self.versions.drop(some)
            self.shelves.drop(some)
            for kind, mine in groupby(sorted(some, key=kinds.__getitem__), key=kinds.__getitem__):
                members = list(mine)
                for number in members if kind is Kind.AUTHORITY else ():
                    self.authority_links.drop(number)
                for name in dict.fromkeys(child.table for child in mapping.SHAPES[kind].children):
                    self._remove(name, "record_id", members)
                self._remove(mapping.SHAPES[kind].table, "id", members)
            self._remove("record", "id", some)

    def _remove(self, table: str, column: str, numbers: Sequence[int]) -> None:
        rows = select_in(self.connection, t.RECORDED[table], column, numbers)
        self.recorder.delete_many(table, rows, t.OWNER[table])

    def relabel(self, operation_id: int, label: str) -> None:
        """Name a step of the history anew: fewer things were done than was meant."""
        self.connection.execute(sa.update(t.operation).where(t.operation.c.id == operation_id).values(label=label))

    def note_evidence(self, number: int, evidence: Iterable[Evidence]) -> None:
        """Keep evidence for fields of a record."""
        for e in evidence:
            row = mapping.evidence_row(e)
            self.recorder.insert("evidence", row | {"at": e.at or self.at, "record_id": number}, number)

    def supersede_evidence(self, number: int, field: str, words: str) -> None:
        """Mark what supported ``field`` as superseded by a person's edit, and note that edit.

        Nothing is noted for a field that never had evidence: then a person is its only source anyway.
        """
        rows = [row for row in self.rules.evidence_rows(number, field) if row["current"]]
        for row in rows:
            self.recorder.update("evidence", row["id"], {"current": 1}, {"current": 0}, number)
        if rows:
            self.note_evidence(number, [Evidence(field, words[:500], "person", 1.0, layer="")])

    def confirm_evidence(self, number: int, field: str) -> None:
        """A person stands behind ``field``: what supported it is superseded by the same words at the same place."""
        rows = [
            row
            for row in select_in(self.connection, t.evidence, "record_id", [number])
            if row["current"] and row["field"] == field
        ]
        for row in rows[:1]:
            self.recorder.insert(
                "evidence",
                {k: v for k, v in row.items() if k != "id"} | {"method": "person", "confidence": 1.0, "at": self.at},
                number,
            )
        for row in rows:
            self.recorder.update("evidence", row["id"], {"current": 1}, {"current": 0}, number)

    def _make(self, record: Record, rows: mapping.Rows) -> int:
        number = self.recorder.new_id("record")
        uid = record.uid or uuid.uuid4().hex
        moment = record.created or self.at
        modified = record.modified or moment
        head = {
            "id": number, "kind": rows.kind.value, "uid": uid, "revision": 1, "created": moment, "modified": modified,
            "deleted": record.deleted,
        }  # fmt: skip
        self.recorder.insert("record", head, number)
        self.recorder.insert(mapping.SHAPES[rows.kind].table, {"id": number, **rows.columns}, number)
        for table, children in rows.children.items():
            for row in children:
                self.recorder.insert(table, {"record_id": number, **row}, number)
        self.structure = True
        if rows.kind in KEPT:
            made = replace(record, id=number, uid=uid, revision=1, created=moment, modified=modified)
            self.recorder.made[number] = made
        return number

    def _change(self, record: Record, rows: mapping.Rows, number: int, old: Record | None) -> int:
        heads = fetch(self.connection, "SELECT kind, revision FROM record WHERE id = ?", (number,))
        if not heads or heads[0][0] != rows.kind.value:
            raise NotFound("This record is not in the catalogue any more.", where=f"record {number}")
        revision: int = heads[0][1]
        table = mapping.SHAPES[rows.kind].table
        kept: mapping.Rows | None = None
        if old is not None and (old.id, old.revision) == (number, revision):  # whatever changes a record counts it
            kept = mapping.to_rows(old)
        before = kept.columns if kept else select_in(self.connection, t.RECORDED[table], "id", [number])[0]
        after = {k: v for k, v in rows.columns.items() if before[k] != v}
        same = kept is not None and kept.children == rows.children
        differences = [] if same else self._child_differences(rows, number)
        if not after and not differences:
            return number
        if revision != record.revision:
            raise Conflict(
                "This record was changed again since you opened it, so your change was not written over it.",
                record_id=number,
                field=next(iter(after), ""),
                remedy="Look at the record as it is now, then change it again.",
            )
        if after:
            self.recorder.update(table, number, {k: before[k] for k in after}, after, number)
        for child_table, old_row, new_row in differences:
            if old_row is None and new_row is not None:
                self.recorder.insert(child_table, {"record_id": number, **new_row}, number)
            elif new_row is None and old_row is not None:
                self.recorder.delete(child_table, old_row, number)
            elif old_row is not None and new_row is not None:
                touched = {k: v for k, v in new_row.items() if old_row[k] != v}
                self.recorder.update(child_table, old_row["id"], {k: old_row[k] for k in touched}, touched, number)
        self.bump([number])
        if old is not None and kept is not None and rows.kind in KEPT:
            self.recorder.saved[number] = replace(
                record,
                uid=old.uid,
                created=old.created,
                deleted=old.deleted,
                revision=revision + 1,
                modified=self.at,
            )
        return number

    def _child_differences(self, rows: mapping.Rows, number: int) -> list[tuple[str, Row | None, Row | None]]:
        old = child_rows(self.connection, rows.kind, [number]).get(number, {})
        found: list[tuple[str, Row | None, Row | None]] = []
        for table, new_rows in rows.children.items():
            before = {(r.get("field", ""), r["position"]): r for r in old.get(table, [])}
            wanted = {(r.get("field", ""), r["position"]): r for r in new_rows}
            for key in before.keys() | wanted.keys():
                was, will = before.get(key), wanted.get(key)
                if was is None or will is None or any(was[k] != v for k, v in will.items()):
                    found.append((table, was, will))
        return sorted(found, key=lambda d: (d[0], (d[1] or d[2] or {})["position"]))

    def bump(self, numbers: Sequence[int]) -> None:
        """Count a change of these records: revision and moment (kept out of history: they only move forward)."""
        if numbers:
            for number in numbers:
                self.recorder.saved.pop(number, None)
            self.recorder.remade = self.recorder.remade or not self.recorder.made.keys().isdisjoint(numbers)
            bumped = "UPDATE record SET revision = revision + 1, modified = ? WHERE id = ?"
            run_many(self.connection, bumped, [(self.at, number) for number in numbers])

    def _set_deleted(self, number: int, moment: str) -> None:
        heads = select_in(self.connection, t.record, "id", [number])
        if not heads:
            raise NotFound("This record is not in the catalogue any more.", where=f"record {number}")
        if bool(heads[0]["deleted"]) != bool(moment):
            self.recorder.update("record", number, {"deleted": heads[0]["deleted"]}, {"deleted": moment}, number)
            self.bump([number])
            self.structure = True


_DEPENDENTS = tuple(
    f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
    for table, column in (
        ("photo_use", "article_id"),
        ("photo_use", "photo_id"),
        ("video_use", "article_id"),
        ("video_use", "video_id"),
        ("rights_statement", "work_id"),
    )
)


def _check_text(record: Record, rows: mapping.Rows) -> None:
    """Refuse what the tables cannot hold: half surrogates, and line feeds inside a paragraph."""
    texts = [*rows.columns.values(), *(v for made in rows.children.values() for row in made for v in row.values())]
    try:
        for value in texts:
            if isinstance(value, str) and not value.isascii():
                value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidRecord("A text holds characters that are not valid Unicode, so it was not saved.") from error
    if isinstance(record, Article) and any("\n" in p or not p for p in record.body):
        raise InvalidRecord("A paragraph of the body is empty or holds a line break.", [("body", "")])
