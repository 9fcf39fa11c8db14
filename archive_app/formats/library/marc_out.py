"""Items as MARC 21 bibliographic records, in MARCXML.

The schema checks form only; which fields there are and what stands in them follows the MARC 21 format of the Library of
Congress: 506 (access), 540 (use), 542 (copyright), 524 (how to cite), 773 and 774 (host and part), 856 (address).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive_app.domain.date_display import display
from archive_app.domain.records import Kind
from archive_app.domain.rights import RightsStatement
from archive_app.formats.library.item import Agent, Item, urn
from archive_app.formats.library.languages import three_letters
from archive_app.formats.library.mods_out import GENRES
from archive_app.formats.library.plain_dates import NOTE, plain_date
from archive_app.formats.library.relators import CREATING, TERMS
from archive_app.formats.library.rights_lines import LABELS, LIMITS, STATUS_WORDS, Line, lines_of, provenance_lines
from archive_app.formats.library.xml_out import Element, Maker, web_uri

NAMESPACE = "http://www.loc.gov/MARC21/slim"
MARC = Maker(NAMESPACE)

_LEADERS = {
    Kind.ARTICLE: "00000naa a22000007i 4500",
    Kind.PHOTO: "00000nka a22000007i 4500",
    Kind.VIDEO: "00000nga a22000007i 4500",
}
_CONTENT = {
    Kind.ARTICLE: ("text", "txt"),
    Kind.PHOTO: ("still image", "sti"),
    Kind.VIDEO: ("two-dimensional moving image", "tdi"),
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_EXACT_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_INVERTIBLE = re.compile(r"[^\W\d_]['’.\w-]*(?: [^\W\d_]['’.\w-]*){1,3}\Z")
_UNINVERTED = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def collection() -> Element:
    """The element around all records."""
    return MARC.root("collection")


def marc_of(item: Item, institution: str = "") -> Element:
    """The MARC record of an item."""
    root = MARC.root("record", type="Bibliographic")
    MARC.into(root, "leader", _LEADERS[item.kind])
    _control(root, "001", item.uid)
    if institution and " " not in institution:
        _control(root, "003", institution)
    stamp = re.sub(r"\D", "", item.modified_at)[:14]
    if len(stamp) == 14:
        _control(root, "005", f"{stamp}.0")
    _control(root, "008", _fixed(item))
    _field(root, "024", "7", " ", ("a", item.urn), ("2", "urn"))
    _field(root, "040", " ", " ", ("a", institution))
    if item.language:
        _field(root, "041", " ", "7", ("a", item.language), ("2", "rfc5646"))
    main, others = _names(item)
    if main is not None:
        _name(root, main, added=False)
    _title(root, item, has_main=main is not None)
    date = item.issued or item.created
    _field(
        root, "264", " ", "0" if item.kind is Kind.PHOTO else "1",
        ("b", f"{item.publisher or item.platform}," if item.publisher or item.platform else ""),
        ("c", f"{_date_words(date)}." if date else ""),
    )  # fmt: skip
    _extent(root, item)
    content, code = _CONTENT[item.kind]
    _field(root, "336", " ", " ", ("a", content), ("b", code), ("2", "rdacontent"))
    _notes(root, item, date)
    _subjects(root, item)
    for agent in others:
        _name(root, agent, added=True)
    _links(root, item)
    uri = web_uri(item.url)
    _field(root, "856", "4", "0" if uri else " ", ("u", uri or item.url))
    root[:] = sorted(root, key=lambda one: one.get("tag") or "")  # the leader, then fields by number
    return root


def inverted(name: str) -> tuple[str, str]:
    """A person's name as an index sorts it, and MARC's first indicator: 1 with the family name first, else 0.

    Names of scripts whose order is not the Western one, and of more than four words, stay as they are printed.
    """
    if "," in name:
        return name, "1"
    if _UNINVERTED.search(name) or not _INVERTIBLE.match(name):
        return name, "0"
    given, _, family = name.rpartition(" ")
    particle = re.search(r" ((?:von|van|de|da|di|du|der|den|del|della|la|le|zu|zur|ten|ter|dos|das|af|av)\b.*)", given)
    if particle:
        given, family = given[: particle.start()], f"{particle[1]} {family}"
    return f"{family}, {given}", "1"


def _control(root: Element, tag: str, text: str) -> None:
    if text:
        MARC.into(root, "controlfield", text, tag=tag)


def _field(root: Element, tag: str, first: str, second: str, *subfields: tuple[str, str]) -> Element | None:
    """A field with those of its subfields that hold anything; none when no subfield but a source ($2) does."""
    kept = [(code, text) for code, text in subfields if text.strip()]
    if not any(code != "2" for code, _ in kept):
        return None
    made = MARC.into(root, "datafield", tag=tag, ind1=first, ind2=second)
    for code, text in kept:
        MARC.into(made, "subfield", text, code=code)
    return made


def _fixed(item: Item) -> str:
    """Field 008, forty characters: entered on, dates, place not known, form, language."""
    entered = re.sub(r"\D", "", item.created_at)[2:8].ljust(6, "0")[:6]
    plain = plain_date(item.issued or item.created)
    low, high = plain.low[:4], plain.high[:4]
    kind = "n" if not low else "m" if high and high != low else "q" if plain.approximate or plain.uncertain else "s"
    dates = f"{kind}{low or 'uuuu'}{high if kind == 'm' else low if kind == 'q' else 'uuuu' if kind == 'n' else '    '}"
    if item.kind is Kind.ARTICLE:
        middle = "     o           "
    else:
        minutes = "---" if item.duration is None else f"{min(999, round(item.duration / 60)):03}"
        length = "nnn" if item.kind is Kind.PHOTO else minutes
        middle = (
            f"{length}        o   {'i' if item.kind is Kind.PHOTO else 'v'}{'n' if item.kind is Kind.PHOTO else 'u'}"
        )
    return f"{entered}{dates}xx {middle}{three_letters(item.language) or 'und'} d"


def _names(item: Item) -> tuple[Agent | None, list[Agent]]:
    """Who stands in 1XX, and the others."""
    named = [one for one in item.agents if one.relator != "dpc"]
    main = next((one for one in named if one.relator in CREATING and one.kind), None)
    return main, [one for one in named if one is not main]


def _name(root: Element, agent: Agent, *, added: bool) -> None:
    term = TERMS[agent.relator].casefold()
    name = agent.heading or agent.name
    uri = web_uri(agent.uri)
    if agent.kind == "person":
        heading, first = inverted(name)
        parts = (("a", f"{heading},"), ("e", f"{term}."), ("4", agent.relator), ("0", uri))
        _field(root, "700" if added else "100", first, " ", *parts)
    elif agent.kind == "organization":
        parts = (("a", f"{name},"), ("e", f"{term}."), ("4", agent.relator), ("0", uri))
        _field(root, "710" if added else "110", "2", " ", *parts)
    else:
        _field(root, "720", " ", " ", ("a", agent.name), ("e", term), ("4", agent.relator))


def _title(root: Element, item: Item, *, has_main: bool) -> None:
    makers = list(dict.fromkeys(one.name for one in item.agents if one.relator in CREATING))
    title = f"[{item.title}]" if item.supplied and item.title else item.title or "[Untitled]"
    first = "1" if has_main else "0"
    if makers:
        _field(root, "245", first, "0", ("a", f"{title} /"), ("c", f"{', '.join(makers)}."))
    else:
        _field(root, "245", first, "0", ("a", title if title.endswith((".", "?", "!", "…", "]")) else f"{title}."))


def _date_words(edtf: str) -> str:
    """A date as cataloguers write it, year first: 2024 April 6."""
    exact = _EXACT_DAY.match(edtf.partition("T")[0])
    if not exact:
        return display(edtf, "en")
    year, month, day = exact.groups()
    if not month or not 1 <= int(month) <= 12:
        return display(edtf, "en") if month else year
    return f"{year} {_MONTHS[int(month) - 1]}{f' {int(day)}' if day else ''}"


def _extent(root: Element, item: Item) -> None:
    media = item.media
    size = f"{media.width} x {media.height} pixels" if media and media.width and media.height else ""
    unit = {Kind.ARTICLE: "", Kind.PHOTO: "1 photograph", Kind.VIDEO: "1 video file"}[item.kind]
    if size or item.duration is not None:
        _field(root, "300", " ", " ", ("a", f"{unit} ;" if size else unit), ("c", size))
    if item.duration is not None:
        whole = max(0, round(item.duration))
        _field(root, "306", " ", " ", ("a", f"{min(99, whole // 3600):02}{whole // 60 % 60:02}{whole % 60:02}"))
    if media is not None:
        _field(root, "347", " ", " ", ("b", media.media_type), ("c", f"{media.size} bytes" if media.size > 0 else ""))


def _notes(root: Element, item: Item, date: str) -> None:
    for text in (item.abstract, item.description, *item.captions):
        _field(root, "520", " ", " ", ("a", text))
    for text in item.mentions:
        _field(root, "500", " ", " ", ("a", f"Mentioned as: {text}"))
    for text in item.alternatives:
        _field(root, "500", " ", " ", ("a", f"Alternative text: {text}"))
    if date and not plain_date(date).exact:
        _field(root, "500", " ", " ", ("a", f"{NOTE}{date}"))
    if item.accessed:
        _field(root, "588", " ", " ", ("a", f"Description based on the source as read on {item.accessed}."))
    for statement in item.rights:
        _rights(root, item, statement)
    for line in item.credit_lines:
        _field(root, "524", " ", " ", ("a", line))
    for name in item.collections:
        _field(root, "580", " ", " ", ("a", f"Part of: {name}"))


def _rights(root: Element, item: Item, statement: RightsStatement) -> None:
    """Access in 506, use in 540, copyright in 542; nothing that is said of rights is left out."""
    holders = [one.name for one in statement.agents if one.role == "copyright_holder"]
    licensors = [one.name for one in statement.agents if one.role == "licensor"]
    for line in lines_of(statement):
        if line.kind in LIMITS and line.kind != "prohibition":
            _field(root, "506", "1", " ", ("a", _words(line)))
        elif line.kind != "notice":
            _field(root, "540", " ", " ", ("a", _words(line)), ("u", web_uri(line.uri)))
    year = "" if statement.copyright_year is None else str(statement.copyright_year)
    status = {"in_copyright": "copyrighted", "public_domain": "public domain"}.get(statement.copyright_status, "")
    if not status and statement.copyright_status != "not_evaluated":
        status = STATUS_WORDS.get(statement.copyright_status, "").casefold()
    _field(
        root, "542", " ", " ",
        *(("d", name) for name in holders),
        ("f", statement.copyright_notice),
        ("g", year),
        ("j", statement.determined_on),
        *(("k", name) for name in licensors),
        ("l", status),
        *(("n", str(line)) for line in provenance_lines(statement) if holders or status or statement.copyright_notice),
        ("p", statement.jurisdiction),
    )  # fmt: skip


def _words(line: Line) -> str:
    plain = line.kind in ("terms", "restriction") or (line.kind == "status" and line.uri)
    return (line.text or line.uri) if plain else f"{LABELS[line.kind]}: {line.text or line.uri}"


def _subjects(root: Element, item: Item) -> None:
    for term in item.subjects:
        uri = web_uri(term.uri)
        if term.kind == "person":
            _field(root, "600", "1" if "," in term.text else "0", "4", ("a", term.text), ("0", uri))
        elif term.kind == "organization":
            _field(root, "610", "2", "4", ("a", term.text), ("0", uri))
        elif uri:
            _field(root, "651" if term.kind == "place" else "650", " ", "4", ("a", term.text), ("0", uri))
        else:
            _field(root, "653", " ", " ", ("a", term.text))
    for person in item.people:
        heading, first = inverted(person.text)
        _field(root, "600", first, "4", ("a", heading), ("0", web_uri(person.uri)), ("4", "dpc"))
    for place in _each((item.place, item.dateline)):
        _field(root, "651", " ", "4", ("a", place))
    authority, genre = GENRES.get(item.medium, ("", ""))
    _field(root, "655", " ", "7" if authority else "4", ("a", genre), ("2", authority))


def _links(root: Element, item: Item) -> None:
    if item.container:
        plain = plain_date(item.issued)
        _field(root, "773", "0", " ", ("t", item.container), ("g", ", ".join(_each((plain.plain[:10], item.section)))))
    for other in item.hosts:
        _field(root, "773", "0", " ", ("t", other.title), ("o", urn(other.uid)))
    for other in item.parts:
        _field(root, "774", "0", " ", ("t", other.title), ("o", urn(other.uid)))


def _each(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text.strip()]
