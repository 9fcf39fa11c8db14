"""Results in groups under headings: what they may be grouped by, and one group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from archive_app.i18n import mark

GROUPINGS: Final = {
    "type": mark("Type"), "rights": mark("Rights"), "publisher": mark("Publisher"), "agency": mark("Agency"),
    "year": mark("Year"), "month": mark("Month"), "language": mark("Language"), "reviewed": mark("Reviewed"),
}  # fmt: skip
"""What results may be grouped by, by the name that the command line takes."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and how many results stand under it; ``value`` is what a facet or date of the query calls it."""

    value: str
    label: str
    count: int


def starts(groups: tuple[Group, ...]) -> list[int]:
    """The row at which each group begins."""
    found, at = [], 0
    for group in groups:
        found.append(at)
        at += group.count
    return found
