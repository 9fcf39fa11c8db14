"""Items as MODS 3.8 (Metadata Object Description Schema, Library of Congress, 2022)."""

from __future__ import annotations

from archive_app.domain.dates import earliest
from archive_app.domain.records import Kind
from archive_app.domain.rights import RightsStatement
from archive_app.formats.library.item import Agent, Item, dashed, urn
from archive_app.formats.library.plain_dates import plain_date
from archive_app.formats.library.relators import TERMS
from archive_app.formats.library.rights_lines import LABELS, Line, lines_of, provenance_lines
from archive_app.formats.library.xml_out import XLINK, Element, Maker, web_uri

NAMESPACE = "http://www.loc.gov/mods/v3"
MODS = Maker(NAMESPACE, None, {"xlink": XLINK})

TYPES = {Kind.ARTICLE: "text", Kind.PHOTO: "still image", Kind.VIDEO: "moving image"}
"""``typeOfResource`` for each kind."""

GENRES = {
    "photo": ("gmgpc", "News photographs"),
    "illustration": ("gmgpc", "Illustrations"),
    "composite": ("gmgpc", "Composite photographs"),
    "screenshot": ("", "screenshot"),
    "video_still": ("", "video still"),
}
"""``genre`` for each medium: authority and term."""

CAPTION = "Caption"
CREDIT = "Credit line"
ALTERNATIVE = "Alternative text"
MENTION = "Mention"
PAGE_ADDRESS = "Address in the page"
DATELINE = "Dateline"
SHOWN = "Person shown"
COLLECTION = "Collection"
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"

_ACCESS = frozenset({"restriction", "embargo", "stop", "sensitivity", "disputed"})
_ORIGINS = {
    "digitalCapture": "born digital",
    "computationalCapture": "born digital",
    "digitalCreation": "born digital",
    "digitalArt": "born digital",
    "trainedAlgorithmicMedia": "born digital",
    "algorithmicMedia": "born digital",
    "screenCapture": "born digital",
    "negativeFilm": "digitized other analog",
    "positiveFilm": "digitized other analog",
    "print": "digitized other analog",
}
_PARTS = {Kind.PHOTO: "Photo", Kind.VIDEO: "Video", Kind.ARTICLE: "Article"}


def collection() -> Element:
    """The element around all records."""
    return MODS.root("modsCollection")


def mods_of(item: Item, institution: str = "") -> Element:
    """The MODS record of an item."""
    root = MODS.root("mods", version="3.8")
    _titles(root, item)
    for name, agents in _by_name(item.agents).items():
        _name(root, name, agents)
    MODS.into(root, "typeOfResource", TYPES[item.kind])
    _genre(root, item)
    _origin(root, item)
    if item.language:
        language = MODS.into(root, "language")
        MODS.into(language, "languageTerm", item.language, type="code", authority="rfc3066")
    _physical(root, item)
    MODS.said(root, "abstract", item.abstract)
    MODS.said(root, "abstract", item.description)
    for caption in item.captions:
        MODS.said(root, "abstract", caption, displayLabel=CAPTION)
    _notes(root, item)
    _subjects(root, item)
    _related(root, item)
    MODS.said(root, "identifier", dashed(item.uid), type="uuid")
    _location(root, item)
    for statement in item.rights:
        for line in lines_of(statement):
            _condition(root, line)
    _record(root, item, institution)
    return root


def _titles(root: Element, item: Item) -> None:
    if item.title.strip():
        title = MODS.into(root, "titleInfo", supplied="yes" if item.supplied else "")
        MODS.into(title, "title", item.title)


def _by_name(agents: tuple[Agent, ...]) -> dict[str, list[Agent]]:
    found: dict[str, list[Agent]] = {}
    for agent in agents:
        found.setdefault(agent.name, []).append(agent)
    return found


