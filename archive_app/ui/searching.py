"""Runs the search of the present ``State``: results first, facet counts behind them, never an answer out of turn.

A new search cancels the one before; an answer whose number is not the newest is dropped. The old list stays on
screen until the new one is there (``current`` says whose it is), and a person may stop what takes long.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from archive_app.domain import query as q
from archive_app.domain.changes import Changes
from archive_app.domain.query_text import parse
from archive_app.domain.results import Facet, ResultRow, Results
from archive_app.ui.context import Context
from archive_app.ui.one_shot import one_shot
from archive_app.ui.search_stop import Stop
from archive_app.ui.tasks import Task
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.operations.first_rows import Counted
    from archive_app.store.archive import Archive

T = TypeVar("T")
BY_DATE = frozenset({"newest", "oldest", "relevance"})
FACETS_AFTER_MS = 120
ALL_AFTER_MS = 150
PREPARE_EVERY_MS = 250
PREPARE_FOR_S = 0.02
PREPARE_AT_ONCE_MS = 5  # between two pieces while facets wait for them
AT_HAND_S = 0.6
"""So long whoever counts reads what facets count first: more than enough where it is kept with the catalogue."""
PIECE_S = 0.05  # of it, between which a newer search gets its turn
UNUSED_MS = 300_000  # after which memory is given back that nobody counts in
MANY = 50_000
"""Where it is not kept yet, facets of more records wait until it is read: SQLite would take longer than that."""
REFRESH_AFTER_MS = 60
BEGUN_AFTER_MS = 1000  # where nobody looks at rows


class Searching(QObject):
    """The search behind the results pane and the sidebar.

    Signals:
        started: Something else is looked for; what is shown is of the search before until ``found``.
        stopped: Somebody stopped the search; what is shown stays as it is.
        found(Results, bool): What was found; True when only the data changed and the question is the same.
        facets(tuple, bool): The ``Facet`` values under the present query; True while they count the newest only.
        counted(Counted): What is counted of a search that goes on.
        hints(tuple): Remarks on the text in the box.
        failed(object): The exception the search ended with.
        begun: The first rows of a catalogue that was opened are there, or will not be: what takes longer may follow.
        whole_changed: Another number of records is in the catalogue; ask ``whole``.
    """

    started = Signal()
    stopped = Signal()
    found = Signal(object, bool)
    facets = Signal(object, bool)
    counted = Signal(object)
    hints = Signal(object)
    failed = Signal(object)
    begun = Signal()
    whole_changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._number = 0
        self._task: Task | None = None
        self._stop = Stop()
        self._facet_task: Task | None = None
        self._facet_stop = Stop()
        self._prepare_task: Task | None = None
        self.query: q.Query = q.EVERYTHING
        self._listed: q.Query = q.EVERYTHING
        self.results: Results | None = None
        self.current = True
        self._halted = False
        self.typing = False
        self.whole = -1
        self._to_begin = False
        self._waits_for_memory = False
        self._later = one_shot(self, REFRESH_AFTER_MS, lambda: self.run(refresh=True))
        self._count_later = one_shot(self, FACETS_AFTER_MS, self._count_facets)
        # Once the fingers rest, all of it is looked for; and what facets count is read meanwhile, a little at a time.
        self._all_later = one_shot(self, ALL_AFTER_MS, self._find_all)
        self._prepare = one_shot(self, PREPARE_EVERY_MS, self._prepare_counts)
        self._unused = one_shot(self, UNUSED_MS, self.give_memory_back)
        context.view.query_changed.connect(lambda _state: self.run())
        context.feed.changed.connect(self._changed)
        context.feed.everything.connect(self._later.start)
        context.archive_changed.connect(self._opened)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being looked for, counted or read, nor will be before somebody asks again."""
        timers = (self._later, self._all_later, self._count_later, self._prepare)
        tasks = (self._task, self._facet_task, self._prepare_task)
        return not any(timer.isActive() for timer in timers) and all(task is None or task.finished for task in tasks)

    @property
    def looking(self) -> bool:
        """Whether something is being looked for, or more of it will be."""
        task = self._task
        return self._all_later.isActive() or (task is not None and not task.finished and not task.cancelled)

    def stop(self) -> bool:
        """Stop looking; False where nothing is looked for. What is shown is completed when somebody asks again."""
        if not self.looking:
            return False
        self._number += 1
        self._halted = True
        self._all_later.stop()
        self._stop_looking()
        self.stopped.emit()
        self._begin()
        return True

    def run(self, *, refresh: bool = False) -> None:
        """Search for the present state now: the first rows, and all of it once no other search came."""
        if refresh and self._halted and self.results is not None:
            self.found.emit(self.results, True)  # its rows may have changed; what was stopped stays so
            return
        state = self._context.view.now
        parsed = parse(state.text, typing=self.typing)
        self.query = parsed.query
        self.hints.emit(parsed.hints)
        if self._context.archive is None:
            return
        self._later.stop()
        self._all_later.stop()
        self._count_later.stop()
        self._stop_counting()
        self._number += 1
        self._halted = False
        if not refresh:
            self.current = False
            self.started.emit()
        beginning = not refresh and not state.selected and not state.anchor
        self._ask(first if beginning else search, refresh=refresh)

    def _find_all(self) -> None:
        self._ask(search, refresh=True)

    def _ask(self, find: Find, *, refresh: bool) -> None:
        """Look for the present query; a search that still runs is stopped."""
        self._stop_looking()
        self._stop = stop = Stop()
        number, state, query = self._number, self._context.view.now, self.query

        def arrived(results: Results) -> None:
            if number == self._number:
                self._listed = query
                self._arrived(results, refresh=refresh)

        self._task = self._context.look(
            stop.during(lambda archive: find(archive, state, query, stop)),
            arrived,
            failed=lambda error: self._failed(number, error),
            owner=self,
        )

    def _stop_looking(self) -> None:
        if self._task is not None and not self._task.finished:
            self._task.cancel()
            self._stop.stop()

    def set_whole(self, number: int) -> None:
        """Note how many records there are to be found; -1 while that is not known."""
        if number != self.whole:
            self.whole = number
            self.whole_changed.emit()

    def rows(self, ids: Sequence[int], done: Callable[[list[ResultRow]], None]) -> None:
        """Fetch rows of the present results; the ``fetch`` of ``ResultsModel``."""
        from archive_app.operations import find

        query = self._listed

        def told(rows: list[ResultRow]) -> None:
            done(rows)
            self._begin()

        self._context.look(lambda archive: find.rows(archive, ids, query), told, owner=self)

    def _arrived(self, results: Results, *, refresh: bool) -> None:
        self.results = results
        self.current = True
        self.found.emit(results, refresh)
        QTimer.singleShot(BEGUN_AFTER_MS if results.total else 0, self, self._begin)
        if results.growing:
            self._count_newest()
            self._all_later.start()
        else:
            self._count_later.start()

    def _failed(self, number: int, error: Exception) -> None:
        if number == self._number:
            self.failed.emit(error)
            self._begin()

    def _begin(self) -> None:
        if self._to_begin:
            self._to_begin = False
            self.begun.emit()

    def _count_newest(self) -> None:
        """Count among the newest of a search that goes on, where that takes no longer than a frame."""

        def told(number: int, found: Counted | None) -> None:
            if found is not None and number == self._number and self.results is not None and self.results.growing:
                self.counted.emit(found)
                self.facets.emit(found.facets, not found.whole)

        self._count(newest, told)

    def _count_facets(self) -> None:
        def told(number: int, found: tuple[Facet, ...] | None) -> None:
            if number == self._number:
                self._waits_for_memory = found is None
                if found is not None:
                    self.facets.emit(found, False)
                self._prepare_soon()

        many = self.results is not None and self.results.total > MANY
        self._count(counted_from_memory if many else counted, told)

    def _count(self, ask: Callable[[Archive, State, q.Query, Stop], T], told: Callable[[int, T], None]) -> None:
        """Count for the present query; what is still being counted is stopped."""
        self._stop_counting()
        self._unused.start()
        self._facet_stop = stop = Stop()
        number, state, query = self._number, self._context.view.now, self.query
        self._facet_task = self._context.look(
            stop.during(lambda archive: ask(archive, state, query, stop)),
            lambda found: told(number, found),
            failed=lambda error: None if stop.stopped else self._failed(number, error),
            owner=self,
        )

    def _stop_counting(self) -> None:
        if self._facet_task is not None and not self._facet_task.finished:
            self._facet_task.cancel()
            self._facet_stop.stop()

    def _prepare_soon(self) -> None:
        self._prepare.start(PREPARE_AT_ONCE_MS if self._waits_for_memory else PREPARE_EVERY_MS)

    def _prepare_counts(self) -> None:
        """Read on what facets count, if nothing else is being looked for; a change begins it anew."""
        from archive_app.operations import first_rows

        if self._context.archive is None:
            return
        if self._task is not None and not self._task.finished:
            if self._waits_for_memory:
                self._prepare_soon()
            return

        def told(whole: bool) -> None:
            if not whole:
                self._prepare_soon()
            elif self._waits_for_memory:
                self._waits_for_memory = False
                self._count_facets()

        self._prepare_task = self._context.look(
            lambda archive: first_rows.prepare(archive, PREPARE_FOR_S), told, owner=self
        )

    def give_memory_back(self) -> None:
        """Give back the memory of what facets count, when nobody counted for long: it is read again in a moment."""
        from archive_app.operations import first_rows

        if self._context.archive is not None:
            self._context.look(first_rows.forget, lambda _none: None, owner=self)

    def _changed(self, changes: Changes) -> None:
        if changes.structure or changes.kinds & {"article", "photo", "video", "rights", "photo_use", "video_use"}:
            self._later.start()

    def _opened(self) -> None:
        self._number += 1
        self.results = None
        self._halted = False
        self._to_begin = self._context.archive is not None
        self.run()


