"""What the index of words must be told when texts of an item change: far less than all that the item says.

``typing`` keeps in which items words and beginnings of two to four letters stand, not where. So a word that stays
says nothing new, unless another that begins like it comes or goes: the shared beginnings are taken out with that one.
Words that begin alike are therefore told together, out and in again, and the counts of each column stay exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from archive_app.store.index_words import PARTED

_SHARED: Final = 2  # letters of the shortest beginning that is kept
Texts = Mapping[str, str]


def told(before: Texts, after: Texts) -> tuple[dict[str, str], dict[str, str]]:
    """What is to be taken out and what is to be put in; nothing and nothing when the words are the same.

    Args:
        before: The item's texts by column.
        after: What they will be.
    """
    if any("\0" in text for texts in (before, after) for text in texts.values()):
        return dict(before), dict(after)  # the full texts do not look behind such a character
    words = {name: _words(text) for name, text in before.items()}
    changed = {name: _words(text) for name, text in after.items() if text != before[name]}
    beginnings: set[str] = set()
    for name, now in changed.items():
        difference = Counter(words[name])
        difference.subtract(now)
        beginnings.update(word[:_SHARED] for word, more in difference.items() if more)
    if not beginnings:
        return {}, {}
    gone = {name: _among(found, beginnings) for name, found in words.items()}
    return gone, gone | {name: _among(found, beginnings) for name, found in changed.items()}


@lru_cache(maxsize=32)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text as the full texts hold them; a record is often changed several times in a row."""
    return tuple(text.translate(PARTED).split())


def _among(words: tuple[str, ...], beginnings: set[str]) -> str:
    return " ".join([word for word in words if word[:_SHARED] in beginnings])
