"""EDTF dates as other standards want them: cut to what is exactly known, or with a word that it is about right.

Only MODS has a place that takes EDTF; anywhere else "2024-04-06~" is an error to its reader (standards.md §9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive_app.domain.dates import PartialDate, Point, latest, parse

_SECONDS = re.compile(r"\d\d:\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class PlainDate:
    """A date without EDTF's signs.

    Attributes:
        text: "2024", "2024-04", "2024-04-06" or "2024-04-06T09:30:00Z"; "" where not even the year is known.
        exact: Whether that is all the catalogue's date says.
        circa: Whether it is about right or in doubt.
    """

    text: str = ""
    exact: bool = True
    circa: bool = False

    @property
    def day(self) -> str:
        """The date without its time of day."""
        return self.text[:10]

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month and day as numbers, as far as they are known."""
        return tuple(int(part) for part in self.day.split("-")) if self.text else ()

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return len(self.text) >= 10

    def moment(self, *, last: bool = False) -> str:
        """A moment in UTC for standards that take nothing less; midnight where no time is known.

        Args:
            last: The last second of the day instead of the first.
        """
        if not self.is_day:
            return ""
        if len(self.text) > 10:
            return self.text if re.search(r"(?:Z|[+-]\d\d:\d\d)$", self.text) else f"{self.text}Z"
        return f"{self.text}T{'23:59:59' if last else '00:00:00'}Z"


def plain_date(edtf: str) -> PlainDate:
    """The date that can be written without EDTF; of an interval its beginning."""
    parsed = parse(edtf) if edtf else None
    if parsed is None or not parsed.points:
        return PlainDate("", not edtf)
    text = _point(parsed.points[0])
    return PlainDate(text, _is_whole(parsed, text), parsed.approximate or parsed.uncertain)


def last_day(edtf: str) -> str:
    """The last day that a term may mean, as YYYY-MM-DD; "" for an open or unknown one."""
    day = latest(edtf) if edtf else None
    return day.isoformat() if day is not None else ""


def _is_whole(parsed: PartialDate, text: str) -> bool:
    return parsed.kind == "date" and not parsed.start and not parsed.end and parsed.edtf == text


def _point(point: Point) -> str:
    if point.year is None or not 1 <= point.year <= 9999:
        return ""
    text = f"{point.year:04d}"
    if point.month is None or point.season:
        return text
    text += f"-{point.month:02d}"
    if point.day is None:
        return text
    text += f"-{point.day:02d}"
    return f"{text}T{point.time}" if point.time and _SECONDS.match(point.time) else text
