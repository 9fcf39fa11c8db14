"""Whole searches from the columns in memory: FTS5 and the index of values give docids, the columns tell all the rest.

Looking every hit up in ``item`` takes some microseconds each, a third of a second for forty thousand. It is done only
for searches that are words, facet values and kinds; what asks more of each item goes to SQL as a whole.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from datetime import date

import numpy as np
import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.query_print import normal
from archive_app.store.codes import KINDS
from archive_app.store.column_part import Numbers, numbers
from archive_app.store.expressions import Expression
from archive_app.store.facet_columns import FacetColumns
from archive_app.store.memory import Memory, memory_of
from archive_app.store.planning import KEPT, Plan, Planner
from archive_app.store.search import asks_for_bin, text_nodes
from archive_app.store.sqlite.engine import fetch
from archive_app.store.text_match import ranking

BY_DATE = frozenset({"newest", "oldest", "relevance"})
_STRETCH = 1 << 22  # docids whose hits come as one text: some megabytes of it
_OF_ONE = "SELECT group_concat(docid) FROM item_term WHERE value_id = ?"
_OF_SOME = "SELECT group_concat(docid) FROM item_term WHERE value_id IN (SELECT value FROM json_each(?))"


def ids(connection: sa.Connection, node: q.Query, sort: str, today: date) -> tuple[array[int], dict[str, int]] | None:
    """As ``search_ids``; None where what is asked cannot be told from columns, or they are not in memory."""
    if sort not in BY_DATE or (sort == "relevance" and ranking(text_nodes(node))):
        return None
    asked = _asked(connection, node, today)
    if asked is None:
        return None
    columns, found = asked
    by_day = bool(memory_of(connection).late(connection))
    return columns.listed(found, binned=asks_for_bin(node), oldest=sort == "oldest", by_day=by_day)


def number(connection: sa.Connection, node: q.Query, today: date) -> int | None:
    """As ``search_number``; None as of ``ids``."""
    asked = _asked(connection, node, today)
    return None if asked is None else asked[0].number(asked[1], binned=asks_for_bin(node))


def _asked(connection: sa.Connection, node: q.Query, today: date) -> tuple[FacetColumns, Numbers | None] | None:
    """The columns, and the docids that a search finds, None for all; None altogether as of ``ids``."""
    memory = memory_of(connection)
    columns = memory.columns(connection)
    if columns is None or node == q.EVERYTHING:
        return None if columns is None else (columns, None)
    found = hits(connection, memory, columns, node, today)
    return None if found is None else (columns, found)


def hits(
    connection: sa.Connection, memory: Memory, columns: FacetColumns, node: q.Query, today: date
) -> Numbers | None:
    """The docids that a search finds, upwards, some in the bin maybe; None where it asks for more than is known."""
    rest, kinds = _without_kinds(normal(node))
    plan = Planner(connection, memory, exact=True).whole_plan(rest, today)
    if plan.nothing:
        return np.zeros(0, dtype=np.uint32)
    if any(test != KEPT for test in plan.tests):
        return None
    found = _begin(connection, columns, plan)
    for words in plan.without:
        found = found[~_among(found, _docids(connection, words))]
    for wanted, negated in kinds:
        found = found[columns.of_kinds(found, wanted) != negated]
    return found


def _begin(connection: sa.Connection, columns: FacetColumns, plan: Plan) -> Numbers:
    """The docids of words and values, all of which an item must have; of all items where there is neither."""
    found = None if plan.expression is None else columns.held(_docids(connection, plan.expression))
    for terms in sorted(plan.terms, key=lambda terms: terms.items):
        one = len(terms.ids) == 1
        text = fetch(connection, *((_OF_ONE, terms.ids) if one else (_OF_SOME, (json.dumps(terms.ids),))))[0][0]
        having = numbers(text).astype(np.uint32)
        having = having if one else np.unique(having)
        found = columns.held(having) if found is None else found[_among(found, having)]
    return columns.docids() if found is None else found


def _docids(connection: sa.Connection, words: Expression) -> Numbers:
    """The docids that words find, upwards."""
    parts = [numbers(text).astype(np.uint32) for text in _texts(connection, words)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)


def _texts(connection: sa.Connection, words: Expression) -> Iterator[str | None]:
    """They come as a few long texts: fetched one by one, each would cost more than finding it."""
    last = int(fetch(connection, "SELECT coalesce(max(docid), -1) FROM item")[0][0])
    sql = (
        f"SELECT group_concat(rowid) FROM (SELECT rowid FROM {words.table} WHERE {words.table} MATCH ?"
        " AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT -1)"
    )
    for first in range(0, last + 1, _STRETCH):
        yield fetch(connection, sql, (words.text, first, first + _STRETCH - 1))[0][0]


def _among(docids: Numbers, others: Numbers) -> Numbers:
    """Which of some docids are among others, both upwards, as a truth value each."""
    if not len(others):
        return np.zeros(len(docids), dtype=bool)
    places = np.minimum(np.searchsorted(others, docids), len(others) - 1)
    found: Numbers = others[places] == docids
    return found


def _without_kinds(node: q.Query) -> tuple[q.Query, list[tuple[list[int], bool]]]:
    """A query without what it says of kinds, and that: kinds by number, and whether they are shut out."""
    rest: list[q.Query] = []
    kinds: list[tuple[list[int], bool]] = []
    for part in node.children if isinstance(node, q.All) else (node,):
        negated = isinstance(part, q.Not)
        found = _kinds(part.child if isinstance(part, q.Not) else part)
        if found is None:
            rest.append(part)
        else:
            kinds.append((found, negated))
    return (normal(q.All(tuple(rest))) if kinds else node), kinds


def _kinds(node: q.Query) -> list[int] | None:
    """The kinds of a clause that asks for nothing else, as a facet writes it."""
    if not isinstance(node, q.Clause) or node.field != "type" or node.operator not in {":", "="}:
        return None
    named = [value.text for value in node.values if isinstance(value, q.Value) and not value.prefix]
    known = [KINDS[name] for name in named if name in KINDS]
    return known if len(known) == len(node.values) else None
