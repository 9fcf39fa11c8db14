"""A query tree as one SELECT; what it finds, counts by facet, and rows to show."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeGuard, assert_never

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.results import ID_TYPE
from archive_app.store import tables as t
from archive_app.store.codes import KINDS
from archive_app.store.conditions import clause, near
from archive_app.store.date_conditions import Condition, judged_by_row
from archive_app.store.ordering import by_column
from archive_app.store.state_conditions import count, has, state
from archive_app.store.text_match import Textual, anywhere, ranking

_i = t.item.c
KIND_NAMES = {number: name for name, number in KINDS.items()}


def condition(node: q.Query, today: date) -> Condition:
    """The condition on ``item`` that a query tree means; names in ``search:`` must be resolved before."""
    match node:
        case q.Near(field=name) if name:
            return near(node)
        case q.Word() | q.Phrase() | q.Near():
            return sa.and_(*anywhere([node]))
        case q.Clause():
            return clause(node, today)
        case q.Has():
            return has(node)
        case q.Is():
            return state(node, today)
        case q.Count():
            return count(node)
        case q.Link():
            return _link(node, today)
        case q.Saved():
            return sa.false()
        case q.Not(child):
            return sa.not_(condition(child, today))
        case q.All(children):
            texts = [c for c in children if _anywhere(c)]
            others = [condition(c, today) for c in children if not _anywhere(c)]
            return sa.and_(sa.true(), *anywhere(texts), *others)
        case q.Any(children):
            return sa.or_(sa.false(), *(condition(c, today) for c in children))
        case _:
            assert_never(node)


def _anywhere(node: q.Query) -> TypeGuard[Textual]:
    """Whether a node is text that may stand in any field: such nodes are looked up in one go."""
    return isinstance(node, q.Word | q.Phrase) or (isinstance(node, q.Near) and not node.field)


def whole_condition(node: q.Query, today: date) -> Condition:
    """As ``condition``, without the bin unless the query asks for it."""
    found = condition(node, today)
    return found if asks_for_bin(node) else sa.and_(found, _i.deleted == 0)


def asks_for_bin(node: q.Query, *, negated: bool = False) -> bool:
    """Whether a query says ``is:trashed`` anywhere and means it: what it shuts out with a minus asks for nothing.

    Args:
        node: The query, or a part of it.
        negated: Whether that part stands within an odd number of negations.
    """
    match node:
        case q.Is(name):
            return name == "trashed" and not negated
        case q.Not(child):
            return asks_for_bin(child, negated=not negated)
        case q.All(children) | q.Any(children):
            return any(asks_for_bin(c, negated=negated) for c in children)
        case _:
            return False


def search_ids(connection: sa.Connection, node: q.Query, sort: str, today: date) -> tuple[array[int], dict[str, int]]:
    """All record ids that a query finds, in order, and their number by kind."""
    if node == q.EVERYTHING and sort in {"newest", "relevance"} and not _unsorted(connection):
        from archive_app.store.every import every  # numpy takes its time to import

        found = every(connection)
        if found is not None:
            return found
    statement = sa.select(_i.record_id, _i.kind).where(whole_condition(node, today))
    texts = text_nodes(node)
    if sort == "relevance" and ranking(texts):
        ranks = sa.text(
            "SELECT rowid, bm25(full_text, 10, 5, 1, 3, 2, 3, 1) AS score FROM full_text WHERE full_text MATCH :ranked"
        ).bindparams(ranked=ranking(texts))
        scored = ranks.columns(sa.column("rowid"), sa.column("score")).subquery("scored")
        statement = statement.outerjoin_from(t.item, scored, scored.c.rowid == _i.docid)
        statement = statement.order_by(scored.c.score.is_(None), scored.c.score, _i.docid.desc())
    else:
        statement = statement.order_by(*order(connection, sort))
    ids: array[int] = array(ID_TYPE)
    counts: dict[str, int] = {}
    kinds = [0] * (max(KIND_NAMES) + 1)
    for number, kind in connection.execute(statement):
        ids.append(number)
        kinds[kind] += 1
    for kind, name in KIND_NAMES.items():
        counts[name] = kinds[kind]
    return ids, counts


def search_number(connection: sa.Connection, node: q.Query, today: date) -> int:
    """How many records a query finds: as many as ``search_ids`` lists."""
    statement = sa.select(sa.func.count()).select_from(t.item).where(whole_condition(node, today))
    return int(connection.execute(statement).scalar_one())


def text_nodes(node: q.Query) -> list[Textual]:
    """The words and phrases that a record must or may hold (not the negated ones), for ranking and marking."""
    match node:
        case q.Word() | q.Phrase() | q.Near():
            return [node]
        case q.All(children) | q.Any(children):
            return [text for child in children for text in text_nodes(child)]
        case q.Clause(name, values, ":") if name in {"title", "text", "standfirst", "caption", "credit", "mention"}:
            return [
                q.Phrase(v.text) if v.quoted or " " in v.text else q.Word(v.text, v.prefix)
                for v in values
                if isinstance(v, q.Value) and v.text
            ]
        case _:
            return []


def order(connection: sa.Connection, sort: str) -> Sequence[Any]:
    """The terms of ORDER BY for a sort."""
    match sort:
        case "oldest":
            return (_i.day_low.is_(None), _i.day_low, _i.docid)
        case "title":
            return (_i.title_key, _i.docid.desc())
        case "title_desc":
            return (_i.title_key.desc(), _i.docid.desc())
        case "added":
            return (_i.added.desc(), _i.docid.desc())
        case "modified":
            return (_i.modified.desc(), _i.docid.desc())
        case "added_first":
            return (_i.added, _i.docid)
        case "modified_first":
            return (_i.modified, _i.docid)
        case _ if by_column(sort):
            return by_column(sort)
        case _:
            # While late-dated items wait at the end for the next rebuild, dates are compared themselves.
            if _unsorted(connection):
                return (_i.day_low.desc().nulls_last(), _i.kind, _i.docid.desc())
            return (_i.docid.desc(),)


def _unsorted(connection: sa.Connection) -> bool:
    return connection.execute(sa.select(_i.docid).where(_i.unsorted == 1).limit(1)).first() is not None


def _link(node: q.Link, today: date) -> Condition:
    """``with:photo(…)``: articles with such a photo; ``in:article(…)``: photos and videos in such an article."""
    if judged_by_row():
        return _link_of_row(node, today)
    inner = t.item.alias("inner_item")
    found = sa.select(_i.record_id).where(_i.kind == KINDS[node.kind], whole_condition(node.query, today))
    # The same table twice: the inner conditions are written for ``item``, so they stay in a subquery of their own.
    inside = sa.select(inner.c.record_id).where(inner.c.record_id.in_(found.correlate(None)))
    p, v = t.photo_use.c, t.video_use.c
    outer = _i.record_id
    match node.kind:
        case "photo":
            return outer.in_(sa.select(p.article_id).where(p.photo_id.in_(inside)))
        case "video":
            return outer.in_(sa.select(v.article_id).where(v.video_id.in_(inside)))
        case "article":
            photos = sa.select(p.photo_id).where(p.article_id.in_(inside))
            videos = sa.select(v.video_id).where(v.article_id.in_(inside))
            return sa.or_(outer.in_(photos), outer.in_(videos))
        case _:
            assert_never(node.kind)


def _link_of_row(node: q.Link, today: date) -> Condition:
    """The same of one item at a time: its own uses are followed to the other end, and that is judged."""
    ends = {
        "photo": ((t.photo_use, "article_id", "photo_id"),), "video": ((t.video_use, "article_id", "video_id"),),
        "article": ((t.photo_use, "photo_id", "article_id"), (t.video_use, "video_id", "article_id")),
    }[node.kind]  # fmt: skip
    wanted = sa.and_(_i.kind == KINDS[node.kind], whole_condition(node.query, today))
    found = []
    for use, here, there in ends:
        # The inner select has ``item`` to itself: the names of the outer one are hidden in it, as in SQL.
        fits = sa.select(_i.docid).where(_i.record_id == use.c[there], wanted).correlate(use).exists()
        found.append(sa.select(use.c[here]).where(use.c[here] == _i.record_id, fits).correlate(t.item).exists())
    return sa.or_(*found)
