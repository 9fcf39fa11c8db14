"""Keeps glibc from holding memory that nothing uses: at a million articles that was a quarter of what the window held.

By its own rules glibc gives each thread a heap, and once a large piece was freed takes pieces as large from a heap
too. What the lanes read for a moment then leaves holes in several heaps, none of which the system gets back.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # as malloc.h numbers them
_HEAPS = 2  # the main thread's, and one for the lanes: Python lets one of them work at a time
_KEPT_FREE = 256 * 1024
_OF_THEIR_OWN = 4 * 1024 * 1024  # larger pieces go back to the system at once; what is painted into is smaller


def install() -> None:
    """Set the limits; before there are threads. Does nothing with another C library."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(AttributeError, OSError):
        settings = ctypes.CDLL(None).mallopt
        settings(_ARENA_MAX, _HEAPS)
        settings(_MMAP_THRESHOLD, _OF_THEIR_OWN)
        settings(_TRIM_THRESHOLD, _KEPT_FREE)
