"""The values of one field, for completion: a quarter of a million names in a few megabytes.

They stand folded in one text, a line each: strings of their own in tuples of their own take ten times the memory, and
walking through those takes as much longer. What a value is called is asked of the catalogue for the few that are shown.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import accumulate

from anyascii import anyascii

from archive_app.domain.folding import fold

_OTHER_SCRIPT = re.compile("[\u0250-\U0010ffff]")
_LEADS = (b"\n", b" ", b"")  # before what was typed, where a value begins so, a word of it does, or it holds that


class ValueList:
    """Values of a field in the order in which they were given, by their numbers."""

    def __init__(self, parts: Iterable[Sequence[tuple[int, str]]]) -> None:
        """Take them over, a part at a time: number and text of each."""
        self._numbers = array("q")
        self._folded = _Lines()
        self._latin = _Lines()
        self._latin_of = array("q")  # which value each line in Latin letters is of
        for part in filter(None, parts):
            folded = fold("\n".join(value.replace("\n", " ") for _number, value in part)).split("\n")
            latin = {at: one for at, line in enumerate(folded, len(self._numbers)) if (one := in_latin(line))}
            self._latin_of.extend(latin)
            self._latin.add(latin.values())
            self._numbers.extend(number for number, _value in part)
            self._folded.add(folded)

    def first(self, most: int) -> list[tuple[int, str, int]]:
        """As ``best`` when nothing was typed: the first of all."""
        return [(0, self._folded.line(at), self._numbers[at]) for at in range(min(most, len(self._numbers)))]

    def best(self, wanted: str, most: int) -> list[tuple[int, str, int]]:
        """How far a value is from what was typed (see ``far``), its folded text, and its number: the nearest, sorted.

        Args:
            wanted: What was typed, folded.
            most: How many at most.
        """
        found: dict[int, int] = {}
        for away, lead in enumerate(_LEADS):
            for at in self._folded.holding(wanted, lead):
                found.setdefault(at, away)
            if lead and len(found) >= most:  # those that are farther would not be among the nearest
                break
        else:
            latin = in_latin(wanted)
            if latin:
                found = dict.fromkeys(self._folded.holding(latin), len(_LEADS) - 1) | found
            of_latin = (self._latin_of[line] for line in self._latin.holding(latin or wanted))
            found = dict.fromkeys(of_latin, len(_LEADS) - 1) | found
        lines = ((away, self._folded.line(at), self._numbers[at]) for at, away in found.items())
        return nsmallest(most, lines, key=lambda one: (one[0], len(one[1]), one[1]))

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Folded text and number of each."""
        return ((self._folded.line(at), number) for at, number in enumerate(self._numbers))


class _Lines:
    """Lines in one text."""

    def __init__(self) -> None:
        self._text = bytearray(b"\n")
        self._starts = array("Q")

    def add(self, lines: Iterable[str]) -> None:
        """Put lines at the end."""
        written = [line.encode() + b"\n" for line in lines]
        self._starts.extend(accumulate(map(len, written[:-1]), initial=len(self._text)) if written else ())
        self._text += b"".join(written)

    def line(self, at: int) -> str:
        """The text of a line."""
        return self._text[self._starts[at] : self._end(at)].decode()

    def holding(self, wanted: str, lead: bytes = b"") -> Iterator[int]:
        """The lines that hold a text, behind ``lead``; that of a line's beginning is a line feed."""
        sought = lead + wanted.replace("\n", " ").encode()
        place = self._text.find(sought)
        while place >= 0:
            at = bisect_right(self._starts, place + len(lead)) - 1
            yield at
            place = self._text.find(sought, self._end(at))

    def _end(self, at: int) -> int:
        """Where a line's own line feed is."""
        return (self._starts[at + 1] if at + 1 < len(self._starts) else len(self._text)) - 1


def in_latin(text: str) -> str:
    """A text of another script in small Latin letters, so that either finds the other; "" for one in Latin letters."""
    return anyascii(fold(text)).lower().replace("\n", " ") if _OTHER_SCRIPT.search(text) else ""


def far(folded: str, wanted: str) -> int:
    """0 for a value that begins so, 1 where one of its words does, 2 for any other."""
    if folded.startswith(wanted):
        return 0
    return 1 if f" {wanted}" in folded else 2
