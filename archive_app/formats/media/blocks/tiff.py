"""Reads the directories of TIFF and EXIF (TIFF 6.0, EXIF 3.0), also of BigTIFF and of cameras' raw files."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from archive_app.formats.media.blocks.found import Blocks

LARGEST = 16 << 20
_MOST_TAGS = 2_000
_MOST_VALUES = 4_096
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_LETTERS = {3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}
EXIF_IFD, GPS_IFD, SUB_IFDS = 0x8769, 0x8825, 0x014A
_XMP, _IIM, _PHOTOSHOP = 700, 33723, 34377

Number = int | float | None
Content = bytes | list[Number]


@dataclass(frozen=True, slots=True)
class Tag:
    """One value as it stands: its type, and bytes for text and blocks, numbers for the rest."""

    kind: int
    content: Content


class Tiff:
    """The directories of one file or block.

    Args:
        file: Seekable.
        size: Where it ends.
        base: Where the TIFF head stands; all offsets count from there.

    Raises:
        ValueError: There is no TIFF head.
    """

    def __init__(self, file: BinaryIO, size: int, base: int = 0) -> None:
        self._file, self._size, self._base = file, size, base
        head = self._at(0, 16)
        if head[:2] not in (b"II", b"MM") or len(head) < 8:
            raise ValueError("no TIFF")
        self.order = "<" if head[:2] == b"II" else ">"
        self._big = self._number(head[2:4]) == 43
        self.first = self._number(head[8:16] if self._big else head[4:8])

    def directory(self, offset: int) -> tuple[dict[int, Tag], int]:
        """The values of a directory, and where the next begins (0: there is none)."""
        wide = 8 if self._big else 2
        step, inline = (20, 8) if self._big else (12, 4)
        count = self._number(self._at(offset, wide))
        if not 0 < count <= _MOST_TAGS:
            return {}, 0
        rows = self._at(offset + wide, count * step)
        found: dict[int, Tag] = {}
        for at in range(0, len(rows) - step + 1, step):
            tag, kind = self._number(rows[at : at + 2]), self._number(rows[at + 2 : at + 4])
            number = self._number(rows[at + 4 : at + 4 + inline])
            length = number * _SIZES.get(kind, 0)
            if not 0 < length <= LARGEST:
                continue
            value = rows[at + 4 + inline : at + step]
            raw = value[:length] if length <= inline else self._at(self._number(value), length)
            if len(raw) == length:
                found.setdefault(tag, Tag(kind, self._value(kind, raw)))
        return found, self._number(self._at(offset + wide + count * step, inline))

    def _value(self, kind: int, raw: bytes) -> Content:
        if kind in (1, 2, 7):
            return raw
        raw = raw[: _MOST_VALUES * _SIZES[kind]]
        if kind in (5, 10):
            letter = "I" if kind == 5 else "i"
            parts = struct.unpack(f"{self.order}{len(raw) // 4}{letter}", raw)
            return [parts[n] / parts[n + 1] if parts[n + 1] else None for n in range(0, len(parts), 2)]
        return list(struct.unpack(f"{self.order}{len(raw) // _SIZES[kind]}{_LETTERS[kind]}", raw))

    def bytes_of(self, tag: Tag) -> bytes:
        """A block that some writers call a row of numbers, as the bytes it is."""
        if isinstance(tag.content, bytes):
            return tag.content
        numbers = [int(one or 0) & 0xFFFFFFFF for one in tag.content]
        return struct.pack(f"{self.order}{len(numbers)}I", *numbers) if tag.kind in (4, 9) else b""

    def raw(self, offset: int, wanted: int) -> bytes:
        """The bytes of a value of the directory at ``offset``, whatever its type; none where it has none."""
        wide, step, inline = (8, 20, 8) if self._big else (2, 12, 4)
        count = min(self._number(self._at(offset, wide)), _MOST_TAGS)
        rows = self._at(offset + wide, count * step)
        for at in range(0, len(rows) - step + 1, step):
            if self._number(rows[at : at + 2]) == wanted:
                kind = self._number(rows[at + 2 : at + 4])
                length = self._number(rows[at + 4 : at + 4 + inline]) * _SIZES.get(kind, 0)
                value = rows[at + 4 + inline : at + step]
                if 0 < length <= LARGEST:
                    return value[:length] if length <= inline else self._at(self._number(value), length)
        return b""

    def _at(self, offset: int, count: int) -> bytes:
        place = self._base + offset
        if offset < 0 or place >= self._size:
            return b""
        self._file.seek(place)
        return self._file.read(min(count, self._size - place))

    def _number(self, raw: bytes) -> int:
        return int.from_bytes(raw, "little" if self.order == "<" else "big")


def numbers(tag: Tag | None) -> list[int]:
    """The whole numbers of a value; none where it has none."""
    if tag is None or isinstance(tag.content, bytes):
        return list(tag.content) if tag is not None and tag.kind == 1 and isinstance(tag.content, bytes) else []
    return [int(one) for one in tag.content if one is not None and one == one and abs(one) < 1 << 62]  # noqa: PLR0124


def walk_tiff(file: BinaryIO, size: int, base: int = 0) -> Blocks:
    """The blocks in the first directory of a TIFF or a camera's raw file, and the size of its full picture."""
    found = Blocks(tiff=True, tiff_at=base)
    try:
        reader = Tiff(file, size, base)
        first, _ = reader.directory(reader.first)
    except (ValueError, struct.error):
        found.notes.append("tiff")
        found.tiff = False
        return found
    found.add_xmp(reader.raw(reader.first, _XMP))
    if iim := reader.raw(reader.first, _IIM):
        found.iim.append(_straight(iim))
    if _PHOTOSHOP in first:
        from archive_app.formats.media.blocks.resources import read_resources

        known = list(found.iim)
        read_resources(reader.raw(reader.first, _PHOTOSHOP), found)
        if known:
            # The same block twice is the rule; the tag of its own is the one that programs read (MWG 2.0, 3.3).
            found.iim = known + [one for one in found.iim if one.rstrip(b"\0") not in (k.rstrip(b"\0") for k in known)]
    _size(reader, first, found)
    return found


def _straight(block: bytes) -> bytes:
    """An IIM block whose four-byte words were written in the wrong order, put right."""
    if block[:1] != b"\x1c" and block[3:4] == b"\x1c":
        return b"".join(block[at : at + 4][::-1] for at in range(0, len(block), 4))
    return block


def _size(reader: Tiff, first: dict[int, Tag], found: Blocks) -> None:
    """Width and height: those of the full picture, which in raw files is not the first."""
    candidates = [first, *(reader.directory(place)[0] for place in numbers(first.get(SUB_IFDS))[:16])]
    full = [one for one in candidates if numbers(one.get(254)) in ([0], []) and numbers(one.get(256))]
    for one in (full or candidates)[:1] if len(full) < 2 else sorted(full, key=_area, reverse=True)[:1]:
        width, height = numbers(one.get(256)), numbers(one.get(257))
        if width and height:
            found.width, found.height = width[0], height[0]


def _area(one: dict[int, Tag]) -> int:
    width, height = numbers(one.get(256)), numbers(one.get(257))
    return width[0] * height[0] if width and height else 0
