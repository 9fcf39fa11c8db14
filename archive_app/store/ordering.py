"""Orders of results by a column that is no column of ``item``: what the table's headers ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from archive_app.store import tables as t

_i = t.item.c


def _value(number: Any) -> Any:
    f = t.facet_value.c
    return sa.select(f.value).where(f.id == number).scalar_subquery()


def _byline() -> Any:
    n = t.name.c
    first = sa.select(n.text).where(n.record_id == _i.record_id, n.field.in_(["bylines", "creators"]))
    return first.order_by(n.field, n.position).limit(1).scalar_subquery()


def _of_use(column: str) -> Any:
    """The first caption or credit line with a text, of a photo's, video's or article's uses."""
    found = []
    for table, owners in ((t.photo_use, ("photo_id", "article_id")), (t.video_use, ("video_id", "article_id"))):
        for owner in owners:
            of = sa.select(sa.func.min(table.c[column])).where(table.c[owner] == _i.record_id, table.c[column] != "")
            found.append(of.scalar_subquery())
    return sa.func.fold(sa.func.coalesce(*found))


def _article() -> Any:
    a = t.article.c
    found = []
    for table, owner in ((t.photo_use, "photo_id"), (t.video_use, "video_id")):
        of = sa.select(sa.func.min(a.headline)).select_from(table.join(t.article, a.id == table.c.article_id))
        found.append(of.where(table.c[owner] == _i.record_id).scalar_subquery())
    return sa.func.fold(sa.func.coalesce(*found))


def _marked() -> Any:
    return sa.exists().where(t.mark.c.marked_id == _i.record_id)


_COLUMNS: dict[str, Callable[[], Sequence[Any]]] = {
    "kind": lambda: [_i.kind],
    "publisher": lambda: [sa.func.fold(_value(_i.publisher_id))],
    "byline": lambda: [sa.func.fold(_byline())],
    "credit": lambda: [_of_use("credit_line")],
    "caption": lambda: [_of_use("caption")],
    "article": lambda: [_article()],
    "rights": lambda: [_i.nobody_looked, _i.verdict],
    "photos": lambda: [sa.func.nullif(_i.photos, 0)],
    "videos": lambda: [sa.func.nullif(_i.videos, 0)],
    "language": lambda: [_value(_i.language_id)],
    "status": lambda: [sa.func.nullif(_i.status, 0)],
    "reviewed": lambda: [_i.reviewed],
    "marked": lambda: [_marked()],
    "added": lambda: [_i.added],
    "modified": lambda: [_i.modified],
}


def by_column(sort: str) -> Sequence[Any]:
    """The terms of ORDER BY for a sort that names a column, backwards with ``_desc``; empty for any other.

    What has no value in the column comes last either way.
    """
    name = sort.removesuffix("_desc")
    if name not in _COLUMNS:
        return ()
    back = sort.endswith("_desc")
    terms = [(value.desc() if back else value.asc()).nulls_last() for value in _COLUMNS[name]()]
    return (*terms, _i.docid.desc())
