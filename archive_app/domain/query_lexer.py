"""Cuts a query text into tokens. Never fails: what is no syntax is a word.

A quotation mark opens a phrase only where a token or a value can start, so the inch mark of ``5"`` stays a
letter. A straight quotation mark inside straight ones is written twice, as in CSV; backslashes mean nothing, so
regular expressions can be typed as they are. Typographic marks work in every national pairing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from archive_app.domain import query_fields

TokenKind = Literal["word", "phrase", "clause", "link", "near", "open", "close", "minus"]

# Each opening mark with the marks that close it.
QUOTES = {'"': '"', "“": '”“"', "”": '”"', "„": '“”"', "‟": '”"', "«": "»", "»": "«»"}
OPERATORS = (">=", "<=", "!=", "=", "~", ">", "<")
RANGE_TYPES = ("date", "number", "size", "duration")

_NAME = re.compile(r"([^\W\d_][\w-]*):")
_LINK = re.compile(r"(\w+)\(")
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class Item:
    """One value of a clause, as typed; ``high`` is the upper end of a range whose ends are quoted."""

    text: str
    start: int
    end: int
    quoted: bool = False
    star: bool = False
    closed: bool = True
    high: str | None = None


@dataclass(slots=True)
class Token:
    """A piece of the text from ``start`` to ``end``.

    ``name`` is the canonical field (or special name) of a clause, the relation of a link, and for a word that
    looks like a clause of an unknown field the name as typed; ``text`` the word, phrase or kind of a link.
    """

    kind: TokenKind
    start: int
    end: int
    text: str = ""
    name: str = ""
    operator: str = ":"
    items: list[Item] = field(default_factory=list)
    closed: bool = True


def clean(text: str) -> str:
    """The text with a space for every character that no text should hold (controls, NUL, half surrogates)."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(ch) in ("Cc", "Cs") or ch in "\u200b\ufeff" else ch for ch in text)


def has_words(text: str) -> bool:
    """Whether a full-text index finds anything in it to look for: a letter or a digit."""
    return any(ch.isalnum() for ch in text)


