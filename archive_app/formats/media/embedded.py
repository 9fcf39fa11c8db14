"""Reads what a picture says of itself: EXIF values, the IPTC-IIM block, the XMP packet, each as it stands.

Nothing is interpreted or merged here; every layer is kept beside the others (media.md §5.1).
"""

from __future__ import annotations

import contextlib
import json
import math
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

# What malformed metadata makes Pillow's readers raise; none of it is worth losing the picture for.
FAULTS = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, EOFError,
    AssertionError, RecursionError, NotImplementedError, MemoryError, Image.DecompressionBombError,
)  # fmt: skip

_LONGEST = 20_000  # characters of one value
_MOST = 2_000  # values of one layer
_LONGEST_XMP = 4_000_000  # bytes of the packet
_SKIPPED = {"MakerNote", "JPEGThumbnail", "PrintImageMatching", "ImageResources", "InterColorProfile", "XMLPacket"}
_UTF8_FLAG = b"\x1b%G"


def metadata_of(picture: ImageFile.ImageFile) -> tuple[str, bool]:
    """The embedded metadata of an open picture.

    Returns:
        JSON text with the keys "exif" (names of the EXIF standard), "iptc" ("2:120" and so on, each a list of texts)
        and "xmp" (the packet), or "" when there is none; and whether every layer could be read.
    """
    layers: dict[str, object] = {}
    whole = True
    for name, read in (("exif", _exif), ("iptc", _iptc), ("xmp", _xmp)):
        try:
            with quiet():
                found = read(picture)
        except FAULTS:
            whole = False
            continue
        if found:
            layers[name] = found
    return (json.dumps(layers, ensure_ascii=False, sort_keys=True) if layers else ""), whole


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Pillow's own warnings on malformed files are not repeated: what matters of them becomes a remark or an error."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
        yield


def exif_of(picture: ImageFile.ImageFile) -> Image.Exif:
    """The EXIF values, without the decoding of all pixels that Pillow would begin to look for them behind a PNG."""
    return Image.Image.getexif(picture) if picture.format == "PNG" else picture.getexif()


def _exif(picture: ImageFile.ImageFile) -> dict[str, object]:
    exif = exif_of(picture)
    found: dict[str, object] = {}
    _add(found, exif, ExifTags.TAGS, "")
    for ifd, names, prefix in (
        (ExifTags.IFD.Exif, ExifTags.TAGS, ""),
        (ExifTags.IFD.GPSInfo, ExifTags.GPSTAGS, ""),
    ):
        try:
            _add(found, exif.get_ifd(ifd), names, prefix)
        except FAULTS:
            continue
    return found


def _add(found: dict[str, object], tags: Mapping[int, Any], names: Mapping[int, str], prefix: str) -> None:
    for number, value in tags.items():
        name = names.get(number, f"0x{number:04x}")
        if name in _SKIPPED or name in ("ExifOffset", "GPSInfo") or len(found) >= _MOST:
            continue
        plain = _plain(value)
        if plain is not None:
            found[prefix + name] = plain


def _plain(value: object) -> object:
    """A value as JSON holds it; None for what is not text or number (pictures, private blocks)."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return _clean(value) or None
    if isinstance(value, bytes):
        return _clean(_decode(value, None)) if len(value) <= 1000 and _looks_like_text(value) else None
    if isinstance(value, tuple | list):
        parts = [_plain(item) for item in value[:64]]
        return parts if all(part is not None for part in parts) else None
    try:
        number = float(value)  # type: ignore[arg-type]  # IFDRational, which may be n/0
    except FAULTS:
        return None
    return number if math.isfinite(number) else None


def _iptc(picture: ImageFile.ImageFile) -> dict[str, list[str]]:
    block = IptcImagePlugin.getiptcinfo(picture)
    if not block:
        return {}
    flag = block.get((1, 90))
    declared = "utf-8" if isinstance(flag, bytes) and flag.startswith(_UTF8_FLAG) else None
    found: dict[str, list[str]] = {}
    for (record, dataset), value in block.items():
        if record not in (1, 2) or (record, dataset) == (1, 90) or len(found) >= _MOST:
            continue
        values = value if isinstance(value, list) else [value]
        texts = [_clean(_decode(one, declared)) for one in values[:_MOST]]
        if (record, dataset) not in ((1, 0), (2, 0)) and any(texts):
            found[f"{record}:{dataset:02d}"] = texts
    return found


def _xmp(picture: ImageFile.ImageFile) -> str:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "surrogatepass")
    if not isinstance(packet, bytes) or len(packet) > _LONGEST_XMP:
        return ""
    return packet.decode("utf-8", "replace").replace("\x00", "").strip("\ufeff \t\r\n")


def _decode(value: bytes, declared: str | None) -> str:
    """Text of unknown encoding: as declared, else UTF-8 if it is that, else cp1252 (media.md §2.3)."""
    for encoding in (declared, "utf-8"):
        if encoding:
            try:
                return value.decode(encoding)
            except UnicodeDecodeError:
                continue
    return value.decode("cp1252", "replace")


def _looks_like_text(value: bytes) -> bool:
    return all(byte >= 32 or byte in (9, 10, 13) for byte in value.rstrip(b"\x00"))


def _clean(text: str) -> str:
    """Without NUL and lone surrogates, and of bearable length."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()[:_LONGEST]
