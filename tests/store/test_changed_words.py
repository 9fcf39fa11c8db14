"""The index of words is told little of a change, and holds what it would hold if it were told everything."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.store.changed_words import told
from archive_app.store.index_words import PARTED
from archive_app.store.sqlite.engine import sqlite

COLUMNS = ("title", "body", "notes")
_WORDS = [
    "harbour",
    "harp",
    "ha",
    "h",
    "Élan",
    "elbow",
    "élan",
    "naïve",
    "d’un",
    "un",
    "юг",
    "Южный",
    "ab-cd",
    "cd!",
    "12",
    "123",
    "東京",
    "élan",
    "Straße",
    "x_y",
]
_texts = st.lists(st.sampled_from(_WORDS), max_size=7).map(" ".join) | st.text(max_size=12)
_items = st.fixed_dictionaries(dict.fromkeys(COLUMNS, _texts))


def _index() -> Any:
    connection = sqlite.connect(":memory:", isolation_level=None)
    connection.execute(
        f"CREATE VIRTUAL TABLE typing USING fts5 ({', '.join(COLUMNS)}, content='', detail=none, columnsize=0,"
        " prefix='2 3 4', tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE VIRTUAL TABLE list USING fts5vocab ('typing', 'row')")
    return connection


def _put(connection: Any, docid: int, texts: dict[str, str]) -> None:
    connection.execute(
        "INSERT INTO typing (rowid, title, body, notes) VALUES (?, ?, ?, ?)",
        (docid, *(texts[name] for name in COLUMNS)),
    )


def _take(connection: Any, docid: int, texts: dict[str, str]) -> None:
    connection.execute(
        "INSERT INTO typing (typing, rowid, title, body, notes) VALUES ('delete', ?, ?, ?, ?)",
        (docid, *(texts[name] for name in COLUMNS)),
    )


def _held(connection: Any) -> dict[str, list[int]]:
    """Where each word stands, and each beginning of up to five letters."""
    words = [row[0] for row in connection.execute("SELECT term FROM list").fetchall()]
    asked = {f'"{word}"' for word in words} | {f'"{word[:n]}" *' for word in words for n in range(1, 6)}
    return {
        one: [row[0] for row in connection.execute("SELECT rowid FROM typing WHERE typing MATCH ?", (one,)).fetchall()]
        for one in asked
    }


@settings(max_examples=150)
@given(st.lists(_items, min_size=2, max_size=5), _items)
def test_what_is_told_leaves_the_index_as_if_all_were_told(states: list[dict[str, str]], other: dict[str, str]) -> None:
    changed, fresh = _index(), _index()
    try:
        for connection in (changed, fresh):
            _put(connection, 8, other)
        _put(changed, 16, states[0])
        for before, after in pairwise(states):
            gone, made = told(before, after)
            assert bool(gone) == bool(made)
            if gone:
                _take(changed, 16, gone)
                _put(changed, 16, made)
        _put(fresh, 16, states[-1])
        assert _held(changed) == _held(fresh)
        # Counts agree as well: taking everything out leaves nothing, and no column with less than nothing.
        _take(changed, 16, states[-1])
        _take(changed, 8, other)
        assert _held(changed) == {}
        totals = [c.execute("SELECT block FROM typing_data WHERE id = 1").fetchone()[0] for c in (changed, _index())]
        assert not any(totals[0]), totals
    finally:
        changed.close()
        fresh.close()


def test_words_that_stay_are_not_told_again() -> None:
    body = " ".join(f"word{n} {chr(97 + n % 20)}{chr(97 + n % 7)}other" for n in range(300))
    before = {"title": "A quay", "body": body, "notes": "Section one"}
    gone, made = told(before, {**before, "notes": "Section two"})
    assert gone == {"title": "", "body": "", "notes": "one"}
    assert made == {"title": "", "body": "", "notes": "two"}
    assert told(before, {**before, "title": "a Quay!"}) == ({}, {})


@given(st.text(max_size=20))
def test_texts_are_cut_as_the_full_texts_cut_them(text: str) -> None:
    text = text.replace("\0", "")
    connection = sqlite.connect(":memory:", isolation_level=None)
    connection.execute("CREATE VIRTUAL TABLE f USING fts5 (x, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab ('f', 'instance')")
    connection.execute("INSERT INTO f VALUES (?)", (text,))
    places = connection.execute("SELECT offset, term FROM v ORDER BY offset").fetchall()
    connection.close()
    assert [term for _place, term in places] == text.translate(PARTED).split()
