"""The samples of many texts at once, exactly those that ``likeness.text_print`` makes of each by itself.

An import needs nothing but the samples. Runs of words are hashed for all texts together, in numpy: one by one it is a
third of what an article costs to index. A single save does without it, for the first import of numpy takes longer.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from archive_app.domain import likeness

FEWER_ONE_BY_ONE: Final = 16
"""So few texts are hashed in plain Python."""

_SHORT: Final = likeness.FEWEST * likeness.ONE_IN  # words; a shorter text keeps its smallest hashes, however large
_TOGETHER: Final = 200_000  # words hashed at once: a few megabytes


def samples(texts: Sequence[str]) -> list[array[int]]:
    """The hashes that the catalogue keeps of each text, in ascending order."""
    if len(texts) < FEWER_ONE_BY_ONE:
        return [_one(likeness.tokens_of(text)) for text in texts]
    found: list[array[int]] = [array("I")] * len(texts)
    places: list[int] = []
    codes: list[list[int]] = []
    waiting = 0
    for place, text in enumerate(texts):
        tokens = likeness.tokens_of(text)
        if len(tokens) > _SHORT and likeness.run_length(tokens) == likeness.WORDS:
            places.append(place)
            codes.append(likeness.codes_of(tokens))
            waiting += len(tokens)
            if waiting > _TOGETHER:
                _put(found, places, codes)
                places, codes, waiting = [], [], 0
        else:
            found[place] = _one(tokens)
    _put(found, places, codes)
    return [  # chance, or words that are said again and again, may leave a longer text few hashes as well
        one if len(one) >= likeness.FEWEST else _one(likeness.tokens_of(text))
        for one, text in zip(found, texts, strict=True)
    ]


def _one(tokens: tuple[str, ...]) -> array[int]:
    return array("I", sorted(likeness.print_of(tokens).sample))


def _put(found: list[array[int]], places: Sequence[int], codes: Sequence[list[int]]) -> None:
    """Hash the runs of five words of several texts. Of each hash only 32 bits count, so that 64 bits hold it all."""
    import numpy as np

    if not places:
        return
    total = sum(map(len, codes))
    whole = np.fromiter((code for one in codes for code in one), dtype=np.uint64, count=total)
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
