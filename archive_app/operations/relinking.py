"""Finds kept files again that are missing or damaged: in a folder they were moved to, or in a backup.

They are known by their SHA-256, whatever they are called there. Each is copied, read once more from where it now is,
and noted with an event; the records of all of them become sound again in one step of the history.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, UnreadableSource
from archive_app.domain.records import MediaFile
from archive_app.i18n import tr, tr_n
from archive_app.operations.fixity import event_of, moment_now, path_of
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.store.file_checks import FileEvent, KeptFile
from archive_app.store.files import FileStore, sha256_of


@dataclass(frozen=True, slots=True)
class Relinked:
    """What was found of missing files.

    Attributes:
        found: Files that are back, each with the place where it was found.
        still: Files that are still missing or changed.
        looked_at: Files of the folder that were read.
    """

    changes: Changes
    found: tuple[tuple[KeptFile, Path], ...] = ()
    still: tuple[KeptFile, ...] = ()
    looked_at: int = 0


def relink(archive: Archive, folder: Path, progress: Progress | None = None, *, initiator: str = "") -> Relinked:
    """Look through a folder for files that are missing or are noted as changed, and take them all back.

    The files there are copied and stay where they are.

    Raises:
        InputError: There is no such folder.
        Cancelled: The person asked to stop; what was found before is kept, and its step is in the history.
        DiskFull, ArchiveReadOnly, StoreError: They cannot be kept.
    """
    stores = _stores(archive, folder)
    lost = [one for one in _kept(archive) if path_of(stores[one.store], one.sha256) is None or one.fixity == "changed"]
    return _take_all(archive, folder, lost, progress or Progress(), initiator)


def restore(archive: Archive, folder: Path, progress: Progress | None = None, *, initiator: str = "") -> Relinked:
    """As ``relink``, from a backup: every kept file is read first, so that damage nobody noticed yet is mended too.

    Raises:
        InputError: There is no such folder.
        Cancelled: The person asked to stop; what was found before is kept, and its step is in the history.
        DiskFull, ArchiveReadOnly, StoreError: They cannot be kept.
    """
    stores = _stores(archive, folder)
    told = progress or Progress()
    kept = _kept(archive)
    lost = []
    for done, one in enumerate(kept):
        told.at(done, len(kept), one.name)
        if event_of(stores[one.store], one).outcome != "ok":
            lost.append(one)
    return _take_all(archive, folder, lost, told, initiator, backup=True)


def _take_all(
    archive: Archive,
    folder: Path,
    wanted: Sequence[KeptFile],
    progress: Progress,
    initiator: str,
    *,
    backup: bool = False,
) -> Relinked:
    lost = {one.sha256: one for one in wanted}
    if not lost:
        return Relinked(Changes())
    stores = _stores(archive, folder)
    found: dict[str, tuple[KeptFile, Path]] = {}
    looked_at = 0
    try:
        for path in _candidates(folder, lost, archive.folder, progress):
            looked_at += 1
            try:
                sha = sha256_of(path)
            except OSError:
                continue
            one = lost.get(sha)
            if one is not None and sha not in found and _take_back(stores[one.store], one, path):
                found[sha] = (one, path)
            if len(found) == len(lost):
                break
    finally:
        changes = _note_found(archive, list(found.values()), initiator, backup=backup)
    still = tuple(one for sha, one in lost.items() if sha not in found)
    return Relinked(changes, tuple(found.values()), still, looked_at)


def _stores(archive: Archive, folder: Path) -> dict[str, FileStore]:
    archive.require_writable()
    if not folder.is_dir():
        raise InputError(tr("There is no such folder."), where=str(folder))
    return {"media": archive.media, "sources": archive.sources}


def _kept(archive: Archive) -> list[KeptFile]:
    with archive.read() as reader:
        return list(reader.file_checks.kept())


def _candidates(folder: Path, lost: dict[str, KeptFile], own: Path, progress: Progress) -> Iterator[Path]:
    """Files that may be one of those lost: of the same size, or with the hash in the name."""
    sizes = {one.size for one in lost.values()}
    unknown = any(not one.size for one in lost.values())
    seen = 0
    for path in folder.rglob("*"):
        seen += 1
        progress.at(seen, 0, path.name)
        try:
            if path.is_symlink() or not path.is_file() or own in path.parents:
                continue
            if unknown or path.stat().st_size in sizes or path.name.partition(".")[0] in lost:
                yield path
        except OSError:
            continue


def _take_back(store: FileStore, one: KeptFile, path: Path) -> bool:
    """Copy a file to its place and read it there; False, with everything as it was, when it did not come whole."""
    there = path_of(store, one.sha256)
    suffix = there.name.removeprefix(one.sha256) if there is not None else one.suffix or path.suffix.lower()
    aside = there.with_name(f"changed-{there.name}") if there is not None else None
    if there is not None and aside is not None:  # its bytes are others: it steps aside and is not thrown away
        there.replace(aside)
    whole = False
    try:
        with contextlib.suppress(UnreadableSource, OSError):  # the disk that it is on may be bad, or gone by now
            stored = store.put_file(path, suffix)
            whole = stored.sha256 == one.sha256 and sha256_of(stored.path) == one.sha256
            if not whole and not stored.was_there:
                stored.path.unlink()
    finally:
        if not whole and there is not None and aside is not None:
            aside.replace(there)
    return whole


def _note_found(archive: Archive, found: Sequence[tuple[KeptFile, Path]], initiator: str, *, backup: bool) -> Changes:
    if not found:
        return Changes()
    at = moment_now()
    events = [FileEvent("relinking", one.store, one.sha256, one.name, "relinked", str(path), at) for one, path in found]
    archive.note(lambda writer: writer.file_checks.note(events))
    numbers = [one.media_id for one, _path in found if one.media_id]
    if not numbers:
        return Changes()
    if backup:
        label = tr_n("Restore {n} file from a backup", "Restore {n} files from a backup", len(numbers))
    else:
        label = tr_n("Find {n} missing file again", "Find {n} missing files again", len(numbers))
    with archive.operation(label, verb="fixity", initiator=initiator) as writer:
        for number in numbers:
            record = writer.record(number)
            if isinstance(record, MediaFile):
                writer.save(replace(record, fixity="ok", checked=writer.at))
    return writer.changes
