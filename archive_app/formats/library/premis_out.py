"""Items as PREMIS 3: the file or work, the events of its history, who acted, and the rights in it.

PREMIS is the best home for what other formats cannot carry: what a statement rests on, how sure it is, when it was made
(standards.md §3.2). The values of controlled lists are those of id.loc.gov's preservation vocabularies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive_app import __version__
from archive_app.domain.rights import Grant, RightsStatement
from archive_app.formats.library.item import Item, dashed
from archive_app.formats.library.rights_lines import (
    LIMITS,
    Line,
    grant_line,
    licence_line,
    lines_of,
    provenance_lines,
    status_line,
)
from archive_app.formats.library.xml_out import XSI, Element, Maker

NAMESPACE = "http://www.loc.gov/premis/v3"
PREMIS = Maker(NAMESPACE, "premis", {"xsi": XSI})

PROGRAM = "agent-archive-app"
"""The identifier of this program among the agents."""

_VOCABULARY = "http://id.loc.gov/vocabulary/preservation/"
_BASES = {
    "copyright": ("copyright", "cpr"),
    "licence": ("license", "lic"),
    "statute": ("statute", "sta"),
    "donor_agreement": ("donor", ""),
    "policy": ("policy", ""),
    "public_domain": ("copyright", "cpr"),
    "none_known": ("other", "otr"),
}
_STATUSES = {
    "in_copyright": ("copyrighted", "cpr"),
    "public_domain": ("public domain", "pub"),
    "no_known_copyright": ("unknown", "unk"),
    "undetermined": ("unknown", "unk"),
    "not_evaluated": ("unknown", "unk"),
}
CREDIT = "Credit line as printed: "
_UNKNOWN = "unknown"
_TYPE = f"{{{XSI}}}type"


@dataclass(slots=True)
class Parts:
    """What one or more works make: the four sections of a PREMIS document, in its order."""

    objects: list[Element] = field(default_factory=list)
    events: list[Element] = field(default_factory=list)
    agents: list[Element] = field(default_factory=list)
    rights: list[Element] = field(default_factory=list)

    def document(self) -> Element:
        """All of it under one element."""
        root = PREMIS.root("premis", version="3.0")
        for section in (self.objects, self.events, self.agents, self.rights):
            root.extend(section)
        return root


def parts_of(item: Item) -> Parts:
    """The sections that an item makes."""
    names = [f"rights-{dashed(one.uid) or number}" for number, one in enumerate(item.rights, 1)]
    events = list(_events(item, names))
    found = Parts(events=events, agents=list(_agents(item)))
    found.objects.append(_object(item, names, [_value_of(event) for event in events]))
    for name, statement in zip(names, item.rights, strict=True):
        found.rights.append(_rights(item, name, statement))
    return found


def program() -> Element:
    """The agent that this program is."""
    made = PREMIS.root("agent")
    _identifier(made, "agent", "local", PROGRAM)
    PREMIS.into(made, "agentName", "archive-app")
    PREMIS.into(made, "agentType", "software", valueURI=f"{_VOCABULARY}agentType/sof")
    PREMIS.into(made, "agentVersion", __version__)
    return made


def _object(item: Item, rights: Sequence[str], events: Sequence[str]) -> Element:
    held = item.media if item.media is not None and item.media.sha256 else None
    made = PREMIS.root("object")
    made.set(_TYPE, "premis:file" if held else "premis:intellectualEntity")
    _identifier(made, "object", "UUID", dashed(item.uid) or _UNKNOWN)
    if held is not None:
        about = PREMIS.into(made, "objectCharacteristics")
        fixity = PREMIS.into(about, "fixity")
        PREMIS.into(
            fixity, "messageDigestAlgorithm", "SHA-256",
            valueURI=f"{_VOCABULARY}cryptographicHashFunctions/sha256",
        )  # fmt: skip
        PREMIS.into(fixity, "messageDigest", held.sha256)
        if 0 < held.size < 2**63:
            PREMIS.into(about, "size", str(held.size))
        designation = PREMIS.into(PREMIS.into(about, "format"), "formatDesignation")
        PREMIS.into(designation, "formatName", held.media_type or _UNKNOWN)
    else:
        prints = PREMIS.into(made, "significantProperties")
        PREMIS.into(prints, "significantPropertiesType", "title")
        PREMIS.into(prints, "significantPropertiesValue", item.title)
    PREMIS.said(made, "originalName", held.name if held else "")
    for other, word in (*((one, "is part of") for one in item.hosts), *((one, "has part") for one in item.parts)):
        relationship = PREMIS.into(made, "relationship")
        PREMIS.into(relationship, "relationshipType", "structural", valueURI=f"{_VOCABULARY}relationshipType/str")
        PREMIS.into(relationship, "relationshipSubType", word)
        related = PREMIS.into(relationship, "relatedObjectIdentifier")
        PREMIS.into(related, "relatedObjectIdentifierType", "UUID")
        PREMIS.into(related, "relatedObjectIdentifierValue", dashed(other.uid))
    for name in events:
        _link(made, "Event", "local", name)
    for name in rights:
        _link(made, "RightsStatement", "local", name)
    return made


def _events(item: Item, rights: Sequence[str]) -> Iterator[Element]:
    short = dashed(item.uid)
    if item.created_at:
        yield _event(item, f"ev-{short}-0", ("creation", "cre"), item.created_at, "Record added to the catalogue", "")
    if item.accessed:
        yield _event(item, f"ev-{short}-a", ("capture", "cap"), item.accessed, "Read from its source", "")
    for number, (at, who, words) in enumerate(reversed(item.history), 1):
        yield _event(item, f"ev-{short}-h{number}", ("metadata modification", "mem"), at, words, who)
    if item.media is not None and item.media.checked:
        outcome = item.media.fixity or "not known"
        made = _event(
            item, f"ev-{short}-f", ("fixity check", "fix"), item.media.checked, "SHA-256 computed anew and compared", ""
        )
        PREMIS.into(_outcome(made), "eventOutcome", outcome)
        yield made
    for name, statement in zip(rights, item.rights, strict=True):
        when = statement.determined_on or statement.created
        if when:
            yield _determination(item, name, statement, when)


def _determination(item: Item, name: str, statement: RightsStatement, when: str) -> Element:
    made = _event(
        item,
        f"ev-{name}",
        ("rights determination", ""),
        when,
        "; ".join(str(line) for line in provenance_lines(statement)),
        statement.determined_by or statement.asserted_by,
    )
    PREMIS.into(_outcome(made), "eventOutcome", statement.copyright_status.replace("_", " "))
    return made


def _event(item: Item, name: str, kind: tuple[str, str], when: str, words: str, who: str) -> Element:
    made = PREMIS.root("event")
    _identifier(made, "event", "local", name)
    word, code = kind
    PREMIS.into(made, "eventType", word, valueURI=f"{_VOCABULARY}eventType/{code}" if code else "")
    PREMIS.into(made, "eventDateTime", when)
    if words.strip():
        PREMIS.into(PREMIS.into(made, "eventDetailInformation"), "eventDetail", words)
    agent = PREMIS.into(made, "linkingAgentIdentifier")
    PREMIS.into(agent, "linkingAgentIdentifierType", "local" if not who else "name")
    PREMIS.into(agent, "linkingAgentIdentifierValue", who or PROGRAM)
    linked = PREMIS.into(made, "linkingObjectIdentifier")
    PREMIS.into(linked, "linkingObjectIdentifierType", "UUID")
    PREMIS.into(linked, "linkingObjectIdentifierValue", dashed(item.uid) or _UNKNOWN)
    return made


def _outcome(event: Element) -> Element:
    """The place for an event's outcome, which stands before the links."""
    made = PREMIS.root("eventOutcomeInformation")
    link = event.find(PREMIS.name("linkingAgentIdentifier"))
    if link is not None:
        link.addprevious(made)
    return made


