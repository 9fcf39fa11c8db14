"""A source cut into blocks, each with its place in the reading text; what importers of texts give to ``assemble``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive_app.formats.reading.paragraphs import ReadingText, clean_line


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a block. ``raw_start`` is its place in the decoded source, -1 when it is not known."""

    url: str
    text: str = ""
    embedded: bool = False
    raw_start: int = -1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or picture of a source.

    Attributes:
        text: Its words; for a picture its alternative text.
        kind: ``text``, ``heading`` or ``picture``.
        group: Blocks of one group stood on adjacent lines.
        level: Of a heading, 1 the highest; 0 otherwise.
        links: Addresses that its words do not show.
        src: A picture's address; ``src_start`` its place in the decoded source.
        title: A picture's caption where the format gives it one.
        credit: A picture's credit line where the format gives it one of its own.
        role: What the format itself says that the block is, as in ``role_table.Roles``; "" where it says nothing.
        start, end: Its span in the reading text; -1 until it is placed.
    """

    text: str
    kind: str = "text"  # also "caption"
    group: int = 0
    level: int = 0
    links: tuple[Link, ...] = ()
    src: str = ""
    src_start: int = -1
    title: str = ""
    credit: str = ""
    role: str = ""
    start: int = -1
    end: int = -1


def place(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], str]:
    """The blocks with their spans, and the reading text they make.

    A picture's caption and credit line become blocks of their own right after the picture.
    """
    reading = ReadingText()
    placed = []
    for block in blocks:
        text = clean_line(block.text)
        if not text and block.kind != "picture" and not block.links:
            continue
        start, end = reading.add(text) if text else (-1, -1)
        placed.append(replace(block, text=text, start=start, end=end))
        if title := clean_line(block.title):
            start, end = reading.add(title)
            placed.append(Block(title, "caption", block.group, start=start, end=end))
        if credit := clean_line(block.credit):
            start, end = reading.add(credit)
            placed.append(Block(credit, "caption", block.group, role="credit", start=start, end=end))
    return tuple(placed), reading.text
