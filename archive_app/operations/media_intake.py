"""Media files that come alone: each becomes a photo or video record that holds it, all in one operation."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.domain.changes import Changes
from archive_app.domain.errors import ArchiveError, Cancelled, InputError, StoreError
from archive_app.domain.records import Photo, Video
from archive_app.formats.media import MediaFacts, misnamed
from archive_app.i18n import tr, tr_n
from archive_app.operations.media_reading import facts
from archive_app.operations.picture_metadata import PictureWords, save_words, sidecar_of, words_of
from archive_app.operations.previews import make_previews
from archive_app.operations.progress import Progress
from archive_app.operations.works import keep_media
from archive_app.store.archive import Archive, Writer
from archive_app.store.files import StoredFile, sha256_of


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of media files.

    Attributes:
        changes: What the feed is told; empty when nothing was made.
        made: For each file that became a record: its path and the record's id.
        refused: For each file that did not: its path and why.
        remarks: Sentences on what could not be read of files that did.
        stopped: The person stopped it; what is in ``made`` is in the catalogue.
    """

    changes: Changes
    made: tuple[tuple[Path, int], ...] = ()
    refused: tuple[tuple[Path, ArchiveError], ...] = ()
    stopped: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A media file that is kept under its hash, before any record names it; ``words`` is what it says of itself."""

    path: Path
    stored: StoredFile
    found: MediaFacts
    words: PictureWords | None = None


def prepare(archive: Archive, path: Path) -> Prepared:
    """Keep a media file under its hash, with its previews.

    Raises:
        UnreadableSource, InputError: It cannot be read, or is neither picture nor film.
        DiskFull, ArchiveReadOnly, StoreError: It cannot be kept.
    """
    found = facts(path)
    if not found.media_type.startswith(("image/", "video/")):
        raise InputError(tr("This is neither a picture nor a film."), where=path.name)
    stored = archive.media.put_file(path, found.suffix)
    make_previews(archive, stored, found)
    if not found.media_type.startswith("image/") and sidecar_of(path) is None:
        return Prepared(path, stored, found)
    words = words_of(archive, path, found)
    named = filter(None, (misnamed(path, found.media_type) if found.media_type.startswith("image/") else "",))
    return Prepared(path, stored, replace(found, remarks=(*found.remarks, *named, *words.remarks)), words)


def make_work(writer: Writer, media: Prepared) -> int:
    """Make the photo or video record that holds a file; return its id.

    A photo takes what its metadata and its sidecar say, a film what its sidecar says; without a title there, the
    file's name is the title.
    """
    # A name may hold bytes that are no character in any encoding the system speaks.
    name = os.fsencode(media.path.name).decode("utf-8", "replace")
    media_id = keep_media(writer, media.stored, media.found, name)
    title = Path(name).stem
    words = media.words or PictureWords(Photo())
    if media.found.media_type.startswith("image/"):
        number = writer.save(replace(words.photo, title=words.photo.title or title, media_id=media_id))
    else:
        film = words.film or Video()
        number = writer.save(
            replace(
                film, title=film.title or title, media_id=media_id, status="held",
                duration=media.found.duration or film.duration,
            )
        )  # fmt: skip
    save_words(writer, number, words)
    return number


def make_works(
    archive: Archive,
    paths: Sequence[Path],
    *,
    initiator: str = "",
    progress: Progress | None = None,
    continues: int = 0,
) -> Intake:
    """Keep files under their hashes, then make a photo or video record for each.

    Nothing is guessed. A file that cannot be read is refused, the others go on.

    Args:
        archive: The catalogue.
        paths: The files.
        initiator: See ``Changes``.
        progress: Hears before each file.
        continues: A step that this is a further part of; see ``Archive.operation``.

    Raises:
        DiskFull, ArchiveReadOnly, StoreError: No record was made.
    """
    kept: list[Prepared] = []
    refused: list[tuple[Path, ArchiveError]] = []
    stopped = False
    for done, path in enumerate(paths):
        try:
            if progress is not None:
                progress.at(done, len(paths), path.name)
            kept.append(prepare(archive, path))
        except Cancelled:
            stopped = True
            break
        except StoreError:
            raise
        except ArchiveError as error:
            refused.append((path, error))
    if not kept:
        return Intake(Changes(), (), tuple(refused), stopped)
    made: list[tuple[Path, int]] = []
    label = tr_n("Import {n} media file", "Import {n} media files", len(kept))
    with archive.operation(label, verb="import", initiator=initiator, continues=continues) as writer:
        made += [(media.path, make_work(writer, media)) for media in kept]
    remarks = tuple(f"{one.path.name}: {remark}" for one in kept for remark in one.found.remarks)
    return Intake(writer.changes, tuple(made), tuple(refused), stopped, remarks)


def known_pictures(archive: Archive, paths: Sequence[Path]) -> dict[Path, int]:
    """The pictures that a photo of the catalogue holds byte for byte already, each with that photo's id."""
    shas: dict[Path, str] = {}
    for path in paths:
        try:
            shas[path] = sha256_of(path)
        except (OSError, ValueError):
            continue  # told in words when it is to be kept
    with archive.read() as reader:
        there = reader.pictures.photos_with(set(shas.values()))
    return {path: there[sha][0] for path, sha in shas.items() if sha in there}