def _agents(item: Item) -> Iterator[Element]:
    """The people that events and rights name, each once."""
    names: dict[str, str] = {who: "" for _, who, _ in item.history if who}
    for statement in item.rights:
        if statement.determined_by or statement.asserted_by:
            names.setdefault(statement.determined_by or statement.asserted_by, "")
        for agent in statement.agents:
            names.setdefault(agent.name, "")
    kinds = {agent.name: agent.kind for agent in item.agents}
    for name in names:
        if name.strip():
            made = PREMIS.root("agent")
            _identifier(made, "agent", "name", name)
            PREMIS.into(made, "agentName", name)
            if kinds.get(name):
                PREMIS.into(made, "agentType", kinds[name])
            yield made


def _rights(item: Item, name: str, statement: RightsStatement) -> Element:
    rights = PREMIS.root("rights")
    made = PREMIS.into(rights, "rightsStatement")
    _identifier(made, "rightsStatement", "local", name)
    word, code = _BASES.get(statement.basis, ("other", "otr"))
    PREMIS.into(made, "rightsBasis", word, valueURI=f"{_VOCABULARY}rightsBasis/{code}" if code else "")
    _copyright(made, item, statement)
    _licence(made, statement)
    _statute(made, statement)
    if word in ("donor", "policy", "other"):
        other = PREMIS.into(made, "otherRightsInformation")
        PREMIS.into(other, "otherRightsBasis", statement.basis.replace("_", " "))
        for line in _terms(statement):
            PREMIS.into(other, "otherRightsNote", str(line))
    _granted(made, statement)
    linked = PREMIS.into(made, "linkingObjectIdentifier")
    PREMIS.into(linked, "linkingObjectIdentifierType", "UUID")
    PREMIS.into(linked, "linkingObjectIdentifierValue", dashed(item.uid) or _UNKNOWN)
    for agent in statement.agents:
        if agent.name.strip():
            link = PREMIS.into(made, "linkingAgentIdentifier")
            PREMIS.into(link, "linkingAgentIdentifierType", "name")
            PREMIS.into(link, "linkingAgentIdentifierValue", agent.name)
            PREMIS.into(link, "linkingAgentRole", agent.role.replace("_", " "))
    return rights


