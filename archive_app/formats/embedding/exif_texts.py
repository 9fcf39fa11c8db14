"""Writes the texts that EXIF shares with XMP and IIM: ImageDescription, Artist and Copyright (MWG 2.0).

A block is added to, never rebuilt: what has an offset keeps it, so maker notes, thumbnails and all other values stay
byte for byte. Texts are UTF-8 under the type for ASCII, as the working group asks; a block that cannot be followed to
its ends is refused, for what is added behind it might be taken for what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.embedding.packet import Lang, Many, Properties, xml_text
from archive_app.i18n import tr

DESCRIPTION, ARTIST, COPYRIGHT = 0x010E, 0x013B, 0x8298
_TAGS = {"dc:description": DESCRIPTION, "dc:creator": ARTIST, "dc:rights": COPYRIGHT}
_ASCII = 2
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_POINTERS = frozenset({0x014A, 0x8769, 0x8825, 0xA005})  # to further directories
_THUMBNAIL, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_MOST_DIRECTORIES, _MOST_ROWS = 40, 2_000


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a directory: where it stands, its four bytes for the value, and the place of the value itself."""

    at: int
    tag: int
    kind: int
    count: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Directory:
    at: int
    rows: tuple[_Row, ...]
    following: int

    @property
    def end(self) -> int:
        return self.at + 2 + 12 * len(self.rows) + 4


def exif_texts(properties: Properties) -> dict[int, str]:
    """The texts by their tags, as XMP's properties say them; those that say nothing are left out."""
    found = {}
    for name, value in properties:
        text = ""
        if isinstance(value, Lang):
            text = value.text
        elif isinstance(value, Many):
            text = _listed([one for one in value.items if isinstance(one, str) and one])
        if name in _TAGS and text:
            found[_TAGS[name]] = xml_text(text)
    return found


def _listed(names: list[str]) -> str:
    """Several names in one text, so that they can be told apart again (MWG 2.0)."""
    return "; ".join('"' + one.replace('"', '""') + '"' if one[0] == '"' or ";" in one else one for one in names)


def edited_exif(block: bytes, texts: Mapping[int, str]) -> bytes:
    """A block, from its TIFF head on, with these texts; the same bytes where it says them already.

    Raises:
        UnreadableSource: The block is damaged.
    """
    before = _Block(block)
    first = before.directories[0]
    values = {tag: text.encode("utf-8", "replace") + b"\0" for tag, text in texts.items()}
    held: dict[int, list[_Row]] = {}
    for row in first.rows:
        held.setdefault(row.tag, []).append(row)
    values = {
        tag: value
        for tag, value in values.items()
        if [(row.kind, block[row.start : row.end]) for row in held.get(tag, ())] != [(_ASCII, value)]
    }
    if not values:
        return block
    out = bytearray(block)
    rows = {row.at: block[row.at : row.at + 12] for row in first.rows}
    added: list[tuple[int, bytes]] = []
    for tag, value in values.items():
        for row in held.get(tag, ()):
            if before.alone(row):
                out[row.start : row.end] = bytes(row.end - row.start)  # what was said before does not go out unseen
        entry = before.entry(tag, value, out)
        rows |= {row.at: entry for row in held.get(tag, ())}
        if tag not in held:
            added.append((tag, entry))
    if added:
        _move_directory(out, before, rows, added)
    else:
        for at, entry in rows.items():
            out[at : at + 12] = entry
    made = bytes(out)
    if _Block(made).others(values) != before.others(values):
        raise _damaged()
    return made


def _move_directory(out: bytearray, block: _Block, rows: Mapping[int, bytes], added: list[tuple[int, bytes]]) -> None:
    """Write the first directory anew behind everything, with the rows it lacked where their numbers belong."""
    first = block.directories[0]
    entries = [(row.tag, rows[row.at]) for row in first.rows]
    for tag, entry in added:
        place = next((n for n, (other, _entry) in enumerate(entries) if other > tag), len(entries))
        entries.insert(place, (tag, entry))
    out += b"\0" * (len(out) % 2)
    out[4:8] = len(out).to_bytes(4, block.order)
    out += len(entries).to_bytes(2, block.order)
    out += b"".join(entry for _tag, entry in entries)
    out += first.following.to_bytes(4, block.order)


