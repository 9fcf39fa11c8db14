"""What a walk through a media file finds: the blocks of metadata as they stand in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import BinaryIO

LONGEST_XMP = 16 << 20
"""Bytes of an XMP packet; a longer one is not read (media.md §9)."""

LONGEST_BLOCK = 16 << 20
"""Bytes of any other block; a thumbnail in EXIF, or a long caption, has some thousand."""


@dataclass(slots=True)
class Blocks:
    """The blocks of one file.

    Attributes:
        exif: EXIF blocks, each beginning with a TIFF head; (bytes, the directory its first is: "", "exif" or "gps").
        tiff: The file itself is a TIFF, so its own directories hold the values.
        tiff_at: Where that TIFF begins in the file.
        iim: IPTC-IIM blocks in their order.
        digest: Photoshop's MD5 of the IIM block at the time when XMP was last written (resource 0x0425).
        xmp: XMP packets in their order.
        texts: Texts of the container itself by name ("PNG:Author").
        width, height: Pixels as they are stored, before any turning; 0 when not told.
        turned: The container's own turn by quarters ("irot"), which decoders apply by themselves.
        notes: What was damaged, by block name.
    """

    exif: list[tuple[bytes, str]] = field(default_factory=list)
    tiff: bool = False
    tiff_at: int = 0
    iim: list[bytes] = field(default_factory=list)
    digest: bytes = b""
    xmp: list[bytes] = field(default_factory=list)
    texts: dict[str, object] = field(default_factory=dict)
    width: int = 0
    height: int = 0
    turned: int = 0
    notes: list[str] = field(default_factory=list)

    def add_exif(self, block: bytes, directory: str = "") -> None:
        """Take an EXIF block, without the words that some writers put before its TIFF head."""
        for start in (b"Exif\x00\x00", b"Exif\x00\xff", b"EXIF\x00\x00"):
            if block.startswith(start):
                block = block[6:]
        at = min((n for mark in (b"II*\x00", b"MM\x00*") if (n := block[:64].find(mark)) >= 0), default=-1)
        if at >= 0:
            self.exif.append((block[at:], directory))
        elif block:
            self.notes.append("exif")

    def add_xmp(self, packet: bytes) -> None:
        """Take an XMP packet."""
        if packet.strip(b"\x00 \t\r\n"):
            self.xmp.append(packet[:LONGEST_XMP])

    def standing(self) -> str:
        """Whether the IIM block is that of the digest beside it: "current", "stale", or "none" where nothing tells."""
        if not self.iim or len(self.digest) != 16 or not any(self.digest):
            return "none"
        written = (hashlib.md5(block, usedforsecurity=False).digest() for block in self.iim)
        return "current" if self.digest in written else "stale"


def take(file: BinaryIO, at: int, count: int, most: int = LONGEST_BLOCK) -> bytes:
    """So many bytes at a place, fewer where the file ends; none where it asks for an unreasonable number."""
    if count < 0 or count > most:
        return b""
    file.seek(at)
    return file.read(count)
