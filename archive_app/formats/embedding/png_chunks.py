"""PNG files as chunks: XMP is replaced, EXIF and ImageMagick's IIM profile where they are there; the rest is copied.

XMP stands in an uncompressed ``iTXt`` chunk with the keyword of XMP part 3; IIM in PNG is nobody's standard but
ImageMagick's, so it is brought up to date where it is and never made.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.embedding.iim_block import block_of, with_block
from archive_app.i18n import tr

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP = b"XML:com.adobe.xmp\0"
_EXIF = b"eXIf"
_PROFILE = b"Raw profile type iptc\0"
_MOST = 16 * 1024 * 1024
# Chunks that tell what the pixels look like; all others are texts, dates and what programs keep for themselves.
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"})


@dataclass(frozen=True, slots=True)
class _Chunk:
    kind: bytes
    data: bytes
    raw: bytes


class PngFile:
    """A PNG file taken apart.

    Raises:
        UnreadableSource: It is no PNG, or its chunks are damaged.
    """

    longest_exif = 1 << 30

    def __init__(self, content: bytes) -> None:
        if not content.startswith(_SIGNATURE):
            raise UnreadableSource(tr("This is no PNG file."))
        self._chunks: list[_Chunk] = []
        place = len(_SIGNATURE)
        while place + 12 <= len(content):
            size = int.from_bytes(content[place : place + 4], "big")
            end = place + 12 + size
            if end > len(content):
                break
            kind = content[place + 4 : place + 8]
            self._chunks.append(_Chunk(kind, content[place + 8 : end - 4], content[place:end]))
            place = end
            if kind == b"IEND":
                break
        if not self._chunks or self._chunks[0].kind != b"IHDR" or self._chunks[-1].kind != b"IEND":
            raise UnreadableSource(tr("The PNG file is damaged or incomplete."))
        self._rest = content[place:]

    @property
    def packet(self) -> bytes:
        """The XMP packet, b"" when there is none or it is packed beyond reason."""
        return next((_packet(one) for one in self._chunks if _is_xmp(one)), b"")

    @property
    def block(self) -> bytes:
        """The IIM block of ImageMagick's profile, b"" when there is none."""
        return block_of(self._resources())

    @property
    def exif(self) -> bytes:
        """The EXIF block from its TIFF head on, b"" when there is none."""
        return next((one.data for one in self._chunks if one.kind == _EXIF), b"")

    def with_metadata(self, packet: bytes, block: bytes, exif: bytes = b"") -> bytes:
        """The file with this packet, this IIM block where it has one, and this EXIF block where one is given."""
        first = next((one for one in self._chunks if one.kind == _EXIF), None) if exif else None
        made = _chunk(b"iTXt", _XMP + b"\0\0\0\0" + packet)
        resources = self._resources()
        profile = _chunk(b"zTXt", _PROFILE + b"\0" + zlib.compress(_hexed(with_block(resources, block))))
        pieces = [_SIGNATURE]
        for number, one in enumerate(self._chunks):
            if _is_xmp(one):
                continue
            if one is first:
                pieces.append(_chunk(_EXIF, exif).raw)
                continue
            pieces.append(profile.raw if block and resources and _is_profile(one) else one.raw)
            if number == 0:
                pieces.append(made.raw)  # behind the header and before the pixels, where every reader finds it
        return b"".join((*pieces, self._rest))

    def picture_hash(self) -> str:
        """A hash of every chunk that makes the picture."""
        digest = hashlib.sha256()
        for one in self._chunks:
            if one.kind not in _TEXTS:
                digest.update(one.raw)
        return digest.hexdigest()

    def _resources(self) -> bytes:
        one = next((one for one in self._chunks if _is_profile(one)), None)
        if one is None:
            return b""
        text = one.data[len(_PROFILE) :]
        if one.kind == b"zTXt":
            text = _unpacked(text[1:])
        try:
            return bytes.fromhex("".join(text.decode("ascii").split()[2:]))
        except (ValueError, UnicodeDecodeError):
            return b""


def _chunk(kind: bytes, data: bytes) -> _Chunk:
    check = zlib.crc32(kind + data).to_bytes(4, "big")
    return _Chunk(kind, data, len(data).to_bytes(4, "big") + kind + data + check)


def _is_xmp(one: _Chunk) -> bool:
    return one.kind == b"iTXt" and one.data.startswith(_XMP)


def _is_profile(one: _Chunk) -> bool:
    return one.kind in (b"zTXt", b"tEXt") and one.data.startswith(_PROFILE)


def _packet(one: _Chunk) -> bytes:
    rest = one.data[len(_XMP) :]
    packed, texts = rest[:1] == b"\x01", rest[2:].split(b"\0", 2)
    text = texts[2] if len(texts) == 3 else b""
    return _unpacked(text) if packed else text


def _unpacked(content: bytes) -> bytes:
    """Deflated bytes; none when they are damaged or more than a packet ever is."""
    machine = zlib.decompressobj()
    try:
        text = machine.decompress(content, _MOST)
    except zlib.error:
        return b""
    return b"" if machine.unconsumed_tail else text


def _hexed(resources: bytes) -> bytes:
    """The form ImageMagick gives profiles: a name, the length, lines of 72 hex digits."""
    digits = resources.hex()
    lines = [digits[at : at + 72] for at in range(0, len(digits), 72)]
    return f"\niptc\n{len(resources):8}\n{chr(10).join(lines)}\n".encode("ascii")
