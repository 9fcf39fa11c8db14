"""Export: works gathered one at a time, written by an exporter to a temporary name, then renamed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.errors import FormatError
from archive_app.domain.export_record import (
    Appearance,
    ExportRecord,
    HistoryLine,
    PhotoInArticle,
    Preview,
    VideoInArticle,
)
from archive_app.domain.records import (
    Article,
    Authority,
    Evidence,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    Source,
    Video,
    VideoUse,
)
from archive_app.domain.rights import Use, Verdict
from archive_app.domain.verdict import decide
from archive_app.domain.verdict_printed import phrases_with, printed_with
from archive_app.formats.exporters.base import (
    AnyExporter,
    Exporter,
    ExportNotes,
    ExportProfile,
    FolderExporter,
    KeptFile,
    write_folder,
    write_records,
)
from archive_app.formats.media import media_type_of
from archive_app.formats.registry import exporter_named, exporters
from archive_app.formats.writing import whole_file
from archive_app.formats.writing_folders import whole_folder
from archive_app.operations.find import today
from archive_app.operations.history import entries
from archive_app.operations.progress import Progress
from archive_app.operations.works import preview_path
from archive_app.store.archive import Archive, Reader

__all__ = ["ExportReport", "exporters", "gather", "preview", "rights_of", "write"]

PREVIEW_CHARACTERS = 20_000
_PREVIEW_PIXELS = 1024


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote, and what a person must know of it.

    Attributes:
        path: The file.
        written: Works written.
        left_out: Works left out by the rights gate.
        notes: What the exporter lost or changed.
    """

    path: Path
    written: int
    left_out: int
    notes: ExportNotes


def write(
    archive: Archive,
    ids: Sequence[int],
    exporter_name: str,
    path: Path,
    *,
    profile: ExportProfile | None = None,
    without_answers: Sequence[str] = (),
    progress: Progress | None = None,
) -> ExportReport:
    """Write works to a file, whole or not at all; a file that was there stays on any failure.

    Args:
        archive: The catalogue; read in one snapshot.
        ids: Works, in the order wanted.
        exporter_name: One of ``exporters()``.
        path: The file to write.
        profile: Fields and options; the exporter's own choice when None.
        without_answers: Works whose verdict is one of these are left out (the rights gate).
        progress: Hears after each work; stopping it writes nothing.

    Raises:
        UnknownFormat, ExportRefused, DiskFull, ArchiveReadOnly, StoreError, Cancelled: Nothing was written.
    """
    exporter = exporter_named(exporter_name)
    left_out = 0

    def works(reader: Reader) -> Iterator[ExportRecord]:
        nonlocal left_out
        for done, number in enumerate(ids):
            if progress is not None:
                progress.at(done, len(ids))
            bundle = gather(archive, reader, number, pictures=_wants_pictures(exporter))
            if bundle.verdict is not None and answer_of(bundle.verdict) in without_answers:
                left_out += 1
                continue
            yield bundle

    with archive.read() as reader:
        if isinstance(exporter, FolderExporter):
            with whole_folder(path) as folder:
                originals = _Originals(archive)
                notes = write_folder(exporter, works(reader), folder, profile, originals=originals)
        else:
            with whole_file(path) as out:
                notes = write_records(exporter, works(reader), out, profile)
    return ExportReport(path, notes.written or len(ids) - left_out, left_out, notes)


def preview(
    archive: Archive,
    ids: Sequence[int],
    exporter_name: str,
    *,
    profile: ExportProfile | None = None,
    index: int = 0,
    characters: int = PREVIEW_CHARACTERS,
) -> str:
    """The text that one of the works would be written as; its first ``characters``, when it is long.

    Raises:
        UnknownFormat, ExportRefused: As ``write``.
    """
    if not ids:
        return ""
    exporter = exporter_named(exporter_name)
    if not isinstance(exporter, Exporter):
        return ""
    out = io.BytesIO()
    with archive.read() as reader:
        bundle = gather(archive, reader, ids[max(0, min(index, len(ids) - 1))], pictures=_wants_pictures(exporter))
    write_records(exporter, [bundle], out, profile)
    return out.getvalue().decode("utf-8-sig", "replace")[:characters]


