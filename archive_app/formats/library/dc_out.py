"""Items as Dublin Core: the fifteen elements of ``oai_dc``, or the terms of DCMI (2008 schemas).

What the standard has no element for goes out by convention, each text behind a label that ``dc_in`` knows again
("Credit line: …"). Rights lines are never left out.
"""

from __future__ import annotations

from archive_app.domain.records import Kind
from archive_app.domain.rights import RightsStatement
from archive_app.formats.library.item import Item, urn
from archive_app.formats.library.plain_dates import NOTE, plain_date
from archive_app.formats.library.relators import CREATING
from archive_app.formats.library.rights_lines import Line, lines_of, provenance_lines
from archive_app.formats.library.xml_out import XSI, Element, Maker, web_uri

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
QUALIFIED = "http://worldcat.org/xmlschemas/qdc-1.0/"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
OAI = "http://www.openarchives.org/OAI/2.0/"

SIMPLE = Maker(OAI_DC, "oai_dc", {"dc": ELEMENTS})
QUALIFIED_ROOT = Maker(QUALIFIED, "qdc", {"dc": ELEMENTS, "dcterms": TERMS, "xsi": XSI})
DC = Maker(ELEMENTS, "dc")
DCTERMS = Maker(TERMS, "dcterms")
ENVELOPE = Maker(OAI, None)

TYPES = {Kind.ARTICLE: "Text", Kind.PHOTO: "StillImage", Kind.VIDEO: "MovingImage"}
"""DCMI Type of each kind."""

CREDIT = "Credit line: "
ALTERNATIVE = "Alternative text: "
MENTION = "Mentioned as: "
PAGE_ADDRESS = "Address in the page: "
SECTION = "Section: "

_TYPE = f"{{{XSI}}}type"
_UNLABELLED = ("notice", "terms", "restriction")


def simple_dc(item: Item) -> Element:
    """The ``oai_dc:dc`` record of an item."""
    root = SIMPLE.root("dc")
    _title(root, item)
    _people(root, item)
    _about(root, item)
    for text in (item.abstract, item.description, *item.captions):
        DC.said(root, "description", text)
    _labelled(root, item)
    DC.said(root, "publisher", item.container or item.platform)
    edtf = item.issued or item.created
    plain = plain_date(edtf)
    DC.said(root, "date", plain.plain)
    if edtf and not plain.exact:
        DC.into(root, "description", NOTE + edtf)
    DC.into(root, "type", TYPES[item.kind])
    DC.said(root, "format", item.media.media_type if item.media else "")
    if item.duration is not None:
        DC.into(root, "format", iso_duration(item.duration))
    _identified(root, item)
    DC.said(root, "language", item.language)
    for other in (*item.hosts, *item.parts):
        DC.said(root, "relation", urn(other.uid))
    for place in (item.place, item.dateline):
        DC.said(root, "coverage", place)
    for statement in item.rights:
        for line in lines_of(statement):
            DC.into(root, "rights", line.uri if line.kind == "status" and line.uri else _words(line))
        if statement.copyright_year is not None:
            DC.into(root, "rights", str(Line("year", str(statement.copyright_year))))
    for name in _holders(item):
        DC.into(root, "rights", str(Line("holder", name)))
    return root


def qualified_dc(item: Item) -> Element:
    """The record of an item in DCMI's terms."""
    root = QUALIFIED_ROOT.root("qualifieddc")
    _title(root, item)
    _people(root, item)
    _about(root, item)
    DCTERMS.said(root, "abstract", item.abstract)
    DC.said(root, "description", item.description)
    for caption in item.captions:
        DCTERMS.said(root, "abstract", caption)
    _labelled(root, item)
    DC.said(root, "publisher", item.container or item.platform)
    DCTERMS.said(root, "created", item.created)
    DCTERMS.said(root, "issued", item.issued)
    DCTERMS.said(root, "dateSubmitted", item.accessed)
    _typed(DC.into(root, "type", TYPES[item.kind]), "DCMIType")
    DC.said(root, "format", item.media.media_type if item.media else "")
    if item.media and item.media.width and item.media.height:
        DCTERMS.into(root, "extent", f"{item.media.width} x {item.media.height} pixels")
    if item.duration is not None:
        DCTERMS.into(root, "extent", iso_duration(item.duration))
    _identified(root, item)
    DC.said(root, "language", item.language)
    for other in item.hosts:
        _typed(DCTERMS.said(root, "isPartOf", urn(other.uid)), "URI")
    for other in item.parts:
        _typed(DCTERMS.said(root, "hasPart", urn(other.uid)), "URI")
    for name in item.collections:
        DCTERMS.said(root, "isPartOf", name)
    for place in (item.place, item.dateline):
        DCTERMS.said(root, "spatial", place)
    _rights(root, item)
    for line in item.credit_lines:
        DCTERMS.said(root, "bibliographicCitation", line)
    return root


