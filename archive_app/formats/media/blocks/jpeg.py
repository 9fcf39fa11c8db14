"""Walks the segments of a JPEG (ITU T.81) up to its pixels: EXIF, XMP with its extension, Photoshop's resources."""

from __future__ import annotations

from typing import BinaryIO

from archive_app.formats.media.blocks.found import LONGEST_XMP, Blocks, take
from archive_app.formats.media.blocks.resources import read_resources

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\x00"
_PHOTOSHOP = (b"Photoshop 3.0\x00", b"Adobe_Photoshop2.5:")
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_MOST = 20_000


def walk_jpeg(file: BinaryIO, size: int, start: int = 0) -> Blocks:
    """The blocks of a JPEG that begins at ``start``."""
    found = Blocks()
    resources = bytearray()
    parts: dict[bytes, dict[int, bytes]] = {}
    at = start + 2
    for _ in range(_MOST):
        head = take(file, at, 4)
        if len(head) < 4 or head[0] != 0xFF:
            break
        kind = head[1]
        if kind == 0xFF:  # padding
            at += 1
            continue
        if kind in (0xD9, 0xDA):
            break
        if 0xD0 <= kind <= 0xD8 or kind == 0x01:
            at += 2
            continue
        length = int.from_bytes(head[2:4], "big")
        if length < 2 or at + 2 + length > size:
            found.notes.append("jpeg")
            break
        content = take(file, at + 4, length - 2)
        at += 2 + length
        if kind == 0xE1:
            _first(content, found, parts)
        elif kind == 0xED:
            mark = next((one for one in _PHOTOSHOP if content.startswith(one)), b"")
            if mark:
                resources += content[len(mark) :]
        elif kind in _SIZES and len(content) >= 5 and not found.width:
            found.height, found.width = int.from_bytes(content[1:3], "big"), int.from_bytes(content[3:5], "big")
        elif kind == 0xFE and content.strip(b"\x00 "):
            found.texts.setdefault("JPEG:Comment", content)
    read_resources(bytes(resources), found)
    _join(found, parts)
    return found


def _first(content: bytes, found: Blocks, parts: dict[bytes, dict[int, bytes]]) -> None:
    """A segment APP1: EXIF, XMP, or a part of its extension."""
    if content[:4].lower() == b"exif":
        if not found.exif:
            found.add_exif(content)
    elif content.startswith(_XMP):
        found.add_xmp(content[len(_XMP) :])
    elif content.startswith(_EXTENSION):
        rest = content[len(_EXTENSION) :]
        guid, offset = rest[:32], int.from_bytes(rest[36:40], "big")
        if len(rest) > 40 and offset + len(rest) < LONGEST_XMP:
            parts.setdefault(guid, {})[offset] = rest[40:]
    elif b"<x:xmpmeta" in content[:200] or b"<?xpacket begin" in content[:200]:
        # Some writers leave out the zero after the address, or put another address there.
        marks = [n for mark in (b"<?xpacket", b"<x:xmpmeta") if (n := content.find(mark)) >= 0]
        found.add_xmp(content[min(marks) :])


def _join(found: Blocks, parts: dict[bytes, dict[int, bytes]]) -> None:
    """Put the extension together, if the packet names it ("xmpNote:HasExtendedXMP")."""
    main = b"".join(found.xmp)
    for guid, pieces in parts.items():
        if guid not in main and guid.lower() not in main.lower():
            continue
        whole = bytearray()
        for offset in sorted(pieces):
            if offset != len(whole):
                break
            whole += pieces[offset]
        found.add_xmp(bytes(whole))
