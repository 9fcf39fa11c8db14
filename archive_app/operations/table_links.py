"""Which photos and videos stand in which articles, where a table has them all in rows of their own.

Our export of records gives an article the captions of its photos, and a photo its caption in each article. What both
rows have is one place in an article.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from archive_app.domain.choices import KINDS, choice_of
from archive_app.formats.tables.cells import parts
from archive_app.formats.tables.mapping import TableMapping
from archive_app.formats.tables.model import Row, Table
from archive_app.formats.tables.targets import MIXED, resolve
from archive_app.operations.table_cells import CellReader, Given, RowContent

_WORDS = ("caption", "mention")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article: the article by its uid or headline, and which photo or video of it."""

    uid: str
    headline: str
    position: int


class Links:
    """The places that the rows of articles offer; each is taken once."""

    def __init__(self, table: Table, mapping: TableMapping) -> None:
        self._mapping = mapping
        self._places: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
        self._kind_at = next((at for at, column in mapping.mapped if column.target == "kind"), -1)
        self._columns = {
            name: at
            for name in _WORDS
            for at, column in mapping.mapped
            if (found := resolve(column.target, "video", alone=True)) and found.field.name == name
        }
        self.wanted = mapping.row == MIXED and bool(self._columns)
        if self.wanted:
            reader = CellReader(mapping)
            for row in table.rows():
                if self.is_article(row):
                    self._offer(row, reader.read(row))

    def is_article(self, row: Row) -> bool:
        """Whether a row is an article's; those are taken first, so that others find them."""
        kind = choice_of(KINDS, row.cell(self._kind_at)) if self._kind_at >= 0 else None
        return kind is not None and kind.value == "article"

    def places_of(self, content: RowContent) -> list[tuple[Place, list[Given]]]:
        """Where a photo or video stands, each with what the row says of it there."""
        given = content.of(f"{content.kind}_use")
        texts = {one.target.field.name: parts(one.typed) for one in given}
        number = max((len(each) for each in texts.values()), default=0)
        found: list[tuple[Place, list[Given]]] = []
        for at in range(number):
            place = self._take(content.kind, texts, at)
            if place is not None:
                share = [
                    replace(one, typed=text)
                    for one in given
                    if (text := _part(one.typed, texts[one.target.field.name], at, number))
                ]
                found.append((place, share))
        return found

    def _offer(self, row: Row, content: RowContent) -> None:
        uid, headline = content.key("article", "uid"), content.key("article", "headline")
        if not uid and not headline:
            return
        for name, at in self._columns.items():
            for position, text in enumerate(parts(row.cell(at))):
                if text:
                    for kind in ("photo", "video") if name == "caption" else ("video",):
                        self._places[kind, name, _plain(text)].append(Place(uid, headline, position))

    def _take(self, kind: str, texts: dict[str, list[str]], at: int) -> Place | None:
        for name in reversed(_WORDS) if kind == "video" else _WORDS:
            words = texts.get(name, [])
            places = self._places.get((kind, name, _plain(words[at])), []) if at < len(words) else []
            if places:
                return places.pop(0)
        return None


def _plain(text: str) -> str:
    return " ".join(text.split())


def _part(whole: str, texts: list[str], at: int, number: int) -> str:
    if number == 1:
        return whole
    return texts[at] if len(texts) == number else ""
