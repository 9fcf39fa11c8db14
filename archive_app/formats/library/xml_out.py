"""Elements, written piece by piece: texts that XML can carry, addresses that a schema accepts, files that stream."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from lxml import etree

from archive_app.formats.exporting.texts import NOT_XML, SURROGATE

Element = etree._Element  # noqa: SLF001 - lxml's own name for the type; its stubs have no other

XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
HREF = f"{{{XLINK}}}href"

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'

_PLACE = "records-go-here"
# Letters outside ASCII stay: XML Schema's anyURI takes them, and they come back as they were.
_ESCAPED = re.compile(r"[^A-Za-z0-9%:/?#\[\]@!$&'()*+,;=\-._~\u00a0-\U0010ffff]")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]\u00a0-\U0010ffff]+")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def legal(text: str) -> str:
    """The text as XML 1.0 can carry it: no controls, � for half a character, line feeds for carriage returns."""
    if text.isprintable():  # most are, and no character that XML forbids is
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return SURROGATE.sub("\ufffd", NOT_XML.sub("", text))


def is_legal(text: str) -> bool:
    """Whether XML can carry the text as it is."""
    return text.isprintable() or (NOT_XML.search(text) is None and SURROGATE.search(text) is None)


@lru_cache(maxsize=4096)
def web_uri(text: str) -> str:
    """An address as every schema accepts it, marks that it may not hold escaped; "" for what is no address."""
    stripped = text.strip()
    if not stripped or any(c.isspace() for c in stripped) or not is_legal(stripped):
        return ""
    escaped = _BAD_PERCENT.sub("%25", _ESCAPED.sub(lambda found: quote(found[0]), stripped))
    try:
        parts = urlsplit(escaped)
        port = parts.port  # noqa: F841 - asked for because a port that is no number raises
    except ValueError:
        return ""
    if parts.scheme in ("http", "https", "ftp") and not parts.hostname:
        return ""
    head, hash_mark, fragment = escaped.partition("#")
    start = head.find("//") + 2 if "//" in head else 0
    host, slash, path = head[start:].partition("/")
    plain = path.replace("[", "%5B").replace("]", "%5D")
    escaped = head[:start] + host + slash + plain + hash_mark + _in_fragment(fragment)
    return escaped if _URI.fullmatch(escaped) and _is_any_uri(escaped) else ""


def _is_any_uri(text: str) -> bool:
    """Whether a validator takes the text for an anyURI; asked of the one that will check the document."""
    element = etree.Element("a")
    element.text = text
    return bool(_any_uri().validate(element))


@cache
def _any_uri() -> etree.XMLSchema:
    schema = etree.Element("{http://www.w3.org/2001/XMLSchema}schema", nsmap={"xs": "http://www.w3.org/2001/XMLSchema"})
    etree.SubElement(schema, "{http://www.w3.org/2001/XMLSchema}element", name="a", type="xs:anyURI")
    return etree.XMLSchema(schema)


def _in_fragment(text: str) -> str:
    return text.replace("#", "%23").replace("[", "%5B").replace("]", "%5D")


class Maker:
    """Makes elements of one namespace."""

    def __init__(self, namespace: str, prefix: str | None = None, more: Mapping[str, str] | None = None) -> None:
        """Begin.

        Args:
            namespace: Of the elements.
            prefix: Of their names; None for the default namespace.
            more: Other prefixes and namespaces that its roots declare.
        """
        self.namespace = namespace
        self._head = f"{{{namespace}}}"
        self.nsmap: Any = {prefix: namespace, **(more or {})}  # lxml's stubs know no default namespace

    def name(self, local: str) -> str:
        """The full name of an element."""
        return f"{self._head}{local}"

    def root(self, local: str, **attributes: str) -> Element:
        """An element on its own."""
        made = etree.Element(self._head + local, nsmap=self.nsmap)
        _set(made, attributes)
        return made

    def into(self, parent: Element, local: str, text: str = "", **attributes: str) -> Element:
        """A new last child, with the attributes that are not ""."""
        made = etree.SubElement(parent, self._head + local)
        if text:
            made.text = legal(text)
        _set(made, attributes)
        return made

    def said(self, parent: Element, local: str, text: str, **attributes: str) -> Element | None:
        """As ``into``, for an element that means nothing without its text: none is made of a blank one."""
        return self.into(parent, local, text, **attributes) if text.strip() else None


def _set(element: Element, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        if value:
            element.set(HREF if name == "href" else name, legal(value))


class Document:
    """Writes a document piece by piece: ``begin``, then records, then ``end``."""

    def __init__(self, out: BinaryIO, root: Element, inside: Element | None = None) -> None:
        """Prepare; nothing is written yet.

        Args:
            out: Where to.
            root: The document's element with what stands before and after the records.
            inside: The element that the records go into, as its last children; ``root`` when None.
        """
        self._out = out
        holder = root if inside is None else inside
        place = etree.Comment(_PLACE)
        holder.append(place)
        self._depth = 1 + sum(1 for _ in holder.iterancestors())
        self._declared = declared(root)
        etree.indent(root)
        head, _, tail = etree.tostring(root, encoding="utf-8").partition(f"<!--{_PLACE}-->".encode())
        self._head, self._tail = head.rstrip(), tail.lstrip(b"\n").rstrip()
        holder.remove(place)

    def begin(self) -> None:
        """Write what stands before the records."""
        self._out.write(DECLARATION + self._head + b"\n")

    def add(self, record: bytes) -> None:
        """Write a record that ``record_bytes`` made."""
        self._out.write(record)

    def record_bytes(self, element: Element) -> bytes:
        """An element as it stands among the records, without the namespaces that the document declares."""
        etree.indent(element, level=self._depth)
        written = etree.tostring(element, encoding="utf-8")
        for one in self._declared:
            start = written.find(b">")
            written = written[:start].replace(one, b"") + written[start:]
        return b"  " * self._depth + written.rstrip() + b"\n"

    def end(self) -> None:
        """Write what stands after the records."""
        self._out.write(self._tail + b"\n")


def declared(element: Element) -> tuple[bytes, ...]:
    """The namespace declarations in an element's start tag, as they are written."""
    return tuple(
        f' xmlns{f":{prefix}" if prefix else ""}="{namespace}"'.encode() for prefix, namespace in element.nsmap.items()
    )


def whole_document(element: Element) -> bytes:
    """A document of one element."""
    etree.indent(element)
    return DECLARATION + etree.tostring(element, encoding="utf-8") + b"\n"
