"""What the left pane shows besides the facets: the library, collections, baskets and saved searches.

Saved searches are counted one by one and later: a catalogue may have many, and each costs as much as a search.
"""

from __future__ import annotations

from dataclasses import replace

from archive_app.domain.results import Sidebar
from archive_app.operations import find
from archive_app.store.archive import Archive


def sidebar(archive: Archive) -> Sidebar:
    """The pane's lines with the counts that cost little; saved searches are not counted yet."""
    found = find.sidebar(archive, count_saved=False)
    with archive.read() as reader:
        counts = {**found.counts, "marked": reader.shelves.marked_count()}
        baskets = tuple(reader.shelves.baskets())
    return replace(found, counts=counts, baskets=baskets)
