"""Says of a hit whether it is the very word that was asked for, or another spelling or form of it."""

from __future__ import annotations

from archive_app.domain import query as q
from archive_app.domain.folding import fold
from archive_app.domain.results import ResultRow
from archive_app.domain.snippets import Terms


def asked_for(query: q.Query) -> list[tuple[str, bool]]:
    """Text and whether it is a beginning, of every word and phrase that a query asks for (not those it shuts out)."""
    match query:
        case q.Word(text, prefix):
            return [(text, prefix)]
        case q.Phrase(text):
            return [(text.replace("*", " "), False)]
        case q.Near(words):
            return [(word, False) for word in words]
        case q.All(children) | q.Any(children):
            return [one for child in children for one in asked_for(child)]
        case q.Clause(_field, values, ":" | "="):
            return [
                (value.text.replace("*", " ") if value.quoted else value.text, value.prefix)
                for value in values
                if isinstance(value, q.Value)
            ]
        case _:
            return []


def contained(query: q.Query) -> list[tuple[str, bool]]:
    """What is looked for in short fields, where a part of a word is enough."""
    match query:
        case q.All(children) | q.Any(children):
            return [one for child in children for one in contained(child)]
        case q.Clause(_field, _values, ":"):
            return asked_for(query)
        case _:
            return []


def patterns(query: q.Query) -> list[str]:
    """The regular expressions that a query asks for."""
    match query:
        case q.All(children) | q.Any(children):
            return [one for child in children for one in patterns(child)]
        case q.Clause(_field, values, "~"):
            return [value.text for value in values if isinstance(value, q.Value)]
        case _:
            return []


def spelt_otherwise(row: ResultRow, query: q.Query) -> ResultRow:
    """The row with those of its marked words noted that the query does not ask for letter by letter."""
    hits = dict.fromkeys(part.text for part in row.snippet if part.hit)
    if not hits:
        return row
    terms = Terms.of(asked_for(query), patterns(query))
    within = Terms.within(text for text, _prefix in contained(query))
    others = {fold(text): text for text in reversed(hits) if not (terms.spans(text) or within.spans(text))}
    return row._replace(otherwise=tuple(reversed(others.values()))) if others else row
