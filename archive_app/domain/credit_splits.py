"""Two names in one piece of a credit line with no separator between them that would tell: where the cut is.

"Jane Example Getty Images", "BELGA PHOTO JANE EXAMPLE", "Jane Example-USA TODAY Sports", "Jane Example and Agency".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive_app.domain import credit_words as words
from archive_app.domain.names import NameIndex, Shape, is_domain, is_given_name, name_key, shape_of

_PERSONS = frozenset({Shape.PERSON, Shape.MAYBE})
_HYPHEN = re.compile(r"(?<=\w)[-‐–](?=\w)")


@dataclass(frozen=True, slots=True)
class Split:
    """Where a piece is cut.

    Attributes:
        left_end, right_start: The first name ends, the second starts here; what is between names nobody.
        sep: What is taken to stand between them.
        medium: The kind of picture that the words between them state.
    """

    left_end: int
    right_start: int
    sep: str
    medium: str = ""


def two_in_one(body: str, index: NameIndex) -> Split | None:
    """The cut between two names in ``body``, or None when it is one name."""
    tokens = list(re.finditer(r"\S+", body))
    for attempt in (_around_medium, _side_by_side):
        if found := attempt(body, tokens, index):
            return found
    return _before_domain(body) or _at_hyphen(body, index) or _at_and(body, index)


def _around_medium(body: str, tokens: list[re.Match[str]], index: NameIndex) -> Split | None:
    """An agency's word for the picture between its name and the maker's: "BELGA PHOTO JANE EXAMPLE"."""
    for place in range(1, min(len(tokens) - 1, 4)):
        medium = words.LABELS.get(tokens[place].group().casefold(), "")
        head, rest = body[: tokens[place - 1].end()], body[tokens[place + 1].start() :]
        if medium and head in index and shape_of(rest) in _PERSONS:
            return Split(len(head), tokens[place + 1].start(), "/", medium)
    return None


def _side_by_side(body: str, tokens: list[re.Match[str]], index: NameIndex) -> Split | None:
    """A person and a known organisation side by side: "Jane Example Getty Images", "EFE Jane Example"."""
    count = len(tokens)
    if count < 3 or count > 9:
        return None
    for cut in range(2, count):
        tail = body[tokens[cut].start() :]
        head = body[: tokens[cut - 1].end()]
        if tail.isdigit() or shape_of(head) not in _PERSONS:
            continue
        known = index.find(tail)
        status = words.STATUS_LEADS if known is None else frozenset()
        leads = tokens[cut].group().casefold() in status and cut + 1 < count
        if known or (leads and body[tokens[cut + 1].start() :] in index):
            return Split(len(head), tokens[cut].start(), " ")
    for cut in range(count - 2, 0, -1):
        known = index.find(body[: tokens[cut - 1].end()])
        shape = shape_of(body[tokens[cut].start() :])
        if known and known.kind == "organization" and shape in _PERSONS and known.subkind != "institution":
            if shape is Shape.MAYBE and known.subkind not in {"wire_service", "picture_agency"}:
                continue
            return Split(tokens[cut - 1].end(), tokens[cut].start(), "/")
    return None


def _before_domain(body: str) -> Split | None:
    """A name followed by an internet domain."""
    head, blank, last = body.rpartition(" ")
    if not blank or not is_domain(last) or words.AND.search(body):
        return None
    return Split(len(head), len(body) - len(last), " ")


def _at_hyphen(body: str, index: NameIndex) -> Split | None:
    """A hyphen before an organisation, as some desks print it: "Jane Example-USA TODAY Sports", "AFP-JIJI"."""
    for match in _HYPHEN.finditer(body):
        left, right = body[: match.start()], body[match.end() :]
        known = index.find(right)
        if known is None or known.kind != "organization" or len(name_key(right)) < 2:
            continue
        if " " in left.strip():
            fits = left in index or shape_of(left) in _PERSONS
        else:
            fits = left.isupper() and all(part in index for part in _HYPHEN.split(left))
        if fits:
            return Split(match.start(), match.end(), "/")
    return None


def _at_and(body: str, index: NameIndex) -> Split | None:
    """Two names joined by "and", if each can stand alone."""
    for match in words.AND.finditer(body):
        left, right = body[: match.start()], body[match.end() :]
        if _stands_alone(left, right, index) and _stands_alone(right, left, index):
            return Split(match.start(), match.end(), "and")
    return None


def _stands_alone(name: str, partner: str, index: NameIndex) -> bool:
    if name in index:
        return True
    shape = shape_of(name)
    if shape in {Shape.PERSON, Shape.MAYBE, Shape.ACCOUNT} or is_domain(name) or words.AND.search(name):
        return True
    return shape is Shape.WORD and (is_given_name(name) or is_domain(partner))
