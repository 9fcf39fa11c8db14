"""Puts accepted articles into the collections that their source profiles name."""

from __future__ import annotations

from collections.abc import Iterable

from archive_app.domain.records import Collection, Evidence
from archive_app.domain.source_profiles import METHOD
from archive_app.store.archive import Writer


def join_collections(writer: Writer, article_id: int, evidence: Iterable[Evidence]) -> None:
    """Put an article into the collections that profiles left as evidence; " / " parts nested ones. Made if need be."""
    wanted = [e.quote for e in evidence if e.field == "collection" and e.method.startswith(METHOD) and e.current]
    for full_name in dict.fromkeys(wanted):
        number = collection_at(writer, full_name)
        if number is not None and writer.rules.join(number, article_id):
            writer.bump([number])
            writer.structure = True


def collection_at(writer: Writer, full_name: str) -> int | None:
    """The collection of a name like "News / Harbour", made where it is not there yet; None for an empty name."""
    parent: int | None = None
    for name in (part.strip() for part in full_name.split(" / ")):
        if not name:
            continue
        sisters = [c for c in writer.finder.collections() if c.parent_id == parent]
        there = next((c.id for c in sisters if c.name.casefold() == name.casefold()), None)
        parent = there if there is not None else writer.save(Collection(name=name, parent_id=parent))
    return parent
