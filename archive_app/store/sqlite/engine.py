"""Two engines on one catalogue file: the one writer, and readers that see snapshots.

SQLite is ``pysqlite3`` where it has a wheel (Python 3.11's own SQLite has the WAL-reset bug), else the
standard module; never both in one process. Settings: reliability.md §4.1.
"""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool, StaticPool

from archive_app.domain import dates
from archive_app.domain.folding import fold

sqlite: Any
try:
    sqlite = import_module("pysqlite3")
except ImportError:  # no wheel for this platform
    sqlite = import_module("sqlite3")

APPLICATION_ID = 0x41524348
BUSY_MS = 5000
CHECKPOINT_PAGES = 16_000
"""Pages in the log after which a commit writes them back by itself (128 MB); before that it is done in idle moments."""
_STEPS = 500  # of SQLite's machine between two looks at a budget: some microseconds, more where pages are read
_FEW_STEPS = 60  # while FTS5 looks for the next row by itself: a page that it reads is some five steps of the machine

_COMMON = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA temp_store=MEMORY",
)


_SAID = threading.local()
_WRITES: Counter[str] = Counter()
_TOUCHED: defaultdict[str, deque[tuple[int, frozenset[int] | None]]] = defaultdict(lambda: deque(maxlen=300))
_MOST_TOUCHED = 20_000  # items of one transaction; when it touched more, whoever keeps them in mind looks at all
_PLACES: WeakKeyDictionary[Engine, str] = WeakKeyDictionary()


def writer_engine(file: Path) -> Engine:
    """The engine of the one connection that writes and checkpoints. Its transactions begin IMMEDIATE."""
    engine = sa.create_engine(
        "sqlite://",
        module=sqlite,
        creator=lambda: _connect(file, read_only=False),
        poolclass=StaticPool,
    )
    _begin_with(engine, "BEGIN IMMEDIATE")
    place = str(file.absolute())

    # After each transaction, not before its commit: whoever asks in between would take the old state for the new.
    @event.listens_for(engine, "checkin")
    def _written(_connection: object, _record: object) -> None:
        said = vars(_SAID)
        touched, told = said.pop("touched", set()), said.pop("all_told", False)
        if not said.pop("the_same", False):
            _TOUCHED[place].append((_WRITES[place] + 1, frozenset(touched) if told and touched is not None else None))
            _WRITES[place] += 1

    return engine


def says_the_same() -> None:
    """Note that the transaction of this thread changed nothing a reader could see, such as a merge of the index."""
    _SAID.the_same = True


def touches(docids: Iterable[int] | None) -> None:
    """Note items of the index that the transaction of this thread changes, by docid; None stands for any of them."""
    touched = vars(_SAID).setdefault("touched", set())
    if touched is not None:
        if docids is not None:
            touched.update(docids)
        if docids is None or len(touched) > _MOST_TOUCHED:
            _SAID.touched = None


def tells_all() -> None:
    """Note that the transaction of this thread changes no item but those that ``touches`` hears of."""
    _SAID.all_told = True


def touched_since(engine: Engine, number: int, until: int) -> frozenset[int] | None:
    """The items that writes changed after one of them up to another (see ``writes``); None when that is not known."""
    found: set[int] = set()
    for at, touched in reversed(tuple(_TOUCHED[_PLACES.get(engine, "")])):  # the writer goes on adding to them
        if at <= number:
            break
        if at <= until:
            if touched is None:
                return None
            found |= touched
            until = at - 1
    return frozenset(found) if until == number else None


def reader_engine(file: Path, *, immutable: bool = False) -> Engine:
    """The engine of the readers: any thread, each transaction one snapshot, no writing possible."""
    engine = sa.create_engine(
        "sqlite://",
        module=sqlite,
        creator=lambda: _connect(file, read_only=True, immutable=immutable),
        poolclass=QueuePool,
        # The one used last is used next, so that its pages serve again; each of them keeps pages of its own.
        pool_use_lifo=True,
        pool_size=2,
        max_overflow=10,
    )
    _begin_with(engine, "BEGIN")
    _PLACES[engine] = str(file.absolute())
    return engine


def writes(engine: Engine) -> int:
    """How many transactions this process has ended on the file of a readers' engine: equal numbers, nothing written."""
    return _WRITES[_PLACES.get(engine, "")]


def shows_snapshots(engine: Engine) -> bool:
    """Whether it is an engine of readers, each of whose transactions sees one state from beginning to end."""
    return engine in _PLACES


def connect(file: Path) -> Any:
    """A bare writing connection, for migrations and backups, which manage their own transactions."""
    return _connect(file, read_only=False)


def shrink_idle(engine: Engine) -> None:
    """Let readers that nobody uses forget the pages they keep, but for the one that is used next."""
    pool = engine.pool
    if not isinstance(pool, QueuePool) or pool.checkedin() < 2:  # one stays as it is
        return
    taken = [engine.raw_connection()]
    try:
        while pool.checkedin():
            taken.append(engine.raw_connection())
            driver: Any = taken[-1].driver_connection
            driver.execute("PRAGMA shrink_memory").fetchall()
    finally:
        for one in reversed(taken):  # the first last, so that it is used next again
            one.close()


