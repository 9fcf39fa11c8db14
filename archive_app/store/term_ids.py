"""Which values of a facet field a clause means: by their own words, or through an authority's spellings and parts."""

from __future__ import annotations

import json

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.folding import fold
from archive_app.store.conditions import TERMS, canonical_values
from archive_app.store.memory import MOST, Memory, Values
from archive_app.store.sqlite.engine import fetch

_AUTHORITIES = """
SELECT id, 0, name FROM authority UNION ALL SELECT record_id, 1, text FROM authority_variant ORDER BY 1, 2
"""
_NAMED = """
SELECT name FROM authority WHERE id IN (SELECT value FROM json_each(?)) OR parent_id IN
(SELECT value FROM json_each(?))
"""
_OF_NAMES = "SELECT id FROM facet_value WHERE field = ? AND value IN (SELECT value FROM json_each(?))"


def term_ids(connection: sa.Connection, memory: Memory, clause: q.Clause) -> list[int] | None:
    """The ids of the facet values that a clause with ``:`` or ``=`` finds; the same as ``conditions`` asks for.

    None where they are too many, or those of the field are not in memory yet.
    """
    field = TERMS[clause.field]
    found: set[int] = set()
    for value in canonical_values(clause):
        some = _of_value(connection, memory, field, clause.operator, value)
        if some is None or len(some) > MOST:
            return None
        found.update(some)
    return sorted(found)


def _of_value(connection: sa.Connection, memory: Memory, field: str, operator: str, value: q.Value) -> list[int] | None:
    if operator == "=":
        # A value that stands there letter for letter is meant alone: what a facet counted is what it finds.
        same = fetch(connection, "SELECT id FROM facet_value WHERE field = ? AND value = ?", (field, value.text))
        if same:
            return [same[0][0]]
    wanted = fold(value.text)
    if not wanted:
        return []
    values = memory.values(connection, field)
    if values is None:
        return None
    names = memory.recall(connection, "authorities", lambda: _authorities(connection))
    known = _matching(names, operator, value, wanted)
    found = _matching(values, operator, value, wanted)
    if known is None or found is None or len(known) > MOST:
        return None
    if known:
        listed = json.dumps(sorted(set(known)))
        preferred = json.dumps([name for (name,) in fetch(connection, _NAMED, (listed, listed))])
        found = [*found, *(number for (number,) in fetch(connection, _OF_NAMES, (field, preferred)))]
    return found


def _authorities(connection: sa.Connection) -> Values:
    values = Values()
    values.add([(number, name) for number, _rank, name in fetch(connection, _AUTHORITIES)], 0)
    return values


def _matching(values: Values, operator: str, value: q.Value, wanted: str) -> list[int] | None:
    if operator == "=":
        return values.equal(wanted)
    if "*" in wanted and not value.quoted:
        return values.like(wanted + "*" * value.prefix)
    return values.containing(wanted)
