"""Many records at once: what their fields hold now, and one plan over the records and their uses together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive_app.domain import fields
from archive_app.domain.batch import BatchPlan, FieldEdit
from archive_app.domain.field_model import Field
from archive_app.domain.field_values import text_of_item
from archive_app.domain.records import Kind, Record
from archive_app.i18n import tr
from archive_app.operations import edit
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Reader

SURVEYED = 2000
AT_ONCE = 500
_USES = (Kind.PHOTO_USE, Kind.VIDEO_USE)


@dataclass(frozen=True, slots=True)
class FieldSurvey:
    """What one field holds in the records: each value as typed text with its count, the most frequent first.

    ``of_uses`` says that the field belongs to the records' uses (the credit line of a photo). For a list, the
    values are its items. ``empty`` counts the records where it is not stated.
    """

    line: Field
    values: tuple[tuple[str, int], ...]
    empty: int
    records: int
    of_uses: bool = False

    @property
    def same(self) -> bool:
        """Whether all records hold the same."""
        if self.line.item:
            return all(count == self.records for _value, count in self.values)
        return len(self.values) + bool(self.empty) <= 1


@dataclass(frozen=True, slots=True)
class Survey:
    """What many records have in common; ``surveyed`` is how many of them were read."""

    counts: tuple[tuple[str, int], ...] = ()
    fields: tuple[FieldSurvey, ...] = ()
    texts: tuple[tuple[str, str, bool], ...] = ()  # (name, label, of_uses) of what find and replace goes through
    surveyed: int = 0


def survey(archive: Archive, ids: Sequence[int], *, most: int = SURVEYED) -> Survey:
    """What the fields of these works hold, over the first ``most`` of them."""
    with archive.read() as reader:
        read = list(ids[:most])
        works = [
            record for at in range(0, len(read), AT_ONCE) for record in reader.records(read[at : at + AT_ONCE]).values()
        ]
        uses = list(reader.records(_use_ids(reader, read)).values())
    kinds = Counter(fields.kind_of(record).value for record in works)
    found = [_survey(line, works, of_uses=False) for line in _common(works) if line.batch and line.type != "link"]
    found += [_survey(line, uses, of_uses=True) for line in _common(uses) if line.batch] if uses else []
    texts = [(line.name, tr(line.label), False) for line in _common(works) if _is_text(line)]
    texts += [(line.name, tr(line.label), True) for line in _common(uses) if _is_text(line)] if uses else []
    return Survey(tuple(kinds.most_common()), tuple(found), tuple(texts), len(works))


def plan(
    archive: Archive,
    ids: Sequence[int],
    edits: Sequence[FieldEdit],
    use_edits: Sequence[FieldEdit] = (),
    *,
    progress: Progress | None = None,
) -> BatchPlan:
    """What edits of works, and others of their uses, would change: one plan, applied as one step by ``edit.apply``.

    Raises:
        Cancelled: The person asked for it to stop.
    """
    uses: Sequence[int] = ()
    if use_edits:
        with archive.read() as reader:
            uses = _use_ids(reader, ids)
    works = ids if edits else ()
    parts: list[BatchPlan] = []
    done = 0
    for numbers, wanted in ((works, edits), (uses, use_edits)):
        for at in range(0, len(numbers), AT_ONCE):
            if progress is not None:
                progress.at(done, len(works) + len(uses))
            part = list(numbers[at : at + AT_ONCE])
            parts.append(edit.preview(archive, part, wanted))
            done += len(part)
    return BatchPlan(
        (*edits, *use_edits),
        tuple(row for part in parts for row in part.rows),
        sum(part.unchanged for part in parts),
        tuple(one for part in parts for one in part.refused),
    )


def _use_ids(reader: Reader, ids: Sequence[int]) -> list[int]:
    kinds = reader.kinds(ids)
    by = {kind: [n for n in ids if kinds.get(n) is kind] for kind in (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO)}
    found = [
        *(reader.photo_uses(articles=by[Kind.ARTICLE]) if by[Kind.ARTICLE] else ()),
        *(reader.video_uses(articles=by[Kind.ARTICLE]) if by[Kind.ARTICLE] else ()),
        *(reader.photo_uses(photos=by[Kind.PHOTO]) if by[Kind.PHOTO] else ()),
        *(reader.video_uses(videos=by[Kind.VIDEO]) if by[Kind.VIDEO] else ()),
    ]
    return list(dict.fromkeys(use.id for use in found if use.id is not None))


def _common(records: Sequence[Record]) -> list[Field]:
    """The fields that all the kinds among these records have, in the order of the first kind's form."""
    kinds = list(dict.fromkeys(fields.kind_of(record) for record in records))
    if not kinds:
        return []
    shared = set.intersection(*({line.name for line in fields.fields_of(kind)} for kind in kinds))
    return [line for line in fields.fields_of(kinds[0]) if line.name in shared and line.editable]


def _survey(line: Field, records: Sequence[Record], *, of_uses: bool) -> FieldSurvey:
    counted: Counter[str] = Counter()
    empty = 0
    for record in records:
        if line.item:
            items = {text_of_item(item) for item in fields.get(record, line.name)}
            counted.update(items)
            empty += not items
        else:
            text = fields.text_of(record, line.name)
            counted.update([text] if text else [])
            empty += not text
    return FieldSurvey(line, tuple(counted.most_common()), empty, len(records), of_uses)


def _is_text(line: Field) -> bool:
    return line.type in {"text", "long"} and line.item in {"", "paragraph"} and not line.choices
