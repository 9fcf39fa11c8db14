"""The sidebar's tree: other counts change its lines, other lines make it anew."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.results import Facet, FacetValue
from archive_app.ui.collector import REST, Collector
from archive_app.ui.sidebar_model import SidebarModel
from archive_app.ui.tasks import Lane, Tasks


def facets(*counts: tuple[str, int]) -> tuple[Facet, ...]:
    return (Facet("lang", "Language", tuple(FacetValue(name, name.title(), count) for name, count in counts)),)


def test_other_counts_change_the_lines_that_are_there(qtbot: QtBot) -> None:
    model = SidebarModel()
    model.set_facets(facets(("en", 3), ("de", 2)))
    group = model.index(model.rowCount() - 1, 0)
    line = QPersistentModelIndex(model.index(1, 0, group))
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    model.set_facets(facets(("en", 3), ("de", 700)))
    assert line.isValid(), "a line that stays is the same one"
    assert "700" in str(line.data(Qt.ItemDataRole.AccessibleTextRole))
    assert [node.count for node in model.nodes() if node.sort == "facet"] == [3, 700]
    assert told == [(1, 1)], "views are told of what changed, once"


def test_other_lines_make_the_tree_anew(qtbot: QtBot) -> None:
    model = SidebarModel()
    model.set_facets(facets(("en", 3), ("de", 2)))
    with qtbot.waitSignal(model.rebuilt):
        model.set_facets(facets(("de", 2), ("en", 1)))
    group = model.index(model.rowCount() - 1, 0)
    assert [group.model().index(row, 0, group).data() for row in range(2)] == ["De", "En"]
    model.set_facets(facets(("de", 5), ("en", 1)))
    assert "5" in str(model.index(0, 0, group).data(Qt.ItemDataRole.AccessibleTextRole))


class Ring:
    """Refers to itself."""

    def __init__(self) -> None:
        self.me = self


def test_all_garbage_waits_until_nothing_has_run_for_a_while(qtbot: QtBot) -> None:
    limits, parent, stop = gc.get_threshold(), QObject(), threading.Event()
    tasks = Tasks(parent)
    try:
        collector = Collector(tasks, parent)
        tasks.run(Lane.FILES, lambda _progress: stop.wait(60))
        ring = Ring()
        gc.collect(0)
        gc.collect(1)  # it is among the old now
        gone = weakref.ref(ring)
        del ring
        gc.set_threshold(10**6, 10**6, -1)
        for _ in range(2 * REST):
            collector.collect()
        assert gone() is not None, "somebody waits"
        stop.set()
        qtbot.waitUntil(lambda: not tasks.running())
        for _ in range(REST - 1):
            collector.collect()
        assert gone() is not None, "somebody waited a moment ago"
        collector.collect()
        assert gone() is None
    finally:
        stop.set()
        tasks.close()
        parent.deleteLater()
        gc.set_threshold(*limits)
        gc.unfreeze()
        gc.enable()
