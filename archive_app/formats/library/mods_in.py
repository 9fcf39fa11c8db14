"""MODS records of any version 3, ours and other people's, alone, in a collection or in an OAI-PMH answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archive_app.domain.records import Kind
from archive_app.formats.library.languages import shortest
from archive_app.formats.library.mods_out import (
    ALTERNATIVE,
    CAPTION,
    COLLECTION,
    CREDIT,
    DATELINE,
    GENRES,
    MENTION,
    PAGE_ADDRESS,
    SHOWN,
)
from archive_app.formats.library.reading_records import Found, dated, duration_of, key_of, upright
from archive_app.formats.library.relators import CREATING, code_of, role_of
from archive_app.formats.library.rights_lines import LABELS, Line
from archive_app.formats.wire.item import NOTHING, Said
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import Element, XmlSource, attribute, below, child, children, local, texts
from archive_app.formats.wire.xml_values import said

_KINDS = {label: kind for kind, label in LABELS.items()}
_TYPES = {
    "text": Kind.ARTICLE,
    "still image": Kind.PHOTO,
    "moving image": Kind.VIDEO,
    "cartographic": Kind.PHOTO,
    "three dimensional object": Kind.PHOTO,
}
_MEDIA = {term.casefold(): medium for medium, (_, term) in GENRES.items()}
_HREF = "{http://www.w3.org/1999/xlink}href"


def records_of(xml: XmlSource) -> Iterator[Found]:
    """Every MODS record of a document, in its order."""
    roots = [xml.root] if local(xml.root) == "mods" else list(below(xml.root, "mods"))
    for root in roots:
        yield _Reader(xml, root).read()


class _Reader:
    """Reads one record; used once."""

    def __init__(self, xml: XmlSource, root: Element) -> None:
        self.xml = xml
        self.root = root
        self.found = Found(self._kind())

    def read(self) -> Found:
        found = self.found
        self._identifiers()
        self._related()
        self._rights()
        language = self._said(child(self.root, "language", "languageterm"), "language")
        found.language = language.but(shortest(language.text)) if language else language
        {Kind.ARTICLE: self._article, Kind.PHOTO: self._photo, Kind.VIDEO: self._video}[found.kind]()
        return found

    def _kind(self) -> Kind:
        for one in children(self.root, "typeofresource"):
            stated = texts(one).casefold()
            if stated in _TYPES:
                return _TYPES[stated]
        genres = " ".join(texts(one).casefold() for one in children(self.root, "genre"))
        if any(word in genres for word in ("photograph", "picture", "image", "illustration")):
            return Kind.PHOTO
        if any(word in genres for word in ("video", "film", "motion picture")):
            return Kind.VIDEO
        return Kind.ARTICLE

    def _said(self, element: Element | None, how: str, confidence: float = 0.95) -> Said:
        return said(self.xml, element, how, confidence)

    def _identifiers(self) -> None:
        for one in children(self.root, "identifier"):
            if texts(one):
                self.found.names.append(key_of(texts(one)))
        if texts(child(self.root, "recordinfo", "recordidentifier")):
            self.found.names.append(key_of(texts(child(self.root, "recordinfo", "recordidentifier"))))
        if self.root.get("ID"):
            self.found.names.append(f"#{self.root.get('ID')}")

    def _related(self) -> None:
        for one in children(self.root, "relateditem"):
            target = attribute(one, _HREF) or texts(child(one, "identifier"))
            if not target:
                continue
            if attribute(one, "type") == "host":
                self.found.hosts.append(key_of(target))
            elif attribute(one, "type") == "constituent":
                self.found.parts.append(key_of(target))

    def _host(self) -> Element | None:
        """The newspaper or book that an article stands in."""
        hosts = [
            one
            for one in children(self.root, "relateditem")
            if attribute(one, "type") == "host" and attribute(one, "displaylabel", "displayLabel") != COLLECTION
        ]
        return next((one for one in hosts if child(one, "titleinfo", "title") is not None), next(iter(hosts), None))

    def _title(self) -> Said:
        """The title, with its article and subtitle; a supplied one is none."""
        found = NOTHING
        for one in children(self.root, "titleinfo"):
            if attribute(one, "supplied") == "yes" or attribute(one, "type"):
                continue
            title = self._said(child(one, "title"), "titleInfo/title")
            before, after = texts(child(one, "nonsort")), texts(child(one, "subtitle"))
            if title and (before or after):
                whole = f"{before} {title.text}".strip() + (f": {after}" if after else "")
                title = replace(title.but(whole), confidence=0.9)
            found = found or title
        return found

    def _labelled(self, local_name: str, label: str) -> Said:
        return next(
            (
                self._said(one, local_name, 0.95)
                for one in children(self.root, local_name)
                if attribute(one, "displayLabel") == label and texts(one)
            ),
            NOTHING,
        )

    def _plain(self, local_name: str) -> Said:
        return next(
            (
                self._said(one, local_name, 0.93)
                for one in children(self.root, local_name)
                if not attribute(one, "displayLabel") and texts(one)
            ),
            NOTHING,
        )

    def _date(self, *names: str) -> Said:
        for name in names:
            for origin in children(self.root, "origininfo"):
                dates = [one for one in children(origin, name.lower()) if texts(one)]
                dates.sort(key=lambda one: (attribute(one, "keyDate") != "yes", attribute(one, "encoding") == ""))
                points = {attribute(one, "point"): one for one in dates}
                if {"start", "end"} <= points.keys():
                    span = f"{texts(points['start'])}/{texts(points['end'])}"
                    if value := dated(self._said(points["start"], f"originInfo/{name}").but(span)):
                        return value
                for one in dates:
                    if value := dated(self._said(one, f"originInfo/{name}"), moment=True):
                        return _doubted(value, attribute(one, "qualifier"))
        return NOTHING

    def _names(self) -> list[tuple[Said, list[str]]]:
        """Every name of the record with its relator codes."""
        found = []
        for one in children(self.root, "name"):
            parts = [
                part for part in children(one, "namepart") if attribute(part, "type") not in ("date", "termsOfAddress")
            ]
            family = next((texts(part) for part in parts if attribute(part, "type") == "family"), "")
            given = next((texts(part) for part in parts if attribute(part, "type") == "given"), "")
            where = parts[0] if parts else child(one, "displayform")
            name = self._said(where, "name", 0.93)
            if family and given:
                name = name.but(f"{given} {family}")
            elif attribute(one, "type") in ("personal", ""):
                name = name.but(upright(name.text))
            terms = [texts(term) for role in children(one, "role") for term in children(role, "roleterm")]
            codes = list(dict.fromkeys(code for term in terms if (code := code_of(term))))
            if name:
                found.append((name, codes or ["cre"] if not terms else codes))
        return found

    def _makers(self) -> list[Said]:
        kind = self.found.kind
        made = []
        for name, codes in self._names():
            code = next((code for code in codes if code in CREATING), "")
            if code:
                made.append(replace(name, role=role_of(code, kind) if code != "cre" else ""))
        return made

    def _subjects(self) -> tuple[list[Said], list[Said], Said, Said]:
        """Topics, persons shown, the place shown and the place of the dateline."""
        topics: list[Said] = []
        people: list[Said] = []
        place = dateline = NOTHING
        for one in children(self.root, "subject"):
            label = attribute(one, "displayLabel")
            for part in children(one):
                if local(part) in ("topic", "genre", "occupation", "temporal"):
                    topics.append(self._said(part, "subject/topic", 0.93))
                elif local(part) == "name":
                    name = self._said(child(part, "namepart"), "subject/name", 0.93)
                    (people if label == SHOWN else topics).append(name)
                elif local(part) == "titleinfo":
                    topics.append(self._said(child(part, "title"), "subject/titleInfo", 0.9))
                elif local(part) in ("geographic", "hierarchicalgeographic"):
                    where = self._said(part, "subject/geographic", 0.93)
                    if label == DATELINE:
                        dateline = dateline or where
                    else:
                        place = place or where
        return [one for one in topics if one], [one for one in people if one], place, dateline

    def _url(self) -> Said:
        urls = [url for location in children(self.root, "location") for url in children(location, "url")]
        urls = [one for one in urls if attribute(one, "access") != "preview"]
        urls.sort(key=lambda one: attribute(one, "usage") not in ("primary", "primary display"))
        located = next((self._said(one, "location/url") for one in urls if texts(one)), NOTHING)
        stated = next((one for one in children(self.root, "identifier") if attribute(one, "type") == "uri"), None)
        return located or self._said(stated, "identifier", 0.9)

    def _rights(self) -> None:
        rights = self.found.rights
        for one in children(self.root, "accesscondition"):
            label = attribute(one, "displayLabel")
            uri = attribute(one, "valueURI") or attribute(one, _HREF)
            kind = _KINDS.get(label, "")
            if not kind and attribute(one, "authority") == "rightsstatements":
                kind = "status"
            elif not kind and "restriction" in attribute(one, "type"):
                kind = "restriction"
            rights.say(Line(kind, texts(one), uri))
        for name, codes in self._names():
            rights.agents += [(name.text, code) for code in codes if code not in CREATING]
        years = [
            texts(one) for origin in children(self.root, "origininfo") for one in children(origin, "copyrightdate")
        ]
        rights.year = next((int(year) for year in years if year.isascii() and year.isdecimal()), None)
        for note in children(self.root, "note"):
            if attribute(note, "displayLabel") == CREDIT:
                rights.credit_lines.append(texts(note))
        for note in below(self.root, "recordinfonote"):
            label, colon, rest = texts(note).partition(": ")
            if colon and label == LABELS["review"]:
                rights.say(Line("review", rest))

    def _article(self) -> None:
        item = self.found.item
        item.headline = self._title()
        item.standfirst = self._plain("abstract")
        item.bylines = self._makers()
        host = self._host()
        own = next(
            (
                self._said(child(one, "publisher"), "originInfo/publisher", 0.9)
                for one in children(self.root, "origininfo")
                if child(one, "publisher") is not None
            ),
            NOTHING,
        )
        item.publisher = first(self._said(child(host, "titleinfo", "title"), "relatedItem/title", 0.93), own)
        for part in children(host, "part") if host is not None else ():
            for detail in children(part, "detail"):
                if attribute(detail, "type") == "section":
                    item.section = self._said(child(detail, "title"), "relatedItem/part", 0.93)
        item.published = self._date("dateIssued", "dateCreated")
        item.accessed = self._date("dateCaptured").text
        topics, people, place, dateline = self._subjects()
        item.dateline = dateline or place
        item.subjects = [*topics, *people]
        item.url = self._url()
        item.notes = [texts(one) for one in children(self.root, "note") if not attribute(one, "displayLabel")]

    def _photo(self) -> None:
        topics, people, place, dateline = self._subjects()
        self.found.picture = replace(
            self.found.picture,
            title=self._title(),
            caption=self._labelled("abstract", CAPTION),
            whole=True,
            description=self._plain("abstract"),
            credit=self._labelled("note", CREDIT),
            alt=self._labelled("note", ALTERNATIVE),
            src=self._url(),
            page_src=self._labelled("note", PAGE_ADDRESS),
            creators=tuple(self._makers()),
            people=tuple(people),
            subjects=tuple(topics),
            taken=self._date("dateCreated", "dateIssued"),
            place=place or dateline,
            source_type=self._source_type(),
            medium=next(
                (_MEDIA[t] for one in children(self.root, "genre") if (t := texts(one).casefold()) in _MEDIA), "photo"
            ),
        )

    def _source_type(self) -> Said:
        forms = [one for about in children(self.root, "physicaldescription") for one in children(about, "form")]
        return next(
            (
                self._said(one, "physicalDescription/form")
                for one in forms
                if attribute(one, "type") == "digital source type"
            ),
            NOTHING,
        )

    def _video(self) -> None:
        extents = [one for about in children(self.root, "physicaldescription") for one in children(about, "extent")]
        lengths = [duration_of(texts(one)) for one in extents if attribute(one, "unit") in ("", "seconds")]
        topics, people, _, _ = self._subjects()
        platform = next(
            (texts(one) for origin in children(self.root, "origininfo") for one in children(origin, "publisher")), ""
        )
        self.found.video = replace(
            self.found.video,
            title=self._title(),
            caption=self._labelled("abstract", CAPTION),
            whole=True,
            description=self._plain("abstract"),
            credit=self._labelled("note", CREDIT),
            mention=self._labelled("note", MENTION),
            url=self._url(),
            creators=tuple(self._makers()),
            subjects=(*topics, *people),
            published=self._date("dateIssued", "dateCreated"),
            duration=next((one for one in lengths if one is not None), None),
            platform=platform,
        )


def _doubted(value: Said, qualifier: str) -> Said:
    """The date with the doubt that the record states beside it."""
    sign = {"approximate": "~", "questionable": "?", "inferred": "?"}.get(qualifier, "")
    if sign and not any(mark in value.text for mark in "~?%/[{T"):
        return value.but(value.text + sign)
    return value
