"""A folder of sidecars: ``name.ext.xmp`` for every photo and video, to lie beside the files they describe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import MediaFile
from archive_app.formats.embedding.packet import Properties, new_packet
from archive_app.formats.exporters.xmp.homes import PICTURE_HOMES
from archive_app.formats.exporters.xmp.properties import film_properties, picture_properties
from archive_app.formats.exporting.base import ExportNotes, ExportProfile, Originals
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.names import Names, split_name
from archive_app.formats.exporting.xml_records import Once
from archive_app.formats.media.xmp import read_xmp
from archive_app.formats.told.keeping import tell_kept
from archive_app.formats.told.policy import ARCHIVE
from archive_app.formats.told.works import Picture, films_of, pictures_of
from archive_app.formats.writing import write_whole
from archive_app.i18n import mark, tr, tr_n


@dataclass(frozen=True, slots=True)
class Described:
    """A file of a bundle, or one that is not held, and what XMP says of it; ``picture`` is None for films."""

    name: str
    media: MediaFile | None
    properties: Properties
    picture: Picture | None = None


class XmpExporter:
    """Sidecars alone; the files stay where they are."""

    name = "xmp"
    label = mark("XMP files beside pictures")
    purpose = mark("For picture desks and programs that read IPTC metadata.")
    group = "news"
    suffix = ""
    media_type = "inode/directory"
    lossless = False
    options = (ARCHIVE,)
    crosswalk = PICTURE_HOMES

    def write_folder(
        self,
        records: Iterable[ExportRecord],
        folder: Path,
        profile: ExportProfile,
        losses: Losses,
        originals: Originals,
    ) -> ExportNotes:
        """Write a sidecar for each photo and video; works without any are left out."""
        names, once = Names(), Once()
        written = left_out = files = 0
        for record in records:
            known = record.work.id in once
            found = list(described(record, profile, losses, once))
            for one in found:
                write_whole(folder / names.of(one.name, ".xmp"), sidecar(one.properties))
            files += len(found)
            written += bool(found or known)
            left_out += not (found or known)
            tell_kept(record, self.crosswalk, losses)
        return ExportNotes(written=written, left_out=left_out, made=counted(files))


def described(
    record: ExportRecord, profile: ExportProfile, losses: Losses, once: Once | None = None
) -> Iterator[Described]:
    """The photos and videos of a bundle, each with its properties; those that ``once`` knows are left out."""
    once = once or Once()
    archive = profile.text(ARCHIVE.name)
    for picture in pictures_of(record):
        photo = picture.photo
        if photo.id in once:
            continue
        once.add(photo.id)
        properties = picture_properties(record, picture, losses, archive=archive)
        name = _named(picture.media, picture.title or f"{tr('photo')}-{photo.id or photo.uid}")
        yield Described(name, picture.media, properties, picture)
    for film in films_of(record):
        if film.video.id in once:
            continue
        once.add(film.video.id)
        properties = film_properties(film, losses, archive=archive)
        name = _named(film.media, film.title or f"{tr('video')}-{film.video.id or film.video.uid}")
        yield Described(name, film.media, properties)


def counted(files: int) -> str:
    """The photos and films that went out, each once, in words."""
    return tr_n("{n} photo or video", "{n} photos and videos", files)


def sidecar(properties: Properties) -> bytes:
    """A sidecar's bytes, read back once before anybody gets them."""
    packet = new_packet(properties)
    read_xmp(packet)
    return packet + b"\n"


def _named(media: MediaFile | None, title: str) -> str:
    """The file's own name, with the ending that its content has; a title where no file is held."""
    if media is None:
        return title
    if not media.name:
        return f"{title}{media.suffix}"
    return media.name if split_name(media.name)[1] else f"{media.name}{media.suffix}"


XMP = XmpExporter()
