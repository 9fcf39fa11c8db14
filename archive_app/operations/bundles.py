"""What this program exported comes back: JSON files, and bags with their files, each checked before it is used."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.errors import ArchiveError, FormatError, InputError, UnreadableSource
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import MediaFile, Source
from archive_app.formats.bags import reading
from archive_app.formats.importers import archive_json
from archive_app.i18n import tr
from archive_app.operations import media_reading
from archive_app.operations.previews import make_previews
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive

RECORDS = "data/records.jsonl"
"""Where a bag of ours has its records."""
_PIECE = 1 << 20
_MOST_RECORDS = 4 << 30
_MOST_FILE = 64 << 30


@dataclass(frozen=True, slots=True)
class Given:
    """What an export of ours holds.

    Attributes:
        bundles: Its records.
        remarks: A sentence for each file that should be in it and could not be taken.
    """

    bundles: tuple[ExportRecord, ...]
    remarks: tuple[str, ...] = ()


def is_our_bag(path: Path) -> bool:
    """Whether a folder or ZIP file is a bag that this program, or another of its kind, wrote. Never raises."""
    if not reading.is_bag(path):
        return False
    try:
        with reading.opened(path) as bag:
            return RECORDS in bag.manifest
    except ArchiveError:
        return False


def look_into(path: Path) -> tuple[ExportRecord, ...]:
    """The records of an export of ours; nothing is kept of it.

    Raises:
        InputError, FormatError, UnreadableSource: It cannot be read, or is not what its checksums say.
    """
    if not reading.is_bag(path):
        return _plain(path)
    with reading.opened(path) as bag:
        return _records(bag)


def take_in(archive: Archive, path: Path, *, progress: Progress | None = None) -> Given:
    """Read an export of ours; of a bag, keep the files that its records name, before any row names them.

    A file that is missing from the bag, or is not what it was, is left out and told; the records come all the same.

    Args:
        archive: Where the files are kept.
        path: A JSON export, or a bag as a folder or a ZIP file.
        progress: Hears before each file.

    Raises:
        InputError, FormatError, UnreadableSource: As ``look_into``; nothing is kept then.
        DiskFull, ArchiveReadOnly, StoreError: A file cannot be kept.
        Cancelled: The person stopped it; files kept so far are used when it is tried again.
    """
    if not reading.is_bag(path):
        return Given(_plain(path))
    with reading.opened(path) as bag:
        bundles = _records(bag)
        places = {sums["sha256"]: name for name, sums in bag.manifest.items() if "sha256" in sums}
        remarks: list[str] = []
        wanted = list(_files(bundles))
        for done, held in enumerate(wanted):
            if progress is not None:
                progress.at(done, len(wanted), held.name)
            name = places.get(held.sha256, "")
            if name:
                said = _keep(archive, bag, name, held)
                remarks += [said] if said else []
            elif isinstance(held, MediaFile):
                remarks.append(tr("{name}: the file is not in the bag.").format(name=held.name or held.sha256[:12]))
    return Given(bundles, tuple(remarks))


def _plain(path: Path) -> tuple[ExportRecord, ...]:
    try:
        return tuple(archive_json.read_bundle(path.read_bytes(), name=path.name))
    except OSError as error:
        raise InputError(
            tr("The file cannot be read ({reason}).").format(reason=error.strerror or error), where=path.name
        ) from error


def _records(bag: reading.Bag) -> tuple[ExportRecord, ...]:
    try:
        if not bag.sound(RECORDS):
            raise FormatError(
                tr("The records in this bag are missing, or are not what their checksum says."),
                where=bag.where,
                remedy=tr("Copy the bag again from where it came."),
            )
        if bag.size(RECORDS) > _MOST_RECORDS:
            raise FormatError(tr("The records in this bag are too many to be read at once."), where=bag.where)
        with bag.open(RECORDS) as file:
            content = file.read(_MOST_RECORDS)
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise UnreadableSource(tr("The bag cannot be read."), where=bag.where) from error
    return tuple(archive_json.read_bundle(content, name=bag.where))


def _files(bundles: tuple[ExportRecord, ...]) -> Iterator[MediaFile | Source]:
    """Every media file and source that the records name, once each."""
    seen: set[str] = set()
    for bundle in bundles:
        for record in bundle.records():
            if isinstance(record, MediaFile | Source) and record.sha256 and record.sha256 not in seen:
                seen.add(record.sha256)
                yield record


def _keep(archive: Archive, bag: reading.Bag, name: str, held: MediaFile | Source) -> str:
    """Keep one file under its hash; a sentence when it is not what it should be, else ""."""
    suffix = held.suffix if isinstance(held, MediaFile) else Path(name).suffix.casefold()
    store = archive.media if isinstance(held, MediaFile) else archive.sources
    if store.path(held.sha256, suffix).exists():
        return ""
    with tempfile.TemporaryDirectory(prefix="archive-app-") as folder:
        copied = Path(folder, f"file{suffix}")
        try:
            if bag.size(name) > _MOST_FILE or not bag.sound(name):
                return tr("{name}: it is not what its checksum says and was not taken.").format(name=name)
            with bag.open(name) as file, copied.open("xb") as out:
                while piece := file.read(_PIECE):
                    out.write(piece)
        except (OSError, zipfile.BadZipFile, RuntimeError):
            return tr("{name}: it cannot be read.").format(name=name)
        stored = store.put_file(copied, suffix)
        if isinstance(held, MediaFile):
            try:
                make_previews(archive, stored, media_reading.facts(copied))
            except ArchiveError:
                return tr("{name}: it is kept, but nothing could be drawn of it.").format(name=name)
    return ""
