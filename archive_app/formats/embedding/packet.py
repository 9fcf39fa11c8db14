"""Writes XMP packets (ISO 16684-1), new ones and those of others: foreign properties stay where they are.

Values know their form, because XMP has several for "many": a text, a language alternative (``Lang``), a list in order
or without one (``Many``) and a structure (``Struct``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Union

from lxml import etree

from archive_app.domain.errors import UnreadableSource
from archive_app.i18n import tr

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES: Mapping[str, str] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmpDM": "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}
_HEAD = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_FOOT = b'\n<?xpacket end="w"?>'
_PACKET = re.compile(rb"^\s*(?:<\?xpacket\b[^>]*\?>\s*)*")
# What XML 1.0 cannot hold, escaped or not.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Lang:
    """A text with its language, "x-default" where that is not known; written as a language alternative."""

    text: str
    language: str = "x-default"


@dataclass(frozen=True, slots=True)
class Many:
    """Several values: a Seq when their order tells something, else a Bag."""

    items: tuple[XmpValue, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Struct:
    """Named values; empty ones are left out."""

    fields: tuple[tuple[str, XmpValue], ...]


XmpValue = Union[str, Lang, Many, Struct]  # noqa: UP007 - the classes above name it before it exists
Properties = Sequence[tuple[str, XmpValue]]


def xml_text(text: str) -> str:
    """The text as XML can hold it: control characters and halves of characters become U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


def is_empty(value: XmpValue) -> bool:
    """Whether a value says nothing, so that it is not written."""
    if isinstance(value, str):
        return not value
    if isinstance(value, Lang):
        return not value.text
    if isinstance(value, Many):
        return all(is_empty(one) for one in value.items)
    return all(is_empty(one) for _name, one in value.fields)


def new_packet(properties: Properties) -> bytes:
    """A packet that holds these properties, in their order."""
    told = [(name, value) for name, value in properties if not is_empty(value)]
    spaces = {"rdf": RDF} | {prefix: NAMESPACES[prefix] for prefix in _prefixes(told)}
    root = etree.Element("{adobe:ns:meta/}xmpmeta", nsmap={"x": "adobe:ns:meta/"})
    rdf = etree.SubElement(root, f"{{{RDF}}}RDF", nsmap={"rdf": RDF})
    description = etree.SubElement(rdf, f"{{{RDF}}}Description", nsmap=spaces)
    description.set(f"{{{RDF}}}about", "")
    for name, value in told:
        description.append(_element(name, value))
    return _written(root)


def edited_packet(packet: bytes, properties: Properties) -> bytes:
    """Somebody's packet with these properties set; empty ones stay as they were, all others are kept.

    Raises:
        UnreadableSource: The packet is damaged, or has a document type of its own.
    """
    root = _parsed(packet)
    rdf = root if root.tag == f"{{{RDF}}}RDF" else next(root.iter(f"{{{RDF}}}RDF"), None)
    if rdf is None:
        raise UnreadableSource(tr("The XMP metadata holds no description."))
    told = [(name, value) for name, value in properties if not is_empty(value)]
    described = [one for one in rdf if one.tag == f"{{{RDF}}}Description"]
    if not described:
        described = [etree.SubElement(rdf, f"{{{RDF}}}Description")]
        described[0].set(f"{{{RDF}}}about", "")
    for name, _value in told:
        tag = qualified(name)
        for one in described:
            if tag in one.attrib:
                del one.attrib[tag]
            for old in [child for child in one if child.tag == tag]:
                one.remove(old)
    for name, value in told:
        described[0].append(_element(name, value))
    return _written(root)


def qualified(name: str) -> str:
    """A prefixed name as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _parsed(packet: bytes) -> etree._Element:
    if b"<!doctype" in packet.replace(b"\0", b"").lower() or b"<!entity" in packet.replace(b"\0", b"").lower():
        raise UnreadableSource(
            tr("The XMP metadata has a document type of its own, which may fetch or hide other files.")
        )
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(_PACKET.sub(b"", packet).rstrip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(tr("The XMP metadata is damaged and was not read.")) from error
    if root.tag != f"{{{RDF}}}RDF" and root.find(f".//{{{RDF}}}RDF") is None:
        raise UnreadableSource(tr("The XMP metadata holds no description."))
    return root


def _written(root: etree._Element) -> bytes:
    return _HEAD + etree.tostring(root, encoding="UTF-8", xml_declaration=False) + _FOOT


def _prefixes(properties: Iterable[tuple[str, XmpValue]]) -> list[str]:
    """The prefixes in use, those within structures too, each once."""
    found: dict[str, None] = {}

    def look(name: str, value: XmpValue) -> None:
        found.setdefault(name.partition(":")[0])
        for inner, one in value.fields if isinstance(value, Struct) else ():
            look(inner, one)
        for one in value.items if isinstance(value, Many) else ():
            look(name, one)

    for name, value in properties:
        look(name, value)
    return list(found)


def _element(name: str, value: XmpValue) -> etree._Element:
    element = etree.Element(qualified(name), nsmap={name.partition(":")[0]: NAMESPACES[name.partition(":")[0]]})
    _fill(element, value)
    return element


def _fill(element: etree._Element, value: XmpValue) -> None:
    if isinstance(value, str):
        element.text = xml_text(value)
    elif isinstance(value, Lang):
        _alternatives(element, value)
    elif isinstance(value, Many):
        holder = etree.SubElement(element, f"{{{RDF}}}{'Seq' if value.ordered else 'Bag'}", nsmap={"rdf": RDF})
        for one in value.items:
            if not is_empty(one):
                _fill(etree.SubElement(holder, f"{{{RDF}}}li"), one)
    else:
        element.set(f"{{{RDF}}}parseType", "Resource")
        for name, one in value.fields:
            if not is_empty(one):
                element.append(_element(name, one))


def _alternatives(element: etree._Element, value: Lang) -> None:
    """The default, which every reader looks for, and the same under its language where that is known."""
    holder = etree.SubElement(element, f"{{{RDF}}}Alt", nsmap={"rdf": RDF})
    for language in dict.fromkeys(("x-default", value.language)):
        item = etree.SubElement(holder, f"{{{RDF}}}li")
        item.set(f"{{{_XML}}}lang", language)
        item.text = xml_text(value.text)
