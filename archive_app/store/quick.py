"""The first rows of a search, at a cost that does not grow with the catalogue (search.md §2.1).

Words drive: FTS5 gives rows newest first and stops at the one that fills the page, whatever else is asked is tested
on each of them. Without words the items with a facet value are walked, or all, from the newest down. What meets too
seldom is walked as far as a budget of processor time goes; then there may be more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.results import ResultRow
from archive_app.store.expressions import Expression
from archive_app.store.light_rows import light_rows
from archive_app.store.memory import Memory, memory_of
from archive_app.store.planning import KEPT, Plan, Planner, Terms
from archive_app.store.reader import Reader
from archive_app.store.search import asks_for_bin
from archive_app.store.sqlite.engine import Budget, fetch

BUDGET_MS = 8.0
"""Processor time in which first rows are looked for."""
PATIENCE = 1.4  # times as long on the clock, where it is not known how much there is to look at
LATE = 20_000  # late-dated items at the end that are looked at one by one
SEEKS = 100  # items with a facet value, up to which words are looked up at each of them: that takes FTS5 long
SMALL = 3_000  # what words find, up to which it is all put in order
LISTED = 12_000  # and up to which a list is made of it, to look items up in
_FIRST_SPAN = 131_072  # docids that are looked at first where words must not be there
_IDS = "item.docid, item.record_id"
# Apart: asked for both at once, SQLite looks at every row.
_ENDS = "SELECT coalesce((SELECT min(docid) FROM item), 0), coalesce((SELECT max(docid) FROM item), -1)"
_BY_DATE = {"newest": "DESC", "relevance": "DESC", "oldest": "ASC"}
_BY_INDEX = {
    "title": ("item_title", "title_key, docid DESC"), "title_desc": ("item_title", "title_key DESC, docid DESC"),
    "added": ("item_added", "added DESC, docid DESC"), "added_first": ("item_added", "added, docid"),
}  # fmt: skip
"""Sorts that follow an index, with their order."""


@dataclass(frozen=True, slots=True)
class First:
    """The first records of a search.

    Attributes:
        docids, ids: In order; records and their places in the index.
        whole: There are no more than these. Else there may be, and fewer than were asked for may be here: what was
            found within the budget.
    """

    docids: list[int]
    ids: list[int]
    whole: bool


class Quick:
    """Finds first rows in one snapshot; ``memory`` is what the catalogue keeps in mind between searches."""

    def __init__(self, connection: sa.Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory
        self._planner = Planner(connection, memory)
        self._budget = Budget(BUDGET_MS)

    def first(self, node: q.Query, sort: str, today: date, limit: int) -> First | None:
        """The first records of a search; None for an order that has to see everything first."""
        if sort in _BY_DATE:
            found = self._by_date(node, sort, today, limit)
        elif sort in _BY_INDEX:
            found = self._by_index(node, sort, today, limit)
        else:
            return None
        rows, partly = found
        whole = len(rows) <= limit and not self._budget.is_over() and not partly
        return First([r[0] for r in rows[:limit]], [r[1] for r in rows[:limit]], whole)

    def _by_date(self, node: q.Query, sort: str, today: date, limit: int) -> tuple[list[Any], bool]:
        """One row more than the limit, where there are so many; and whether words were left out."""
        late = self._memory.late(self._connection)
        if late or _BY_DATE[sort] == "ASC":
            plans = [self._planner.whole_plan(node, today)]
        else:
            plans = self._planner.plans(node, today)
        partly = any(plan.partly for plan in plans)
        if len(plans) == 1:
            return [] if plans[0].nothing else self._ordered(plans[0], sort, limit + 1, late), partly
        found: set[Any] = set()
        for n, plan in enumerate(plans, 1):
            rows = self._select(plan, "DESC", limit + 1)
            found.update(rows)
            if self._budget.is_over():  # of what was not come to, some may belong before what was
                found = {row for row in found if row >= rows[-1]} if rows and n == len(plans) else set()
                break
        return sorted(found, reverse=True)[: limit + 1], partly

    def newest(self, node: q.Query, today: date, most: int, *, exact: bool) -> tuple[str, bool] | None:
        """The docids of the newest that was found, with commas between; None where words are only shut out.

        What lies in the bin may be among them. With them goes whether words were left out, which ``exact`` forbids.
        """
        plan = Planner(self._connection, self._memory, exact=exact).whole_plan(node, today)
        if plan.nothing:
            return "", False
        if plan.without:
            return None
        if plan.words_alone:
            source, values = self._source(plan, None, "DESC", 0, 0)
            sql = f"SELECT docid FROM {source} LIMIT {most:d}"
        else:
            sql, values = self._statement(plan, "DESC", most, columns="item.docid AS docid")
        # One text of all: fetched one by one, each would cost more than finding it.
        text = fetch(self._connection, f"SELECT group_concat(docid) FROM ({sql})", values)[0][0]
        return text or "", plan.partly

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
        if columns is not None and node == q.EVERYTHING and most >= columns.items:
            kinds, facets = columns.count(self._connection, None, names, limit)
            return kinds, facets, True
        if columns is None:
            return None
        from archive_app.store import column_search
        from archive_app.store.column_part import numbers

        partly = False
        newest = self.newest(node, today, most, exact=False) if most < columns.items else None
        if newest is not None:
            hits, partly = numbers(newest[0]), newest[1]
        elif (found := column_search.hits(self._connection, self._memory, columns, node, today)) is not None:
            hits = found[-most:]
        elif (newest := self.newest(node, today, most, exact=True)) is not None:
            hits = numbers(newest[0])
        else:
            return None
        kinds, facets = columns.count(self._connection, hits, names, limit, binned=asks_for_bin(node))
        return kinds, facets, len(hits) < most and not partly

    def has_columns(self) -> bool:
        """Whether what facets count is in memory, of the state that this snapshot shows."""
        return self._memory.columns(self._connection) is not None

    def nearly_has_columns(self) -> bool:
        """Whether what facets count is not in memory, but can be read in a moment."""
        return self._memory.nearly_has_columns(self._connection)

    def forget_columns(self) -> None:
        """Let what facets count out of memory."""
        self._memory.forget_columns()

    def read_columns(self, seconds: float) -> bool:
        """Read on what facets count and values that clauses ask for, for so long; whether all of it is there."""
        if not self._memory.read_values(self._connection, seconds):
            return False
        return self._memory.read_columns(self._connection, seconds)

    # -- in the order of dates ------------------------------------------------------------------

    def _ordered(self, plan: Plan, sort: str, limit: int, late: int) -> list[tuple[Any, ...]]:
        if sort == "oldest":
            return self._oldest(plan, limit, late)
        if not late:
            return self._select(plan, "DESC", limit)
        # Late-dated items wait at the end for the next rebuild: they are put in their places here.
        columns = "item.docid, item.record_id, item.day_low, item.kind"
        found = self._select(plan, "DESC", LATE, columns=columns, low=late)
        if self._budget.is_over():
            return []  # what was not come to may belong before what was
        others = self._select(plan, "DESC", limit, columns=columns, high=late - 1)
        found = sorted([*found, *others], key=lambda row: (-(row[2] or 0), row[3], -row[0]))
        if self._budget.is_over():
            found = found[: found.index(others[-1]) + 1] if others else []
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
        if self._budget.is_over():
            return [] if late else dated[:limit]  # what was not come to may belong before what was
        undated = sorted(row for row in found if row[2] is None)
        return (dated + undated)[:limit]

    def _select(
        self, plan: Plan, way: str, limit: int, *, columns: str = _IDS, low: int = 0, high: int = 0
    ) -> list[tuple[Any, ...]]:
        if plan.without:
            return self._in_windows(plan, way, limit, columns, low, high)
        sql, values = self._statement(plan, way, limit, columns=columns, low=low, high=high)
        # Words that seldom stand together keep FTS5 busy between two rows. In stretches of docids it would not be
        # quicker: whatever the bounds, it goes on to the next row there is, and begins each stretch from the end.
        if _ends_with_the_page(plan):
            return self._budget.fetch(self._connection, sql, values)  # even on a slow disk
        return self._run(sql, values, watched=_watched(plan.expression))

    def _spans(self, plan: Plan, way: str, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Docids in stretches, each larger than the one before, as far as the budget goes."""
        first, last = fetch(self._connection, _ENDS)[0]
        high = min(high or plan.high, plan.high or high)
        first, last = max(first, low), min(last, high) if high else last
        size = _FIRST_SPAN
        while first <= last and not self._budget.is_over():
            if way == "DESC":
                yield max(first, last - size + 1), last
                last -= size
            else:
                yield first, min(last, first + size - 1)
                first += size
            size *= 4

    def _statement(
        self, plan: Plan, way: str, limit: int, *, columns: str, low: int = 0, high: int = 0
    ) -> tuple[str, tuple[Any, ...]]:
        driver = _driver(plan)
        source, values = self._source(plan, driver, way, low, high)
        single = [terms for terms in plan.terms if terms is not driver and len(terms.ids) == 1]
        joins = "".join(terms.join(f"m{n}") for n, terms in enumerate(single))
        tests, tested = _tests(plan, driver, *single)
        # In the order of what is found: an order of the whole would look at all of it first.
        sql = f"SELECT {columns} FROM {source}{joins} CROSS JOIN item ON item.docid = found.docid"
        return f"{sql} WHERE {tests} LIMIT {limit:d}", (*values, *(terms.ids[0] for terms in single), *tested)

    def _source(self, plan: Plan, driver: Terms | None, way: str, low: int, high: int) -> tuple[str, tuple[Any, ...]]:
        """The docids that come into question, as a subquery in their order."""
        high = min(high or plan.high, plan.high or high)
        words = plan.expression if driver is None else None
        docid = "rowid" if words else "docid"
        bounds = (f" AND {docid} >= {low:d}" if low else "") + (f" AND {docid} <= {high:d}" if high else "")
        # Without a limit of its own, SQLite would not keep its order.
        if driver is not None:
            sql, values = driver.source(bounds, way)
        elif words is not None:
            sql = f"SELECT rowid AS docid FROM {words.table} WHERE {words.table} MATCH ?{bounds}"
            sql, values = f"{sql} ORDER BY rowid {way} LIMIT -1", (words.text,)
        else:
            sql, values = f"SELECT docid FROM item WHERE 1{bounds} ORDER BY docid {way} LIMIT -1", ()
        return f"({sql}) found", values

    def _in_windows(self, plan: Plan, way: str, limit: int, columns: str, low: int, high: int) -> list[tuple[Any, ...]]:
        """Items without some words: a stretch of docids after the other."""
        tests, tested = _tests(plan, None)
        found: list[tuple[Any, ...]] = []
        for first, last in self._spans(plan, way, low, high):
            span = f"BETWEEN {first:d} AND {last:d}"
            shut = [
                f"found.docid NOT IN (SELECT rowid FROM {e.table} WHERE {e.table} MATCH ? AND rowid {span}"
                f" ORDER BY rowid {way})"
                for e in plan.without
            ]
            where = " AND ".join([f"found.docid {span}", tests, *shut])
            sql = (
                f"SELECT {columns} FROM item AS found CROSS JOIN item ON item.docid = found.docid WHERE {where}"
                f" ORDER BY found.docid {way} LIMIT {limit - len(found):d}"
            )
            found += self._run(sql, (*tested, *(e.text for e in plan.without)), watched=_watched(*plan.without))
            if len(found) >= limit:
                break
        return found

    # -- in the order of an index ---------------------------------------------------------------

    def _by_index(self, node: q.Query, sort: str, today: date, limit: int) -> tuple[list[Any], bool]:
        """As ``_by_date``. Few finds are all put in order; where there are many, the index is walked and tested."""
        plan = self._planner.whole_plan(node, today)
        if plan.nothing:
            return [], False
        index, order = _BY_INDEX[sort]
        driver, words = _driver(plan), plan.expression
        number = self._number(words) if words is not None else 0
        if driver is not None and driver.items <= SMALL:
            source, values = self._source(plan, driver, "DESC", 0, 0)
        elif words is not None and number <= SMALL:
            source, values = self._source(plan, None, "DESC", 0, 0)
            driver = words = None
        else:
            source, values = f"(SELECT docid FROM item INDEXED BY {index} ORDER BY {order} LIMIT -1) found", ()
            driver = None
            order = ""
        tests, tested = _tests(plan, driver, seek=False)
        held = [(words, "", number)] if words is not None else []
        held += [(e, "NOT ", self._number(e)) for e in plan.without]
        where = " AND ".join([tests, *(f"{no}{_member(e, number)}" for e, no, number in held)])
        sql = f"SELECT {_IDS} FROM {source} CROSS JOIN item ON item.docid = found.docid WHERE {where}"
        if order:
            sql += f" ORDER BY {', '.join(f'item.{term}' for term in order.split(', '))}"
        bound = (*values, *tested, *(e.text for e, _no, _number in held))
        watched = _watched(*(e for e, _no, _number in held), plan.expression)
        return self._run(f"{sql} LIMIT {limit + 1:d}", bound, watched=watched), plan.partly

    def _number(self, words: Expression) -> int:
        """How many items words find; of more than can be listed at once, so many."""
        few = f"SELECT 1 FROM {words.table} WHERE {words.table} MATCH ? LIMIT {LISTED + 1}"
        found = self._run(f"SELECT count(*) FROM ({few})", (words.text,), watched=_watched(words))
        return found[0][0] if found else LISTED + 1

    def _run(self, sql: str, values: tuple[Any, ...], *, watched: bool = False) -> list[Any]:
        return self._budget.fetch(self._connection, sql, values, watched=watched, clock=PATIENCE)