def _copyright(made: Element, item: Item, statement: RightsStatement) -> None:
    """Status, jurisdiction, day and notes. PREMIS wants a jurisdiction also where none is recorded."""
    about = PREMIS.into(made, "copyrightInformation")
    word, code = _STATUSES.get(statement.copyright_status, ("unknown", "unk"))
    PREMIS.into(about, "copyrightStatus", word, valueURI=f"{_VOCABULARY}copyrightStatus/{code}")
    PREMIS.into(about, "copyrightJurisdiction", statement.jurisdiction.strip() or _UNKNOWN)
    PREMIS.said(about, "copyrightStatusDeterminationDate", statement.determined_on)
    for printed in item.credit_lines:
        PREMIS.into(about, "copyrightNote", f"{CREDIT}{printed}")
    status = status_line(statement)
    if status.uri:
        PREMIS.into(about, "copyrightNote", f"{status} ({status.uri})")
    if statement.copyright_notice.strip():
        PREMIS.into(about, "copyrightNote", str(Line("notice", statement.copyright_notice)))
    for line in provenance_lines(statement):
        PREMIS.into(about, "copyrightNote", str(line))
    for rest in statement.evidence:
        if rest.attachment.strip() or rest.source.strip():
            proof = PREMIS.into(about, "copyrightDocumentationIdentifier")
            PREMIS.into(
                proof, "copyrightDocumentationIdentifierType", "SHA-256" if rest.attachment.strip() else "source"
            )
            PREMIS.into(proof, "copyrightDocumentationIdentifierValue", rest.attachment.strip() or rest.source)
            PREMIS.into(proof, "copyrightDocumentationRole", rest.kind.replace("_", " "))
    if statement.copyright_year is not None:
        PREMIS.into(PREMIS.into(about, "copyrightApplicableDates"), "startDate", str(statement.copyright_year))


