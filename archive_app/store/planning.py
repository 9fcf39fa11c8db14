"""A search taken apart, each part where it costs least: words for FTS5, values by id, days as docids, tests by row.

``quick`` runs what stands here. Nothing that is asked while planning grows with the catalogue.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from archive_app.domain import query as q
from archive_app.domain.query_print import normal
from archive_app.store import tables as t
from archive_app.store.conditions import COLUMNS_OF, TERMS, of_all_kinds, of_kinds
from archive_app.store.date_conditions import Condition, row_by_row, spans
from archive_app.store.expressions import MOST_TERMS, NOTHING, Expression, Known, expression, in_columns
from archive_app.store.memory import Memory
from archive_app.store.search import asks_for_bin, condition
from archive_app.store.sqlite.engine import fetch
from archive_app.store.term_ids import term_ids

FEW = 5_000  # items with a facet value: up to so many are gathered
DIRECT = 8  # values that are looked up one by one at each item
ALTERNATIVES = 8  # searches that one search may be taken apart into
KEPT = "item.deleted = 0"
_i = t.item.c
_DIALECT = sqlite.dialect(paramstyle="qmark")
_HOW_MANY = f"""SELECT count(*) FROM (SELECT 1 FROM item_term WHERE value_id IN (SELECT value FROM json_each(?))
LIMIT {FEW + 1})"""
# As a range: asked for as equal, SQLite takes the index by docid, where the items of a value lie far apart. Ten times
# the cost, and most pages come from the disk.
_SAME = "{0}.docid BETWEEN found.docid AND found.docid"
# By the item: with many values, going by the value would ask for each of them anew at every item.
_BY_ITEM = """EXISTS (SELECT 1 FROM item_term m INDEXED BY item_term_docid WHERE m.docid = found.docid
AND +m.value_id IN (SELECT value FROM json_each(?)))"""
_DAY = "SELECT docid FROM item WHERE day_low <= ? ORDER BY day_low DESC, docid DESC LIMIT 1"
_NEXT = "SELECT word FROM word WHERE word >= ? AND word < ? ORDER BY word LIMIT 1"
_WORDS = "SELECT word FROM word WHERE word >= ? AND word < ? ORDER BY items DESC, word LIMIT ?"


@dataclass(frozen=True, slots=True)
class Terms:
    """Facet values of which an item must have one.

    Attributes:
        ids: The values.
        items: How many items have one of them, up to one more than ``FEW``.
    """

    ids: tuple[int, ...]
    items: int

    @property
    def drives(self) -> bool:
        """Whether the items can be read in the order of docids: of one value they lie so, few are put so."""
        return len(self.ids) == 1 or self.items <= FEW

    def source(self, bounds: str, way: str) -> tuple[str, tuple[Any, ...]]:
        """The docids in their order, as a SELECT with its values; ``bounds`` are tests on ``docid``."""
        if len(self.ids) == 1:
            return f"SELECT docid FROM item_term WHERE value_id = ?{bounds} ORDER BY docid {way} LIMIT -1", self.ids
        values = "SELECT value FROM json_each(?)"
        select = f"SELECT DISTINCT docid FROM item_term WHERE value_id IN ({values}){bounds}"
        return f"{select} ORDER BY docid {way} LIMIT -1", (json.dumps(self.ids),)

    def test(self) -> tuple[str, tuple[Any, ...]]:
        """The test of one item that comes along, on ``found.docid``."""
        if len(self.ids) > DIRECT:
            return _BY_ITEM, (json.dumps(self.ids),)
        listed = ", ".join("?" * len(self.ids))
        return f"EXISTS (SELECT 1 FROM item_term m WHERE m.value_id IN ({listed}) AND {_SAME.format('m')})", self.ids

    def join(self, name: str) -> str:
        """The same of one value, as a table of that name joined to ``found``, with the value to come: half the cost."""
        return f" CROSS JOIN item_term {name} ON {name}.value_id = ? AND {_SAME.format(name)}"


@dataclass(slots=True)
class Plan:
    """What a tree asks, taken apart.

    Attributes:
        expression: What FTS5 is asked.
        terms: Facet values, each of which narrows.
        high: The last docid that the days admit; 0 for any.
        tests, values: Conditions in SQL that are tested on each row.
        without: Words that must not be there, where none must.
        nothing: Nothing can be found.
    """

    expression: Expression | None = None
    terms: list[Terms] = field(default_factory=list)
    high: int = 0
    tests: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    without: list[Expression] = field(default_factory=list)
    nothing: bool = False

    def test(self, sql: str, *values: Any) -> None:
        """Ask for a condition in SQL, with its values."""
        self.tests.append(sql)
        self.values.extend(values)

    @property
    def partly(self) -> bool:
        """Whether the expression leaves out words that are not among the commonest."""
        return self.expression is not None and self.expression.partly

    @property
    def words_alone(self) -> bool:
        """Whether nearly every row that the words find passes."""
        return self.expression is not None and not self.terms and self.tests == [KEPT]


class Planner:
    """Takes searches of one snapshot apart.

    Args:
        connection: The snapshot.
        memory: What the catalogue keeps in mind between searches.
        exact: Leave no words out, whatever that costs: no plan is ``partly`` then.
    """

    def __init__(self, connection: sa.Connection, memory: Memory, *, exact: bool = False) -> None:
        self._connection = connection
        self._memory = memory
        self._exact = exact

    def plans(self, node: q.Query, today: date) -> list[Plan]:
        """One plan, or several whose finds together are what is asked: alternatives of different sorts."""
        node = normal(node)
        binned = asks_for_bin(node)
        found = [self._plan(one, today, binned=binned) for one in self._alternatives(node)]
        return [plan for plan in found if not plan.nothing] or found[:1]

    def whole_plan(self, node: q.Query, today: date) -> Plan:
        """One plan, whatever is asked."""
        node = normal(node)
        return self._plan(node, today, binned=asks_for_bin(node))

    def _alternatives(self, node: q.Query) -> list[q.Query]:
        parts = node.children if isinstance(node, q.All) else (node,)
        sides = [p.children if isinstance(p, q.Any) and self._mixed(p) else (p,) for p in parts]
        number = 1
        for side in sides:
            number *= len(side)
        if number <= 1 or number > ALTERNATIVES:
            return [node]
        return [normal(q.All(tuple(chosen))) for chosen in product(*sides)]

    def _mixed(self, node: q.Any) -> bool:
        """Whether alternatives are no single expression of FTS5, and each can be looked for by itself."""
        return expression(node, self.expand) is None

    def _plan(self, node: q.Query, today: date, *, binned: bool) -> Plan:
        plan = Plan()
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
        if not binned:
            plan.test(KEPT)
        for part in rest:
            sql, values = self._condition(part, today)
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
                    plan.test(*self._kinds(name))
                return found
            case q.Clause(name, _values, operator) if name in TERMS and operator in {":", "="}:
                terms = self._memory.answer(self._connection, ("terms", part), lambda: self._terms(part))
                if terms is None:
                    return None
                plan.terms.append(terms)
                plan.nothing = plan.nothing or not terms.ids
                return False
            case _:
                return True if expression(part, self.expand) is not None else None

    def _terms(self, part: q.Clause) -> Terms | None:
        found = term_ids(self._connection, self._memory, part)
        if found is None:
            return None
        ids = tuple(found)
        return Terms(ids, fetch(self._connection, _HOW_MANY, (json.dumps(ids),))[0][0])

    def _days(self, plan: Plan, days: tuple[date | None, date | None] | None) -> None:
        """The last docid that days admit, while docids follow the days on which items begin."""
        high = None if days is None else days[1]
        if high is None or self._memory.late(self._connection):
            return
        found = fetch(self._connection, _DAY, (high.toordinal(),))
        if found:  # without any, there may be items that began nobody knows when
            plan.high = found[0][0]

    def _shut_out(self, plan: Plan, part: q.Query, rest: list[q.Query]) -> None:
        """Words that must not be there, and none that must."""
        found = expression(part.child, self.expand) if isinstance(part, q.Not) else None
        if found is None or found.partly:
            rest.append(part)
        elif found != NOTHING:
            plan.without.append(found)

    def expand(self, start: str) -> Known:
        """Known words that begin so, the commonest first; none when most words are not in the list yet."""
        known = self._memory.answer(self._connection, ("words", start), lambda: self._words(start))
        all_asked = known.whole and (len(start) == 1 or len(known.words) <= MOST_TERMS)
        return known if all_asked or not self._exact else Known([])

    def _words(self, start: str) -> Known:
        whole, nearly = self._memory.words_known(self._connection)
        if not nearly:
            return Known([])
        if len(start) == 1:
            return Known(self._pairs(start), whole)
        rows = fetch(self._connection, _WORDS, (start, start + "\U0010ffff", MOST_TERMS + 1))
        return Known([word for (word,) in rows] or [start] * whole, whole)

    def _pairs(self, letter: str) -> list[str]:
        """A letter, and the pairs of letters with it that words begin with: one look-up each."""
        found, pair = [letter], letter + "\0"
        while rows := fetch(self._connection, _NEXT, (pair, letter + "\U0010ffff")):
            pair = rows[0][0][:2]
            found.append(pair)
            pair += "\U0010ffff"
        return found

    def _condition(self, node: q.Query, today: date) -> tuple[str, list[Any]]:
        """A part of a tree as SQL, with its values in order; kept, because the next letter asks for it again."""
        asked = ("condition", node, today)
        return self._memory.answer(self._connection, asked, lambda: self._compiled(node, today))

    def _compiled(self, node: q.Query, today: date) -> tuple[str, list[Any]]:
        with row_by_row(lambda clause: term_ids(self._connection, self._memory, clause)):
            sql, values = _as_sql(condition(node, today))
        if not sql.startswith("WITH"):
            return f"({sql or 1})", values
        # What is nested goes on by itself (collections within collections): its own FROM stands before ours.
        sql, values = _as_sql(condition(node, today))
        return f"(item.docid IN ({sql}))", values

    def _kinds(self, name: str) -> tuple[Any, ...]:
        sql, values = _as_sql(of_kinds(name))
        return f"({sql})", *values


def _both(one: Expression, other: Expression) -> Expression:
    text = f"({one.text}) AND ({other.text})"
    return Expression(text, one.positions or other.positions, one.partly or other.partly)


def _as_sql(wanted: Condition) -> tuple[str, list[Any]]:
    """A condition on ``item`` as SQL with its values in order; the whole SELECT where it begins with others."""
    statement = sa.select(_i.docid).select_from(t.item).where(wanted)
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    whole = str(compiled)
    sql = whole if whole.startswith("WITH") else whole.partition("WHERE")[2].strip()
    return sql, [compiled.params[name] for name in compiled.positiontup or ()]
