"""Times that name places in films."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.field_values import clock
from archive_app.domain.time_marks import time_marks, with_mark


@pytest.mark.parametrize(
    ("text", "length", "found"),
    [
        ("the pickets stood at the gate (see the video at 0:12)", 20.0, [12]),
        ("1:02:03 the ship leaves", None, [3723]),
        ("from 0:05 to 0:15, and 0:05 again", 20.0, [5, 15]),
        ("the ferry left at 14:05", 60.0, []),
        ("printed on 12.03:45 or 3:99", None, []),
        ("at 9:30 pm", None, []),
        ("", None, []),
    ],
)
def test_times_are_found(text: str, length: float | None, found: list[int]) -> None:
    assert [one.seconds for one in time_marks(text, length)] == found


def test_the_line_says_what_is_there() -> None:
    [mark] = time_marks("Notes\n0:12 – Pickets at the gate", None)
    assert mark.words == "Pickets at the gate"


def test_a_mark_goes_to_its_place_among_the_notes() -> None:
    notes = "Digitised in 1998.\n0:05 Cranes\n1:00 Speech"
    assert with_mark(notes, 12, "Pickets") == "Digitised in 1998.\n0:05 Cranes\n0:12 Pickets\n1:00 Speech"
    assert with_mark("", 3, "") == "0:03"
    assert with_mark(notes, 5, "Cranes") == notes


@given(st.integers(0, 5 * 3600))
def test_what_is_noted_is_found_again(seconds: int) -> None:
    assert [one.seconds for one in time_marks(with_mark("", seconds, "Here"), None)] == [seconds]


def test_clocks_of_long_films() -> None:
    assert clock(3723) == "1:02:03"
