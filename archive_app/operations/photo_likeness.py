"""Photos that are alike: those that look like one, and all pairs of the catalogue.

Three sorts, the surest first: the very same file; the same picture with other metadata (a re-captioned copy); pictures
that look the same, at another size, compression, light or without colour. The last are suggestions. Pairs that a
person found to be different, and versions of one photo, are left out of the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.picture_likeness import Nearness
from archive_app.domain.records import MediaFile, Photo
from archive_app.i18n import tr
from archive_app.operations.picture_scan import look_of_file
from archive_app.store.archive import Archive, Reader

Sort = Literal["file", "picture", "near"]
_ORDER: Final[tuple[Sort, ...]] = ("file", "picture", "near")
_MOST_OF_GROUP: Final = 12  # of so many photos with one file every pair is told; of more, those with the first


@dataclass(frozen=True, slots=True)
class SimilarPhoto:
    """A photo that is like another.

    Attributes:
        photo_id, title: The record.
        sort: "file" (the same bytes), "picture" (the same pixels, other metadata) or "near".
        likeness: 0 to 1, by which findings are ordered.
        reason: In words.
    """

    photo_id: int
    title: str
    sort: Sort
    likeness: float
    reason: str


@dataclass(frozen=True, slots=True)
class PhotoPair:
    """Two photos that are alike; ``one`` is the older record."""

    one: int
    other: int
    titles: tuple[str, str]
    sort: Sort
    likeness: float
    reason: str


def similar(archive: Archive, photo_id: int, *, most: int = 200) -> tuple[SimilarPhoto, ...]:
    """The photos that are like one, the likeliest first; not the photo itself, nor what lies in the bin.

    Raises:
        NotFound: There is no such record.
        InputError: It is no photo.
    """
    with archive.read() as reader:
        photo = reader.record(photo_id)
        if not isinstance(photo, Photo):
            raise InputError(tr("Only photos can be compared by their pictures."), where=f"record {photo_id}")
        if photo.media_id is None:
            return ()
        media = reader.record(photo.media_id)
        if not isinstance(media, MediaFile):
            raise NotFound(tr("The file of this photo is not in the catalogue."), where=f"record {photo_id}")
        measured = reader.pictures.looks([media.sha256]).get(media.sha256)
        path = archive.media.path(media.sha256, media.suffix)
        look = measured.look if measured is not None else look_of_file(path) if path.is_file() else None
        sorts: dict[str, tuple[Sort, Nearness | None]] = {media.sha256: ("file", None)}
        if look is not None:
            for sha in reader.pictures.same_pixels(look.pixels):
                sorts.setdefault(sha, ("picture", None))
            for one in reader.pictures.near(look, most=most):
                sorts.setdefault(one.sha256, ("near", one.nearness))
        found = _photos(reader, sorts, photo_id)
        titles = reader.finder.titles([number for number, _sort, _how in found])
    return tuple(
        SimilarPhoto(number, titles.get(number, ""), sort, _likeness(sort, how), _words(sort))
        for number, sort, how in found[:most]
    )


def similar_ids(reader: Reader, photo_id: int) -> list[int]:
    """The numbers of the photos that are like one, the likeliest first, as far as pictures were measured."""
    sha = reader.pictures.file_of(photo_id)
    measured = reader.pictures.looks([sha]).get(sha) if sha else None
    sorts: dict[str, tuple[Sort, Nearness | None]] = {sha: ("file", None)} if sha else {}
    if measured is not None:
        for other in reader.pictures.same_pixels(measured.look.pixels):
            sorts.setdefault(other, ("picture", None))
        for one in reader.pictures.near(measured.look):
            sorts.setdefault(one.sha256, ("near", one.nearness))
    return [number for number, _sort, _how in _photos(reader, sorts, photo_id)]


def pairs(archive: Archive) -> tuple[PhotoPair, ...]:
    """All pairs of photos that are alike as far as is known, the surest first; ``picture_scan.scan`` finds more."""
    with archive.read() as reader:
        found: dict[tuple[int, int], tuple[Sort, Nearness | None]] = {}
        for photos in reader.pictures.shared_files():
            _note(found, _within(photos), "file", None)
        groups = reader.pictures.shared_pixels()
        near = reader.pictures.pairs()
        shas = {sha for group in groups for sha in group} | {sha for a, b, _how in near for sha in (a, b)}
        # Of photos with one file the first stands for all: they are pairs among themselves already.
        photo = {sha: ids[0] for sha, ids in reader.pictures.photos_with(shas).items()}
        for group in groups:
            _note(found, _within([photo[sha] for sha in group if sha in photo]), "picture", None)
        for one, other, how in near:
            if one in photo and other in photo:
                _note(found, [(photo[one], photo[other])], "near", how)
        known = {frozenset((a[0], b[0])) for a, b in reader.versions.pairs() if a[0] and b[0]}
        chains = reader.versions.chains({number for pair in found for number in pair})
        chain = {number: versions[0].chain for number, versions in chains.items() if versions}
        kept = {
            pair: what
            for pair, what in found.items()
            if frozenset(pair) not in known and not (pair[0] in chain and chain[pair[0]] == chain.get(pair[1]))
        }
        titles = reader.finder.titles(sorted({number for pair in kept for number in pair}))
    made = [
        PhotoPair(
            one, other, (titles.get(one, ""), titles.get(other, "")), sort, _likeness(sort, how), _words(sort)
        )
        for (one, other), (sort, how) in kept.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda p: (_ORDER.index(p.sort), -p.likeness, p.one, p.other)))


def groups_of(found: Iterable[PhotoPair]) -> tuple[tuple[int, ...], ...]:
    """Pairs as groups: whoever is like somebody of a group belongs to it; the oldest record first."""
    leader: dict[int, int] = {}

    def root(number: int) -> int:
        while leader.setdefault(number, number) != number:
            number = leader[number]
        return number

    for pair in found:
        low, high = sorted((root(pair.one), root(pair.other)))
        leader[high] = low
    members: dict[int, list[int]] = {}
    for number in sorted(leader):
        members.setdefault(root(number), []).append(number)
    return tuple(tuple(group) for group in members.values())


def mark_different(archive: Archive, one: int, other: int, *, initiator: str = "") -> Changes:
    """Remember that two photos that look alike are different; they are not proposed again. Can be undone.

    Raises:
        InputError: Both are one, or one is no photo.
        NotFound: There is no such record.
    """
    if one == other:
        raise InputError(tr("A record is not different from itself."))
    with archive.operation(tr("Note that two photos are different"), verb="version", initiator=initiator) as writer:
        for number in (one, other):
            if not isinstance(writer.record(number), Photo):
                raise InputError(tr("This is not a photo."), where=f"record {number}")
        writer.versions.note_different((one, ""), (other, ""), writer.at)
        writer.structure = True
    return writer.changes


def _photos(
    reader: Reader, sorts: dict[str, tuple[Sort, Nearness | None]], but: int
) -> list[tuple[int, Sort, Nearness | None]]:
    there = reader.pictures.photos_with(sorts)
    return [(number, *what) for sha, what in sorts.items() for number in there.get(sha, ()) if number != but]


def _within(photos: Sequence[int]) -> list[tuple[int, int]]:
    if len(photos) <= _MOST_OF_GROUP:
        return list(combinations(photos, 2))
    return [(photos[0], other) for other in photos[1:]]


def _note(
    found: dict[tuple[int, int], tuple[Sort, Nearness | None]], pairs_: Iterable[tuple[int, int]], sort: Sort,
    how: Nearness | None,
) -> None:  # fmt: skip
    for one, other in pairs_:
        if one != other:
            found.setdefault((min(one, other), max(one, other)), (sort, how))


def _likeness(sort: Sort, how: Nearness | None) -> float:
    return how.likeness if sort == "near" and how is not None else 1.0


def _words(sort: Sort) -> str:
    return {
        "file": tr("the same file"),
        "picture": tr("the same picture, with other metadata"),
        "near": tr("looks the same"),
    }[sort]
