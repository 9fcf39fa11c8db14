"""The JSON of this program: bundles of records ⇄ plain JSON values, without loss, strict in what it reads.

Every field of every record stands under its own name. What belongs to one catalogue only is replaced by what holds
in all: ``id`` is left out, and a link ``photo_id`` becomes ``photo_uid``, the uid of a record in the same bundle.
``schema/export/archive-app-1.schema.json`` describes the same in JSON Schema; a test keeps the two in step.
"""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias

from archive_app.domain.errors import ExportRefused, FormatError
from archive_app.domain.export_record import REFERENCES, ExportRecord, renumbered
from archive_app.domain.fields import kind_of
from archive_app.domain.records import Record
from archive_app.i18n import tr

FORMAT = "archive-app"
VERSION = 1

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_KIND_KEY = "record"  # which kind of record an object is; "kind" is a field of authorities
_LEFT_OUT = ("history", "previews")  # of a bundle: pictures and stories of records, not records
_LARGEST = 2**63 - 1


@dataclass(slots=True)
class Encoded:
    """A bundle as JSON, and how many of its links led to records outside it and were left out."""

    value: dict[str, Json]
    links_left_out: int = 0


def encode(bundle: ExportRecord) -> Encoded:
    """The bundle as JSON values.

    Raises:
        ExportRefused: A record in it was never saved and so has no uid to link it by.
    """
    links = Links(uids_of(bundle))
    value = value_of(bundle, links)
    assert isinstance(value, dict)  # noqa: S101 - a bundle is an object
    return Encoded(value, links.left_out)


def uids_of(bundle: ExportRecord) -> dict[int, str]:
    """The uid of each record of a bundle, by its id.

    Raises:
        ExportRefused: A record in it was never saved and so has no uid.
    """
    uids: dict[int, str] = {}
    for record in bundle.records():
        if not record.uid:
            raise ExportRefused(
                tr("A record without an identifier cannot be exported."), remedy=tr("Save it, then export again.")
            )
        if record.id is not None:
            uids[record.id] = record.uid
    return uids


class Links:
    """What the links of a bundle lead to.

    Attributes:
        asked: The ids asked for, each with its uid; None for a record that is not in the bundle.
        left_out: How many links led out of the bundle.
    """

    __slots__ = ("_uids", "asked", "left_out")

    def __init__(self, uids: Mapping[int, str]) -> None:
        self._uids = uids
        self.asked: dict[int, str | None] = {}
        self.left_out = 0

    def uid(self, number: int) -> str | None:
        """The uid of the record of this id."""
        found = self.asked[number] = self._uids.get(number)
        self.left_out += found is None
        return found


def decode(value: Json, *, where: str = "") -> ExportRecord:
    """The bundle in a JSON value; its ids are counted from 1 within the bundle.

    Args:
        value: What ``encode`` gave. Keys that are missing have their defaults; unknown keys are refused.
        where: The place for errors ("export.json, record 3").

    Raises:
        FormatError: It is anything else; says which field of which part is odd.
    """
    reading = _Reading(where)
    bundle = reading.value_of(ExportRecord, value, "")
    if not isinstance(bundle, ExportRecord):  # pragma: no cover - value_of gives what it is asked for
        raise TypeError
    reading.check_links()
    return renumbered(bundle)


def value_of(value: object, links: Links) -> Json:
    """A part of a bundle as JSON values."""
    if value is None or isinstance(value, str | bool | int | float):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, tuple):
        return [value_of(item, links) for item in value]
    kind: Any = type(value)
    plan = _plan(kind)
    out: dict[str, Json] = dict(zip(plan.keys, plan.read(value), strict=True))
    for key in plan.links:
        held: Any = out[key]
        if held is not None:
            out[key] = links.uid(held)
    for key in plan.lists:
        several: Any = out[key]
        out[key] = list(several)
    for key in plan.nested:
        inner: Any = out[key]
        if inner is not None:
            out[key] = value_of(inner, links) if inner != () else []
    return out


