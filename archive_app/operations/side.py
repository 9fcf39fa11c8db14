"""What the left pane shows besides the facets: the library, collections, baskets and saved searches.

Saved searches, and what needs attention, are counted one by one and later: each costs as much as a search for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive_app.domain import query as q
from archive_app.domain.results import CollectionNode, Sidebar
from archive_app.operations import find
from archive_app.store.archive import Archive


def sidebar(archive: Archive) -> Sidebar:
    """The pane's lines with the counts that cost little; the others are not counted yet."""
    found = find.sidebar(archive, count_saved=False, count_attention=False)
    with archive.read() as reader:
        counts = {**found.counts, "marked": reader.shelves.marked_count()}
        baskets = tuple(reader.shelves.baskets())
    return replace(found, counts=counts, baskets=baskets, collections=with_nested(archive, found.collections))


def with_nested(archive: Archive, collections: Sequence[CollectionNode]) -> tuple[CollectionNode, ...]:
    """Collections with the number of what stands in them and in those inside them."""
    holding = {one.parent_id for one in collections}
    if holding <= {None}:
        return tuple(collections)
    with archive.read() as reader:
        whole = reader.shelves.counts_with_nested()
    return tuple(replace(one, whole=whole.get(one.id, 0)) if one.id in holding else one for one in collections)


def attention(archive: Archive) -> int:
    """How many records need attention."""
    with archive.read() as reader:
        return reader.finder.number(q.Is("attention"), find.today())
