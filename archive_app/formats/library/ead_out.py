"""Items as components of an EAD3 finding aid (release 1.1.1, Society of American Archivists).

Each work is a ``c`` of level "item"; the photos and videos of an article are components inside its own. The credit line
goes into ``prefercite``, what limits access into ``accessrestrict``, the other rights into ``userestrict``.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive_app import __version__
from archive_app.domain.date_display import display
from archive_app.domain.records import Kind
from archive_app.formats.library.item import Agent, Item, dashed
from archive_app.formats.library.languages import three_letters
from archive_app.formats.library.mods_out import GENRES, seconds
from archive_app.formats.library.plain_dates import NOTE, plain_date
from archive_app.formats.library.rights_lines import LIMITS, Line, lines_of, provenance_lines
from archive_app.formats.library.xml_out import Element, Maker, legal, web_uri

NAMESPACE = "http://ead3.archivists.org/schema/"
EAD = Maker(NAMESPACE)

ARTICLE_GENRE = "Articles"
VIDEO_GENRE = "Video recordings"
DESCRIPTION = "Description"
MENTION = "Mention"
ALTERNATIVE = "Alternative text"
PAGE_ADDRESS = "Address in the page"
SECTION = "Section"
PUBLISHER = "publisher"
DURATION = "duration"
PERSON_SHOWN = "person shown"
DATELINE = "dateline"

_DATES = {Kind.ARTICLE: "publication", Kind.PHOTO: "creation", Kind.VIDEO: "publication"}
_ACCESS = tuple(kind for kind in LIMITS if kind != "prohibition")
_UNLABELLED = ("notice", "terms", "restriction")


def finding_aid(title: str, identifier: str, institution: str, day: str) -> tuple[Element, Element]:
    """A finding aid without components, and the element that they go into.

    Args:
        title: Of the finding aid and of what it describes.
        identifier: Of the finding aid.
        institution: Who keeps the records; "not stated" where nobody says.
        day: When it was made (YYYY-MM-DD).
    """
    root = EAD.root("ead")
    control = EAD.into(root, "control")
    EAD.into(control, "recordid", identifier)
    EAD.into(EAD.into(EAD.into(control, "filedesc"), "titlestmt"), "titleproper", title)
    EAD.into(control, "maintenancestatus", value="new")
    EAD.into(EAD.into(control, "maintenanceagency"), "agencyname", institution or "Not stated")
    event = EAD.into(EAD.into(control, "maintenancehistory"), "maintenanceevent")
    EAD.into(event, "eventtype", value="created")
    EAD.into(event, "eventdatetime", day, standarddatetime=day)
    EAD.into(event, "agenttype", value="machine")
    EAD.into(event, "agent", f"archive-app {__version__}")
    described = EAD.into(root, "archdesc", level="collection")
    did = EAD.into(described, "did")
    EAD.into(did, "unittitle", title)
    EAD.into(did, "unitid", identifier)
    return root, EAD.into(described, "dsc")


def component_of(items: Sequence[Item]) -> Element:
    """The component of a work, with those of its parts inside."""
    made = _component(items[0])
    made.extend(_component(item) for item in items[1:])
    return made


def _component(item: Item) -> Element:
    root = EAD.root("c", level="item")
    _did(root, item)
    for line in _lines(item, limits=True):
        _paragraph(root, "accessrestrict", line)
    for line in _lines(item, limits=False):
        _paragraph(root, "userestrict", line)
    for text in item.captions:
        _said(root, "scopecontent", text)
    _said(root, "scopecontent", item.description, head=DESCRIPTION)
    for text in item.credit_lines:
        _said(root, "prefercite", text)
    _access(root, item)
    for head, texts in (
        (ALTERNATIVE, item.alternatives),
        (MENTION, item.mentions),
        (PAGE_ADDRESS, item.sources),
        (SECTION, (item.section,)),
    ):
        for text in texts:
            _said(root, "odd", text, head=head)
    for statement in item.rights:
        for line in provenance_lines(statement):
            _said(root, "processinfo", str(line))
    return root


def _did(root: Element, item: Item) -> None:
    did = EAD.into(root, "did")
    EAD.into(did, "unittitle", item.title, localtype="supplied" if item.supplied else "")
    EAD.said(did, "unitid", dashed(item.uid), localtype="uuid")
    _date(did, item.issued or item.created, _DATES[item.kind])
    if item.accessed:
        _date(did, item.accessed, "capture")
    for agent in item.agents:
        _agent(EAD.into(did, "origination"), agent)
    publisher = item.container or item.platform
    if publisher.strip():
        EAD.into(
            EAD.into(EAD.into(did, "origination", label=PUBLISHER), "corpname", relator=PUBLISHER), "part", publisher
        )
    EAD.said(did, "abstract", item.abstract)
    if item.language:
        code = three_letters(item.language)
        material = EAD.into(did, "langmaterial")
        EAD.into(material, "language", item.language, langcode=code)
    media = item.media
    if media and media.media_type.strip():
        EAD.into(did, "physdesc", media.media_type, localtype="media type")
    if media and media.width and media.height:
        EAD.into(did, "physdesc", f"{media.width} x {media.height} pixels", localtype="size")
    if item.duration is not None:
        EAD.into(did, "physdesc", f"{seconds(item.duration)} seconds", localtype=DURATION)
    if item.url.strip():
        EAD.into(did, "dao", daotype="borndigital").set("href", web_uri(item.url) or _token(item.url))


def _token(text: str) -> str:
    return " ".join(legal(text).split())


def _date(did: Element, edtf: str, char: str) -> None:
    """The plain date in a structure, the whole of an uncertain one in a note (standards.md, trap 14)."""
    if not edtf.strip():
        return
    plain = plain_date(edtf)
    words = display(edtf, "en")
    if plain.low or plain.high:
        certainty = "approximate" if plain.approximate else "uncertain" if plain.uncertain else ""
        made = EAD.into(did, "unitdatestructured", datechar=char, certainty=certainty)
        if plain.interval:
            spanned = EAD.into(made, "daterange")
            if plain.low:
                EAD.into(spanned, "fromdate", plain.low, standarddate=plain.low)
            if plain.high:
                EAD.into(spanned, "todate", plain.high, standarddate=plain.high)
        else:
            EAD.into(made, "datesingle", words, standarddate=plain.plain)
    else:
        EAD.into(did, "unitdate", words, datechar=char)
    if not plain.exact:
        EAD.into(did, "didnote", f"{NOTE}{edtf}", localtype=char)


def _agent(origination: Element, agent: Agent) -> None:
    local = {"person": "persname", "organization": "corpname"}.get(agent.kind, "name")
    uri = web_uri(agent.uri)
    made = EAD.into(origination, local, relator=agent.relator, identifier=uri, source=agent.authority if uri else "")
    EAD.into(made, "part", agent.name)


def _lines(item: Item, *, limits: bool) -> list[Line]:
    found = []
    for statement in item.rights:
        found += [
            line for line in lines_of(statement) if (line.kind in LIMITS and line.kind != "prohibition") is limits
        ]
        if statement.copyright_year is not None and not limits:
            found.append(Line("year", str(statement.copyright_year)))
    return found


def _paragraph(root: Element, local: str, line: Line) -> None:
    holder = root.find(EAD.name(local))
    holder = EAD.into(root, local) if holder is None else holder
    uri = web_uri(line.uri)
    if not uri:
        EAD.into(holder, "p", line.text if line.kind in _UNLABELLED else str(line))
        return
    label, colon, _ = str(line).partition(": ")
    paragraph = EAD.into(holder, "p", f"{label}{colon}")
    EAD.into(paragraph, "ref", line.text or uri).set("href", uri)


def _said(root: Element, local: str, text: str, *, head: str = "") -> None:
    if not text.strip():
        return
    made = EAD.into(root, local)
    EAD.said(made, "head", head)
    EAD.into(made, "p", text)


def _access(root: Element, item: Item) -> None:
    made = EAD.root("controlaccess")
    genre = {Kind.ARTICLE: ARTICLE_GENRE, Kind.VIDEO: VIDEO_GENRE}.get(item.kind, GENRES.get(item.medium, ("", ""))[1])
    authority = GENRES.get(item.medium, ("", ""))[0] if item.kind is Kind.PHOTO else ""
    if genre:
        EAD.into(EAD.into(made, "genreform", source=authority), "part", genre)
    for term in item.subjects:
        local = {"person": "persname", "organization": "corpname", "place": "geogname"}.get(term.kind, "subject")
        uri = web_uri(term.uri)
        one = EAD.into(made, local, localtype="subject", identifier=uri, source=term.authority if uri else "")
        EAD.into(one, "part", term.text)
    for person in item.people:
        uri = web_uri(person.uri)
        one = EAD.into(made, "persname", localtype=PERSON_SHOWN, identifier=uri, source=person.authority if uri else "")
        EAD.into(one, "part", person.text)
    for place, what in ((item.place, ""), (item.dateline, DATELINE)):
        if place.strip():
            EAD.into(EAD.into(made, "geogname", localtype=what), "part", place)
    for name in item.collections:
        if name.strip():
            EAD.into(EAD.into(made, "title", localtype="collection"), "part", name)
    if len(made):
        root.append(made)
