"""JPEG files as segments: what is metadata of ours is replaced, everything else is copied byte for byte.

The XMP packet stands in an APP1 segment of at most 65,502 bytes (XMP specification, part 3), EXIF in another; IIM in
Photoshop's resources, which may go over several APP13 segments. What comes after the first scan is copied as it is,
trailers too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.embedding.iim_block import block_of, with_block
from archive_app.i18n import tr

LONGEST_PACKET = 65502
LONGEST_EXIF = 65527
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXIF = b"Exif\0\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_APP0, _APP1, _APP8, _APP13, _COMMENT, _SCAN = 0xE0, 0xE1, 0xE8, 0xED, 0xFE, 0xDA
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length


@dataclass(frozen=True, slots=True)
class _Segment:
    """A segment: its marker, its data, and its bytes as they stand in the file."""

    marker: int
    data: bytes
    raw: bytes


class JpegFile:
    """A JPEG file taken apart.

    Raises:
        UnreadableSource: It is no JPEG, or its segments are damaged before the picture begins.
    """

    def __init__(self, content: bytes) -> None:
        if content[:2] != b"\xff\xd8":
            raise UnreadableSource(tr("This is no JPEG file."))
        self._segments, place = _segments(content)
        self._rest = content[place:]

    @property
    def packet(self) -> bytes:
        """The XMP packet, b"" when there is none."""
        found = next((one.data for one in self._segments if _is_xmp(one)), b"")
        return found[len(_XMP) :]

    @property
    def block(self) -> bytes:
        """The IIM block, b"" when there is none."""
        return block_of(self._resources())

    @property
    def exif(self) -> bytes:
        """The EXIF block from its TIFF head on, b"" when there is none."""
        found = next((one.data for one in self._segments if _is_exif(one)), b"")
        return found[len(_EXIF) :]

    @property
    def longest_exif(self) -> int:
        """How many bytes its EXIF block may have."""
        return LONGEST_EXIF

    def with_metadata(self, packet: bytes, block: bytes, exif: bytes = b"") -> bytes:
        """The file with this packet, and with this IIM block and this EXIF block where they are given.

        Raises:
            UnreadableSource: The packet is too long, or Photoshop's resources are damaged.
        """
        if len(packet) > LONGEST_PACKET:
            raise UnreadableSource(tr("The XMP metadata is longer than a JPEG file can hold."))
        segments = self._segments
        if exif:
            at = next(n for n, one in enumerate(segments) if _is_exif(one))
            segments = [*segments[:at], _segment(_APP1, _EXIF + exif), *segments[at + 1 :]]
        segments = _replaced(segments, _is_xmp, [_segment(_APP1, _XMP + packet)])
        if block:
            resources = with_block(self._resources(), block)
            step = 65533 - len(_PHOTOSHOP)
            pieces = [resources[at : at + step] for at in range(0, len(resources), step)]
            made = [_segment(_APP13, _PHOTOSHOP + piece) for piece in pieces]
            segments = _replaced(segments, _is_photoshop, made, behind=_is_xmp)
        return b"\xff\xd8" + b"".join(one.raw for one in segments) + self._rest

    def picture_hash(self) -> str:
        """A hash of everything that makes the picture: all but comments and application segments."""
        digest = hashlib.sha256()
        for one in self._segments:
            if not (_APP0 <= one.marker <= 0xEF or one.marker == _COMMENT) or one.marker == 0xEE or _is_profile(one):
                digest.update(one.raw)
        digest.update(self._rest)
        return digest.hexdigest()

    def _resources(self) -> bytes:
        return b"".join(one.data[len(_PHOTOSHOP) :] for one in self._segments if _is_photoshop(one))


def _segments(content: bytes) -> tuple[list[_Segment], int]:
    """The segments before the first scan, and where that begins."""
    found: list[_Segment] = []
    place = 2
    while True:
        start = place
        while content[place : place + 1] == b"\xff" and content[place + 1 : place + 2] == b"\xff":
            place += 1  # fill bytes
        if content[place : place + 1] != b"\xff" or place + 2 > len(content):
            raise UnreadableSource(tr("The JPEG file is damaged or incomplete."))
        marker = content[place + 1]
        if marker in (_SCAN, 0xD9):
            return found, start
        if marker in _BARE:
            place += 2
            found.append(_Segment(marker, b"", content[start:place]))
            continue
        size = int.from_bytes(content[place + 2 : place + 4], "big")
        end = place + 2 + size
        if size < 2 or end > len(content):
            raise UnreadableSource(tr("The JPEG file is damaged or incomplete."))
        found.append(_Segment(marker, content[place + 4 : end], content[start:end]))
        place = end


def _segment(marker: int, data: bytes) -> _Segment:
    return _Segment(marker, data, bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data)


def _replaced(
    segments: list[_Segment],
    ours: Callable[[_Segment], bool],
    made: list[_Segment],
    *,
    behind: Callable[[_Segment], bool] | None = None,
) -> list[_Segment]:
    """The segments with those of ours replaced where the first of them stood.

    Where there was none, the new ones stand behind those that must come first: JFIF, SPIFF and Exif.
    """
    at = next((n for n, one in enumerate(segments) if ours(one)), -1)
    if at < 0:
        last = [n for n, one in enumerate(segments) if _comes_first(one, n) or (behind is not None and behind(one))]
        at = max(last, default=-1) + 1
    kept = list(_without(segments[:at], ours))
    return [*kept, *made, *_without(segments[at:], ours)]


def _without(segments: list[_Segment], ours: Callable[[_Segment], bool]) -> Iterator[_Segment]:
    return (one for one in segments if not ours(one))


def _comes_first(one: _Segment, place: int) -> bool:
    if one.marker == _APP1:
        return one.data.startswith(b"Exif\0")
    return one.marker in (_APP0, _APP8) and place < 3


def _is_xmp(one: _Segment) -> bool:
    return one.marker == _APP1 and one.data.startswith(_XMP)


def _is_exif(one: _Segment) -> bool:
    return one.marker == _APP1 and one.data.startswith(_EXIF)


def _is_photoshop(one: _Segment) -> bool:
    return one.marker == _APP13 and one.data.startswith(_PHOTOSHOP)


def _is_profile(one: _Segment) -> bool:
    return one.marker == 0xE2 and one.data.startswith(b"ICC_PROFILE\0")