class _Block:
    """A TIFF block with its directories, followed to the end of each."""

    def __init__(self, content: bytes) -> None:
        if content[:4] not in (b"II*\0", b"MM\0*"):
            raise _damaged()
        self.content = content
        self.order: Literal["little", "big"] = "little" if content[:2] == b"II" else "big"
        self.directories: list[_Directory] = []
        waiting = [(self._number(4, 4), True)]
        seen: set[int] = set()
        while waiting:
            at, in_row = waiting.pop(0)
            if at in seen:
                continue
            seen.add(at)
            if len(seen) > _MOST_DIRECTORIES:
                raise _damaged()
            one = self._directory(at)
            self.directories.append(one)
            if one.following and in_row:  # cameras leave anything there in the others, and no reader follows it
                waiting.append((one.following, True))
            for row in one.rows:
                if row.tag in _POINTERS and row.kind in (4, 13):
                    waiting += [(self._number(place, 4), False) for place in range(row.start, row.end, 4)]
        self._taken = list(self._places())

    def entry(self, tag: int, value: bytes, out: bytearray) -> bytes:
        """A row for a text, which is put behind ``out`` where the row cannot hold it."""
        head = tag.to_bytes(2, self.order) + _ASCII.to_bytes(2, self.order) + len(value).to_bytes(4, self.order)
        if len(value) <= 4:
            return head + value.ljust(4, b"\0")
        out += b"\0" * (len(out) % 2)
        at = len(out)
        out += value
        return head + at.to_bytes(4, self.order)

    def alone(self, row: _Row) -> bool:
        """Whether nothing else is told to stand where the value of a row stands."""
        return sum(start < row.end and row.start < end for start, end in self._taken) <= 1 and row.end - row.start > 4

    def others(self, tags: Mapping[int, bytes]) -> list[tuple[int, int, int, int, bytes]]:
        """Every value but those of these tags in the first directory, as it stands; thumbnails too."""
        found = []
        for number, one in enumerate(self.directories):
            kept = [row for row in one.rows if number or row.tag not in tags]
            found += [(number, row.tag, row.kind, row.count, self.content[row.start : row.end]) for row in kept]
            found += [(number, 0, 0, 0, self.content[start:end]) for start, end in self._thumbnails(one)]
        return found

    def _directory(self, at: int) -> _Directory:
        count = self._number(at, 2)
        if at < 8 or not 0 < count <= _MOST_ROWS:
            raise _damaged()
        rows = tuple(self._row(at + 2 + 12 * number) for number in range(count))
        return _Directory(at, rows, self._number(at + 2 + 12 * count, 4))

    def _row(self, at: int) -> _Row:
        tag, kind, count = self._number(at, 2), self._number(at + 2, 2), self._number(at + 4, 4)
        length = count * _SIZES.get(kind, 0)
        start = self._number(at + 8, 4) if length > 4 else at + 8
        if start + length > len(self.content):
            raise _damaged()
        # A value of a kind nobody knows is taken as the four bytes of its row.
        return _Row(at, tag, kind, count, start, start + (length if kind in _SIZES else 4))

    def _places(self) -> Iterator[tuple[int, int]]:
        """What the directories, their values and thumbnails take up; two that share bytes are both named."""
        yield 0, 8
        for one in self.directories:
            yield one.at, one.end
            yield from self._thumbnails(one)
            yield from ((row.start, row.end) for row in one.rows if row.end - row.start > 4)

    def _thumbnails(self, one: _Directory) -> list[tuple[int, int]]:
        told = {row.tag: self._number(row.start, 4) for row in one.rows if row.kind == 4 and row.count == 1}
        start, length = told.get(_THUMBNAIL, 0), told.get(_THUMBNAIL_LENGTH, 0)
        if not start or not length:
            return []
        if start + length > len(self.content):
            raise _damaged()
        return [(start, start + length)]

    def _number(self, at: int, size: int) -> int:
        if at + size > len(self.content):
            raise _damaged()
        return int.from_bytes(self.content[at : at + size], self.order)


def _damaged() -> UnreadableSource:
    return UnreadableSource(tr("The EXIF block of the picture is damaged."))
