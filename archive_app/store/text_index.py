"""Keeps ``item`` and its full text in step with the records: refreshed at the end of every operation.

Triggers on ``item_text`` carry its rows into the three FTS5 tables. New items take the next docid; an item
whose place by date is elsewhere is marked ``unsorted`` until ``rebuild`` lays all out anew (search.md §2.1).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from archive_app.domain.records import WORKS, Kind
from archive_app.store import index_care
from archive_app.store import tables as t
from archive_app.store.bulk import insert_many
from archive_app.store.codes import KINDS, TERM_FIELDS
from archive_app.store.index_fill import GAP, coverage, postpone, with_pieces
from archive_app.store.index_words import Learning
from archive_app.store.items import Item, ItemMaker
from archive_app.store.loading import chunks, select_in
from archive_app.store.prints import Prints
from archive_app.store.reader import Reader

_CHUNK = 400
_LEARNT_AT_ONCE = 100  # items whose words are noted as they are written; those of more are noted when there is time
_ASIDE = 1 << 40  # where a rebuild puts items until their order is known: beyond any place they may get
_i = t.item.c


def affected(reader: Reader, records: Iterable[int], parted: Iterable[int] = ()) -> set[int]:
    """The works whose items depend on these records.

    Args:
        reader: The catalogue with the changes.
        records: What was changed or made.
        parted: Works whose use was changed or taken away.
    """
    connection = reader.connection
    by_kind: dict[Kind, list[int]] = defaultdict(list)
    for number, kind in reader.kinds(records).items():
        by_kind[kind].append(number)
    works: set[int] = {n for kind in WORKS for n in by_kind[kind]}
    # A use concerns the two works it joins. What else is around them is as it was: a photo printed once more
    # changes nothing in the articles it stood in before.
    sides: set[int] = set()
    for chunk in chunks(by_kind[Kind.AUTHORITY]):
        works |= _pairs(connection, _AUTHORITY_USERS, chunk)
    for chunk in chunks(by_kind[Kind.MEDIA]):
        works |= _pairs(connection, ((t.photo, "media_id", ("id",)), (t.video, "media_id", ("id",))), chunk)
    for chunk in chunks(by_kind[Kind.RIGHTS]):
        works |= _pairs(connection, ((t.rights_statement, "id", ("work_id",)),), chunk)
    uses = by_kind[Kind.PHOTO_USE] + by_kind[Kind.VIDEO_USE]
    kinds = reader.kinds(works)
    uses += [n for n, kind in kinds.items() if kind in {Kind.PHOTO_USE, Kind.VIDEO_USE}]
    for chunk in chunks(uses):
        sides |= _pairs(connection, _USE_SIDES, chunk)
    # An article shows its photos' media and verdicts; a photo shows its articles' dates and publishers.
    around: set[int] = set()
    for chunk in chunks(sorted(works)):
        around |= _pairs(connection, _NEIGHBOURS, chunk)
    return {n for n, kind in reader.kinds(works | sides | around | set(parted)).items() if kind in WORKS}


_AUTHORITY_USERS = (
    (t.name, "authority_id", ("record_id",)),
    (t.credit_party, "authority_id", ("record_id",)),
    (t.article, "publisher_id", ("id",)),
)
_USE_SIDES = (
    (t.photo_use, "id", ("article_id", "photo_id")),
    (t.video_use, "id", ("article_id", "video_id")),
)
_NEIGHBOURS = (
    (t.photo_use, "article_id", ("photo_id",)),
    (t.photo_use, "photo_id", ("article_id",)),
    (t.video_use, "article_id", ("video_id",)),
    (t.video_use, "video_id", ("article_id",)),
)
Paths = Iterable[tuple[sa.TableClause, str, tuple[str, ...]]]


def _pairs(connection: sa.Connection, paths: Paths, chunk: list[int]) -> set[int]:
    found: set[int] = set()
    asked = (json.dumps(chunk),)
    for table, column, wanted in paths:
        statement = f"SELECT {', '.join(wanted)} FROM {table.name} WHERE {column} IN (SELECT value FROM json_each(?))"
        found.update(number for row in connection.exec_driver_sql(statement, asked) for number in row)
    return found


class TextIndex:
    """Writes items within one operation. One a catalogue: it remembers the ids of facet values."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], int] = {}
        self._words = Learning()

    def forget(self) -> None:
        """Drop what is remembered: after a rollback, ids given to facet values may not exist."""
        self._values.clear()
        self._words.forget()

    def refresh(
        self, reader: Reader, records: Iterable[int], *, removed: Iterable[int] = (), parted: Iterable[int] = ()
    ) -> None:
        """Make the items of all works that depend on ``records`` anew; drop those of ``removed``. See ``affected``."""
        connection = reader.connection
        for chunk in chunks(removed):
            self._drop(connection, chunk)
        today = date.today().isoformat()  # noqa: DTZ011 - a verdict is for the day on the archivist's calendar
        works = sorted(affected(reader, records, parted))
        for chunk in chunks(works, _CHUNK):
            self._write(connection, ItemMaker(reader, chunk, today).items(), later=len(works) > _LEARNT_AT_ONCE)

    def refresh_verdicts(self, reader: Reader, today: str) -> int:
        """Make anew the items whose verdict may have changed by ``today`` (YYYY-MM-DD); return how many."""
        stale = reader.connection.execute(
            sa.select(_i.record_id).where(_i.verdict_until != "", _i.verdict_until <= today)
        ).scalars()
        works = list(stale)
        for chunk in chunks(works, _CHUNK):
            self._write(reader.connection, ItemMaker(reader, chunk, today).items())
        return len(works)

    def differing(self, reader: Reader, works: list[int]) -> list[int]:
        """Those of some works whose item is not what it would be if it were made now."""
        connection = reader.connection
        today = date.today().isoformat()  # noqa: DTZ011
        made = ItemMaker(reader, works, today).items()
        kept = {row["record_id"]: row for row in select_in(connection, t.item, "record_id", works)}
        docids = [row["docid"] for row in kept.values()]
        texts = {row["docid"]: row for row in select_in(connection, t.item_text, "docid", docids)}
        terms: dict[int, set[tuple[str, str]]] = defaultdict(set)
        m, f = t.item_term.c, t.facet_value.c
        for docid, name, value in connection.execute(
            sa.select(m.docid, f.field, f.value).join(t.facet_value, f.id == m.value_id).where(m.docid.in_(docids))
        ):
            terms[docid].add((name, value))
        found = []
        for number, item in made.items():
            row = kept.get(number, {})
            docid = row.get("docid", 0)
            same = all(row.get(name) == value for name, value in item.columns.items())
            same = same and texts.get(docid) == {"docid": docid, **with_pieces(item.text)}
            if not same or terms[docid] != {term for term in item.terms if term[1]}:
                found.append(number)
        return found

    def rebuild(self, reader: Reader, progress: Callable[[int, int, str], None]) -> int:
        """Lay every item out anew, dense and in the order of dates; return their number."""
        connection = reader.connection
        works = [n for kind in WORKS for n in reader.ids_of(kind, deleted=None)]
        triggers = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'item_text'"
        ).all()
        for name, _sql in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for table in ("item", "item_text", "item_term", "facet_value", "spelling", "word", "stem"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        self.forget()
        today = date.today().isoformat()  # noqa: DTZ011
        for done, chunk in enumerate(chunks(works, _CHUNK)):
            progress(done * _CHUNK, len(works), "Reading records")
            self._write(connection, ItemMaker(reader, chunk, today).items(), above=_ASIDE)
        self._lay_out(connection)
        progress(len(works), len(works), "Building the index")
        for statement in _REFILL:
            connection.exec_driver_sql(statement)
        for _name, sql in triggers:
            connection.exec_driver_sql(sql)
        return len(works)

    def _write(self, connection: sa.Connection, items: dict[int, Item], above: int = 0, later: bool = True) -> None:
        numbers = list(items)
        old = {
            row.record_id: row
            for row in connection.execute(
                sa.select(_i.record_id, _i.docid, _i.day_low, _i.unsorted).where(_i.record_id.in_(numbers))
            )
        }
        docid = max(connection.execute(sa.select(sa.func.max(_i.docid))).scalar() or 0, above)
        # Of all items, not of the last: what comes after a late-dated one may be late-dated too.
        day = connection.execute(sa.select(sa.func.max(_i.day_low))).scalar() or 0
        self._learn(connection, {(f, v) for item in items.values() for f, v in item.terms if v})
        if not later:
            self._words.learn(connection, _unread(connection, items, {n: row.docid for n, row in old.items()}))
        fresh: list[tuple[int, Item]] = []
        known: list[tuple[int, Item, int]] = []
        terms: list[dict[str, int]] = []
        for number, item in sorted(items.items(), key=_place):
            item.columns |= {f"{name}_id": self._first(item, name) for name in _ONE_VALUE}
            item.text = with_pieces(item.text)
            was = old.get(number)
            if was is not None:
                moved = int(was.unsorted or was.day_low != item.columns["day_low"])
                known.append((was.docid, item, moved))
                here = was.docid
            else:
                docid += GAP
                here = docid
                mine = item.columns["day_low"] or 0
                item.columns |= {"docid": docid, "unsorted": int(mine < day)}
                day = max(day, mine)
                fresh.append((docid, item))
            terms += [{"value_id": self._values[f, v], "docid": here} for f, v in item.terms if v]
        if fresh:
            insert_many(connection, t.item, (item.columns for _, item in fresh))
            insert_many(connection, t.item_text, ({"docid": d, **item.text} for d, item in fresh))
        if known:
            self._update(connection, known)
        if later:
            postpone(connection, [*(entry[0] for entry in fresh), *(entry[0] for entry in known)])
        changed = [{"gone": row.docid} for row in old.values()]
        if changed:
            connection.execute(sa.delete(t.item_term).where(t.item_term.c.docid == sa.bindparam("gone")), changed)
        insert_many(connection, t.item_term, terms)

    @staticmethod
    def _update(connection: sa.Connection, known: list[tuple[int, Item, int]]) -> None:
        rows = [{"this": docid, "new_unsorted": moved} | _new(item.columns) for docid, item, moved in known]
        connection.execute(_UPDATE_ITEM, rows)
        connection.execute(_UPDATE_TEXT, [{"this": docid} | _new(item.text) for docid, item, _moved in known])

    @staticmethod
    def _drop(connection: sa.Connection, records: list[int]) -> None:
        docids = connection.execute(sa.select(_i.docid).where(_i.record_id.in_(records))).scalars().all()
        for table in (t.item_term, t.item_text, t.item):
            connection.execute(sa.delete(table).where(table.c.docid.in_(docids)))

    def _first(self, item: Item, name: str) -> int:
        values = sorted(v for f, v in item.terms if f == name and v)
        return self._values[name, values[0]] if values else 0

    def _learn(self, connection: sa.Connection, terms: Iterable[tuple[str, str]]) -> None:
        """Remember the ids of facet values, making those that are new: few statements for many values."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for name, value in terms:
            if (name, value) not in self._values:
                wanted[name].add(value)
        f = t.facet_value
        for name, values in wanted.items():
            for chunk in chunks(sorted(values)):
                found = connection.exec_driver_sql(_VALUES, (name, json.dumps(chunk)))
                self._values |= {(name, value): number for number, value in found}
        fresh = sorted((n, v) for n, values in wanted.items() for v in values if (n, v) not in self._values)
        if fresh:
            first = (connection.execute(sa.select(sa.func.max(f.c.id))).scalar() or 0) + 1
            made = {term: number for number, term in enumerate(fresh, first)}
            insert_many(connection, f, ({"id": i, "field": n, "value": v} for (n, v), i in made.items()))
            self._values |= made

    @staticmethod
    def _lay_out(connection: sa.Connection) -> None:
        """Give every item the docid that its date asks for: undated first, then by earliest day."""
        run = connection.exec_driver_sql
        order = "ORDER BY coalesce(day_low, 0), kind DESC, record_id"
        run(f"CREATE TEMP TABLE place AS SELECT docid AS was, {GAP} * row_number() OVER ({order}) AS will FROM item")
        run("CREATE UNIQUE INDEX temp.place_was ON place (was)")
        run("UPDATE item SET unsorted = 0, docid = (SELECT will FROM temp.place WHERE was = docid)")
        run("UPDATE item_text SET docid = (SELECT will FROM temp.place WHERE was = docid)")
        run("UPDATE item_term SET docid = (SELECT will FROM temp.place WHERE was = docid)")
        run("DROP TABLE temp.place")


def _place(numbered: tuple[int, Item]) -> tuple[int, int, int]:
    """Where an item stands among new ones: by day, and within a day so that the newest first has articles first."""
    number, item = numbered
    return item.columns["day_low"] or 0, -item.columns["kind"], number


def _unread(connection: sa.Connection, items: dict[int, Item], docids: dict[int, int]) -> Iterator[tuple[str, str]]:
    """What texts of some items say that they did not say before, each with its language."""
    known = {row["docid"]: row for row in select_in(connection, t.item_text, "docid", list(docids.values()))}
    for number, item in items.items():
        before = known.get(docids.get(number, 0), {})
        yield _language(item), "\n".join(text for name, text in item.text.items() if before.get(name) != text)


def _language(item: Item) -> str:
    """The language whose rules an item's words follow."""
    return min((value for name, value in item.terms if name == "language"), default="")


def _new(values: dict[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in values.items()}


def _renewed(table: sa.TableClause) -> dict[str, Any]:
    return {column.name: sa.bindparam(f"new_{column.name}") for column in table.c if column.name != "docid"}


_VALUES = "SELECT id, value FROM facet_value WHERE field = ? AND value IN (SELECT value FROM json_each(?))"
# Built once: a step may concern thousands of items.
_UPDATE_ITEM = sa.update(t.item).where(_i.docid == sa.bindparam("this")).values(_renewed(t.item))
# An unchanged text stays out of the index's way.
_UPDATE_TEXT = (
    sa.update(t.item_text)
    .where(
        t.item_text.c.docid == sa.bindparam("this"),
        sa.or_(*(t.item_text.c[name] != value for name, value in _renewed(t.item_text).items())),
    )
    .values(_renewed(t.item_text))
)
_ONE_VALUE = ("publisher", "agency", "language")
_COLUMNS = "title, standfirst, body, captions, credits, names, notes, head_pieces, pieces"
_REFILL = (
    "INSERT INTO full_text (full_text) VALUES ('rebuild')",
    "INSERT INTO titles (titles) VALUES ('rebuild')",
    "INSERT INTO typing (typing) VALUES ('delete-all')",
    f"INSERT INTO typing (rowid, {_COLUMNS}) SELECT docid, {_COLUMNS} FROM item_text ORDER BY docid",
    "UPDATE index_state SET covered = 0, counted = '', learned = (SELECT coalesce(max(docid) + 1, 0) FROM item)",
)


def verify(connection: sa.Connection) -> list[str]:
    """What is wrong with the index, in sentences; empty when it agrees with the records."""
    problems: list[str] = []
    if (share := coverage(connection)) < 1:
        return [f"The search index is filled to {share:.0%}; let it be filled, or rebuild it."]
    if index_care.broken(connection):
        problems.append("The search index does not agree with the texts; repair it.")
    lacking, gone = index_care.adrift(connection)
    if lacking or gone:
        problems.append(f"The search index lacks {len(lacking)} records and has {len(gone)} that are gone; repair it.")
    if lacking_prints := Prints(connection).lacking():
        problems.append(f"{lacking_prints} articles cannot be compared with others yet; rebuild the search index.")
    return problems


assert set(_ONE_VALUE) <= set(TERM_FIELDS) and len(KINDS) == len(WORKS)  # noqa: S101, PT018 - the tables' contract
