"""Keeps ``item`` and its full text in step with the records: refreshed at the end of every operation.

Triggers on ``item_text`` carry its rows into the three FTS5 tables. New items take the next docid; an item
whose place by date is elsewhere is marked ``unsorted`` until ``rebuild`` lays all out anew (search.md §2.1).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from archive_app.domain.records import WORKS, Kind
from archive_app.store import full_texts, index_care
from archive_app.store import tables as t
from archive_app.store.bulk import delete_rows, insert_many, run_many, update_one
from archive_app.store.codes import KINDS, TERM_FIELDS
from archive_app.store.index_fill import GAP, coverage, postpone, with_pieces
from archive_app.store.index_words import Learning
from archive_app.store.items import Item, ItemMaker
from archive_app.store.loading import chunks, select_in
from archive_app.store.prints import Prints
from archive_app.store.reach import affected
from archive_app.store.reader import Reader
from archive_app.store.sqlite.engine import fetch, touches
from archive_app.store.state_number import count_layout

_CHUNK = 400
_LEARNT_AT_ONCE = 100  # items whose words are noted as they are written; those of more are noted when there is time
_ASIDE = 1 << 40  # where a rebuild puts items until their order is known: beyond any place they may get
_i = t.item.c
Row = dict[str, Any]


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
        self,
        reader: Reader,
        kinds: Mapping[int, Kind],
        *,
        removed: Iterable[int] = (),
        parted: Iterable[int] = (),
        shown: Iterable[int] | None = None,
        tick: Callable[[int, int], None] | None = None,
    ) -> None:
        """Make the items of all works that depend on some records anew; drop those of ``removed``. See ``affected``.

        ``tick`` hears how many of how many works are done; what it raises ends the operation.
        """
        connection = reader.connection
        for chunk in chunks(removed):
            self._drop(connection, chunk)
        today = date.today().isoformat()  # noqa: DTZ011 - a verdict is for the day on the archivist's calendar
        works = sorted(affected(reader, kinds, parted=parted, shown=shown))
        source = reader.as_made()
        for done, chunk in enumerate(chunks(works, _CHUNK)):
            if tick is not None:
                tick(done * _CHUNK, len(works))
            self._write(connection, ItemMaker(source, chunk, today).items(), later=len(works) > _LEARNT_AT_ONCE)

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
        touches(None)
        count_layout(connection)
        works = [n for kind in WORKS for n in reader.ids_of(kind, deleted=None)]
        triggers = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            " AND tbl_name IN ('item', 'item_text', 'item_term', 'facet_value')"
        ).all()
        for name, _sql in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for table in ("item", "item_text", "item_term", "facet_value", "spelling", "word", "stem", "item_column_fresh"):
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
        """Write items: of those that are there already only what differs, so that the rest costs no index anything."""
        kept = _Kept(connection, items)
        self._learn(connection, {(f, v) for item in items.values() for f, v in item.terms if v})
        if not later:
            self._words.learn(connection, kept.unread(items))
        fresh: list[tuple[int, Item]] = []
        read: list[int] = []
        made: list[dict[str, int]] = []
        changed: dict[int, dict[str, str]] = {}
        place = _Place(connection, above) if len(kept.rows) < len(items) else None
        for number, item in sorted(items.items(), key=_place):
            item.columns |= {f"{name}_id": self._first(item, name) for name in _ONE_VALUE}
            item.text = with_pieces(item.text)
            values = {self._values[f, v] for f, v in item.terms if v}
            row = kept.rows.get(number)
            if row is not None:
                if texts := self._change(connection, kept, row, item, values):
                    if row["docid"] in kept.texts:
                        changed[row["docid"]] = texts
                    read.append(row["docid"])
            elif place is not None:
                docid, unsorted = place.take(item)
                item.columns |= {"docid": docid, "unsorted": unsorted}
                fresh.append((docid, item))
                read.append(docid)
                made += [{"value_id": value, "docid": docid} for value in values]
        touches([*(row["docid"] for row in kept.rows.values()), *(docid for docid, _ in fresh)])
        if fresh:
            insert_many(connection, t.item, (item.columns for _, item in fresh))
            texts_of = [{"docid": d, **item.text} for d, item in fresh]
            if above:  # a rebuild fills the full texts at its end
                insert_many(connection, t.item_text, texts_of)
            else:
                full_texts.insert(connection, texts_of)
            insert_many(connection, t.item_term, made)
        full_texts.change(connection, changed, kept.texts)
        if later and read:
            postpone(connection, read)

    @staticmethod
    def _change(connection: sa.Connection, kept: _Kept, row: Row, item: Item, values: set[int]) -> dict[str, str]:
        """Write what differs from the row and the values of an item; return the texts that differ."""
        docid: int = row["docid"]
        # Once out of its place an item stays marked, until it is brought where its date belongs.
        moved = int(row["unsorted"] or row["day_low"] != item.columns["day_low"])
        columns = {**item.columns, "unsorted": moved}
        update_one(connection, t.item, "docid", docid, {k: v for k, v in columns.items() if row[k] != v})
        known = kept.texts.get(docid, {})
        texts = {name: text for name, text in item.text.items() if known.get(name) != text}
        if not known:
            insert_many(connection, t.item_text, [{"docid": docid, **texts}])
        held = kept.values[docid]
        run_many(connection, _TERM_GONE, [(value, docid) for value in held - values])
        insert_many(connection, t.item_term, ({"value_id": value, "docid": docid} for value in values - held))
        return texts

    @staticmethod
    def _drop(connection: sa.Connection, records: list[int]) -> None:
        docids = [row[0] for row in fetch(connection, _DOCIDS, (json.dumps(records),))]
        touches(docids)
        delete_rows(connection, t.item_term, "docid", docids)
        full_texts.remove(connection, docids)
        delete_rows(connection, t.item, "docid", docids)

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
                for number, value in fetch(connection, _VALUES, (name, json.dumps(chunk))):
                    self._values[name, value] = number
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


class _Place:
    """The docids of new items: behind all others, marked where a date belongs earlier."""

    def __init__(self, connection: sa.Connection, above: int) -> None:
        # Of all items, not of the last: what comes after a late-dated one may be late-dated too.
        [(docid, day)] = fetch(connection, "SELECT (SELECT max(docid) FROM item), (SELECT max(day_low) FROM item)")
        self._docid: int = max(docid or 0, above)
        self._day: int = day or 0

    def take(self, item: Item) -> tuple[int, int]:
        """The docid of the next item, and whether it belongs elsewhere."""
        self._docid += GAP
        mine = item.columns["day_low"] or 0
        unsorted = int(mine < self._day)
        self._day = max(self._day, mine)
        return self._docid, unsorted


class _Kept:
    """What the index holds of some records: ``rows`` by record; ``texts`` and ``values`` (ids of facets) by docid."""

    def __init__(self, connection: sa.Connection, records: Iterable[int]) -> None:
        self.rows: dict[int, Row] = {
            row["record_id"]: row for row in select_in(connection, t.item, "record_id", [*records])
        }
        docids = [row["docid"] for row in self.rows.values()]
        self.texts: dict[int, Row] = {}
        self.values: dict[int, set[int]] = defaultdict(set)
        if docids:
            self.texts = {row["docid"]: row for row in select_in(connection, t.item_text, "docid", docids)}
            for docid, value in fetch(connection, _HELD, (json.dumps(docids),)):
                self.values[docid].add(value)

    def unread(self, items: dict[int, Item]) -> Iterator[tuple[str, str]]:
        """What texts of some items say that they did not say before, each with its language."""
        for number, item in items.items():
            before = self.texts.get(self.rows[number]["docid"], {}) if number in self.rows else {}
            yield _language(item), "\n".join(text for name, text in item.text.items() if before.get(name) != text)


def _language(item: Item) -> str:
    """The language whose rules an item's words follow."""
    return min((value for name, value in item.terms if name == "language"), default="")


