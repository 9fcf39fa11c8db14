"""Looks up together what many rows will ask of the catalogue: one statement for each sort of question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from archive_app.domain.errors import InvalidRecord
from archive_app.domain.folding import sort_key
from archive_app.domain.records import Kind, PhotoUse, Record, VideoUse
from archive_app.domain.rights import RightsStatement
from archive_app.operations.table_cells import RowContent
from archive_app.operations.table_records import uid_of
from archive_app.store.archive import Reader

KINDS = {"article": Kind.ARTICLE, "photo": Kind.PHOTO, "video": Kind.VIDEO}
Use = PhotoUse | VideoUse
Twin = tuple[int, str, str]


class Ahead:
    """What the catalogue says to the keys of some rows; anything else is asked when it is needed.

    Whoever changes a record tells it with ``forget``.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._uids: dict[str, int | None] = {}
        self._urls: dict[tuple[str, str], int | None] = {}
        self._twins: dict[tuple[str, str], list[Twin]] = {}
        self._records: dict[int, Record] = {}
        self._uses: dict[tuple[str, str, int], list[Use]] = {}
        self._rights: dict[int, tuple[RightsStatement, ...]] = {}

    def look(self, contents: Sequence[RowContent], match: Sequence[str], main: Iterable[int] = ()) -> None:
        """Look up what these rows name; what was looked up before is forgotten.

        Args:
            contents: The rows.
            match: The keys by which the mapping knows their records.
            main: Records that rows are known to mean already.
        """
        uids, urls, titles = _keys(contents, match)
        matching = self._reader.matching
        self._uids = dict.fromkeys(uids, None) | matching.uids(uids) if uids else {}
        self._urls = {}
        for side, wanted in urls.items():
            found = matching.addresses(KINDS[side], wanted)
            self._urls |= {(side, url): found.get(url) for url in wanted}
        self._twins = {}
        for side, wanted in titles.items():
            twins = matching.twins(KINDS[side], wanted)
            self._twins |= {(side, key): twins.get(key, []) for key in wanted}
        numbers = {n for n in (*self._uids.values(), *self._urls.values(), *main) if n is not None}
        numbers |= {twins[0][0] for twins in self._twins.values() if len(twins) == 1}
        self._records = self._reader.records(numbers) if numbers else {}
        self._uses = {}
        self._rights = {}
        if numbers:
            self._look_around(contents)

    def forget(self, record: Record) -> None:
        """A record was made or changed: ask again."""
        self._records.pop(record.id or 0, None)
        match record:
            case PhotoUse() | VideoUse():
                side = "photo" if isinstance(record, PhotoUse) else "video"
                self._uses.pop(("of", side, _work_of(record) or 0), None)
                self._uses.pop(("in", side, record.article_id or 0), None)
            case RightsStatement():
                self._rights.pop(record.work_id or 0, None)
            case _:
                pass

    def by_uid(self, uid: str) -> int | None:
        """The record with this uid, of any kind."""
        return self._uids[uid] if uid in self._uids else self._reader.id_of_uid(uid)

    def by_url(self, side: str, url: str) -> int | None:
        """The oldest work of this kind with this address."""
        if (side, url) in self._urls:
            return self._urls[side, url]
        return self._reader.matching.addresses(KINDS[side], [url]).get(url)

    def twins(self, side: str, key: str) -> list[Twin]:
        """Works of this kind with this folded title: id, title, date."""
        if (side, key) in self._twins:
            return self._twins[side, key]
        return self._reader.finder.headline_twins(key, KINDS[side])

    def record(self, number: int) -> Record:
        """The record of an id. Raises NotFound."""
        known = self._records.get(number)
        return known if known is not None else self._reader.record(number)

    def uses_of(self, side: str, work: int) -> list[Use]:
        """The uses of a photo or video."""
        known = self._uses.get(("of", side, work))
        if known is not None:
            return list(known)
        if side == "photo":
            return list(self._reader.photo_uses(photos=[work]))
        return list(self._reader.video_uses(videos=[work])) if side == "video" else []

    def uses_in(self, side: str, article: int) -> list[Use]:
        """The photos, or the videos, in an article."""
        known = self._uses.get(("in", side, article))
        if known is not None:
            return list(known)
        if side == "photo":
            return list(self._reader.photo_uses(articles=[article]))
        return list(self._reader.video_uses(articles=[article])) if side == "video" else []

    def rights_of(self, work: int) -> tuple[RightsStatement, ...]:
        """The statements about a work."""
        if work in self._rights:
            return self._rights[work]
        return self._reader.rights_of([work]).get(work, ())

    def _look_around(self, contents: Sequence[RowContent]) -> None:
        kinds = self._reader.kinds(self._records)
        works = {side: [n for n in self._records if kinds.get(n) is kind] for side, kind in KINDS.items()}
        for side in ("photo", "video"):
            if works[side]:
                found = self._reader.photo_uses(photos=works[side]) if side == "photo" else []
                more = self._reader.video_uses(videos=works[side]) if side == "video" else []
                self._keep("of", side, works[side], [*found, *more])
        if works["article"]:
            self._keep("in", "photo", works["article"], self._reader.photo_uses(articles=works["article"]))
            self._keep("in", "video", works["article"], self._reader.video_uses(articles=works["article"]))
        if any("rights" in content.given for content in contents):
            known = self._reader.rights_of(self._records)
            self._rights = {number: known.get(number, ()) for number in self._records}

    def _keep(self, way: str, side: str, numbers: Iterable[int], uses: Sequence[Use]) -> None:
        by_record: dict[int, list[Use]] = defaultdict(list)
        for use in uses:
            by_record[(use.article_id if way == "in" else _work_of(use)) or 0].append(use)
        self._uses |= {(way, side, number): by_record.get(number, []) for number in numbers}


def _keys(
    contents: Sequence[RowContent], match: Sequence[str]
) -> tuple[set[str], dict[str, set[str]], dict[str, set[str]]]:
    """The uids, and by side the addresses and folded titles, that rows name."""
    uids: set[str] = set()
    urls: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    for content in contents:
        for side in content.given:
            if uid := _uid(content.key(side, "uid")):
                uids.add(uid)
            if side not in KINDS:
                continue
            if url := content.key(side, "url"):
                urls[side].add(url)
            asked = "title" in match or (side == "article" and content.kind != side)
            title = content.key(side, "headline" if side == "article" else "title") if asked else ""
            if key := sort_key(title) if title else "":
                titles[side].add(key)
    return uids, urls, titles


def _uid(text: str) -> str:
    """The uid; "" for what is none: the row says so when it is taken."""
    try:
        return uid_of(text)
    except InvalidRecord:
        return ""


def _work_of(use: Use) -> int | None:
    return use.photo_id if isinstance(use, PhotoUse) else use.video_id