def lex(text: str) -> list[Token]:
    """The tokens of a clean text, in order; spaces part them and are not among them."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at)
        tokens.append(token)
        at = token.end
    return tokens


def open_quote(text: str) -> bool:
    """Whether a quotation mark in the text still waits for its partner (do not search yet)."""
    return any(
        (not token.closed and token.kind == "phrase") or any(not item.closed for item in token.items)
        for token in lex(clean(text))
    )


def read_quoted(text: str, at: int) -> tuple[str, int, bool]:
    """The words between the quotation mark at ``at`` and its partner, the place behind it, and whether it was found."""
    mark, closing = text[at], QUOTES[text[at]]
    words: list[str] = []
    i = at + 1
    while i < len(text):
        if text[i] in closing:
            if mark == '"' and text[i + 1 : i + 2] == '"':
                words.append('"')
                i += 2
                continue
            return "".join(words), i + 1, True
        words.append(text[i])
        i += 1
    return "".join(words), i, False


def words_in(text: str) -> list[str]:
    """The words and quoted phrases of a list without other syntax, as NEAR takes them."""
    words: list[str] = []
    at = 0
    while at < len(text):
        if text[at].isspace() or text[at] == ",":
            at += 1
        elif text[at] in QUOTES:
            word, at, _ = read_quoted(text, at)
            words.append(word)
        else:
            end = _bare(text, at, ",")
            words.append(text[at:end])
            at = max(end, at + 1)
    return [" ".join(word.split()) for word in words if word.strip()]


def _token(text: str, at: int) -> Token:
    ch, after = text[at], text[at + 1 : at + 2]
    if ch == "(":
        return Token("open", at, at + 1, "(")
    if ch == ")":
        return Token("close", at, at + 1, ")")
    if ch in QUOTES:
        words, end, closed = read_quoted(text, at)
        return Token("phrase", at, end, words, closed=closed)
    if ch == "-" and after and not after.isspace() and after not in "-)":
        return Token("minus", at, at + 1, "-")
    if ch in "#~" and after and (after.isalnum() or after in QUOTES):
        token = Token("clause", at, at + 1, name="tag" if ch == "#" else "list")
        token.end = _items(text, at + 1, token.items, ranges=False)
        return token
    if _near_begins(text, at):
        return _near(text, at, at, "")
    named = _NAME.match(text, at)
    if named is not None:
        return _clause(text, at, named.end(), named[1])
    end = _bare(text, at, "")
    return Token("word", at, end, text[at:end])


def _clause(text: str, start: int, at: int, typed: str) -> Token:
    known, special = query_fields.find(typed), query_fields.special(typed)
    if known is None and not special:
        # A colon that is no syntax: a word, with its quoted part if it has one.
        behind = at + len(_operator(text, at))
        if text[behind : behind + 1] in QUOTES and behind < len(text):
            _, end, _ = read_quoted(text, behind)
        else:
            end = _bare(text, at, "")
        return Token("word", start, end, text[start:end], name=typed)
    name = special or (known.name if known else "")
    if special in ("with", "in", "has"):
        # "has:photo(…)" is said for "with:photo(…)", in French and German by the very same word.
        link = _LINK.match(text, at)
        if link is not None and query_fields.value_choice(query_fields.KIND_FIELD, link[1]) is not None:
            return Token("link", start, link.end(), link[1], "in" if special == "in" else "with")
    if known is not None and known.type in ("text", "long") and _near_begins(text, at):
        return _near(text, start, at, known.name)
    operator = _operator(text, at)
    token = Token("clause", start, at, name=name, operator=operator or ":")
    ranges = special in query_fields.DATE_SIGNS or (known is not None and known.type in RANGE_TYPES)
    token.end = _items(text, at + len(operator), token.items, ranges=ranges)
    return token


def _operator(text: str, at: int) -> str:
    return next((op for op in OPERATORS if text.startswith(op, at)), "")


def _items(text: str, at: int, items: list[Item], *, ranges: bool) -> int:
    while True:
        item = _item(text, at, ranges=ranges)
        items.append(item)
        at = item.end
        if text[at : at + 1] != ",":
            return at
        at += 1


def _item(text: str, at: int, *, ranges: bool) -> Item:
    if at < len(text) and text[at] in QUOTES:
        words, end, closed = read_quoted(text, at)
        item = Item(words, at, end, quoted=True, closed=closed)
        if text[end : end + 1] == "*":
            item.star, item.end = True, end + 1
        elif ranges and text.startswith("..", end):
            item.high, item.end, item.closed = _high(text, end + 2)
        return item
    end = _bare(text, at, ",")
    word = text[at:end]
    dots = word.find("..")
    if ranges and dots >= 0 and word[dots + 2 : dots + 3] in QUOTES and len(word) > dots + 2:
        item = Item(word[:dots], at, end)
        item.high, item.end, item.closed = _high(text, at + dots + 2)
        return item
    return Item(word, at, end)


def _high(text: str, at: int) -> tuple[str, int, bool]:
    if at < len(text) and text[at] in QUOTES:
        return read_quoted(text, at)
    end = _bare(text, at, ",")
    return text[at:end], end, True


def _near_begins(text: str, at: int) -> bool:
    """Whether ``NEAR(`` stands here. In small letters only where its bracket is closed: nobody writes that in prose."""
    if text.startswith("NEAR(", at):
        return True
    return text[at : at + 5].casefold() == "near(" and text.find(")", at) >= 0


def _near(text: str, start: int, at: int, name: str) -> Token:
    begin = at + len("NEAR(")
    end = text.find(")", begin)
    closed = end >= 0
    inside = text[begin:end] if closed else text[begin:]
    return Token("near", start, end + 1 if closed else len(text), inside, name, closed=closed)


def _bare(text: str, at: int, stops: str) -> int:
    """The end of the unquoted word at ``at``: a space, a stop, or a bracket that closes something outside it."""
    depth = 0
    while at < len(text):
        ch = text[at]
        if ch.isspace() or (ch in stops and not depth):
            break
        if ch == "(":
            depth += 1
        elif ch == ")":
            if not depth:
                break
            depth -= 1
        at += 1
    return at
