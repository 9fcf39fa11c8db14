"""Two articles side by side, field by field and word by word: records, or a draft beside a record."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain import fields
from archive_app.domain.date_display import display
from archive_app.domain.errors import InputError
from archive_app.domain.field_model import Field
from archive_app.domain.records import Article, Draft, PhotoUse, Record, VideoUse
from archive_app.domain.results import RecordPage, UseOfPhoto, UseOfVideo
from archive_app.domain.titles import plain_title
from archive_app.domain.word_diff import (
    ParagraphDiff,
    ParagraphKind,
    WordCount,
    diff_paragraphs,
    diff_words,
    words_changed,
)
from archive_app.i18n import language, tr
from archive_app.operations.page import record_page
from archive_app.store.archive import Archive

_ARTICLE = (
    "headline", "standfirst", "bylines", "publisher", "published", "section", "dateline", "language", "url", "subjects",
    "body",
)  # fmt: skip
_USE = ("caption", "alt_text", "mention", "credit_line")
Use = PhotoUse | VideoUse


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One field of both: what it is called, and its paragraphs compared."""

    name: str
    label: str
    paragraphs: tuple[ParagraphDiff, ...]

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return all(p.kind == "same" for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles compared.

    Attributes:
        old_title, new_title: What they are called.
        fields: Every field that either has, in the order of a page; those of photos and videos under their number.
        words: How many words were added and taken out, in all fields.
        old_id, new_id: The records; 0 for a draft.
    """

    old_title: str
    new_title: str
    fields: tuple[FieldComparison, ...]
    words: WordCount
    old_id: int = 0
    new_id: int = 0

    @property
    def same(self) -> bool:
        """Whether there is no difference at all."""
        return all(f.same for f in self.fields)


def compare_records(archive: Archive, old: int, new: int) -> Comparison:
    """Compare two articles of the catalogue. Raises InputError where one is none, NotFound where one is not there."""
    return compare_pages(record_page(archive, old), record_page(archive, new))


def compare_draft(archive: Archive, record_id: int, draft: Draft) -> Comparison:
    """Compare a draft with the article that it is alike: the article is the old one. Raises as ``compare_records``."""
    return compare_pages(record_page(archive, record_id), page_of_draft(draft))


def compare_drafts(old: Draft, new: Draft) -> Comparison:
    """Compare two drafts of one import."""
    return compare_pages(page_of_draft(old), page_of_draft(new))


def page_of_draft(draft: Draft) -> RecordPage:
    """A draft as the page that it would be."""
    return RecordPage(
        draft.article, plain_title(draft.article), source=draft.source, evidence=draft.evidence,
        photos=tuple(UseOfPhoto(one.use, one.photo, None, one.evidence) for one in draft.photos),
        videos=tuple(UseOfVideo(one.use, one.video, None, one.evidence) for one in draft.videos),
    )  # fmt: skip


def compare_pages(old: RecordPage, new: RecordPage) -> Comparison:
    """Compare two pages of articles. Raises InputError where one is of something else."""
    if not isinstance(old.record, Article) or not isinstance(new.record, Article):
        raise InputError(tr("Only articles are compared word by word."))
    found = [_field(f, old.record, new.record) for f in _fields(old.record, _ARTICLE)]
    photos = _paired([p.use for p in old.photos], [p.use for p in new.photos])
    videos = _paired([v.use for v in old.videos], [v.use for v in new.videos])
    for sort, label, pairs in (("photo", tr("Photo {n}"), photos), ("video", tr("Video {n}"), videos)):
        for number, (one, other) in enumerate(pairs, 1):
            there = one or other
            if there is not None:
                prefix = label.format(n=number)
                found += [
                    _field(f, one, other, key=f"{sort}{number}.{f.name}", prefix=prefix) for f in _fields(there, _USE)
                ]
    shown = tuple(f for f in found if f.paragraphs)
    words = [words_changed(f.paragraphs) for f in shown]
    return Comparison(
        old.title, new.title, shown, WordCount(sum(w.added for w in words), sum(w.removed for w in words)),
        old.record.id or 0, new.record.id or 0,
    )  # fmt: skip


def _fields(record: Record, names: tuple[str, ...]) -> list[Field]:
    known = {f.name: f for f in fields.fields_of(fields.kind_of(record))}
    return [known[name] for name in names if name in known]


def _field(line: Field, old: Record | None, new: Record | None, *, key: str = "", prefix: str = "") -> FieldComparison:
    label = tr(line.label)
    before, after = _paragraphs(line, old), _paragraphs(line, new)
    if line.name != "body" and len(before) == len(after) == 1:  # one value each: what it was and what it is
        same: ParagraphKind = "same" if before == after else "changed"
        found: tuple[ParagraphDiff, ...] = (ParagraphDiff(same, 0, 0, diff_words(before[0], after[0])),)
    else:
        found = diff_paragraphs(before, after)
    return FieldComparison(key or line.name, f"{prefix} · {label}" if prefix else label, found)


def _paragraphs(line: Field, record: Record | None) -> list[str]:
    if record is None:
        return []
    if isinstance(record, Article) and line.name == "body":
        return list(record.body)
    text = fields.text_of(record, line)
    if line.name == "published" and text:
        text = display(text, language())
    return [part for part in text.split("\n") if part.strip()]


def _paired(old: list[Use], new: list[Use]) -> list[tuple[Use | None, Use | None]]:
    """Uses that belong together: of one picture, else with one caption; the others stand alone, in their order."""
    left = list(old)
    found: list[tuple[Use | None, Use | None]] = []
    for use in new:
        match = next((o for o in left if _same(o, use)), None)
        if match is not None:
            left.remove(match)
        found.append((match, use))
    # A picture whose address and caption both changed is most likely the one in the same place.
    for at, (before, after) in enumerate(found):
        if before is None and after is not None:
            place = next((o for o in left if o.position == after.position), None)
            if place is not None:
                left.remove(place)
                found[at] = (place, after)
    return found + [(use, None) for use in left]


def _same(one: Use, other: Use) -> bool:
    if isinstance(one, PhotoUse) and isinstance(other, PhotoUse):
        if one.photo_id is not None and one.photo_id == other.photo_id:
            return True
        if one.src and one.src == other.src:
            return True
    elif isinstance(one, VideoUse) and isinstance(other, VideoUse):
        if one.video_id is not None and one.video_id == other.video_id:
            return True
        if one.mention and one.mention == other.mention:
            return True
    return bool(one.caption) and one.caption == other.caption
