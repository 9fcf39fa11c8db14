"""WebP files as RIFF chunks: XMP and EXIF are set, and the extended header that announces them; the rest is copied."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from archive_app.domain.errors import UnreadableSource
from archive_app.i18n import tr

_XMP, _EXIF, _HEADER = b"XMP ", b"EXIF", b"VP8X"
_PREFIX = b"Exif\0\0"  # some programs put JPEG's before the block
_XMP_FLAG, _ALPHA_FLAG = 0x04, 0x10
_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})


@dataclass(frozen=True, slots=True)
class _Chunk:
    kind: bytes
    data: bytes


class WebpFile:
    """A WebP file taken apart.

    Raises:
        UnreadableSource: It is no WebP, or its chunks are damaged.
    """

    block = b""  # WebP has no place for IIM
    longest_exif = 1 << 30

    def __init__(self, content: bytes) -> None:
        if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
            raise UnreadableSource(tr("This is no WebP file."))
        end = min(len(content), 8 + int.from_bytes(content[4:8], "little"))
        self._chunks: list[_Chunk] = []
        place = 12
        while place + 8 <= end:
            size = int.from_bytes(content[place + 4 : place + 8], "little")
            if place + 8 + size > end:
                raise UnreadableSource(tr("The WebP file is damaged or incomplete."))
            self._chunks.append(_Chunk(content[place : place + 4], content[place + 8 : place + 8 + size]))
            place += 8 + size + size % 2
        self._rest = content[end + end % 2 :]
        if not any(one.kind in (b"VP8 ", b"VP8L", b"ANMF") for one in self._chunks):
            raise UnreadableSource(tr("The WebP file is damaged or incomplete."))

    @property
    def packet(self) -> bytes:
        """The XMP packet, b"" when there is none."""
        return next((one.data for one in self._chunks if one.kind == _XMP), b"")

    @property
    def exif(self) -> bytes:
        """The EXIF block from its TIFF head on, b"" when there is none."""
        return next((one.data for one in self._chunks if one.kind == _EXIF), b"").removeprefix(_PREFIX)

    def with_metadata(self, packet: bytes, block: bytes, exif: bytes = b"") -> bytes:
        """The file with this packet, and with this EXIF block where one is given; ``block`` has no place here."""
        chunks = [one for one in self._chunks if one.kind not in (_XMP, _HEADER)]
        if exif:
            at = next(n for n, one in enumerate(chunks) if one.kind == _EXIF)
            prefix = _PREFIX if chunks[at].data.startswith(_PREFIX) else b""
            chunks[at] = _Chunk(_EXIF, prefix + exif)
        header = next((one.data for one in self._chunks if one.kind == _HEADER), b"") or self._new_header()
        header = bytes((header[0] | _XMP_FLAG,)) + header[1:]
        body = b"".join(_raw(one) for one in (_Chunk(_HEADER, header), *chunks, _Chunk(_XMP, packet)))
        return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body + self._rest

    def picture_hash(self) -> str:
        """A hash of every chunk that makes the picture."""
        digest = hashlib.sha256()
        for one in self._chunks:
            if one.kind in _PIXELS:
                digest.update(_raw(one))
        return digest.hexdigest()

    def _new_header(self) -> bytes:
        """The extended header of a file that had none: its size in pixels, and whether it is transparent."""
        one = self._chunks[0]
        if one.kind == b"VP8L" and one.data[:1] == b"\x2f" and len(one.data) >= 5:
            bits = int.from_bytes(one.data[1:5], "little")
            width, height, alpha = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bits >> 28 & 1
        elif one.kind == b"VP8 " and one.data[3:6] == b"\x9d\x01\x2a" and len(one.data) >= 10:
            width = int.from_bytes(one.data[6:8], "little") & 0x3FFF
            height, alpha = int.from_bytes(one.data[8:10], "little") & 0x3FFF, 0
        else:
            raise UnreadableSource(tr("The WebP file is damaged or incomplete."))
        flags = _ALPHA_FLAG if alpha else 0
        return bytes((flags, 0, 0, 0)) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")


def _raw(one: _Chunk) -> bytes:
    return one.kind + len(one.data).to_bytes(4, "little") + one.data + b"\0" * (len(one.data) % 2)
