"""Walks the boxes of ISO base media files (MP4, MOV, HEIC): small, in pure Python, and safe on any bytes.

Nothing is read but box heads and the few boxes asked for; sizes are never believed beyond the box around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MOST_BOXES = 20_000  # in one file; real ones have some hundreds, the hostile have 100,000 empty ones
LARGEST_READ = 1_000_000  # bytes of one box; the boxes we ask for have some hundred


class Malformed(ValueError):
    """The bytes are not what the format says; told in words where the file is known."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its four-letter type and where its content begins and ends in the file."""

    kind: bytes
    start: int
    end: int
    cut: bool = False  # it claims to go on behind the end of what holds it


class Boxes:
    """The boxes of one file.

    Args:
        file: Seekable; not closed here.
        size: Of the file in bytes.
    """

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._seen = 0

    def top(self) -> Iterator[Box]:
        """The outermost boxes."""
        return self.inside(Box(b"", 0, self._size))

    def inside(self, parent: Box, skip: int = 0) -> Iterator[Box]:
        """The boxes in a box, after ``skip`` bytes of its own fields.

        Raises:
            Malformed: A box has an impossible size, or there are far too many.
        """
        at = parent.start + skip
        while at + 8 <= parent.end:
            self._seen += 1
            if self._seen > MOST_BOXES:
                raise Malformed("too many boxes")
            head = self._at(at, 16)
            size, kind, start = int.from_bytes(head[:4], "big"), head[4:8], at + 8
            if size == 1:
                size, start = int.from_bytes(head[8:16], "big"), at + 16
            elif size == 0:  # to the end of the file
                size = parent.end - at
            if size < start - at or len(head) < start - at:
                raise Malformed("a box is smaller than its own head")
            yield Box(kind, start, min(at + size, parent.end), at + size > parent.end)
            at += size

    def first(self, parent: Box, kind: bytes, skip: int = 0) -> Box | None:
        """The first box of a type inside another, or None."""
        return next((box for box in self.inside(parent, skip) if box.kind == kind), None)

    def path(self, parent: Box, *kinds: bytes) -> Box | None:
        """The box at the end of a path of types, or None."""
        box: Box | None = parent
        for kind in kinds:
            if box is None:
                return None
            box = self.first(box, kind)
        return box

    def content(self, box: Box, most: int = LARGEST_READ) -> bytes:
        """What a box holds, at most ``most`` bytes of it."""
        return self._at(box.start, min(box.end - box.start, most))

    def _at(self, position: int, count: int) -> bytes:
        self._file.seek(position)
        return self._file.read(count)


def number(content: bytes, at: int, length: int) -> int:
    """The big-endian number at a place.

    Raises:
        Malformed: The bytes end before it.
    """
    if at + length > len(content):
        raise Malformed("a box ends too early")
    return int.from_bytes(content[at : at + length], "big")
