"""Fills the index from the items there are, in parts: after an older version of the program, and after a repair.

``index_state`` says how far it is filled; triggers leave items alone that are not in the full texts yet, so a
catalogue can be searched and changed meanwhile. Parts go from the newest items down: those are looked for most.
"""

from __future__ import annotations

import json

import sqlalchemy as sa

from archive_app.domain.pieces import cut, unspaced
from archive_app.store import tables as t
from archive_app.store.index_words import Learning
from archive_app.store.sqlite.engine import tells_all

HEAD = ("title", "standfirst", "captions", "credits")
REST = ("body", "names", "notes")
TABLES = {
    "full_text": (*HEAD[:2], REST[0], *HEAD[2:], *REST[1:], "head_pieces", "pieces"),
    "typing": (*HEAD[:2], REST[0], *HEAD[2:], *REST[1:], "head_pieces", "pieces"),
    "titles": (*HEAD, "head_pieces"),
}
"""The full texts with their columns."""
GAP = 8  # docids left free between items, for late-dated ones
PART = 300  # items that are filled in at once: less than half a second

_x = t.item_text.c
_s = t.index_state.c


def with_pieces(text: dict[str, str]) -> dict[str, str]:
    """The texts of an item with what is cut out of them for the index."""
    return {
        **text,
        "head_pieces": cut(*(text[name] for name in HEAD)),
        "pieces": cut(*(text[name] for name in REST)),
    }


def covered(connection: sa.Connection) -> int:
    """The docid from which on items are in the full texts; 0 when all are."""
    return int(connection.execute(sa.select(_s.covered)).scalar() or 0)


def coverage(connection: sa.Connection) -> float:
    """The share of items that the full texts hold, from 0 to 1; cheap, as docids are nearly even."""
    below = covered(connection)
    if not below:
        return 1.0
    last = connection.execute(sa.select(sa.func.max(_x.docid))).scalar() or 0
    return min(1.0, max(0.0, 1 - below / (last + 1)))


def few_uncovered(connection: sa.Connection, most: int) -> bool:
    """Whether the full texts lack items, and no more than ``most``."""
    below = covered(connection)
    if not below:
        return False
    missing = sa.select(_x.docid).where(_x.docid < below).limit(most + 1).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(missing)).scalar_one()) <= most


def empty(connection: sa.Connection) -> None:
    """Take everything out of the full texts; ``fill_part`` puts it back."""
    for name in TABLES:
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('delete-all')")
    last = connection.execute(sa.select(sa.func.max(_x.docid))).scalar()
    connection.execute(sa.update(t.index_state).values(covered=0 if last is None else last + 1))


def fill_part(connection: sa.Connection, learning: Learning, most: int = PART) -> int:
    """Put the next items into the full texts; return how many, 0 when all are there."""
    tells_all()
    above = covered(connection)
    if not above:
        return 0
    names = [*HEAD, *REST]
    rows = connection.execute(
        sa.select(_x.docid, *(_x[name] for name in names), _x.head_pieces, _x.pieces)
        .where(_x.docid < above)
        .order_by(_x.docid.desc())
        .limit(most)
    ).all()
    stale = []
    for row in rows:
        texts = dict(zip(names, row[1:-2], strict=True))
        if row[-1] or row[-2] or any(unspaced(text) for text in texts.values()):
            now = with_pieces(texts)
            if (now["head_pieces"], now["pieces"]) != tuple(row[-2:]):
                stale.append({"this": row[0], "head": now["head_pieces"], "rest": now["pieces"]})
    if stale:
        connection.execute(
            sa.update(t.item_text)
            .where(_x.docid == sa.bindparam("this"))
            .values(head_pieces=sa.bindparam("head"), pieces=sa.bindparam("rest")),
            stale,
        )
    low = rows[-1][0] if rows else 0
    _learn(connection, learning, low, above)
    for name, columns in TABLES.items():
        listed = ", ".join(columns)
        connection.exec_driver_sql(
            f"INSERT INTO {name} (rowid, {listed}) SELECT docid, {listed} FROM item_text"
            " WHERE docid >= ? AND docid < ? ORDER BY docid",
            (low, above),
        )
    left = connection.execute(sa.select(_x.docid).where(_x.docid < low).limit(1)).first()
    connection.execute(sa.update(t.index_state).values(covered=low if left else 0, learned=low if left else 0))
    return len(rows)


def postpone(connection: sa.Connection, docids: list[int]) -> None:
    """Leave the words of many new items for later, so that an import need not wait for them."""
    runs: list[list[int]] = []
    for first, last in sorted([*waiting(connection), *([docid, docid] for docid in docids)]):
        if runs and first <= runs[-1][1] + 2 * GAP:
            runs[-1][1] = max(runs[-1][1], last)
        else:
            runs.append([first, last])
    connection.execute(sa.update(t.index_state).values(counted=json.dumps(runs)))


def waiting(connection: sa.Connection) -> list[list[int]]:
    """The runs of docids, first and last of each, whose words are noted later."""
    found: list[list[int]] = json.loads(connection.execute(sa.select(_s.counted)).scalar() or "[]")
    return found


def learn_part(connection: sa.Connection, learning: Learning, most: int = PART) -> int:
    """Note the words of the next items that are in the full texts already; return how many, 0 when all are noted."""
    tells_all()
    if runs := waiting(connection):
        first, last = runs[-1]
        docids = _docids(connection, sa.and_(_x.docid >= first, _x.docid <= last), most)
        _learn(connection, learning, docids[-1] if docids else first, last + 1)
        runs[-1:] = [[first, docids[-1] - 1]] if docids and docids[-1] > first else []
        connection.execute(sa.update(t.index_state).values(counted=json.dumps(runs) if runs else ""))
        return max(1, len(docids))
    above = int(connection.execute(sa.select(_s.learned)).scalar() or 0)
    if not above:
        return 0
    docids = _docids(connection, _x.docid < above, most)
    low = docids[-1] if docids else 0
    _learn(connection, learning, low, above)
    left = connection.execute(sa.select(_x.docid).where(_x.docid < low).limit(1)).first()
    connection.execute(sa.update(t.index_state).values(learned=low if left else 0))
    return len(docids)


def _docids(connection: sa.Connection, those: sa.ColumnElement[bool], most: int) -> list[int]:
    return list(connection.execute(sa.select(_x.docid).where(those).order_by(_x.docid.desc()).limit(most)).scalars())


def _learn(connection: sa.Connection, learning: Learning, low: int, above: int) -> None:
    """Note the words of the items between."""
    f = t.facet_value.c
    language = sa.select(f.value).where(f.id == t.item.c.language_id).scalar_subquery()
    rows = connection.execute(
        sa.select(language, *(_x[name] for name in (*HEAD, *REST)))
        .join_from(t.item_text, t.item, t.item.c.docid == _x.docid)
        .where(_x.docid >= low, _x.docid < above)
    )
    learning.learn(connection, ((row[0] or "", "\n".join(row[1:])) for row in rows))
