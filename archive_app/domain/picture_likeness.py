"""When two pictures look the same: hashes of 64 bits, and the rule that compares them (media.md §7).

Three hashes are kept of a picture: whether each cell of an 8 × 8 grid is brighter than the one to its right ("rows"),
than the one below ("columns"), and the signs of its low frequencies ("cosine"). A copy that was saved again, made
smaller, grey or lighter differs in a few bits. One hash alone would call one pair of different pictures in ten
thousand the same; so all three must agree, and the shape of the picture too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BITS: Final = 64
_MASK: Final = (1 << BITS) - 1
NEAR: Final = 20
"""So many of the 128 bits of rows and columns may differ …"""
NEAR_COSINE: Final = 14
"""… and so many of the cosine hash."""
CLOSE: Final = 12
"""Where rows and columns agree better, the cosine hash may differ in more: a watermark moves low frequencies."""
CLOSE_COSINE: Final = 20
_SHAPES: Final = 1.12  # of the sides' ratios; a crop of 3 % at one side, and the rounding of small pictures
_FEWEST, _MOST = 8, 120  # set bits of 128 outside of which a picture is too flat to say anything


@dataclass(frozen=True, slots=True)
class Look:
    """What is measured of a picture's pixels.

    Attributes:
        rows, columns, cosine: Hashes as unsigned numbers of 64 bits; all None for a picture too flat to compare.
        pixels: SHA-256 of the picture's data without its metadata, "" where it could not be taken.
        width, height: Upright, in pixels; 0 when not known.
    """

    rows: int | None = None
    columns: int | None = None
    cosine: int | None = None
    pixels: str = ""
    width: int = 0
    height: int = 0

    @property
    def comparable(self) -> bool:
        """Whether there are hashes to compare."""
        return self.rows is not None and self.columns is not None and self.cosine is not None


@dataclass(frozen=True, slots=True, order=True)
class Nearness:
    """How far two pictures that look the same are apart, the nearest first in order.

    Attributes:
        bits: Of the 128 of rows and columns.
        cosine: Of the 64 of the cosine hash.
    """

    bits: int
    cosine: int

    @property
    def likeness(self) -> float:
        """1 for the same to look at, falling to 0 at the limit of what is called near."""
        return max(0.0, 1 - (self.bits / 2 + self.cosine) / (NEAR + CLOSE_COSINE))


def nearness(one: Look, other: Look) -> Nearness | None:
    """How near two pictures are; None where they are different, or nothing can be said."""
    if (
        one.rows is None or one.columns is None or one.cosine is None
        or other.rows is None or other.columns is None or other.cosine is None
    ):  # fmt: skip
        return None
    bits = (one.rows ^ other.rows).bit_count() + (one.columns ^ other.columns).bit_count()
    cosine = (one.cosine ^ other.cosine).bit_count()
    near = (bits <= NEAR and cosine <= NEAR_COSINE) or (bits <= CLOSE and cosine <= CLOSE_COSINE)
    return Nearness(bits, cosine) if near and same_shape(one, other) else None


def same_shape(one: Look, other: Look) -> bool:
    """Whether the sides of two pictures have about the same ratio; unknown sizes pass."""
    if not (one.width and one.height and other.width and other.height):
        return True
    ratio = (one.width * other.height) / (one.height * other.width)
    # A few pixels more or less are much of a small picture.
    room = _SHAPES + 1.5 / min(one.width, one.height, other.width, other.height)
    return 1 / room <= ratio <= room


def is_flat(rows: int, columns: int) -> bool:
    """Whether a picture is so plain that its hashes say nothing: skies and walls would all be alike."""
    return not _FEWEST <= rows.bit_count() + columns.bit_count() <= _MOST


def signed(number: int | None) -> int | None:
    """A hash as SQLite keeps it: a signed number of 64 bits."""
    return number if number is None or number < 1 << (BITS - 1) else number - (1 << BITS)


def unsigned(number: int | None) -> int | None:
    """A hash as it was before ``signed``."""
    return None if number is None else number & _MASK
