"""Reads the text of the search box as a tree (search.md §1). Printing it is ``show``, in ``query_print``.

No text is an error and none finds more than it says. What is no syntax is a literal word or phrase, with a
``Hint``; a clause whose value cannot be understood becomes such a phrase too. Three decisions of ours:

* "or", "and", "not" in lower case are operators only next to something a person can only have meant as a query
  (a clause, bracket, phrase or link), so that the headline "Ready or not" stays four words.
* A part without letters or digits (a dash between words) is left out beside others; alone it finds nothing.
* While somebody types, an unfinished last part ("type:", "rights:al", "-", "OR") is left out for the moment
  when other parts remain, and a last plain word stands for every word that begins with it.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from archive_app.domain import query_fields as names
from archive_app.domain.choices import STATES, Choice, choice_of
from archive_app.domain.query import (
    EVERYTHING,
    All,
    Any,
    Clause,
    Count,
    Has,
    Hint,
    Is,
    Link,
    Near,
    Not,
    Operator,
    Parsed,
    Phrase,
    Query,
    Range,
    Saved,
    Value,
    Word,
)
from archive_app.domain.query_completion import Completion, completion_at
from archive_app.domain.query_facets import add, facet_state, fields_in, with_facet, without_field
from archive_app.domain.query_hints import Hints
from archive_app.domain.query_lexer import Item, Token, clean, has_words, lex, open_quote, words_in
from archive_app.domain.query_operators import resolve
from archive_app.domain.query_print import is_void, normal, show, word_of
from archive_app.domain.query_values import operators_of, read_value, reversed_range
from archive_app.domain.query_words import in_words

__all__ = [
    "Completion",
    "Parsed",
    "add",
    "completion_at",
    "facet_state",
    "fields_in",
    "hints_of",
    "in_words",
    "normal",
    "open_quote",
    "parse",
    "show",
    "with_facet",
    "without_field",
]

LISTED = 16  # so many values a hint may list
_COUNT = re.compile(r"(\w[\w -]*?)(>=|<=|!=|=|>|<|:)(\d{1,9})")


def parse(text: str, *, typing: bool = False) -> Parsed:
    """The tree of a query text in its normal form, and hints on what was taken as plain words.

    Args:
        text: Any text; "" means everything.
        typing: Whether somebody is typing with the cursor at the end, so that the last word is not finished.
    """
    return _Reader(clean(text), typing=typing).read()


class _Reader:
    def __init__(self, text: str, *, typing: bool) -> None:
        self.text = text
        self.typing = typing
        self.hints = Hints(text)
        self.tokens = resolve(lex(text), self.hints)
        self.at = 0
        self.void = ""

    def read(self) -> Parsed:
        if not self.text.strip():
            return Parsed(EVERYTHING)
        query = self.either()
        if query is None:
            # Nothing in it can be searched for; a phrase without words finds nothing, never everything.
            query = Phrase(self.void or self.text.strip())
        return Parsed(normal(query), self.hints.all())

    def either(self) -> Query | None:
        """``or = and { OR and }``; None when there is nothing in it."""
        found = [self.every()]
        while self._next("or"):
            self.at += 1
            found.append(self.every())
        children = [child for child in found if child is not None]
        return normal(Any(tuple(children))) if children else None

    def every(self) -> Query | None:
        """``and = unary { [AND] unary }``."""
        children: list[Query] = []
        while self.at < len(self.tokens) and self.tokens[self.at].role not in ("or", "close"):
            if self._next("and"):
                self.at += 1
                continue
            child = self.unary()
            if child is not None:
                children.append(child)
        return normal(All(tuple(children))) if children else None

    def unary(self) -> Query | None:
        negative = False
        start = self.at
        while self.at < len(self.tokens) and self.tokens[self.at].role == "not":
            negative = not negative
            self.at += 1
        child = self.atom(negated=self.at > start)
        if child is None or is_void(child):
            return child
        return normal(Not(child)) if negative else child

    def atom(self, *, negated: bool) -> Query | None:
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at].token
        role = self.tokens[self.at].role
        self.at += 1
        if role == "open":
            return self._group(token)
        if role == "left out":
            return None
        match token.kind:
            case "phrase":
                return self._phrase(token)
            case "near":
                return self._near(token)
            case "clause":
                return self._clause(token)
            case _:
                return self._word(token, negated=negated)

    def _group(self, token: Token) -> Query | None:
        outer, self.void = self.void, ""
        start = self.at
        inner = self.either()
        if self.at == start and token.kind == "open":
            self.hints.empty_bracket(token)
        if self._next("close"):
            self.at += 1
        void, self.void = self.void, outer or self.void
        if token.kind == "open":
            return inner
        if inner is None and void:
            inner = Phrase(void)
        kind = cast("Literal['article', 'photo', 'video']", self._kind(token.text))
        return Has(kind) if inner is None else Link(cast("Literal['with', 'in']", token.name), kind, inner)

    def _next(self, role: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].role == role

    def _last(self, token: Token) -> bool:
        return self.typing and token.end == len(self.text)

    def _kind(self, text: str) -> str:
        choice = names.value_choice(names.KIND_FIELD, text)
        return choice.value if choice else "article"

    # -- words ------------------------------------------------------------------------------------

    def _word(self, token: Token, *, negated: bool) -> Query | None:
        if not has_words(token.text):
            self._empty(token)
            return None
        if token.name and any(ch in token.text for ch in '"“”„‟«»'):
            self.hints.unknown_field(token)
            return self._literal(token)
        if token.text in ("OR", "AND", "NOT") and self._last(token) and len(self.tokens) > 1:
            return None
        self.hints.word(token)
        word = word_of(token.text)
        if self._last(token) and not negated and token.text[-1].isalnum():
            return normal(Word(word.text, prefix=True))
        return word

    def _phrase(self, token: Token) -> Query | None:
        if not token.closed:
            self.hints.open_quote(token)
        if has_words(token.text):
            return Phrase(token.text)
        self._empty(token)
        return None

    def _near(self, token: Token) -> Query | None:
        if not token.closed:
            self.hints.open_bracket(token)
        inside, distance = token.text, 10
        tail = re.fullmatch(r"(.*),\s*(\d{1,4})\s*", inside, re.DOTALL | re.ASCII)
        if tail is not None:
            inside, distance = tail[1], int(tail[2])
        words = tuple(word for word in words_in(inside) if has_words(word))
        if len(words) == 1 and token.name:
            field = names.find(token.name)
            value = read_value(field, ":", words[0], quoted=True) if field else None
            if value is not None:
                return Clause(token.name, (value,))
            words = ()
        if not words:
            self._empty(token)
            return None
        return Near(words, distance, token.name)

    def _empty(self, token: Token) -> None:
        inside = token.text.strip() if token.kind == "phrase" else ""
        self.void = self.void or inside or self.text[token.start : token.end]
        self.hints.left_out(token)

    def _literal(self, token: Token) -> Query | None:
        """The words of a token that is no syntax after all; they still have to be found."""
        if self._last(token) and len(self.tokens) > 1:
            return None
        words = " ".join(re.sub(r'["“”„‟«»]', " ", self.text[token.start : token.end]).split())
        if not has_words(words):
            self.void = self.void or words
            return None
        return Phrase(words)

    # -- clauses ----------------------------------------------------------------------------------

    def _clause(self, token: Token) -> Query | None:
        if not any(item.text.strip() or item.high for item in token.items):
            self.hints.no_value(token)
            return self._literal(token)
        match token.name:
            case "is" | "has" | "no" | "search":
                return self._listed(token)
            case "count":
                return self._count(token)
            case "with" | "in":
                return self._relation(token)
            case sugar if sugar in names.DATE_SIGNS:
                return self._values(token, "date", names.DATE_SIGNS[sugar])
            case _:
                return self._values(token, token.name, cast("Operator", token.operator))

    def _values(self, token: Token, name: str, operator: Operator) -> Query | None:
        field = names.find(name)
        sugar = token.name != name
        if field is None or (sugar and token.operator != ":"):
            self.hints.value(token, token.items[0], "")
            return self._literal(token)
        given = operator
        if operator not in operators_of(field):
            if field.type not in ("text", "long"):
                self.hints.operator(token)
                return self._literal(token)
            given = ":"
        if [item.text for item in token.items if not item.quoted] == ["*"] and given == ":" and len(token.items) == 1:
            return Has(field.name) if names.has_target(field.name) else self._literal(token)
        values: list[Value | Range] = []
        for item in token.items:
            text, quoted = item.text, item.quoted
            if given != operator and item is token.items[0]:
                # A sign that this field cannot compare with belongs to the words looked for.
                text, quoted = operator + text, True
            value = read_value(field, given, text, quoted=quoted, star=item.star, high=item.high)
            unfinished = self._last(token) and item is token.items[-1]
            if value is None and unfinished and field.choices and item.text:
                values.extend(Value(choice.value) for choice in names.choices_starting(field, item.text))
            elif value is None and field.type == "date" and item.text.strip():
                self.hints.date(token, item)
            elif value is None:
                self._bad_value(token, item, field.choices)
            else:
                if isinstance(value, Range) and reversed_range(field, value):
                    self.hints.reversed_range(item)
                elif isinstance(value, Value) and unfinished and field.type in ("text", "long") and given == ":":
                    value = value if value.quoted else Value(value.text, prefix=True)
                if text.startswith("(") and not quoted:
                    self.hints.bracketed(token)
                values.append(value)
            if not item.closed:
                self.hints.open_quote(token)
        return normal(Clause(field.name, tuple(values), given)) if values else self._literal(token)

    def _bad_value(self, token: Token, item: Item, choices: tuple[Choice, ...]) -> None:
        if item.text.strip():
            known = [choice.value for choice in choices] if len(choices) <= LISTED else []
            self.hints.value(token, item, names.nearest_choice(choices, item.text), known)
        else:
            self.hints.no_value(token)

    def _listed(self, token: Token) -> Query | None:
        found: list[Query] = []
        for item in token.items:
            node = self._node(token.name, item.text) if token.operator == ":" else None
            if node is not None:
                found.append(node)
            elif token.name == "is" and self._last(token) and item is token.items[-1] and item.text:
                found.extend(Is(choice.value) for choice in STATES if choice.value.startswith(item.text.casefold()))
            elif better := self._said_otherwise(token, item):
                self.hints.other_clause(token, item, better)
            else:
                self._bad_value(token, item, STATES if token.name == "is" else ())
        return normal(Any(tuple(found))) if found else self._literal(token)

    def _node(self, name: str, text: str) -> Query | None:
        if name == "search":
            return Saved(text.strip()) if text.strip() else None
        if name == "is":
            state = choice_of(STATES, text)
            return Is(state.value) if state else None
        target = names.has_target(text)
        return Has(target, name == "has") if target else None

    def _said_otherwise(self, token: Token, item: Item) -> str:
        """The clause that a person means by ``is:photo``, ``is:handout`` or ``has:missing``; "" for none."""
        if token.name == "is":
            kind = names.value_choice(names.KIND_FIELD, item.text)
            if kind is not None:
                return f"type:{kind.value}"
            for name in ("rights", "flag", "status", "medium"):
                field = names.find(name)
                choice = names.value_choice(field, item.text) if field is not None else None
                if choice is not None:
                    return f"{name}:{choice.value}"
        if token.name in ("has", "is"):
            state = choice_of(STATES, item.text)
            target = names.has_target(item.text)
            return f"is:{state.value}" if state else f"has:{target}" if target else ""
        return ""

    def _count(self, token: Token) -> Query | None:
        item = token.items[0]
        match = _COUNT.fullmatch(item.text) if len(token.items) == 1 and token.operator == ":" else None
        what = choice_of(names.COUNTED, match[1]) if match else None
        if match is None or what is None:
            self.hints.value(token, item, "", example="count:photo>3")
            return self._literal(token)
        return normal(Count(what.value, cast("Operator", match[2]), int(match[3])))

    def _relation(self, token: Token) -> Query | None:
        item = token.items[0]
        kind = names.value_choice(names.KIND_FIELD, item.text)
        if kind is not None and len(token.items) == 1 and token.operator == ":":
            return Has(kind.value)
        self.hints.relation(token)
        return self._literal(token)


def hints_of(text: str) -> tuple[Hint, ...]:
    """What the search box says below a text that somebody has finished typing."""
    return parse(text).hints
