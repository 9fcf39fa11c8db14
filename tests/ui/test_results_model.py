"""The results model tells the true total and loads only what is looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.results import ResultRow
from archive_app.ui.results_model import CHUNK, KEPT_CHUNKS, ResultsModel, RowRole

TOTAL = 100_000


class Shelf:
    """Gives rows when told to, and remembers what it was asked."""

    def __init__(self, at_once: bool = True) -> None:
        self.asked: list[list[int]] = []
        self.waiting: list[tuple[list[int], Callable[[list[ResultRow]], None]]] = []
        self.at_once = at_once
        self.missing: set[int] = set()
        self.word = "Title"

    def fetch(self, ids: Sequence[int], done: Callable[[list[ResultRow]], None]) -> None:
        self.asked.append(list(ids))
        self.waiting.append((list(ids), done))
        if self.at_once:
            self.give()

    def give(self) -> None:
        now, self.waiting = self.waiting, []
        for ids, done in now:
            done([ResultRow(one, "article", f"{self.word} {one}") for one in ids if one not in self.missing])


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(qapp: QApplication, shelf: Shelf) -> ResultsModel:
    made = ResultsModel(shelf.fetch)
    made.set_results(array("q", range(1, TOTAL + 1)))
    return made


def test_the_total_is_true_at_once_and_nothing_is_loaded(model: ResultsModel, shelf: Shelf) -> None:
    assert model.rowCount() == TOTAL
    assert shelf.asked == []


def test_data_never_loads_itself(qtbot: QtBot, model: ResultsModel, shelf: Shelf) -> None:
    assert model.index(0, 0).data() == ""
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Loading…"
    assert shelf.asked == []
    qtbot.waitUntil(lambda: bool(shelf.asked))
    assert shelf.asked == [list(range(1, CHUNK + 1))]
    assert model.index(0, 0).data() == "Title 1"


def test_the_last_row_is_one_chunk_away(qtbot: QtBot, model: ResultsModel, shelf: Shelf) -> None:
    model.index(TOTAL - 1, 0).data()
    qtbot.waitUntil(lambda: model.row(TOTAL - 1) is not None)
    assert len(shelf.asked) == 1


def test_few_chunks_are_kept_however_far_one_scrolls(qtbot: QtBot, model: ResultsModel) -> None:
    for chunk in range(KEPT_CHUNKS + 20):
        model.row(chunk * CHUNK)
        qtbot.waitUntil(lambda c=chunk: model.row(c * CHUNK) is not None)  # type: ignore[misc] # pytest-qt takes any callable
    assert model.loaded_chunks == KEPT_CHUNKS


def test_scrolling_past_asks_only_for_the_last_rows_seen(qtbot: QtBot, model: ResultsModel, shelf: Shelf) -> None:
    for chunk in range(200):
        model.row(chunk * CHUNK)
    qtbot.waitUntil(lambda: model.row(199 * CHUNK) is not None)
    qtbot.wait(20)
    assert len(shelf.asked) <= 8


def test_answers_for_an_older_result_are_dropped(qtbot: QtBot, model: ResultsModel, shelf: Shelf) -> None:
    shelf.at_once = False
    model.row(0)
    qtbot.waitUntil(lambda: bool(shelf.waiting))
    model.set_results(array("q", [7, 8]))
    shelf.give()
    assert model.row(0) is None
    assert model.rowCount() == 2


def test_a_changed_row_stays_until_the_new_one_is_there(qtbot: QtBot, model: ResultsModel, shelf: Shelf) -> None:
    model.row(0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    shelf.word = "Changed"
    shelf.at_once = False
    model.refresh_rows([1])
    assert model.index(0, 0).data() == "Title 1"
    qtbot.waitUntil(lambda: bool(shelf.waiting))
    shelf.give()
    assert model.index(0, 0).data() == "Changed 1"


def test_a_change_during_loading_is_not_missed(qtbot: QtBot, model: ResultsModel, shelf: Shelf) -> None:
    model.row(0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    shelf.at_once = False
    model.refresh_rows([1])
    qtbot.waitUntil(lambda: bool(shelf.waiting))
    model.refresh_rows([1])
    shelf.give()
    shelf.word = "Newest"
    qtbot.waitUntil(lambda: bool(shelf.waiting))
    shelf.give()
    assert model.index(0, 0).data() == "Newest 1"


def test_a_record_that_is_gone_is_not_asked_for_without_end(qtbot: QtBot, model: ResultsModel, shelf: Shelf) -> None:
    shelf.missing = {3}
    model.row(0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    for _ in range(5):
        assert model.row(2) is None
        qtbot.wait(5)
    assert len(shelf.asked) == 1


def test_the_row_speaks_a_sentence(qtbot: QtBot, model: ResultsModel) -> None:
    model.row(0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Title 1, Article, Not known"


def test_type_ahead_finds_the_next_title_without_loading(qtbot: QtBot, model: ResultsModel, shelf: Shelf) -> None:
    model.row(0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    hit = model.match(model.index(5, 0), Qt.ItemDataRole.DisplayRole, "title 20", 1)
    assert [index.row() for index in hit] == [19]
    assert len(shelf.asked) == 1


def test_dragged_rows_are_their_ids(model: ResultsModel) -> None:
    data = model.mimeData([model.index(4, 0), model.index(4, 1), model.index(9, 0)])
    assert bytes(data.data(model.mimeTypes()[0]).data()) == b"5\n10"
    assert model.index(0, 0).data(RowRole) is None


@pytest.mark.parametrize("more", [0, 3, 700, 30_000])
def test_rows_seen_move_along_when_others_come_above_them(qtbot: QtBot, more: int) -> None:
    shelf = Shelf()
    model = ResultsModel(shelf.fetch)
    model.set_results(array("i", range(1, TOTAL)))
    for row in (0, 50_000):
        model.row(row)
    qtbot.waitUntil(lambda: model.row(50_000) is not None)
    shelf.at_once = False
    model.set_results(array("i", [*range(TOTAL, TOTAL + more), *range(1, TOTAL - 1)]), keep=True)
    assert model.row(50_000 + more) is not None, "it is shown until it was read again"
    if more < CHUNK:
        assert model.row(more) is not None


@pytest.mark.parametrize("kind", [list, tuple, lambda ids: array("i", ids), lambda ids: array("q", ids)])
def test_records_are_found_near_and_far(kind: Callable[[range], Sequence[int]]) -> None:
    model = ResultsModel(Shelf().fetch)
    model.set_results(kind(range(1, TOTAL)))
    assert model.numbers_of([1, TOTAL, 90_001, 5]) == [0, -1, 90_000, 4]
    assert model.numbers_of([90_001], [89_500]) == [90_000]
    assert model.numbers_of([90_001, 7], [3, 20_000]) == [90_000, 6], "far away, but found"
    assert model.numbers_of([90_001, 7], [89_500, 20_000]) == [90_000, 6], "one close by, the other far away"
    assert model.numbers_of([]) == []
    assert model.number_of(90_001) == 90_000
    assert model.number_of(TOTAL) == -1
