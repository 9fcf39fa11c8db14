"""Reads back what the exporters "json" and "jsonl" write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from archive_app.domain.errors import FormatError
from archive_app.domain.export_record import ExportRecord
from archive_app.formats.record_json import FORMAT, VERSION, Json, decode
from archive_app.i18n import tr

_HEAD_KEYS = {"format", "version", "records"}


def recognises(head: bytes) -> bool:
    """Whether the first bytes of a file say that this program wrote it."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
    return start.startswith(b"{") and b'"format"' in start and f'"{FORMAT}"'.encode() in start


def read_bundle(content: bytes, *, name: str = "") -> Iterator[ExportRecord]:
    """The bundles in an export, one by one; either form is told by its content.

    The ids in each bundle count from 1 and link its records to each other; the same record in two bundles is told by
    its uid.

    Args:
        content: The whole file.
        name: What errors call it.

    Raises:
        FormatError: It is not such an export, is newer than this program, or something in it is odd; what came before
            has been given by then.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_ours(name, tr("it is not UTF-8 text")) from error
    lines = text.split("\n", 1)
    head = _object(lines[0], name) if lines[0].rstrip().endswith("}") else None
    if head is not None and len(lines) == 2 and "records" not in head:
        _check_head(head, name)
        yield from _lines(lines[1], name)
        return
    whole = _object(text, name) if head is None or "".join(lines[1:]).strip() else head
    _check_head(whole, name)
    records = whole.get("records")
    if not isinstance(records, list):
        raise _not_ours(name, tr("it has no list of records"))
    for number, value in enumerate(records, 1):
        yield decode(value, where=_place(name, number))


def _lines(text: str, name: str) -> Iterator[ExportRecord]:
    start, number = 0, 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        start = end + 1
        if line:
            number += 1
            place = _place(name, number)
            yield decode(_object(line, place), where=place)


def _place(name: str, number: int) -> str:
    place = tr("record {number}").format(number=number)
    return f"{name}, {place}" if name else place


def _check_head(head: dict[str, Json], name: str) -> None:
    version = head.get("version")
    if head.get("format") != FORMAT:
        raise _not_ours(name, tr("“format” is not “{format}”").format(format=FORMAT))
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise _not_ours(name, tr("“version” is not a number"))
    if version > VERSION:
        raise FormatError(
            tr(
                "The export was written by a newer program (version {found} of the format; {known} is known here)."
            ).format(found=version, known=VERSION),
            where=name,
            remedy=tr("Install the newer program."),
        )
    extra = sorted(set(head) - _HEAD_KEYS)
    if extra:
        raise _not_ours(name, tr("“{key}” is not known here").format(key=extra[0][:60]))


def _object(text: str, where: str) -> dict[str, Json]:
    """The JSON object in a text: no key twice, no NaN, not deeper than any export is."""
    try:
        value: Json = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except _Odd as error:
        raise _not_ours(where, str(error)) from error
    except json.JSONDecodeError as error:
        at = tr("line {line}, character {column}").format(line=error.lineno, column=error.colno)
        raise _not_ours(f"{where}, {at}" if where else at, tr("it is not JSON, or is cut off")) from error
    except (ValueError, RecursionError) as error:
        raise _not_ours(where, tr("a number in it is too long, or it is nested too deeply")) from error
    if not isinstance(value, dict):
        raise _not_ours(where, tr("an object was expected"))
    return value


class _Odd(ValueError):
    """Valid JSON for the parser, and no export all the same."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Odd(tr("a key stands twice in one object"))
    return found


def _no_constant(name: str) -> float:
    raise _Odd(tr("“{name}” is not a number").format(name=name))


def _not_ours(where: str, what: str) -> FormatError:
    return FormatError(
        tr("The file cannot be read as an export of this program: {what}.").format(what=what),
        where=where,
        remedy=tr("Export it again from the catalogue it came from."),
    )
