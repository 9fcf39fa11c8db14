"""What an operation made, as reading it again would give it: an import's index is made without reading anything twice.

Works and uses only, and only while none of them was changed again within the operation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from archive_app.domain.records import Article, Authority, Kind, Photo, PhotoUse, Record, VideoUse
from archive_app.store.reader import Reader, ShownArticle

KEPT: Final = frozenset({Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO, Kind.PHOTO_USE, Kind.VIDEO_USE})
"""The kinds of records that are kept in mind."""

U = TypeVar("U", PhotoUse, VideoUse)
Uses = dict[tuple[str, int | None], list[U]]
"""Uses by each of their ends: an article, and the photo or video."""


class MadeReader(Reader):
    """Reads as the writer of an operation does; what the operation made is taken from memory.

    Args:
        reader: The operation's writer.
        made: Records as they were made, by id, of all of ``KEPT`` that the operation made.
    """

    def __init__(self, reader: Reader, made: Mapping[int, Record]) -> None:
        super().__init__(reader.connection)
        self._reader = reader
        self._made = made
        self._of_photos: Uses[PhotoUse] = defaultdict(list)
        self._of_videos: Uses[VideoUse] = defaultdict(list)
        for use in made.values():
            if isinstance(use, PhotoUse) and not use.deleted:
                self._of_photos["article", use.article_id].append(use)
                self._of_photos["work", use.photo_id].append(use)
            elif isinstance(use, VideoUse) and not use.deleted:
                self._of_videos["article", use.article_id].append(use)
                self._of_videos["work", use.video_id].append(use)

    def records(self, numbers: Iterable[int]) -> dict[int, Record]:
        """See ``Reader``."""
        wanted = list(numbers)
        rest = [number for number in wanted if number not in self._made]
        read = super().records(rest) if rest else {}
        return {n: record for n in wanted if (record := self._made.get(n) or read.get(n)) is not None}

    def authorities_by_id(self, numbers: Iterable[int]) -> dict[int, Authority]:
        """As the writer's, who keeps them in mind."""
        return self._reader.authorities_by_id(numbers)

    def photo_uses(self, *, articles: Iterable[int] = (), photos: Iterable[int] = ()) -> list[PhotoUse]:
        """See ``Reader``."""
        found, rest = self._uses_of(self._of_photos, "article", articles)
        more, others = self._uses_of(self._of_photos, "work", photos)
        read = super().photo_uses(articles=rest, photos=others) if rest or others else []
        return _in_order([*found, *more, *read])

    def video_uses(self, *, articles: Iterable[int] = (), videos: Iterable[int] = ()) -> list[VideoUse]:
        """See ``Reader``."""
        found, rest = self._uses_of(self._of_videos, "article", articles)
        more, others = self._uses_of(self._of_videos, "work", videos)
        read = super().video_uses(articles=rest, videos=others) if rest or others else []
        return _in_order([*found, *more, *read])

    def shown_articles(self, numbers: Iterable[int]) -> dict[int, ShownArticle]:
        """See ``Reader``."""
        found: dict[int, ShownArticle] = {}
        rest: list[int] = []
        for number in numbers:
            match self._made.get(number):
                case None:
                    rest.append(number)
                case Article(deleted="") as a:
                    found[number] = ShownArticle(
                        number, a.headline, a.published, a.publisher, a.publisher_id, a.language
                    )
                case _:
                    pass
        return found | (super().shown_articles(rest) if rest else {})

    def shown_media(self, photos: Iterable[int]) -> dict[int, int]:
        """See ``Reader``."""
        wanted = list(photos)
        rest = [number for number in wanted if number not in self._made]
        mine = {n: p.media_id for n in wanted if isinstance(p := self._made.get(n), Photo) and p.media_id is not None}
        return mine | (super().shown_media(rest) if rest else {})

    def _uses_of(self, uses: Uses[U], end: str, numbers: Iterable[int]) -> tuple[list[U], list[int]]:
        """The uses of what was made, and what was there before: it may have older uses."""
        found: list[U] = []
        rest: list[int] = []
        for number in numbers:
            if number in self._made:
                found += uses.get((end, number), ())
            else:
                rest.append(number)
        return found, rest


def _in_order(uses: list[U]) -> list[U]:
    unique = {use.id: use for use in uses}
    return sorted(unique.values(), key=lambda use: (use.article_id or 0, use.position, use.id or 0))
