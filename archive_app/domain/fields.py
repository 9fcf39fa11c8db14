"""The field table: every field of every record, once. Forms, columns, search, CSV and ``--set`` read it.

It describes; it does not replace the records or the rows, which stay written out. Adding a field means a
line in ``field_table`` or ``field_table_more`` and nothing here.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from archive_app.domain import dates
from archive_app.domain.choices import AGENT_ROLES, COPYRIGHT_STATUSES, PARTY_ROLES, Choice, label_of
from archive_app.domain.errors import InvalidRecord, NotFound
from archive_app.domain.field_model import Field
from archive_app.domain.field_table import WORK_FIELDS
from archive_app.domain.field_table_more import OTHER_FIELDS, RIGHTS_FIELDS
from archive_app.domain.field_values import default_of, refused, set_path, text_of_item, text_of_value, value_of
from archive_app.domain.records import (
    Article,
    Authority,
    Collection,
    Kind,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    SavedSearch,
    Source,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement
from archive_app.i18n import tr

__all__ = [
    "FIELDS",
    "Field",
    "columns",
    "facets",
    "field",
    "fields_of",
    "get",
    "kind_of",
    "shown_of",
    "text_of",
    "with_value",
]

FIELDS: tuple[Field, ...] = WORK_FIELDS + RIGHTS_FIELDS + OTHER_FIELDS

ROLES: dict[str, tuple[Choice, ...]] = {"party": PARTY_ROLES, "agent": AGENT_ROLES, "work": COPYRIGHT_STATUSES}
"""The words for what stands in brackets behind the items of a list, by the sort of item."""

_KINDS: dict[type[Record], Kind] = {
    Article: Kind.ARTICLE,
    Photo: Kind.PHOTO,
    Video: Kind.VIDEO,
    PhotoUse: Kind.PHOTO_USE,
    VideoUse: Kind.VIDEO_USE,
    Authority: Kind.AUTHORITY,
    RightsStatement: Kind.RIGHTS,
    MediaFile: Kind.MEDIA,
    Source: Kind.SOURCE,
    Collection: Kind.COLLECTION,
    SavedSearch: Kind.SAVED_SEARCH,
}

RecordT = TypeVar("RecordT", bound=Record)


def kind_of(record: Record) -> Kind:
    """The kind of a record."""
    return _KINDS[type(record)]


@cache
def fields_of(kind: Kind | str) -> tuple[Field, ...]:
    """The fields of a kind of record, in the order of its form."""
    return tuple(each for each in FIELDS if kind in each.kinds)


@cache
def field(kind: Kind | str, name: str) -> Field:
    """The field of a kind by its name.

    Raises:
        NotFound: with the names there are.
    """
    for each in fields_of(kind):
        if each.name == name:
            return each
    names = ", ".join(each.name for each in fields_of(kind))
    raise NotFound(
        tr("A record of the kind “{kind}” has no field “{name}”.").format(kind=kind, name=name),
        remedy=tr("Its fields are: {names}.").format(names=names) if names else "",
    )


@cache
def columns(kind: Kind | str) -> tuple[Field, ...]:
    """What a table of that kind may show: first those shown at once, in order, then the rest of its header's menu."""
    return tuple(sorted((f for f in fields_of(kind) if not f.multiline or f.column), key=lambda f: f.column or 99))


@cache
def facets() -> tuple[Field, ...]:
    """The fields whose values the facet panel counts, one for each search field."""
    found: dict[str, Field] = {}
    for each in FIELDS:
        if each.facet and each.searchable:
            found.setdefault(each.searchable, each)
    return tuple(found.values())


def get(record: Record, name: str | Field) -> Any:
    """The value of a field as the record holds it."""
    value: Any = record
    for part in _field(record, name).path.split("."):
        value = getattr(value, part)
    return value


def with_value(record: RecordT, name: str | Field, typed_text: str) -> RecordT:
    """The record with a field set to what a person typed; "" clears it.

    Names are parted by ";" ("Ann Example; Ivan Primerov (translation)"), dates may be words ("5 October 2021"),
    choices their value or their label in the current language.

    Raises:
        InvalidRecord: with a sentence, when the field cannot take the text or is not typed by people.
    """
    line = _field(record, name)
    if not line.editable:
        raise refused(line, tr("This field is not typed; the program keeps it."), typed_text)
    if "save" in line.required_for and not typed_text.strip():
        raise refused(line, tr("This field cannot be empty."), typed_text)
    value = value_of(line, typed_text, get(record, line), default_of(record, line.path), _date_of)
    changed = set_path(record, line.path, value)
    if not isinstance(changed, type(record)):  # pragma: no cover - dataclasses.replace keeps the type
        raise InvalidRecord(line.label)
    return changed


def text_of(record: Record, name: str | Field) -> str:
    """The value as text, the same in every language: for CSV, ``--set`` and editors; ``with_value`` reads it back."""
    line = _field(record, name)
    return text_of_value(line, get(record, line))


def shown_of(record: Record, name: str | Field) -> str:
    """The value as people read it: choices by their translated labels, flags as yes or no."""
    line = _field(record, name)
    value = get(record, line)
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if line.choices and isinstance(value, str):
        return label_of(line.choices, value)
    if line.item in ROLES and isinstance(value, tuple):
        return "; ".join(_with_role(line.item, item) for item in value)
    if line.item == "text" and isinstance(value, tuple):
        return "; ".join(label_of(line.choices, text_of_item(item)) for item in value)
    return text_of_value(line, value)


def _with_role(kind: str, item: Any) -> str:
    """One name with its role in words: "Orbitel (Source shown)"."""
    name, noted = (item.title, item.copyright_status) if kind == "work" else (item.name, item.role)
    return f"{name} ({label_of(ROLES[kind], noted)})" if noted != "unknown" else str(name)


def _field(record: Record, name: str | Field) -> Field:
    return name if isinstance(name, Field) else field(kind_of(record), name)


def _date_of(text: str) -> str:
    """EDTF for a typed date; the EDTF itself is always understood."""
    if dates.is_valid(text):
        return text
    return dates.from_typed(text) or ""
