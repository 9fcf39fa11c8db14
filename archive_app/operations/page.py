"""One record's page: everything the inspector shows of it, read in one snapshot."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.checks import problems
from archive_app.domain.records import (
    Article,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    Source,
    Video,
    VideoUse,
)
from archive_app.domain.results import Appearance, Problem, RecordPage, UseOfPhoto, UseOfVideo
from archive_app.domain.rights import RightsStatement, Use, Verdict
from archive_app.domain.titles import plain_title
from archive_app.domain.verdict import decide
from archive_app.domain.verdict_printed import phrases_with, printed_with
from archive_app.operations.find import today
from archive_app.operations.history import entries
from archive_app.operations.version_rows import rows
from archive_app.store.archive import Archive, Reader


def record_page(archive: Archive, number: int, use: Use | None = None) -> RecordPage:
    """The page of a work (article, photo, video) or of any other record.

    Args:
        archive: The catalogue.
        number: The record's id.
        use: The use that the verdict answers; the usual one (publish online, editorial, today) when None.

    Raises:
        NotFound: There is no such record.
    """
    asked = use or Use(date=today().isoformat())
    with archive.read() as reader:
        record = reader.record(number)
        title = reader.finder.titles([number]).get(number, "") or plain_title(record)
        if not isinstance(record, Article | Photo | Video):
            return RecordPage(record, title, history=entries(reader, [number], {number: record}))
        photo_uses: Sequence[PhotoUse] = ()
        video_uses: Sequence[VideoUse] = ()
        match record:
            case Article():
                photo_uses, video_uses = reader.photo_uses(articles=[number]), reader.video_uses(articles=[number])
            case Photo():
                photo_uses = reader.photo_uses(photos=[number])
            case Video():
                video_uses = reader.video_uses(videos=[number])
        uses: list[PhotoUse | VideoUse] = [*photo_uses, *video_uses]
        use_ids = [u.id for u in uses if u.id is not None]
        works = {u.photo_id or 0 for u in photo_uses} | {u.video_id or 0 for u in video_uses}
        near = reader.records(works.union(u.article_id or 0 for u in uses) - {number}) | {number: record}
        media = _media(reader, [*near.values()])
        evidence = reader.evidence([number, *use_ids, *works])
        statements = reader.rights_of([number, *works])
        page = RecordPage(
            record,
            title,
            source=_source(reader, record),
            evidence=evidence.get(number, ()),
            rights=statements.get(number, ()),
            verdict=_verdict(statements.get(number, ()), asked, record, uses),
            collections=reader.collections_of(number),
            media=media.get(getattr(record, "media_id", None) or 0),
            history=entries(reader, [number, *use_ids], {number: record} | {u.id: u for u in uses if u.id is not None}),
            versions=rows(reader, number),
        )
        if not isinstance(record, Article):
            found = [(near.get(u.article_id or 0), u) for u in uses]
            appearances = tuple(Appearance(a, u) for a, u in found if isinstance(a, Article) and not a.deleted)
            return _replace(page, appears_in=appearances, problems=_problems(page, uses))

        photos = tuple(
            UseOfPhoto(
                u,
                p,
                media.get(p.media_id or 0),
                evidence.get(u.id or 0, ()),
                _verdict(statements.get(p.id or 0, ()), asked, p, [u]),
            )
            for u in photo_uses
            if isinstance(p := near.get(u.photo_id or 0), Photo)
        )
        videos = tuple(
            UseOfVideo(
                u,
                v,
                media.get(v.media_id or 0),
                evidence.get(u.id or 0, ()),
                _verdict(statements.get(v.id or 0, ()), asked, v, [u]),
            )
            for u in video_uses
            if isinstance(v := near.get(u.video_id or 0), Video)
        )
        verdict = page.verdict
        if photos:
            named = printed_with(record, ())
            verdict = decide(page.rights, asked, compound=[p.verdict for p in photos], printed=named)
        page = _replace(page, photos=photos, videos=videos, verdict=verdict)
        return _replace(page, problems=_problems(page, uses))


def _problems(page: RecordPage, uses: Sequence[PhotoUse | VideoUse]) -> tuple[Problem, ...]:
    return problems(page.record, uses=uses, media=page.media, verdict=page.verdict, today=today())


def _replace(page: RecordPage, **values: object) -> RecordPage:
    from dataclasses import replace

    return replace(page, **values)  # type: ignore[arg-type]  # names and types are those of the call sites above


def _verdict(
    statements: Sequence[RightsStatement], use: Use, work: Record, uses: Sequence[PhotoUse | VideoUse]
) -> Verdict:
    named = () if isinstance(work, Article) else phrases_with(uses)
    return decide(statements, use, printed=printed_with(work, uses), phrases=named)


def _media(reader: Reader, records: Sequence[Record]) -> dict[int, MediaFile]:
    ids = [r.media_id for r in records if isinstance(r, Photo | Video) and r.media_id is not None]
    return reader.of_type(MediaFile, ids)


def _source(reader: Reader, record: Record) -> Source | None:
    if isinstance(record, Article) and record.source_id is not None:
        return reader.of_type(Source, [record.source_id]).get(record.source_id)
    return None
