"""Reads an IPTC-IIM block (version 4.2, 1.5): datasets of a marker, record, number and length, one after the other."""

from __future__ import annotations

_MOST = 20_000
_MARKER = 0x1C


def read_iim(block: bytes) -> dict[tuple[int, int], list[bytes]]:
    """The values by record and dataset, repeated ones in their order; reading ends where the block is damaged."""
    found: dict[tuple[int, int], list[bytes]] = {}
    place = count = 0
    while place + 5 <= len(block) and count < _MOST:
        if block[place] != _MARKER:
            if not any(block[place : place + 4]):  # padding
                break
            place += 1
            continue
        record, dataset = block[place + 1], block[place + 2]
        size = int.from_bytes(block[place + 3 : place + 5], "big")
        place += 5
        if size & 0x8000:  # an extended dataset: the number of bytes that tell its length
            width = size & 0x7FFF
            if not 1 <= width <= 8:
                break
            size = int.from_bytes(block[place : place + width], "big")
            place += width
        if size > len(block) - place:
            break
        found.setdefault((record, dataset), []).append(block[place : place + size])
        place += size
        count += 1
    return found
