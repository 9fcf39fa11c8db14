"""How many records a query finds, without the records."""

from __future__ import annotations

from archive_app.domain import query as q
from archive_app.operations import find
from archive_app.store.archive import Reader


def number_of(reader: Reader, query: q.Query) -> int:
    """How many records a query finds: as many as a search for it lists."""
    tree = reader.finder.whole(find.resolved(reader, query))
    return reader.finder.number(tree, find.today())


def added_since(moment: str) -> q.Query:
    """Records that came into the catalogue after a moment, as the catalogue writes it."""
    return q.Clause("added", (q.Value(moment),), ">")