def _name(root: Element, name: str, agents: list[Agent]) -> None:
    first = agents[0]
    kind = {"person": "personal", "organization": "corporate"}.get(first.kind, "")
    linked = next((one for one in agents if one.uri), first)
    made = MODS.into(root, "name", type=kind, authority=linked.authority, valueURI=web_uri(linked.uri))
    MODS.into(made, "namePart", name)
    heading = next((one.heading for one in agents if one.heading and one.heading != name), "")
    if heading:
        other = MODS.into(made, "alternativeName", altType="authority")
        MODS.into(other, "namePart", heading)
    for agent in agents:
        role = MODS.into(made, "role")
        MODS.into(role, "roleTerm", agent.relator, type="code", authority="marcrelator")
        MODS.into(role, "roleTerm", TERMS[agent.relator], type="text", authority="marcrelator")


def _genre(root: Element, item: Item) -> None:
    if item.kind is Kind.ARTICLE:
        MODS.into(root, "genre", "article", authority="marcgt")
    elif item.kind is Kind.VIDEO:
        MODS.into(root, "genre", "videorecording", authority="marcgt")
    elif item.medium in GENRES:
        authority, term = GENRES[item.medium]
        MODS.into(root, "genre", term, authority=authority)


def _origin(root: Element, item: Item) -> None:
    made = MODS.root("originInfo", eventType="production" if item.kind is Kind.PHOTO else "publication")
    MODS.said(made, "publisher", item.platform if item.kind is Kind.VIDEO else item.publisher)
    _date(made, "dateIssued", item.issued, key=True)
    _date(made, "dateCreated", item.created, key=True)
    _date(made, "dateCaptured", item.accessed)
    years = dict.fromkeys(one.copyright_year for one in item.rights if one.copyright_year is not None)
    for year in years:
        MODS.into(
            made, "copyrightDate", str(year), encoding="w3cdtf" if 0 <= year <= 9999 and len(str(year)) == 4 else ""
        )
    if len(made):
        root.append(made)


def _date(parent: Element, local: str, edtf: str, *, key: bool = False) -> None:
    """A date in its own encoding: W3CDTF where that says all, else EDTF, which MODS knows."""
    if not edtf.strip():
        return
    plain = plain_date(edtf)
    known = plain.single or earliest(edtf) is not None or plain.interval
    encoding = "w3cdtf" if plain.exact and plain.single else "edtf" if known or plain.qualifier else ""
    MODS.into(parent, local, edtf, encoding=encoding, qualifier=plain.qualifier, keyDate="yes" if key else "")


def _physical(root: Element, item: Item) -> None:
    made = MODS.root("physicalDescription")
    term = item.source_type.rpartition("/")[2]
    if term.strip():
        MODS.into(made, "form", item.source_type, type="digital source type", valueURI=web_uri(SOURCE_TYPES + term))
    media = item.media
    MODS.said(made, "internetMediaType", media.media_type if media else "")
    MODS.said(made, "digitalOrigin", _ORIGINS.get(term, ""))
    if media and media.width and media.height:
        MODS.into(made, "extent", f"{media.width} x {media.height} pixels")
    if item.duration is not None:
        MODS.into(made, "extent", seconds(item.duration), unit="seconds")
    elif media and media.duration is not None:
        MODS.into(made, "extent", seconds(media.duration), unit="seconds")
    if media and media.size > 0:
        MODS.into(made, "extent", str(media.size), unit="bytes")
    if media and media.sha256:
        MODS.into(made, "note", media.sha256, type="SHA-256")
    if len(made):
        root.append(made)


def seconds(duration: float) -> str:
    """A number of seconds without a needless fraction."""
    return str(int(duration)) if duration == int(duration) else repr(duration)


def _notes(root: Element, item: Item) -> None:
    for line in item.credit_lines:
        MODS.said(root, "note", line, type="preferred citation", displayLabel=CREDIT)
    for text in item.alternatives:
        MODS.said(root, "note", text, displayLabel=ALTERNATIVE)
    for text in item.mentions:
        MODS.said(root, "note", text, displayLabel=MENTION)
    for text in item.sources:
        MODS.said(root, "note", text, displayLabel=PAGE_ADDRESS)


