"""A hash that similar pictures share: dHash-64, by Pillow alone (media.md §7)."""

from __future__ import annotations

from PIL import Image

# Plain surfaces hash to almost nothing or almost everything and would all be "alike".
_FEWEST, _MOST = 4, 60


def difference_hash(picture: Image.Image) -> str:
    """The 64-bit difference hash of a picture that stands upright.

    Each bit tells whether a cell of an 8 × 8 grid is brighter than its right neighbour, row by row from the top left.

    Args:
        picture: Any mode that converts to grey.

    Returns:
        16 hex digits, or "" for a picture too flat to compare.
    """
    cells = list(picture.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes())
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits << 1 | (cells[at] > cells[at + 1])
    return f"{bits:016x}" if _FEWEST <= bits.bit_count() <= _MOST else ""


def distance(one: str, other: str) -> int:
    """How many of the 64 bits differ; 64 when either picture has no hash."""
    return (int(one, 16) ^ int(other, 16)).bit_count() if one and other else 64