def _licence(made: Element, statement: RightsStatement) -> None:
    """Terms, contract and term of a licence; for any basis, where a statement has words of that kind."""
    licence = licence_line(statement)
    notes = [str(line) for line in _terms(statement) if line.kind not in ("terms", "licence")]
    span = _span([one for one in statement.grants if one.effect == "permit"])
    about = PREMIS.root("licenseInformation")
    for kind, value in (("local", statement.contract_ref), ("URI", licence.uri)):
        if value.strip():
            proof = PREMIS.into(about, "licenseDocumentationIdentifier")
            PREMIS.into(proof, "licenseDocumentationIdentifierType", kind)
            PREMIS.into(proof, "licenseDocumentationIdentifierValue", value)
    PREMIS.said(about, "licenseTerms", statement.usage_terms)
    if licence.text:
        PREMIS.into(about, "licenseNote", str(licence))
    for note in notes:
        PREMIS.into(about, "licenseNote", note)
    _dates(about, "licenseApplicableDates", span)
    if len(about):
        made.append(about)


def _statute(made: Element, statement: RightsStatement) -> None:
    if statement.basis != "statute" and not statement.citation.strip():
        return
    about = PREMIS.into(made, "statuteInformation")
    PREMIS.into(about, "statuteJurisdiction", statement.jurisdiction.strip() or _UNKNOWN)
    PREMIS.into(about, "statuteCitation", statement.citation or "not stated")
    PREMIS.said(about, "statuteInformationDeterminationDate", statement.determined_on)


def _granted(made: Element, statement: RightsStatement) -> None:
    """Each permission an act with its limits, each prohibition an act that may not be done; limits of all in each."""
    general = [str(line) for line in lines_of(statement) if line.kind in LIMITS and line.kind != "prohibition"]
    if statement.credit_obligation == "required":
        general.append("credit line required")
    prohibited = [grant_line(one) for one in statement.grants if one.effect != "permit"]
    permitted = [one for one in statement.grants if one.effect == "permit"]
    for grant in permitted:
        granted = PREMIS.into(made, "rightsGranted")
        PREMIS.into(granted, "act", grant.action.replace("_", " ") or "use")
        limits = grant_line(grant).text.partition(" (")[2].removesuffix(")")
        for text in (limits, *general):
            PREMIS.said(granted, "restriction", text)
        _dates(granted, "termOfGrant", _span([grant]))
        for line in prohibited:
            PREMIS.into(granted, "rightsGrantedNote", str(line))
    if not permitted and (prohibited or general):
        granted = PREMIS.into(made, "rightsGranted")
        PREMIS.into(granted, "act", "use")
        for text in (*(str(line) for line in prohibited), *general):
            PREMIS.into(granted, "restriction", text)


def _terms(statement: RightsStatement) -> tuple[Line, ...]:
    """The lines that have no element of their own in PREMIS."""
    elsewhere = ("status", "notice", "contract", "law", "jurisdiction", "permission")
    return tuple(line for line in lines_of(statement) if line.kind not in elsewhere and line.text.strip())


def _span(grants: Sequence[Grant]) -> tuple[str, str]:
    first = next((one.starts for one in grants if one.starts), "")
    last = next((one.ends for one in grants if one.ends), "")
    return (first, last) if first or last else ("", "")


def _dates(parent: Element, local: str, span: tuple[str, str]) -> None:
    first, last = span
    if first or last:
        dates = PREMIS.into(parent, local)
        PREMIS.into(dates, "startDate", first or "..")
        PREMIS.said(dates, "endDate", last)


def _identifier(parent: Element, what: str, kind: str, value: str) -> None:
    made = PREMIS.into(parent, f"{what}Identifier")
    PREMIS.into(made, f"{what}IdentifierType", kind)
    PREMIS.into(made, f"{what}IdentifierValue", value)


def _link(parent: Element, what: str, kind: str, value: str) -> None:
    made = PREMIS.into(parent, f"linking{what}Identifier")
    PREMIS.into(made, f"linking{what}IdentifierType", kind)
    PREMIS.into(made, f"linking{what}IdentifierValue", value)


def _value_of(event: Element) -> str:
    return event.findtext(f"{PREMIS.name('eventIdentifier')}/{PREMIS.name('eventIdentifierValue')}") or ""
