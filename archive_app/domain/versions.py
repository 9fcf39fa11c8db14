"""Versions of one text: the article as first printed, corrected, enlarged; and how their order changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Version:
    """One article's place among the versions of its text.

    Attributes:
        id: Of this entry; 0 while it is not saved.
        record_id: The article.
        chain: What the versions of one text share; 0 while it has none.
        position: Counted from 1, the oldest first.
        current: This is the one in force. Exactly one of a chain is.
        note: A person's words about it.
    """

    id: int
    record_id: int
    chain: int = 0
    position: int = 1
    current: bool = False
    note: str = ""


def appended(chain: Sequence[Version], article: int, older: int, note: str = "") -> list[Version]:
    """The chain of ``older`` with ``article`` as its newest version, which is the current one."""
    kept = list(chain) or [Version(0, older)]
    return renumbered([*(replace(v, current=False) for v in kept), Version(0, article, current=True, note=note)])


def joined(one: Sequence[Version], other: Sequence[Version]) -> list[Version]:
    """Two chains as one: ``one``'s versions, then ``other``'s, whose current one stays current."""
    return renumbered([*(replace(v, current=False) for v in one), *other])


def without(chain: Sequence[Version], article: int) -> list[Version]:
    """The chain without an article; a chain of one is none. The newest left is current when the current one went."""
    rest = [v for v in chain if v.record_id != article]
    return renumbered(rest) if len(rest) > 1 else []


def with_current(chain: Sequence[Version], article: int) -> list[Version]:
    """The chain with this article as the one in force."""
    return [replace(v, current=v.record_id == article) for v in chain]


def ordered(chain: Sequence[Version], articles: Sequence[int]) -> list[Version]:
    """The chain in the order of these articles, the oldest first."""
    place = {article: at for at, article in enumerate(articles)}
    return renumbered(sorted(chain, key=lambda v: (place.get(v.record_id, len(place)), v.position)))


def renumbered(chain: Sequence[Version]) -> list[Version]:
    """The chain counted anew, all of one chain, with one current version: the newest when none or several were."""
    number = next((v.chain for v in chain if v.chain), 0)
    current = [v.record_id for v in chain if v.current]
    keep = current[-1] if current else (chain[-1].record_id if chain else 0)
    return [replace(v, position=at, chain=number, current=v.record_id == keep) for at, v in enumerate(chain, 1)]
