"""Upkeep: checking the catalogue, backing it up, rebuilding the index, statistics."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive_app.domain.errors import ArchiveDamaged, ArchiveReadOnly
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, database_version
from archive_app.store.files import FileStore, sha256_of

__all__ = ["CheckReport", "back_up", "check", "database_version", "rebuild_index"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        problems: Sentences; empty when all is well.
        counts: Numbers checked and found, by name (records, media, sources, changed, missing, untracked).
        seconds: How long it took.
    """

    problems: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(archive: Archive, *, files: bool = True, progress: Progress | None = None) -> CheckReport:
    """Check the database, the index, and that every file kept is there with the bytes it had. Changes nothing.

    Args:
        archive: The catalogue.
        files: Read every media and source file and compare its SHA-256.
        progress: Hears after each file.

    Raises:
        Cancelled: The person asked to stop.
    """
    begun = time.perf_counter()
    problems: list[str] = []
    counts: dict[str, int] = {}
    kept: dict[str, dict[str, str]] = {"media": {}, "sources": {}}
    try:
        with archive.read() as reader:
            problems += reader.checks.database(archive.file)
            counts["records"] = reader.checks.count()
            kept = reader.checks.files()
            problems += reader.checks.links()
            if not archive.read_only and not problems:
                problems += archive.verify_index()
    except ArchiveDamaged as error:
        counts.setdefault("records", 0)
        problems = problems or [error.message]
    if files:
        problems += list(_check_files(archive, kept, counts, progress))
    return CheckReport(tuple(problems), counts, time.perf_counter() - begun)


def back_up(archive: Archive) -> Path:
    """Copy the database into ``backups/``; return the copy.

    Raises:
        ArchiveReadOnly: The catalogue is open read-only.
    """
    if archive.read_only:
        raise ArchiveReadOnly(tr("This catalogue is open read-only, so no backup was made."), where=str(archive.folder))
    return archive.back_up()


def rebuild_index(archive: Archive, progress: Progress | None = None) -> int:
    """Lay the search index out anew, in the order of dates; return the number of records in it."""
    return archive.rebuild_index(progress.at if progress is not None else lambda _d, _t, _n: None)


def _check_files(
    archive: Archive, kept: dict[str, dict[str, str]], counts: dict[str, int], progress: Progress | None
) -> Iterator[str]:
    total = sum(len(files) for files in kept.values())
    done = 0
    counts |= {"changed": 0, "missing": 0, "untracked": 0}
    for store, name in ((archive.media, "media"), (archive.sources, "sources")):
        files = kept[name]
        counts[name] = len(files)
        for sha, title in files.items():
            done += 1
            if progress is not None:
                progress.at(done, total, title)
            path = _found(store, sha)
            if path is None:
                counts["missing"] += 1
                yield tr("The file “{name}” is missing ({sha}…).").format(name=title, sha=sha[:12])
            elif sha256_of(path) != sha:
                counts["changed"] += 1
                yield tr("The file “{name}” has changed since it was kept ({sha}…).").format(name=title, sha=sha[:12])
        strays = [p for p in store.walk() if p.name.split(".")[0] not in files]
        counts["untracked"] += len(strays)
    if counts["untracked"] and counts["untracked"] > total:
        yield tr_n("{n} file belongs to no record.", "{n} files belong to no record.", counts["untracked"])


def _found(store: FileStore, sha: str) -> Path | None:
    folder = store.path(sha, "").parent
    return next((p for p in folder.glob(f"{sha}*") if p.is_file()), None)
