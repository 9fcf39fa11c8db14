"""Reads sources into drafts, without a catalogue: files and folders, in processes of their own when there are many.

A source that cannot be read becomes an outcome with its error; the others go on. A reader process that dies is
one failed source.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.errors import ArchiveError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource, read_file
from archive_app.formats.registry import importer_for_source, importers
from archive_app.i18n import tr
from archive_app.operations.progress import Progress

FEW = 4  # so few sources are read faster here than a process starts
_AHEAD = 8
SKIPPED_FOLDERS = {"__pycache__", "node_modules"}


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What came of one source: a draft, or the error that kept it from being read."""

    name: str
    path: str
    draft: Draft | None = None
    error: ArchiveError | None = None


def expand(paths: Iterable[Path | str]) -> list[Path]:
    """The files to read: files as given, folders with all readable files below them (a page's ``_files`` left out)."""
    endings = {suffix for known in importers() for suffix in known.suffixes}
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if not path.is_dir():
            found[path] = None
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(
                f for f in folders if not f.startswith(".") and f not in SKIPPED_FOLDERS and not f.endswith("_files")
            )
            for name in sorted(files):
                if Path(name).suffix.casefold() in endings and not name.startswith("."):
                    found[Path(folder) / name] = None
    return list(found)


def read(
    paths: Iterable[Path | str], *, progress: Progress | None = None, processes: int | None = None
) -> Iterator[ReadOutcome]:
    """Read sources in order, giving each outcome as soon as it and those before it are there.

    Args:
        paths: Files and folders.
        progress: Hears after each source; stopping it ends the reading (Cancelled).
        processes: How many reader processes; None chooses, 0 reads in this one.

    Raises:
        Cancelled: The person asked to stop; outcomes given so far stand.
    """
    files = expand(paths)
    if processes is None:
        processes = 0 if len(files) <= FEW else max(1, min(4, (os.cpu_count() or 2) - 1))
    outcomes = _read_here(files) if processes == 0 else _read_apart(files, processes)
    done = 0
    try:
        for found in outcomes:
            done += 1
            yield from found
            if progress is not None:
                progress.at(done, len(files), found[0].name if found else "")
    finally:
        outcomes.close()


def read_text(text: str, name: str = "") -> list[Draft]:
    """Drafts from text or HTML that was pasted or dropped.

    Raises:
        FormatError: Nothing can be read from it.
    """
    ending = ".html" if text.lstrip()[:1] == "<" else ".txt"
    source = RawSource(name=name or tr("Pasted text") + ending, address="", content=text.encode("utf-8", "replace"))
    return list(importer_for_source(source).read(source))


def read_one(path: Path) -> list[ReadOutcome]:
    """The outcomes of one file: usually one draft, or one error."""
    try:
        source = read_file(path)
        drafts = list(importer_for_source(source).read(source))
    except ArchiveError as error:
        return [ReadOutcome(path.name, str(path), error=error)]
    if not drafts:
        nothing = UnreadableSource(tr("Nothing that looks like an article was found in it."), where=str(path))
        return [ReadOutcome(path.name, str(path), error=nothing)]
    return [ReadOutcome(path.name, str(path), draft=draft) for draft in drafts]


def _read_here(files: Iterable[Path]) -> Generator[list[ReadOutcome], None, None]:
    for path in files:
        yield read_one(path)


def _read_apart(files: list[Path], processes: int) -> Generator[list[ReadOutcome], None, None]:
    pool = _pool(processes)
    waiting: deque[tuple[Path, Future[list[ReadOutcome]]]] = deque()
    rest = iter(files)
    try:
        while True:
            while len(waiting) < processes * _AHEAD and (path := next(rest, None)) is not None:
                waiting.append((path, pool.submit(read_one, path)))
            if not waiting:
                return
            path, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # Whoever broke it is read again alone, and so are those that were on their way.
                yield _read_alone(path)
                for other, _lost in waiting:
                    yield _read_alone(other)
                waiting.clear()
                pool = _pool(processes)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _read_alone(path: Path) -> list[ReadOutcome]:
    with _pool(1) as pool:
        try:
            return pool.submit(read_one, path).result()
        except BrokenProcessPool:
            error = UnreadableSource(
                tr("Reading this file ended the reader, so it was left out."),
                where=str(path),
                remedy=tr("The other files are not affected."),
            )
            return [ReadOutcome(path.name, str(path), error=error)]


def _pool(processes: int) -> ProcessPoolExecutor:
    # Spawn: a fork would copy the window's threads and the catalogue's lock.
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))
