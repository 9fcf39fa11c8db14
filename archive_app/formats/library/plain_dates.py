"""EDTF for formats that do not know it: the plain ISO part, and what it leaves out (standards.md, trap 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive_app.domain.edtf import PartialDate, Point, parse

NOTE = "Date as recorded (EDTF): "
"""How the free text begins that carries a date which the format's own element cannot."""

_ZONED = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class PlainDate:
    """A date for a format without EDTF.

    Attributes:
        edtf: As recorded.
        plain: Year, month, day or moment as W3CDTF writes it; for an interval both ends with a slash; "" where
            nothing certain is left (197X).
        low, high: The ends of an interval, each plain; both are ``plain`` for a single date, "" where open.
        approximate, uncertain: As in the record.
        interval: Whether it spans from one date to another.
    """

    edtf: str
    plain: str
    low: str
    high: str
    approximate: bool = False
    uncertain: bool = False
    interval: bool = False

    @property
    def exact(self) -> bool:
        """Whether the plain form says all that is recorded."""
        return self.plain == self.edtf

    @property
    def single(self) -> bool:
        """Whether the plain form is one date of W3CDTF."""
        return bool(self.plain) and not self.interval

    @property
    def qualifier(self) -> str:
        """MODS's word for the doubt: "approximate", "questionable" or ""."""
        return "approximate" if self.approximate else "questionable" if self.uncertain else ""


def plain_date(edtf: str) -> PlainDate:
    """The plain form of an EDTF string; a string that is none has no plain form."""
    parsed = parse(edtf)
    if parsed is None:
        return PlainDate(edtf, "", "", "")
    if parsed.kind == "date":
        plain = _plain(parsed.points[0])
        return PlainDate(edtf, plain, plain, plain, parsed.approximate, parsed.uncertain)
    low, high = _ends(parsed)
    plain = f"{low}/{high}" if parsed.kind == "interval" and low and high else ""
    return PlainDate(edtf, plain, low, high, parsed.approximate, parsed.uncertain, interval=True)


def _ends(parsed: PartialDate) -> tuple[str, str]:
    points = [_plain(point) for point in parsed.points]
    low = "" if parsed.start or not points else points[0]
    high = "" if parsed.end or not points else points[-1]
    return low, high


def _plain(point: Point) -> str:
    year, month, day = point.pattern
    if not re.fullmatch(r"\d{4}", year):
        return ""
    if point.season or not month.isdigit():
        return year
    if not day.isdigit():
        return f"{year}-{month}"
    moment = f"T{point.time}" if _ZONED.fullmatch(point.time) else ""
    return f"{year}-{month}-{day}{moment}"


def recorded(texts: list[str] | tuple[str, ...]) -> str:
    """The EDTF date that one of the texts carries as a note; "" when none does."""
    return next((text.removeprefix(NOTE).strip() for text in texts if text.startswith(NOTE)), "")
