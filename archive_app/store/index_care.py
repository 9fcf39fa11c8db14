"""Keeps the index fast in small slices: merges its segments, brings late-dated items to their place, mends it.

None of it happens in a save. A slice is short enough for an idle moment; what is left is done by the next.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from archive_app.store import prints
from archive_app.store import tables as t
from archive_app.store.bulk import run
from archive_app.store.index_fill import GAP, TABLES, coverage, waiting
from archive_app.store.sqlite.engine import fetch, tells_all, touches

Connection = sa.Connection
"""A transaction that writes; work on the index is told in functions of one."""

MERGED = (*TABLES, "article_shingle")
"""The full texts that are merged."""

_i = t.item.c
_PAGES = 64  # merged at once: a few thousandths of a second
_WIDEST = 512  # items that make room for one
_AROUND = 8
_MANY = 200  # segments with which long work, that leaves upkeep no moment, merges some of them itself
_AT_LAST = 1000  # segments of one level that SQLite merges by itself, whoever waits for it


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the index stands.

    Attributes:
        items: How many records it is for.
        covered: The share of them that the full texts hold, from 0 to 1.
        unsorted: How many wait for a place by their date.
        unnoted: Runs of items whose words are not noted yet.
        segments: Parts of each full text, by name: the fewer, the faster it answers.
        words: How many different words it holds.
    """

    items: int
    covered: float
    unsorted: int
    unnoted: int
    segments: dict[str, int]
    words: int

    @property
    def at_rest(self) -> bool:
        """Whether nothing is left to do but merging."""
        return self.covered >= 1 and not self.unsorted and not self.unnoted


def prepare(connection: sa.Connection) -> None:
    """See to it that no save merges: SQLite merges by itself only what upkeep has left alone for very long."""
    for name in MERGED:
        known = fetch(connection, f"SELECT v FROM {name}_config WHERE k = 'crisismerge'")
        if not known or known[0][0] != _AT_LAST:
            run(connection, f"INSERT INTO {name} ({name}, rank) VALUES ('crisismerge', {_AT_LAST})")


def state(connection: sa.Connection) -> IndexState:
    """How the index stands now."""
    run = connection.exec_driver_sql
    learned = run("SELECT learned FROM index_state").scalar() or 0
    return IndexState(
        items=int(run("SELECT count(*) FROM item").scalar_one()),
        covered=coverage(connection),
        unsorted=int(run("SELECT count(*) FROM item WHERE unsorted = 1").scalar_one()),
        unnoted=len(waiting(connection)) + (1 if learned else 0),
        segments={name: segments(connection, name) for name in MERGED},
        words=int(run("SELECT count(*) FROM word").scalar_one()),
    )


def segments(connection: sa.Connection, name: str) -> int:
    """How many segments a full text has, from FTS5's record of them (row 10 of its data: cookie, levels, segments)."""
    rows = fetch(connection, f"SELECT block FROM {name}_data WHERE id = 10")
    block: bytes | None = rows[0][0] if rows else None
    if not block:
        return 0
    at = 4 if block[4:8] != b"\xff\x00\x00\x01" else 8
    _levels, at = _varint(block, at)
    return _varint(block, at)[0]


def merge(connection: sa.Connection, seconds: float, turn: int = 0) -> bool:
    """Merge segments for about so long; return whether there may be more to merge.

    The texts take turns: many small segments are merged in a moment, and each of them costs every search, while a
    large one of another text may take minutes.

    Args:
        connection: A transaction that writes.
        seconds: So long.
        turn: Which text begins; a number more at each call.
    """
    until = time.perf_counter() + seconds
    first = turn % len(MERGED)
    waiting = [*MERGED[first:], *MERGED[:first]]
    while waiting:
        for name in tuple(waiting):
            if not _merged(connection, name, _PAGES):
                waiting.remove(name)
            if time.perf_counter() >= until:
                return bool(waiting)
    return False


def keep_pace(connection: sa.Connection) -> None:
    """Merge a little where there are many segments: each part of an import adds one, and no idle moment comes."""
    for name in MERGED:
        if segments(connection, name) > _MANY:
            _merged(connection, name, 4 * _PAGES)


def begin_optimising(connection: sa.Connection) -> None:
    """Make every full text one segment in the end; ``merge`` does the work."""
    for name in MERGED:
        if segments(connection, name) > 1:
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('merge', {-_PAGES})")


def _merged(connection: sa.Connection, name: str, pages: int) -> bool:
    """Whether there was anything to merge: SQLite says so by the number of rows that it changed."""
    before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('merge', {pages:d})")
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one()) - int(before) >= 2


def _varint(block: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        byte = block[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at


def compare_part(connection: sa.Connection, most: int, after: int = 0) -> int:
    """Prepare articles behind one that cannot be compared with others yet; see ``prints.fill_part``."""
    return prints.fill_part(connection, most, after)


# -- late-dated items ------------------------------------------------------------------------------


def unsorted(connection: sa.Connection, most: int) -> int:
    """How many items wait for a place by their date, counted no further than ``most``."""
    few = sa.select(_i.docid).where(_i.unsorted == 1).limit(most).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(few)).scalar_one())


def sort_part(connection: sa.Connection, most: int) -> tuple[int, int]:
    """Bring some late-dated items to their place among the others.

    Returns:
        How many were looked at, and how many of them found no room.
    """
    rows = connection.execute(sa.select(_i.record_id, _i.day_low).where(_i.unsorted == 1).limit(most)).all()
    without = sum(not _placed(connection, record, day) for record, day in rows)
    tells_all()
    return len(rows), without


