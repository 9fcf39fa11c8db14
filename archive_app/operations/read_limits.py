"""What a reader process may use: memory, processor time, open files (reliability.md §7.3).

Limits are the system's own (``setrlimit``); where there is none such (Windows), the time on the clock is what is left,
and that is kept by the parent.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource

MEMORY = 1 << 30
"""Bytes of address space on top of what the program itself takes."""

OPEN_FILES = 256
LARGEST_WRITTEN = 64 << 20  # a reader writes nothing; a library's temporary file is small

_MEGABYTE = 1 << 20


def seconds_for(size: int) -> tuple[int, int]:
    """How long a file may be read: seconds of the processor, and seconds on the clock.

    A page of usual size takes some hundredths of a second, so that what takes many seconds will not end. Containers
    may be as large as a disk; what grows with them is the time they are given.
    """
    megabytes = size // _MEGABYTE
    return 5 + 3 * megabytes, 15 + 6 * megabytes


def confine(memory: int = MEMORY) -> None:
    """Limit this process for good: call it once everything that reading needs is loaded.

    Args:
        memory: Bytes of address space on top of what is taken already.
    """
    if sys.platform == "win32":
        return
    _set("RLIMIT_CORE", 0)
    _set("RLIMIT_FSIZE", LARGEST_WRITTEN)
    _set("RLIMIT_NOFILE", OPEN_FILES)
    taken = _address_space()
    if taken:
        _set("RLIMIT_AS", taken + memory)


def allow_seconds(seconds: int) -> None:
    """Allow this process so many more seconds of the processor; one that uses them up is ended by the system."""
    if sys.platform == "win32":
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _set(name: str, value: int) -> None:
    if sys.platform == "win32":
        return
    number = getattr(resource, name, None)
    if number is None:
        return
    _, hard = resource.getrlimit(number)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with contextlib.suppress(ValueError, OSError):  # a system that knows the limit and does not keep it
        resource.setrlimit(number, (value, value))


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not tell (and does not limit it either)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
