"""Bundles as lines of JSON: a record that stands in several bundles is put into words once.

The bytes are those of ``json.dumps`` of what ``record_json.encode`` gives; a test holds the two together. A text with
half a character has no bytes: then the caller goes by way of the values and mends them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any

from archive_app.domain.export_record import REFERENCES, Appearance, ExportRecord, PhotoInArticle, VideoInArticle
from archive_app.formats.record_json import Json, Links, constant_of, keys_of, uids_of

_COMPOSED = frozenset({ExportRecord, PhotoInArticle, VideoInArticle, Appearance})  # made of what may come again
_MOST_KEPT = 512 << 10  # bytes of text: an article with its source, and its photos next to it, many times over
# What is encoded is a tree, so nothing need be watched for circles.
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")).encode


def one_line(value: Json) -> str:
    """A value on one line, as every line of JSON of this program is written."""
    return _ENCODE(value)


class LineEncoder:
    """Makes the lines of one export; keeps what it put into words last, in memory that does not grow."""

    def __init__(self) -> None:
        self._kept: dict[int, _Fragment] = {}
        self._size = 0
        self._left_out = 0

    def line(self, bundle: ExportRecord) -> tuple[bytes, int]:
        """The bundle as JSON in UTF-8, and how many of its links led to records outside it and were left out.

        Raises:
            UnicodeEncodeError: A text holds half a character.
            ExportRefused: A record in it was never saved and so has no uid to link it by.
        """
        uids = uids_of(bundle)
        if self._size > _MOST_KEPT:
            self._kept.clear()
            self._size = 0
        self._left_out = 0
        pieces: list[bytes] = []
        self._add(bundle, uids, pieces.append)
        return b"".join(pieces), self._left_out

    def _add(self, value: Any, uids: Mapping[int, str], add: Callable[[bytes], None]) -> None:
        for before, name in _members(type(value)):  # type: ignore[arg-type]  # a type has a hash
            add(before)
            held = getattr(value, name)
            if held is None:
                add(b"null")
            elif type(held) is not tuple:
                add(self._fragment(held, uids))
            elif not held:
                add(b"[]")
            else:
                between = b"["
                for one in held:
                    add(between)
                    if type(one) in _COMPOSED:
                        self._add(one, uids, add)
                    elif type(one) is str:
                        add(encode_basestring(one).encode())
                    else:
                        add(self._fragment(one, uids))
                    between = b","
                add(b"]")
        add(b"}")

    def _fragment(self, value: object, uids: Mapping[int, str]) -> bytes:
        known = self._kept.get(id(value))
        if known is None or (known.links and any(uids.get(number) != uid for number, uid in known.links)):
            known = self._kept[id(value)] = _Fragment(value, uids)
            self._size += len(known.text)
        self._left_out += known.left_out
        return known.text


@cache
def _members(kind: Any) -> tuple[tuple[bytes, str], ...]:
    """What stands before each member of a part, and which field it is."""
    return tuple((f'{"," if at else "{"}"{key}":'.encode(), name) for at, (name, key) in enumerate(keys_of(kind)))


class _Fragment:
    """A record, or what else stands whole in a bundle, as text; good wherever its links lead to the same records."""

    __slots__ = ("left_out", "links", "text", "value")

    def __init__(self, value: object, uids: Mapping[int, str]) -> None:
        links = Links(uids)
        self.text = _text(value, links).encode()
        self.value = value  # held, so that no other object gets its ``id()``
        self.links = tuple(links.asked.items())
        self.left_out = links.left_out


def _text(value: Any, links: Links) -> str:
    kind = type(value)
    form = _FORMS.get(kind)
    if form is None:
        if kind is tuple:
            return f"[{','.join([_text(one, links) for one in value])}]"
        if not is_dataclass(kind):
            return _ENCODE(value)
        form = _FORMS[kind] = _form(kind)
    template, read, linked = form
    held = read(value)
    if linked:
        held = [*held]
        for at in linked:
            if held[at] is not None:
                held[at] = links.uid(held[at])
    # What most fields hold is told here: a call for each would be most of the work.
    texts = [
        encode_basestring(one)
        if (kind := type(one)) is str
        else one
        if kind is int
        else "[]"
        if one == ()
        else _PLAIN[one]
        if one is None or kind is bool
        else _text(one, links)
        for one in held
    ]
    return template % (*texts,)


_PLAIN = {None: "null", True: "true", False: "false"}
_FORMS: dict[type, tuple[str, Callable[[Any], Sequence[Any]], tuple[int, ...]]] = {}


def _form(kind: Any) -> tuple[str, Callable[[Any], Sequence[Any]], tuple[int, ...]]:
    """How a type is written: its text with gaps, a reader of what fills them, and which of these are links."""
    names, keys = zip(*keys_of(kind), strict=True)
    gaps = ",".join([*(f'"{key}":"{told}"' for key, told in constant_of(kind)), *(f'"{key}":%s' for key in keys)])
    linked = tuple(at for at, name in enumerate(names) if name in REFERENCES)
    if len(names) == 1:  # an attrgetter of one name gives no tuple
        return f"{{{gaps}}}", lambda value: (getattr(value, names[0]),), linked
    return f"{{{gaps}}}", attrgetter(*names), linked