def _placed(connection: sa.Connection, record: int, day: int | None, *, again: bool = True) -> bool:
    run = connection.exec_driver_sql
    docid = run("SELECT docid FROM item WHERE record_id = ?", (record,)).scalar_one()
    # Of those in their place: the last that is not later, and the first that is.
    not_later = "SELECT docid FROM item WHERE day_low <= ? AND unsorted = 0 ORDER BY day_low DESC, docid DESC LIMIT 1"
    low = run(not_later, (day,)).scalar() if day is not None else None
    if low is None:
        low = run("SELECT max(docid) FROM item WHERE day_low IS NULL AND unsorted = 0").scalar() or 0
    high = run("SELECT min(docid) FROM item WHERE docid > ? AND unsorted = 0", (low,)).scalar()
    if docid > low and (high is None or docid < high):
        run("UPDATE item SET unsorted = 0 WHERE docid = ?", (docid,))
        return True
    after = run("SELECT min(docid) FROM item WHERE docid > ?", (low,)).scalar() or low + 2 * GAP
    if after - low < 2:
        return again and _make_room(connection, low) and _placed(connection, record, day, again=False)
    will = (low + after) // 2
    _move(connection, docid, will)
    run("UPDATE item SET unsorted = 0 WHERE docid = ?", (will,))
    return True


def _make_room(connection: sa.Connection, place: int) -> bool:
    """Spread the items around a place evenly over the docids that they have; False when they lie too close."""
    around = _AROUND
    while around <= _WIDEST:
        below = _docids(connection, "docid <= ? ORDER BY docid DESC", place, around)
        above = _docids(connection, "docid > ? ORDER BY docid", place, around)
        found = [*reversed(below), *above]
        # The outermost stay where they are; before the first and after the last of all there is room.
        low = found.pop(0) if len(below) == around else 0
        high = found.pop() if len(above) == around else max(found) + 4 * GAP * len(found)
        if high - low >= 3 * (len(found) + 1):
            step = (high - low) / (len(found) + 1)
            moves = [(was, low + int((n + 1) * step)) for n, was in enumerate(found)]
            for was, will in reversed(moves):
                if will > was:
                    _move(connection, was, will)
            for was, will in moves:
                if will < was:
                    _move(connection, was, will)
            return True
        around *= 2
    return False


def _docids(connection: sa.Connection, where: str, place: int, most: int) -> list[int]:
    return list(connection.exec_driver_sql(f"SELECT docid FROM item WHERE {where} LIMIT ?", (place, most)).scalars())


def _move(connection: sa.Connection, was: int, will: int) -> None:
    """Give an item another docid; the triggers carry its texts along."""
    touches((was, will))
    for name in ("item", "item_text", "item_term"):
        connection.exec_driver_sql(f"UPDATE {name} SET docid = ? WHERE docid = ?", (will, was))


# -- what is wrong with it -------------------------------------------------------------------------


def broken(connection: sa.Connection) -> list[str]:
    """The full texts that do not agree with the texts of the items."""
    found = []
    for name in ("full_text", "titles"):
        try:
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        except sa.exc.DBAPIError:
            found.append(name)
    try:
        connection.exec_driver_sql("INSERT INTO typing (typing) VALUES ('integrity-check')")
    except sa.exc.DBAPIError:
        return [*found, "typing"]
    if "full_text" not in found and not _same_words(connection):
        found.append("typing")
    return found


def _same_words(connection: sa.Connection) -> bool:
    """Whether the index without positions holds each word as often as the one with them."""
    query = "SELECT term, doc FROM {} ORDER BY term"
    one = connection.exec_driver_sql(query.format("term_list"))
    other = connection.exec_driver_sql(query.format("typing_list"))
    while True:
        rows: list[Any] = [list(map(tuple, result.fetchmany(5000))) for result in (one, other)]
        if rows[0] != rows[1]:
            return False
        if not rows[0]:
            return True


def mend(connection: sa.Connection, names: list[str]) -> None:
    """Make these full texts anew from the items' texts."""
    for name in names:
        listed = ", ".join(TABLES[name])
        if name == "typing":
            connection.exec_driver_sql("INSERT INTO typing (typing) VALUES ('delete-all')")
            connection.exec_driver_sql(
                f"INSERT INTO typing (rowid, {listed}) SELECT docid, {listed} FROM item_text ORDER BY docid"
            )
        else:
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")


def adrift(connection: sa.Connection) -> tuple[list[int], list[int]]:
    """Works without an item or without its texts; and items of records that are not there any more."""
    works = "('article', 'photo', 'video')"
    run = connection.exec_driver_sql
    lacking = run(
        f"SELECT r.id FROM record r LEFT JOIN item i ON i.record_id = r.id LEFT JOIN item_text x ON x.docid = i.docid"
        f" WHERE r.kind IN {works} AND x.docid IS NULL"
    ).scalars()
    gone = run(
        f"SELECT record_id FROM item WHERE record_id NOT IN (SELECT id FROM record WHERE kind IN {works})"
    ).scalars()
    return list(lacking), list(gone)


def strays(connection: sa.Connection) -> int:
    """Remove texts and terms without an item; return how many."""
    removed = 0
    for name in ("item_text", "item_term"):
        done = connection.exec_driver_sql(f"DELETE FROM {name} WHERE docid NOT IN (SELECT docid FROM item)")
        removed += done.rowcount
    return removed
