"""The words of the catalogue: which there are, what their stems are, and in which other ways they are written.

Words are noted as texts are indexed and remembered meanwhile, so that only those met for the first time cost anything.
Only distinct words are kept, not where they stand: the tables grow with the vocabulary, the full texts find records.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from archive_app.domain.pieces import unspaced
from archive_app.domain.spelling import LEAST, has_no_capitals, spelling_key
from archive_app.domain.word_forms import (
    STEMMED,
    WORD,
    has_digraph,
    has_umlaut,
    may_be_name,
    parts,
    plain_key,
    stem,
    umlaut_key,
)
from archive_app.store import tables as t
from archive_app.store.bulk import insert_many
from archive_app.store.sqlite.engine import fetch, sqlite

PLAIN = "="
"""Begins the key under which a word stands in the plainest letters."""
UMLAUT = "~"
"""Begins the key under which a word stands whose ä may be written ae or a."""

_LONGEST = 40
_MOST_SEEN = 150_000  # words remembered, twice over


class _Letters(dict[int, str]):
    """Characters as the full texts hold them; the tokenizer itself is asked, once a character.

    Args:
        parting: What stands for characters that part words. Those that are left out of words are nothing.
    """

    def __init__(self, parting: str = "") -> None:
        super().__init__()
        self._parting = parting
        self._one_at_a_time = threading.Lock()
        self._asked = sqlite.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._asked.execute("CREATE VIRTUAL TABLE one USING fts5 (x, tokenize='unicode61 remove_diacritics 2')")
        self._asked.execute("CREATE VIRTUAL TABLE term USING fts5vocab ('one', 'row')")

    def __missing__(self, code: int) -> str:
        with self._one_at_a_time:
            self._asked.execute("INSERT INTO one (rowid, x) VALUES (1, ?)", (f"a{chr(code)}b",))
            rows = self._asked.execute("SELECT term FROM term").fetchall()
            self._asked.execute("DELETE FROM one")
        self[code] = rows[0][0][1:-1] if len(rows) == 1 else self._parting
        return self[code]


_LETTERS = _Letters()
PARTED: Final = _Letters(" ")
"""Makes of a text its words as the full texts hold them, parted by spaces (``str.translate``)."""


def index_word(word: str) -> str:
    """A word without signs as the full texts hold it: small letters, most diacritics gone."""
    return word.lower() if word.isascii() else word.translate(_LETTERS)


class Learning:
    """Notes the words of texts as they are indexed; remembers those it has seen, so that most cost nothing."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = defaultdict(set)
        self._older: dict[str, set[str]] = {}

    def forget(self) -> None:
        """Drop what is remembered: after a rollback, words noted may not be there."""
        self._seen.clear()
        self._older.clear()

    def learn(self, connection: sa.Connection, texts: Iterable[tuple[str, str]]) -> None:
        """Note the words of some texts.

        Args:
            connection: A transaction that writes.
            texts: Each with the code of its language, "" when that is not known.
        """
        met: dict[str, set[str]] = defaultdict(set)
        for language, text in texts:
            met[language if language in STEMMED else ""].update(WORD.findall(text))
        noted = _Noted()
        for language, found in met.items():
            fresh = {word for word in found - self._seen[language] if len(word) <= _LONGEST}
            fresh -= self._older.get(language, set())
            known = _known(connection, {index_word(word) for word in fresh if word.isalnum()})
            for word in fresh:
                # A small word of plain letters that is noted has nothing else to say: most words of a save.
                if not (word in known and word.isascii() and word.islower()) and not unspaced(word):
                    noted.add(word, language, known)
            self._remember(language, fresh)
        insert_many(connection, t.word, ({"word": w, "items": 1} for w in sorted(noted.words)), or_ignore=True)
        insert_many(connection, t.stem, ({"stem": s, "word": w} for s, w in sorted(noted.stems)), or_ignore=True)
        insert_many(connection, t.spelling, ({"key": k, "word": w} for k, w in sorted(noted.keys)), or_ignore=True)

    def _remember(self, language: str, fresh: set[str]) -> None:
        self._seen[language] |= fresh
        if sum(map(len, self._seen.values())) > _MOST_SEEN:
            self._older, self._seen = self._seen, defaultdict(set)


class _Noted:
    """The rows that words met for the first time make."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.stems: set[tuple[str, str]] = set()
        self.keys: set[tuple[str, str]] = set()

    def add(self, word: str, language: str, known: set[str]) -> None:
        """Add what one word says. Of a word that is in the full texts already only this way of writing may be new."""
        pieces = (word,) if word.isalnum() else parts(word)
        held = [index_word(piece) for piece in pieces]
        for piece, kept in zip(pieces, held, strict=True):
            if kept not in known:
                self.words.add(kept)
                if language and (found := stem(piece, language)):
                    self.stems.add((found, kept))
            if not piece.isascii() and (plain := plain_key(piece)) and plain != kept:
                self.keys.add((PLAIN + plain, piece))
            if (has_umlaut(piece) or (piece[0].isupper() and has_digraph(piece))) and (key := umlaut_key(piece)):
                self.keys.add((UMLAUT + key, piece))
        if len(pieces) > 1 and (plain := plain_key(word)):
            self.keys.add((PLAIN + plain, word))
        if may_be_name(word) or has_no_capitals(word):
            for name in {word, *(piece for piece in pieces if piece[0].isupper() or has_no_capitals(piece))}:
                if len(name) >= LEAST and not any(map(str.isdigit, name)) and (key := spelling_key(name)):
                    self.keys.add((key, name))


def _known(connection: sa.Connection, words: set[str]) -> set[str]:
    """Those of the words that are noted already."""
    if not words:
        return set()
    rows = fetch(
        connection, "SELECT word FROM word WHERE word IN (SELECT value FROM json_each(?))", (json.dumps(sorted(words)),)
    )
    return {word for (word,) in rows}
