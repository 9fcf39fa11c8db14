"""One visit to a field: what is typed is kept while typing and saved on leaving, as one step.

``keep`` writes the text beside the record, where it survives a crash and history does not see it. ``leave``
makes it the field's value. Text that the field cannot take stays kept until it is put right or given up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain import fields
from archive_app.domain.changes import Changes
from archive_app.domain.errors import Conflict
from archive_app.domain.records import MediaFile
from archive_app.domain.results import RecordPage
from archive_app.domain.rights import Use
from archive_app.i18n import tr
from archive_app.operations import edit
from archive_app.operations.page import record_page
from archive_app.operations.works import media_path
from archive_app.store import drafts
from archive_app.store.archive import Archive, Writer

Kept = dict[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A record's page with what was typed in its fields and not saved, and where its files are.

    ``files`` holds, for each media record of the page, the path of its bytes, or None when they are not there.
    """

    page: RecordPage
    kept: Kept
    files: dict[int, Path | None]


def open_page(archive: Archive, number: int, use: Use | None = None) -> OpenPage:
    """Everything the inspector shows of a record. Raises NotFound when it is gone."""
    page = record_page(archive, number, use)
    numbers = [number]
    media: list[MediaFile] = [page.media] if page.media is not None else []
    for photo in page.photos:
        numbers += [n for n in (photo.use.id, photo.photo.id) if n is not None]
        media += [photo.media] if photo.media is not None else []
    for video in page.videos:
        numbers += [n for n in (video.use.id, video.video.id) if n is not None]
        media += [video.media] if video.media is not None else []
    numbers += [one.use.id for one in page.appears_in if one.use.id is not None]
    paths = {one.id or 0: media_path(archive, one) for one in media}
    files = {key: path if path.is_file() else None for key, path in paths.items()}
    return OpenPage(page, kept(archive, numbers), files)


def keep(archive: Archive, number: int, field: str, typed: str) -> None:
    """Keep what is typed so far; nothing of the record changes."""

    def work(writer: Writer) -> int:
        drafts.keep(writer, number, field, typed)
        return 1

    archive.note(work)


def forget(archive: Archive, number: int, field: str) -> None:
    """Give up what was typed and not saved."""
    archive.note(lambda writer: drafts.drop(writer, number, field))


def kept(archive: Archive, numbers: Iterable[int]) -> Kept:
    """What was typed in these records and not saved, by record and field."""
    with archive.read() as reader:
        return drafts.of_records(reader, numbers)


def leave(archive: Archive, number: int, field: str, typed: str, *, seen: str, initiator: str = "") -> Changes:
    """Save what was typed in a field, as one step; what was kept of it is forgotten.

    Args:
        archive: The catalogue.
        number: The record's id.
        field: A name of the field table.
        typed: The text in the field.
        seen: The field's text when the visit began.
        initiator: Named in the changes.

    Raises:
        Conflict: The value was changed since it was seen; nothing is overwritten and the text stays kept.
        InvalidRecord: The field cannot take the text; it stays kept.
    """
    with archive.read() as reader:
        record = reader.record(number)
    now = fields.text_of(record, field)
    if now not in {seen, typed}:
        keep(archive, number, field, typed)
        raise Conflict(
            tr("This was changed to “{value}” meanwhile.").format(value=now), record_id=number, field=field,
            remedy=tr("Choose which of the two is to stay."),
        )  # fmt: skip
    changes = Changes() if now == typed else edit.set_field(archive, number, field, typed, initiator=initiator)
    if kept(archive, [number]):
        forget(archive, number, field)
    return changes


def values(archive: Archive, search_field: str, typed: str, limit: int = 8) -> list[tuple[str, int]]:
    """Values in use that a person may mean, with their counts, for completion."""
    with archive.read() as reader:
        found = reader.finder.values({"lang": "language"}.get(search_field, search_field), typed, limit)
        return [(str(value), int(count)) for value, count in found]
