"""Reads Extended Date/Time Format (ISO 8601-2, Library of Congress edition of 2019), levels 0 to 2.

The forms offered to people are those of level 0 and 1; level 2 is accepted because other catalogues
send it and because ``XXXX-10-05`` (a day whose year nobody printed) belongs to it. Bounds are days as
``(year, month, day)``, since Python's own dates end at the years 1 and 9999.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

Day = tuple[int, int, int]

_QUALIFIER = r"[?~%]?"
_POINT = re.compile(
    rf"(?P<q1>{_QUALIFIER})(?P<year>-?[0-9X]{{4}}|Y-?[1-9][0-9]{{0,9}}(?:E[1-9])?)(?:S(?P<digits>[1-9]))?(?P<q2>{_QUALIFIER})"
    rf"(?:-(?P<q3>{_QUALIFIER})(?P<month>[0-9X]{{2}})(?P<q4>{_QUALIFIER})"
    rf"(?:-(?P<q5>{_QUALIFIER})(?P<day>[0-9X]{{2}})(?P<q6>{_QUALIFIER}))?)?",
    re.ASCII,
)
_TIME = re.compile(
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<zh>[0-9]{2})(?::?(?P<zm>[0-9]{2}))?)?",
    re.ASCII,
)
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Seasons, quarters, quadrimesters and semesters of level 1 and 2: code -> first and last month. Seasons
# without a hemisphere are read as northern; winter is kept within its year, as the known libraries do.
_PARTS_OF_YEAR: dict[int, tuple[int, int]] = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 12),
    29: (9, 11), 30: (12, 12), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One date, perhaps partial: a year, a month, a day, a season, with digits missing or in doubt.

    Attributes:
        year, month, day: What is exactly known; None where it is not stated or has an X in it.
        season: 21 to 41 for a part of a year, else 0.
        low, high: First and last day it can mean; None when the year is not known at all.
        approximate: "about" (``~``, ``%``, significant digits).
        uncertain: "perhaps" (``?``, ``%``).
        precision: "year", "month", "day", "season" or "time": how fine the statement is meant to be.
        pattern: Year, month, day as written, X included, without qualifiers; "" where absent.
        time: Time of day as written, "" when none.
    """

    year: int | None
    month: int | None
    day: int | None
    season: int
    low: Day | None
    high: Day | None
    approximate: bool
    uncertain: bool
    precision: str
    pattern: tuple[str, str, str]
    time: str = ""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as a catalogue knows it.

    Attributes:
        edtf: The string as stored.
        kind: "date" (one point), "interval" (``a/b``), "one_of" (``[a,b]``) or "all_of" (``{a,b}``).
        points: The dates named, in the order written.
        start, end: For open intervals and sets: "open" (``..``) or "unknown" (nothing before or after the slash).
    """

    edtf: str
    kind: str
    points: tuple[Point, ...]
    start: str = ""
    end: str = ""

    @property
    def low(self) -> Day | None:
        """The first day it can mean, or None when there is none (open, or year not known)."""
        lows = [point.low for point in self.points if point.low is not None]
        return None if self.start or len(lows) < len(self.points) or not lows else min(lows)

    @property
    def high(self) -> Day | None:
        """The last day it can mean, or None when there is none."""
        highs = [point.high for point in self.points if point.high is not None]
        return None if self.end or len(highs) < len(self.points) or not highs else max(highs)

    @property
    def approximate(self) -> bool:
        """Whether any part is only "about" right."""
        return any(point.approximate for point in self.points)

    @property
    def uncertain(self) -> bool:
        """Whether any part is in doubt."""
        return any(point.uncertain for point in self.points)

    @property
    def has_year(self) -> bool:
        """Whether at least the century is known: False for ``XXXX-10-05``."""
        return any(point.low is not None for point in self.points)

    @property
    def exact(self) -> bool:
        """Whether it is one certain day."""
        return self.low is not None and self.low == self.high and not (self.approximate or self.uncertain)


@lru_cache(maxsize=4096)
def parse(edtf: str) -> PartialDate | None:
    """The date that an EDTF string states, or None when it is not EDTF of level 0 to 2."""
    text = edtf.strip()
    if len(text) > 1 and (text[0], text[-1]) in {("[", "]"), ("{", "}")}:
        return _set(edtf, text)
    if "/" in text:
        return _interval(edtf, text)
    point = _point(text)
    return None if point is None else PartialDate(edtf, "date", (point,))


def is_valid(edtf: str) -> bool:
    """Whether the string may be stored as a date. "" (not stated) is no date."""
    return parse(edtf) is not None


def earliest(edtf: str) -> date | None:
    """The first day the date can mean; None when open, without a year, before year 1, or not EDTF."""
    parsed = parse(edtf)
    return None if parsed is None else as_date(parsed.low)


def latest(edtf: str) -> date | None:
    """The last day the date can mean; a month ends with the month. None as in ``earliest``."""
    parsed = parse(edtf)
    return None if parsed is None else as_date(parsed.high)


def sort_key(edtf: str) -> str:
    """A text that sorts as the dates do: by first day, then by last.

    Undated records, unreadable dates and dates without a year have the key "", which sorts before every
    date: first in "oldest first", last in "newest first". An interval open at the start sorts at its end.
    """
    parsed = parse(edtf)
    if parsed is None:
        return ""
    lows = [point.low for point in parsed.points if point.low is not None]
    highs = [point.high for point in parsed.points if point.high is not None]
    if not lows or not highs:
        return ""
    low = max(highs) if parsed.start else min(lows)
    high = (10**18, 12, 31) if parsed.end else max(highs)
    return f"{_day_key(low)}/{_day_key(high)}"


def as_date(day: Day | None) -> date | None:
    """A Python date, or None where Python has none."""
    return None if day is None or not 1 <= day[0] <= 9999 else date(*day)


def days_in(year: int, month: int) -> int:
    """The number of days of a month in the proleptic Gregorian calendar, also before year 1."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _MONTH_DAYS[month - 1]


