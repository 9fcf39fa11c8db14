"""Searches as outsiders see them: a ``Finder`` over one snapshot of the catalogue."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from datetime import date
from types import ModuleType

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.folding import fold
from archive_app.domain.records import WORKS, Kind
from archive_app.domain.results import ID_TYPE, CollectionNode, ResultRow
from archive_app.store import listing
from archive_app.store import tables as t
from archive_app.store.loading import chunks
from archive_app.store.memory import memory_of
from archive_app.store.search import search_ids, search_number
from archive_app.store.spellings import stemmed, widened
from archive_app.store.sqlite.engine import fetch, interrupt

_i = t.item.c
_MANY = 5_000  # ids that are put into a set while nobody notices
_TITLES = "SELECT record_id, title FROM item WHERE record_id IN (SELECT value FROM json_each(?))"


class Finder:
    """What can be asked of the search index in one snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def stop(self) -> None:
        """Interrupt the statement that runs; safe from another thread. It raises Interrupted there."""
        interrupt(self._connection)

    def widened(self, node: q.Query) -> tuple[q.Query, dict[str, list[str]]]:
        """The tree with names looked for in their other spellings too, and which those are, by word."""
        return widened(self._connection, node)

    def stemmed(self, node: q.Query, typed: q.Query) -> tuple[q.Query, dict[str, list[str]]]:
        """A widened tree with words looked for in their other forms as well, and which those are: a second choice.

        Args:
            node: What ``widened`` made of ``typed``.
            typed: The tree as it was asked for.
        """
        return stemmed(self._connection, node, typed)

    def whole(self, typed: q.Query) -> q.Query:
        """All that is looked for when this is asked for: other spellings and other forms too."""
        return self.stemmed(self.widened(typed)[0], typed)[0]

    def ids(self, node: q.Query, sort: str, today: date) -> tuple[array[int], dict[str, int]]:
        """Record ids that a query finds, in order, and their number by kind."""
        known = self._columns()
        found = known.ids(self._connection, node, sort, today) if known is not None else None
        return found if found is not None else search_ids(self._connection, node, sort, today)

    @staticmethod
    def others(ids: array[int], first: array[int]) -> array[int]:
        """Those of some record ids that are not among the first, in their order."""
        if len(ids) < _MANY:
            known = set(first)
            return array(ID_TYPE, (number for number in ids if number not in known))
        import numpy as np

        found = np.asarray(ids)
        return array(ID_TYPE, found[~np.isin(found, np.asarray(first))].astype(ID_TYPE).tobytes())

    def number(self, node: q.Query, today: date) -> int:
        """How many records a query finds."""
        known = self._columns()
        found = known.number(self._connection, node, today) if known is not None else None
        return found if found is not None else search_number(self._connection, node, today)

    def _columns(self) -> ModuleType | None:
        """The searches in columns; None before anything is in memory: what counts takes its time to import."""
        if not memory_of(self._connection).has_columns():
            return None
        from archive_app.store import column_search

        return column_search

    def rows(self, ids: Sequence[int], node: q.Query | None = None) -> list[ResultRow]:
        """Rows to show, in the order of ``ids``, with the query's words marked."""
        return listing.rows(self._connection, ids, node)

    def facets(self, node: q.Query, fields: Sequence[str], today: date, limit: int) -> dict[str, list[tuple[str, int]]]:
        """Counts of each value by facet among what the query finds."""
        return listing.facet_counts(self._connection, node, fields, today, limit)

    def kind_counts(self) -> dict[str, int]:
        """How many works of each kind are in the catalogue, and how many of any kind are in the bin ("bin")."""
        found = {kind.value: 0 for kind in WORKS} | {"bin": 0}
        r = t.record.c
        of_works = r.kind.in_([kind.value for kind in WORKS])
        # Each in the order of its index: grouped by both at once, all records would be sorted, in 90 MB at a million.
        kept = sa.select(r.kind, sa.func.count()).where(of_works, r.deleted == "").group_by(r.kind)
        for kind, number in self._connection.execute(kept):
            found[kind] = number
        binned = sa.select(sa.func.count()).where(of_works, r.deleted > "")
        return found | {"bin": self._connection.execute(binned).scalar_one()}

    def collections(self) -> list[CollectionNode]:
        """Every collection with the number of its members that are not in the bin."""
        c, m, r = t.collection, t.collection_member, t.record
        member = r.alias("member")
        counted = (
            sa.select(c.c.id, c.c.name, c.c.parent_id, sa.func.count(member.c.id))
            .select_from(
                c.join(r, r.c.id == c.c.id)
                .outerjoin(m, m.c.record_id == c.c.id)
                .outerjoin(member, sa.and_(member.c.id == m.c.member_id, member.c.deleted == ""))
            )
            .where(r.c.deleted == "")
            .group_by(c.c.id)
            .order_by(sa.func.fold(c.c.name))
        )
        return [CollectionNode(*row) for row in self._connection.execute(counted)]

    def made_by(self, operations: Sequence[int]) -> list[tuple[int, int]]:
        """The records that operations made, as runs of ids: first and last of each."""
        c = t.change.c
        rows = self._connection.execute(
            sa.select(c.row_id, c.last_id)
            .where(c.operation_id.in_(operations), c.action == "insert", c.table_name == "record")
            .order_by(c.row_id)
        )
        runs: list[tuple[int, int]] = []
        for first, last in rows:
            if runs and runs[-1][1] >= first - 1:
                runs[-1] = (runs[-1][0], max(runs[-1][1], last))
            else:
                runs.append((first, last))
        return runs

    def members_since(self, operation_id: int) -> list[int]:
        """Works that an operation made."""
        c = t.change.c
        made = self._connection.execute(
            sa.select(c.row_id, c.last_id).where(
                c.operation_id == operation_id, c.action == "insert", c.table_name == "record"
            )
        )
        found: list[int] = []
        for first, last in made:
            r = t.record.c
            found += self._connection.execute(
                sa.select(r.id).where(r.id.between(first, last), r.kind.in_([k.value for k in WORKS]), r.deleted == "")
            ).scalars()
        return found

    def number_since(self, operation_id: int) -> int:
        """How many works an operation made; those in the bin are not counted."""
        sql = (
            "SELECT count(*) FROM record INDEXED BY record_kind WHERE kind = ? AND deleted = '' AND id BETWEEN ? AND ?"
        )
        runs = self.made_by([operation_id])
        return sum(
            fetch(self._connection, sql, (kind.value, first, last))[0][0] for kind in WORKS for first, last in runs
        )

    def values(self, field: str, start: str, limit: int) -> list[tuple[str, int]]:
        """Known values of a facet field that contain ``start``, with the number of records, most used first."""
        f, m = t.facet_value.c, t.item_term.c
        number = sa.func.count(m.docid).label("n")
        wanted = sa.select(f.value, number).join(t.item_term, m.value_id == f.id).where(f.field == field)
        if start:
            wanted = wanted.where(sa.func.instr(sa.func.fold(f.value), fold(start)) > 0)
        rows = self._connection.execute(wanted.group_by(f.id).order_by(sa.desc("n"), f.value).limit(limit))
        return [(value, n) for value, n in rows]

    def terms_like(self, word: str, limit: int = 200) -> list[tuple[str, int]]:
        """Indexed words of about the same length that begin alike, with the number of records holding them."""
        folded = fold(word)
        v = t.term_list.c
        rows = self._connection.execute(
            sa.select(v.term, v.doc)
            .where(v.term >= folded[:1], v.term < folded[:1] + "\U0010ffff")
            .where(sa.func.length(v.term).between(len(folded) - 2, len(folded) + 2))
            .order_by(v.doc.desc())
            .limit(limit)
        )
        return [(term, n) for term, n in rows]

    def titles(self, ids: Sequence[int]) -> dict[int, str]:
        """The titles of works as lists show them."""
        found: dict[int, str] = {}
        for chunk in chunks(ids):
            found |= dict(fetch(self._connection, _TITLES, (json.dumps(chunk),)))
        return found

    def headline_twins(self, title_key: str, kind: Kind) -> list[tuple[int, str, str]]:
        """Works of a kind with this folded title: (id, title, published)."""
        number = {"article": 1, "photo": 2, "video": 3}[kind.value]
        rows = self._connection.execute(
            sa.select(_i.record_id, _i.title, _i.published)
            .where(_i.title_key == title_key, _i.kind == number, _i.deleted == 0)
            .limit(20)
        )
        return [(n, title, published) for n, title, published in rows]
