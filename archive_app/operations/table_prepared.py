"""A row that is ready: the records it speaks of as they were and will be, what that comes to, and carrying it out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from archive_app.domain.errors import ArchiveError, StoreError
from archive_app.domain.records import Photo, PhotoUse, Record, Video, VideoUse
from archive_app.domain.rights import RightsStatement
from archive_app.domain.titles import plain_title
from archive_app.i18n import tr
from archive_app.operations.table_cells import Given, RowContent, changes_between
from archive_app.operations.table_desk import Desk, why_not_kept
from archive_app.operations.table_plan import RowReport, ValueChange
from archive_app.operations.table_records import fresh


@dataclass(slots=True)
class Node:
    """A record that a row speaks of: as it was (None: new), as it is to be, and the cells that were taken."""

    side: str
    old: Record | None
    new: Record
    taken: list[Given] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        """Whether it must be written."""
        return self.old is None or self.new != self.old


@dataclass(slots=True)
class Prepared:
    """A row that is ready to be carried out; ``report`` tells what it comes to."""

    content: RowContent
    main: Node
    others: list[Node] = field(default_factory=list)  # the article of a photo, the photo of an article
    uses: list[Node] = field(default_factory=list)
    rights: Node | None = None
    file: Path | None = None
    sort: str = ""  # of the file, "image" or "video"
    no_file: str = ""  # why none was found
    collections: list[str] = field(default_factory=list)
    report: RowReport = field(default_factory=lambda: RowReport(0, "error"))

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every record that the row speaks of."""
        return (self.main, *self.others, *self.uses, *((self.rights,) if self.rights is not None else ()))

    @property
    def file_holder(self) -> Node | None:
        """The photo or video that takes the row's file."""
        return next((node for node in (self.main, *self.others) if isinstance(node.new, Photo | Video)), None)


def carry_out(desk: Desk, prepared: Prepared) -> RowReport:
    """Write what was prepared; the report with the record's number.

    Raises:
        StoreError, Conflict: The catalogue could not take it; the operation ends.
    """
    content, report = prepared.content, prepared.report
    if report.outcome not in {"new", "changed"}:
        return report
    remarks = list(report.remarks)
    holder = prepared.file_holder
    if prepared.file is not None and holder is not None and isinstance(holder.new, Photo | Video):
        try:
            holder.new = desk.attach(prepared.file, holder.new)
        except StoreError:
            raise
        except ArchiveError as error:
            remarks.append(why_not_kept(error, prepared.file.name))
    ids: dict[str, int] = {}
    for node in (prepared.main, *prepared.others):
        ids[node.side] = _save(desk, node, content.number)
    for node in prepared.uses:
        if node.old is None:
            node.new = _linked(node.new, ids, desk)
        _save(desk, node, content.number)
    if prepared.rights is not None:
        _save_rights(desk, prepared.rights, ids[prepared.main.side], content.number)
    for name in prepared.collections:
        desk.collect(name, ids[prepared.main.side])
    return replace(report, record_id=ids[prepared.main.side], remarks=tuple(remarks))


def says_something(prepared: Prepared) -> bool:
    """Whether a row gives anything to its own record."""
    return bool(
        prepared.main.taken or prepared.file or prepared.content.for_notes or any(n.taken for n in prepared.uses)
    )


def report_of(prepared: Prepared, *, left_alone: bool) -> RowReport:
    """What a row comes to: its outcome, what changes, and why not."""
    content, main = prepared.content, prepared.main
    number = main.old.id if main.old is not None and (main.old.id or 0) > 0 else None
    title = plain_title(main.new) or next(
        (plain_title(node.new) for node in (*prepared.uses, *prepared.others) if plain_title(node.new)), ""
    )
    if not title:
        named = (one for side in content.given.values() for one in side)
        telling = {"title", "headline", "name", "caption", "description"}
        title = next((one.typed for one in named if one.target.field.name in telling), content.file)
    remarks, problems = tuple(dict.fromkeys(content.remarks)), tuple(dict.fromkeys(content.problems))
    base = RowReport(content.number, "error", title, content.kind, number, (), problems, remarks)
    if problems:
        return base
    if left_alone:
        return replace(base, outcome="left")
    changes = _changes(prepared)
    if main.old is None:
        return replace(base, outcome="new", changes=changes)
    return replace(base, outcome="changed" if changes else "unchanged", changes=changes)


def _changes(prepared: Prepared) -> tuple[ValueChange, ...]:
    main = prepared.main.side
    found: list[ValueChange] = []
    for node in prepared.nodes:
        if not node.touched:
            continue
        before = node.old if node.old is not None else fresh(node.side)
        given = changes_between(before, node.new, node.side, main)
        if node.old is None and node in prepared.uses and not given:
            article = next((n.new for n in (prepared.main, *prepared.others) if n.side == "article"), None)
            words = plain_title(article) if article is not None else ""
            given = [ValueChange("article_id", tr("Stands in"), "", words or tr("an article"))]
        found += given
    if prepared.file is not None:
        found.append(ValueChange("media_id", tr("File"), "", prepared.file.name))
    if prepared.collections:
        found.append(ValueChange("collections", tr("Collections"), "", "; ".join(prepared.collections)))
    return tuple(found)


def main_side(kind: str) -> str:
    """The side of a row's own record."""
    return kind if kind in {"article", "photo", "video", "authority"} else "article"


def _save(desk: Desk, node: Node, row: int) -> int:
    if not node.touched:
        return (node.old.id if node.old is not None else None) or 0
    number = desk.save(node.new, node.old)
    desk.note_evidence(number, node.taken, row)
    return number


def _save_rights(desk: Desk, node: Node, work_id: int, row: int) -> None:
    if not node.touched or not isinstance(node.new, RightsStatement):
        return
    new = replace(node.new, work_id=work_id)
    if isinstance(node.old, RightsStatement):  # a statement in force is superseded, never edited
        desk.save(replace(node.old, status="superseded"), node.old)
        new = replace(new, id=None, uid="", revision=0, created="", modified="", supersedes_id=node.old.id)
    desk.note_evidence(desk.save(new, None), node.taken, row)


def _linked(use: Record, ids: dict[str, int], desk: Desk) -> Record:
    if isinstance(use, PhotoUse | VideoUse) and use.article_id is not None:  # a place that is known beforehand
        return replace(use, photo_id=ids["photo"]) if isinstance(use, PhotoUse) else replace(use, video_id=ids["video"])
    if isinstance(use, PhotoUse):
        position = len(desk.uses_in("photo", ids["article"]))
        return replace(use, article_id=ids["article"], photo_id=ids["photo"], position=position)
    if isinstance(use, VideoUse):
        position = len(desk.uses_in("video", ids["article"]))
        return replace(use, article_id=ids["article"], video_id=ids["video"], position=position)
    return use