@cache
def keys_of(kind: Any) -> tuple[tuple[str, str], ...]:
    """Name and JSON key of each field of a part of a bundle that is written."""
    return tuple((name, key) for name, key, _ in _spec(kind) if kind is not ExportRecord or name not in _LEFT_OUT)


def constant_of(kind: Any) -> tuple[tuple[str, str], ...]:
    """What every value of a type has before its fields: which kind of record it is."""
    return ((_KIND_KEY, _kind_name(kind)),) if issubclass(kind, Record) else ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a type is written: its keys, one reader for all values, and which keys hold links or other types."""

    keys: tuple[str, ...]
    read: Callable[[Any], tuple[Any, ...]]
    links: tuple[str, ...]
    lists: tuple[str, ...]
    nested: tuple[str, ...]


@cache
def _plan(kind: Any) -> _Plan:
    written = dict(keys_of(kind))
    lines = [(name, key, hint) for name, key, hint in _spec(kind) if name in written]
    names = [name for name, _, _ in lines]
    keys = [key for _, key, _ in lines]
    constant = tuple(told for _, told in constant_of(kind))
    # Two names at least, so that the reader always gives a tuple.
    several = attrgetter(*names, *names[:1])

    def read(value: Any) -> tuple[Any, ...]:
        return (*constant, *several(value)[:-1])

    return _Plan(
        (*(key for key, _ in constant_of(kind)), *keys),
        read,
        tuple(key for name, key, _ in lines if name in REFERENCES),
        tuple(key for _, key, hint in lines if _is_list(hint)),
        tuple(key for n, key, hint in lines if n not in REFERENCES and not _is_plain(hint) and not _is_list(hint)),
    )


def _is_list(hint: Any) -> bool:
    """Whether values of this type are tuples of what is the same in JSON."""
    return typing.get_origin(hint) is tuple and _is_plain(typing.get_args(hint)[0])


def _is_plain(hint: Any) -> bool:
    """Whether values of this type are the same in JSON."""
    if isinstance(hint, types.UnionType):
        return all(_is_plain(one) for one in typing.get_args(hint))
    return hint in (str, bool, int, float, types.NoneType)


@cache
def _spec(kind: Any) -> tuple[tuple[str, str, Any], ...]:
    """Name, JSON key and type of each field of a dataclass, without ``id``; the uid stands first."""
    hints = typing.get_type_hints(kind)
    named = [
        (each.name, f"{each.name.removesuffix('_id')}_uid" if each.name in REFERENCES else each.name, hints[each.name])
        for each in fields(kind)
        if each.name != "id"
    ]
    return tuple(named)


@cache
def _required(kind: Any) -> frozenset[str]:
    """Keys that must be there: fields without a default, and a record's uid."""
    names = {each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING}
    return frozenset(names | {"uid"} if issubclass(kind, Record) else names)


@cache
def _record_types(options: tuple[Any, ...]) -> Mapping[str, type]:
    """The record types among the members of a union, by the name of their kind."""
    found: list[Any] = [one for one in options if isinstance(one, type) and issubclass(one, Record)]
    return {_kind_name(one): one for one in found}


@cache
def _kind_name(kind: Any) -> str:
    """The name of the kind that records of a type are of."""
    return str(kind_of(kind()))


