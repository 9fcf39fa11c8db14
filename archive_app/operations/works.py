"""Photos, videos, their uses, their files, and rights: what hangs on a work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from archive_app.domain.changes import Changes
from archive_app.domain.checks import invalid
from archive_app.domain.errors import InputError, InvalidRecord, NotFound
from archive_app.domain.records import Article, MediaFile, Photo, PhotoUse, Video, VideoUse
from archive_app.domain.rights import RightsStatement
from archive_app.formats.media import MediaFacts
from archive_app.formats.media.looks import VERSION
from archive_app.i18n import tr
from archive_app.operations.linking import Linker
from archive_app.operations.media_reading import facts
from archive_app.operations.picture_scan import look_of_file
from archive_app.operations.previews import make_previews
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Writer
from archive_app.store.files import StoredFile


def add_photo(
    archive: Archive, article_id: int, photo: Photo, use: PhotoUse | None = None, *, initiator: str = ""
) -> tuple[int, Changes]:
    """Add a photo to an article: a new one, or (when it has an id) one more use of it. Return the use's id too."""
    with archive.operation(tr("Add a photo"), verb="edit", initiator=initiator) as writer:
        _article(writer, article_id)
        photo_id = photo.id if photo.id is not None else writer.save(photo)
        position = len(writer.photo_uses(articles=[article_id]))
        made = replace(use or PhotoUse(), article_id=article_id, photo_id=photo_id, position=position)
        number = writer.save(Linker(writer).use(made))
    return number, writer.changes


def add_video(
    archive: Archive, article_id: int, video: Video, use: VideoUse | None = None, *, initiator: str = ""
) -> tuple[int, Changes]:
    """Add a video to an article: a new one, or one more use of one there is. Return the use's id too."""
    with archive.operation(tr("Add a video"), verb="edit", initiator=initiator) as writer:
        _article(writer, article_id)
        video_id = video.id if video.id is not None else writer.save(video)
        position = len(writer.video_uses(articles=[article_id]))
        made = replace(use or VideoUse(), article_id=article_id, video_id=video_id, position=position)
        number = writer.save(Linker(writer).use(made))
    return number, writer.changes


def unlink_use(archive: Archive, use_id: int, *, initiator: str = "") -> Changes:
    """Take a photo or video out of an article; the work itself stays."""
    with archive.operation(tr("Take out of the article"), verb="edit", initiator=initiator) as writer:
        record = writer.record(use_id)
        if not isinstance(record, PhotoUse | VideoUse):
            raise NotFound(tr("This is not a photo or video in an article."))
        writer.erase(use_id)
    return writer.changes


def attach_media(
    archive: Archive, record_id: int, path: Path, *, progress: Progress | None = None, initiator: str = ""
) -> Changes:
    """Keep a file as the picture or film of a photo or video record, with its facts and previews.

    The file is copied under its SHA-256 before any row names it; the original is only read.

    Raises:
        UnreadableSource: It is missing, or no picture or film.
        InputError: A film was given for a photo, or the record is neither photo nor video.
        DiskFull, StoreError: It could not be kept; nothing was changed.
    """
    with archive.read() as reader:
        record = reader.record(record_id)
        title = reader.finder.titles([record_id]).get(record_id, "")
    if not isinstance(record, Photo | Video):
        raise InputError(tr("A file can be attached to a photo or a video only."), where=title)
    found = facts(path)
    if isinstance(record, Photo) != found.media_type.startswith("image/"):
        kind = tr("a photo") if isinstance(record, Photo) else tr("a video")
        raise InputError(
            tr("This file ({type}) cannot be {kind}.").format(type=found.media_type, kind=kind), where=str(path)
        )
    size = max(path.stat().st_size, 1)

    def tick(done: int) -> None:
        if progress is not None:
            progress.at(done, size, path.name)

    stored = archive.media.put_file(path, found.suffix, tick)
    make_previews(archive, stored, found)
    label = tr("Attach “{name}” to “{title}”").format(name=path.name, title=title[:40])
    with archive.operation(label, verb="media", initiator=initiator) as writer:
        media_id = keep_media(writer, stored, found, path.name)
        changed: Photo | Video = replace(record, media_id=media_id)
        if isinstance(changed, Video):
            changed = replace(changed, status="held", duration=changed.duration or found.duration)
        writer.save(changed)
    return writer.changes


