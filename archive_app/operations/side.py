"""What the left pane shows besides the facets: the library, collections, baskets and saved searches.

Saved searches, and what needs attention, are counted one by one and later: each costs as much as a search for all.
"""

from __future__ import annotations

from dataclasses import replace

from archive_app.domain import query as q
from archive_app.domain.results import Sidebar
from archive_app.operations import find
from archive_app.store.archive import Archive


def sidebar(archive: Archive) -> Sidebar:
    """The pane's lines with the counts that cost little; the others are not counted yet."""
    found = find.sidebar(archive, count_saved=False, count_attention=False)
    with archive.read() as reader:
        counts = {**found.counts, "marked": reader.shelves.marked_count()}
        baskets = tuple(reader.shelves.baskets())
    return replace(found, counts=counts, baskets=baskets)


def attention(archive: Archive) -> int:
    """How many records need attention."""
    with archive.read() as reader:
        return reader.finder.number(q.Is("attention"), find.today())
