"""Reads fetched pages in a confined process of their own: what comes from the web is hostile until it is parsed."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.registry import importer_for_source
from archive_app.i18n import language, tr, use_language
from archive_app.operations.read_limits import allow_seconds, confine, seconds_for

START_SECONDS = 60.0
TURN = 0.2


def read_source(source: RawSource) -> list[Draft]:
    """The drafts of a source, read here. Raises FormatError."""
    return list(importer_for_source(source).read(source))


class ReaderApart:
    """One process that reads sources one after another; it is started for the first and replaced when it dies."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._has_read = False

    def __enter__(self) -> Self:
        self._begun().submit(_nothing)  # it starts while the first page is fetched
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, source: RawSource, wanted: Callable[[], None] = lambda: None) -> list[Draft]:
        """The drafts of a source.

        Args:
            source: Its bytes.
            wanted: Called again and again; raises (Cancelled) when the person wants it no more.

        Raises:
            FormatError: It cannot be read; also when reading it took too long or ended the process.
        """
        future = self._begun().submit(_read, source, language())
        left = seconds_for(len(source.content))[1] + (0.0 if self._has_read else START_SECONDS)
        try:
            found = self._result(future, left, wanted)
        except BrokenProcessPool as error:
            self._end()
            raise _lost(source, tr("Reading this page ended the reader, so it was left out.")) from error
        except TookTooLong as error:
            self._end()
            raise _lost(source, tr("Reading this page took too long, so it was left out.")) from error
        self._has_read = True
        return found

    def _begun(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawn: a fork would copy the window's threads and the catalogue's lock.
            self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin)
            self._has_read = False
        return self._pool

    def _result(self, future: Future[list[Draft]], left: float, wanted: Callable[[], None]) -> list[Draft]:
        while True:
            try:
                return future.result(timeout=min(TURN, left))
            except TookTooLong:
                left -= TURN
                if left <= 0:
                    raise
                wanted()

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            processes = list((pool._processes or {}).values())  # noqa: SLF001 - there is no public way to end a hung worker
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.kill()
                process.join()


def _begin() -> None:
    """Load what every page needs, so that its memory does not count as the page's; then confine this process."""
    from archive_app.formats.reading.language import language_and_certainty
    from archive_app.formats.registry import importers

    importers()
    language_and_certainty("A sentence in plain English, so that what tells languages apart is loaded.")
    confine()


def _nothing() -> None:
    """Done when the process is there."""


def _read(source: RawSource, code: str) -> list[Draft]:
    if code != language():
        use_language(code)
    allow_seconds(seconds_for(len(source.content))[0])
    return read_source(source)


def _lost(source: RawSource, message: str) -> UnreadableSource:
    return UnreadableSource(
        message, where=source.address or source.name, remedy=tr("The other pages are not affected.")
    )
