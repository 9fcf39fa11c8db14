"""Marks and pinned tags: what a person puts on records in passing, with one key."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain import fields
from archive_app.domain.batch import FieldEdit
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError
from archive_app.domain.field_values import text_of_item
from archive_app.domain.records import WORKS
from archive_app.i18n import tr, tr_n
from archive_app.operations import edit
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive

DIGITS = range(1, 10)


def mark(archive: Archive, ids: Sequence[int], *, on: bool | None = None, initiator: str = "") -> Changes:
    """Mark works, or take their marks away; without ``on`` the marks go only if all of them are marked.

    Raises:
        InputError: One of them is no article, photo or video.
    """
    _require_works(archive, ids)
    if on is None:
        with archive.read() as reader:
            on = len(reader.shelves.marked(ids)) < len(set(ids))
    if on:
        label = tr_n("Mark {n} record", "Mark {n} records", len(ids))
    else:
        label = tr_n("Take the mark off {n} record", "Take the marks off {n} records", len(ids))
    with archive.operation(label, verb="mark", initiator=initiator) as writer:
        writer.structure = True
        if on:
            writer.shelves.mark(ids, writer.at, archive.who)
        else:
            writer.shelves.unmark(ids)
    return writer.changes


def unmark_all(archive: Archive, *, initiator: str = "") -> Changes:
    """Take every mark away."""
    with archive.read() as reader:
        ids = reader.shelves.marked()
    return mark(archive, ids, on=False, initiator=initiator) if ids else Changes()


def pinned(archive: Archive) -> dict[int, str]:
    """The tag of each digit that has one."""
    with archive.read() as reader:
        return reader.shelves.pinned()


def pin(archive: Archive, digit: int, tag: str, *, initiator: str = "") -> Changes:
    """Give a digit from 1 to 9 a tag; "" frees it.

    Raises:
        InputError: There is no such digit, or the tag holds a semicolon, which separates tags.
    """
    tag = " ".join(tag.split())
    if digit not in DIGITS:
        raise InputError(tr("Tags are pinned to the digits 1 to 9."))
    if ";" in tag:
        raise InputError(tr("A tag cannot hold a semicolon: it separates tags."))
    label = tr("Pin “{tag}” to {digit}") if tag else tr("Free the digit {digit}")
    with archive.operation(label.format(tag=tag, digit=digit), verb="pin", initiator=initiator) as writer:
        writer.structure = writer.shelves.pin(digit, tag)
    return writer.changes


def put_or_take(
    archive: Archive, digit: int, ids: Sequence[int], *, initiator: str = "", progress: Progress | None = None
) -> Changes:
    """Put the tag of a digit on works, or take it off when all of them have it.

    Raises:
        InputError: Nothing is pinned to that digit.
    """
    tag = pinned(archive).get(digit, "")
    if not tag:
        raise InputError(
            tr("No tag is pinned to {digit}.").format(digit=digit),
            remedy=tr("Choose “Pinned tags…” in the menu Record, or use archive-app tags."),
        )
    _require_works(archive, ids)
    with archive.read() as reader:
        tags = [
            {text_of_item(item) for item in fields.get(record, "subjects")} for record in reader.records(ids).values()
        ]
    action = "remove" if tags and all(tag in own for own in tags) else "add"
    plan = edit.preview(archive, ids, (FieldEdit("subjects", action, tag),))
    return edit.apply(archive, plan, initiator=initiator, progress=progress) if plan.rows else Changes()


def _require_works(archive: Archive, ids: Sequence[int]) -> None:
    with archive.read() as reader:
        kinds = reader.kinds(ids)
    if any(kinds.get(number) not in WORKS for number in ids):
        raise InputError(tr("Only articles, photos and videos can be marked or put into a basket."))
