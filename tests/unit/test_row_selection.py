"""A selection of rows is the ids it stands for, whatever is asked of it."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.row_selection import RowSelection


@given(st.sets(st.integers(0, 60)), st.integers(-1, 60), st.data())
def test_it_is_a_sequence_of_its_ids(rows: set[int], current: int, data: st.DataObject) -> None:
    ids = array("q", (1000 + 7 * row for row in range(61)))
    spans: list[tuple[int, int]] = []
    for row in sorted(rows):
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    chosen = RowSelection(ids, data.draw(st.permutations(spans)), current)
    others = [row for row in sorted(rows) if row != current]
    expected = [ids[row] for row in ([current] if current in rows else []) + others]
    assert list(chosen) == expected
    assert len(chosen) == len(expected)
    assert [chosen[place] for place in range(len(chosen))] == expected
    assert chosen[:3] == tuple(expected[:3])
    assert chosen[-2:] == tuple(expected[-2:])
    assert all((ids[row] in chosen) == (row in rows) for row in range(61))
    assert 5 not in chosen
    assert chosen.left_out() == [ids[row] for row in range(61) if row not in rows]
    assert chosen.exceptions == 61 - len(rows)


def test_everything_but_one_of_a_million_is_two_stretches() -> None:
    ids = array("q", range(1, 1_000_001))
    chosen = RowSelection(ids, [(0, 499), (501, 999_999)], 700)
    assert len(chosen) == 999_999
    assert chosen[0] == 701
    assert chosen.left_out() == [501]
    assert chosen == RowSelection(ids, [(501, 999_999), (0, 499)], 700)
    assert chosen != RowSelection(ids, [(0, 999_999)], 700)