def iso_duration(seconds: float) -> str:
    """Seconds as ISO 8601 writes a duration: PT2M3S."""
    whole, rest = divmod(max(seconds, 0), 60)
    minutes = int(whole)
    left = f"{rest:.3f}".rstrip("0").rstrip(".")
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}H" if hours else ""
    text += f"{minutes}M" if minutes else ""
    text += f"{left}S" if left != "0" or not text else ""
    return f"PT{text}"


def envelope(prefix: str, now: str) -> tuple[Element, Element]:
    """An OAI-PMH answer around many records, and the element that they go into.

    Args:
        prefix: The metadata prefix of the records.
        now: The moment, UTC.
    """
    root = ENVELOPE.root("OAI-PMH")
    ENVELOPE.into(root, "responseDate", now)
    ENVELOPE.into(root, "request", "urn:archive-app:export", verb="ListRecords", metadataPrefix=prefix)
    return root, ENVELOPE.into(root, "ListRecords")


def in_envelope(item: Item, element: Element, now: str) -> Element:
    """A record of an OAI-PMH answer around an element."""
    record = ENVELOPE.root("record")
    header = ENVELOPE.into(record, "header")
    ENVELOPE.into(header, "identifier", item.urn or "urn:archive-app:record")
    ENVELOPE.into(header, "datestamp", (item.modified_at or now)[:10])
    ENVELOPE.into(record, "metadata").append(element)
    return record


def _title(root: Element, item: Item) -> None:
    DC.said(root, "title", item.title)


def _people(root: Element, item: Item) -> None:
    """Who made it, then who else had a part; a holder of rights is neither."""
    named = {agent.name: "contributor" for agent in item.agents if agent.relator not in ("cph", "dpc", "lso")}
    named |= {agent.name: "creator" for agent in item.agents if agent.relator in (*CREATING, "org")}
    for wanted in ("creator", "contributor"):
        for name, local in named.items():
            if local == wanted:
                DC.into(root, local, name)


def _holders(item: Item) -> list[str]:
    return [agent.name for agent in item.agents if agent.relator == "cph"]


def _about(root: Element, item: Item) -> None:
    for term in (*item.subjects, *item.people):
        DC.said(root, "subject", term.text)


def _labelled(root: Element, item: Item) -> None:
    if root.tag.startswith(f"{{{OAI_DC}}}"):
        for text in item.credit_lines:
            DC.into(root, "description", CREDIT + text)
    for label, texts in (
        (ALTERNATIVE, item.alternatives),
        (MENTION, item.mentions),
        (PAGE_ADDRESS, item.sources),
        (SECTION, (item.section,)),
    ):
        for text in texts:
            if text.strip():
                DC.into(root, "description", label + text)


def _identified(root: Element, item: Item) -> None:
    DC.said(root, "identifier", item.urn)
    DC.said(root, "source" if item.kind is Kind.PHOTO else "identifier", item.url)


def _rights(root: Element, item: Item) -> None:
    for name in _holders(item):
        DCTERMS.into(root, "rightsHolder", name)
    for statement in item.rights:
        if statement.copyright_year is not None:
            DCTERMS.into(root, "dateCopyrighted", str(statement.copyright_year))
        for span in _available(statement):
            DCTERMS.into(root, "available", span)
        for line in lines_of(statement):
            if line.kind == "status" and line.uri:
                DC.into(root, "rights", line.uri)
            elif line.kind == "licence" and web_uri(line.uri):
                _typed(DCTERMS.into(root, "license", web_uri(line.uri)), "URI")
                if line.text not in ("", line.uri):
                    DC.into(root, "rights", _words(line))
            elif line.kind in ("terms", "permission", "prohibition", "embargo", "stop", "sensitivity", "disputed"):
                DCTERMS.into(root, "accessRights", _words(line))
            else:
                DC.into(root, "rights", _words(line))
        for line in provenance_lines(statement):
            DCTERMS.into(root, "provenance", str(line))


def _available(statement: RightsStatement) -> list[str]:
    """When it is available: from the end of an embargo, or within the term of a permission."""
    found = [f"{statement.embargo_until}/.."] if statement.embargo_until else []
    spans = [(one.starts, one.ends) for one in statement.grants if one.effect == "permit"]
    found += [f"{first or '..'}/{last or '..'}" for first, last in spans if first or last]
    return list(dict.fromkeys(found))


def _words(line: Line) -> str:
    """A line for a field of free text: verbatim words as they are, everything else with its label."""
    return line.text if line.kind in _UNLABELLED else str(line)


def _typed(element: Element | None, scheme: str) -> None:
    if element is not None:
        element.set(_TYPE, f"dcterms:{scheme}")
