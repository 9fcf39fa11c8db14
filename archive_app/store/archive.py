"""A catalogue on disk: ``NAME.archive/`` with its database, media, sources, previews and backups.

All that outsiders see of the store is ``Archive``, the ``Reader`` it gives for a snapshot and the ``Writer``
of one operation. One process writes at a time; reading beside it is always possible.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any, Self, TypeVar

import sqlalchemy as sa

from archive_app.domain.changes import Changes
from archive_app.domain.errors import ArchiveDamaged, ArchiveReadOnly, InputError, StoreError
from archive_app.domain.history import Operation
from archive_app.domain.records import WORKS
from archive_app.store import history, index_care, index_fill, migrate
from archive_app.store.archive_index import IndexOfArchive
from archive_app.store.bulk import run
from archive_app.store.files import FileStore, sweep
from archive_app.store.index_words import Learning
from archive_app.store.lock import CatalogueLock, network_share
from archive_app.store.reader import Reader
from archive_app.store.sqlite import engine as sqlite
from archive_app.store.sqlite.errors import in_words
from archive_app.store.staged import StagedFiles
from archive_app.store.state_number import count_change
from archive_app.store.text_index import TextIndex
from archive_app.store.writer import Writer, now

SUFFIX = ".archive"
FILE = "catalogue.sqlite"
_AT_OPENING = 500  # records of an older version that are indexed at opening: a moment; more are while one works
_TIDY = 8  # segments of a full text that need no merging at closing
_AT_CLOSING = 0.3  # seconds
T = TypeVar("T")


class Archive(IndexOfArchive):
    """An open catalogue. Made by ``create`` or ``open``; ``close`` it when done (or use ``with``).

    Attributes:
        folder: The catalogue's folder.
        read_only: Whether changing it is refused.
        who: The name noted with every operation.
        media, sources, previews: Its files, by hash.
        staged: What imports under way hold beside, by batch.
    """

    def __init__(self, folder: Path, *, read_only: bool, who: str, lock: CatalogueLock | None) -> None:
        self.folder = folder
        self.read_only = read_only
        self.who = who
        self.file = folder / FILE
        staging = folder / "staging"
        self.media = FileStore(folder / "media", staging)
        self.sources = FileStore(folder / "sources", staging)
        self.previews = FileStore(folder / "previews", staging)
        self.staged = StagedFiles(staging / "import")
        self.backups = folder / "backups"
        self._lock = lock
        self._index = TextIndex()
        self._remembered = {}
        self._writing = threading.RLock()
        self._writer = None if read_only else sqlite.writer_engine(self.file)
        self._readers = sqlite.reader_engine(self.file, immutable=read_only and not _writable(folder))

    @classmethod
    def create(cls, folder: Path, *, who: str = "") -> Archive:
        """Make an empty catalogue in a new folder (its name gets ``.archive`` when it has no such ending).

        Raises:
            InputError: There is something of that name already.
            ArchiveReadOnly: The place cannot be written, or is a network share.
        """
        folder = folder if folder.suffix == SUFFIX else folder.with_name(folder.name + SUFFIX)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(
                "There is already something of this name, so no catalogue was made.",
                where=str(folder),
                remedy="Choose another name, or open the catalogue that is there.",
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in ("media", "sources", "previews", "backups", "staging"):
                (folder / name).mkdir()
        except OSError as error:
            raise ArchiveReadOnly(
                f"The catalogue's folder cannot be made ({error.strerror}).",
                where=str(folder),
                remedy="Choose a place where you may write.",
            ) from error
        return cls._open(folder, read_only=False, who=who, new=True)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, who: str = "") -> Archive:
        """Open a catalogue; an older one is copied aside and brought to today's schema first.

        Raises:
            InputError: There is no catalogue there.
            ArchiveBusy: Another program is writing to it (open it read-only then).
            ArchiveTooNew, ArchiveDamaged, ArchiveReadOnly, StoreError: As their names say.
        """
        if not (folder / FILE).is_file():
            inside = folder.with_name(folder.name + SUFFIX)
            if folder.suffix != SUFFIX and (inside / FILE).is_file():
                folder = inside
            else:
                raise InputError(
                    "There is no catalogue here.",
                    where=str(folder),
                    remedy="Choose a folder whose name ends in “.archive”, or make a new catalogue.",
                )
        return cls._open(folder, read_only=read_only, who=who, new=False)

    @classmethod
    def _open(cls, folder: Path, *, read_only: bool, who: str, new: bool) -> Archive:
        share = "" if read_only else network_share(folder)
        if share:
            raise ArchiveReadOnly(
                f"The catalogue lies on a network share ({share}), where SQLite's locks are not safe.",
                where=str(folder),
                remedy="Copy it to a disk of this computer, or open it read-only.",
            )
        file = folder / FILE
        if read_only:
            archive = cls(folder, read_only=True, who=who, lock=None)
            try:
                with archive.read() as reader:
                    driver = reader.connection.connection.driver_connection
                    if migrate.check_readable(driver, file) < migrate.newest():
                        raise StoreError(
                            "This catalogue is of an older version and must be opened for writing once.",
                            where=str(folder),
                            remedy="Open it for writing: it is copied into its folder “backups” first. Where it cannot"
                            " be written, copy the whole folder to a disk of this computer and open that.",
                        )
            except BaseException:
                archive.close()
                raise
            return archive
        lock = CatalogueLock(folder, who or "archive-app")
        try:
            migrate.migrate(file, folder / "backups")
            archive = cls(folder, read_only=False, who=who, lock=lock)
        except BaseException:
            lock.release()
            raise
        try:
            sweep(folder / "staging", 0.0)
            archive.care(index_care.prepare)
            if not new:
                archive._catch_up()
                archive.refresh_verdicts()
        except BaseException:
            archive.close()
            raise
        return archive

    @property
    def name(self) -> str:
        """The catalogue's name as shown: its folder without the ending."""
        return self.folder.name.removesuffix(SUFFIX)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A snapshot for reading; any thread, never waits for the writer."""
        with in_words(self.file), self._readers.begin() as connection:
            yield Reader(connection)

    @contextmanager
    def operation(self, label: str, *, verb: str = "edit", initiator: str = "", continues: int = 0) -> Iterator[Writer]:
        """One operation: all or nothing, one undo step, named ``label``. ``writer.changes`` tells afterwards.

        Args:
            label: What the history calls it.
            verb: Which sort of step it is.
            initiator: Whoever asked for it; see ``Changes``.
            continues: An operation that goes on: long work is written in parts, each all or nothing, that are undone
                as one step. One that cannot go on (it was undone since) is followed by a new one.

        Raises:
            ArchiveReadOnly: The catalogue was opened read-only.
            Conflict, DiskFull, StoreError: Nothing was changed then.
        """
        with self._transaction(label, verb=verb, kind="do", target=None, initiator=initiator, goes_on=continues) as (
            writer,
            _number,
        ):
            yield writer

    def undo(self, operation_id: int | None = None, *, initiator: str = "") -> Changes:
        """Take back an operation, the newest in effect when none is named. Nothing to undo gives empty Changes.

        Raises:
            Conflict: What it changed was changed again since.
            NotFound, InputError: There is no such operation, or it is taken back already.
        """
        with self.read() as reader:
            found = reader.history.next_undo() if operation_id is None else reader.history.by_id(operation_id)
            if found is None:
                return Changes()
            doing = reader.history.last_doing_of(found)
        if found.kind != "do" or found.undone:
            raise InputError(f"“{found.label}” is taken back already.", remedy="Choose Redo to repeat it.")
        return self._revert(found, doing, "undo", initiator)

    def redo(self, operation_id: int | None = None, *, initiator: str = "") -> Changes:
        """Repeat an operation that was taken back, the last one when none is named. Raises as ``undo`` does."""
        with self.read() as reader:
            found = reader.history.next_redo() if operation_id is None else reader.history.by_id(operation_id)
            if found is None:
                return Changes()
            undoing = reader.history.last_undo_of(found.id)
        if undoing is None or not found.undone:
            raise InputError(f"“{found.label}” is not taken back, so it cannot be repeated.")
        return self._revert(found, undoing, "redo", initiator)

    def note(self, work: Callable[[Writer], T]) -> T:
        """Write work in progress (tables that history does not watch) in one transaction."""
        with self._write() as connection:
            sqlite.tells_all()
            return work(Writer(connection, now()))

    def maintain(self, work: Callable[[Writer], int]) -> int:
        """Run upkeep on derived data (index, drafts, checks) in one transaction that history does not see."""
        with self._write() as connection:
            try:
                count_change(connection)
                return work(Writer(connection, now()))
            finally:
                self._index.forget()

    def _catch_up(self) -> None:
        """Make at opening what an older version did not keep; in a large catalogue the check asks for it."""
        with self.read() as reader:
            lacking = 0 < reader.prints.lacking(_AT_OPENING + 1) <= _AT_OPENING
            uncovered = index_fill.few_uncovered(reader.connection, _AT_OPENING)
        if lacking:
            self.fill_prints(lambda _done, _total, _note: None)
        if uncovered:
            self.maintain(lambda writer: index_fill.fill_part(writer.connection, Learning(), _AT_OPENING))

    def back_up(self) -> Path:
        """Copy the database, consistent, into ``backups/`` under the present moment; return the copy's path."""
        self.backups.mkdir(exist_ok=True)
        moment = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"
        names = (f"{moment}{more}.sqlite" for more in chain([""], (f"-{n}" for n in count(2))))
        target = next(path for name in names if not (path := self.backups / name).exists())
        part = target.with_suffix(".part")
        part.unlink(missing_ok=True)
        with self.read() as reader:
            sqlite.back_up(reader.connection, part)
        part.rename(target)
        return target

    def require_writable(self) -> None:
        """Raise ArchiveReadOnly when nothing can be changed here."""
        self._writing_engine()

    def close(self) -> None:
        """Write everything back into the one file and let others write. Safe to call twice."""
        self._readers.dispose()
        if self._writer is not None:
            with self._writing:
                try:
                    self._tidy()
                    self._outside_transactions("PRAGMA optimize")
                    self._outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    self._writer.dispose()
                    self._writer = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def write_back(self) -> int:
        """See ``IndexOfArchive``."""
        with self._writing, in_words(self.file):
            [(_busy, pages, _written)] = self._outside_transactions("PRAGMA wal_checkpoint(PASSIVE)")
        return max(0, int(pages))

    def rest(self) -> None:
        """See ``IndexOfArchive``."""
        with in_words(self.file):
            if not self.read_only:
                with self._writing:
                    self._outside_transactions("PRAGMA shrink_memory")
            sqlite.shrink_idle(self._readers)
        sqlite.give_memory_back()

    def _outside_transactions(self, statement: str) -> list[Any]:
        proxy = self._writing_engine().raw_connection()
        driver: Any = proxy.driver_connection
        try:
            rows: list[Any] = driver.execute(statement).fetchall()
        finally:
            sqlite.says_the_same()
            proxy.close()
        return rows

    def _tidy(self) -> None:
        """Merge what saves left in small parts, for a moment: the next opening answers faster."""
        with suppress(StoreError), self._write() as connection:
            if max(index_care.segments(connection, name) for name in index_care.MERGED) > _TIDY:
                index_care.merge(connection, _AT_CLOSING)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _revert(self, found: Operation, doing: Operation, kind: str, initiator: str) -> Changes:
        with self._transaction(found.label, verb=found.verb, kind=kind, target=found.id, initiator=initiator) as (
            writer,
            number,
        ):
            history.revert(writer, number, doing)
            history.mark_undone(writer.connection, found.id, kind == "undo")
        return writer.changes

    @contextmanager
    def _transaction(
        self, label: str, *, verb: str, kind: str, target: int | None, initiator: str, goes_on: int = 0
    ) -> Iterator[tuple[Writer, int]]:
        try:
            with self._write() as connection:
                moment = now()
                number = goes_on if goes_on and history.can_go_on(connection, goes_on) else 0
                continued = bool(number)
                if continued:
                    count_change(connection)
                else:
                    number = history.begin(
                        connection, at=moment, who=self.who, verb=verb, label=label, kind=kind, target=target
                    )
                writer = Writer(connection, moment)
                writer.operation = writer.recorder.operation = number
                writer.remembered = self._remembered
                yield writer, number
                writer.recorder.flush()
                touched = writer.recorder.records
                kinds = writer.kinds(touched)
                gone = touched - kinds.keys()
                self._refresh(writer, kinds, gone)
                sqlite.tells_all()
                history.finish(connection, number, writer, continued=continued)
        except BaseException:
            self._index.forget()
            raise
        if writer.recorder.changed:
            names = frozenset(k.value for k in kinds.values()) | (
                frozenset(k.value for k in WORKS) if gone else frozenset()
            )
            writer.changes = replace(
                Changes(number, label, frozenset(touched), names, writer.structure), initiator=initiator
            )

    def _writing_engine(self) -> sa.Engine:
        if self._writer is None:
            raise ArchiveReadOnly(
                "This catalogue is open read-only, so nothing was changed.",
                where=str(self.folder),
                remedy="Open it for writing first.",
            )
        return self._writer

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        # The engine is asked for when its turn has come: the catalogue may have been closed while waiting.
        with self._writing, in_words(self.file), self._writing_engine().begin() as connection:
            run(connection, "PRAGMA defer_foreign_keys=ON")
            yield connection


def database_version() -> str:
    """The version of the SQLite library in use."""
    return sqlite.version()


def is_catalogue(folder: Path) -> bool:
    """Whether a folder looks like a catalogue."""
    return (folder / FILE).is_file()


def _writable(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)


__all__ = ["SUFFIX", "Archive", "ArchiveDamaged", "Reader", "Writer", "is_catalogue"]
