"""What the file of a photo or video says of it, layer by layer, and taking one of its values into the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import Evidence, MediaFile, Name, Photo, Video
from archive_app.formats.media.field_map import BY_NAME
from archive_app.formats.wire.moments import moment_of
from archive_app.i18n import tr
from archive_app.operations import media_reading
from archive_app.store.archive import Archive

TAKEN: Final[dict[str, str]] = {
    "caption": "description", "headline": "title", "title": "title", "creator": "creators", "date_created": "taken",
    "keywords": "subjects", "person_shown": "people", "digital_source_type": "digital_source_type",
}  # fmt: skip
"""Fields of the metadata with the field of a photo that one of their values can become."""

_OF_VIDEOS: Final = {"caption": "description", "title": "title", "headline": "title", "date_created": "published"}


@dataclass(frozen=True, slots=True)
class Said:
    """One line: what one layer says of a field.

    Attributes:
        field: Its name.
        label: As a person reads it.
        value: As text.
        origin: The layer and the name in it.
        chosen: It is the one that is read first.
        differs: Layers do not agree.
        target: The record's field that it can become, "" for none.
    """

    field: str
    label: str
    value: str
    origin: str
    chosen: bool
    differs: bool
    target: str


def said_of(archive: Archive, record_id: int, *, encoding: str = "") -> tuple[list[Said], list[str]]:
    """All lines of a photo's or video's file, and remarks; read anew from the file in a process of its own.

    Raises:
        NotFound: There is no such record, or it has no file.
        UnreadableSource: The file is not there or cannot be read.
    """
    with archive.read() as reader:
        record = reader.record(record_id)
        media = reader.record(record.media_id) if isinstance(record, Photo | Video) and record.media_id else None
    if not isinstance(media, MediaFile):
        raise NotFound(tr("No file is held of it."))
    targets = TAKEN if isinstance(record, Photo) else _OF_VIDEOS
    document: dict[str, Any] = media_reading.document(archive.media.path(media.sha256, media.suffix), encoding=encoding)
    lines: list[Said] = []
    for name, layers in document["layers"].items():
        differs, chosen = name in document["conflicts"], document["origin"][name]
        label, target = tr(BY_NAME[name].label), targets.get(name, "")
        lines.append(Said(name, label, in_words(document["value"][name]), chosen, True, differs, target))
        lines += [
            Said(name, label, in_words(raw), origin, False, differs, target)
            for origin, raw in layers.items()
            if origin != chosen
        ]
    return lines, list(document["remarks"])


def in_words(value: object) -> str:
    """A value of metadata as text: lists on a line, structures with their names."""
    if isinstance(value, list):
        return "; ".join(in_words(one) for one in value)
    if isinstance(value, dict):
        if set(value) == {"x-default"}:
            return str(value["x-default"])
        return ", ".join(f"{key.rpartition(':')[2]}: {in_words(one)}" for key, one in value.items())
    return str(value)


def use_value(archive: Archive, record_id: int, said: Said, *, initiator: str = "") -> Changes:
    """Put a value of the file into the record; the layer it came from is kept as its evidence.

    Raises:
        InputError: No field of the record takes it.
        NotFound: There is no such record.
    """
    if not said.target:
        raise InputError(tr("No field of the record takes this value."))
    label = tr("Use “{value}” from the file").format(value=said.value[:40])
    with archive.operation(label, verb="edit", initiator=initiator) as writer:
        record = writer.record(record_id)
        if not isinstance(record, Photo | Video):
            raise NotFound(tr("This is not a photo or video."))
        value = _fitting(said)
        writer.save(replace(record, **{said.target: value}))
        writer.supersede_evidence(record_id, said.target, said.value)
        field = f"{said.target}.0" if isinstance(value, tuple) else said.target
        quote = said.value[:1000]
        writer.note_evidence(record_id, [Evidence(field, quote, said.origin, 0.95, "", -1, -1, "embedded-2")])
    return writer.changes


def _fitting(said: Said) -> Any:
    if said.target in ("creators", "subjects", "people"):
        names = [" ".join(one.split()) for one in said.value.split(";")]
        return tuple(Name(one) for one in dict.fromkeys(names) if one)
    if said.target in ("taken", "published"):
        value = moment_of(said.value)
        if not value:
            raise InputError(tr("This date cannot be read."), where=said.value)
        return value
    if said.target == "digital_source_type":
        return said.value.rstrip("/").rpartition("/")[2]
    return " ".join(said.value.split()) if said.target == "title" else said.value