_DOCIDS = "SELECT docid FROM item WHERE record_id IN (SELECT value FROM json_each(?))"
_HELD = "SELECT docid, value_id FROM item_term WHERE docid IN (SELECT value FROM json_each(?))"
_TERM_GONE = "DELETE FROM item_term WHERE value_id = ? AND docid = ?"
_VALUES = "SELECT id, value FROM facet_value WHERE field = ? AND value IN (SELECT value FROM json_each(?))"
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
    from archive_app.store import kept_columns  # numpy takes its time to import

    problems: list[str] = []
    if (share := coverage(connection)) < 1:
        return [f"The search index is filled to {share:.0%}; let it be filled, or rebuild it."]
    if index_care.broken(connection):
        problems.append("The search index does not agree with the texts; repair it.")
    lacking, gone = index_care.adrift(connection)
    if lacking or gone:
        problems.append(f"The search index lacks {len(lacking)} records and has {len(gone)} that are gone; repair it.")
    if wrong := kept_columns.wrong(connection):
        problems.append(f"{len(wrong)} parts of what facets count do not agree with the records; repair the index.")
    if lacking_prints := Prints(connection).lacking():
        problems.append(f"{lacking_prints} articles cannot be compared with others yet; rebuild the search index.")
    return problems


assert set(_ONE_VALUE) <= set(TERM_FIELDS) and len(KINDS) == len(WORKS)  # noqa: S101, PT018 - the tables' contract
