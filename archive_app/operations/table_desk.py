"""What rows of a table ask of the catalogue, and where their records go: into memory (a dry run) or into the catalogue.

Both desks answer alike, so that the same rows come to the same whether they are tried or imported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from archive_app.domain.errors import ArchiveError
from archive_app.domain.folding import sort_key
from archive_app.domain.records import (
    Article,
    Authority,
    Collection,
    Evidence,
    Kind,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement
from archive_app.formats.media import facts
from archive_app.operations.edit import save_within
from archive_app.operations.linking import Linker
from archive_app.operations.table_cells import Given
from archive_app.operations.works import keep_media, make_previews
from archive_app.store.archive import Archive, Reader, Writer

Use = PhotoUse | VideoUse
_KINDS = {"article": Kind.ARTICLE, "photo": Kind.PHOTO, "video": Kind.VIDEO}


class Desk:
    """A dry run: records that rows make get numbers below zero and are kept here."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._records: dict[int, Record] = {}
        self._keys: dict[tuple[str, str, str], int] = {}
        self._uses: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        self._made: set[int] = set()
        self._authorities: dict[tuple[str, str], int] | None = None
        self._collections: dict[str, int] | None = None
        self._collected: defaultdict[str, dict[int, None]] = defaultdict(dict)

    def get(self, number: int) -> Record:
        """A record as it would be by now."""
        return self._records[number] if number in self._records else self._reader.record(number)

    def made_here(self, number: int | None) -> bool:
        """Whether a row of this table made the record."""
        return number in self._made

    def by_uid(self, side: str, uid: str) -> int | None:
        """The record with this uid, made by a row before or in the catalogue."""
        return self._keys.get((side, "uid", uid)) or self._reader.id_of_uid(uid)

    def by_url(self, side: str, url: str) -> int | None:
        """The work of this kind with this address."""
        known = self._keys.get((side, "url", url))
        if known is not None or side not in _KINDS:
            return known
        if side == "article":
            return next(iter(self._reader.articles_with(url=url)), None)
        return self._reader.works_with_urls(_KINDS[side], [url]).get(url)

    def by_title(self, side: str, title: str, published: str) -> int | None:
        """The work of this kind with this title, if no date speaks against it and there is but one."""
        key = sort_key(title)
        known = self._keys.get((side, "title", f"{key}\0{published}"))
        if known is not None or side not in _KINDS or not key:
            return known
        twins = self._reader.finder.headline_twins(key, _KINDS[side])
        fitting = [number for number, _title, date in twins if not published or not date or date == published]
        return fitting[0] if len(fitting) == 1 else None

    def authority(self, sort: str, value: str) -> int | None:
        """The authority of a name ("name") or of an identifier ("identifiers")."""
        if self._authorities is None:
            self._authorities = {}
            for one in self._reader.authorities():
                self._know_authority(one)
        return self._authorities.get((sort, value.casefold()))

    def uses_of(self, side: str, work_id: int) -> list[Use]:
        """The uses of a photo or a video, in the order of exports."""
        found: list[Use] = []
        if work_id > 0 and not self._is_free((side, work_id)):
            found += self._reader.photo_uses(photos=[work_id]) if side == "photo" else ()
            found += self._reader.video_uses(videos=[work_id]) if side == "video" else ()
        return self._with_pending(found, (side, work_id))

    def uses_in(self, side: str, article_id: int) -> list[Use]:
        """The photos, or the videos, in an article."""
        found: list[Use] = []
        if article_id > 0 and not self._is_free((f"{side} in", article_id)):
            found += self._reader.photo_uses(articles=[article_id]) if side == "photo" else ()
            found += self._reader.video_uses(articles=[article_id]) if side == "video" else ()
        return self._with_pending(found, (f"{side} in", article_id))

    def rights_of(self, work_id: int) -> RightsStatement | None:
        """The newest statement about a work that is in force."""
        found = self._reader.rights_of([work_id]).get(work_id, ()) if work_id > 0 else ()
        return next((one for one in reversed(found) if one.status == "current"), None)

    def media_of(self, record: Photo | Video) -> MediaFile | None:
        """The file that a work holds."""
        if record.media_id is None or record.media_id < 0:
            return None
        return self._reader.of_type(MediaFile, [record.media_id]).get(record.media_id)

    def missing_collections(self, names: Sequence[str], number: int | None) -> list[str]:
        """Those of these collections that do not hold the record yet."""
        held: set[str] = set()
        if number is not None and number > 0:
            held = {self._full_name(one) for one in self._reader.collections_of(number)}
        held |= {name for name, members in self._collected.items() if number in members}
        return [name for name in dict.fromkeys(names) if name.casefold() not in held]

    def collect(self, name: str, number: int) -> None:
        """Put a record into a collection, which is made if need be."""
        self._collected[name.casefold()][number] = None

    def save(self, record: Record, old: Record | None) -> int:
        """Keep a record; return its number."""
        number = record.id if record.id is not None else -len(self._made) - 1
        self._records[number] = replace(record, id=number)
        self._note(record, number, old)
        return number

    def attach(self, path: Path, record: Photo | Video) -> Photo | Video:
        """The record with the file; a dry run keeps none. Raises ArchiveError when the file cannot be kept."""
        del path
        return record

    def note_evidence(self, number: int, taken: Sequence[Given], row: int) -> None:
        """Remember which cells the values came from."""

    def _note(self, record: Record, number: int, old: Record | None) -> None:
        if old is None:
            self._made.add(number)
        match record:
            case PhotoUse() if old is None:
                self._uses["photo", record.photo_id or 0].append(number)
                self._uses["photo in", record.article_id or 0].append(number)
            case VideoUse() if old is None:
                self._uses["video", record.video_id or 0].append(number)
                self._uses["video in", record.article_id or 0].append(number)
            case Article(headline=title, published=published) | Video(title=title, published=published):
                self._know(record, number, title, published)
            case Photo(title=title):
                self._know(record, number, title, "")
            case Authority() if self._authorities is not None:
                self._know_authority(replace(record, id=number))
            case _:
                pass

    def _know(self, record: Article | Photo | Video, number: int, title: str, published: str) -> None:
        side = {Article: "article", Photo: "photo", Video: "video"}[type(record)]
        for name, value in (("uid", record.uid), ("url", record.url), ("title", f"{sort_key(title)}\0{published}")):
            if value.strip("\0") and (name != "title" or title):
                self._keys.setdefault((side, name, value), number)

    def _know_authority(self, record: Authority) -> None:
        if self._authorities is not None and record.id is not None:
            self._authorities.setdefault(("name", record.name.casefold()), record.id)
            for one in record.identifiers:
                self._authorities.setdefault(("identifiers", f"{one.scheme}:{one.value}".casefold()), record.id)

    def _with_pending(self, found: list[Use], key: tuple[str, int]) -> list[Use]:
        known = {use.id for use in found}
        here = [self._records.get(use.id or 0, use) for use in found]
        here += [self.get(number) for number in self._uses.get(key, ()) if number not in known]
        return [use for use in here if isinstance(use, PhotoUse | VideoUse)]

    def _is_free(self, key: tuple[str, int]) -> bool:
        """Whether a record of this table has no uses yet: nobody need be asked."""
        return key[1] in self._made and not self._uses.get(key)

    def _full_name(self, collection: Collection) -> str:
        names, above = [collection.name], collection.parent_id
        while above is not None and len(names) < 50:
            parent = self._reader.of_type(Collection, [above])[above]
            names.append(parent.name)
            above = parent.parent_id
        return " / ".join(reversed(names)).casefold()


