"""Times in a text that name a place in a film: “at 1:02”, “0:12:30 the pickets”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from archive_app.domain.field_values import clock

_TIME: Final = re.compile(
    r"(?<![\d:.,/-])(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)(?![\d:])(?!\s*(?:am|pm|a\.m|p\.m|Uhr|h\b))"
)


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A place in a film.

    Attributes:
        seconds: From its beginning.
        words: The line that names it, without the time.
    """

    seconds: int
    words: str


def time_marks(text: str, length: float | None) -> tuple[TimeMark, ...]:
    """The places of a film that a text names, in its order, each once.

    A time of the day looks the same: one that lies beyond the film's length is none of its places.

    Args:
        text: A mention, a caption, notes.
        length: Of the film in seconds, None when it is not known.
    """
    found: dict[int, TimeMark] = {}
    for line in text.splitlines():
        for match in _TIME.finditer(line):
            hours, minutes, seconds = (int(part or 0) for part in match.groups())
            at = hours * 3600 + minutes * 60 + seconds
            if minutes < 60 * (1 if hours else 2) and (length is None or at <= length):
                words = " ".join((line[: match.start()] + line[match.end() :]).strip(" \t–—-:()[]").split())
                found.setdefault(at, TimeMark(at, words))
    return tuple(found.values())


def with_mark(notes: str, seconds: int, words: str) -> str:
    """Notes with a line for a place in a film, its lines in the order of their times; other lines stay before them."""
    line = f"{clock(seconds)} {words}".rstrip()
    lines = [one for one in notes.splitlines() if one != line]
    marked = sorted((one for one in [*lines, line] if _begins(one) is not None), key=lambda one: _begins(one) or 0)
    return "\n".join([*(one for one in lines if _begins(one) is None), *marked]).strip()


def _begins(line: str) -> int | None:
    match = _TIME.match(line)
    marks: Sequence[TimeMark] = time_marks(match.group(0), None) if match else ()
    return marks[0].seconds if marks else None
