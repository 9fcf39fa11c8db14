"""The samples of many texts at once, exactly those that ``likeness.text_print`` makes of each by itself.

An import needs nothing but the samples. Texts are folded and cut by a table of characters, and runs of words are hashed
for all texts together, in numpy: one by one it is a third of what an article costs to index. A single save does without
it, for the first import of numpy takes longer.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any, Final
from zlib import crc32

from archive_app.domain import likeness
from archive_app.domain.folding import fold

FEWER_ONE_BY_ONE: Final = 16
"""So few texts are hashed in plain Python, unless numpy is there already: it takes a quarter of the time."""

_SHORT: Final = likeness.FEWEST * likeness.ONE_IN  # words; a shorter text keeps its smallest hashes, however large
_TOGETHER: Final = 200_000  # words hashed at once: a few megabytes


def samples(texts: Sequence[str]) -> list[array[int]]:
    """The hashes that the catalogue keeps of each text, in ascending order."""
    if len(texts) < FEWER_ONE_BY_ONE and "numpy" not in sys.modules:
        return [_one(likeness.tokens_of(text)) for text in texts]
    found: list[array[int]] = [array("I")] * len(texts)
    places: list[int] = []
    codes: list[list[int]] = []
    waiting = 0
    letters = _letters()
    for place, text in enumerate(texts):
        words = letters.words(text)
        if words is not None and len(words) > _SHORT:
            places.append(place)
            codes.append(list(map(crc32, words)))
            waiting += len(words)
            if waiting > _TOGETHER:
                _put(found, places, codes)
                places, codes, waiting = [], [], 0
        else:
            found[place] = _one(likeness.tokens_of(text))
    _put(found, places, codes)
    return [  # chance, or words that are said again and again, may leave a longer text few hashes as well
        one if len(one) >= likeness.FEWEST else _one(likeness.tokens_of(text))
        for one, text in zip(found, texts, strict=True)
    ]


class _Letters:
    """Cuts texts into folded words as ``likeness.tokens_of`` does, by a table of what each character becomes."""

    def __init__(self) -> None:
        import numpy as np

        self._numpy: Any = np
        self._table = np.zeros(1 << 16, dtype=np.uint16)  # what a character becomes; 0 of those not met yet
        self._others = np.zeros(1 << 16, dtype=bool)  # those of scripts without spaces, and halves of characters
        self._others[0xD800:0xE000] = True

    def words(self, text: str) -> list[bytes] | None:
        """The words of a text in UTF-8; None of one that this does not cut (scripts without spaces, rare letters)."""
        try:
            codes = self._numpy.frombuffer(text.encode("utf-16-le"), dtype="<u2")
        except UnicodeEncodeError:  # half a character, which a draft may hold
            return None
        folded = self._table[codes]
        if not folded.all():
            self._learn(set(codes[folded == 0].tolist()))
            folded = self._table[codes]
        if self._others[codes].any():
            return None
        small: str = folded.astype("<u2", copy=False).tobytes().decode("utf-16-le")
        return small.encode().split()

    def _learn(self, codes: set[int]) -> None:
        for code in codes:
            small = fold(chr(code))
            word = likeness.tokens_of(chr(code)) == (small,)
            self._others[code] |= len(small) > 1 or ord(small) > 0xFFFF or (word and likeness.is_single(small))
            self._table[code] = ord(small) if word and not self._others[code] else ord(" ")


@cache
def _letters() -> _Letters:
    return _Letters()


def _one(tokens: tuple[str, ...]) -> array[int]:
    return array("I", sorted(likeness.print_of(tokens).sample))


def _put(found: list[array[int]], places: Sequence[int], codes: Sequence[list[int]]) -> None:
    """Hash the runs of five words of several texts. Of each hash only 32 bits count, so that 64 bits hold it all."""
    import numpy as np

    if not places:
        return
    total = sum(map(len, codes))
    whole = np.fromiter(chain.from_iterable(codes), dtype=np.uint64, count=total)
    sums = whole[4:].copy()
    for back, factor in enumerate(likeness.FACTORS):
        sums += whole[back : total - 4 + back] * np.uint64(factor)
    mix = np.uint64(likeness.MIX)
    hashes = ((((sums * mix) >> np.uint64(9)) ^ sums) * mix >> np.uint64(16)) & np.uint64(0xFFFFFFFF)
    ends = np.fromiter(accumulate(map(len, codes)), dtype=np.int64, count=len(codes))
    small = np.flatnonzero(hashes < np.uint64(likeness.LIMIT))
    owner = np.searchsorted(ends, small, side="right")
    within = small + likeness.WORDS <= ends[owner]  # a run does not go on into the next text
    keys = np.unique((owner[within].astype(np.uint64) << np.uint64(32)) | hashes[small[within]])
    parts = np.searchsorted(keys >> np.uint64(32), np.arange(len(codes) + 1, dtype=np.uint64))
    kept = keys.astype(np.uint32)
    for number, place in enumerate(places):
        found[place] = array("I", kept[parts[number] : parts[number + 1]].tobytes())
