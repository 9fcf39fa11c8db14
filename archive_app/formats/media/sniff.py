"""Tells the type of a media file from its first bytes; names are not to be trusted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

ENOUGH = 4096

Family = Literal["picture", "film", "sound"]
Reader = Literal["pillow", "heif", "raw", "mp4", "matroska", "avi", ""]


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of file: its media type, its usual suffix, what it is, and which of our readers knows more of it."""

    media_type: str
    suffix: str
    family: Family
    reader: Reader = ""
    pillow_format: str = ""


_PLAIN: tuple[tuple[int, bytes, Type], ...] = (
    (0, b"\xff\xd8\xff", Type("image/jpeg", ".jpg", "picture", "pillow", "JPEG")),
    (0, b"\x89PNG\r\n\x1a\n", Type("image/png", ".png", "picture", "pillow", "PNG")),
    (0, b"GIF87a", Type("image/gif", ".gif", "picture", "pillow", "GIF")),
    (0, b"GIF89a", Type("image/gif", ".gif", "picture", "pillow", "GIF")),
    (0, b"II*\x00", Type("image/tiff", ".tif", "picture", "pillow", "TIFF")),
    (0, b"MM\x00*", Type("image/tiff", ".tif", "picture", "pillow", "TIFF")),
    (0, b"II+\x00", Type("image/tiff", ".tif", "picture", "pillow", "TIFF")),
    (0, b"MM\x00+", Type("image/tiff", ".tif", "picture", "pillow", "TIFF")),
    (0, b"IIRO", Type("image/x-olympus-orf", ".orf", "picture")),
    (0, b"IIRS", Type("image/x-olympus-orf", ".orf", "picture")),
    (0, b"MMOR", Type("image/x-olympus-orf", ".orf", "picture")),
    (0, b"IIU\x00", Type("image/x-panasonic-rw2", ".rw2", "picture")),
    (0, b"FUJIFILMCCD-RAW ", Type("image/x-fuji-raf", ".raf", "picture")),
    (0, b"8BPS\x00\x01", Type("image/vnd.adobe.photoshop", ".psd", "picture", "pillow", "PSD")),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", Type("image/jp2", ".jp2", "picture", "pillow", "JPEG2000")),
    (0, b"\xff\x4f\xff\x51", Type("image/j2c", ".j2k", "picture", "pillow", "JPEG2000")),
    (0, b"\x00\x00\x00\x0cJXL \r\n\x87\n", Type("image/jxl", ".jxl", "picture")),
    (0, b"\xff\x0a", Type("image/jxl", ".jxl", "picture")),
    (0, b"\x1a\x45\xdf\xa3", Type("video/x-matroska", ".mkv", "film", "matroska")),
    (0, b"OggS\x00", Type("video/ogg", ".ogv", "film")),
    (0, b"FLV\x01", Type("video/x-flv", ".flv", "film")),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Type("video/x-ms-wmv", ".wmv", "film")),
    (0, b"\x00\x00\x01\xba", Type("video/mpeg", ".mpg", "film")),
    (0, b"\x00\x00\x01\xb3", Type("video/mpeg", ".mpg", "film")),
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01", Type("application/mxf", ".mxf", "film")),
    (0, b"fLaC", Type("audio/flac", ".flac", "sound")),
    (0, b"ID3", Type("audio/mpeg", ".mp3", "sound")),
    (0, b"8BPS\x00\x02", Type("image/vnd.adobe.photoshop", ".psb", "picture")),
)

_RIFF = {
    b"WEBP": Type("image/webp", ".webp", "picture", "pillow", "WEBP"),
    b"AVI ": Type("video/x-msvideo", ".avi", "film", "avi"),
    b"WAVE": Type("audio/wav", ".wav", "sound"),
}

