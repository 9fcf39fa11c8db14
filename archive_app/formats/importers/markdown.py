"""Markdown: headings, pictures with their titles, links and front matter.

CommonMark has more corners than a reader of its own should guess at; markdown-it-py (MIT, pure Python) reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource, read_characters
from archive_app.formats.reading.assemble import Stated, assemble
from archive_app.formats.reading.blocks import Block, Link
from archive_app.formats.reading.decoding import decode, looks_binary
from archive_app.formats.reading.labels import field_of
from archive_app.formats.reading.paragraphs import clean
from archive_app.i18n import mark

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(
    r"\A\ufeff?\s*(?P<fence>-{3}|\+{3})[ \t]*\r?\n(?P<body>.*?)\r?\n(?P=fence)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_FRONT_LIMIT = 40_000
_PAIR = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*[:=][ \t]*(?P<value>[^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_ITEMS = re.compile(r"(?:[ \t]*-[ \t]+[^\r\n]*\r?\n?)+")
_SIGNS = re.compile(r"\A(?:---\r?\n[A-Za-z][\w -]*:|\s*#{1,3} \S|\s*!\[[^\]\n]*\]\()")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_EMBED = re.compile(
    r"<(?:iframe|video|source|embed)\b[^<>]{0,1500}?\bsrc\s*=\s*[\"']?([^\s\"'<>]{4,1000})", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MarkdownImporter:
    """Reads a Markdown file into one draft."""

    name: str = "markdown"
    label: str = mark("Markdown")
    suffixes: tuple[str, ...] = (".md", ".markdown", ".mdown")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether bytes are text that is named Markdown, or begins with front matter, a heading or a picture."""
        if looks_binary(head) or not head.strip(b"\0 \r\n\t"):
            return False
        return name.casefold().endswith(self.suffixes) or _SIGNS.match(decode(head).text) is not None

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The article in a Markdown file.

        Raises:
            UnreadableSource: It is empty, too large, binary or without words.
        """
        decoded = read_characters(source)
        front = _FRONT.match(decoded.text[:_FRONT_LIMIT])
        stated = tuple(_stated(decoded.text, *front.span("body"))) if front else ()
        start = front.end() if front else 0
        blocks = tuple(_Reader(decoded.text, start).blocks())
        yield assemble(blocks, source, decoded, importer=self.name, media_type="text/markdown", stated=stated)


def _stated(text: str, start: int, end: int) -> Iterator[Stated]:
    """What front matter states: ``key: value``, a list in brackets, or a list in the lines below."""
    for match in _PAIR.finditer(text, start, end):
        field = field_of(match["key"])
        value = match["value"]
        begin, finish = match.span("value")
        if not value and (items := _ITEMS.match(text, match.end() + 1, end)):
            value = ", ".join(line.strip(" \t\r-\"'") for line in items[0].splitlines())
            begin, finish = items.start(), items.start() + len(items[0].rstrip())
        elif len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
            begin, finish = begin + 1, finish - 1
        if field and value:
            yield Stated(field, value, begin, finish)


class _Reader:
    """Turns tokens into blocks; used once."""

    def __init__(self, raw: str, start: int) -> None:
        self._raw = raw
        self._cursor = start
        self._text = clean(raw[start:])
        self._group = 0

    def blocks(self) -> Iterator[Block]:
        from markdown_it import MarkdownIt

        level = 0
        row: list[str] | None = None
        for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(self._text):
            if token.type == "heading_open":
                level = int(token.tag[1:])
            elif token.type == "heading_close":
                level = 0
            elif token.type == "tr_open":
                row = []
            elif token.type == "tr_close":
                yield Block(" | ".join(row or ()), group=self._next_group())
                row = None
            elif token.type == "inline" and row is not None:
                row.append(" ".join(block.text for block in self._inline(token, 0)))
            elif token.type == "inline":
                yield from self._inline(token, level)
            elif token.type in ("fence", "code_block"):
                group = self._next_group()
                yield from (Block(line, group=group) for line in token.content.splitlines() if line.strip())
            elif token.type == "html_block":
                yield from self._html(token.content)

    def _next_group(self) -> int:
        self._group += 1
        return self._group

    def _inline(self, token: Token, level: int) -> Iterator[Block]:
        """The blocks of one paragraph or heading: a picture parts the words around it."""
        group = self._next_group()
        words: list[str] = []
        links: list[Link] = []
        target = ""
        linked = 0

        def words_so_far() -> Iterator[Block]:
            text = "".join(words).strip()
            if text or links:
                yield Block(text, "heading" if level else "text", group, level, tuple(links))
            words.clear()
            links.clear()

        for child in token.children or ():
            if child.type == "image":
                yield from words_so_far()
                yield self._picture(child, group)
            elif child.type == "link_open":
                target, linked = str(child.attrGet("href") or ""), len(words)
            elif child.type == "link_close":
                label = "".join(words[linked:]).strip()
                if target and label != target:
                    links.append(Link(target, label, raw_start=self._find(target)))
                target = ""
            elif child.type == "softbreak":
                words.append(" ")
            elif child.type == "hardbreak":
                yield from words_so_far()
            elif child.type == "html_inline":
                links += self._embedded(child.content)
            else:
                words.append(child.content)
        yield from words_so_far()

    def _picture(self, child: Token, group: int) -> Block:
        src = str(child.attrGet("src") or "")
        title = str(child.attrGet("title") or "")
        place = self._find(src)
        printed = src if place < 0 or self._raw.startswith(src, place) else unquote(src)
        return Block(child.content, "picture", group, src=printed, src_start=place, title=title)

    def _html(self, content: str) -> Iterator[Block]:
        content = _COMMENT.sub("", content)
        group = self._next_group()
        if links := self._embedded(content):
            yield Block("", group=group, links=tuple(links))
        # Words between tags are words of the article; scripts and styles are not.
        content = re.sub(r"(?is)<(script|style)\b.*?(?:</\1>|\Z)", "", content)
        for line in _TAG.sub("", content).splitlines():
            if line.strip():
                yield Block(line, group=group)

    def _embedded(self, content: str) -> list[Link]:
        return [Link(url, "", True, self._find(url)) for url in _EMBED.findall(content)]

    def _find(self, address: str) -> int:
        """Where an address stands in the decoded source, from where the last one stood; -1 when it was escaped."""
        for form in (address, unquote(address)):
            place = self._raw.find(form, self._cursor) if form else -1
            if place >= 0:
                self._cursor = place + len(form)
                return place
        return -1
