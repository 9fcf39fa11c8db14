"""Which columns a table of records may have, and what stands in them.

A column is a line of the field table (``caption``, or ``article.url`` to name the side it is taken from) or one of
the derived columns below, for which no single field stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from archive_app.domain.choices import ANSWERS, KINDS, label_of
from archive_app.domain.errors import NotFound
from archive_app.domain.export_record import ExportRecord, PhotoInArticle, VideoInArticle
from archive_app.domain.field_model import Field
from archive_app.domain.fields import fields_of, shown_of, text_of
from archive_app.domain.records import Article, Kind, MediaFile, Name, Photo, PhotoUse, Record, VideoUse
from archive_app.domain.rights import RightsStatement, Verdict
from archive_app.formats.exporting.crosswalk import CROSSWALK_FIELDS, Crosswalk, Home
from archive_app.i18n import mark, tr

BETWEEN = " | "  # between the captions of several pictures in one cell; captions are full of other marks
NOTHING = "–"  # holds the place of an empty one among several, so that columns stay in step

RECORD_COLUMNS = (
    "kind", "title", "date", "by", "publisher", "language", "url", "caption", "credit_line", "mention", "subjects",
    "verdict", "conditions", "contact", "holders", "licence", "collections", "uid",
)  # fmt: skip
USE_COLUMNS = (
    "photo.title", "caption", "credit_line", "credit_parties", "credit_flags", "alt_text", "photo.creators", "taken",
    "place", "people", "verdict", "conditions", "contact", "holders", "licence", "file", "headline", "publisher",
    "published", "article.url", "photo.uid", "article.uid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of the table is about: a work, or one use of a photo with both its sides.

    ``sides`` are the records that columns may be taken from; several of one kind are joined. ``words`` asks for choices
    as people read them.
    """

    bundle: ExportRecord
    sides: Mapping[Kind, tuple[Record, ...]]
    media: MediaFile | None
    rights: tuple[RightsStatement, ...]
    verdict: Verdict | None
    words: bool = False

    @property
    def use_uid(self) -> str:
        """The uid of the one use that the row is about; "" in a row of a work."""
        uses = self.sides.get(Kind.PHOTO_USE, ())
        return uses[0].uid if len(uses) == 1 and Kind.VIDEO_USE not in self.sides else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, heading, and how to fill it for a row."""

    name: str
    label: str
    value: Callable[[Row], str]


def record_row(bundle: ExportRecord, words: bool = False) -> Row:
    """The row of one work."""
    sides: dict[Kind, tuple[Record, ...]] = {bundle.kind: (bundle.work,)}
    uses = tuple(bundle.uses())
    sides[Kind.PHOTO_USE] = tuple(use for use in uses if isinstance(use, PhotoUse))
    sides[Kind.VIDEO_USE] = tuple(use for use in uses if isinstance(use, VideoUse))
    for kind, others in (
        (Kind.PHOTO, tuple(one.photo for one in bundle.photos)),
        (Kind.VIDEO, tuple(one.video for one in bundle.videos)),
        (Kind.ARTICLE, tuple(one.article for one in bundle.appears_in)),
    ):
        sides.setdefault(kind, others)
    return Row(bundle, sides, bundle.media, bundle.rights, bundle.verdict, words)


def use_rows(bundle: ExportRecord, words: bool = False) -> Iterable[Row]:
    """A row for each photo in an article, or for each article a photo stands in; none for other works."""
    if isinstance(bundle.work, Article):
        for one in bundle.photos:
            sides = {Kind.PHOTO_USE: (one.use,), Kind.PHOTO: (one.photo,), Kind.ARTICLE: (bundle.work,)}
            yield Row(bundle, sides, one.media, one.rights, one.verdict, words)
    elif isinstance(bundle.work, Photo):
        for appearance in bundle.appears_in:
            sides = {Kind.PHOTO_USE: (appearance.use,), Kind.PHOTO: (bundle.work,), Kind.ARTICLE: (appearance.article,)}
            yield Row(bundle, sides, bundle.media, bundle.rights, bundle.verdict, words)
        if not bundle.appears_in:
            yield Row(bundle, {Kind.PHOTO: (bundle.work,)}, bundle.media, bundle.rights, bundle.verdict, words)


def column(name: str, *, per_use: bool) -> Column:
    """The column of a name.

    Args:
        name: A derived column, a field, or a field with the kind it is taken from ("article.url").
        per_use: The table has one row a photo use, so a bare field is first looked for in the use.

    Raises:
        NotFound: There is no such column; says which there are.
    """
    if name in _DERIVED:
        label, derived = _DERIVED[name]
        return Column(name, tr(label), derived)
    side, dot, field_name = name.rpartition(".")
    order = _USE_ORDER if per_use else _RECORD_ORDER
    kinds = order if not dot else [kind for kind in order if kind == side or (side == "use" and kind in _USES)]
    lines = {kind: line for kind in kinds for line in fields_of(kind) if field_name in (line.name, line.csv)}
    if not lines:
        known = dict.fromkeys([*_DERIVED, *(line.name for kind in order for line in fields_of(kind))])
        raise NotFound(
            tr("There is no column “{name}”.").format(name=name),
            remedy=tr("The columns are: {names}.").format(names=", ".join(known)),
        )
    label = tr(next(iter(lines.values())).label)
    if dot and side in _SIDES:
        label = f"{label} ({label_of(KINDS, side)})"
    return Column(name, label, _nearest(lines, per_use))


def others(*, per_use: bool) -> tuple[str, ...]:
    """The columns that may be asked for besides the usual ones, derived ones first."""
    usual = set(USE_COLUMNS if per_use else RECORD_COLUMNS)
    order = _USE_ORDER if per_use else _RECORD_ORDER
    names = dict.fromkeys([*_DERIVED, *(line.name for kind in order for line in fields_of(kind))])
    return tuple(name for name in names if name not in usual)


_NOT_CHOSEN = mark("It is not among the chosen columns.")
_SHARED = mark("Values of several pictures share one cell.")
_JOINED = mark("It is joined with others into words.")
# Fields of which a derived column carries something.
_CARRIED: Mapping[str, tuple[str, ...]] = {
    "title": ("article.headline", "photo.title", "video.title"),
    "date": ("article.published", "photo.taken", "video.published"),
    "by": ("article.bylines", "photo.creators", "video.creators"),
    "verdict": ("record.verdict",),
    "reasons": ("record.verdict",),
    "conditions": ("record.verdict",),
    "contact": ("record.verdict",),
    "holders": ("rights.agents",),
    "licence": ("rights.licence_id",),
    "collections": ("record.collections",),
    "photos": ("links.photos",),
    "videos": ("links.videos",),
    "file": ("media.name",),
    "sha256": ("media.sha256",),
}
_WHOLE = frozenset({"title", "date", "by", "collections", "sha256"})


def homes_of(name: str, *, per_use: bool) -> Mapping[str, Home]:
    """The fields that a column carries, and how."""
    if name in _DERIVED:
        return {
            one: Home("exact", name) if name in _WHOLE else Home("lossy", name, _JOINED)
            for one in _CARRIED.get(name, ())
        }
    side, dot, field_name = name.rpartition(".")
    found: dict[str, Home] = {}
    for kind in _USE_ORDER if per_use else _RECORD_ORDER:
        if dot and kind != side and not (side == "use" and kind in _USES):
            continue
        part = "use" if kind in _USES else str(kind)
        for line in fields_of(kind):
            known = "record.uid" if line.name == "uid" else f"{part}.{line.name}"
            if field_name in (line.name, line.csv) and known in CROSSWALK_FIELDS:
                alone = per_use or part != "use"
                found[known] = Home("exact", name) if alone else Home("lossy", name, _SHARED)
    return found


def carried(names: Iterable[str], *, per_use: bool) -> Crosswalk:
    """The crosswalk of a table with these columns."""
    homes: dict[str, Home] = {}
    for name in names:
        for one, home in homes_of(name, per_use=per_use).items():
            if one not in homes or home.fidelity == "exact":
                homes[one] = home
    missing = Home("dropped", "", _NOT_CHOSEN)
    return {name: homes.get(name, missing) for name in CROSSWALK_FIELDS}


def _nearest(lines: Mapping[Kind, Field], per_use: bool) -> Callable[[Row], str]:
    """Reads the field in the nearest side that has it.

    In a row of a work that is the work itself, and a field that it has ("url") is never borrowed from its neighbours.
    """
    readers = {kind: (_text_reader(line), _word_reader(line)) for kind, line in lines.items()}

    def read(row: Row) -> str:
        own = row.bundle.kind
        for kind in (own,) if not per_use and own in readers else readers:
            records = row.sides.get(kind)
            if records:
                one = readers[kind][row.words]
                return one(records[0]) if len(records) == 1 else joined([one(record) for record in records])
        return ""

    return read


def _text_reader(line: Field) -> Callable[[Record], str]:
    """As ``text_of``; a plain text is read without asking what it is."""
    if line.item or line.type in ("number", "flag", "link", "names"):
        return lambda record: text_of(record, line)
    return attrgetter(line.path)


def _word_reader(line: Field) -> Callable[[Record], str]:
    return lambda record: shown_of(record, line)


def joined(texts: Iterable[str]) -> str:
    """Several values in one cell; empty ones hold their place unless all are empty."""
    parts = list(texts)
    if len(parts) <= 1:
        return "".join(parts)
    return BETWEEN.join([" ".join(part.split()) or NOTHING for part in parts]) if any(parts) else ""


def answer_of(verdict: Verdict | None, words: bool) -> str:
    """The verdict's answer; "unknown" where nobody has looked."""
    if verdict is None:
        return ""
    code = "unknown" if verdict.nobody_looked else verdict.answer
    return label_of(ANSWERS, code) if words else code


