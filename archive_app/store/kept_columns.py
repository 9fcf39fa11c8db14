"""The columns that are kept with the catalogue: which parts are those of the items, writing them, reading them.

Triggers take a part out of ``item_column_fresh`` as soon as one of its items changes, so what is there is right,
whatever happened. What is not is made of the items, in idle moments or by whoever needs it.
"""

from __future__ import annotations

import time

import numpy as np
import sqlalchemy as sa

from archive_app.store import column_part
from archive_app.store.bulk import run
from archive_app.store.column_part import FIELD_NUMBERS, SPAN, Numbers, Part, numbers
from archive_app.store.sqlite.engine import fetch

LEFT = 4
"""So many parts may be made anew at each opening: not every save is followed by writing, nor a small catalogue kept."""
_FIELDS = -1  # the part that holds of which field each value is
_UNKNOWN = 20_000  # values that came since; of more, all are written anew
_OF_FIELD = "SELECT group_concat(id) FROM facet_value WHERE field = ? AND id >= ?"
_LATER = "SELECT id, field FROM facet_value WHERE id >= ?"
_LAST = "SELECT coalesce(max(docid), -1) FROM item"


def fresh(connection: sa.Connection) -> set[int]:
    """The parts that are kept as the items are."""
    return {part for (part,) in fetch(connection, "SELECT part FROM item_column_fresh WHERE part >= 0")}


def kept(connection: sa.Connection, number: int) -> Part | None:
    """A part as it is kept, whether of the items as they are or not; None where it cannot be read."""
    rows = fetch(connection, "SELECT data FROM item_column WHERE part = ?", (number,))
    part = column_part.unpacked(rows[0][0]) if rows else None
    if part is None or not len(part.docids):
        return part
    inside = number * SPAN <= int(part.docids[0]) and int(part.docids[-1]) < (number + 1) * SPAN
    return part if inside and bool((part.docids[1:] > part.docids[:-1]).all()) else None


def made(connection: sa.Connection, first: int, last: int, fields_of: Numbers) -> Part:
    """The items of some parts, one after the other, as they are."""
    bound = (first * SPAN, (last + 1) * SPAN - 1)
    return column_part.of_tables(connection, "docid BETWEEN ? AND ?", bound, fields_of)


def fields(connection: sa.Connection, known: Numbers | None = None) -> Numbers:
    """The number of the field of each facet value, by its id; ``known`` are those of an earlier state."""
    last = int(fetch(connection, "SELECT coalesce(max(id), 0) FROM facet_value")[0][0])
    if known is None:
        known = _kept_fields(connection, last)
    if last < len(known):
        return known
    found = np.zeros(last + 1, dtype=np.uint8)
    found[: len(known)] = known
    if last - len(known) < _UNKNOWN:
        for number, name in fetch(connection, _LATER, (len(known),)):
            found[number] = FIELD_NUMBERS.get(name, 0)
    else:
        for name, of in FIELD_NUMBERS.items():
            found[numbers(fetch(connection, _OF_FIELD, (name, len(known)))[0][0])] = of
    return found


def _kept_fields(connection: sa.Connection, last: int) -> Numbers:
    """Those of the values that there were when they were written: ids are given anew only by a rebuild."""
    rows = fetch(
        connection,
        "SELECT data FROM item_column WHERE part = ? AND part IN (SELECT part FROM item_column_fresh)", (_FIELDS,),
    )  # fmt: skip
    if not rows or len(rows[0][0]) > last + 1 or rows[0][0][:1] != _layout():
        return np.zeros(1, dtype=np.uint8)
    found = np.frombuffer(rows[0][0], dtype=np.uint8).copy()
    found[0] = 0  # no value has this id: the layout stands there
    return found


def _layout() -> bytes:
    """Told apart from the numbers of other versions, which may have other fields."""
    return bytes([len(FIELD_NUMBERS)])


def stale(connection: sa.Connection, known: set[int] | None = None) -> list[int]:
    """The parts that are not kept as the items are, the last ones first."""
    known = fresh(connection) if known is None else known
    last = int(fetch(connection, _LAST)[0][0])
    return [part for part in range(last // SPAN, -1, -1) if part not in known]


def write(connection: sa.Connection, seconds: float) -> int:
    """Write anew some parts that items have changed, for about so long; how many. A few are left as they are."""
    wanted = stale(connection)
    if len(wanted) <= LEFT:
        return 0
    until = time.perf_counter() + seconds
    of = _kept_fields(connection, 1 << 62)
    upto = fields(connection, of)
    if len(upto) - len(of) > _UNKNOWN or len(of) == 1:
        _write(connection, _FIELDS, _layout() + upto[1:].tobytes())
    for done, number in enumerate(wanted, 1):
        _write(connection, number, column_part.packed(made(connection, number, number, upto)))
        if time.perf_counter() >= until:
            return done
    return len(wanted)


def _write(connection: sa.Connection, number: int, data: bytes) -> None:
    run(connection, "INSERT OR REPLACE INTO item_column (part, data) VALUES (?, ?)", (number, data))
    run(connection, "INSERT OR REPLACE INTO item_column_fresh (part) VALUES (?)", (number,))


def wrong(connection: sa.Connection) -> list[int]:
    """The parts that should be those of the items and are not."""
    of = fields(connection, np.zeros(1, dtype=np.uint8))
    found = [] if np.array_equal(fields(connection), of) else [_FIELDS]
    for number in sorted(fresh(connection)):
        part = kept(connection, number)
        if part is None or not column_part.same(part, made(connection, number, number, of)):
            found.append(number)
    return found


def forget(connection: sa.Connection, parts: list[int]) -> None:
    """Let parts be made anew."""
    for number in parts:
        run(connection, "DELETE FROM item_column_fresh WHERE part = ?", (number,))
