"""How the catalogue knows what is about to be imported: not at all, as it is, or in an earlier state."""

from __future__ import annotations

from archive_app.domain import fields
from archive_app.domain.addresses import canonical
from archive_app.domain.records import Draft, PhotoDraft, PhotoUse, Record, VideoDraft, VideoUse
from archive_app.domain.results import Duplicate, RecordPage
from archive_app.operations import likeness
from archive_app.operations.page import record_page
from archive_app.store.archive import Archive

_COMPARED = ("headline", "standfirst", "bylines", "publisher", "published", "body")
_COMPARED_USE = ("caption", "credit_line")


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

    One that the catalogue does not have is empty there.
    """
    page = record_page(archive, record_id)
    article = page.record if isinstance(page.record, type(draft.article)) else type(draft.article)()
    return Draft(
        source=page.source or draft.source, article=article, evidence=page.evidence,
        photos=tuple(_photo(one, page) for one in draft.photos),
        videos=tuple(_video(one, page) for one in draft.videos),
    )  # fmt: skip


def _photo(drafted: PhotoDraft, page: RecordPage) -> PhotoDraft:
    use = drafted.use
    for one in page.photos:
        if (
            (use.src and use.src == one.use.src)
            or (drafted.photo.url and drafted.photo.url == one.photo.url)
            or (not use.src and use.caption and use.caption == one.use.caption)
        ):
            return PhotoDraft(one.photo, one.use)
    return PhotoDraft(type(drafted.photo)(), PhotoUse())


def _video(drafted: VideoDraft, page: RecordPage) -> VideoDraft:
    for one in page.videos:
        if (drafted.video.url and drafted.video.url == one.video.url) or (
            drafted.use.mention and drafted.use.mention == one.use.mention
        ):
            return VideoDraft(one.video, one.use)
    return VideoDraft(type(drafted.video)(), VideoUse())


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
    return any(
        _text(one.use, name) != _text(_photo(one, page).use, name) for one in draft.photos for name in _COMPARED_USE
    )


def _text(record: Record, name: str) -> str:
    if name == "body":
        return "\n".join(" ".join(part.split()) for part in getattr(record, "body", ()))
    return fields.text_of(record, fields.field(fields.kind_of(record), name))
