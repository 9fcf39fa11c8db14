"""House rules on what the catalogue has: tried over records, applied as one step, taken back as a set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from archive_app.domain import fields
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InvalidRecord, NotFound
from archive_app.domain.house_rules import METHOD, SURE, Hit, HouseRule, apply_to_parts
from archive_app.domain.names import NameIndex
from archive_app.domain.records import (
    Article,
    Credit,
    Evidence,
    Kind,
    Photo,
    PhotoUse,
    Record,
    Source,
    Video,
    VideoUse,
)
from archive_app.domain.rule_values import Parts
from archive_app.domain.titles import plain_title
from archive_app.i18n import tr, tr_n
from archive_app.operations.linking import Linker, name_index
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Reader, Writer

R = TypeVar("R", bound=Record)
TOGETHER = 100


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What a rule would change in one record.

    Attributes:
        record_id: Of the record that changes.
        shown_id, title: The work it belongs to, as lists show it.
        rule: The rule's uid.
        field, label: The field, and its name for people.
        before, after: Its texts.
    """

    record_id: int
    shown_id: int
    title: str
    rule: str
    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying rules: the changes they would make, and how many works were looked at."""

    changes: tuple[RuleChange, ...]
    looked_at: int


def try_rules(
    archive: Archive, rules: Sequence[HouseRule], ids: Sequence[int], *, progress: Progress | None = None
) -> Trial:
    """What rules would change in these works and what is printed in them. Nothing is changed.

    Raises:
        PatternError: A pattern cannot be read.
        Cancelled: The person asked to stop.
    """
    wanted = [replace(rule, enabled=True) for rule in rules]
    found: dict[tuple[int, str, str], RuleChange] = {}
    with archive.read() as reader:
        known = name_index(reader)
        seen: set[int] = set()
        for done, bundle in enumerate(_bundles(reader, ids)):
            if progress is not None:
                progress.at(done, len(ids))
            tried = list(_tried(reader, bundle, wanted, known))
            stated = reader.credit_lines.by_people({change.record_id for change in tried if change.field == "credit"})
            for change in tried:
                if change.record_id not in seen and not (change.field == "credit" and change.record_id in stated):
                    found[change.record_id, change.field, change.rule] = change
            seen |= bundle.records
    return Trial(tuple(found.values()), len(ids))


def try_text(rule: HouseRule, text: str) -> tuple[str, str]:
    """What a rule makes of a given text: (before, after), as a caption, credit line or headline would hold it."""
    name = rule.field.partition(".")[2]
    blank = {"article": Article(), "photo": Photo(), "video": Video()}.get(rule.field.partition(".")[0], PhotoUse())
    if not hasattr(blank, name):
        return text, text
    try:
        record = fields.with_value(blank, name, text)
    except InvalidRecord:
        return text, text
    parts = Parts(record) if isinstance(record, Article) else Parts(pictures=((None, None),))
    if isinstance(record, PhotoUse):
        parts = Parts(pictures=((Photo(), record),))
    elif isinstance(record, Photo):
        parts = Parts(pictures=((record, PhotoUse()),))
    elif isinstance(record, Video):
        parts = Parts(films=((record, VideoUse()),))
    _parts, hits = apply_to_parts([replace(rule, enabled=True)], parts)
    return text, hits[0].after if hits else text


def apply(
    archive: Archive,
    rules: Sequence[HouseRule],
    ids: Sequence[int],
    *,
    without: Sequence[int] = (),
    initiator: str = "",
    progress: Progress | None = None,
) -> tuple[Changes, int]:
    """Apply rules to works as one step; gives the changes and how many values were changed.

    Args:
        archive: The catalogue.
        rules: In their order; disabled ones are applied too, since the person chose them.
        ids: The works.
        without: Records that were unticked in the preview.
        initiator: See ``Changes``.
        progress: Hears after each work; stopping it changes nothing.

    Raises:
        Cancelled: Nothing was changed.
    """
    wanted = [replace(rule, enabled=True) for rule in rules]
    left_out = set(without)
    label = tr("Apply the rule “{name}”").format(name=wanted[0].name[:60]) if len(wanted) == 1 else tr_n(
        "Apply {n} rule", "Apply {n} rules", len(wanted)
    )  # fmt: skip
    count = 0
    with archive.operation(label, verb="rules", initiator=initiator) as writer:
        linker = Linker(writer)
        known = name_index(writer)
        for done, bundle in enumerate(_bundles(writer, ids)):
            if progress is not None:
                progress.at(done, len(ids))
            count += _write(writer, linker, bundle, wanted, known, left_out)
            left_out |= bundle.records  # a photo of two articles is changed once
    return writer.changes, count


def take_back(archive: Archive, rule: HouseRule, *, initiator: str = "") -> tuple[Changes, int, int]:
    """Put back what a rule changed, wherever it still stands, as one step.

    Values that a person or a later rule changed since are left. Gives the changes, how many values went back, and
    how many could not.
    """
    label = tr("Take back what the rule “{name}” did").format(name=rule.name[:60])
    back = left = 0
    with archive.operation(label, verb="rules", initiator=initiator) as writer:
        linker = Linker(writer)
        for trace in writer.rules.traces(METHOD + rule.uid):
            if _put_back(writer, linker, trace["record_id"], trace["field"], trace["quote"]):
                rows = writer.rules.evidence_rows(trace["record_id"], trace["field"])
                earlier = [row for row in rows if row["id"] < trace["id"] and not row["current"]]
                writer.rules.set_current([row for row in rows if row["id"] == trace["id"]], current=False)
                if earlier:  # what spoke for the value before stands again
                    newest = earlier[-1]["at"]
                    writer.rules.set_current([row for row in earlier if row["at"] == newest], current=True)
                back += 1
            else:
                left += 1
    return writer.changes, back, left


@dataclass(frozen=True, slots=True)
class _Bundle:
    shown_id: int
    parts: Parts

    @property
    def records(self) -> set[int]:
        """The ids of all its records."""
        pairs = (*self.parts.pictures, *self.parts.films)
        found = [self.parts.article, *(record for pair in pairs for record in pair)]
        return {record.id for record in found if record is not None and record.id is not None}

    def record_of(self, hit: Hit) -> Record | None:
        match hit.place:
            case "article":
                return self.parts.article
            case "photo":
                return self.parts.pictures[hit.index][0]
            case "photo_use":
                return self.parts.pictures[hit.index][1]
            case "video":
                return self.parts.films[hit.index][0]
            case _:
                return self.parts.films[hit.index][1]


def _bundles(reader: Reader, ids: Sequence[int]) -> Iterator[_Bundle]:
    """Each article with what is printed in it; then each photo or video with uses that were not among those."""
    kinds = reader.kinds(ids)
    ordered = sorted(ids, key=lambda number: kinds.get(number) is not Kind.ARTICLE)
    seen: set[int] = set()
    for start in range(0, len(ordered), TOGETHER):
        for bundle in _some_bundles(reader, ordered[start : start + TOGETHER]):
            if bundle.parts.article is None:
                bundle = _Bundle(bundle.shown_id, _without(bundle.parts, seen))  # noqa: PLW2901 - the same, smaller
            yield bundle
            seen |= bundle.records


def _without(parts: Parts, seen: set[int]) -> Parts:
    """The parts without the records that were looked at already."""

    def fresh(record: R | None) -> R | None:
        return None if record is None or record.id in seen else record

    return replace(
        parts,
        pictures=tuple((fresh(photo), fresh(use)) for photo, use in parts.pictures),
        films=tuple((fresh(video), fresh(use)) for video, use in parts.films),
    )


def _some_bundles(reader: Reader, some: Sequence[int]) -> Iterator[_Bundle]:
    found = reader.records(some)
    articles = [n for n, r in found.items() if isinstance(r, Article)]
    photos = [n for n, r in found.items() if isinstance(r, Photo)]
    videos = [n for n, r in found.items() if isinstance(r, Video)]
    photo_uses = reader.photo_uses(articles=articles, photos=photos)
    video_uses = reader.video_uses(articles=articles, videos=videos)
    held_photos = reader.of_type(Photo, {u.photo_id or 0 for u in photo_uses})
    held_videos = reader.of_type(Video, {u.video_id or 0 for u in video_uses})
    sources = reader.of_type(Source, [r.source_id or 0 for r in found.values() if isinstance(r, Article)])
    for number in some:
        record = found.get(number)
        if isinstance(record, Article):
            pictures = tuple((held_photos.get(u.photo_id or 0), u) for u in photo_uses if u.article_id == number)
            films = tuple((held_videos.get(u.video_id or 0), u) for u in video_uses if u.article_id == number)
            yield _Bundle(number, Parts(record, sources.get(record.source_id or 0), pictures, films))
        elif isinstance(record, Photo):
            own: list[PhotoUse | None] = [u for u in photo_uses if u.photo_id == number]
            yield _Bundle(number, Parts(pictures=tuple(
                (record if n == 0 else None, u) for n, u in enumerate(own or [None])
            )))  # fmt: skip
        elif isinstance(record, Video):
            mine: list[VideoUse | None] = [u for u in video_uses if u.video_id == number]
            yield _Bundle(number, Parts(films=tuple(
                (record if n == 0 else None, u) for n, u in enumerate(mine or [None])
            )))  # fmt: skip


def _tried(reader: Reader, bundle: _Bundle, rules: Sequence[HouseRule], known: NameIndex) -> Iterator[RuleChange]:
    _parts, hits = apply_to_parts(rules, bundle.parts, known=known)
    if not hits:
        return
    shown = reader.finder.titles([bundle.shown_id]).get(bundle.shown_id, "")
    for hit in hits:
        record = bundle.record_of(hit)
        if record is not None and record.id is not None:
            title = shown or (plain_title(bundle.parts.article) if bundle.parts.article is not None else "")
            label = label_of(record, hit.field)
            yield RuleChange(record.id, bundle.shown_id, title, hit.rule, hit.field, label, hit.before, hit.after)


def label_of(record: Record, name: str) -> str:
    """A field's name for people."""
    if name == "credit":
        return tr("Credit as understood")
    try:
        return tr(fields.field(fields.kind_of(record), name).label)
    except NotFound:
        return name


