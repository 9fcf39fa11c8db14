"""NITF 3.x, alone or inside a NewsML-G2 item: the head's facts, the headlines, the text and its media.

Also read: documents without a namespace, with the public identifier of any version, and without ``body.head``.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.formats.wire.claims import binds
from archive_app.formats.wire.item import NOTHING, Claim, Said, WireItem, WirePicture, WireVideo
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import (
    Element,
    XmlSource,
    attribute,
    below,
    child,
    children,
    language_at,
    local,
    texts,
)
from archive_app.formats.wire.xml_values import day, persons, said, said_attribute

_BLOCKS = (
    "block",
    "body.content",
    "bq",
    "blockquote",
    "div",
    "section",
    "article",
    "note",
    "custom-table",
    "body",
    "dl",
)
_LINES = ("p", "hl1", "hl2", "hl3", "hl4", "li", "dt", "dd", "pre", "fn", "credit", "tagline", "h1", "h2", "h3", "h4")
_ROWS = ("table", "nitf-table", "nitf-table-body")


def nitf_item(xml: XmlSource, nitf: Element) -> WireItem:
    """The article in a ``nitf`` element."""
    head, body = child(nitf, "head"), child(nitf, "body")
    item = WireItem()
    if body is not None:
        _body_head(xml, body, item)
        _body_content(xml, body, item)
    if head is not None:
        _head(xml, head, item)
    tag = language_at(body if body is not None else nitf)
    item.language = Said(tag, "xml:lang", 0.9) if tag else NOTHING
    return item


def _body_head(xml: XmlSource, body: Element, item: WireItem) -> None:
    top = child(body, "body.head")
    if top is None:
        top = body
    hedline = child(top, "hedline")
    item.headline = said(xml, child(hedline, "hl1"), "hedline/hl1", 0.97)
    abstract = child(top, "abstract")
    under = said(xml, child(hedline, "hl2"), "hedline/hl2", 0.85)
    item.standfirst = first(said(xml, abstract, "abstract", 0.9), under)
    for byline in children(top, "byline"):
        named = list(children(byline, "person"))
        if named:
            item.bylines += [said(xml, one, "byline/person", 0.95) for one in named if texts(one)]
            continue
        item.bylines += persons(_without_titles(xml, byline))
    dateline = child(top, "dateline")
    item.dateline = first(
        said(xml, child(dateline, "location"), "dateline/location", 0.95), said(xml, dateline, "dateline", 0.85)
    )
    story = child(dateline, "story.date")
    item.published = day(
        first(said_attribute(xml, story, "norm", "story.date", 0.8), said(xml, story, "story.date", 0.7))
    )
    item.publisher = said(xml, child(top, "distributor"), "distributor", 0.8)
    item.claim = _rights(child(top, "rights"), Claim())


def _without_titles(xml: XmlSource, byline: Element) -> Said:
    found = said(xml, byline, "byline", 0.93)
    words = found.text
    for title in below(byline, "byttl"):
        words = words.replace(texts(title), " ").strip(" ,")
    return found.but(" ".join(words.split())) if words != found.text else found


def _head(xml: XmlSource, head: Element, item: WireItem) -> None:
    item.headline = first(item.headline, said(xml, child(head, "title"), "head/title", 0.85))
    facts = child(head, "docdata")
    published = [said_attribute(xml, one, "date.publication", "pubdata", 0.95) for one in children(head, "pubdata")]
    published += [said_attribute(xml, child(facts, "date.issue"), "norm", "docdata/date.issue", 0.92)]
    published += [said_attribute(xml, child(facts, "date.release"), "norm", "docdata/date.release", 0.88)]
    item.published = first(*(day(one) for one in published), item.published)
    paper = child(head, "pubdata")
    item.publisher = first(said_attribute(xml, paper, "name", "pubdata/name"), item.publisher)
    item.section = said_attribute(xml, paper, "position.section", "pubdata/position.section", 0.9)
    address = first(
        said_attribute(xml, paper, "ex-ref", "pubdata/ex-ref", 0.9),
        said_attribute(xml, child(facts, "doc-id"), "id-string", "docdata/doc-id", 0.7),
    )
    if address.text.startswith(("http://", "https://")):
        item.url = address
    item.subjects = list(_subjects(xml, head))
    held = child(facts, "doc.copyright")
    holder, year = attribute(held, "holder"), attribute(held, "year")
    if holder and not item.claim.holders:
        item.claim = _rights(
            None,
            item.claim,
            holder=holder,
            year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        )
    for message in () if facts is None else children(facts, "ed-msg"):
        note = attribute(message, "info") or texts(message)
        item.notes.append(note)
        if binds(note):
            item.claim = _rights(None, item.claim, instruction=note)


def _subjects(xml: XmlSource, head: Element) -> Iterator[Said]:
    for one in below(head, "tobject.subject"):
        yield first(
            *(
                said_attribute(xml, one, name, "tobject.subject", 0.9)
                for name in ("tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type")
            )
        )
    for one in below(head, "keyword"):
        yield said_attribute(xml, one, "key", "key-list/keyword", 0.9)
    for held in below(head, "identified-content"):
        for one in children(held):
            how = f"identified-content/{local(one)}"
            yield first(said_attribute(xml, one, "value", how, 0.85), said(xml, one, how, 0.85))


def _rights(
    element: Element | None, claim: Claim, *, holder: str = "", year: int | None = None, instruction: str = ""
) -> Claim:
    def words(name: str) -> tuple[str, ...]:
        return tuple(texts(one) for one in below(element, name) if texts(one)) if element is not None else ()

    own = texts(element) if element is not None and len(element) == 0 else ""
    ends = (
        day(Said(attribute(next(below(element, "rights.enddate"), None), "norm"), ""))
        if element is not None
        else NOTHING
    )
    return Claim(
        holders=(*claim.holders, *words("rights.owner"), *((holder,) if holder else ())),
        licensors=(*claim.licensors, *words("rights.agent")),
        usage_terms=" ".join((claim.usage_terms, *words("rights.type"), own)).strip(),
        instructions=(
            *claim.instructions,
            *words("rights.limitations"),
            *words("rights.geography"),
            *((instruction,) if instruction else ()),
        ),
        ends=claim.ends or ends.text,
        year=claim.year or year,
    )


def _body_content(xml: XmlSource, body: Element, item: WireItem) -> None:
    walk = _Walk(xml, item)
    for content in children(body, "body.content"):
        walk.go(content)
        if not item.body and texts(content) and not item.pictures:
            item.body = [said(xml, content, "body.content", 0.85)]
    if child(body, "body.content") is None:
        for one in children(body):
            if local(one) not in ("body.head", "body.end", "hedline", "byline", "dateline", "abstract"):
                walk.block(one)
    end = child(body, "body.end", "tagline")
    if end is not None:
        item.notes.append(texts(end))
    lead = item.body[0].text if item.body else ""
    if item.standfirst and lead and item.standfirst.text[:80].casefold() in lead.casefold():
        item.standfirst = NOTHING  # many wires repeat the lead as abstract


class _Walk:
    """Goes through a text in its order, gathering paragraphs and media."""

    def __init__(self, xml: XmlSource, item: WireItem) -> None:
        self.xml = xml
        self.item = item

    def go(self, element: Element) -> None:
        for one in children(element):
            self.block(one)

    def block(self, element: Element) -> None:
        name = local(element)
        if name == "media":
            self.media(element)
        elif name in _ROWS:
            for row in below(element, "tr"):
                cells = [texts(cell) for cell in children(row, "td", "th") if texts(cell)]
                if cells:
                    self.item.body.append(Said(" | ".join(cells), "body.content/table", 0.85, *self.xml.content(row)))
        elif name in ("ol", "ul", "dl") or (name in _BLOCKS and len(element)):
            self.go(element)
        elif name in _LINES or name in _BLOCKS:
            inner = list(below(element, "media"))
            if texts(element) and not inner:
                self.item.body.append(said(self.xml, element, f"body.content/{name}", 0.95))
            for one in inner:
                self.media(one)

    def media(self, element: Element) -> None:
        xml, kind = self.xml, attribute(element, "media-type").lower()
        references = list(children(element, "media-reference"))
        best = max(references, key=_width, default=None)
        mime = attribute(best, "mime-type").lower()
        address = said_attribute(xml, best, "source", "media-reference/source", 0.95)
        caption = said(xml, child(element, "media-caption"), "media-caption", 0.95)
        credit = first(
            said(xml, child(element, "media-producer"), "media-producer", 0.95), said(xml, best, "media-reference", 0.6)
        )
        facts = {attribute(one, "name").lower(): one for one in children(element, "media-metadata")}

        def fact(*names: str) -> Said:
            return first(*(said_attribute(xml, facts.get(name), "value", "media-metadata", 0.85) for name in names))

        makers = tuple(persons(fact("author", "byline", "photographer", "by-line", "creator")))
        claim = Claim(
            notice=fact("copyright", "copyright-notice", "rights").text,
            usage_terms=fact("usageterms", "usage-terms", "terms").text,
            instructions=tuple(one for one in (fact("instructions", "special-instructions").text,) if one),
        )
        at = len(self.item.body)
        credit = first(credit, fact("credit", "creditline", "credit-line"))
        if kind == "video" or mime.startswith("video/"):
            self.item.videos.append(
                WireVideo(
                    url=address,
                    caption=caption,
                    credit=credit,
                    creators=makers,
                    title=fact("title", "headline"),
                    paragraph=at,
                    claim=claim,
                )
            )
        elif kind in ("image", "") and (not mime or mime.startswith("image/")):
            alt = first(*(said_attribute(xml, one, "alternate-text", "media-reference", 0.9) for one in references))
            self.item.pictures.append(
                WirePicture(
                    src=address,
                    caption=caption,
                    credit=credit,
                    alt=alt,
                    creators=makers,
                    taken=day(fact("date", "date-created", "datecreated")),
                    title=fact("title", "headline"),
                    paragraph=at,
                    claim=claim,
                )
            )


def _width(element: Element) -> int:
    value = attribute(element, "width")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
