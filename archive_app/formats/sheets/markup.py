"""Builds HTML from elements whose text is always escaped, so that no value of a record can become markup."""

from __future__ import annotations

import html
import re
from typing import TypeAlias
from urllib.parse import urlsplit


class Html(str):
    """Text that is markup already; only ``element`` and ``join`` make it."""

    __slots__ = ()


Content: TypeAlias = "str | Html | None"

_EMPTY = frozenset({"img", "br", "hr", "meta", "link", "input"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Marks that turn the direction of text can make a credit line read backwards; they are shown, not obeyed.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def element(name: str, /, *content: Content, **attributes: str | bool | None) -> Html:
    """An element. Strings in it are escaped; None and attributes of None or False are left out.

    Args:
        name: The tag.
        content: Text, or the elements inside.
        attributes: Python names: ``class_``, ``aria_label``. True is an attribute without a value.
    """
    head = [name]
    for key, value in attributes.items():
        if value is not None and value is not False:
            label = key.rstrip("_").replace("_", "-")
            head.append(label if value is True else f'{label}="{html.escape(_safe(value), quote=True)}"')
    start = f"<{' '.join(head)}>"
    return Html(start if name in _EMPTY else f"{start}{join(*content)}</{name}>")


def join(*content: Content) -> Html:
    """Several pieces one after the other; strings are escaped."""
    return Html("".join(_piece(one) for one in content if one is not None))


def text(value: str, language: str = "") -> Html:
    """Words of a record, kept apart from the direction of what stands around them."""
    return element("bdi", value, lang=language or None)


def link(address: str) -> Html:
    """An address: a link when it leads to the web, else plain text (``javascript:`` and the like lead nowhere)."""
    try:
        is_web = urlsplit(address).scheme.lower() in ("http", "https")
    except ValueError:
        is_web = False
    return element("a", address, href=address, rel="noreferrer") if is_web else text(address)


def _piece(one: str | Html) -> str:
    return one if isinstance(one, Html) else html.escape(_safe(one), quote=False)


def _safe(value: str) -> str:
    return _TURNING.sub(lambda found: f"[U+{ord(found[0]):04X}]", _CONTROL.sub("", value))
