"""Trees of a search in their one normal form, and as text: ``parse(show(q)).query == normal(q)``.

Rules of the normal form: nested Alls and Anys are flat and have at least two children; a double Not is none;
``no:x`` is ``Has(x, False)``; ``!=`` is a Not of ``=``; "=" of choices, dates and numbers is ":"; field names are
the canonical ones; a word that could be read as syntax is a phrase; what no text can say is left out, which
never finds more than before.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import assert_never

from archive_app.domain import query_fields as names
from archive_app.domain.choices import STATES, choice_of
from archive_app.domain.query import (
    EVERYTHING,
    All,
    Any,
    Clause,
    Count,
    Has,
    Is,
    Link,
    Near,
    Not,
    Operator,
    Phrase,
    Query,
    Range,
    Saved,
    Value,
    Word,
)
from archive_app.domain.query_lexer import QUOTES, clean, has_words, lex
from archive_app.domain.query_values import operators_of, read_value

NOTHING = Clause("id", (Value("0"),))  # no record has the number 0
OPERATOR_WORDS = ("and", "or", "not")
EDGES = ",;:!?.…\"“”„«»'‘’"  # punctuation of prose around a word; an index ignores it anyway


def normal(query: Query) -> Query:
    """The normal form of a tree; ``show`` and ``parse`` keep it exactly."""
    match query:
        case Word() | Phrase() | Near():
            return _words(query)
        case Clause():
            return _clause(query)
        case Has(field, present):
            target = names.has_target(field)
            return Has(target, present) if target else NOTHING
        case Is(state):
            choice = choice_of(STATES, state)
            return Is(choice.value) if choice else NOTHING
        case Count(what, operator, number):
            counted = choice_of(names.COUNTED, what)
            if counted is None or number < 0 or operator == "~":
                return NOTHING
            return Count(counted.value, ":" if operator == "=" else operator, min(number, 999_999_999))
        case Link(relation, kind, child):
            inner = normal(child)
            return Has(kind) if inner == EVERYTHING else Link(relation, kind, inner)
        case Saved(name):
            text = unicodedata.normalize("NFC", clean(name)).strip()
            return Saved(text) if text else NOTHING
        case Not(child):
            return _negated(normal(child))
        case All(children):
            return _all(normal(child) for child in children)
        case Any(children):
            return _any(normal(child) for child in children)
        case _:
            assert_never(query)


def show(query: Query) -> str:
    """The text of a tree, as a person could have typed it; "" for everything."""
    return _show(normal(query))


def is_void(query: Query) -> bool:
    """Whether it is a phrase without a letter or digit: it finds nothing alone and is left out beside others."""
    return isinstance(query, Phrase) and not has_words(query.text)


def quoted(text: str) -> str:
    """The text between straight quotation marks, those within it written twice."""
    return '"' + text.replace('"', '""') + '"'


def word_of(raw: str) -> Word | Phrase:
    """The word that a person means by letters without spaces: trimmed, a trailing "*" made a prefix."""
    text = unicodedata.normalize("NFC", raw)
    prefix = text.endswith("*") and has_words(text)
    text = text.rstrip("*") if prefix else text
    trimmed = text.strip(EDGES)
    if not has_words(trimmed):
        return Phrase(text)
    return _as_word(trimmed, prefix=prefix)


def _as_word(text: str, *, prefix: bool) -> Word | Phrase:
    if text.isalnum():  # most words: no syntax is made of letters alone
        return Word(text, prefix) if prefix or text.casefold() not in OPERATOR_WORDS else Phrase(text)
    tokens = lex(text)
    plain = (
        len(tokens) == 1
        and tokens[0].kind == "word"
        and tokens[0].text == text == text.strip(EDGES)
        and not text.endswith("*")
        and text.count("(") == text.count(")")  # else it would swallow the end of a group it stands in
        and not (tokens[0].name and any(ch in QUOTES for ch in text))
        and (prefix or text.casefold() not in OPERATOR_WORDS)
    )
    return Word(text, prefix) if plain else Phrase(text)


def _words(query: Word | Phrase | Near) -> Query:
    if isinstance(query, Near):
        cleaned = (" ".join(unicodedata.normalize("NFC", clean(word)).split()) for word in query.words)
        words = tuple(word for word in (w.replace(")", " ").strip() for w in cleaned) if has_words(word))
        if len(words) < 2:
            return Phrase(words[0]) if words else Phrase("()")
        return Near(words, min(max(0, query.distance), 9999), _near_field(query.field))
    text = unicodedata.normalize("NFC", clean(query.text)).strip()
    if not text:
        return NOTHING
    if isinstance(query, Phrase) or not has_words(text):
        return Phrase(text)
    return _as_word(text, prefix=query.prefix)


def _near_field(name: str) -> str:
    field = names.find(name) if name else None
    return field.name if field is not None and field.type in ("text", "long") else ""


def _clause(clause: Clause) -> Query:
    field = names.find(clause.field)
    if field is None or clause.operator not in operators_of(field):
        return NOTHING
    operator: Operator = clause.operator
    negated = operator == "!="
    if negated or (operator == "=" and field.type not in ("text", "long")):
        operator = "=" if field.type in ("text", "long") else ":"
    values: list[Value | Range] = []
    for each in clause.values:
        if isinstance(each, Range):
            value = read_value(field, operator, each.low, quoted=True, high=each.high)
        else:
            value = read_value(field, operator, each.text, quoted=each.quoted, star=each.prefix)
        if value is not None and value not in values:
            values.append(value)
    if not values:
        return NOTHING
    found = Clause(field.name, tuple(values), operator)
    return Not(found) if negated else found


def _negated(child: Query) -> Query:
    match child:
        case Not(inner):
            return inner
        case Has(field, present):
            return Has(field, not present)
        case All(()):
            return NOTHING
        case _:
            return child if is_void(child) else Not(child)


def _all(children: Iterable[Query]) -> Query:
    flat: list[Query] = []
    for child in children:
        flat.extend(child.children if isinstance(child, All) else (child,))
    solid = [child for child in flat if not is_void(child)] or flat[:1]
    return solid[0] if len(solid) == 1 else All(tuple(solid))


def _any(children: Iterable[Query]) -> Query:
    flat: list[Query] = []
    for child in children:
        flat.extend(child.children if isinstance(child, Any) else (child,))
    if EVERYTHING in flat:
        return EVERYTHING
    solid = [child for child in flat if not is_void(child)] or flat[:1]
    if not solid:
        return NOTHING
    return solid[0] if len(solid) == 1 else Any(tuple(solid))


def _show(query: Query) -> str:
    match query:
        case Word(text, prefix):
            return text + "*" * prefix
        case Phrase(text):
            return quoted(text)
        case Near(words, distance, field):
            inside = " ".join(quoted(word) if " " in word or not _plain(word) else word for word in words)
            return f"{field}:" * bool(field) + f"NEAR({inside}, {distance})"
        case Clause(field, values, operator):
            sign = "" if operator == ":" else operator
            return f"{field}:{sign}" + ",".join(_value(value) for value in values)
        case Has(field, present):
            return f"{'has' if present else 'no'}:{field}"
        case Is(state):
            return f"is:{state}"
        case Count(what, operator, number):
            return f"count:{what}{'=' if operator == ':' else operator}{number}"
        case Link(relation, kind, child):
            return f"{relation}:{kind}({_show(child)})"
        case Saved(name):
            return f"search:{quoted(name)}"
        case Not(child):
            bracket = isinstance(child, All) or (isinstance(child, Any) and not _listed(child))
            return "-" + (f"({_show(child)})" if bracket else _show(child))
        case All(children):
            return " ".join(f"({_show(c)})" if isinstance(c, Any) and not _listed(c) else _show(c) for c in children)
        case Any(children):
            return _listed(query) or " OR ".join(_show(child) for child in children)
        case _:
            assert_never(query)


def _listed(query: Any) -> str:
    """``is:missing,expired`` for what a comma list says, else ""; it keeps brackets as few as they were typed."""
    parts = [_show(child) for child in query.children]
    if not all(isinstance(child, Is | Has | Saved) for child in query.children):
        return ""
    heads = {part.partition(":")[0] for part in parts}
    return f"{heads.pop()}:" + ",".join(part.partition(":")[2] for part in parts) if len(heads) == 1 else ""


def _value(value: Value | Range) -> str:
    if isinstance(value, Range):
        return f"{_side(value.low)}..{_side(value.high)}"
    return (quoted(value.text) if value.quoted else value.text) + "*" * value.prefix


def _side(text: str) -> str:
    return quoted(text) if any(ch.isspace() or ch in '",()"“”„‟«»' for ch in text) else text


def _plain(word: str) -> bool:
    return not any(ch in '",()"“”„‟«»' for ch in word)
