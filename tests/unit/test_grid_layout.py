"""The arithmetic of the grid: every cell has one place, and every place leads back to its cell."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from archive_app.ui.grid_layout import GridLayout

layouts = st.builds(
    lambda sizes, columns, line, head: GridLayout(
        sum(sizes), columns, line, [0, *accumulate(sizes)][:-1] if len(sizes) > 1 else (), head
    ),
    st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(1, 9), st.integers(1, 300), st.integers(0, 50),
)  # fmt: skip


@given(layouts)
def test_every_cell_is_found_at_its_place(layout: GridLayout) -> None:
    places = [layout.place(number) for number in range(layout.total)]
    assert len(set(places)) == layout.total
    assert places == sorted(places)
    for number, (top, column) in enumerate(places):
        for y in (top, top + layout.line - 1):
            assert layout.at(y, column) == number
        assert top + layout.line <= layout.height


@given(layouts)
def test_headings_lie_above_their_groups(layout: GridLayout) -> None:
    for group, start in enumerate(layout.starts):
        assert layout.place(start) == (layout.heading(group) + layout.head, 0)
        for y in range(layout.heading(group), layout.heading(group) + layout.head, 7):
            assert layout.at(y, 0) == -1


@given(layouts, st.integers(0, 5_000), st.integers(1, 900))
def test_what_is_painted_is_what_is_on_screen(layout: GridLayout, top: int, height: int) -> None:
    painted = set(range(layout.first_at(top), layout.beyond(top + height)))
    for number in range(layout.total):
        y, _column = layout.place(number)
        if y < top + height and y + layout.line > top:
            assert number in painted


@given(layouts, st.data())
def test_arrows_lead_to_the_line_beside(layout: GridLayout, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, layout.total - 1))
    top, column = layout.place(number)
    above, below = layout.up(number), layout.down(number)
    tops = sorted({layout.place(one)[0] for one in range(layout.total)})
    at = tops.index(top)
    assert layout.place(above)[0] == tops[max(0, at - 1)]
    assert layout.place(above)[1] <= column
    assert layout.place(below)[0] == tops[min(len(tops) - 1, at + 1)]


def test_a_million_cells_have_no_list_of_places() -> None:
    layout = GridLayout(1_000_000, 7, 250)
    assert layout.place(999_999) == (999_999 // 7 * 250, 999_999 % 7)
    assert layout.at(layout.height - 1, 0) == 999_999 // 7 * 7
