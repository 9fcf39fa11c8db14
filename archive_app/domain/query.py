"""What a search asks for: the tree that text, chips and facets are three views of.

Nodes are frozen and compare by value. ``domain.query_text`` reads and prints them
(``parse(print(q)) == q``); ``store.search`` turns them into one SELECT.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Operator = Literal[":", "=", "~", "!=", ">", ">=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Word:
    """A word anywhere in the record; ``prefix`` while it is still being typed or ends in ``*``."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together in this order, anywhere in the record."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Words at most ``distance`` words apart, anywhere or in one ``field`` (its canonical name)."""

    words: tuple[str, ...]
    distance: int = 10
    field: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a clause; ``quoted`` keeps a phrase a phrase, ``prefix`` is a trailing ``*``."""

    text: str
    quoted: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """``low..high``, either side may be "" (open). Dates as typed ("2021-03"), numbers as typed."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Clause:
    """``field:value,value``: the field (its canonical English name) matches any of the values.

    ``:`` is contains (short fields) or word match (long text); ``=`` the whole value; ``~`` a regular
    expression; the others compare numbers and dates (``added:<7d`` is operator ``<`` with value ``7d``).
    """

    field: str
    values: tuple[Value | Range, ...]
    operator: Operator = ":"


@dataclass(frozen=True, slots=True)
class Has:
    """``has:field`` or, with ``present`` False, ``no:field``."""

    field: str
    present: bool = True


@dataclass(frozen=True, slots=True)
class Is:
    """``is:state``: reviewed, unreviewed, missing, expired, expiring, trashed, orphan, duplicate, conflict, marked."""

    state: str


@dataclass(frozen=True, slots=True)
class Count:
    """``count:photo>3``."""

    what: str
    operator: Operator
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """``with:photo(…)`` (has such a one) or ``in:article(…)`` (stands in such a one)."""

    relation: Literal["with", "in"]
    kind: Literal["article", "photo", "video"]
    query: Query


@dataclass(frozen=True, slots=True)
class Saved:
    """``search:"name"``: what the saved search of that name finds."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """What the child does not find."""

    child: Query


@dataclass(frozen=True, slots=True)
class All:
    """What every child finds; no children find everything."""

    children: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """What any child finds."""

    children: tuple[Query, ...]


Query: TypeAlias = Word | Phrase | Near | Clause | Has | Is | Count | Link | Saved | Not | All | Any

EVERYTHING = All()


@dataclass(frozen=True, slots=True)
class Hint:
    """A remark on a query text that changed nothing: what was not understood, where, and a text that puts it right."""

    message: str
    position: int
    length: int
    fix: str = ""  # the whole query text with the mistake put right; "" when there is none to offer


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query text understood: the tree, and hints for what was taken as plain words."""

    query: Query
    hints: tuple[Hint, ...] = ()