def _names(names: Iterable[Name]) -> str:
    return "; ".join(f"{one.text} ({one.role})" if one.role else one.text for one in names)


def _by(row: Row) -> str:
    work = row.bundle.work
    return _names(work.bylines if isinstance(work, Article) else work.creators)


def _date(row: Row) -> str:
    work = row.bundle.work
    return work.taken if isinstance(work, Photo) else work.published


def _holders(row: Row) -> str:
    found = (
        agent.name
        for statement in row.rights
        if statement.status == "current"
        for agent in statement.agents
        if agent.role == "copyright_holder"
    )
    return "; ".join(dict.fromkeys(found))


def _licence(row: Row) -> str:
    found = (one.licence_id or one.licence_url for one in row.rights if one.status == "current")
    return "; ".join(dict.fromkeys(text for text in found if text))


def _files(row: Row) -> str:
    held: Iterable[PhotoInArticle | VideoInArticle] = (*row.bundle.photos, *row.bundle.videos)
    own = row.media is not None or row.use_uid or not isinstance(row.bundle.work, Article)
    files = [row.media] if own else [m.media for m in held]
    return joined((one.name or one.sha256) if one is not None else "" for one in files)


def _about(row: Row, read: Callable[[Verdict], str]) -> str:
    return read(row.verdict) if row.verdict is not None else ""


