"""Walks MP4, QuickTime and 3GP films to what they say of themselves: XMP, keys, item lists, user data, dates, place."""

from __future__ import annotations

from typing import BinaryIO

from archive_app.formats.media.blocks.boxed import XMP_UUID, note_times
from archive_app.formats.media.blocks.found import LONGEST_XMP, Blocks
from archive_app.formats.media.boxes import Box, Boxes, Malformed, number

_LONGEST_TEXT = 100_000
_MOST_TEXTS = 300
_ITEMS = {
    b"\xa9nam": "Title", b"\xa9ART": "Artist", b"\xa9aut": "Author", b"\xa9cpy": "Copyright", b"cprt": "Copyright",
    b"\xa9day": "Date", b"\xa9des": "Description", b"desc": "Description", b"\xa9cmt": "Comment", b"\xa9alb": "Album",
    b"\xa9gen": "Genre", b"\xa9wrt": "Composer", b"\xa9dir": "Director", b"\xa9prd": "Producer", b"\xa9src": "Source",
    b"\xa9inf": "Information", b"\xa9swr": "Software", b"\xa9too": "Encoder", b"\xa9mak": "Make", b"\xa9mod": "Model",
    b"\xa9xyz": "Location", b"keyw": "Keywords", b"ldes": "LongDescription", b"aART": "AlbumArtist",
    b"\xa9fmt": "Format", b"\xa9key": "Keywords", b"\xa9ed1": "Edits", b"\xa9grp": "Grouping", b"\xa9lyr": "Lyrics",
    b"\xa9hst": "HostComputer",
}  # fmt: skip
_ASSETS = {b"titl": "Title", b"auth": "Author", b"cprt": "Copyright", b"dscp": "Description", b"perf": "Performer",
           b"gnre": "Genre", b"kywd": "Keywords"}  # fmt: skip


def walk_film(file: BinaryIO, size: int) -> Blocks:
    """The blocks of a film."""
    found = Blocks()
    boxes = Boxes(file, size)
    try:
        for box in boxes.top():
            if box.kind == b"uuid" and boxes.content(box, 16) == XMP_UUID:
                found.add_xmp(boxes.content(box, LONGEST_XMP)[16:])
            elif box.kind == b"moov":
                _movie(boxes, box, found)
            elif box.kind == b"udta":
                _user_data(boxes, box, found)
            elif box.kind == b"meta":
                _meta(boxes, box, found)
    except Malformed:
        found.notes.append("boxes")
    return found


def _movie(boxes: Boxes, movie: Box, found: Blocks) -> None:
    for box in boxes.inside(movie):
        try:
            if box.kind == b"mvhd":
                note_times(boxes.content(box, 40), found)
            elif box.kind == b"udta":
                _user_data(boxes, box, found)
            elif box.kind == b"meta":
                _meta(boxes, box, found)
            elif box.kind == b"uuid" and boxes.content(box, 16) == XMP_UUID:
                found.add_xmp(boxes.content(box, LONGEST_XMP)[16:])
            elif box.kind == b"trak" and (held := boxes.first(box, b"meta")) is not None:
                _meta(boxes, held, found)
        except Malformed:
            found.notes.append("boxes")


def _user_data(boxes: Boxes, parent: Box, found: Blocks) -> None:
    for box in boxes.inside(parent):
        if box.kind == b"XMP_":
            found.add_xmp(boxes.content(box, LONGEST_XMP))
        elif box.kind == b"meta":
            _meta(boxes, box, found)
        elif box.kind[:1] == b"\xa9":
            content = boxes.content(box, _LONGEST_TEXT)
            length = int.from_bytes(content[:2], "big")
            language = int.from_bytes(content[2:4], "big")
            text = content[4 : 4 + length] if length and length + 4 <= len(content) else content
            _note(found, f"UserData:{_ITEMS.get(box.kind, box.kind.decode('latin-1'))}", _text(text, language))
        elif box.kind in _ASSETS and box.end - box.start > 6:
            content = boxes.content(box, _LONGEST_TEXT)
            plain = content[6:]
            wide = plain[:2] in (b"\xfe\xff", b"\xff\xfe")
            _note(found, f"UserData:{_ASSETS[box.kind]}", plain.decode("utf-16" if wide else "utf-8", "replace"))
        elif box.kind == b"loci":
            _place(boxes.content(box, 1_000), found)


def _place(content: bytes, found: Blocks) -> None:
    """3GPP's location information (TS 26.244): language, name, role, longitude, latitude, altitude."""
    name, mark, rest = content[6:].partition(b"\x00")
    if mark and len(rest) >= 13:
        east, north, high = (int.from_bytes(rest[1 + 4 * n : 5 + 4 * n], "big", signed=True) / 65536 for n in range(3))
        found.texts.setdefault("UserData:Location", f"{north:+09.5f}{east:+010.5f}{high:+.1f}/")
        if name:
            _note(found, "UserData:LocationName", name.decode("utf-8", "replace"))


def _meta(boxes: Boxes, meta: Box, found: Blocks) -> None:
    """Apple's lists: ``ilst`` with names of its own, or numbered by ``keys``. In QuickTime the box has no version."""
    bare = boxes.content(meta, 8)[4:8] == b"hdlr"
    names: list[str] = []
    for box in boxes.inside(meta, skip=0 if bare else 4):
        if box.kind == b"keys":
            names = _keys(boxes.content(box))
        elif box.kind == b"ilst":
            for item in boxes.inside(box):
                if len(found.texts) >= _MOST_TEXTS:
                    return
                place = int.from_bytes(item.kind, "big")
                if names and 0 < place <= len(names):
                    name = f"Keys:{names[place - 1]}"
                elif item.kind in _ITEMS:
                    name = f"ItemList:{_ITEMS[item.kind]}"
                else:
                    continue
                held = boxes.first(item, b"data")
                if held is not None:
                    content = boxes.content(held, _LONGEST_TEXT)
                    if number(content, 0, 4) & 0xFFFFFF in (0, 1, 2, 4):
                        wide = number(content, 0, 4) & 0xFFFFFF in (2, 5)
                        _note(found, name, content[8:].decode("utf-16-be" if wide else "utf-8", "replace"))
        elif box.kind == b"xml ":
            content = boxes.content(box, LONGEST_XMP)
            if b"rdf:RDF" in content:
                found.add_xmp(content[4:] if content[:4] == b"\0\0\0\0" else content)


def _keys(content: bytes) -> list[str]:
    names: list[str] = []
    at = 8
    for _ in range(min(number(content, 4, 4), _MOST_TEXTS)):
        length = number(content, at, 4)
        if length < 8:
            break
        names.append(content[at + 8 : at + length].decode("utf-8", "replace"))
        at += length
    return names


def _text(content: bytes, language: int) -> str:
    """A text of QuickTime's user data: codes below 0x400 are Macintosh languages, those above ISO's (UTF-8)."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("mac_roman" if language < 0x400 else "cp1252", "replace")


def _note(found: Blocks, name: str, text: str) -> None:
    text = text.strip("\x00 \r\n\t")
    if text and len(found.texts) < _MOST_TEXTS:
        found.texts.setdefault(name, text)
