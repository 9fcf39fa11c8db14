"""What a draft proposes, as rows to be accepted, edited or rejected; and the draft as it is after the decisions.

Plain values and functions: they run in a worker as well as in the window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from archive_app.domain import fields
from archive_app.domain.date_display import display
from archive_app.domain.errors import InvalidRecord
from archive_app.domain.records import (
    Article,
    Credit,
    Draft,
    Evidence,
    Kind,
    Photo,
    PhotoDraft,
    PhotoUse,
    Record,
    Video,
    VideoDraft,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement
from archive_app.i18n import language, tr, tr_n
from archive_app.ui import spans
from archive_app.ui.spans import Span

LOW: Final = 0.6
HIGH: Final = 0.9
_ARTICLE: Final = (
    "headline", "standfirst", "bylines", "publisher", "published", "section", "dateline", "language", "url",
    "subjects", "body",
)  # fmt: skip
_ASKED_FOR: Final = {"headline", "published", "publisher", "caption", "credit_line"}
_USE: Final = ("caption", "alt_text", "credit_line", "credit_parties")
_PHOTO: Final = ("medium", "creators", "taken", "place", "people")
_PHOTO_ALONE: Final = (
    "title", "description", "medium", "creators", "taken", "place", "people", "subjects",
)  # fmt: skip
_VIDEO_USE: Final = ("mention", "caption", "credit_line", "credit_parties")
_VIDEO: Final = ("title", "url", "platform", "duration", "creators", "published")
_VIDEO_ALONE: Final = ("title", "description", "url", "platform", "duration", "creators", "published", "subjects")
_RIGHTS: Final = "rights"
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e01-\u0e4e\U00020000-\U0003ffff]")
_EVIDENCE: Final = {"credit_parties": "credit"}
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row of the review.

    Attributes:
        key: "headline", "photo0", "photo0.caption", "video1.mention".
        label: The field, or "Photo 1" for the row that stands for a whole photo or video (``head``).
        value: As shown; "" when nothing was found.
        typed: As an editor offers it.
        start, end: Where the words stand in the source's text; -1 where they do not.
        taken: Ticked at first: it is certain enough.
    """

    key: str
    label: str
    value: str
    typed: str = ""
    confidence: float = 1.0
    method: str = ""
    start: int = -1
    end: int = -1
    taken: bool = True
    head: bool = False
    editable: bool = True

    @property
    def part(self) -> str:
        """Which part it is of: "photo0", "video1", or "" for the article itself."""
        return self.key.partition(".")[0] if self.key.startswith(("photo", "video")) else ""

    @property
    def found(self) -> bool:
        """Whether the source gave a value at all."""
        return bool(self.value) or self.head


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one row; ``typed`` is None while the value stands as it was found."""

    taken: bool
    typed: str | None = None
    accepted: bool = False


Decisions = Mapping[str, Decision]


def proposals(draft: Draft) -> tuple[Proposal, ...]:
    """Everything a draft proposes, in the order of the review."""
    return tuple(_rows(draft))


def taken(row: Proposal, decisions: Decisions) -> bool:
    """Whether a row is ticked now."""
    decision = decisions.get(row.key)
    return decision.taken if decision is not None else row.taken


def shown(draft: Draft, row: Proposal, decisions: Decisions) -> str:
    """The value as it stands now, edited or as found."""
    decision = decisions.get(row.key)
    if decision is None or decision.typed is None:
        return row.value
    record, name = _record(draft, row.key)
    try:
        return _shown(fields.with_value(record, name, decision.typed), fields.field(fields.kind_of(record), name))
    except InvalidRecord:
        return decision.typed


def refusal(draft: Draft, row: Proposal, typed: str) -> str:
    """Why a field cannot take what was typed, or ""."""
    record, name = _record(draft, row.key)
    try:
        fields.with_value(record, name, typed)
    except InvalidRecord as error:
        return f"{error.message} {error.remedy}".strip()
    return ""


def low_keys(rows: Sequence[Proposal]) -> frozenset[str]:
    """The keys of the values that are Low: each waits for a decision."""
    return frozenset(row.key for row in rows if row.found and row.confidence < LOW)


def decided(draft: Draft, rows: Sequence[Proposal], decisions: Decisions, *, accepted: bool = False) -> Draft:
    """The draft as the person wants it: unticked values gone, edited values typed by a person.

    Args:
        draft: As it was read.
        rows: Its proposals.
        decisions: By key; a row without one stands as it was proposed.
        accepted: The person has looked at the whole article: its records count as reviewed.
    """
    article, evidence = _decided(draft.article, draft.evidence, rows, decisions, "")
    photos: list[PhotoDraft] = []
    videos: list[VideoDraft] = []
    by_key = {row.key: row for row in rows}
    for number, photo in enumerate(draft.photos):
        part = f"photo{number}"
        if part in by_key and not taken(by_key[part], decisions):
            continue
        use, of_use = _decided(photo.use, photo.evidence, rows, decisions, part)
        work, left = _decided(photo.photo, of_use, rows, decisions, part)
        rights = _rights_of(photo.rights, by_key, decisions, part)
        photos.append(PhotoDraft(replace(work, reviewed=work.reviewed or accepted), use, left, rights))
    for number, video in enumerate(draft.videos):
        part = f"video{number}"
        if part in by_key and not taken(by_key[part], decisions):
            continue
        video_use, of_use = _decided(video.use, video.evidence, rows, decisions, part)
        film, left = _decided(video.video, of_use, rows, decisions, part)
        rights = _rights_of(video.rights, by_key, decisions, part)
        videos.append(VideoDraft(replace(film, reviewed=film.reviewed or accepted), video_use, left, rights))
    return replace(
        draft, article=replace(article, reviewed=article.reviewed or accepted), evidence=evidence,
        photos=tuple(photos), videos=tuple(videos), rights=_rights_of(draft.rights, by_key, decisions, ""),
    )  # fmt: skip


def source_spans(draft: Draft, rows: Sequence[Proposal]) -> tuple[Span, ...]:
    """The places of the rows in the source's text."""
    text = draft.source.text
    found: list[Span] = []
    for row in rows:
        name = row.key.rpartition(".")[2]
        if not 0 <= row.start < row.end <= len(text) or row.head or name == "credit_parties":
            continue
        kind = spans.kind_of(name, row.part.startswith("video"))
        if not kind:
            continue
        number = int(row.part[5:]) + 1 if row.part else 0
        found.append(Span(
            kind, number, row.start, row.end, text[row.start : row.end], field=name, confidence=row.confidence,
            method=row.method, reviewed=row.confidence >= LOW, key=row.key,
        ))  # fmt: skip
    return spans.ordered(found)


