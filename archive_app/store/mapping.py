"""Records ⇄ rows: which columns and child rows hold a record, and how each value is written.

``to_rows(record)`` gives the rows a record is made of, ``to_record(rows)`` the record back;
``to_record(to_rows(r)) == r`` for any record (property test).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from archive_app.domain import records as r
from archive_app.domain import rights as g
from archive_app.store import tables as t

Row = dict[str, Any]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Child:
    """A tuple-valued field kept as one row an element, in order.

    ``fixed`` are column values that tell this field's rows from another's in the same table.
    """

    attribute: str
    table: str
    to_row: Callable[[Any], Row]
    from_row: Callable[[Values], Any]
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of record lies in the tables."""

    cls: type[r.Record]
    table: str
    lists: tuple[str, ...] = ()  # tuples of plain values, as JSON in one column
    children: tuple[Child, ...] = ()


def _name_row(n: r.Name) -> Row:
    return {"text": n.text, "role": n.role, "authority_id": n.authority_id}


def _to_name(v: Values) -> r.Name:
    return r.Name(v["text"], v["role"], v["authority_id"])


def _names(attribute: str) -> Child:
    return Child(attribute, "name", _name_row, _to_name, (("field", attribute),))


def _party_row(p: r.CreditParty) -> Row:
    return {
        "name": p.name, "role": p.role, "kind": p.kind, "start_at": p.start, "end_at": p.end,
        "authority_id": p.authority_id,
    }  # fmt: skip


def _to_party(v: Values) -> r.CreditParty:
    return r.CreditParty(v["name"], v["role"], v["kind"], v["start_at"], v["end_at"], v["authority_id"])


def _plain(cls: type[Any], *, lists: tuple[str, ...] = (), flags: tuple[str, ...] = ()) -> tuple[Any, Any]:
    """Row converters of a flat dataclass whose columns carry its field names."""
    names = [f.name for f in fields(cls)]

    def to_row(value: Any) -> Row:
        row = {n: getattr(value, n) for n in names}
        return row | {n: _dump(row[n]) for n in lists} | {n: int(row[n]) for n in flags}

    def from_row(v: Values) -> Any:
        return cls(**{n: _load(v[n]) if n in lists else bool(v[n]) if n in flags else v[n] for n in names})

    return to_row, from_row


_PARTIES = Child("credit.parties", "credit_party", _party_row, _to_party)
_GRANT = _plain(
    g.Grant, lists=("purpose", "channel", "territory", "territory_except", "audience", "duties"), flags=("exclusive",)
)

SHAPES: dict[r.Kind, Shape] = {
    r.Kind.ARTICLE: Shape(r.Article, "article", children=(_names("bylines"), _names("subjects"))),
    r.Kind.PHOTO: Shape(r.Photo, "photo", children=(_names("creators"), _names("people"), _names("subjects"))),
    r.Kind.VIDEO: Shape(r.Video, "video", children=(_names("creators"), _names("subjects"))),
    r.Kind.PHOTO_USE: Shape(r.PhotoUse, "photo_use", children=(_PARTIES,)),
    r.Kind.VIDEO_USE: Shape(r.VideoUse, "video_use", children=(_PARTIES,)),
    r.Kind.AUTHORITY: Shape(
        r.Authority,
        "authority",
        children=(
            Child("variants", "authority_variant", *_plain(r.Variant)),
            Child("identifiers", "authority_identifier", *_plain(r.Identifier)),
        ),
    ),
    r.Kind.RIGHTS: Shape(
        g.RightsStatement,
        "rights_statement",
        lists=("restrictions", "model_release_ids", "property_release_ids"),
        children=(
            Child("agents", "rights_agent", *_plain(g.RightsAgent)),
            Child("grants", "rights_grant", *_GRANT),
            Child("evidence", "rights_evidence", *_plain(g.RightsEvidence)),
        ),
    ),
    r.Kind.MEDIA: Shape(r.MediaFile, "media"),
    r.Kind.SOURCE: Shape(r.Source, "source"),
    r.Kind.COLLECTION: Shape(
        r.Collection,
        "collection",
        children=(
            Child("members", "collection_member", lambda member: {"member_id": member}, lambda v: int(v["member_id"])),
        ),
    ),
    r.Kind.SAVED_SEARCH: Shape(r.SavedSearch, "saved_search"),
}

_KINDS: dict[type[r.Record], r.Kind] = {shape.cls: kind for kind, shape in SHAPES.items()}
_HEAD = ("id", "uid", "revision", "created", "modified", "deleted")
_FLAGS = ("reviewed", "privacy_flag", "takedown", "legal_hold")


