"""Marks, baskets, pinned tags, and when saved searches were looked at: read in a snapshot, written in a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from archive_app.domain.shelves import Basket
from archive_app.store import tables as t
from archive_app.store.loading import chunks, select_in
from archive_app.store.recorder import Recorder

Row = dict[str, Any]
_m, _b, _bm, _p, _l = t.mark.c, t.basket.c, t.basket_member.c, t.pinned_tag.c, t.search_look.c


class ShelvesReading:
    """What a snapshot knows of them; made by ``Reader.shelves``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def marked(self, numbers: Iterable[int] | None = None) -> list[int]:
        """The records that are marked, of these or of all."""
        if numbers is None:
            return list(self._connection.execute(sa.select(_m.marked_id).order_by(_m.id)).scalars())
        found: list[int] = []
        for chunk in chunks(numbers):
            found += self._connection.execute(sa.select(_m.marked_id).where(_m.marked_id.in_(chunk))).scalars()
        return found

    def marked_count(self) -> int:
        """How many records not in the bin are marked."""
        r = t.record.c
        counted = sa.select(sa.func.count()).select_from(t.mark.join(t.record, r.id == _m.marked_id))
        return int(self._connection.execute(counted.where(r.deleted == "")).scalar_one())

    def baskets(self) -> list[Basket]:
        """Every basket with the number of its members that are not in the bin, the oldest first."""
        r = t.record.c
        there = sa.and_(r.id == _bm.member_id, r.deleted == "")
        rows = self._connection.execute(
            sa.select(_b.id, _b.name, sa.func.count(r.id))
            .select_from(t.basket.outerjoin(t.basket_member, _bm.basket_id == _b.id).outerjoin(t.record, there))
            .group_by(_b.id)
            .order_by(_b.id)
        )
        return [Basket(number, name, count) for number, name, count in rows]

    def in_basket(self, basket: int) -> list[int]:
        """The records of a basket in the order in which they came."""
        wanted = sa.select(_bm.member_id).where(_bm.basket_id == basket).order_by(_bm.id)
        return list(self._connection.execute(wanted).scalars())

    def counts_with_nested(self) -> dict[int, int]:
        """How many records not in the bin stand in each collection that holds others, or in those: each once."""
        c, r, m = t.collection.c, t.record.c, t.collection_member.c
        step = sa.select(c.parent_id.label("top"), c.id.label("held")).join(t.record, r.id == c.id)
        under = step.where(c.parent_id.is_not(None), r.deleted == "").cte("under", recursive=True)
        below = (
            sa.select(under.c.top, c.id).join(t.collection, c.parent_id == under.c.held).join(t.record, r.id == c.id)
        )
        under = under.union(below.where(r.deleted == ""))
        tops = sa.select(under.c.top, under.c.held).union(sa.select(under.c.top, under.c.top)).subquery()
        rows = self._connection.execute(
            sa.select(tops.c.top, sa.func.count(sa.distinct(m.member_id)))
            .select_from(tops.join(t.collection_member, m.record_id == tops.c.held).join(t.record, r.id == m.member_id))
            .where(r.deleted == "")
            .group_by(tops.c.top)
        )
        return {top: count for top, count in rows}  # noqa: C416 - mypy knows the types this way

    def pinned(self) -> dict[int, str]:
        """The tag of each digit that has one."""
        rows = self._connection.execute(sa.select(_p.digit, _p.tag).order_by(_p.digit))
        return {digit: tag for digit, tag in rows}  # noqa: C416 - mypy knows the types this way

    def looked_at(self) -> dict[int, str]:
        """When each saved search was last looked at."""
        rows = self._connection.execute(sa.select(_l.search_id, _l.at))
        return {number: at for number, at in rows}  # noqa: C416 - mypy knows the types this way