_DERIVED: Mapping[str, tuple[str, Callable[[Row], str]]] = {
    "kind": (mark("Kind"), lambda row: label_of(KINDS, row.bundle.kind) if row.words else str(row.bundle.kind)),
    "title": (mark("Title"), lambda row: row.bundle.title),
    "date": (mark("Date"), _date),
    "by": (mark("By"), _by),
    "verdict": (mark("May we use it?"), lambda row: answer_of(row.verdict, row.words)),
    "reasons": (mark("Reasons"), lambda row: _about(row, lambda v: " ".join(one.text for one in v.reasons))),
    "conditions": (mark("Conditions"), lambda row: _about(row, lambda v: "; ".join(v.conditions))),
    "may_change_on": (mark("May change on"), lambda row: _about(row, lambda v: v.may_change_on)),
    "contact": (mark("Whom to ask"), lambda row: _about(row, lambda v: v.contact)),
    "holders": (mark("Rights holder"), _holders),
    "licence": (mark("Licence"), _licence),
    "collections": (mark("Collections"), lambda row: "; ".join(row.bundle.collections)),
    "photos": (mark("Photos"), lambda row: str(len(row.bundle.photos))),
    "videos": (mark("Videos"), lambda row: str(len(row.bundle.videos))),
    "file": (mark("File"), _files),
    "sha256": (mark("SHA-256"), lambda row: row.media.sha256 if row.media is not None else ""),
}

_USE_ORDER = (Kind.PHOTO_USE, Kind.PHOTO, Kind.ARTICLE)
_RECORD_ORDER = (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO, Kind.PHOTO_USE, Kind.VIDEO_USE)
_USES = (Kind.PHOTO_USE, Kind.VIDEO_USE)
_SIDES = (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO)
