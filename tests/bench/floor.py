"""The floor under a search: SQLite's own statements on the same file, without any of the program's code.

For words, as they are typed, it is what search.md §2.1 (step 4) says, to the letter: the newest fifty by the index of
titles; only where these are fewer, fifty by the index of words, with the 64 commonest words that begin so for five
letters and more; then fifty narrow rows. Everything else §2.1 asks in one statement: phrases of the index with
positions, fields and dates beside the words, and what no word narrows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive_app.store.archive import FILE
from archive_app.store.sqlite.engine import sqlite
from tests.bench.queries import Asked, quoted

FIRST = 50
LEAST_EXPANDED = 5
TERMS = 64
LIST = """SELECT i.record_id, i.title, i.published, v.value FROM item i LEFT JOIN facet_value v ON v.id = i.publisher_id
WHERE i.docid IN (SELECT value FROM json_each(?)) ORDER BY i.docid DESC"""
_WORDS = f"SELECT word FROM word WHERE word >= ? AND word < ? ORDER BY items DESC LIMIT {TERMS + 1}"
Work = Callable[[], object]


def bare_connection(folder: Path) -> Any:
    """SQLite and nothing else, with the settings of the program's readers."""
    connection = sqlite.connect(f"file:{folder / FILE}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA cache_size=-32768")
    return connection


def floor(connection: Any, asked: Asked) -> Work | None:
    """The statements that a search stands beside; None where §2.1 has none for it."""
    if asked.words:
        return lambda: _listed(connection, _keystroke(connection, asked))
    return single(connection, asked)


def single(connection: Any, asked: Asked) -> Work | None:
    """The newest fifty by one statement, and their rows; of words, what is left without the index of titles."""
    if not (asked.expression or asked.join):
        return None
    sql, values = _statement(asked)
    return lambda: _listed(connection, [row[0] for row in connection.execute(sql, values).fetchall()])


def _keystroke(connection: Any, asked: Asked) -> list[int]:
    *whole, last = asked.words
    finished = [quoted(word) for word in whole]
    end = f"{quoted(last)}*" if asked.typing else quoted(last)
    found = _newest(connection, "titles", " AND ".join([*finished, end]))
    if len(found) >= FIRST:
        return found
    if asked.typing and len(last) >= LEAST_EXPANDED:
        known = [word for (word,) in connection.execute(_WORDS, (last, last + "\U0010ffff"))][:TERMS]
        end = f"({' OR '.join(map(quoted, known))})" if known else end
    return _newest(connection, "typing", " AND ".join([*finished, end]))


def _newest(connection: Any, table: str, expression: str) -> list[int]:
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT {FIRST}"
    return [row[0] for row in connection.execute(sql, (expression,)).fetchall()]


def _listed(connection: Any, docids: list[int]) -> object:
    return connection.execute(LIST, (json.dumps(docids),)).fetchall()


def _statement(asked: Asked) -> tuple[str, list[Any]]:
    tests = [asked.where] if asked.where else []
    source, docid, values = asked.table, f"{asked.table}.rowid", list(asked.values)
    if asked.expression:
        tests.insert(0, f"{asked.table} MATCH ?")
        values.insert(0, asked.expression)
        if asked.join:  # as a range: asked for as equal, SQLite takes an index that costs ten times as much
            source += f" CROSS JOIN {asked.join} ON m.docid BETWEEN {docid} AND {docid}"
        elif "item." in asked.where:
            source += f" CROSS JOIN item ON item.docid = {docid}"
    else:
        source, docid = asked.join, "m.docid"
    return f"SELECT {docid} FROM {source} WHERE {' AND '.join(tests)} ORDER BY {docid} DESC LIMIT {FIRST}", values
