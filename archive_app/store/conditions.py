"""Clauses of a query (``field:value``) as conditions on ``item``.

Short fields are compared folded and by containing; names find their authority's variants too. A value that
cannot mean anything for its field finds nothing, never everything.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain import query_fields
from archive_app.domain.folding import fold
from archive_app.domain.query_values import measure_of
from archive_app.domain.records import VIDEO_STATUSES
from archive_app.store import tables as t
from archive_app.store.codes import ANSWERS, KINDS
from archive_app.store.date_conditions import (
    DATES,
    Condition,
    among,
    at_moment,
    in_rights,
    judged_by_row,
    records,
    spans,
)
from archive_app.store.text_match import near_within, within

_i = t.item.c
COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    ":": lambda a, b: a == b, "=": lambda a, b: a == b, "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
}  # fmt: skip
_LINES = {"caption", "credit", "mention"}
TERMS = {
    "tag": "tag", "by": "by", "provider": "provider", "via": "via", "distributor": "distributor", "org": "org",
    "person": "person", "place": "place", "publisher": "publisher", "section": "section", "licence": "licence",
    "flag": "flag", "platform": "platform", "lang": "language", "agency": "agency", "party": "credit",
}  # fmt: skip
COLUMNS_OF = {
    "title": ("title",), "text": ("body", "standfirst"), "standfirst": ("standfirst",), "credit": ("credits",),
    "caption": ("captions",), "mention": ("notes",),
}  # fmt: skip


def clause(node: q.Clause, today: date) -> Condition:
    """The condition of ``field:value,value``: any of the values."""
    if node.operator == "!=":
        return sa.not_(clause(q.Clause(node.field, node.values, "="), today))
    field = query_fields.find(node.field)
    if field is None and node.field not in TERMS:
        return sa.false()
    gathered = judged_by_row()
    known = gathered(node) if gathered and node.field in TERMS and node.operator in {":", "="} else None
    if known is not None:
        m = t.item_term.c
        ids: sa.Select[Any] = sa.select(sa.column("value")).select_from(sa.func.json_each(json.dumps(known)))
        # By the item: going by the values would ask for each of them anew at every item.
        return among(_i.docid, sa.select(m.docid).where((m.value_id + 0).in_(ids)))
    found = [_value(node, value, today) for value in node.values]
    condition = sa.or_(*found) if found else sa.false()
    return sa.and_(of_kinds(node.field), condition)


def of_all_kinds(name: str) -> bool:
    """Whether records of every kind can have a field. Facet terms can: a photo bears the publishers of its articles."""
    field = query_fields.find(name)
    return field is None or name in TERMS or len(field.kinds) == len(KINDS)


def of_kinds(name: str) -> Condition:
    """Items of the kinds that have a field."""
    field = query_fields.find(name)
    if field is None or of_all_kinds(name):
        return sa.true()
    return _i.kind.in_([KINDS[k.value] for k in field.kinds])


def near(node: q.Near) -> Condition:
    """The condition of ``caption:NEAR(a b, 5)``."""
    return near_within(COLUMNS_OF.get(node.field, ()), node) if node.field in COLUMNS_OF else sa.false()


def _value(node: q.Clause, value: q.Value | q.Range, today: date) -> Condition:
    name, operator = node.field, node.operator
    if (exact := at_moment(name, operator, value)) is not None:
        return exact
    if name in DATES:
        return DATES[name](spans(operator, value, today))
    if isinstance(value, q.Range):
        return numbers(name, ">=", value.low) & numbers(name, "<=", value.high)
    if name in {"size", "duration", "id"}:
        return numbers(name, operator, value.text)
    if name in _CHOICES:
        return _CHOICES[name](value.text, operator)
    if name in COLUMNS_OF and operator == ":":
        return within(COLUMNS_OF[name], value)
    if name == "list" and "/" in value.text and operator in {":", "="}:
        return sa.or_(TEXTS[name](_tester(operator, value)), _collection_path(value.text))
    if name in TERMS:
        return _term(TERMS[name], operator, _canonical(name, value))
    test = _line(value) if operator == "=" and name in _LINES else _tester(operator, value)
    return TEXTS[name](test) if name in TEXTS else sa.false()


def _canonical(name: str, value: q.Value) -> q.Value:
    field = query_fields.find(name)
    choice = query_fields.value_choice(field, value.text) if field is not None else None
    return q.Value(choice.value, value.quoted, value.prefix) if choice is not None else value


# -- texts and names ----------------------------------------------------------------------------

Test = Callable[[Any], Condition]


def _tester(operator: str, value: q.Value) -> Test:
    wanted = fold(value.text)
    if operator == "~":
        return lambda column: sa.func.matches_regex(value.text, column) == 1
    if not wanted:
        return lambda _column: sa.false()
    if operator == "=":
        return lambda column: sa.func.fold(column) == wanted
    if "*" in wanted and not value.quoted:
        pattern = wanted.replace("[", "[[]").replace("?", "[?]") + "*" * value.prefix
        return lambda column: sa.func.fold(column).op("GLOB")(pattern)
    return lambda column: sa.func.instr(sa.func.fold(column), wanted) > 0


def _line(value: q.Value) -> Test:
    """The whole of one line: captions and credits of several uses stand one below the other."""
    wanted = f"\n{fold(value.text)}\n"
    return lambda column: sa.func.instr(sa.literal("\n") + sa.func.fold(column) + sa.literal("\n"), wanted) > 0


def _term(field: str, operator: str, value: q.Value) -> Condition:
    """Items with a facet term that the value names, directly or through an authority's variants and parts."""
    test = _tester(operator, value)
    f, a, v = t.facet_value.c, t.authority, t.authority_variant
    known = sa.select(a.c.id).where(test(a.c.name)).union(sa.select(v.c.record_id).where(test(v.c.text)))
    named = sa.select(a.c.name).where(sa.or_(a.c.id.in_(known), a.c.parent_id.in_(known)))
    found = sa.or_(test(f.value), f.value.in_(named))
    if operator == "=":
        # A value that stands there letter for letter is meant alone: what a facet counted is what it finds.
        same = t.facet_value.alias("same")
        exact = sa.exists().where(same.c.field == field, same.c.value == value.text)
        found = sa.or_(f.value == value.text, sa.and_(~exact, found))
    if judged_by_row():  # the values of each item, not the items of each value
        m = t.item_term.c
        held = sa.select(m.docid).join_from(t.item_term, t.facet_value, f.id == m.value_id)
        return among(_i.docid, held.where(f.field + "" == field, found))
    ids = sa.select(f.id).where(f.field == field, found)
    return among(_i.docid, sa.select(t.item_term.c.docid).where(t.item_term.c.value_id.in_(ids)))