class _Reading:
    """One bundle being read: numbers given to uids, and the links met on the way."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._numbers: dict[str, int] = {}
        self._records: dict[str, Record] = {}
        self._links: list[tuple[str, str, str]] = []

    def value_of(self, kind: Any, value: Json, at: str) -> Any:
        """``value`` as the type that a dataclass declares; ``at`` is the path to it."""
        options = typing.get_args(kind) if isinstance(kind, types.UnionType) else (kind,)
        if value is None:
            if types.NoneType in options:
                return None
            raise self._odd(at, tr("a value is missing"))
        one = self._choose(options, value, at)
        if typing.get_origin(one) is tuple:
            if not isinstance(value, list):
                raise self._odd(at, tr("a list was expected"))
            inner = typing.get_args(one)[0]
            return tuple(self.value_of(inner, item, f"{at}[{n}]") for n, item in enumerate(value))
        if is_dataclass(one):
            return self._object(one, value, at)
        return self._plain(one, value, at)

    def check_links(self) -> None:
        """Every link leads to a record of the right kind in the bundle."""
        for name, uid, at in self._links:
            target = self._records.get(uid)
            if target is None:
                raise self._odd(at, tr("it names a record that is not in the file"))
            if kind_of(target) not in REFERENCES[name]:
                raise self._odd(at, tr("it names a record of another kind"))

    def _choose(self, options: tuple[Any, ...], value: Json, at: str) -> Any:
        options = tuple(one for one in options if one is not types.NoneType)
        if len(options) == 1:
            return options[0]
        kinds = _record_types(options)
        named = value.get(_KIND_KEY) if isinstance(value, dict) else None
        if not isinstance(named, str) or named not in kinds:
            raise self._odd(at, tr("“record” must be one of: {kinds}").format(kinds=", ".join(kinds)))
        return kinds[named]

    def _object(self, kind: Any, value: Json, at: str) -> object:
        if not isinstance(value, dict):
            raise self._odd(at, tr("an object was expected"))
        is_record = issubclass(kind, Record)
        known = {key: (name, hint) for name, key, hint in _spec(kind) if name not in _LEFT_OUT}
        extra = [key for key in value if key not in known and not (is_record and key == _KIND_KEY)]
        if extra:
            raise self._odd(at, tr("“{key}” is not known here").format(key=extra[0][:60]))
        missing = sorted(name for name in _required(kind) if name not in value)
        if missing:
            raise self._odd(at, tr("“{key}” is missing").format(key=missing[0]))
        if is_record and value.get(_KIND_KEY, _kind_name(kind)) != _kind_name(kind):
            raise self._odd(at, tr("a record of the kind “{kind}” was expected").format(kind=_kind_name(kind)))
        found: dict[str, Any] = {}
        for key, held in value.items():
            if key in known:
                name, hint = known[key]
                place = f"{at}.{key}" if at else key
                found[name] = self._link(name, held, place) if name in REFERENCES else self.value_of(hint, held, place)
        if not is_record:
            return kind(**found)
        return self._record(kind, found, at)

    def _record(self, kind: type[Record], found: dict[str, Any], at: str) -> Record:
        uid = found["uid"]
        if len(uid) != 32 or set(uid) - set("0123456789abcdef"):
            raise self._odd(at, tr("“uid” must be 32 hexadecimal digits"))
        record = kind(id=self._number(uid), **found)
        if self._records.setdefault(uid, record) != record:
            raise self._odd(at, tr("two different records have the same uid"))
        return record

    def _link(self, name: str, value: Json, at: str) -> int | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._odd(at, tr("a text was expected"))
        self._links.append((name, value, at))
        return self._number(value)

    def _number(self, uid: str) -> int:
        return self._numbers.setdefault(uid, len(self._numbers) + 1)

    def _plain(self, kind: Any, value: Json, at: str) -> str | int | float | bool:
        if kind is bool and isinstance(value, bool):
            return value
        if kind is str and isinstance(value, str):
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                raise self._odd(at, tr("the text holds half a character"))
            return value
        if kind is int and isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST:
            return value
        if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
            if abs(value) <= _LARGEST and math.isfinite(value):
                return float(value)
            raise self._odd(at, tr("the number is too large"))
        wanted = {
            str: tr("a text was expected"),
            bool: tr("true or false was expected"),
            int: tr("a whole number was expected"),
        }
        raise self._odd(at, wanted.get(kind, tr("a number was expected")))

    def _odd(self, at: str, what: str) -> FormatError:
        place = ", ".join(part for part in (self._where, at) if part)
        return FormatError(
            tr("The file is not a whole export of this program: {what}.").format(what=what),
            where=place,
            remedy=tr("Export it again from the catalogue it came from."),
        )
