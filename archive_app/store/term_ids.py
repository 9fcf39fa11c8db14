"""Which values of a facet field a clause means: by their own words, or through an authority's spellings and parts."""

from __future__ import annotations

import json

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.folding import fold
from archive_app.store.conditions import TERMS, canonical_values
from archive_app.store.memory import Memory, Values

_AUTHORITIES = """
SELECT id, 0, name FROM authority UNION ALL SELECT record_id, 1, text FROM authority_variant ORDER BY 1, 2
"""
_NAMED = """
SELECT name FROM authority WHERE id IN (SELECT value FROM json_each(:ids)) OR parent_id IN
(SELECT value FROM json_each(:ids))
"""


def term_ids(connection: sa.Connection, memory: Memory, clause: q.Clause) -> list[int]:
    """The ids of the facet values that a clause with ``:`` or ``=`` finds; the same as ``conditions`` asks for."""
    field = TERMS[clause.field]
    values = memory.values(connection, field)
    found: set[int] = set()
    for value in canonical_values(clause):
        found.update(_of_value(connection, memory, values, field, clause.operator, value))
    return sorted(found)


def _of_value(
    connection: sa.Connection, memory: Memory, values: Values, field: str, operator: str, value: q.Value
) -> list[int]:
    if operator == "=":
        # A value that stands there letter for letter is meant alone: what a facet counted is what it finds.
        same = connection.exec_driver_sql(
            "SELECT id FROM facet_value WHERE field = ? AND value = ?", (field, value.text)
        ).scalar()
        if same is not None:
            return [same]
    wanted = fold(value.text)
    if not wanted:
        return []
    names = memory.recall(connection, "authorities", lambda: _authorities(connection))
    known = _matching(names, operator, value, wanted)
    found = _matching(values, operator, value, wanted)
    if known:
        listed = json.dumps(sorted(set(known)))
        rows = connection.exec_driver_sql(_NAMED.replace(":ids", "?"), (listed, listed))
        preferred = json.dumps([name for (name,) in rows])
        sql = "SELECT id FROM facet_value WHERE field = ? AND value IN (SELECT value FROM json_each(?))"
        found = [*found, *connection.exec_driver_sql(sql, (field, preferred)).scalars()]
    return found


def _authorities(connection: sa.Connection) -> Values:
    values = Values()
    values.add([(number, name) for number, _rank, name in connection.exec_driver_sql(_AUTHORITIES)])
    return values


def _matching(values: Values, operator: str, value: q.Value, wanted: str) -> list[int]:
    if operator == "=":
        return values.equal(wanted)
    if "*" in wanted and not value.quoted:
        return values.like(wanted)
    return values.containing(wanted)
