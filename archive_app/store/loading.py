"""Reads records from their tables, many at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from archive_app.domain.records import Evidence, Kind, Record
from archive_app.store import mapping
from archive_app.store import tables as t
from archive_app.store.sqlite.engine import fetch

CHUNK = 500


T = TypeVar("T", int, str)


def chunks(ids: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most ``size`` (SQLite binds 32,766 a statement; plans are kept for few)."""
    rest = iter(ids)
    while chunk := list(islice(rest, size)):
        yield chunk


def as_json(values: Sequence[Any]) -> str:
    """Values as the one JSON array that ``json_each`` takes apart; of numbers Python writes the same, only faster."""
    return str(list(values)) if values and type(values[0]) is int else json.dumps(list(values))


def load(connection: sa.Connection, ids: Iterable[int]) -> dict[int, Record]:
    """The records of these ids, in their order; an id that is not in the catalogue is left out."""
    found: dict[int, Record] = {}
    wanted = list(dict.fromkeys(ids))
    for chunk in chunks(wanted):
        heads = {row["id"]: row for row in select_in(connection, t.record, "id", chunk)}
        by_kind: dict[Kind, list[int]] = defaultdict(list)
        for row in heads.values():
            by_kind[Kind(row["kind"])].append(row["id"])
        for kind, members in by_kind.items():
            main = {row["id"]: row for row in select_in(connection, mapping.main_table(kind), "id", members)}
            children = child_rows(connection, kind, members)
            for number in members:
                if number in main:
                    found[number] = mapping.to_record(kind, heads[number], main[number], children.get(number, {}))
    return {number: found[number] for number in wanted if number in found}


def child_rows(connection: sa.Connection, kind: Kind, ids: Sequence[int]) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """Child rows of records of one kind, by record and table, in the order of their positions."""
    found: dict[int, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for name in dict.fromkeys(child.table for child in mapping.SHAPES[kind].children):
        for row in select_in(connection, t.RECORDED[name], "record_id", ids, order="position"):
            found[row["record_id"]][name].append(row)
    return found


def load_evidence(connection: sa.Connection, ids: Iterable[int]) -> dict[int, tuple[Evidence, ...]]:
    """All evidence, current and superseded, of these records."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for chunk in chunks(ids):
        for row in select_in(connection, t.evidence, "record_id", chunk, order="id"):
            found[row["record_id"]].append(mapping.to_evidence(row))
    return {number: tuple(rows) for number, rows in found.items()}


def select_in(
    connection: sa.Connection, table: sa.TableClause, column: str, values: Sequence[Any], *, order: str = ""
) -> list[dict[str, Any]]:
    """Rows of ``table`` whose ``column`` is one of ``values``, as dictionaries."""
    statement, names = _select_in(table, column, order)
    rows = fetch(connection, statement, (as_json(values),))
    return [dict(zip(names, row, strict=True)) for row in rows]


@lru_cache(maxsize=256)
def _select_in(table: sa.TableClause, column: str, order: str) -> tuple[str, tuple[str, ...]]:
    """The statement of ``select_in`` and its columns: the values come as one JSON array, however many there are."""
    wanted: sa.Select[Any] = sa.select(sa.column("value")).select_from(sa.func.json_each(sa.bindparam("wanted")))
    statement = sa.select(*table.c).where(table.c[column].in_(wanted))
    statement = statement.order_by(table.c[order]) if order else statement
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))), tuple(c.name for c in table.c)
