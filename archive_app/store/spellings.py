"""Widens a search: a name in its other spellings, a word in its other ways of writing, and in its other forms.

Spellings belong to what was asked for. Words of the same stem are a second choice: they are found after the exact hits.
A quoted word, a phrase and an exact comparison stay as they are, and each word is widened by itself, so that one more
word never finds more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.pieces import unspaced
from archive_app.domain.spelling import spelling_key, spellings_of
from archive_app.domain.word_forms import (
    WORD,
    has_digraph,
    has_umlaut,
    parts,
    plain_key,
    stems,
    umlaut_key,
    without_umlauts,
)
from archive_app.store.index_words import PLAIN, UMLAUT, index_word
from archive_app.store.memory import memory_of
from archive_app.store.sqlite.engine import fetch
from archive_app.store.wildcards import spread

# Fixed text, not composed: they run at every keystroke.
_OF_KEYS = "SELECT key, word FROM spelling WHERE key IN (SELECT value FROM json_each(?)) LIMIT ?"
_THERE = "SELECT word FROM word WHERE word IN (SELECT value FROM json_each(?))"
_OF_STEMS = """SELECT m.stem, m.word, w.items FROM json_each(?) j CROSS JOIN stem m ON m.stem = j.value
CROSS JOIN word w ON w.word = m.word LIMIT ?"""
_MOST = 12  # spellings that a word is looked for in
_MOST_FORMS = 24  # words of one stem
_LOOKED_AT = 400  # words of a key
_BARE = 6  # letters of a name without umlaut that is looked for with "ae" too, or the other way round
Others = dict[str, list[str]]
# Fields of a query that hold running text, and those that hold names: a name there may be spelt in any way.
_RUNNING = frozenset(["caption", "title", "standfirst", "text", "mention", "note"])
_FIELDS = _RUNNING | {"by", "person", "org", "provider", "distributor", "via", "credit"}


def spelt_otherwise(connection: sa.Connection, words: Iterable[str]) -> Others:
    """The other ways, among the catalogue's words, of writing each of these words that has any."""
    memory = memory_of(connection)
    found: Others = {}
    for word in words:  # each by itself: while the last is being typed, those before it are known already
        others = memory.answer(connection, ("spelt", word), partial(_spelt, connection, word))
        if others:
            found[word] = others
    return found


def _spelt(connection: sa.Connection, word: str) -> list[str]:
    if not WORD.fullmatch(word) or unspaced(word):
        return []
    name, plain, umlaut, bare = keys = _keys(word)
    own = _indexed(word)
    known = _known(connection, keys)
    rewritten = [form for form in _rewritten(word) if [form] != own]
    there = _there(connection, rewritten)
    others = [
        *spellings_of(word, known.get(name, ())),
        *known.get(plain, ()),
        *_with_umlauts(word, umlaut, known),
        *(other for other in known.get(bare, ()) if other.casefold() == umlaut_key(word)),
        *(form for form in rewritten if form in there),
    ]
    distinct: dict[str, str] = {}
    for other in others:
        if _indexed(other) != own:
            distinct.setdefault(other.casefold(), other)
    return list(distinct.values())[:_MOST]


def of_one_stem(connection: sa.Connection, words: Iterable[str]) -> Others:
    """The other words, among the catalogue's, of the same stem as each of these words, the commonest first."""
    wanted = {word: stems(word) for word in words if word.isalpha() and not unspaced(word)}
    known: dict[str, list[tuple[int, str]]] = {}
    asked = sorted({found for mine in wanted.values() for found in mine})
    for found, word, items in fetch(connection, _OF_STEMS, (json.dumps(asked), _LOOKED_AT * len(asked))):
        known.setdefault(found, []).append((-items, word))
    forms: Others = {}
    for word, mine in wanted.items():
        others = {pair for found in mine for pair in known.get(found, ())}
        if chosen := [other for _items, other in sorted(others) if other != index_word(word)]:
            forms[word] = chosen[:_MOST_FORMS]
    return forms


def widened(connection: sa.Connection, tree: q.Query) -> tuple[q.Query, Others]:
    """The tree with each plain word also looked for in its other spellings, and which those are.

    A quoted word, a phrase and an exact comparison stay as they are; a word with a star in it becomes the words of the
    catalogue that are written so.
    """
    tree = spread(connection, tree)
    other = spelt_otherwise(connection, words_of(tree))
    return (_with(tree, other, _FIELDS), other) if other else (tree, {})


