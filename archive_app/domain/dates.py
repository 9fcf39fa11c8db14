"""Partial and uncertain dates: the one door to reading, ordering, showing and typing them.

Dates that describe the world are stored as EDTF strings (``domain.edtf``). This module gathers what the
rest of the program needs, and adds the date words of the search language (search.md §1.4).
"""

from __future__ import annotations

from datetime import date, timedelta

from archive_app.domain.date_display import display
from archive_app.domain.date_finder import FoundDate, from_typed, read_date
from archive_app.domain.date_relative import age_of, calendar_step, day_step
from archive_app.domain.edtf import PartialDate, Point, earliest, is_valid, latest, parse, sort_key

__all__ = [
    "FoundDate",
    "PartialDate",
    "Point",
    "age",
    "display",
    "earliest",
    "from_typed",
    "is_valid",
    "latest",
    "parse",
    "query_span",
    "read_date",
    "sort_key",
]

Span = tuple[date | None, date | None]

_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def query_span(text: str, today: date) -> Span | None:
    """The first and last day that a date in the search box covers.

    Takes ``2021``, ``2021-03``, ``2021-03-05``, any other EDTF ("197X", "2019/2021", "2020/.."), ``today``,
    ``yesterday``, ``last month``, ``this year`` in five languages, and what a form field takes ("March 1978").

    Args:
        text: The value as typed, without its quotation marks.
        today: The day that relative words count from.

    Returns:
        Both days inclusive, None on an open side; None instead of a span when the text is no date, or a
        date whose year is not known.
    """
    days = day_step(text)
    if days is not None:
        return today + timedelta(days=days), today + timedelta(days=days)
    relative = calendar_step(text)
    if relative is not None:
        return _calendar_unit(today, *relative)
    edtf = from_typed(text)
    parsed = parse(edtf) if edtf else None
    if parsed is None or edtf is None or not parsed.has_year:
        return None
    first, last = earliest(edtf), latest(edtf)
    return None if first is None and last is None else (first, last)


def age(text: str) -> timedelta | None:
    """How long ``7d``, ``2w``, ``3m``, ``1y`` is, for ``added:<7d``; None for anything else.

    A month counts 30 days and a year 365: an age is a rough measure, a calendar month is "last month".
    """
    found = age_of(text)
    return None if found is None else timedelta(days=found[0] * _UNIT_DAYS[found[1]])


def _calendar_unit(today: date, unit: str, step: int) -> Span:
    """This, the last or the next week (from Monday), month or year."""
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return date(today.year + step, 1, 1), date(today.year + step, 12, 31)
    months = today.year * 12 + today.month - 1 + step
    first = date(months // 12, months % 12 + 1, 1)
    following = months + 1
    return first, date(following // 12, following % 12 + 1, 1) - timedelta(days=1)
