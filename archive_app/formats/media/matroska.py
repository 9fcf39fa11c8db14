"""Reads duration and size of WebM and Matroska films from their EBML elements (RFC 8794, RFC 9559)."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from typing import BinaryIO

from archive_app.formats.media.boxes import LARGEST_READ, Malformed

_SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_SCALE, _DURATION = 0x2AD7B1, 0x4489
_TRACK, _VIDEO, _WIDTH, _HEIGHT = 0xAE, 0xE0, 0xB0, 0xBA
_MOST_ELEMENTS = 20_000


def film_size(file: BinaryIO, size: int) -> tuple[float | None, int | None, int | None, bool]:
    """Duration in seconds, width and height of the first picture track, and whether the file ends too early.

    Raises:
        Malformed: It is no such file.
    """
    walk = _Elements(file)
    segment = next((one for one in walk.inside(0, size) if one[0] == _SEGMENT), None)
    if segment is None:
        raise Malformed("no segment")
    duration: float | None = None
    width: int | None = None
    height: int | None = None
    info = tracks = False
    cut = segment[3]
    for kind, start, end, is_cut in walk.inside(segment[1], segment[2]):
        cut = cut or is_cut
        if kind == _INFO:
            info, duration = True, _duration(walk, start, end)
        elif kind == _TRACKS:
            tracks = True
            width, height = _picture(walk, start, end)
        elif kind == _CLUSTER and info and tracks:
            break  # from here on there is only sound and picture
    if not info and not tracks:
        raise Malformed("neither information nor tracks")
    return duration, width, height, cut


def _duration(walk: _Elements, start: int, end: int) -> float | None:
    scale, ticks = 1_000_000, None
    for kind, first, last, _ in walk.inside(start, end):
        if kind == _SCALE:
            scale = int.from_bytes(walk.content(first, last, 8), "big") or scale
        elif kind == _DURATION:
            ticks = _float(walk.content(first, last, 8))
    if ticks is None or not math.isfinite(ticks) or ticks <= 0:
        return None
    return ticks * scale / 1_000_000_000


def _picture(walk: _Elements, start: int, end: int) -> tuple[int | None, int | None]:
    for kind, first, last, _ in walk.inside(start, end):
        if kind != _TRACK:
            continue
        for inner, inner_first, inner_last, _ in walk.inside(first, last):
            if inner == _VIDEO:
                found = {
                    name: int.from_bytes(walk.content(at, to, 8), "big")
                    for name, at, to, _ in walk.inside(inner_first, inner_last)
                    if name in (_WIDTH, _HEIGHT)
                }
                return found.get(_WIDTH) or None, found.get(_HEIGHT) or None
    return None, None


def _float(content: bytes) -> float | None:
    if len(content) == 4:
        return float(struct.unpack(">f", content)[0])
    return float(struct.unpack(">d", content)[0]) if len(content) == 8 else None


class _Elements:
    """EBML elements: (id, start and end of content, whether it claims to go on behind what holds it)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._seen = 0

    def inside(self, start: int, end: int) -> Iterator[tuple[int, int, int, bool]]:
        at = start
        while at < end:
            self._seen += 1
            if self._seen > _MOST_ELEMENTS:
                raise Malformed("too many elements")
            self._file.seek(at)
            head = self._file.read(12)
            kind, id_length = _number(head, 0, keep_mark=True, longest=4)
            length, size_length = _number(head, id_length, keep_mark=False, longest=8)
            content = at + id_length + size_length
            unknown = length == (1 << 7 * size_length) - 1  # a live recording: it goes on to the end
            stop = end if unknown else content + length
            yield kind, content, min(stop, end), not unknown and stop > end
            at = stop

    def content(self, start: int, end: int, most: int = LARGEST_READ) -> bytes:
        self._file.seek(start)
        return self._file.read(max(0, min(end - start, most)))


def _number(head: bytes, at: int, *, keep_mark: bool, longest: int) -> tuple[int, int]:
    """An EBML number of variable length and how many bytes it takes; ids keep their length mark."""
    if at >= len(head) or not head[at]:
        raise Malformed("a number is missing or too long")
    length = 9 - head[at].bit_length()
    if length > longest or at + length > len(head):
        raise Malformed("a number is cut off")
    value = int.from_bytes(head[at : at + length], "big")
    return (value if keep_mark else value & (1 << 7 * length) - 1), length
