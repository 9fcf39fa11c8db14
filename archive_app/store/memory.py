"""What a catalogue keeps in mind between searches, so that a keystroke asks only for what it is about.

All of it is derived and found anew after a change: whether late-dated items wait at the end, whether the list of
words is whole, the values of facet fields as they are compared. One a catalogue, for all threads.
"""

from __future__ import annotations

import threading
import time
from array import array
from bisect import bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from fnmatch import translate
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

import regex
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from archive_app.domain.folding import fold
from archive_app.store.sqlite.engine import fetch, shows_snapshots, touched_since, writes
from archive_app.store.state_number import StateNumber, state_number

if TYPE_CHECKING:
    from archive_app.store.facet_columns import FacetColumns

T = TypeVar("T")
Mark = tuple[int, StateNumber]
"""How much this program had written when a snapshot was taken, and the state that the snapshot shows."""
MOST = 2_000
"""So many values of a field are gathered for a clause; of more, those of each item that comes along are looked at."""
AT_ONCE = 5_000  # values that are read while somebody waits
_OF_FIELD = "SELECT id, value FROM facet_value WHERE field = ? LIMIT ?"
_VALUES = "SELECT id, value FROM facet_value WHERE id > ? AND id <= ? AND +field = ? ORDER BY id"
_ANSWERS = 4_000  # questions that are remembered: words, and values of fields


@dataclass(slots=True)
class Values:
    """The values of a facet field in one layout of the index, folded, one a line; ``ids`` in the order of the lines."""

    layout: int = 0
    ids: array[int] = field(default_factory=lambda: array("q"))
    text: str = "\n"
    starts: array[int] = field(default_factory=lambda: array("q"))
    read: int = 0

    def add(self, rows: list[tuple[int, str]], upto: int) -> None:
        """Take up more values, with ids greater than any before: all that there are up to an id."""
        self.read = upto
        pieces, at = [self.text], len(self.text)
        for number, value in rows:
            folded = fold(value).replace("\n", " ")
            self.ids.append(number)
            self.starts.append(at)
            pieces.append(folded + "\n")
            at += len(folded) + 1
        self.text = "".join(pieces)

    def equal(self, wanted: str) -> list[int]:
        """The ids of values that are ``wanted`` when folded."""
        return self._lines(f"\n{wanted}\n", 1)

    def containing(self, wanted: str) -> list[int]:
        """The ids of values in which ``wanted`` stands, at most one more than ``MOST``."""
        return self._lines(wanted, 0) if "\n" not in wanted else []

    def like(self, pattern: str) -> list[int] | None:
        """The ids of values that fit a pattern with ``*``, from end to end; None where there are too many values."""
        if len(self.ids) > AT_ONCE:
            return None
        test = regex.compile(translate(pattern.replace("[", "[[]").replace("?", "[?]"))).match
        return [self.ids[n] for n, line in enumerate(self.text.split("\n")[1:-1]) if test(line)]

    def _lines(self, wanted: str, offset: int) -> list[int]:
        found: list[int] = []
        at = self.text.find(wanted)
        while at >= 0 and len(found) <= MOST:
            line = bisect_right(self.starts, at + offset) - 1
            found.append(self.ids[line])
            end = self.text.find("\n", self.starts[line])
            at = self.text.find(wanted, end)
        return found


