"""Words with a ``*`` in them: the words of the catalogue that are written so take their place in the query.

A star at the end is a beginning, which the index finds by itself. Anywhere else (``*bour``, ``h*r``) it stands for
any letters of one word. The words found stand in the query as phrases, so they are not widened once more.
"""

from __future__ import annotations

import re
from dataclasses import replace

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.store import tables as t
from archive_app.store.conditions import COLUMNS_OF
from archive_app.store.index_words import index_word

MOST = 1_000
"""Words that a pattern may stand for, the commonest."""
_PIECE = re.compile(r"(?:[^\W_]|\*)+")


def spread(connection: sa.Connection, tree: q.Query) -> q.Query:
    """The tree with each word that holds a star replaced by the words it stands for."""
    match tree:
        case q.Word(text, prefix) if "*" in text:
            return q.All(tuple(_any(connection, pattern) for pattern in _patterns(text, prefix=prefix)))
        case q.Clause(field, values, ":") if field in COLUMNS_OF and any(map(_starred, values)):
            plain = tuple(value for value in values if not _starred(value))
            known = [
                q.Value(word, quoted=True)
                for value in values
                if isinstance(value, q.Value) and _starred(value)
                for pattern in _patterns(value.text, prefix=value.prefix)
                for word in _known(connection, pattern)
            ]
            found = (*plain, *known)
            return replace(tree, values=found) if found else q.Any(())
        case q.Not(child):
            return q.Not(spread(connection, child))
        case q.Link(relation, kind, child):
            return q.Link(relation, kind, spread(connection, child))
        case q.All(children):
            return q.All(tuple(spread(connection, child) for child in children))
        case q.Any(children):
            return q.Any(tuple(spread(connection, child) for child in children))
        case _:
            return tree


def _starred(value: q.Value | q.Range) -> bool:
    # Several words with a star are a piece of text as it is written.
    return isinstance(value, q.Value) and not value.quoted and "*" in value.text and " " not in value.text


def _patterns(text: str, *, prefix: bool) -> list[str]:
    """The patterns of the words that a text is for the index: "MS-*9" is two."""
    return _PIECE.findall(text + "*" * prefix)


def _any(connection: sa.Connection, pattern: str) -> q.Query:
    if "*" not in pattern:
        return q.Phrase(pattern)
    return q.Any(tuple(q.Phrase(word) for word in _known(connection, pattern)))


def _known(connection: sa.Connection, pattern: str) -> list[str]:
    """The words of the catalogue that are written so, the commonest first."""
    if not pattern.strip("*"):
        return []
    glob = "*".join(index_word(part) for part in pattern.split("*"))
    w = t.word.c
    asked = sa.select(w.word).where(w.word.op("GLOB")(glob)).order_by(w["items"].desc()).limit(MOST)
    return list(connection.execute(asked).scalars())