def _write(
    writer: Writer, linker: Linker, bundle: _Bundle, rules: Sequence[HouseRule], known: NameIndex, left_out: set[int]
) -> int:
    """Apply the rules to a bundle whose works may have been changed by one before; gives the number of values."""
    _parts, hits = apply_to_parts(rules, bundle.parts, known=known)
    if not hits:
        return 0
    fresh = _Bundle(bundle.shown_id, _fresh(writer, bundle.parts))
    parts, hits = apply_to_parts(rules, fresh.parts, known=known)
    after = _Bundle(bundle.shown_id, parts)
    by_record: dict[int, tuple[Record, list[Hit]]] = {}
    # What a person said that a line says is not read otherwise by a rule.
    stated = writer.credit_lines.by_people(fresh.records) if any(hit.field == "credit" for hit in hits) else set()
    for hit in hits:
        record = after.record_of(hit)
        if record is None or record.id is None or (hit.field == "credit" and record.id in stated):
            continue
        if record.id not in left_out:
            by_record.setdefault(record.id, (record, []))[1].append(hit)
    was = writer.records(stated & by_record.keys())
    for number, (record, own) in by_record.items():
        writer.save(_linked(linker, _with_stated_credit(record, was.get(number))))
        for hit in own:
            writer.rules.set_current(writer.rules.evidence_rows(number, hit.field), current=False)
            writer.note_evidence(number, [Evidence(hit.field, hit.before, METHOD + hit.rule, SURE, layer="")])
    return sum(len(own) for _record, own in by_record.values())


