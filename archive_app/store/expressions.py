"""A tree of words as one FTS5 expression, so that SQLite stops at the row that fills the page.

``condition`` (store/search.py) asks for each part by itself, which finds everything before anything is shown. Here
words, alternatives and negations become one expression over one table, read from the newest row downwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archive_app.domain import query as q
from archive_app.domain.pieces import beside, unspaced
from archive_app.store.conditions import COLUMNS_OF, of_all_kinds
from archive_app.store.index_words import index_word
from archive_app.store.text_match import match_of, quoted

MOST_TERMS = 64
"""So many words a beginning is looked for in at once; of more, the commonest come first."""
LEAST_EXPANDED = 5  # beginnings of up to four letters have an index of their own


@dataclass(frozen=True, slots=True)
class Known:
    """Words of the catalogue that begin as a text does, the commonest first; of one letter, see ``expression``.

    Attributes:
        words: At most one more than ``MOST_TERMS``; none when they are not known.
        whole: There are no others. Else what was changed just now may hold some.
    """

    words: list[str]
    whole: bool = True


Expand = Callable[[str], Known]


@dataclass(frozen=True, slots=True)
class Expression:
    """What FTS5 is asked.

    Attributes:
        text: The expression.
        positions: Whether it needs the index that knows where words stand.
        partly: Whether words beyond the commonest were left out for now.
    """

    text: str
    positions: bool = False
    partly: bool = False

    @property
    def simple(self) -> bool:
        """Whether FTS5 passes over nothing on its way from one row to the next."""
        return not self.positions and " AND " not in self.text and " NOT " not in self.text

    @property
    def table(self) -> str:
        """The full-text table that answers it."""
        return "full_text" if self.positions else "typing"


NOTHING = Expression('""')  # FTS5 finds no row for an empty phrase


def expression(node: q.Query, expand: Expand) -> Expression | None:
    """The expression of a tree that is words and nothing else; None when it is more, or only shuts words out.

    Args:
        node: A tree without ``search:``.
        expand: The words that begin as a text does; of one letter, itself and the pairs of letters that words begin
            with.
    """
    match node:
        case q.Near(field=name) if name:
            return None
        case q.Word(text, prefix) if prefix and not unspaced(text):
            return _beginning(node, expand)
        case q.Word() | q.Phrase() | q.Near():
            if isinstance(node, q.Phrase) and unspaced(node.text) and beside(node.text):
                return None  # its words stand in different columns
            found = match_of(node)
            return NOTHING if found is None else Expression(found.expression, found.positions)
        case q.Clause(name, values, ":") if name in COLUMNS_OF and of_all_kinds(name):
            return in_columns(name, values)
        case q.Any(children):
            return _joined([expression(child, expand) for child in children], " OR ")
        case q.All(children):
            return _all(children, expand)
        case _:
            return None


def _all(children: tuple[q.Query, ...], expand: Expand) -> Expression | None:
    wanted = [expression(c, expand) for c in children if not isinstance(c, q.Not)]
    unwanted = [expression(c.child, expand) for c in children if isinstance(c, q.Not)]
    if not wanted:
        return None
    found = _joined(wanted, " AND ")
    without = _joined(unwanted, " OR ") if unwanted else None
    if not unwanted or found is None:
        return found
    if without is None or without.partly:
        return None
    if NOTHING in unwanted:
        without = _joined([u for u in unwanted if u != NOTHING], " OR ") if len(set(unwanted)) > 1 else None
        if without is None:
            return found
    return Expression(f"({found.text}) NOT ({without.text})", found.positions or without.positions, found.partly)


def _joined(parts: list[Expression | None], between: str) -> Expression | None:
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    if NOTHING in known:
        if between == " AND ":
            return NOTHING
        known = [part for part in known if part != NOTHING]
        if not known:
            return NOTHING
    if len(known) == 1:
        return known[0]
    text = between.join(f"({part.text})" for part in known)
    return Expression(text, any(p.positions for p in known), any(p.partly for p in known))


def _beginning(node: q.Word, expand: Expand) -> Expression:
    found = match_of(node)
    if found is None:
        return NOTHING
    if found.positions or 1 < len(node.text) < LEAST_EXPANDED or not node.text.isalnum():
        return Expression(found.expression, found.positions)
    known = expand(index_word(node.text))
    if not known.words:
        return Expression(found.expression)
    if len(node.text) == 1:  # one letter has no index of its own: it is the letter, and each two that words begin with
        text = " OR ".join(quoted(pair) + "*" * (len(pair) > 1) for pair in known.words)
        return Expression(f"({text})", partly=not known.whole)
    text = " OR ".join(quoted(word) for word in known.words[:MOST_TERMS])
    partly = len(known.words) > MOST_TERMS or not known.whole
    return Expression(f"({text})" if len(known.words) > 1 else text, partly=partly)


def in_columns(name: str, values: tuple[q.Value | q.Range, ...]) -> Expression | None:
    """The expression of a clause on long text, whatever kinds of records have that field."""
    columns = COLUMNS_OF[name]
    parts: list[Expression | None] = []
    for value in values:
        if not isinstance(value, q.Value) or unspaced(value.text):
            return None
        found = match_of(q.Phrase(value.text))
        star = "*" if value.prefix else ""
        within = f"{{{' '.join(columns)}}} : "
        parts.append(NOTHING if found is None else Expression(f"{within}{found.expression}{star}", positions=True))
    return _joined(parts, " OR ")