def quick(reader: Reader) -> Quick:
    """Quick searches in a snapshot."""
    return Quick(reader.connection, memory_of(reader.connection))


def _driver(plan: Plan) -> Terms | None:
    """The facet values whose items are walked; None where words are walked, or all items."""
    driving = [terms for terms in plan.terms if terms.drives]
    if not driving or plan.without:
        return None
    fewest = min(driving, key=lambda terms: terms.items)
    return fewest if plan.expression is None or fewest.items <= SEEKS else None


def _watched(*words: Expression | None) -> bool:
    """Whether FTS5 may look for a row for long by itself."""
    return any(e is not None and not e.simple for e in words)


def _ends_with_the_page(plan: Plan) -> bool:
    """Whether nearly every row that comes along passes, and the next is never far."""
    driver = _driver(plan)
    if any(terms is not driver for terms in plan.terms) or plan.tests not in ([], [KEPT]):
        return False
    return plan.expression is None or (driver is None and plan.expression.simple)


def _member(words: Expression, number: int) -> str:
    """The test that words find an item: in a list of what they find or, where that is long, by asking for each."""
    if number <= LISTED:
        return f"found.docid IN (SELECT rowid FROM {words.table} WHERE {words.table} MATCH ?)"
    return f"EXISTS (SELECT 1 FROM {words.table} WHERE {words.table} MATCH ? AND rowid = found.docid)"


def _tests(plan: Plan, driver: Terms | None, *joined: Terms, seek: bool = True) -> tuple[str, list[Any]]:
    """What each docid that comes along must pass, with the values: what needs no more than the docid first."""
    tests: list[str] = []
    values: list[Any] = []
    for terms in plan.terms:
        if terms is not driver and terms not in joined:
            sql, ids = terms.test()
            tests.append(sql)
            values.extend(ids)
    if plan.expression is not None and driver is not None and seek:
        tests.append(_member(plan.expression, LISTED + 1))
        values.append(plan.expression.text)
    return " AND ".join([*tests, *plan.tests]) or "1", [*values, *plan.values]
