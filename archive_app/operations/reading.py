"""Reads sources into drafts, without a catalogue: files and folders, in processes of their own (``readers``).

A source that cannot be read becomes an outcome with its error; the others go on. A reader process that dies or hangs
is one failed source.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from archive_app.domain.records import Draft
from archive_app.formats.importers.base import HEAD_BYTES, RawSource
from archive_app.formats.reading.html.saved import is_saved_folder
from archive_app.formats.registry import importer_for_source, importers
from archive_app.i18n import tr
from archive_app.operations.picture_metadata import is_sidecar
from archive_app.operations.progress import Progress
from archive_app.operations.read_one import ReadOutcome, read_one
from archive_app.operations.readers import read_apart

__all__ = ["FEW", "ReadOutcome", "expand", "read", "read_one", "read_text"]

FEW = 4  # so few sources are read by one reader; the next would start for nothing
_PAGES = {".html", ".htm", ".xhtml"}
_FORMAL = (".xml", ".json", ".ris", ".bib")  # what has a form of its own is not read as prose when it is pasted
SKIPPED_FOLDERS = {"__pycache__", "node_modules"}


def expand(paths: Iterable[Path | str]) -> list[Path]:
    """The files to read: files as given, folders with all readable files below them (a page's ``_files`` left out)."""
    endings = tuple({suffix for known in importers() for suffix in known.suffixes})
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if not path.is_dir():
            found[path] = None
            continue
        for folder, folders, files in os.walk(path):
            pages = {Path(name).stem for name in files if Path(name).suffix.casefold() in _PAGES}
            folders[:] = sorted(
                f for f in folders if not (f.startswith(".") or f in SKIPPED_FOLDERS or is_saved_folder(f, pages))
            )
            for name in sorted(files):
                wanted = name.casefold().endswith(endings) and not name.startswith((".", "~$"))
                if wanted and not is_sidecar(Path(folder) / name):
                    found[Path(folder) / name] = None
    return list(found)


def read(
    paths: Iterable[Path | str], *, progress: Progress | None = None, processes: int | None = None
) -> Iterator[ReadOutcome]:
    """Read sources in order, giving each outcome as soon as it and those before it are there.

    Args:
        paths: Files and folders.
        progress: Hears after each source; stopping it ends the reading (Cancelled).
        processes: How many reader processes; None chooses, 0 reads in this one and without limits (for tests).

    Raises:
        Cancelled: The person asked to stop; outcomes given so far stand.
    """
    files = expand(paths)
    if processes is None:
        processes = 1 if len(files) <= FEW else max(1, min(4, (os.cpu_count() or 2) - 1))
    outcomes = _read_here(files) if processes == 0 else read_apart(files, processes)
    done = 0
    try:
        for found in outcomes:
            done += bool(found)
            yield from found
            if progress is not None:
                progress.at(done, len(files), found[0].name if found else "")
    finally:
        outcomes.close()


def read_text(text: str, name: str = "") -> list[Draft]:
    """Drafts from text, HTML, a feed, a wire item or citations that were pasted or dropped.

    Raises:
        FormatError: Nothing can be read from it.
    """
    content = text.encode("utf-8", "replace")
    otherwise = ".html" if text.lstrip()[:1] == "<" else ".txt"
    ending = next((one for one in _FORMAL if _is_of(one, content[:HEAD_BYTES])), otherwise)
    source = RawSource(name=name or tr("Pasted text") + ending, address="", content=content)
    return list(importer_for_source(source).read(source))


def _is_of(ending: str, head: bytes) -> bool:
    """Whether an importer of files with this ending recognises the first bytes."""
    return any(ending in known.suffixes and known.recognises("", head) for known in importers())


def _read_here(files: Iterable[Path]) -> Generator[list[ReadOutcome], None, None]:
    for path in files:
        yield read_one(path)
