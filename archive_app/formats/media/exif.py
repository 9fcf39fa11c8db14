"""EXIF values under their names, from the blocks of any container: texts decoded, numbers as numbers."""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Mapping
from typing import BinaryIO

from PIL import ExifTags

from archive_app.formats.media.blocks.found import Blocks
from archive_app.formats.media.blocks.tiff import EXIF_IFD, GPS_IFD, Tag, Tiff, numbers

_LONGEST = 20_000
_MOST = 2_000
_SKIPPED = {
    "MakerNote", "JPEGThumbnail", "PrintImageMatching", "ImageResources", "InterColorProfile", "XMLPacket", "IPTCNAA",
    "ExifOffset", "GPSInfo", "SubIFDs", "StripOffsets", "StripByteCounts", "TileOffsets", "TileByteCounts",
    "JpegIFOffset", "JpegIFByteCount", "InteroperabilityOffset", "DNGPrivateData", "ApplicationNotes",
}  # fmt: skip
_COMMENTS = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "shift_jis", b"\0" * 8: ""}


def exif_of(found: Blocks, file: BinaryIO, size: int) -> dict[str, object]:
    """The values of all blocks by the names of the EXIF standard; the first block that has a name gives its value."""
    values: dict[str, object] = {}
    if found.tiff:
        _read(values, file, size, found.tiff_at, "")
    for block, directory in found.exif:
        _read(values, io.BytesIO(block), len(block), 0, directory)
    return values


def _read(values: dict[str, object], file: BinaryIO, size: int, base: int, directory: str) -> None:
    try:
        reader = Tiff(file, size, base)
        first, _ = reader.directory(reader.first)
        _add(values, first, ExifTags.GPSTAGS if directory == "gps" else ExifTags.TAGS, reader.order)
        for pointer, names in ((EXIF_IFD, ExifTags.TAGS), (GPS_IFD, ExifTags.GPSTAGS)):
            for place in numbers(first.get(pointer))[:1]:
                _add(values, reader.directory(place)[0], names, reader.order)
    except (ValueError, struct.error, OverflowError, MemoryError):
        return


def _add(values: dict[str, object], tags: Mapping[int, Tag], names: Mapping[int, str], order: str) -> None:
    for number, tag in tags.items():
        name = names.get(number, f"0x{number:04x}")
        if name in _SKIPPED or name in values or len(values) >= _MOST:
            continue
        value = _plain(name, tag, order)
        if value is not None and value != "":
            values[name] = value


def _plain(name: str, tag: Tag, order: str) -> object:
    content = tag.content
    if isinstance(content, bytes):
        if name.startswith("XP"):
            return _clean(content.decode("utf-16-le", "replace")) if len(content) <= _LONGEST * 2 else None
        if name in ("UserComment", "GPSProcessingMethod", "GPSAreaInformation"):
            return _comment(content, order)
        if tag.kind == 2:
            return text_of_exif(_two_owners(content) if name == "Copyright" else content)
        if tag.kind == 1 and len(content) <= 16 and not (len(content) > 2 and _looks_like_text(content)):
            return content[0] if len(content) == 1 else list(content)
        return text_of_exif(content) if len(content) <= 1000 and _looks_like_text(content) else None
    kept = [one if one is None or math.isfinite(one) else None for one in content[:64]]
    if len(kept) == 1:
        return kept[0]
    return kept if kept and all(one is not None for one in kept) else None


def text_of_exif(content: bytes) -> str:
    """A text of EXIF: ASCII by the standard and UTF-8 in practice, else taken for Western; it ends at its zero."""
    content = content.partition(b"\0")[0]
    try:
        return _clean(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _clean(content.decode("cp1252", "replace"))


def _two_owners(content: bytes) -> bytes:
    """A copyright notice of two parts, photographer and editor, as one line."""
    parts = [part.strip() for part in content.rstrip(b"\0").split(b"\0")]
    return b"; ".join(part for part in parts if part) if len(parts) == 2 else content


def _comment(content: bytes, order: str) -> str:
    """A text that names its encoding in eight bytes (EXIF 3.0, 4.6.5, UserComment)."""
    head, rest = content[:8], content[8:]
    encoding = _COMMENTS.get(head)
    if encoding is None:
        known = next(
            (name for mark, name in _COMMENTS.items() if mark.strip(b"\0") and head.startswith(mark[:5])), None
        )
        if known is None:
            return text_of_exif(content) if _looks_like_text(content) else ""
        encoding = known
    if encoding == "utf-16":
        if rest[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return _clean(rest.decode("utf-16", "replace"))
        return _clean(rest.decode(_order_of(rest, order), "replace").partition("\0")[0])
    if encoding == "shift_jis":
        return _clean(rest.rstrip(b"\0").decode("shift_jis", "replace"))
    return text_of_exif(rest)


def _order_of(content: bytes, order: str) -> str:
    """Which of two bytes comes first: writers do not keep to the order of the block."""
    if not content.isascii():
        return "utf-16-le" if order == "<" else "utf-16-be"
    little = sum(content[1::2]) < sum(content[::2])
    return "utf-16-le" if little else "utf-16-be"


def _looks_like_text(value: bytes) -> bool:
    return all(byte >= 32 or byte in (9, 10, 13) for byte in value.rstrip(b"\x00"))


def _clean(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")[:_LONGEST].strip()
