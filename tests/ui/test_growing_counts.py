"""What the window says of a search that goes on: counts of the newest, marked until all are counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from archive_app.domain.results import Facet, FacetValue, Results
from archive_app.operations import find, first_rows, ingest
from archive_app.operations.first_rows import Counted
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.results_header import ResultsHeader
from archive_app.ui.searching import Searching
from archive_app.ui.sidebar_model import SidebarModel
from tests.bench.corpus import our_own, read_draft

FACETS = (Facet("type", "Type", (FacetValue("article", "Article", 1200),)),)


def test_facets_that_are_still_counted_say_so(qtbot: QtBot) -> None:
    model = SidebarModel()
    model.set_facets(FACETS, growing=True)
    line = next(node for node in model.nodes() if node.sort == "facet")
    assert line.number.endswith("+")
    assert "at least" in line.spoken
    model.set_facets(FACETS)
    line = next(node for node in model.nodes() if node.sort == "facet")
    assert not line.number.endswith("+")
    assert "at least" not in line.spoken


def test_the_header_says_how_many_there_are_at_least(qtbot: QtBot) -> None:
    header = ResultsHeader()
    qtbot.addWidget(header)
    header.set_count(50, {"article": 50}, "“a”", growing=True)
    assert header.text == "Counting…"
    header.show_counted(Counted({"article": 8000, "photo": 2000, "video": 0}, (), whole=False))
    said = header.text
    assert said.startswith("At least 10")
    assert len(said.split(" · ")) == 3
    header.show_counted(Counted({"article": 3, "photo": 0, "video": 0}, (), whole=True))
    assert header.text == said  # all of it is on its way, with other forms of the words


def test_counts_of_the_newest_come_before_those_of_all(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    with Archive.create(tmp_path / "shelf") as archive:
        _look_around(qtbot, context, archive)
        context.set_archive(None)


def _look_around(qtbot: QtBot, context: Context, archive: Archive) -> None:
    ingest.accept(archive, [read_draft(line) for line in our_own(60)])
    while not first_rows.prepare(archive):
        pass
    searching = Searching(context)
    told: list[object] = []
    searching.found.connect(lambda results, _refresh: told.append(("found", results.growing)))
    searching.counted.connect(lambda counted: told.append(("counted", counted.total)))
    searching.facets.connect(lambda _facets, growing: told.append(("facets", growing)))
    context.set_archive(archive)
    qtbot.waitUntil(lambda: ("found", False) in told)
    assert isinstance(searching.results, Results)
    total = searching.results.total
    assert total > first_rows.FIRST
    assert told[:3] == [("found", True), ("counted", total), ("facets", False)]


@pytest.mark.parametrize("kept", [True, False])
def test_facets_of_very_much_wait_until_they_can_be_counted_in_memory(
    qtbot: QtBot, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    monkeypatch.setattr("archive_app.ui.searching.MANY", 20)
    if not kept:
        monkeypatch.setattr("archive_app.store.facet_columns._LITTLE", -1)
    with Archive.create(tmp_path / "shelf") as archive:
        ingest.accept(archive, [read_draft(line) for line in our_own(60)])
        assert not first_rows.ready(archive)
        searching = Searching(context)
        with qtbot.waitSignal(searching.facets) as told:
            context.set_archive(archive)
        assert told.args is not None
        assert told.args[1] is False
        assert first_rows.ready(archive)
        assert told.args[0] == find.facets(archive, searching.query)
        context.set_archive(None)


def test_memory_that_nobody_counts_in_is_given_back_and_read_again(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    with Archive.create(tmp_path / "shelf") as archive:
        ingest.accept(archive, [read_draft(line) for line in our_own(60)])
        searching = Searching(context)
        with qtbot.waitSignal(searching.facets):
            context.set_archive(archive)
        qtbot.waitUntil(lambda: searching.at_rest and first_rows.ready(archive))
        searching.give_memory_back()
        qtbot.waitUntil(lambda: not first_rows.ready(archive))
        with qtbot.waitSignal(searching.facets) as told:
            searching.run()
        assert told.args is not None
        assert {facet.field: facet for facet in told.args[0]}.items() <= {
            facet.field: facet for facet in find.facets(archive, searching.query)
        }.items()
        context.set_archive(None)
