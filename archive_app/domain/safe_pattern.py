r"""Patterns that people write, matched with a limit on time: no pattern can stop the program.

They are regular expressions as Python's ``re`` reads them, matched by the ``regex`` library because it can be told how
long it may take. A pattern that takes too long on a text does not match there; one that does so again and again is
left alone, and the log says so.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache

import regex

from archive_app.domain.errors import InputError
from archive_app.domain.folding import fold
from archive_app.i18n import tr

log = logging.getLogger(__name__)

LONGEST = 500
"""Characters of a pattern."""
_SECONDS = 0.1  # for one text: an honest pattern takes a thousandth of it
_PATIENCE = 3  # texts that a pattern may take too long on


class PatternError(InputError):
    """A pattern that cannot be read."""


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


class Pattern:
    """A pattern ready to match; made by ``compile_pattern``."""

    def __init__(self, compiled: regex.Pattern[str], *, folded: bool) -> None:
        self._compiled = compiled
        self._folded = folded
        self._impatience = 0

    def find(self, text: str, start: int = 0) -> Found | None:
        """The leftmost match at or after ``start``."""
        if self._impatience >= _PATIENCE:
            return None
        try:
            match = self._compiled.search(fold(text) if self._folded else text, start, timeout=_SECONDS)
        except TimeoutError:
            self._impatience += 1
            log.warning("A pattern of %d characters took too long on a text", len(self._compiled.pattern))
            return None
        if match is None:
            return None
        spans = [match.span(n) for n in range(1, self._compiled.groups + 1)]
        places = tuple(None if span == (-1, -1) else span for span in spans)
        return Found(match.start(), match.end(), places, dict(self._compiled.groupindex))

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
        PatternError: It cannot be read, or is too long.
    """
    if len(pattern) > LONGEST:
        raise PatternError(tr("The pattern is too long."))
    # The text is matched without accents, so the pattern's letters lose theirs; \W and \w must not become one.
    plain = "".join(c if c.isascii() else fold(c) for c in pattern) if folded else pattern
    try:
        return Pattern(regex.compile(plain, regex.V0 | (regex.IGNORECASE if folded else 0)), folded=folded)
    except regex.error as error:
        raise PatternError(tr("The pattern cannot be read: {reason}.").format(reason=error)) from error
