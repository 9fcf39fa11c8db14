"""The rights queue: works whose rights somebody should look at, by what is the matter with them (ux.md §9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive_app.domain.dates import latest
from archive_app.domain.rights import RightsStatement, Use
from archive_app.domain.verdict_reasons import holders_differ
from archive_app.i18n import mark, tr
from archive_app.operations import clearance, find
from archive_app.operations.find import today
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive

SOON = 90
"""Days ahead that "expiring" looks (ux.md §9)."""

LABELS = {
    "unknown": mark("Rights not known"),
    "expiring": mark("Expiring soon"),
    "disputed": mark("Disputed"),
    "review": mark("Review overdue"),
    "credit": mark("Credit to print is missing"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One part of the queue.

    Attributes:
        key: One of ``LABELS``.
        works: Ids, the most urgent first.
        query: What finds the same in the search box; "" where no query can.
    """

    key: str
    works: tuple[int, ...]
    query: str = ""

    @property
    def label(self) -> str:
        """What the part is called."""
        return tr(LABELS[self.key])


def queue(
    archive: Archive, *, within_days: int = SOON, use: Use | None = None, progress: Progress | None = None
) -> tuple[Waiting, ...]:
    """Every part of the queue, the empty ones too, in the order of ``LABELS``.

    Args:
        archive: The catalogue.
        within_days: How far ahead "expiring" looks.
        use: The use that must stay possible; the usual one when None.
        progress: Hears while works are looked at.
    """
    day = today()
    with archive.read() as reader:
        stated = reader.rights.with_statements()
        alike = reader.rights.alike(stated)
    disputed: list[int] = []
    overdue: list[tuple[date, int]] = []
    credit: list[int] = []
    for group in alike:
        live = [one for one in group.statements if one.status == "current"]
        if _disputed(group.statements, live):
            disputed += group.works
        passed = min(_overdue(live, day), default=None)
        if passed is not None:
            overdue += [(passed, work) for work in group.works]
        if any(one.credit_obligation == "required" and not one.credit_text.strip() for one in live):
            credit += group.works
    losses = clearance.losing(archive, None, use or Use(), within_days, progress=progress)
    unknown = find.search(archive, "rights:unknown").ids
    return (
        Waiting("unknown", tuple(unknown), "rights:unknown"),
        Waiting("expiring", tuple(dict.fromkeys(loss.work for loss in losses))),
        Waiting("disputed", tuple(sorted(disputed))),
        Waiting("review", tuple(work for _, work in sorted(overdue))),
        Waiting("credit", tuple(sorted(credit))),
    )


def _disputed(known: tuple[RightsStatement, ...], live: list[RightsStatement]) -> bool:
    if any(one.status == "disputed" for one in known):
        return True
    return any(
        holders_differ(one, other) and one.scope == other.scope
        for number, one in enumerate(live)
        for other in live[number + 1 :]
    )


def _overdue(live: list[RightsStatement], day: date) -> Iterator[date]:
    for one in live:
        last = latest(one.review_date) if one.review_date else None
        if last is not None and last < day:
            yield last