def _rows(draft: Draft) -> Iterator[Proposal]:
    if draft.alone:
        yield from _rows_alone(draft)
        return
    for name in _ARTICLE:
        yield from _row(draft.article, draft.evidence, name, "")
    yield from _rights_rows(draft.rights, "")
    for number, photo in enumerate(draft.photos):
        part = f"photo{number}"
        name = photo.use.src or photo.photo.url
        one = spans.evidence_for(photo.evidence, "caption") or spans.evidence_for(photo.evidence, "src")
        value = name.rpartition("/")[2].partition("?")[0][:80] or tr("known from its caption only")
        yield _head(part, tr("Photo {n}").format(n=number + 1), value, one)
        for field in _USE:
            yield from _row(photo.use, photo.evidence, field, part)
        for field in _PHOTO:
            if field != "medium" or photo.photo.medium != "photo":
                yield from _row(photo.photo, photo.evidence, field, part)
        yield from _rights_rows(photo.rights, part)
    for number, video in enumerate(draft.videos):
        part = f"video{number}"
        one = spans.evidence_for(video.evidence, "mention") or spans.evidence_for(video.evidence, "url")
        value = fields.shown_of(video.video, "status")
        yield _head(part, tr("Video {n}").format(n=number + 1), value, one)
        for field in _VIDEO_USE:
            yield from _row(video.use, video.evidence, field, part)
        for field in _VIDEO:
            yield from _row(video.video, video.evidence, field, part)
        yield from _rights_rows(video.rights, part)


