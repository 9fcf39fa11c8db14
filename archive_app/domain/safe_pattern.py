r"""Patterns that people write, matched in time that grows only with the text: no pattern can stop the program.

The usual signs of regular expressions are understood (``. [a-z] [^…] \d \w \s \b ^ $ ( ) (?: ) (?P<name> ) |`` and
``* + ? {m,n}`` with their lazy forms). What needs going back over the text (``\1``, looking ahead or behind) is
refused in words. The matching follows all ways through the pattern at once (Thompson 1968, with Pike's captures), so
that time is at most the length of the pattern times the length of the text; results are those of Python's ``re`` (a
property test compares).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from archive_app.domain.folding import fold
from archive_app.domain.pattern_reader import (
    ASSERT,
    CHAR,
    JUMP,
    MATCH,
    SAVE,
    SPLIT,
    PatternError,
    PatternReader,
    Step,
    emit,
    is_word,
)
from archive_app.i18n import tr

__all__ = ["LONGEST", "Found", "Pattern", "PatternError", "compile_pattern"]

LONGEST = 500
Captures = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One match: where it stands, and its groups (None where a group took no part)."""

    start: int
    end: int
    groups: tuple[tuple[int, int] | None, ...]
    names: dict[str, int]

    def group(self, key: int | str, text: str) -> str:
        """The words of a group by number (0: all) or name; "" where it took no part or there is none."""
        number = self.names.get(key, -1) if isinstance(key, str) else key
        if number == 0:
            return text[self.start : self.end]
        if not 0 < number <= len(self.groups):
            return ""
        place = self.groups[number - 1]
        return "" if place is None else text[place[0] : place[1]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; see ``compile_pattern``."""

    steps: tuple[Step, ...]
    count: int
    names: dict[str, int]
    folded: bool

    def find(self, text: str, start: int = 0) -> Found | None:
        """The leftmost match at or after ``start``."""
        seen = fold(text) if self.folded else text
        found = _run(self.steps, seen, start, 2 + 2 * self.count)
        if found is None:
            return None
        pairs = [(found[2 * n], found[2 * n + 1]) for n in range(1, self.count + 1)]
        return Found(found[0], found[1], tuple(None if -1 in pair else pair for pair in pairs), self.names)

    def find_all(self, text: str, most: int = 100) -> list[Found]:
        """The matches one after another, none inside another."""
        found: list[Found] = []
        at = 0
        while at <= len(text) and len(found) < most and (one := self.find(text, at)) is not None:
            found.append(one)
            at = one.end if one.end > one.start else one.end + 1
        return found


@lru_cache(maxsize=512)
def compile_pattern(pattern: str, *, folded: bool = True) -> Pattern:
    """A pattern ready to match.

    Args:
        pattern: As written.
        folded: Letter case and accents do not count.

    Raises:
        PatternError: It cannot be read, is too long, or asks for what is not understood.
    """
    if len(pattern) > LONGEST:
        raise PatternError(tr("The pattern is too long."))
    reader = PatternReader(pattern, folded=folded)
    tree = reader.read()
    steps: list[Step] = []
    emit(("group", 0, tree), steps)
    steps.append((MATCH, None, None))
    return Pattern(tuple(steps), reader.groups, dict(reader.names), folded)


def _run(steps: tuple[Step, ...], text: str, start: int, slots: int) -> Captures | None:
    """All ways at once; earlier threads are the preferred ones."""
    size = len(text)
    blank: Captures = (-1,) * slots
    best: Captures | None = None
    threads: list[tuple[int, Captures]] = []
    for at in range(start, size + 1):
        if best is None:
            threads.append((0, blank))
        elif not threads:
            break
        character = text[at] if at < size else ""
        seen: set[int] = set()
        following: list[tuple[int, Captures]] = []
        for first, saved in threads:
            stack = [(first, saved)]
            cut = False
            while stack:
                step, captures = stack.pop()
                if step in seen:
                    continue
                seen.add(step)
                kind, one, two = steps[step]
                if kind == CHAR:
                    if character and one(character):  # type: ignore[operator]  # a test stands there
                        following.append((step + 1, captures))
                elif kind == SPLIT:
                    stack += [(two, captures), (one, captures)]  # type: ignore[list-item]  # step numbers
                elif kind == JUMP:
                    stack.append((one, captures))  # type: ignore[arg-type]  # a step number
                elif kind == SAVE:
                    place = int(one)  # type: ignore[call-overload]  # the number of a slot
                    stack.append((step + 1, (*captures[:place], at, *captures[place + 1 :])))
                elif kind == ASSERT:
                    if _holds(one, text, at, size):
                        stack.append((step + 1, captures))
                else:
                    best, cut = captures, True
                    break
            if cut:
                break  # whatever comes after is less preferred
        threads = following
    return best


def _holds(kind: object, text: str, at: int, size: int) -> bool:
    if kind == "start":
        return at == 0
    if kind == "very end":
        return at == size
    if kind == "end":
        return at == size or (at == size - 1 and text[at] == "\n")
    before, after = at > 0 and is_word(text[at - 1]), at < size and is_word(text[at])
    return (before != after) == (kind == "b")
