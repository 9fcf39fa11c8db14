"""Dublin Core, simple and qualified: alone, in an OAI-PMH answer, or in any other element around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from archive_app.domain.edtf import earliest
from archive_app.domain.records import Kind
from archive_app.formats.library.dc_out import ALTERNATIVE, CREDIT, ELEMENTS, MENTION, PAGE_ADDRESS, SECTION, TERMS
from archive_app.formats.library.languages import shortest
from archive_app.formats.library.plain_dates import NOTE
from archive_app.formats.library.reading_records import Found, dated, duration_of, is_uuid, key_of, noted_date, upright
from archive_app.formats.library.rights_lines import Line, read_line
from archive_app.formats.wire.item import NOTHING, Said
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import Element, XmlSource, children, local, namespace, texts
from archive_app.formats.wire.xml_values import said

_HOLDERS = ("dc", "qualifieddc", "qualified", "record", "metadata", "oai_dc", "description")
_PICTURE = re.compile(r"still ?image|photo|picture|^image|illustration|drawing|painting|map", re.IGNORECASE)
_FILM = re.compile(r"moving ?image|video|film|motion picture", re.IGNORECASE)
_WEB = ("http://", "https://")
_SIZE = re.compile(r"\d+\s*[x×]\s*\d+")


def records_of(xml: XmlSource) -> Iterator[Found]:
    """Every record of a document: each element that holds elements of Dublin Core."""
    for holder in _holders(xml.root):
        yield _Reader(xml, holder).read()


def has_records(xml: XmlSource) -> bool:
    """Whether anything in a document is Dublin Core."""
    return next(_holders(xml.root), None) is not None


def _holders(root: Element) -> Iterator[Element]:
    for one in (root, *root.iterdescendants("*")):
        if any(_is_term(part) for part in children(one)):
            yield one


def _is_term(element: Element) -> bool:
    return namespace(element) in (ELEMENTS, TERMS)


class _Reader:
    """Reads one record; used once."""

    def __init__(self, xml: XmlSource, holder: Element) -> None:
        self.xml = xml
        self.terms: dict[str, list[Said]] = {}
        self.qualified = any(namespace(one) == TERMS for one in children(holder))
        for one in children(holder):
            if _is_term(one) and texts(one):
                name = local(one)
                prefix = "dcterms:" if namespace(one) == TERMS else "dc:"
                self.terms.setdefault(name, []).append(said(xml, one, f"{prefix}{name}", 0.93))
        self.found = Found(self._kind())

    def read(self) -> Found:
        found = self.found
        self._related()
        self._rights()
        found.language = first(*(one.but(shortest(one.text)) for one in self._all("language")))
        {Kind.ARTICLE: self._article, Kind.PHOTO: self._photo, Kind.VIDEO: self._video}[found.kind]()
        return found

    def _all(self, *names: str) -> list[Said]:
        return [one for name in names for one in self.terms.get(name, [])]

    def _one(self, *names: str) -> Said:
        return first(*self._all(*names))

    def _kind(self) -> Kind:
        for name in ("type", "format", "medium"):
            words = " ".join(one.text for one in self._all(name))
            if _FILM.search(words) or "video/" in words:
                return Kind.VIDEO
            if _PICTURE.search(words) or "image/" in words:
                return Kind.PHOTO
        return Kind.ARTICLE

    def _related(self) -> None:
        for one in self._all("identifier"):
            self.found.names.append(key_of(one.text))
        for one in self._all("ispartof"):
            if is_uuid(one.text):
                self.found.hosts.append(key_of(one.text))
        for one in self._all("haspart"):
            self.found.parts.append(key_of(one.text))
        for one in self._all("relation"):  # simple: it does not say in which direction
            (self.found.parts if self.found.kind is Kind.ARTICLE else self.found.hosts).append(key_of(one.text))

    def _described(self) -> tuple[list[Said], dict[str, Said]]:
        """Descriptions without a label of ours, and the first behind each label."""
        plain: list[Said] = []
        labelled: dict[str, Said] = {}
        for one in self._all("description"):
            label = next(
                (
                    each
                    for each in (CREDIT, ALTERNATIVE, MENTION, PAGE_ADDRESS, SECTION, NOTE)
                    if one.text.startswith(each)
                ),
                "",
            )
            if label:
                rest = one.text.removeprefix(label).strip()
                if rest and label not in labelled:
                    labelled[label] = replace(one, text=rest, printed=rest)
            else:
                plain.append(one)
        return plain, labelled

    def _rights(self) -> None:
        rights = self.found.rights
        for one in self._all("license"):
            rights.say(Line("licence", one.text, one.text if one.text.startswith(_WEB) else ""))
        for one in self._all("rights", "accessrights"):
            line = read_line(one.text)
            rights.say(replace(line, uri=one.text) if not line.kind and one.text.startswith(_WEB) else line)
        for one in self._all("provenance"):
            line = read_line(one.text)
            if line.kind == "review":
                rights.say(line)
        rights.agents += [(one.text, "cph") for one in self._all("rightsholder")]
        years = [one.text for one in self._all("datecopyrighted") if one.text.isascii() and one.text.isdecimal()]
        if years:
            rights.year = int(years[0])

    def _names(self) -> tuple[Said, ...]:
        return tuple(one.but(upright(one.text)) for one in self._all("creator") or self._all("contributor"))

    def _date(self, *names: str) -> Said:
        """The date behind our label, else the earliest of the first element that states any."""
        noted = noted_date(self._all("description"))
        for name in names:
            stated = [found for one in self._all(name) if (found := dated(one, moment=True))]
            days = {one.text: day for one in stated if (day := earliest(one.text)) is not None}
            if stated:  # repositories add when it came to them; what is described is older
                return noted or min(stated, key=lambda one: days.get(one.text, date.max))
        return noted

    def _web(self, *names: str) -> Said:
        return first(*(one for one in self._all(*names) if one.text.startswith((*_WEB, "ftp://"))))

    def _subjects(self) -> tuple[Said, ...]:
        return tuple(self._all("subject"))

    def _article(self) -> None:
        plain, labelled = self._described()
        item = self.found.item
        item.headline = self._one("title")
        item.standfirst = self._one("abstract") or first(*plain)
        item.bylines = list(self._names())
        item.publisher = self._one("publisher")
        item.section = labelled.get(SECTION, NOTHING)
        item.dateline = self._one("spatial", "coverage")
        item.published = self._date("issued", "date", "created")
        item.accessed = dated(self._one("datesubmitted")).text
        item.subjects = list(self._subjects())
        item.url = self._web("identifier", "source")
        item.notes = [one.text for one in (plain if self._one("abstract") else plain[1:])]

    def _photo(self) -> None:
        plain, labelled = self._described()
        abstract = self._one("abstract")
        credit = labelled.get(CREDIT, NOTHING) or self._one("bibliographiccitation")
        self.found.rights.credit_lines += [credit.text] if credit else []
        self.found.picture = replace(
            self.found.picture,
            title=self._one("title"),
            caption=abstract or (plain[-1] if plain and not self.qualified else NOTHING),
            description=first(*plain) if self.qualified or len(plain) > 1 else NOTHING,
            credit=credit,
            whole=any(is_uuid(one) for one in self.found.names),
            alt=labelled.get(ALTERNATIVE, NOTHING),
            src=self._web("source", "identifier"),
            page_src=labelled.get(PAGE_ADDRESS, NOTHING),
            creators=self._names(),
            subjects=self._subjects(),
            taken=self._date("created", "date", "issued"),
            place=self._one("spatial", "coverage"),
        )

    def _video(self) -> None:
        plain, labelled = self._described()
        abstract = self._one("abstract")
        credit = labelled.get(CREDIT, NOTHING) or self._one("bibliographiccitation")
        self.found.rights.credit_lines += [credit.text] if credit else []
        lengths = [duration_of(one.text) for one in self._all("extent", "format") if not _SIZE.search(one.text)]
        self.found.video = replace(
            self.found.video,
            title=self._one("title"),
            caption=abstract or (plain[-1] if len(plain) > 1 else NOTHING),
            description=first(*plain),
            credit=credit,
            whole=any(is_uuid(one) for one in self.found.names),
            mention=labelled.get(MENTION, NOTHING),
            url=self._web("identifier", "source"),
            platform=self._one("publisher").text,
            creators=self._names(),
            subjects=self._subjects(),
            published=self._date("issued", "date", "created"),
            duration=next((one for one in lengths if one is not None), None),
        )