def _rows_alone(draft: Draft) -> Iterator[Proposal]:
    """Photos and videos that no article shows: they have no caption or credit line of an article."""
    several = len(draft.photos) + len(draft.videos) > 1
    for number, photo in enumerate(draft.photos):
        part = f"photo{number}"
        name = photo.use.src or photo.photo.url or draft.source.name
        label = tr("Photo {n}").format(n=number + 1) if several else tr("Photo")
        yield _head(part, label, name.rpartition("/")[2].partition("?")[0][:80], None)
        for field in _PHOTO_ALONE:
            if field != "medium" or photo.photo.medium != "photo":
                yield from _row(photo.photo, photo.evidence, field, part)
        yield from _rights_rows(photo.rights, part)
    for number, video in enumerate(draft.videos):
        part = f"video{number}"
        label = tr("Video {n}").format(n=number + 1) if several else tr("Video")
        yield _head(part, label, fields.shown_of(video.video, "status"), None)
        for field in _VIDEO_ALONE:
            yield from _row(video.video, video.evidence, field, part)
        yield from _rights_rows(video.rights, part)


def _rights_rows(statements: Sequence[RightsStatement], part: str) -> Iterator[Proposal]:
    """What the source says of the right to use a work, one row for each statement."""
    for number, one in enumerate(statements):
        key = f"{_RIGHTS}{number}"
        yield Proposal(f"{part}.{key}" if part else key, tr("Rights"), rights_words(one), editable=False)


def rights_words(statement: RightsStatement) -> str:
    """A statement in the words of its source."""
    holders = [agent.name for agent in statement.agents if agent.role == "copyright_holder"]
    said = (
        statement.copyright_notice, statement.usage_terms, *statement.restrictions,
        statement.licence_id or statement.licence_url, statement.rights_uri, *(f"© {name}" for name in holders),
        statement.credit_line_printed, *(agent.name for agent in statement.agents if agent.name not in holders),
    )  # fmt: skip
    words: list[str] = []
    for one in said:
        if one and not any(one.removeprefix("© ") in known for known in words):
            words.append(" ".join(one.split()))
    return " · ".join(words) or tr("Stated without words")


def _rights_of(
    statements: tuple[RightsStatement, ...], rows: Mapping[str, Proposal], decisions: Decisions, part: str
) -> tuple[RightsStatement, ...]:
    """The statements that are ticked."""
    kept: list[RightsStatement] = []
    for number, one in enumerate(statements):
        row = rows.get(f"{part}.{_RIGHTS}{number}" if part else f"{_RIGHTS}{number}")
        if row is None or taken(row, decisions):
            kept.append(one)
    return tuple(kept)


def _shown(record: Record, line: fields.Field) -> str:
    value = fields.shown_of(record, line)
    return display(value, language()) if line.type == "date" and value else value


def _head(part: str, label: str, value: str, one: Evidence | None) -> Proposal:
    confidence, method = (one.confidence, one.method) if one is not None else (1.0, "")
    start, end = (one.start, one.end) if one is not None and one.layer == "text" else (-1, -1)
    return Proposal(
        part, label, value, confidence=confidence, method=method, start=start, end=end, taken=confidence >= LOW,
        head=True, editable=False,
    )  # fmt: skip