Find = Callable[["Archive", State, q.Query, Stop], Results]


def first(archive: Archive, state: State, query: q.Query, stop: Stop) -> Results:
    """The first of what a state finds, or all where there is no more. Any thread."""
    from archive_app.operations import first_rows

    if state.group or state.place not in {"all", "collection"}:
        return search(archive, state, query, stop)
    found = first_rows.first(archive, placed(archive, state, query), sort=state.sort, started=stop.take)
    # Where nothing was met on the way so far, the old list stays until all of it is looked through.
    return found.results if found.results.growing and found.rows else search(archive, state, query, stop)


def newest(archive: Archive, state: State, query: q.Query, stop: Stop) -> Counted | None:
    """Counts of the newest of what a state finds; None where that is not quick, or a facet is ticked. Any thread."""
    from archive_app.operations import first_rows

    asked = placed(archive, state, query)
    if not first_rows.all_unticked(asked) or not at_hand(archive, stop):
        return None
    return first_rows.counted(archive, asked, started=stop.take)


def at_hand(archive: Archive, stop: Stop) -> bool:
    """Whether what facets count is in memory; where it is kept with the catalogue, it is read first. Any thread."""
    from archive_app.operations import first_rows

    until = time.monotonic() + AT_HAND_S
    while not stop.stopped and time.monotonic() < until and first_rows.nearly_ready(archive):
        if first_rows.prepare(archive, PIECE_S):
            return True
    return first_rows.ready(archive)


