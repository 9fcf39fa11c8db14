"""Import: drafts compared with the catalogue, then accepted as one operation that Undo takes back whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from archive_app.domain.changes import Changes
from archive_app.domain.collecting import uncollected
from archive_app.domain.errors import Cancelled, FormatError
from archive_app.domain.records import (
    Draft,
    Evidence,
    Kind,
    Photo,
    PhotoDraft,
    PhotoUse,
    Record,
    Video,
    VideoDraft,
    VideoUse,
)
from archive_app.i18n import tr, tr_n
from archive_app.operations.fitting import fitted, keep_rights
from archive_app.operations.joining import join_collections
from archive_app.operations.likeness import duplicates
from archive_app.operations.linking import Linker
from archive_app.operations.media_reading import facts
from archive_app.operations.previews import make_previews
from archive_app.operations.progress import Progress
from archive_app.operations.reading import ReadOutcome, read, read_text
from archive_app.operations.source_files import carried_picture, keep_carried, keep_sources
from archive_app.operations.versions import link_within
from archive_app.operations.works import keep_media
from archive_app.store.archive import Archive, Writer

__all__ = ["Accepted", "Before", "Keeper", "ReadOutcome", "accept", "duplicates", "local_picture", "read", "read_text"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of accepting drafts.

    Attributes:
        changes: What the feed is told; empty when nothing was imported.
        articles: Ids of the articles made, in the order of the drafts; of a draft without an article its first photo or
            video.
        remarks: Sentences on things that did not come along (a picture or a value that cannot be read).
        stopped: The person stopped it; what is in ``articles`` is in the catalogue.
    """

    changes: Changes
    articles: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """A draft of the same import, by its place."""

    place: int


def accept(
    archive: Archive,
    drafts: Sequence[Draft],
    *,
    initiator: str = "",
    label: str = "",
    progress: Progress | None = None,
    versions: Mapping[int, int | Before] | None = None,
    continues: int = 0,
) -> Accepted:
    """Keep drafts as records: one operation, each draft whole or not at all.

    Sources are written under their hash first, then the rows. Pictures that a source brought along, in itself or in a
    saved page's folder, become the photos' files; one that cannot be read is a remark. A photo or video printed from
    an address that the catalogue knows is one more use of that record, and so is one whose draft bears a record's id.
    Stopping it keeps the drafts finished so far.

    Args:
        archive: The catalogue.
        drafts: What to keep.
        initiator: See ``Changes``.
        label: What the step is called; a usual one when "".
        progress: Hears before each draft.
        versions: Drafts by place that become the newest version of a record, or of a draft before them.
        continues: A step that this is a further part of; see ``Archive.operation``.

    Raises:
        DiskFull, ArchiveReadOnly, StoreError: Nothing was imported.
    """
    articles: list[int] = []
    remarks: list[str] = []
    stopped = False
    good = list(drafts)
    sources = keep_sources(archive, good)
    with (
        uncollected(),
        archive.operation(label or _label(good), verb="import", initiator=initiator, continues=continues) as writer,
    ):
        keeper = Keeper(archive, writer, remarks, good)
        for done, (draft, source) in enumerate(zip(good, sources, strict=True)):
            if progress is not None:
                try:
                    progress.at(done, len(good), draft.source.name)
                except Cancelled:
                    stopped = True
                    break
            articles.append(keeper.keep(draft, source.sha256, source.size))
            if versions and done in versions and not draft.alone:
                older = versions[done]
                link_within(writer, articles[-1], articles[older.place] if isinstance(older, Before) else older)
    return Accepted(writer.changes, tuple(articles), tuple(remarks), stopped)


def local_picture(draft: Draft, src: str) -> Path | None:
    """The picture that a saved page brought along for ``src`` ("page_files/a.jpg"), when it is a file beside it."""
    parts = urlsplit(src)
    if parts.scheme or parts.netloc or not parts.path or not draft.source.address:
        return None
    base = Path(draft.source.address).parent
    path = base / unquote(parts.path)
    try:
        inside = path.resolve().is_relative_to(base.resolve())
        return path if inside and path.is_file() else None
    except (OSError, ValueError):
        return None


