"""Markdown: headings, pictures with their titles, links and front matter.

CommonMark has more corners than a reader of its own should guess at; markdown-it-py (MIT, pure Python) reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource, read_characters
from archive_app.formats.reading.assemble import assemble
from archive_app.formats.reading.blocks import Block, Link
from archive_app.formats.reading.decoding import decode, looks_binary
from archive_app.formats.reading.front_matter import FrontMatter, front_matter
from archive_app.formats.reading.markdown_embeds import SHORT_CODE, Embed, from_html, from_short_code
from archive_app.formats.reading.paragraphs import clean
from archive_app.formats.reading.platforms import video_address
from archive_app.i18n import mark

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SIGNS = re.compile(r"\A(?:---\r?\n[A-Za-z][\w -]*:|\s*#{1,3} \S|\s*!\[[^\]\n]*\]\()")
_FOOTNOTE = re.compile(r"\A\s*\[\^[\w-]{1,40}\]:\s*")
_REFERENCE = re.compile(r"\[\^[\w-]{1,40}\](?!:)")
_POSTER = re.compile(r"(?://|\.)(?:img\.youtube\.com|i\d?\.ytimg\.com|i\.vimeocdn\.com)/")


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
        front = front_matter(decoded.text)
        reader = _Reader(decoded.text, front.end)
        blocks = (*_stated_blocks(front), *_with_captions(reader.blocks()))
        yield assemble(blocks, source, decoded, importer=self.name, media_type="text/markdown", stated=front.stated)


def _stated_blocks(front: FrontMatter) -> Iterator[Block]:
    """The pictures and videos that front matter names; they stand above the text."""
    for number, picture in enumerate(front.pictures):
        yield Block(
            picture.alt,
            "picture",
            -1 - number,
            src=picture.src.text,
            src_start=picture.src.start,
            title=picture.caption,
            credit=picture.credit,
        )
    for video in front.videos:
        if video_address(video.text):
            yield Block("", links=(Link(video.text, "", True, video.start),))


def _with_captions(blocks: Iterable[Block]) -> Iterator[Block]:
    """A paragraph in italics right below a picture is its caption, and goes before its title."""
    picture: Block | None = None
    for found in blocks:
        block = found
        if picture is not None:
            if block.kind == "caption":
                yield replace(picture, title="")
            else:
                yield picture
            picture = None
        elif block.kind == "caption":
            block = replace(block, kind="text")
        if block.kind == "picture":
            picture = block
        else:
            yield block
    if picture is not None:
        yield picture


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
        parser = MarkdownIt("commonmark", {"html": True}).enable("table")
        for token in parser.parse(self._text):
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
                row.append(" ".join(block.text for block in self._inline(token.children or (), 0)))
            elif token.type == "inline":
                yield from self._paragraph(parser, token, level)
            elif token.type in ("fence", "code_block"):
                group = self._next_group()
                yield from (Block(line, group=group) for line in token.content.splitlines() if line.strip())
            elif token.type == "html_block":
                yield from self._html(token.content)

    def _next_group(self) -> int:
        self._group += 1
        return self._group

    def _paragraph(self, parser: MarkdownIt, token: Token, level: int) -> Iterator[Block]:
        """The blocks of a paragraph or heading, with the short codes in it."""
        content = token.content
        footnote = _FOOTNOTE.match(content)
        if footnote is None and "[^" not in content and not SHORT_CODE.search(content):
            yield from self._inline(token.children or (), level)
            return
        content = _REFERENCE.sub("", content[footnote.end() if footnote else 0 :])
        place = 0
        for code in [*SHORT_CODE.finditer(content), None]:
            piece = content[place : code.start() if code else len(content)]
            if piece.strip():
                for inline in parser.parseInline(piece):
                    for block in self._inline(inline.children or (), level):
                        yield replace(block, role="furniture") if footnote else block
            if code and (embed := from_short_code(code)):
                yield self._embed(embed, self._next_group())
            place = code.end() if code else place

    def _embed(self, embed: Embed, group: int) -> Block:
        if embed.kind == "text":
            return Block(embed.text, group=group)
        start = self._find(embed.src) if embed.printed else -1
        if embed.kind == "video":
            return Block("", group=group, links=(Link(embed.src, "", True, start),))
        return Block(
            embed.text, "picture", group, src=embed.src, src_start=start, title=embed.caption, credit=embed.credit
        )

    def _inline(self, children: Sequence[Token], level: int) -> Iterator[Block]:
        """The blocks of one run of words: a picture parts the words around it."""
        group = self._next_group()
        words: list[str] = []
        links: list[Link] = []
        target = ""
        linked = slanted = 0

        def words_so_far() -> Iterator[Block]:
            text = "".join(words).strip()
            if text or links:
                # Words wholly in italics may be a caption, if a picture stands above them.
                kind = "heading" if level else "caption" if text and slanted >= len(text) else "text"
                yield Block(text, kind, group, level, tuple(links))
            words.clear()
            links.clear()

        emphasis = 0
        for child in children:
            if child.type in ("em_open", "em_close"):
                emphasis += 1 if child.type == "em_open" else -1
            elif child.type == "image" and (_POSTER.search(str(child.attrGet("src"))) or video_address(target)):
                words.append(child.content)  # the poster of a linked player
            elif child.type == "image":
                yield from words_so_far()
                slanted = 0
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
                for embed in from_html(child.content):
                    if embed.kind == "video":
                        links.append(Link(embed.src, "", True, self._find(embed.src)))
                    elif embed.kind == "picture":
                        yield from words_so_far()
                        yield self._embed(embed, group)
            else:
                words.append(child.content)
                slanted += len(child.content) if emphasis else 0
        yield from words_so_far()

    def _picture(self, child: Token, group: int) -> Block:
        src = str(child.attrGet("src") or "")
        title = str(child.attrGet("title") or "")
        place = self._find(src)
        printed = src if place < 0 or self._raw.startswith(src, place) else unquote(src)
        return Block(child.content, "picture", group, src=printed, src_start=place, title=title)

    def _html(self, content: str) -> Iterator[Block]:
        group = self._next_group()
        for embed in from_html(content):
            yield self._embed(embed, group)

    def _find(self, address: str) -> int:
        """Where an address stands in the decoded source, from where the last one stood; -1 when it was escaped."""
        for form in (address, unquote(address)):
            place = self._raw.find(form, self._cursor) if form else -1
            if place >= 0:
                self._cursor = place + len(form)
                return place
        return -1
