"""Walks the boxes of JPEG 2000, JPEG XL, HEIF, AVIF and Canon's CR3 to their metadata."""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO

import brotli

from archive_app.formats.media.blocks.found import LONGEST_BLOCK, LONGEST_XMP, Blocks, take
from archive_app.formats.media.boxes import Box, Boxes, Malformed, number

_EPOCH = dt.datetime(1904, 1, 1, tzinfo=dt.UTC)
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_EXIF_UUID = b"JpgTiffExif->JP2"
_IIM_UUID = bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38")
_CANON_UUID = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_CANON_SIZE = b"CRAW"
_MOST_ITEMS = 2_000


def walk_jp2(file: BinaryIO, size: int) -> Blocks:
    """The blocks of a JPEG 2000 file (ISO 15444-1): XML and UUID boxes."""
    found = Blocks()
    boxes = Boxes(file, size)
    try:
        for box in boxes.top():
            if box.kind == b"jp2h":
                header = boxes.first(box, b"ihdr")
                if header is not None:
                    content = boxes.content(header, 14)
                    found.height, found.width = number(content, 0, 4), number(content, 4, 4)
            else:
                _common(boxes, box, found)
    except Malformed:
        found.notes.append("boxes")
    return found


def _common(boxes: Boxes, box: Box, found: Blocks) -> None:
    """What JPEG 2000 and JPEG XL hold alike."""
    if box.kind in (b"uuid", b"uinf"):
        content = boxes.content(box, LONGEST_XMP)
        name, rest = content[:16], content[16:]
        if name == XMP_UUID:
            found.add_xmp(rest)
        elif name == _EXIF_UUID:
            found.add_exif(rest)
        elif name == _IIM_UUID and rest:
            found.iim.append(rest)
    elif box.kind == b"xml ":
        content = boxes.content(box, LONGEST_XMP)
        if b"<x:xmpmeta" in content or b"rdf:RDF" in content:
            found.add_xmp(content)
    elif box.kind == b"Exif":
        found.add_exif(boxes.content(box, LONGEST_BLOCK)[4:])


def walk_jxl(file: BinaryIO, size: int) -> Blocks:
    """The blocks of a JPEG XL file (ISO 18181-2): Exif, XML, and both packed with Brotli."""
    found = Blocks()
    if take(file, 0, 2) == b"\xff\x0a":
        _jxl_size(take(file, 2, 16), found)
        return found
    boxes = Boxes(file, size)
    try:
        for box in boxes.top():
            if box.kind == b"brob":
                content = boxes.content(box, LONGEST_BLOCK)
                inner, whole = content[:4], _unbrotlied(content[4:])
                if inner == b"Exif":
                    found.add_exif(whole[4:])
                elif inner == b"xml ":
                    found.add_xmp(whole)
            elif box.kind in (b"jxlc", b"jxlp"):
                head = boxes.content(box, 24)
                _jxl_size(head[2:] if box.kind == b"jxlc" else head[6:], found)
            else:
                _common(boxes, box, found)
    except Malformed:
        found.notes.append("boxes")
    return found


def _unbrotlied(content: bytes) -> bytes:
    """Brotli data unpacked in steps, given up where it grows beyond reason."""
    unpacker = brotli.Decompressor()
    out = bytearray()
    try:
        for at in range(0, len(content), 4096):
            out += unpacker.process(content[at : at + 4096])
            if len(out) > LONGEST_XMP:
                return b""
    except brotli.error:
        return b""
    return bytes(out)


def _jxl_size(head: bytes, found: Blocks) -> None:
    """The size in a code stream (ISO 18181-1, SizeHeader): bits, the lowest first."""
    if found.width or len(head) < 9:
        return
    bits, place = int.from_bytes(head, "little"), 0

    def read(count: int) -> int:
        nonlocal place
        value = bits >> place & (1 << count) - 1
        place += count
        return value

    def side(*, small: bool) -> int:
        return (read(5) + 1) * 8 if small else read((9, 13, 18, 30)[read(2)]) + 1

    small = bool(read(1))
    height = side(small=small)
    ratio = read(3)
    ratios = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
    width = side(small=small) if not ratio else height * ratios[ratio - 1][0] // ratios[ratio - 1][1]
    found.width, found.height = width, height


def walk_heif(file: BinaryIO, size: int) -> Blocks:
    """The blocks of HEIF and AVIF pictures (ISO 23008-12): items of the types Exif and mime, and the picture's size."""
    found = Blocks()
    boxes = Boxes(file, size)
    try:
        for box in boxes.top():
            if box.kind == b"meta":
                _items(boxes, box, file, size, found)
            elif box.kind == b"moov" and (header := boxes.first(box, b"mvhd")) is not None:  # a row of pictures
                note_times(boxes.content(header, 40), found)
            elif box.kind == b"uuid" and boxes.content(box, 16) == XMP_UUID:
                found.add_xmp(boxes.content(box, LONGEST_XMP)[16:])
    except Malformed:
        found.notes.append("boxes")
    return found


