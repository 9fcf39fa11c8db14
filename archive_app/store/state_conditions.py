"""``has:``, ``is:`` and ``count:`` as conditions on ``item``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.store import tables as t
from archive_app.store.codes import KINDS, MISSING
from archive_app.store.conditions import COMPARE, TERMS, TEXTS, as_condition, numbers, of_kinds
from archive_app.store.date_conditions import Condition, among, edtf_column, in_rights, judged_by_row, records

_i = t.item.c


def has(node: q.Has) -> Condition:
    """The condition of ``has:`` or ``no:``."""
    present = _has(node.field)
    return sa.and_(_may_have(node.field), present if node.present else sa.not_(present))


def _may_have(name: str) -> Condition:
    """Items that can have such a thing: a video without a photo lacks nothing."""
    if name in {"photo", "video"}:
        return _i.kind == KINDS["article"]
    return of_kinds(name)


def _has(name: str) -> Condition:
    e = t.evidence.c
    special: dict[str, Callable[[], Condition]] = {
        "photo": lambda: _i.photos > 0,
        "video": lambda: _i.videos > 0,
        "article": lambda: sa.not_(_orphan()),
        "evidence": lambda: records(sa.select(e.record_id)),
        "date": lambda: _lacks_not("date"),
        "rights": lambda: _i.nobody_looked == 0,
        "file": lambda: _i.media_id != 0,
        "hash": lambda: _i.media_id != 0,
        "size": lambda: _i.media_id != 0,
        "title": lambda: _lacks_not("headline"),
        "credit": lambda: _lacks_not("credit"),
        "caption": lambda: _lacks_not("caption"),
        "by": lambda: _lacks_not("byline"),
        "added": sa.true,
        "modified": sa.true,
        "duration": lambda: numbers("duration", ">=", "0"),
        "expires": lambda: in_rights(t.rights_grant.c.ends != ""),
        "embargo": lambda: in_rights(t.rights_statement.c.embargo_until != ""),
        "taken": lambda: records(sa.select(t.photo.c.id).where(t.photo.c.taken != "")),
        "list": lambda: records(sa.select(t.collection_member.c.member_id)),
        "basket": lambda: records(sa.select(t.basket_member.c.member_id)),
        "status": lambda: _i.kind == KINDS["video"],
        "medium": lambda: _i.kind == KINDS["photo"],
    }
    if name in special:
        return special[name]()
    if name in TERMS:
        ids = sa.select(t.facet_value.c.id).where(t.facet_value.c.field == TERMS[name])
        if judged_by_row():
            ids = ids.where(t.facet_value.c.id == t.item_term.c.value_id).correlate(t.item_term)
        return among(_i.docid, sa.select(t.item_term.c.docid).where(t.item_term.c.value_id.in_(ids)))
    if name in TEXTS:
        return TEXTS[name](lambda column: column != "")
    return sa.false()


def _lacks_not(what: str) -> Condition:
    return _i.missing.op("&")(MISSING[what]) == 0


def _orphan() -> Condition:
    p, v = t.photo_use.c, t.video_use.c
    used = sa.or_(records(sa.select(p.photo_id)), records(sa.select(v.video_id)))
    return sa.and_(_i.kind != KINDS["article"], sa.not_(used))


def state(node: q.Is, today: date) -> Condition:
    """The condition of ``is:state``."""
    grant = t.rights_grant.c
    match node.state:
        case "reviewed":
            return _i.reviewed == 1
        case "unreviewed":
            return _i.reviewed == 0
        case "marked":
            return records(sa.select(t.mark.c.marked_id))
        case "trashed":
            return _i.deleted == 1
        case "missing":
            no_copy = sa.and_(_i.kind == KINDS["video"], _i.media_id == 0)
            return sa.or_(_i.media_missing == 1, no_copy)
        case "expired":
            return in_rights(edtf_column(grant.ends, (None, today - timedelta(days=1))))
        case "expiring":
            return in_rights(edtf_column(grant.ends, (today, today + timedelta(days=90))))
        case "orphan":
            return _orphan()
        case "conflict":
            s = t.rights_statement.c
            return records(sa.select(s.work_id).where(s.status == "disputed"))
        case "duplicate":
            # One pass that groups all items: there is no index by which each could look for its own twins.
            files = sa.select(_i.media_id, _i.kind).where(_i.media_id != 0).group_by(_i.media_id, _i.kind)
            files = files.having(sa.func.count() > 1).correlate(None)
            words = sa.select(_i.title_key, _i.published).where(_i.kind == KINDS["article"])
            words = words.group_by(_i.title_key, _i.published).having(sa.func.count() > 1).correlate(None)
            same = sa.and_(_i.kind == KINDS["article"], sa.tuple_(_i.title_key, _i.published).in_(words))
            return sa.or_(sa.tuple_(_i.media_id, _i.kind).in_(files), same)
        case "attention":
            return _needs_attention(today)
        case _:
            return sa.false()


def _needs_attention(today: date) -> Condition:
    """The work list: photos without a credit, lost files, terms that end, disputes, doubtful readings (ux.md §2)."""
    e, s = t.evidence.c, t.rights_statement.c
    soon = (today - timedelta(days=365), today + timedelta(days=90))
    doubtful = sa.select(e.record_id).where(e.current == 1, e.confidence < 0.6)
    return sa.or_(
        sa.and_(_i.kind == KINDS["photo"], _i.missing.op("&")(MISSING["credit"]) != 0),
        sa.and_(_i.kind == KINDS["article"], _i.missing.op("&")(MISSING["headline"]) != 0, _i.reviewed == 0),
        _i.media_missing == 1,
        in_rights(edtf_column(t.rights_grant.c.ends, soon)),
        records(sa.select(s.work_id).where(s.status == "disputed")),
        sa.and_(_i.reviewed == 0, records(doubtful)),
    )


def count(node: q.Count) -> Condition:
    """The condition of ``count:photo>3``."""
    compare = COMPARE.get(node.operator)
    if compare is None:
        return sa.false()
    counted: dict[str, Any] = {
        "photo": _i.photos,
        "video": _i.videos,
        "article": _counted(t.photo_use, "photo_id") + _counted(t.video_use, "video_id"),
        "list": _counted(t.collection_member, "member_id"),
        "rights": _counted(t.rights_statement, "work_id"),
        "tag": _counted(t.name, "record_id", t.name.c.field == "subjects"),
    }
    number = min(node.number, 2**62)  # no count comes near; SQLite knows no larger numbers
    return as_condition(compare(counted[node.what], number)) if node.what in counted else sa.false()


def _counted(table: sa.TableClause, column: str, *extra: Condition) -> Any:
    found = sa.select(sa.func.count()).select_from(table).where(table.c[column] == _i.record_id, *extra)
    return found.correlate(t.item).scalar_subquery()