class WritingDesk(Desk):
    """The catalogue itself, within one operation."""

    def __init__(self, archive: Archive, writer: Writer, source_id: int) -> None:
        super().__init__(writer)
        self._archive = archive
        self._writer = writer
        self._linker = Linker(writer)
        self._source_id = source_id
        self._names: dict[str, str] = {}

    def get(self, number: int) -> Record:
        """As it stands within the operation."""
        return self._writer.record(number)

    def save(self, record: Record, old: Record | None) -> int:
        """Write a record, with its names linked and its credit line taken apart."""
        number = save_within(self._writer, self._linker, record, old)
        self._note(record, number, old)
        return number

    def attach(self, path: Path, record: Photo | Video) -> Photo | Video:
        """Keep the file under its hash and give it to the record."""
        found = facts(path)
        stored = self._archive.media.put_file(path, found.suffix)
        make_previews(self._archive, stored, found)
        media_id = keep_media(self._writer, stored, found, path.name)
        if isinstance(record, Video):
            return replace(record, media_id=media_id, status="held", duration=record.duration or found.duration)
        return replace(record, media_id=media_id)

    def note_evidence(self, number: int, taken: Sequence[Given], row: int) -> None:
        """Evidence of no layer: ``start`` and ``end`` are the row's number in the table."""
        self._writer.note_evidence(
            number,
            [
                Evidence(
                    one.target.field.path.split(".")[0], one.quote[:4000], f"table:{one.heading}", 1.0, layer="",
                    start=row, end=row, source_id=self._source_id,
                )
                for one in taken
            ],
        )  # fmt: skip

    def collect(self, name: str, number: int) -> None:
        """Remembered until ``finish``: each collection is written once."""
        super().collect(name, number)
        self._names.setdefault(name.casefold(), name)

    def finish(self) -> None:
        """Write the collections."""
        for key, members in self._collected.items():
            parent: int | None = None
            for part in self._names[key].split(" / "):
                parent = self._collection(part.strip(), parent)
            if parent is not None:
                collection = self._writer.of_type(Collection, [parent])[parent]
                wanted = dict.fromkeys((*collection.members, *members))
                self._writer.save(replace(collection, members=tuple(wanted)))

    def _collection(self, name: str, parent: int | None) -> int:
        for one in self._writer.finder.collections():
            if one.parent_id == parent and one.name.casefold() == name.casefold():
                return one.id
        return self._writer.save(Collection(name=name, parent_id=parent))


def why_not_kept(error: ArchiveError, name: str) -> str:
    """The sentence for a file that could not be kept."""
    words = str(error)
    return words if name in words else f"{name}: {words}"