def _subjects(root: Element, item: Item) -> None:
    for term in item.subjects:
        subject = MODS.into(root, "subject")
        uri = web_uri(term.uri)
        if term.kind in ("person", "organization"):
            name = MODS.into(subject, "name", type="personal" if term.kind == "person" else "corporate")
            _address(name, term.authority, uri)
            MODS.into(name, "namePart", term.text)
        else:
            _address(
                MODS.into(subject, "geographic" if term.kind == "place" else "topic", term.text), term.authority, uri
            )
    for person in item.people:
        subject = MODS.into(root, "subject", displayLabel=SHOWN)
        name = MODS.into(subject, "name", type="personal")
        _address(name, person.authority, web_uri(person.uri))
        MODS.into(name, "namePart", person.text)
    if item.place.strip():
        MODS.into(MODS.into(root, "subject"), "geographic", item.place)
    if item.dateline.strip():
        MODS.into(MODS.into(root, "subject", displayLabel=DATELINE), "geographic", item.dateline)


def _address(element: Element, authority: str, uri: str) -> None:
    if uri:
        if authority:
            element.set("authority", authority)
        element.set("valueURI", uri)


def _related(root: Element, item: Item) -> None:
    if item.container.strip() or item.section.strip():
        host = MODS.into(root, "relatedItem", type="host")
        if item.container.strip():
            MODS.into(MODS.into(host, "titleInfo"), "title", item.container)
        if item.section.strip():
            detail = MODS.into(MODS.into(host, "part"), "detail", type="section")
            MODS.into(detail, "title", item.section)
    for other in item.hosts:
        host = MODS.into(root, "relatedItem", type="host", href=urn(other.uid))
        if other.title.strip():
            MODS.into(MODS.into(host, "titleInfo"), "title", other.title)
    for other in item.parts:
        MODS.into(root, "relatedItem", type="constituent", href=urn(other.uid), displayLabel=_PARTS[other.kind])
    for name in item.collections:
        if name.strip():
            series = MODS.into(root, "relatedItem", type="series", displayLabel=COLLECTION)
            MODS.into(MODS.into(series, "titleInfo"), "title", name)


def _location(root: Element, item: Item) -> None:
    if not item.url.strip():
        return
    uri = web_uri(item.url)
    if not uri:
        MODS.into(root, "identifier", item.url, type="uri")
        return
    location = MODS.into(root, "location")
    if item.kind is Kind.PHOTO:
        MODS.into(location, "url", uri, access="raw object")
    else:
        MODS.into(location, "url", uri, usage="primary", access="object in context")


def _condition(root: Element, line: Line) -> None:
    kind = "restriction on access" if line.kind in _ACCESS else "use and reproduction"
    uri = web_uri(line.uri)
    if line.kind == "status" and "rightsstatements.org/" in uri:
        MODS.into(
            root, "accessCondition", line.text, type=kind, authority="rightsstatements",
            authorityURI="http://rightsstatements.org/vocab/", valueURI=uri, href=uri,
        )  # fmt: skip
        return
    if line.kind == "licence" and "creativecommons.org/" in uri:
        MODS.into(
            root, "accessCondition", line.text, type=kind, displayLabel=LABELS["licence"], authority="creativecommons",
            authorityURI="http://creativecommons.org/", valueURI=uri, href=uri,
        )  # fmt: skip
        return
    MODS.into(root, "accessCondition", line.text or line.uri, type=kind, displayLabel=LABELS[line.kind], href=uri)


def _record(root: Element, item: Item, institution: str) -> None:
    made = MODS.root("recordInfo")
    MODS.said(made, "recordContentSource", institution)
    if item.created_at[:10]:
        MODS.into(made, "recordCreationDate", item.created_at[:10], encoding="w3cdtf")
    if item.modified_at:
        MODS.into(made, "recordChangeDate", item.modified_at, encoding="w3cdtf")
    MODS.said(made, "recordIdentifier", item.urn)
    for statement in item.rights:
        for line in _provenance(statement):
            MODS.into(made, "recordInfoNote", str(line), type="rights")
    if len(made):
        root.append(made)


def _provenance(statement: RightsStatement) -> tuple[Line, ...]:
    return tuple(line for line in provenance_lines(statement) if line.text.strip())
