"""Works with everything that belongs to them, many at a time: one statement a table for a chunk of works.

A chunk is loaded whole, then given out one bundle at a time; memory holds one chunk, however many works there are.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from archive_app.domain.errors import FormatError, NotFound
from archive_app.domain.export_record import Appearance, ExportRecord, PhotoInArticle, VideoInArticle
from archive_app.domain.records import (
    Article,
    Authority,
    CreditParty,
    Evidence,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    Source,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement, Use, Verdict
from archive_app.domain.verdict import decide, with_parts, with_printed
from archive_app.domain.verdict_printed import phrases_with, printed_with
from archive_app.formats.exporting.base import PARTS
from archive_app.operations.find import today
from archive_app.store.archive import Reader
from archive_app.store.memberships import memberships

CHUNK = 250
_KEPT_AUTHORITIES = 20_000
_KEPT_ANSWERS = 2_000


def gather_many(
    reader: Reader, ids: Sequence[int], *, wants: frozenset[str] = PARTS, size: int = CHUNK
) -> Iterator[ExportRecord]:
    """A bundle for each work, in the order of ``ids``, without previews and history.

    Args:
        reader: The snapshot.
        ids: Articles, photos and videos.
        wants: Which of ``PARTS`` are looked at; the others stay empty.
        size: How many works are loaded together.

    Raises:
        NotFound: One of them is not in the catalogue.
        FormatError: One of them is not an article, photo or video.
    """
    whole = _Whole(reader, wants)
    for start in range(0, len(ids), size):
        numbers = ids[start : start + size]
        chunk = _Chunk(reader, whole, numbers)
        for number in numbers:
            yield chunk.bundle(number)


class _Whole:
    """What is read once for all chunks: the names of collections, and authorities as they are met."""

    def __init__(self, reader: Reader, wants: frozenset[str]) -> None:
        self._reader = reader
        self.wants = wants | {"rights"} if "verdict" in wants else wants
        self.use = Use(date=today().isoformat())
        nodes = {node.id: node for node in reader.finder.collections()}
        self.collections: dict[int, str] = {}
        for number in nodes:
            names: list[str] = []
            at: int | None = number
            while at is not None and at in nodes and len(names) < 20:
                names.append(nodes[at].name)
                at = nodes[at].parent_id
            self.collections[number] = " / ".join(reversed(names))
        self._authorities: OrderedDict[int, Authority] = OrderedDict()
        self._answers: dict[tuple[str, ...], Verdict] = {}
        self._naming: dict[tuple[tuple[str, ...], tuple[CreditParty, ...]], Verdict] = {}

    def verdict(
        self, work: Article | Photo | Video, rights: tuple[RightsStatement, ...], printed: Sequence[PhotoUse | VideoUse]
    ) -> Verdict | None:
        """The answer for a work and what is printed with it; None when nobody asked for answers."""
        if "verdict" not in self.wants:
            return None
        words, phrases = printed_with(work, printed), phrases_with(printed)
        if rights:
            return decide(rights, self.use, printed=words, phrases=phrases)
        # Most works have no statement: then the answer is the same but for whom the printed credit names.
        found = self._naming.get((phrases, words))
        if found is None:
            known = self._answers.get(phrases)
            if known is None:
                known = decide((), self.use, phrases=phrases)
                if len(self._answers) < _KEPT_ANSWERS:
                    self._answers[phrases] = known
            found = with_printed(known, words)
            if len(self._naming) < _KEPT_ANSWERS:
                self._naming[phrases, words] = found
        return found

    def meet(self, numbers: Iterable[int]) -> None:
        """Load these authorities and those they are part of, as far as they are not at hand."""
        waiting = set(numbers)
        while missing := waiting - self._authorities.keys():
            found = self._reader.of_type(Authority, sorted(missing))
            self._authorities |= found
            waiting = {a.parent_id for a in found.values() if a.parent_id is not None}
            if not found:
                break

    def forget(self) -> None:
        """Between chunks: let those met longest ago go when they are very many."""
        while len(self._authorities) > _KEPT_AUTHORITIES:
            self._authorities.popitem(last=False)

    def authorities(self, numbers: set[int]) -> tuple[Authority, ...]:
        """These with all they are part of, in the order of their uids."""
        if not numbers:
            return ()
        found: dict[int, Authority] = {}
        waiting = list(numbers)
        while waiting:
            one = self._authorities.get(waiting.pop())
            if one is not None and one.id is not None and one.id not in found:
                found[one.id] = one
                if one.parent_id is not None:
                    waiting.append(one.parent_id)
        return tuple(sorted(found.values(), key=lambda a: a.uid))


class _Chunk:
    """Some works and all records around them."""

    def __init__(self, reader: Reader, whole: _Whole, numbers: Sequence[int]) -> None:
        self._whole = whole
        works = reader.records(numbers)
        for number in numbers:
            _must_be_work(number, works.get(number))
        articles = [n for n, one in works.items() if isinstance(one, Article)]
        photos = [n for n, one in works.items() if isinstance(one, Photo)]
        videos = [n for n, one in works.items() if isinstance(one, Video)]
        photo_uses = reader.photo_uses(articles=articles, photos=photos)
        video_uses = reader.video_uses(articles=articles, videos=videos)
        self._photos_of = _by(photo_uses, "article_id")
        self._videos_of = _by(video_uses, "article_id")
        self._uses_of_photo = _by(photo_uses, "photo_id")
        self._uses_of_video = _by(video_uses, "video_id")
        near: set[int] = set()
        for photo_use in photo_uses:
            near |= {photo_use.photo_id or 0, photo_use.article_id or 0}
        for video_use in video_uses:
            near |= {video_use.video_id or 0, video_use.article_id or 0}
        near -= works.keys()
        self._records: dict[int, Record] = works | reader.records(sorted(near))
        uses = {u.id or 0 for u in photo_uses} | {u.id or 0 for u in video_uses}
        ids = sorted(self._records.keys() | uses)
        wants = whole.wants
        self._evidence: dict[int, tuple[Evidence, ...]] = reader.evidence(ids) if "evidence" in wants else {}
        self._rights: dict[int, tuple[RightsStatement, ...]] = (
            reader.rights_of(self._records) if "rights" in wants else {}
        )
        held = {r.media_id for r in self._records.values() if isinstance(r, Photo | Video) and r.media_id}
        self._media = reader.of_type(MediaFile, sorted(held) if "media" in wants else ())
        read = {r.source_id for r in self._records.values() if isinstance(r, Article) and r.source_id}
        self._sources = reader.of_type(Source, sorted(read) if "source" in wants else ())
        self._members = memberships(reader, numbers) if "collections" in wants else {}
        whole.forget()
        self._verdicts: dict[tuple[int, ...], Verdict | None] = {}
        self._links: dict[int, set[int]] = {}
        if "authorities" in wants:
            self._read_links(photo_uses, video_uses)

    def _read_links(self, photo_uses: Sequence[PhotoUse], video_uses: Sequence[VideoUse]) -> None:
        self._links = {n: _links(one) for n, one in self._records.items()}
        self._links |= {u.id or 0: _links(u) for u in (*photo_uses, *video_uses)}
        for number, statements in self._rights.items():
            agents = {a.authority_id for one in statements for a in one.agents if a.authority_id}
            if agents:
                self._links[number] = self._links.get(number, set()) | agents
        self._whole.meet({n for found in self._links.values() for n in found})

    def bundle(self, number: int) -> ExportRecord:
        """The bundle of one of the works."""
        work = self._records[number]
        assert isinstance(work, Article | Photo | Video)  # noqa: S101 - seen when the chunk was made
        photos = self._photos(number, work)
        videos = self._videos(number, work)
        appears = self._appearances(number, work)
        rights = self._rights.get(number, ())
        printed = [a.use for a in appears]
        verdict = self._verdict(work, printed)
        if verdict is not None and (parts := [p.verdict for p in photos if p.verdict]):
            verdict = with_parts(verdict, parts)
        return ExportRecord(
            work=work,
            photos=photos,
            videos=videos,
            appears_in=appears,
            media=self._media.get(getattr(work, "media_id", None) or 0),
            source=self._sources.get(work.source_id or 0) if isinstance(work, Article) else None,
            evidence=self._evidence.get(number, ()),
            rights=rights,
            verdict=verdict,
            use=self._whole.use,
            authorities=self._whole.authorities(self._linked(number, photos, videos, appears)) if self._links else (),
            collections=tuple(self._whole.collections.get(n, "") for n in self._members.get(number, ())),
        )

    def _verdict(self, work: Article | Photo | Video, printed: Sequence[PhotoUse | VideoUse]) -> Verdict | None:
        """The answer for a work as printed so; most photos are printed once, in their article and for themselves."""
        key = (work.id or 0, *(use.id or 0 for use in printed))
        if key not in self._verdicts:
            self._verdicts[key] = self._whole.verdict(work, self._rights.get(work.id or 0, ()), printed)
        return self._verdicts[key]

    def _photos(self, number: int, work: Record) -> tuple[PhotoInArticle, ...]:
        if not isinstance(work, Article):
            return ()
        return tuple(
            PhotoInArticle(
                use=use,
                photo=photo,
                media=self._media.get(photo.media_id or 0),
                evidence=self._evidence.get(use.id or 0, ()),
                photo_evidence=self._read_here(photo, work),
                rights=self._rights.get(photo.id or 0, ()),
                verdict=self._verdict(photo, (use,)),
            )
            for use in self._photos_of.get(number, ())
            if isinstance(use, PhotoUse) and isinstance(photo := self._records.get(use.photo_id or 0), Photo)
        )

    def _videos(self, number: int, work: Record) -> tuple[VideoInArticle, ...]:
        if not isinstance(work, Article):
            return ()
        return tuple(
            VideoInArticle(
                use=use,
                video=video,
                media=self._media.get(video.media_id or 0),
                evidence=self._evidence.get(use.id or 0, ()),
                video_evidence=self._read_here(video, work),
                rights=self._rights.get(video.id or 0, ()),
                verdict=self._verdict(video, (use,)),
            )
            for use in self._videos_of.get(number, ())
            if isinstance(use, VideoUse) and isinstance(video := self._records.get(use.video_id or 0), Video)
        )

    def _appearances(self, number: int, work: Record) -> tuple[Appearance, ...]:
        if isinstance(work, Article):
            return ()
        uses = (self._uses_of_photo if isinstance(work, Photo) else self._uses_of_video).get(number, ())
        return tuple(
            Appearance(
                use=use,
                article=article,
                source=self._sources.get(article.source_id or 0),
                evidence=self._evidence.get(use.id or 0, ()),
            )
            for use in uses
            if isinstance(article := self._records.get(use.article_id or 0), Article)
        )

    def _read_here(self, work: Photo | Video, article: Article) -> tuple[Evidence, ...]:
        """A work's evidence that does not rest on another article's source; that travels with the work's own bundle."""
        found = self._evidence.get(work.id or 0, ())
        return tuple(e for e in found if e.source_id is None or e.source_id == article.source_id)

    def _linked(
        self,
        number: int,
        photos: Iterable[PhotoInArticle],
        videos: Iterable[VideoInArticle],
        appears: Iterable[Appearance],
    ) -> set[int]:
        """The authorities that the records of a bundle link to."""
        around = [number]
        for photo in photos:
            around += (photo.use.id or 0, photo.photo.id or 0)
        for video in videos:
            around += (video.use.id or 0, video.video.id or 0)
        for appearance in appears:
            around += (appearance.use.id or 0, appearance.article.id or 0)
        return set().union(*(self._links.get(n, ()) for n in around))


