"""The parsed page: its elements, and its reading text with the place of every element in it.

The reading text is what a person sees of the page: white space collapsed as a browser does it, a line feed
for a line break, a blank line between blocks. It becomes ``Source.text``; all evidence of layer "text"
counts its characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from archive_app.domain.errors import FormatError
from archive_app.i18n import tr

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type


class _Remembering(etree.ElementBase):
    """An element that remembers its name and marks once they were asked for; a page's elements live as long as it."""

    __slots__ = ("known_marks", "known_tag")
    known_marks: str
    known_tag: str


UNSEEN = frozenset(
    """script style template noscript head title svg math iframe object embed applet select option datalist
    textarea canvas audio video map area frame frameset dialog input progress meter""".split()  # noqa: SIM905 - a word list reads better
)
BLOCKS = frozenset(
    """html body address article aside blockquote center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td
    tfoot th thead tr ul caption amp-story-page amp-sidebar amp-accordion search""".split()  # noqa: SIM905 - a word list reads better
)
_DROPPED = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f]+")
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# What a parser stops at: control characters, and code points that are no characters.
_CONTROLS = bytes(0x20 if code < 0x20 and code not in (0x09, 0x0A, 0x0C, 0x0D) else code for code in range(256))
_NO_CHARACTERS = (*map(chr, range(0xFDD0, 0xFDF0)), "\ufffe", "\uffff")
_MAX_ELEMENTS = 400_000


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that stands by itself (a paragraph, a heading, a caption) and the element that makes it one."""

    start: int
    end: int
    element: Element


class Page:
    """A page as parsed.

    Attributes:
        source: Its decoded characters; raw evidence counts these.
        root: The root element.
        elements: All elements in the order of the document; ``number[element]`` is the place in it.
        by_tag: The same by their name, as ``tag_of`` gives it.
        text: The reading text.
        blocks: Its blocks in order.
        url: The page's own address where it says one, else "".
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.root = _parse(source)
        self.elements: tuple[Element, ...] = tuple(islice(filter(tag_of, self.root.iter()), _MAX_ELEMENTS))
        self.number: dict[Element, int] = {element: place for place, element in enumerate(self.elements)}
        self.by_tag: dict[str, list[Element]] = {}
        self._by_attribute: dict[str, list[Element]] = {}
        for element in self.elements:
            self.by_tag.setdefault(tag_of(element), []).append(element)
            for name in element.keys():  # noqa: SIM118 - an element's members are its children
                self._by_attribute.setdefault(str(name), []).append(element)
        hidden = {element for element in self.having("hidden", "style") if _is_hidden(element)}
        seen = _Linear(self.root, hidden)
        if seen.hidden > len(seen.text):
            # A page whose body waits for a script to show itself is all "hidden": then read everything.
            everything = _Linear(self.root, set())
            if len(seen.text) < 0.5 * len(everything.text):
                seen = everything
        self.text = seen.text
        self.blocks = tuple(seen.blocks)
        self._spans = seen.spans
        self._begins: list[int] = []
        self.url = ""

    def having(self, *names: str) -> list[Element]:
        """The elements with one or more of the attributes, in the order of the document."""
        return self._merged([self._by_attribute[name] for name in names if name in self._by_attribute])

    def tagged(self, *tags: str) -> list[Element]:
        """The elements of these names, in the order of the document."""
        return self._merged([self.by_tag[tag] for tag in tags if tag in self.by_tag])

    def _merged(self, lists: list[list[Element]]) -> list[Element]:
        if len(lists) < 2:
            return lists[0] if lists else []
        return sorted({element for some in lists for element in some}, key=self.number.__getitem__)

    def between(self, low: int, high: int) -> tuple[Element, ...]:
        """The elements that begin between two places of the text; hidden ones count where they stand."""
        if not self._begins:
            place = 0
            for element in self.elements:
                place = max(place, self._spans.get(element, (0, 0))[0])
                self._begins.append(place)
        return self.elements[bisect_left(self._begins, low) : bisect_right(self._begins, high)]

    def extent(self, element: Element) -> int:
        """How many characters of the text the element holds."""
        start, end = self._spans.get(element, (0, 0))
        return end - start

    def span(self, element: Element) -> tuple[int, int]:
        """Where the element's words stand in the text, without outer white space; (-1, -1) when not visible."""
        start, end = self._spans.get(element, (-1, -1))
        return self.trim(start, end)

    def offset(self, element: Element) -> int:
        """Where in the text an element without words (a picture, a player) stands."""
        up: Element | None = element
        while up is not None:
            if up in self._spans:
                return self._spans[up][0]
            up = up.getparent()
        return 0

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The span without the white space at its ends; (-1, -1) when nothing is left."""
        if start < 0:
            return -1, -1
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return (start, end) if end > start else (-1, -1)

    def words(self, element: Element) -> str:
        """The element's visible words on one line."""
        start, end = self._spans.get(element, (0, 0))
        return one_line(self.text[start:end])

    def address(self, value: str) -> str:
        """An address of the page made absolute where the page says its own, else as written."""
        value = value.strip()
        if not self.url or not value or value.startswith(("data:", "blob:", "about:", "javascript:")):
            return value
        if value.startswith(("https://", "http://")) and "/." not in value:
            return value
        try:
            return urljoin(self.url, value)
        except ValueError:
            return value


def one_line(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())


def clean(text: str) -> str:
    """Words from an attribute or from metadata as the reading text would have them."""
    return one_line(_normal(text))