def canonical_values(node: q.Clause) -> list[q.Value]:
    """The values of a clause as facet terms hold them."""
    return [_canonical(node.field, value) for value in node.values if isinstance(value, q.Value)]


def _uses(column: str, test: Test) -> Condition:
    use = t.photo_use.c
    return records(sa.select(use.photo_id).where(test(use[column])))


def _either(test: Test, *columns: tuple[sa.TableClause, str]) -> Condition:
    return sa.or_(*(records(sa.select(table.c.id).where(test(table.c[name]))) for table, name in columns))


def _media(test: Callable[[Any], Condition], column: str) -> Condition:
    return among(_i.media_id, sa.select(t.media.c.id).where(test(t.media.c[column])))


def _collections(test: Test) -> Condition:
    tree = sa.select(t.collection.c.id).where(test(t.collection.c.name)).cte("tree", recursive=True)
    tree = tree.union_all(sa.select(t.collection.c.id).where(t.collection.c.parent_id == tree.c.id))
    m = t.collection_member.c
    return records(sa.select(m.member_id).where(m.record_id.in_(sa.select(tree.c.id))))


def _collection_path(path: str) -> Condition:
    """Members of the collection that a path leads to ("Town/Floods"), and of those within it."""
    c, m = t.collection.c, t.collection_member.c
    found = sa.select(c.id).where(sa.false())
    for place, name in enumerate(part for part in map(fold, path.split("/")) if part):
        within = c.parent_id.is_(None) if place == 0 else c.parent_id.in_(found)
        found = sa.select(c.id).where(sa.func.fold(c.name) == name, within)
    tree = found.cte("path", recursive=True)
    tree = tree.union_all(sa.select(t.collection.c.id).where(t.collection.c.parent_id == tree.c.id))
    return records(sa.select(m.member_id).where(m.record_id.in_(sa.select(tree.c.id))))


