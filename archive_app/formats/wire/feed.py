"""RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom: each entry as an item.

Modules read: Dublin Core, content:encoded, Media RSS, Creative Commons, FeedBurner's original addresses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from archive_app.formats.wire.feed_media import media_of
from archive_app.formats.wire.item import NOTHING, Claim, Markup, Said, WireItem
from archive_app.formats.wire.markup import has_tags, plain
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import (
    Element,
    XmlSource,
    attribute,
    child,
    children,
    language_at,
    local,
    namespace,
    texts,
)
from archive_app.formats.wire.xml_values import address, day, markup_in, persons, said, said_attribute
from archive_app.i18n import tr

ATOM = "http://www.w3.org/2005/Atom"
_MEDIA = "search.yahoo.com/mrss"
_MAIL_AND_NAME = re.compile(r"^[^\s()]+@[^\s()]+\s*\((?P<name>[^()]+)\)$")
_SHORT = 400


def is_feed(root: str, rest: str) -> bool:
    """Whether a document's element is that of a feed, by its name and start tag."""
    name = root.lower()
    return name in ("rss", "channel") or (name == "feed") or (name == "rdf" and "purl.org/rss" in rest)


def entries_of(xml: XmlSource) -> Iterator[WireItem | None]:
    """The entries in order; None for one that says nothing."""
    root = xml.root
    channel = child(root, "channel") if local(root) in ("rss", "rdf") else root
    if channel is None:
        channel = root
    inside = [one for one in (*children(root), *children(channel)) if local(one) in ("item", "entry")]
    for entry in dict.fromkeys(inside):
        yield _Entry(xml, channel, entry).item()


