"""Videos as PBCore 2.1 description documents, the format of audiovisual archives."""

from __future__ import annotations

from archive_app.domain.records import Kind
from archive_app.formats.library.item import Item, urn
from archive_app.formats.library.plain_dates import plain_date
from archive_app.formats.library.relators import CREATING, TERMS
from archive_app.formats.library.rights_lines import LABELS, Line, lines_of, provenance_lines
from archive_app.formats.library.xml_out import Element, Maker, web_uri

NAMESPACE = "http://www.pbcore.org/PBCore/PBCoreNamespace.html"
PBCORE = Maker(NAMESPACE)

CREDIT = "credit line"
RELATORS = "MARC relator terms"
EDTF = "EDTF "
"""How the annotation of a date begins that is not plain."""

_PUBLISHERS = {"dst": "Distributor", "cph": "Copyright Holder", "lso": "Licensor", "prv": "Provider"}


def collection() -> Element:
    """The element around all records."""
    return PBCORE.root("pbcoreCollection")


def pbcore_of(item: Item, institution: str = "") -> Element | None:
    """The document of a video; None for anything else."""
    if item.kind is not Kind.VIDEO:
        return None
    root = PBCORE.root("pbcoreDescriptionDocument")
    PBCORE.into(root, "pbcoreAssetType", "Clip")
    _date(root, item.issued)
    PBCORE.into(root, "pbcoreIdentifier", item.urn or "unknown", source="UUID")
    PBCORE.into(root, "pbcoreTitle", item.title, titleType="" if item.supplied else "Main",
                titleTypeAnnotation="supplied" if item.supplied else "")  # fmt: skip
    for term in item.subjects:
        uri = web_uri(term.uri)
        PBCORE.into(root, "pbcoreSubject", term.text, source=term.authority if uri else "", ref=uri)
    _descriptions(root, item)
    for other in item.hosts:
        relation = PBCORE.into(root, "pbcoreRelation")
        PBCORE.into(relation, "pbcoreRelationType", "References", source="PBCore relationType")
        PBCORE.into(relation, "pbcoreRelationIdentifier", urn(other.uid), source="UUID", annotation=other.title)
    _people(root, item)
    _rights(root, item)
    _instantiation(root, item, institution)
    for statement in item.rights:
        for line in provenance_lines(statement):
            PBCORE.into(root, "pbcoreAnnotation", line.text, annotationType=LABELS[line.kind])
    for name in item.collections:
        PBCORE.said(root, "pbcoreAnnotation", name, annotationType="Collection")
    return root


def clock(seconds: float) -> str:
    """A duration as hours, minutes and seconds: 00:02:03, with a fraction where there is one."""
    whole, rest = divmod(max(seconds, 0.0), 60)
    minutes = int(whole)
    left = f"{rest:06.3f}".removesuffix("000").rstrip(".") if f"{rest:.3f}".endswith(".000") else f"{rest:06.3f}"
    if left.startswith("60"):  # rounded up
        minutes, left = minutes + 1, "00"
    return f"{minutes // 60:02}:{minutes % 60:02}:{left}"


def _date(root: Element, edtf: str) -> None:
    if not edtf.strip():
        return
    plain = plain_date(edtf)
    doubt = "approximate; " if plain.approximate else "uncertain; " if plain.uncertain else ""
    annotation = "" if plain.exact else f"{doubt}{EDTF}{edtf}"
    PBCORE.into(root, "pbcoreAssetDate", plain.plain or edtf, dateType="released", annotation=annotation)


def _descriptions(root: Element, item: Item) -> None:
    """PBCore wants one description at least; where the record has none it is there and empty."""
    found = [("Summary", item.description)]
    found += [("Caption", text) for text in item.captions]
    found += [("Mention", text) for text in item.mentions]
    kept = [(kind, text) for kind, text in found if text.strip()]
    for kind, text in kept or [("", "")]:
        PBCORE.into(root, "pbcoreDescription", text, descriptionType=kind)


def _people(root: Element, item: Item) -> None:
    for agent in item.agents:
        if agent.relator in (*CREATING, "org"):
            made = PBCORE.into(root, "pbcoreCreator")
            PBCORE.into(made, "creator", agent.name, ref=web_uri(agent.uri))
            PBCORE.into(made, "creatorRole", TERMS[agent.relator], source=RELATORS)
    for agent in item.agents:
        if agent.relator not in (*CREATING, "org", *_PUBLISHERS):
            made = PBCORE.into(root, "pbcoreContributor")
            PBCORE.into(made, "contributor", agent.name, ref=web_uri(agent.uri))
            PBCORE.into(made, "contributorRole", TERMS[agent.relator], source=RELATORS)
    if item.platform.strip():
        made = PBCORE.into(root, "pbcorePublisher")
        PBCORE.into(made, "publisher", item.platform)
        PBCORE.into(made, "publisherRole", "Distributor", annotation="platform")
    for agent in item.agents:
        if agent.relator in _PUBLISHERS:
            made = PBCORE.into(root, "pbcorePublisher")
            PBCORE.into(made, "publisher", agent.name, ref=web_uri(agent.uri))
            PBCORE.into(made, "publisherRole", _PUBLISHERS[agent.relator])


def _rights(root: Element, item: Item) -> None:
    """Each line in a summary of its own, as the schema wants one child in each."""
    for text in item.credit_lines:
        _summary(root, text, CREDIT, source="page")
    for statement in item.rights:
        for line in lines_of(statement):
            _line(root, line)
        if statement.copyright_year is not None:
            _summary(root, str(statement.copyright_year), LABELS["year"])


def _line(root: Element, line: Line) -> None:
    uri = web_uri(line.uri)
    if uri and line.kind in ("status", "licence"):
        made = PBCORE.into(root, "pbcoreRightsSummary")
        label = line.text if line.kind == "status" else str(line)
        PBCORE.into(made, "rightsLink", uri, annotation=label or LABELS[line.kind])
    else:
        _summary(root, line.text or line.uri, LABELS[line.kind])


def _summary(root: Element, text: str, annotation: str, *, source: str = "") -> None:
    if text.strip():
        made = PBCORE.into(root, "pbcoreRightsSummary")
        PBCORE.into(made, "rightsSummary", text, annotation=annotation, source=source)


def _instantiation(root: Element, item: Item, institution: str) -> None:
    media = item.media
    if not item.url.strip() and media is None and item.duration is None:
        return
    made = PBCORE.into(root, "pbcoreInstantiation")
    if item.url.strip():
        PBCORE.into(made, "instantiationIdentifier", item.url, source="URL")
    if media is not None and media.sha256:
        PBCORE.into(made, "instantiationIdentifier", media.sha256, source="SHA-256")
    if not len(made):
        PBCORE.into(made, "instantiationIdentifier", item.urn or "unknown", source="UUID")
    if media is not None and media.width and media.height:
        PBCORE.into(made, "instantiationDimensions", f"{media.width} x {media.height}", unitsOfMeasure="pixels")
    PBCORE.said(made, "instantiationDigital", media.media_type if media else "")
    PBCORE.into(made, "instantiationLocation", item.url.strip() or institution or "not stated")
    PBCORE.into(made, "instantiationMediaType", "Moving Image")
    if media is not None and media.size > 0:
        PBCORE.into(made, "instantiationFileSize", str(media.size), unitsOfMeasure="bytes")
    duration = item.duration if item.duration is not None else media.duration if media is not None else None
    if duration is not None:
        PBCORE.into(made, "instantiationDuration", clock(duration))
