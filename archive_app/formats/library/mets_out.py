"""One work as METS 1.12.1: its MODS, its PREMIS, its files and how they belong together.

The physical structure map is the one that preservation systems look for (``TYPE="physical"``; others are refused by
some readers).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from archive_app.domain.records import Kind
from archive_app.formats.library.item import Item
from archive_app.formats.library.mods_out import mods_of
from archive_app.formats.library.premis_out import Parts, parts_of, program
from archive_app.formats.library.xml_out import XLINK, Element, Maker, web_uri

NAMESPACE = "http://www.loc.gov/METS/"
METS = Maker(NAMESPACE, None, {"xlink": XLINK})

_TYPES = {Kind.ARTICLE: "news article", Kind.PHOTO: "photograph", Kind.VIDEO: "moving image"}
_DIVISIONS = {Kind.ARTICLE: "article", Kind.PHOTO: "photograph", Kind.VIDEO: "video"}


@dataclass(frozen=True, slots=True)
class Held:
    """A file beside the METS document, or where it can be found.

    Attributes:
        href: Its path from the document, or an address.
        local: Whether it lies in the same folder tree.
    """

    href: str
    local: bool = True


def mets_of(items: Sequence[Item], files: Mapping[str, Held], institution: str, now: str) -> Element:
    """The METS document of a work.

    Args:
        items: The work, then its parts.
        files: By uid, where the file of an item is.
        institution: Who made the document; "" where that is not known.
        now: When, UTC.
    """
    work = items[0]
    root = METS.root("mets", OBJID=work.urn, TYPE=_TYPES[work.kind], LABEL=work.title)
    _head(root, institution, now)
    for number, item in enumerate(items, 1):
        section = METS.into(root, "dmdSec", ID=f"dmd{number}")
        _wrap(section, "MODS", "3.8", mods_of(item, institution))
    agents = {_agent_name(one): one for one in [program()]}
    for number, item in enumerate(items, 1):
        root.append(_administrative(number, parts_of(item), agents))
    with_file = [(number, item) for number, item in enumerate(items, 1) if item.uid in files]
    if with_file:
        group = METS.into(METS.into(root, "fileSec"), "fileGrp", USE="original")
        for number, item in with_file:
            _file(group, number, item, files[item.uid])
    _structure(root, items, {number for number, _ in with_file})
    return root


def _head(root: Element, institution: str, now: str) -> None:
    head = METS.into(root, "metsHdr", CREATEDATE=now)
    if institution.strip():
        agent = METS.into(head, "agent", ROLE="CREATOR", TYPE="ORGANIZATION")
        METS.into(agent, "name", institution)
    software = METS.into(head, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="software")
    METS.into(software, "name", "archive-app")


def _administrative(number: int, parts: Parts, agents: dict[str, Element]) -> Element:
    made = METS.root("amdSec", ID=f"amd{number}")
    for count, one in enumerate(parts.objects, 1):
        _wrap(METS.into(made, "techMD", ID=f"tech{number}-{count}"), "PREMIS:OBJECT", "3.0", one)
    for count, one in enumerate(parts.rights, 1):
        _wrap(METS.into(made, "rightsMD", ID=f"rights{number}-{count}"), "PREMIS:RIGHTS", "3.0", one)
    for count, one in enumerate(parts.events, 1):
        _wrap(METS.into(made, "digiprovMD", ID=f"event{number}-{count}"), "PREMIS:EVENT", "3.0", one)
    new = list(agents.values()) if number == 1 else []
    for one in parts.agents:
        if _agent_name(one) not in agents:
            agents[_agent_name(one)] = one
            new.append(one)
    for count, one in enumerate(new, 1):
        _wrap(METS.into(made, "digiprovMD", ID=f"agent{number}-{count}"), "PREMIS:AGENT", "3.0", one)
    return made


def _agent_name(agent: Element) -> str:
    return etree.tostring(agent[0], encoding="unicode")


def _wrap(section: Element, kind: str, version: str, content: Element) -> None:
    wrap = METS.into(section, "mdWrap", MDTYPE=kind, MDTYPEVERSION=version)
    METS.into(wrap, "xmlData").append(content)


def _file(group: Element, number: int, item: Item, held: Held) -> None:
    media = item.media
    made = METS.into(group, "file", ID=f"file{number}", ADMID=f"amd{number}", DMDID=f"dmd{number}")
    if media is not None:
        if media.media_type.strip():
            made.set("MIMETYPE", media.media_type)
        if 0 < media.size < 2**63:
            made.set("SIZE", str(media.size))
        if media.sha256:
            made.set("CHECKSUM", media.sha256)
            made.set("CHECKSUMTYPE", "SHA-256")
    if held.local:
        METS.into(made, "FLocat", LOCTYPE="OTHER", OTHERLOCTYPE="SYSTEM", href=held.href)
    else:
        METS.into(made, "FLocat", LOCTYPE="URL", href=web_uri(held.href))


def _structure(root: Element, items: Sequence[Item], with_file: set[int]) -> None:
    structure = METS.into(root, "structMap", TYPE="physical")
    outer: Element | None = None
    for number, item in enumerate(items, 1):
        division = METS.into(
            structure if outer is None else outer, "div", TYPE=_DIVISIONS[item.kind], LABEL=item.title,
            DMDID=f"dmd{number}", ADMID=f"amd{number}",
        )  # fmt: skip
        if number in with_file:
            METS.into(division, "fptr", FILEID=f"file{number}")
        if outer is None:
            outer = division
