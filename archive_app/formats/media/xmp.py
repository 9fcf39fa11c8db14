"""Reads an XMP packet (ISO 16684-1): the properties by their usual prefixed names, as texts, lists and structures.

Parsed in safety: a packet with a document type, one that is not well-formed and one nested beyond reason are refused
whole, since a packet that somebody tampered with is worth less than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Union

from lxml import etree

from archive_app.domain.errors import UnreadableSource
from archive_app.i18n import tr

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-19/": "Iptc4xmpExt",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://creativecommons.org/ns#": "cc",
    "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
    "http://www.metadataworkinggroup.com/schemas/keywords/": "mwg-kw",
    "http://www.metadataworkinggroup.com/schemas/collections/": "mwg-coll",
    "http://www.digikam.org/ns/1.0/": "digiKam",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.2/": "MP",
    "http://ns.microsoft.com/photo/1.2/t/RegionInfo#": "MPRI",
    "http://ns.microsoft.com/photo/1.2/t/Region#": "MPReg",
    "http://ns.acdsee.com/iptc/1.0/": "acdsee",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/bj/": "xmpBJ",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
    "http://ns.adobe.com/xmp/note/": "xmpNote",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://ns.adobe.com/xap/1.0/sType/Area#": "stArea",
    "http://ns.adobe.com/xmp/sType/Area#": "stArea",
    "http://ns.adobe.com/xap/1.0/sType/Dimensions#": "stDim",
    "http://purl.org/dc/terms/": "dcterms",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.google.com/photos/1.0/panorama/": "GPano",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism",
    "http://prismstandard.org/namespaces/prismusagerights/2.1/": "pur",
}
_MOST = 20_000
_LONGEST = 100_000
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A text in several languages; "x-default" among them when the packet has it."""

    texts: dict[str, str] = field(default_factory=dict)

    def chosen(self, *languages: str) -> str:
        """The text in one of these languages, else the default, else the first."""
        for language in (*languages, "x-default"):
            for tag, text in self.texts.items():
                if text and (tag == language or tag.partition("-")[0] == language):
                    return text
        return next((text for text in self.texts.values() if text), "")


Value = Union[str, Alternatives, list["Value"], dict[str, "Value"]]  # noqa: UP007 - names itself


def read_xmp(packet: str | bytes) -> dict[str, Value]:
    """The properties of a packet or sidecar by prefixed name ("dc:creator"); others by their namespace's address.

    Raises:
        UnreadableSource: It is no XMP, not well-formed, or of a form that only attacks have.
    """
    content = packet.encode("utf-8", "replace") if isinstance(packet, str) else packet
    declared = content[:400].replace(b"\0", b"").lower()
    if b"<!doctype" in declared or b"<!entity" in content[:100_000].replace(b"\0", b"").lower():
        raise _refused(tr("The XMP metadata has a document type of its own, which may fetch or hide other files."))
    parser = etree.XMLParser(
        encoding="utf-8" if isinstance(packet, str) else None,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    text = re.sub(rb"^\s*(?:<\?xpacket\b[^>]*\?>\s*)*", b"", content)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(tr("The XMP metadata is damaged and was not read.")) from error
    found: dict[str, Value] = {}
    described = list(root.iter(f"{RDF}RDF")) or [root]
    for rdf in described:
        for one in rdf:
            if one.tag == f"{RDF}Description":
                found.update(_structure(one, 0))
    if not found and root.find(f".//{RDF}RDF") is None and root.tag != f"{RDF}RDF":
        raise _refused(tr("The XMP metadata holds no description."))
    return found


def _refused(sentence: str) -> UnreadableSource:
    return UnreadableSource(sentence)


def _name(tag: object) -> str:
    if not isinstance(tag, str):
        return ""
    space, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    prefix = _PREFIXES.get(space, space)
    return f"{prefix}:{local}" if prefix else local


def _structure(element: etree._Element, depth: int) -> dict[str, Value]:
    """The properties that an element holds, as attributes and as elements."""
    found: dict[str, Value] = {}
    for key, value in element.attrib.items():
        name = str(key)
        if not name.startswith((RDF, "{http://www.w3.org/XML")) and name.startswith("{"):
            found[_name(name)] = _clean(str(value))
    for one in element:
        if len(found) >= _MOST:
            break
        if name := _name(one.tag):
            found[name] = _value(one, depth + 1)
    return found


def _value(element: etree._Element, depth: int) -> Value:
    if depth > _DEEPEST:
        return ""
    for one in element:
        kind = str(one.tag)
        if kind == f"{RDF}Alt":
            items = [li for li in one if li.tag == f"{RDF}li"]
            if any(li.get(_LANG) for li in items):
                texts: dict[str, str] = {}
                for li in items:
                    texts.setdefault(li.get(_LANG) or "x-default", _clean(li.text or ""))
                return Alternatives(texts)
            return [_value(li, depth + 1) for li in items[:_MOST]]
        if kind in (f"{RDF}Bag", f"{RDF}Seq"):
            return [_value(li, depth + 1) for li in one if li.tag == f"{RDF}li"][:_MOST]
        if kind == f"{RDF}Description":
            held = _structure(one, depth)
            inner = held.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#:value")
            return inner if inner is not None else held
    if len(element) or element.get(f"{RDF}parseType") == "Resource":
        held = _structure(element, depth)
        inner = held.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#:value")
        return inner if inner is not None else held
    attributes = {
        key for key in map(str, element.attrib) if key.startswith("{") and not key.startswith("{http://www.w3.org/")
    }
    if attributes and not (element.text or "").strip():
        return _structure(element, depth)
    resource = element.get(f"{RDF}resource")
    return _clean(resource if resource is not None and not (element.text or "").strip() else element.text or "")


def _clean(text: str) -> str:
    return text.strip()[:_LONGEST]


def text_of(value: Value | None, *languages: str) -> str:
    """A value as one text; the first of a list."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Alternatives):
        return value.chosen(*languages)
    if isinstance(value, list):
        return next((text for one in value if (text := text_of(one, *languages))), "")
    return ""


def texts_of(value: Value | None, *languages: str) -> tuple[str, ...]:
    """A value as texts: those of a list, or the one."""
    if isinstance(value, list):
        return tuple(text for one in value if (text := text_of(one, *languages)))
    text = text_of(value, *languages)
    return (text,) if text else ()


def parts_of(value: Value | None) -> tuple[dict[str, Value], ...]:
    """A value as structures: those of a list, or the one."""
    if isinstance(value, dict):
        return (value,)
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()