def kind_of(record: r.Record) -> r.Kind:
    """The kind of a record, from its class."""
    return _KINDS[type(record)]


@dataclass(frozen=True, slots=True)
class Rows:
    """A record as rows: its columns, and its child rows by table (with their ``position``)."""

    kind: r.Kind
    columns: Row
    children: dict[str, list[Row]]


def to_rows(record: r.Record) -> Rows:
    """The rows of a record, without ids (but the record's own) and without the header columns."""
    kind = kind_of(record)
    shape = SHAPES[kind]
    plain, other = _columns_of(kind)
    columns: Row = {name: getattr(record, name) for name in plain}
    for name in other:
        value = getattr(record, name)
        if name == "credit":
            columns |= _credit_columns(value)
        elif name == "body":
            columns["body"] = "\n".join(value)
        elif name == "depicted_works":
            columns[name] = _dump([[w.title, w.copyright_status] for w in value])
        elif name in shape.lists:
            columns[name] = _dump(value)
        else:
            columns[name] = int(value)
    children: dict[str, list[Row]] = {c.table: [] for c in shape.children}
    for child in shape.children:
        values = record.credit.parties if child is _PARTIES else getattr(record, child.attribute)  # type: ignore[attr-defined]  # only uses have it
        children[child.table] += [
            child.to_row(value) | dict(child.fixed) | {"position": position} for position, value in enumerate(values)
        ]
    return Rows(kind, columns, children)


def to_record(kind: r.Kind, head: Values, columns: Values, children: Mapping[str, Sequence[Values]]) -> r.Record:
    """The record that rows hold; child rows must come in the order of ``position``."""
    shape = SHAPES[kind]
    values: Row = {n: head[n] for n in _HEAD}
    parties: tuple[r.CreditParty, ...] = ()
    for child in shape.children:
        mine = [v for v in children.get(child.table, ()) if all(v[c] == x for c, x in child.fixed)]
        made = tuple(child.from_row(v) for v in mine)
        if child is _PARTIES:
            parties = made
        else:
            values[child.attribute] = made
    plain, other = _columns_of(kind)
    for n in plain:
        values[n] = columns[n]
    for n in other:
        if n == "credit":
            values[n] = _to_credit(columns, parties)
        elif n == "body":
            values[n] = tuple(columns["body"].split("\n")) if columns["body"] else ()
        elif n == "depicted_works":
            values[n] = tuple(g.DepictedWork(*pair) for pair in json.loads(columns[n]))
        elif n in shape.lists:
            values[n] = _load(columns[n])
        else:
            values[n] = bool(columns[n])
    return shape.cls(**values)


@cache
def _columns_of(kind: r.Kind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a kind that lie in columns: those kept as they are, and those written in another way."""
    shape = SHAPES[kind]
    skip = {c.attribute for c in shape.children} | set(_HEAD)
    written = {"credit", "body", "depicted_works", *shape.lists, *_FLAGS}
    names = [f.name for f in fields(shape.cls) if f.name not in skip]
    return tuple(n for n in names if n not in written), tuple(n for n in names if n in written)


def evidence_row(e: r.Evidence) -> Row:
    """The columns of an evidence row, without ids."""
    return {
        "field": e.field, "quote": e.quote, "method": e.method, "confidence": e.confidence, "layer": e.layer,
        "start_at": e.start, "end_at": e.end, "version": e.version, "source_id": e.source_id,
        "current": int(e.current), "at": e.at,
    }  # fmt: skip


def to_evidence(v: Values) -> r.Evidence:
    """The evidence that a row holds."""
    return r.Evidence(
        v["field"], v["quote"], v["method"], v["confidence"], v["layer"], v["start_at"], v["end_at"], v["version"],
        v["source_id"], bool(v["current"]), v["at"],
    )  # fmt: skip


def main_table(kind: r.Kind) -> Any:
    """The table that holds a kind's columns."""
    return t.RECORDED[SHAPES[kind].table]


def _credit_columns(credit: r.Credit) -> Row:
    return {
        "credit_flags": _dump(credit.flags),
        "credit_licence": credit.licence,
        "credit_year": credit.year,
        "credit_medium": credit.medium,
        "credit_literals": _dump(credit.literals),
    }


def _to_credit(v: Values, parties: tuple[r.CreditParty, ...]) -> r.Credit:
    return r.Credit(
        parties, _load(v["credit_flags"]), v["credit_licence"], v["credit_year"], v["credit_medium"],
        _load(v["credit_literals"]),
    )  # fmt: skip


_JSON = json.JSONEncoder(ensure_ascii=False)


def _dump(value: Sequence[Any]) -> str:
    return _JSON.encode(list(value)) if value else "[]"


def _load(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text)) if text != "[]" else ()
