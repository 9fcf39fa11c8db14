"""Words as far as they fit into a line, and how wide they are: measured once, as lists paint the same ones again.

Shaping a text to measure it costs as much as painting it. Most texts of a list fit, and that is known from the widths
of their letters.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF

from archive_app.ui import theme

_SIMPLE: Final = "\u0500"
"""Below it stand Latin, Greek and Cyrillic, whose letters do not grow together."""
_SPARE: Final = 1.01
_AMPLE: Final = 1.3
_STRANGE: Final = 1e6


class _Widths(dict[str, float]):
    """The width of each letter that was seen."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, letter: str) -> float:
        # Spaces and what cannot be seen behave in their own ways; such texts are measured as a whole.
        plain = letter.isprintable() and letter < _SIMPLE
        width = self[letter] = self._metrics.horizontalAdvance(letter) * _SPARE if plain else _STRANGE
        return width


@cache
def _metrics(size: int, bold: bool) -> tuple[QFontMetrics, _Widths]:
    metrics = QFontMetrics(theme.font(size, bold=bold))
    return metrics, _Widths(QFontMetricsF(metrics))


@lru_cache(maxsize=4096)
def cut(words: str, width: int, size: int, *, bold: bool = False) -> str:
    """The words in one line, ended by an ellipsis where they do not fit.

    Args:
        words: Any text; line breaks become spaces.
        width: Pixels.
        size: A step of the scale of ``theme.font``.
        bold: Whether they are.
    """
    metrics, widths = _metrics(size, bold)
    if "\n" in words:
        words = " ".join(words.splitlines())
    words = words[: max(0, width)]  # no letter is narrower than a pixel; measuring a whole caption would take long
    ends = list(accumulate(map(widths.__getitem__, words)))
    if not ends or ends[-1] <= width:
        return words
    # Of a long text only what may fit is shaped; with strange letters all of it.
    likely = words[: bisect_right(ends, _AMPLE * width) + 1] if ends[-1] < _STRANGE else words
    return metrics.elidedText(likely, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=1024)
def width_of(words: str, size: int, *, bold: bool = False) -> int:
    """How many pixels the words take."""
    return _metrics(size, bold)[0].horizontalAdvance(words)
