"""Filters as three views of one query: its text, the chips above the results, the ticks in the sidebar.

Pure functions over the tree; the text that ``show`` prints from the outcome is what the search box then holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain import query as q
from archive_app.domain import query_fields
from archive_app.domain.query_facets import State, with_facet
from archive_app.domain.query_print import normal, show
from archive_app.domain.query_words import in_words
from archive_app.i18n import tr


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter of a query: its words, the node it stands for, and whether it excludes."""

    label: str
    node: q.Query
    excludes: bool = False


def parts(query: q.Query) -> tuple[q.Query, ...]:
    """What must all hold, one after the other."""
    if isinstance(query, q.All):
        return query.children
    return (query,)


def chips(query: q.Query) -> tuple[Chip, ...]:
    """A chip for each part that is a filter; plain words and phrases stay in the box only."""
    found: list[Chip] = []
    for part in parts(query):
        if not _is_word(part):
            excludes = isinstance(part, q.Not)
            found.append(Chip(_label(part.child if isinstance(part, q.Not) else part), part, excludes))
    return tuple(found)


def without(query: q.Query, node: q.Query) -> q.Query:
    """The query without one of its parts."""
    return normal(q.All(tuple(part for part in parts(query) if part != node)))


def turned(query: q.Query, node: q.Query) -> q.Query:
    """The query that shuts out what one of its parts asks for, or asks for what it shuts out."""
    other = node.child if isinstance(node, q.Not) else q.Not(node)
    return normal(q.All(tuple(other if part == node else part for part in parts(query))))


def words_only(query: q.Query) -> q.Query:
    """The query without any filter: only its plain words and phrases, and those it shuts out."""
    return normal(q.All(tuple(filter(_is_word, parts(query)))))


def _is_word(part: q.Query) -> bool:
    match part:
        case q.Not(child):
            return _is_word(child)
        case q.All(children) | q.Any(children):
            return all(map(_is_word, children))
        case _:
            return isinstance(part, (q.Word, q.Phrase, q.Near))


def text_with_facet(query: q.Query, field: str, value: str, state: State) -> str:
    """The text of the query after a facet's value was ticked ("in"), excluded ("out") or left alone ("")."""
    return show(with_facet(query, field, value, state))


def _label(node: q.Query) -> str:
    if isinstance(node, q.Clause):
        field = query_fields.find(node.field)
        name = tr(field.label) if field is not None else node.field
        sign = {":": ":", "=": ":", "~": " ~"}.get(node.operator, f" {node.operator}")
        return f"{name}{sign} {', '.join(_value(one, field) for one in node.values)}"
    return in_words(node)


def _value(one: q.Value | q.Range, field: query_fields.QueryField | None) -> str:
    if isinstance(one, q.Range):
        return f"{one.low or '…'} – {one.high or '…'}"
    choice = query_fields.value_choice(field, one.text) if field is not None and field.choices else None
    return tr(choice.label) if choice is not None else one.text
