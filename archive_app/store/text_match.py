"""Words of a query as full-text conditions. Every word is quoted for FTS5; a word without letters finds nothing.

Single words and prefixes go to the small ``typing`` index, phrases and columns to ``full_text``; scripts
written without spaces, which the tokenizer leaves whole, are looked for as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.folding import fold, words
from archive_app.store import tables as t

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
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
            found = words(text)
            if not found:
                return None
            star = "*" if prefix else ""
            if len(found) == 1 and fold(text) == found[0]:
                return Match(quoted(text) + star, positions=False)
            return Match(quoted(" ".join(found)) + star, positions=True)
        case q.Phrase(text):
            found = words(text)
            return Match(quoted(" ".join(found)), positions=len(found) > 1) if found else None
        case q.Near(words=near, distance=distance):
            found = [w for word in near for w in words(word)]
            inside = " ".join(quoted(w) for w in found)
            return Match(f"NEAR({inside}, {distance:d})", positions=True) if found else None


def anywhere(nodes: Sequence[Textual]) -> list[sa.ColumnElement[bool]]:
    """Conditions on ``item.docid`` that every node is found somewhere in the record's text."""
    conditions: list[sa.ColumnElement[bool]] = []
    matches: list[Match] = []
    for node in nodes:
        text = node.text if isinstance(node, q.Word | q.Phrase) else ""
        found = match_of(node)
        if text and _UNSPACED.search(text):
            conditions.append(_substring(text, COLUMNS))
        elif found is None:
            conditions.append(sa.false())
        else:
            matches.append(found)
    if matches:
        table = "full_text" if any(m.positions for m in matches) else "typing"
        conditions.append(_rowids(table, " AND ".join(m.expression for m in matches)))
    return conditions


def near_within(columns: Sequence[str], node: q.Near) -> sa.ColumnElement[bool]:
    """A condition that the words stand near each other in one of the columns of the text."""
    found = match_of(node)
    return _rowids("full_text", f"{{{' '.join(columns)}}} : {found.expression}") if found is not None else sa.false()


def within(columns: Sequence[str], value: q.Value) -> sa.ColumnElement[bool]:
    """A condition that the value's words stand together in one of the columns of the text."""
    if _UNSPACED.search(value.text):
        return _substring(value.text, columns)
    found = match_of(q.Phrase(value.text))
    if found is None:
        return sa.false()
    star = "*" if value.prefix else ""
    return _rowids("full_text", f"{{{' '.join(columns)}}} : {found.expression}{star}")


def ranking(nodes: Sequence[Textual]) -> str:
    """The expression by which hits are ranked: any of the words."""
    return " OR ".join(m.expression for node in nodes if (m := match_of(node)) is not None)


def _rowids(table: str, expression: str) -> sa.ColumnElement[bool]:
    fts = sa.table(table, sa.column("rowid"), sa.column(table))
    found = sa.select(fts.c.rowid).where(fts.c[table].op("MATCH")(expression))
    return t.item.c.docid.in_(found)


def _substring(text: str, columns: Sequence[str]) -> sa.ColumnElement[bool]:
    c = t.item_text.c
    hit = sa.or_(*(sa.func.instr(sa.func.fold(c[name]), fold(text)) > 0 for name in columns))
    return t.item.c.docid.in_(sa.select(c.docid).where(hit))
