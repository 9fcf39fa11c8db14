"""Drafts ⇄ compressed JSON, without loss: how an import that is under way keeps what was read.

Only what differs from a field's default is written. Bytes (the source, pictures that it brought along) are kept
elsewhere under a name that whoever keeps them gives.
"""

from __future__ import annotations

import json
import types
import typing
import zlib
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Draft
from archive_app.domain.rights import RightsStatement
from archive_app.i18n import tr

_LATER = {"RightsStatement": RightsStatement}  # named, not imported, where drafts are defined
_QUICK = 1  # zlib level: a third of the size for a tenth of a millisecond
Put = Callable[[bytes], str]
Fetch = Callable[[str], bytes]


def pack(draft: Draft, put: Put) -> bytes:
    """The draft as bytes; ``put`` keeps the bytes that it holds and returns the name to fetch them by."""
    text = json.dumps(_plain(draft, put), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _QUICK)


def unpack(packed: bytes, fetch: Fetch) -> Draft:
    """The draft in ``packed``; ``fetch`` gives the bytes of a name.

    Raises:
        FormatError: It is not what ``pack`` gave.
        Whatever ``fetch`` raises.
    """
    try:
        value = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
        made = _maker(Draft)(value, fetch)
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FormatError(
            tr("What was read of this item cannot be used any more."), remedy=tr("Add its file again.")
        ) from error
    if not isinstance(made, Draft):  # pragma: no cover - a maker gives what it is asked for
        raise TypeError
    return made


def _plain(value: Any, put: Put) -> Any:
    if isinstance(value, tuple):
        return [_plain(one, put) for one in value]
    if isinstance(value, bytes):
        return put(value)
    if not is_dataclass(value):
        return str(value) if isinstance(value, str) else value
    out: dict[str, Any] = {}
    kind: Any = type(value)
    for name, default in _defaults(kind):
        held = getattr(value, name)
        if held != default:
            out[name] = _plain(held, put)
    return out


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    found = []
    for each in fields(kind):
        default = each.default_factory() if each.default_factory is not MISSING else each.default
        found.append((each.name, default))
    return tuple(found)


@cache
def _maker(kind: Any) -> Callable[[Any, Fetch], Any]:
    """A function that makes a value of a type from its plain form."""
    origin = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        inner = [one for one in arguments if one is not type(None)]
        make = _maker(inner[0]) if len(inner) == 1 else _same
        return lambda value, fetch: None if value is None else make(value, fetch)
    if origin is tuple:
        one = _maker(arguments[0])
        return lambda value, fetch: tuple([one(item, fetch) for item in value])
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind, localns=_LATER)
        makers = {each.name: _maker(hints[each.name]) for each in fields(kind)}
        call: Any = kind
        return lambda value, fetch: call(**{name: makers[name](held, fetch) for name, held in value.items()})
    return _fetched if kind is bytes else _same


def _same(value: Any, _fetch: Fetch) -> Any:
    return value


def _fetched(value: Any, fetch: Fetch) -> Any:
    return fetch(value)
