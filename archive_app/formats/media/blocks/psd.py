"""Walks a Photoshop document to its image resources (Adobe Photoshop File Formats)."""

from __future__ import annotations

from typing import BinaryIO

from archive_app.formats.media.blocks.found import Blocks, take
from archive_app.formats.media.blocks.resources import read_resources

_LONGEST = 64 << 20


def walk_psd(file: BinaryIO, size: int) -> Blocks:
    """The blocks of a PSD or PSB file."""
    found = Blocks()
    head = take(file, 0, 30)
    if len(head) < 30:
        return found
    found.height, found.width = int.from_bytes(head[14:18], "big"), int.from_bytes(head[18:22], "big")
    at = 30 + int.from_bytes(head[26:30], "big")
    length = int.from_bytes(take(file, at, 4), "big")
    read_resources(take(file, at + 4, min(length, max(0, size - at - 4)), _LONGEST), found)
    return found
