"""One row of a table: which records it means, and what it would change in them. Nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from archive_app.domain.checks import invalid
from archive_app.domain.errors import InvalidRecord, NotFound
from archive_app.domain.fields import field, kind_of
from archive_app.domain.records import Article, Photo, PhotoUse, Record, Video, VideoUse
from archive_app.domain.rights import RightsStatement
from archive_app.formats.tables.cells import parts
from archive_app.formats.tables.mapping import TableMapping
from archive_app.formats.tables.model import Row
from archive_app.i18n import tr
from archive_app.operations.table_cells import CellReader, Given, RowContent, put
from archive_app.operations.table_desk import Desk, Use
from archive_app.operations.table_files import FileFinder, sort_of
from archive_app.operations.table_links import Links, Place
from archive_app.operations.table_prepared import Node, Prepared, main_side, report_of, says_something
from archive_app.operations.table_records import fresh, uid_of

_CHUNK = 200  # rows looked up together


class _Problem(Exception):
    """Why a row cannot be taken."""


class RowTaker:
    """Prepares rows, and carries them out, one after the other; later rows see what earlier ones made."""

    def __init__(self, desk: Desk, mapping: TableMapping, folder: Path, links: Links | None = None) -> None:
        self._desk = desk
        self._links = links
        self._mapping = mapping
        self._reader = CellReader(mapping)
        self._files = FileFinder(folder)
        self._matched_uses: set[int] = set()

    def contents(self, rows: Iterable[Row]) -> Iterator[RowContent]:
        """What rows say, read by the chunk: what a chunk will ask of the catalogue is looked up together."""
        rest = iter(rows)
        while chunk := [self._reader.read(row) for row in islice(rest, _CHUNK)]:
            self._desk.look_ahead(chunk, self._mapping.match)
            yield from chunk

    def prepare(self, content: RowContent) -> Prepared:
        """What a row comes to; nothing is changed. Problems stand in the report."""
        prepared = Prepared(content, Node(content.kind, None, fresh(main_side(content.kind))))
        if not content.problems:
            try:
                self._prepare(prepared)
            except _Problem as problem:
                content.problems.append(str(problem))
            except InvalidRecord as error:
                content.problems.append(error.message)
        left_alone = self._left_alone(prepared.main.old.id if prepared.main.old is not None else None)
        prepared.report = report_of(prepared, left_alone=left_alone)
        return prepared

    def _prepare(self, prepared: Prepared) -> None:
        content = prepared.content
        side = main_side(content.kind)
        article = self._article(content) if side in {"photo", "video"} else None
        number = self._match(content, side)
        if number is None and article is not None and article.old is not None:
            number = self._same_in(article.old, content, side)
        prepared.main = self._node(side, number, content.of(side), uid_of(content.key(side, "uid")))
        if self._left_alone(number):
            return
        if content.for_notes and isinstance(prepared.main.new, Article | Photo | Video):
            notes = [line for line in content.for_notes if line not in prepared.main.new.notes]
            if notes:
                both = "\n".join(text for text in (prepared.main.new.notes, *notes) if text)
                prepared.main.new = replace(prepared.main.new, notes=both)
        self._find_file(prepared)
        if side == "article":
            self._works_in_article(prepared)
        elif side in {"photo", "video"}:
            self._uses_of_work(prepared, article)
        self._check_file(prepared)
        self._rights(prepared)
        prepared.collections = self._desk.missing_collections(content.collections, number)
        if prepared.main.old is None and not says_something(prepared):
            raise _Problem(tr("The row says nothing of the record itself."))
        for node in prepared.nodes:
            for name, sentence in invalid(node.new) if node.touched else ():
                heading = next((one.heading for one in node.taken if one.target.field.name == name), "")
                raise _Problem(
                    tr("Column “{column}”: {reason}").format(column=heading, reason=sentence) if heading else sentence
                )

    def _node(self, side: str, number: int | None, given: Sequence[Given], uid: str = "") -> Node:
        """A record with what is given put into it."""
        if number is None:
            made, taken = put(replace(fresh(side), uid=uid), given, "new")
            return Node(side, None, made, taken)
        old = self._desk.get(number)
        if kind_of(old).value != side:
            raise _Problem(tr("The identifier belongs to a record of another kind."))
        if old.deleted:
            raise _Problem(tr("The record is in the bin; restore it first, or empty the bin."))
        mode = "fill" if self._desk.made_here(number) else self._mapping.on_match
        made, taken = put(old, given, mode) if mode != "leave" else (old, [])
        return Node(side, old, made, taken)

    def _match(self, content: RowContent, side: str) -> int | None:
        """The record that the row means, by the keys of the mapping in their order."""
        for key in self._mapping.match:
            value = content.key(side, key if key != "title" or side != "article" else "headline")
            if key == "uid" and value:
                found = self._desk.by_uid(side, uid_of(value))
            elif key == "id" and value:
                found = self._by_number(value)
            elif key == "url" and value:
                found = self._desk.by_url(side, value)
            elif key == "title" and value:
                found = self._desk.by_title(side, value, content.key(side, "published"))
            elif key == "name" and value and side == "authority":
                found = self._desk.authority("name", value)
            elif key == "identifiers" and side == "authority":
                ids = [one.typed for one in content.given[side] if one.target.field.name == "identifiers"]
                each = (part.strip() for text in ids for part in text.split(";"))
                found = next((n for part in each if (n := self._desk.authority(key, part)) is not None), None)
            else:
                continue
            if found is not None:
                return found
        return None

    def _by_number(self, text: str) -> int | None:
        number = text.strip().removeprefix("#")
        if not (number.isascii() and number.isdigit()):
            raise _Problem(tr("“{text}” is not the number of a record.").format(text=text[:40]))
        try:
            return self._desk.get(int(number)).id
        except NotFound as error:
            raise _Problem(tr("There is no record {n} in this catalogue.").format(n=number)) from error

    def _article(self, content: RowContent) -> Node | None:
        """The article that a photo or video is printed in; None when the row names none."""
        given = content.of("article")
        uid, url = uid_of(content.key("article", "uid")), content.key("article", "url")
        title, published = content.key("article", "headline"), content.key("article", "published")
        named = uid or url or title or content.key("article", "body") or (
            published and content.key("article", "publisher")
        )  # fmt: skip
        if not named:
            if given:
                content.remarks.append(tr("The article is not named, so what is said of it was left out."))
            return None
        number = self._desk.by_uid("article", uid) if uid else None
        if number is None and url:
            number = self._desk.by_url("article", url)
        if number is None and title and not uid:
            number = self._desk.by_title("article", title, published)
        return self._node("article", number, given, uid)

    def _same_in(self, article: Record, content: RowContent, side: str) -> int | None:
        """The photo or video of an article in the catalogue that has the row's caption: no second one is made."""
        if article.id is None or self._desk.made_here(article.id):
            return None
        caption, mention = content.key(f"{side}_use", "caption"), content.key(f"{side}_use", "mention")
        for use in self._desk.uses_in(side, article.id):
            same = (caption and use.caption == caption) or (
                isinstance(use, VideoUse) and mention and use.mention == mention
            )
            if same and use.id not in self._matched_uses and not self._desk.made_here(use.id):
                self._matched_uses.add(use.id or 0)
                return use.photo_id if isinstance(use, PhotoUse) else use.video_id
        return None

    def _uses_of_work(self, prepared: Prepared, article: Node | None) -> None:
        """What the row says of the photo or video in its article, or in the articles that the catalogue knows."""
        content, main = prepared.content, prepared.main
        side = main.side
        given = content.of(f"{side}_use")
        number = main.old.id if main.old is not None else None
        uses = self._desk.uses_of(side, number) if number is not None else []
        if article is not None:
            prepared.others.append(article)
            known = article.old.id if article.old is not None else 0
            there = next((use for use in uses if use.article_id == known and known), None)
            prepared.uses.append(self._use_node(side, there, given))
        elif uses:
            prepared.uses += self._use_nodes(side, uses, given)
        elif places := self._links.places_of(content) if self._links is not None else []:
            self._place(prepared, places)
        elif given:
            self._without_article(prepared, given)

    def _place(self, prepared: Prepared, places: Sequence[tuple[Place, list[Given]]]) -> None:
        """The places in articles of the same table."""
        for place, share in places:
            number = self._desk.by_uid("article", uid_of(place.uid)) if place.uid else None
            if number is None and place.headline:
                number = self._desk.by_title("article", place.headline, "")
            node = self._use_node(prepared.main.side, None, share)
            if number is not None and isinstance(node.new, PhotoUse | VideoUse):
                node.new = replace(node.new, article_id=number, position=place.position)
                prepared.uses.append(node)

    def _use_node(self, side: str, use: Use | None, given: Sequence[Given]) -> Node:
        if use is None:
            made, taken = put(fresh(f"{side}_use"), given, "new")
            return Node(f"{side}_use", None, made, taken)
        mode = "fill" if self._desk.made_here(use.id) else self._mapping.on_match
        new, taken = put(use, given, mode)
        return Node(f"{side}_use", use, new, taken)

    def _use_nodes(self, side: str, uses: Sequence[Use], given: Sequence[Given]) -> list[Node]:
        """Several uses of one work: our exports write their values into one cell, each at its place."""
        if len(uses) == 1:
            return [self._use_node(side, uses[0], given)]
        shares: list[list[Given]] = [[] for _use in uses]
        for one in given:
            texts = parts(one.typed)
            if len(texts) != len(uses):
                raise _Problem(
                    tr("Column “{column}”: it stands in {n} articles, and the row does not say which is meant.").format(
                        column=one.heading, n=len(uses)
                    )
                )
            for share, use, text in zip(shares, uses, texts, strict=True):
                present = " ".join(str(getattr(use, one.target.field.name, "")).split())
                if text and text != present:
                    share.append(replace(one, typed=text))
        return [self._use_node(side, use, share) for use, share in zip(uses, shares, strict=True)]

    def _without_article(self, prepared: Prepared, given: Sequence[Given]) -> None:
        """A caption without an article describes the work; a credit line is what its rights are known by."""
        content, work = prepared.content, prepared.main.new
        if not isinstance(work, Photo | Video):
            return
        for one in given:
            name = one.target.field.name
            if name in {"caption", "mention", "alt_text"} and not work.description:
                work = replace(work, description=one.typed)
                prepared.main.taken.append(
                    replace(one, target=replace(one.target, field=field(prepared.main.side, "description")))
                )
            elif name == "credit_line":
                content.given["rights"].append(
                    replace(
                        one, target=replace(one.target, side="rights", field=field("rights", "credit_line_printed"))
                    )
                )
            elif name not in {"caption", "mention"} or work.description != one.typed:
                words = tr("Column “{column}” was left out: the row names no article.")
                content.remarks.append(words.format(column=one.heading))
        prepared.main.new = work

    def _works_in_article(self, prepared: Prepared) -> None:
        """A photo and a video that stand in the row of an article."""
        content, main = prepared.content, prepared.main
        for side in ("photo", "video"):
            given, of_use = content.of(side), content.of(f"{side}_use")
            has_file = prepared.file is not None and (prepared.sort == "image") == (side == "photo")
            if not given and not of_use and not has_file:
                continue
            number = self._match(content, side)
            if number is None and main.old is not None:
                number = self._same_in(main.old, content, side)
            work = self._node(side, number, given, uid_of(content.key(side, "uid")))
            prepared.others.append(work)
            known = self._desk.uses_of(side, number) if number is not None else []
            there = next((use for use in known if main.old is not None and use.article_id == main.old.id), None)
            prepared.uses.append(self._use_node(side, there, of_use))

    def _find_file(self, prepared: Prepared) -> None:
        if prepared.content.file:
            prepared.file, prepared.no_file = self._files.find(prepared.content.file)
            prepared.sort = sort_of(prepared.file) if prepared.file is not None else ""

    def _check_file(self, prepared: Prepared) -> None:
        """See whether the record takes the file; one that holds a file already does not miss another."""
        content, holder = prepared.content, prepared.file_holder
        held = holder.new.media_id if holder is not None and isinstance(holder.new, Photo | Video) else None
        found, prepared.file = prepared.file, None
        if found is None:
            sentence = prepared.no_file if held is None else ""
        elif holder is None or prepared.sort != ("image" if isinstance(holder.new, Photo) else "video"):
            sentence = tr("“{name}” is not a file of that kind.").format(name=found.name)
        else:
            sentence = ""
            if held is None or (self._mapping.on_match == "overwrite" and not self._holds(holder, found)):
                prepared.file = found
        if sentence:
            content.remarks.append(
                tr("Column “{column}”: {reason}").format(column=content.file_heading, reason=sentence)
            )

    def _holds(self, holder: Node, path: Path) -> bool:
        media = self._desk.media_of(holder.new) if isinstance(holder.new, Photo | Video) else None
        return media is not None and media.sha256 == _sha256(path)

    def _left_alone(self, number: int | None) -> bool:
        """Whether the row means a record that was there before and is not to be touched."""
        return number is not None and self._mapping.on_match == "leave" and not self._desk.made_here(number)

    def _rights(self, prepared: Prepared) -> None:
        given = prepared.content.of("rights")
        if not given or not isinstance(prepared.main.new, Article | Photo | Video):
            return
        number = prepared.main.old.id if prepared.main.old is not None else None
        present = self._desk.rights_of(number) if number is not None else None
        if present is not None and (self._mapping.on_match == "fill" or self._desk.made_here(present.id)):
            return
        new, taken = put(present or RightsStatement(work_id=number or 1), given, "overwrite")
        prepared.rights = Node("rights", present, new, taken)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
