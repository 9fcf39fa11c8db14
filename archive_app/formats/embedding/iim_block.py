"""Writes IPTC-IIM blocks (version 4.2) and the Photoshop resources that hold them.

Every text is written as UTF-8 under dataset 1:90, the others of the block recoded with it, each cut to the bytes its
dataset holds at the end of a character, never within one (media.md §3, §5).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.media.iim import read_iim
from archive_app.i18n import tr

LIMITS: Mapping[tuple[int, int], int] = {
    (2, 5): 64, (2, 25): 64, (2, 40): 256, (2, 55): 8, (2, 60): 11, (2, 80): 32, (2, 85): 32, (2, 90): 32, (2, 92): 32,
    (2, 95): 32, (2, 101): 64, (2, 103): 32, (2, 105): 256, (2, 110): 32, (2, 115): 32, (2, 116): 128, (2, 120): 2000,
    (2, 122): 32,
}  # fmt: skip
_UTF8 = b"\x1b%G"
_CHARSET = (1, 90)
_VERSION = (2, 0)
_BINARY = frozenset({(1, 0), (2, 0), (1, 90), (2, 125), (2, 200), (2, 201), (2, 202)})
_IIM, _DIGEST = 0x0404, 0x0425
_MARK = b"8BIM"


@dataclass(frozen=True, slots=True)
class Written:
    """A block as bytes, and the datasets whose values had to be cut with the bytes they hold."""

    content: bytes
    cut: tuple[tuple[int, int], ...] = ()


def cut_to(text: str, limit: int) -> bytes:
    """The text in UTF-8, no longer than ``limit`` bytes, ending with a whole character."""
    encoded = text.encode("utf-8", "replace")
    return encoded if len(encoded) <= limit else encoded[:limit].decode("utf-8", "ignore").encode("utf-8")


def edited_block(block: bytes, values: Mapping[tuple[int, int], Sequence[str]]) -> Written:
    """A block with these values set; other datasets are kept, their texts recoded to UTF-8.

    Args:
        block: The block there is, or b"".
        values: Texts by record and dataset; a dataset with none is left as it is.
    """
    held = read_iim(block)
    declared = b"".join(held.get(_CHARSET, ())).startswith(_UTF8)
    datasets: dict[tuple[int, int], list[bytes]] = {_CHARSET: [_UTF8]}
    for key, old in held.items():
        if key != _CHARSET:
            datasets[key] = [one if key in _BINARY else _recoded(one, declared=declared) for one in old]
    datasets.setdefault(_VERSION, [b"\x00\x04"])
    cut = []
    for key, texts in values.items():
        told = [text for text in texts if text]
        if not told:
            continue
        limit = LIMITS.get(key, 32767)
        datasets[key] = [cut_to(text, limit) for text in told]
        if any(len(text.encode("utf-8", "replace")) > limit for text in told):
            cut.append(key)
    content = b"".join(_dataset(key, one) for key in sorted(datasets) for one in datasets[key])
    return Written(content, tuple(cut))


def _recoded(value: bytes, *, declared: bool) -> bytes:
    """A text in UTF-8; what is neither declared nor valid as that is read as Windows' Latin letters."""
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return value if declared else value.decode("cp1252", "replace").encode("utf-8")
    return value


def _dataset(key: tuple[int, int], value: bytes) -> bytes:
    head = bytes((0x1C, *key))
    if len(value) < 0x8000:
        return head + len(value).to_bytes(2, "big") + value
    return head + (0x8004).to_bytes(2, "big") + len(value).to_bytes(4, "big") + value


def resources_of(content: bytes) -> list[tuple[bytes, int, bytes, bytes]]:
    """Photoshop's resources in order: signature, number, name as written, data; what is damaged ends the list."""
    found = []
    place = 0
    while place + 12 <= len(content):
        signature, number = content[place : place + 4], int.from_bytes(content[place + 4 : place + 6], "big")
        if not signature.isalnum():
            break
        length = content[place + 6]
        name_end = place + 7 + length + (length + 1) % 2
        size = int.from_bytes(content[name_end : name_end + 4], "big")
        start = name_end + 4
        if start + size > len(content):
            break
        found.append((signature, number, content[place + 6 : name_end], content[start : start + size]))
        place = start + size + size % 2
    return found


def block_of(content: bytes) -> bytes:
    """The IIM block among Photoshop's resources, b"" when there is none."""
    return next((data for _s, number, _n, data in resources_of(content) if number == _IIM), b"")


def with_block(content: bytes, block: bytes) -> bytes:
    """Photoshop's resources with this IIM block in the place of the old one, and its digest after it.

    Raises:
        UnreadableSource: The resources are damaged, so that some would be lost by writing them.
    """
    found = resources_of(content)
    if len(b"".join(_resource(*one) for one in found)) < len(content.rstrip(b"\0")):
        raise UnreadableSource(tr("The IPTC block of the picture is damaged."))
    digest = hashlib.md5(block, usedforsecurity=False).digest()
    ours = [(_MARK, _IIM, b"\0\0", block), (_MARK, _DIGEST, b"\0\0", digest)]
    merged: list[tuple[bytes, int, bytes, bytes]] = []
    for one in found:
        if one[1] == _IIM:
            merged, ours = [*merged, *ours], []
        elif one[1] != _DIGEST:
            merged.append(one)
    return b"".join(_resource(*one) for one in (*merged, *ours))


def _resource(signature: bytes, number: int, name: bytes, data: bytes) -> bytes:
    return signature + number.to_bytes(2, "big") + name + len(data).to_bytes(4, "big") + data + b"\0" * (len(data) % 2)
