"""More articles out of those that are there, by SQLite alone: other ids, other dates, a word of their own.

A copy keeps the words of its original, so that frequencies stay as they are, but is older by some years and bears one
word found nowhere else, as every article of the generator does: the number of distinct words goes on growing.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from archive_app.store import tables as t
from archive_app.store.archive import Archive, Writer

_DAYS = 1_237  # between a copy and the next; no whole number of years or weeks
# Columns that hold ids of copied records; authorities are shared and keep theirs.
_LINKS = {"record_id", "article_id", "photo_id", "video_id", "source_id"}
_TABLES = ("source", "article", "photo", "video", "photo_use", "video_use", "name", "credit_party", "evidence")
_OWN_IDS = ("name", "credit_party", "evidence")  # their ids are not those of records


def multiply(archive: Archive, count: int, tell: Callable[[str], None]) -> None:
    """Copy the articles that are there until there are ``count``; the copies are whole, so it may be a few more."""
    with archive.read() as reader:
        run = reader.connection.exec_driver_sql
        made = run("SELECT count(*) FROM source").scalar_one()
        copied = run("SELECT count(*) FROM operation WHERE who = 'copy'").scalar_one()
    original = made // (copied + 1)
    while original and made < count:
        copied += 1
        tell(f"copy {copied} of {original:,} articles")
        archive.maintain(lambda writer, number=copied: _copy(writer, number))  # type: ignore[misc]  # bound now
        made += original


def _copy(writer: Writer, number: int) -> int:
    c = writer.connection
    run = c.exec_driver_sql
    # Each copy is one of the originals; the first one notes where these end.
    last = run("SELECT max(id) FROM record").scalar_one()
    span = run("SELECT records FROM operation WHERE who = 'copy' ORDER BY id LIMIT 1").scalar() or last
    run(
        "INSERT INTO operation (at, who, verb, label, kind, target_id, undone, records)"
        " VALUES (?, 'copy', 'import', ?, 'do', NULL, 0, ?)",
        (writer.at, f"Copy {number}", span),
    )
    run(
        "INSERT INTO record (id, kind, uid, revision, created, modified, deleted)"
        " SELECT id + ?, kind, lower(hex(randomblob(16))), 1, created, modified, deleted FROM record"
        " WHERE id <= ? AND kind <> 'authority'",
        (last, span),
    )
    for name in _TABLES:
        _copy_table(c, name, last, span, number)
    _copy_items(c, last, span, number)
    return 1


def _copy_table(connection: sa.Connection, name: str, shift: int, span: int, number: int) -> None:
    columns = [column.name for column in t.RECORDED[name].c]
    own = name in _OWN_IDS
    values = [_value(name, column, shift, number, own=own) for column in columns]
    if own:
        columns, values = columns[1:], values[1:]  # its id is given by the table
    where = f"record_id <= {span}" if own else f"id <= {span}"
    connection.exec_driver_sql(
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {name} WHERE {where} ORDER BY id"
    )


def _value(table: str, column: str, shift: int, number: int, *, own: bool) -> str:
    if column in _LINKS or (column == "id" and not own):
        return f"{column} + {shift}"
    if column == "published":
        return f"CASE published WHEN '' THEN '' ELSE date(published, '-{number * _DAYS} days') END"
    if table == "article" and column == "body":
        return f"body || char(10) || 'Nr ' || {_word('id', shift)}"
    if table == "article" and column == "url":
        return f"url || '/{number}'"
    return column


def _word(number: str, shift: int) -> str:
    """A word of letters only, from a number."""
    return f"replace(replace(lower(hex(printf('%x', ({number} + {shift}) * 7919))), '3', 'k'), '6', 'v')"


def _copy_items(connection: sa.Connection, shift: int, span: int, number: int) -> None:
    rows = connection.exec_driver_sql("PRAGMA table_info (bench_item)").all()
    columns = [row[1] for row in rows]
    values = []
    for column in columns:
        if column == "record_id":
            values.append(f"record_id + {shift}")
        elif column in {"day_low", "day_high"}:
            values.append(f"{column} - {number * _DAYS}")
        else:
            values.append(_value("item", column, shift, number, own=True))
    listed = ", ".join(columns)
    connection.exec_driver_sql(
        f"INSERT INTO bench_item ({listed}) SELECT {', '.join(values)} FROM bench_item WHERE record_id <= {span}"
    )
    connection.exec_driver_sql(
        f"INSERT INTO bench_term (value_id, record_id) SELECT value_id, record_id + {shift} FROM bench_term"
        f" WHERE record_id <= {span}"
    )