class ShelvesWriting(ShelvesReading):
    """The same within an operation; made by ``Writer.shelves``."""

    def __init__(self, connection: sa.Connection, recorder: Recorder) -> None:
        super().__init__(connection)
        self._recorder = recorder

    def mark(self, numbers: Iterable[int], at: str, who: str) -> int:
        """Mark records; return how many were not marked before."""
        wanted = list(dict.fromkeys(numbers))
        there = set(self.marked(wanted))
        fresh = [number for number in wanted if number not in there]
        for number in fresh:
            self._recorder.insert("mark", {"marked_id": number, "at": at, "who": who}, 0)
        self._recorder.flush()
        return len(fresh)

    def unmark(self, numbers: Iterable[int]) -> int:
        """Take marks away; return how many there were."""
        rows = select_in(self._connection, t.mark, "marked_id", list(numbers))
        self._remove("mark", rows)
        return len(rows)

    def join(self, collection: int, numbers: Iterable[int]) -> int:
        """Put records at the end of a collection without reading it; return how many were not in it."""
        c = t.collection_member.c
        mine = sa.select(c.member_id, c.position).where(c.record_id == collection)
        there = {member: place for member, place in self._connection.execute(mine)}  # noqa: C416 - as above
        fresh = [number for number in dict.fromkeys(numbers) if number not in there]
        for place, number in enumerate(fresh, max(there.values(), default=-1) + 1):
            row = {"record_id": collection, "position": place, "member_id": number}
            self._recorder.insert("collection_member", row, collection)
        self._recorder.flush()
        return len(fresh)

    def make_basket(self, name: str, at: str) -> int:
        """Make a basket; return its number."""
        number = self._recorder.insert("basket", {"name": name, "at": at}, 0)
        self._recorder.flush()
        return number

    def rename_basket(self, basket: int, name: str) -> None:
        """Give a basket another name."""
        for row in select_in(self._connection, t.basket, "id", [basket]):
            if row["name"] != name:
                self._recorder.update("basket", basket, {"name": row["name"]}, {"name": name}, 0)

    def put(self, basket: int, numbers: Iterable[int]) -> int:
        """Put records into a basket; return how many were not in it before."""
        there = set(self.in_basket(basket))
        fresh = [number for number in dict.fromkeys(numbers) if number not in there]
        for number in fresh:
            self._recorder.insert("basket_member", {"basket_id": basket, "member_id": number}, 0)
        self._recorder.flush()
        return len(fresh)

    def take(self, basket: int, numbers: Iterable[int] | None = None) -> int:
        """Take records out of a basket, all when none are named; return how many."""
        rows = select_in(self._connection, t.basket_member, "basket_id", [basket])
        if numbers is not None:
            gone = set(numbers)
            rows = [row for row in rows if row["member_id"] in gone]
        self._remove("basket_member", rows)
        return len(rows)

    def drop_basket(self, basket: int) -> None:
        """Remove a basket; its records stay."""
        self.take(basket)
        self._remove("basket", select_in(self._connection, t.basket, "id", [basket]))

    def pin(self, digit: int, tag: str) -> bool:
        """Give a digit a tag, or none with ""; False when nothing changed."""
        old = select_in(self._connection, t.pinned_tag, "digit", [digit])
        if [row["tag"] for row in old] == [tag] * bool(tag):
            return False
        self._remove("pinned_tag", old)
        if tag:
            self._recorder.insert("pinned_tag", {"digit": digit, "tag": tag}, 0)
            self._recorder.flush()
        return True

    def drop(self, numbers: Sequence[int]) -> None:
        """Forget records that are removed for good."""
        for table, column in (("mark", "marked_id"), ("basket_member", "member_id")):
            self._remove(table, select_in(self._connection, t.RECORDED[table], column, numbers))

    def look(self, search: int, at: str) -> None:
        """Note that a saved search is looked at now. It is no history."""
        self._connection.execute(sa.delete(t.search_look).where(_l.search_id == search))
        self._connection.execute(sa.insert(t.search_look).values(search_id=search, at=at))

    def _remove(self, table: str, rows: list[Row]) -> None:
        if rows:
            self._recorder.delete_many(table, rows, "")
