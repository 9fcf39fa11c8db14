"""Measures what a picture looks like, by Pillow alone: hashes that alike pictures share, and a hash of its data.

The rules are in ``domain.picture_likeness``; the numbers that chose these hashes are in media.md §7.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image, ImageFile

from archive_app.domain.picture_likeness import Look, is_flat
from archive_app.formats.media.base import damaged
from archive_app.formats.media.embedded import FAULTS, quiet
from archive_app.formats.media.image import open_picture
from archive_app.formats.media.pixels import drawn_small, orientation_of

VERSION: Final = 1  # goes up when the same file would be measured otherwise
EDGE: Final = 256  # pictures are measured at this size
_GRID: Final = 8
_COSINE_EDGE: Final = 32
_WAVES: Final = [
    [math.cos((2 * x + 1) * u * math.pi / (2 * _COSINE_EDGE)) for x in range(_COSINE_EDGE)] for u in range(1, _GRID + 1)
]
_MOST_DECODED: Final = 50_000_000
"""Pixels of a picture that is decoded only to hash them; those of JPEG and PNG are hashed as they are packed."""


def measure(path: Path) -> Look:
    """What a picture looks like.

    Raises:
        UnreadableSource: No picture that can be decoded.
    """
    picture, _kind = open_picture(path)
    with picture:
        size = picture.size
        turned = orientation_of(picture) >= 5
        pixels = _packed(path, picture.format or "")
        try:
            with quiet():
                if not pixels and size[0] * size[1] <= _MOST_DECODED:
                    pixels = _decoded(picture)
                rows, columns, cosine = look_of(drawn_small(picture, EDGE))
        except FAULTS as error:
            raise damaged(path) from error
    width, height = size[::-1] if turned else size
    return Look(rows, columns, cosine, pixels, width, height)


def look_of(small: Image.Image) -> tuple[int | None, int | None, int | None]:
    """The three hashes of a small upright picture; None for each of one that is too flat."""
    grey = _on_white(small).convert("L")
    rows, columns = _differences(grey)
    if is_flat(rows, columns):
        return None, None, None
    return rows, columns, _frequencies(grey)


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: what lies under clear pixels is anything."""
    if picture.mode not in ("RGBA", "LA", "PA", "La", "RGBa"):
        return picture
    whole = picture.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    ground.alpha_composite(whole)
    return ground.convert("RGB")


def _differences(grey: Image.Image) -> tuple[int, int]:
    """128 bits: is a cell brighter than its right neighbour, and than the one below, from the top left on."""
    across = grey.resize((_GRID + 1, _GRID), Image.Resampling.BOX).tobytes()
    down = grey.resize((_GRID, _GRID + 1), Image.Resampling.BOX).tobytes()
    rows = columns = 0
    for y in range(_GRID):
        for x in range(_GRID):
            at = y * (_GRID + 1) + x
            rows = rows << 1 | (across[at] > across[at + 1])
            at = y * _GRID + x
            columns = columns << 1 | (down[at] > down[at + _GRID])
    return rows, columns


def _frequencies(grey: Image.Image) -> int:
    """64 bits: which of the lowest 8 × 8 frequencies (a discrete cosine transform) stand above their median."""
    cells = grey.resize((_COSINE_EDGE, _COSINE_EDGE), Image.Resampling.BOX).tobytes()
    lines = [cells[y * _COSINE_EDGE : (y + 1) * _COSINE_EDGE] for y in range(_COSINE_EDGE)]
    across = [[sum(map(float.__mul__, wave, map(float, line))) for line in lines] for wave in _WAVES]
    values = [sum(map(float.__mul__, wave, column)) for wave in _WAVES for column in across]
    ordered = sorted(values)
    middle = (ordered[31] + ordered[32]) / 2
    found = 0
    for value in values:
        found = found << 1 | (value > middle)
    return found


def _packed(path: Path, kind: str) -> str:
    """A hash of a JPEG's or PNG's packed pixels with what is needed to unpack them; "" for others, and odd ones."""
    walk = {"JPEG": _jpeg_parts, "MPO": _jpeg_parts, "PNG": _png_parts}.get(kind)
    if walk is None:
        return ""
    try:
        content = path.read_bytes()
    except OSError:
        return ""
    made = hashlib.sha256(kind.replace("MPO", "JPEG").encode())
    parts = 0
    for part in walk(memoryview(content)):
        made.update(part)
        parts += 1
    return made.hexdigest() if parts > 1 else ""


def _jpeg_parts(data: memoryview) -> Iterator[memoryview]:
    """The segments of the first picture of a JPEG file but comments and application data; then its pixels."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:  # from here on there are pixels, to the end of the picture
            end = bytes(data[at:]).find(b"\xff\xd9")
            yield data[at : at + end + 2 if end >= 0 else len(data)]
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            yield data[at : at + 2 + length]
        at += 2 + max(2, length)


def _png_parts(data: memoryview) -> Iterator[memoryview]:
    """The chunks of a PNG file that make its pixels; how they are cut into chunks does not matter."""
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if bytes(data[at + 4 : at + 8]) in (b"IHDR", b"PLTE", b"tRNS", b"IDAT"):
            yield data[at + 8 : at + 8 + length]
        at += 12 + length


def _decoded(picture: ImageFile.ImageFile) -> str:
    picture.load()
    made = hashlib.sha256(f"{picture.mode} {picture.size}".encode())
    made.update(picture.tobytes())
    return made.hexdigest()
