"""Decides which tokens are operators and brackets, and which are only words that look like them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive_app.domain.query_hints import Hints
from archive_app.domain.query_lexer import Token

Role = Literal["operand", "open", "close", "or", "and", "not", "left out"]

MAX_DEPTH = 40  # deeper brackets are left out: nobody types them, and the tree is walked recursively

_STRUCTURED = ("clause", "link", "near", "open", "close", "phrase", "minus")


@dataclass(slots=True)
class Placed:
    """A token and the part it plays."""

    token: Token
    role: Role = "operand"


def resolve(tokens: list[Token], hints: Hints) -> list[Placed]:
    """The tokens with their roles: brackets in pairs (an end closes what is open), operators between operands."""
    placed = [Placed(token) for token in tokens]
    _brackets(placed, hints)
    _operators(placed, hints)
    return placed


def _brackets(placed: list[Placed], hints: Hints) -> None:
    stack: list[Placed | None] = []
    for each in placed:
        if each.token.kind in ("open", "link"):
            deep = len(stack) >= MAX_DEPTH
            each.role = "left out" if deep else "open"
            stack.append(None if deep else each)
            if deep:
                hints.left_out(each.token)
        elif each.token.kind == "close":
            each.role = "close" if stack and stack.pop() is not None else "left out"
            if each.role == "left out":
                hints.left_out(each.token)
    waiting = [each for each in stack if each is not None]
    if waiting:
        hints.open_bracket(waiting[-1].token, len(waiting))


def _operators(placed: list[Placed], hints: Hints) -> None:
    begins = _begins(placed)
    for i, each in enumerate(placed):
        token = each.token
        if token.kind == "minus":
            each.role = "not"
            continue
        if token.kind != "word" or (i > 0 and placed[i - 1].token.kind == "minus"):
            continue
        word = token.text
        before = placed[i - 1] if i else None
        after = placed[i + 1] if i + 1 < len(placed) else None
        operand_before = before is not None and before.role in ("operand", "close")
        operand_after = i + 1 < len(placed) and begins[i + 1]
        beside_clause = any(n is not None and n.token.kind in _STRUCTURED for n in (before, after))
        match word:
            case "OR" | "|" | "AND":
                if operand_before and operand_after:
                    each.role = "and" if word == "AND" else "or"
                elif word != "|":
                    hints.lone_operator(token)
            case "NOT":
                if operand_after:
                    each.role = "not"
                else:
                    hints.lone_operator(token)
            case "or" | "Or" | "and" | "And":
                if operand_before and operand_after and beside_clause:
                    each.role = "or" if word.casefold() == "or" else "and"
                elif operand_before and operand_after and word == "or":
                    hints.plain_operator(token)
            case "not" | "Not":
                if operand_after and after is not None and after.token.kind in _STRUCTURED:
                    each.role = "not"
                elif operand_before and operand_after and word == "not":
                    hints.plain_operator(token)
            case _:
                pass


def _begins(placed: list[Placed]) -> list[bool]:
    """For each token, whether something that can be searched for begins there."""
    begins = [False] * (len(placed) + 1)
    for i in range(len(placed) - 1, -1, -1):
        token = placed[i].token
        if token.kind == "word" and token.text in ("OR", "AND", "|"):
            begins[i] = False
        elif token.kind == "word" and token.text == "NOT":
            begins[i] = begins[i + 1]
        else:
            begins[i] = placed[i].role in ("operand", "open")
    return begins[: len(placed)]
