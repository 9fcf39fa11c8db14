"""Watched folders: what is new in them waits in an import batch for review; nothing imports itself.

A file is offered once it has been quiet, that is not been written to for some seconds. It is offered once; what is
changed later is offered again. A folder that is away is told of and costs nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.watching import WatchedFolder
from archive_app.i18n import tr
from archive_app.operations import batches
from archive_app.operations.progress import Progress
from archive_app.store import watched
from archive_app.store.archive import Archive
from archive_app.store.watched import SeenFile

MOST_AT_ONCE = 10_000
"""Files of one folder that are looked at."""


@dataclass(frozen=True, slots=True)
class FolderScan:
    """What a look into one folder found.

    Attributes:
        folder: The folder.
        offered: Files that wait for review since now.
        waiting: Files that are still being written, or were a moment ago.
        away: The folder is not there.
        batch: The import batch they wait in, 0 for none.
    """

    folder: WatchedFolder
    offered: tuple[Path, ...] = ()
    waiting: int = 0
    away: bool = False
    batch: int = 0


def folders(archive: Archive) -> list[WatchedFolder]:
    """The watched folders."""
    with archive.read() as reader:
        return watched.folders(reader)


def add(archive: Archive, folder: WatchedFolder, *, existing: bool = False, initiator: str = "") -> Changes:
    """Watch a folder.

    Args:
        archive: The catalogue.
        folder: With its profile; its uid is made here.
        existing: Also offer what is in it already.
        initiator: See ``Changes``.

    Raises:
        InputError: It is no folder, is watched already, or is the catalogue itself.
    """
    path = Path(folder.path).expanduser().absolute()
    if not path.is_dir():
        raise InputError(tr("There is no such folder."), where=str(path))
    if path == archive.folder or archive.folder in path.parents:
        raise InputError(tr("This is the catalogue’s own folder."), where=str(path))
    if any(Path(one.path) == path for one in folders(archive)):
        raise InputError(tr("This folder is watched already."), where=str(path))
    with archive.operation(
        tr("Watch the folder “{name}”").format(name=path.name), verb="edit", initiator=initiator
    ) as writer:
        uid = watched.save(writer, replace(folder, uid="", path=str(path)))
    if not existing:
        found = [
            SeenFile(str(one), size, changed, time.time(), "offered")
            for one, size, changed in _files(replace(folder, path=str(path)))
        ]
        archive.note(lambda noting: watched.note(noting, uid, found))
    return writer.changes


def change(archive: Archive, folder: WatchedFolder, *, initiator: str = "") -> Changes:
    """Change how a folder is watched. Raises NotFound when it is not."""
    if folder.uid not in {one.uid for one in folders(archive)}:
        raise NotFound(tr("This folder is not watched."), where=folder.path)
    label = tr("Change how “{name}” is watched").format(name=Path(folder.path).name)
    with archive.operation(label, verb="edit", initiator=initiator) as writer:
        watched.save(writer, folder)
    return writer.changes


def remove(archive: Archive, uid: str, *, initiator: str = "") -> Changes:
    """Stop watching a folder; what waits for review stays. Raises NotFound when it is not watched."""
    folder = next((one for one in folders(archive) if one.uid == uid), None)
    if folder is None:
        raise NotFound(tr("This folder is not watched."))
    label = tr("Stop watching “{name}”").format(name=Path(folder.path).name)
    with archive.operation(label, verb="edit", initiator=initiator) as writer:
        watched.remove(writer, uid)
    return writer.changes


def scan(
    archive: Archive, progress: Progress | None = None, *, clock: Callable[[], float] = time.time
) -> list[FolderScan]:
    """Look into the watched folders and offer what is new and quiet.

    Raises:
        ArchiveReadOnly: The catalogue is open read-only.
        Cancelled: The person asked to stop; folders looked at before keep what was found.
    """
    archive.require_writable()
    told = progress or Progress()
    watched_now = [one for one in folders(archive) if one.enabled]
    found: list[FolderScan] = []
    for done, folder in enumerate(watched_now):
        told.at(done, len(watched_now), folder.path)
        found.append(_scan(archive, folder, clock()))
    return found


def _scan(archive: Archive, folder: WatchedFolder, now: float) -> FolderScan:
    if not Path(folder.path).is_dir():
        return FolderScan(folder, away=True)
    with archive.read() as reader:
        known = watched.seen(reader, folder.uid)
    fresh: list[SeenFile] = []
    offered: list[Path] = []
    waiting = 0
    there: set[str] = set()
    for path, size, changed in _files(folder):
        there.add(str(path))
        before = known.get(str(path))
        same = before is not None and (before.size, before.changed) == (size, changed)
        if before is not None and same and before.state == "offered":
            continue
        since = before.seen if before is not None and same else now
        # A clock of another machine may be ahead; then the time since it was first seen like this counts.
        quiet = now - (changed if changed <= now else since)
        state = "offered" if size and quiet >= folder.quiet else "waiting"
        if state == "offered":
            offered.append(path)
        else:
            waiting += 1
        fresh.append(SeenFile(str(path), size, changed, since, state))
    batch = _offer(archive, folder, offered) if offered else 0
    gone = [path for path in known if path not in there]
    if fresh or gone:
        archive.note(lambda writer: watched.note(writer, folder.uid, fresh, gone))
    return FolderScan(folder, tuple(offered), waiting, batch=batch)


def _offer(archive: Archive, folder: WatchedFolder, files: list[Path]) -> int:
    """Add files to what waits of the folder; a batch that somebody has begun to review is left alone."""
    name = tr("Watched: {folder}").format(folder=Path(folder.path).name)
    batch = next((one for one in batches.unfinished(archive) if one.name == name and not one.total), None)
    if batch is None:
        batch = batches.begin(archive, name)
    held = {value for sort, value in batch.pending if sort == "path"}
    pending = (*batch.pending, *(("path", str(path)) for path in files if str(path) not in held))
    batches.set_pending(archive, batch, pending)
    return batch.id


def _files(folder: WatchedFolder) -> Iterator[tuple[Path, int, float]]:
    """The files of a folder that may be offered, with size and the last moment of any change."""
    count = 0
    stack = [folder.path]
    while stack:
        try:
            entries = sorted(os.scandir(stack.pop()), key=lambda one: one.name)
        except OSError:
            continue
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    if folder.subfolders and not entry.name.startswith(".") and not entry.name.endswith(".archive"):
                        stack.append(entry.path)
                elif entry.is_file(follow_symlinks=False) and folder.takes(entry.name):
                    facts = entry.stat(follow_symlinks=False)
                    count += 1
                    if count > MOST_AT_ONCE:
                        return
                    yield Path(entry.path), facts.st_size, max(facts.st_mtime, facts.st_ctime)
            except OSError:
                continue
