"""Baskets and how saved searches stand: values that the sidebar and the command line show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Basket:
    """A working set: its number, its name, and how many records it holds."""

    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many records a saved search finds, and how many of them came since it was last looked at.

    ``fresh`` is -1 for a search that was never looked at.
    """

    count: int
    fresh: int = -1
