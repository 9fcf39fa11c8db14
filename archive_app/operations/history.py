"""What was done, and taking it back: undo, redo, one record's history, restoring a single value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from archive_app.domain import fields
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.history import Change, HistoryEntry, Operation, UndoNames
from archive_app.domain.records import Record
from archive_app.i18n import tr
from archive_app.operations.edit import save_within
from archive_app.operations.linking import Linker
from archive_app.store.archive import Archive, Reader

_QUIET = {"evidence", "draft"}
_LISTS = {
    "name": "", "credit_party": "parties", "authority_variant": "variants", "authority_identifier": "identifiers",
    "rights_agent": "agents", "rights_grant": "grants", "rights_evidence": "evidence",
    "collection_member": "members",
}  # fmt: skip


def recent(archive: Archive, limit: int = 100) -> tuple[Operation, ...]:
    """The newest operations first, undos and redos among them."""
    with archive.read() as reader:
        return tuple(reader.history.recent(limit))


def names(archive: Archive) -> UndoNames:
    """What Undo and Redo would do now."""
    with archive.read() as reader:
        return reader.history.names()


def undo(archive: Archive, operation_id: int | None = None, *, initiator: str = "") -> Changes:
    """Take back an operation, the newest in effect when none is named; empty Changes when there is none.

    Raises:
        Conflict: What it changed was changed again since; nothing was taken back.
        NotFound, InputError: There is no such operation, or it is taken back already.
    """
    return archive.undo(operation_id, initiator=initiator)


def redo(archive: Archive, operation_id: int | None = None, *, initiator: str = "") -> Changes:
    """Repeat an operation that was taken back; the last one when none is named. Raises as ``undo`` does."""
    return archive.redo(operation_id, initiator=initiator)


def of_record(archive: Archive, number: int) -> tuple[HistoryEntry, ...]:
    """What happened to a record, newest first."""
    with archive.read() as reader:
        return entries(reader, [number])


def restore_value(archive: Archive, entry: HistoryEntry, *, initiator: str = "") -> Changes:
    """Put back the value that a field had before the change of ``entry``, whatever came after; one new step.

    Raises:
        InputError: This entry has no single value to put back.
        NotFound: The record is not in the catalogue any more.
    """
    with archive.read() as reader:
        change = next(
            (
                change
                for operation, change in reader.history.changes_of([entry.record_id])
                if operation.id == entry.operation_id and entry.field in change.before
            ),
            None,
        )
        if change is None or not entry.revertable:
            raise InputError(tr("This line of the history has no single value to restore."))
        record = reader.record(entry.record_id)
    value: Any = change.before[entry.field]
    if entry.field == "body":
        value = tuple(value.split("\n")) if value else ()
    elif isinstance(getattr(record, entry.field), bool):
        value = bool(value)
    label = tr("Restore {field} as it was").format(field=entry.field_label)
    with archive.operation(label, verb="edit", initiator=initiator) as writer:
        save_within(writer, Linker(writer), replace(record, **{entry.field: value}), record)
    return writer.changes


def entries(
    reader: Reader, numbers: Sequence[int], known: Mapping[int, Record] | None = None
) -> tuple[HistoryEntry, ...]:
    """The history of these records (a work and its uses) in lines a person reads, newest first.

    Args:
        reader: A snapshot.
        numbers: Of the records.
        known: The records themselves, where they are read already.
    """
    records = reader.records(numbers) if known is None else known
    found: list[HistoryEntry] = []
    seen: set[tuple[int, int, str]] = set()
    for operation, change in reader.history.changes_of(numbers):
        number = change.record_id if change.record_id in records else next(iter(numbers))
        for field, label, before, after in _lines(records.get(number), change):
            key = (operation.id, number, field)
            if key in seen:
                continue
            seen.add(key)
            found.append(
                HistoryEntry(
                    operation.id, operation.at, operation.who, _label(operation), number, field, label, before, after,
                    revertable=change.action == "update" and bool(field) and _plain(records.get(number), field),
                    undone=operation.undone,
                )
            )  # fmt: skip
    return tuple(found)


def _label(operation: Operation) -> str:
    match operation.kind:
        case "undo":
            return tr("Undo: {label}").format(label=operation.label)
        case "redo":
            return tr("Redo: {label}").format(label=operation.label)
        case _:
            return operation.label


def _lines(record: Record | None, change: Change) -> list[tuple[str, str, str, str]]:
    """(field, label, before, after) for each thing a person would call changed."""
    if change.table in _QUIET:
        return []
    if change.table in _LISTS:
        field = _LISTS[change.table] or str(change.before.get("field", ""))
        if not field:
            return []
        return [(field, _field_label(record, field), _list_text(change.before), _list_text(change.after))]
    if change.table == "record":
        if "deleted" in change.after:
            return [("", tr("Put into the bin") if change.after["deleted"] else tr("Taken out of the bin"), "", "")]
        return [("", tr("Removed") if change.action == "delete" else tr("Made"), "", "")]
    if change.action != "update":
        return []
    return [
        (name, _field_label(record, name), _text(change.before[name]), _text(value))
        for name, value in change.after.items()
    ]


def _field_label(record: Record | None, name: str) -> str:
    plain = name.removeprefix("credit_")
    if record is not None:
        for candidate in (name, plain):
            try:
                return tr(fields.field(fields.kind_of(record), candidate).label)
            except NotFound:
                continue
    return plain.replace("_", " ").capitalize()


def _plain(record: Record | None, name: str) -> bool:
    return record is not None and isinstance(getattr(record, name, None), str | bool | tuple) and name in {
        f.path for f in fields.fields_of(fields.kind_of(record)) if f.editable and f.item in {"", "paragraph"}
    }  # fmt: skip


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        return value.strip("[]").replace('"', "")
    return str(value)


def _list_text(row: Any) -> str:
    return str(row.get("text") or row.get("name") or row.get("value") or "") if row else ""