_MP4 = Type("video/mp4", ".mp4", "film", "mp4")
_QUICKTIME = Type("video/quicktime", ".mov", "film", "mp4")
_BRANDS = {
    b"avif": Type("image/avif", ".avif", "picture", "pillow", "AVIF"),
    b"avis": Type("image/avif", ".avif", "picture", "pillow", "AVIF"),
    b"heic": Type("image/heic", ".heic", "picture", "heif"),
    b"heix": Type("image/heic", ".heic", "picture", "heif"),
    b"heim": Type("image/heic", ".heic", "picture", "heif"),
    b"heis": Type("image/heic", ".heic", "picture", "heif"),
    b"hevc": Type("image/heic", ".heic", "picture", "heif"),
    b"mif1": Type("image/heif", ".heif", "picture", "heif"),
    b"msf1": Type("image/heif", ".heif", "picture", "heif"),
    b"crx ": Type("image/x-canon-cr3", ".cr3", "picture"),
    b"qt  ": _QUICKTIME,
    b"M4V ": Type("video/x-m4v", ".m4v", "film", "mp4"),
    b"M4A ": Type("audio/mp4", ".m4a", "sound", "mp4"),
    b"M4B ": Type("audio/mp4", ".m4a", "sound", "mp4"),
    b"3gp": Type("video/3gpp", ".3gp", "film", "mp4"),
    b"3g2": Type("video/3gpp2", ".3g2", "film", "mp4"),
}

# A camera's raw file is a TIFF by content; only its name tells whose. None of them is a plain picture.
RAW_TYPES = {
    ".dng": "image/x-adobe-dng",
    ".nef": "image/x-nikon-nef",
    ".nrw": "image/x-nikon-nrw",
    ".cr2": "image/x-canon-cr2",
    ".arw": "image/x-sony-arw",
    ".sr2": "image/x-sony-sr2",
    ".pef": "image/x-pentax-pef",
    ".3fr": "image/x-hasselblad-3fr",
    ".iiq": "image/x-phaseone-iiq",
    ".srw": "image/x-samsung-srw",
}


def type_of(head: bytes) -> Type | None:
    """The type that the first bytes (``ENOUGH`` of them) tell; None when it is no media file we know."""
    for offset, mark, kind in _PLAIN:
        if head.startswith(mark, offset):
            return _webm_or(kind, head)
    if head[:4] == b"RIFF" and len(head) >= 12:
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"pnot") or (head[4:8] in (b"free", b"skip") and b"moov" in head):
        return _QUICKTIME
    if _is_bitmap(head):
        return Type("image/bmp", ".bmp", "picture", "pillow", "BMP")
    if _is_transport_stream(head):
        return Type("video/mp2t", ".ts", "film")
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xF6 == 0xF2 and head[2] & 0xF0 not in (0x00, 0xF0):
        return Type("audio/mpeg", ".mp3", "sound")
    return None


def named_type(kind: Type, path: Path) -> Type:
    """The type with the maker of a camera's raw file, which is a TIFF by content: only its name tells."""
    suffix = path.suffix.lower()
    if kind.media_type == "image/tiff" and suffix in RAW_TYPES:
        return replace(kind, media_type=RAW_TYPES[suffix], suffix=suffix)
    return kind


def _webm_or(kind: Type, head: bytes) -> Type:
    if kind.reader == "matroska" and b"\x42\x82" in head[:64] and b"webm" in head[:64]:
        return Type("video/webm", ".webm", "film", "matroska")
    return kind


def _by_brand(head: bytes) -> Type:
    size = int.from_bytes(head[:4], "big")
    brands = head[8 : min(max(size, 12), len(head), 256)]
    major = brands[:4]
    compatible = [brands[at : at + 4] for at in range(8, len(brands) - 3, 4)]
    if major in (b"mif1", b"msf1"):  # the general brand: the list says which coding
        for brand in compatible:
            if brand in _BRANDS and brand not in (b"mif1", b"msf1"):
                return _BRANDS[brand]
    return _BRANDS.get(major) or _BRANDS.get(major[:3]) or _MP4


def _is_bitmap(head: bytes) -> bool:
    return (
        head[:2] == b"BM" and len(head) > 18 and int.from_bytes(head[14:18], "little") in (12, 40, 52, 56, 64, 108, 124)
    )


def _is_transport_stream(head: bytes) -> bool:
    """Packets of 188 bytes that begin with 0x47; in camera files each has four bytes before it."""
    for first, step in ((0, 188), (4, 192)):
        if len(head) > first + 4 * step and all(head[first + step * n] == 0x47 for n in range(5)):
            return True
    return False
