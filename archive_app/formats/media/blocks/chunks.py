"""Walks the chunks of PNG, WebP, RIFF and GIF files: EXIF, XMP, IIM and the texts of the container."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from archive_app.formats.media.blocks.found import LONGEST_BLOCK, LONGEST_XMP, Blocks, take
from archive_app.formats.media.blocks.resources import read_resources

_MOST = 50_000
_LONGEST_TEXT = 1 << 20
_XMP = b"XML:com.adobe.xmp"


def walk_png(file: BinaryIO, size: int) -> Blocks:
    """The blocks of a PNG (W3C PNG, third edition): ``eXIf``, texts, and ImageMagick's "Raw profile" texts."""
    found = Blocks()
    at = 8
    for _ in range(_MOST):
        head = take(file, at, 8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if len(head) < 8 or at + 8 + length > size:
            break
        if kind in (b"IHDR", b"eXIf", b"tEXt", b"zTXt", b"iTXt"):
            content = take(file, at + 8, length)
            if kind == b"IHDR":
                found.width, found.height = int.from_bytes(content[:4], "big"), int.from_bytes(content[4:8], "big")
            elif kind == b"eXIf":
                found.add_exif(content)
            else:
                _text(kind, content, found)
        at += 12 + length
    return found


def inflated(content: bytes, most: int) -> bytes:
    """Zlib data unpacked, at most so many bytes; none where it is damaged or would be longer."""
    unpacker = zlib.decompressobj()
    try:
        whole = unpacker.decompress(content, most)
    except zlib.error:
        return b""
    return b"" if unpacker.unconsumed_tail else whole


def _text(kind: bytes, content: bytes, found: Blocks) -> None:
    name, _, rest = content.partition(b"\x00")
    xmp = name == _XMP or name.lower() in (b"raw profile type xmp", b"xmp")
    most = LONGEST_XMP if xmp or name.startswith(b"Raw profile") else _LONGEST_TEXT
    if kind == b"zTXt":
        rest = inflated(rest[1:], most)
    elif kind == b"iTXt":
        packed, rest = rest[:1] == b"\x01", rest[2:]
        rest = rest.partition(b"\x00")[2].partition(b"\x00")[2]  # language, translated keyword
        if packed:
            rest = inflated(rest, most)
    if not rest or len(rest) > most:
        return
    if name == _XMP:
        found.add_xmp(rest)
    elif name.startswith(b"Raw profile type "):
        _profile(name[17:].strip().lower(), rest, found)
    elif len(found.texts) < 200:
        encoding = "utf-8" if kind == b"iTXt" else "latin-1"
        found.texts.setdefault(f"PNG:{name.decode('latin-1')[:79]}", rest.decode(encoding, "replace"))


def _profile(name: bytes, text: bytes, found: Blocks) -> None:
    """A block written as hexadecimal digits: a line with its name, one with its length, then the digits."""
    lines = text.strip().splitlines()
    try:
        content = bytes.fromhex(b"".join(lines[2:]).decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        found.notes.append("png")
        return
    if name in (b"iptc", b"8bim"):
        if content.startswith(b"8BIM"):
            read_resources(content, found)
        else:
            found.iim.append(content)
    elif name == b"xmp":
        found.add_xmp(content)
    elif name in (b"exif", b"app1"):
        if b"http://ns.adobe.com/xap" in content[:40]:
            found.add_xmp(content.partition(b"\x00")[2])
        else:
            found.add_exif(content)


def walk_riff(file: BinaryIO, size: int) -> Blocks:
    """The blocks of a WebP picture, or the INFO texts of an AVI or WAVE file (RIFF)."""
    found = Blocks()
    _riff(file, 12, min(size, 8 + int.from_bytes(take(file, 4, 4), "little")), found, 0)
    return found


_INFO = {
    b"INAM": "Title", b"IART": "Artist", b"ICOP": "Copyright", b"ICRD": "DateCreated", b"ICMT": "Comment",
    b"ISBJ": "Subject", b"IKEY": "Keywords", b"ISRC": "Source", b"IGNR": "Genre", b"ISFT": "Software",
    b"IARL": "ArchivalLocation", b"ICMS": "Commissioned", b"ITCH": "Technician", b"IENG": "Engineer",
}  # fmt: skip


def _riff(file: BinaryIO, at: int, end: int, found: Blocks, depth: int) -> None:
    for _ in range(_MOST):
        head = take(file, at, 12)
        if len(head) < 8 or at + 8 > end:
            return
        kind, length = head[:4], int.from_bytes(head[4:8], "little")
        start = at + 8
        if kind == b"LIST" and head[8:12] in (b"INFO", b"hdrl") and depth < 3:
            _riff(file, start + 4, min(start + length, end), found, depth + 1)
        elif kind == b"EXIF":
            found.add_exif(take(file, start, length))
        elif kind in (b"XMP ", b"_PMX"):
            found.add_xmp(take(file, start, length, LONGEST_XMP))
        elif kind in (b"VP8X", b"VP8 ", b"VP8L") and not found.width:
            found.width, found.height = _webp_size(kind, take(file, start, min(length, 10)))
        elif kind in _INFO and length <= _LONGEST_TEXT:
            found.texts.setdefault(f"RIFF:{_INFO[kind]}", take(file, start, length))
        elif kind == b"IDIT" and length < 200:
            found.texts.setdefault("RIFF:DateTimeOriginal", take(file, start, length))
        at = start + length + (length & 1)


def _webp_size(kind: bytes, head: bytes) -> tuple[int, int]:
    if len(head) < 5:
        return 0, 0
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF


def walk_gif(file: BinaryIO, size: int) -> Blocks:
    """The blocks of a GIF: the XMP extension, whose packet lies bare before a trailer of 258 bytes (ISO 16684-3)."""
    found = Blocks()
    head = take(file, 0, 13)
    if len(head) < 13:
        return found
    found.width, found.height = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    at = 13 + (3 << (head[10] & 7) + 1 if head[10] & 0x80 else 0)
    for _ in range(_MOST):
        mark = take(file, at, 14)
        if len(mark) < 2 or mark[0] == 0x3B:
            break
        if mark[0] == 0x2C:
            flags = take(file, at + 9, 1)
            at += 10 + (3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0) + 1
            at = _blocks_end(file, at, size)
        elif mark[0] == 0x21:
            if mark[1] == 0xFF and mark[3:14] == b"XMP DataXMP":
                end = _blocks_end(file, at + 14, size)
                found.add_xmp(_without_trailer(take(file, at + 14, end - at - 14, LONGEST_XMP)))
                at = end
            elif mark[1] == 0xFE:
                end = _blocks_end(file, at + 2, size)
                content = take(file, at + 2, end - at - 2, LONGEST_BLOCK)
                found.texts.setdefault("GIF:Comment", _joined(content)[:_LONGEST_TEXT])
                at = end
            else:
                at = _blocks_end(file, at + 2, size)
        else:
            break
    return found


def _blocks_end(file: BinaryIO, at: int, size: int) -> int:
    """Where a row of sub-blocks, each after a byte that tells its length, ends."""
    while at < size:
        length = take(file, at, 1)
        if not length or not length[0]:
            return at + 1
        at += 1 + length[0]
    return size


def _joined(content: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(content) and content[at]:
        out += content[at + 1 : at + 1 + content[at]]
        at += 1 + content[at]
    return bytes(out)


def _without_trailer(content: bytes) -> bytes:
    at = content.rfind(b"\x01\xff\xfe")
    return content[:at] if at >= 0 else content
