"""The first rows of a search, at a cost that does not grow with the catalogue (search.md §2.1).

Words drive: FTS5 gives rows newest first and stops at the one that fills the page, whatever else is asked is tested
on each of them. Without words the items themselves are walked from the newest down. Values of facet fields are
looked up by id, spans of days become spans of docids, because docids follow the dates.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from archive_app.domain import query as q
from archive_app.domain.query_print import normal
from archive_app.domain.results import ResultRow
from archive_app.store import tables as t
from archive_app.store.conditions import COLUMNS_OF, TERMS, of_all_kinds, of_kinds
from archive_app.store.date_conditions import Condition, spans
from archive_app.store.expressions import MOST_TERMS, NOTHING, Expression, expression, in_columns
from archive_app.store.light_rows import light_rows
from archive_app.store.memory import Memory, memory_of
from archive_app.store.reader import Reader
from archive_app.store.search import asks_for_bin, condition
from archive_app.store.sqlite.engine import fetch
from archive_app.store.term_ids import term_ids

LATE = 20_000  # late-dated items at the end that are looked at one by one
FEW = 5_000  # items with a facet value: up to so many are gathered, of more the newest are walked
TESTED = 4_000  # of what words find so many are tested for the rest of the query
WALKED = 20_000  # and without words so many items
GAP = 8  # docids between items after a rebuild
_FIRST_WINDOW = 4_096  # docids in which shut-out words are looked up at first
_i = t.item.c
_DIALECT = sqlite.dialect(paramstyle="qmark")
_KEPT = "item.deleted = 0"
_IDS = "item.docid, item.record_id"
_HOW_MANY = f"""SELECT count(*) FROM (SELECT 1 FROM item_term WHERE value_id IN (SELECT value FROM json_each(?))
LIMIT {FEW + 1})"""
_GATHERED = "item.docid IN (SELECT docid FROM item_term WHERE value_id IN (SELECT value FROM json_each(?)))"
# By the item: with many values, going by the value would ask for each of them anew at every item.
_TESTED = """EXISTS (SELECT 1 FROM item_term m INDEXED BY item_term_docid WHERE m.docid = item.docid
AND +m.value_id IN (SELECT value FROM json_each(?)))"""
# Apart: asked for both at once, SQLite looks at every row.
_ENDS = "SELECT coalesce((SELECT min(docid) FROM item), 0), coalesce((SELECT max(docid) FROM item), -1)"
_ORDER = {"newest": "DESC", "relevance": "DESC", "oldest": "ASC"}


@dataclass(frozen=True, slots=True)
class First:
    """The first records of a search.

    Attributes:
        docids, ids: In order; records and their places in the index.
        whole: There are no more than these. Else there may be, and fewer than were asked for may be here: only the
            newest of what the words find is tested for the rest of a query.
    """

    docids: list[int]
    ids: list[int]
    whole: bool


@dataclass(slots=True)
class Plan:
    """What a tree asks, taken apart: an expression for FTS5, the last docid, and conditions tested on each row."""

    expression: Expression | None = None
    high: int = 0
    tests: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    without: list[Expression] = field(default_factory=list)
    nothing: bool = False
    capped: bool = False

    def test(self, sql: str, *values: Any) -> None:
        """Ask for a condition in SQL, with its values."""
        self.tests.append(sql)
        self.values.extend(values)


class Quick:
    """Finds first rows in one snapshot; ``memory`` is what the catalogue keeps in mind between searches."""

    def __init__(self, connection: sa.Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory
        self._expanded: dict[str, list[str]] = {}

    def first(self, node: q.Query, sort: str, today: date, limit: int) -> First | None:
        """The first records of a search; None for an order that has to see everything first."""
        if sort not in _ORDER:
            return None
        plan = self.plan(node, today)
        if plan.nothing:
            return First([], [], whole=True)
        rows = self._ordered(plan, sort, limit + 1)
        whole = len(rows) <= limit and not plan.capped and not (plan.expression and plan.expression.partly)
        return First([r[0] for r in rows[:limit]], [r[1] for r in rows[:limit]], whole)

    def newest(self, node: q.Query, today: date, most: int) -> str | None:
        """The docids of the newest that was found, with commas between; None where words are only shut out.

        What lies in the bin may be among them.
        """
        plan = self.plan(node, today)
        if plan.nothing:
            return ""
        if plan.without:
            return None
        if plan.expression is not None and plan.tests == [_KEPT]:
            source, values = self._source(plan, "DESC", 0, 0, cap=False)
            sql = f"SELECT docid FROM {source} LIMIT {most:d}"
        else:
            sql, bound = self._statement(plan, "DESC", most, columns="item.docid AS docid", cap=False)
            values = list(bound)
        # One text of all: fetched one by one, each would cost more than finding it.
        return str(self._run(f"SELECT group_concat(docid) FROM ({sql})", tuple(values))[0][0] or "")

    def rows(self, docids: Sequence[int]) -> list[ResultRow]:
        """Rows without texts of what ``first`` found."""
        return light_rows(self._connection, docids)

    def count(
        self, node: q.Query, today: date, names: Sequence[str], *, most: int, limit: int
    ) -> tuple[dict[str, int], dict[str, list[tuple[str, int]]], bool] | None:
        """The kinds and facet values of the newest that was found, and whether that is all.

        None where what facets count is not in memory, or cannot be found quickly.
        """
        columns = self._memory.columns(self._connection)
        found = self.newest(node, today, most) if columns is not None else None
        if columns is None or found is None:
            return None
        from archive_app.store.facet_columns import numbers

        hits = numbers(found)
        kinds, facets = columns.count(self._connection, hits, names, limit, binned=asks_for_bin(node))
        return kinds, facets, len(hits) < most

    def read_columns(self, seconds: float) -> bool:
        """Read on what facets count, for so long; whether all of it is there."""
        return self._memory.read_columns(self._connection, seconds)

    def plan(self, node: q.Query, today: date) -> Plan:
        """The parts of a tree, each where it costs least."""
        plan = Plan()
        node = normal(node)
        parts = node.children if isinstance(node, q.All) else (node,)
        texts: list[q.Query] = []
        columns: list[Expression] = []
        rest: list[q.Query] = []
        for part in parts:
            found = self._part(plan, part, today)
            if found is None:
                rest.append(part)
            elif isinstance(found, Expression):
                columns.append(found)
            elif found:
                texts.append(part)
        whole = expression(q.All(tuple(texts)), self.expand) if texts else None
        if texts and whole is None:  # negations alone
            for part in texts:
                self._shut_out(plan, part, rest)
        for found in (whole, *columns):
            if found == NOTHING:
                plan.nothing = True
            elif found is not None:
                plan.expression = found if plan.expression is None else _both(plan.expression, found)
        if not asks_for_bin(node):
            plan.test(_KEPT)
        for part in rest:
            sql, values = _condition(part, today)
            plan.test(sql, *values)
        return plan

    def _part(self, plan: Plan, part: q.Query, today: date) -> bool | Expression | None:
        """True when a part is for the expression, an expression of its own, False when dealt with, None when not."""
        match part:
            case q.Not(child):
                return True if expression(child, self.expand) is not None else None
            case q.Clause("date", (value,), operator) if operator != "!=":
                self._days(plan, spans(operator, value, today))
                return None  # tested as well: the last day of a month may be meant
            case q.Clause(name, values, ":") if name in COLUMNS_OF and not of_all_kinds(name):
                found = in_columns(name, values)
                if found is not None:
                    plan.test(*_kinds(name))
                return found
            case q.Clause(name, _values, operator) if name in TERMS and operator in {":", "="}:
                return self._terms(plan, part)
            case _:
                return True if expression(part, self.expand) is not None else None

    def _terms(self, plan: Plan, part: q.Clause) -> bool:
        """Ask for facet values: gathered when few items have them, else tested on each row that comes along."""
        ids = term_ids(self._connection, self._memory, part)
        if not ids:
            plan.nothing = True
            return False
        listed = json.dumps(ids)
        few = self._run(_HOW_MANY, (listed,))[0][0] <= FEW
        plan.test(_GATHERED if few else _TESTED, listed)
        return False

    def _days(self, plan: Plan, days: tuple[date | None, date | None] | None) -> None:
        """The last docid that days admit, while docids follow the days on which items begin."""
        high = None if days is None else days[1]
        if high is None or self._memory.late(self._connection):
            return
        sql = "SELECT docid FROM item WHERE day_low <= ? ORDER BY day_low DESC, docid DESC LIMIT 1"
        found = self._run(sql, (high.toordinal(),))
        if found:  # without any, there may be items that began nobody knows when
            plan.high = found[0][0]

    def _shut_out(self, plan: Plan, part: q.Query, rest: list[q.Query]) -> None:
        """Words that must not be there, and none that must."""
        found = expression(part.child, self.expand) if isinstance(part, q.Not) else None
        if found is None or found.partly:
            rest.append(part)
        elif found != NOTHING:
            plan.without.append(found)

    def _ordered(self, plan: Plan, sort: str, limit: int) -> list[tuple[Any, ...]]:
        late = self._memory.late(self._connection)
        if sort == "oldest":
            return self._oldest(plan, limit, late)
        if not late:
            return self._select(plan, "DESC", limit)
        # Late-dated items wait at the end for the next rebuild: they are put in their places here.
        columns = "item.docid, item.record_id, item.day_low, item.kind"
        found = self._select(plan, "DESC", LATE, columns=columns, low=late)
        found += self._select(plan, "DESC", limit, columns=columns, high=late - 1)
        found.sort(key=lambda row: (-(row[2] or 0), row[3], -row[0]))
        return found[:limit]

    def _oldest(self, plan: Plan, limit: int, late: int) -> list[tuple[Any, ...]]:
        columns = "item.docid, item.record_id, item.day_low"
        found = self._select(plan, "ASC", limit, columns=columns, high=late - 1 if late else 0)
        if late:
            found += self._select(plan, "ASC", LATE, columns=columns, low=late)
        dated = [row for row in found if row[2] is not None]
        if len(dated) < limit and len(found) >= limit:  # the undated come last, though their docids are the first
            first = self._run("SELECT docid FROM item WHERE day_low IS NOT NULL ORDER BY day_low, docid LIMIT 1", ())
            if first:
                more = self._select(plan, "ASC", limit, columns=columns, low=first[0][0])
                dated = list({row[0]: row for row in (*dated, *more)}.values())
        dated.sort(key=lambda row: (row[2] or 0, row[0]))
        undated = sorted(row for row in found if row[2] is None)
        return (dated + undated)[:limit]

    def _select(
        self, plan: Plan, way: str, limit: int, *, columns: str = _IDS, low: int = 0, high: int = 0
    ) -> list[tuple[Any, ...]]:
        if plan.without:
            return self._in_windows(plan, way, limit, columns, low, high)
        sql, values = self._statement(plan, way, limit, columns=columns, low=low, high=high)
        rows = self._run(sql, values)
        if len(rows) < limit and (plan.expression is None or plan.tests != [_KEPT]):
            plan.capped = plan.capped or self._stopped_short(plan, way, low, high)
        return rows

    def _statement(
        self, plan: Plan, way: str, limit: int, *, columns: str, low: int = 0, high: int = 0, cap: bool = True
    ) -> tuple[str, tuple[Any, ...]]:
        if plan.expression is not None and plan.tests == [_KEPT]:
            cap = False  # nearly every row found passes
        source, values = self._source(plan, way, low, high, cap=cap)
        where = " AND ".join(plan.tests) or "1"
        sql = (
            # In the order of what is found: an order of the whole would look at all of it first.
            f"SELECT {columns} FROM {source} CROSS JOIN item ON item.docid = found.docid WHERE {where} LIMIT {limit:d}"
        )
        return sql, (*values, *plan.values)

    def _source(self, plan: Plan, way: str, low: int, high: int, *, cap: bool) -> tuple[str, list[Any]]:
        """The docids that come into question, as a subquery in their order."""
        high = min(high or plan.high, plan.high or high)
        asked = plan.expression
        docid = "rowid" if asked else "docid"
        tests: list[str] = []
        values: list[Any] = []
        if asked is not None:
            tests.append(f"{asked.table} MATCH ?")
            values.append(asked.text)
        if low:
            tests.append(f"{docid} >= {low:d}")
        if high:
            tests.append(f"{docid} <= {high:d}")
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        # Without a limit of its own, SQLite would not keep its order.
        most = f" LIMIT {(TESTED if asked else WALKED) if cap else -1}"
        table = asked.table if asked else "item"
        return f"(SELECT {docid} AS docid FROM {table}{where} ORDER BY {docid} {way}{most}) found", values

    def _stopped_short(self, plan: Plan, way: str, low: int, high: int) -> bool:
        """Whether there is more than was tested."""
        source, values = self._source(plan, way, low, high, cap=True)
        most = TESTED if plan.expression else WALKED
        return bool(self._run(f"SELECT count(*) FROM {source}", tuple(values))[0][0] >= most)

    def _in_windows(self, plan: Plan, way: str, limit: int, columns: str, low: int, high: int) -> list[tuple[Any, ...]]:
        """Items without some words: a window of docids after the other, each larger than the one before."""
        high = min(high or plan.high, plan.high or high)
        first, last = self._run(_ENDS, ())[0]
        first, last = max(first, low), min(last, high) if high else last
        found: list[tuple[Any, ...]] = []
        size, walked = _FIRST_WINDOW, 0
        while first <= last and len(found) < limit:
            if walked > GAP * WALKED:
                plan.capped = True
                break
            low, high = (max(first, last - size + 1), last) if way == "DESC" else (first, min(last, first + size - 1))
            span = f"BETWEEN {low:d} AND {high:d}"
            shut = [
                f"item.docid NOT IN (SELECT rowid FROM {e.table} WHERE {e.table} MATCH ? AND rowid {span}"
                f" ORDER BY rowid {way})"
                for e in plan.without
            ]
            where = " AND ".join([f"item.docid {span}", *plan.tests, *shut])
            sql = f"SELECT {columns} FROM item WHERE {where} ORDER BY item.docid {way} LIMIT {limit - len(found):d}"
            found += self._run(sql, (*plan.values, *(e.text for e in plan.without)))
            first, last = (first, low - 1) if way == "DESC" else (high + 1, last)
            walked, size = walked + size, size * 4
        return found

    def expand(self, start: str) -> list[str]:
        """Known words that begin so, the commonest first; none when the list of words is not whole."""
        if start not in self._expanded:
            self._expanded[start] = self._words(start) if self._memory.words_known(self._connection) else []
        return self._expanded[start]

    def _words(self, start: str) -> list[str]:
        sql = "SELECT word FROM word WHERE word >= ? AND word < ? ORDER BY items DESC, word LIMIT ?"
        rows = self._run(sql, (start, start + "\U0010ffff", MOST_TERMS + 1))
        return [word for (word,) in rows] or [start]

    def _run(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        return fetch(self._connection, sql, values)


def quick(reader: Reader) -> Quick:
    """Quick searches in a snapshot."""
    return Quick(reader.connection, memory_of(reader.connection))


def _both(one: Expression, other: Expression) -> Expression:
    text = f"({one.text}) AND ({other.text})"
    return Expression(text, one.positions or other.positions, one.partly or other.partly)


@lru_cache(maxsize=512)
def _condition(node: q.Query, today: date) -> tuple[str, list[Any]]:
    """A part of a tree as SQL, with its values in order; kept, because the next letter asks for it again."""
    return _compiled(condition(node, today))


@lru_cache(maxsize=64)
def _kinds(name: str) -> tuple[Any, ...]:
    sql, values = _compiled(of_kinds(name))
    return sql, *values


def _compiled(wanted: Condition) -> tuple[str, list[Any]]:
    """A condition on ``item`` as SQL, with its values in order."""
    statement = sa.select(_i.docid).select_from(t.item).where(wanted)
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    whole = str(compiled)
    # What is nested goes on by itself (collections within collections): its own FROM stands before ours.
    sql = f"item.docid IN ({whole})" if whole.startswith("WITH") else whole.partition("WHERE")[2].strip()
    return f"({sql or 1})", [compiled.params[name] for name in compiled.positiontup or ()]
