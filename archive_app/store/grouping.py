"""What a query finds, in groups: one pass over the items in their order, each put to the others of its group.

A pass costs as much as listing the ids; nothing is sorted besides, whatever the number of groups.
"""

from __future__ import annotations

from array import array
from datetime import date
from typing import Any

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.folding import sort_key
from archive_app.store import tables as t
from archive_app.store.codes import ANSWERS
from archive_app.store.search import KIND_NAMES, order, whole_condition

_i = t.item.c
_KEYS: dict[str, tuple[Any, ...]] = {
    "type": (_i.kind,), "rights": (_i.verdict, _i.nobody_looked), "publisher": (_i.publisher_id,),
    "agency": (_i.agency_id,), "year": (_i.day_low,), "month": (_i.day_low,), "language": (_i.language_id,),
    "reviewed": (_i.reviewed,),
}  # fmt: skip
_RIGHTS = ("allowed", "allowed_with_conditions", "ask", "not_allowed", "unknown")
Grouped = list[tuple[str, "array[int]"]]


def grouped(
    connection: sa.Connection, node: q.Query, by: str, sort: str, today: date
) -> tuple[Grouped, dict[str, int]]:
    """The records of each value in order ("" where it is not known), the groups in theirs; and how many of each kind.

    Args:
        connection: A snapshot.
        node: What to find; names in ``search:`` must be resolved.
        by: One of ``domain.groups.GROUPINGS``.
        sort: The order within a group.
        today: The day on which terms and embargoes are judged.
    """
    keys = _KEYS[by]
    statement = sa.select(_i.record_id, _i.kind, *keys).where(whole_condition(node, today))
    statement = statement.order_by(*order(connection, "newest" if sort == "relevance" else sort))
    found: dict[Any, array[int]] = {}
    kinds = dict.fromkeys(KIND_NAMES, 0)
    one = len(keys) == 1
    driver: Any = connection.execute(statement).cursor
    for row in driver:  # the driver's own rows: there may be millions
        kinds[row[1]] += 1
        key = row[2] if one else row[2:]
        mine = found.get(key)
        if mine is None:
            mine = found[key] = array("q")
        mine.append(row[0])
    names = _names(connection, by, list(found))
    merged: dict[str, array[int]] = {}
    for key, ids in found.items():
        merged.setdefault(names[key], array("q")).extend(ids)
    counts = {name: kinds[kind] for kind, name in KIND_NAMES.items()}
    return sorted(merged.items(), key=lambda group: _place(by, sort, group[0])), counts


def _names(connection: sa.Connection, by: str, keys: list[Any]) -> dict[Any, str]:
    """The value that each key stands for."""
    match by:
        case "type":
            return {key: KIND_NAMES[key] for key in keys}
        case "rights":
            return {(verdict, nobody): "unknown" if nobody else ANSWERS[verdict] for verdict, nobody in keys}
        case "year" | "month":
            length = 4 if by == "year" else 7
            return {key: date.fromordinal(key).isoformat()[:length] if key else "" for key in keys}
        case "reviewed":
            return {key: "reviewed" if key else "unreviewed" for key in keys}
        case _:
            f = t.facet_value.c
            rows = connection.execute(sa.select(f.id, f.value).where(f.id.in_([key for key in keys if key])))
            values = {number: value for number, value in rows}  # noqa: C416 - mypy knows the types this way
            return {key: values.get(key, "") for key in keys}


def _place(by: str, sort: str, value: str) -> tuple[bool, Any]:
    """Where a group stands: what is not known comes last, dates as the results are ordered, others by name."""
    if by == "rights":
        return False, _RIGHTS.index(value)
    if by == "type":
        return False, list(KIND_NAMES.values()).index(value)
    if by in {"year", "month"} and value:
        number = int(value.replace("-", ""))
        return False, number if sort == "oldest" else -number
    return not value, sort_key(value) if by not in {"year", "month"} else 0
