"""Values of XML elements and attributes as ``Said``, and mark-up inside elements as ``Markup``."""

from __future__ import annotations

import copy
import re
from urllib.parse import urljoin

from lxml import etree

from archive_app.formats.reading.bylines import byline_names
from archive_app.formats.reading.paragraphs import clean_line
from archive_app.formats.wire.item import NOTHING, Markup, Said
from archive_app.formats.wire.moments import day_of, moment_of
from archive_app.formats.wire.xml_source import Element, XmlSource, attribute, local, texts

_CDATA = "<![CDATA["
_PREFIXED = re.compile(r"</?[A-Za-z_][\w.-]*:")


def said(xml: XmlSource, element: Element | None, how: str, confidence: float = 0.95) -> Said:
    """The words in an element."""
    if element is None or not (value := texts(element)):
        return NOTHING
    return Said(value, how, confidence, *xml.content(element))


def said_attribute(xml: XmlSource, element: Element | None, name: str, how: str, confidence: float = 0.95) -> Said:
    """The value of an attribute; its place is somewhere in the start tag."""
    value = clean_line(attribute(element, name))
    if element is None or not value:
        return NOTHING
    place = xml.place(element)
    return Said(value, how, confidence, place.start, place.inside)


def day(found: Said) -> Said:
    """A date as EDTF; nothing when it is none."""
    value = day_of(found.text)
    return found.but(value) if value else NOTHING


def moment(found: Said) -> Said:
    """A date with its time as EDTF; nothing when it is none."""
    value = moment_of(found.text)
    return found.but(value) if value else NOTHING


def persons(found: Said) -> list[Said]:
    """The persons whom a byline names."""
    return [found.but(name.text, role=name.role) for name in byline_names(found.text, labelled=True)]


def address(found: Said, base: str = "") -> Said:
    """An address made absolute where its base is known."""
    value = found.text.replace(" ", "%20")
    try:
        value = urljoin(base, value) if base else value
    except ValueError:  # a bracket in a host name
        return found
    return found if value == found.text else found.but(value)


def markup_in(xml: XmlSource, element: Element, how: str) -> Markup:
    """What an element holds as HTML: its own elements, or the characters it holds escaped or as CDATA."""
    raw = xml.decoded.text
    start, end = xml.content(element)
    inside = raw[start:end] if start >= 0 else ""
    if len(element):
        if inside and not _PREFIXED.search(inside):
            return Markup(inside, how, start)
        return Markup(_serialised(element), how)
    text = element.text or ""
    at = inside.find(_CDATA) + len(_CDATA)
    if text and at >= len(_CDATA) and inside.count(_CDATA) == 1 and inside.startswith(text.strip(), at):
        return Markup(text.strip(), how, start + at)
    return Markup(text, how, start if text and inside == text else -1)


def _serialised(element: Element) -> str:
    plain = copy.deepcopy(element)
    for one in plain.iter("*"):
        one.tag = local(one)
        for name in [name for name in one.attrib if str(name).startswith("{")]:
            del one.attrib[name]
    etree.cleanup_namespaces(plain)
    pieces = [plain.text or ""]
    pieces += [etree.tostring(part, encoding="unicode", method="html") for part in plain]
    return "".join(pieces)