def counted(archive: Archive, state: State, query: q.Query, stop: Stop) -> tuple[Facet, ...]:
    """The facets of what a state finds, from memory where they are there. Any thread."""
    from archive_app.operations import find, first_rows

    asked = placed(archive, state, query)
    at_hand(archive, stop)
    quick = first_rows.facets(archive, asked, started=stop.take)
    return quick if quick is not None else find.facets(archive, asked, started=stop.take)


def counted_from_memory(archive: Archive, state: State, query: q.Query, stop: Stop) -> tuple[Facet, ...] | None:
    """As ``counted``, but None before what facets count is in memory: of very much nothing else is quick."""
    return counted(archive, state, query, stop) if at_hand(archive, stop) else None


def search(archive: Archive, state: State, query: q.Query, stop: Stop) -> Results:
    """What a state finds. Any thread."""
    from archive_app.operations import find

    asked = placed(archive, state, query)
    if state.group:
        from archive_app.operations import grouping

        return grouping.search(archive, asked, state.group, sort=state.sort, started=stop.take)
    if state.sort in BY_DATE:  # whole searches are told from the same columns
        at_hand(archive, stop)
    return find.search(archive, asked, sort=state.sort, started=stop.take)


def placed(archive: Archive, state: State, query: q.Query) -> q.Query:
    """The query within its place. Any thread."""
    from archive_app.operations import find

    match state.place:
        case "bin":
            return q.All((query, q.Is("trashed")))
        case "attention":
            return q.All((query, q.Is("attention")))
        case "collection":
            from archive_app.operations.folders import path_of

            with archive.read() as reader:
                path = path_of(reader.finder.collections(), state.place_id)
            return q.All((query, q.Clause("list", (q.Value(path, quoted=True),), "=")))
        case "basket":
            with archive.read() as reader:
                names = {basket.id: basket.name for basket in reader.shelves.baskets()}
            return q.All((query, q.Clause("basket", (q.Value(names.get(state.place_id, ""), quoted=True),), "=")))
        case "marked":
            return q.All((query, q.Is("marked")))
        case "last_import" | "batch":
            runs = find.import_runs(archive, state.place_id if state.place == "batch" else 0) or [(0, 0)]
            return q.All((query, q.Clause("id", tuple(q.Range(str(low), str(high)) for low, high in runs))))
        case _:
            return query
