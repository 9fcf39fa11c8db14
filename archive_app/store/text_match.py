"""Words of a query as full-text conditions. Every word is quoted for FTS5; a word without letters finds nothing.

Single words and prefixes go to the small ``typing`` index, phrases and columns to ``full_text``; scripts
written without spaces are looked for by their pieces (``domain.pieces``). Text goes to the index as it was typed: its
tokenizer folds it as it folded what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.folding import fold
from archive_app.domain.pieces import asked, beside, unspaced
from archive_app.store import tables as t
from archive_app.store.index_words import index_word

_WORD = re.compile(r"[^\W_]+")
COLUMNS = ("title", "standfirst", "body", "captions", "credits", "names", "notes")
Textual = q.Word | q.Phrase | q.Near


@dataclass(frozen=True, slots=True)
class Match:
    """An FTS5 expression, and whether it needs the index with positions."""

    expression: str
    positions: bool


def quoted(text: str) -> str:
    """A string for FTS5: in double quotes, its own doubled, without the NUL that FTS5 cannot hold."""
    return '"' + text.replace("\0", " ").replace('"', '""') + '"'


def match_of(node: Textual) -> Match | None:
    """The FTS5 expression of a text node; None when it holds nothing that can be looked up."""
    match node:
        case q.Word(text, prefix):
            found = _WORD.findall(text)
            if unspaced(text):
                return _in_pieces(text)
            if not found:
                return None
            star = "*" if prefix else ""
            if found == [text]:
                return Match(quoted(text) + star, positions=_several(text))
            return Match(quoted(" ".join(found)) + star, positions=True)
        case q.Phrase(text):
            found = _WORD.findall(text)
            if unspaced(text):
                return _in_pieces(text)
            return Match(quoted(" ".join(found)), positions=len(found) > 1 or _several(found[0])) if found else None
        case q.Near(words=near, distance=distance):
            pieces = [unspaced(word) for word in near]
            if any(pieces) and not all(pieces):  # they stand in different columns
                each = [m.expression for word in near if (m := match_of(q.Word(word))) is not None]
                return Match(" AND ".join(each), positions=True) if each else None
            if any(pieces):
                inside = " ".join(m.expression for word in near if (m := _in_pieces(word)) is not None)
                return Match(f"NEAR({inside}, {distance:d})", positions=True)
            inside = " ".join(quoted(w) for word in near for w in _WORD.findall(word))
            return Match(f"NEAR({inside}, {distance:d})", positions=True) if inside else None


def _in_pieces(text: str) -> Match | None:
    """A text in a script without spaces, and what stands beside it in others."""
    found = asked(text)
    if found is None:
        return None
    pieces, beginning = found
    whole = quoted(" ".join(pieces)) + ("*" if beginning else "")
    others = beside(text)
    several = len(pieces) > 1 or any(map(_several, others))
    return Match(" AND ".join([whole, *map(quoted, others)]), positions=several)


def _several(word: str) -> bool:
    """Whether the index's tokenizer takes one of our words for several."""
    return not word.isascii() and not all(map(index_word, word))


def anywhere(nodes: Sequence[Textual]) -> list[sa.ColumnElement[bool]]:
    """Conditions on ``item.docid`` that every node is found somewhere in the record's text."""
    conditions: list[sa.ColumnElement[bool]] = []
    matches: list[Match] = []
    for node in nodes:
        found = match_of(node)
        if found is None:
            conditions.append(sa.false())
        else:
            matches.append(found)
            if isinstance(node, q.Phrase) and unspaced(node.text) and beside(node.text):
                conditions.append(_substring(node.text, COLUMNS, found))  # its words stand in different columns
    if matches:
        table = "full_text" if any(m.positions for m in matches) else "typing"
        conditions.append(_rowids(table, " AND ".join(m.expression for m in matches)))
    return conditions


def near_within(columns: Sequence[str], node: q.Near) -> sa.ColumnElement[bool]:
    """A condition that the words stand near each other in one of the columns of the text."""
    if any(map(unspaced, node.words)):
        return sa.and_(*(within(columns, q.Value(word)) for word in node.words))
    found = match_of(node)
    return _rowids("full_text", f"{{{' '.join(columns)}}} : {found.expression}") if found is not None else sa.false()


def within(columns: Sequence[str], value: q.Value) -> sa.ColumnElement[bool]:
    """A condition that the value's words stand together in one of the columns of the text."""
    found = match_of(q.Phrase(value.text))
    if found is None:
        return sa.false()
    if unspaced(value.text):
        return _substring(value.text, columns, found)
    star = "*" if value.prefix else ""
    return _rowids("full_text", f"{{{' '.join(columns)}}} : {found.expression}{star}")


def ranking(nodes: Sequence[Textual]) -> str:
    """The expression by which hits are ranked: any of the words."""
    return " OR ".join(m.expression for node in nodes if (m := match_of(node)) is not None)


def _found(table: str, expression: str) -> sa.Select[Any]:
    fts = sa.table(table, sa.column("rowid"), sa.column(table))
    return sa.select(fts.c.rowid).where(fts.c[table].op("MATCH")(expression))


def _rowids(table: str, expression: str) -> sa.ColumnElement[bool]:
    return t.item.c.docid.in_(_found(table, expression))


def _substring(text: str, columns: Sequence[str], found: Match) -> sa.ColumnElement[bool]:
    """Of the items that an expression finds, those in which the text stands as it is in one of the columns."""
    c = t.item_text.c
    hit = sa.or_(*(sa.func.instr(sa.func.fold(c[name]), fold(text)) > 0 for name in columns))
    return t.item.c.docid.in_(sa.select(c.docid).where(c.docid.in_(_found("full_text", found.expression)), hit))
