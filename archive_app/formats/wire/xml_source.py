"""XML from outside, parsed in safety, with the place of every element in the decoded source.

Nothing is fetched: no DTD, no schema, no entity. A document that defines entities of its own is refused, since no feed
needs them and both known attacks (expansion, inclusion of local files) begin with one.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.reading.decoding import Decoded, decode, looks_binary
from archive_app.formats.reading.paragraphs import clean_line
from archive_app.formats.reading.sources import RawSource, read_characters
from archive_app.i18n import tr

Element = etree._Element  # noqa: SLF001 - lxml's own name for the type; its stubs have no other

_DECLARED = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']\s*([A-Za-z0-9_:.\-]{2,40})")
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY\b")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]*(?:\[[^\]]*\]\s*)?>")
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?:(?P<name>[A-Za-z][A-Za-z0-9]{0,40});|(?P<stray>(?!#(?:[0-9]{1,7}|x[0-9A-Fa-f]{1,6});)))",
    re.DOTALL,
)
_XMLS_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE\b[^>\[]*(?:\[[^\]]*\]\s*)?>"
    r"|<(?P<end>/)?(?P<name>[^\s/>!?<]+)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ROOT = re.compile(
    r"\A\ufeff?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\b[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*"
    r"<(?P<name>[A-Za-z_][^\s/>]*)(?P<rest>[^>]*)",
    re.DOTALL,
)
_ENCODED_ROOT_LIMIT = 6000


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands in the decoded source: its start tag, its content, its end."""

    start: int
    inside: int
    inside_end: int
    end: int


NOWHERE = Place(-1, -1, -1, -1)


@dataclass(slots=True)
class XmlSource:
    """A parsed document.

    Attributes:
        decoded: Its characters and how they were read.
        root: The document's element.
        mended: It was not well-formed; what could be read was read, and places are not known.
    """

    decoded: Decoded
    root: Element
    mended: bool = False
    _places: dict[Element, Place] = field(default_factory=dict, repr=False)

    def place(self, element: Element) -> Place:
        """Where an element stands; ``NOWHERE`` in a mended document."""
        return self._places.get(element, NOWHERE)

    def content(self, element: Element) -> tuple[int, int]:
        """The span of what stands between an element's tags, as it is written there."""
        place = self.place(element)
        return place.inside, place.inside_end

    def span(self, element: Element) -> tuple[int, int]:
        """The span of an element with its tags."""
        place = self.place(element)
        return place.start, place.end


def root_of(head: bytes) -> tuple[str, str]:
    """The local name of a document's element and the rest of its start tag, from the first bytes; "" when not XML."""
    if looks_binary(head):
        return "", ""
    found = _ROOT.match(decode(head[:_ENCODED_ROOT_LIMIT]).text)
    return (found["name"].rpartition(":")[2], found["rest"]) if found else ("", "")


def parse_xml(source: RawSource) -> XmlSource:
    """The document in a source.

    A stray "&" and the named characters of HTML, which feeds are full of, are taken for what was meant; a document that
    is not well-formed otherwise is mended where its parser can.

    Raises:
        UnreadableSource: Empty, too large, not text, no XML at all, or it defines entities.
    """
    named = _DECLARED.search(source.content[:1000])
    decoded = read_characters(source, named.group(1).decode("ascii") if named else "")
    if _ENTITY.search(decoded.text):
        raise UnreadableSource(
            tr("The file defines entities of its own, which can hide other files or fill the memory; it was not read."),
            where=source.name,
            remedy=tr("Ask whoever made it for a file without a document type definition."),
        )
    text = _NOT_XML.sub("\ufffd", _AMPERSAND.sub(_meant, _without_declaration(decoded.text)))
    content = text.encode("utf-8")
    try:
        root = etree.fromstring(content, _parser(recover=False))
        mended = False
    except etree.XMLSyntaxError as error:
        root = _mended(content, source, error)
        mended = True
    found = XmlSource(decoded, root, mended)
    if not mended:
        found._places = dict(_placed(root, decoded.text))  # noqa: SLF001 - made here, in its own module
    return found


def texts(element: Element | None) -> str:
    """All words in an element as one tidy line; "" for None."""
    return "" if element is None else clean_line("".join(_pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if local(one) == "br":
            yield " "
        yield from _pieces(one)
        yield one.tail or ""


def local(element: Element) -> str:
    """An element's name without its namespace, in lower case; "" for what is no element."""
    return _tag(element).rpartition("}")[2].lower()


def namespace(element: Element) -> str:
    """An element's namespace; "" when it has none."""
    tag = _tag(element)
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """An element's own elements of these local names (all when none is given), whatever their namespace."""
    for child in element:
        if _tag(child) and (not names or local(child) in names):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element along a path of local names; None when there is none."""
    found = element
    for name in path:
        found = None if found is None else next(children(found, name), None)
    return found


def below(element: Element, *names: str) -> Iterator[Element]:
    """All elements of these local names below an element, in order."""
    for one in element.iterdescendants():
        if local(one) in names:
            yield one


def attribute(element: Element | None, *names: str) -> str:
    """The first of these attributes that an element has and that is not blank."""
    if element is not None:
        for name in names:
            if value := (element.get(name) or "").strip():
                return value
    return ""


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def language_at(element: Element | None) -> str:
    """``xml:lang`` of an element or of the nearest one above it."""
    while element is not None:
        if value := element.get(_LANG):
            return value.strip()
        element = element.getparent()
    return ""


def _tag(element: Element) -> str:
    tag: object = element.tag
    return tag if isinstance(tag, str) else ""  # a comment's or an entity's tag is a function


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _mended(content: bytes, source: RawSource, problem: etree.XMLSyntaxError) -> Element:
    try:
        root = etree.fromstring(content, _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None or not _tag(root) or (len(root) == 0 and not root.text):
        line, column = problem.position
        raise UnreadableSource(
            tr(
                "The file is not XML that can be read: it breaks off or goes wrong in line {line}, character {column}."
            ).format(line=line, column=column),
            where=source.name,
        ) from problem
    return root


def _without_declaration(text: str) -> str:
    """The text without its XML declaration, whose encoding is no longer true, and without its document type."""
    text = _DECLARATION.sub(lambda found: " " * len(found[0]), text.lstrip("\ufeff"), count=1)
    return _DOCTYPE.sub("", text, count=1).lstrip()


def _meant(found: re.Match[str]) -> str:
    name = found["name"]
    if name is None:
        return "&amp;" if found["stray"] is not None else found[0]
    if name in _XMLS_OWN:
        return found[0]
    character = html.entities.html5.get(name + ";")
    return character if character and character not in "&<>" else "&amp;" + found[0][1:]


def _placed(root: Element, text: str) -> Iterator[tuple[Element, Place]]:
    """Every element with its place: the source's tags and the tree's elements come in one order."""
    elements = root.iter("*")
    waiting: list[tuple[Element, int, int]] = []
    for token in _TOKEN.finditer(text):
        if token["name"] is None:
            continue
        if token["end"]:
            if not waiting:
                return
            element, start, inside = waiting.pop()
            yield element, Place(start, inside, token.start(), token.end())
            continue
        following = next(elements, None)
        if following is None:
            return
        if token["rest"].rstrip().endswith("/"):
            yield following, Place(token.start(), token.end(), token.end(), token.end())
        else:
            waiting.append((following, token.start(), token.end()))
