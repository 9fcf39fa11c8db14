"""Dates in a query as conditions: publication days of items, moments of records, terms of rights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from archive_app.domain import dates
from archive_app.domain import query as q
from archive_app.store import tables as t

Condition = sa.ColumnElement[bool]
_i = t.item.c

_DAY = timedelta(days=1)

Days = tuple[date | None, date | None] | None


TermIds = Callable[[q.Clause], list[int] | None]
_BY_ROW: ContextVar[TermIds | None] = ContextVar("by_row", default=None)


@contextmanager
def row_by_row(term_ids: TermIds) -> Iterator[None]:
    """Conditions made meanwhile judge one item at a time; others find all that they mean before the first row.

    Args:
        term_ids: The facet values that a clause means.
    """
    token = _BY_ROW.set(term_ids)
    try:
        yield
    finally:
        _BY_ROW.reset(token)


def judged_by_row() -> TermIds | None:
    """What knows facet values while conditions are made for one item at a time; None otherwise."""
    return _BY_ROW.get()


def among(column: Any, statement: sa.Select[Any]) -> Condition:
    """Items whose column has one of the values that a statement on other tables selects."""
    if _BY_ROW.get() is not None:
        return statement.where(statement.selected_columns[0] == column).correlate(t.item).exists()
    found: Condition = column.in_(statement)
    return found


def records(statement: sa.Select[Any]) -> Condition:
    """Items of the record ids that a statement selects."""
    return among(_i.record_id, statement)


def spans(operator: str, value: q.Value | q.Range, today: date) -> Days:
    """The days from-to (inclusive, None open) that a date value with its operator admits; None for none."""
    if isinstance(value, q.Range):
        low = dates.query_span(value.low, today) if value.low else (None, None)
        high = dates.query_span(value.high, today) if value.high else (None, None)
        return None if low is None or high is None else (low[0], high[1])
    old = dates.age(value.text)
    if old is not None:
        # added:<7d is younger than seven days; a date still to come (expires:<90d) is nearer than ninety.
        past, future = _moved(today, -old), _moved(today, old)
        return (past, future) if operator in {"<", "<=", ":"} else (None, past)
    span = dates.query_span(value.text, today)
    if span is None:
        return None
    first, last = span
    match operator:
        case ">":
            return (last + _DAY, None) if last and last < date.max else None
        case ">=":
            return (first, None)
        case "<":
            return (None, first - _DAY) if first and first > date.min else None
        case "<=":
            return (None, last)
        case _:
            return span


def _moved(day: date, by: timedelta) -> date:
    """The day so much later or earlier, or the last or first there is."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def _published(days: Days) -> Condition:
    if days is None:
        return sa.false()
    return _overlaps(_i.day_low, _i.day_high, days)


def _overlaps(first: Any, last: Any, days: tuple[date | None, date | None]) -> Condition:
    """Times from ``first`` to ``last`` that touch ``days``; an end that is open (NULL) reaches any day."""
    low, high = days
    parts: list[Any] = [sa.or_(first.is_not(None), last.is_not(None))]
    if low:
        parts.append(sa.or_(last >= low.toordinal(), last.is_(None)))
    if high:
        parts.append(sa.or_(first <= high.toordinal(), first.is_(None)))
    return sa.and_(*parts)


def _moment(column: Any, days: Days) -> Condition:
    if days is None:
        return sa.false()
    low, high = days
    parts: list[Any] = [column != ""]
    if low:
        parts.append(column >= _begins(low))
    if high and high < date.max:
        parts.append(column < _begins(high + _DAY))
    return sa.and_(*parts)


def at_moment(name: str, operator: str, value: q.Value | q.Range) -> Condition | None:
    """The condition of ``added:>2024-05-03T17:20``, a time of the day; None for values that are whole days."""
    column = {"added": _i.added, "modified": _i.modified}.get(name)
    if column is None:
        return None
    if isinstance(value, q.Range):
        low, high = _moment_of(value.low), _moment_of(value.high)
        if not (low or high) or (value.low and not low) or (value.high and not high):
            return None
        return sa.and_(column != "", column >= low if low else sa.true(), column <= high if high else sa.true())
    moment = _moment_of(value.text)
    if not moment:
        return None
    tests = {">": column > moment, ">=": column >= moment, "<": column < moment, "<=": column <= moment}
    return sa.and_(column != "", tests.get(operator, column == moment))


def _moment_of(text: str) -> str:
    """A date with a time as records keep moments; "" for any other text. Without a zone it is this computer's."""
    if "t" not in text.casefold() or ":" not in text:
        return ""
    try:
        moment = datetime.fromisoformat(text.upper())
        return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return ""


def _begins(day: date) -> str:
    """The moment, as records keep it (UTC), at which a day begins on the archivist's own calendar."""
    try:
        moment = datetime.combine(day, time.min).astimezone(UTC)
    except (OverflowError, ValueError, OSError):  # a year that the system's calendar does not reach
        return day.isoformat()
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def in_rights(test: Any) -> Condition:
    """Works with a current statement that passes ``test`` (on its columns or its grants')."""
    s, g = t.rights_statement.c, t.rights_grant.c
    granted = sa.select(s.work_id).select_from(
        t.rights_statement.join(t.record, t.record.c.id == s.id).outerjoin(t.rights_grant, g.record_id == s.id)
    )
    return records(granted.where(s.status == "current", t.record.c.deleted == "", test))


def edtf_column(column: Any, days: Days) -> Condition:
    """EDTF texts that can mean a day within ``days``."""
    if days is None:
        return sa.false()
    return sa.and_(column != "", _overlaps(sa.func.edtf_low(column), sa.func.edtf_high(column), days))


DATES: dict[str, Callable[[Days], Condition]] = {
    "date": _published,
    "added": lambda days: _moment(_i.added, days),
    "modified": lambda days: _moment(_i.modified, days),
    "taken": lambda days: records(sa.select(t.photo.c.id).where(edtf_column(t.photo.c.taken, days))),
    "expires": lambda days: in_rights(edtf_column(t.rights_grant.c.ends, days)),
    "embargo": lambda days: in_rights(edtf_column(t.rights_statement.c.embargo_until, days)),
}
