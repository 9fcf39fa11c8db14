"""A Word document as blocks: paragraphs, tables, text boxes, pictures; changes as if accepted, comments left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archive_app.domain.records import Carried
from archive_app.formats.reading.blocks import Block, Link
from archive_app.formats.reading.word.styles import Styles

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"

_SKIPPED = {
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "commentReference", "object", "rPr", "pPr")
}
_WRAPPERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_MADE_BY_PROGRAM = re.compile(
    r"(?i)\s*(?:description automatically generated.*|automatisch generierte beschreibung.*)$"
)
_FILE_NAME = re.compile(
    r"(?i)^[\w ()._-]+\.(?:jpe?g|png|gif|tiff?|bmp|webp|emf|wmf)$|^(?:picture|image|grafik|bild|рисунок|imagen)\s?\d+$"
)
_HYPERLINK = re.compile(r"HYPERLINK\s+\"([^\"]{4,2000})\"")
_SMALLEST = 12_700 * 40  # forty points in EMU: a smaller picture is an icon
_MOST_CARRIED = 200 * 1024 * 1024


class WordReader:
    """Reads the blocks of one document; used once.

    Args:
        document: A python-docx document.

    Attributes:
        carried: The pictures met, each once.
    """

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._rels = document.part.rels
        self._styles = Styles(document)
        self._group = 0
        self._titled = False
        self._size = 0
        self.carried: dict[str, Carried] = {}

    def blocks(self) -> Iterator[Block]:
        """The blocks in the order of the text."""
        yield from self._children(self._body)

    def _children(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self._children(child)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._children(_choice(child))

    def _table(self, table: Any) -> Iterator[Block]:
        """The rows of a table; one that only lays out pictures or a single column is read as paragraphs."""
        rows = [[cell for cell in row if cell.tag == f"{_W}tc"] for row in table.iter(f"{_W}tr")]
        layout = max((len(row) for row in rows), default=0) <= 1 or any(True for _ in table.iter(f"{_A}blip"))
        for row in rows:
            if layout:
                for cell in row:
                    yield from self._children(cell)
                continue
            cells = [" ".join(block.text for block in self._children(cell) if block.text) for cell in row]
            self._group += 1
            if any(cells):
                yield Block(" | ".join(cells), group=self._group)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        self._group += 1
        group = self._group
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        meaning = self._styles.of(style.get(f"{_W}val", "") if style is not None else "")
        role, level = meaning.role, meaning.level
        if role == "headline":
            # A second title is a part of the text.
            role, level = ("", 1) if self._titled else (role, 0)
        kind = "heading" if level or role == "headline" else "caption" if role == "caption" else "text"
        role = "" if role == "caption" else role
        for piece in _Runs(self, group).pieces(paragraph):
            if piece.kind != "text" or not piece.text.strip():
                if piece.kind != "text" or piece.links:
                    yield piece
                continue
            self._titled = self._titled or role == "headline"
            yield Block(piece.text, kind, group, level or int(role == "headline"), piece.links, role=role)

    def target(self, number: str) -> str:
        """The address that a relation leads to outside the document; "" for one inside."""
        relation = self._rels.get(number)
        return str(relation.target_ref) if relation is not None and relation.is_external else ""

    def picture(self, drawing: Any, group: int) -> Iterator[Block]:
        """The pictures of a drawing, with their descriptions; the files are carried along."""
        shown = drawing.find(f".//{_WP}docPr")
        alt = _MADE_BY_PROGRAM.sub("", (shown.get("descr") or "") if shown is not None else "")
        extent = drawing.find(f".//{_WP}extent")
        if extent is not None and max(_number(extent.get("cx")), _number(extent.get("cy"))) < _SMALLEST:
            return
        numbers = [blip.get(f"{_R}embed") or blip.get(f"{_R}link") or "" for blip in drawing.iter(f"{_A}blip")]
        numbers += [data.get(f"{_R}id") or "" for data in drawing.iter(f"{_V}imagedata")]
        for number in numbers:
            if src := self._source_of(number):
                yield Block("" if _FILE_NAME.match(alt) else alt, "picture", group, src=src)

    def _source_of(self, number: str) -> str:
        relation = self._rels.get(number)
        if relation is None:
            return ""
        if relation.is_external:
            return str(relation.target_ref)
        part = relation.target_part
        src = str(part.partname).lstrip("/")
        if src not in self.carried and self._size + len(part.blob) <= _MOST_CARRIED:
            self._size += len(part.blob)
            self.carried[src] = Carried(src, src.rpartition("/")[2], str(part.content_type), bytes(part.blob))
        return src

    def box(self, content: Any) -> Iterator[Block]:
        """The paragraphs of a text box."""
        yield from self._children(content)


class _Runs:
    """Reads one paragraph: its words, parted by pictures, text boxes and line breaks; used once."""

    def __init__(self, reader: WordReader, group: int) -> None:
        self._reader = reader
        self._group = group
        self._words: list[str] = []
        self._links: list[Link] = []
        self._later: list[Block] = []

    def pieces(self, paragraph: Any) -> Iterator[Block]:
        yield from self._walk(paragraph)
        yield from self._words_so_far()
        yield from self._later

    def _words_so_far(self) -> Iterator[Block]:
        text = "".join(self._words)
        if text.strip() or self._links:
            yield Block(text.strip(), group=self._group, links=tuple(self._links))
        self._words.clear()
        self._links.clear()

    def _walk(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED:
                if tag == f"{_W}instrText" and (match := _HYPERLINK.search(child.text or "")):
                    self._links.append(Link(match[1]))
            elif tag == f"{_W}t":
                self._words.append(child.text or "")
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                self._words.append(" ")
            elif tag in (f"{_W}br", f"{_W}cr"):
                yield from self._words_so_far()
            elif tag == f"{_W}noBreakHyphen":
                self._words.append("-")
            elif tag == f"{_W}r":
                if not _is_hidden(child):
                    yield from self._walk(child)
            elif tag == f"{_W}hyperlink":
                yield from self._link(child)
            elif tag in (f"{_W}drawing", f"{_W}pict"):
                yield from self._drawing(child)
            elif tag == f"{_MC}AlternateContent":
                yield from self._walk(_choice(child))
            elif isinstance(tag, str) and len(child):
                yield from self._walk(child)

    def _link(self, element: Any) -> Iterator[Block]:
        before = len(self._words)
        yield from self._walk(element)
        address = self._reader.target(element.get(f"{_R}id") or "")
        label = "".join(self._words[before:]).strip()
        if address and label and label != address:
            self._links.append(Link(address, label))

    def _drawing(self, drawing: Any) -> Iterator[Block]:
        boxes = list(drawing.iter(f"{_W}txbxContent"))
        pictures = list(self._reader.picture(drawing, self._group)) if not boxes else []
        if pictures:
            yield from self._words_so_far()
            yield from pictures
        for content in boxes:
            # A box stands beside its paragraph; it is read after it.
            self._later += self._reader.box(content)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "true") not in ("0", "false")


def _choice(alternate: Any) -> Any:
    """The first form of content that is there in several; the others say the same again."""
    chosen = alternate.find(f"{_MC}Choice")
    if chosen is None:
        chosen = alternate.find(f"{_MC}Fallback")
    return chosen if chosen is not None else ()


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
