"""Where the cursor stands in a query text, so that the search box can offer names or values there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive_app.domain import query_fields as names
from archive_app.domain.query_lexer import QUOTES, Item, Token, clean, lex


@dataclass(frozen=True, slots=True)
class Completion:
    """What to offer, and which characters the choice replaces.

    Attributes:
        kind: "field" where a word or a field name stands, "value" behind a colon, "#" or "~".
        field: Canonical name for a value ("provider", also "is", "has", "no", "search", "count", "with", "in").
        typed: What has been typed of it up to the cursor, without quotation marks or operators.
        start, end: The characters that a chosen text replaces; it brings its own quotation marks.
    """

    kind: Literal["field", "value"]
    field: str
    typed: str
    start: int
    end: int


_SIGNS = {"#": "tag", "~": "list"}


def completion_at(text: str, cursor: int) -> Completion:
    """What is being typed at the cursor."""
    text = clean(text)
    cursor = max(0, min(cursor, len(text)))
    here = Completion("field", "", "", cursor, cursor)
    for token in lex(text):
        if not token.start <= cursor <= token.end:
            continue
        if token.kind == "clause":
            found = _value(token, text, cursor)
            if found is not None:
                return found
            # Between the name and the colon: the name is being mended.
            return Completion("field", "", text[token.start : cursor], token.start, _colon(text, token))
        if token.kind == "word" and token.text in _SIGNS and cursor == token.end:
            return Completion("value", _SIGNS[token.text], "", token.end, token.end)
        if token.kind == "word" and token.start < cursor:
            here = Completion("field", "", text[token.start : cursor], token.start, token.end)
        elif token.kind == "phrase" and token.start < cursor and (cursor < token.end or not token.closed):
            here = Completion("field", "", text[token.start + 1 : cursor], token.start, token.end)
    return here


def _colon(text: str, token: Token) -> int:
    end = text.find(":", token.start, token.end)
    return token.end if end < 0 else end + 1


def _value(token: Token, text: str, cursor: int) -> Completion | None:
    for item in token.items:
        if not item.start <= cursor <= item.end:
            continue
        field = "date" if token.name in names.DATE_SIGNS else token.name
        return Completion("value", field, _typed(item, text, cursor), item.start, item.end)
    return None


def _typed(item: Item, text: str, cursor: int) -> str:
    part = text[item.start : cursor]
    if part[:1] in QUOTES and part:
        part = part[1:]
        if item.closed and cursor == item.end:
            part = part[:-1]
    return part


def replaced(text: str, completion: Completion, chosen: str) -> tuple[str, int]:
    """The text with the chosen name or value in its place, and where the cursor stands then.

    Names get a colon; values get quotation marks where they need them.
    """
    if completion.kind == "field":
        new = (
            chosen if chosen.endswith(":") else f"{chosen}:" if names.find(chosen) or names.special(chosen) else chosen
        )
    else:
        new = value_text(completion.field, chosen)
    before, after = text[: completion.start], text[completion.end :]
    return before + new + after, len(before) + len(new)


def value_text(field: str, value: str) -> str:
    """A value as it stands behind ``field:``, between quotation marks where it needs them."""
    tokens = lex(f"{field}:{value}")
    plain = len(tokens) == 1 and len(tokens[0].items) == 1 and tokens[0].items[0].text == value
    plain = plain and tokens[0].operator == ":" and not tokens[0].items[0].quoted
    return value if plain and value else '"' + value.replace('"', '""') + '"'