class Memory:
    """See above. What another program writes shows in the numbers of ``state_number``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[object, object]] = {}
        self._values: dict[str, Values] = {}
        self._wanted: set[str] = set()
        self._columns: tuple[Mark, FacetColumns] | None = None
        self._marks: WeakKeyDictionary[sa.Connection, Mark] = WeakKeyDictionary()
        self._answers: tuple[object, dict[Hashable, object]] = (None, {})

    def generation(self, connection: sa.Connection) -> Mark:
        """A mark of the state that a snapshot shows; equal marks, equal catalogues."""
        known = self._marks.get(connection)
        if known is None:
            number = writes(connection.engine)  # before the snapshot begins: a write in between makes a mark of its own
            known = number, state_number(connection)
            if shows_snapshots(connection.engine):
                self._marks[connection] = known
        return known

    def answer(self, connection: sa.Connection, question: Hashable, ask: Callable[[], T]) -> T:
        """What ``ask`` gives, asked once for each state while few questions came since; anew within a change."""
        if not shows_snapshots(connection.engine):
            return ask()
        mark = self.generation(connection)
        known, answers = self._answers
        if known != mark or len(answers) > _ANSWERS:
            answers = {}
            self._answers = mark, answers
        if question not in answers:
            answers[question] = ask()
        return answers[question]  # type: ignore[return-value]  # kept above under the same question

    def forget_answers(self) -> None:
        """Forget what ``answer`` gave; it is asked anew."""
        self._answers = (None, {})

    def recall(self, connection: sa.Connection, name: str, ask: Callable[[], T]) -> T:
        """What ``ask`` gives, asked once for each state of the catalogue."""
        mark = self.generation(connection)
        known = self._known.get(name)
        if known is not None and known[0] == mark:
            return known[1]  # type: ignore[return-value]  # kept below under the same name
        found = ask()
        self._known[name] = (mark, found)
        return found

    def late(self, connection: sa.Connection) -> int:
        """The first docid from which on docids do not follow the dates; 0 when all do."""

        def ask() -> int:
            sql = "SELECT docid FROM item WHERE unsorted = 1 ORDER BY docid LIMIT 1"
            return int(connection.exec_driver_sql(sql).scalar() or 0)

        return self.recall(connection, "late", ask)

    def words_known(self, connection: sa.Connection) -> tuple[bool, bool]:
        """Whether the list of words holds all that the index holds; and whether all but those of late changes."""

        def ask() -> tuple[bool, bool]:
            run = connection.exec_driver_sql
            row = run("SELECT max(covered, learned) = 0, counted = '' FROM index_state").first()
            nearly = row is not None and bool(row[0]) and run("SELECT 1 FROM word LIMIT 1").first() is not None
            return nearly and row is not None and bool(row[1]), nearly

        return self.recall(connection, "words", ask)

    def columns(self, connection: sa.Connection) -> FacetColumns | None:
        """What facets count, when it is in memory and as the catalogue is now."""
        with self._lock:
            known = self._followed(connection)
        return known if known is not None and known.whole else None

    def has_columns(self) -> bool:
        """Whether what facets count was read into memory, of whatever state."""
        return self._columns is not None

    def nearly_has_columns(self, connection: sa.Connection) -> bool:
        """Whether what facets count is not in memory of this state, but can be read in a moment."""
        from archive_app.store.facet_columns import FacetColumns

        with self._lock:
            known = self._followed(connection)
            if known is None:
                known = FacetColumns(connection)
                self._columns = (self.generation(connection), known)
            return not known.whole and known.nearly_read(connection)

    def forget_columns(self) -> None:
        """Let what facets count go."""
        with self._lock:
            self._columns = None

    def read_columns(self, connection: sa.Connection, seconds: float) -> bool:
        """Read on what facets count, for so long; whether all of it is there."""
        from archive_app.store.facet_columns import FacetColumns  # numpy takes its time to import

        with self._lock:
            known = self._followed(connection)
            if known is None:
                known = FacetColumns(connection)
                self._columns = (self.generation(connection), known)
            return known.read(connection, seconds)

    def _followed(self, connection: sa.Connection) -> FacetColumns | None:
        """What facets count of the state of a snapshot, if it was read of this state or of one that led to it."""
        if self._columns is None:
            return None
        (number, _), known = self._columns
        mark = self.generation(connection)
        if self._columns[0] == mark:
            return known
        changed = touched_since(connection.engine, number, mark[0]) if mark[0] > number else None
        followed = known.followed(connection, changed) if changed is not None else None
        if followed is not None:
            self._columns = (mark, followed)
        return followed

    def values(self, connection: sa.Connection, name: str) -> Values | None:
        """The values of a facet field; None while there are many that are not in memory yet: ``prepare`` reads them."""

        def ask() -> Values | None:
            with self._lock:
                whole = self._read_values(connection, name, AT_ONCE)
                return self._values[name] if whole else None

        known = self.answer(connection, ("values", name), ask)
        if known is None:
            self._wanted.add(name)
        return known

    def read_values(self, connection: sa.Connection, seconds: float) -> bool:
        """Read on values of fields that were asked for and had too many, for so long; whether there are no more."""
        until = time.monotonic() + seconds
        while self._wanted and time.monotonic() < until:
            name = min(self._wanted)
            with self._lock:
                if self._read_values(connection, name, 0) or self._read_values(connection, name, AT_ONCE):
                    self._wanted.discard(name)
                    self.forget_answers()
        return not self._wanted

    def _read_values(self, connection: sa.Connection, name: str, most: int) -> bool:
        """Take up values that are not known yet, when they are no more than so many, else a part of them."""
        layout = self.generation(connection)[1].layouts
        known = self._values.get(name)
        if known is None or known.layout != layout:  # laid out anew, values have other ids
            known = Values(layout)
        end = fetch(connection, "SELECT coalesce(max(id), 0) FROM facet_value")[0][0]
        if most and end - known.read > most:
            rows = [] if known.read else fetch(connection, _OF_FIELD, (name, most + 1))
            if known.read or len(rows) > most:
                return False
            known.add(sorted(rows), end)
        else:
            upto = min(end, known.read + AT_ONCE)
            known.add(fetch(connection, _VALUES, (known.read, upto, name)), upto)
        self._values[name] = known
        return bool(known.read == end)


_OF: WeakKeyDictionary[Engine, Memory] = WeakKeyDictionary()
_MAKING = threading.Lock()


def memory_of(connection: sa.Connection) -> Memory:
    """What is kept in mind of the catalogue that a snapshot is of."""
    with _MAKING:
        return _OF.setdefault(connection.engine, Memory())
