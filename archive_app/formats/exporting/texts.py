"""Texts as a format can carry them: what no file of its kind may hold is taken out, and said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archive_app.formats.exporting.losses import Losses
from archive_app.i18n import mark

CONTROL = mark("Control characters, which the format cannot carry, were taken out.")
HALF = mark("Half a character, which no file can carry, became �.")

# XML 1.0, production 2 (Char): tab, line feed, carriage return, and everything from space but these.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")


def xml_text(text: str, losses: Losses | None = None, field: str = "") -> str:
    """The text as XML may hold it.

    Args:
        text: Any text.
        losses: Told of what was changed.
        field: The field of the crosswalk that it belongs to.
    """
    if SURROGATE.search(text):
        text = SURROGATE.sub("\ufffd", text)
        if losses is not None:
            losses.changed(field, HALF)
    # A parser turns a carriage return into a line feed (XML 1.0, 2.11), so that it would not come back.
    plain, found = NOT_XML.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found and losses is not None:
        losses.changed(field, CONTROL)
    return plain


def json_text(text: str, losses: Losses | None = None, field: str = "") -> str:
    """The text as JSON may hold it: control characters are escaped there, only half a character cannot stay."""
    if not SURROGATE.search(text):
        return text
    if losses is not None:
        losses.changed(field, HALF)
    return SURROGATE.sub("\ufffd", text)


def json_value(value: Any, losses: Losses | None = None, field: str = "") -> Any:
    """A JSON value with ``json_text`` done to every text in it."""
    if isinstance(value, str):
        return json_text(value, losses, field)
    if isinstance(value, Mapping):
        return {key: json_value(one, losses, field) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(one, losses, field) for one in value]
    return value


def line_text(text: str, losses: Losses | None = None, field: str = "") -> str:
    """The text for a format of lines (RIS, BibTeX): one line, without control characters."""
    plain = json_text(" ".join(text.split()), losses, field)
    cleaned, found = re.subn("[\x00-\x1f\x7f-\x9f]", "", plain)
    if found and losses is not None:
        losses.changed(field, CONTROL)
    return cleaned