def give_memory_back() -> None:
    """Let the system have what freed pages left empty; glibc keeps it otherwise, as much as was ever in use."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def fetch(connection: sa.Connection, statement: str, values: Sequence[Any] = ()) -> list[Any]:
    """All rows of a statement, past SQLAlchemy: for fixed statements that run at every keystroke."""
    driver: Any = connection.connection.driver_connection
    rows: list[Any] = driver.execute(statement, values).fetchall()
    return rows


def fetch_parts(connection: sa.Connection, statement: str, values: Sequence[Any], size: int) -> Iterator[list[Any]]:
    """As ``fetch``, for very many rows: a part of them at a time."""
    driver: Any = connection.connection.driver_connection
    cursor = driver.execute(statement, values)
    while rows := cursor.fetchmany(size):
        yield rows


class Budget:
    """Time for some statements of one connection, from the first of them; what runs longer is stopped.

    Args:
        milliseconds: Of the processor: what else the machine does takes nothing away.
    """

    def __init__(self, milliseconds: float) -> None:
        self._seconds = milliseconds / 1000
        self._begun: tuple[float, float] | None = None
        self._patience = 0.0
        self._over = False

    def is_over(self) -> bool:
        """Whether it was used up."""
        return self._over

    def _used_up(self) -> bool:
        now, clock = time.thread_time(), time.perf_counter()
        if self._begun is None:
            self._begun = now, clock
        spent, passed = now - self._begun[0], clock - self._begun[1]
        self._over = self._over or spent > self._seconds or passed > self._patience
        return self._over

    def fetch(
        self,
        connection: sa.Connection,
        statement: str,
        values: Sequence[Any] = (),
        *,
        watched: bool = False,
        clock: float = 4.0,
    ) -> list[Any]:
        """As the function ``fetch``; of a statement that is stopped, the rows found until then.

        Args:
            connection: A snapshot.
            statement: What is asked.
            values: Its values.
            watched: Look at the time more often: it may find nothing for long.
            clock: So many times the budget may pass on the clock: what was not read before comes from the disk.
        """
        rows: list[Any] = []
        self._patience = clock * self._seconds
        if self._used_up():
            return rows
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(self._used_up, _FEW_STEPS if watched else _STEPS)
        try:
            for row in driver.execute(statement, values):
                rows.append(row)  # noqa: PERF402 - one by one: what was found before the end is kept
        except sqlite.OperationalError:
            if not self._over:
                raise
        finally:
            driver.set_progress_handler(None, 0)
        return rows


def interrupt(connection: sa.Connection) -> None:
    """Stop the statement that runs on ``connection``, if one does still; safe from any thread."""
    with contextlib.suppress(sa.exc.ResourceClosedError):
        driver: Any = connection.connection.driver_connection
        driver.interrupt()


def version() -> str:
    """The version of the SQLite library in use, for example "3.53.4"."""
    return str(sqlite.sqlite_version)


def damage(file: Path) -> list[str]:
    """What SQLite's own check finds wrong in a file; empty when nothing is.

    On a connection of its own: FTS5 keeps segments in memory between transactions, and the check in a pooled
    reader then reports pages as missing that a merge has replaced (seen with 3.53.4).
    """
    connection = _connect(file, read_only=True)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)").fetchall()]
    except sqlite.DatabaseError as error:  # too damaged to be checked to the end
        found = [str(error)]
    finally:
        connection.close()
    return [] if found == ["ok"] else found


def back_up(source: sa.Connection, target: Path) -> None:
    """Copy the whole catalogue file, consistent, while it is in use (SQLite's online backup)."""
    driver: Any = source.connection.driver_connection
    copy = sqlite.connect(str(target))
    try:
        driver.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _connect(file: Path, *, read_only: bool, immutable: bool = False) -> Any:
    if immutable:
        address = f"file:{quote(str(file))}?mode=ro&immutable=1"
    else:
        address = f"file:{quote(str(file))}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
    )
    for pragma in _COMMON:
        connection.execute(pragma).fetchall()
    if read_only:
        connection.execute("PRAGMA query_only=ON").fetchall()
        connection.execute("PRAGMA cache_size=-16384").fetchall()
        connection.execute("PRAGMA wal_autocheckpoint=0").fetchall()
    else:
        connection.execute("PRAGMA page_size=8192").fetchall()
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
        connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}").fetchall()
        connection.execute("PRAGMA cache_size=-65536").fetchall()
    for name, arguments, function in _FUNCTIONS:
        connection.create_function(name, arguments, function, deterministic=True)
    return connection


_PATIENCE = 0.1  # seconds for a person's pattern in one text


def _regexp(pattern: str, text: str | None) -> bool:
    """Whether a regular expression is found, case ignored; one that cannot be read, or takes too long, finds nothing.

    Python's own ``re`` cannot be stopped, and a person's pattern can keep it busy for ever.
    """
    import regex

    try:
        flags = regex.IGNORECASE | regex.VERSION0
        return text is not None and regex.search(pattern, text, flags, timeout=_PATIENCE) is not None
    except (regex.error, TimeoutError):
        return False


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)


def _edtf_low(text: str | None) -> int | None:
    day = dates.earliest(text) if text else None
    return None if day is None else day.toordinal()


def _edtf_high(text: str | None) -> int | None:
    day = dates.latest(text) if text else None
    return None if day is None else day.toordinal()


def _distance(one: str | None, other: str | None) -> int | None:
    """Bits by which two hexadecimal hashes differ; NULL when they cannot be compared."""
    if not one or not other or len(one) != len(other):
        return None
    return (int(one, 16) ^ int(other, 16)).bit_count()


# Used in queries only, never in the schema: the catalogue opens in any SQLite tool.
_FUNCTIONS = (
    ("matches_regex", 2, _regexp),
    ("fold", 1, _fold),
    ("edtf_low", 1, _edtf_low),
    ("edtf_high", 1, _edtf_high),
    ("hash_distance", 2, _distance),
)


def _begin_with(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        fetch(connection, statement)