def _with_stated_credit(record: Record, was: Record | None) -> Record:
    """A use with the credit that a person stated, as long as the line is the one it was stated for."""
    if not isinstance(record, PhotoUse | VideoUse) or not isinstance(was, PhotoUse | VideoUse):
        return record
    return replace(record, credit=was.credit) if record.credit_line == was.credit_line else record


def _fresh(writer: Writer, parts: Parts) -> Parts:
    """The parts as they are now: a photo of two articles may have been changed with the first."""
    pairs = (*parts.pictures, *parts.films)
    ids = {r.id for pair in pairs for r in pair if r is not None and r.id is not None}
    now = writer.records(ids)

    def renew(record: Record | None) -> Record | None:
        return now.get(record.id or 0) if record is not None else None

    return replace(
        parts,
        pictures=tuple((renew(photo), renew(use)) for photo, use in parts.pictures),  # type: ignore[misc]  # the same classes
        films=tuple((renew(video), renew(use)) for video, use in parts.films),  # type: ignore[misc]  # the same classes
    )


def _linked(linker: Linker, record: Record) -> Record:
    if isinstance(record, PhotoUse | VideoUse):
        return linker.use(record)
    return linker.article(record) if isinstance(record, Article) else record


def _put_back(writer: Writer, linker: Linker, number: int, field: str, text: str) -> bool:
    """Give a field the value that a rule found there; False when it cannot be."""
    record = writer.records([number]).get(number)
    if record is None:
        return False
    if field == "credit":
        if not isinstance(record, PhotoUse | VideoUse):
            return False
        writer.save(linker.use(replace(record, credit=Credit())))
        return True
    try:
        old = fields.with_value(record, field, text)
    except (InvalidRecord, NotFound):
        return False
    if field == "credit_line" and isinstance(old, PhotoUse | VideoUse):
        old = replace(old, credit=Credit())
    if field == "publisher" and isinstance(old, Article):
        old = replace(old, publisher_id=None)
    writer.save(_linked(linker, old))
    return True