def _must_be_work(number: int, record: Record | None) -> None:
    if record is None:
        raise NotFound("There is no such record in this catalogue.", where=f"record {number}")
    if not isinstance(record, Article | Photo | Video):
        raise FormatError("Only articles, photos and videos can be exported.", where=f"record {number}")


def _by(uses: Iterable[PhotoUse | VideoUse], column: str) -> dict[int, list[PhotoUse | VideoUse]]:
    """Uses by the work they name, each once, in the order of article and position."""
    found: dict[int, dict[int, PhotoUse | VideoUse]] = defaultdict(dict)
    for use in uses:
        found[getattr(use, column) or 0].setdefault(use.id or 0, use)
    return {
        number: sorted(group.values(), key=lambda use: (use.article_id or 0, use.position, use.id or 0))
        for number, group in found.items()
    }


def _links(record: Record) -> set[int]:
    found: set[int] = set()
    for name in ("bylines", "creators", "people", "subjects"):
        found.update(n.authority_id for n in getattr(record, name, ()) if n.authority_id is not None)
    if (credit := getattr(record, "credit", None)) is not None:
        found.update(p.authority_id for p in credit.parties if p.authority_id is not None)
    if isinstance(record, Article) and record.publisher_id is not None:
        found.add(record.publisher_id)
    return found
