"""A snapshot of the catalogue: records, and how they hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

import sqlalchemy as sa

from archive_app.domain.errors import NotFound
from archive_app.domain.records import (
    Authority,
    Collection,
    Evidence,
    Kind,
    PhotoUse,
    Record,
    SavedSearch,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement
from archive_app.store import mapping
from archive_app.store import tables as t
from archive_app.store.authority_links import AuthorityReading
from archive_app.store.checking import Checks
from archive_app.store.credit_lines import CreditReading
from archive_app.store.file_checks import FileChecks
from archive_app.store.history_log import HistoryLog
from archive_app.store.loading import CHUNK, as_json, child_rows, chunks, load, load_evidence
from archive_app.store.matching import Matching
from archive_app.store.pictures import PicturesReading
from archive_app.store.prints import Prints
from archive_app.store.rights_reading import RightsReading
from archive_app.store.rules import RulesReading
from archive_app.store.searching import Finder
from archive_app.store.shelves import ShelvesReading
from archive_app.store.sqlite.engine import fetch
from archive_app.store.versions import VersionsReading

R = TypeVar("R", bound=Record)


class ShownArticle(NamedTuple):
    """What the items of photos and videos take from an article that they stand in."""

    id: int
    headline: str
    published: str
    publisher: str
    publisher_id: int | None
    language: str


class Reader:
    """Reads within one transaction; made by ``Archive.read`` (and, inside an operation, by the writer)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> sa.Connection:
        """The connection of this transaction, for the store's own modules."""
        return self._connection

    def as_made(self) -> Reader:
        """A reader of the same that need not read again what was just made; this one itself where nothing was."""
        return self

    @property
    def finder(self) -> Finder:
        """The search index in this snapshot."""
        return Finder(self.connection)

    @property
    def pictures(self) -> PicturesReading:
        """What pictures look like, and which are alike."""
        return PicturesReading(self.connection)

    @property
    def matching(self) -> Matching:
        """Which records many keys mean."""
        return Matching(self.connection)

    @property
    def checks(self) -> Checks:
        """Checks of this snapshot."""
        return Checks(self.connection)

    @property
    def history(self) -> HistoryLog:
        """The operations up to this snapshot."""
        return HistoryLog(self.connection)

    @property
    def rules(self) -> RulesReading:
        """The person's rules and source profiles, and the traces they left."""
        return RulesReading(self.connection)

    @property
    def credit_lines(self) -> CreditReading:
        """Credit lines that may be like one."""
        return CreditReading(self.connection)

    @property
    def authority_links(self) -> AuthorityReading:
        """Where authorities are used, merges, and names that are never the same."""
        return AuthorityReading(self.connection)

    @property
    def rights(self) -> RightsReading:
        """Rights of many works at once, templates, and questions asked."""
        return RightsReading(self.connection)

    @property
    def file_checks(self) -> FileChecks:
        """Checks of kept files and what happened to each; those of a writer can be added to."""
        return FileChecks(self.connection)

    @property
    def prints(self) -> Prints:
        """Samples of the articles' texts, by which alike ones are found."""
        return Prints(self.connection)

    @property
    def shelves(self) -> ShelvesReading:
        """Marks, baskets, pinned tags, and when saved searches were looked at."""
        return ShelvesReading(self.connection)

    @property
    def versions(self) -> VersionsReading:
        """Versions of articles, and pairs known to be different."""
        return VersionsReading(self.connection)

    def record(self, number: int) -> Record:
        """The record of an id. Raises NotFound."""
        found = load(self.connection, [number])
        if number not in found:
            raise NotFound("There is no such record in this catalogue.", where=f"record {number}")
        return found[number]

    def records(self, numbers: Iterable[int]) -> dict[int, Record]:
        """The records of these ids; ids that are not in the catalogue are left out."""
        return load(self.connection, numbers)

    def of_type(self, cls: type[R], numbers: Iterable[int]) -> dict[int, R]:
        """The records of these ids that are of class ``cls``."""
        return {n: record for n, record in load(self.connection, numbers).items() if isinstance(record, cls)}

    def ids_of(self, kind: Kind, *, deleted: bool | None = False) -> list[int]:
        """Ids of all records of a kind; ``deleted`` None includes the bin, True is the bin alone."""
        statement = sa.select(t.record.c.id).where(t.record.c.kind == kind.value).order_by(t.record.c.id)
        if deleted is not None:
            statement = statement.where((t.record.c.deleted != "") if deleted else (t.record.c.deleted == ""))
        return list(self.connection.execute(statement).scalars())

    def all_of(self, kind: Kind, *, deleted: bool | None = False) -> Iterator[Record]:
        """All records of a kind in the order they were made, loaded in chunks."""
        for chunk in chunks(self.ids_of(kind, deleted=deleted), CHUNK):
            yield from load(self.connection, chunk).values()

    def id_of_uid(self, uid: str) -> int | None:
        """The id of the record with this uid, or None."""
        return self.connection.execute(sa.select(t.record.c.id).where(t.record.c.uid == uid)).scalar()

    def kinds(self, numbers: Iterable[int]) -> dict[int, Kind]:
        """The kind of each id that is in the catalogue."""
        found: dict[int, Kind] = {}
        for chunk in chunks(numbers):
            for number, kind in fetch(self.connection, _KINDS, (as_json(chunk),)):
                found[number] = Kind(kind)
        return found

    def photo_uses(self, *, articles: Iterable[int] = (), photos: Iterable[int] = ()) -> list[PhotoUse]:
        """Uses in these articles, or of these photos, in the order of article and position."""
        return self._uses(PhotoUse, Kind.PHOTO_USE, {"article_id": articles, "photo_id": photos})

    def video_uses(self, *, articles: Iterable[int] = (), videos: Iterable[int] = ()) -> list[VideoUse]:
        """Uses in these articles, or of these videos, in the order of article and position."""
        return self._uses(VideoUse, Kind.VIDEO_USE, {"article_id": articles, "video_id": videos})

    def shown_articles(self, numbers: Iterable[int]) -> dict[int, ShownArticle]:
        """What the photos and videos in these articles show of them; of those not in the bin."""
        rows = (row for chunk in chunks(numbers) for row in fetch(self.connection, _SHOWN_ARTICLES, (as_json(chunk),)))
        return {row[0]: ShownArticle(*row) for row in rows}

    def shown_media(self, photos: Iterable[int]) -> dict[int, int]:
        """The media record of each of these photos that has one."""
        return {
            photo: media
            for chunk in chunks(photos)
            for photo, media in fetch(self.connection, _SHOWN_MEDIA, (as_json(chunk),))
        }

    def evidence(self, numbers: Iterable[int]) -> dict[int, tuple[Evidence, ...]]:
        """Evidence of each record that has any, current and superseded."""
        return load_evidence(self.connection, numbers)

    def rights_of(self, works: Iterable[int]) -> dict[int, tuple[RightsStatement, ...]]:
        """Rights statements about each work that has any, oldest first, superseded ones too."""
        found: dict[int, list[RightsStatement]] = defaultdict(list)
        for chunk in chunks(works):
            ids = [number for (number,) in fetch(self.connection, _RIGHTS, (as_json(chunk),))]
            for statement in self.of_type(RightsStatement, ids).values():
                if statement.work_id is not None and not statement.deleted:
                    found[statement.work_id].append(statement)
        return {work: tuple(statements) for work, statements in found.items()}

    def collections_of(self, number: int) -> tuple[Collection, ...]:
        """The collections a record is in."""
        ids = [holder for (holder,) in fetch(self.connection, _HOLDERS, (number,))]
        return tuple(x for x in self.of_type(Collection, ids).values() if not x.deleted)

    def collection_named(self, name: str) -> Collection | None:
        """The collection of this name (letter case ignored), or None."""
        return next((c for c in self._all(Collection, Kind.COLLECTION) if c.name.casefold() == name.casefold()), None)

    def saved_search_named(self, name: str) -> SavedSearch | None:
        """The saved search of this name (letter case ignored), or None."""
        return next(
            (s for s in self._all(SavedSearch, Kind.SAVED_SEARCH) if s.name.casefold() == name.casefold()), None
        )

    def authorities(self) -> list[Authority]:
        """Every authority record that is not in the bin."""
        return self._all(Authority, Kind.AUTHORITY)

    def authorities_by_id(self, numbers: Iterable[int]) -> dict[int, Authority]:
        """The authorities of these ids, those in the bin too."""
        return self.of_type(Authority, numbers)

    def media_by_sha(self, sha256: str) -> int | None:
        """The id of the media record for these bytes, or None."""
        return self.connection.execute(
            sa.select(t.media.c.id).where(t.media.c.sha256 == sha256).order_by(t.media.c.id)
        ).scalar()

    def sources_with(self, *, sha256: str = "", address: str = "") -> list[int]:
        """Ids of sources with these bytes or from this address."""
        c = t.source.c
        wanted = [c.sha256 == sha256] * bool(sha256) + [c.address == address] * bool(address)
        return list(self.connection.execute(sa.select(c.id).where(sa.or_(sa.false(), *wanted))).scalars())

    def articles_with(self, *, url: str = "", source_ids: Iterable[int] = (), headline: str = "") -> list[int]:
        """Ids of articles not in the bin with this address, read from these sources, or bearing this headline."""
        c = t.article.c
        wanted = [c.url == url] * bool(url) + [c.headline == headline] * bool(headline)
        wanted.append(c.source_id.in_(list(source_ids)))
        return list(
            self.connection.execute(
                sa.select(c.id)
                .join(t.record, t.record.c.id == c.id)
                .where(t.record.c.deleted == "", sa.or_(*wanted))
                .order_by(c.id)
            ).scalars()
        )

    def read_from(self, source_ids: Iterable[int]) -> list[int]:
        """Ids of photos and videos not in the bin of which these sources say something."""
        e, c = t.evidence.c, t.record.c
        return list(
            self.connection.execute(
                sa.select(e.record_id)
                .distinct()
                .join(t.record, c.id == e.record_id)
                .where(
                    e.source_id.in_(list(source_ids)),
                    c.deleted == "",
                    c.kind.in_([Kind.PHOTO.value, Kind.VIDEO.value]),
                )
                .order_by(e.record_id)
            ).scalars()
        )

    def works_with_urls(self, kind: Kind, urls: Iterable[str]) -> dict[str, int]:
        """The oldest photo or video of each address (``kind`` says which) that is not in the bin."""
        table = t.photo if kind is Kind.PHOTO else t.video
        found: dict[str, int] = {}
        for chunk in chunks(sorted(set(urls))):
            rows = self.connection.execute(
                sa.select(table.c.url, sa.func.min(table.c.id))
                .join(t.record, t.record.c.id == table.c.id)
                .where(table.c.url.in_(chunk), t.record.c.deleted == "")
                .group_by(table.c.url)
            )
            found |= {url: number for url, number in rows}  # noqa: C416 - mypy knows the types this way
        return found

    def _all(self, cls: type[R], kind: Kind) -> list[R]:
        return list(self.of_type(cls, self.ids_of(kind)).values())

    def _uses(self, cls: type[R], kind: Kind, wanted: dict[str, Iterable[int]]) -> list[R]:
        found: dict[int, Record] = {}
        places: dict[int, tuple[int, int, int]] = {}
        for column, values in wanted.items():
            for chunk in chunks(values):
                rows = fetch(self.connection, _USES[kind, column], (as_json(chunk),))
                names = _USE_NAMES[kind]
                main = [dict(zip(names, row, strict=True)) for row in rows if row[0] not in found]
                children = child_rows(self.connection, kind, [row["id"] for row in main]) if main else {}
                found |= {r["id"]: mapping.to_record(kind, r, r, children.get(r["id"], {})) for r in main}
                places |= {r["id"]: (r["article_id"], r["position"], r["id"]) for r in main}
        return [use for number in sorted(found, key=places.__getitem__) if isinstance(use := found[number], cls)]


