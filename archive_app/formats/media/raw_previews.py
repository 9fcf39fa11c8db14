"""Finds the JPEG that cameras put into their raw files for looking at; raw pixels themselves are not developed here."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import BinaryIO

from archive_app.formats.media.blocks.found import take
from archive_app.formats.media.blocks.tiff import SUB_IFDS, Tag, Tiff, numbers
from archive_app.formats.media.boxes import Boxes, Malformed
from archive_app.formats.media.sniff import RAW_TYPES, Type

RAW_MEDIA_TYPES = {
    *RAW_TYPES.values(), "image/x-canon-cr3", "image/x-olympus-orf", "image/x-panasonic-rw2", "image/x-fuji-raf",
}  # fmt: skip
_DNG_VERSION, _ORIENTATION = 50706, 274
_MOST = 64 << 20
_LOOKED_THROUGH = 32 << 20
_CANON_PREVIEW = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")


def raw_kind(path: Path, kind: Type) -> Type | None:
    """The type of a camera's raw file; None for what is none. A DNG is known by content, others by their names."""
    if kind.media_type in RAW_MEDIA_TYPES:
        return kind
    if kind.pillow_format != "TIFF":
        return None
    suffix = path.suffix.lower()
    if suffix not in RAW_TYPES or suffix == ".dng":
        if not _is_dng(path):
            return None
        suffix = ".dng"
    return Type(RAW_TYPES[suffix], suffix, "picture", "raw")


def _is_dng(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            reader = Tiff(file, os.fstat(file.fileno()).st_size)
            return _DNG_VERSION in reader.directory(reader.first)[0]
    except (OSError, ValueError, struct.error):
        return False


def preview_of_raw(path: Path, kind: Type) -> tuple[bytes, int]:
    """The largest JPEG in a raw file, b"" for none, and the orientation that the file tells for it."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if kind.media_type == "image/x-fuji-raf":
                head = take(file, 84, 8)
                return _jpeg(take(file, int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big"), _MOST)), 1
            if kind.media_type == "image/x-canon-cr3":
                return _canon(file, size), _canon_orientation(file, size)
            found, orientation = _in_directories(file, size)
            return (found or _looked_for(file, size)), orientation
    except (OSError, ValueError, struct.error, Malformed):
        return b"", 1


def _jpeg(content: bytes) -> bytes:
    return content if content.startswith(b"\xff\xd8\xff") else b""


def _in_directories(file: BinaryIO, size: int) -> tuple[bytes, int]:
    reader = Tiff(file, size)
    first, following = reader.directory(reader.first)
    tables = [first, *(reader.directory(place)[0] for place in numbers(first.get(SUB_IFDS))[:16])]
    for _ in range(4):
        if not following:
            break
        more, following = reader.directory(following)
        tables.append(more)
    places = sorted({place for one in tables for place in _places(one)}, key=lambda one: -one[1])
    turned = numbers(first.get(_ORIENTATION))
    orientation = turned[0] if turned and 1 <= turned[0] <= 8 else 1
    blob = first.get(0x002E)  # Panasonic's JpgFromRaw
    if blob is not None and isinstance(blob.content, bytes) and _jpeg(blob.content):
        return blob.content, orientation
    for at, length in places:
        # A lossless JPEG (SOF3) holds the raw pixels themselves; no viewer draws it.
        if (content := _jpeg(take(file, at, length, _MOST))) and b"\xff\xc3" not in content[:4096]:
            return content, orientation
    return b"", orientation


def _places(table: dict[int, Tag]) -> list[tuple[int, int]]:
    """Where a directory says that a whole JPEG lies: the old pair of tags, or a single strip packed as JPEG."""
    found = []
    for at, length in ((0x0201, 0x0202), (273, 279)):
        offsets, lengths = numbers(table.get(at)), numbers(table.get(length))
        if len(offsets) == len(lengths) == 1 and (at == 0x0201 or numbers(table.get(259)) in ([6], [7])):
            found.append((offsets[0], lengths[0]))
    return found


def _looked_for(file: BinaryIO, size: int) -> bytes:
    """The largest JPEG by the marks of its ends, where no directory tells of one (maker notes are secret)."""
    content = take(file, 0, min(size, _LOOKED_THROUGH), _LOOKED_THROUGH)
    best = b""
    at = content.find(b"\xff\xd8\xff")
    for _ in range(24):
        if at < 0:
            break
        end = content.find(b"\xff\xd9", at)
        following = content.find(b"\xff\xd8\xff", at + 2)
        if end > at and end + 2 - at > len(best) and b"\xff\xc3" not in content[at : at + 4096]:
            best = content[at : end + 2]
        at = following
    return best if len(best) > 2_000 else b""


def _canon(file: BinaryIO, size: int) -> bytes:
    boxes = Boxes(file, size)
    best = b""
    for box in boxes.top():
        if box.kind == b"uuid" and boxes.content(box, 16) == _CANON_PREVIEW:
            content = boxes.content(box, _MOST)
            at = content.find(b"\xff\xd8\xff")
            best = content[at:] if at >= 0 else best
    return best or _looked_for(file, size)


def _canon_orientation(file: BinaryIO, size: int) -> int:
    from archive_app.formats.media.blocks.boxed import walk_cr3
    from archive_app.formats.media.exif import exif_of

    value = exif_of(walk_cr3(file, size), file, size).get("Orientation")
    return value if isinstance(value, int) and 1 <= value <= 8 else 1
