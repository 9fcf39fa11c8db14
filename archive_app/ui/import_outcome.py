"""What an import came to, in numbers and words: records by kind, records that filters hide, items by state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive_app.domain.records import Article, Photo, Video
from archive_app.i18n import tr, tr_n
from archive_app.operations import find
from archive_app.store.archive import Archive


@dataclass(frozen=True, slots=True)
class Outcome:
    """Records made, by kind, and how many of them the present search does not show."""

    counts: dict[str, int]
    hidden: int = 0


def look(archive: Archive, records: Iterable[int], query: str) -> Outcome:
    """Count what was made; ``query`` is what stands in the search box."""
    made: set[int] = set()
    counts = {"article": 0, "photo": 0, "video": 0}
    with archive.read() as reader:
        for number, record in reader.records(list(records)).items():
            kind = {Article: "article", Photo: "photo", Video: "video"}.get(type(record))
            if kind is not None and not record.deleted:
                counts[kind] += 1
                made.add(number)
    if not query:
        return Outcome(counts)
    return Outcome(counts, len(made - set(find.search(archive, query).ids)))


def counts_words(total: int, states: Mapping[str, int], reading: bool, so_far: tuple[int, int], note: str = "") -> str:
    """The line over the list: how many items, of which sort, how far the reading is."""
    parts: list[str] = []
    for state, one, many in (
        ("accepted", "{n} accepted", "{n} accepted"), ("ready", "{n} ready", "{n} ready"),
        ("check", "{n} to check", "{n} to check"), ("changed", "{n} changed", "{n} changed"),
        ("duplicate", "{n} known already", "{n} known already"),
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