class Keeper:
    """Writes drafts within one operation.

    Args:
        archive: Where the pictures that came along are kept.
        writer: The operation's.
        remarks: Takes sentences on what did not come along.
        drafts: All that will be kept.
        linker: One that knows this operation's names already; else one is made.
    """

    def __init__(
        self,
        archive: Archive,
        writer: Writer,
        remarks: list[str],
        drafts: Sequence[Draft],
        linker: Linker | None = None,
    ) -> None:
        self._archive = archive
        self._writer = writer
        self._linker = linker or Linker(writer)
        self._remarks = remarks
        photos = (p.photo.url for d in drafts for p in d.photos if _shared(p.photo.url))
        videos = (v.video.url for d in drafts for v in d.videos if _shared(v.video.url))
        self._photos = writer.works_with_urls(Kind.PHOTO, photos)  # grows by those made
        self._videos = writer.works_with_urls(Kind.VIDEO, videos)
        # What stands alone was read from a file before, and is not made anew from the same file.
        self._before = {
            sha256: list(writer.records(writer.read_from(ids)).values())
            for sha256 in {d.source.sha256 for d in drafts if d.alone and d.source.sha256}
            if (ids := writer.sources_with(sha256=sha256))
        }

    def keep(self, draft: Draft, sha256: str, size: int) -> int:
        """Save a draft; gives the article's id, or that of the first work of a draft without one."""
        if (known := self._known(draft)) is not None:
            self._remarks.append(tr("“{title}” was read from the same file before.").format(title=draft.title))
            return known
        source_id = self._save(replace(draft.source, sha256=sha256, size=size), draft)
        article_id = None if draft.alone else self._article(draft, source_id)
        works = [self._photo(draft, photo, article_id, place, source_id) for place, photo in enumerate(draft.photos)]
        works += [self._video(draft, video, article_id, place, source_id) for place, video in enumerate(draft.videos)]
        if article_id is None and not works:  # nothing stands alone here
            article_id = self._article(draft, source_id)
        return works[0] if article_id is None else article_id

    def _known(self, draft: Draft) -> int | None:
        """The photo or video that a draft without an article became when the same file was read before."""
        mine: list[Photo | Video] = [one.photo for one in draft.photos] + [one.video for one in draft.videos]
        if not draft.alone or len(mine) != 1:
            return None
        return next((one.id for one in self._before.get(draft.source.sha256, ()) if _alike(one, mine[0])), None)

    def _save(self, record: Record, draft: Draft) -> int:
        return self._writer.save(fitted(record, self._remarks, draft.source.name))

    def _article(self, draft: Draft, source_id: int) -> int:
        body = tuple(_lines(draft.article.body))
        article = fitted(replace(draft.article, body=body, source_id=source_id), self._remarks, draft.source.name)
        article_id = self._writer.save(self._linker.article(article))
        self._writer.note_evidence(article_id, _from(draft.evidence, source_id))
        keep_rights(self._writer, article_id, draft.rights, self._remarks, draft.source.name)
        join_collections(self._writer, article_id, draft.evidence)
        return article_id

    def _photo(self, draft: Draft, found: PhotoDraft, article_id: int | None, position: int, source_id: int) -> int:
        photo = found.photo if _shared(found.photo.url) else replace(found.photo, url="")
        url = photo.url
        photo_id = found.photo.id if found.photo.id is not None else self._photos.get(url)
        if photo_id is None:
            photo_id = self._save(self._with_picture(photo, draft, found), draft)
            if _shared(url):
                self._photos[url] = photo_id
        keep_rights(self._writer, photo_id, found.rights, self._remarks, draft.source.name)
        own, of_photo = _split(found.evidence, Photo)
        if article_id is not None:
            use = replace(found.use, article_id=article_id, photo_id=photo_id, position=position)
            self._use(use, own, draft, source_id)
        self._writer.note_evidence(photo_id, _from(of_photo, source_id))
        return photo_id

    def _video(self, draft: Draft, found: VideoDraft, article_id: int | None, position: int, source_id: int) -> int:
        url = found.video.url
        video_id = self._videos.get(url)
        if video_id is None:
            video_id = self._save(found.video, draft)
            if _shared(url):
                self._videos[url] = video_id
        keep_rights(self._writer, video_id, found.rights, self._remarks, draft.source.name)
        own, of_video = _split(found.evidence, Video)
        if article_id is not None:
            use = replace(found.use, article_id=article_id, video_id=video_id, position=position)
            self._use(use, own, draft, source_id)
        self._writer.note_evidence(video_id, _from(of_video, source_id))
        return video_id

    def _use(self, use: PhotoUse | VideoUse, evidence: list[Evidence], draft: Draft, source_id: int) -> None:
        number = self._writer.save(self._linker.use(fitted(use, self._remarks, draft.source.name)))
        self._writer.note_evidence(number, _from(evidence, source_id))

    def _with_picture(self, photo: Photo, draft: Draft, drafted: PhotoDraft) -> Photo:
        """The photo with the file that the source brought along for it, when there is one and it can be read."""
        names = (drafted.use.src, drafted.photo.url)
        carried = carried_picture(draft, *names)
        path = None if carried else local_picture(draft, names[0]) or local_picture(draft, names[1])
        try:
            if carried is not None:
                stored, found = keep_carried(self._archive, carried)
                name = carried.name
            elif path is not None:
                name = path.name
                found = facts(path)
                stored = self._archive.media.put_file(path, found.suffix)
                make_previews(self._archive, stored, found)
            else:
                return photo
        except FormatError as error:
            self._remarks.append(str(error))
            return photo
        return replace(photo, media_id=keep_media(self._writer, stored, found, name))


