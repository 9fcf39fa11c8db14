"""Whether one grant covers one use: each constraint is met, not met or not known (rights.md §2, rule 6).

Dates are read as spans: a term given as a month ends with the month, and a date marked "about" is in
doubt for one unit of its own precision on either side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from archive_app.domain import dates
from archive_app.domain.rights import Grant, Use

# Uses that stay inside the archive (rights-vocabulary, "outward"); whatever is not listed goes outside.
INWARD_ACTIONS = frozenset({"consult", "archive", "data_mining"})
EUROPEAN_UNION = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905 - codes read better so
)
_FUZZ = {"day": 7, "time": 7, "month": 31, "season": 92, "year": 366}


class Met(IntEnum):
    """Three values, worst first."""

    NO = 0
    UNKNOWN = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One constraint that is not plainly met: its reason code and what it asks for."""

    met: Met
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A boundary in time with its doubt: surely before ``low``, surely at or after ``high``.

    Both None: the date cannot be read, so nothing is sure.
    """

    low: date | None
    high: date | None

    def reached(self, day: date) -> Met:
        """Whether the boundary has been reached on a day."""
        if self.low is None or self.high is None:
            return Met.UNKNOWN
        if day < self.low:
            return Met.NO
        return Met.YES if day >= self.high else Met.UNKNOWN

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which the answer of ``reached`` changes."""
        return tuple(day for day in (self.low, self.high) if day is not None)


def outward(use: Use) -> bool:
    """Whether a use leaves the archive: neither the reading room nor a preservation copy."""
    return use.action not in INWARD_ACTIONS


def start_of(edtf: str) -> When:
    """When something that begins on a date has begun: a month begins with its first day."""
    low, high, doubtful = _span(edtf)
    return When(low, high if doubtful else low)


def end_of(edtf: str) -> When:
    """When a term that lasts to a date is over: the day after its last day; a month ends with the month."""
    low, high, doubtful = _span(edtf)
    over = _shift(high, 1)
    return When(_shift(low, 1) if doubtful else over, over)


def until(edtf: str) -> When:
    """When an embargo until a date is over: on that day; some time within a month that is all that is stated."""
    low, high, _ = _span(edtf)
    parsed = dates.parse(edtf)
    if parsed is not None and parsed.points and parsed.points[0].time.strip("0:Z+-.") and high is not None:
        high = _shift(high, 1)  # the hour counts, a day cannot tell it
    return When(low, high)


def boundaries(grant: Grant) -> Iterator[date]:
    """The days on which the grant may begin or cease to cover a use."""
    if grant.starts:
        yield from start_of(grant.starts).days
    if grant.ends:
        yield from end_of(grant.ends).days


def permits(grant: Grant, use: Use, day: date) -> tuple[Finding, ...]:
    """What keeps a permission from covering a use; nothing when every constraint is met."""
    found = [
        Finding(_listed(grant.purpose, use.purpose), "purpose", ", ".join(grant.purpose)),
        Finding(_listed(grant.channel, use.channel), "channel", ", ".join(grant.channel)),
        Finding(_covers(grant, use.territory), "territory", _territory_words(grant)),
        Finding(_listed(grant.audience, use.audience), "no_permission", ", ".join(grant.audience)),
        Finding(_fits(grant.max_size, use.size), "no_permission", grant.max_size),
    ]
    if grant.starts:
        found.append(Finding(start_of(grant.starts).reached(day), "permission_not_yet", grant.starts))
    if grant.ends:
        found.append(Finding(Met(2 - end_of(grant.ends).reached(day)), "permission_expired", grant.ends))
    if grant.max_uses is not None and grant.uses_so_far >= grant.max_uses:
        found.append(Finding(Met.NO, "uses_exhausted", str(grant.max_uses)))
    return tuple(finding for finding in found if finding.met is not Met.YES)


def prohibits(grant: Grant, use: Use, day: date) -> tuple[Met, tuple[str, ...]]:
    """Whether a prohibition hits a use, and by which constraints ("channel", "territory"…).

    A prohibition hits what it touches: a use of the whole world touches every country.
    """
    results = {
        "purpose": _listed(grant.purpose, use.purpose),
        "channel": _listed(grant.channel, use.channel),
        "territory": _touches(grant, use.territory),
        "audience": _listed(grant.audience, use.audience),
        "from": start_of(grant.starts).reached(day) if grant.starts else Met.YES,
        "to": Met(2 - end_of(grant.ends).reached(day)) if grant.ends else Met.YES,
    }
    stated = {
        "purpose": grant.purpose, "channel": grant.channel, "territory": grant.territory or grant.territory_except,
    }  # fmt: skip
    return min(results.values()), tuple(name for name, value in stated.items() if value)


