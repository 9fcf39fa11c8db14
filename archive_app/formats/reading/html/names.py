"""Patterns for what elements are named with (classes, ids), which remember their answers.

A page names hundreds of its elements alike, and a site all of its pages: asking a pattern once for each name
instead of once for each element saves most of the time.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MOST = 4_096  # answers kept for one pattern; the longest name has 600 characters


class Names:
    """A pattern over the names of elements, as ``page.marks`` gives them."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        search = re.compile(pattern, flags).search

        @lru_cache(maxsize=_MOST)
        def known(named: str) -> bool:
            return search(named) is not None

        self._known = known

    def search(self, named: str) -> bool:
        """Whether the pattern is found in the name."""
        return self._known(named)
