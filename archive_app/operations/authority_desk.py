"""Editing one authority: a value at a time, never over somebody else's; and putting authorities into the bin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from archive_app.domain.changes import Changes
from archive_app.domain.checks import invalid
from archive_app.domain.errors import Conflict, InputError, InvalidRecord
from archive_app.domain.records import Authority
from archive_app.i18n import tr, tr_n
from archive_app.operations import edit
from archive_app.operations.authorities import authority_of
from archive_app.store.archive import Archive, Reader

FIELDS = ("variants", "identifiers", "parent_id")
"""What ``set_value`` sets: values that are no text of one field. The others are saved as texts (``field_visits``)."""


def set_value(
    archive: Archive, number: int, field: str, value: Any, *, seen: Any, initiator: str = ""
) -> Changes:  # fmt: skip
    """Set the variants, the identifiers or the parent of an authority.

    Args:
        archive: The catalogue.
        number: Its id.
        field: One of ``FIELDS``.
        value: What it is to be.
        seen: What it was when the person began.
        initiator: Named in the changes.

    Raises:
        NotFound: It is no authority.
        Conflict: The value was changed since it was seen; nothing is overwritten.
        InvalidRecord: It cannot be stored.
        InputError: The parent belongs to the authority itself.
    """
    if field not in FIELDS:
        raise InputError(tr("“{field}” is not set this way.").format(field=field))
    with archive.read() as reader:
        record = authority_of(reader, number)
        if field == "parent_id" and value is not None:
            _no_circle(reader, record, value)
    now = getattr(record, field)
    if now not in (seen, value):
        raise Conflict(
            tr("“{name}” was changed meanwhile.").format(name=record.name), record_id=number, field=field,
            remedy=tr("It is shown as it is now; make your change again if it is still needed."),
        )  # fmt: skip
    changed = replace(record, **{field: value})
    if wrong := invalid(changed):
        raise InvalidRecord(wrong[0][1], wrong, where=record.name)
    return edit.save(archive, changed, initiator=initiator)


def new(archive: Archive, name: str, kind: str, *, initiator: str = "") -> tuple[int, Changes]:
    """Make an authority; return its id. Raises InvalidRecord."""
    changes = edit.save(archive, Authority(name=name.strip(), kind=kind), initiator=initiator)
    return min(changes.records), changes


def remove(archive: Archive, numbers: Sequence[int], *, initiator: str = "") -> Changes:
    """Put authorities into the bin; names linked to them are linked to nothing then, as they were printed.

    Raises:
        NotFound: One of them is no authority.
        InputError: None was named.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        raise InputError(tr("Name an authority."))
    with archive.read() as reader:
        names = [authority_of(reader, number).name for number in wanted]
    label = tr("Put “{title}” into the bin").format(title=names[0])
    if len(wanted) > 1:
        label = tr_n("Put {n} authority into the bin", "Put {n} authorities into the bin", len(wanted))
    with archive.operation(label, verb="bin", initiator=initiator) as writer:
        links = [link for link in writer.authority_links.links(wanted, binned=True) if link.record not in wanted]
        writer.bump(writer.authority_links.repoint(links, None))
        for number in wanted:
            writer.bin(number)
    return writer.changes


def _no_circle(reader: Reader, record: Authority, parent: int) -> None:
    seen = {record.id}
    above: int | None = parent
    while above is not None:
        if above in seen:
            raise InputError(
                tr("“{name}” cannot be part of what is part of it.").format(name=record.name),
                remedy=tr("Choose another one, or change that one first."),
            )
        seen.add(above)
        above = authority_of(reader, above).parent_id
