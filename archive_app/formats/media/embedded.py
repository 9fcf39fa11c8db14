"""Reads what a picture says of itself: EXIF values, the IPTC-IIM block, the XMP packet, each as it stands.

Nothing is interpreted or merged here; every layer is kept beside the others (media.md §5.1).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from archive_app.formats.media.iim import read_iim

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
_IIM, _DIGEST = 0x0404, 0x0425  # Photoshop's resources: the IIM block, and its MD5 when XMP was last written


def metadata_of(picture: ImageFile.ImageFile) -> tuple[str, bool]:
    """The embedded metadata of an open picture.

    Returns:
        JSON text with the keys "exif" (names of the EXIF standard), "iptc" ("2:120" and so on, each a list of texts)
        and "xmp" (the packet), or "" when there is none; and whether every layer could be read. "iptc_digest" tells
        whether the IIM block is "current" or "stale", "iptc_charset" that its letters were "guessed".
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
    if "iptc" in layers:
        layers.update(_of_the_block(picture))
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
        plain = _windows_text(value) if name.startswith("XP") else _plain(value)
        if plain is not None:
            found[prefix + name] = plain


def _plain(value: object) -> object:
    """A value as JSON holds it; None for what is not text or number (pictures, private blocks)."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return _clean(_mended(value)) or None
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


def _mended(text: str) -> str:
    """EXIF texts are ASCII by the standard and UTF-8 in practice; Pillow reads them as Latin-1."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _windows_text(value: object) -> str | None:
    """The fields that Windows adds to EXIF are UTF-16."""
    if isinstance(value, tuple) and all(isinstance(one, int) and 0 <= one < 256 for one in value):
        value = bytes(value)
    if not isinstance(value, bytes) or len(value) > _LONGEST:
        return None
    return _clean(value.decode("utf-16-le", "replace")) or None


def _block(picture: ImageFile.ImageFile) -> dict[tuple[int, int], list[bytes]]:
    """The IIM values: Photoshop's resource of a JPEG, the text chunk of a PNG, the tag of a TIFF."""
    resources = picture.info.get("photoshop")
    block = resources.get(_IIM) if isinstance(resources, dict) else None
    if isinstance(block, bytes) and (read := read_iim(block)):
        return read
    profile = picture.info.get("Raw profile type iptc")
    if isinstance(profile, str) and len(profile) < _LONGEST_XMP:
        raw = bytes.fromhex("".join(profile.split()[2:]))
        at = raw.find(b"8BIM\x04\x04")
        return read_iim(raw[at + 12 :] if at >= 0 else raw)
    found: dict[tuple[int, int], list[bytes]] = {}
    for key, held in (IptcImagePlugin.getiptcinfo(picture) or {}).items():
        found[key] = list(held) if isinstance(held, list) else [held]
    return found


def _iptc(picture: ImageFile.ImageFile) -> dict[str, list[str]]:
    return iptc_texts(_block(picture))


def iptc_texts(block: dict[tuple[int, int], list[bytes]]) -> dict[str, list[str]]:
    """The texts of an IIM block, by "2:120" and so on; flagged as UTF-8 or not, as media.md §2.3 has it."""
    flag = b"".join(block.get((1, 90), ()))
    declared = "utf-8" if flag.startswith(_UTF8_FLAG) else None
    found: dict[str, list[str]] = {}
    for (record, dataset), values in block.items():
        if record not in (1, 2) or (record, dataset) == (1, 90) or len(found) >= _MOST:
            continue
        texts = [_clean(_decode(one, declared)) for one in values[:_MOST]]
        if (record, dataset) not in ((1, 0), (2, 0)) and any(texts):
            found[f"{record}:{dataset:02d}"] = texts
    return found


def _of_the_block(picture: ImageFile.ImageFile) -> dict[str, object]:
    """Whether the IIM block was changed after its digest was written, and whether its letters had to be guessed."""
    found: dict[str, object] = {}
    resources = picture.info.get("photoshop")
    block = resources.get(_IIM) if isinstance(resources, dict) else None
    digest = resources.get(_DIGEST) if isinstance(resources, dict) else None
    if isinstance(block, bytes) and isinstance(digest, bytes) and len(digest) == 16 and any(digest):
        written = hashlib.md5(block, usedforsecurity=False).digest()
        found["iptc_digest"] = "current" if written == digest else "stale"
    with contextlib.suppress(*FAULTS), quiet():
        if not all(_is_utf8(one) for key, held in _block(picture).items() if key[0] == 2 for one in held):
            found["iptc_charset"] = "guessed"
    return found


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


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
