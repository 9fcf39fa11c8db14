"""Facets as a person sees them: which there are, what they and their values are called, which are ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive_app.domain import choices
from archive_app.domain import query as q
from archive_app.domain.query_facets import facet_state
from archive_app.domain.results import Facet, FacetValue
from archive_app.i18n import mark, tr

FACETS = ("type", "rights", "provider", "publisher", "date", "person", "place", "tag", "language", "flag", "missing")
"""Facets of the sidebar in their order (ux.md §2), by the name the store counts them under."""

_QUERY_NAMES = {"language": "lang", "missing": "no"}
_LABELS = {
    "type": mark("Type"), "rights": mark("Rights"), "provider": mark("Credit"), "publisher": mark("Source"),
    "date": mark("Date"), "person": mark("Person"), "place": mark("Place"), "tag": mark("Keyword"),
    "language": mark("Language"), "flag": mark("Credit flag"), "missing": mark("Missing"),
}  # fmt: skip
_MISSING_FIELDS = {"headline": "title", "byline": "by", "media": "file"}
_VALUES = {
    "type": choices.KINDS, "rights": choices.ANSWERS, "language": choices.LANGUAGES, "flag": choices.CREDIT_FLAGS,
}  # fmt: skip
_MISSING_LABELS = {
    "headline": mark("Headline"), "credit": mark("Credit line"), "caption": mark("Caption"), "date": mark("Date"),
    "media": mark("File"), "rights": mark("Rights"), "byline": mark("Byline"),
}  # fmt: skip


def as_facets(
    query: q.Query, counted: Mapping[str, Sequence[tuple[str, int]]], names: Sequence[str] = FACETS
) -> tuple[Facet, ...]:
    """Counted values with their names, those the query asks for ticked; facets without any value are left out."""
    found: list[Facet] = []
    for name in names:
        asked = query_name(name)
        said = _has_state(query, asked)  # looked for once: mostly a query says nothing about a facet
        values = tuple(
            FacetValue(
                _query_value(name, value), _value_label(name, value), count,
                facet_state(query, asked, _query_value(name, value)) if said else "",
            )
            for value, count in counted.get(name, [])
        )  # fmt: skip
        if values:
            found.append(Facet(asked, tr(_LABELS[name]), values))
    return tuple(found)


def unticked(query: q.Query, names: Sequence[str]) -> list[str]:
    """The facets that the query says nothing about; what is missing narrows, so it is always among them."""
    return [name for name in names if name == "missing" or not _has_state(query, query_name(name))]


def query_name(facet: str) -> str:
    """The field of the query language that a facet writes."""
    return _QUERY_NAMES.get(facet, facet)


def _query_value(facet: str, value: str) -> str:
    return _MISSING_FIELDS.get(value, value) if facet == "missing" else value


def _has_state(query: q.Query, name: str) -> bool:
    match query:
        case q.Clause(field):
            return field == name
        case q.Has(_field, present):
            return name == "no" and not present
        case q.Not(child):
            return _has_state(child, name)
        case q.All(children) | q.Any(children):
            return any(_has_state(c, name) for c in children)
        case _:
            return False


def _value_label(facet: str, value: str) -> str:
    if facet in _VALUES:
        return choices.label_of(_VALUES[facet], value)
    return tr(_MISSING_LABELS.get(value, value)) if facet == "missing" else value