def stemmed(connection: sa.Connection, tree: q.Query, typed: q.Query) -> tuple[q.Query, Others]:
    """A widened tree with the plain words of running text also looked for in their other forms, and which those are.

    Args:
        connection: The catalogue.
        tree: What ``widened`` gave for ``typed``.
        typed: The tree before it was widened: spellings have no forms. What is not wanted (``-word``) has none either.
    """
    other = of_one_stem(connection, words_of(typed, _RUNNING, denied=False))
    return (_with(tree, other, _RUNNING, denied=False), other) if other else (tree, {})


def words_of(tree: q.Query, fields: Iterable[str] = _FIELDS, *, denied: bool = True) -> set[str]:
    """The plain words of a query that may be widened.

    Args:
        tree: The query.
        fields: Those whose values count.
        denied: Whether words in a negation count.
    """
    found: set[str] = set()

    def note(word: str) -> list[str]:
        found.add(word)
        return []

    _mapped(tree, note, frozenset(fields), denied=denied)
    return found


def _with(tree: q.Query, other: Others, fields: frozenset[str], *, denied: bool = True) -> q.Query:
    return _mapped(tree, lambda word: other.get(word, []), fields, denied=denied)


def _mapped(tree: q.Query, others: Callable[[str], list[str]], fields: frozenset[str], *, denied: bool) -> q.Query:
    """The tree with ``others`` of each plain word beside it."""
    match tree:
        case q.Word(text):
            more = others(text)
            return q.Any((tree, *(q.Word(word) for word in more))) if more else tree
        case q.Clause(field, values, ":") if field in fields:
            added = [
                q.Value(word)
                for value in values
                if isinstance(value, q.Value) and not value.quoted and " " not in value.text
                for word in others(value.text)
            ]
            return replace(tree, values=(*values, *added)) if added else tree
        case q.Not(child):
            return q.Not(_mapped(child, others, fields, denied=denied)) if denied else tree
        case q.Link(relation, kind, child):
            return q.Link(relation, kind, _mapped(child, others, fields, denied=denied))
        case q.All(children):
            return q.All(tuple(_mapped(child, others, fields, denied=denied) for child in children))
        case q.Any(children):
            return q.Any(tuple(_mapped(child, others, fields, denied=denied) for child in children))
        case _:
            return tree


def _keys(word: str) -> tuple[str, str, str, str]:
    """The keys of a word: as a name, in plain letters, without umlauts, and as a name without them; "" for none."""
    plain, umlaut = plain_key(word), umlaut_key(word)
    bare = spelling_key(umlaut) if has_digraph(word) and len(word) >= _BARE else ""
    return spelling_key(word), plain and PLAIN + plain, umlaut and UMLAUT + umlaut, bare


def _rewritten(word: str) -> list[str]:
    """Ways of writing a word that need no key: without signs and marks, with ss for ß, with ae for ä."""
    found = [plain_key(word)]
    if has_umlaut(word):
        found.append(without_umlauts(word))
    return [index_word(form) for form in found if form]


def _with_umlauts(word: str, key: str, known: dict[str, list[str]]) -> list[str]:
    """The words of an umlaut key that stand for ``word``: Müller for Mueller; Mueller for Muller only among names."""
    found = known.get(key, [])
    bridged = has_umlaut(word) or any(map(has_umlaut, found))
    if has_digraph(word) or bridged or len(word) >= _BARE:
        return [other for other in found if has_umlaut(other) or bridged or not has_digraph(word)]
    return []


def _known(connection: sa.Connection, keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    wanted = sorted({key for key in keys if key})
    if wanted:
        for key, word in fetch(connection, _OF_KEYS, (json.dumps(wanted), _LOOKED_AT * len(wanted))):
            found.setdefault(key, []).append(word)
    return found


def _there(connection: sa.Connection, words: list[str]) -> set[str]:
    """Those of the words that stand in the full texts."""
    return {word for (word,) in fetch(connection, _THERE, (json.dumps(words),))} if words else set()


def _indexed(word: str) -> list[str]:
    return [index_word(part) for part in parts(word)]