def _items(boxes: Boxes, meta: Box, file: BinaryIO, size: int, found: Blocks) -> None:
    held = {box.kind: box for box in boxes.inside(meta, skip=4)}
    kinds = _kinds(boxes, held.get(b"iinf"))
    places = _places(boxes, held.get(b"iloc"))
    store = held.get(b"idat")
    for item, kind in kinds.items():
        if kind not in ("Exif", "mime"):
            continue
        content = bytearray()
        for method, offset, length in places.get(item, ()):
            base = store.start if method == 1 and store is not None else 0
            if method > 1 or len(content) + length > LONGEST_XMP:
                continue
            content += take(file, base + offset, min(length or size, LONGEST_XMP), LONGEST_XMP)
        if kind == "Exif" and len(content) > 8:
            skip = int.from_bytes(content[:4], "big")
            found.add_exif(bytes(content[4 + skip :]) if skip < 100 else bytes(content))
        elif kind == "mime":
            found.add_xmp(bytes(content))


def _kinds(boxes: Boxes, listed: Box | None) -> dict[int, str]:
    """Item numbers with their types: "mime" only where it is XMP."""
    found: dict[int, str] = {}
    if listed is None:
        return found
    skip = 6 if number(boxes.content(listed, 1), 0, 1) == 0 else 8
    for entry in boxes.inside(listed, skip=skip):
        if entry.kind != b"infe" or len(found) >= _MOST_ITEMS:
            continue
        content = boxes.content(entry, 512)
        version = number(content, 0, 1)
        if version < 2:
            continue
        wide = 4 if version > 2 else 2
        item, kind = number(content, 4, wide), content[6 + wide : 10 + wide]
        if kind == b"Exif":
            found[item] = "Exif"
        elif kind == b"mime" and b"application/rdf+xml" in content:
            found[item] = "mime"
    return found


def _places(boxes: Boxes, table: Box | None) -> dict[int, list[tuple[int, int, int]]]:
    """Item numbers with (construction method, offset, length) of their extents ("iloc", ISO 14496-12, 8.11.3)."""
    if table is None:
        return {}
    content = boxes.content(table)
    version = number(content, 0, 1)
    sizes, more = number(content, 4, 1), number(content, 5, 1)
    wide_offset, wide_length, wide_base = sizes >> 4, sizes & 15, more >> 4
    wide_index = more & 15 if version else 0
    at, wide = 6, 4 if version >= 2 else 2
    count, at = number(content, at, wide), at + wide
    found: dict[int, list[tuple[int, int, int]]] = {}
    for _ in range(min(count, _MOST_ITEMS)):
        item, at = number(content, at, wide), at + wide
        method = number(content, at, 2) & 15 if version else 0
        at += 4 if version else 2  # the method, then the index of the data reference
        base, at = number(content, at, wide_base), at + wide_base
        extents, at = number(content, at, 2), at + 2
        for _ in range(min(extents, 100)):
            at += wide_index
            offset, at = number(content, at, wide_offset), at + wide_offset
            length, at = number(content, at, wide_length), at + wide_length
            found.setdefault(item, []).append((method, base + offset, length))
    return found


def walk_cr3(file: BinaryIO, size: int) -> Blocks:
    """The blocks of Canon's CR3: EXIF in four parts within ``moov``, XMP beside it."""
    found = Blocks()
    boxes = Boxes(file, size)
    try:
        for box in boxes.top():
            if box.kind == b"uuid" and boxes.content(box, 16) == XMP_UUID:
                found.add_xmp(boxes.content(box, LONGEST_XMP)[16:])
            elif box.kind == b"moov":
                for inner in boxes.inside(box):
                    if inner.kind == b"uuid" and boxes.content(inner, 16) == _CANON_UUID:
                        _canon(boxes, inner, found)
                    elif inner.kind == b"trak" and not found.width:
                        _canon_size(boxes, inner, found)
    except Malformed:
        found.notes.append("boxes")
    return found


def _canon(boxes: Boxes, box: Box, found: Blocks) -> None:
    for one in boxes.inside(box, skip=16):
        if one.kind in (b"CMT1", b"CMT2", b"CMT4"):
            found.add_exif(boxes.content(one), {b"CMT1": "", b"CMT2": "exif", b"CMT4": "gps"}[one.kind])


def _canon_size(boxes: Boxes, track: Box, found: Blocks) -> None:
    """The size of the first track, which is the full picture."""
    table = boxes.path(track, b"mdia", b"minf", b"stbl", b"stsd")
    entry = b"" if table is None else boxes.content(table, 44)
    if len(entry) == 44 and entry[12:16] == _CANON_SIZE:
        found.width, found.height = number(entry, 40, 2), number(entry, 42, 2)


def note_times(header: bytes, found: Blocks) -> None:
    """When the film was made: seconds since 1904 in UTC; 0 means that nobody said (media.md §5)."""
    wide = number(header, 0, 1) == 1
    made = number(header, 4, 8 if wide else 4)
    if made:
        try:
            moment = _EPOCH + dt.timedelta(seconds=made)
        except OverflowError:
            return
        if 1905 < moment.year < 2200:
            found.texts.setdefault("QuickTime:CreateDate", moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