def keep_media(writer: Writer, stored: StoredFile, found: MediaFacts, name: str) -> int:
    """The id of the media record for a stored file, made if these bytes have none yet."""
    measure_look(writer, stored, found)
    there = writer.media_by_sha(stored.sha256)
    if there is not None:
        media = writer.record(there)
        if isinstance(media, MediaFile) and media.fixity in {"missing", "changed"}:
            # The very bytes came back: they were just stored and hashed.
            writer.save(replace(media, fixity="ok", checked=writer.at))
        return there
    return writer.save(
        MediaFile(
            sha256=stored.sha256, size=stored.size, media_type=found.media_type, name=name, suffix=found.suffix,
            width=found.width, height=found.height, duration=found.duration,
            perceptual_hash=found.perceptual_hash, metadata=found.metadata_json, checked=writer.at, fixity="ok",
        )
    )  # fmt: skip


def measure_look(writer: Writer, stored: StoredFile, found: MediaFacts) -> None:
    """Measure what a picture looks like, so that pictures like it are found; nothing for films."""
    if found.media_type.startswith("image/") and not writer.pictures.looks([stored.sha256]):
        writer.pictures.keep(stored.sha256, look_of_file(stored.path), VERSION)


def media_path(archive: Archive, media: MediaFile) -> Path:
    """Where the bytes of a media file stand, or should stand."""
    return archive.media.path(media.sha256, media.suffix)


def save_rights(
    archive: Archive, statement: RightsStatement, *, replaces: int | None = None, initiator: str = ""
) -> Changes:
    """Write a rights statement. ``replaces`` is the statement it supersedes, which is kept but no longer in force.

    A statement that is current is never edited in place: saving changed values makes a new one that supersedes it.

    Raises:
        InvalidRecord: A value is not of its controlled list, or a date cannot be read.
        InputError: The statement is about something that is no work.
        NotFound: There is no such work.
    """
    if wrong := invalid(statement):
        raise InvalidRecord(wrong[0][1], wrong)
    with archive.operation(tr("Change rights"), verb="rights", initiator=initiator) as writer:
        if not isinstance(writer.record(statement.work_id or 0), Article | Photo | Video):
            raise InputError(tr("Rights are recorded of articles, photos and videos only."))
        old = writer.record(statement.id) if statement.id is not None else None
        if isinstance(old, RightsStatement) and old.status == "draft":
            writer.save(statement)
        else:
            older = replaces if replaces is not None else statement.id
            if older is not None:
                _supersede(writer, older)
            fresh = replace(statement, id=None, uid="", revision=0, created="", modified="", supersedes_id=older)
            writer.save(fresh)
    return writer.changes


def withdraw_rights(archive: Archive, statement_id: int, *, initiator: str = "") -> Changes:
    """Withdraw a statement: it stays on record and no longer counts."""
    with archive.operation(tr("Withdraw a rights statement"), verb="rights", initiator=initiator) as writer:
        record = writer.record(statement_id)
        if isinstance(record, RightsStatement):
            writer.save(replace(record, status="withdrawn"))
    return writer.changes


def _supersede(writer: Writer, number: int) -> None:
    old = writer.record(number)
    if isinstance(old, RightsStatement):
        writer.save(replace(old, status="superseded"))


def _article(writer: Writer, number: int) -> Article:
    record = writer.record(number)
    if not isinstance(record, Article):
        raise NotFound(tr("This is not an article."), where=f"record {number}")
    return record