# Written once: the smallest save asks these several times.
_AMONG = "(SELECT value FROM json_each(?))"
_KINDS = f"SELECT id, kind FROM record WHERE id IN {_AMONG}"
_RIGHTS = f"SELECT id FROM rights_statement WHERE work_id IN {_AMONG} ORDER BY id"
_HOLDERS = "SELECT record_id FROM collection_member WHERE member_id = ?"
_SHOWN_ARTICLES = (
    "SELECT a.id, a.headline, a.published, a.publisher, a.publisher_id, a.language FROM article a"
    f" JOIN record r ON r.id = a.id WHERE a.id IN {_AMONG} AND r.deleted = ''"
)
_SHOWN_MEDIA = f"SELECT id, media_id FROM photo WHERE id IN {_AMONG} AND media_id IS NOT NULL"
_HEAD_NAMES = tuple(c.name for c in t.record.c if c.name not in {"id", "kind"})
_USE_NAMES = {
    kind: (*(c.name for c in mapping.main_table(kind).c), *_HEAD_NAMES) for kind in (Kind.PHOTO_USE, Kind.VIDEO_USE)
}
_USES = {
    (kind, column): f"SELECT {', '.join(f'u.{c.name}' for c in mapping.main_table(kind).c)},"
    f" {', '.join(f'r.{name}' for name in _HEAD_NAMES)} FROM {kind.value} u JOIN record r ON r.id = u.id"
    f" WHERE u.{column} IN {_AMONG} AND r.deleted = '' ORDER BY u.article_id, u.position, u.id"
    for kind, work in ((Kind.PHOTO_USE, "photo_id"), (Kind.VIDEO_USE, "video_id"))
    for column in ("article_id", work)
}
