"""Reads the size of HEIC and HEIF pictures from their boxes; their pixels need a decoder we do not carry."""

from __future__ import annotations

from pathlib import Path

from archive_app.formats.media.base import MediaFacts, damaged
from archive_app.formats.media.boxes import Box, Boxes, Malformed, number
from archive_app.formats.media.sniff import Type
from archive_app.i18n import tr


def heif_facts(path: Path, kind: Type) -> MediaFacts:
    """The type and upright size of a HEIC or HEIF picture.

    Raises:
        UnreadableSource: It is damaged.
    """
    try:
        with path.open("rb") as file:
            width, height = _size(Boxes(file, path.stat().st_size))
    except (Malformed, OSError) as error:
        raise damaged(path) from error
    return MediaFacts(
        media_type=kind.media_type,
        suffix=kind.suffix,
        width=width,
        height=height,
        remarks=(tr("The picture is kept, but this program cannot draw its type."),),
    )


def _size(boxes: Boxes) -> tuple[int, int]:
    """Width and height of the primary picture; "ispe" is its size, "irot" its quarter turns (ISO 23008-12)."""
    meta = next((box for box in boxes.top() if box.kind == b"meta"), None)
    if meta is None:
        raise Malformed("no meta box")
    primary = boxes.first(meta, b"pitm", skip=4)
    properties = boxes.first(meta, b"iprp", skip=4)
    store = None if properties is None else boxes.first(properties, b"ipco")
    links = None if properties is None else boxes.first(properties, b"ipma")
    if primary is None or store is None or links is None:
        raise Malformed("no properties")
    head = boxes.content(primary)
    item = number(head, 4, 4 if number(head, 0, 1) else 2)
    held = list(boxes.inside(store))
    width = height = turns = 0
    for index in _properties_of(boxes.content(links), item):
        if not 0 < index <= len(held):
            continue
        box: Box = held[index - 1]
        if box.kind == b"ispe":
            content = boxes.content(box)
            width, height = number(content, 4, 4), number(content, 8, 4)
        elif box.kind == b"irot":
            turns = number(boxes.content(box), 0, 1) & 3
    if not width or not height:
        raise Malformed("no size")
    return (height, width) if turns % 2 else (width, height)


def _properties_of(content: bytes, item: int) -> list[int]:
    """The numbers of the properties (from 1) that an "ipma" box links to an item."""
    version, wide = number(content, 0, 1), number(content, 3, 1) & 1
    at, entries = 8, number(content, 4, 4)
    for _ in range(min(entries, 100_000)):
        length = 4 if version else 2
        found, count = number(content, at, length), number(content, at + length, 1)
        at += length + 1
        step = 2 if wide else 1
        if found == item:
            mask = 0x7FFF if wide else 0x7F
            return [number(content, at + step * n, step) & mask for n in range(count)]
        at += step * count
    return []