def _span(edtf: str) -> tuple[date | None, date | None, bool]:
    """First day, last day, and whether the day itself is in doubt (not merely stated as a month or a year)."""
    parsed = dates.parse(edtf)
    low, high = dates.earliest(edtf), dates.latest(edtf)
    if parsed is None or low is None or high is None:
        return None, None, True
    doubtful = parsed.kind != "date" or any("X" in part for part in parsed.points[0].pattern)
    if parsed.approximate or parsed.uncertain:
        fuzz = max(_FUZZ[point.precision] for point in parsed.points)
        return _shift(low, -fuzz), _shift(high, fuzz), True
    return low, high, doubtful


def _shift(day: date | None, by: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return day


def _listed(allowed: tuple[str, ...], asked: str) -> Met:
    if not allowed:
        return Met.YES
    if not asked:
        return Met.UNKNOWN
    return Met.YES if asked.casefold() in {one.casefold() for one in allowed} else Met.NO


def _countries(codes: tuple[str, ...]) -> tuple[frozenset[str], bool]:
    """The countries meant, and whether every code was understood."""
    found: set[str] = set()
    understood = True
    for code in codes:
        name = {"UK": "GB", "EL": "GR"}.get(code.strip().upper(), code.strip().upper())
        if name == "EU":
            found |= EUROPEAN_UNION
        elif name == "WORLD" or (len(name) == 2 and name.isascii() and name.isalpha()):
            found.add(name)
        else:
            understood = False
    return frozenset(found), understood


def _asked(territory: str) -> tuple[frozenset[str], bool]:
    return _countries(tuple(territory.replace(",", " ").split()))


def _covers(grant: Grant, territory: str) -> Met:
    """Whether a permission reaches everywhere the use goes."""
    if not grant.territory and not grant.territory_except:
        return Met.YES
    asked, clear = _asked(territory)
    if not asked or not clear:
        return Met.UNKNOWN
    allowed, allowed_clear = _countries(grant.territory)
    excluded, excluded_clear = _countries(grant.territory_except)
    if excluded & asked or (excluded and "WORLD" in asked):
        return Met.NO
    if grant.territory and "WORLD" not in allowed and not asked <= allowed:
        return Met.NO if allowed_clear else Met.UNKNOWN
    return Met.YES if excluded_clear else Met.UNKNOWN


def _touches(grant: Grant, territory: str) -> Met:
    """Whether a prohibition reaches anywhere the use goes."""
    if not grant.territory and not grant.territory_except:
        return Met.YES
    asked, clear = _asked(territory)
    if not asked or not clear:
        return Met.UNKNOWN
    forbidden, forbidden_clear = _countries(grant.territory)
    free, free_clear = _countries(grant.territory_except)
    if grant.territory and "WORLD" not in forbidden and "WORLD" not in asked and not asked & forbidden:
        return Met.NO if forbidden_clear else Met.UNKNOWN
    if free and "WORLD" not in asked and asked <= free:
        return Met.NO
    return Met.YES if free_clear else Met.UNKNOWN


def _territory_words(grant: Grant) -> str:
    inside = ", ".join(grant.territory)
    outside = ", ".join(grant.territory_except)
    return f"{inside or 'WORLD'} − {outside}" if outside else inside


def _fits(limit: str, size: str) -> Met:
    """Whether a size keeps to a limit, both as "800", "800 px" or "800x600". An unstated size can still keep to it."""
    if not limit or not size:
        return Met.YES
    allowed, asked = _numbers(limit), _numbers(size)
    if not allowed or not asked or len(allowed) != len(asked):
        return Met.UNKNOWN
    return Met.YES if all(a <= b for a, b in zip(asked, allowed, strict=True)) else Met.NO


def _numbers(text: str) -> list[int]:
    digits = "".join(c if c.isascii() and c.isdigit() else " " for c in text)
    return [int(number) for number in digits.split()]
