"""The word diff: both texts come back from it, letter for letter; what moved is said to have moved."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain import word_diff
from archive_app.domain.word_diff import Piece, diff_paragraphs, diff_words, new_text, old_text, words_changed

WORDS = st.text(alphabet="ab cé’.,—\n宇宙船 ", max_size=40)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=20)), max_size=8)


@given(TEXTS, TEXTS)
def test_both_texts_are_put_together_from_the_pieces(old: list[str], new: list[str]) -> None:
    diffs = diff_paragraphs(old, new)
    assert old_text(diffs) == old
    assert new_text(diffs) == new


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: list[str]) -> None:
    diffs = diff_paragraphs(text, text)
    assert {d.kind for d in diffs} <= {"same"}
    assert not words_changed(diffs)


@given(st.lists(st.sampled_from(["one two three", "four five six", "seven eight nine", "ten"]), max_size=6))
def test_paragraphs_in_another_order_lose_no_word(text: list[str]) -> None:
    assert not words_changed(diff_paragraphs(text, text[::-1]))


def test_words_are_compared_not_letters() -> None:
    assert diff_words("The ferry came back on Monday.", "The ferry came back late on Tuesday.") == (
        Piece("same", "The ferry came back "),
        Piece("added", "late "),
        Piece("same", "on "),
        Piece("removed", "Monday"),
        Piece("added", "Tuesday"),
        Piece("same", "."),
    )


def test_scripts_without_spaces_are_compared_by_character() -> None:
    assert diff_words("宇宙船は月曜日に帰還した。", "宇宙船は火曜日に帰還した。") == (
        Piece("same", "宇宙船は"),
        Piece("removed", "月"),
        Piece("added", "火"),
        Piece("same", "曜日に帰還した。"),
    )


def test_blanks_and_marks_are_kept_as_they_are() -> None:
    pieces = diff_words("a  b\tc", "a b\tc")
    assert "".join(p.text for p in pieces if p.kind != "added") == "a  b\tc"
    assert "".join(p.text for p in pieces if p.kind != "removed") == "a b\tc"


STORY = [
    "The crane drivers left the quay on Tuesday morning.",
    "Nobody has seen a ship since then, the harbour master said.",
    "The talks are to go on for another week.",
    "A second union has joined the strike.",
]


def test_a_moved_paragraph_is_recognised() -> None:
    diffs = diff_paragraphs(STORY, [STORY[3], *STORY[:3]])
    assert [(d.kind, d.old, d.new) for d in diffs] == [("moved", 3, 0), ("same", 0, 1), ("same", 1, 2), ("same", 2, 3)]


def test_a_moved_paragraph_may_have_changed_too() -> None:
    changed = STORY[3].replace("second", "third")
    [moved] = [d for d in diff_paragraphs(STORY, [changed, *STORY[:3]]) if d.kind == "moved"]
    assert Piece("removed", "second") in moved.pieces
    assert Piece("added", "third") in moved.pieces


def test_paragraphs_taken_out_and_put_in_stand_where_they_stood() -> None:
    new = [STORY[0], "Fishermen brought bread to the pickets at night.", STORY[2], STORY[3]]
    diffs = diff_paragraphs(STORY, new)
    assert [(d.kind, d.old, d.new) for d in diffs] == [
        ("same", 0, 0), ("added", -1, 1), ("removed", 1, -1), ("same", 2, 2), ("same", 3, 3),
    ]  # fmt: skip
    assert words_changed(diffs) == word_diff.WordCount(added=8, removed=11)


def test_islands_of_little_words_are_not_left_between_changes() -> None:
    pieces = diff_words("seven angry men of the north", "five quiet women of his south")
    assert [p.kind for p in pieces] == ["removed", "added"]


@pytest.mark.parametrize("paragraphs", [1, 400])
def test_a_long_text_is_compared_word_by_word_too(paragraphs: int) -> None:
    rng = random.Random(4)
    words = [f"w{rng.randrange(3000)}" for _ in range(24_000)]
    changed = [w if rng.random() > 0.02 else f"x{w}" for w in words]
    size = len(words) // paragraphs
    old = [" ".join(words[n * size : (n + 1) * size]) for n in range(paragraphs)]
    new = [" ".join(changed[n * size : (n + 1) * size]) for n in range(paragraphs)]
    diffs = diff_paragraphs(old, new)
    count = words_changed(diffs)
    altered = sum(a != b for a, b in zip(words, changed, strict=True))
    assert altered <= count.added <= 1.2 * altered
    assert old_text(diffs) == old
    assert new_text(diffs) == new


def test_a_short_count_of_words_says_what_one_text_has_and_the_other_has_not() -> None:
    assert word_diff.words_differing("a b c", "b a d e") == word_diff.WordCount(2, 1)