def rights_of(archive: Archive, ids: Sequence[int]) -> dict[str, list[int]]:
    """The works by what the verdict says of them ("unknown" where nobody looked), for the rights gate."""
    found: dict[str, list[int]] = {}
    with archive.read() as reader:
        for start in range(0, len(ids), 250):
            for row in reader.finder.rows(ids[start : start + 250]):
                found.setdefault("unknown" if row.nobody_looked else row.answer, []).append(row.id)
    return found


def answer_of(verdict: Verdict) -> str:
    """A verdict's answer, "unknown" where nobody has looked."""
    return "unknown" if verdict.nobody_looked else verdict.answer


def gather(archive: Archive, reader: Reader, number: int, *, pictures: bool = False) -> ExportRecord:
    """One work with everything that belongs to it.

    Args:
        archive: Where the previews are.
        reader: The snapshot.
        number: The work's id.
        pictures: Bring previews and the history extract along, for formats that print them.

    Raises:
        NotFound: There is no such work.
        FormatError: The record is not an article, photo or video.
    """
    work = reader.record(number)
    if not isinstance(work, Article | Photo | Video):
        raise FormatError("Only articles, photos and videos can be exported.", where=f"record {number}")
    use = Use(date=today().isoformat())
    near = _Near(reader, work)
    media = near.media(getattr(work, "media_id", None))
    photos = near.photos(use) if isinstance(work, Article) else ()
    videos = near.videos(use) if isinstance(work, Article) else ()
    appears = () if isinstance(work, Article) else near.appearances()
    rights = near.rights.get(number, ())
    printed = [a.use for a in appears]
    parts = [p.verdict for p in photos if p.verdict]
    verdict = decide(rights, use, compound=parts, printed=printed_with(work, printed), phrases=phrases_with(printed))
    bundle = ExportRecord(
        work=work,
        photos=photos,
        videos=videos,
        appears_in=appears,
        media=media,
        source=near.source(work),
        evidence=near.evidence.get(number, ()),
        rights=rights,
        verdict=verdict,
        use=use,
        authorities=near.authorities(),
        collections=tuple(_full_name(reader, c.id or 0) for c in reader.collections_of(number)),
    )
    return _with_pictures(archive, reader, bundle) if pictures else bundle


class _Near:
    """The records around one work."""

    def __init__(self, reader: Reader, work: Article | Photo | Video) -> None:
        self._reader = reader
        number = work.id or 0
        self._photo_uses = reader.photo_uses(articles=[number], photos=[number])
        self._video_uses = reader.video_uses(articles=[number], videos=[number])
        ids = {number}
        for photo_use in self._photo_uses:
            ids |= {photo_use.id or 0, photo_use.photo_id or 0, photo_use.article_id or 0}
        for video_use in self._video_uses:
            ids |= {video_use.id or 0, video_use.video_id or 0, video_use.article_id or 0}
        self._records: dict[int, Record] = reader.records(ids)
        self.evidence = reader.evidence(ids)
        self.rights = reader.rights_of(ids)
        held = [r.media_id for r in self._records.values() if isinstance(r, Photo | Video) and r.media_id]
        self._media = reader.of_type(MediaFile, held)

    def photos(self, use: Use) -> tuple[PhotoInArticle, ...]:
        return tuple(
            PhotoInArticle(
                use=u,
                photo=photo,
                media=self.media(photo.media_id),
                evidence=self.evidence.get(u.id or 0, ()),
                photo_evidence=self._read_here(photo),
                rights=self.rights.get(photo.id or 0, ()),
                verdict=self._verdict(photo, u, use),
            )
            for u in self._photo_uses
            if isinstance(photo := self._records.get(u.photo_id or 0), Photo)
        )

    def videos(self, use: Use) -> tuple[VideoInArticle, ...]:
        return tuple(
            VideoInArticle(
                use=u,
                video=video,
                media=self.media(video.media_id),
                evidence=self.evidence.get(u.id or 0, ()),
                video_evidence=self._read_here(video),
                rights=self.rights.get(video.id or 0, ()),
                verdict=self._verdict(video, u, use),
            )
            for u in self._video_uses
            if isinstance(video := self._records.get(u.video_id or 0), Video)
        )

    def _verdict(self, work: Photo | Video, printed: PhotoUse | VideoUse, use: Use) -> Verdict:
        rights = self.rights.get(work.id or 0, ())
        return decide(rights, use, printed=printed_with(work, [printed]), phrases=phrases_with([printed]))

    def _read_here(self, work: Photo | Video) -> tuple[Evidence, ...]:
        """A work's evidence that does not rest on another article's source; that travels with the work's own bundle."""
        mine = {None, *(r.source_id for r in self._records.values() if isinstance(r, Article))}
        return tuple(e for e in self.evidence.get(work.id or 0, ()) if e.source_id in mine)

    def appearances(self) -> tuple[Appearance, ...]:
        uses: list[PhotoUse | VideoUse] = [*self._photo_uses, *self._video_uses]
        return tuple(
            Appearance(use=u, article=article, source=self.source(article), evidence=self.evidence.get(u.id or 0, ()))
            for u in uses
            if isinstance(article := self._records.get(u.article_id or 0), Article)
        )

    def media(self, number: int | None) -> MediaFile | None:
        return self._media.get(number or 0)

    def source(self, work: Record) -> Source | None:
        if not isinstance(work, Article) or work.source_id is None:
            return None
        return self._reader.of_type(Source, [work.source_id]).get(work.source_id)

    def authorities(self) -> tuple[Authority, ...]:
        """Every authority that the records link to, with its parents, in the order of their uids."""
        waiting = {n for record in self._records.values() for n in _links(record)}
        waiting |= {a.authority_id for s in self.rights.values() for one in s for a in one.agents if a.authority_id}
        found: dict[int, Authority] = {}
        while waiting:
            more = self._reader.of_type(Authority, sorted(waiting))
            found |= more
            waiting = {a.parent_id for a in more.values() if a.parent_id} - found.keys()
        return tuple(sorted(found.values(), key=lambda a: a.uid))


