"""How long a job will still take, in words that do not jump about (ux.md section 18)."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from statistics import median
from typing import Final

from archive_app.i18n import tr, tr_n

AFTER_SECONDS: Final = 3.0
AFTER_SHARE: Final = 0.05


class Estimate:
    """Learns from a job's progress; the median of the last twenty steps, shown after 3 s and 5 %."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._last = (self._started, 0)
        self._paces: deque[float] = deque(maxlen=20)

    def at(self, done: int, total: int) -> float | None:
        """Seconds left, or None while it is too early to say."""
        now = self._clock()
        before, count = self._last
        if done > count:
            self._paces.append((now - before) / (done - count))
            self._last = (now, done)
        if not total or now - self._started < AFTER_SECONDS or done / total < AFTER_SHARE or not self._paces:
            return None
        return median(self._paces) * (total - done)


def words(seconds: float) -> str:
    """The time left, rounded as a person would say it."""
    if seconds < 5:
        return tr("a few seconds left")
    if seconds < 55:
        return tr("about {n} s left").format(
            n=max(5, round(seconds / 5) * 5 if seconds < 20 else round(seconds / 10) * 10)
        )
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr_n("about {n} minute left", "about {n} minutes left", max(1, minutes))
    return tr_n("about {n} hour left", "about {n} hours left", round(minutes / 60))
