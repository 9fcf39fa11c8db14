"""Takes what a source says by now into the article that the catalogue has of it, instead of making another one.

Nothing is removed: a value that the source does not give any more stays, and so does a photo that it does not show any
more. What a person wrote into the record stays too, unless the reviewer ticked the new value. What the source says is
kept with its evidence, and the source of the record is the new one from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from archive_app.domain.batches import BatchItem
from archive_app.domain.errors import InputError
from archive_app.domain.records import (
    Article,
    Credit,
    Draft,
    Evidence,
    Photo,
    PhotoDraft,
    PhotoUse,
    Record,
    Video,
    VideoDraft,
    VideoUse,
)
from archive_app.i18n import tr
from archive_app.operations.fitting import fitted, keep_rights
from archive_app.operations.ingest import Keeper
from archive_app.operations.joining import join_collections
from archive_app.operations.standing import paired_photos, paired_videos

AS_UPDATE: Final = "update"
"""``BatchItem.choice`` of an item that goes into the record it is like."""

_GIVEN: Final[dict[type[Record], tuple[str, ...]]] = {
    Article: (
        "headline", "standfirst", "body", "bylines", "publisher", "section", "dateline", "published", "language", "url",
        "subjects",
    ),
    PhotoUse: ("caption", "alt_text", "credit_line", "src", "paragraph"),
    Photo: ("title", "description", "creators", "taken", "place", "people", "medium"),
    VideoUse: ("mention", "caption", "credit_line", "paragraph"),
    Video: ("title", "url", "platform", "duration", "creators", "published"),
}  # fmt: skip
"""What a source may change of a record."""

R = TypeVar("R", bound=Record)


def numbered(draft: Draft) -> Draft:
    """The draft with its photos and videos numbered, so that decisions about them are found when others are gone."""
    return replace(
        draft,
        photos=tuple(replace(one, use=replace(one.use, position=n)) for n, one in enumerate(draft.photos)),
        videos=tuple(replace(one, use=replace(one.use, position=n)) for n, one in enumerate(draft.videos)),
    )


def is_a_persons(evidence: Sequence[Evidence], field: str, value: object, *, given: bool) -> bool:
    """Whether a value of a record is what a person wrote.

    Args:
        evidence: The record's, superseded ones too.
        field: The field's name.
        value: What the record holds.
        given: Whether sources give evidence for this field: a value without any was typed then.
    """
    mine = [one for one in evidence if one.field.split(".", maxsplit=1)[0] == field]
    if not mine:
        return given and bool(value)
    return any(one.current and one.method == "person" for one in mine)


class Updater(Keeper):
    """A ``Keeper`` that can also update a record."""

    def update(self, item: BatchItem, draft: Draft, sha256: str, size: int) -> int:
        """Take a draft into the article that its item is like; gives that article's id.

        Args:
            item: With what it is like, and what was decided about each value.
            draft: As the reviewer wants it, of a ``numbered`` one.
            sha256: Of the source as it is kept.
            size: Its size in bytes.

        Raises:
            InputError: The article is not in the catalogue any more.
        """
        alike: Mapping[str, Any] = next(iter(item.facts.get("alike", ())), {})
        number = int(alike.get("record_id", 0))
        old = self._writer.records([number]).get(number) if number else None
        if not isinstance(old, Article) or old.deleted or draft.alone:
            raise InputError(
                tr("The record that was to be updated is not in the catalogue any more."), where=item.name,
                remedy=tr("Choose again what is to become of this item."),
            )  # fmt: skip
        source_id = self._save(replace(draft.source, sha256=sha256, size=size), draft)
        body = tuple(line for paragraph in draft.article.body for line in paragraph.splitlines() if line.strip())
        self._take(
            replace(old, source_id=source_id), replace(draft.article, body=body), draft.evidence, draft, source_id,
            _insisted(item.decisions, ""),
        )  # fmt: skip
        keep_rights(self._writer, number, draft.rights, self._remarks, draft.source.name)
        join_collections(self._writer, number, draft.evidence)
        self._take_photos(item, draft, number, source_id)
        self._take_videos(item, draft, number, source_id)
        return number

    def _take_photos(self, item: BatchItem, draft: Draft, number: int, source_id: int) -> None:
        uses = self._writer.photo_uses(articles=[number])
        works = self._writer.of_type(Photo, [use.photo_id or 0 for use in uses])
        there = [PhotoDraft(works.get(use.photo_id or 0, Photo()), use) for use in uses]
        last = max((use.position for use in uses), default=-1)
        for found, known in zip(draft.photos, paired_photos(draft.photos, there), strict=True):
            if known is None:
                last += 1
                self._photo(draft, found, number, last, source_id)
                continue
            insisted = _insisted(item.decisions, f"photo{found.use.position}.")
            self._take(known.use, found.use, found.evidence, draft, source_id, insisted)
            if known.photo.id is not None:
                self._take(known.photo, found.photo, found.evidence, draft, source_id, insisted)
                keep_rights(self._writer, known.photo.id, found.rights, self._remarks, draft.source.name)

    def _take_videos(self, item: BatchItem, draft: Draft, number: int, source_id: int) -> None:
        uses = self._writer.video_uses(articles=[number])
        works = self._writer.of_type(Video, [use.video_id or 0 for use in uses])
        there = [VideoDraft(works.get(use.video_id or 0, Video()), use) for use in uses]
        last = max((use.position for use in uses), default=-1)
        for found, known in zip(draft.videos, paired_videos(draft.videos, there), strict=True):
            if known is None:
                last += 1
                self._video(draft, found, number, last, source_id)
                continue
            insisted = _insisted(item.decisions, f"video{found.use.position}.")
            self._take(known.use, found.use, found.evidence, draft, source_id, insisted)
            if known.video.id is not None:
                self._take(known.video, found.video, found.evidence, draft, source_id, insisted)

    def _take(
        self, old: R, new: R, evidence: Sequence[Evidence], draft: Draft, source_id: int,
        insisted: Callable[[str], bool],
    ) -> None:  # fmt: skip
        """Save what a record holds after the update, with the evidence of what the source says."""
        number, blank = old.id or 0, type(old)()
        had = self._writer.evidence([number]).get(number, ())
        fresh = {one.field.split(".", maxsplit=1)[0] for one in evidence}
        said: list[str] = []
        values: dict[str, Any] = {}
        for name in _GIVEN[type(old)]:
            value, before = getattr(new, name), getattr(old, name)
            if value == getattr(blank, name):
                continue  # the source does not say
            persons = is_a_persons(had, name, before != getattr(blank, name), given=name in fresh)
            if persons and not insisted(name):
                continue
            said.append(name)
            if value != before:
                values[name] = value
                values |= _with_it(name, new)
        if getattr(new, "reviewed", False):
            values["reviewed"] = True
        record = fitted(replace(old, **values), self._remarks, draft.source.name)
        self._writer.save(self._linked(record))
        names = {*said, *(("credit",) if "credit_line" in values else ())}  # else a corrected credit stays
        keep = [one for one in evidence if one.field.split(".", maxsplit=1)[0] in names]
        for name in sorted({one.field.split(".", maxsplit=1)[0] for one in keep} | set(values)):
            self._writer.rules.set_current(self._writer.rules.evidence_rows(number, name), current=False)
        self._writer.note_evidence(number, [_storable(one, source_id) for one in keep])

    def _linked(self, record: Record) -> Record:
        match record:
            case PhotoUse() | VideoUse():
                return self._linker.use(record)
            case Article():
                return self._linker.article(record)
            case _:
                return record


def _storable(evidence: Evidence, source_id: int) -> Evidence:
    """Evidence from a source, with half characters, which no file can hold, as question marks."""
    return replace(evidence, quote=evidence.quote.encode("utf-8", "replace").decode("utf-8"), source_id=source_id)


def _with_it(name: str, new: Record) -> dict[str, Any]:
    """What goes with a value: the parties with the line, the authority with the publisher."""
    if name == "credit_line":
        return {"credit": getattr(new, "credit", Credit())}
    return {"publisher_id": None} if name == "publisher" else {}


def _insisted(decisions: Mapping[str, Any], prefix: str) -> Callable[[str], bool]:
    """Whether the reviewer ticked a value, rather than leaving it as it was proposed."""

    def ticked(name: str) -> bool:
        decision = decisions.get(f"{prefix}{name}")
        return bool(decision and decision[0])

    return ticked