def _links(record: Record) -> set[int]:
    found: set[int] = set()
    for name in ("bylines", "creators", "people", "subjects"):
        found |= {n.authority_id for n in getattr(record, name, ()) if n.authority_id is not None}
    if (credit := getattr(record, "credit", None)) is not None:
        found |= {p.authority_id for p in credit.parties if p.authority_id is not None}
    if isinstance(record, Article) and record.publisher_id is not None:
        found.add(record.publisher_id)
    return found


def _full_name(reader: Reader, number: int) -> str:
    nodes = {c.id: c for c in reader.finder.collections()}
    names: list[str] = []
    at: int | None = number
    while at is not None and at in nodes and len(names) < 20:
        names.append(nodes[at].name)
        at = nodes[at].parent_id
    return " / ".join(reversed(names))


def _wants_pictures(exporter: AnyExporter) -> bool:
    return bool(getattr(exporter, "pictures", False))


class _Originals:
    """The files that the catalogue keeps, for exporters that take them along."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def media(self, held: MediaFile | None) -> KeptFile | None:
        """See ``Originals``."""
        if held is None:
            return None
        path = self._archive.media.path(held.sha256, held.suffix)
        return KeptFile(path, held.name, held.sha256, held.size, held.media_type) if path.is_file() else None

    def source(self, source: Source | None) -> KeptFile | None:
        """See ``Originals``."""
        if source is None:
            return None
        folder = self._archive.sources.path(source.sha256, "").parent
        path = next(iter(sorted(folder.glob(f"{source.sha256}*"))), None)
        return KeptFile(path, source.name, source.sha256, source.size, source.media_type) if path is not None else None


def _with_pictures(archive: Archive, reader: Reader, bundle: ExportRecord) -> ExportRecord:
    from dataclasses import replace

    previews: list[Preview] = []
    for held in [bundle.media, *(p.media for p in bundle.photos)]:
        path = preview_path(archive, held.sha256, _PREVIEW_PIXELS) if held is not None else None
        if held is not None and path is not None and path.is_file():
            content = path.read_bytes()
            previews.append(Preview(held.sha256, content, media_type_of(content)))
    lines = tuple(
        HistoryLine(e.at, e.who, e.label, e.field_label, e.before, e.after)
        for e in entries(reader, [bundle.work.id or 0])[:12]
    )
    return replace(bundle, previews=tuple(previews), history=lines)