def _row(record: Record, evidence: Sequence[Evidence], name: str, part: str) -> Iterator[Proposal]:
    kind: Kind = fields.kind_of(record)
    line = fields.field(kind, name)
    value = _shown(record, line)
    if not value and (name not in _ASKED_FOR or part.startswith("video")):
        return
    key = f"{part}.{name}" if part else name
    if not value:
        yield Proposal(key, spans.field_label(name), "", confidence=0.0, taken=False)
        return
    typed = fields.text_of(record, line)
    one = spans.evidence_for(evidence, _EVIDENCE.get(name, name))
    if one is None and name == "credit_parties":
        one = spans.evidence_for(evidence, "credit_line")
    start, end = (one.start, one.end) if one is not None and one.layer == "text" else (-1, -1)
    if name == "body" and isinstance(record, Article):
        value = " · ".join((tr_n("{n} paragraph", "{n} paragraphs", len(record.body)), _length(record.body)))
    confidence = one.confidence if one is not None else 1.0
    yield Proposal(
        key, spans.field_label(name), value, typed, confidence, one.method if one is not None else "", start, end,
        taken=confidence >= LOW, editable=line.editable and name != "body",
    )  # fmt: skip


def _length(body: Sequence[str]) -> str:
    """How long a text is: in words, in characters where the script has no spaces between words."""
    unspaced = sum(len(_UNSPACED.findall(paragraph)) for paragraph in body)
    words = sum(len(paragraph.split()) for paragraph in body)
    if unspaced > words:
        return tr_n("{n} character", "{n} characters", unspaced)
    return tr_n("{n} word", "{n} words", words)


def _decided(
    record: R, evidence: tuple[Evidence, ...], rows: Sequence[Proposal], decisions: Decisions, part: str
) -> tuple[R, tuple[Evidence, ...]]:
    """One record after the decisions about its own fields, and the evidence that is left."""
    own = {line.name for line in fields.fields_of(fields.kind_of(record))}
    for row in rows:
        name = row.key.rpartition(".")[2]
        if row.part != part or row.head or name not in own or not _is_of(record, name):
            continue
        decision = decisions.get(row.key)
        if not taken(row, decisions):
            if row.value:
                record = _cleared(record, name)
                evidence = _without(evidence, name)
        elif decision is not None and decision.typed is not None and decision.typed != row.typed:
            record = fields.with_value(_cleared(record, name), name, decision.typed)
            person = Evidence(_EVIDENCE.get(name, name), decision.typed[:500], "person", 1.0, layer="")
            evidence = (*_without(evidence, name), person)
    return record, evidence


def _cleared(record: R, name: str) -> R:
    record = fields.with_value(record, name, "")
    if name == "credit_line" and isinstance(record, PhotoUse | VideoUse):
        # The parties belong to the line; a new line is parsed anew when it is kept.
        record = replace(record, credit=Credit())
    return record


def _without(evidence: tuple[Evidence, ...], name: str) -> tuple[Evidence, ...]:
    names = {_EVIDENCE.get(name, name)} | ({"credit"} if name == "credit_line" else set())
    return tuple(one for one in evidence if one.field.split(".", maxsplit=1)[0] not in names)


def _is_of(record: Record, name: str) -> bool:
    """Whether a row of that name is about this record, not about the work or use beside it."""
    match record:
        case PhotoUse():
            return name in _USE
        case Photo():
            return name in _PHOTO or name in _PHOTO_ALONE
        case VideoUse():
            return name in _VIDEO_USE
        case Video():
            return name in _VIDEO or name in _VIDEO_ALONE
        case _:
            return True


def _record(draft: Draft, key: str) -> tuple[Record, str]:
    part, _, name = key.rpartition(".")
    if part.startswith("photo"):
        photo = draft.photos[int(part[5:])]
        return (photo.use if name in _USE else photo.photo), name
    if part.startswith("video"):
        video = draft.videos[int(part[5:])]
        return (video.use if name in _VIDEO_USE else video.video), name
    return draft.article, name
