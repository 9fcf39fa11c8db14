"""Finding: search, rows, facets, one record's page, completion, the sidebar."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date

from archive_app.domain import query as q
from archive_app.domain.folding import fold
from archive_app.domain.hit_words import spelt_otherwise
from archive_app.domain.query_facets import without_field
from archive_app.domain.query_text import parse
from archive_app.domain.query_words import in_words
from archive_app.domain.records import Kind
from archive_app.domain.results import (
    Facet,
    ResultRow,
    Results,
    SavedNode,
    Sidebar,
)
from archive_app.i18n import tr
from archive_app.operations.facet_labels import FACETS, as_facets, query_name, unticked
from archive_app.store import batches
from archive_app.store.archive import Archive, Reader

ATTENTION = "is:attention"
_FORMS_SAID = 6  # other forms of the words that the sentence above the list names


def search(
    archive: Archive,
    query: str | q.Query,
    *,
    sort: str = "newest",
    typing: bool = False,
    started: Callable[[Callable[[], None]], None] | None = None,
) -> Results:
    """Everything that a query finds, as ids in order.

    Args:
        archive: The catalogue.
        query: Text of the search box, or a tree.
        sort: One of ``results.SORTS``; "relevance" without words is "newest".
        typing: The last word is still being typed: it matches as a beginning.
        started: Given a function that stops this search (from any thread), as soon as there is one.

    Raises:
        StoreError: The catalogue cannot be read, or the search was stopped.
    """
    begun = time.perf_counter()
    parsed = parse(query, typing=typing) if isinstance(query, str) else q.Parsed(query)
    with archive.read() as reader:
        if started is not None:
            started(reader.finder.stop)
        typed = resolved(reader, parsed.query)
        tree, spellings = reader.finder.widened(typed)
        ids, counts = reader.finder.ids(tree, sort, today())
        exact = len(ids)
        wider, stems = reader.finder.stemmed(tree, typed)
        if stems:
            every, counts = reader.finder.ids(wider, sort, today())
            ids += reader.finder.others(every, ids)
    elapsed = (time.perf_counter() - begun) * 1000
    words = in_words(parsed.query, len(ids))
    if spellings:
        others = ", ".join(word for found in spellings.values() for word in found)
        words = tr("{words} · also spelt {others}").format(words=words, others=others)
    if stems and len(ids) > exact:
        forms = list(dict.fromkeys(word for found in stems.values() for word in found))
        others = ", ".join(forms[:_FORMS_SAID]) + " …" * (len(forms) > _FORMS_SAID)
        words = tr("{words} · {n} of them in other forms: {others}").format(
            words=words, n=len(ids) - exact, others=others
        )
    return Results(parsed.query, parsed.hints, ids, counts, words, sort, elapsed, spellings, stems, exact)


def rows(archive: Archive, ids: Sequence[int], query: q.Query | None = None) -> list[ResultRow]:
    """Rows to show for these ids (some hundred at most), with the query's words marked."""
    with archive.read() as reader:
        tree = reader.finder.whole(resolved(reader, query)) if query is not None else None
        found = reader.finder.rows(ids, tree)
    return [spelt_otherwise(row, query) for row in found] if query is not None else found


def facets(
    archive: Archive,
    query: q.Query,
    names: Sequence[str] = FACETS,
    *,
    limit: int = 40,
    started: Callable[[Callable[[], None]], None] | None = None,
) -> tuple[Facet, ...]:
    """The values of each facet among what the query finds, with counts.

    A facet with ticks is counted as if it had none, so that its other values can be added ("missing" is not:
    its ticks narrow each other); facets without any value are left out. ``started`` is as in ``search``.
    """
    free = unticked(query, names)
    with archive.read() as reader:
        if started is not None:
            started(reader.finder.stop)
        tree = reader.finder.whole(resolved(reader, query))
        counted = reader.finder.facets(tree, free, today(), limit)
        for name in names:
            if name not in free:
                bare = without_field(tree, query_name(name))
                counted |= reader.finder.facets(bare, [name], today(), limit)
    return as_facets(query, counted, names)


def sidebar(archive: Archive, *, count_saved: bool = True, count_attention: bool = True) -> Sidebar:
    """Counts of the library, collections and saved searches; what is not counted is left out, or -1."""
    with archive.read() as reader:
        finder = reader.finder
        counts = finder.kind_counts()
        counts["all"] = counts["article"] + counts["photo"] + counts["video"]
        newest = _newest_import(reader)
        counts["last_import"] = finder.number_since(newest) if newest else 0
        if count_attention:
            counts["attention"] = finder.number(q.Is("attention"), today())
        saved = []
        for search_record in reader.all_of(Kind.SAVED_SEARCH):
            text = getattr(search_record, "query", "")
            tree = reader.finder.whole(resolved(reader, parse(text).query))
            number = finder.number(tree, today()) if count_saved else -1
            saved.append(SavedNode(search_record.id or 0, getattr(search_record, "name", ""), text, number))
        return Sidebar(counts, tuple(finder.collections()), tuple(sorted(saved, key=lambda s: fold(s.name))))


def last_import(reader: Reader) -> list[int]:
    """The works that the newest import in effect brought."""
    newest = _newest_import(reader)
    return reader.finder.members_since(newest) if newest else []


def _newest_import(reader: Reader) -> int:
    """The newest import in effect; 0 for none."""
    return next((o.id for o in reader.history.recent(50, "import") if o.kind == "do" and not o.undone), 0)


def import_runs(archive: Archive, batch: int = 0) -> list[tuple[int, int]]:
    """The records that a batch made or updated, or of the newest import in effect, as runs of ids.

    They are runs because an import is written in parts.
    """
    with archive.read() as reader:
        if batch:
            made = reader.finder.made_by(batches.batch(reader, batch).operations)
            updated = {
                item.record_id
                for item in batches.items(reader, batch)
                if item.choice == "update" and item.state == "imported" and item.record_id
            }
            return sorted([*made, *((number, number) for number in updated)])
        newest = _newest_import(reader)
        return reader.finder.made_by([newest]) if newest else []


def made_by(archive: Archive, operation_id: int) -> list[int]:
    """The works that an operation made and that are not in the bin."""
    with archive.read() as reader:
        return reader.finder.members_since(operation_id)


def last_import_ids(archive: Archive) -> list[int]:
    """The works that the newest import in effect brought."""
    with archive.read() as reader:
        return last_import(reader)


def resolved(reader: Reader, tree: q.Query, seen: frozenset[str] = frozenset()) -> q.Query:
    """The tree with every ``search:"name"`` replaced by what that saved search asks for, ``similar:`` by numbers.

    A name that there is not, or one that comes round to itself, finds nothing.
    """
    match tree:
        case q.Saved(name):
            found = reader.saved_search_named(name)
            key = name.casefold()
            if found is None or key in seen:
                return q.Any(())
            return resolved(reader, parse(found.query).query, seen | {key})
        case q.Clause("similar"):
            from archive_app.operations.similar import similar_to  # seldom asked for, and it brings much along

            return similar_to(reader, tree)
        case q.Not(child):
            return q.Not(resolved(reader, child, seen))
        case q.All(children):
            return q.All(tuple(resolved(reader, c, seen) for c in children))
        case q.Any(children):
            return q.Any(tuple(resolved(reader, c, seen) for c in children))
        case q.Link(relation, kind, inner):
            return q.Link(relation, kind, resolved(reader, inner, seen))
        case _:
            return tree


def today() -> date:
    """The day on the archivist's own calendar."""
    return date.today()  # noqa: DTZ011 - terms and embargoes end with the local day
