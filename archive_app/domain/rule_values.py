"""What rules and profiles look at and change: fields by names like “use.credit_line”, their values as texts.

A field's name begins with its place: ``article``, ``photo``, ``video``, ``use`` (a photo or video as printed in an
article) or ``source`` (where an article was read from; it is looked at only).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from archive_app.domain import fields
from archive_app.domain.errors import InvalidRecord
from archive_app.domain.field_model import Field
from archive_app.domain.records import (
    Article,
    Credit,
    Kind,
    Name,
    Photo,
    PhotoUse,
    Record,
    Source,
    Video,
    VideoUse,
)

PLACES: Final = {
    "article": (Kind.ARTICLE,),
    "photo": (Kind.PHOTO,),
    "video": (Kind.VIDEO,),
    "use": (Kind.PHOTO_USE, Kind.VIDEO_USE),
}
SOURCE_FIELDS: Final = ("source.address", "source.host", "source.folder", "source.name")
_NOT_TYPED: Final = {"body", "reviewed", "position", "paragraph"}


@dataclass(frozen=True, slots=True)
class Parts:
    """An article with what is printed in it, as a draft or as the catalogue has it; any part may be missing.

    Attributes:
        pictures: Each photo with its use, in order.
        films: Each video with its use.
    """

    article: Article | None = None
    source: Source | None = None
    pictures: tuple[tuple[Photo | None, PhotoUse | None], ...] = ()
    films: tuple[tuple[Video | None, VideoUse | None], ...] = ()


@cache
def rule_fields() -> dict[str, Field]:
    """The fields that rules may change, by full name, in the order of the forms."""
    found: dict[str, Field] = {}
    for place, kinds in PLACES.items():
        for kind in kinds:
            for line in fields.fields_of(kind):
                plain = line.type in {"text", "long", "date", "choice", "url", "language"} and not line.item
                if line.editable and line.name not in _NOT_TYPED and "." not in line.path and (
                    plain or line.item == "name"
                ):  # fmt: skip
                    found.setdefault(f"{place}.{line.name}", line)
    return found


def texts(record: Record, name: str) -> tuple[str, ...]:
    """The values of a field as texts: one for each name of a list; nothing where nothing is stated."""
    value = getattr(record, name, "")
    if isinstance(value, tuple):
        return tuple(one.text for one in value if isinstance(one, Name))
    return (str(value),) if value else ()


def source_texts(source: Source | None, name: str) -> tuple[str, ...]:
    """What can be said of a source under ``source.…``."""
    if source is None:
        return ()
    address = source.address
    web = address.startswith(("http://", "https://"))
    try:
        host = (urlsplit(address).hostname or "") if web else ""
    except ValueError:
        host = ""
    folder = "" if web else address.replace("\\", "/").rpartition("/")[0]
    found = {"source.address": address, "source.host": host, "source.folder": folder, "source.name": source.name}
    return (found[name],) if found.get(name) else ()


def with_texts(record: Record, name: str, values: tuple[str, ...]) -> Record:
    """The record with a field set to these texts; names that stay keep their role and their link.

    Raises:
        InvalidRecord: The field cannot take it.
    """
    now = getattr(record, name)
    if isinstance(now, tuple):
        there = {one.text: one for one in now if isinstance(one, Name)}
        names = tuple(there.get(text, Name(text)) for text in dict.fromkeys(v.strip() for v in values) if text)
        if texts(record, name) == tuple(one.text for one in names):
            return record
        return replace(record, **{name: names})  # type: ignore[arg-type]  # a field of names, by its own value
    text = " ".join(part for part in values if part).strip()
    if text == now:
        return record
    changed = fields.with_value(record, name, text)
    if name == "credit_line" and isinstance(changed, PhotoUse | VideoUse):
        changed = replace(changed, credit=Credit())  # another line says something else: it is read anew
    if name == "publisher" and isinstance(changed, Article):
        changed = replace(changed, publisher_id=None)
    return changed


def try_texts(record: Record, name: str, values: tuple[str, ...]) -> Record:
    """As ``with_texts``; the record as it is when the field cannot take the value."""
    try:
        return with_texts(record, name, values)
    except InvalidRecord:
        return record
