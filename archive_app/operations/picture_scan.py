"""Looks through all pictures for those that are alike: in parts, so that it can be stopped and goes on where it was.

First every file that was never measured is measured, then every measured picture that was not yet looked up is looked
up among all others. Both are kept as they go; whoever asks for pairs (``operations.photo_likeness``) gets those found
so far. A picture that arrives later is one more to look up, so a later run takes only as long as what is new.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive_app.domain.errors import FormatError
from archive_app.domain.picture_likeness import Look, Nearness
from archive_app.formats.media.looks import VERSION
from archive_app.i18n import tr
from archive_app.operations.media_reading import measure
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Writer

_MEASURED_AT_ONCE: Final = 16
_PAIRED_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Scan:
    """What a run did.

    Attributes:
        measured: Files measured now.
        lost: Files that are not on the disk, and so wait for another run.
        looked_up: Pictures looked up now.
        pairs: Pairs of alike pictures found now.
    """

    measured: int = 0
    lost: int = 0
    looked_up: int = 0
    pairs: int = 0


def waiting(archive: Archive) -> int:
    """How many pictures the next run would look up."""
    with archive.read() as reader:
        done, total = reader.pictures.progress()
        return total - done + reader.pictures.unmeasured_count()


def scan(archive: Archive, progress: Progress | None = None) -> Scan:
    """Measure what is not measured, and look up what is not looked up.

    Raises:
        Cancelled: The person asked to stop; what was found so far is kept.
        ArchiveReadOnly: The catalogue was opened read-only.
    """
    archive.require_writable()
    told = progress or Progress()
    measured, lost = _measure(archive, told)
    looked_up = pairs = 0
    with archive.read() as reader:
        done, total = reader.pictures.progress()
    while True:
        with archive.read() as reader:
            waiting_now = reader.pictures.unpaired(_PAIRED_AT_ONCE)
            found: list[tuple[int, int, Nearness]] = []
            for one in waiting_now:
                told.at(min(done + looked_up, total), total, tr("Comparing pictures"))
                looked_up += 1
                # A pair is found from its later picture; the earlier one was looked up before that one was there.
                found += [(p.id, one.id, p.nearness) for p in reader.pictures.near(one.look) if p.id < one.id]
        if not waiting_now:
            return Scan(measured, lost, looked_up, pairs)
        pairs += len(found)
        place = waiting_now[-1].id

        def note(writer: Writer, found: list[tuple[int, int, Nearness]] = found, place: int = place) -> None:
            writer.pictures.note_pairs(found, place)

        archive.note(note)


def _measure(archive: Archive, told: Progress) -> tuple[int, int]:
    with archive.read() as reader:
        files = reader.pictures.unmeasured()
    lost = done = 0
    for start in range(0, len(files), _MEASURED_AT_ONCE):
        looks: list[tuple[str, Look]] = []
        for sha, suffix in files[start : start + _MEASURED_AT_ONCE]:
            told.at(done, len(files), tr("Measuring pictures"))
            done += 1
            path = archive.media.path(sha, suffix)
            if path.is_file():
                looks.append((sha, look_of_file(path)))
            else:
                lost += 1

        def keep(writer: Writer, looks: list[tuple[str, Look]] = looks) -> None:
            for sha, look in looks:
                writer.pictures.keep(sha, look, VERSION)

        archive.note(keep)
    return done - lost, lost


def look_of_file(path: Path) -> Look:
    """What a picture file looks like; of one that cannot be decoded nothing is known."""
    try:
        return measure(path)
    except FormatError:
        return Look()
