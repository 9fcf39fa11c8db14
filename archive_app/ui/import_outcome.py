"""What an import came to, in numbers and words: records by kind, records that filters hide, items by state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from archive_app.i18n import tr, tr_n
from archive_app.operations import batches, find
from archive_app.operations.importing import Report
from archive_app.store.archive import Archive


@dataclass(frozen=True, slots=True)
class Outcome:
    """Records made, by kind, and how many of them the present search does not show; in how many steps."""

    counts: dict[str, int]
    hidden: int = 0
    steps: int = 1


def look(archive: Archive, batch: int, query: str) -> Outcome:
    """Count what a batch made and is there now; ``query`` is what stands in the search box."""
    steps = batches.load(archive, batch)[0].operations
    with archive.read() as reader:
        made = {number for step in steps for number in reader.finder.members_since(step)}
        kinds = Counter(kind.value for kind in reader.kinds(made).values())
    counts = dict(kinds)
    if not query:
        return Outcome(counts, 0, len(steps))
    return Outcome(counts, len(made - set(find.search(archive, query).ids)), len(steps))


def joined(before: Report, now: Report) -> Report:
    """What came of a batch that was imported in several goes."""
    return Report(
        replace(now.changes, records=before.records | now.records),
        before.imported | now.imported,
        {number: error for number, error in before.problems.items() if number not in now.imported} | now.problems,
        [*before.remarks, *now.remarks],
        before.known + now.known,
        now.stopped,
        now.error,
    )


def counts_words(total: int, states: Mapping[str, int], reading: bool, so_far: tuple[int, int], note: str = "") -> str:
    """The line over the list: how many items, of which sort, how far the reading is."""
    parts: list[str] = []
    for state, one, many in (
        ("accepted", "{n} accepted", "{n} accepted"), ("ready", "{n} ready", "{n} ready"),
        ("check", "{n} to check", "{n} to check"), ("changed", "{n} changed", "{n} changed"),
        ("duplicate", "{n} known already", "{n} known already"), ("table", "{n} table", "{n} tables"),
        ("address", "{n} to fetch", "{n} to fetch"),
        ("out", "{n} left out", "{n} left out"), ("unreadable", "{n} cannot be read", "{n} cannot be read"),
        ("failed", "{n} not imported", "{n} not imported"), ("imported", "{n} imported", "{n} imported"),
    ):  # fmt: skip
        if states.get(state):
            parts.append(tr_n(one, many, states[state]))
    text = tr_n("{n} item", "{n} items", total)
    if parts:
        text += ": " + " · ".join(parts)
    if reading:
        done, of = so_far
        begun = tr("Reading {done} of {total}").format(done=done, total=of) if of else note or tr("Reading…")
        text = f"{begun} — {text}" if total else begun
    return text
