"""EAD3 (and EAD 2002, whose items look alike): the items of a finding aid, each a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from archive_app.domain.records import Kind
from archive_app.formats.library.ead_out import (
    ALTERNATIVE,
    DATELINE,
    DESCRIPTION,
    DURATION,
    MENTION,
    PAGE_ADDRESS,
    PERSON_SHOWN,
    PUBLISHER,
    SECTION,
)
from archive_app.formats.library.languages import shortest
from archive_app.formats.library.mods_out import GENRES
from archive_app.formats.library.plain_dates import NOTE
from archive_app.formats.library.reading_records import Found, dated, duration_of, is_uuid, key_of, upright
from archive_app.formats.library.relators import CREATING, code_of, role_of
from archive_app.formats.library.rights_lines import read_line
from archive_app.formats.wire.item import NOTHING, Said
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import Element, XmlSource, attribute, below, child, children, local, texts
from archive_app.formats.wire.xml_values import said

_COMPONENTS = frozenset({"c", *(f"c{number:02}" for number in range(1, 13))})
_PICTURE = re.compile(
    r"photo|picture|still image|negative|slide|print\b|illustration|screenshot|video still", re.IGNORECASE
)
_FILM = re.compile(r"video(?! still)|film|motion picture|moving image", re.IGNORECASE)
_MEDIA = {term.casefold(): medium for medium, (_, term) in GENRES.items()}
_HREF = "{http://www.w3.org/1999/xlink}href"
_ADDRESS = re.compile(r"https?://\S+")


def records_of(xml: XmlSource) -> Iterator[Found]:
    """The items of a finding aid: components of level item, or the innermost ones where none is called so."""
    components = [one for one in xml.root.iterdescendants("*") if local(one) in _COMPONENTS]
    items = [one for one in components if attribute(one, "level") == "item"]
    if not items:
        items = [one for one in components if not any(local(part) in _COMPONENTS for part in one)]
    known = set(items)
    for one in items:
        yield _Reader(xml, one, known).read()


class _Reader:
    """Reads one component; used once."""

    def __init__(self, xml: XmlSource, root: Element, items: set[Element]) -> None:
        self.xml = xml
        self.root = root
        self.did = child(root, "did")
        self.found = Found(self._kind())
        parent = root.getparent()
        if parent is not None and parent in items:
            self.found.hosts.append(_place(parent))
        self.found.names.append(_place(root))

    def read(self) -> Found:
        found = self.found
        for one in self._did("unitid"):
            if texts(one):
                found.names.append(key_of(texts(one)))
        self._rights()
        for one in self._did("langmaterial"):
            for language in below(one, "language"):
                tag = self._said(language, "langmaterial")
                code = attribute(language, "langcode")
                own = tag.text if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", tag.text) else ""
                found.language = found.language or (tag if own else tag.but(shortest(code)) if code else NOTHING)
        {Kind.ARTICLE: self._article, Kind.PHOTO: self._photo, Kind.VIDEO: self._video}[found.kind]()
        return found

    def _did(self, name: str) -> list[Element]:
        return [] if self.did is None else list(children(self.did, name))

    def _said(self, element: Element | None, how: str, confidence: float = 0.93) -> Said:
        return said(self.xml, element, how, confidence)

    def _genres(self) -> list[str]:
        return [
            texts(one).casefold()
            for access in children(self.root, "controlaccess")
            for one in below(access, "genreform")
        ]

    def _kind(self) -> Kind:
        words = " ".join(self._genres()) or " ".join(texts(one) for one in self._did("physdesc"))
        words = words or " ".join(texts(one) for one in self._did("physdescstructured"))
        if _PICTURE.search(words):
            return Kind.PHOTO
        if _FILM.search(words):
            return Kind.VIDEO
        title = texts(child(self.did, "unittitle"))
        return Kind.PHOTO if re.match(r"photo(?:graph)?\b", title, re.IGNORECASE) else Kind.ARTICLE

    def _title(self) -> Said:
        given = [one for one in self._did("unittitle") if attribute(one, "localtype") != "supplied"]
        return self._said(next(iter(given), None), "unittitle", 0.95)

    def _paragraphs(self, name: str, head: str = "") -> list[Said]:
        found = []
        for one in children(self.root, name):
            if texts(child(one, "head")) == head or (not head and child(one, "head") is None):
                found += [self._said(part, name) for part in children(one, "p")]
        return [one for one in found if one]

    def _date(self, *chars: str) -> Said:
        for note in self._did("didnote"):
            text = texts(note)
            if text.startswith(NOTE) and attribute(note, "localtype") in chars:
                return dated(self._said(note, "didnote").but(text.removeprefix(NOTE).strip()))
        dates = [one for name in ("unitdatestructured", "unitdate") for one in self._did(name)]
        wanted = [one for one in dates if attribute(one, "datechar") in chars]
        wanted = wanted or [one for one in dates if attribute(one, "datechar") != "capture" and "capture" not in chars]
        return first(*(value for one in wanted if (value := self._dated(one))))

    def _dated(self, element: Element) -> Said:
        single, spanned = child(element, "datesingle"), child(element, "daterange")
        if spanned is not None:
            ends = [
                attribute(child(spanned, name), "standarddate") or texts(child(spanned, name))
                for name in ("fromdate", "todate")
            ]
            return dated(self._said(spanned, "unitdatestructured").but(f"{ends[0] or '..'}/{ends[1] or '..'}"))
        where = element if single is None else single
        normal = attribute(where, "standarddate", "normal")
        stated = self._said(where, local(element))
        value = dated(
            stated.but(normal) if normal and stated else Said(normal, local(element), 0.9) if normal else stated,
            moment=True,
        )
        sign = {"approximate": "~", "circa": "~", "uncertain": "?"}.get(attribute(element, "certainty"), "")
        return (
            value.but(value.text + sign)
            if value and sign and value.text[-1].isdigit() and "/" not in value.text
            else value
        )

    def _names(self) -> Iterator[tuple[Said, str, bool]]:
        """Each name of an origination with its relator, and whether it is a publisher's."""
        for one in self._did("origination"):
            publisher = attribute(one, "label").casefold() == PUBLISHER
            for name in children(one, "persname", "corpname", "famname", "name"):
                parts = list(children(name, "part"))
                found = self._said(parts[0] if len(parts) == 1 else name, "origination")
                relator = attribute(name, "relator", "role")
                code = code_of(relator)
                if found and local(name) in ("persname", "name"):
                    found = found.but(upright(found.text))
                if found:
                    yield found, code, publisher or relator.casefold() == PUBLISHER

    def _makers(self) -> list[Said]:
        kind = self.found.kind
        return [
            replace(name, role=role_of(code, kind) if code else "")
            for name, code, publisher in self._names()
            if not publisher and (not code or code in CREATING)
        ]

    def _publisher(self) -> Said:
        return first(*(name for name, _, publisher in self._names() if publisher))

    def _rights(self) -> None:
        rights = self.found.rights
        for name in ("accessrestrict", "userestrict"):
            for holder in children(self.root, name):
                for one in children(holder, "p"):
                    line = read_line(texts(one))
                    links = [attribute(link, "href", _HREF) for link in below(one, "ref", "extref")]
                    line = replace(line, uri=links[0]) if links else line
                    kind = line.kind or ("restriction" if name == "accessrestrict" else "")
                    rights.say(replace(line, kind=kind))
        for note in self._paragraphs("processinfo"):
            line = read_line(note.text)
            if line.kind == "review":
                rights.say(line)
        rights.agents += [(name.text, code) for name, code, _ in self._names() if code and code not in CREATING]
        rights.credit_lines += [one.text for one in self._paragraphs("prefercite")]

    def _access(self) -> tuple[list[Said], list[Said], Said, Said]:
        """Subjects, persons shown, the place shown and the place of the dateline."""
        subjects: list[Said] = []
        people: list[Said] = []
        place = dateline = NOTHING
        for holder in children(self.root, "controlaccess"):
            for one in children(holder, "subject", "persname", "corpname", "famname", "name", "geogname"):
                parts = list(children(one, "part"))
                found = self._said(parts[0] if len(parts) == 1 else one, "controlaccess")
                sort = attribute(one, "localtype")
                if sort == PERSON_SHOWN:
                    people.append(found)
                elif local(one) != "geogname" or sort == "subject":
                    subjects.append(found)
                elif sort == DATELINE:
                    dateline = dateline or found
                else:
                    place = place or found
        return [one for one in subjects if one], [one for one in people if one], place, dateline

    def _url(self) -> Said:
        links = [
            *self._did("dao"),
            *(one for group in self._did("daoset") for one in children(group, "dao")),
            *children(self.root, "dao"),
        ]
        for one in links:
            address = attribute(one, "href", _HREF)
            if _ADDRESS.fullmatch(address):
                place = self.xml.place(one)
                return Said(address, "dao", 0.95, place.start, place.inside)
        return NOTHING

    def _article(self) -> None:
        item = self.found.item
        subjects, people, place, dateline = self._access()
        item.headline = self._title()
        item.standfirst = first(
            *(self._said(one, "abstract") for one in self._did("abstract")), *self._paragraphs("scopecontent")
        )
        item.bylines = self._makers()
        item.publisher = self._publisher()
        item.section = first(*self._paragraphs("odd", SECTION))
        item.dateline = dateline or place
        item.published = self._date("publication")
        item.accessed = self._date("capture").text
        item.subjects = [*subjects, *people]
        item.url = self._url()

    def _photo(self) -> None:
        subjects, people, place, dateline = self._access()
        self.found.picture = replace(
            self.found.picture,
            title=self._title(),
            caption=first(*self._paragraphs("scopecontent")),
            whole=any(is_uuid(one) for one in self.found.names),
            description=first(*self._paragraphs("scopecontent", DESCRIPTION)),
            credit=first(*self._paragraphs("prefercite")),
            alt=first(*self._paragraphs("odd", ALTERNATIVE)),
            src=self._url(),
            page_src=first(*self._paragraphs("odd", PAGE_ADDRESS)),
            creators=tuple(self._makers()),
            people=tuple(people),
            subjects=tuple(subjects),
            taken=self._date("creation", "publication"),
            place=place or dateline,
            medium=next((_MEDIA[one] for one in self._genres() if one in _MEDIA), "photo"),
        )

    def _video(self) -> None:
        subjects, people, _, _ = self._access()
        lengths = [
            duration_of(texts(one)) for one in self._did("physdesc") if attribute(one, "localtype") in ("", DURATION)
        ]
        self.found.video = replace(
            self.found.video,
            title=self._title(),
            caption=first(*self._paragraphs("scopecontent")),
            whole=any(is_uuid(one) for one in self.found.names),
            description=first(*self._paragraphs("scopecontent", DESCRIPTION)),
            credit=first(*self._paragraphs("prefercite")),
            mention=first(*self._paragraphs("odd", MENTION)),
            url=self._url(),
            platform=self._publisher().text,
            creators=tuple(self._makers()),
            subjects=(*subjects, *people),
            published=self._date("publication", "creation"),
            duration=next((one for one in lengths if one is not None), None),
        )


def _place(element: Element) -> str:
    """A name for a component within its document."""
    return f"#{element.getroottree().getpath(element)}"
