"""Deciding about single values that the program proposed: confirm, correct, reject. One operation each."""

from __future__ import annotations

from dataclasses import replace

from archive_app.domain import fields
from archive_app.domain.changes import Changes
from archive_app.domain.errors import NotFound
from archive_app.domain.records import Kind, Name, Record, VideoUse
from archive_app.i18n import tr
from archive_app.operations import edit, works
from archive_app.store.archive import Archive


def confirm(archive: Archive, record_id: int, field: str, *, initiator: str = "") -> Changes:
    """A person stands behind a value: its evidence keeps its place and becomes the person's."""
    with archive.read() as reader:
        record = reader.record(record_id)
    label = tr("Confirm {field}").format(field=_label(record, field).lower())
    with archive.operation(label, verb="edit", initiator=initiator) as writer:
        writer.confirm_evidence(record_id, field)
    return writer.changes


def correct(archive: Archive, record_id: int, field: str, typed: str, *, initiator: str = "") -> Changes:
    """Change a value to what a person typed; ``field`` may name one item of a list ("bylines.1").

    Raises:
        InvalidRecord: The field cannot take the text.
    """
    with archive.read() as reader:
        record = reader.record(record_id)
    name, item = _parted(field)
    if item is None:
        return edit.save(archive, fields.with_value(record, name, typed), initiator=initiator)
    items = _items(record, name, item)
    old = items[item]
    items[item] = replace(old, text=typed.strip()) if isinstance(old, Name) else typed.strip()
    return edit.save(archive, _with(record, name, tuple(items)), initiator=initiator)


def reject(archive: Archive, record_id: int, field: str, *, initiator: str = "") -> Changes:
    """Clear a value that is not right. A video that is known only by the rejected mention leaves the article."""
    with archive.read() as reader:
        record = reader.record(record_id)
    name, item = _parted(field)
    if isinstance(record, VideoUse) and name == "mention" and not (record.caption or record.credit_line):
        return works.unlink_use(archive, record_id, initiator=initiator)
    if item is None:
        return edit.save(archive, fields.with_value(record, name, ""), initiator=initiator)
    items = _items(record, name, item)
    del items[item]
    return edit.save(archive, _with(record, name, tuple(items)), initiator=initiator)


def _parted(field: str) -> tuple[str, int | None]:
    name, _, item = field.partition(".")
    return name, int(item) if item.isdigit() else None


def _items(record: Record, name: str, item: int) -> list[object]:
    items = list(getattr(record, name, ()))
    if item >= len(items):
        raise NotFound(tr("This value is not there any more."))
    return items


def _with(record: Record, name: str, value: object) -> Record:
    return replace(record, **{name: value})  # type: ignore[arg-type]  # name and value come from the record itself


def _label(record: Record, field: str) -> str:
    kind: Kind = fields.kind_of(record)
    try:
        return tr(fields.field(kind, _parted(field)[0]).label)
    except NotFound:
        return tr("Value")
