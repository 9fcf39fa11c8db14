"""What a format carries: for every field of a bundle, whether it has a home there, where, and what is lost on the way.

``CROSSWALK_FIELDS`` is made from the field table, so a new field of a record is at once one that every exporter must
speak about (``tests/house/test_crosswalk.py``). Names are ``part.field``: ``article.headline``, ``use.credit_line``,
``rights.usage_terms``; ``use`` stands for photos and videos in articles alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from archive_app.domain.choices import KINDS, label_of
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.fields import fields_of
from archive_app.domain.records import (
    Article,
    Authority,
    Kind,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    Source,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement
from archive_app.i18n import mark, tr

Fidelity: TypeAlias = Literal["exact", "lossy", "dropped"]


@dataclass(frozen=True, slots=True)
class Home:
    """Where one field goes in a format.

    Attributes:
        fidelity: "exact": the value can be read back as it was. "lossy": something of it goes out, but not all, or not
            so that it can be told apart again. "dropped": nothing of it goes out.
        where: The element or property ("titleInfo/title"); "" when dropped.
        note: What is lost and why, or by what convention it goes there; marked for translation.
    """

    fidelity: Fidelity
    where: str = ""
    note: str = ""


Crosswalk: TypeAlias = Mapping[str, Home]

# Parts of a bundle that are records, with the types whose fields they name.
_PARTS: Mapping[str, tuple[type[Record], ...]] = {
    "article": (Article,),
    "photo": (Photo,),
    "video": (Video,),
    "use": (PhotoUse, VideoUse),
    "rights": (RightsStatement,),
    "authority": (Authority,),
    "media": (MediaFile,),
    "source": (Source,),
}
_KINDS = {
    "article": (Kind.ARTICLE,),
    "photo": (Kind.PHOTO,),
    "video": (Kind.VIDEO,),
    "use": (Kind.PHOTO_USE, Kind.VIDEO_USE),
    "rights": (Kind.RIGHTS,),
    "authority": (Kind.AUTHORITY,),
}
# Kept by the program for every record, or links that the bundle itself stands for.
_ELSEWHERE = frozenset(
    {"id", "uid", "created", "modified", "deleted", "work_id", "article_id", "photo_id", "video_id", "media_id",
     "source_id"}
)  # fmt: skip
_FILES: Mapping[str, Mapping[str, str]] = {
    "media": {
        "sha256": mark("SHA-256"), "size": mark("Size of the file"), "media_type": mark("Media type"),
        "name": mark("Name of the file"), "width": mark("Width"), "height": mark("Height"),
        "duration": mark("Length of the film"), "metadata": mark("Metadata in the file"),
        "fixity": mark("Result of the last check"),
    },
    "source": {
        "sha256": mark("SHA-256 of the source"), "name": mark("Name of the source"),
        "address": mark("Address of the source"), "media_type": mark("Media type of the source"),
        "importer": mark("Read by"), "text": mark("Reading text of the source"),
    },
}  # fmt: skip
# What is no field of one record.
_WHOLE: Mapping[str, tuple[str, Callable[[ExportRecord], bool]]] = {
    "record.uid": (mark("Identifier"), lambda r: bool(r.work.uid)),
    "record.created": (mark("Added"), lambda r: bool(r.work.created)),
    "record.modified": (mark("Changed"), lambda r: bool(r.work.modified)),
    "record.collections": (mark("Collections"), lambda r: bool(r.collections)),
    "record.verdict": (mark("May we use it?"), lambda r: r.verdict is not None),
    "record.evidence": (mark("Evidence"), lambda r: any(True for _ in _evidence(r))),
    "record.history": (mark("History"), lambda r: bool(r.history)),
    "links.photos": (mark("Photos of an article"), lambda r: bool(r.photos)),
    "links.videos": (mark("Videos of an article"), lambda r: bool(r.videos)),
    "links.articles": (mark("Articles it stands in"), lambda r: bool(r.appears_in)),
    "media.file": (mark("The file itself"), lambda r: any(True for _ in media_of(r))),
}


def _names() -> Iterator[tuple[str, str]]:
    for part, kinds in _KINDS.items():
        seen: dict[str, str] = {}
        for kind in kinds:
            for line in fields_of(kind):
                if line.name not in _ELSEWHERE:
                    seen.setdefault(line.name, line.label)
        yield from ((f"{part}.{name}", label) for name, label in seen.items())
    for part, lines in _FILES.items():
        yield from ((f"{part}.{name}", label) for name, label in lines.items())
    yield from ((name, label) for name, (label, _) in _WHOLE.items())


_LABELS: Mapping[str, str] = MappingProxyType(dict(_names()))

CROSSWALK_FIELDS: tuple[str, ...] = tuple(_LABELS)
"""Every field that a bundle can hold; a crosswalk names each of them and no other."""


def label_for(name: str) -> str:
    """What people call a field of the crosswalk: "Headline", "Caption as printed (Photo in an article)"."""
    part = name.partition(".")[0]
    label = tr(_LABELS[name])
    if part in ("article", "photo", "video", "authority"):
        return f"{label} ({label_of(KINDS, part)})"
    return f"{label} ({tr('Rights')})" if part == "rights" else label


def crosswalk(
    *,
    exact: Mapping[str, str | tuple[str, str]] | None = None,
    lossy: Mapping[str, str | tuple[str, str]] | None = None,
    dropped: Mapping[str, str] | Iterable[str] = (),
) -> Crosswalk:
    """A crosswalk from three short tables.

    Args:
        exact: Field → where it goes, or (where, note).
        lossy: The same, for what arrives changed or joined with others; the note says what is lost.
        dropped: Field → why it has no home, or just names. ``rights.*`` means every field of that part that the
            other tables do not name (also those that a later version adds); ``*`` every other field.

    Raises:
        ValueError: A name is no field, is named twice, or a field is not named.
    """
    homes: dict[str, Home] = {}
    for fidelity, table in (("exact", exact or {}), ("lossy", lossy or {})):
        for name, told in table.items():
            where, note = (told, "") if isinstance(told, str) else told
            if name in homes:
                raise ValueError(f"{name} is named twice")
            homes[name] = Home(fidelity, where, note)  # type: ignore[arg-type]  # the two words above
    reasons = dict(dropped) if isinstance(dropped, Mapping) else dict.fromkeys(dropped, "")
    for pattern, note in sorted(reasons.items(), key=lambda each: each[0].endswith("*")):
        if not pattern.endswith("*"):
            if pattern in homes:
                raise ValueError(f"{pattern} is named twice")
            homes[pattern] = Home("dropped", "", note)
            continue
        for name in CROSSWALK_FIELDS:
            if name.startswith(pattern[:-1]):
                homes.setdefault(name, Home("dropped", "", note))
    if odd := [name for name in homes if name not in _LABELS]:
        raise ValueError(f"no such field: {', '.join(odd)}")
    if missing := [name for name in CROSSWALK_FIELDS if name not in homes]:
        raise ValueError(f"not said: {', '.join(missing)}")
    return MappingProxyType({name: homes[name] for name in CROSSWALK_FIELDS})


EVERYTHING: Crosswalk = MappingProxyType({name: Home("exact", name) for name in CROSSWALK_FIELDS})
"""The crosswalk of a format that loses nothing."""


def matching(patterns: Iterable[str]) -> tuple[str, ...]:
    """The fields that ``patterns`` name: a field, or ``part.*`` for all of a part."""
    found = dict.fromkeys(
        name
        for pattern in patterns
        for name in CROSSWALK_FIELDS
        if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1]))
    )
    return tuple(found)


def filled(record: ExportRecord, among: Iterable[str] | None = None) -> frozenset[str]:
    """The fields of ``CROSSWALK_FIELDS`` that hold something in this bundle.

    The work itself counts, the photos and videos of an article with their uses, files and rights, and the uses of a
    photo or video. Fields of the articles in which it stands do not: those leave with their own records, here they are
    ``links.articles``. A value with which every record begins ("not evaluated") is not filled in.

    Args:
        record: The bundle.
        among: Only these are looked at; all when None.
    """
    wanted = _plan(frozenset(among) if among is not None else None)
    found: set[str] = set()
    for part, records in _parts(record):
        for held in records:
            look = wanted.fields.get((part, type(held)))
            if look is not None:
                names, read, empty = look
                values = read(held)
                found.update([n for n, v, e in zip(names, values, empty, strict=True) if v != e and v not in _NOTHING])
    found.discard("")
    found.update([name for name, ask in wanted.whole if ask(record)])
    return frozenset(found)


def media_of(record: ExportRecord) -> Iterator[MediaFile]:
    """Every media file of a bundle, the work's own first."""
    if record.media is not None:
        yield record.media
    for photo in record.photos:
        if photo.media is not None:
            yield photo.media
    for video in record.videos:
        if video.media is not None:
            yield video.media