def _lines(body: Sequence[str]) -> Iterator[str]:
    """Paragraphs of one line each: none holds a line break, and none is empty."""
    for paragraph in body:
        yield from (line for line in paragraph.splitlines() if line.strip())


def _label(drafts: Sequence[Draft]) -> str:
    if len(drafts) == 1:
        return tr("Import “{title}”").format(title=drafts[0].title[:60])
    if any(draft.alone for draft in drafts):  # photos and videos without an article are among them
        return tr_n("Import {n} item", "Import {n} items", len(drafts))
    return tr_n("Import {n} article", "Import {n} articles", len(drafts))


_ONLY_OF: Final[dict[type[Record], frozenset[str]]] = {
    work: frozenset(work.__dataclass_fields__) - (frozenset(use.__dataclass_fields__) - {"id", "uid"})
    for work, use in ((Photo, PhotoUse), (Video, VideoUse))
}
"""The fields that a work has and its use has not."""


def _split(evidence: Sequence[Evidence], work: type[Photo | Video]) -> tuple[list[Evidence], list[Evidence]]:
    """Evidence for fields of the use, and for fields that only the work has."""
    if not evidence:
        return [], []
    of_work = _ONLY_OF[work]
    mine = [e for e in evidence if e.field.split(".")[0] not in of_work]
    return mine, [e for e in evidence if e.field.split(".")[0] in of_work]


def _from(evidence: Sequence[Evidence], source_id: int) -> list[Evidence]:
    return [
        Evidence(
            e.field, _storable(e.quote), e.method, e.confidence, e.layer, e.start, e.end, e.version, source_id,
            e.current, e.at,
        )
        for e in evidence
    ]  # fmt: skip


def _storable(text: str) -> str:
    """The text with half characters, which no file can hold, as question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _alike(one: Record, other: Photo | Video) -> bool:
    """Whether a record is what a draft of the same file says."""
    return (
        isinstance(one, Photo | Video)
        and type(one) is type(other)
        and (one.title, one.description, one.creators) == (other.title, other.description, other.creators)
    )


def _shared(url: str) -> bool:
    return url.startswith(("http://", "https://"))
