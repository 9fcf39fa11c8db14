"""Pictures that a source brings along and the catalogue has already: the same bytes, or the same to look at."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.domain.errors import ArchiveError
from archive_app.domain.picture_likeness import Look
from archive_app.domain.records import Draft, Kind
from archive_app.operations.ingest import local_picture
from archive_app.operations.media_reading import measure
from archive_app.operations.source_files import MOST_CARRIED_BYTES, carried_picture
from archive_app.store.archive import Archive, Reader
from archive_app.store.files import sha256_of


@dataclass(frozen=True, slots=True)
class SamePicture:
    """A photo of a draft whose picture the catalogue has.

    Attributes:
        place: The photo's place in the draft, from 0.
        photo_id: The record that has the picture.
        title: What lists call it.
        exact: The very same bytes; else the pictures look the same.
        same_pixels: The same picture with other metadata: a copy with another caption, say.
    """

    place: int
    photo_id: int
    title: str
    exact: bool
    same_pixels: bool = False


def same_pictures(archive: Archive, draft: Draft) -> tuple[SamePicture, ...]:
    """The photos of a draft whose files the catalogue has. Those known by their address are shared anyway.

    Pictures are decoded for this: it takes some hundredths of a second each, and runs on a lane for files.
    """
    brought = list(_brought(draft))
    if not brought:
        return ()
    with archive.read() as reader:
        urls = {draft.photos[place].photo.url for place, _sha, _look in brought} - {""}
        known = reader.works_with_urls(Kind.PHOTO, urls)
        found: list[tuple[int, int, str]] = []
        for place, sha, look in brought:
            if draft.photos[place].photo.url in known or draft.photos[place].photo.id is not None:
                continue
            match = _known(reader, sha, look)
            if match is not None:
                found.append((place, *match))
        titles = reader.finder.titles([photo for _place, photo, _how in found])
    return tuple(
        SamePicture(place, photo, titles.get(photo, ""), how == "file", how == "pixels") for place, photo, how in found
    )


def _known(reader: Reader, sha: str, look: Look) -> tuple[int, str] | None:
    """The photo that has a picture, and by what it was known: "file", "pixels" or "look"."""
    pictures = reader.pictures
    near = [one.sha256 for one in pictures.near(look, most=20)]
    for how, shas in (("file", [sha]), ("pixels", pictures.same_pixels(look.pixels)), ("look", near)):
        there = pictures.photos_with(shas)
        photo = next((there[one][0] for one in shas if one in there), None)
        if photo is not None:
            return photo, how
    return None


def with_records(draft: Draft, photos: Mapping[int, int]) -> Draft:
    """The draft with some of its photos as further uses of records that are there; places and record ids."""
    return replace(
        draft,
        photos=tuple(
            replace(one, photo=replace(one.photo, id=photos[place])) if place in photos else one
            for place, one in enumerate(draft.photos)
        ),
    )


def _brought(draft: Draft) -> Iterator[tuple[int, str, Look]]:
    """Place, SHA-256 and looks of each photo whose file came along."""
    for place, photo in enumerate(draft.photos):
        carried = carried_picture(draft, photo.use.src, photo.photo.url)
        path = local_picture(draft, photo.use.src) or local_picture(draft, photo.photo.url)
        try:
            if carried is not None and len(carried.content) <= MOST_CARRIED_BYTES:
                yield place, hashlib.sha256(carried.content).hexdigest(), _look_of_bytes(carried.content, carried.name)
            elif path is not None:
                yield place, sha256_of(path), measure(path)
        except (ArchiveError, OSError):
            continue  # a picture that cannot be read is told of when it is kept


def _look_of_bytes(content: bytes, name: str) -> Look:
    with tempfile.TemporaryDirectory(prefix="archive-app-") as folder:
        path = Path(folder) / ("carried" + (Path(name).suffix[:12] or ".bin"))
        path.write_bytes(content)
        return measure(path)