def rights_of(record: ExportRecord) -> Iterator[RightsStatement]:
    """Every rights statement of a bundle, the work's own first."""
    yield from record.rights
    for photo in record.photos:
        yield from photo.rights
    for video in record.videos:
        yield from video.rights


def _evidence(record: ExportRecord) -> Iterator[Any]:
    yield from record.evidence
    for photo in record.photos:
        yield from (*photo.evidence, *photo.photo_evidence)
    for video in record.videos:
        yield from (*video.evidence, *video.video_evidence)
    for appearance in record.appears_in:
        yield from appearance.evidence


_NOTHING = (None, "")


def _parts(record: ExportRecord) -> Iterator[tuple[str, Iterable[Record]]]:
    yield str(record.kind), (record.work,)
    if record.photos:
        yield "photo", (one.photo for one in record.photos)
    if record.videos:
        yield "video", (one.video for one in record.videos)
    yield "use", record.uses()
    yield "rights", rights_of(record)
    yield "authority", record.authorities
    yield "media", media_of(record)
    if record.source is not None:
        yield "source", (record.source,)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to look at the fields wanted: by part and type, their names, one reader of all, and their empty values."""

    fields: Mapping[tuple[str, type], tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]]
    whole: tuple[tuple[str, Callable[[ExportRecord], bool]], ...]


@cache
def _plan(among: frozenset[str] | None) -> _Plan:
    looked: dict[tuple[str, type], tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]] = {}
    for part, types in _PARTS.items():
        for kind in types:
            made: Any = kind
            empty = made()
            lines = {name: path for name, path in _paths(part, kind) if among is None or name in among}
            if lines:
                # One reader for all of them, with the uid, so that it gives a tuple for one field too.
                read = attrgetter(*lines.values(), "uid")
                looked[part, kind] = ((*lines, ""), read, read(empty))
    whole = tuple((name, ask) for name, (_, ask) in _WHOLE.items() if among is None or name in among)
    return _Plan(looked, whole)


def _paths(part: str, kind: type[Record]) -> Iterator[tuple[str, str]]:
    if part in _FILES:
        yield from ((f"{part}.{name}", name) for name in _FILES[part])
        return
    kinds = {PhotoUse: Kind.PHOTO_USE, VideoUse: Kind.VIDEO_USE}
    for line in fields_of(kinds.get(kind, Kind(part) if part != "use" else Kind.PHOTO_USE)):
        if line.name not in _ELSEWHERE:
            yield f"{part}.{line.name}", line.path