def _baskets(test: Test) -> Condition:
    b, m = t.basket.c, t.basket_member.c
    return records(sa.select(m.member_id).where(m.basket_id.in_(sa.select(b.id).where(test(b.name)))))


def _source(test: Test) -> Condition:
    s = t.source.c
    read = sa.select(s.id).where(sa.or_(test(s.name), test(s.address)))
    return records(sa.select(t.article.c.id).where(t.article.c.source_id.in_(read)))


def _text_column(column: str) -> Callable[[Test], Condition]:
    return lambda test: among(_i.docid, sa.select(t.item_text.c.docid).where(test(t.item_text.c[column])))


_NOTES = ((t.article, "notes"), (t.photo, "notes"), (t.video, "notes"))
_URLS = ((t.article, "url"), (t.photo, "url"), (t.video, "url"))
TEXTS: dict[str, Callable[[Test], Condition]] = {
    "title": lambda test: test(_i.title),
    "text": _text_column("body"), "standfirst": _text_column("standfirst"), "credit": _text_column("credits"),
    "caption": _text_column("captions"), "mention": _text_column("notes"),
    "alt": lambda test: _uses("alt_text", test),
    "note": lambda test: _either(test, *_NOTES),
    "url": lambda test: _either(test, *_URLS),
    "source": _source,
    "list": _collections,
    "basket": _baskets,
    "file": lambda test: _media(test, "name"),
    "hash": lambda test: _media(test, "sha256"),
    "territory": lambda test: in_rights(test(t.rights_grant.c.territory)),
    "similar": lambda _test: sa.false(),
}  # fmt: skip


# -- numbers and choices ---------------------------------------------------------------------------


def numbers(name: str, operator: str, text: str) -> Condition:
    """Items whose size, duration or number compares so with ``text``."""
    number = _number(name, text)
    if number is None and name == "id" and text:
        return records(sa.select(t.record.c.id).where(t.record.c.uid == text)) if operator in {":", "="} else sa.false()
    if number is None:
        # An open side of a range constrains nothing; a text that is no number finds nothing.
        return sa.true() if text == "" and operator in {">=", "<="} else sa.false()
    compare = COMPARE.get(operator)
    if compare is None:
        return sa.false()
    if name == "id":
        return as_condition(compare(_i.record_id, number))
    if name == "size":
        return _media(lambda column: as_condition(compare(column, number)), "size")
    v = t.video.c
    held = _media(lambda column: as_condition(compare(column, number)), "duration")
    return sa.or_(records(sa.select(v.id).where(compare(v.duration, number))), held)


def as_condition(value: Any) -> Condition:
    """A comparison whose static type is not known to be a condition."""
    condition: Condition = value
    return condition


def _number(name: str, text: str) -> float | None:
    field = query_fields.find(name)
    return measure_of(field, text) if field is not None else None


def _type(text: str, _operator: str) -> Condition:
    field = query_fields.find("type")
    choice = query_fields.value_choice(field, text) if field else None
    return _i.kind == KINDS[choice.value] if choice is not None else sa.false()


def _verdict(text: str, _operator: str) -> Condition:
    """One of five answers, as rows show them: "ask" is where somebody looked, "unknown" where nobody did."""
    field = query_fields.find("rights")
    choice = query_fields.value_choice(field, text) if field else None
    if choice is None:
        return sa.false()
    if choice.value == "unknown":
        return _i.nobody_looked == 1
    return sa.and_(_i.verdict == ANSWERS.index(choice.value), _i.nobody_looked == 0)


def _status(text: str, _operator: str) -> Condition:
    field = query_fields.find("status")
    choice = query_fields.value_choice(field, text) if field else None
    return _i.status == VIDEO_STATUSES.index(choice.value) if choice is not None else sa.false()


def _medium(text: str, _operator: str) -> Condition:
    field = query_fields.find("medium")
    choice = query_fields.value_choice(field, text) if field else None
    p = t.photo.c
    return records(sa.select(p.id).where(p.medium == choice.value)) if choice is not None else sa.false()


_CHOICES: dict[str, Callable[[str, str], Condition]] = {
    "type": _type, "rights": _verdict, "status": _status, "medium": _medium,
}  # fmt: skip
