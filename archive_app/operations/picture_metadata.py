"""What a picture file, and the sidecar beside it or beside a film, say of it: ready to become a record."""

from __future__ import annotations

import mimetypes
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Evidence, Photo, Source, Video
from archive_app.domain.rights import RightsStatement
from archive_app.formats.media import MediaFacts
from archive_app.formats.media.sniff import RAW_TYPES
from archive_app.i18n import tr
from archive_app.operations import media_reading
from archive_app.operations.fitting import fitted, keep_rights
from archive_app.store.archive import Archive, Writer
from archive_app.store.files import StoredFile

_BESIDE = (
    ".jpg", ".jpeg", ".tif", ".tiff", ".png", ".webp", ".psd", ".gif", ".heic", ".heif", ".avif", ".jp2", ".jxl",
    ".crw", ".cr3", ".raf", ".rw2", ".orf", *RAW_TYPES, ".mp4", ".mov", ".avi", ".mts",
)  # fmt: skip

LARGEST_SIDECAR = 8 * 1024 * 1024
"""A sidecar is not larger than this; what is, is something else."""


@dataclass(frozen=True, slots=True)
class PictureWords:
    """The photo as its metadata describes it.

    Attributes:
        photo: Without its file; without a title where nothing gives one.
        film: The same of a film, as a video record; None of a picture. Then evidence and rights are the film's.
        evidence: Each names its layer; that of a sidecar belongs to ``sidecar``.
        rights: Statements for the photo, not yet saved.
        sidecar: The XMP file beside the picture, kept byte for byte; None when there is none.
        name: Its name.
        remarks: Sentences on what could not be read, differs, or may be cut off.
    """

    photo: Photo
    evidence: tuple[Evidence, ...] = ()
    rights: tuple[RightsStatement, ...] = ()
    sidecar: StoredFile | None = None
    name: str = ""
    remarks: tuple[str, ...] = ()
    film: Video | None = None


def sidecar_of(path: Path) -> Path | None:
    """The XMP file beside a picture: ``photo.jpg.xmp`` before ``photo.xmp``; None when there is none."""
    for name in (f"{path.name}.xmp", f"{path.name}.XMP", f"{path.stem}.xmp", f"{path.stem}.XMP"):
        beside = path.with_name(name)
        if beside != path and beside.is_file():
            return beside
    return None


def describes(sidecar: Path, other: Path) -> bool:
    """Whether an XMP file is named as the sidecar of another file: ``photo.jpg.xmp`` or ``photo.xmp``."""
    named = sidecar.stem in (other.name, other.stem)
    return named and sidecar.parent == other.parent and is_media_name(other)


def is_media_name(path: Path) -> bool:
    """Whether a name is that of a picture or a film."""
    kind = mimetypes.guess_type(path.name)[0] or ""
    return kind.startswith(("image/", "video/")) or path.suffix.casefold() in RAW_TYPES


def is_sidecar(path: Path) -> bool:
    """Whether an XMP file stands beside a picture or film that it describes."""
    if path.suffix.casefold() != ".xmp":
        return False
    whole = path.with_suffix("")
    if is_media_name(whole) and whole.is_file():
        return True
    return any(path.with_suffix(ending).is_file() for known in _BESIDE for ending in (known, known.upper()))


def words_of(archive: Archive, path: Path, found: MediaFacts) -> PictureWords:
    """Read what a picture and its sidecar say; a sidecar that cannot be read is a remark.

    Raises:
        DiskFull, ArchiveReadOnly, StoreError: The sidecar cannot be kept.
    """
    beside = sidecar_of(path)
    remarks: list[str] = []
    content = b""
    told = None
    if beside is not None:
        try:
            content = _bytes_of(beside)
            told = media_reading.described(path, found.metadata_json, content, sidecar_first=_newer(beside, path))
        except UnreadableSource as error:
            remarks.append(f"{beside.name}: {error.message}")
            content, beside = b"", None
    if told is None:
        told = media_reading.described(path, found.metadata_json)
    is_film = found.media_type.startswith("video/")
    photo = fitted(told.photo, remarks, path.name)
    film = fitted(told.film or Video(), remarks, path.name) if is_film else None
    evidence = told.film_evidence if is_film else told.evidence
    rights = tuple(fitted(one, remarks, path.name) for one in told.rights)
    stored = archive.sources.put_bytes(content, ".xmp") if content else None
    name = beside.name if beside else ""
    return PictureWords(photo, evidence, rights, stored, name, (*remarks, *told.remarks), film)


def save_words(writer: Writer, number: int, words: PictureWords) -> None:
    """Save what supports a photo that was made from its metadata: evidence, rights, the sidecar as a source."""
    source_id = None
    if words.sidecar is not None:
        source_id = writer.save(
            Source(
                sha256=words.sidecar.sha256,
                size=words.sidecar.size,
                name=words.name,
                media_type="application/rdf+xml",
                importer="xmp",
            )
        )
    writer.note_evidence(
        number,
        [replace(one, source_id=source_id if one.method.startswith("sidecar:") else None) for one in words.evidence],
    )
    keep_rights(writer, number, words.rights, [], words.name)


def _newer(beside: Path, path: Path) -> bool:
    """Whether the sidecar's values go before the embedded ones: unless the picture was saved after it."""
    try:
        return beside.stat().st_mtime >= path.stat().st_mtime
    except OSError:
        return True


def _bytes_of(path: Path) -> bytes:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > LARGEST_SIDECAR:
            raise UnreadableSource(tr("The sidecar is too large, or not a file."), where=path.name)
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(
            tr("The sidecar cannot be read ({reason}).").format(reason=error.strerror or error), where=path.name
        ) from error
    if not content.strip():
        raise UnreadableSource(tr("The sidecar is empty."), where=path.name)
    return content
