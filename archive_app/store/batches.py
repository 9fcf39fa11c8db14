"""Batches of an import under way, and their items: work in progress, outside history.

Whether an item is in the catalogue follows from the history: it is while the step that made it is in effect.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from archive_app.domain.batches import Batch, BatchItem
from archive_app.domain.errors import NotFound
from archive_app.store import tables as t
from archive_app.store.loading import chunks, select_in
from archive_app.store.reader import Reader
from archive_app.store.writer import Writer

_b, _i, _o = t.import_batch.c, t.import_item.c, t.operation.c
# An item whose step changed nothing that history watches (all its records were there) is imported as well.
_IMPORTED = sa.and_(_i.state == "imported", sa.func.coalesce(_o.undone, 0) == 0)
_JOINED = t.import_item.outerjoin(t.operation, _o.id == _i.operation_id)


def begin(writer: Writer, name: str) -> Batch:
    """Make an empty batch."""
    row: dict[str, Any] = {
        "uid": uuid.uuid4().hex, "name": _storable(name), "created": writer.at, "changed": writer.at, "state": "open",
        "place": 0, "pending": "[]",
    }  # fmt: skip
    number = writer.connection.execute(sa.insert(t.import_batch).values(**row).returning(_b.id)).scalar_one()
    return Batch(int(number), row["uid"], row["name"], writer.at, writer.at, "open")


def set_pending(writer: Writer, batch_id: int, pending: Sequence[tuple[str, str]]) -> None:
    """Note what was added and is not read to the end."""
    text = _storable(json.dumps(list(pending), ensure_ascii=False))
    writer.connection.execute(sa.update(t.import_batch).where(_b.id == batch_id).values(pending=text))


def set_place(writer: Writer, batch_id: int, place: int) -> None:
    """Note which item is under review."""
    writer.connection.execute(sa.update(t.import_batch).where(_b.id == batch_id).values(place=place))


def set_state(writer: Writer, batch_id: int, state: str) -> None:
    """Say that the person is through with a batch ("finished"), or not ("open")."""
    writer.connection.execute(sa.update(t.import_batch).where(_b.id == batch_id).values(state=state, changed=writer.at))


def add(writer: Writer, batch_id: int, items: Sequence[tuple[BatchItem, bytes | None]]) -> list[BatchItem]:
    """Append items with their packed drafts; return them with their ids."""
    c = writer.connection
    first = (c.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'import_item'").scalar() or 0) + 1
    position = (c.execute(sa.select(sa.func.max(_i.position)).where(_i.batch_id == batch_id)).scalar() or 0) + 1
    made: list[BatchItem] = []
    rows: list[dict[str, Any]] = []
    drafts: list[dict[str, Any]] = []
    for more, (item, draft) in enumerate(items):
        kept = replace(item, id=first + more, batch_id=batch_id)
        made.append(kept)
        rows.append({**_row(kept), "id": kept.id, "position": position + more})
        if draft is not None:
            drafts.append({"item_id": kept.id, "draft": draft})
    if rows:
        c.execute(sa.insert(t.import_item), rows)
    if drafts:
        c.execute(sa.insert(t.import_draft), drafts)
    if rows:
        c.execute(sa.update(t.import_batch).where(_b.id == batch_id).values(changed=writer.at))
    return made


def update(writer: Writer, items: Iterable[BatchItem]) -> None:
    """Write what the person decided about items; what they are and what came of them stays as it is."""
    _set(writer, [{"this": item.id} | {name: _row(item)[name] for name in _DECIDED} for item in items])


def mark_failed(writer: Writer, errors: Mapping[int, Mapping[str, str]]) -> None:
    """Note why items were not imported."""
    _set(writer, [{"this": item, "state": "failed", "error": _dump(error)} for item, error in errors.items()])


def mark_imported(writer: Writer, made: Mapping[int, int | None]) -> None:
    """Note within the importing step which items became which records."""
    done = {"state": "imported", "error": "", "operation_id": writer.operation}
    _set(writer, [{"this": item, "record_id": record, **done} for item, record in made.items()])


def remove(writer: Writer, items: Sequence[int]) -> None:
    """Forget items."""
    for chunk in chunks(items):
        writer.connection.execute(sa.delete(t.import_item).where(_i.id.in_(chunk)))


def remove_batch(writer: Writer, batch_id: int) -> None:
    """Forget a batch with its items."""
    writer.connection.execute(sa.delete(t.import_item).where(_i.batch_id == batch_id))
    writer.connection.execute(sa.delete(t.import_batch).where(_b.id == batch_id))


def drop_drafts(writer: Writer, before: str) -> int:
    """Forget what was read for batches finished before a moment; what became of them stays. Return how many."""
    old = sa.select(_b.id).where(_b.state == "finished", _b.changed < before)
    done = writer.connection.execute(
        sa.delete(t.import_draft).where(t.import_draft.c.item_id.in_(sa.select(_i.id).where(_i.batch_id.in_(old))))
    )
    return int(done.rowcount)


def batches(reader: Reader, *, state: str = "", number: int = 0) -> list[Batch]:
    """The batches, the newest first: all, those of a state, or one."""
    c = reader.connection
    statement = sa.select(*t.import_batch.c).order_by(_b.id.desc())
    if state:
        statement = statement.where(_b.state == state)
    if number:
        statement = statement.where(_b.id == number)
    counts = {
        row.batch_id: row
        for row in c.execute(
            sa.select(
                _i.batch_id,
                sa.func.count().label("total"),
                sa.func.sum(sa.case((_IMPORTED, 1), else_=0)).label("imported"),
                sa.func.sum(sa.case((_i.state == "unreadable", 1), else_=0)).label("unreadable"),
            )
            .select_from(_JOINED)
            .group_by(_i.batch_id)
        )
    }
    steps: dict[int, dict[bool, list[int]]] = defaultdict(lambda: {False: [], True: []})
    for row in c.execute(
        sa.select(_i.batch_id, _o.id, _o.undone)
        .distinct()
        .select_from(t.import_item.join(t.operation, _o.id == _i.operation_id))
        .order_by(_o.id)
    ):
        steps[row.batch_id][bool(row.undone)].append(row.id)
    found = []
    for row in c.execute(statement):
        count = counts.get(row.id)
        total, imported, bad = (count.total, count.imported, count.unreadable) if count else (0, 0, 0)
        found.append(
            Batch(
                row.id, row.uid, row.name, row.created, row.changed, row.state, row.place,
                tuple((str(kind), str(value)) for kind, value in json.loads(row.pending)), total, imported,
                total - imported - bad, bad, tuple(steps[row.id][False]), tuple(steps[row.id][True]),
            )
        )  # fmt: skip
    return found


def batch(reader: Reader, number: int) -> Batch:
    """One batch. Raises NotFound."""
    found = batches(reader, number=number)
    if not found:
        raise NotFound("There is no such import batch in this catalogue.", where=f"batch {number}")
    return found[0]


def items(reader: Reader, batch_id: int, *, number: int = 0) -> list[BatchItem]:
    """The items of a batch in order, or one, without drafts. One whose step was undone is not imported any more."""
    statement = (
        sa.select(*t.import_item.c, _IMPORTED.label("is_in"))
        .select_from(_JOINED)
        .where(_i.batch_id == batch_id)
        .order_by(_i.position)
    )
    if number:
        statement = statement.where(_i.id == number)
    return [_item(row) for row in reader.connection.execute(statement).mappings()]


def drafts(reader: Reader, numbers: Sequence[int]) -> dict[int, bytes]:
    """The packed drafts of items."""
    rows = select_in(reader.connection, t.import_draft, "item_id", list(numbers))
    return {row["item_id"]: row["draft"] for row in rows}


def uids(reader: Reader) -> set[str]:
    """The uids of all batches that still hold drafts."""
    holding = sa.select(_i.batch_id).select_from(t.import_item.join(t.import_draft, t.import_draft.c.item_id == _i.id))
    return set(reader.connection.execute(sa.select(_b.uid).where(_b.id.in_(holding))).scalars())


_DECIDED = ("standing", "wanted", "accepted", "certain", "choice", "facts", "decisions")


def _set(writer: Writer, rows: list[dict[str, Any]]) -> None:
    if rows:
        values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in rows[0] if name != "this"}
        statement = sa.update(t.import_item).where(_i.id == sa.bindparam("this")).values(**values)
        named = [{name if name == "this" else f"new_{name}": value for name, value in row.items()} for row in rows]
        writer.connection.execute(statement, named)


def _row(item: BatchItem) -> dict[str, Any]:
    return {
        "batch_id": item.batch_id, "kind": item.kind, "name": _storable(item.name), "address": _storable(item.address),
        "title": _storable(item.title), "size": item.size, "sha256": item.sha256, "state": item.state,
        "standing": item.standing, "wanted": int(item.wanted), "accepted": int(item.accepted),
        "certain": int(item.certain), "choice": item.choice, "facts": _dump(item.facts),
        "decisions": _dump(item.decisions), "error": _dump(item.error), "record_id": item.record_id,
        "operation_id": item.operation_id,
    }  # fmt: skip


def _item(row: Any) -> BatchItem:
    state = row["state"] if row["state"] != "imported" or row["is_in"] else "read"
    return BatchItem(
        row["id"], row["batch_id"], row["kind"], row["name"], row["address"], row["title"], row["size"], row["sha256"],
        state, row["standing"], bool(row["wanted"]), bool(row["accepted"]), bool(row["certain"]), row["choice"],
        _load(row["facts"]), _load(row["decisions"]), _load(row["error"]), row["record_id"], row["operation_id"],
    )  # fmt: skip


def _dump(value: Mapping[str, Any]) -> str:
    return _storable(json.dumps(dict(value), ensure_ascii=False)) if value else ""


def _load(text: str) -> dict[str, Any]:
    return dict(json.loads(text)) if text else {}


def _storable(text: str) -> str:
    """A name with half characters, which no table can hold, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