class _Entry:
    """Reads one entry; used once."""

    def __init__(self, xml: XmlSource, channel: Element, entry: Element) -> None:
        self.xml = xml
        self.channel = channel
        self.entry = entry
        self.parts: dict[str, list[Element]] = {}
        for one in children(entry):
            key = f"media:{local(one)}" if _MEDIA in namespace(one) else local(one)
            self.parts.setdefault(key, []).append(one)

    def item(self) -> WireItem | None:
        base = self._link(self.channel)
        url = address(self._entry_link(), base.text)
        title = self._words("title")
        pictures, videos = media_of(self.xml, self.entry, url.text or base.text)
        item = WireItem(
            headline=title,
            bylines=self._bylines(),
            publisher=self._publisher(),
            published=self._published(),
            language=self._language(),
            url=url,
            subjects=list(self._subjects()),
            pictures=pictures,
            videos=videos,
            claim=self._claim(),
        )
        self._take_body(item)
        if not (title or item.markup or item.standfirst or pictures or videos):
            return None
        return item

    def _one(self, *names: str) -> Element | None:
        return next((self.parts[name][0] for name in names if name in self.parts), None)

    def _words(self, *names: str) -> Said:
        """An element's words; RSS titles and Atom's html texts may hold tags and characters written as in HTML."""
        found = said(self.xml, self._one(*names), f"entry/{names[0]}")
        words = plain(found.text)
        return found if words == found.text else found.but(words)

    def _take_body(self, item: WireItem) -> None:
        whole = self._one("encoded", "content")
        summary = self._one("summary", "description", "media:description")
        if whole is not None and not texts(whole) and len(whole) == 0:
            whole = None  # Atom's content with only an address
        if whole is None:
            if summary is None or not texts(summary):
                item.remarks.append(tr("The feed gives only the headline; the text stands at its address."))
                return
            markup = self._markup(summary)
            words = plain(markup.html)
            if len(words) <= _SHORT and not re.search(
                r"<(?:p|br|figure|div)\b.{20}.*<(?:p|br|figure|div)\b", markup.html, re.DOTALL
            ):
                item.remarks.append(tr("The feed gives only a summary; the text stands at its address."))
            item.markup = markup
            return
        item.markup = self._markup(whole)
        if summary is not None:
            found = said(self.xml, summary, f"entry/{local(summary)}", 0.9)
            words = plain(found.text)
            body = plain(item.markup.html)
            # Many feeds cut the summary from the text; that is no standfirst.
            opening = re.sub(r"\W+", "", words.removesuffix("[…]").removesuffix("[...]"))[:120]
            if words and len(words) <= 2 * _SHORT and opening not in re.sub(r"\W+", "", body[:1000]):
                item.standfirst = found.but(words) if words != found.text else found

    def _markup(self, element: Element) -> Markup:
        found = markup_in(self.xml, element, f"entry/{local(element)}")
        if namespace(element) == ATOM and attribute(element, "type") in ("", "text") and not len(element):
            return found if not has_tags(found.html) else Markup(html.escape(found.html), found.how)
        return found

    def _bylines(self) -> list[Said]:
        found: list[Said] = []
        for name in ("creator", "author", "contributor"):
            for element in self.parts.get(name, ()):
                inner = child(element, "name")
                one = said(self.xml, inner if inner is not None else element, f"entry/{name}", 0.93)
                if mail := _MAIL_AND_NAME.match(one.text):
                    one = one.but(mail["name"].strip())
                found += persons(one)
            if found:
                return found
        author = child(self.channel, "author", "name")
        return persons(said(self.xml, author, "feed/author", 0.7)) if local(self.channel) == "feed" else []

    def _publisher(self) -> Said:
        own = said(self.xml, self._one("publisher"), "entry/publisher")
        source = self._one("source")
        kept = child(source, "title") if source is not None and len(source) else source
        title = next((one for one in children(self.channel, "title") if _MEDIA not in namespace(one)), None)
        channel = said(self.xml, title, "feed/title", 0.85)
        name = re.split(r"\s+(?:[|»>·–—-]|::)\s+", plain(channel.text))[0]
        return first(own, said(self.xml, kept, "entry/source", 0.9), channel.but(name) if name else NOTHING)

    def _published(self) -> Said:
        for name, sure in (
            ("pubdate", 0.95),
            ("published", 0.95),
            ("issued", 0.9),
            ("date", 0.9),
            ("created", 0.85),
            ("updated", 0.7),
            ("modified", 0.65),
        ):
            if found := day(said(self.xml, self._one(name), f"entry/{name}", sure)):
                return found
        return NOTHING

    def _language(self) -> Said:
        own = self._one("language")
        if own is not None:
            return said(self.xml, own, "entry/language", 0.9)
        if tag := language_at(self.entry):
            return Said(tag, "xml:lang", 0.9)
        return said(self.xml, child(self.channel, "language"), "feed/language", 0.85)

    def _link(self, element: Element) -> Said:
        for one in children(element, "link"):
            if href := said_attribute(self.xml, one, "href", "link"):
                if attribute(one, "rel") in ("", "alternate"):
                    return href
            elif words := said(self.xml, one, "link"):
                return words
        return NOTHING

    def _entry_link(self) -> Said:
        guid = self._one("guid")
        permanent = guid if guid is not None and attribute(guid, "isPermaLink").lower() != "false" else None
        found = said(self.xml, permanent, "entry/guid", 0.85)
        return first(
            said(self.xml, self._one("origlink"), "entry/origLink"),
            self._link(self.entry),
            found if found.text.startswith("http") else NOTHING,
            said_attribute(
                self.xml, self.entry, "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "rdf:about", 0.8
            ),
        )

    def _subjects(self) -> Iterator[Said]:
        for name in ("category", "subject", "media:category"):
            for element in self.parts.get(name, ()):
                found = first(
                    said_attribute(self.xml, element, "label", f"entry/{name}"),
                    said(self.xml, element, f"entry/{name}", 0.9),
                    said_attribute(self.xml, element, "term", f"entry/{name}", 0.85),
                )
                if found and not found.text.startswith("http"):
                    yield found
        for element in self.parts.get("media:keywords", ()):
            found = said(self.xml, element, "entry/media:keywords", 0.85)
            yield from (found.but(word.strip()) for word in found.text.split(",") if word.strip())

    def _claim(self) -> Claim:
        notice = self._one("rights", "copyright", "media:copyright")
        above = next(children(self.channel, "rights", "copyright"), None)
        licence = self._one("license", "media:license")
        at_head = next(children(self.channel, "license"), None)
        licence = licence if licence is not None else at_head
        return Claim(
            notice=plain(texts(notice if notice is not None else above)),
            licence=attribute(licence, "href", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource")
            or texts(licence),
        )
