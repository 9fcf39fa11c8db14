"""One work with everything that belongs to it, as it leaves the catalogue: what every exporter is given.

A bundle is complete in itself, so exporters need no database: whatever ``id`` a record in it refers to
stands in the same bundle. ``operations.export`` gathers bundles one at a time, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from archive_app.domain.fields import kind_of
from archive_app.domain.records import (
    Article,
    Authority,
    Evidence,
    Kind,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    Source,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement, Use, Verdict

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoInArticle:
    """One photo of an article: how it is printed there (``use``) and the work itself.

    ``evidence`` is that of the use, ``photo_evidence`` that of the photo; ``rights`` and ``verdict`` are the photo's
    own (a photo never inherits those of its article).
    """

    use: PhotoUse
    photo: Photo
    media: MediaFile | None = None
    evidence: tuple[Evidence, ...] = ()
    photo_evidence: tuple[Evidence, ...] = ()
    rights: tuple[RightsStatement, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoInArticle:
    """One video of an article: how the article refers to it (``use``) and the work itself."""

    use: VideoUse
    video: Video
    media: MediaFile | None = None
    evidence: tuple[Evidence, ...] = ()
    video_evidence: tuple[Evidence, ...] = ()
    rights: tuple[RightsStatement, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One article in which a photo or a video stands, how it is printed there, and what the article was read from."""

    use: PhotoUse | VideoUse
    article: Article
    source: Source | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One past change of the work, for a printed extract; texts as a person reads them."""

    at: str
    who: str
    label: str
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A small picture (JPEG or PNG) of the media file with this SHA-256."""

    sha256: str
    content: bytes = field(repr=False)
    media_type: str = "image/jpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecord:
    """One work and all that belongs to it.

    Attributes:
        work: The article, photo or video that the bundle is about.
        photos, videos: Those of an article, in its order; empty for photos and videos.
        appears_in: The articles in which a photo or video stands; empty for articles.
        media: The file held of a photo or video.
        source: What an article was read from, without its bytes.
        evidence: Why the work's own fields hold their values.
        rights: Statements about the work itself, superseded ones included.
        verdict, use: The answer to "may we use it?", and the use it answers; None where nobody asked.
        authorities: Every authority that something in the bundle is linked to, with its parents.
        collections: Full names ("Space / Films") of the collections that hold the work.
        history, previews: Given only when the exporter is to print them; not part of the record itself.
    """

    work: Article | Photo | Video
    photos: tuple[PhotoInArticle, ...] = ()
    videos: tuple[VideoInArticle, ...] = ()
    appears_in: tuple[Appearance, ...] = ()
    media: MediaFile | None = None
    source: Source | None = None
    evidence: tuple[Evidence, ...] = ()
    rights: tuple[RightsStatement, ...] = ()
    verdict: Verdict | None = None
    use: Use | None = None
    authorities: tuple[Authority, ...] = ()
    collections: tuple[str, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    previews: tuple[Preview, ...] = ()

    @property
    def kind(self) -> Kind:
        """Whether the bundle is about an article, a photo or a video."""
        return kind_of(self.work)

    @property
    def title(self) -> str:
        """What a person calls the work: headline or title, else its first words, else ""."""
        work = self.work
        if isinstance(work, Article):
            return work.headline or work.standfirst or (work.body[0] if work.body else "")
        if work.title or work.description:
            return work.title or work.description
        words = (use.caption or (use.mention if isinstance(use, VideoUse) else use.alt_text) for use in self.uses())
        return next((text for text in words if text), "")

    def uses(self) -> Iterator[PhotoUse | VideoUse]:
        """Every use in the bundle, in printed order (photos, then videos, then appearances)."""
        for photo in self.photos:
            yield photo.use
        for video in self.videos:
            yield video.use
        for appearance in self.appears_in:
            yield appearance.use

    def records(self) -> Iterator[Record]:
        """Every record in the bundle, the work first; one that stands in it twice comes twice."""
        yield from _records_in(self)

    def authority(self, authority_id: int | None) -> Authority | None:
        """The authority with this id, or None when it is not linked or not in the bundle."""
        return next((one for one in self.authorities if authority_id is not None and one.id == authority_id), None)

    def preview(self, media: MediaFile | None) -> Preview | None:
        """The preview given for a media file, or None."""
        return next((one for one in self.previews if media is not None and one.sha256 == media.sha256), None)


# What holds the id of which kind of record; ``work_id`` is the work whose statement it is.
REFERENCES: Mapping[str, tuple[Kind, ...]] = {
    "authority_id": (Kind.AUTHORITY,),
    "publisher_id": (Kind.AUTHORITY,),
    "parent_id": (Kind.AUTHORITY,),
    "source_id": (Kind.SOURCE,),
    "media_id": (Kind.MEDIA,),
    "article_id": (Kind.ARTICLE,),
    "photo_id": (Kind.PHOTO,),
    "video_id": (Kind.VIDEO,),
    "work_id": (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO),
    "supersedes_id": (Kind.RIGHTS,),
    "overrides_id": (Kind.RIGHTS,),
    "statement_id": (Kind.RIGHTS,),
}


def renumbered(bundle: ExportRecord) -> ExportRecord:
    """The same bundle with ids counted from 1 in the order of ``records()``; links outside the bundle become None.

    Two bundles of the same works from two catalogues are equal when their renumbered forms are.
    """
    numbers: dict[int, int] = {}
    for record in bundle.records():
        if record.id is not None:
            numbers.setdefault(record.id, len(numbers) + 1)
    return _renumber(bundle, numbers)


def _renumber(value: _Value, numbers: Mapping[int, int]) -> _Value:
    """Walk a value of the domain and put ``numbers`` in place of ids and links."""
    if isinstance(value, tuple):
        return tuple(_renumber(item, numbers) for item in value)  # type: ignore[return-value]  # a tuple stays a tuple
    if not is_dataclass(value):
        return value
    changes: dict[str, Any] = {}
    for each in fields(value):
        old = getattr(value, each.name)
        if each.name == "id" or each.name in REFERENCES:
            changes[each.name] = None if old is None else numbers.get(old)
        elif isinstance(old, tuple) or is_dataclass(old):
            changes[each.name] = _renumber(old, numbers)
    return replace(value, **changes)  # type: ignore[type-var]  # is_dataclass has just said so


def _records_in(value: Any) -> Iterator[Record]:
    if isinstance(value, Record):
        yield value
    kind: Any = type(value)
    for name in _holders(kind):
        held = getattr(value, name)
        if isinstance(held, tuple):
            for item in held:
                yield from _records_in(item)
        elif held is not None:
            yield from _records_in(held)


@cache
def _holders(kind: Any) -> tuple[str, ...]:
    """The fields of a type in which records stand, however deep."""
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind)
    return tuple(
        each.name for each in fields(kind) if any(_leads_to_records(one) for one in _types_in(hints[each.name]))
    )


@cache
def _leads_to_records(kind: Any) -> bool:
    known: Any = kind  # a type has a hash, which mypy cannot see
    return isinstance(kind, type) and (issubclass(kind, Record) or bool(_holders(known)))


def _types_in(hint: Any) -> Iterator[Any]:
    """The types that a field of this type may hold, those in its tuples too."""
    inner = [one for one in get_args(hint) if one is not Ellipsis]
    if inner:
        for one in inner:
            yield from _types_in(one)
    else:
        yield hint