def _day_key(day: Day) -> str:
    year, month, day_of_month = day
    if 0 <= year <= 9999:
        return f"{year:04d}-{month:02d}-{day_of_month:02d}"
    # "-" sorts before every digit and "Y" after them; years before 0 count backwards.
    return (
        f"Y{year:020d}-{month:02d}-{day_of_month:02d}"
        if year > 0
        else f"-{10**18 + year:019d}-{month:02d}-{day_of_month:02d}"
    )


def _set(edtf: str, text: str) -> PartialDate | None:
    points: list[Point] = []
    start = end = ""
    for item in text[1:-1].split(","):
        low, dots, high = item.strip().partition("..")
        if dots and not low:
            start = "open"
        if dots and not high:
            end = "open"
        for part in (low, high):
            if part:
                point = _point(part.strip())
                if point is None:
                    return None
                points.append(point)
        if not low and not high:
            return None
    return PartialDate(edtf, "one_of" if text[0] == "[" else "all_of", tuple(points), start, end)


def _interval(edtf: str, text: str) -> PartialDate | None:
    ends = text.split("/")
    if len(ends) != 2 or not any(ends):
        return None
    states = {"..": "open", "": "unknown"}
    points = [_point(part) for part in ends if part not in states]
    known = [point for point in points if point is not None]
    if len(known) < len(points):
        return None
    if len(known) == 2 and known[0].low and known[1].high and known[0].low > known[1].high:
        return None
    return PartialDate(edtf, "interval", tuple(known), states.get(ends[0], ""), states.get(ends[1], ""))


def _point(text: str) -> Point | None:
    day_text, _, time = text.partition("T")
    match = _POINT.fullmatch(day_text)
    if match is None:
        return None
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    if (
        year == "-0000"
        or (time and not (len(day) == 2 and "X" not in day_text and _is_time(time)))
        or text.endswith("T")
    ):
        return None
    if year.startswith("Y"):
        mantissa, _, exponent = year[1:].partition("E")
        if month or abs(int(mantissa)) * 10 ** int(exponent or 0) < 10000:
            return None
    marks = "".join(match[f"q{n}"] or "" for n in range(1, 7))
    season = int(month) if month.isdigit() and int(month) in _PARTS_OF_YEAR and not day else 0
    low, high = _bounds(year, month, day, season)
    if low is None or high is None:
        return None
    known = year.strip("-") != "XXXX"
    return Point(
        year=low[0] if "X" not in year else None,
        month=int(month) if month.isdigit() and not season else None,
        day=int(day) if day.isdigit() else None,
        season=season,
        low=low if known else None,
        high=high if known else None,
        approximate="~" in marks or "%" in marks or match["digits"] is not None,
        uncertain="?" in marks or "%" in marks,
        precision="time" if time else "season" if season else "day" if day else "month" if month else "year",
        pattern=(year, month, day),
        time=time,
    )


def _is_time(text: str) -> bool:
    match = _TIME.fullmatch(text)
    if match is None:
        return False
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if not (hour < 24 or (hour == 24 and minute == second == 0)) or minute > 59 or second > 59:
        return False
    if match["sign"] is None:
        return True
    offset = int(match["zh"]) * 60 + int(match["zm"] or 0)
    # ISO 8601 has no negative zero; the earth's zones run from -12:00 to +14:00.
    limit = 14 * 60 if match["sign"] == "+" else 12 * 60
    return offset <= limit and int(match["zm"] or 0) < 60 and not (match["sign"] == "-" and offset == 0)


def _bounds(year: str, month: str, day: str, season: int) -> tuple[Day | None, Day | None]:
    return _first_day(year, month, day, season, last=False), _first_day(year, month, day, season, last=True)


def _first_day(year: str, month: str, day: str, season: int, *, last: bool) -> Day | None:
    """The first (or last) day that exists and fits the pattern."""
    for y in _years(year, last=last):
        if season:
            first, final = _PARTS_OF_YEAR[season]
            return (y, final, days_in(y, final)) if last else (y, first, 1)
        for m in _fitting(month, 12, last=last):
            for d in _fitting(day, days_in(y, m), last=last):
                return (y, m, d)
        if day != "29" and "X" in year:
            return None  # only the 29th of February depends on the year
    return None


def _years(pattern: str, *, last: bool) -> Iterator[int]:
    if pattern.startswith("Y"):
        mantissa, _, exponent = pattern[1:].partition("E")
        yield int(mantissa) * 10 ** int(exponent or 0)
        return
    if "X" not in pattern:
        yield int(pattern)
        return
    sign = -1 if pattern.startswith("-") else 1
    digits = "9876543210" if last == (sign > 0) else "0123456789"
    for combination in product(*(digits if c == "X" else c for c in pattern.lstrip("-"))):
        yield sign * int("".join(combination))


def _fitting(pattern: str, limit: int, *, last: bool) -> Iterator[int]:
    if pattern.isdigit():
        if 1 <= int(pattern) <= limit:
            yield int(pattern)
        return
    numbers = range(limit, 0, -1) if last else range(1, limit + 1)
    for number in numbers:
        if not pattern or all(p in ("X", c) for p, c in zip(pattern, f"{number:02d}", strict=True)):
            yield number
