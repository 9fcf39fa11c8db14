"""Photoshop's image resources (Adobe Photoshop File Formats, "Image Resource Blocks"): IIM, its digest, EXIF, XMP."""

from __future__ import annotations

from archive_app.formats.media.blocks.found import Blocks

IIM, EXIF, XMP, DIGEST = 0x0404, 0x0422, 0x0424, 0x0425
_MOST = 5_000
_SIGNATURES = (b"8BIM", b"PHUT", b"DCSR", b"AgHg", b"MeSa")


def read_resources(content: bytes, found: Blocks) -> None:
    """Add what a row of resources holds to the blocks found; it ends where a resource is damaged."""
    at = 0
    for _ in range(_MOST):
        if content[at : at + 4] not in _SIGNATURES:
            return
        number = int.from_bytes(content[at + 4 : at + 6], "big")
        name = content[at + 6] if at + 6 < len(content) else 0
        place = at + 6 + ((name + 2) & ~1)  # a Pascal string, padded to even length
        size = int.from_bytes(content[place : place + 4], "big")
        start = place + 4
        if size > len(content) - start:
            found.notes.append("resources")
            return
        _take(number, content[start : start + size], found)
        at = start + ((size + 1) & ~1)


def _take(number: int, content: bytes, found: Blocks) -> None:
    if number == IIM and content:
        found.iim.append(content)
    elif number == DIGEST and not found.digest:
        found.digest = content
    elif number == EXIF:
        found.add_exif(content)
    elif number == XMP:
        found.add_xmp(content)
