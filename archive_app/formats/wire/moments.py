"""Dates as feeds, wires and bibliographies write them, as EDTF."""

from __future__ import annotations

import re

from archive_app.domain.dates import from_typed, is_valid
from archive_app.formats.reading.html.dates import machine_day

_PARTIAL = re.compile(r"(?P<y>[12]\d{3})(?:[-/:.]?(?P<m>\d\d))?(?:[-/:.]?(?P<d>\d\d))?(?![\d])")
_CLOCK = re.compile(
    r"[T ]\s*(?P<h>[0-2]\d):?(?P<min>[0-5]\d)(?::?(?P<s>[0-5]\d))?(?:[.,]\d+)?\s*(?P<zone>Z|[+-]\d\d:?(?:\d\d)?)?"
)
_DAY_FIRST = re.compile(r"(?<!\d)\d{1,2}\s+[A-Za-z]{3}")


def day_of(text: str) -> str:
    """The day, month or year in a machine's date as EDTF; "" when there is none.

    Takes ISO 8601 in any precision, the compact forms of NITF and IIM (``20170700`` is July 2017), EXIF's colons,
    RFC 822, seconds since 1970, EDTF, and what a person would type.
    """
    value = " ".join(text.split())[:80]
    if not value:
        return ""
    if is_valid(value) and ":" not in value:
        return value
    found = None if _DAY_FIRST.match(value) else _PARTIAL.match(value)
    whole = found is not None and (found.end() == len(value) or value[found.end()] in "T tZ+-")
    if found and whole and (partial := _valid(found["y"], found["m"], found["d"])):
        return partial
    day = machine_day(value)
    return day.isoformat() if day else (from_typed(value) or "")


def moment_of(text: str) -> str:
    """As ``day_of``, with the time of day where one is stated to the minute or better."""
    value = " ".join(text.split())[:80]
    day = day_of(value)
    clock = _CLOCK.search(value) if len(day) == 10 else None
    if clock is None or clock.start() < 8:
        return day
    zone = clock["zone"] or ""
    if zone and zone != "Z":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    whole = f"{day}T{clock['h']}:{clock['min']}:{clock['s'] or '00'}{zone}"
    return whole if is_valid(whole) else day


def _valid(year: str, month: str | None, day: str | None) -> str:
    if month in (None, "00"):
        return year if is_valid(year) else ""
    if day in (None, "00"):
        text = f"{year}-{month}"
        return text if is_valid(text) and int(month or 0) <= 12 else ""
    text = f"{year}-{month}-{day}"
    return text if is_valid(text) else ""
