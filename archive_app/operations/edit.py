"""Changing records: saving one, setting fields in many, the bin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Final

from archive_app.domain import fields
from archive_app.domain.batch import BatchPlan, FieldEdit, PlannedChange
from archive_app.domain.changes import Changes
from archive_app.domain.checks import invalid
from archive_app.domain.collecting import uncollected
from archive_app.domain.credit_parts import same_credit
from archive_app.domain.errors import Conflict, InputError, InvalidRecord, NotFound
from archive_app.domain.house_rules import credit_words
from archive_app.domain.records import Article, Credit, Evidence, PhotoUse, Record, VideoUse
from archive_app.domain.titles import plain_title
from archive_app.i18n import tr, tr_n
from archive_app.operations.linking import Linker
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Reader, Writer

_HEAD = {"id", "uid", "revision", "created", "modified", "deleted"}


_TOGETHER: Final = 100  # records that are erased at once


def save(archive: Archive, record: Record, *, initiator: str = "") -> Changes:
    """Make a record, or save its changed values; only real differences are written.

    A changed credit line is parsed and linked anew; evidence of a changed field is superseded by the person.

    Raises:
        InvalidRecord: A value cannot be stored; ``problems`` names each field.
        Conflict: The record was changed since this value was read.
    """
    if wrong := invalid(record):
        raise InvalidRecord(wrong[0][1], wrong, where=plain_title(record))
    if record.id is None:
        label = tr("Add {kind}").format(kind=_kind_word(record))
        with archive.operation(label, verb="edit", initiator=initiator) as writer:
            save_within(writer, Linker(writer), record, None)
        return writer.changes
    with archive.read() as reader:
        old = reader.record(record.id)
        names = _differences(old, record)
        title = _title(reader, old) if names else ""
    return _save_changed(archive, record, old, names, title, initiator)


def set_field(archive: Archive, record_id: int, field: str, typed: str, *, initiator: str = "") -> Changes:
    """Set one field of one record to what a person typed. Raises as ``save``, and InvalidRecord for unfit text."""
    with archive.read() as reader:
        old = reader.record(record_id)
        record = fields.with_value(old, field, typed)
        names = _differences(old, record)
        title = _title(reader, old) if names else ""
    if wrong := invalid(record):
        raise InvalidRecord(wrong[0][1], wrong, where=plain_title(record))
    return _save_changed(archive, record, old, names, title, initiator)


def _save_changed(
    archive: Archive, record: Record, old: Record, names: Sequence[str], title: str, initiator: str
) -> Changes:
    if not names:
        return Changes()
    label = tr("Change {field} of “{title}”").format(field=_labels(record, names), title=_short(title))
    with archive.operation(label, verb="edit", initiator=initiator) as writer:
        save_within(writer, Linker(writer), record, old)
    return writer.changes


def preview(archive: Archive, ids: Sequence[int], edits: Sequence[FieldEdit]) -> BatchPlan:
    """What these edits would change in these records, and in which they cannot be made. Nothing is changed."""
    rows: list[PlannedChange] = []
    refused: list[tuple[str, str]] = []
    unchanged = 0
    with archive.read() as reader:
        found = reader.records(ids)
        titles = reader.finder.titles(list(ids))
        for number, stored in found.items():
            record = stored
            title = titles.get(number, "") or plain_title(record)
            before = len(rows) + len(refused)
            for edit in edits:
                try:
                    new = _edited(record, edit)
                except (InvalidRecord, NotFound) as error:
                    refused.append((title, error.message))
                    continue
                if new != record:
                    line = fields.field(fields.kind_of(record), edit.field)
                    was, will = fields.shown_of(record, edit.field), fields.shown_of(new, edit.field)
                    rows.append(PlannedChange(number, title, edit.field, tr(line.label), was, will))
                    record = new
            unchanged += len(rows) + len(refused) == before
    return BatchPlan(tuple(edits), tuple(rows), unchanged, tuple(refused))


def apply(
    archive: Archive,
    plan: BatchPlan,
    *,
    without: Iterable[int] = (),
    initiator: str = "",
    progress: Progress | None = None,
) -> Changes:
    """Make the changes of a plan as one step; ``without`` are record ids unticked in the preview.

    Raises:
        Conflict: A record no longer has the value that the preview showed; nothing was changed then.
        Cancelled: Nothing was changed.
    """
    left_out = set(without)
    planned = [row for row in plan.rows if row.record_id not in left_out]
    numbers = list(dict.fromkeys(row.record_id for row in planned))
    shown: dict[tuple[int, str], PlannedChange] = {}
    for line in planned:
        shown.setdefault((line.record_id, line.field), line)  # of two edits of one field, the first began from it
    names = ", ".join(dict.fromkeys(row.field_label for row in planned))
    label = tr_n("Change {field} in {n} record", "Change {field} in {n} records", len(numbers)).replace(
        "{field}", names
    )
    half = len(numbers) // 2
    with (
        uncollected(),
        archive.operation(label, verb="batch", initiator=initiator) as writer,
    ):
        linker = Linker(writer)
        if progress is not None:  # what a search finds of them takes as long as the records
            writer.tick_of_index = lambda done, works: progress.at(half + half * done // works, len(numbers))
        for done, number in enumerate(numbers):
            if progress is not None:
                progress.at(done // 2, len(numbers))
            old = record = writer.record(number)
            for edit in plan.edits:
                row = shown.get((number, edit.field))
                if row is None:
                    continue
                if fields.shown_of(old, edit.field) != row.before:
                    raise Conflict(
                        tr("“{title}” was changed since the preview, so nothing was changed.").format(title=row.title),
                        record_id=number,
                        field=edit.field,
                        remedy=tr("Look at the preview again."),
                    )
                record = _edited(record, edit)
            save_within(writer, linker, record, old)
    return writer.changes


def to_bin(archive: Archive, ids: Sequence[int], *, initiator: str = "") -> Changes:
    """Put records into the bin; they can be restored, and Undo takes it back."""
    label = _count_label(archive, ids, tr("Put “{title}” into the bin"), "Put {n} record into the bin",
                         "Put {n} records into the bin")  # fmt: skip
    with archive.operation(label, verb="bin", initiator=initiator) as writer:
        for number in ids:
            writer.bin(number)
    return writer.changes


def restore(archive: Archive, ids: Sequence[int], *, initiator: str = "") -> Changes:
    """Take records out of the bin."""
    label = _count_label(archive, ids, tr("Restore “{title}”"), "Restore {n} record", "Restore {n} records")
    with archive.operation(label, verb="bin", initiator=initiator) as writer:
        for number in ids:
            writer.restore(number)
    return writer.changes


def empty_bin(archive: Archive, *, initiator: str = "", progress: Progress | None = None) -> Changes:
    """Remove every record in the bin with what belongs to it. Media files stay until the next clean-up."""
    from archive_app.domain.records import Kind

    with archive.read() as reader:
        ids = [n for kind in (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO) for n in reader.ids_of(kind, deleted=True)]
    label = tr_n("Empty the bin ({n} record)", "Empty the bin ({n} records)", len(ids))
    with archive.operation(label, verb="empty", initiator=initiator) as writer:
        for done in range(0, len(ids), _TOGETHER):
            if progress is not None:
                progress.at(done, len(ids))
            writer.erase_all(ids[done : done + _TOGETHER])
    return writer.changes


def delete_record(archive: Archive, number: int, *, initiator: str = "") -> Changes:
    """Remove a record that has no bin of its own: a collection, saved search, use, authority, rights statement."""
    with archive.read() as reader:
        record = reader.record(number)
        title = plain_title(record)
    label = tr("Delete {kind} “{title}”").format(kind=_kind_word(record), title=_short(title))
    with archive.operation(label, verb="delete", initiator=initiator) as writer:
        writer.erase(number)
    return writer.changes


def save_within(writer: Writer, linker: Linker, record: Record, old: Record | None) -> int:
    """Save one record within an operation: credit lines parsed, publishers linked, evidence superseded."""
    if isinstance(record, PhotoUse | VideoUse):
        was = old if isinstance(old, PhotoUse | VideoUse) else None
        if was is not None and was.credit_line != record.credit_line and was.credit == record.credit:
            record = replace(record, credit=Credit())
    elif isinstance(record, Article):
        was_article = old if isinstance(old, Article) else None
        if was_article is not None and was_article.publisher != record.publisher:
            record = replace(record, publisher_id=None)
    if old is None or _names_else(old, record):
        record = linked(linker, record)
    number = writer.save(record, old)
    if old is not None:
        for name in _differences(old, record):
            if name == "credit" and isinstance(record, PhotoUse | VideoUse) and isinstance(old, PhotoUse | VideoUse):
                _note_credit(writer, number, record, old)
                continue
            try:
                words = fields.text_of(record, name)
            except NotFound:
                words = ""
            writer.supersede_evidence(number, name, words)
    return number


def _note_credit(writer: Writer, number: int, use: PhotoUse | VideoUse, old: PhotoUse | VideoUse) -> None:
    """Who stands behind a changed credit: a person for the line as it was; of another line, nobody yet."""
    if use.credit_line != old.credit_line:
        writer.rules.set_current(writer.rules.evidence_rows(number, "credit"), current=False)
    elif not same_credit(use.credit, old.credit):
        writer.rules.set_current(writer.rules.evidence_rows(number, "credit"), current=False)
        writer.note_evidence(number, [Evidence("credit", credit_words(use.credit)[:500], "person", 1.0, layer="")])


def _names_else(old: Record, record: Record) -> bool:
    """Whether a change is about a name that is linked to an authority."""
    if isinstance(record, Article) and isinstance(old, Article):
        return (old.publisher, old.publisher_id) != (record.publisher, record.publisher_id)
    if isinstance(record, PhotoUse | VideoUse) and isinstance(old, PhotoUse | VideoUse):
        return (old.credit_line, old.credit) != (record.credit_line, record.credit)
    return True


def linked(linker: Linker, record: Record) -> Record:
    """The record with the names linked that are linked by themselves."""
    match record:
        case PhotoUse() | VideoUse():
            return linker.use(record)
        case Article():
            return linker.article(record)
        case _:
            return record


def _edited(record: Record, edit: FieldEdit) -> Record:
    now = fields.text_of(record, edit.field)
    match edit.action:
        case "clear":
            return fields.with_value(record, edit.field, "")
        case "set":
            return fields.with_value(record, edit.field, edit.value) if edit.value.strip() else record
        case "replace":
            if not edit.find or edit.find not in now:
                return record
            return fields.with_value(record, edit.field, now.replace(edit.find, edit.value))
        case "add" | "remove":
            parts = [p.strip() for p in now.split(";") if p.strip()]
            wanted = [p.strip() for p in edit.value.split(";") if p.strip()]
            if edit.action == "add":
                parts += [p for p in wanted if p not in parts]
            else:
                parts = [p for p in parts if p not in wanted]
            return fields.with_value(record, edit.field, "; ".join(parts))
        case _:
            raise InputError(tr("“{action}” is not a way to change a field.").format(action=edit.action))


def _differences(old: Record, new: Record) -> list[str]:
    return [
        f.name for f in dataclass_fields(new) if f.name not in _HEAD and getattr(old, f.name) != getattr(new, f.name)
    ]


def _labels(record: Record, names: Sequence[str]) -> str:
    labels: list[str] = []
    for name in names:
        try:
            labels.append(tr(fields.field(fields.kind_of(record), name).label).lower())
        except NotFound:
            continue
    return ", ".join(labels[:3]) or tr("values")


def _kind_word(record: Record) -> str:
    return tr(fields.kind_of(record).value.replace("_", " "))


def _title(reader: Reader, record: Record) -> str:
    number = record.id or 0
    if isinstance(record, PhotoUse | VideoUse):
        number = record.article_id or 0
    return reader.finder.titles([number]).get(number, "") or plain_title(record)


def _short(title: str) -> str:
    return title if len(title) <= 40 else title[:39].rstrip() + "…"


def _count_label(archive: Archive, ids: Sequence[int], one: str, single: str, many: str) -> str:
    if len(ids) != 1:
        return tr_n(single, many, len(ids))
    with archive.read() as reader:
        return one.format(title=_short(_title(reader, reader.record(ids[0]))))
