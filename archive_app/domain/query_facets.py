"""Small changes to the tree of a search, for chips and the facet panel.

They look at the top level only: what stands there narrows the whole search. Facets ask for a whole value
(``provider:=AP``), because "AP" within "APTN" is not what was clicked; a clause the person typed keeps its own
operator when values join it.
"""

from __future__ import annotations

from typing import Literal

from archive_app.domain import query_fields as names
from archive_app.domain.query import EVERYTHING, All, Any, Clause, Has, Is, Not, Operator, Query, Range, Value
from archive_app.domain.query_print import NOTHING, normal
from archive_app.domain.query_values import same_value

State = Literal["in", "out", ""]


def add(query: Query, clause: Query) -> Query:
    """The query narrowed by a clause; the same query when it says so already."""
    parts = _parts(query)
    extra = [part for part in _parts(clause) if part not in parts]
    return normal(All((*parts, *extra)))


def with_facet(query: Query, field: str, value: str, state: State) -> Query:
    """The query with one value of a facet asked for ("in"), shut out ("out") or neither ("").

    Several values asked for in one field are alternatives; several shut out are all shut out.
    A value that the field cannot take changes nothing.
    """
    if state and not _facet(field, value):
        return normal(query)
    parts = _without(query, field, value)
    if not state:
        return normal(All(tuple(parts)))
    for i, part in enumerate(parts):
        joined = _joined(part, field, value, state)
        if joined is not None:
            parts[i] = joined
            return normal(All(tuple(parts)))
    found = _facet(field, value)
    if found is None:
        return normal(query)
    return normal(All((*parts, found if state == "in" else Not(found))))


def facet_state(query: Query, field: str, value: str) -> State:
    """Whether the query asks for a value of a facet ("in"), shuts it out ("out"), or neither ("")."""
    for part in _parts(query):
        if _holds(part, field, value):
            return "in"
        if isinstance(part, Not) and _holds(part.child, field, value):
            return "out"
    return ""


def without_field(query: Query, field: str) -> Query:
    """The query without anything at its top level that asks for or shuts out values of a field."""
    name = _canonical(field)
    return normal(All(tuple(part for part in _parts(query) if not _is_about(part, name))))


def fields_in(query: Query) -> tuple[str, ...]:
    """The fields that the top level of the query asks about, in order, each once."""
    found: list[str] = []
    for part in _parts(query):
        inner = part.child if isinstance(part, Not) else part
        name = inner.field if isinstance(inner, Clause | Has) else "is" if isinstance(inner, Is) else ""
        if name and name not in found:
            found.append(name)
    return tuple(found)


def _parts(query: Query) -> list[Query]:
    found = normal(query)
    if found == EVERYTHING:
        return []
    return list(found.children) if isinstance(found, All) else [found]


def _canonical(field: str) -> str:
    known = names.find(field)
    return known.name if known else names.special(field) or field


def _facet(field: str, value: str) -> Query | None:
    name = _canonical(field)
    known = names.find(name)
    node: Query
    if name == "is":
        node = Is(value)
    elif name in ("has", "no"):
        node = Has(value, name == "has")
    elif known is None:
        return None
    else:
        operator: Operator = "=" if known.type in ("text", "long") else ":"
        low, dots, high = value.partition("..")
        each = Range(low, high) if dots and operator == ":" else Value(value, quoted=operator == "=")
        node = Clause(known.name, (_plainest(each),), operator)
    found = normal(node)
    return None if found == NOTHING else found


def _plainest(value: Value | Range) -> Value | Range:
    """The value without quotation marks where they are not needed, as a person would type it."""
    if isinstance(value, Value) and value.quoted and value.text.replace("-", "").isalnum():
        return Value(value.text)
    return value


def _joined(part: Query, field: str, value: str, state: State) -> Query | None:
    """The part with one more value, when it is a clause that lists values of the field in the same sense."""
    inner = part.child if isinstance(part, Not) else part
    if (isinstance(part, Not) != (state == "out")) or not isinstance(inner, Clause):
        return None
    if inner.field != _canonical(field) or inner.operator not in (":", "="):
        return None
    new = _facet(field, value)
    if not isinstance(new, Clause):
        return None
    clause = Clause(inner.field, (*inner.values, *new.values), inner.operator)
    return Not(clause) if isinstance(part, Not) else clause


def _without(query: Query, field: str, value: str) -> list[Query]:
    parts: list[Query] = []
    for part in _parts(query):
        inner = part.child if isinstance(part, Not) else part
        if not _holds(inner, field, value):
            parts.append(part)
        elif isinstance(inner, Clause):
            known = names.find(inner.field)
            rest = tuple(each for each in inner.values if not _same(known, each, value))
            if rest:
                clause = Clause(inner.field, rest, inner.operator)
                parts.append(Not(clause) if isinstance(part, Not) else clause)
        elif isinstance(inner, Any):
            left = Any(tuple(child for child in inner.children if not _holds(child, field, value)))
            if left.children:
                parts.append(Not(left) if isinstance(part, Not) else left)
    return parts


def _holds(part: Query, field: str, value: str) -> bool:
    name = _canonical(field)
    match part:
        case Clause(own, values, operator):
            known = names.find(own)
            return own == name and operator in (":", "=") and any(_same(known, each, value) for each in values)
        case Is(state):
            return name == "is" and _facet(name, value) == Is(state)
        case Has():
            return name in ("has", "no") and _facet(name, value) == part
        case Any(children):
            # is:a,b and has:a,b are read as an Any of their values.
            listed = all(isinstance(child, Is | Has) for child in children)
            return listed and any(_holds(child, field, value) for child in children)
        case _:
            return False


def _same(field: names.QueryField | None, each: Value | Range, value: str) -> bool:
    if isinstance(each, Range):
        return f"{each.low}..{each.high}" == value
    if field is not None and field.choices:
        choice = names.value_choice(field, value)
        value = choice.value if choice else value
    return not each.prefix and same_value(field, each.text, value)


def _is_about(part: Query, name: str) -> bool:
    match part:
        case Not(child):
            return _is_about(child, name)
        case Clause(field):
            return field == name
        case Has(field, present):
            return name in {field, "has" if present else "no"}
        case Is():
            return name == "is"
        case Any(children):
            return bool(children) and all(_is_about(child, name) for child in children)
        case _:
            return False
