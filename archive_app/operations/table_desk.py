"""What rows of a table ask of the catalogue, and where their records go: into memory (a dry run) or into the catalogue.

Both desks answer alike, so that the same rows come to the same whether they are tried or imported.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from archive_app.domain.errors import ArchiveError
from archive_app.domain.folding import sort_key
from archive_app.domain.records import (
    Article,
    Authority,
    Collection,
    Evidence,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement
from archive_app.operations.edit import linked, save_within
from archive_app.operations.linking import Linker
from archive_app.operations.media_reading import facts
from archive_app.operations.previews import make_previews
from archive_app.operations.table_ahead import KINDS, Ahead, Use
from archive_app.operations.table_cells import Given, RowContent
from archive_app.operations.works import keep_media
from archive_app.store.archive import Archive, Reader, Writer

__all__ = ["Desk", "Use", "WritingDesk", "why_not_kept"]
_REMEMBERED = 4000  # records written last: rows of one article stand together


class Desk:
    """A dry run: records that rows make get numbers below zero and are kept here."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._ahead = Ahead(reader)
        self._records: dict[int, Record] = {}
        self._keys: dict[tuple[str, str, str], int] = {}
        self._uses: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        self._made: set[int] = set()
        self._authorities: dict[tuple[str, str], int] | None = None
        self._collections: dict[str, int] | None = None
        self._collected: defaultdict[str, dict[int, None]] = defaultdict(dict)

    def look_ahead(self, contents: Sequence[RowContent], match: Sequence[str]) -> None:
        """Rows that come next; what they will ask is looked up together."""
        self._ahead.look(contents, match, self._named_authorities(contents))

    def get(self, number: int) -> Record:
        """A record as it would be by now."""
        return self._records[number] if number in self._records else self._ahead.record(number)

    def made_here(self, number: int | None) -> bool:
        """Whether a row of this table made the record."""
        return number in self._made

    def by_uid(self, side: str, uid: str) -> int | None:
        """The record with this uid, made by a row before or in the catalogue."""
        return self._keys.get((side, "uid", uid)) or self._keys.get(("", "uid", uid)) or self._ahead.by_uid(uid)

    def by_url(self, side: str, url: str) -> int | None:
        """The work of this kind with this address."""
        known = self._keys.get((side, "url", url))
        return known if known is not None or side not in KINDS else self._ahead.by_url(side, url)

    def by_title(self, side: str, title: str, published: str) -> int | None:
        """The work of this kind with this title, if no date speaks against it and there is but one."""
        key = sort_key(title)
        known = self._keys.get((side, "title", f"{key}\0{published}"))
        if known is not None or side not in KINDS or not key:
            return known
        twins = self._ahead.twins(side, key)
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
        found = self._ahead.uses_of(side, work_id) if work_id > 0 and work_id not in self._made else []
        return self._with_pending(found, (side, work_id))

    def uses_in(self, side: str, article_id: int) -> list[Use]:
        """The photos, or the videos, in an article."""
        found = self._ahead.uses_in(side, article_id) if article_id > 0 and article_id not in self._made else []
        return self._with_pending(found, (f"{side} in", article_id))

    def rights_of(self, work_id: int) -> RightsStatement | None:
        """The newest statement about a work that is in force."""
        found = self._ahead.rights_of(work_id) if work_id > 0 else ()
        return next((one for one in reversed(found) if one.status == "current"), None)

    def media_of(self, record: Photo | Video) -> MediaFile | None:
        """The file that a work holds."""
        if record.media_id is None or record.media_id < 0:
            return None
        return self._reader.of_type(MediaFile, [record.media_id]).get(record.media_id)

    def missing_collections(self, names: Sequence[str], number: int | None) -> list[str]:
        """Those of these collections that do not hold the record yet."""
        held: set[str] = set()
        if not names:
            return []
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
            if record.uid:
                self._keys.setdefault(("", "uid", record.uid), number)
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
        return sorted((use for use in here if isinstance(use, PhotoUse | VideoUse)), key=_place)

    def _named_authorities(self, contents: Sequence[RowContent]) -> Iterable[int]:
        if self._authorities is None and any(content.kind == "authority" for content in contents):
            self.authority("name", "")
        known = self._authorities or {}
        found = (known.get(("name", content.key("authority", "name").casefold())) for content in contents)
        return {number for number in found if number is not None and number > 0}

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

    def save(self, record: Record, old: Record | None) -> int:
        """Write a record, with its names linked and its credit line taken apart."""
        if old is None:
            return self._make(record)
        number = save_within(self._writer, self._linker, record, old)
        self._ahead.forget(replace(record, id=number))
        self._records.pop(number, None)
        self._note(record, number, old)
        return number

    def _make(self, record: Record) -> int:
        """Write a new record, and remember it for a while: the rows that come next ask for it."""
        whole = linked(self._linker, replace(record, uid=record.uid or uuid.uuid4().hex))
        number = self._writer.save(whole)
        moment = record.created or self._writer.at
        self._records[number] = replace(
            whole, id=number, revision=1, created=moment, modified=record.modified or moment
        )
        if len(self._records) > _REMEMBERED:
            for early in list(self._records)[: _REMEMBERED // 2]:
                del self._records[early]
        self._ahead.forget(whole)
        self._note(record, number, None)
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


def _place(use: Use) -> tuple[bool, int, int]:
    """As the catalogue orders uses; what a dry run makes has numbers below zero, the first the highest."""
    article = use.article_id or 0
    return article < 0, abs(article), use.position


def why_not_kept(error: ArchiveError, name: str) -> str:
    """The sentence for a file that could not be kept."""
    words = str(error)
    return words if name in words else f"{name}: {words}"
