"""The values of a field in one text find what a walk through them finds."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.folding import fold
from archive_app.operations.value_list import ValueList, far, in_latin

LETTERS = st.text("abéA Шип’İ\n", max_size=6)


@given(st.lists(st.lists(LETTERS, max_size=4), max_size=4), LETTERS.filter(str.strip), st.integers(1, 12))
def test_the_nearest_are_those_that_a_walk_finds(parts: list[list[str]], typed: str, most: int) -> None:
    numbered = list(enumerate(value for part in parts for value in part))
    cuts = [sum(map(len, parts[:at])) for at in range(len(parts) + 1)]
    known = ValueList(numbered[low:high] for low, high in pairwise(cuts))

    wanted = fold(typed).replace("\n", " ")
    latin = in_latin(wanted)
    walked = []
    for number, value in numbered:
        folded = fold(value.replace("\n", " "))
        if wanted in folded or (latin and latin in folded) or (latin or wanted) in in_latin(folded):
            walked.append((far(folded, wanted), folded, number))
    nearest = sorted(walked, key=lambda one: (one[0], len(one[1]), one[1]))[:most]
    assert [one[:2] for one in known.best(fold(typed), most)] == [one[:2] for one in nearest]


def test_without_a_letter_the_first_come_first() -> None:
    known = ValueList([[(7, "Reuters"), (9, "ÁFP")], [(4, "Анна")]])
    assert known.first(2) == [(0, "reuters", 7), (0, "afp", 9)]
    assert list(known) == [("reuters", 7), ("afp", 9), (fold("Анна"), 4)]
    assert ValueList([]).first(3) == []
