"""What the command line says: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from archive_app.i18n import tr
from archive_app.operations.progress import Progress

_T = TypeVar("_T")

# A file's name may hold what a terminal takes for commands, or halves of characters that nothing can print.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with what a terminal would take for commands shown as escapes."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def say(text: str = "") -> None:
    """A line of the result."""
    ProgressLine.clear()
    print(printable(text))


def tell(text: str) -> None:
    """A line about the work, for a person; kept out of the result."""
    ProgressLine.clear()
    print(printable(text), file=sys.stderr)


def say_json(value: Any) -> None:
    """A value as one JSON document; records and other frozen values as objects."""
    print(printable(json.dumps(plain(value), ensure_ascii=False, indent=2)))


def plain(value: Any) -> Any:
    """A value as JSON knows it: dataclasses and named tuples as objects, other tuples as lists, bytes left out."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(one) for name, one in value._asdict().items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name != "content"}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, bytes):
        return None
    return value


class ProgressLine(Progress):
    """Count, rate and time left on one line of a terminal; silent when standard error is none."""

    _drawn = False  # there is one terminal: whoever says something clears the line first

    @classmethod
    def clear(cls) -> None:
        """Wipe what is drawn, so that another line can stand there."""
        if ProgressLine._drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
            ProgressLine._drawn = False

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._begun = time.monotonic()
        self._last = 0.0
        super().__init__(self._draw if self._shown else None)

    def close(self) -> None:
        """Clear the line."""
        self.clear()

    def _draw(self, done: int, total: int, note: str) -> None:
        now = time.monotonic()
        if now - self._last < 0.1 and done != total:
            return
        self._last = now
        seconds = now - self._begun
        text = f"{done:,} of {total:,}" if total else f"{done:,}"
        if done and total and seconds > 3:
            left = seconds / done * (total - done)
            text += f" · {done / seconds:,.1f} a second · about {left:,.0f} s left"
        ProgressLine._drawn = True
        sys.stderr.write(f"\r\033[K{text}  {printable(note[:60])}")
        sys.stderr.flush()


class Pace:
    """How fast sources were read, told on standard error at the end."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._begun = time.monotonic()
        self._read = 0

    def counted(self, outcomes: Iterable[_T]) -> Iterator[_T]:
        """The outcomes as they come, counted."""
        for outcome in outcomes:
            self._read += 1
            yield outcome

    def tell(self) -> None:
        """One line: how many, how long, how many a second; nothing for a single source."""
        if self._quiet or self._read < 2:
            return
        seconds = max(time.monotonic() - self._begun, 0.001)
        text = tr("Read {n} sources in {seconds} s, {rate} a second.")
        tell(text.format(n=f"{self._read:,}", seconds=f"{seconds:,.1f}", rate=f"{self._read / seconds:,.1f}"))


def columns(rows: list[tuple[str, ...]], limits: tuple[int, ...]) -> list[str]:
    """Rows of text in columns, each cut to its limit."""
    short = [tuple(cut(cell, limit) for cell, limit in zip(row, limits, strict=True)) for row in rows]
    widths = [max((len(row[n]) for row in short), default=0) for n in range(len(limits))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in short]


def cut(text: str, limit: int) -> str:
    """The text on one line, with an ellipsis where it is longer than ``limit`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
