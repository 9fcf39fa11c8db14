"""What a catalogue says, as plain values: to compare before and after, and one with another."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from archive_app.store import tables as t
from archive_app.store.archive import Archive

Rows = list[dict[str, Any]]
_FORWARD_ONLY = {"revision", "modified"}  # they count changes, and undoing is one more


def logical(archive: Archive) -> dict[str, Rows]:
    """Every recorded row, without what only ever moves forward."""
    with archive.read() as reader:
        return {
            name: [
                {k: v for k, v in row.items() if not (name == "record" and k in _FORWARD_ONLY)}
                for row in reader.connection.execute(sa.select(*table.c).order_by(table.c.id)).mappings()
            ]
            for name, table in t.RECORDED.items()
        }


def derived(archive: Archive) -> dict[int, dict[str, Any]]:
    """What the index holds of each record; places in it (docids) and numbers of values left out."""
    found: dict[int, dict[str, Any]] = {}
    with archive.read() as reader:
        run = reader.connection.execute
        values = {row.id: [row.field, row.value] for row in run(sa.select(*t.facet_value.c))}
        texts = {row["docid"]: dict(row) for row in run(sa.select(*t.item_text.c)).mappings()}
        terms: dict[int, list[list[str]]] = {}
        for row in run(sa.select(*t.item_term.c)):
            terms.setdefault(row.docid, []).append(values[row.value_id])
        for item in run(sa.select(*t.item.c)).mappings():
            docid = item["docid"]
            plain = {k: v for k, v in item.items() if k not in {"docid", "unsorted"}}
            plain |= {k: values.get(plain[k]) for k in ("publisher_id", "agency_id", "language_id")}
            plain["text"] = {k: v for k, v in texts.pop(docid).items() if k != "docid"}
            plain["terms"] = sorted(terms.pop(docid, []))
            found[item["record_id"]] = plain
    assert not texts, "texts without an item"
    assert not terms, "terms without an item"
    return json.loads(json.dumps(found), object_hook=_numbered)  # type: ignore[no-any-return]  # our own JSON


def _numbered(value: dict[str, Any]) -> dict[Any, Any]:
    return {int(k) if k.isdigit() else k: v for k, v in value.items()}


def found_by(archive: Archive) -> dict[str, set[int]]:
    """The records that the index of words finds by each word, and by each beginning that it keeps."""
    with archive.read() as reader:
        run = reader.connection.exec_driver_sql
        words = [word for (word,) in run("SELECT term FROM typing_list")]
        asked = {f'"{word}"' for word in words} | {f'"{word[:n]}" *' for word in words for n in (2, 3, 4)}
        found = "SELECT record_id FROM item WHERE docid IN (SELECT rowid FROM typing WHERE typing MATCH ?)"
        return {one: {number for (number,) in run(found, (one,))} for one in asked}


def assert_index_is_right(archive: Archive) -> None:
    """The index holds what laying it out anew gives, and agrees with its texts."""
    before, found = derived(archive), found_by(archive)
    assert archive.verify_index() == []
    archive.rebuild_index(lambda _done, _total, _note: None)
    assert before == derived(archive)
    assert found == found_by(archive)
    assert archive.verify_index() == []
