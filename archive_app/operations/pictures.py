"""Pictures that a source brings along and the catalogue has already: the same bytes, or the same to look at."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from archive_app.domain.errors import ArchiveError
from archive_app.domain.records import Draft, Kind
from archive_app.formats.media import facts
from archive_app.formats.media.hashes import distance
from archive_app.operations.ingest import local_picture
from archive_app.operations.source_files import MOST_CARRIED_BYTES, carried_picture
from archive_app.store.archive import Archive
from archive_app.store.files import sha256_of

NEAR: Final = 4
"""So many of the 64 bits of the difference hash may differ: another size or compression, no other picture."""


@dataclass(frozen=True, slots=True)
class SamePicture:
    """A photo of a draft whose picture the catalogue has.

    Attributes:
        place: The photo's place in the draft, from 0.
        photo_id: The record that has the picture.
        title: What lists call it.
        exact: The very same bytes; else the pictures look the same.
    """

    place: int
    photo_id: int
    title: str
    exact: bool


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
        there = reader.prints.pictures()
        found: list[tuple[int, int, bool]] = []
        for place, sha, look in brought:
            if draft.photos[place].photo.url in known or draft.photos[place].photo.id is not None:
                continue
            exact = next((photo for photo, _media, other, _hash in there if other == sha), None)
            if exact is not None:
                found.append((place, exact, True))
                continue
            near = min(((distance(look, other), photo) for photo, _m, _s, other in there), default=(64, 0))
            if near[0] <= NEAR:
                found.append((place, near[1], False))
        titles = reader.finder.titles([photo for _place, photo, _exact in found])
    return tuple(SamePicture(place, photo, titles.get(photo, ""), exact) for place, photo, exact in found)


def with_records(draft: Draft, photos: Mapping[int, int]) -> Draft:
    """The draft with some of its photos as further uses of records that are there; places and record ids."""
    return replace(
        draft,
        photos=tuple(
            replace(one, photo=replace(one.photo, id=photos[place])) if place in photos else one
            for place, one in enumerate(draft.photos)
        ),
    )


def _brought(draft: Draft) -> Iterator[tuple[int, str, str]]:
    """Place, SHA-256 and difference hash of each photo whose file came along."""
    for place, photo in enumerate(draft.photos):
        carried = carried_picture(draft, photo.use.src, photo.photo.url)
        path = local_picture(draft, photo.use.src) or local_picture(draft, photo.photo.url)
        try:
            if carried is not None and len(carried.content) <= MOST_CARRIED_BYTES:
                yield place, hashlib.sha256(carried.content).hexdigest(), _look_of_bytes(carried.content, carried.name)
            elif path is not None:
                yield place, sha256_of(path), facts(path).perceptual_hash
        except (ArchiveError, OSError):
            continue  # a picture that cannot be read is told of when it is kept


def _look_of_bytes(content: bytes, name: str) -> str:
    with tempfile.TemporaryDirectory(prefix="archive-app-") as folder:
        path = Path(folder) / ("carried" + (Path(name).suffix[:12] or ".bin"))
        path.write_bytes(content)
        return facts(path).perceptual_hash
