"""What a keystroke shows: the first rows at once, then counts of the newest, whatever the size of the catalogue.

A window asks in three steps, each only when no further key came meanwhile: ``first`` (some milliseconds), ``counted``
(counts and facets of the newest ten thousand), and ``find.search`` with ``counted`` of all.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass

from archive_app.domain import query as q
from archive_app.domain.query_facets import without_field
from archive_app.domain.query_text import parse
from archive_app.domain.query_words import in_words
from archive_app.domain.results import ID_TYPE, Facet, ResultRow, Results
from archive_app.operations.facet_labels import FACETS, as_facets, query_name, unticked
from archive_app.operations.find import resolved, search, today
from archive_app.store.archive import Archive
from archive_app.store.quick import quick

FIRST = 50
NEWEST = 10_000
_ALL = 2**62


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The beginning of a search.

    Attributes:
        results: As ``find.search`` gives them, with the first ids only.
        rows: Their rows, without snippets and captions.
        whole: There are no more.
    """

    results: Results
    rows: tuple[ResultRow, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts among the newest of what was found.

    Attributes:
        counts: How many of each kind ("article", "photo", "video").
        facets: Values with their counts, as ``find.facets`` gives them.
        whole: There are no more, so the counts are those of all; else they are growing.
    """

    counts: dict[str, int]
    facets: tuple[Facet, ...]
    whole: bool

    @property
    def total(self) -> int:
        """How many were counted."""
        return sum(self.counts.values())


def first(
    archive: Archive,
    query: str | q.Query,
    *,
    sort: str = "newest",
    typing: bool = False,
    limit: int = FIRST,
    started: Callable[[Callable[[], None]], None] | None = None,
) -> FirstRows:
    """The first rows of what a query finds; see ``find.search``.

    Sorts that follow no index, other than by date, title and day added, have to see everything first: then all ids
    are here, and ``whole`` is True.

    Raises:
        StoreError: The catalogue cannot be read, or the search was stopped.
    """
    begun = time.perf_counter()
    parsed = parse(query, typing=typing) if isinstance(query, str) else q.Parsed(query)
    with archive.read() as reader:
        if started is not None:
            started(reader.finder.stop)
        tree, spellings = reader.finder.widened(resolved(reader, parsed.query))
        finder = quick(reader)
        found = finder.first(tree, sort, today(), limit)
        rows = finder.rows(found.docids) if found is not None else []
    if found is None:
        every = search(archive, parsed.query, sort=sort, started=started)
        with archive.read() as reader:
            rows = reader.finder.rows(every.ids[:limit], parsed.query)
        return FirstRows(every, tuple(rows), whole=True)
    results = Results(
        parsed.query, parsed.hints, array(ID_TYPE, found.ids), _kinds(rows), in_words(parsed.query), sort,
        (time.perf_counter() - begun) * 1000, spellings, growing=not found.whole,
    )  # fmt: skip
    return FirstRows(results, tuple(rows), found.whole)


def counted(
    archive: Archive,
    query: str | q.Query,
    *,
    most: int | None = NEWEST,
    limit: int = 40,
    typing: bool = False,
    started: Callable[[Callable[[], None]], None] | None = None,
) -> Counted | None:
    """Counts and facets of the newest that a query finds.

    Args:
        archive: The catalogue.
        query: As in ``find.search``.
        most: So many are counted; None counts all.
        limit: So many values of each facet.
        typing: As in ``find.search``.
        started: As in ``find.search``.

    Returns:
        None while what facets count is not in memory yet (see ``prepare``), and where a query has to see all items:
        ``find.facets`` counts then. A facet with ticks is left out: it is counted as if it had none.
    """
    parsed = parse(query, typing=typing) if isinstance(query, str) else q.Parsed(query)
    with archive.read() as reader:
        if started is not None:
            started(reader.finder.stop)
        tree = reader.finder.widened(resolved(reader, parsed.query))[0]
        names = unticked(parsed.query, FACETS)
        found = quick(reader).count(tree, today(), names, most=most or _ALL, limit=limit)
    if found is None:
        return None
    counts, facets, whole = found
    return Counted(counts, as_facets(parsed.query, facets), whole)


def facets(
    archive: Archive, query: q.Query, *, limit: int = 40, started: Callable[[Callable[[], None]], None] | None = None
) -> tuple[Facet, ...] | None:
    """The facets of all that a query finds, as ``find.facets`` has them; None where that is not quick."""
    free = unticked(query, FACETS)
    with archive.read() as reader:
        if started is not None:
            started(reader.finder.stop)
        tree = reader.finder.whole(resolved(reader, query))
        finder = quick(reader)
        asked = [(tree, free), *((without_field(tree, query_name(n)), [n]) for n in FACETS if n not in free)]
        values: dict[str, list[tuple[str, int]]] = {}
        for node, names in asked:
            found = finder.count(node, today(), names, most=_ALL, limit=limit)
            if found is None:
                return None
            values |= found[1]
    return as_facets(query, values, FACETS)


def ready(archive: Archive) -> bool:
    """Whether what facets count is in memory; ``prepare`` brings it there."""
    with archive.read() as reader:
        return quick(reader).has_columns()


def nearly_ready(archive: Archive) -> bool:
    """Whether it is not in memory, but nearly all of it is kept with the catalogue, so that ``prepare`` is quick."""
    with archive.read() as reader:
        return quick(reader).nearly_has_columns()


def all_unticked(query: q.Query) -> bool:
    """Whether a query says nothing about any facet, so that ``counted`` leaves none out."""
    return unticked(query, FACETS) == list(FACETS)


def prepare(archive: Archive, seconds: float = 0.05) -> bool:
    """Read on what facets count into memory, for so long; whether all is there. For idle moments, call by call.

    What few changes touched is read beside it; after many it is read anew, and searches count through ``find.facets``.
    """
    with archive.read() as reader:
        return quick(reader).read_columns(seconds)


def forget(archive: Archive) -> None:
    """Give back the memory of what facets count; ``prepare`` reads it again."""
    with archive.read() as reader:
        quick(reader).forget_columns()


def _kinds(rows: list[ResultRow]) -> dict[str, int]:
    counts = {"article": 0, "photo": 0, "video": 0}
    for row in rows:
        counts[row.kind] += 1
    return counts
