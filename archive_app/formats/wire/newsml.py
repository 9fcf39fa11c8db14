"""NewsML-G2 2.x: news items, packages and messages, as items with what belongs to them.

A text with the pictures and films that it links to, or that a package names beside it, is one article. Pictures and
films that no text in the file claims stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.formats.wire.item import NOTHING, Said, WireItem, WirePicture, WireVideo
from archive_app.formats.wire.markup import plain
from archive_app.formats.wire.newsml_item import NewsItem, read_news_item
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import Element, XmlSource, attribute, below, child, local
from archive_app.formats.wire.xml_values import address, day, said, said_attribute
from archive_app.i18n import tr, tr_n

ROOTS = ("newsitem", "packageitem", "newsmessage", "conceptitem", "knowledgeitem", "catalogitem", "planningitem")


def items_of(xml: XmlSource) -> Iterator[WireItem]:
    """The articles, and the pictures and films that stand alone."""
    news = [read_news_item(xml, one) for one in _named(xml.root, "newsitem")]
    by_guid = {one.guid: one for one in news if one.guid}
    claimed: set[str] = set()
    for one in news:
        if one.kind == "text":
            _take_linked(one, by_guid, claimed)
    made: list[WireItem] = []
    for package in _named(xml.root, "packageitem"):
        made += _package(xml, package, by_guid, claimed)
    for one in news:
        if one.kind == "text":
            if one.guid not in claimed:
                made.append(one.item)
        elif one.guid not in claimed or not one.guid:
            made.append(one.item)
    yield from made


def _named(root: Element, name: str) -> list[Element]:
    return [root] if local(root) == name else list(below(root, name))


def _take_linked(text: NewsItem, by_guid: dict[str, NewsItem], claimed: set[str]) -> None:
    """Give an article the pictures and films of the same file that it links to, or that say that they are its."""
    wanted = list(text.linked)
    wanted += [guid for guid, other in by_guid.items() if text.guid and text.guid in other.linked]
    for guid in dict.fromkeys(wanted):
        other = by_guid.get(guid)
        if other is not None and other.kind in ("picture", "graphic", "video"):
            _give(text.item, other)
            claimed.add(guid)


def _give(item: WireItem, other: NewsItem) -> None:
    item.pictures += other.item.pictures
    item.videos += other.item.videos


def _package(xml: XmlSource, package: Element, by_guid: dict[str, NewsItem], claimed: set[str]) -> Iterator[WireItem]:
    """The articles of a package: its texts with its media; where no text is in the file, what the package says."""
    references = list(below(package, "itemref"))
    inside = [by_guid[guid] for one in references if (guid := attribute(one, "residref")) in by_guid]
    texts_inside = [one for one in inside if one.kind == "text"]
    if texts_inside:
        main = texts_inside[0].item
        for other in inside:
            if other.kind != "text" and other.guid not in claimed:
                _give(main, other)
                claimed.add(other.guid)
        return
    meta, about = child(package, "itemmeta"), child(package, "contentmeta")
    item = WireItem(
        headline=first(
            said(xml, child(about, "headline"), "contentMeta/headline"),
            said(xml, child(meta, "title"), "itemMeta/title", 0.8),
        ),
        standfirst=said(xml, child(about, "description"), "contentMeta/description", 0.85),
        published=day(
            first(
                said(xml, child(meta, "firstcreated"), "itemMeta/firstCreated", 0.85),
                said(xml, child(meta, "versioncreated"), "itemMeta/versionCreated", 0.7),
            )
        ),
        publisher=said(xml, child(meta, "provider", "name"), "itemMeta/provider", 0.9),
    )
    for other in inside:
        _give(item, other)
        claimed.add(other.guid)
    missing = 0
    for reference in references:
        if attribute(reference, "residref") not in by_guid:
            missing += _refer(xml, reference, item)
    if missing:
        item.remarks.append(
            tr_n(
                "The package names {n} text that is not in the file.",
                "The package names {n} texts that are not in the file.",
                missing,
            )
        )
    if item.headline or item.pictures or item.videos:
        item.remarks.append(tr("This is a package: it groups items and has no text of its own."))
        yield item


def _refer(xml: XmlSource, reference: Element, item: WireItem) -> bool:
    """Take what a package says of a picture or film; True for a text that is not here."""
    kind = attribute(child(reference, "itemclass"), "qcode", "uri").rpartition(":")[2].rpartition("/")[2]
    title = said(xml, child(reference, "title"), "itemRef/title", 0.9)
    words = said(xml, child(reference, "description"), "itemRef/description", 0.9)
    link = said_attribute(xml, reference, "href", "itemRef/href", 0.9)
    link = address(link) if link.text.startswith(("http://", "https://")) else NOTHING
    if kind in ("picture", "graphic"):
        item.pictures.append(WirePicture(src=link, title=title, caption=words))
    elif kind == "video":
        item.videos.append(WireVideo(url=link, title=title, caption=words))
    else:
        line = ": ".join(part for part in (title.text, plain(words.text)) if part)
        if line:
            item.body.append(Said(line, "itemRef", 0.8, *xml.content(reference)))
        return True
    return False


def what_else(root: Element) -> str:
    """Which kind of NewsML-G2 document without news this is, as its element's name; "" when it is none."""
    for kind in ("conceptItem", "knowledgeItem", "catalogItem", "planningItem"):
        if local(root) == kind.lower() or next(below(root, kind.lower()), None) is not None:
            return kind
    return ""
