"""JSON from outside, parsed in safety."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.reading.decoding import Decoded, decode, looks_binary
from archive_app.formats.reading.sources import RawSource, read_characters
from archive_app.i18n import tr

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JsonSource:
    """A parsed text and its characters."""

    decoded: Decoded
    value: Any


def json_head(head: bytes) -> str:
    """The first characters of a source when it begins as JSON does, else ""."""
    if looks_binary(head):
        return ""
    text = decode(head).text.lstrip("\ufeff \t\r\n")
    return text if text.startswith(("{", "[")) else ""


def parse_json(source: RawSource) -> JsonSource:
    """The value in a source.

    Raises:
        UnreadableSource: Empty, too large, not text, no JSON, cut off, or nested without end.
    """
    decoded = read_characters(source)
    try:
        value = json.loads(decoded.text.lstrip("\ufeff"), parse_constant=lambda _name: None)
    except json.JSONDecodeError as error:
        raise unreadable(source.name, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(
            tr("The file cannot be read: a number in it is too long, or it is nested too deeply."), where=source.name
        ) from error
    return JsonSource(decoded, whole(value))


def unreadable(name: str, line: int, column: int) -> UnreadableSource:
    """The error for a text that stops being JSON at a place."""
    return UnreadableSource(
        tr("The file is not JSON, or is cut off: line {line}, character {column}.").format(line=line, column=column),
        where=name,
    )


def whole(value: Any, depth: int = 0) -> Any:
    """The value with half characters, which cannot be stored, replaced; what is nested beyond reason is left out."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if depth > 60:
        return None
    if isinstance(value, dict):
        return {_SURROGATE.sub("\ufffd", key): whole(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [whole(one, depth + 1) for one in value]
    return value
