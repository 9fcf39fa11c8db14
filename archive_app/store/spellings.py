"""Which words of the catalogue are spellings of one name: kept beside the index, used to widen a search by name.

Only distinct words are kept, not where they stand: the table grows with the vocabulary, and the full text finds the
records (search.md §2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.spelling import name_words, spelling_key, spellings_of
from archive_app.store import tables as t
from archive_app.store.bulk import insert_many
from archive_app.store.loading import chunks

_s = t.spelling.c
_MOST = 12  # spellings that a word is looked for in
_LONGEST = 40
_MOST_SEEN = 200_000
_TOGETHER = 500  # texts read at once
# Fields of a query that hold names or running text: a name there may be spelt in any way.
_FIELDS = frozenset(
    ["by", "person", "org", "provider", "distributor", "via", "credit", "caption", "title", "standfirst", "text",
     "mention", "note"]
)  # fmt: skip


class Learning:
    """Notes the words of texts as they are indexed; remembers those it has seen, so that most cost nothing."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def forget(self) -> None:
        """Drop what is remembered: after a rollback, words noted may not be there."""
        self._seen.clear()

    def learn(self, connection: sa.Connection, texts: Iterable[str]) -> None:
        """Note the words of some texts that may be names."""
        met: set[str] = set()
        for text in texts:
            met |= name_words(text)
        fresh = {word for word in met - self._seen if len(word) <= _LONGEST}
        rows = ({"key": key, "word": word} for word in sorted(fresh) if (key := spelling_key(word)))
        insert_many(connection, t.spelling, rows, or_ignore=True)
        if len(self._seen) > _MOST_SEEN:
            self._seen.clear()
        self._seen |= fresh


def fill(connection: sa.Connection) -> None:
    """Note the words of every text in the index."""
    learning, last = Learning(), -1
    texts = [column for column in t.item_text.c if column.name != "docid"]
    docid = t.item_text.c.docid
    while rows := connection.execute(
        sa.select(docid, *texts).where(docid > last).order_by(docid).limit(_TOGETHER)
    ).all():
        learning.learn(connection, (text for row in rows for text in row[1:]))
        last = rows[-1][0]


def spelt_otherwise(connection: sa.Connection, words: Iterable[str]) -> dict[str, list[str]]:
    """The other spellings, among the catalogue's words, of each of these words that has any."""
    keys = {word: spelling_key(word) for word in words}
    known: dict[str, list[str]] = {}
    for chunk in chunks(sorted({key for key in keys.values() if key})):
        for key, word in connection.execute(sa.select(_s.key, _s.word).where(_s.key.in_(chunk))):
            known.setdefault(key, []).append(word)
    found: dict[str, list[str]] = {}
    for word, key in keys.items():
        distinct: dict[str, str] = {}
        for other in spellings_of(word, known.get(key, ())):
            distinct.setdefault(other.casefold(), other)
        if distinct:
            found[word] = list(distinct.values())[:_MOST]
    return found


def widened(connection: sa.Connection, tree: q.Query) -> tuple[q.Query, dict[str, list[str]]]:
    """The tree with each plain word also looked for in its other spellings, and which those are.

    A quoted word, a phrase and an exact comparison stay as they are.
    """
    other = spelt_otherwise(connection, _words_of(tree))
    return (_with(tree, other), other) if other else (tree, {})


def _words_of(tree: q.Query) -> set[str]:
    match tree:
        case q.Word(text):
            return {text}
        case q.Clause(field, values, ":") if field in _FIELDS:
            return {v.text for v in values if isinstance(v, q.Value) and not v.quoted and " " not in v.text}
        case q.Not(child):
            return _words_of(child)
        case q.Link(query=child):
            return _words_of(child)
        case q.All(children) | q.Any(children):
            return {word for child in children for word in _words_of(child)}
        case _:
            return set()


def _with(tree: q.Query, other: dict[str, list[str]]) -> q.Query:
    match tree:
        case q.Word(text) if text in other:
            return q.Any((tree, *(q.Word(word) for word in other[text])))
        case q.Clause(field, values, ":") if field in _FIELDS:
            more = [
                q.Value(word)
                for value in values
                if isinstance(value, q.Value) and not value.quoted
                for word in other.get(value.text, ())
            ]
            return replace(tree, values=(*values, *more)) if more else tree
        case q.Not(child):
            return q.Not(_with(child, other))
        case q.Link(relation, kind, child):
            return q.Link(relation, kind, _with(child, other))
        case q.All(children):
            return q.All(tuple(_with(child, other) for child in children))
        case q.Any(children):
            return q.Any(tuple(_with(child, other) for child in children))
        case _:
            return tree
