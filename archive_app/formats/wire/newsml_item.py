"""One NewsML-G2 news item: its kind, what it says of itself, its content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive_app.formats.wire.claims import binds
from archive_app.formats.wire.item import NOTHING, Claim, Markup, Said, WireItem, WirePicture, WireVideo
from archive_app.formats.wire.moments import day_of
from archive_app.formats.wire.nitf import nitf_item
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import (
    Element,
    XmlSource,
    attribute,
    child,
    children,
    language_at,
    local,
    texts,
)
from archive_app.formats.wire.xml_values import address, day, markup_in, moment, persons, said, said_attribute

_PERSONS = re.compile(r"person$", re.IGNORECASE)
_PLACES = re.compile(r"geo|place|poi$|location", re.IGNORECASE)
_PHOTOGRAPHER = re.compile(r"photo|camera|videographer|illustrat|artist", re.IGNORECASE)


@dataclass(slots=True)
class NewsItem:
    """A news item read: ``kind`` is its item class ("text", "picture", "video" …), ``linked`` the guids it links to."""

    guid: str
    kind: str
    item: WireItem
    linked: list[str] = field(default_factory=list)


def read_news_item(xml: XmlSource, element: Element) -> NewsItem:
    """Read one ``newsItem``."""
    return _Reader(xml, element).read()


class _Reader:
    """Reads one news item; used once."""

    def __init__(self, xml: XmlSource, element: Element) -> None:
        self.xml = xml
        self.element = element
        self.meta = child(element, "itemmeta")
        self.about = child(element, "contentmeta")
        self.names = {
            attribute(one, "qcode", "uri", "literal"): said(xml, child(one, "name"), "assert/name", 0.9)
            for one in children(element, "assert")
            if child(one, "name") is not None
        }

    def read(self) -> NewsItem:
        contents = [one for holder in children(self.element, "contentset") for one in children(holder)]
        kind = self._kind(contents)
        item = self._common()
        if kind in ("picture", "graphic"):
            self._alone(item)
            item.pictures = [self._picture(contents)]
        elif kind in ("video", "animated"):
            kind = "video"
            self._alone(item)
            item.videos = [self._video(contents)]
        else:
            kind = "text"
            self._text(contents, item)
        linked = [
            attribute(one, "residref", "href") for one in (children(self.meta, "link") if self.meta is not None else ())
        ]
        return NewsItem(attribute(self.element, "guid"), kind, item, [one for one in linked if one])

    def _kind(self, contents: list[Element]) -> str:
        stated = attribute(child(self.meta, "itemclass"), "qcode", "uri")
        kind = stated.rpartition(":")[2].rpartition("/")[2].lower()
        if kind in ("picture", "graphic", "video", "text", "animated"):
            return kind
        for one in contents:
            family = attribute(one, "contenttype").partition("/")[0]
            if local(one) == "remotecontent" and family in ("image", "video"):
                return "picture" if family == "image" else "video"
        return "text"

    def _alone(self, item: WireItem) -> None:
        item.alone = True
        item.headline = item.standfirst = NOTHING

    def _said(self, *path: str, sure: float = 0.95) -> Said:
        root = self.meta if path[0] == "itemMeta" else self.about
        return said(self.xml, child(root, *(name.lower() for name in path[1:])), "/".join(path), sure)

    def _described(self, *roles: str) -> Said:
        """The description of one of these roles; "" means one without a role."""
        for wanted in roles:
            for one in children(self.about, "description") if self.about is not None else ():
                role = attribute(one, "role").rpartition(":")[2].lower()
                if role == wanted and texts(one):
                    return said(self.xml, one, "contentMeta/description", 0.95)
        return NOTHING

    def _common(self) -> WireItem:
        published = (
            self._said("itemMeta", "firstCreated", sure=0.88),
            self._said("contentMeta", "contentCreated", sure=0.85),
            self._said("itemMeta", "versionCreated", sure=0.75),
        )
        item = WireItem(
            headline=first(self._said("contentMeta", "headline"), self._said("itemMeta", "title", sure=0.8)),
            standfirst=self._described("summary", "teaser", ""),
            publisher=first(
                self._named(child(self.meta, "provider"), "itemMeta/provider"),
                self._named(child(self.element, "rightsinfo", "copyrightholder"), "rightsInfo/copyrightHolder", 0.6),
            ),
            dateline=first(
                self._said("contentMeta", "dateline"), self._named(child(self.about, "located"), "contentMeta/located")
            ),
            published=next((one for one in map(day, published) if one), NOTHING),
            language=self._language(),
            subjects=[*self._subjects(), *self._keywords()],
            claim=self._claim(),
        )
        item.bylines = self._bylines()
        note = self._said("itemMeta", "edNote")
        if note:
            item.notes.append(note.text)
        return item

    def _named(self, element: Element | None, how: str, sure: float = 0.93) -> Said:
        """A concept's name: its own, or the one that an assertion in the item gives to its code."""
        if element is None:
            return NOTHING
        for one in children(element, "name"):
            if texts(one):
                return said(self.xml, one, how, sure)
        code = attribute(element, "qcode", "uri", "literal")
        if name := self.names.get(code):
            return name
        literal = attribute(element, "literal")
        return said_attribute(self.xml, element, "literal", how, 0.7) if " " in literal else NOTHING

    def _language(self) -> Said:
        for one in children(self.about, "language") if self.about is not None else ():
            if attribute(one, "tag"):
                return said_attribute(self.xml, one, "tag", "contentMeta/language")
        tag = language_at(self.element)
        return Said(tag, "xml:lang", 0.8) if tag else NOTHING

    def _bylines(self) -> list[Said]:
        found = [name for one in self._all("by") for name in persons(said(self.xml, one, "contentMeta/by"))]
        if found:
            return found
        names = [self._named(one, "contentMeta/creator", 0.9) for one in self._all("creator")]
        return [name for one in names for name in persons(one)]

    def _all(self, *names: str) -> list[Element]:
        return [] if self.about is None else list(children(self.about, *names))

    def _subjects(self, *, people: bool | None = None) -> Iterator[Said]:
        """Subjects by name; those that are persons when ``people`` is True, the others when False, all when None."""
        for one in self._all("subject"):
            person = bool(_PERSONS.search(attribute(one, "type", "typeuri")))
            if (people is None or people == person) and (name := self._named(one, "contentMeta/subject", 0.9)):
                yield name

    def _keywords(self) -> Iterator[Said]:
        for one in self._all("keyword"):
            if found := said(self.xml, one, "contentMeta/keyword", 0.9):
                yield found

    def _places(self) -> Said:
        for one in self._all("subject"):
            if _PLACES.search(attribute(one, "type", "typeuri")) and (
                name := self._named(one, "contentMeta/subject", 0.85)
            ):
                return name
        return self._named(child(self.about, "located"), "contentMeta/located", 0.8)

    def _claim(self) -> Claim:
        claim = Claim(creators=tuple(self._named(one, "").text for one in self._all("creator") if self._named(one, "")))
        for info in children(self.element, "rightsinfo"):
            notice = child(info, "copyrightnotice")
            mining = child(info, "datamining")
            licensors = tuple(
                texts(child(one, "name")) or attribute(one, "value", "literal")
                for one in children(info, "rightsinfoextproperty")
                if attribute(one, "rel").endswith("licensor")
            )
            links = [attribute(one, "href") for one in children(info, "link")]
            claim = replace(
                claim,
                notice=claim.notice or texts(notice),
                usage_terms=" ".join(
                    (claim.usage_terms, *(texts(one) for one in children(info, "usageterms")))
                ).strip(),
                holders=claim.holders
                + tuple(one.text for holder in children(info, "copyrightholder") if (one := self._named(holder, ""))),
                licensors=claim.licensors + tuple(one for one in licensors if one),
                web_statement=claim.web_statement or attribute(notice, "href"),
                licence=claim.licence or next((link for link in links if link), ""),
                data_mining=claim.data_mining or attribute(mining, "uri", "qcode"),
                ends=claim.ends or day_of(attribute(info, "validto")),
            )
        sources = [self._named(one, "") for one in self._all("infosource")]
        note = texts(child(self.meta, "ednote"))
        return replace(
            claim,
            originators=tuple(one.text for one in sources[:1] if one),
            suppliers=tuple(one.text for one in (*sources[1:], self._named(child(self.meta, "provider"), "")) if one),
            instructions=(note,) if note and binds(note) else (),
            language=language_at(child(self.element, "rightsinfo")),
        )

    def _creators(self) -> tuple[Said, ...]:
        """Who made a picture: creators with a maker's role before those without one."""
        found = [
            (attribute(one, "role", "roleuri"), self._named(one, "contentMeta/creator")) for one in self._all("creator")
        ]
        makers = [name for role, name in found if name and _PHOTOGRAPHER.search(role)]
        return tuple(makers or [name for _role, name in found if name])

    def _picture(self, contents: list[Element]) -> WirePicture:
        best = max((one for one in contents if local(one) == "remotecontent"), key=_size, default=None)
        kind = child(self.about, "digitalsourcetype")
        source_type = said_attribute(
            self.xml, kind, "qcode" if attribute(kind, "qcode") else "uri", "contentMeta/digitalSourceType"
        )
        headline = first(self._said("contentMeta", "headline"), self._said("itemMeta", "title", sure=0.8))
        note = texts(child(self.meta, "ednote"))
        return WirePicture(
            src=self._place_of(best),
            title=headline,
            caption=self._described("caption", "", "summary"),
            credit=self._said("contentMeta", "creditline", sure=0.97),
            alt=self._described("alttext", "alt"),
            creators=self._creators(),
            people=tuple(self._subjects(people=True)),
            subjects=(*self._subjects(people=False), *self._keywords()),
            taken=moment(self._said("contentMeta", "contentCreated", sure=0.9)),
            place=self._places(),
            source_type=source_type.but(source_type.text.rpartition(":")[2].rpartition("/")[2])
            if source_type
            else NOTHING,
            medium="illustration" if self._kind(contents) == "graphic" else "photo",
            notes=(note,) if note and not binds(note) else (),
            claim=self._claim(),
        )

    def _video(self, contents: list[Element]) -> WireVideo:
        films = [one for one in contents if local(one) == "remotecontent"]
        films = [one for one in films if not attribute(one, "contenttype").startswith("image/")] or films
        best = max(films, key=_size, default=None)
        caption = self._described("caption", "summary", "", "dopesheet", "shotlist")
        rest = [said(self.xml, one, "contentMeta/description").text for one in self._all("description")]
        note = texts(child(self.meta, "ednote"))
        return WireVideo(
            url=self._place_of(best),
            title=first(self._said("contentMeta", "headline"), self._said("itemMeta", "title", sure=0.8)),
            caption=caption,
            credit=self._said("contentMeta", "creditline", sure=0.97),
            creators=tuple(name for one in self._all("creator") if (name := self._named(one, "contentMeta/creator"))),
            subjects=(*self._subjects(), *self._keywords()),
            published=first(
                day(self._said("itemMeta", "firstCreated")), day(self._said("contentMeta", "contentCreated"))
            ),
            duration=_seconds(best),
            notes=(
                *(one for one in rest if one and one != caption.text),
                *((note,) if note and not binds(note) else ()),
            ),
            claim=self._claim(),
        )

    def _place_of(self, content: Element | None) -> Said:
        return address(said_attribute(self.xml, content, "href", "remoteContent/href"))

    def _text(self, contents: list[Element], item: WireItem) -> None:
        for content in contents:
            inner = next((one for one in children(content) if local(one) in ("nitf", "html")), None)
            if inner is not None and local(inner) == "nitf":
                self._nitf(inner, item)
            elif inner is not None:
                body = child(inner, "body")
                item.markup = markup_in(self.xml, body if body is not None else inner, "inlineXML/xhtml")
            elif local(content) == "inlinedata" and not item.body and item.markup is None:
                found = markup_in(self.xml, content, "inlineData")
                item.markup = found if "html" in attribute(content, "contenttype") else _plain(found)
            elif local(content) == "remotecontent":
                self._remote(content, item)

    def _nitf(self, element: Element, item: WireItem) -> None:
        inner = nitf_item(self.xml, element)
        item.body, item.pictures, item.videos = inner.body, item.pictures + inner.pictures, item.videos + inner.videos
        item.headline = first(item.headline, inner.headline)
        item.standfirst = first(item.standfirst, inner.standfirst)
        item.dateline = first(item.dateline, inner.dateline)
        item.section = first(item.section, inner.section)
        item.bylines = inner.bylines or item.bylines
        item.notes += inner.notes
        if item.body and item.standfirst and item.standfirst.text[:80].casefold() in item.body[0].text.casefold():
            item.standfirst = NOTHING

    def _remote(self, content: Element, item: WireItem) -> None:
        family = attribute(content, "contenttype").partition("/")[0]
        if family == "image":
            item.pictures.append(WirePicture(src=self._place_of(content)))
        elif family == "video":
            item.videos.append(WireVideo(url=self._place_of(content), duration=_seconds(content)))
        elif attribute(content, "href").startswith("http") and not item.url:
            item.url = said_attribute(self.xml, content, "href", "remoteContent/href", 0.8)


def _plain(found: Markup) -> Markup:
    return replace(found, html=found.html.replace("<", "&lt;") if "<" in found.html else found.html)


def _size(content: Element) -> tuple[int, int, int]:
    """What a rendition is worth: the high resolution first, then by pixels, then by bytes."""
    rendition = attribute(content, "rendition").rpartition(":")[2].lower()
    rank = (
        2 if rendition in ("highres", "main", "hires") else 0 if rendition in ("thumb", "thumbnail", "preview") else 1
    )
    return rank, _figure(content, "width") * _figure(content, "height"), _figure(content, "size")


def _figure(content: Element, name: str) -> int:
    value = attribute(content, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 15 else 0


def _seconds(content: Element | None) -> float | None:
    value = attribute(content, "duration")
    unit = attribute(content, "durationunit").rpartition(":")[2].lower()
    if not re.fullmatch(r"\d{1,7}(?:\.\d+)?", value) or unit not in ("", "seconds", "sec", "s"):
        return None
    return float(value)
