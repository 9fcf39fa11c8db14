"""How the catalogue knows what is about to be imported: not at all, as it is, or in an earlier state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from archive_app.domain import fields
from archive_app.domain.addresses import canonical
from archive_app.domain.records import Draft, Photo, PhotoDraft, PhotoUse, Record, Video, VideoDraft, VideoUse
from archive_app.domain.results import Duplicate, RecordPage
from archive_app.operations import likeness
from archive_app.operations.page import record_page
from archive_app.store.archive import Archive

_COMPARED = ("headline", "standfirst", "bylines", "publisher", "published", "body")
_COMPARED_USE = ("caption", "credit_line")
T = TypeVar("T")


def of(archive: Archive, draft: Draft) -> tuple[str, tuple[Duplicate, ...]]:
    """("new", "changed" or "duplicate") and the records it may be, the likeliest first.

    It is changed when it comes from the address or file of a record and says something else than that does.
    """
    alike = likeness.duplicates(archive, draft)
    if not alike:
        return "new", alike
    first = alike[0]
    if first.record_id and first.kind != "same_bytes":
        page = record_page(archive, first.record_id)
        if _same_place(draft, page) and _differs(draft, page):
            return "changed", alike
    return "duplicate", alike


def present(archive: Archive, draft: Draft, record_id: int) -> Draft:
    """What the catalogue has, in the form and order of a draft: its photos and videos stand where the draft's do.

    Evidence is that of all records concerned, superseded ones too.

    One that the catalogue does not have is empty there.
    """
    page = record_page(archive, record_id)
    article = page.record if isinstance(page.record, type(draft.article)) else type(draft.article)()
    with archive.read() as reader:
        works = [one.photo.id or 0 for one in page.photos] + [one.video.id or 0 for one in page.videos]
        own = reader.evidence(works)
    photos = [replace(one, evidence=one.evidence + own.get(one.photo.id or 0, ())) for one in _photos(page)]
    videos = [replace(one, evidence=one.evidence + own.get(one.video.id or 0, ())) for one in _videos(page)]
    return Draft(
        source=page.source or draft.source, article=article, evidence=page.evidence,
        photos=tuple(one or PhotoDraft(Photo(), PhotoUse()) for one in paired_photos(draft.photos, photos)),
        videos=tuple(one or VideoDraft(Video(), VideoUse()) for one in paired_videos(draft.videos, videos)),
    )  # fmt: skip


def paired_photos(drafted: Sequence[PhotoDraft], there: Sequence[PhotoDraft]) -> list[PhotoDraft | None]:
    """For each drafted photo the one that is there already, None where there is none; each is named once.

    It is the one from the same address; without an address the one with the same caption, else the next without one.
    """

    def same(one: PhotoDraft, other: PhotoDraft) -> bool:
        return bool(
            (one.use.src and one.use.src == other.use.src) or (one.photo.url and one.photo.url == other.photo.url)
        )

    def captioned(one: PhotoDraft, other: PhotoDraft) -> bool:
        return not one.use.src and bool(one.use.caption) and one.use.caption == other.use.caption

    def bare(one: PhotoDraft, other: PhotoDraft) -> bool:
        return not any((one.use.src, one.photo.url, other.use.src, other.photo.url))

    return _paired(drafted, there, (same, captioned, bare))


def paired_videos(drafted: Sequence[VideoDraft], there: Sequence[VideoDraft]) -> list[VideoDraft | None]:
    """As ``paired_photos``: by the video's address, else by the words that mention it."""

    def same(one: VideoDraft, other: VideoDraft) -> bool:
        return bool(one.video.url) and one.video.url == other.video.url

    def mentioned(one: VideoDraft, other: VideoDraft) -> bool:
        return bool(one.use.mention) and one.use.mention == other.use.mention

    return _paired(drafted, there, (same, mentioned))


def _paired(drafted: Sequence[T], there: Sequence[T], ways: Sequence[Callable[[T, T], bool]]) -> list[T | None]:
    found: list[T | None] = [None] * len(drafted)
    left = list(there)
    for way in ways:  # what is surer goes first, for all of them
        for place, one in enumerate(drafted):
            match = None if found[place] is not None else next((other for other in left if way(one, other)), None)
            if match is not None:
                found[place] = match
                left.remove(match)
    return found


def _photos(page: RecordPage) -> list[PhotoDraft]:
    return [PhotoDraft(one.photo, one.use, one.evidence) for one in page.photos]


def _videos(page: RecordPage) -> list[VideoDraft]:
    return [VideoDraft(one.video, one.use, one.evidence) for one in page.videos]


def _same_place(draft: Draft, page: RecordPage) -> bool:
    url = getattr(page.record, "url", "")
    source = page.source.address if page.source is not None else ""
    mine = draft.source.address
    return bool((draft.article.url and canonical(draft.article.url) == canonical(url)) or (mine and mine == source))


def _differs(draft: Draft, page: RecordPage) -> bool:
    if any(_text(draft.article, name) != _text(page.record, name) for name in _COMPARED):
        return True
    if len(draft.photos) != len(page.photos) or len(draft.videos) != len(page.videos):
        return True
    pairs = zip(draft.photos, paired_photos(draft.photos, _photos(page)), strict=True)
    return any(
        other is None or _text(one.use, name) != _text(other.use, name)
        for one, other in pairs
        for name in _COMPARED_USE
    )


def _text(record: Record, name: str) -> str:
    if name == "body":
        return "\n".join(" ".join(part.split()) for part in getattr(record, "body", ()))
    return fields.text_of(record, fields.field(fields.kind_of(record), name))
