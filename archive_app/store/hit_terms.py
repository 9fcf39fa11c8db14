"""What a query looks for in each field of a record, so that a hit is marked in the field it was asked of.

Words are looked for anywhere, ``credit:x`` in credit lines only. Names (``provider:``, ``by:`` …) are found through the
spellings of their authorities, so the name itself, as the record bears it, is the hit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain import query_fields
from archive_app.domain.folding import fold
from archive_app.domain.snippets import Terms
from archive_app.i18n import tr
from archive_app.store import tables as t
from archive_app.store.conditions import TERMS
from archive_app.store.loading import chunks

# Where a clause looks, by the names that rows give their texts.
_PLACES: Final = {
    "title": ("title",), "text": ("body", "standfirst"), "standfirst": ("standfirst",), "credit": ("credits",),
    "caption": ("captions",), "alt": ("captions",), "mention": ("mention",), "note": ("note",),
}  # fmt: skip
NAMED: Final = (
    "by", "provider", "via", "distributor", "org", "person", "place", "tag", "publisher", "section", "licence",
)  # fmt: skip
"""Fields whose values are names; a row tells them under ``name:FIELD``."""


@dataclass(slots=True)
class Wanted:
    """What is looked for: anywhere, in one text only, and clauses of names."""

    anywhere: Terms
    within: dict[str, Terms] = field(default_factory=dict)
    names: list[q.Clause] = field(default_factory=list)

    def terms(self, place: str) -> Terms:
        """What is looked for in a text of a row."""
        return self.anywhere | self.within[place] if place in self.within else self.anywhere

    def column(self, places: Sequence[str]) -> Terms:
        """What is looked for in a column that holds several texts."""
        found = self.anywhere
        for place in places:
            found |= self.within.get(place, _NOTHING)
        return found


_NOTHING: Final = Terms(())


def wanted(node: q.Query | None) -> Wanted:
    """What a widened query looks for; what it shuts out is not told."""
    found = Wanted(_NOTHING)
    if node is not None:
        _note(node, found)
    return found


def _note(node: q.Query, found: Wanted) -> None:
    match node:
        case q.Word(text, prefix):
            found.anywhere |= Terms.of([(text, prefix)])
        case q.Phrase(text):
            found.anywhere |= Terms.of([(text.replace("*", " "), False)])
        case q.Near(words, _distance, place):
            terms = Terms.of((word.replace("*", " "), False) for word in words)
            _add(found, _PLACES.get(place, ()) if place else (), terms)
        case q.All(children) | q.Any(children):
            for child in children:
                _note(child, found)
        case q.Clause(name, values, operator) if name in _PLACES:
            texts = [value for value in values if isinstance(value, q.Value)]
            if operator == "~":
                _add(found, _PLACES[name], Terms.of((), (value.text for value in texts)))
            elif operator in (":", "="):
                pairs = ((v.text.replace("*", " ") if v.quoted else v.text, v.prefix) for v in texts)
                _add(found, _PLACES[name], Terms.of(pairs))
        case q.Clause(name, _values, ":" | "~") if name in NAMED:
            found.names.append(node)
        case _:
            pass


def _add(found: Wanted, places: Sequence[str], terms: Terms) -> None:
    if not places:
        found.anywhere |= terms
    for place in places:
        found.within[place] = found.within.get(place, _NOTHING) | terms


def label(place: str) -> str:
    """The name of the field of a ``name:FIELD``, within a sentence."""
    known = query_fields.find(place.partition(":")[2])
    text = tr(known.label) if known is not None else place
    return text[:1].lower() + text[1:]


def name_terms(asked: Wanted, place: str, names: str) -> Terms:
    """What is marked in the names of a ``name:FIELD``: what was asked for; a name found by another spelling, whole."""
    typed = _NOTHING
    for clause in asked.names:
        if clause.field == place.partition(":")[2]:
            texts = [value.text for value in clause.values if isinstance(value, q.Value)]
            typed |= Terms.of((), texts) if clause.operator == "~" else Terms.within(x for x in texts if "*" not in x)
    return typed | Terms.within(line for line in names.split("\n") if not typed.spans(line))


def names_of(
    connection: sa.Connection, docids: Sequence[int], clauses: Sequence[q.Clause]
) -> dict[int, dict[str, str]]:
    """The names by which items answer clauses of names, a line each, under ``name:FIELD``."""
    told: dict[int, dict[str, str]] = defaultdict(dict)
    f, m = t.facet_value.c, t.item_term.c
    for name in dict.fromkeys(clause.field for clause in clauses):
        borne: dict[str, list[int]] = defaultdict(list)
        for chunk in chunks(docids):
            rows = sa.select(m.docid, f.value).join(t.facet_value, f.id == m.value_id)
            for docid, value in connection.execute(rows.where(m.docid.in_(chunk), f.field == TERMS[name])):
                borne[value].append(docid)
        asked = [clause for clause in clauses if clause.field == name]
        spelt = _spellings(connection, [value for value in borne if not _answers(value, asked)])
        for value, holders in borne.items():
            if any(_answers(text, asked) for text in (value, *spelt.get(value, ()))):
                for docid in holders:
                    before = told[docid].get(f"name:{name}", "")
                    told[docid][f"name:{name}"] = f"{before}\n{value}" if before else value
    return told


def _answers(text: str, clauses: Sequence[q.Clause]) -> bool:
    return any(
        _says(text, clause.operator, value)
        for clause in clauses
        for value in clause.values
        if isinstance(value, q.Value) and value.text
    )


def _says(text: str, operator: str, value: q.Value) -> bool:
    if operator == "~":
        return bool(Terms.of((), [value.text]).spans(text))
    if "*" in value.text and not value.quoted:
        pattern = fold(value.text).replace("[", "[[]").replace("?", "[?]") + "*" * value.prefix
        return fnmatchcase(fold(text), pattern)
    return fold(value.text) in fold(text)


def _spellings(connection: sa.Connection, names: Sequence[str]) -> dict[str, list[str]]:
    """The other spellings of the authorities of these names, and the names of what they are part of."""
    a, v = t.authority.c, t.authority_variant.c
    above = t.authority.alias("above")
    found: dict[str, list[str]] = defaultdict(list)
    for chunk in chunks(names):
        own = sa.select(a.name, v.text).join(t.authority_variant, v.record_id == a.id).where(a.name.in_(chunk))
        parts = sa.select(a.name, above.c.name).join(above, above.c.id == a.parent_id).where(a.name.in_(chunk))
        over = (
            sa.select(a.name, v.text)
            .join(t.authority_variant, v.record_id == a.parent_id)
            .where(a.name.in_(chunk), a.parent_id.is_not(None))
        )
        for statement in (own, parts, over):
            for name, text in connection.execute(statement):
                found[name].append(text)
    return found
