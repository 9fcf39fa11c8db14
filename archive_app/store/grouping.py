"""What a query finds, in groups: one pass over the items in their order, each put to the others of its group.

A pass costs as much as listing the ids; nothing is sorted besides, whatever the number of groups.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.folding import sort_key
from archive_app.domain.results import ID_TYPE
from archive_app.store import tables as t
from archive_app.store.codes import ANSWERS
from archive_app.store.search import KIND_NAMES, order, whole_condition

_i = t.item.c
_KEYS: dict[str, Any] = {
    "type": _i.kind, "rights": sa.case((_i.nobody_looked == 1, 1), else_=_i.verdict * 2), "publisher": _i.publisher_id,
    "agency": _i.agency_id, "year": sa.func.coalesce(_i.day_low, 0), "month": sa.func.coalesce(_i.day_low, 0),
    "language": _i.language_id, "reviewed": _i.reviewed,
}  # fmt: skip
_KINDS = 4  # more than there are: a key and a kind in one number
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
    chosen = sa.select(_i.record_id, (_KEYS[by] * _KINDS + _i.kind).label("key")).where(whole_condition(node, today))
    chosen = chosen.order_by(*order(connection, "newest" if sort == "relevance" else sort))
    rows = chosen.subquery("chosen")
    # As two texts, which SQLite writes and Python reads at their own speeds: rows would cost five times as much.
    listed = sa.select(sa.func.group_concat(rows.c.record_id), sa.func.group_concat(rows.c.key))
    numbers, keys = connection.execute(listed).one()
    if numbers is None:
        return [], dict.fromkeys(KIND_NAMES.values(), 0)
    marks = str(keys).split(",")
    found = _Buckets(by)
    for number, mark in zip(map(int, str(numbers).split(",")), marks, strict=True):
        found[mark](number)
    names = _names(connection, by, found.groups)
    merged = [(names[key], ids) for key, ids in found.groups.items()]
    counts = dict.fromkeys(KIND_NAMES.values(), 0)
    for mark, count in Counter(marks).items():
        counts[KIND_NAMES[int(mark) % _KINDS]] += count
    return sorted(merged, key=lambda group: _place(by, sort, group[0])), counts


class _Buckets(dict[str, Callable[[int], None]]):
    """What puts a record to the others of its group, by the key of both; made when a key is first met."""

    def __init__(self, by: str) -> None:
        super().__init__()
        self._length = {"year": 4, "month": 7}.get(by, 0)
        self.groups: dict[int | str, array[int]] = {}

    def __missing__(self, mark: str) -> Callable[[int], None]:
        key: int | str = int(mark) // _KINDS
        if self._length:
            key = date.fromordinal(int(key)).isoformat()[: self._length] if key else ""
        self[mark] = put = self.groups.setdefault(key, array(ID_TYPE)).append
        return put


def _names(connection: sa.Connection, by: str, keys: Iterable[int | str]) -> dict[int | str, str]:
    """The value that each key stands for."""
    match by:
        case "type":
            return {key: KIND_NAMES[int(key)] for key in keys}
        case "rights":
            return {key: "unknown" if int(key) % 2 else ANSWERS[int(key) // 2] for key in keys}
        case "year" | "month":
            return {key: str(key) for key in keys}
        case "reviewed":
            return {key: "reviewed" if key else "unreviewed" for key in keys}
        case _:
            wanted = list(keys)
            f = t.facet_value.c
            rows = connection.execute(sa.select(f.id, f.value).where(f.id.in_([key for key in wanted if key])))
            values = {number: value for number, value in rows}  # noqa: C416 - mypy knows the types this way
            return {key: values.get(key, "") for key in wanted}


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