def tag_of(element: Element) -> str:
    """The element's name in lower case without a prefix; "" for comments and the like."""
    try:
        return element.known_tag  # type: ignore[attr-defined, no-any-return]  # see _Remembering
    except AttributeError:
        tag: object = element.tag  # a function for comments, whatever the stubs say
        element.known_tag = name = _bare_name(tag) if isinstance(tag, str) else ""  # type: ignore[attr-defined]
        return name


@lru_cache(maxsize=2_000)
def _bare_name(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def inner_text(element: Element) -> str:
    """All characters within the element as they stand (a script's, a title's)."""
    return "".join(str(piece) for piece in element.itertext())


def attribute(element: Element, *names: str) -> str:
    """The first of the attributes that has a value."""
    for name in names:
        value = element.get(name)
        if value and value.strip():
            return value.strip()
    return ""


def marks(element: Element) -> str:
    """Everything an author may have named the element with: class, id, itemprop, role, data-testid …, lower case."""
    try:
        return element.known_marks  # type: ignore[attr-defined, no-any-return]  # see _Remembering
    except AttributeError:
        given = element.keys()
        if not given:
            named = ""
        elif given == _CLASS_ALONE:
            named = (element.get("class") or "")[:600].lower()
        else:
            values = [element.get(name) or "" for name in _NAMING if name in given]
            named = " ".join(filter(None, values))[:600].lower()
        element.known_marks = named  # type: ignore[attr-defined]
        return named


_CLASS_ALONE = ["class"]
_NAMING = (
    "class",
    "id",
    "itemprop",
    "role",
    "rel",
    "data-testid",
    "data-component",
    "data-qa",
    "data-type",
    "data-name",
    "data-gu-name",
    "data-area",
    "data-test",
    "data-test-tag",
    "data-role",
    "data-dtm-region",
)


def nearest(element: Element, count: int) -> list[Element]:
    """The ``count`` ancestors next to the element, the nearest first."""
    return list(islice(element.iterancestors(), count))


def _normal(text: str) -> str:
    """The characters composed (NFC), without those that only break or hide."""
    if text.isascii():
        return text
    if _DROPPED.search(text):
        text = _DROPPED.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and len(style) < 2000 and bool(_HIDING.search(style))


def _parse(source: str) -> Element:
    parser = etree.HTMLParser(
        huge_tree=True, recover=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=_Remembering))
    if not source.isascii():
        for character in _NO_CHARACTERS:
            if character in source:
                source = source.replace(character, " ")
    data = source.encode("utf-8", errors="replace").translate(_CONTROLS)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as problem:
        raise FormatError(tr("This is not a web page that can be read.")) from problem
    if root is None:
        raise FormatError(tr("This is not a web page that can be read."))
    for drawing in list(root.iter("svg")):
        del drawing[:]  # its lines and shapes are one element in fifteen, and none of our business
    return root


class _Linear:
    """Walks the tree once, without recursion, and writes the reading text.

    ``hidden`` counts the characters, at most, of the elements left out because they are hidden.
    """

    def __init__(self, root: Element, hidden: AbstractSet[Element]) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.hidden = 0
        self._gap = 2  # line feeds before the next word: 2 a new block, 1 a new line, 0 none
        self._space = False
        self._block_start = -1
        self._block_element = root
        self.blocks: list[Block] = []
        self.spans: dict[Element, tuple[int, int]] = {}
        self._walk(root, hidden)
        self._close()
        self.text = "".join(self._parts)

    def _walk(self, root: Element, hidden: AbstractSet[Element]) -> None:
        # An element comes twice, at its beginning and at its end; owners are the block elements around us.
        owners = [root]
        spans = self.spans
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, leaving = stack.pop()
            name = tag_of(element)
            if leaving:
                spans[element] = (spans[element][0], self._length)
                if name in BLOCKS:
                    self._break(2)
                    owners.pop()
                if element is not root and element.tail:
                    self._write(element.tail, owners[-1])
                continue
            unseen = not name or name in UNSEEN
            if unseen or element in hidden:
                if not unseen:
                    self.hidden += sum(map(len, element.itertext()))
                spans[element] = (self._length, self._length)
                if name in ("iframe", "video", "object", "embed", "svg"):
                    self._space = True
                if element is not root and element.tail:
                    self._write(element.tail, owners[-1])
                continue
            if name == "br":
                self._break(min(2, self._gap + 1) if self._block_start < 0 or self._gap else 1)
                if element.tail:
                    self._write(element.tail, owners[-1])
                continue
            if name in BLOCKS:
                self._break(2)
                owners.append(element)
            spans[element] = begun = (self._length, self._length)
            if element.text:
                self._write(element.text, owners[-1])
            if len(element):
                stack.append((element, True))
                stack.extend([(child, False) for child in reversed(element)])
                continue
            # An element without children ends at once.
            if self._length != begun[0]:
                spans[element] = (begun[0], self._length)
            if name in BLOCKS:
                self._break(2)
                owners.pop()
            if element is not root and element.tail:
                self._write(element.tail, owners[-1])

    def _break(self, lines: int) -> None:
        self._gap = max(self._gap, lines)
        self._space = False
        if self._gap >= 2:
            self._close()

    def _close(self) -> None:
        if self._block_start >= 0:
            self.blocks.append(Block(self._block_start, self._length, self._block_element))
            self._block_start = -1

    def _write(self, text: str, owner: Element) -> None:
        text = _normal(text)
        words = one_line(text)
        if not words:
            self._space = self._space or bool(text)
            return
        if self._gap and self._length:
            self._put("\n" * self._gap)
        elif (self._space or text[0].isspace()) and self._length:
            self._put(" ")
        self._gap = 0
        if self._block_start < 0:
            self._block_start = self._length
            self._block_element = owner
        self._put(words)
        self._space = text[-1].isspace()

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
